"""The body of the matrix: rows fetched as they are drawn, a cursor that goes down and across."""

from __future__ import annotations

from collections.abc import Sequence

from textual import events
from textual.message import Message

from reader.comparison.matrix import Matrix
from reader.ui.line_view import LineView, Run
from reader.ui.matrix_rows import NUMBER, Grid, body_runs, grid, head_runs, total_rows


class Lines(LineView, can_focus=False):
    """Some rows that stay where they are: the head and the foot of the matrix."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._rows: Sequence[Sequence[Run]] = ()

    def show(self, rows: Sequence[Sequence[Run]]) -> None:
        """Show these rows."""
        self._rows = rows
        self.set_row_count(len(rows))

    def row_runs(self, row: int) -> Sequence[Run]:
        """Return the runs of a row."""
        return self._rows[row]


class MatrixView(LineView):
    """Passage groups by outlets. Only the rows in sight are drawn; a move draws two."""

    class Moved(Message):
        """The cursor came to another cell, or other outlets came into view."""

    class Chosen(Message):
        """The reader opened a cell, by click."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.matrix: Matrix | None = None
        self.names: Sequence[str] = ()
        self.order: list[int] = []
        """Indexes of the rows shown."""
        self.row = 0
        self.column = 0
        self._first = 0

    @property
    def layout_now(self) -> Grid:
        """How the width is divided."""
        return grid(self.size.width, len(self.names), self._first)

    def show(self, matrix: Matrix, names: Sequence[str], order: list[int]) -> None:
        """Show these rows of a matrix; the cursor stays on its group where that is still shown."""
        before = self.group
        self.matrix, self.names, self.order = matrix, names, order
        self.row = order.index(before) if before in order else min(self.row, max(0, len(order) - 1))
        self.column = min(self.column, max(0, len(names) - 1))
        self.set_row_count(len(order))
        self.show_rows(self.row, self.row + 1)

    @property
    def group(self) -> int | None:
        """The index of the group under the cursor."""
        return self.order[self.row] if self.row < len(self.order) else None

    def move(self, rows: int, columns: int = 0) -> None:
        """Move the cursor; only the rows it leaves and reaches are drawn."""
        if not self.order:
            return
        before = self.row
        self.row = max(0, min(len(self.order) - 1, self.row + rows))
        self.column = max(0, min(len(self.names) - 1, self.column + columns))
        layout = self.layout_now
        if self.column < layout.first or self.column >= layout.first + layout.shown:
            self.scroll_outlets(
                self.column - (layout.first if columns < 0 else layout.first + layout.shown - 1)
            )
        self.refresh_rows({before, self.row})
        self.show_rows(self.row, self.row + 1)
        self.post_message(self.Moved())

    def scroll_outlets(self, step: int) -> None:
        """Bring other outlets into view; the label stays."""
        layout = self.layout_now
        first = max(0, min(layout.total - layout.shown, layout.first + step))
        if first != layout.first:
            self._first = first
            self.column = max(first, min(first + layout.shown - 1, self.column))
            self.refresh_all()
            self.post_message(self.Moved())

    def head(self) -> list[list[Run]]:
        """Return the row of outlet names."""
        return [head_runs(self.names, self.layout_now, self.column)] if self.names else []

    def foot(self) -> list[list[Run]]:
        """Return the totals."""
        return total_rows(self.matrix, self.layout_now) if self.matrix is not None else []

    def row_runs(self, row: int) -> Sequence[Run]:
        """Return the runs of a row."""
        assert self.matrix is not None
        at = self.column if row == self.row else None
        return body_runs(self.matrix, self.order[row], self.layout_now, at)

    def focus_cell(self) -> tuple[int, int]:
        """Return (row, column) of the cell under the cursor."""
        layout = self.layout_now
        return self.row, NUMBER + layout.label + 2 + (self.column - layout.first) * layout.cell

    def on_resize(self, event: events.Resize) -> None:
        """Divide the new width; the cursor stays in sight."""
        super().on_resize(event)
        if self.order:
            self.show_rows(self.row, self.row + 1)
            self.post_message(self.Moved())

    def on_click(self, event: events.Click) -> None:
        """Move the cursor to the cell clicked; a second click opens it."""
        row = event.y + self.scroll_offset.y
        layout = self.layout_now
        across = event.x - NUMBER - layout.label - 2
        if row >= len(self.order):
            return
        column = layout.first + across // layout.cell if across >= 0 else self.column
        if (row, column) == (self.row, self.column):
            self.post_message(self.Chosen())
        elif column < layout.first + layout.shown:
            self.move(row - self.row, column - self.column)
