"""Link the passages of two texts that say the same thing.

The stages, each a module of its own: `rows` reads the passages, `candidates` finds pairs worth a look,
`features` says what speaks for and against each, `score` weighs it, `select` chooses, `evidence` says why.
For two texts as they are, `verbatim` adds stretches that were copied across sentence borders.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from reader.article import Span
from reader.comparison.candidates import candidates
from reader.comparison.conflicts import Pair, hold_down
from reader.comparison.evidence import evidence_of, kind_of
from reader.comparison.features import all_features
from reader.comparison.languages import not_linked
from reader.comparison.model import Candidate, Evidence, Link
from reader.comparison.points import points
from reader.comparison.rows import Row, rows, vocabulary
from reader.comparison.score import frozen_weights
from reader.comparison.select import select
from reader.comparison.verbatim import join_copied
from reader.text.language import detect_language
from reader.text.sentences import sentences

NEAREST = 0.03
"""A rejected pair that scores less than this is not worth showing as the nearest."""

LONG_ENOUGH = 400
"""Characters from which on a text's language can be told by its small words."""
SAMPLE = 1000
"""Characters that are enough to tell it."""


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


def link_texts(a: str, b: str, *, evidence: bool = True) -> tuple[Link, ...]:
    """Return the links between two texts taken as they are; a line break always ends a sentence.

    Passages are sentences, but a stretch that was copied across sentence borders is one link, as long as
    the copy is. Texts in different languages have no links; `languages_differ` says so.

    Args:
        a: The left text.
        b: The right text.
        evidence: Whether to say why; without it linking takes a tenth less time.
    """
    languages = [language for language in (_language_of(a), _language_of(b)) if language]
    if len(set(languages)) > 1:
        return ()
    language = languages[0] if languages else "en"
    with _without_collector():
        scoring = _Scoring(a, rows(a, sentences(a), language), b, rows(b, sentences(b), language), language)
        links = scoring.links(frozen_weights().cut, evidence=evidence)
        return join_copied(a, scoring.left, b, scoring.right, links)


def languages_differ(a: str, b: str) -> str:
    """Return why two texts as they are are not linked, or "" where their languages do not differ."""
    left, right = _language_of(a), _language_of(b)
    return not_linked(left, right) if left and right and left != right else ""


def link_passages(
    a: str,
    left: Sequence[Span],
    b: str,
    right: Sequence[Span],
    language: str = "en",
    cut: float | None = None,
) -> Linking:
    """Link the passages `left` of text `a` with the passages `right` of text `b`.

    Args:
        a: The left text.
        left: Its passages in order, never overlapping, in characters of `a`.
        b: The right text.
        right: Its passages likewise.
        language: ISO 639-1 code of both texts; stems are taken by it.
        cut: Pairs that score less are not linked; when None the cut at which F1 is best.
    """
    with _without_collector():
        scoring = _Scoring(a, rows(a, left, language), b, rows(b, right, language), language)
    links = scoring.links(frozen_weights().cut if cut is None else cut)
    linked_left, linked_right = {link.left for link in links}, {link.right for link in links}
    nearest_left: dict[int, Candidate] = {}
    nearest_right: dict[int, Candidate] = {}
    scores = scoring.scores
    for i, j in sorted(scores, key=lambda p: (-scores[p], p)):
        if left[i] not in linked_left and i not in nearest_left:
            nearest_left[i] = Candidate(right[j], round(scores[i, j], 4), scoring.evidence(i, j))
        if right[j] not in linked_right and j not in nearest_right:
            nearest_right[j] = Candidate(left[i], round(scores[i, j], 4), scoring.evidence(i, j))
    return Linking(links, nearest_left, nearest_right)


@contextmanager
def _without_collector() -> Iterator[None]:
    """Keep Python from looking for circles: linking makes none, and it takes a third of the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _language_of(text: str) -> str:
    """Return the language of a text, or "" where it cannot be told: a few Latin words are not enough."""
    if len(text) < LONG_ENOUGH and text.isascii():
        return ""
    return detect_language(text[:SAMPLE])


class _Scoring:
    """Two texts read, and every pair of their passages that is worth a look scored."""

    def __init__(self, a: str, left: list[Row], b: str, right: list[Row], language: str) -> None:
        self.a, self.left, self.b, self.right = a, left, b, right
        self.words = vocabulary(left, right, language)
        features = all_features(left, right, self.words, candidates(left, right, self.words))
        weights = frozen_weights()
        self.scores: dict[Pair, float] = {}
        self.features: dict[Pair, list[float]] = {}
        for pair, values in features.items():
            score = weights.probability(values)
            if score >= NEAREST:  # The others are never shown, and they are most.
                self.scores[pair], self.features[pair] = score, values
        self.conflicts = hold_down(self.scores, self.features, a, left, b, right, self.words)

    def links(self, cut: float, *, evidence: bool = True) -> tuple[Link, ...]:
        """Return the links that score at least `cut`, in order of their spans."""
        chosen = select(self.scores, self.left, self.right, self.words, cut)
        return tuple(
            Link(
                self.left[i].span,
                self.right[j].span,
                kind_of(self.left[i], self.right[j]),
                round(self.scores[i, j], 4),
                self.evidence(i, j) if evidence else Evidence(),
            )
            for i, j in sorted(chosen)
        )

    def evidence(self, i: int, j: int) -> Evidence:
        """Return what speaks for and against one pair."""
        parts = points(frozen_weights(), self.features[i, j], round(self.scores[i, j], 4))
        told = self.conflicts.get((i, j), ())
        return evidence_of(self.a, self.left[i], self.right[j], self.words, told, parts)
