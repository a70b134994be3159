"""Parts of linked passages that the other side has nothing of: a sentence may share one fact and add another.

Only a part that carries a figure or a date is told, since that is a fact of its own: "won the route in 2011
*with a bid 18 per cent below that of its only rival*". What else is left over is wording, which has a lens.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from reader.article import Article, Span
from reader.comparison.amounts import Amount
from reader.comparison.model import Comparison, Kind, Passage
from reader.comparison.terms import Term, kept_terms

_SIGN = re.compile("[,;:()–—]")
_LEAST = 4  # Words with a meaning of their own that make a fact.
_NEW = 0.75  # Share of them that stand nowhere in the other article.


@dataclass(frozen=True, slots=True)
class LooseEnd:
    """A part of a linked passage without a match.

    Attributes:
        passage: The passage that it is part of.
        span: The part.
        figures: The figures and dates in it.
    """

    passage: Passage
    span: Span
    figures: tuple[Amount, ...]


def loose_ends(
    comparison: Comparison, side: int, article: Article, other: Article, alone: Sequence[Amount]
) -> Iterator[LooseEnd]:
    """Yield the parts of one side's linked passages that the other side has nothing of, in order.

    Args:
        comparison: Of the two articles.
        side: 0 for the left one, 1 for the right one.
        article: The article of that side.
        other: The other one.
        alone: The figures and dates of this side that the other has nothing to set beside.
    """
    passages = comparison.right_passages if side else comparison.left_passages
    theirs = comparison.left_passages if side else comparison.right_passages
    ends = [(link.right, link.left) if side else (link.left, link.right) for link in comparison.links]
    copied = {
        here for (here, _), link in zip(ends, comparison.links, strict=True) if link.kind is Kind.VERBATIM
    }
    everywhere = {term.key for passage in theirs for term in kept_terms(other.text, passage.span)}
    for passage in passages:
        partners = [there for here, there in ends if here == passage.span]
        if not partners or passage.span in copied:
            continue
        new = [amount for amount in alone if amount.passage == passage.span and not amount.quoted]
        if not new:
            continue
        shared = {term.key for there in partners for term in kept_terms(other.text, there) if term.content}
        row = kept_terms(article.text, passage.span)
        for run in _runs(row, shared, new):
            # The whole stretch, or where much of it stands elsewhere over there the clause with the figure.
            for part in (run, *_clauses(article.text, run)):
                words = [term for term in part if term.content]
                span = Span(part[0].start, part[-1].end)
                figures = tuple(amount for amount in new if span.overlaps(amount.span))
                unknown = sum(
                    term.key not in everywhere or any(a.span.contains(term.start) for a in figures)
                    for term in words
                )
                if figures and len(words) >= _LEAST and unknown >= _NEW * len(words):
                    yield LooseEnd(passage, span, figures)
                    break


def _runs(row: Sequence[Term], shared: set[str], new: Sequence[Amount]) -> Iterator[Sequence[Term]]:
    """Yield the stretches of a passage between the words that its partners have too."""
    first = 0
    for at in range(len(row) + 1):
        common = at < len(row) and row[at].content and row[at].key in shared
        # "18 per cent" is not parted because the other side has some per cent as well.
        if at == len(row) or (common and not any(a.span.contains(row[at].start) for a in new)):
            last = at
            while last > first and not row[last - 1].content:
                last -= 1
            if last > first:
                yield row[first:last]
            first = at + 1


def _clauses(text: str, run: Sequence[Term]) -> Iterator[Sequence[Term]]:
    """Yield a stretch clause by clause, where it has several."""
    cuts = [at for at in range(1, len(run)) if _SIGN.search(text, run[at - 1].end, run[at].start)]
    if cuts:
        yield from (run[a:b] for a, b in pairwise((0, *cuts, len(run))))
