"""Quotations with offsets: what a text puts between quote marks.

Quote marks are ambiguous one by one and clear in pairs, so a paragraph (a line) is read from left to right
with the marks still open kept on a stack. An apostrophe is never taken for a mark: a single mark opens only
before a word and closes only behind one. A quotation that runs over several paragraphs opens anew in each and
closes in the last; each paragraph's part is a quotation of its own, and all but the first say that they
continue.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from reader.article import Span

_PAIRS = {
    "“": "”“",
    "„": "“”",
    "«": "»",
    "»": "«",
    "‹": "›",
    "「": "」",
    "『": "』",
    '"': '"',
    "‘": "’",
    "‚": "‘’",
    "'": "'",
}
_MARKS = re.compile("[“”„«»‹›「」『』\"‘’‚']")
_SINGLE = frozenset("‘’‚'")
_ELISION = re.compile(r"['’‘](?:\d0s|\d\d\b|tis|twas|em|til|cause|bout|n|cos|round|neath)\b", re.IGNORECASE)
_PARAGRAPH = re.compile(r"[^\n]+")


@dataclass(frozen=True, slots=True)
class Quote:
    """A stretch of text between quote marks.

    Attributes:
        span: With the marks.
        inner: Without them.
        depth: 0, or more for a quotation within a quotation.
        continues: Whether it carries on a quotation that the paragraph before left open.
        closed: Whether its closing mark was found; an open one runs to the end of its paragraph.
    """

    span: Span
    inner: Span
    depth: int = 0
    continues: bool = False
    closed: bool = True


def find_quotes(text: str, start: int = 0, end: int | None = None) -> list[Quote]:
    """Return the quotations of `text[start:end]`, by where they begin, as offsets into `text`."""
    stop = len(text) if end is None else end
    quotes: list[Quote] = []
    left_open = False
    for paragraph in _PARAGRAPH.finditer(text, start, stop):
        if not paragraph[0].strip():
            continue
        found = _quotes_of(text, paragraph.start(), paragraph.end(), left_open)
        left_open = any(not quote.closed for quote in found)
        quotes += found
    return quotes


def _quotes_of(text: str, start: int, stop: int, left_open: bool) -> list[Quote]:
    """Return the quotations of one paragraph; `left_open` says that the one before left one open."""
    first = start + len(text[start:stop]) - len(text[start:stop].lstrip())
    found: list[Quote] = []
    open_marks: list[int] = []
    for match in _MARKS.finditer(text, start, stop):
        at, mark = match.start(), match[0]
        if mark in _SINGLE and _is_apostrophe(text, at, start, stop):
            continue
        partner = next(
            (k for k in reversed(range(len(open_marks))) if mark in _PAIRS[text[open_marks[k]]]), None
        )
        if partner is not None and _can_close(text, at, start, stop):
            opened = open_marks[partner]
            del open_marks[partner:]
            if at > opened + 1:
                found.append(
                    Quote(Span(opened, at + 1), Span(opened + 1, at), continues=left_open and opened == first)
                )
        elif mark in _PAIRS and _can_open(text, at, start, stop):
            open_marks.append(at)
    # Left open to the paragraph's end: believable only for a double mark; a single one was an apostrophe.
    for depth, opened in enumerate(open_marks):
        if text[opened] not in _SINGLE and depth == 0 and stop > opened + 1:
            inside = len(text[opened:stop].rstrip()) + opened
            if inside > opened + 1:
                found.append(
                    Quote(
                        Span(opened, inside),
                        Span(opened + 1, inside),
                        continues=left_open and opened == first,
                        closed=False,
                    )
                )
    return _nested(sorted(found, key=lambda quote: (quote.span.start, -quote.span.end)))


def _nested(found: list[Quote]) -> list[Quote]:
    """Give each quotation its depth; they are in order and either lie apart or within one another."""
    ends: list[int] = []
    nested = []
    for quote in found:
        while ends and ends[-1] <= quote.span.start:
            ends.pop()
        nested.append(replace(quote, depth=len(ends)))
        ends.append(quote.span.end)
    return nested


def _is_apostrophe(text: str, at: int, start: int, stop: int) -> bool:
    """Tell whether a single mark stands inside a word or for letters left out."""
    before = text[at - 1] if at > start else " "
    after = text[at + 1] if at + 1 < stop else " "
    elided = text[at] in "'’" and not before.isalnum() and _ELISION.match(text, at, stop) is not None
    return elided or (before.isalnum() and after.isalnum())


def _can_open(text: str, at: int, start: int, stop: int) -> bool:
    before = text[at - 1] if at > start else " "
    after = text[at + 1] if at + 1 < stop else " "
    if text[at] in "\"'":
        return (
            not after.isspace() and not before.isalnum() and (before.isspace() or before in "([{—–-/“‘\"'…«:")
        )
    return not after.isspace() and not (text[at] in "»“" and before.isalnum())


def _can_close(text: str, at: int, start: int, stop: int) -> bool:
    before = text[at - 1] if at > start else " "
    after = text[at + 1] if at + 1 < stop else " "
    if text[at] in _SINGLE:
        possessive = before in "sS" and after == " " and text.find(text[at], at + 1, stop) > 0
        return not before.isspace() and not after.isalnum() and not possessive
    if text[at] == '"':
        return not after.isalnum() or not before.isspace()
    return True
