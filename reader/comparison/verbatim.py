"""Stretches that were copied word for word, wherever they begin and end.

Runs of a few words that both texts hold (anchors) are extended in both directions to maximal runs. Runs
with a small gap between them on both sides are one copy with a slip in it. Order plays no part: each run
stands for itself.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Hashable, Iterable, Sequence
from itertools import accumulate, chain
from typing import NamedTuple

from reader.article import Span
from reader.comparison.model import Evidence, Kind, Link
from reader.comparison.rows import Row
from reader.comparison.terms import Term

ANCHOR = 5
"""Words in an anchor."""
LONG_TEXT = 50_000
"""Words from which on only every fourth place of the right text is an anchor, which bounds the memory; a run
of eight words still cannot be missed."""
MOST_PLACES = 8
"""Places of an anchor that are tried, the first ones. Where it stands in more, longer anchors lead on."""
LONG_ANCHOR = 20
"""Words in the anchors that find a copy which consists of nothing but common phrases."""
SHORTEST = 25
"""Words that a copied stretch must hold to be a link of its own; shorter ones are the sentences' matter."""
GAP = 6
"""Words that may differ between two runs of one copy, on either side."""
LEFT_OVER = 0.2
"""Part of their content words that two passages may share outside a stretch that takes up their link."""
UNSPACED = ("zh", "ja")
"""Languages written without spaces."""
COPY_SCORE = 0.99
"""What a copied stretch scores: so many equal words in a row don't come about by chance."""


class Run(NamedTuple):
    """A stretch of words of the left text that stands in the right text too: word indexes, ends exclusive."""

    left: int
    left_end: int
    right: int
    right_end: int


def copied_runs(left: Sequence[Hashable], right: Sequence[Hashable], shortest: int = ANCHOR) -> list[Run]:
    """Return the maximal runs of at least `shortest` equal words, in order; none overlap on the left.

    No word needs to be rare: identical texts are one run, even if they repeat few words again and again.

    Args:
        left: The left text's words, or what stands for them.
        right: The right text's words likewise.
        shortest: At least `ANCHOR`; in texts over `LONG_TEXT` words runs under eight words may be missed.
    """
    places, long_places = _anchors(right)
    runs: list[Run] = []
    i = 0
    while i <= len(left) - ANCHOR:
        where = places.get(tuple(left[i : i + ANCHOR]))
        if where is None:
            i += 1
            continue
        if len(where) == MOST_PLACES:
            where = where + long_places.get(tuple(left[i : i + LONG_ANCHOR]), [])
        reached = runs[-1].left_end if runs else 0  # Words before this one are part of a run already.
        best = max((_extended(left, i, right, j, reached) for j in where), key=_length)
        if runs and best.left == reached:
            # A common phrase may have taken the first words of a longer copy.
            whole = _extended(left, best.left, right, best.right, runs[-1].left)
            if whole.left < reached and _length(whole) > _length(runs[-1]):
                runs.pop()
                best = whole
        if _length(best) >= shortest:
            runs.append(best)
            i = best.left_end
        else:
            i += 1
    return runs


_Places = dict[tuple[Hashable, ...], list[int]]


def _anchors(words: Sequence[Hashable]) -> tuple[_Places, _Places]:
    """Return the places of a text's anchors, and of the long anchors where common phrases begin."""
    stride = 4 if len(words) > LONG_TEXT else 1
    places: _Places = {}
    long_places: _Places = {}
    for j in range(0, len(words) - ANCHOR + 1, stride):
        where = places.setdefault(tuple(words[j : j + ANCHOR]), [])
        if len(where) == MOST_PLACES:
            where = long_places.setdefault(tuple(words[j : j + LONG_ANCHOR]), [])
        if len(where) < MOST_PLACES:
            where.append(j)
    return places, long_places


def _extended(left: Sequence[Hashable], i: int, right: Sequence[Hashable], j: int, floor: int) -> Run:
    """Return the longest run of equal words around an anchor, from left word `floor` on."""
    size = ANCHOR
    while i + size < len(left) and j + size < len(right) and left[i + size] == right[j + size]:
        size += 1
    back = 0
    while i - back > floor and j - back > 0 and left[i - back - 1] == right[j - back - 1]:
        back += 1
    return Run(i - back, i + size, j - back, j + size)


def _length(run: Run) -> int:
    return run.left_end - run.left


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
    here, there = _Words(left), _Words(right)
    left_spans, right_spans = [row.span for row in left], [row.span for row in right]
    stretches: list[Link] = []
    for run, unbroken in copied_stretches(copied_runs(here.compared, there.compared)):
        ours, theirs = here.terms(run.left, run.left_end), there.terms(run.right, run.right_end)
        exact = unbroken and [term.form for term in ours] == [term.form for term in theirs]
        from_here, from_there = Span(ours[0].start, ours[-1].end), Span(theirs[0].start, theirs[-1].end)
        if _crosses(from_here, left_spans) or _crosses(from_there, right_spans):
            stretches.append(
                Link(
                    _widened(a, from_here, left_spans),
                    _widened(b, from_there, right_spans),
                    Kind.VERBATIM if exact else Kind.NEAR_VERBATIM,
                    COPY_SCORE,
                    Evidence(parts=((f"{run.left_end - run.left} words in one run", 100 * COPY_SCORE),)),
                )
            )
    if not stretches:
        return tuple(links)
    left_by_span, right_by_span = {row.span: row for row in left}, {row.span: row for row in right}
    left_copied, right_copied = _merged(s.left for s in stretches), _merged(s.right for s in stretches)
    left_stretches = [stretch.left for stretch in stretches]  # In order and apart, as the runs are.

    def belongs_to_a_copy(link: Link) -> bool:
        rows = left_by_span[link.left], right_by_span[link.right]
        near = stretches[_touched(link.left, left_stretches)]
        # What is copied on both sides, but not together, is a phrase that both texts repeat.
        return any(_taken_up(*rows, stretch) for stretch in near) or (
            _lies_in(link.left, left_copied) and _lies_in(link.right, right_copied)
        )

    kept = (link for link in links if not belongs_to_a_copy(link))
    return tuple(sorted((*kept, *stretches), key=lambda link: (link.left, link.right)))


class _Words:
    """The words of a text one after another, whatever passage they stand in.

    They are compared by their stems, so that another spelling does not break a copy in two; in scripts
    without spaces by their characters.
    """

    def __init__(self, rows: Sequence[Row]) -> None:
        self._rows = rows
        self._ends = list(accumulate(len(row.keys) for row in rows))
        unspaced = bool(rows) and rows[0].language in UNSPACED
        self.compared: list[str] = (
            [term.form for row in rows for term in row.terms]
            if unspaced
            else list(chain.from_iterable(row.keys for row in rows))
        )

    def terms(self, start: int, end: int) -> list[Term]:
        """Return words by their number in the text."""
        first, last = bisect_right(self._ends, start), bisect_left(self._ends, end)
        offset = self._ends[first] - len(self._rows[first].keys)
        found = [term for row in self._rows[first : last + 1] for term in row.terms]
        return found[start - offset : end - offset]


def _merged(spans: Iterable[Span]) -> list[Span]:
    """Return the spans in order, those that overlap as one."""
    merged: list[Span] = []
    for span in sorted(spans):
        if merged and span.start <= merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, span.end))
        else:
            merged.append(span)
    return merged


def _lies_in(passage: Span, spans: Sequence[Span]) -> bool:
    """Tell whether a passage lies in one of the spans, but for a quote mark or so."""
    return any(_inside(passage, span) > 0.95 for span in spans[_touched(passage, spans)])


def _touched(span: Span, passages: Sequence[Span]) -> slice:
    """Return where the passages stand that share a character with the span; they are in order and apart."""
    first = bisect_right(passages, span.start, key=lambda passage: passage.end)
    last = bisect_left(passages, span.end, key=lambda passage: passage.start)
    return slice(first, last)


def _widened(text: str, span: Span, passages: Sequence[Span]) -> Span:
    """Return the span with the quote marks and full stops that belong to its first and last sentence."""
    touched = passages[_touched(span, passages)]
    start, end = span
    if not any(character.isalnum() for character in text[touched[0].start : start]):
        start = min(start, touched[0].start)
    if not any(character.isalnum() for character in text[end : touched[-1].end]):
        end = max(end, touched[-1].end)
    return Span(start, end)


def _crosses(span: Span, passages: Sequence[Span]) -> bool:
    """Tell whether a stretch holds at least half of more than one passage."""
    touched = passages[_touched(span, passages)]
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
