"""What speaks for and against a link between two passages, as numbers.

Every feature treats the two sides alike, so that swapping the texts changes nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import fsum, log, log1p, sqrt

from rapidfuzz.distance import Indel

from reader.comparison.candidates import mass
from reader.comparison.rows import STOP_WEIGHT, Row, Vocabulary

RELATED_WEIGHT = 0.7
"""What a related word ("accord" for "treaty") counts beside the same word, in the features."""

NAMES = (
    "rare words shared, no names",
    "rare words shared, long texts",
    "words covered, better side",
    "words covered, worse side",
    "same order",
    "names in common",
    "quoted words in common",
    "both sides quote",
    "one side quotes",
    "figures differ",
    "one side negates",
    "lead over rivals",
    "share with neighbours",
    "length of the texts",
    "depth in the texts",
)
"""What the features are called, in the order in which they are given."""
SAME_ORDER = NAMES.index("same order")
_LEAD, _NEIGHBOURS, _LENGTH, _DEPTH = 11, 12, 13, 14
_LONGEST = log(60 * 60)


class _Read:
    """A passage with what the features ask of it again and again."""

    __slots__ = ("mass", "name_mass", "names", "relatives", "row")

    def __init__(self, row: Row, vocabulary: Vocabulary) -> None:
        weights, related = vocabulary.weights, vocabulary.related
        self.row = row
        self.mass = mass(row, vocabulary)
        self.names = row.content.keys() & vocabulary.names
        self.name_mass = sum([weights[key] ** 2 for key in row.content if key in self.names])
        # By a word of the other text, the words here that it can stand for.
        self.relatives: dict[str, list[str]] = {}
        for key in row.content:
            for other in related.get(key, ()):
                self.relatives.setdefault(other, []).append(key)


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
    right_read = [_Read(row, vocabulary) for row in right]
    # Among few passages a pair is likelier to belong together from the outset.
    length = min(_LONGEST, log(max(1, len(left) * len(right))))
    found: dict[tuple[int, int], list[float]] = {}
    for i, shared in enumerate(shares):
        if not shared:
            continue
        here = _Read(left[i], vocabulary)
        for j in shared:
            values = _pair_features(here, right_read[j], vocabulary.weights)
            values[1] *= length
            values[_LENGTH] = length
            values[_DEPTH] = log1p(max(i, j))  # What comes early is the news, what comes late is background.
            found[i, j] = values
    _add_context(found, shares, len(right))
    return found


def _add_context(
    found: dict[tuple[int, int], list[float]], shares: list[dict[int, float]], right_count: int
) -> None:
    """Set the features that look at other pairs: rivals for the same passages, and neighbours."""
    best_left = [[0.0, 0.0] for _ in shares]
    best_right = [[0.0, 0.0] for _ in range(right_count)]
    for (i, j), values in found.items():
        cover = values[3]
        for best in (best_left[i], best_right[j]):
            if cover > best[0]:
                best[1], best[0] = best[0], cover
            elif cover > best[1]:
                best[1] = cover
    nothing: dict[int, float] = {}
    for (i, j), values in found.items():
        cover = values[3]
        rivals = [best[1] if cover >= best[0] else best[0] for best in (best_left[i], best_right[j])]
        values[_LEAD] = cover - min(rivals)
        above = shares[i - 1] if i else nothing
        below = shares[i + 1] if i + 1 < len(shares) else nothing
        values[_NEIGHBOURS] = max(
            above.get(j, 0.0), below.get(j, 0.0), shares[i].get(j - 1, 0.0), shares[i].get(j + 1, 0.0)
        )


def _pair_features(here: _Read, there: _Read, weights: Mapping[str, float]) -> list[float]:
    """Return what can be said of one pair by itself; places of features that need more hold 0."""
    x, y = here.row, there.row
    shared = rare = shared_names = 0.0
    for key in sorted(x.content.keys() & y.content.keys()):  # Sums of floats depend on their order.
        weight = weights[key]
        shared += weight
        rare += weight * weight
        if key in here.names:
            shared_names += weight * weight
    shared += STOP_WEIGHT * len(x.stops.keys() & y.stops.keys())
    x_cover = (shared + RELATED_WEIGHT * _related(here, there, weights)) / (here.mass or 1)
    y_cover = (shared + RELATED_WEIGHT * _related(there, here, weights)) / (there.mass or 1)
    quoted = len(x.quoted.keys() & y.quoted.keys()) if x.quoted and y.quoted else 0
    return [
        log1p(max(0.0, rare - shared_names)),
        log1p(rare),
        max(x_cover, y_cover),
        min(x_cover, y_cover),
        Indel.normalized_similarity(x.keys, y.keys),
        shared_names / sqrt(here.name_mass * there.name_mass) if shared_names else 0.0,
        (quoted / min(len(x.quoted), len(y.quoted))) ** 2 if quoted else 0.0,
        min(x.quoted_share, y.quoted_share),
        abs(x.quoted_share - y.quoted_share),
        float(bool(x.figures and y.figures) and not any(near(a, b) for a in x.figures for b in y.figures)),
        float(x.negated != y.negated),
        0.0,
        0.0,
        0.0,
        0.0,
    ]


def _related(here: _Read, there: _Read, weights: Mapping[str, float]) -> float:
    """Return the weight of the words of one passage that a related word of the other stands for."""
    content = there.row.content
    common = here.relatives.keys() & content.keys()
    if not common:
        return 0.0
    return fsum(
        [weights[key] for key in {k for c in common for k in here.relatives[c]} if key not in content]
    )


def near(a: float, b: float) -> bool:
    """Tell whether two figures are the same, or one a rounding of the other ("14.96" and "15 million")."""
    return a == b or (min(a, b) > 2100 and abs(a - b) <= 0.03 * max(a, b))
