"""Ribbons: curves in the gutter from each passage to its counterpart, drawn in braille dots."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import floor
from typing import NamedTuple

BRAILLE = 0x2800
_DOTS = ((0x01, 0x08), (0x02, 0x10), (0x04, 0x20), (0x40, 0x80))
"""Bits of the dots of a braille cell, by row and column."""


@dataclass(frozen=True, slots=True)
class Connector:
    """A link to draw.

    Attributes:
        left: Rows `[top, bottom)` of its left half, counted from the first row of the viewport.
        right: Rows of its right half.
        link: Its number.
    """

    left: tuple[int, int]
    right: tuple[int, int]
    link: int


class GutterCell(NamedTuple):
    """One cell of the gutter; `link` is -1 where nothing is drawn."""

    char: str
    link: int


_BLANK = GutterCell(" ", -1)


def draw_gutter(
    connectors: Sequence[Connector],
    height: int,
    width: int,
    *,
    focused: int | None = None,
    ascii_only: bool = False,
) -> list[list[GutterCell]]:
    """Return `height` rows of `width` cells with a curve for every connector that reaches into the viewport.

    The outer columns carry bars along both halves; between them runs the curve from middle to middle. The
    focused one is drawn last and thick, the others dotted.

    Args:
        connectors: What to draw.
        height: Rows of the viewport.
        width: Cells of the gutter, at least 1.
        focused: The link in focus.
        ascii_only: Whether to draw with ASCII characters.
    """
    grid = [[_BLANK] * width for _ in range(height)]
    visible = [c for c in connectors if _reaches(c, height)]
    visible.sort(key=lambda connector: connector.link == focused)
    for connector in visible:
        strong = connector.link == focused
        if width >= 4 and height:
            curve = _ascii_curve if ascii_only else _braille_curve
            curve(grid, connector, strong)
    for connector in visible:
        strong = connector.link == focused
        bar = "|" if ascii_only else "┃" if strong else "│"
        for column, (top, bottom) in ((0, connector.left), (width - 1, connector.right)):
            for row in range(max(0, top), min(height, bottom)):
                grid[row][column] = GutterCell(bar, connector.link)
    return grid


def _reaches(connector: Connector, height: int) -> bool:
    """Tell whether any part of a connector lies in the viewport."""
    tops = connector.left[0], connector.right[0]
    bottoms = connector.left[1], connector.right[1]
    return min(tops) < height and max(bottoms) > 0


def _middles(connector: Connector) -> tuple[float, float]:
    """Return the rows, as a fraction, from which and to which the curve runs."""
    return sum(connector.left) / 2, sum(connector.right) / 2


def _ease(share: float) -> float:
    """Return the S of the curve: flat at both ends, steep in the middle."""
    return share * share * (3 - 2 * share)


def _braille_curve(grid: list[list[GutterCell]], connector: Connector, strong: bool) -> None:
    height, columns = len(grid), len(grid[0]) - 2
    start, end = _middles(connector)
    across = columns * 2
    dots: set[tuple[int, int]] = set()
    drawn = 0
    before: int | None = None
    for x in range(across):
        # Rounded relative to the start, so that a curve keeps its shape while it scrolls.
        y = round(start * 4) + floor((end - start) * 4 * _ease(x / max(1, across - 1)))
        low, high = (y, y) if before is None else (min(before, y), max(before, y))
        if before is not None and high > low:
            low, high = (low + 1, high) if before < y else (low, high - 1)
        # A counterpart may be thousands of rows away: only what is in sight is drawn.
        for dot in range(max(low, -1), min(high, height * 4 - 1) + 1):
            if strong:
                dots |= {(x, dot), (x, dot + 1)}
            # Every other dot of a curve out of focus: a whisper, and crossing curves stay apart.
            elif (drawn + (dot - low if start <= end else high - dot)) % 2 == 0:
                dots.add((x, dot))
        drawn += high - low + 1
        before = y
    bits: dict[tuple[int, int], int] = {}
    for x, y in dots:
        row = y // 4
        if 0 <= row < height:
            at = (row, x // 2)
            bits[at] = bits.get(at, 0) | _DOTS[y % 4][x % 2]
    for (row, column), pattern in bits.items():
        cell = grid[row][column + 1]
        if cell.link >= 0 and not strong:
            pattern |= ord(cell.char) - BRAILLE
        grid[row][column + 1] = GutterCell(chr(BRAILLE + pattern), connector.link)


def _ascii_curve(grid: list[list[GutterCell]], connector: Connector, strong: bool) -> None:
    height, columns = len(grid), len(grid[0]) - 2
    start, end = _middles(connector)
    before = floor(start)
    for x in range(columns):
        y = floor(start) + floor((end - start) * _ease(x / max(1, columns - 1)))
        low, high = min(before, y), max(before, y)
        char = "-" if low == high else "\\" if y > before else "/"
        for row in range(max(0, low), min(height - 1, high) + 1):
            grid[row][x + 1] = GutterCell(char, connector.link)
        before = y
