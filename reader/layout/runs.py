"""Styles in layers over a text, flattened once and then looked up by offset."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
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


class LayeredSpans:
    """Layers of spans over a long text, flattened only where they are looked up: few of them are in view."""

    def __init__(self, layers: Sequence[Iterable[StyledSpan]]) -> None:
        """Take layers, the bottom one first; spans may overlap, also within a layer."""
        # By start, each with its place in its layer, which decides what lies above.
        self._layers = [
            sorted((span[0], number, span) for number, span in enumerate(layer)) for layer in layers
        ]
        self._longest = [max((end - start for _, _, (start, end, _) in at), default=0) for at in self._layers]

    def over(
        self, start: int, end: int, below: Iterable[StyledSpan] = ()
    ) -> list[tuple[int, int, tuple[str, ...]]]:
        """Return runs that cover `[start, end)` exactly, as `StyleRuns` does.

        Args:
            start: First character.
            end: End, exclusive.
            below: One layer more, under all others.
        """
        near: list[Iterable[StyledSpan]] = [below]
        for spans, longest in zip(self._layers, self._longest, strict=True):
            found = spans[bisect_left(spans, (start - longest,)) : bisect_left(spans, (end,))]
            near.append(span for _, _, span in sorted(found, key=lambda one: one[1]))
        return StyleRuns(near).over(start, end)
