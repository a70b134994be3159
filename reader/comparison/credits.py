"""Where captions say whose picture it is: of the outlet, and nothing that the article tells."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reader.article import Article, Role, Span

_PICTURE = re.compile(
    r"(?:©|\(c\)|\b(?:photo(?:graph)?s?|pictures?|images?|credit|file)(?: by)?:|\bphotos? by\b)[^\n]*",
    re.IGNORECASE,
)


def picture_credits(article: Article) -> Iterator[Span]:
    """Yield where the captions of an article name who took or sold the picture, in order."""
    for line in article.lines:
        if line.role is Role.CAPTION:
            for match in _PICTURE.finditer(article.text, *line.span):
                yield Span(*match.span())
