"""One column of text: blocks wrapped to rows, with the way from offset to row and back."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from reader.article import Span
from reader.layout.wrap import wrap


@dataclass(frozen=True, slots=True)
class PageBlock:
    """A paragraph, caption, … to lay out.

    Attributes:
        span: Its characters.
        kind: What it is; carried for who draws it.
        indent: Cells at the left that its rows leave free.
        gap: Blank rows before it, except before the first block.
    """

    span: Span
    kind: str = "paragraph"
    indent: int = 0
    gap: int = 1


class PageRow(NamedTuple):
    """A row: the characters it shows (None for a blank one), its block, and whether it is the block's first.

    A blank row belongs to the block that follows it.
    """

    span: Span | None
    block: int
    first: bool


class Page:
    """Rows, and the way between rows and text offsets."""

    def __init__(self, rows: Sequence[PageRow], ranges: Sequence[range]) -> None:
        """Take the rows and, for each block, its rows."""
        self.rows = rows
        self._ranges = ranges
        self._numbers = [number for number, row in enumerate(rows) if row.span is not None]
        self._starts = [row.span.start for row in rows if row.span is not None]

    def row_of(self, offset: int) -> int:
        """Return the row that shows the character at `offset`, or the last one that begins before it."""
        at = bisect_right(self._starts, offset) - 1
        return self._numbers[max(0, at)] if self._numbers else 0

    def offset_of(self, row: int) -> int:
        """Return the offset of the first character of a row; for a blank row, of the next text row."""
        if not self._numbers:
            return 0
        at = bisect_right(self._numbers, row) - 1
        if at < 0 or self._numbers[at] != row:
            at = min(at + 1, len(self._numbers) - 1)
        return self._starts[at]

    def block_rows(self, block: int) -> range:
        """Return the rows of a block, blank rows before it not counted."""
        return self._ranges[block] if 0 <= block < len(self._ranges) else range(0)


def lay_out_page(text: str, blocks: Sequence[PageBlock], width: int) -> Page:
    """Lay out blocks, which must be in the order of the text, in a column `width` cells wide."""
    rows: list[PageRow] = []
    ranges: list[range] = []
    for number, block in enumerate(blocks):
        if number:
            rows += [PageRow(None, number, False)] * block.gap
        first = len(rows)
        for span in wrap(text, block.span.start, block.span.end, width - block.indent):
            rows.append(PageRow(span, number, len(rows) == first))
        ranges.append(range(first, len(rows)))
    return Page(rows, ranges)
