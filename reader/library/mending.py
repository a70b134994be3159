"""What the reader mends in an article: kept beside its source or as a rule, shown at once, and undone.

Nothing is written to a source. An article whose file is at hand gets a sidecar; one that came from a feed, an
archive or a pasted text, or whose folder cannot be written to, an entry in the reader's own file of fixes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from reader.article import Article
from reader.importers.beside import FIXES_NAME, sidecar_path
from reader.importers.errors import Refused
from reader.importers.sidecar import record_key
from reader.library.always import Always, always, source_file
from reader.library.atomic import write_atomically
from reader.library.fixes import write_fix, write_own_fix
from reader.library.packing import pack, unpack
from reader.library.paths import user_paths
from reader.library.prepare import prepare
from reader.library.standing import with_fields
from reader.text.safe import safe_line

if TYPE_CHECKING:
    from reader.library.door import Library

T = TypeVar("T")

_BATCH = 200
_KEPT = 20_000


@dataclass(frozen=True, slots=True)
class _Step:
    """What was done, so that it can be undone.

    Attributes:
        said: What it was, in the reader's words.
        path: The file that was written.
        before: What the file held; None when there was none.
        articles: The articles as they were, packed.
    """

    said: str
    path: Path
    before: bytes | None
    articles: tuple[bytes, ...]


class Mending:
    """The reader's corrections of fields in one run.

    Args:
        library: The library whose articles they are.
        folder: The folder of settings; the user's own by default.
    """

    def __init__(self, library: Library, folder: Path | None = None) -> None:
        self._library = library
        self._folder = folder
        self._steps: list[_Step] = []

    def set(self, id: str, fields: Mapping[str, str]) -> str:
        """Set fields of an article; return what to say of it.

        Args:
            id: The article's.
            fields: Values by the names that a sidecar knows; an empty one takes the field away.

        Raises:
            Refused: What is written there already cannot be read.
            OSError: It cannot be written.
            LibraryError: The library cannot be written to; nothing was kept.
        """
        article = self._article(id)
        said = ", ".join(f"{name}: {value or 'none'}" for name, value in fields.items())
        self._put([with_fields(article, fields)])
        try:
            path, before = self._write(article, fields)
        except BaseException:
            self._put([article])
            raise
        self._steps.append(_Step(said, path, before, (pack(article),)))
        return f"{safe_line(said)} (kept in {safe_line(path.name)})"

    def always(self, id: str, field: str, value: str, stop: Callable[[], bool] = lambda: False) -> str:
        """Make a field's value hold for all articles of an article's outlet, those to come included.

        Raises:
            Refused: Nothing tells which those are, or what is written there already cannot be read.
            OSError: It cannot be written.
            LibraryError: The library cannot be written to.
        """
        wanted = always(self._article(id), field, value, self._config)
        before = _held(wanted.path)
        # Listed before the first is changed.
        ids = list(wanted.listed(self._library.store))
        wanted.write()
        kept: list[bytes] = []
        changed = 0
        for batch in _batches(self._changed(ids, wanted), _BATCH):
            if stop():
                break
            if len(kept) < _KEPT:
                kept += [pack(old) for old, _ in batch]
            self._put([new for _, new in batch])
            changed += len(batch)
        said = f"always {field}: {value or 'none'} for {wanted.what}"
        self._steps.append(_Step(said, wanted.path, before, tuple(kept)))
        return f"{safe_line(said)} ({changed:,} articles)"

    def always_for(self, id: str, field: str) -> str:
        """Say for which articles "always so" would hold.

        Raises:
            Refused: Nothing tells which those are.
        """
        return safe_line(always(self._article(id), field, "", self._config).what)

    @property
    def can_undo(self) -> bool:
        """Whether there is something to undo."""
        return bool(self._steps)

    def undo(self) -> str:
        """Take the latest correction back; return what to say of it, "" when there is none.

        Raises:
            OSError: The file cannot be written; the correction stays.
            LibraryError: The library cannot be written to.
        """
        if not self._steps:
            return ""
        step = self._steps[-1]
        if step.before is None:
            step.path.unlink(missing_ok=True)
        else:
            text = step.before.decode("utf-8", "replace")
            write_atomically(step.path, text, private=step.path.parent == self._config)
        for batch in _batches(map(unpack, step.articles), _BATCH):
            self._put(batch)
        self._steps.pop()
        return f"undone: {step.said}"

    @property
    def _config(self) -> Path:
        return self._folder or user_paths().config.parent

    def _article(self, id: str) -> Article:
        number = self._library.find(id)
        if number is None:
            raise Refused("the article is not there any more")
        return self._library.article(number)

    def _write(self, article: Article, fields: Mapping[str, str]) -> tuple[Path, bytes | None]:
        """Write fields beside the source, or into the file of fixes; return the file, and what it held."""
        source = source_file(article)
        if source is not None:
            before = _held(sidecar_path(source))
            with suppress(PermissionError):
                return write_fix(source, fields, key=record_key(article, source)), before
        before = _held(self._config / FIXES_NAME)
        return write_own_fix(article.id, fields, self._config), before

    def _changed(self, ids: Iterable[str], wanted: Always) -> Iterator[tuple[Article, Article]]:
        """Yield the articles that something changes, each as it was and as it is with it."""
        for id in ids:
            number = self._library.store.find(id)
            if number is not None:
                old = self._library.store.article(number)
                new = wanted.change(old)
                if new != old:
                    yield old, new

    def _put(self, articles: Iterable[Article]) -> None:
        """Put articles into the library in place of those with the same ids."""
        from reader.library.grouping import link_pending

        self._library.store.add([prepare(article) for article in articles])
        link_pending(self._library.store, _BATCH)
        self._library.reload()


def _held(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None


def _batches(items: Iterable[T], size: int) -> Iterator[list[T]]:
    batch: list[T] = []
    for item in items:
        batch.append(item)
        if len(batch) == size:
            yield batch
            batch = []
    if batch:
        yield batch
