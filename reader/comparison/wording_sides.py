"""One article as the lens of wording looks at it: what several of its parts ask for, read once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from reader.article import Article, Span
from reader.comparison.contrast import Said
from reader.comparison.model import Passage
from reader.comparison.places import Places, one_line, opening
from reader.comparison.speech import quotations
from reader.comparison.terms import Term, kept_terms
from reader.entities.model import EntityType, Names

_ELSEWHERE = frozenset(
    {
        EntityType.PERSON,
        EntityType.PLACE,
        EntityType.ORGANISATION,
        EntityType.NATIONALITY,
        EntityType.DATE,
        EntityType.NUMBER,
    }
)
"""What the lenses of names and of figures tell, and this one leaves alone."""


class Side:
    """One article with what is looked at more than once."""

    def __init__(self, article: Article, names: Names, passages: Sequence[Passage]) -> None:
        self.article = article
        self.text = article.text
        self.passages = passages
        self.places = Places(article, passages)
        self.quotations = quotations(article, names)
        self.names = [mention.span for mention in names.mentions if mention.type in _ELSEWHERE]

    def row(self, span: Span) -> tuple[Term, ...]:
        """Return the words of a passage."""
        return kept_terms(self.text, span)

    def named(self, span: Span) -> bool:
        """Tell whether a name stands in a span: what a name became is told by the lens of names."""
        return any(name.overlaps(span) for name in self.names)

    def whole(self, span: Span) -> Said:
        """Return an entry for a passage that has nothing of what the other side has."""
        return self.places.said(span, opening(one_line(self.text, span)))


def home(span: Span, passages: Iterable[Passage]) -> Span | None:
    """Return the passage that a stretch begins in or reaches into, or None."""
    return next((p.span for p in passages if p.span.overlaps(span)), None)
