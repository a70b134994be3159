"""What became of the words between the two halves of a link."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from rapidfuzz.distance import Indel

from reader.article import Span
from reader.comparison.model import Change, Mark
from reader.comparison.terms import Term, kept_terms, usual_spelling

_CLOSE = 0.75  # Similarity of two word sequences from which on every shared word is marked.
_LONGEST_SWAP = 6  # Words; longer stretches that differ are not one another's replacement.


def word_marks(left_text: str, left_span: Span, right_text: str, right_span: Span) -> tuple[Mark, ...]:
    """Return how the words of one passage became those of the other, in reading order.

    Runs of words are compared in order. Another spelling of the same word is `SPELLING`, never a change of
    substance. Where the two are worded differently, a shared run counts as `SAME` only if it carries
    meaning: a name, a figure or two content words; else the eye would be led to scattered "the" and "of".

    Args:
        left_text: The text in which `left_span` lies.
        left_span: The left passage, in characters.
        right_text: The text in which `right_span` lies.
        right_span: The right passage, in characters.
    """
    left, right = kept_terms(left_text, left_span), kept_terms(right_text, right_span)
    keys = [_compared_by(t) for t in left], [_compared_by(t) for t in right]
    close = Indel.normalized_similarity(*keys) >= _CLOSE
    marks: list[Mark] = []
    # The stretches since the last mark: `[i0, i)` of the left words and `[j0, j)` of the right ones.
    i0 = j0 = 0
    for opcode in Indel.opcodes(*keys):
        if opcode.tag != "equal":
            continue
        i, j, size = opcode.src_start, opcode.dest_start, opcode.src_end - opcode.src_start
        if not close and not _carries_meaning(left[i : i + size]):
            continue
        marks += _changed(left[i0:i], right[j0:j], _edge(left, i0, left_span), _edge(right, j0, right_span))
        marks += _equal(left[i : i + size], right[j : j + size])
        i0, j0 = i + size, j + size
    marks += _changed(left[i0:], right[j0:], _edge(left, i0, left_span), _edge(right, j0, right_span))
    return tuple(marks)


def shared_words(
    left_text: str, left_span: Span, right_text: str, right_span: Span
) -> tuple[tuple[Span, ...], tuple[Span, ...]]:
    """Return the words of meaning that both passages have, in whatever order; neighbours join to one span.

    This is what shows that a paraphrase says the same thing, where order says little.
    """
    sides = kept_terms(left_text, left_span), kept_terms(right_text, right_span)
    keys = [{term.key for term in side if term.content or term.figure} for side in sides]
    left, right = (_spans_of(side, keys[0] & keys[1]) for side in sides)
    return left, right


def _spans_of(side: Sequence[Term], shared: set[str]) -> tuple[Span, ...]:
    spans: list[Span] = []
    joins = False
    for term in side:
        counts = (term.content or term.figure) and term.key in shared
        if counts and joins:
            spans[-1] = Span(spans[-1].start, term.end)
        elif counts:
            spans.append(Span(term.start, term.end))
        joins = counts
    return tuple(spans)


def _compared_by(term: Term) -> str:
    """Return the key of a word, or the character itself in scripts without spaces."""
    return term.form if len(term.form) == 1 else term.key


def _carries_meaning(run: Sequence[Term]) -> bool:
    return any(t.capital or t.figure for t in run) or sum(t.content for t in run) >= 2


def _edge(row: Sequence[Term], index: int, span: Span) -> int:
    """Return where an empty stretch before word `index` stands: right behind the word before it."""
    return row[index - 1].end if index else span.start


def _equal(left: Sequence[Term], right: Sequence[Term]) -> list[Mark]:
    """Mark a run of words with the same keys, split where spelling or inflection differs."""

    def change(pair: tuple[Term, Term]) -> Change:
        a, b = pair
        if a.form == b.form:
            return Change.SAME
        return Change.SPELLING if usual_spelling(a.form) == usual_spelling(b.form) else Change.SWAPPED

    marks = []
    for kind, group in groupby(zip(left, right, strict=True), key=change):
        run = list(group)
        marks.append(
            Mark(kind, Span(run[0][0].start, run[-1][0].end), Span(run[0][1].start, run[-1][1].end)),
        )
    return marks


def _changed(left: Sequence[Term], right: Sequence[Term], left_edge: int, right_edge: int) -> list[Mark]:
    """Mark stretches that differ: a swap where one can stand for the other, else what either has alone."""
    here = Span(left[0].start, left[-1].end) if left else Span(left_edge, left_edge)
    there = Span(right[0].start, right[-1].end) if right else Span(right_edge, right_edge)
    if left and right:
        if _joined(left) == _joined(right):  # "break-away" and "breakaway"
            return [Mark(Change.SPELLING, here, there)]
        if max(len(left), len(right)) <= _LONGEST_SWAP:
            return [Mark(Change.SWAPPED, here, there)]
    marks = []
    if left:
        marks.append(Mark(Change.LEFT_ONLY, here, Span(right_edge, right_edge)))
    if right:
        marks.append(Mark(Change.RIGHT_ONLY, Span(here.end, here.end), there))
    return marks


def _joined(row: Sequence[Term]) -> str:
    return "".join(usual_spelling(t.form) for t in row)
