"""How articles become rows: what is new, what is a new version, what is the same again."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from typing import TYPE_CHECKING

from reader.library.days import DAY_BITS
from reader.library.exported import taken_out
from reader.library.grouping import forget, refresh
from reader.library.packing import same_packed
from reader.library.prepare import Prepared, terms_of
from reader.stories.copies import INDEXED, decode, encode, share

if TYPE_CHECKING:
    from reader.library.store import Numbers, Store, Tally

_DAYS_OF_VERSIONS = 3
_SHARE_OF_VERSIONS = 30


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
        self._retired: list[int] = []
        self._samples: dict[int, tuple[int, ...]] = {}
        self._unindexed: dict[int, tuple[str, str, str]] = {}
        self._freed: list[int] = []

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
        kept: dict[str, int] = {}
        exported = taken_out(self._store, [item for item in batch if item.id not in known])
        for item in sorted(batch, key=lambda item: (item.published, item.source, item.id)):
            if item.id in new or item.id in exported:
                tally.unchanged += 1
            elif item.id not in known:
                new[item.id] = item
            elif self._as_before(item, known[item.id][1]):
                tally.unchanged += 1
            else:
                number = known[item.id][0]
                self.remove(number)
                # Screens know it by its number, which tells its day.
                if self._numbers.keep(number, item.published):
                    kept[item.id] = number
                new[item.id] = item
                tally.corrected += 1
        numbered = [(kept.get(item.id) or self._numbers.take(item.published), item) for item in new.values()]
        numbered.sort(key=lambda pair: pair[0])
        states = {
            id: (read, starred, trashed)
            for id, read, starred, trashed in self._store.rows_of(
                "SELECT id, read, starred, trashed FROM state WHERE id IN (?)", new
            )
        }
        for number, item in numbered:
            self._insert(number, item, *states.get(item.id, (0, 0, 0)))
            # At once, as of two versions in one batch only the one can be older.
            tally.versions += self._supersede(number, item, new=item.id not in known)
        self._index()
        self.retire(self._retired)
        self._bring_back()
        hashes = [item.same for _, item in numbered]
        same, copies = note_copies(self._store, self._connection, hashes, self._samples)
        tally.same, tally.copies = same, copies
        tally.taken = len(new) - tally.versions - tally.corrected
        return tally

    def remove(self, number: int) -> None:
        """Take an article out of every table but the reader's own."""
        forget(self._store, self._connection, [number])
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
        run("UPDATE article SET original = 0, share = 0 WHERE original = ? AND original > 0", (number,))
        (newer,) = run("SELECT newer FROM article WHERE number = ?", (number,)).fetchone()
        if not newer:
            # The latest of the versions before it is the newest now, unless it comes again.
            find = "SELECT coalesce(max(number), 0) FROM article WHERE newer = ? AND newer > 0"
            (newer,) = run(find, (number,)).fetchone()
            if newer:
                run("UPDATE article SET newer = 0 WHERE number = ?", (newer,))
                self._freed.append(newer)
        run("UPDATE article SET newer = ? WHERE newer = ? AND newer > 0", (newer, number))
        run("DELETE FROM article WHERE number = ?", (number,))
        run("DELETE FROM body WHERE id = ?", (body,))

    def hide(self, numbers: Sequence[int]) -> None:
        """Take articles out of lists, searches and counts."""
        for number in numbers:
            if self._unindexed.pop(number, None) is None:
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

    def retire(self, numbers: Sequence[int]) -> None:
        """Take old versions out of the stories: so near to the new ones, they would push all others away."""
        if numbers:
            forget(self._store, self._connection, numbers)
            sql = "UPDATE vector SET linked = 2 WHERE number = ?"
            self._connection.executemany(sql, [(number,) for number in numbers])

    def revive(self, number: int) -> None:
        """Let an article that was an old version be grouped again; until then it is a story of its own."""
        run = self._connection.execute
        story = run(
            "INSERT INTO story(id, centre, first, last, n, outlets)"
            " SELECT id, number, number, number, live, live FROM article WHERE number = ?",
            (number,),
        ).lastrowid
        run("UPDATE article SET story = ? WHERE number = ?", (story, number))
        run("UPDATE vector SET linked = 0 WHERE number = ?", (number,))

    def _bring_back(self) -> None:
        """Put what is no old version any more back into stories, and into lists unless it is in the trash."""
        freed = self._store.rows_of(
            "SELECT number, coalesce(trashed, 0) FROM article LEFT JOIN state USING (id)"
            " WHERE newer = 0 AND story = 0 AND number IN (?)",
            self._freed,
        )
        for number, _ in freed:
            self.revive(number)
        self.show([number for number, trashed in freed if not trashed])

    def _refresh(self, numbers: Sequence[int]) -> None:
        stories = self._store.rows_of("SELECT DISTINCT story FROM article WHERE number IN (?)", numbers)
        refresh(self._connection, {story for (story,) in stories})

    def _as_before(self, item: Prepared, body: int) -> bool:
        (packed,) = self._connection.execute("SELECT packed FROM body WHERE id = ?", (body,)).fetchone()
        return same_packed(packed, item.packed)

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
            " heading, same, story, review, live, read, starred)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                *(number, item.id, body, outlet, item.published, item.title, item.source, facts, item.words),
                *(item.origin, item.heading, item.same, story, item.review, int(not trashed), read, starred),
            ),
        )
        if not trashed:
            self._unindexed[number] = (item.body, item.title, facts)
        run("INSERT INTO vector(number, terms) VALUES (?, ?)", (number, terms_of(item)))
        self._samples[number] = item.sample
        run("INSERT INTO sketch(number, packed) VALUES (?, ?)", (number, encode(item.sample)))

    def _index(self) -> None:
        """Put the words of the batch into the index, one article after the other and nothing in between.

        Before most other statements SQLite asks the index to write down what it has gathered: articles one by
        one would each be a piece of it that has to be merged with all others.
        """
        self._connection.executemany(
            "INSERT INTO fts(rowid, body, title, facts) VALUES (?, ?, ?, ?)",
            ((number, *words) for number, words in self._unindexed.items()),
        )
        self._unindexed.clear()

    def _supersede(self, number: int, item: Prepared, *, new: bool) -> bool:
        """Put an article among the versions of it that are there; tell whether there are any.

        The version of the later day is the newer one; of one day, the one that came later. Numbers say both.
        """
        other = self._version_of(number, item)
        if other is None:
            return False
        before, after = sorted((number, other))
        live, id = self._connection.execute(
            "SELECT live, id FROM article WHERE number = ?", (before,)
        ).fetchone()
        if live:
            self.hide([before])
        self._retired.append(before)
        self._connection.execute("UPDATE article SET newer = ? WHERE number = ?", (after, before))
        if after == number and new:
            self._inherit(id, item.id, number)
        return True

    def _version_of(self, number: int, item: Prepared) -> int | None:
        """Return the newest version of the same article."""
        if item.origin:
            found = self._connection.execute(
                "SELECT number FROM article WHERE origin = ? AND newer = 0 AND number <> ?",
                (item.origin, number),
            ).fetchone()
            if found:
                return int(found[0])
        if not item.heading:
            return None
        # One outlet's headline comes back every week over another text: days and words have to fit as well.
        for other, packed in self._connection.execute(
            "SELECT number, packed FROM article JOIN sketch USING (number)"
            " WHERE heading = ? AND heading <> 0 AND newer = 0 AND number <> ? ORDER BY number DESC",
            (item.heading, number),
        ).fetchall():
            apart = abs((other >> DAY_BITS) - (number >> DAY_BITS))
            if (
                apart <= _DAYS_OF_VERSIONS
                and share(decode(packed), self._samples[number]) >= _SHARE_OF_VERSIONS
            ):
                return int(other)
        return None

    def _inherit(self, older: str, newer: str, number: int) -> None:
        """Give a new version star and tags: they are said of the article, having been read of a text."""
        self._connection.execute(
            "INSERT INTO state(id, starred) SELECT ?, 1 FROM state WHERE id = ? AND starred = 1"
            " ON CONFLICT(id) DO UPDATE SET starred = 1",
            (newer, older),
        )
        self._connection.execute(
            "UPDATE article SET starred = coalesce((SELECT starred FROM state WHERE id = ?), 0)"
            " WHERE number = ?",
            (newer, number),
        )
        self._connection.execute(
            "INSERT OR IGNORE INTO tag SELECT tag, ? FROM tag WHERE id = ?", (newer, older)
        )

    def _outlet(self, name: str) -> int:
        found = self._outlets.get(name)
        if found is None:
            self._connection.execute("INSERT OR IGNORE INTO outlet(name) VALUES (?)", (name,))
            (found,) = self._connection.execute("SELECT id FROM outlet WHERE name = ?", (name,)).fetchone()
            self._outlets[name] = found
        return int(found)
