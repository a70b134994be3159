"""Stretches that were copied word for word, wherever they begin and end.

Runs of a few words that both texts hold (anchors) are extended in both directions to maximal runs. Runs
with a small gap between them on both sides are one copy with a slip in it. Order plays no part: each run
stands for itself.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from reader.article import Span
from reader.comparison.model import Evidence, Kind, Link
from reader.comparison.rows import Row

ANCHOR = 5
"""Words in an anchor."""
LONG_TEXT = 50_000
"""Words from which on only every fourth place of the right text is an anchor, which bounds the memory; a run
of eight words still cannot be missed."""
MOST_PLACES = 8
"""An anchor that stands in more places is a common phrase."""
SHORTEST = 25
"""Words that a copied stretch must hold to be a link of its own; shorter ones are the sentences' matter."""
GAP = 6
"""Words that may differ between two runs of one copy, on either side."""
LEFT_OVER = 0.2
"""Part of their content words that two passages may share outside a stretch that takes up their link."""
COPY_SCORE = 0.99
"""What a copied stretch scores: so many equal words in a row don't come about by chance."""


class Run(NamedTuple):
    """A stretch of words of the left text that stands in the right text too: word indexes, ends exclusive."""

    left: int
    left_end: int
    right: int
    right_end: int


def copied_runs(left: Sequence[int], right: Sequence[int], shortest: int = ANCHOR) -> list[Run]:
    """Return the maximal runs of at least `shortest` equal words, in order; none overlap on the left.

    Args:
        left: The left text's words as numbers, equal for equal words.
        right: The right text's words likewise.
        shortest: At least `ANCHOR`; in texts over `LONG_TEXT` words runs under eight words may be missed.
    """
    stride = 4 if len(right) > LONG_TEXT else 1
    places: dict[tuple[int, ...], list[int]] = {}
    for j in range(0, len(right) - ANCHOR + 1, stride):
        where = places.setdefault(tuple(right[j : j + ANCHOR]), [])
        if len(where) < MOST_PLACES:
            where.append(j)
    runs: list[Run] = []
    i = 0
    reached = 0  # Words before this one are part of a run already.
    while i <= len(left) - ANCHOR:
        best: Run | None = None
        for j in places.get(tuple(left[i : i + ANCHOR]), ()):
            size = ANCHOR
            while i + size < len(left) and j + size < len(right) and left[i + size] == right[j + size]:
                size += 1
            back = 0
            while i - back > reached and j - back > 0 and left[i - back - 1] == right[j - back - 1]:
                back += 1
            if best is None or size + back > best.left_end - best.left:
                best = Run(i - back, i + size, j - back, j + size)
        if best is not None and best.left_end - best.left >= shortest:
            runs.append(best)
            i = reached = best.left_end
        else:
            i += 1
    return runs


def copied_stretches(runs: Sequence[Run]) -> list[tuple[Run, bool]]:
    """Join runs of one copy, and return those of at least `SHORTEST` words, each with whether it is exact."""
    joined: list[tuple[Run, bool]] = []
    for run in runs:
        if joined:
            last, _ = joined[-1]
            if 0 <= run.left - last.left_end <= GAP and 0 <= run.right - last.right_end <= GAP:
                joined[-1] = (Run(last.left, run.left_end, last.right, run.right_end), False)
                continue
        joined.append((run, True))
    return [(run, exact) for run, exact in joined if run.left_end - run.left >= SHORTEST]


def join_copied(
    a: str, left: Sequence[Row], b: str, right: Sequence[Row], links: Sequence[Link]
) -> tuple[Link, ...]:
    """Return `links` with those that are parts of one longer copy replaced by a link of its length.

    A copied stretch becomes a link where it crosses a sentence border, on either side. Links of sentences
    that share little outside it are taken up by it.
    """
    numbers: dict[str, int] = {}
    left_terms = [term for row in left for term in row.terms]
    right_terms = [term for row in right for term in row.terms]
    left_words = [numbers.setdefault(term.form, len(numbers)) for term in left_terms]
    right_words = [numbers.setdefault(term.form, len(numbers)) for term in right_terms]
    left_spans, right_spans = [row.span for row in left], [row.span for row in right]
    stretches: list[Link] = []
    for run, exact in copied_stretches(copied_runs(left_words, right_words)):
        here = Span(left_terms[run.left].start, left_terms[run.left_end - 1].end)
        there = Span(right_terms[run.right].start, right_terms[run.right_end - 1].end)
        if _crosses(here, left_spans) or _crosses(there, right_spans):
            stretches.append(
                Link(
                    _widened(a, here, left_spans),
                    _widened(b, there, right_spans),
                    Kind.VERBATIM if exact else Kind.NEAR_VERBATIM,
                    COPY_SCORE,
                    Evidence(parts=(("words in one run", float(run.left_end - run.left)),)),
                )
            )
    if not stretches:
        return tuple(links)
    left_by_span, right_by_span = {row.span: row for row in left}, {row.span: row for row in right}
    kept = [
        link
        for link in links
        if not any(
            _taken_up(left_by_span[link.left], right_by_span[link.right], stretch) for stretch in stretches
        )
    ]
    return tuple(sorted((*kept, *stretches), key=lambda link: (link.left, link.right)))


def _touched(span: Span, passages: Sequence[Span]) -> Sequence[Span]:
    """Return the passages that share a character with the span; passages are in order and do not overlap."""
    first = bisect_right(passages, span.start, key=lambda passage: passage.end)
    last = bisect_left(passages, span.end, key=lambda passage: passage.start)
    return passages[first:last]


def _widened(text: str, span: Span, passages: Sequence[Span]) -> Span:
    """Return the span with the quote marks and full stops that belong to its first and last sentence."""
    touched = _touched(span, passages)
    start, end = span
    if not any(character.isalnum() for character in text[touched[0].start : start]):
        start = min(start, touched[0].start)
    if not any(character.isalnum() for character in text[end : touched[-1].end]):
        end = max(end, touched[-1].end)
    return Span(start, end)


def _crosses(span: Span, passages: Sequence[Span]) -> bool:
    """Tell whether a stretch holds at least half of more than one passage."""
    touched = _touched(span, passages)
    return sum(2 * (min(p.end, span.end) - max(p.start, span.start)) >= p.length for p in touched) > 1


def _taken_up(left: Row, right: Row, stretch: Link) -> bool:
    """Tell whether what two linked passages share lies in the stretch, which reaches into both.

    A passage that lies wholly in it keeps its link with one that mostly does not: one is a part of the other.
    """
    inside = sorted((_inside(left.span, stretch.left), _inside(right.span, stretch.right)))
    if inside[0] <= 0 or (inside[0] < 0.5 and inside[1] > 0.95):
        return False
    shared = _outside(left, stretch.left) & _outside(right, stretch.right)
    return len(shared) <= LEFT_OVER * min(len(left.content), len(right.content))


def _inside(passage: Span, stretch: Span) -> float:
    """Return which part of a passage lies in the stretch; 0 or less when none does."""
    return (min(passage.end, stretch.end) - max(passage.start, stretch.start)) / passage.length


def _outside(row: Row, stretch: Span) -> set[str]:
    """Return the keys of the content words of a passage that lie outside the stretch."""
    return {t.key for t in row.terms if t.content and not stretch.contains(t.start)}
