"""The matrix of a story as rows of cells: passage groups down, outlets across. No Textual here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reader.comparison.matrix import Cell, Matrix, MatrixCell, MatrixRow
from reader.layout.cells import cell_width, fit
from reader.ui.line_view import Run

SORTS = ("coverage", "place", "differences")
SHOWN = ("all", "differ", "one outlet", "quotes", "unsure")
CELL = {Cell.NONE: "·"}
CELL_STYLE = {
    Cell.FIRST: ("title",),
    Cell.SAME: ("soft",),
    Cell.EDITED: ("text",),
    Cell.QUOTE_CUT: ("text",),
    Cell.FIGURE: ("figure",),
    Cell.UNSURE: ("faint",),
    Cell.NONE: ("hair",),
}
LEGEND = "A first known  = same  ~ edited  q quote cut  # figure differs  ? unsure  · no match found"
NUMBER = 4
"""Cells of the row's number."""
CARRIED = 4
"""Cells of how many outlets carry the row."""


@dataclass(frozen=True, slots=True)
class Grid:
    """How many cells what takes, and which outlets are in view.

    Attributes:
        label: Cells of a row's label.
        cell: Cells of an outlet's column, its gap included.
        first: Index of the first outlet shown, into `Matrix.order`.
        shown: How many outlets are shown.
        total: How many there are.
    """

    label: int
    cell: int
    first: int
    shown: int
    total: int

    @property
    def columns(self) -> range:
        """The columns in view."""
        return range(self.first, self.first + self.shown)


def grid(width: int, total: int, first: int) -> Grid:
    """Divide `width` cells among label and outlets: labels get about half of what there is to give."""
    cell = 11 if width >= 100 else 9
    room = width - NUMBER - CARRIED - 2
    shown = max(1, min(total, (room - min(34, max(14, room // 3))) // cell))
    first = max(0, min(first, total - shown))
    return Grid(max(8, room - shown * cell), cell, first, shown, total)


def chosen(matrix: Matrix, sort: str, shown: str) -> list[int]:
    """Return the indexes of the rows that are shown, in order.

    Args:
        matrix: The matrix, its rows widest carried first.
        sort: One of `SORTS`.
        shown: One of `SHOWN`.
    """

    def wanted(row: MatrixRow) -> bool:
        return {
            "all": True,
            "differ": row.differs or any(cell.cell in (Cell.FIGURE, Cell.QUOTE_CUT) for cell in row.cells),
            "one outlet": row.carried == 1,
            "quotes": row.quote,
            "unsure": row.unsure,
        }[shown]

    def place(index: int) -> tuple[int, ...]:
        row = matrix.rows[index]
        starts = [cell.spans[0].start if cell.spans else 10**9 for cell in row.cells]
        first = next((n for n, start in enumerate(starts) if start < 10**9), 0)
        return (first, starts[first] if starts else 0, index)

    found = [index for index, row in enumerate(matrix.rows) if wanted(row)]
    if sort == "place":
        found.sort(key=place)
    elif sort == "differences":
        found.sort(key=lambda index: (-_differences(matrix.rows[index]), index))
    return found


def _differences(row: MatrixRow) -> int:
    weights = {Cell.FIGURE: 4, Cell.QUOTE_CUT: 3, Cell.EDITED: 1}
    return sum(weights.get(cell.cell, 0) for cell in row.cells)


def head_runs(names: Sequence[str], layout: Grid, at: int) -> list[Run]:
    """Return the row of outlet names; the one in column `at` stands out."""
    more_left, more_right = layout.first > 0, layout.first + layout.shown < layout.total
    runs: list[Run] = [(" " * (NUMBER + layout.label), ()), ("‹ " if more_left else "  ", ("faint",))]
    for column in layout.columns:
        style = ("title",) if column == at else ("soft",)
        runs.append((_cell_text(_short(names[column], layout.cell - 1), layout.cell), style))
    runs.append((" ›" if more_right else "", ("faint",)))
    return runs


def body_runs(matrix: Matrix, number: int, layout: Grid, at: int | None) -> list[Run]:
    """Return the row of one passage group.

    Args:
        matrix: The matrix.
        number: Index of the group.
        layout: The columns in view.
        at: The column under the cursor, or None when the cursor is elsewhere.
    """
    row = matrix.rows[number]
    base = ("cursor-away",) if at is not None else ()
    runs: list[Run] = [
        (f"{number + 1:>{NUMBER - 1}} ", (*base, "faint")),
        (_cell_text(row.label, layout.label), (*base, "strong" if at is not None else "text")),
        ("  ", base),
    ]
    for column in layout.columns:
        cell = row.cells[column]
        style = ("cursor",) if column == at else base
        text = _cell_text(cell_shown(cell), layout.cell - 1)
        runs += [(text, (*style, *CELL_STYLE[cell.cell])), (" ", base)]
    mark = "#" if row.differs else "?" if row.unsure else " "
    runs.append((f"{row.carried:>2}{mark}", (*base, "soft")))
    return runs


def cell_shown(cell: MatrixCell) -> str:
    """Return a cell's letter with its paragraph, or the figure that differs."""
    if cell.cell is Cell.NONE:
        return " ·"
    if cell.figure:
        # The letter first: what does not fit is cut from the end.
        return f"{cell.cell.value} {cell.figure}"
    return f" {cell.cell.value} {cell.paragraph:>2}"


def total_rows(matrix: Matrix, layout: Grid) -> list[list[Run]]:
    """Return the rows below the matrix: what each article carries, takes over and quotes."""

    def row(label: str, values: Sequence[str]) -> list[Run]:
        runs: list[Run] = [(" " * NUMBER, ()), (_cell_text(label, layout.label + 2), ("soft",))]
        runs += [(_cell_text(f" {values[column]}", layout.cell), ("soft",)) for column in layout.columns]
        return runs

    totals = matrix.totals
    return [
        row("share of shared passages carried here", [f"{one.share:.0%}" for one in totals]),
        row(
            "words linked to an earlier article",
            ["–" if one.copied is None else f"{one.copied:.0%}" for one in totals],
        ),
        row("speakers quoted / words in quotes", [f"{one.speakers} / {one.quoted_words}" for one in totals]),
    ]


def _short(name: str, width: int) -> str:
    """Return an outlet's name in `width` cells; a leading article says nothing."""
    for article in ("The ", "the "):
        name = name.removeprefix(article)
    return fit(name, width)


def _cell_text(text: str, width: int) -> str:
    shown = fit(" ".join(text.split()) if not text.startswith(" ") else text, width)
    return shown + " " * (width - cell_width(shown))
