"""Where the article's own text stands on a page: the best contiguous run of prose."""

from __future__ import annotations

from collections.abc import Sequence

from reader.importers.units import Unit

_CAP = 80
_LONE = 0.25


def weigh(units: Sequence[Unit]) -> list[float]:
    """Return what each unit speaks for (above zero) or against (below) being in the text."""
    weights: list[float] = []
    for index, unit in enumerate(units):
        shape = unit.shape
        if shape.prose:
            near = units[max(0, index - 2) : index] + units[index + 1 : index + 3]  # type: ignore[operator]
            backed = any(other.shape.prose for other in near)
            weights.append(min(shape.words, _CAP) * (1.0 if backed else _LONE))
        elif shape.kind in ("furniture", "copyright"):
            weights.append(-10.0)
        elif shape.end:
            weights.append(-12.0)
        else:
            weights.append(-4.0)
    return weights


def body_range(units: Sequence[Unit], start: int = 0) -> tuple[int, int]:
    """Return the range `[first, last)` of units that holds the article's text; empty when there is none."""
    weights = weigh(units)
    spans: list[tuple[float, int, int]] = []
    first, total, best, best_at = start, 0.0, 0.0, start
    words = 0

    def close() -> None:
        if best > 0:
            spans.append((best, first, best_at + 1))

    for index in range(start, len(units)):
        total += weights[index]
        if units[index].shape.prose:
            words += units[index].shape.words
        stop = units[index].shape.end and words >= 100
        if total > best:
            best, best_at = total, index
        if total <= 0 or stop:
            close()
            first, total, best, words = index + 1, 0.0, 0.0, 0
    close()
    if not spans:
        return (start, start)
    top = max(score for score, _, _ in spans)
    _, first, last = next(span for span in spans if span[0] >= top / 2)
    return first, last
