"""A whole text in one column of cells."""

from __future__ import annotations

from collections.abc import Iterable


def minimap(
    total: int, height: int, marks: Iterable[tuple[int, int, int]], view: tuple[int, int]
) -> list[tuple[int, bool]]:
    """Return for each cell the strongest weight that falls into it, and whether it is in view.

    Args:
        total: Rows of the text.
        height: Cells; a text with fewer rows than that takes one cell a row.
        marks: (first row, end row, weight) each; weights above 0.
        view: The visible rows `[first, end)`.
    """
    scale = max(total, height, 1)
    weights = [0] * height
    for first, end, weight in marks:
        top, bottom = _cells(first, end, scale, height)
        for cell in range(top, bottom):
            weights[cell] = max(weights[cell], weight)
    top, bottom = _cells(view[0], min(view[1], total), scale, height)
    return [(weight, top <= cell < bottom) for cell, weight in enumerate(weights)]


def _cells(first: int, end: int, scale: int, height: int) -> tuple[int, int]:
    """Return the cells `[top, bottom)` that rows `[first, end)` fall into, at least one."""
    if end <= first:
        return 0, 0
    top = max(0, first * height // scale)
    return top, min(height, max(top + 1, -(-end * height // scale)))
