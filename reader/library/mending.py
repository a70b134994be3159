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
from reader.importers.beside import FIXES_NAME, RULES_NAME, sidecar_path
from reader.importers.errors import Refused
from reader.importers.outlet_names import host_of
from reader.importers.rules import OutletRule, apply_rules
from reader.importers.sidecar import record_key
from reader.library.atomic import write_atomically
from reader.library.fixes import add_rule, write_fix, write_own_fix
from reader.library.packing import pack, unpack
from reader.library.paths import user_paths
from reader.library.prepare import prepare
from reader.library.standing import with_fields
from reader.text.safe import safe_line

if TYPE_CHECKING:
    from reader.library.door import Library

T = TypeVar("T")

ALWAYS = ("outlet", "agency", "section", "byline")
"""Fields that can be the same in all articles of an outlet."""

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
            Refused: There is nothing that tells the outlet, or the rules that are there cannot be read.
            OSError: The rules cannot be written.
            LibraryError: The library cannot be written to.
        """
        article = self._article(id)
        rule = self.rule_for(article, field, value)
        path = self._config / RULES_NAME
        before = _held(path)
        add_rule(rule, self._config)
        kept: list[bytes] = []
        changed = 0
        for batch in _batches(self._fitting(article, rule), _BATCH):
            if stop():
                break
            if len(kept) < _KEPT:
                kept += [pack(old) for old, _ in batch]
            self._put([new for _, new in batch])
            changed += len(batch)
        said = f"always {field}: {value or 'none'} for {rule.outlet or rule.host}"
        self._steps.append(_Step(said, path, before, tuple(kept)))
        return f"{safe_line(said)} ({changed:,} articles)"

    def rule_for(self, article: Article, field: str, value: str) -> OutletRule:
        """Return the rule that makes a value hold for an article's outlet.

        Raises:
            Refused: A rule cannot say it.
        """
        if field not in ALWAYS:
            raise Refused(f"the {field} is each article's own; a rule can set {', '.join(ALWAYS)}")
        if article.outlet is not None:
            return OutletRule(article.outlet.value, set={field: value})
        host = host_of(article.url.value) if article.url is not None else ""
        if not host:
            raise Refused("neither an outlet nor an address tells which articles that would be")
        return OutletRule(host=host, set={field: value})

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

    def _fitting(self, article: Article, rule: OutletRule) -> Iterator[tuple[Article, Article]]:
        """Yield the articles that a rule changes, each as it was and as it is with the rule."""
        store = self._library.store
        shown = article.outlet_name.casefold()
        ids = [
            number for number, name in store.rows("SELECT id, name FROM outlet") if name.casefold() == shown
        ]
        # Listed before the first is changed: an article that is written anew gets another number.
        articles = [id for (id,) in store.rows_of("SELECT id FROM article WHERE outlet IN (?)", ids)]
        for id in articles:
            number = store.find(id)
            if number is not None:
                old = store.article(number)
                new = apply_rules(old, (rule,))
                if new != old:
                    yield old, new

    def _put(self, articles: Iterable[Article]) -> None:
        """Put articles into the library in place of those with the same ids."""
        from reader.library.grouping import link_pending

        self._library.store.add([prepare(article) for article in articles])
        link_pending(self._library.store, _BATCH)
        self._library.reload()


def source_file(article: Article) -> Path | None:
    """Return the file that an article stands in, by itself or among others; None when it is not at hand."""
    name = article.source
    if not name or name == "-" or "://" in name:
        return None
    while True:
        path = Path(name)
        with suppress(OSError, ValueError):
            if path.is_file():
                return path
        name, mark, _ = name.rpartition("#")
        if not mark:
            return None


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
