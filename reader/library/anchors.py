"""Text anchors: a passage remembered so that it is found again after the text around it has changed.

An anchor keeps the offsets, the quoted words and a little of what stands before and after. While the article
is the same, the offsets answer; after another cleaning or in a later version the words are sought, and of
several places the one with the most fitting surroundings, then the nearest, is taken.
A few characters stand in many texts, so they count as found only where their surroundings fit too. (The same
idea as the W3C's TextQuoteSelector with TextPositionSelector.)
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from reader.article import Article, Span

CONTEXT = 32
"""Characters kept before and after the quoted words."""
SHORT = 20
"""A quote of fewer characters is found elsewhere only if half of its surroundings are there too."""


@dataclass(frozen=True, slots=True)
class Anchor:
    """A stretch of an article's text, found again by its words.

    Attributes:
        article: The article's id, which is another one once the source's content has changed.
        source: Where the article came from, which stays when the content changes; "" when it says nothing.
        span: Where it stood when it was made.
        quote: The words, as they stood.
        before: Up to `CONTEXT` characters before them.
        after: Up to `CONTEXT` characters after them.
        occurrence: Which occurrence of these words in its article it is, from 1. It tells units of coding
            apart and is no part of what the anchor is.
    """

    article: str
    source: str
    span: Span
    quote: str
    before: str = ""
    after: str = ""
    occurrence: int = field(default=1, compare=False)

    @classmethod
    def of(cls, article: Article, span: Span) -> Anchor:
        """Make the anchor of a span of an article's text."""
        text = article.text
        return cls(
            article.id,
            _lasting(article.source),
            Span(*span),
            span.of(text),
            text[max(0, span.start - CONTEXT) : span.start],
            text[span.end : span.end + CONTEXT],
            1 + (text.count(span.of(text), 0, span.end - 1) if span.end > span.start else 0),
        )

    def is_of(self, article: Article) -> bool:
        """Tell whether the anchor was made in this article, or in another version of the same source."""
        return self.article == article.id or (bool(self.source) and self.source == _lasting(article.source))

    def find(self, text: str) -> Span | None:
        """Return where the quoted words stand in `text` now, or None when they are gone."""
        if self.span.of(text) == self.quote and text[: self.span.start].endswith(self.before):
            return self.span
        if not self.quote:
            return None
        best: tuple[int, int, int] | None = None
        start = text.find(self.quote)
        while start >= 0:
            end = start + len(self.quote)
            fit = self._fit(text[max(0, start - CONTEXT) : start], text[end : end + CONTEXT])
            place = (-fit, abs(start - self.span.start), start)
            best = place if best is None or place < best else best
            start = text.find(self.quote, start + 1)
        if best is None or (len(self.quote) < SHORT and -best[0] * 2 < len(self.before) + len(self.after)):
            return None
        return Span(best[2], best[2] + len(self.quote))

    def _fit(self, before: str, after: str) -> int:
        return _common_tail(before, self.before) + _common_head(after, self.after)

    def record(self) -> dict[str, Any]:
        """Return the anchor as JSON allows."""
        return {
            "article": self.article,
            "source": self.source,
            "span": [self.span.start, self.span.end],
            "quote": self.quote,
            "before": self.before,
            "after": self.after,
            "occurrence": self.occurrence,
        }

    @classmethod
    def from_record(cls, record: Mapping[str, Any]) -> Anchor:
        """Read an anchor back.

        Raises:
            ValueError: Something is missing or of another type; the message names the key.
        """
        for key in ("article", "quote"):
            if not isinstance(record.get(key), str):
                raise ValueError(f"an anchor needs {key!r} as text")
        span = record.get("span")
        if not (
            isinstance(span, list | tuple)
            and len(span) == 2
            and all(type(offset) is int for offset in span)
            and 0 <= span[0] <= span[1]
        ):
            raise ValueError("an anchor needs 'span' as two offsets")
        source, before, after = (str(record.get(key, "")) for key in ("source", "before", "after"))
        nth = record.get("occurrence")
        occurrence = nth if type(nth) is int and nth > 0 else 1
        return cls(record["article"], source, Span(*span), record["quote"], before, after, occurrence)


def _lasting(source: str) -> str:
    """Return a source's name if the same name means the same source another time."""
    if source in ("", "-") or "://" in source:
        return source.removeprefix("-")
    return os.path.abspath(source)


def _common_head(one: str, other: str) -> int:
    count = 0
    for here, there in zip(one, other, strict=False):
        if here != there:
            break
        count += 1
    return count


def _common_tail(one: str, other: str) -> int:
    return _common_head(one[::-1], other[::-1])
