"""Search inside what is shown: plain words, case ignored unless the query has capitals."""

from __future__ import annotations

import re

from reader.article import Span

MOST_HITS = 5000


def find_hits(text: str, query: str, within: list[Span]) -> list[Span]:
    """Return the spans of `query` inside the spans `within`, in order, at most `MOST_HITS`.

    Any white space in the query matches any white space in the text, straight quotes match curly ones,
    and small letters match capitals; a query with a capital is taken as it is written.
    """
    words = query.split()
    if not words:
        return []
    pattern = r"\s+".join(_loose(word) for word in words)
    found = re.compile(pattern, 0 if query != query.lower() else re.IGNORECASE)
    hits: list[Span] = []
    for span in within:
        for match in found.finditer(text, span.start, span.end):
            hits.append(Span(*match.span()))
            if len(hits) == MOST_HITS:
                return hits
    return hits


def _loose(word: str) -> str:
    escaped = re.escape(word)
    return escaped.replace("'", "['’‘]").replace('"', '["“”„«»]')
