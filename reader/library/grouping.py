"""Stories of a library that grows: the same articles give the same stories, however they came.

An article is linked once to all that are like it; then only what its links can have changed is grouped
again. That is exact: two groups are joined when they are alike by `TOGETHER` on average, so at least one
pair of their articles is, and what no such pair connects cannot meet (`cluster.find_piece`). What the reader
joined or took apart is laid over the machine's groups and outlives them.
"""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from typing import TYPE_CHECKING

from reader.library.days import after_day, day_of
from reader.stories.cluster import (
    ALIKE,
    MISSING,
    MOST_NEAR,
    WINDOW,
    agglomerate_piece,
    find_piece,
    reach_of,
    relation,
)
from reader.stories.group import TOGETHER
from reader.stories.similar import Item, Pair, similar, similar_within
from reader.stories.vectors import decode_near, encode_near

if TYPE_CHECKING:
    from reader.library.store import Store

_STEP = 5_000
_WINDOW_ROWS = 20_000

Near = dict[int, int]
"""The neighbours of an article and how alike each is."""


def link_pending(store: Store, most: int = _STEP) -> int:
    """Link and group the oldest articles that were added and not grouped yet; return how many there were.

    Call it until it returns 0; each call is one transaction, and may be the last one at any time.
    """
    with store.writing() as connection:
        new = _items(
            store.rows("SELECT number, terms FROM vector WHERE linked = 0 ORDER BY number LIMIT ?", (most,))
        )
        if new:
            graph = _Graph(store, connection)
            graph.join(similar_within(new))
            for window in _windows(store, new):
                graph.join(similar(new, window))
            connection.executemany(
                "UPDATE vector SET linked = 1 WHERE number = ?", [(n.number,) for n in new]
            )
            graph.save()
            _Regrouping(store, connection, graph).of({item.number for item in new} | graph.touched)
        return len(new)


def link_all(store: Store) -> None:
    """Group everything that is not grouped yet."""
    while link_pending(store):
        pass


def regroup(store: Store, connection: sqlite3.Connection, numbers: Collection[int]) -> None:
    """Group these articles and all that hangs together with them anew, inside a transaction."""
    _Regrouping(store, connection, _Graph(store, connection)).of(set(numbers))


def forget(store: Store, connection: sqlite3.Connection, numbers: Collection[int]) -> None:
    """Take articles out of the stories, for example before their rows are removed, inside a transaction."""
    graph = _Graph(store, connection)
    placed = store.rows_of("SELECT number, story FROM article WHERE number IN (?)", numbers)
    stories = {story for _, story in placed}
    left = {number for (number,) in store.rows_of("SELECT number FROM article WHERE story IN (?)", stories)}
    graph.load(numbers)
    for number in numbers:
        left |= graph.near(number).keys()
    for number in numbers:
        graph.drop(number)
    graph.save()
    gone = [(number,) for number in numbers]
    connection.executemany("DELETE FROM near WHERE number = ?", gone)
    connection.executemany("UPDATE article SET story = 0 WHERE number = ?", gone)
    connection.executemany("UPDATE vector SET linked = 0 WHERE number = ?", gone)
    _Regrouping(store, connection, graph).of(left - set(numbers))
    refresh(connection, stories)
    connection.executemany(
        "DELETE FROM story WHERE number = ?1 AND NOT EXISTS (SELECT 1 FROM article WHERE story = ?1)",
        [(story,) for story in stories],
    )


def refresh(connection: sqlite3.Connection, stories: Iterable[int]) -> None:
    """Count anew what stories hold, after articles were hidden or shown."""
    for story in stories:
        connection.execute(
            "UPDATE story SET (n, outlets, first, last) = (SELECT count(*), count(DISTINCT outlet),"
            " coalesce(min(number), 0), coalesce(max(number), 0) FROM article WHERE story = ?1 AND live = 1)"
            " WHERE number = ?1",
            (story,),
        )


def closeness(store: Store, one: int, other: int) -> tuple[float, float]:
    """Return how alike two articles are, and how alike measured by the nearest to each; both 0 to 1."""
    with store.lock:
        graph = _Graph(store, store.connection)
        alike = graph.mutual(one).get(other, 0)
        related = relation(alike, graph.reach(one), graph.reach(other))
    return alike / ALIKE, min(1.0, related / ALIKE)


def _items(rows: Iterable[tuple[int, bytes]]) -> list[Item]:
    return [Item(number, day_of(number), terms) for number, terms in rows]


def _windows(store: Store, new: Sequence[Item]) -> Iterable[list[Item]]:
    """Yield the linked articles that new ones may be like, in order, some at a time."""
    days = [item.day for item in new if item.day is not None]
    ranges = [(0, 1 << 62)]
    if len(days) == len(new):
        first = (min(days) - WINDOW + 1) << 20
        ranges = [(0, after_day(1)), (max(first, after_day(1)), (max(days) + WINDOW) << 20)]
    for begin, end in ranges:
        while True:
            rows = store.rows(
                "SELECT number, terms FROM vector WHERE linked = 1 AND number >= ? AND number < ?"
                " ORDER BY number LIMIT ?",
                (begin, end, _WINDOW_ROWS),
            )
            if not rows:
                break
            yield _items(rows)
            begin = rows[-1][0] + 1


class _Graph:
    """Who is like whom, read from the library when asked for, and written back together."""

    def __init__(self, store: Store, connection: sqlite3.Connection) -> None:
        self._store = store
        self._connection = connection
        self._near: dict[int, Near] = {}
        self._reach: dict[int, int] = {}
        self._mutual: dict[int, Near] = {}
        self._related: dict[int, Near] = {}
        self._before: dict[int, tuple[Near, int]] = {}
        self._gone: set[int] = set()
        self._changed: set[int] = set()
        self.touched: set[int] = set()
        """Articles whose links, or whose nearest, are others than before."""

    def load(self, numbers: Iterable[int]) -> None:
        """Read the neighbours of many articles at once."""
        missing = [number for number in numbers if number not in self._near]
        self._near.update((number, {}) for number in missing)
        for number, packed in self._store.rows_of(
            "SELECT number, packed FROM near WHERE number IN (?)", missing
        ):
            self._near[number] = decode_near(packed)

    def near(self, number: int) -> Near:
        """Return an article's neighbours, also those that do not keep it in turn."""
        if number not in self._near:
            self.load([number])
        return self._near[number]

    def mutual(self, number: int) -> Near:
        """Return an article's neighbours that keep it in turn."""
        found = self._mutual.get(number)
        if found is None:
            near = self.near(number)
            self.load(near)
            found = {other: alike for other, alike in near.items() if number in self._near[other]}
            self._mutual[number] = found
        return found

    def reach(self, number: int) -> int:
        """Return how alike an article's nearest is taken to be."""
        found = self._reach.get(number)
        if found is None:
            found = self._reach[number] = reach_of(max(self.near(number).values(), default=0))
        return found

    def related(self, number: int) -> Near:
        """Return how much an article is related to each of its neighbours."""
        found = self._related.get(number)
        if found is None:
            mutual, reach = self.mutual(number), self.reach(number)
            found = {other: relation(alike, reach, self.reach(other)) for other, alike in mutual.items()}
            self._related[number] = found
        return found

    def strongly_linked(self, numbers: Iterable[int]) -> set[int]:
        """Return whom these articles could share a cluster with, now or before their links changed."""
        found: set[int] = set()
        for number in numbers:
            found |= {other for other, how_much in self.related(number).items() if how_much >= TOGETHER}
            near, reach = self._before.get(number, ({}, 0))
            self.load(near)
            found |= {
                other
                for other, alike in near.items()
                if number in self._near[other] and relation(alike, reach, self.reach(other)) >= TOGETHER
            }
        return found - self._gone

    def join(self, pairs: Iterable[Pair]) -> None:
        """Add links."""
        added: dict[int, Near] = defaultdict(dict)
        for one, other, alike in pairs:
            added[one][other] = alike
            added[other][one] = alike
        self.load(added)
        self._mutual.clear()
        self._related.clear()
        for number, others in added.items():
            before = self.reach(number)
            near = self._near[number]
            self._before.setdefault(number, (dict(near), before))
            near.update(others)
            self._reach.pop(number, None)
            if len(near) > MOST_NEAR:
                self._trim(number)
            self._changed.add(number)
            if self.reach(number) != before:
                self.touched.add(number)

    def _trim(self, number: int) -> None:
        """Keep an article's nearest neighbours; among equals the ids decide, so that order does not."""
        near = self._near[number]
        ids = dict(self._store.rows_of("SELECT number, id FROM article WHERE number IN (?)", near))
        kept = sorted(near, key=lambda other: (-near[other], ids[other]))[:MOST_NEAR]
        self.touched |= near.keys() - set(kept) | {number}
        self._near[number] = {other: near[other] for other in kept}

    def drop(self, number: int) -> None:
        """Take an article out of its neighbours' lists."""
        for other in list(self.near(number)):
            self._before.setdefault(other, (dict(self.near(other)), self.reach(other)))
            if self.near(other).pop(number, None) is not None:
                self._changed.add(other)
        self._near[number] = {}
        self._gone.add(number)
        self._changed.discard(number)
        self._mutual.clear()
        self._related.clear()
        self._reach.clear()

    def save(self) -> None:
        """Write what has changed."""
        self._connection.executemany(
            "INSERT INTO near(number, packed) VALUES (?, ?)"
            " ON CONFLICT(number) DO UPDATE SET packed = excluded.packed",
            [(number, encode_near(self._near[number])) for number in sorted(self._changed)],
        )
        self._changed = set()


class _Regrouping:
    """Groups a part of the library anew."""

    def __init__(self, store: Store, connection: sqlite3.Connection, graph: _Graph) -> None:
        self._store = store
        self._connection = connection
        self._graph = graph
        self._ids: dict[int, str] = {}
        self._old: dict[int, int] = {}
        self._expanded: set[int] = set()
        self._stories: set[int] = set()
        self._pieces: set[int] = set()
        self._joined, self._alone = self._of_the_reader()

    def of(self, start: set[int]) -> None:
        """Group `start` and all that hangs together with it."""
        clusters: list[list[int]] = []
        for piece in self._affected(start):
            clusters += agglomerate_piece(piece, self._graph.related, TOGETHER, MISSING)
            name = min(piece) if len(piece) > 1 else 0
            self._connection.executemany(
                "UPDATE near SET piece = ?1 WHERE number = ?2 AND piece <> ?1",
                [(name, number) for number in piece],
            )
        self._write(self._laid_over(clusters))

    def _of_the_reader(self) -> tuple[list[tuple[int, int]], set[int]]:
        """Return which articles the reader joined and took out; of an old version, its newest one."""
        joined = self._store.rows(
            "SELECT a.number, b.number FROM joined"
            " JOIN article a ON a.id = one JOIN article b ON b.id = other"
        )
        alone = self._store.rows("SELECT number FROM alone JOIN article USING (id)")
        newest = self._store.newest
        return [(newest(one), newest(other)) for one, other in joined], {newest(row[0]) for row in alone}

    def _affected(self, start: set[int]) -> list[list[int]]:
        """Return the pieces that `start` belongs to now or belonged to, each in the order of ids.

        Whatever else shares a story with one of their articles, by the machine's word or the reader's,
        comes with its own piece.
        """
        by_hand: dict[int, set[int]] = defaultdict(set)
        for one, other in self._joined:
            by_hand[one].add(other)
            by_hand[other].add(one)
        giants: dict[int, set[int]] = {}
        pieces: list[set[int]] = []
        found: set[int] = set()
        seen: set[int] = set()
        front = start | self._graph.strongly_linked(start)
        while front:
            self._look_up(front - self._ids.keys())
            seen |= front
            front = {number for number in front if self._old.get(number)}  # Old versions have no story.
            reached: set[int] = set()
            for number in sorted(front):
                reached |= by_hand[number]
                if number not in found:
                    pieces.append(find_piece(number, self._graph.related, TOGETHER, giants))
                    found |= pieces[-1]
                    reached |= pieces[-1]
            self._look_up(reached - self._ids.keys())
            reached |= self._once_together(front | reached)
            front = reached - seen
        return [sorted(piece, key=self._ids.__getitem__) for piece in pieces]

    def _once_together(self, numbers: set[int]) -> set[int]:
        """Return the articles of the stories and pieces that these were in before."""
        new = numbers - self._expanded
        self._expanded |= new
        rows = self._store.rows_of
        stories = {self._old[number] for number in new if self._old[number]} - self._stories
        self._stories |= stories
        mates = {number for (number,) in rows("SELECT number FROM article WHERE story IN (?)", stories)}
        pieces = {piece for (piece,) in rows("SELECT DISTINCT piece FROM near WHERE number IN (?)", new)}
        pieces -= self._pieces | {0}
        self._pieces |= pieces
        return mates | {
            number for (number,) in rows("SELECT number FROM near WHERE piece > 0 AND piece IN (?)", pieces)
        }

    def _look_up(self, numbers: Iterable[int]) -> None:
        for number, id, story in self._store.rows_of(
            "SELECT number, id, story FROM article WHERE number IN (?)", numbers
        ):
            self._ids[number], self._old[number] = id, story

    def _laid_over(self, clusters: list[list[int]]) -> list[list[int]]:
        """Take out what the reader took out, then join what the reader joined."""
        group_of: dict[int, int] = {}
        groups: dict[int, set[int]] = {}
        for cluster in clusters:
            for part in (
                [n for n in cluster if n not in self._alone],
                *([n] for n in cluster if n in self._alone),
            ):
                if part:
                    groups[part[0]] = set(part)
                    group_of.update((number, part[0]) for number in part)
        for one, other in self._joined:
            if one in group_of and other in group_of and group_of[one] != group_of[other]:
                gone = groups.pop(group_of[other])
                groups[group_of[one]] |= gone
                group_of.update((number, group_of[one]) for number in gone)
        return sorted(sorted(group, key=self._ids.__getitem__) for group in groups.values())

    def _write(self, groups: list[list[int]]) -> None:
        run = self._connection.execute
        before: dict[int, set[int]] = defaultdict(set)
        for group in groups:
            for number in group:
                if self._old[number]:
                    before[self._old[number]].add(number)
        old_ids = dict(self._store.rows_of("SELECT number, id FROM story WHERE number IN (?)", before))
        row_of = {id: number for number, id in old_ids.items()}
        kept: set[int] = set()
        changed: set[int] = set()
        for group in groups:
            id = self._ids[group[0]]
            story = row_of.get(id)
            if story is None:
                story = run(
                    "INSERT INTO story(id, centre, first, last, n, outlets) VALUES (?, 0, 0, 0, 0, 0)"
                    " ON CONFLICT(id) DO UPDATE SET id = id RETURNING number",
                    (id,),
                ).fetchone()[0]
            kept.add(story)
            centre = self._centre(group)
            run("UPDATE story SET centre = ?1 WHERE number = ?2 AND centre <> ?1", (centre, story))
            if before.get(story) != set(group):
                changed.add(story)
                moved = [(story, number) for number in group if self._old[number] != story]
                self._connection.executemany("UPDATE article SET story = ? WHERE number = ?", moved)
        for story in sorted(before.keys() - kept):
            run("DELETE FROM story WHERE number = ?", (story,))
        refresh(self._connection, changed)

    def _centre(self, group: Sequence[int]) -> int:
        """Return the article that is most like the others of its story."""
        inside = set(group)

        def closeness(number: int) -> int:
            return sum(alike for other, alike in self._graph.mutual(number).items() if other in inside)

        return max(group, key=closeness)  # The first of equals, in the order of ids.
