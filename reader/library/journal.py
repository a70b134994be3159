"""The journal of what the reader did: one row an act, never rewritten, each undone or redone whole.

Judgements (a link confirmed, a name corrected, a note) are read back from here whenever they are needed. What
the store keeps as columns (read, star, tags) is changed by a handler registered for the kind of act, which is
called in the same transaction with the act and the direction; so journal and columns cannot disagree.

The table lives in the library's SQLite file, beside the articles and apart from all machine results. An act
names its articles by `Article.id` and its passages by text anchors (`reader.library.anchors`), so it needs no
row elsewhere.
"""

from __future__ import annotations

import json
import sqlite3
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, NamedTuple, TypeVar

from reader.library.schema import TROUBLE, file_of, said_of, transaction

T = TypeVar("T")

SCHEMA = """
CREATE TABLE IF NOT EXISTS act (
    id INTEGER PRIMARY KEY,
    at TEXT NOT NULL,
    coder TEXT NOT NULL DEFAULT '',
    kind TEXT NOT NULL,
    articles TEXT NOT NULL,
    body TEXT NOT NULL,
    said TEXT NOT NULL,
    state INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX IF NOT EXISTS act_kind ON act(kind, state);
"""
_GROUP = "group"
"""Key in the body of acts that were done together: the number of the first of them."""
IN_FORCE, UNDONE, SUPERSEDED = 0, 1, 2
"""States of an act: counted; undone and can be redone; undone for good, as another act came after."""


@dataclass(frozen=True, slots=True)
class Act:
    """One thing the reader did.

    Attributes:
        id: Its number; later acts have higher ones.
        at: When, ISO 8601 in UTC, to the second.
        coder: Who, as set in the configuration; "" when nobody is named.
        kind: What, dotted, for example "link.confirm", "name.merge", "article.star".
        articles: Ids of the articles it is about.
        body: The rest, as JSON allows.
        said: In the reader's words, for the line that says what was undone.
    """

    id: int
    at: str
    coder: str
    kind: str
    articles: tuple[str, ...]
    body: Mapping[str, Any]
    said: str


class Draft(NamedTuple):
    """An act that is to be done together with others; the fields are those of `Journal.add`."""

    kind: str
    articles: Sequence[str]
    body: Mapping[str, Any]
    coder: str
    at: str


Handler = Callable[[sqlite3.Connection, Act, bool], None]
"""Carries an act out on the store's own tables (True), or takes it back (False)."""


class Journal:
    """Acts of the reader, in order, with undo and redo.

    Args:
        connection: An open SQLite connection in autocommit mode (`isolation_level=None`); the table is made
            if it is not there.
        coder: Who acts.
        lock: Held while the connection is used, where others use it too. Two threads in one connection are
            not only in each other's way: SQLite asks Python for a function of ours with its own lock held,
            and who has Python's may be waiting for that one.
    """

    def __init__(
        self, connection: sqlite3.Connection, coder: str = "", lock: threading.RLock | None = None
    ) -> None:
        self._connection = connection
        self._lock = threading.RLock() if lock is None else lock
        self._coder = coder
        self._handlers: dict[str, Handler] = {}
        self._count = self._elsewhere = 0
        with self._lock:
            connection.executescript(SCHEMA)
            self._look()

    @classmethod
    def in_memory(cls, coder: str = "") -> Journal:
        """Return a journal that is forgotten at the end."""
        return cls(sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False), coder)

    @property
    def coder(self) -> str:
        """Who acts; "" when nobody is named."""
        return self._coder

    def on(self, kind: str, handler: Handler) -> None:
        """Register what carries out acts of a kind (or of all kinds that begin with `kind` and a dot)."""
        self._handlers[kind] = handler

    def version(self) -> tuple[int, int]:
        """Return a value that changes whenever an act is made, undone or redone, by any process."""
        if self._lock.acquire(blocking=False):  # Whoever has it may be long; the next look sees what it did.
            try:
                self._look()
            finally:
                self._lock.release()
        return (self._elsewhere, self._count)

    def _look(self) -> None:
        (self._elsewhere,) = self._connection.execute("PRAGMA data_version").fetchone()

    def add(
        self,
        kind: str,
        articles: Sequence[str],
        body: Mapping[str, Any],
        said: str,
        *,
        coder: str | None = None,
        at: str = "",
    ) -> Act:
        """Do something: carry it out and keep it. What was undone before cannot be redone any more.

        Args:
            kind: What, dotted.
            articles: Ids of the articles it is about.
            body: The rest, as JSON allows.
            said: In the reader's words, for example "link rejected".
            coder: Who acted; None for the journal's own coder.
            at: When, ISO 8601; "" for now.

        Raises:
            LibraryError: The library is locked, full or read-only; nothing was changed.
        """
        draft = Draft(kind, articles, body, self._coder if coder is None else coder, at)

        def change() -> Act:
            self._connection.execute("UPDATE act SET state = ? WHERE state = ?", (SUPERSEDED, UNDONE))
            return self._insert(draft, said)

        return self._in_transaction(change)

    def add_many(self, drafts: Iterable[Draft], said: str) -> list[Act]:
        """Do several things together: all or none, and undone and redone as one.

        Raises:
            LibraryError: The library is locked, full or read-only; nothing was changed.
        """
        wanted = list(drafts)
        if not wanted:
            return []

        def change() -> list[Act]:
            self._connection.execute("UPDATE act SET state = ? WHERE state = ?", (SUPERSEDED, UNDONE))
            (last,) = self._connection.execute("SELECT ifnull(max(id), 0) FROM act").fetchone()
            # In the body, and not in a column of its own, so that copies of the journal keep it.
            return [
                self._insert(draft._replace(body={**draft.body, _GROUP: last + 1}), said) for draft in wanted
            ]

        return self._in_transaction(change)

    def add_to(self, first: Act, draft: Draft) -> Act | None:
        """Do something that is undone and redone as one with an act of `add_many`; None if that is undone.

        Raises:
            LibraryError: The library is locked, full or read-only; nothing was changed.
        """

        def change() -> Act | None:
            stands = self._connection.execute(
                "SELECT 1 FROM act WHERE id = ? AND state = ?", (first.id, IN_FORCE)
            ).fetchone()
            if stands is None:
                return None
            return self._insert(draft._replace(body={**draft.body, _GROUP: _group(first)}), first.said)

        return self._in_transaction(change)

    def undo(self) -> Act | None:
        """Take the latest act in force back and return it; None when there is none."""
        return self._turn(self._latest, UNDONE)

    def redo(self) -> Act | None:
        """Do again what was undone last and return it; None when there is none."""
        return self._turn(self._undone_last, IN_FORCE)

    def next_undone(self) -> Act | None:
        """Return the act that `undo` would take back; None when there is none."""
        with self._lock:
            return next(iter(self._latest()), None)

    def next_redone(self) -> Act | None:
        """Return the act that `redo` would do again; None when there is none."""
        with self._lock:
            return next(iter(self._undone_last()), None)

    def acts(self, kind: str = "", article: str = "") -> list[Act]:
        """Return the acts in force, oldest first.

        Args:
            kind: Only this kind, or all kinds that begin with it and a dot.
            article: Only those about this article.

        Raises:
            LibraryError: The library is damaged, or locked.
        """
        try:
            with self._lock:
                found = self._connection.execute(
                    "SELECT id, at, coder, kind, articles, body, said FROM act WHERE state = ?"
                    " AND (? = '' OR kind = ? OR kind LIKE ? || '.%') ORDER BY id",
                    (IN_FORCE, kind, kind, kind),
                ).fetchall()
        except TROUBLE as error:
            raise said_of(error, file_of(self._connection)) or error from error
        acts = [_act(row) for row in found]
        return [act for act in acts if article in act.articles] if article else acts

    def _insert(self, draft: Draft, said: str) -> Act:
        at = draft.at or datetime.now(UTC).isoformat(timespec="seconds")
        packed = json.dumps(draft.body, sort_keys=True)
        cursor = self._connection.execute(
            "INSERT INTO act(at, coder, kind, articles, body, said) VALUES (?, ?, ?, ?, ?, ?)",
            (at, draft.coder, draft.kind, json.dumps(list(draft.articles)), packed, said),
        )
        number, articles = cursor.lastrowid or 0, tuple(draft.articles)
        act = Act(number, at, draft.coder, draft.kind, articles, json.loads(packed), said)
        self._carry_out(act, True)
        return act

    def _turn(self, choose: Callable[[], list[Act]], state: int) -> Act | None:
        def change() -> Act | None:
            chosen = choose()
            for act in chosen:
                self._connection.execute("UPDATE act SET state = ? WHERE id = ?", (state, act.id))
                self._carry_out(act, state == IN_FORCE)
            return chosen[0] if chosen else None

        return self._in_transaction(change)

    def _latest(self) -> list[Act]:
        """Return the latest act in force and those that were done together with it, latest first."""
        found: list[Act] = []
        for act in self._in_state(IN_FORCE, "DESC"):
            group = _group(found[0]) if found else None
            if found and (group is None or act.id < group):
                break
            # Others may have acted in between, another program or the reader elsewhere.
            if not found or _group(act) == group:
                found.append(act)
        return found

    def _undone_last(self) -> list[Act]:
        """Return the act that was undone last and those that were undone together with it, oldest first."""
        together: dict[tuple[int | None, int], list[Act]] = {}
        for act in self._in_state(UNDONE, "ASC"):
            group = _group(act)
            together.setdefault((group, act.id if group is None else 0), []).append(act)
        # What is undone is the latest in force: of all that is undone, what ends first was undone last.
        return min(together.values(), key=lambda acts: acts[-1].id, default=[])

    def _in_state(self, state: int, order: str) -> Iterator[Act]:
        wanted = "SELECT id, at, coder, kind, articles, body, said FROM act WHERE state = ?"
        try:
            with closing(self._connection.execute(f"{wanted} ORDER BY id {order}", (state,))) as rows:
                yield from map(_act, rows)
        except TROUBLE as error:
            raise said_of(error, file_of(self._connection)) or error from error

    def _carry_out(self, act: Act, forward: bool) -> None:
        handler = self._handlers.get(act.kind) or self._handlers.get(act.kind.split(".")[0])
        if handler is not None:
            handler(self._connection, act, forward)

    def _in_transaction(self, change: Callable[[], T]) -> T:
        with self._lock, transaction(self._connection):
            result = change()
        self._count += 1
        return result


def _group(act: Act) -> int | None:
    """Return the number of the first act that it was done together with; None when it was done alone."""
    group = act.body.get(_GROUP) if isinstance(act.body, dict) else None
    return group if isinstance(group, int) else None


def _act(row: tuple[Any, ...]) -> Act:
    """Return the act of a row; of one that another hand has written otherwise, as little as can be told."""
    number, at, coder, kind, articles, body, said = row
    try:
        ids, content = json.loads(articles), json.loads(body)
    except (ValueError, TypeError, RecursionError):
        ids, content = [], {}
    whole = isinstance(ids, list) and all(isinstance(id, str) for id in ids) and isinstance(content, dict)
    return Act(number, at, coder, kind, tuple(ids) if whole else (), content if whole else {}, said)
