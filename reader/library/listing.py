"""The rows of the library's list, by the page: stories with their articles below, or articles alone.

Nothing here holds the whole list. By story, rows are counted from the nearest place that was looked at
before, or, for a jump to a far one, from its stretch (`reader.library.stretches`).
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, replace
from itertools import accumulate
from typing import TYPE_CHECKING, Any

from reader.library.query.search import ORDERS, Search

if TYPE_CHECKING:
    from reader.library.store import Store
    from reader.library.stretches import Stretches

BY_STORY = "story"
ALL_ORDERS = (BY_STORY, *ORDERS)
"""The orders of the list; the first is the usual one."""

GROUPED = 20_000
"""So many of the newest articles that a query finds are listed by story; that others are not is said."""

_FAR = 5_000
_STEP = 200
_TOP = 1 << 62


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the list: a story, or an article.

    Attributes:
        kind: "story" or "article".
        number: The article's number; of a story its most central article's.
        id: The article's id; of a story the story's.
        story: The number of the story.
        title: The headline; of a story that of its most central article.
        outlet: The outlet as shown; "" of a story.
        published: The date as far as it is known; of a story that of its latest article.
        first: Of a story the date of its earliest article.
        words: Words of the running text.
        unread: Whether the article, or one of the story's, is unread.
        starred: Whether the reader gave it a star; a story, to one of its articles.
        tags: The reader's tags.
        articles: How many articles a story has; of an article how many its story has.
        outlets: How many outlets tell the story.
        original: The number of the article that this one copies, or 0.
        copied_from: The outlet of that article, or "".
        share: How much of the shorter of the two stands in the other, in per cent.
        review: What was guessed; bits of `reader.library.prepare`.
        versions: How many older versions of it there are.
    """

    kind: str
    number: int
    id: str
    story: int
    title: str
    outlet: str = ""
    published: str = ""
    first: str = ""
    words: int = 0
    unread: bool = False
    starred: bool = False
    tags: tuple[str, ...] = ()
    articles: int = 1
    outlets: int = 1
    original: int = 0
    copied_from: str = ""
    share: int = 0
    review: int = 0
    versions: int = 0


class Listing:
    """A query's rows in one order; make another after a change.

    Args:
        store: The library.
        query: What is listed; "" for all.
        order: One of `ALL_ORDERS`.

    Raises:
        QueryError: The query cannot be understood.
    """

    def __init__(self, store: Store, query: str, order: str = BY_STORY) -> None:
        self._store = store
        self.search = Search(store, query)
        self.order = order
        self._marks: list[tuple[int, int]] = [(0, _TOP)]
        self._groups: list[tuple[int, list[int]]] | None = None
        self._ends: list[int] = []
        self._stretches: Stretches | None = None

    def __len__(self) -> int:
        if self.order != BY_STORY:
            return self.search.count()
        if self.search.tree is None:
            sums = self._store.tallies()
            return sums["stories"] + sums["articles"]
        self._group()
        return self._ends[-1] if self._ends else 0

    @property
    def notice(self) -> str:
        """What the reader should know of the list, or ""."""
        if self.order == BY_STORY and self.search.tree is not None and self.search.count() > GROUPED:
            return f"the newest {GROUPED:,} of {self.search.count():,} articles are listed by story"
        return self.search.notice

    def rows(self, start: int, size: int) -> list[Row]:
        """Return a page of rows."""
        start, size = max(0, start), max(0, size)
        return fetch(self._store, self._keys(start, size))

    def place(self, number: int) -> int | None:
        """Return the row of an article, or None where it is not listed.

        In other orders than by story this is one pass over the numbers of the list.
        """
        if self.order != BY_STORY:
            return _index(self.search.numbers(self.order), number)
        found = self._store.rows(
            "SELECT a.story, s.last FROM article a JOIN story s ON s.number = a.story"
            " WHERE a.number = ? AND a.live = 1",
            (number,),
        )
        if not found:
            return None
        story, last = found[0]
        if self.search.tree is not None:
            self._group()
            assert self._groups is not None
            for (group, numbers), end in zip(self._groups, self._ends, strict=True):
                if group == story:
                    at = _index(numbers, number)
                    return None if at is None else end - len(numbers) + at
            return None
        from reader.library.stretches import after_stretch, before

        above = "SELECT coalesce(sum(n + 1), 0) FROM story WHERE n > 0 AND last > ? AND last < ?"
        mates = "SELECT count(*) FROM article WHERE story = ? AND live = 1 AND number < ?"
        row = before(self._store, last, "rows") + int(self._store.value(above, (last, after_stretch(last))))
        return row + 1 + int(self._store.value(mates, (story, number)))

    def _keys(self, start: int, size: int) -> list[tuple[str, int]]:
        if self.order != BY_STORY:
            return [("article", number) for number in self.search.numbers(self.order, start, size)]
        if self.search.tree is None:
            return self._walk(start, size)
        self._group()
        assert self._groups is not None
        keys: list[tuple[str, int]] = []
        place = bisect_right(self._ends, start)
        before = self._ends[place - 1] if place else 0
        skip = start - before
        for story, numbers in self._groups[place:]:
            if len(keys) >= size + skip:
                break
            keys += [("story", story), *(("article", number) for number in numbers)]
        return keys[skip : skip + size]

    def _group(self) -> None:
        """Gather what the query finds by story, the story with the newest article first."""
        if self._groups is not None:
            return
        numbers = self.search.numbers("newest", 0, GROUPED)
        stories = dict(self._store.rows_of("SELECT number, story FROM article WHERE number IN (?)", numbers))
        groups: dict[int, list[int]] = {}
        for number in numbers:
            groups.setdefault(stories[number], []).append(number)
        self._groups = [(story, found[::-1]) for story, found in groups.items()]
        self._ends = list(accumulate(1 + len(found) for _, found in self._groups))

    def _walk(self, start: int, size: int) -> list[tuple[str, int]]:
        """Return keys of the unfiltered list by story."""
        offset, last = self._marks[bisect_right(self._marks, (start, _TOP)) - 1]
        if start - offset > _FAR:
            offset, last = self._seek(start, offset, last)
        chosen: list[tuple[int, int]] = []
        skip: int | None = None
        covered = 0
        while covered < size:
            stories = self._store.rows(
                "SELECT number, last, n FROM story WHERE n > 0 AND last < ? ORDER BY last DESC LIMIT ?",
                (last, _STEP),
            )
            for number, last_of, n in stories:
                if offset + 1 + n > start and covered < size:
                    if skip is None:
                        skip = start - offset
                    chosen.append((number, n))
                    covered = sum(1 + count for _, count in chosen) - skip
                offset, last = offset + 1 + n, last_of
            self._mark(offset, last)
            if len(stories) < _STEP:
                break
        members: dict[int, list[int]] = {}
        for story, number in self._store.rows_of(
            "SELECT story, number FROM article WHERE live = 1 AND story IN (?)",
            [story for story, _ in chosen],
        ):
            members.setdefault(story, []).append(number)
        keys = [
            key
            for story, _ in chosen
            for key in [("story", story), *(("article", number) for number in sorted(members.get(story, ())))]
        ]
        return keys[skip or 0 : (skip or 0) + size]

    def _seek(self, start: int, offset: int, last: int) -> tuple[int, int]:
        """Return the place of the story that row `start` belongs to, from a mark before it."""
        from reader.library.stretches import Stretches

        if self._stretches is None:
            self._stretches = Stretches(self._store, "rows")
        place, first = self._stretches.place(start), 0
        if place is not None and place.before > offset:
            offset, last, first = place.before, place.after, place.first
        found = self._store.rows(
            "SELECT before, last FROM (SELECT last, sum(n + 1) OVER (ORDER BY last DESC) AS before"
            " FROM story WHERE n > 0 AND last < ? AND last >= ?) WHERE before <= ?"
            " ORDER BY before DESC LIMIT 1",
            (last, first, start - offset),
        )
        if found:
            offset, last = offset + found[0][0], found[0][1]
        self._mark(offset, last)
        return offset, last

    def _mark(self, offset: int, last: int) -> None:
        at = bisect_right(self._marks, (offset, last))
        if self._marks[at - 1][0] != offset:
            self._marks.insert(at, (offset, last))


def _index(numbers: list[int], number: int) -> int | None:
    return numbers.index(number) if number in numbers else None


def fetch(store: Store, keys: list[tuple[str, int]]) -> list[Row]:
    """Return the rows of stories and articles, in the order of `keys`; what is gone is left out."""
    articles = _articles(store, [number for kind, number in keys if kind == "article"])
    stories = _stories(store, [number for kind, number in keys if kind == "story"])
    rows = [(articles if kind == "article" else stories).get(number) for kind, number in keys]
    return [row for row in rows if row is not None]


def _articles(store: Store, numbers: list[int]) -> dict[int, Row]:
    found = store.rows_of(
        "SELECT a.number, a.id, a.story, a.title, o.name, a.published, a.words, a.read, a.starred, s.n,"
        " s.outlets,"
        " a.original, a.share, a.review, (SELECT count(*) FROM article WHERE newer = a.number AND newer > 0),"
        " coalesce((SELECT f.name FROM article c JOIN outlet f ON f.id = c.outlet"
        " WHERE c.number = a.original), '')"
        " FROM article a JOIN outlet o ON o.id = a.outlet LEFT JOIN story s ON s.number = a.story"
        " WHERE a.number IN (?)",
        numbers,
    )
    tags: dict[str, list[str]] = {}
    ids = [row[1] for row in found]
    for id, tag in store.rows_of("SELECT id, tag FROM tag WHERE id IN (?) ORDER BY tag", ids):
        tags.setdefault(id, []).append(tag)
    rows = {row[0]: _article_row(row, tuple(tags.get(row[1], ()))) for row in found}
    for number, row in rows.items():
        if row.versions:  # Each version knows the one after it alone.
            rows[number] = replace(row, versions=store.versions(number).index(number))
    return rows


def _article_row(row: tuple[Any, ...], tags: tuple[str, ...]) -> Row:
    number, id, story, title, outlet, published, words, read, starred, n, outlets = row[:11]
    original, share, review, versions, copied_from = row[11:]
    return Row(
        kind="article",
        number=number,
        id=id,
        story=story,
        title=title,
        outlet=outlet,
        published=published,
        words=words,
        unread=not read,
        starred=bool(starred),
        tags=tags,
        articles=n or 1,
        outlets=outlets or 1,
        original=original,
        copied_from=copied_from,
        share=share,
        review=review,
        versions=versions,
    )


def _stories(store: Store, numbers: list[int]) -> dict[int, Row]:
    found = store.rows_of(
        "SELECT s.number, s.id, c.number, c.title, l.published, f.published, s.n, s.outlets,"
        " (SELECT min(read) FROM article WHERE story = s.number AND live = 1),"
        " (SELECT max(starred) FROM article WHERE story = s.number AND live = 1)"
        " FROM story s LEFT JOIN article c ON c.number = s.centre LEFT JOIN article l ON l.number = s.last"
        " LEFT JOIN article f ON f.number = s.first WHERE s.number IN (?)",
        numbers,
    )
    return {
        number: Row(
            kind="story",
            number=centre or 0,
            id=id,
            story=number,
            title=title or "",
            published=last or "",
            first=first or "",
            unread=not read,
            starred=bool(starred),
            articles=n,
            outlets=outlets,
        )
        for number, id, centre, title, last, first, n, outlets, read, starred in found
    }
