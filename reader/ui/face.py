"""What the layouts of the compare pane share: widths, the questions a layout answers, id columns.

A face turns a pairing into rows for a width and says where passages stand. It computes no colours: rows
are runs of text with style names, which `CompareView` draws.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reader.article import Span
from reader.layout.cells import cell_width, fit
from reader.layout.minimap import Overview
from reader.ui.line_view import Run
from reader.ui.pairing import LEFT, RIGHT, SIDES, Pairing

if TYPE_CHECKING:
    from reader.ui.widgets.compare_view import CompareView

MEASURE = 76
NARROW = 72


@dataclass(frozen=True, slots=True)
class Geometry:
    """Widths in cells of a row: margin, id column, text, gutter, id column, text.

    Attributes:
        width: The whole row.
        margin: Blank cells at the left edge.
        ids: The column with number and mark, its trailing space included.
        text: The text of one side; both sides are equal, an odd cell goes to the gutter.
        gutter: Between the sides.
        narrow: Too narrow for two sides.
    """

    width: int
    margin: int
    ids: int
    text: int
    gutter: int
    narrow: bool

    @property
    def side(self) -> int:
        """One side: ids and text."""
        return self.ids + self.text

    @property
    def right(self) -> int:
        """Where the right side begins."""
        return self.margin + self.side + self.gutter


def measure_columns(width: int, *, ribbons: bool = False) -> Geometry:
    """Return the widths for a pane of `width` cells; ribbons need a wider gutter for their curves."""
    if width < NARROW:
        ids = 4 if width >= 24 else 0
        return Geometry(width, 0, ids, max(1, min(MEASURE, width - ids - 1)), 0, True)
    ids = 5 if width >= 100 else 4
    gutter = 7 if width >= 100 else 3
    if ribbons:
        gutter = 13 if width >= 100 else 9
    text = min(MEASURE, (width - gutter - 1) // 2 - ids)
    gutter = max(gutter, min(15, width - 1 - 2 * (ids + text)))
    margin = max(0, (width - 2 * (ids + text) - gutter) // 2)
    return Geometry(width, margin, ids, text, gutter, False)


class Face:
    """What all layouts share. Rows are counted without the view's pads unless said otherwise."""

    flowing = False
    """Each side is a page of its own (ribbons), not rows of one sheet."""
    single = False
    """Only one side is on screen."""
    stacked = False
    """The halves of a link stand one above the other."""
    depends_on_viewport = False

    def __init__(self, pairing: Pairing | None, geometry: Geometry, fold: str, pinned: int | None) -> None:
        self.pairing = pairing
        self.geometry = geometry
        self.side = LEFT
        self.fold = fold
        self.pinned = pinned
        self._overviews: dict[int, Overview] = {}
        self.build()

    def build(self) -> None:
        """Lay the pairing out."""
        raise NotImplementedError

    def height(self, pads: Sequence[int]) -> int:
        """Return the number of rows with these pads."""
        raise NotImplementedError

    def row_of(self, side: int, offset: int) -> int:
        """Return the row that shows a text offset of a side."""
        raise NotImplementedError

    def offset_of(self, row: int, side: int) -> tuple[int, int]:
        """Return (side, text offset) of what stands at a row, on the given side where possible."""
        raise NotImplementedError

    def passage_rows(self, side: int, passage: int) -> range:
        """Return the rows of a passage; empty when it is folded away."""
        raise NotImplementedError

    def overview(self, side: int) -> Overview:
        """Return where on a side there are passages with a match (2) and without one (1)."""
        found = self._overviews.get(side)
        if found is None:
            marks: list[tuple[int, int, int]] = []
            if self.pairing is not None:
                linked = self.pairing.links_of[side]
                for passage in range(len(self.pairing.passages[side])):
                    rows = self.passage_rows(side, passage)
                    marks.append((rows.start, rows.stop, 2 if passage in linked else 1))
            found = self._overviews[side] = Overview(marks)
        return found

    def row_runs(self, view: CompareView, row: int) -> list[Run]:
        """Return the runs of a row, pads counted."""
        raise NotImplementedError

    def passage_at(self, view: CompareView, row: int, x: int) -> tuple[int, int] | None:
        """Return (side, passage) under a cell, pads counted."""
        raise NotImplementedError

    def row_text(self, view: CompareView, row: int, anchor: int) -> tuple[int, Span] | None:
        """Return (side, span) of the text in a row, on the side where a selection began; pads counted."""
        raise NotImplementedError

    def offset_at(self, view: CompareView, row: int, column: int, anchor: int) -> tuple[int, int] | None:
        """Return (side, text offset) of a column of a row, pads counted."""
        found = self.row_text(view, row, anchor)
        if found is None:
            return None
        side, span = found
        # Wide characters take one column of the row's text, so the column is a count of characters.
        before = "".join(text for text, _ in self.row_runs(view, row))
        start = self._text_column(before, side)
        return side, min(span.end, span.start + max(0, column - start))

    def _text_column(self, row: str, side: int) -> int:
        """Return the character of a row's text where the text of a side begins."""
        cells, wanted = 0, self.text_starts()[side]
        for column, character in enumerate(row):
            if cells >= wanted:
                return column
            cells += cell_width(character)
        return len(row)

    def text_starts(self) -> tuple[int, int]:
        """Return the cells where the text of each side begins."""
        return self.geometry.margin + self.geometry.ids, self.geometry.right + self.geometry.ids

    def row_copy(self, view: CompareView, row: int, first: int, last: int | None, anchor: int) -> str:
        """Return what a selection copies: the text of the side where it began."""
        starts = self.text_starts()
        side = RIGHT if not (self.single or self.stacked) and anchor >= self.geometry.right else LEFT
        text = "".join(run for run, _ in self.row_runs(view, row))
        begin = max(first, starts[side])
        end = starts[side] + self.geometry.text
        return text[begin : min(end, last) if last is not None else end].strip()


def id_runs(
    view: CompareView, side: int, passage: int, first: bool, width: int, *, rail: bool = True
) -> list[Run]:
    """Return the id column of a row: number and mark on the first, a hairline below it."""
    pairing = view.pairing
    if pairing is None or width == 0:
        return []
    focused = pairing.in_focus(view.focus_on, side, passage)
    linked = passage in pairing.links_of[side]
    if first:
        mark = pairing.mark(side, passage)
        if focused and view.focus_on.is_link:
            link = view.focus_on.link
            kind = mark[-1:]
            mark = f"{link + 1}{kind}"
        more = pairing.links_of[side].get(passage, [])
        letter = next((view.labels[link] for link in more if link in view.labels), "")
        if letter:
            return [(" " * (width - 4), ()), (f"[{letter}]", ("jump",)), (" ", ())]
        style = f"id-{SIDES[side]}" if focused else "id" if linked else "only"
        if len(more) > 1 and len(mark) < width - 1:
            mark = mark[:-1] + "⁺" + mark[-1]
        return [(fit(mark, width - 1).rjust(width - 1), (style,)), (" ", ())]
    if rail and (linked or focused):
        style = f"rail-{SIDES[side]}" if focused else "hair"
        bar = "┃" if focused else "│"
        return [(" " * (width - 2), ()), (bar, (style,)), (" ", ())]
    return [(" " * width, ())]


def padded(runs: list[Run], width: int, fill: tuple[str, ...] = ()) -> list[Run]:
    """Return runs filled with blanks to `width` cells, the blanks in the styles `fill`."""
    used = sum(cell_width(text) for text, _ in runs)
    if used < width:
        runs.append((" " * (width - used), fill))
    return runs
