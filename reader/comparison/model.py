"""What a comparison of two texts consists of. All spans are character offsets, end exclusive."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from reader.article import Span


class Kind(StrEnum):
    """How closely the two passages of a link word the same thing."""

    VERBATIM = "verbatim"
    """The same words in the same order; punctuation and quote marks aside."""
    NEAR_VERBATIM = "near-verbatim"
    """The same sentence but for spelling, punctuation or a few words."""
    PARAPHRASE = "paraphrase"
    """The same thing said in other words."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence (or, rarely, a clause) that can be linked.

    Attributes:
        span: Where it stands in the article's text.
        block: Index of its block among the article's prose blocks, from 0.
    """

    span: Span
    block: int


@dataclass(frozen=True, slots=True)
class Evidence:
    """Why two passages were linked, in terms that a reader understands.

    Attributes:
        words: Shared content words, heaviest first, as the left text writes them.
        names: Shared names.
        figures: Shared figures and dates.
        quotes: Runs of words that both sides put in quote marks.
        conflicts: What speaks against the link, for example "2014 / 2015".
        parts: What raised the score and what lowered it, in points out of 100 that add up to it.
    """

    words: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    figures: tuple[str, ...] = ()
    quotes: tuple[str, ...] = ()
    conflicts: tuple[str, ...] = ()
    parts: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True, slots=True)
class Link:
    """Two passages that say the same thing. One passage may stand in several links.

    Attributes:
        left: Span in the left text.
        right: Span in the right text.
        kind: How closely they are worded.
        score: From 0 to 1; of the links scored .8, about 80 % should be right.
        evidence: Why.
    """

    left: Span
    right: Span
    kind: Kind
    score: float
    evidence: Evidence = Evidence()


@dataclass(frozen=True, slots=True)
class Candidate:
    """The best pairing that was looked at and rejected for a passage without a link.

    Attributes:
        span: The passage on the other side.
        score: Its score, below the cut.
        evidence: What the two share.
    """

    span: Span
    score: float
    evidence: Evidence = Evidence()


@dataclass(frozen=True, slots=True)
class OnlyHere:
    """A passage for which no match was found on the other side.

    Attributes:
        passage: The passage.
        nearest: The best rejected candidate, or None where nothing was even close.
    """

    passage: Passage
    nearest: Candidate | None = None


class Change(StrEnum):
    """What became of a run of words between the two halves of a link."""

    SAME = "same"
    SPELLING = "spelling"
    """Another spelling of the same word: defense / defence, quote marks, case."""
    SWAPPED = "swapped"
    LEFT_ONLY = "left-only"
    RIGHT_ONLY = "right-only"


@dataclass(frozen=True, slots=True)
class Mark:
    """A run of words in the two halves of a link; an empty span on the side that has none."""

    change: Change
    left: Span
    right: Span


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two articles compared.

    Attributes:
        left_passages: All passages of the left article, in order.
        right_passages: All passages of the right article, in order.
        links: In order of their left, then right span.
        only_left: Left passages without a link, in order.
        only_right: Right passages without a link, in order.
        notice: One line that a reader should know, for example that languages differ; else "".
    """

    left_passages: tuple[Passage, ...]
    right_passages: tuple[Passage, ...]
    links: tuple[Link, ...]
    only_left: tuple[OnlyHere, ...]
    only_right: tuple[OnlyHere, ...]
    notice: str = ""
