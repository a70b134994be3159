"""Names and comparisons of a library's articles, worked out when first asked for and kept for a while."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable, Sequence
from threading import Lock
from typing import TYPE_CHECKING, Generic, TypeVar

from reader.article import Article

if TYPE_CHECKING:
    from reader.comparison.model import Comparison
    from reader.entities.model import Names

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


class Kept(Generic[K, V]):
    """The values used last. Safe to use from several threads.

    Args:
        most: How many are kept.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._values: OrderedDict[K, V] = OrderedDict()
        self._lock = Lock()

    def get(self, key: K) -> V | None:
        """Return a value that is kept."""
        with self._lock:
            if key in self._values:
                self._values.move_to_end(key)
            return self._values.get(key)

    def keep(self, key: K, value: V) -> V:
        """Keep a value; return the one kept for this key before, if there is one."""
        with self._lock:
            kept = self._values.setdefault(key, value)
            self._values.move_to_end(key)
            while len(self._values) > self._most:
                self._values.popitem(last=False)
            return kept

    def replace(self, key: K, value: V) -> None:
        """Keep a value in place of the one kept before."""
        with self._lock:
            self._values.pop(key, None)
        self.keep(key, value)

    def clear(self) -> None:
        """Forget all."""
        with self._lock:
            self._values.clear()

    def __len__(self) -> int:
        return len(self._values)

    def values(self) -> list[V]:
        """Return what is kept, what was used last at the end."""
        with self._lock:
            return list(self._values.values())


class Engines:
    """What the engines say of articles that are known by numbers; every call may come from any thread.

    Args:
        article: Returns the article of a number.
    """

    def __init__(self, article: Callable[[int], Article]) -> None:
        from reader.library.name_book import NameBook

        self._article = article
        self.book = NameBook(article, 500)
        self._comparisons: Kept[tuple[int, int], Comparison] = Kept(200)

    def names(self, number: int) -> Names:
        """Return the names of an article as the reader corrected them (some milliseconds the first time)."""
        return self.book.names(number)

    def known_names(self, number: int) -> Names | None:
        """Return an article's names if they are computed already, without computing them."""
        return self.book.known(number)

    def comparison(self, left: int, right: int) -> Comparison:
        """Return the comparison of two articles (some milliseconds the first time)."""
        found = self._comparisons.get((left, right))
        if found is None:
            from reader.comparison.compare import compare

            found = self._comparisons.keep((left, right), compare(self._article(left), self._article(right)))
        return found

    def known_comparison(self, left: int, right: int) -> Comparison | None:
        """Return a comparison if it is computed already, without computing it."""
        return self._comparisons.get((left, right))

    def story_counts(self, number: int, others: Sequence[int]) -> list[int]:
        """Return for each referent of an article its mentions in all these articles whose names are known."""
        return self.book.story_counts(number, others)

    def best_match(
        self, number: int, others: Sequence[int], stop: Callable[[], bool] = lambda: False
    ) -> int | None:
        """Return which of `others` to compare an article with: the one with most linked passages.

        Another outlet's article is preferred to the same outlet's. None when there is none, or when `stop`
        says, between two comparisons, that nobody waits for the answer any more.
        """
        if len(others) < 2:
            return others[0] if others else None
        outlet = self._article(number).outlet_name
        merits: dict[int, tuple[bool, int, int]] = {}
        for other in others:
            if stop():
                return None
            links = len(self.comparison(number, other).links)
            merits[other] = (self._article(other).outlet_name != outlet, links, -other)
        return max(others, key=merits.__getitem__)

    def clear(self) -> None:
        """Forget all, as articles have changed."""
        self.book.clear()
        self._comparisons.clear()
