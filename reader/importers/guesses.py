"""The review list: what was concluded rather than stated, how sure it is, and which line it came from."""

from __future__ import annotations

from dataclasses import dataclass

from reader.article import Article, Field, Provenance

_REVIEWED = ("headline", "outlet", "published", "agency", "section", "byline")
"""Fields that are worth a look, the ones that comparisons hang on first."""

_NEEDED = ("headline", "outlet", "published")
_SURE = 0.75
_STATED = {
    Provenance.STATED: "stated in the text",
    Provenance.FEED: "given by its source",
    Provenance.URL: "from the page's address",
    Provenance.INFERRED: "inferred",
    Provenance.FILE: "from the file's place",
    Provenance.USER: "set by you",
}


@dataclass(frozen=True, slots=True)
class Guess:
    """A field that somebody should look at.

    Attributes:
        field: Its name, as in a sidecar (`date`, not `published`).
        value: What was found; "" when nothing was.
        confidence: From 0 to 1; 0 when nothing was found.
        line_number: Of the line that it came from, from 1; 0 when it stands on none.
        reason: How it was found, in the reader's terms.
    """

    field: str
    value: str
    confidence: float
    line_number: int
    reason: str


def guesses(article: Article) -> list[Guess]:
    """Return what is missing or not sure in an article, the least sure first.

    Whatever the reader set is sure.
    """
    found: list[Guess] = []
    for name in _REVIEWED:
        field: Field | None = getattr(article, name)
        shown = "date" if name == "published" else name
        if field is None:
            if name in _NEEDED:
                found.append(Guess(shown, "", 0.0, 0, "not found"))
            continue
        confidence = _confidence(article, name, field)
        if field.provenance is Provenance.USER or confidence >= _SURE:
            continue
        reason = field.reason or _STATED[field.provenance]
        found.append(Guess(shown, field.value, confidence, _line_number(article, field), reason))
    return sorted(found, key=lambda guess: guess.confidence)


def needs_review(article: Article) -> bool:
    """Tell whether the review list has this article."""
    return bool(guesses(article))


def _confidence(article: Article, name: str, field: Field) -> float:
    """Return how sure a field is: for a headline found by its look, as sure as its line."""
    if name != "headline" or field.span is None:
        return field.confidence
    line = next((line for line in article.lines if line.span.overlaps(field.span)), None)
    return min(field.confidence, line.confidence) if line is not None else field.confidence


def _line_number(article: Article, field: Field) -> int:
    return article.text.count("\n", 0, field.span.start) + 1 if field.span is not None else 0
