"""Acts of the journal that correct fields: how they are written, carried out, taken back and done again.

Such an act says which steps it takes in files (`reader.library.fixes`) and in articles, each from one value
to another. Turned either way, a step is taken only where the value that it begins with still stands: what
another program, an editor or a later reading has put there since is left, and said.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from reader.article import Article
from reader.importers.beside import DEFAULTS_NAME, FIXES_NAME, RULES_NAME, sidecar_path
from reader.importers.errors import Refused
from reader.importers.fields import KEYS
from reader.importers.sidecar import record_key
from reader.library.fixes import Place, Step, fields_at, raw_of, take_steps
from reader.library.packing import checked_record, to_record
from reader.library.prepare import prepare
from reader.text.safe import safe_line

if TYPE_CHECKING:
    from reader.library.journal import Act
    from reader.library.store import Store


class Kept(StrEnum):
    """Which file a correction is kept in."""

    BESIDE = "beside"
    OWN = "own"
    FILE = "file"
    FOLDER = "folder"
    RULES = "rules"

    @property
    def by_source(self) -> bool:
        """Whether it is found by the article's source."""
        return self not in (Kept.OWN, Kept.RULES)


class Spot(NamedTuple):
    """Where a correction is kept, as the journal holds it: by an article, as paths are another machine's.

    An article's source may be any path where somebody else wrote the dump that it came from: acts that are
    restored from one (`reader.library.dump`) therefore hold no spot.

    Attributes:
        kept: Which file.
        id: The article that it is about, or that it was said of.
        outlet: The outlet of the rule, in the file of rules.
        host: The host of the rule.
    """

    kept: Kept
    id: str
    outlet: str = ""
    host: str = ""

    def place(self, article: Article | None, settings: Path) -> Place | None:
        """Return the place itself; None when the article or its source is not there any more.

        Args:
            article: The article of that id.
            settings: The folder of settings.
        """
        if self.kept is Kept.RULES:
            return Place(settings / RULES_NAME, rule=(self.outlet, self.host))
        if self.kept is Kept.OWN:
            return Place(settings / FIXES_NAME, self.id)
        source = source_file(article) if article is not None else None
        if article is None or source is None:
            return None
        if self.kept is Kept.FOLDER:
            return Place(source.parent / DEFAULTS_NAME, private=False)
        key = record_key(article, source) if self.kept is Kept.BESIDE else ""
        return Place(sidecar_path(source), key, private=False)


Where = tuple[Spot, Mapping[str, Step]]
"""A place and the steps that are taken there, by the fields' names."""


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


def body_of(
    files: Iterable[Where] = (),
    articles: Iterable[tuple[Article, Article]] = (),
    under: Where | None = None,
) -> dict[str, Any]:
    """Return what an act holds.

    Args:
        files: The steps in files.
        articles: Articles as they are and as they are to be.
        under: A step that another act took: this one holds as long as that value stands.
    """
    were: dict[str, dict[str, Any]] = {}
    are: dict[str, Any] = {}
    for before, after in articles:
        old, new = to_record(before), to_record(after)
        changed = [name for name in KEYS.values() if old.get(name) != new.get(name)]
        were[before.id] = {name: old.get(name) for name in changed}
        are |= {name: new.get(name) for name in changed}
    return {
        "files": [[list(spot), dict(fields)] for spot, fields in files],
        "were": were,
        "are": are,
        **({"under": [list(under[0]), dict(under[1])]} if under is not None else {}),
    }


@dataclass(frozen=True, slots=True)
class Turned:
    """What turning an act came to.

    Attributes:
        left: One line for each thing that was left as it is.
        back: Puts everything but the journal's own store back.
        moves: How many articles have another number now.
    """

    left: tuple[str, ...] = ()
    back: Callable[[], None] = lambda: None
    moves: int = 0


def turn(
    act: Act, forward: bool, stores: Iterable[tuple[Store, sqlite3.Connection | None]], settings: Path
) -> Turned:
    """Carry an act out, or take it back.

    Args:
        act: The act.
        forward: Whether it is carried out.
        stores: Where its articles are; each with its connection where a transaction is open already.
        settings: The folder of settings.

    Raises:
        Refused: A file cannot be read as it is, or its article is in another collection: there it can be
            turned.
        OSError: One cannot be written.
        LibraryError: A store cannot be written to.
    """
    try:
        files, under, changes = _steps(act.body, forward)
    except (KeyError, TypeError, ValueError, AttributeError, RecursionError):
        return Turned((f"{safe_line(act.said)}: cannot be understood, nothing was changed",))
    stores = list(stores)
    places: dict[Spot, Place] = {}
    for spot, _ in (*files, *under):
        article = _article(stores, spot.id) if spot.kept.by_source else None
        if article is None and spot.kept.by_source:
            how = "do it again" if forward else "undo it"
            raise Refused(f"{safe_line(act.said)} was corrected in another collection; open that to {how}")
        place = spot.place(article, settings)
        if place is None:
            return Turned(("its source is not there any more, nothing was changed",))
        places[spot] = place
    for spot, fields in under:
        (there,) = fields_at([places[spot]], fields)
        if any(there.get(name) != value for name, (_, value) in fields.items()):
            return Turned()  # Said where that value is turned.
    written = take_steps([(places[spot], fields) for spot, fields in files])
    ids = {places[spot]: spot.id for spot, _ in files}
    for place, name in written.left:
        changes.get(ids[place], {}).pop(KEYS[name], None)
    memory: list[tuple[Store, list[Article]]] = []

    def back() -> None:
        for store, olds in memory:
            with store.writing() as connection:
                store.add_within(connection, [prepare(article) for article in olds])
        written.put_back()

    moves = 0
    try:
        for store, connection in stores:
            if connection is not None:
                moves = max(moves, _change(store, connection, changes)[1])
            else:
                with store.writing() as own:
                    olds, moved = _change(store, own, changes)
                memory.append((store, olds))
                moves = max(moves, moved)
    except ValueError:
        back()
        return Turned((f"{safe_line(act.said)}: cannot be understood, nothing was changed",))
    except BaseException:
        back()
        raise
    left = [f"{name} in {place.path.name} was changed since and is left" for place, name in written.left]
    return Turned(tuple(map(safe_line, dict.fromkeys(left))), back, moves)


def _steps(
    body: Mapping[str, Any], forward: bool
) -> tuple[list[Where], list[Where], dict[str, dict[str, tuple[Any, Any]]]]:
    """Return an act's steps in files, what it stands under, and its steps in articles, as it is turned."""

    def where(entry: Any, forward: bool) -> Where:
        (kept, *rest), fields = entry
        spot = Spot(Kept(kept), *map(str, rest))
        for value in (value for step in fields.values() for value in step):
            raw_of(value)  # Or else it cannot be understood.
        return spot, {
            name: (before, after) if forward else (after, before)
            for name, (before, after) in fields.items()
            if KEYS[name]
        }

    files = [where(entry, forward) for entry in body["files"]]
    # Turned either way: the other act stands in the order of the journal so that its value is there.
    under = [where(body["under"], True)] if "under" in body else []
    are = body["are"]
    names = frozenset(KEYS.values())
    changes = {
        str(id): {
            name: (before, are[name]) if forward else (are[name], before)
            for name, before in fields.items()
            if name in names
        }
        for id, fields in body["were"].items()
    }
    return files, under, changes


def _article(stores: Iterable[tuple[Store, object]], id: str) -> Article | None:
    for store, _ in reversed(list(stores)):
        number = store.find(id)
        if number is not None:
            return store.article(number)
    return None


def _change(
    store: Store, connection: sqlite3.Connection, changes: Mapping[str, Mapping[str, tuple[Any, Any]]]
) -> tuple[list[Article], int]:
    """Take steps in a store's articles; return those as they were, and how many have another number now."""
    olds: list[Article] = []
    new: list[Article] = []
    numbers: dict[str, int] = {}
    for id, fields in changes.items():
        number = store.find(id)
        if number is None:
            continue
        article = store.article(number)
        record = to_record(article)
        fitting = {name: after for name, (before, after) in fields.items() if record.get(name) == before}
        if fitting:
            changed = {name: value for name, value in {**record, **fitting}.items() if value is not None}
            changed |= {name: "" for name, value in fitting.items() if value is None and name == "language"}
            olds.append(article)
            new.append(checked_record(changed))
            numbers[id] = number
    store.add_within(connection, [prepare(article) for article in new])
    return olds, sum(store.find(id) != number for id, number in numbers.items())
