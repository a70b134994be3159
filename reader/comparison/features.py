"""What speaks for and against a link between two passages, as numbers.

Every feature treats the two sides alike, so that swapping the texts changes nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import log, log1p, sqrt

from rapidfuzz.distance import Indel

from reader.comparison.candidates import mass
from reader.comparison.rows import STOP_WEIGHT, Row, Vocabulary

RELATED_WEIGHT = 0.7
"""What a related word ("accord" for "treaty") counts beside the same word, in the features."""

NAMES = (
    "rare words shared",  # log of the summed rarity of shared words
    "rare words shared, no names",
    "cover of the better covered side",
    "cover of the worse covered side",
    "cover with related words, better side",
    "cover with related words, worse side",
    "same words in the same order",
    "covered on both sides, long texts",
    "rare words shared, long texts",
    "length of the texts",
    "depth in the texts",
    "lead over rivals, narrower",
    "lead over rivals, wider",
    "lead in weight, narrower",
    "share with neighbours",
    "neighbours in step",
    "names in common",
    "quoted words in common",
    "only one side quotes",
    "both sides quote",
    "figures differ",
    "one side negates",
    "shortness",
    "figures in common",
)
_LONGEST = log(60 * 60)


def all_features(
    left: Sequence[Row], right: Sequence[Row], vocabulary: Vocabulary, shares: list[dict[int, float]]
) -> dict[tuple[int, int], list[float]]:
    """Return the features of every candidate pair by its left and right index, in the order of `NAMES`.

    Args:
        left: The left passages.
        right: The right passages.
        vocabulary: What their words are worth.
        shares: For each left passage its candidates, with the weight that the two share.
    """
    left_mass = [mass(row, vocabulary) for row in left]
    right_mass = [mass(row, vocabulary) for row in right]
    length = min(_LONGEST, log(max(1, len(left) * len(right))))
    found: dict[tuple[int, int], list[float]] = {}
    covers: list[dict[int, float]] = []
    for i, shared in enumerate(shares):
        row_covers: dict[int, float] = {}
        for j in shared:
            values = _pair_features(left[i], right[j], left_mass[i], right_mass[j], vocabulary)
            row_covers[j] = values[5]
            values[7] *= length
            values[8] *= length
            values[9] = length
            values[10] = log1p(max(i, j))
            found[i, j] = values
        covers.append(row_covers)
    cover_rivals, weight_rivals = _rivals(covers, len(right)), _rivals(shares, len(right))
    for (i, j), values in found.items():
        a, b = cover_rivals[0][i], cover_rivals[1][j]
        cover = covers[i][j]
        lead_left, lead_right = cover - _best_other(a, cover), cover - _best_other(b, cover)
        values[11], values[12] = min(lead_left, lead_right), max(lead_left, lead_right)
        weight = shares[i][j]
        values[13] = weight - max(
            _best_other(weight_rivals[0][i], weight), _best_other(weight_rivals[1][j], weight)
        )
        above = shares[i - 1] if i else {}
        below = shares[i + 1] if i + 1 < len(shares) else {}
        here = shares[i]
        values[14] = max(above.get(j, 0.0), below.get(j, 0.0), here.get(j - 1, 0.0), here.get(j + 1, 0.0))
        values[15] = above.get(j - 1, 0.0) + below.get(j + 1, 0.0)
    return found


def _pair_features(
    x: Row, y: Row, x_mass: float, y_mass: float, vocabulary: Vocabulary
) -> list[float]:
    """Return what can be said of one pair alone; the places of the other features hold 0 or 1 as yet."""
    weights, related, names = vocabulary.weights, vocabulary.related, vocabulary.names
    there, here = y.content, x.content
    shared = rare = rare_plain = shared_names = 0.0
    x_related = y_related = 0.0
    for key in here:
        weight = weights[key]
        if key in there:
            shared += weight
            rare += weight * weight
            if key in names:
                shared_names += weight * weight
            else:
                rare_plain += weight * weight
        elif key in related and any(other in there for other in related[key]):
            x_related += weight
    for key in there:
        if key not in here and key in related and any(other in here for other in related[key]):
            y_related += weights[key]
    stops = STOP_WEIGHT * sum(key in y.stops for key in x.stops)
    x_cover, y_cover = (shared + stops) / (x_mass or 1), (shared + stops) / (y_mass or 1)
    x_soft = (shared + stops + RELATED_WEIGHT * x_related) / (x_mass or 1)
    y_soft = (shared + stops + RELATED_WEIGHT * y_related) / (y_mass or 1)
    x_names = sum(weights[key] ** 2 for key in here if key in names)
    y_names = sum(weights[key] ** 2 for key in there if key in names)
    quoted = sum(key in y.quoted for key in x.quoted)
    same_figures = sum(any(_near(a, b) for b in y.figures) for a in x.figures)
    return [
        log1p(rare),
        log1p(rare_plain),
        max(x_cover, y_cover),
        min(x_cover, y_cover),
        max(x_soft, y_soft),
        min(x_soft, y_soft),
        Indel.normalized_similarity(x.keys, y.keys),
        sqrt(x_cover * y_cover),
        log1p(rare),
        0.0,
        0.0,
        0.0,
        0.0,
        0.0,
        0.0,
        0.0,
        shared_names / sqrt(x_names * y_names) if shared_names else 0.0,
        quoted / min(len(x.quoted), len(y.quoted)) if quoted else 0.0,
        abs(x.quoted_share - y.quoted_share),
        min(x.quoted_share, y.quoted_share),
        float(bool(x.figures and y.figures and not same_figures)),
        float(x.negated != y.negated),
        1 / (1 + min(len(here), len(there))),
        float(min(2, same_figures)),
    ]


def _near(a: float, b: float) -> bool:
    """Tell whether two figures are the same, or the one a rounding of the other ("14.96" and "15 million")."""
    return a == b or (min(a, b) > 2100 and abs(a - b) <= 0.03 * max(a, b))


def _rivals(
    values: list[dict[int, float]], right_count: int
) -> tuple[list[tuple[float, float]], list[tuple[float, float]]]:
    """Return the two highest values of each left and of each right passage."""
    left = [_two_best(row.values()) for row in values]
    by_right: list[list[float]] = [[] for _ in range(right_count)]
    for row in values:
        for j, value in row.items():
            by_right[j].append(value)
    return left, [_two_best(column) for column in by_right]


def _two_best(values: Iterable[float]) -> tuple[float, float]:
    best = second = 0.0
    for value in values:
        if value > best:
            best, second = value, best
        elif value > second:
            second = value
    return best, second


def _best_other(two: tuple[float, float], own: float) -> float:
    return two[1] if own >= two[0] else two[0]
