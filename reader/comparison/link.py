"""Link the passages of two texts that say the same thing.

The stages, each a module of its own: `rows` reads the passages, `candidates` finds pairs worth a look, `features` says what
speaks for and against each, `score` weighs it, `select` chooses, `evidence` says why. For two texts as they are,
`verbatim` adds stretches that were copied across sentence borders.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reader.article import Span
from reader.comparison.candidates import candidates
from reader.comparison.evidence import evidence_of, kind_of
from reader.comparison.features import all_features
from reader.comparison.model import Candidate, Link
from reader.comparison.rows import rows, vocabulary
from reader.comparison.score import frozen_weights
from reader.comparison.select import select
from reader.comparison.verbatim import join_copied
from reader.text.sentences import sentences

NEAREST = 0.03
"""A rejected pair that scores less than this is not worth showing as the nearest."""


@dataclass(frozen=True, slots=True)
class Linking:
    """What linking two lists of passages gave.

    Attributes:
        links: In order of their left, then right span.
        nearest_left: For each left passage without a link its best rejected candidate, by passage index.
        nearest_right: The same for the right passages; its span lies in the left text.
    """

    links: tuple[Link, ...]
    nearest_left: dict[int, Candidate]
    nearest_right: dict[int, Candidate]


def link_texts(a: str, b: str) -> tuple[Link, ...]:
    """Return the links between two texts taken as they are; a line break always ends a sentence.

    Passages are sentences, but a stretch that was copied across sentence borders is one link, as long as
    the copy is.
    """
    left, right = sentences(a), sentences(b)
    return join_copied(a, left, b, right, link_passages(a, left, b, right).links)


def link_passages(a: str, left: Sequence[Span], b: str, right: Sequence[Span]) -> Linking:
    """Link the passages `left` of text `a` with the passages `right` of text `b`.

    Args:
        a: The left text.
        left: Its passages in order, never overlapping, in characters of `a`.
        b: The right text.
        right: Its passages likewise.
    """
    left_rows, right_rows = rows(a, left), rows(b, right)
    words = vocabulary(left_rows, right_rows)
    weights = frozen_weights()
    features = all_features(left_rows, right_rows, words, candidates(left_rows, right_rows, words))
    scores = {pair: weights.probability(values) for pair, values in features.items()}
    chosen = select(scores, left_rows, right_rows, words, weights.cut)
    links = [
        Link(
            left[i],
            right[j],
            kind_of(left_rows[i], right_rows[j]),
            round(scores[i, j], 4),
            evidence_of(a, left_rows[i], right_rows[j], words, weights.parts(features[i, j])),
        )
        for i, j in chosen
    ]
    linked_left, linked_right = {i for i, _ in chosen}, {j for _, j in chosen}
    best_left: dict[int, tuple[int, int]] = {}
    best_right: dict[int, tuple[int, int]] = {}
    for pair in sorted((p for p, s in scores.items() if s >= NEAREST), key=lambda p: (-scores[p], p)):
        if pair[0] not in linked_left:
            best_left.setdefault(pair[0], pair)
        if pair[1] not in linked_right:
            best_right.setdefault(pair[1], pair)

    def candidate(span: Span, pair: tuple[int, int]) -> Candidate:
        i, j = pair
        parts = weights.parts(features[pair])
        return Candidate(
            span, round(scores[pair], 4), evidence_of(a, left_rows[i], right_rows[j], words, parts)
        )

    return Linking(
        tuple(sorted(links, key=lambda link: (link.left, link.right))),
        {i: candidate(right[pair[1]], pair) for i, pair in sorted(best_left.items())},
        {j: candidate(left[pair[0]], pair) for j, pair in sorted(best_right.items())},
    )
