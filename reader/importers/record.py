"""An article as one flat record: the answer of `crossread pipe clean`."""

from __future__ import annotations

import re
from typing import Any

from reader.article import Article, Role
from reader.text.safe import safe_text, split_lines

_DAY = re.compile(r"\d{4}-\d\d-\d\d")


def clean_record(article: Article, raw: str | None = None) -> dict[str, Any]:
    """Return an article's fields and lines as a dictionary that JSON can hold.

    Args:
        article: The article.
        raw: The decoded source. When given, lines stand in the answer as the source writes them, with
            the characters that `safe_text` took out; write such an answer in ASCII only, for example
            with `json.dumps`, so that no terminal sees them.

    Returns:
        `headline`, `section`, `date` (`YYYY-MM-DD` or None), `outlet`, `agency`, `paragraphs` (with
        subheadings), `captions`, and `boilerplate`: every other line, also those that feed a field.
    """
    # Pages and records are laid out anew: there a line has no counterpart in the source.
    source = split_lines(raw) if raw is not None and safe_text(raw).text == article.text else None
    number = position = 0
    paragraphs: list[str] = []
    captions: list[str] = []
    boilerplate: list[str] = []
    headline: list[str] = []
    for block in article.blocks():
        words: list[str] = []
        for line in article.lines[slice(*block.lines)]:
            number += article.text.count("\n", position, line.span.start)
            position = line.span.start
            words += (line.span.of(article.text) if source is None else source[number]).split()
        text = " ".join(words)
        if block.role is Role.HEADLINE:
            headline.append(text)
        elif block.role in (Role.PARAGRAPH, Role.STANDFIRST, Role.SUBHEADING):
            paragraphs.append(text)
        elif block.role is Role.CAPTION:
            captions.append(text)
        else:
            boilerplate.append(text)
    published = str(article.published or "")
    return {
        "headline": headline[0] if headline else _value(article.headline),
        "section": _value(article.section),
        "date": published if _DAY.fullmatch(published) else None,
        "outlet": _value(article.outlet),
        "agency": _value(article.agency),
        "paragraphs": paragraphs,
        "captions": captions,
        "boilerplate": boilerplate,
    }


def _value(field: object) -> str | None:
    return None if field is None else str(field)
