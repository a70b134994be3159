"""The gutter of a page: beside each passage how many outlets carry it, and what differs. No Textual here."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from reader.article import Span
from reader.comparison.corroboration import Corroborated, Mark
from reader.ui.line_view import Run

WORDS = {
    Mark.FIGURE: "a figure or date differs elsewhere",
    Mark.ONLY: "no match found in any other outlet",
    Mark.UNSURE: "others may have it, but no link is sure",
    Mark.MOVED: "it stands much higher or lower elsewhere",
    Mark.WORDED: "worded differently elsewhere",
    Mark.SAME: "the same words in all who carry it",
}
"""What each mark says, the weightiest first."""
_WEIGHT = {mark: -number for number, mark in enumerate(WORDS)}
_STYLE = {
    Mark.FIGURE: "warn",
    Mark.ONLY: "only",
    Mark.UNSURE: "faint",
    Mark.MOVED: "soft",
    Mark.WORDED: "soft",
    Mark.SAME: "faint",
}


class Gutter:
    """What the gutter shows of one article.

    Args:
        passages: Its passages in the order of the text.
    """

    def __init__(self, passages: Sequence[Corroborated]) -> None:
        self.passages = tuple(passages)
        self._starts = [passage.span.start for passage in passages]

    def beginning_in(self, row: Span) -> Corroborated | None:
        """Return what begins in a row of text: of several passages the one whose mark weighs most."""
        first, last = bisect_left(self._starts, row.start), bisect_left(self._starts, row.end)
        found = self.passages[first:last]
        return max(found, key=lambda passage: _WEIGHT[passage.mark]) if found else None

    def within(self, paragraph: Span) -> tuple[Corroborated, ...]:
        """Return the passages of a paragraph."""
        return tuple(passage for passage in self.passages if passage.span.overlaps(paragraph))


def gutter_runs(passage: Corroborated | None, width: int) -> list[Run]:
    """Return the cells of a row: the number of outlets and the mark; the mark alone where it is tight.

    Args:
        passage: What begins in the row, if anything does.
        width: Cells of the gutter.
    """
    if passage is None or width < 1:
        return [(" " * max(0, width), ())]
    number = str(passage.outlets)
    gap = 1 if width > 3 else 0
    if len(number) + 1 + gap > width:
        number = ""
    return [
        (number.rjust(width - 1 - gap), ("faint",)),
        (passage.mark.value, (_STYLE[passage.mark],)),
        (" " * gap, ()),
    ]
