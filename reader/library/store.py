"""The library's rows: articles written in batches, read one by one, and never lost.

One transaction writes a batch, so that a crash at any moment leaves the batches before it whole. Several
processes may open one library; `changed` tells that another one wrote. Stories are
`reader.library.grouping`'s, queries `reader.library.query`'s; what screens ask is asked of
`reader.library.door`.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, fields
from pathlib import Path
from threading import RLock
from typing import TYPE_CHECKING, Any

from reader.article import Article
from reader.library.days import DAY_BITS, after_day, day_number
from reader.library.packing import unpack
from reader.library.schema import TROUBLE, open_database, said_of, transaction

if TYPE_CHECKING:
    from reader.library.prepare import Prepared

_MOST_VARIABLES = 500


@dataclass(slots=True)
class Tally:
    """What became of the articles of a batch, or of many.

    Attributes:
        taken: New in the library.
        unchanged: Already there, word for word.
        versions: New versions of an article that was there; the older one is kept.
        corrected: The same source read anew, as its fields or lines are understood otherwise now.
        same: New articles whose running text stands in another article already.
        copies: New articles that hold most of another's text, or are held by it.
    """

    taken: int = 0
    unchanged: int = 0
    versions: int = 0
    corrected: int = 0
    same: int = 0
    copies: int = 0

    def add(self, other: Tally) -> None:
        """Add the numbers of another tally."""
        for field in fields(self):
            setattr(self, field.name, getattr(self, field.name) + getattr(other, field.name))


class Store:
    """An open library.

    Safe to use from several threads: one at a time gets the connection.

    Attributes:
        path: The file, or None in memory.
        connection: The connection, in autocommit mode; use it inside `lock`.
        lock: Held while the connection is used.
        read_only: Whether nothing can be written.
    """

    def __init__(
        self, path: Path | None = None, *, read_only: bool = False, data: bytes | None = None
    ) -> None:
        self.path = path
        self.read_only = read_only
        self.connection = open_database(path, read_only=read_only, data=data)
        self.lock = RLock()
        self._seen = self._data_version()

    @classmethod
    def of_bytes(cls, data: bytes) -> Store:
        """Open in memory what another store's connection serialised."""
        return cls(data=data)

    def __enter__(self) -> Store:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the file."""
        with self.lock:
            self.connection.close()

    def protect(self) -> None:
        """Write nothing any more: what is damaged would only be damaged further."""
        with self.lock:
            self.read_only = True
            self.connection.execute("PRAGMA query_only = ON")

    def changed(self) -> bool:
        """Tell whether another process, or another connection here, wrote since this was last asked."""
        if not self.lock.acquire(blocking=False):
            return False  # Whoever has it is writing; the next look sees both.
        try:
            version = self._data_version()
        finally:
            self.lock.release()
        changed, self._seen = version != self._seen, version
        return changed

    def _data_version(self) -> int:
        return int(self.connection.execute("PRAGMA data_version").fetchone()[0])

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """Write in one transaction: all of it or nothing.

        Raises:
            LibraryError: It could not be written; nothing was.
        """
        with self.lock, transaction(self.connection):
            yield self.connection

    def rows(self, sql: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """Return all rows of a query.

        Raises:
            LibraryError: The file is broken or not accessible.
        """
        with self.lock:
            try:
                return self.connection.execute(sql, values).fetchall()
            except TROUBLE as error:
                raise said_of(error, self.path) or error from error

    def value(self, sql: str, values: Sequence[Any] = ()) -> Any:
        """Return the first value of the first row of a query, or None."""
        rows = self.rows(sql, values)
        return rows[0][0] if rows else None

    def rows_of(self, sql: str, keys: Iterable[Any]) -> list[tuple[Any, ...]]:
        """Return all rows of a query for many keys; `sql` has one `(?)` where a list of them is to stand."""
        listed = list(keys)
        found: list[tuple[Any, ...]] = []
        for start in range(0, len(listed), _MOST_VARIABLES):
            part = listed[start : start + _MOST_VARIABLES]
            found += self.rows(sql.replace("(?)", f"({','.join('?' * len(part))})"), part)
        return found

    # Articles

    def article(self, number: int) -> Article:
        """Return an article by its number.

        Raises:
            KeyError: There is none.
        """
        packed = self.value(
            "SELECT packed FROM article JOIN body ON body.id = article.body WHERE number = ?", (number,)
        )
        if packed is None:
            raise KeyError(number)
        return unpack(packed)

    def find(self, id: str) -> int | None:
        """Return the number of the article with this id, or None."""
        number = self.value("SELECT number FROM article WHERE id = ?", (id,))
        return None if number is None else int(number)

    def articles(self) -> Iterator[Article]:
        """Yield every article, also old versions and what is in the trash, oldest first."""
        last = -1
        while rows := self.rows(
            "SELECT number, packed FROM article JOIN body ON body.id = article.body WHERE number > ?"
            " ORDER BY number LIMIT 500",
            (last,),
        ):
            for number, packed in rows:
                yield unpack(packed)
                last = number

    def newest(self, number: int) -> int:
        """Return the newest version of an article."""
        seen = {number}  # A dump may have been written by anybody.
        while newer := self.value("SELECT newer FROM article WHERE number = ?", (number,)):
            if newer in seen:
                break
            seen.add(newer)
            number = newer
        return number

    def versions(self, number: int) -> list[int]:
        """Return all versions of an article, oldest first, itself among them."""
        newest = self.newest(number)
        # Most know the one after them; those that came late, or lost it, know a later one.
        older = self.rows(
            "WITH RECURSIVE version(number) AS (SELECT number FROM article WHERE newer = ?1 AND newer > 0"
            " UNION SELECT article.number FROM version JOIN article"
            " ON article.newer = version.number AND article.newer > 0)"
            " SELECT number FROM version WHERE number <> ?1 ORDER BY number",
            (newest,),
        )
        return [*(number for (number,) in older), newest]

    def add(self, batch: Sequence[Prepared]) -> Tally:
        """Write a batch of articles; all of it or nothing.

        An article that is there already is left as it is. One from the same address or file with another
        text is its new version: the older one leaves the lists and is kept.

        Raises:
            LibraryError: Nothing was written.
        """
        with self.writing() as connection:
            return self.add_within(connection, batch)

    def add_within(self, connection: sqlite3.Connection, batch: Sequence[Prepared]) -> Tally:
        """Write a batch inside a transaction of `writing`."""
        from reader.library.rows import Rows

        return Rows(self, connection).add(batch)

    def next_numbers(self) -> Numbers:
        """Return what gives new articles their numbers, within one transaction."""
        return Numbers(self)

    def tallies(self) -> dict[str, int]:
        """Return the sums that are kept: articles, read, review, stories, one, three."""
        return dict(self.rows("SELECT name, n FROM tally"))


class Numbers:
    """Numbers for new articles, in the order of their dates."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._next: dict[int, int] = {}
        self._kept: set[int] = set()

    def keep(self, number: int, published: str) -> bool:
        """Keep a number for an article that is written anew; false when its day is another one now."""
        if number >> DAY_BITS != day_number(published) >> DAY_BITS:
            return False
        self._kept.add(number)
        return True

    def take(self, published: str) -> int:
        """Return the next free number of an article's day."""
        first = day_number(published)
        number = self._next.get(first)
        if number is None:
            last = self._store.value(
                "SELECT max(number) FROM article WHERE number >= ? AND number < ?", (first, after_day(first))
            )
            number = first if last is None else last + 1
        while number in self._kept:
            number += 1
        self._next[first] = number + 1
        return number
