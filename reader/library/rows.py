"""How articles become rows: what is new, what is a new version, what is the same again."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from typing import TYPE_CHECKING

from reader.library.grouping import forget, refresh
from reader.library.prepare import Prepared
from reader.stories.copies import INDEXED, decode

if TYPE_CHECKING:
    from reader.library.store import Numbers, Store, Tally


class Rows:
    """Writes articles inside one transaction.

    Args:
        store: The library.
        connection: Its connection, in a transaction.
    """

    def __init__(self, store: Store, connection: sqlite3.Connection) -> None:
        self._store = store
        self._connection = connection
        self._numbers: Numbers = store.next_numbers()
        self._outlets: dict[str, int] = {}

    def add(self, batch: Sequence[Prepared]) -> Tally:
        """Write a batch and return what became of it."""
        from reader.library.copying import note_copies
        from reader.library.store import Tally

        tally = Tally()
        known = {
            id: (number, body)
            for id, number, body in self._store.rows_of(
                "SELECT id, number, body FROM article WHERE id IN (?)", [item.id for item in batch]
            )
        }
        # Oldest first: the index of words is written fastest when its rows come in order.
        new: dict[str, Prepared] = {}
        for item in sorted(batch, key=lambda item: (item.published, item.id)):
            if item.id in new:
                tally.unchanged += 1
            elif item.id not in known:
                new[item.id] = item
            elif self._as_before(item, known[item.id][1]):
                tally.unchanged += 1
            else:
                self.remove(known[item.id][0])
                new[item.id] = item
                tally.corrected += 1
        numbered = [(self._numbers.take(item.published), item) for item in new.values()]
        numbered.sort(key=lambda pair: pair[0])
        states = {
            id: (read, starred, trashed)
            for id, read, starred, trashed in self._store.rows_of(
                "SELECT id, read, starred, trashed FROM state WHERE id IN (?)", new
            )
        }
        for number, item in numbered:
            self._insert(number, item, *states.get(item.id, (0, 0, 0)))
        for number, item in numbered:
            tally.versions += self._supersede(number, item)
        same, copies = note_copies(self._store, self._connection, numbered)
        tally.same, tally.copies = same, copies
        tally.taken = len(new) - tally.versions - tally.corrected
        return tally

    def remove(self, number: int) -> None:
        """Take an article out of every table but the reader's own."""
        forget(self._store, self._connection, number)
        run = self._connection.execute
        live, body = run("SELECT live, body FROM article WHERE number = ?", (number,)).fetchone()
        if live:
            run("DELETE FROM fts WHERE rowid = ?", (number,))
        sketch = run("SELECT packed FROM sketch WHERE number = ?", (number,)).fetchone()
        indexed = decode(sketch[0])[:INDEXED] if sketch else ()
        self._connection.executemany(
            "DELETE FROM shingle WHERE hash = ? AND number = ?", [(value, number) for value in indexed]
        )
        for table in ("vector", "near", "sketch", "mention", "named"):
            run(f"DELETE FROM {table} WHERE number = ?", (number,))
        run("UPDATE article SET original = 0, share = 0 WHERE original = ?", (number,))
        (newer,) = run("SELECT newer FROM article WHERE number = ?", (number,)).fetchone()
        run("UPDATE article SET newer = ? WHERE newer = ?", (newer, number))
        run("DELETE FROM article WHERE number = ?", (number,))
        run("DELETE FROM body WHERE id = ?", (body,))

    def hide(self, numbers: Sequence[int]) -> None:
        """Take articles out of lists, searches and counts."""
        for number in numbers:
            # The index of words needs the words once more, so they leave it first.
            self._connection.execute("DELETE FROM fts WHERE rowid = ?", (number,))
            self._connection.execute("UPDATE article SET live = 0 WHERE number = ?", (number,))
        self._refresh(numbers)

    def show(self, numbers: Sequence[int]) -> None:
        """Put articles back into lists, searches and counts."""
        for number in numbers:
            self._connection.execute("UPDATE article SET live = 1 WHERE number = ?", (number,))
            self._connection.execute(
                "INSERT INTO fts(rowid, title, body, facts) SELECT number, title, body, facts FROM words"
                " WHERE number = ?",
                (number,),
            )
        self._refresh(numbers)

    def _refresh(self, numbers: Sequence[int]) -> None:
        stories = self._store.rows_of("SELECT DISTINCT story FROM article WHERE number IN (?)", numbers)
        refresh(self._connection, {story for (story,) in stories})

    def _as_before(self, item: Prepared, body: int) -> bool:
        (packed,) = self._connection.execute("SELECT packed FROM body WHERE id = ?", (body,)).fetchone()
        return bool(packed == item.packed)

    def _insert(self, number: int, item: Prepared, read: int, starred: int, trashed: int) -> None:
        run = self._connection.execute
        outlet = self._outlet(item.outlet)
        facts = f"0o{outlet} {item.facts}".rstrip()
        body = run("INSERT INTO body(packed) VALUES (?)", (item.packed,)).lastrowid
        story = run(
            "INSERT INTO story(id, centre, first, last, n, outlets) VALUES (?, ?, ?, ?, ?, ?)"
            " ON CONFLICT(id) DO UPDATE SET id = id RETURNING number",
            (item.id, number, number, number, int(not trashed), int(not trashed)),
        ).fetchone()[0]
        run(
            "INSERT INTO article(number, id, body, outlet, published, title, source, facts, words, origin,"
            " same, story, review, live, read, starred)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                *(number, item.id, body, outlet, item.published, item.title, item.source, facts, item.words),
                *(item.origin, item.same, story, item.review, int(not trashed), read, starred),
            ),
        )
        if not trashed:
            run(
                "INSERT INTO fts(rowid, title, body, facts) VALUES (?, ?, ?, ?)",
                (number, item.title, item.body, facts),
            )
        run("INSERT INTO vector(number, terms) VALUES (?, ?)", (number, item.terms))
        if item.sketch:
            run("INSERT INTO sketch(number, packed) VALUES (?, ?)", (number, item.sketch))

    def _supersede(self, number: int, item: Prepared) -> bool:
        """Make `number` the newest version of its article; tell whether there was another."""
        if not item.origin:
            return False
        older = self._connection.execute(
            "SELECT number, id, live FROM article WHERE origin = ? AND newer = 0 AND number <> ?"
            " ORDER BY body DESC LIMIT 1",
            (item.origin, number),
        ).fetchone()
        if older is None:
            return False
        before, id, live = older
        if live:
            self.hide([before])
        self._connection.execute("UPDATE article SET newer = ? WHERE number = ?", (number, before))
        # Star and tags are said of the article, in whatever version; that it was read, of what was read.
        self._connection.execute(
            "INSERT INTO state(id, starred) SELECT ?, 1 FROM state WHERE id = ? AND starred = 1"
            " ON CONFLICT(id) DO UPDATE SET starred = 1",
            (item.id, id),
        )
        self._connection.execute(
            "UPDATE article SET starred = coalesce((SELECT starred FROM state WHERE id = ?), 0)"
            " WHERE number = ?",
            (item.id, number),
        )
        self._connection.execute(
            "INSERT OR IGNORE INTO tag SELECT tag, ? FROM tag WHERE id = ?", (item.id, id)
        )
        return True

    def _outlet(self, name: str) -> int:
        found = self._outlets.get(name)
        if found is None:
            self._connection.execute("INSERT OR IGNORE INTO outlet(name) VALUES (?)", (name,))
            (found,) = self._connection.execute("SELECT id FROM outlet WHERE name = ?", (name,)).fetchone()
            self._outlets[name] = found
        return int(found)
