"""Which pairs of passages are worth a closer look: those that share words that few others share.

The work per passage is bounded, so it grows with the length of the texts and not with its square: a passage
follows its rarest words first, and only so many of their places. Passages in the very same words find one
another without any rare word.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from heapq import heappush, heapreplace

from reader.comparison.rows import STOP_WEIGHT, Row, Vocabulary

PLACES = 200
"""Places of its words in the other text that one passage follows, the rarest words' first."""
LEAST_WAYS = 3
"""A passage that follows fewer words than this has no rare ones; phrases lead on from it."""
LEAST_SHARE = 0.10
"""Least part of the lighter passage's weight that must be shared."""
PHRASE = 5
"""Words in a run that leads from one passage to another where no single word does."""
MOST = 4
"""A pair must be among so many best of its left or of its right passage."""
FEW = 100
"""Two texts with no more pairs than this are looked at pair by pair."""
RELATED = 0.5
"""What a related word counts beside the same word."""


def candidates(left: Sequence[Row], right: Sequence[Row], vocabulary: Vocabulary) -> list[dict[int, float]]:
    """Return for each left passage the right ones worth a look, with the weight of what the two share."""
    if len(left) * len(right) <= FEW:
        worded = dict.fromkeys((j for j, row in enumerate(right) if row.keys), 0.0)
        return [worded | _shared(row, right, vocabulary)[0] if row.keys else {} for row in left]
    right_mass = [mass(row, vocabulary) for row in right]
    found: list[dict[int, float]] = []
    # Of each right passage its best pairs so far, the worst first.
    best_of_right: list[list[tuple[float, int]]] = [[] for _ in right]
    phrases: _Phrases | None = None
    for i, row in enumerate(left):
        shared, is_common = _shared(row, right, vocabulary)
        least = LEAST_SHARE * mass(row, vocabulary)
        shared = {j: w for j, w in shared.items() if w >= least or w >= LEAST_SHARE * right_mass[j]}
        if is_common:
            phrases = _phrases(right) if phrases is None else phrases
            for j in _same_phrase(row, phrases):
                shared[j] = _common_mass(row, right[j], vocabulary)
        for j, weight in shared.items():
            if len(best_of_right[j]) < MOST:
                heappush(best_of_right[j], (weight, -i))
            elif (weight, -i) > best_of_right[j][0]:
                heapreplace(best_of_right[j], (weight, -i))
        best = sorted(shared, key=lambda j: (-shared[j], j))[:MOST] if len(shared) > MOST else shared
        found.append({j: shared[j] for j in best})
    for j, ranked in enumerate(best_of_right):
        for weight, negative in ranked:
            found[-negative].setdefault(j, weight)
    for i, j in _same_words(left, right):
        found[i][j] = _common_mass(left[i], right[j], vocabulary)
    return found


def _common_mass(x: Row, y: Row, vocabulary: Vocabulary) -> float:
    return sum(vocabulary.weights[key] for key in x.content if key in y.content)


def _shared(row: Row, right: Sequence[Row], vocabulary: Vocabulary) -> tuple[dict[int, float], bool]:
    """Return what a left passage shares with right ones, and whether all its words are too common to tell."""
    weights, holders, related = vocabulary.weights, vocabulary.holders, vocabulary.related
    # Each way from a word to the other text: by the same word, or by one that can stand for it.
    ways: list[tuple[list[int], float, str]] = []
    for key in row.content:
        where = holders.get(key)
        if where:
            ways.append((where, weights[key], ""))
        for other in related.get(key, ()):
            where = holders.get(other)
            if where and other not in row.content:  # What both sides have stands for itself.
                ways.append((where, RELATED * min(weights[key], weights[other]), key))
    if sum(len(where) for where, _, _ in ways) > PLACES:
        ways.sort(key=lambda way: len(way[0]))
    shared: dict[int, float] = {}
    places = 0
    for followed, (where, weight, instead_of) in enumerate(ways):
        places += len(where)
        if places > PLACES:
            return shared, followed < LEAST_WAYS
        for j in where:
            if not instead_of or instead_of not in right[j].content:
                shared[j] = shared.get(j, 0.0) + weight
    return shared, False


def _same_words(left: Sequence[Row], right: Sequence[Row]) -> Iterator[tuple[int, int]]:
    """Yield passages in the very same words: of the first such on either side, the second, and so on."""
    places: dict[tuple[str, ...], list[int]] = {}
    for j in reversed(range(len(right))):
        if right[j].content:
            places.setdefault(tuple(right[j].keys), []).append(j)
    for i, row in enumerate(left):
        where = places.get(tuple(row.keys))
        if where:
            # Once all have their partner, the last one stays for those that are left.
            yield i, where.pop() if len(where) > 1 else where[0]


_Phrases = dict[tuple[str, ...], list[int]]


def _phrases(right: Sequence[Row]) -> _Phrases:
    """Return the first places of every phrase of the right passages."""
    places: _Phrases = {}
    for j, row in enumerate(right):
        for start in range(len(row.keys) - PHRASE + 1):
            where = places.setdefault(tuple(row.keys[start : start + PHRASE]), [])
            if len(where) < MOST:
                where.append(j)
    return places


def _same_phrase(row: Row, phrases: _Phrases) -> set[int]:
    """Return right passages that share a run of words with a left one."""
    starts = range(len(row.keys) - PHRASE + 1)
    return {j for start in starts for j in phrases.get(tuple(row.keys[start : start + PHRASE]), ())}


def mass(row: Row, vocabulary: Vocabulary) -> float:
    """Return the weight of all words of a passage."""
    weights = vocabulary.weights
    return sum(weights[key] for key in row.content) + STOP_WEIGHT * len(row.stops)
