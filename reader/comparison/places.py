"""Where a passage stands in its article: paragraph, and share of the text before it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from reader.article import Article, Span
from reader.comparison.contrast import Said
from reader.comparison.model import Passage

_OPENING = 8  # Words of a passage that a table shows of it.
_LONG, _LEAST = 120, 60
"""Characters that a passage shown for a whole row has at most, where a clause ends there, and at least: "The
captain, a man of 51" says nothing yet."""
_CLAUSE = re.compile(r"[,;:](?=\s)|(?=\s[–—]\s)")
_MARKS = re.compile(r"[“”„«»\"]")


class Places:
    """The places of one article's passages.

    Shares are of the running text's own characters, so that furniture and captions move nothing.
    """

    def __init__(self, article: Article, passages: Sequence[Passage]) -> None:
        self._text = article.text
        self._starts = [passage.span.start for passage in passages]
        self._blocks = [passage.block + 1 for passage in passages]
        self._before = [0]
        for passage in passages:
            self._before.append(self._before[-1] + passage.span.length)

    def paragraph(self, offset: int) -> int:
        """Return the number, from 1, of the paragraph that holds the character at `offset`."""
        at = bisect_right(self._starts, offset) - 1
        return self._blocks[max(at, 0)] if self._blocks else 0

    def share(self, offset: int) -> float:
        """Return which part of the running text stands before the passage that holds `offset`, 0 to 1."""
        at = bisect_right(self._starts, offset) - 1
        return self._before[max(at, 0)] / max(1, self._before[-1])

    def said(self, span: Span, words: str | None = None, *, value: str = "") -> Said:
        """Return an entry of a finding: the words at `span`, or a shorter form of them."""
        shown = one_line(self._text, span) if words is None else words
        return Said(span, shown, paragraph=self.paragraph(span.start), value=value)


def one_line(text: str, span: Span) -> str:
    """Return the words of a span with line breaks and runs of white space as single spaces."""
    return " ".join(span.of(text).split())


def opening(words: str, count: int = _OPENING) -> str:
    """Return the first words of a passage, with an ellipsis where there are more."""
    parts = words.split()
    return " ".join(parts) if len(parts) <= count else " ".join(parts[:count]).rstrip(",.;:–—-") + " …"


def first_clause(words: str) -> str:
    """Return a passage that stands in one line, a long one up to the last clause that is not too long.

    A quote is never cut: half of it would be words that nobody said so.
    """
    if len(words) > _LONG:
        for stop in reversed(list(_CLAUSE.finditer(words, _LEAST, _LONG))):
            clause, rest = words[: stop.start()], words[stop.start() :]
            if not (_MARKS.search(clause) and _MARKS.search(rest)):
                return f"{clause} …"
    return words
