"""Reading one article with the others in the margin: how many outlets carry each passage, and how."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from reader.article import Article, Span
from reader.comparison.compare import passages
from reader.comparison.matrix import Cell, Matrix, MatrixRow, house
from reader.comparison.places import Places


class Mark(StrEnum):
    """What the margin says of a passage, besides the number of outlets; the weightiest of what holds."""

    FIGURE = "#"
    """A figure or date differs elsewhere."""
    ONLY = "+"
    """No match found in any other outlet."""
    UNSURE = "?"
    """Others may have it; no link is sure enough to count."""
    MOVED = "^"
    """It stands much higher or lower elsewhere."""
    WORDED = "~"
    """It is worded differently elsewhere."""
    SAME = "="
    """All who carry it have it in the same words."""


MUCH = 0.4
"""Difference of the shares of text before a passage from which it stands much higher or lower elsewhere."""


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """Another article's form of a passage, for the peek.

    Attributes:
        article: Index into the articles given.
        spans: Its passages there.
        cell: How it stands to the group's first wording.
        unsure: Whether the link is not sure enough to count.
        place: The share of that article's text before it, 0 to 1.
    """

    article: int
    spans: tuple[Span, ...]
    cell: Cell
    unsure: bool
    place: float


@dataclass(frozen=True, slots=True)
class Corroborated:
    """What the margin shows beside one passage.

    Attributes:
        span: The passage.
        outlets: How many outlets carry it, this one included; unsure links are not counted.
        mark: What differs.
        place: The share of this article's text before it, 0 to 1.
        elsewhere: The other articles that have it, in the matrix's order, unsure ones last.
    """

    span: Span
    outlets: int
    mark: Mark
    place: float
    elsewhere: tuple[Elsewhere, ...]


def corroboration(article: int, articles: Sequence[Article], matrix: Matrix) -> tuple[Corroborated, ...]:
    """Return for every passage of one article who else carries it, in the order of the text.

    Several articles of one outlet, versions for example, count as one.

    Args:
        article: Index of the article that is read.
        articles: The story's, as they were given to `story_matrix`.
        matrix: Of these articles.
    """
    places = [Places(one, passages(one)) for one in articles]
    column = matrix.order.index(article)
    rows = {span: row for row in matrix.rows for span in row.cells[column].spans}
    return tuple(
        _corroborated(article, passage.span, rows.get(passage.span), articles, matrix, places)
        for passage in passages(articles[article])
    )


def _corroborated(
    article: int,
    span: Span,
    row: MatrixRow | None,
    articles: Sequence[Article],
    matrix: Matrix,
    places: Sequence[Places],
) -> Corroborated:
    place = round(places[article].share(span.start), 4)
    if row is None:
        return Corroborated(span, 1, Mark.ONLY, place, ())
    mine = row.cells[matrix.order.index(article)]
    unsure_here = mine.cell is Cell.UNSURE
    others = [
        Elsewhere(
            other,
            cell.spans,
            cell.cell,
            unsure_here or cell.cell is Cell.UNSURE,
            round(places[other].share(cell.spans[0].start), 4),
        )
        for other, cell in zip(matrix.order, row.cells, strict=True)
        if other != article and cell.spans
    ]
    # The first wording is sure only through those that are tied to it.
    if sum(cell.cell not in (Cell.NONE, Cell.UNSURE) for cell in row.cells) < 2:
        others = [Elsewhere(o.article, o.spans, o.cell, True, o.place) for o in others]
    others.sort(key=lambda other: other.unsure)
    sure = [other for other in others if not other.unsure]
    carriers = {house(articles[other.article], other.article) for other in sure}
    carriers.add(house(articles[article], article))
    return Corroborated(
        span, len(carriers), _mark(row, mine.cell, place, others, sure, len(carriers)), place, tuple(others)
    )


def _mark(
    row: MatrixRow,
    mine: Cell,
    place: float,
    others: Sequence[Elsewhere],
    sure: Sequence[Elsewhere],
    outlets: int,
) -> Mark:
    if not sure:
        return Mark.UNSURE if others else Mark.ONLY
    if row.differs and (mine is Cell.FIGURE or any(other.cell is Cell.FIGURE for other in sure)):
        return Mark.FIGURE
    if outlets == 1:
        return Mark.ONLY
    if any(abs(other.place - place) >= MUCH for other in sure):
        return Mark.MOVED
    alike = mine in (Cell.FIRST, Cell.SAME) and all(other.cell in (Cell.FIRST, Cell.SAME) for other in sure)
    return Mark.SAME if alike else Mark.WORDED
