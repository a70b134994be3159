"""What the reader mends in an article: kept beside its source or as a rule, shown at once, and undone.

Nothing is written to a source. An article whose file is at hand gets a sidecar; one that came from a feed, an
archive or a pasted text, or whose folder cannot be written to, an entry in the reader's own file of fixes.
Each correction is an act of the journal, undone and done again like all others.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from reader.article import Article
from reader.importers.beside import FIXES_NAME
from reader.importers.errors import Refused
from reader.importers.fields import KEYS, written_value
from reader.library.always import Always, always
from reader.library.corrected import Kept, Spot, Where, body_of, source_file
from reader.library.fixes import Place, Value, fields_at, no_leave
from reader.library.journal import Draft
from reader.library.marks import KIND
from reader.library.paths import user_paths
from reader.library.schema import LibraryError
from reader.library.standing import with_fields
from reader.text.safe import safe_line

if TYPE_CHECKING:
    from reader.library.door import Library
    from reader.library.journal import Act

_BATCH = 100


class Mending:
    """The reader's corrections of fields.

    Args:
        library: The library whose articles they are.
    """

    def __init__(self, library: Library) -> None:
        self._library = library

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
        source = source_file(article)
        values = {name: _written(name, value) for name, value in fields.items()}
        said = safe_line(", ".join(f"{name}: {value or 'none'}" for name, value in values.items()))
        reason = ""
        try:
            names = self._set(article, Kept.OWN if source is None else Kept.BESIDE, values, said)
        except OSError as error:
            if source is None or not no_leave(error):
                raise
            reason = ", as its folder cannot be written to"
            names = self._set(article, Kept.OWN, values, said)
        self._library.settle()
        return f"{said} (kept in {names}{reason})"

    def always(self, id: str, field: str, value: str, stop: Callable[[], bool] = lambda: False) -> str:
        """Make a field's value hold for all articles of an article's outlet, those to come included.

        Raises:
            Refused: Nothing tells which those are, or what is written there already cannot be read.
            OSError: It cannot be written.
            LibraryError: The library cannot be written to; what was done until then is undone as one.
        """
        value = _written(field, value)
        wanted = always(self._article(id), field, value)
        said = safe_line(f"always {field}: {value or 'none'} for {wanted.what}")
        # Listed before the first is changed.
        ids = list(wanted.listed(self._library.store))
        where: Where | None = self._where([(wanted.spot, self._article(id))], {field: value})[0]
        reason = ""
        try:
            first = self._begin(id, body_of([where] if where else []), said)
        except OSError as error:
            if wanted.spot.kept is Kept.RULES or not no_leave(error):
                raise
            # Where nothing can be said of all, it is said of each.
            where = None
            reason = f"; kept in {FIXES_NAME} for each, as the folder cannot be written to"
            first = self._begin(id, body_of(), said)
        changed = 0
        try:
            for batch in _batches(self._changed(ids, wanted), _BATCH):
                if stop() or not self._add(first, batch, {field: value}, where):
                    reason += "; stopped before the last of them"
                    break
                changed += len(batch)
                self._library.settle()
        except (LibraryError, OSError, Refused) as error:
            self._library.settle()
            why = getattr(error, "strerror", None) or str(error)
            said = f"{why}; {changed:,} articles were changed before, undo takes it back"
            raise LibraryError(said) from error
        return f"{said} ({changed:,} articles{reason})"

    def always_for(self, id: str, field: str) -> str:
        """Say for which articles "always so" would hold.

        Raises:
            Refused: Nothing tells which those are.
        """
        return safe_line(always(self._article(id), field, "").what)

    def _set(self, article: Article, kept: Kept, values: Mapping[str, str], said: str) -> str:
        """Set fields, and return the names of the files that hold them now."""
        ((spot, steps),) = self._where([(Spot(Kept.OWN, article.id), article)], values)
        # What the reader's own file holds outranks what stands beside a source: it is changed there.
        own = {name: step for name, step in steps.items() if kept is Kept.OWN or step[0] is not None}
        rest = {name: value for name, value in values.items() if name not in own}
        files = self._where([(Spot(kept, article.id), article)], rest) if rest else []
        files += [(spot, own)] if own else []
        body = body_of(files, [(article, with_fields(article, values))])
        marks = self._library.marks
        with marks.acting(whole=True):
            marks.journal.add(f"{KIND}.set", [article.id], body, said)
        places = [spot.place(article, self._settings) for spot, _ in files]
        return " and ".join(safe_line(place.path.name) for place in places if place is not None)

    def _begin(self, id: str, body: Mapping[str, object], said: str) -> Act:
        marks = self._library.marks
        with marks.acting(whole=True):
            return marks.journal.add_many([self._draft([id], body)], said)[0]

    def _add(
        self,
        first: Act,
        batch: list[tuple[Article, Article]],
        values: Mapping[str, str],
        where: Where | None,
    ) -> bool:
        """Change some more articles in one act; False when the first act was undone meanwhile."""
        files: list[Where] = []
        if where is None:
            files = self._where([(Spot(Kept.OWN, old.id), old) for old, _ in batch], values)
        marks = self._library.marks
        body = body_of(files, batch, where)
        with marks.acting(whole=True):
            return marks.journal.add_to(first, self._draft([old.id for old, _ in batch], body)) is not None

    def _draft(self, ids: list[str], body: Mapping[str, object]) -> Draft:
        return Draft(f"{KIND}.always", ids, body, self._library.marks.journal.coder, "")

    @property
    def _settings(self) -> Path:
        return user_paths().config.parent

    def _article(self, id: str) -> Article:
        number = self._library.find(id)
        if number is None:
            raise Refused("the article is not there any more")
        return self._library.article(number)

    def _where(self, spots: Iterable[tuple[Spot, Article]], values: Mapping[str, Value]) -> list[Where]:
        """Return the steps from what is written at spots, each with its article, to these values."""
        places: dict[Spot, Place] = {}
        for spot, article in spots:
            place = spot.place(article, self._settings)
            if place is None:
                raise Refused("its source is not there any more")
            places[spot] = place
        held = fields_at(places.values(), values)
        return [
            (spot, {name: (there.get(name), value) for name, value in values.items()})
            for spot, there in zip(places, held, strict=True)
        ]

    def _changed(self, ids: Iterable[str], wanted: Always) -> Iterator[tuple[Article, Article]]:
        """Yield the articles that something changes, each as it was and as it is with it."""
        for id in ids:
            number = self._library.store.find(id)
            if number is not None:
                old = self._library.store.article(number)
                new = wanted.change(old)
                if new != old:
                    yield old, new


def _written(name: str, value: str) -> str:
    if name not in KEYS:
        raise Refused(f"'{safe_line(name)}' is not a field")
    written = written_value(name, value)
    if written is None:
        raise Refused(f"not a {name}: {safe_line(value)}")
    return written


def _batches(items: Iterable[tuple[Article, Article]], size: int) -> Iterator[list[tuple[Article, Article]]]:
    batch: list[tuple[Article, Article]] = []
    for item in items:
        batch.append(item)
        if len(batch) == size:
            yield batch
            batch = []
    if batch:
        yield batch
