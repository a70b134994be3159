"""Which articles are alike, for a library that grows: new ones against all within a month of them.

The figure for a pair depends on the two articles alone, and is the same whichever way it is computed: in
plain Python for a few articles, by numpy and scipy for many. So neither the order nor the size of the
batches in which a library grows changes anything.
"""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.util import find_spec
from typing import Any, NamedTuple

from reader.stories.cluster import ALIKE, LEAST, WINDOW, decay
from reader.stories.terms import LENGTH
from reader.stories.vectors import decode, take_apart

MANY = 300
"""New articles from which numpy and scipy are worth their import."""

_BLOCK = 2_500
_DECAYS = [decay(days) for days in range(WINDOW)]


class Item(NamedTuple):
    """An article to be compared: its number, its day or None, its packed vector."""

    number: int
    day: int | None
    terms: bytes


class Pair(NamedTuple):
    """Two articles and how alike they are, of 10,000."""

    one: int
    other: int
    alike: int


def similar(new: Sequence[Item], old: Sequence[Item]) -> Iterator[Pair]:
    """Yield each pair of a new article and an old one that are alike.

    Both sequences must be ordered by day, undated articles first.

    Args:
        new: New articles.
        old: Other articles, none of them in `new`.
    """
    if not new or not old:
        return
    if len(new) >= MANY and _has_matrices():
        yield from _by_matrix(new, old)
    else:
        yield from _by_hand(new, old)


def similar_within(new: Sequence[Item]) -> Iterator[Pair]:
    """Yield each pair of new articles that are alike, once."""
    if len(new) >= MANY and _has_matrices():
        for pair in _by_matrix(new, new):
            if pair.one < pair.other:
                yield pair
        return
    for end in range(1, len(new)):
        yield from _by_hand(new[end : end + 1], new[:end])


@cache
def _has_matrices() -> bool:
    """Tell whether numpy and scipy are there: the extra `large`."""
    return find_spec("numpy") is not None and find_spec("scipy") is not None


def _by_hand(new: Sequence[Item], old: Sequence[Item]) -> Iterator[Pair]:
    postings: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for place, item in enumerate(new):
        for term, weight in decode(item.terms).items():
            postings[term].append((place, weight))
    for other in old:
        products: dict[int, int] = defaultdict(int)
        for term, weight in decode(other.terms).items():
            for place, other_weight in postings.get(term, ()):
                products[place] += weight * other_weight
        for place, product in sorted(products.items()):
            item = new[place]
            apart = abs(item.day - other.day) if item.day is not None and other.day is not None else 0
            if apart < WINDOW:
                alike = round(product * ALIKE / (LENGTH * LENGTH) * _DECAYS[apart])
                if alike >= LEAST:
                    yield Pair(item.number, other.number, alike)


def _by_matrix(new: Sequence[Item], old: Sequence[Item]) -> Iterator[Pair]:
    """Do the same in blocks of rows, each against the blocks that its days reach."""
    import numpy as np

    days = [item.day if item.day is not None else -math.inf for item in old]
    undated = bisect_right(days, -math.inf)
    for start in range(0, len(new), _BLOCK):
        block = new[start : start + _BLOCK]
        ids, rows = _matrix_of(block)
        if block[0].day is None:  # Undated ones are compared with all.
            reached = [(0, len(old))]
        else:
            first = bisect_left(days, block[0].day - WINDOW + 1, undated)
            last = bisect_right(days, (block[-1].day or 0) + WINDOW - 1, undated)
            reached = [(0, undated), (first, last)]
        for begin, end in reached:
            for at in range(begin, end, _BLOCK):
                others = old[at : min(end, at + _BLOCK)]
                product = rows @ _columns_of(others, ids)
                # Half of all pairs share a word, and one in a thousand is alike: only those are looked at.
                keep = np.flatnonzero(product.data >= LEAST * (LENGTH * LENGTH // ALIKE))
                one = np.searchsorted(product.indptr, keep, side="right") - 1
                other, dot = product.indices[keep], product.data[keep].astype(np.int64)
                apart = np.abs(_days(block)[one] - _days(others)[other])
                apart = np.where(np.isnan(apart), 0, apart).astype(np.int64)
                near = apart < WINDOW
                one, other, dot, apart = one[near], other[near], dot[near], apart[near]
                alike = np.rint(dot * ALIKE / (LENGTH * LENGTH) * np.array(_DECAYS)[apart]).astype(np.int64)
                enough = alike >= LEAST
                yield from (
                    Pair(block[i].number, others[j].number, value)
                    for i, j, value in zip(
                        one[enough].tolist(), other[enough].tolist(), alike[enough].tolist(), strict=True
                    )
                )


def _days(items: Sequence[Item]) -> Any:
    import numpy as np

    return np.array([math.nan if item.day is None else item.day for item in items])


def _flat(items: Sequence[Item]) -> tuple[Any, Any, Any]:
    """Return term numbers and weights of all rows one after the other, and where each row begins."""
    import numpy as np

    parts = [take_apart(item.terms) for item in items]
    begins = np.cumsum([0, *(len(part.lows) for part in parts)])
    weights = np.frombuffer(b"".join(part.lows for part in parts), dtype=np.uint8).astype(np.int32)
    places = np.frombuffer(b"".join(part.places for part in parts), dtype="<u2").astype(np.int64)
    places += np.repeat(begins[:-1], [len(part.highs) for part in parts])
    weights[places] += (
        np.frombuffer(b"".join(part.highs for part in parts), dtype=np.uint8).astype(np.int32) << 8
    )
    numbers = np.frombuffer(b"".join(part.numbers for part in parts), dtype="<u4").astype(np.uint32)
    return numbers, weights, begins


def _matrix_of(items: Sequence[Item]) -> tuple[Any, Any]:
    """Return the distinct terms of some articles, and their weights as a matrix of articles by terms."""
    import numpy as np
    from scipy.sparse import csr_matrix

    terms, weights, begins = _flat(items)
    ids, columns = np.unique(terms, return_inverse=True)
    return ids, csr_matrix((weights, columns, begins), shape=(len(items), len(ids)))


def _columns_of(items: Sequence[Item], ids: Any) -> Any:
    """Return the weights of other articles for these terms, as a matrix of terms by articles."""
    import numpy as np
    from scipy.sparse import csr_matrix

    terms, weights, begins = _flat(items)
    places = np.searchsorted(ids, terms)
    places[places == len(ids)] = 0
    known = ids[places] == terms if len(ids) else np.zeros(len(terms), dtype=bool)
    rows = np.repeat(np.arange(len(items)), np.diff(begins))
    return csr_matrix((weights[known], (places[known], rows[known])), shape=(len(ids), len(items)))
