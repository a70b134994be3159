"""A whole text in one column of cells."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from itertools import accumulate


class Overview:
    """Where in a text what stands, asked cell by cell: long texts cost no more than short ones."""

    def __init__(self, marks: Iterable[tuple[int, int, int]]) -> None:
        """Take marks: first row, end row, weight above 0; those of no rows are left out."""
        rows: dict[int, list[tuple[int, int]]] = {}
        for first, end, weight in marks:
            if end > first:
                rows.setdefault(weight, []).append((first, end))
        self._layers: list[tuple[int, list[int], list[int]]] = []
        for weight in sorted(rows, reverse=True):
            spans = sorted(rows[weight])
            ends = list(accumulate((end for _, end in spans), max))
            self._layers.append((weight, [first for first, _ in spans], ends))

    def cells(
        self,
        total: int,
        height: int,
        view: tuple[int, int],
        *,
        shift: int = 0,
        focus: Iterable[tuple[int, int, int]] = (),
    ) -> list[tuple[int, bool]]:
        """Return for each cell the strongest weight that falls into it, and whether it is in view.

        Args:
            total: Rows of the text.
            height: Cells; a text with fewer rows than that takes one cell a row.
            view: The visible rows `[first, end)`.
            shift: Blank rows before what is marked; `total`, `view` and `focus` count them.
            focus: Further marks.
        """
        scale = max(total, height, 1)
        weights = [self._weight(cell, scale, height, shift) for cell in range(height)]
        for first, end, weight in focus:
            for cell in range(*_cells(first, end, scale, height)):
                weights[cell] = max(weights[cell], weight)
        top, bottom = _cells(view[0], min(view[1], total), scale, height)
        return [(weight, top <= cell < bottom) for cell, weight in enumerate(weights)]

    def _weight(self, cell: int, scale: int, height: int, shift: int) -> int:
        # The rows that fall into the cell, the last of them perhaps in part.
        first, end = -(-cell * scale // height), -(-(cell + 1) * scale // height)
        for weight, starts, ends in self._layers:
            at = bisect_left(starts, end - shift) - 1
            # One that begins here, or one from further up that reaches below where the cell begins.
            if at >= 0 and (starts[at] + shift >= first or (ends[at] + shift) * height > cell * scale):
                return weight
        return 0


def _cells(first: int, end: int, scale: int, height: int) -> tuple[int, int]:
    """Return the cells `[top, bottom)` that rows `[first, end)` fall into, at least one."""
    if end <= first:
        return 0, 0
    top = max(0, first * height // scale)
    return top, min(height, max(top + 1, -(-end * height // scale)))
