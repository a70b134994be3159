"""Which pairs of passages are worth a closer look: those that share words that few others share."""

from __future__ import annotations

from collections.abc import Sequence

from reader.comparison.rows import STOP_WEIGHT, Row, Vocabulary

COMMON = 60
"""A word in more right passages than this leads to no candidates: its weight is next to nothing, and
skipping it keeps the work linear in the length of the texts."""
LEAST_SHARE = 0.10
"""Least part of the lighter passage's weight that must be shared."""
MOST = 10
"""A pair must be among so many best of its left or of its right passage."""
FEW = 100
"""Two texts with no more pairs than this are looked at pair by pair."""
RELATED = 0.5
"""What a related word counts beside the same word."""


def candidates(left: Sequence[Row], right: Sequence[Row], vocabulary: Vocabulary) -> list[dict[int, float]]:
    """Return for each left passage the right ones worth a look, with the weight of what the two share."""
    weights, holders, related = vocabulary.weights, vocabulary.holders, vocabulary.related
    everything = len(left) * len(right) <= FEW
    worded = [j for j, row in enumerate(right) if row.keys]
    left_mass = [mass(row, vocabulary) for row in left]
    right_mass = [mass(row, vocabulary) for row in right]
    shares: list[dict[int, float]] = []
    best_of_right: list[list[float]] = [[] for _ in right]
    for row, row_mass in zip(left, left_mass, strict=True):
        shared = dict.fromkeys(worded, 0.0) if everything and row.keys else {}
        for key in row.content:
            where = holders.get(key, ())
            if len(where) <= COMMON:
                weight = weights[key]
                for j in where:
                    shared[j] = shared.get(j, 0.0) + weight
            for other in related.get(key, ()):
                where = holders.get(other, ())
                if len(where) <= COMMON:
                    weight = RELATED * min(weights[key], weights[other])
                    for j in where:
                        if key not in right[j].content:
                            shared[j] = shared.get(j, 0.0) + weight
        if not everything:
            shared = {j: w for j, w in shared.items() if w >= LEAST_SHARE * min(row_mass, right_mass[j])}
        shares.append(shared)
        for j, weight in shared.items():
            best_of_right[j].append(weight)
    if everything:
        return shares
    right_cut = [sorted(weights_of, reverse=True)[MOST - 1 : MOST] for weights_of in best_of_right]
    kept: list[dict[int, float]] = []
    for shared in shares:
        cut = sorted(shared.values(), reverse=True)[MOST - 1 : MOST]
        kept.append(
            {
                j: w
                for j, w in shared.items()
                if not cut or w >= cut[0] or not right_cut[j] or w >= right_cut[j][0]
            }
        )
    return kept


def mass(row: Row, vocabulary: Vocabulary) -> float:
    """Return the weight of all words of a passage."""
    weights = vocabulary.weights
    return sum(weights[key] for key in row.content) + STOP_WEIGHT * len(row.stops)
