"""`LineView`: the base of every pane that scrolls rows of text.

Rows are drawn through Textual's line API and cached as strips. `render_lines` is overridden because
the stock path spends more time on styling caches than we do on drawing (one repaint of 48 rows: 6.4 ms
stock, 4 ms here). The price: a `LineView` has no border, padding, tint or opacity of its own; its
parent has them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, ClassVar, cast

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.geometry import Offset, Region, Size
from textual.message import Message
from textual.message_pump import MessagePump
from textual.scroll_view import ScrollView
from textual.selection import Selection
from textual.strip import Strip

from reader.article import Span
from reader.layout.cells import cell_width
from reader.ui.glyphs import ascii_marks
from reader.ui.line_styles import layered

if TYPE_CHECKING:
    from reader.ui.app import CrossreadApp

Run = tuple[str, tuple[str, ...]]
"""A stretch of one row: its text, and the names of its styles from bottom to top."""

_CACHE_LIMIT = 4096


class Steady(MessagePump):
    """A part of the app that goes on after trouble with the library, where Textual would end its loop."""

    async def _dispatch_message(self, message: Message) -> None:
        try:
            await super()._dispatch_message(message)
        except Exception as error:
            if not cast("CrossreadApp", self.app).has_said(error):
                raise


class LineView(Steady, ScrollView, can_focus=True, inherit_bindings=False):
    """A pane of rows. A subclass gives `row_runs`, in styles of `LINE_STYLES`, and calls `set_row_count`."""

    DEFAULT_CSS = """
    LineView { background: $ground; color: $text; overflow-x: hidden; overflow-y: auto; }
    """
    BINDINGS: ClassVar = []

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._strips: dict[int, Strip] = {}
        self._styles_by_names: dict[tuple[str, ...], Style] = {}
        self._row_count = 0
        self.rows_drawn = 0
        """How many rows were built since the start; tests count work with it."""

    # What a subclass gives

    def row_runs(self, row: int) -> Sequence[Run]:
        """Return the runs of a row, at most as wide as the pane."""
        raise NotImplementedError

    def row_copy(self, row: int, first: int, last: int | None, anchor: int) -> str:
        """Return what a selection of the columns `[first, last)` of a row copies.

        Args:
            row: The row.
            first: First character of the row's text.
            last: End, exclusive; None for the row's end.
            anchor: The column where the selection began, which tells the side in a two-sided row.
        """
        return "".join(text for text, _ in self.row_runs(row))[first:last].strip()

    def offset_at(self, row: int, column: int, anchor: int) -> tuple[int, int] | None:
        """Return (side, text offset) of a column of a row's text; None where the row shows no text.

        Args:
            row: The row.
            column: A character of the row's text; one beside the text gives the text's nearest end.
            anchor: The column where a selection began, which tells the side in a two-sided row.
        """
        return None

    def focus_cell(self) -> tuple[int, int]:
        """Return (row, column) of what the reader is at; the first row in view where nothing is in focus."""
        return self.scroll_offset.y, 0

    def selected_span(self) -> tuple[int, Span] | None:
        """Return (side, span) of the text that the reader has selected by mouse."""
        selection = self.text_selection
        if selection is None or selection.start is None or selection.end is None:
            return None
        anchor = selection.start.x
        found = [
            spot
            for row in range(selection.start.y, min(selection.end.y, self._row_count - 1) + 1)
            for spot in (
                self.offset_at(row, anchor if row == selection.start.y else 0, anchor),
                self.offset_at(row, selection.end.x if row == selection.end.y else 10**6, anchor),
            )
            if spot is not None
        ]
        if not found or found[-1][1] <= found[0][1]:
            return None
        return found[0][0], Span(found[0][1], found[-1][1])

    # Rows

    @property
    def text_width(self) -> int:
        """The cells of a row that no scrollbar covers."""
        covered = self.styles.scrollbar_size_vertical if self._row_count > self.size.height else 0
        return max(0, self.size.width - covered)

    @property
    def row_count(self) -> int:
        """The number of rows."""
        return self._row_count

    def set_row_count(self, count: int) -> None:
        """Say how many rows there are now, and draw all afresh."""
        self._row_count = count
        self._strips.clear()
        # Rows are as wide as the pane, so no width is given: one that followed it would cost a second layout.
        self.virtual_size = Size(0, count)
        self.refresh()

    def refresh_rows(self, rows: Iterable[int]) -> None:
        """Draw these rows afresh, and no others."""
        top, height = self.scroll_offset.y, self.size.height
        for row in rows:
            self._strips.pop(row, None)
            if top <= row < top + height:
                self.refresh(Region(0, row - top, self.size.width, 1))

    def refresh_all(self) -> None:
        """Draw every row afresh."""
        self._strips.clear()
        self.refresh()

    def show_rows(self, first: int, last: int, *, context: int = 2) -> None:
        """Scroll as little as needed so that rows `[first, last)` and some rows around them are visible."""
        top, height = self.scroll_offset.y, self.size.height
        if not height:
            return
        if first - context < top:
            self.jump(first - context)
        elif last + context > top + height:
            self.jump(min(last + context - height, first - context))

    def jump(self, row: int) -> None:
        """Put a row at the top, without animation (an animated page costs thirty times as much)."""
        self.scroll_to(y=max(0, min(row, self.max_scroll_y)), animate=False, immediate=True, force=True)

    # Drawing

    def notify_style_update(self) -> None:
        """Forget what was drawn in the old styles."""
        super().notify_style_update()
        self._strips.clear()
        self._styles_by_names.clear()

    def style_of(self, names: tuple[str, ...]) -> Style:
        """Return the Rich style of layered style names, bottom to top."""
        style = self._styles_by_names.get(names)
        if style is None:
            over = layered(names, self.app.theme_variables, no_colour=self.app.no_color)
            style = self._styles_by_names[names] = self.rich_style + over
        return style

    def _strip(self, row: int, width: int) -> Strip:
        if row >= self._row_count:
            return Strip.blank(width, self.style_of(()))  # The style itself is worked out at every call.
        strip = self._strips.get(row)
        if strip is None:
            if len(self._strips) > _CACHE_LIMIT:
                self._strips.clear()
            strip = self._strips[row] = self.build_strip(row, width)
        return strip

    def build_strip(self, row: int, width: int) -> Strip:
        """Build the strip of a row, exactly `width` cells wide."""
        self.rows_drawn += 1
        segments: list[Segment] = []
        used = 0
        runs = self.row_runs(row)
        selected = self._selected_columns(row)
        if selected is not None:
            runs = _mark_selected(runs, *selected)
        column = 0
        ascii_only = getattr(self.app, "ascii_only", False)
        for text, names in runs:
            if not text:
                continue
            if ascii_only:
                text = ascii_marks(text)
            style = self.style_of(names) + Style(meta={"offset": (column, row)})
            segments.append(Segment(text, style))
            column += len(text)
            used += cell_width(text)
        if used < width:
            segments.append(
                Segment(" " * (width - used), self.fill_style(row) + Style(meta={"offset": (column, row)}))
            )
        return (
            Strip(segments).adjust_cell_length(width, self.rich_style)
            if used > width
            else Strip(segments, width)
        )

    def fill_style(self, row: int) -> Style:
        """Return the style of what is right of a row's last run."""
        return self.style_of(())

    def render_line(self, y: int) -> Strip:
        """Draw one row of the viewport (Textual asks for it only through the stock path)."""
        return self._strip(self.scroll_offset.y + y, self.size.width)

    def render_lines(self, crop: Region) -> list[Strip]:
        """Draw the rows of `crop`, cell for cell what the stock path would give."""
        self._lead_cursor()
        width, top = self.size.width, self.scroll_offset.y
        strips = [self._strip(top + y, width) for y in crop.line_range]
        background = self.background_colors[1]
        for line_filter in self.get_line_filters():
            strips = [strip.apply_filter(line_filter, background) for strip in strips]
        first, last = crop.column_span
        if (first, last) != (0, width):
            strips = [strip.crop(first, last) for strip in strips]
        return strips

    def _lead_cursor(self) -> None:
        """Take the terminal's cursor, hidden as it is, to what the reader is at.

        Screen readers, magnifiers and input methods follow it. The frame that is being drawn ends with it.
        """
        if self.app.focused is self and self.size:
            row, column = self.focus_cell()
            row = max(0, min(row - self.scroll_offset.y, self.size.height - 1))
            column = max(0, min(column, self.size.width - 1))
            self.app.cursor_position = self.region.offset + Offset(column, row)

    def on_resize(self, event: events.Resize) -> None:
        """Forget strips of another width."""
        self._strips.clear()

    # Selection by mouse

    def _selected_columns(self, row: int) -> tuple[int, int] | None:
        selection = self.text_selection
        if selection is None:
            return None
        span = selection.get_span(row)
        if span is None:
            return None
        first, last = span
        return first, (10**6 if last == -1 else last)

    def selection_updated(self, selection: Selection | None) -> None:
        """Draw the selection."""
        self.refresh_all()

    def get_selection(self, selection: Selection) -> tuple[str, str] | None:
        """Return the selected text, margins and marks left out."""
        start = selection.start or Offset(0, 0)
        end = selection.end or Offset(10**6, max(0, self._row_count - 1))
        lines: list[str] = []
        for row in range(start.y, min(end.y, self._row_count - 1) + 1):
            first = start.x if row == start.y else 0
            last = end.x if row == end.y else None
            lines.append(self.row_copy(row, first, last, start.x))
        return join_rows(lines), "\n"


def join_rows(lines: Sequence[str]) -> str:
    """Join wrapped rows into running text: a blank row is a paragraph's end."""
    paragraphs: list[list[str]] = [[]]
    for line in lines:
        if line:
            paragraphs[-1].append(line)
        elif paragraphs[-1]:
            paragraphs.append([])
    return "\n\n".join(" ".join(rows) for rows in paragraphs if rows)


def _mark_selected(runs: Sequence[Run], first: int, last: int) -> list[Run]:
    marked: list[Run] = []
    column = 0
    for text, names in runs:
        a = min(max(first - column, 0), len(text))
        b = min(max(last - column, 0), len(text))
        marked += [(text[:a], names), (text[a:b], (*names, "selection")), (text[b:], names)]
        column += len(text)
    return [run for run in marked if run[0]]
