"""Styles in layers over a text, flattened once and then looked up by offset."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from itertools import pairwise

StyledSpan = tuple[int, int, str]
"""First character, end exclusive, style name."""


class StyleRuns:
    """Layered styles as runs without overlap."""

    def __init__(self, layers: Sequence[Iterable[StyledSpan]]) -> None:
        """Flatten layers, the bottom one first; spans may overlap, also within a layer."""
        opening: dict[int, list[tuple[int, int, str]]] = {}
        closing: dict[int, list[tuple[int, int, str]]] = {}
        number = 0
        for depth, layer in enumerate(layers):
            for start, end, name in layer:
                if end > start:
                    entry = (depth, number, name)
                    number += 1
                    opening.setdefault(start, []).append(entry)
                    closing.setdefault(end, []).append(entry)
        edges = sorted({*opening, *closing})
        active: set[tuple[int, int, str]] = set()
        self._starts: list[int] = []
        self._ends: list[int] = []
        self._names: list[tuple[str, ...]] = []
        for edge, following in pairwise(edges):
            active.difference_update(closing.get(edge, ()))
            active.update(opening.get(edge, ()))
            if active:
                self._starts.append(edge)
                self._ends.append(following)
                self._names.append(tuple(name for _, _, name in sorted(active)))

    def over(self, start: int, end: int) -> list[tuple[int, int, tuple[str, ...]]]:
        """Return runs that cover `[start, end)` exactly, in order, with style names from bottom to top."""
        runs: list[tuple[int, int, tuple[str, ...]]] = []
        here = start
        at = max(0, bisect_right(self._starts, start) - 1)
        while at < len(self._starts) and self._starts[at] < end:
            first, last = max(self._starts[at], here), min(self._ends[at], end)
            if last > first:
                if first > here:
                    runs.append((here, first, ()))
                runs.append((first, last, self._names[at]))
                here = last
            at += 1
        if here < end:
            runs.append((here, end, ()))
        return runs
