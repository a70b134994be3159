"""The articles that a query finds, some at a time, in the order that is asked for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

from reader.library.days import DAY_BITS
from reader.library.query.planned import Plan

if TYPE_CHECKING:
    from reader.library.query.model import Node
    from reader.library.store import Store
    from reader.library.stretches import Stretches

ORDERS = ("newest", "oldest", "relevance", "outlet", "title", "longest")
"""The orders of single articles; the library screen's own, by story, is `reader.library.listing`'s."""

RANKED = 2_000
"""The newest matches that an order by relevance takes into account."""

SCANNED = 20_000
"""The newest articles that a regular expression is looked for in."""

_FAR = 2_000
"""Rows that are passed over rather than looked for."""

_KEPT = {"a.read = 0": ("articles", "read"), "a.read = 1": ("read", ""), "a.review > 0": ("review", "")}
"""What the conditions of `is:` find, as sums that are kept: one of them, less another."""

_BY = {
    "newest": "ORDER BY {key} DESC",
    "oldest": "ORDER BY {key}",
    "outlet": "ORDER BY (SELECT name FROM outlet WHERE id = a.outlet), {key} DESC",
    "title": "ORDER BY a.title COLLATE NOCASE, {key}",
    "longest": "ORDER BY a.words DESC, {key} DESC",
}


class Search:
    """A query of one library, which stays as it was when it is asked; make another after a change.

    Attributes:
        tree: What the query says.
        notice: What the reader should know of the answer, or "".

    Args:
        store: The library.
        query: The query.

    Raises:
        QueryError: It cannot be understood.
    """

    def __init__(self, store: Store, query: str) -> None:
        self._store = store
        self.tree: Node | None = None
        self._plan = Plan()
        self._worded = False
        self.notice = ""
        if query.strip():  # The list that opens first asks nothing, and loads nothing of what follows.
            self._understand(query)
        self._found: list[int] | None = None
        self._count: int | None = None
        self._lists: dict[str, list[int]] = {}
        self._marks: dict[tuple[str, int], int] = {}
        self._stretches: dict[str, Stretches] = {}

    def _understand(self, query: str) -> None:
        from reader.library.query.model import is_worded
        from reader.library.query.parser import parse
        from reader.library.query.plan import make_plan

        self.tree = parse(query)
        self._plan = make_plan(self.tree, self._store)
        self._worded = bool(self._plan.match) and self.tree is not None and is_worded(self.tree)
        if self._plan.patterns:
            from reader.library.query.matcher import check

            for pattern, _ in self._plan.patterns:
                check(pattern)

    @property
    def in_trash(self) -> bool:
        """Whether it looks in the trash, and not in the library."""
        return self._plan.trash

    @property
    def has_words(self) -> bool:
        """Whether relevance says anything here."""
        return self._worded

    def count(self) -> int:
        """Return how many articles there are."""
        if self._count is None:
            if self._plan.patterns:
                self._count = len(self._matched())
            elif (kept := self._kept()) is not None:
                self._count = kept
            else:
                head = self._head() if self._plan.match else None
                if head is not None and len(head) <= RANKED:
                    self._count = len(head)
                else:
                    sql, values = self._plan.sql("count(*)")
                    self._count = int(self._store.value(sql, values))
        return self._count

    def _kept(self) -> int | None:
        """Return the number where the library keeps it: of all articles, of those unread, read, to review."""
        plan = self._plan
        if plan.match or plan.trash or len(plan.where) > 1 or (plan.where and plan.where[0] not in _KEPT):
            return None
        sums = self._store.tallies()
        more, less = _KEPT[plan.where[0]] if plan.where else ("articles", "")
        return sums[more] - sums.get(less, 0)

    def numbers(self, order: str = "newest", start: int = 0, size: int = 1 << 60) -> list[int]:
        """Return the numbers of a page of articles."""
        if self._plan.patterns:
            return self._of_pattern(order)[start : start + size]
        if order == "relevance" and self.has_words:
            return self._by_relevance()[start : start + size]
        if self.tree is None and order == "outlet":
            return self._by_outlet(start, size)
        return self._page(order if order in _BY else "newest", start, size)

    def days(self) -> list[tuple[int, int]]:
        """Return each day from which there are articles, as `date.toordinal` counts, and how many."""
        if self._plan.patterns:
            counted = Counter(number >> DAY_BITS for number in self._matched())
            return sorted((day, count) for day, count in counted.items() if day)
        if self.tree is None:
            from reader.library.stretches import days

            return days(self._store)
        sql, values = self._plan.sql(f"{{key}} >> {DAY_BITS} AS day, count(*)", "GROUP BY day HAVING day > 0")
        return [(day, count) for day, count in self._store.rows(sql, values)]

    def everything(self) -> Iterator[int]:
        """Yield all articles that there are, newest first."""
        start = 0
        while page := self.numbers("newest", start, 2_000):
            yield from page
            start += len(page)

    def _page(self, order: str, start: int, size: int) -> list[int]:
        """Return a page by SQL; where the page before was asked, from the place that it ended at."""
        plan, skip = self._plan, start
        if plan.match and order == "newest":
            head = self._head()
            if len(head) <= RANKED or start + size <= len(head):
                return head[start : start + size]
        mark = self._marks.get((order, start))
        if mark is not None:
            skip = 0
        elif self.tree is None and start > _FAR and order in ("newest", "oldest"):
            mark, skip = self._far(order, start)
        if mark is not None:
            sign = "<" if order == "newest" else ">"
            sql, values = plan.sql("{key}", f"AND {{key}} {sign} ? {_BY[order]} LIMIT ? OFFSET ?")
            values = [*values, mark]
        else:
            sql, values = plan.sql("{key}", f"{_BY[order]} LIMIT ? OFFSET ?")
        found = [row[0] for row in self._store.rows(sql, [*values, size, skip])]
        if found and order in ("newest", "oldest"):
            self._marks[(order, start + len(found))] = found[-1]
        return found

    def _head(self) -> list[int]:
        """Return the newest matches, one more than are ranked; where that is all, the index is read once."""
        if "newest" not in self._lists:
            sql, values = self._plan.sql("{key}", f"{_BY['newest']} LIMIT {RANKED + 1}")
            self._lists["newest"] = [row[0] for row in self._store.rows(sql, values)]
        return self._lists["newest"]

    def _far(self, order: str, start: int) -> tuple[int, int]:
        """Return a number before a far row of all articles, and how many rows lie between."""
        from reader.library.stretches import Stretches

        newest = order == "newest"
        if order not in self._stretches:
            self._stretches[order] = Stretches(self._store, "articles", newest=newest)
        place = self._stretches[order].place(start)
        if place is None:
            return (-1 if newest else 1 << 62), 0
        return (place.after if newest else place.first - 1), start - place.before

    def _by_outlet(self, start: int, size: int) -> list[int]:
        """Return a page of all articles, outlet by outlet; how many each has is known."""
        found: list[int] = []
        for id, count in self._store.rows("SELECT id, n FROM outlet WHERE n > 0 ORDER BY name"):
            if len(found) >= size:
                break
            if start < count:
                sql = "SELECT number FROM article WHERE outlet = ? AND live = 1"
                sql += " ORDER BY number DESC LIMIT ? OFFSET ?"
                found += [number for (number,) in self._store.rows(sql, (id, size - len(found), start))]
            start = max(0, start - count)
        return found

    def _by_relevance(self) -> list[int]:
        """Return the newest matches, the best first; a word of the headline counts four times."""
        if "relevance" not in self._lists:
            sql, values = self._plan.sql("{key} AS number, bm25(fts, 1.0, 4.0, 0.0) AS merit", _BY["newest"])
            rows = self._store.rows(
                f"SELECT number FROM ({sql} LIMIT {RANKED}) ORDER BY merit, number DESC", values
            )
            self._lists["relevance"] = [row[0] for row in rows]
            if self.count() > RANKED:
                self.notice = f"the newest {RANKED:,} of {self.count():,} are ranked"
        return self._lists["relevance"]

    def _of_pattern(self, order: str) -> list[int]:
        if order in ("newest", "relevance"):
            return self._matched()
        if order not in self._lists:
            found = set(self._matched())
            sql, values = self._plan.sql("{key}", f"{_BY.get(order, _BY['oldest'])}")
            self._lists[order] = [row[0] for row in self._store.rows(sql, values) if row[0] in found]
        return self._lists[order]

    def _matched(self) -> list[int]:
        """Return what the patterns are found in, newest first, of the newest that all else finds."""
        if self._found is None:
            sql, values = self._plan.sql("{key}", f"{_BY['newest']} LIMIT {SCANNED + 1}")
            found = [row[0] for row in self._store.rows(sql, values)]
            if len(found) > SCANNED:
                self.notice = f"looked for in the newest {SCANNED:,} articles"
                del found[SCANNED:]
            from reader.library.query.matcher import match

            for pattern, wanted in self._plan.patterns:
                result = match(pattern, self._texts(found))
                if not result.in_time:
                    looked = f"{len(result.holds):,}"
                    self.notice = f"the regular expression took too long: only the newest {looked} were tried"
                found = [n for n, holds in zip(found, result.holds, strict=False) if holds is wanted]
            self._found = found
        return self._found

    def _texts(self, numbers: list[int]) -> Iterator[str]:
        from reader.library.packing import reading_text, unpack

        for start in range(0, len(numbers), 200):
            part = numbers[start : start + 200]
            sql = "SELECT number, packed FROM article JOIN body ON body.id = body WHERE number IN (?)"
            packed = dict(self._store.rows_of(sql, part))
            for number in part:
                article = unpack(packed[number])
                yield f"{article.title}\n{reading_text(article)}"
