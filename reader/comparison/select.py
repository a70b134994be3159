"""Which of the scored pairs become links: best first, while a pair still explains words of its own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from reader.comparison.candidates import FEW
from reader.comparison.rows import Row, Vocabulary

SURE = 0.97
"""A pair that scores at least this is linked even where better links explain what it shares."""
FRESH = 0.35
"""Least part of the shared weight that no copied wording may have explained."""
COPIED = 0.80
"""From this cover of one side on a link counts as copied wording, which explains the words that it shares.
A link in other words explains nothing: in a short text every passage may tell the same event."""
COPY, SURE_BESIDE_COPY = 0.90, 0.90
"""From this cover of both sides on a link is a copy of the whole passage; in longer texts another link of
either passage must then score at least as much as the second figure."""


def select(
    scores: Mapping[tuple[int, int], float],
    left: Sequence[Row],
    right: Sequence[Row],
    vocabulary: Vocabulary,
    cut: float,
) -> list[tuple[int, int]]:
    """Return the pairs to link, best first.

    A pair is dropped when its shared words are explained, on both sides, by copied wording that is linked
    already: it is the shadow of those links. One passage may still have several links, where each explains
    other words (splits and merges).
    """
    weights = vocabulary.weights
    ranked = sorted((pair for pair, score in scores.items() if score >= cut), key=lambda p: (-scores[p], p))
    explained_left: dict[int, set[str]] = {}
    explained_right: dict[int, set[str]] = {}
    copied_left: set[int] = set()
    copied_right: set[int] = set()
    long_texts = len(left) * len(right) > FEW
    chosen: list[tuple[int, int]] = []
    for i, j in ranked:
        here, there = left[i].content, right[j].content
        shared = [key for key in here if key in there]
        weight = sum(weights[key] for key in shared)
        old_left, old_right = explained_left.get(i, ()), explained_right.get(j, ())
        fresh = sum(weights[key] for key in shared if key not in old_left or key not in old_right)
        if fresh < FRESH * weight and scores[i, j] < SURE:
            continue
        if long_texts and (i in copied_left or j in copied_right) and scores[i, j] < SURE_BESIDE_COPY:
            continue
        chosen.append((i, j))
        masses = sum(weights[key] for key in here), sum(weights[key] for key in there)
        if len(shared) > 2 and weight >= COPY * max(masses):
            copied_left.add(i)
            copied_right.add(j)
        if weight >= COPIED * min(masses):
            explained_left.setdefault(i, set()).update(shared)
            explained_right.setdefault(j, set()).update(shared)
    return chosen
