"""Where a span stands, in the terms a reader counts in."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from reader.article import Span
from reader.comparison.model import Passage


def paragraph_of(span: Span, passages: Sequence[Passage]) -> int:
    """Return the number, from 1, of the paragraph in which `span` begins.

    Args:
        span: A passage's span, or one that begins within a passage.
        passages: All passages of that article, in order.
    """
    at = bisect_right(passages, span.start, key=lambda passage: passage.span.start) - 1
    return passages[max(at, 0)].block + 1 if passages else 1


def one_line(text: str, span: Span) -> str:
    """Return the words of a span with line breaks and runs of white space as single spaces."""
    return " ".join(span.of(text).split())
