"""What the reader does to articles and stories (read, star, tag, trash, merge, split), which can be undone.

Each is an act of the journal (`reader.library.journal`) that holds what it changed, and is carried out by
a handler here in the transaction that writes the act. Columns of `article` repeat what `state` says, so
that lists need not look it up; `state` names articles by their ids and outlives them.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any

from reader.library.grouping import regroup
from reader.library.journal import Act, Journal
from reader.library.rows import Rows

if TYPE_CHECKING:
    from reader.library.store import Store

KIND = "fix"
"""What the kinds of acts that correct fields begin with (`reader.library.corrected`)."""

_FAMILY = {
    "article.read": "state",
    "article.starred": "state",
    "article.trashed": "state",
    "article.tag": "tag",
    "article.untag": "tag",
    "story.merge": "story",
    "story.split": "story",
}


class Marks:
    """The reader's acts on a library.

    Args:
        store: The library that keeps them.
        coder: Who acts.
        shown: A library in memory whose articles they are about, which repeats them; None for the same one.
    """

    def __init__(self, store: Store, coder: str = "", shown: Store | None = None) -> None:
        self.store = self._store = store
        self._shown = shown
        self.journal = Journal(store.connection, coder, store.lock)
        for kind in _FAMILY:
            self.journal.on(kind, self._turn)
        self.journal.on(KIND, self._turn_fix)
        self.left: list[str] = []
        """One line for each thing that the latest act, undone or done again, has left as it was."""
        self.moves = 0
        """How often an article got another number by an act, as its date was corrected."""
        self._backs: list[Callable[[], None]] = []
        self._whole = False

    def repeat_in(self, shown: Store) -> None:
        """From now on repeat in a library in memory what is kept, what was said before included."""
        self._shown = shown
        self.adopt()

    def adopt(self) -> None:
        """Give the library in memory what the reader has said of its articles before."""
        shown = self._shown
        if shown is None:
            return
        ids = [id for (id,) in shown.rows("SELECT id FROM article")]
        with shown.writing() as connection:
            for table, columns in (("state", 4), ("tag", 2), ("alone", 1), ("joined", 2)):
                key = "one" if table == "joined" else "id"
                found = self._store.rows_of(f"SELECT * FROM {table} WHERE {key} IN (?)", ids)
                marks = ",".join("?" * columns)
                connection.executemany(f"INSERT OR IGNORE INTO {table} VALUES ({marks})", found)
            saved = self._store.rows("SELECT * FROM saved")
            connection.executemany("INSERT OR IGNORE INTO saved VALUES (?, ?)", saved)
            said = shown.rows(
                "SELECT number, s.read, s.starred, s.trashed FROM article JOIN state s USING (id)"
            )
            connection.executemany(
                "UPDATE article SET read = ?, starred = ? WHERE number = ?",
                [(read, starred, number) for number, read, starred, _ in said],
            )
            Rows(shown, connection).hide([number for number, _, _, trashed in said if trashed])
            placed = shown.rows(
                "SELECT number FROM article WHERE id IN"
                " (SELECT one FROM joined UNION SELECT other FROM joined UNION SELECT id FROM alone)"
            )
            regroup(shown, connection, {shown.newest(number) for (number,) in placed})

    def undo(self) -> Act | None:
        """Take the latest act back."""
        with self.acting():
            return self.journal.undo()

    def redo(self) -> Act | None:
        """Do again what was undone last."""
        with self.acting():
            return self.journal.redo()

    def turns_many(self, forward: bool) -> bool:
        """Tell whether redo, or else undo, corrects many articles at once, which takes a while."""
        with self._store.lock:
            act = self.journal.next_redone() if forward else self.journal.next_undone()
        return act is not None and act.kind == f"{KIND}.always"

    @contextmanager
    def acting(self, *, whole: bool = False) -> Iterator[None]:
        """Do something in the journal; what was done elsewhere for it goes back where that fails.

        Args:
            whole: Whether it fails where something would be left as it is.
        """
        with self._store.lock:
            self.left, self._backs, self._whole = [], [], whole
            try:
                yield
            except BaseException:
                for back in reversed(self._backs):
                    with suppress(Exception):  # What went wrong first is what is said.
                        back()
                raise
            finally:
                self._backs = []

    def set_state(self, name: str, ids: Sequence[str], value: bool, said: str) -> Act | None:
        """Set read, starred or trashed; None when it is so already."""
        before = {
            id for (id,) in self._store.rows_of(f"SELECT id FROM state WHERE {name} = 1 AND id IN (?)", ids)
        }
        changed = [id for id in dict.fromkeys(ids) if (id in before) is not value]
        return self._add(f"article.{name}", changed, {"value": value}, said)

    def note_read(self, id: str) -> None:
        """Note that an article was opened; not an act, as undo is for what the reader decided."""
        for store in (self._store, self._shown):
            if store is not None:
                with store.writing() as connection:
                    connection.execute(
                        "INSERT INTO state(id, read) VALUES (?, 1) ON CONFLICT(id) DO UPDATE SET read = 1",
                        (id,),
                    )
                    connection.execute("UPDATE article SET read = 1 WHERE id = ?", (id,))

    def set_tag(self, tag: str, ids: Sequence[str], value: bool, said: str) -> Act | None:
        """Put a tag on articles or take it off; None when it is so already."""
        before = {
            id
            for (id, held) in self._store.rows_of("SELECT id, tag FROM tag WHERE id IN (?)", ids)
            if held == tag
        }
        changed = [id for id in dict.fromkeys(ids) if (id in before) is not value]
        return self._add("article.tag" if value else "article.untag", changed, {"tag": tag}, said)

    def merge(self, ids: Sequence[str], said: str) -> Act | None:
        """Join the stories of these articles; articles that were taken out alone are joined themselves."""
        known = set(self._store.rows("SELECT one, other FROM joined"))
        pairs = [
            [ids[0], other]
            for other in dict.fromkeys(ids[1:])
            if other != ids[0] and (ids[0], other) not in known
        ]
        return self._add("story.merge", list(dict.fromkeys(ids)) if pairs else [], {"join": pairs}, said)

    def split(self, id: str, mates: Sequence[str], said: str) -> Act | None:
        """Take an article out of its story.

        Args:
            id: The article.
            mates: The others of its story, which stay together.
            said: In the reader's words.
        """
        joined = [
            list(pair)
            for pair in self._store.rows("SELECT one, other FROM joined WHERE one = ?1 OR other = ?1", (id,))
        ]
        # What was joined through this article stays joined through another one.
        partners = [one if other == id else other for one, other in joined]
        heirs = [mate for mate in mates if mate not in partners]
        kept = [[(heirs or partners)[0], partner] for partner in partners]
        already = self._store.value("SELECT 1 FROM alone WHERE id = ?", (id,))
        body = {
            "alone": "" if already else id,
            "part": joined,
            "join": [pair for pair in kept if pair[0] != pair[1]],
        }
        return self._add("story.split", [id], body, said)

    def _add(self, kind: str, ids: Sequence[str], body: dict[str, Any], said: str) -> Act | None:
        if not ids:
            return None
        with self.acting():
            return self.journal.add(kind, ids, body, said)

    # Handlers

    def _turn(self, connection: sqlite3.Connection, act: Act, forward: bool) -> None:
        """Carry an act out, or take it back, where it is kept and where its articles are shown."""
        if not _understood(act):
            from reader.text.safe import safe_line

            self.left.append(f"{safe_line(act.said)}: cannot be understood, nothing was changed")
            return
        turn = {"state": self._turn_state, "tag": self._turn_tag, "story": self._turn_story}[
            _FAMILY[act.kind]
        ]
        turn(self._store, connection, act, forward)
        if self._shown is not None:
            shown = self._shown
            with shown.writing() as memory:
                turn(shown, memory, act, forward)

            def back() -> None:
                with shown.writing() as memory:
                    turn(shown, memory, act, not forward)

            self._backs.append(back)

    def _turn_fix(self, connection: sqlite3.Connection, act: Act, forward: bool) -> None:
        """Carry a correction out, or take it back, in its file and wherever the article is."""
        from reader.importers.errors import Refused
        from reader.library.corrected import turn
        from reader.library.paths import user_paths

        stores: list[tuple[Store, sqlite3.Connection | None]] = [(self._store, connection)]
        if self._shown is not None:
            stores.append((self._shown, None))
        turned = turn(act, forward, stores, user_paths().config.parent)
        self._backs.append(turned.back)
        self.left += turned.left
        if turned.left and self._whole:
            raise Refused(f"{'; '.join(turned.left)}; nothing was kept")
        self.moves += turned.moves

    def _turn_state(self, store: Store, connection: sqlite3.Connection, act: Act, forward: bool) -> None:
        name = act.kind.split(".")[1]
        value = int(bool(act.body["value"]) is forward)
        connection.executemany(
            f"INSERT INTO state(id, {name}) VALUES (?, ?)"
            f" ON CONFLICT(id) DO UPDATE SET {name} = excluded.{name}",
            [(id, value) for id in act.articles],
        )
        if name != "trashed":
            connection.executemany(
                f"UPDATE article SET {name} = ? WHERE id = ?", [(value, id) for id in act.articles]
            )
            return
        rows = Rows(store, connection)
        numbers = [
            number
            for number, live in store.rows_of(
                "SELECT number, live FROM article WHERE newer = 0 AND id IN (?)", act.articles
            )
            if live == value
        ]
        (rows.hide if value else rows.show)(numbers)

    def _turn_tag(self, store: Store, connection: sqlite3.Connection, act: Act, forward: bool) -> None:
        put = (act.kind == "article.tag") is forward
        sql = (
            "INSERT OR IGNORE INTO tag(tag, id) VALUES (?, ?)"
            if put
            else "DELETE FROM tag WHERE tag = ? AND id = ?"
        )
        connection.executemany(sql, [(act.body["tag"], id) for id in act.articles])

    def _turn_story(self, store: Store, connection: sqlite3.Connection, act: Act, forward: bool) -> None:
        join, part = act.body.get("join", []), act.body.get("part", [])
        add, remove = (join, part) if forward else (part, join)
        connection.executemany("DELETE FROM joined WHERE one = ? AND other = ?", remove)
        connection.executemany("INSERT OR IGNORE INTO joined(one, other) VALUES (?, ?)", add)
        alone = act.body.get("alone")
        if alone:
            sql = (
                "INSERT OR IGNORE INTO alone(id) VALUES (?)" if forward else "DELETE FROM alone WHERE id = ?"
            )
            connection.execute(sql, (alone,))
        ids = {id for pair in [*join, *part] for id in pair} | set(act.articles)
        numbers = {n for (n,) in store.rows_of("SELECT number FROM article WHERE id IN (?)", ids)}
        regroup(store, connection, {store.newest(number) for number in numbers})


def _understood(act: Act) -> bool:
    """Tell whether an act holds what its handler needs: a dump may have been written by anybody."""
    family, body = _FAMILY[act.kind], act.body
    if family == "state":
        return "value" in body
    if family == "tag":
        return isinstance(body.get("tag"), str)
    pairs = [body.get("join", []), body.get("part", [])]
    return isinstance(body.get("alone", ""), str) and all(
        isinstance(listed, list)
        and all(
            isinstance(pair, list) and len(pair) == 2 and all(isinstance(id, str) for id in pair)
            for pair in listed
        )
        for listed in pairs
    )
