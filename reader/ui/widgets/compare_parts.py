"""The small parts round the compare pane: its head, the minimaps, and the lines that say what a link is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from rich.segment import Segment
from textual import events
from textual.content import Content
from textual.geometry import Region
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget
from textual.widgets import Static

from reader.layout.cells import cell_width
from reader.ui.face import Geometry, measure_columns
from reader.ui.glyphs import ascii_marks
from reader.ui.widgets.bars import Piece, assembled, cut_pieces, pieces_width


class CompareHead(Static):
    """Two rows a side: outlet and facts, headline; each over its text."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id, markup=False)
        self._sides: tuple[Sequence[Sequence[Piece]], Sequence[Sequence[Piece]]] = ((), ())
        self._geometry = measure_columns(0)
        self._single: int | None = None

    def show(
        self,
        left: Sequence[Sequence[Piece]],
        right: Sequence[Sequence[Piece]],
        geometry: Geometry,
        *,
        single: int | None,
    ) -> None:
        """Show rows of pieces for both sides, each over its text; `single` shows one side alone."""
        if ((left, right), geometry, single) != (self._sides, self._geometry, self._single):
            self._sides, self._geometry, self._single = (left, right), geometry, single
            self.refresh()

    def render(self) -> Content:
        """Draw the rows."""
        width = self.content_size.width
        if self._single is not None:
            rows = [cut_pieces(row, width) for row in self._sides[self._single]]
            return self._lines(rows)
        return self._lines([self._row(left, right) for left, right in zip(*self._sides, strict=False)])

    def _lines(self, rows: Sequence[Sequence[Piece]]) -> Content:
        pieces: list[Piece] = []
        for number, row in enumerate(rows):
            pieces += [("\n", ""), *row] if number else row
        return assembled(pieces, ascii_only=getattr(self.app, "ascii_only", False))

    def _row(self, left: Sequence[Piece], right: Sequence[Piece]) -> list[Piece]:
        geometry = self._geometry
        start = geometry.margin
        room = geometry.right - start - 2
        cut = cut_pieces(left, room)
        gap = geometry.right - start - pieces_width(cut)
        return [(" " * start, ""), *cut, (" " * gap, ""), *cut_pieces(right, geometry.width - geometry.right)]


class Minimap(Widget):
    """One column that shows where the links of a side stand, and which part is in view."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "minimap--track", "minimap--view", "minimap--only", "minimap--link", "minimap--focus",
    }  # fmt: skip

    class Jumped(Message):
        """The reader clicked: go to this share of the whole."""

        def __init__(self, share: float) -> None:
            super().__init__()
            self.share = share

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._cells: Sequence[tuple[int, bool]] = []

    def show(self, cells: Sequence[tuple[int, bool]]) -> None:
        """Show cells: weight (1 only here, 2 linked, 3 in focus), and whether it is in view."""
        if len(cells) != len(self._cells):
            self.refresh()
        else:
            for y, (now, before) in enumerate(zip(cells, self._cells, strict=True)):
                if now != before:
                    self.refresh(Region(0, y, self.size.width, 1))
        self._cells = cells

    def render_line(self, y: int) -> Strip:
        """Draw a cell."""
        if y >= len(self._cells):
            return Strip.blank(self.size.width, self.rich_style)
        weight, in_view = self._cells[y]
        name = ("view" if in_view else "track", "only", "link", "focus")[weight]
        glyph = "│╎┃┃"[weight]
        if getattr(self.app, "ascii_only", False):
            glyph = ascii_marks(glyph)
        style = self.get_component_rich_style(f"minimap--{name}")
        strip = Strip([Segment(glyph, style)], cell_width(glyph))
        return strip if self.size.width == 1 else strip.adjust_cell_length(self.size.width, self.rich_style)

    def on_click(self, event: events.Click) -> None:
        """Go to where the reader clicked."""
        self.post_message(self.Jumped(event.y / max(1, self.size.height - 1)))
