"""Where a far row of the whole list stands: numbers are counted by the stretch, so nothing is walked over.

A stretch holds at most 4,096 numbers, of one day. The library keeps how many listed articles have their
numbers there, and how many rows of the list by story the stories take whose last article is there.
"""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

from reader.library.days import DAY_BITS
from reader.library.schema import STRETCH_BITS

if TYPE_CHECKING:
    from reader.library.store import Store


class Place(NamedTuple):
    """A stretch on the way through the list.

    Attributes:
        first: Its least number.
        after: The first number beyond it.
        before: How many rows stand before it.
    """

    first: int
    after: int
    before: int


class Stretches:
    """The stretches in one order, as they are now.

    Args:
        store: The library.
        counted: "articles", or "rows" of the list by story.
        newest: Whether the greatest numbers come first.
    """

    def __init__(self, store: Store, counted: str, *, newest: bool = True) -> None:
        way = "DESC" if newest else "ASC"
        found = store.rows(f"SELECT number, {counted} FROM stretch WHERE {counted} > 0 ORDER BY number {way}")
        self._numbers = [number for number, _ in found]
        self._ends = list(accumulate(count for _, count in found))

    def place(self, row: int) -> Place | None:
        """Return the stretch that a row stands in, or None beyond the end."""
        at = bisect_right(self._ends, row)
        if at == len(self._ends):
            return None
        first = self._numbers[at] << STRETCH_BITS
        return Place(first, first + (1 << STRETCH_BITS), self._ends[at - 1] if at else 0)


def before(store: Store, number: int, counted: str) -> int:
    """Return how many rows stand above the stretch of a number, the newest first."""
    return int(
        store.value(
            f"SELECT coalesce(sum({counted}), 0) FROM stretch WHERE number > ?", (number >> STRETCH_BITS,)
        )
    )


def after_stretch(number: int) -> int:
    """Return the first number beyond the stretch of a number."""
    return ((number >> STRETCH_BITS) + 1) << STRETCH_BITS


def days(store: Store) -> list[tuple[int, int]]:
    """Return each day from which there are articles, as `date.toordinal` counts, and how many."""
    return store.rows(
        f"SELECT number >> {DAY_BITS - STRETCH_BITS} AS day, sum(articles) FROM stretch"
        " GROUP BY day HAVING day > 0 AND sum(articles) > 0"
    )
