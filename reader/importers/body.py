"""Where the article's own text stands on a page: the best contiguous run of prose.

Every unit speaks for or against being in the text; the run whose weights add up highest is the text, and
of several runs that come near, the earliest: comment threads are longer than the articles above them.
The weights were set on 150 pages of 2003 to 2023, most of them German and English; half or twice of any
moves the score by less than .01.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from reader.importers.shapes import Kind
from reader.importers.units import Unit

# A paragraph counts by its words, up to this many.
_MOST_WORDS = 60
# A shorter one without prose within three lines of it is a teaser, and counts a quarter.
_TEASER_WORDS = 25
_NEAR = 3
_LONE_SHARE = 0.25
_LABEL = -3.0
_AGAINST = {
    Kind.BUTTON: -12.0,
    Kind.COPYRIGHT: -12.0,
    Kind.NOTICE: -15.0,
    Kind.POINTER: -15.0,
    Kind.ANNOUNCEMENT: -25.0,
    Kind.COMMENTS: -25.0,
}
# Comments close a run that has this many words, and what follows them counts less.
_WORDS_BEFORE_COMMENTS = 100
_AFTER_COMMENTS = 0.3
_WORDS_BEFORE_DOUBT = 20
_NEARLY_BEST = 0.5


def body_range(units: Sequence[Unit]) -> tuple[int, int]:
    """Return the range `[first, last)` of units that holds the article's text; empty when there is none."""
    runs = _runs(units)
    if not runs:
        return (0, 0)
    best = max(weight for weight, _, _ in runs)
    return next((first, last) for weight, first, last in runs if weight >= best * _NEARLY_BEST)


def _runs(units: Sequence[Unit]) -> list[tuple[float, int, int]]:
    """Return the runs whose weights add up to most, in order, each as weight, first and last unit."""
    weights = _weigh(units)
    runs: list[tuple[float, int, int]] = []
    first, total, best, best_last = 0, 0.0, 0.0, 0
    words_in_run = words_so_far = 0
    trust = 1.0
    for index, unit in enumerate(units):
        total += weights[index] * trust
        if unit.shape.prose:
            words_in_run += unit.shape.words
            words_so_far += unit.shape.words
        closing = False
        if unit.shape.kind is Kind.COMMENTS:
            closing = words_in_run >= _WORDS_BEFORE_COMMENTS
            trust *= _AFTER_COMMENTS if words_so_far >= _WORDS_BEFORE_DOUBT else 1.0
        if total > best:
            best, best_last = total, index + 1
        if total <= 0 or closing:
            if best > 0:
                runs.append((best, first, best_last))
            first, total, best, words_in_run = index + 1, 0.0, 0.0, 0
    if best > 0:
        runs.append((best, first, best_last))
    return runs


def _weigh(units: Sequence[Unit]) -> list[float]:
    """Return what each unit speaks for (above zero) or against (below) being in the text."""
    prose = [index for index, unit in enumerate(units) if unit.shape.prose]
    backed = {index for pair in pairwise(prose) if pair[1] - pair[0] <= _NEAR for index in pair}
    weights: list[float] = []
    for index, unit in enumerate(units):
        shape = unit.shape
        if not shape.prose:
            weights.append(_AGAINST.get(shape.kind, _LABEL))
        elif shape.words < _TEASER_WORDS and index not in backed:
            weights.append(shape.words * _LONE_SHARE)
        else:
            weights.append(float(min(shape.words, _MOST_WORDS)))
    return weights
