"""What the reader says of articles (read, starred, tagged, in the trash), for any collection that is open.

A state is kept by the article's id in the library's file, whether or not the article itself is in it, so a
folder that is opened again tomorrow shows what was read today. All acts go through the one journal. SQLite is
opened when the first state is asked for or set.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from threading import RLock
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reader.article import Article
    from reader.library.door import Library as Door
    from reader.library.journal import Act, Journal
    from reader.library.marks import Marks


@dataclass(frozen=True, slots=True)
class Said:
    """What the reader said of an article."""

    read: bool = False
    starred: bool = False
    trashed: bool = False
    tags: tuple[str, ...] = ()


NOTHING = Said()


class Shelf:
    """States of articles, and the query language over a collection.

    Args:
        path: The library's file; None forgets states at the end.
        coder: Who acts; "" when nobody is named.
    """

    def __init__(self, path: Path | None = None, coder: str = "") -> None:
        self._path = path
        self._coder = coder
        self._marks: Marks | None = None
        self._door: tuple[Sequence[Article], Door] | None = None
        self._lock = RLock()

    @property
    def marks(self) -> Marks:
        """The acts, opened when first asked for.

        Raises:
            LibraryError: The file cannot be used.
        """
        with self._lock:
            if self._marks is None:
                from reader.library.marks import Marks
                from reader.library.store import Store

                self._marks = Marks(Store(self._path), self._coder)
            return self._marks

    def journal(self) -> Journal:
        """Return the one journal, which undoes these acts as it does all others."""
        return self.marks.journal

    def said(self, ids: Sequence[str]) -> dict[str, Said]:
        """Return what the reader said of these articles; one of which nothing was said is left out."""
        store = self.marks.store
        tags: dict[str, list[str]] = {}
        for id, tag in store.rows_of("SELECT id, tag FROM tag WHERE id IN (?)", ids):
            tags.setdefault(id, []).append(tag)
        states = {
            id: (bool(read), bool(starred), bool(trashed))
            for id, read, starred, trashed in store.rows_of(
                "SELECT id, read, starred, trashed FROM state WHERE id IN (?)", ids
            )
        }
        return {
            id: Said(*states.get(id, (False, False, False)), tuple(sorted(tags.get(id, ()))))
            for id in {**states, **tags}
        }

    def set(self, name: str, ids: Sequence[str], value: bool, said: str) -> str:
        """Set read, starred or trashed; return what to say of it, "" where it is so already."""
        return _told(self.marks.set_state(name, ids, value, said))

    def tag(self, tag: str, ids: Sequence[str], value: bool = True) -> str:
        """Put a tag on articles, or take it off; return what to say of it."""
        from reader.text.safe import safe_line

        tag = safe_line(tag).strip()
        said = f"tagged {tag}" if value else f"tag {tag} taken off"
        return _told(self.marks.set_tag(tag, ids, value, said) if tag else None)

    def find(self, query: str, articles: Sequence[Article]) -> frozenset[str]:
        """Return the ids of those of these articles that a query finds.

        The first call for a folder makes an index of it in memory: call it off the screen's thread.

        Raises:
            QueryError: The query cannot be understood.
        """
        with self._lock:
            door = self._door_to(articles)
            door.refresh()
            numbers = list(door.listing(query, "newest").search.everything())
            listed = set(numbers)
            while numbers:
                # An older version of an article is found with its newest one, which alone is searched.
                older = door.store.rows_of(
                    "SELECT number FROM article WHERE newer > 0 AND newer IN (?)", numbers
                )
                numbers = [number for (number,) in older if number not in listed]
                listed.update(numbers)
            found = door.store.rows_of("SELECT id FROM article WHERE number IN (?)", sorted(listed))
        return frozenset(id for (id,) in found)

    def _door_to(self, articles: Sequence[Article]) -> Door:
        if self._door is None or self._door[0] is not articles:
            from reader.library.door import Library as Door

            marks = self.marks
            ids = [article.id for article in articles]
            if len(marks.store.rows_of("SELECT id FROM article WHERE id IN (?)", ids)) == len(ids):
                door = Door(marks.store)
            else:
                door = Door.of(articles)
                marks.repeat_in(door.store)
            self._door = (articles, door)
        return self._door[1]


def _told(act: Act | None) -> str:
    return act.said if act is not None else ""
