"""What a contrast between two articles is: the face of every lens of the compare screen.

Each lens (quotes, figures, names …) is computed by a module of its own and answers with a `LensReport`, so
that screens, plain text, JSON and the exports show all of them in one way. A finding points to its passages
and never judges: two figures *differ*, a passage has *no match found here*.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from reader.article import Span


class Lens(StrEnum):
    """The lenses, in the order of their keys 1–9."""

    TEXT = "text"
    ONLY_HERE = "only-here"
    QUOTES = "quotes"
    FIGURES = "figures"
    NAMES = "names"
    WORDING = "wording"
    ORDER = "order"
    COPY = "copy"
    TIME = "time"


class Contrast(StrEnum):
    """How the two sides of a finding stand to each other."""

    SAME = "same"
    CUT = "cut"
    """One side has less of the same words (a quote cut, a paragraph left shorter)."""
    ALTERED = "altered"
    """The same thing in changed words."""
    OTHER_SPEAKER = "other-speaker"
    """The same quoted words, given to another speaker."""
    DIFFERS = "differs"
    """Values for the same thing are not equal."""
    LABEL = "label"
    """One referent under different labels."""
    MOVED = "moved"
    """The same passage at a clearly different place."""
    ADDED = "added"
    """Not in the source of a copied article (copy trace), or in the later version (time)."""
    ONLY_LEFT = "only-left"
    ONLY_RIGHT = "only-right"


@dataclass(frozen=True, slots=True)
class Said:
    """What one article says, at one place.

    Attributes:
        span: Where: characters of that article's text.
        words: As shown in a table cell: the quoted words between quote marks, a statement in the outlet's
            own words without, the value with its unit, the label, the word.
        by: Who says so (a quote's speaker, a figure's source), as the article names them; "" when unknown.
        verb: The speech verb, as it stands; "" when there is none.
        paragraph: Which paragraph of the article's prose, from 1.
        value: A normalised value where there is one: `2015-03-18`, `14`, `97 percent`, `5000000 USD`.
        by_span: Where the speaker or source stands, so that a reader can check it; None when unknown.
    """

    span: Span
    words: str
    by: str = ""
    verb: str = ""
    paragraph: int = 0
    value: str = ""
    by_span: Span | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """One contrast, or one agreement, between two articles.

    Attributes:
        contrast: How the sides stand to each other.
        subject: What it is about, in a few words: the figure's subject, the referent, the start of the quote.
        left: What the left article says; empty when nothing was found there.
        right: What the right article says.
        reason: One line that says why the two belong together or how they differ, in a reader's terms.
        weak: True for what is less sure (indirect speech, an unsure link), shown apart and fainter.
        weight: For ranking inside a lens, higher first; no score that is shown.
        changes: Spans of the changed words inside `left` and `right`, for marking.
    """

    contrast: Contrast
    subject: str
    left: tuple[Said, ...] = ()
    right: tuple[Said, ...] = ()
    reason: str = ""
    weak: bool = False
    weight: float = 0.0
    changes: tuple[tuple[Span, ...], tuple[Span, ...]] = ((), ())


def seen_from(
    side: int,
    contrast: Contrast,
    subject: str,
    here: tuple[Said, ...],
    there: tuple[Said, ...] = (),
    *,
    reason: str = "",
    weak: bool = False,
    weight: float = 0.0,
) -> Finding:
    """Return a finding as seen from one side, 0 the left and 1 the right: what is here, what is there."""
    left, right = (here, there) if side == 0 else (there, here)
    return Finding(contrast, subject, left, right, reason, weak, weight)


@dataclass(frozen=True, slots=True)
class Count:
    """A line of a lens's summary: the same thing counted on both sides, for example quoted words 61 / 88.

    Attributes:
        label: What is counted, with its unit.
        left: As shown.
        right: As shown.
    """

    label: str
    left: str
    right: str


@dataclass(frozen=True, slots=True)
class LensReport:
    """All that one lens finds between two articles.

    Attributes:
        lens: Which.
        findings: In the order in which they are shown.
        counts: Totals of both sides; no scores.
        notice: One line: that nothing was found, or what was not examined (language, missing time); else "".
    """

    lens: Lens
    findings: tuple[Finding, ...] = ()
    counts: tuple[Count, ...] = ()
    notice: str = ""
