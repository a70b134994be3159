"""Passages that speak of one thing without saying the same: what is too weak for a link and worth a look.

"Has recalled its ambassador" and "the so-called recall of the ambassador had long been expected" are not one
statement, and a reader who compares wording and order wants both under one eye.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from reader.article import Article, Span
from reader.comparison.model import Comparison, Passage
from reader.comparison.terms import kept_terms

_RARE = 3  # Passages of a side up to which a word that stands in them tells what they are about.
_MUCH = 1.6  # From which it is enough that one of the two has no better partner.
_SHARED = 2  # Rare words that two passages share at least.
_NEAR = 0.5  # Score of a rejected candidate from which it is worth a look.
_WORTH = 1.2  # What the shared words are worth together: a word in one passage a side counts 1.


def echoes(comparison: Comparison, left: Article, right: Article) -> tuple[tuple[Span, Span], ...]:
    """Return pairs of passages that are not linked and may speak of one thing; in the order of the left.

    These are links that were nearly sure enough, and pairs that share rare words and have no better such
    partner. All of it is unsure and must be shown so.
    """
    if not comparison.left_passages or not comparison.right_passages:
        return ()
    here, there = _keys(left, comparison.left_passages), _keys(right, comparison.right_passages)
    counts = Counter(k for keys in here for k in keys), Counter(k for keys in there for k in keys)
    rare = {key for key in counts[0] if counts[0][key] <= _RARE and 0 < counts[1][key] <= _RARE}
    holders: dict[str, list[int]] = {}
    for j, keys in enumerate(there):
        for key in sorted(keys & rare):
            holders.setdefault(key, []).append(j)
    linked = {(link.left, link.right) for link in comparison.links}
    worth: dict[tuple[int, int], float] = {}
    shared: Counter[tuple[int, int]] = Counter()
    for i, keys in enumerate(here):
        for key in sorted(keys & rare):
            for j in holders[key]:
                worth[i, j] = worth.get((i, j), 0.0) + 2 / (counts[0][key] + counts[1][key])
                shared[i, j] += 1
    pairs = [
        (value, i, j)
        for (i, j), value in worth.items()
        if shared[i, j] >= _SHARED
        and value >= _WORTH
        and (comparison.left_passages[i].span, comparison.right_passages[j].span) not in linked
    ]
    best_left: dict[int, float] = {}
    best_right: dict[int, float] = {}
    for value, i, j in pairs:
        best_left[i] = max(value, best_left.get(i, 0))
        best_right[j] = max(value, best_right.get(j, 0))
    found = {
        (comparison.left_passages[i].span, comparison.right_passages[j].span)
        for value, i, j in pairs
        if (value == best_left[i]) + (value == best_right[j]) > (value < _MUCH)
    }
    return tuple(sorted(found | _nearly(comparison)))


def _nearly(comparison: Comparison) -> set[tuple[Span, Span]]:
    """Return the best rejected candidates that were not far from a link."""
    sides = comparison.only_left, comparison.only_right
    near = [
        [
            (only.passage.span, only.nearest.span)
            for only in side
            if only.nearest and only.nearest.score >= _NEAR
        ]
        for side in sides
    ]
    return {*near[0], *((there, here) for here, there in near[1])}


def _keys(article: Article, passages: Sequence[Passage]) -> list[set[str]]:
    return [
        {term.key for term in kept_terms(article.text, passage.span) if term.content} for passage in passages
    ]
