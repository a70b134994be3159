"""Wrapping by offsets: rows are spans of the text, which itself is never rebuilt."""

from __future__ import annotations

from reader.article import Span
from reader.layout.cells import even, graphemes

_DASHES = "-–—/"
_BLANKS = " \u00a0"
_HOLDING = "\u00a0\u2007\u202f"
_RARE_SPACES = dict.fromkeys("\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2008\u2009\u200a\u205f", " ")
_RARE_SPACES |= dict.fromkeys("\u2007\u202f", "\u00a0")
# A row does not begin with these, nor end with those (the customs of Chinese and Japanese setting).
_NOT_FIRST = frozenset("、。，．：；！？）］｝」』】〉》〕…‥・ー々〜’”%)]}.,:;!?")
_NOT_LAST = frozenset("（［｛「『【〈《〔‘“([{")


def wrap(text: str, start: int, end: int, width: int) -> list[Span]:
    """Return the rows of `text[start:end]`, each at most `width` cells.

    Rows break at white space (line breaks are spaces here) and behind hyphens and dashes inside words;
    no-break spaces hold. Words longer than a row, and writing without spaces, break between graphemes.
    White space at a break lies outside the rows. A character of two cells gets a row
    of its own when `width` is 1.

    Args:
        text: The text.
        start: First character.
        end: End, exclusive.
        width: In terminal cells, at least 1.
    """
    width = max(1, width)
    piece = text[start:end].replace("\n", " ")
    if even(piece):
        if not piece.isascii():
            for rare, common in _RARE_SPACES.items():
                piece = piece.replace(rare, common)
        return _wrap_even(piece, start, width)
    return _wrap_uneven(text, start, end, width)


def _wrap_even(piece: str, offset: int, width: int) -> list[Span]:
    rows: list[Span] = []
    stop = len(piece.rstrip())
    here = len(piece) - len(piece.lstrip())
    find = piece.rfind
    dashes = [dash for dash in _DASHES if dash in piece]
    while stop - here > width:
        limit = here + width
        # A space just behind the last cell is a break too, hence the one character more.
        cut = find(" ", here, limit + 1)
        for dash in dashes:
            at = find(dash, max(here, cut) + 1, limit)
            if at > 0 and piece[at - 1].isalnum() and piece[at + 1 : at + 2].isalnum():
                cut = max(cut, at + 1)
        if cut <= here:
            cut = max(find("\u00a0", here + 1, limit + 1), here)
        if cut <= here:
            cut = limit
        row_end = cut
        while piece[row_end - 1] in _BLANKS:
            row_end -= 1
        rows.append(Span(offset + here, offset + row_end))
        here = cut
        while here < stop and piece[here] in _BLANKS:
            here += 1
    if here < stop:
        rows.append(Span(offset + here, offset + stop))
    return rows


def _wrap_uneven(text: str, start: int, end: int, width: int) -> list[Span]:
    rows: list[Span] = []
    parts = graphemes(text, start, end)
    count = len(parts)
    spaces = [text[part.start : part.end].isspace() for part in parts]
    first = 0
    while True:
        while first < count and spaces[first]:
            first += 1
        if first >= count:
            return rows
        used = 0
        at = first
        cut = -1
        while at < count and used + parts[at].width <= width:
            used += parts[at].width
            at += 1
            if at < count and _may_break(
                text, parts[at - 1].start, parts[at].start, spaces[at - 1], spaces[at]
            ):
                cut = at
        if at >= count:
            cut = count
        elif cut <= first:
            cut = max(at, first + 1)
        last = cut
        while last > first and spaces[last - 1]:
            last -= 1
        if last > first:
            rows.append(Span(parts[first].start, parts[last - 1].end))
        first = cut


def _may_break(text: str, before: int, after: int, space_before: bool, space_after: bool) -> bool:
    """Tell whether a row may end behind the grapheme at `before` and the next begin at `after`."""
    left, right = text[before], text[after]
    if space_after:
        return right not in _HOLDING
    if space_before:
        return left not in _HOLDING
    if left in _NOT_LAST or right in _NOT_FIRST:
        return False
    if left in _DASHES:
        return right.isalnum() and before > 0 and text[before - 1].isalnum()
    return not even(left) or not even(right)
