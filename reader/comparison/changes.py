"""What was worded differently inside linked passages, link by link."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from reader.article import Article, Span
from reader.comparison.marks import word_marks
from reader.comparison.model import Change, Comparison, Link, Mark
from reader.comparison.terms import kept_terms


@dataclass(frozen=True, slots=True)
class Changed:
    """What differs between the two passages of a link, in more than spelling.

    Attributes:
        link: The link.
        marks: The differences in reading order; never empty.
    """

    link: Link
    marks: tuple[Mark, ...]


def changes(comparison: Comparison, left: Article, right: Article) -> tuple[Changed, ...]:
    """Return the linked passages that differ, in order.

    Where one side tells in two sentences what the other tells in one, each half of it lacks what the other
    half has: that is no change, and is left out.
    """
    others: tuple[defaultdict[Span, list[Span]], ...] = (defaultdict(list), defaultdict(list))
    for link in comparison.links:
        others[0][link.left].append(link.right)
        others[1][link.right].append(link.left)
    found = []
    for link in comparison.links:
        elsewhere = (
            _keys(right.text, [span for span in others[0][link.left] if span != link.right]),
            _keys(left.text, [span for span in others[1][link.right] if span != link.left]),
        )
        marks = tuple(
            mark
            for mark in word_marks(left.text, link.left, right.text, link.right)
            if mark.change not in (Change.SAME, Change.SPELLING)
            and not _told(mark, left.text, right.text, elsewhere)
        )
        if marks:
            found.append(Changed(link, marks))
    return tuple(found)


def _told(mark: Mark, left: str, right: str, elsewhere: tuple[set[str], set[str]]) -> bool:
    """Tell whether what one side has more stands in another passage linked with this one."""
    if mark.change is Change.SWAPPED:
        return False
    here, there = _keys(left, [mark.left]), _keys(right, [mark.right])
    return bool(here | there) and here <= elsewhere[0] and there <= elsewhere[1]


def _keys(text: str, spans: list[Span]) -> set[str]:
    return {term.key for span in spans for term in kept_terms(text, span) if term.content}
