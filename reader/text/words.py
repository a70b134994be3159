"""Words with offsets: one regular expression over the original string, never rebuilt text."""

from __future__ import annotations

import re

from reader.article import Span

# A word keeps inner apostrophes and full stops between letters (O'Neill, U.S.), and figures keep
# their separators (1,300 or 8.2); a hyphen always separates, as names and compounds are rejoined by use.
WORD = re.compile(
    r"\d+(?:[.,:]\d+)*"
    r"|(?:[^\W\d_]\.){2,}"
    r"|[^\W\d_]+(?:['’][^\W\d_]+)*"
    r"|[^\W_]+"
)


def words(text: str, start: int = 0, end: int | None = None) -> list[Span]:
    """Return the spans of the words of `text[start:end]`, in order, as offsets into `text`."""
    stop = len(text) if end is None else end
    return [Span(*match.span()) for match in WORD.finditer(text, start, stop)]
