"""The matrix of a story: passage groups by outlets. What a cell holds; `table.py` computes it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from reader.article import Article, Span


def house(article: Article, index: int) -> str:
    """Return what makes an outlet one: its name; an unknown outlet is one of its own."""
    return article.outlet.value if article.outlet is not None else f"#{index}"


class Cell(StrEnum):
    """How an outlet has a passage group, with the letter it is shown by."""

    FIRST = "A"
    """The earliest known wording (or the one that the others are closest to, when times are unknown)."""
    SAME = "="
    EDITED = "~"
    QUOTE_CUT = "q"
    FIGURE = "#"
    """A figure or date differs from the first wording's."""
    UNSURE = "?"
    NONE = "."
    """No match found here."""


@dataclass(frozen=True, slots=True)
class MatrixCell:
    """One outlet's form of a passage group.

    Attributes:
        cell: How it stands to the group's first wording.
        spans: Its passages: characters of that article's text, in order; empty for `Cell.NONE`.
        paragraph: Of the first of them, from 1; 0 for `Cell.NONE`.
        figure: The figure with who says so where the group's figures differ, else "".
    """

    cell: Cell
    spans: tuple[Span, ...] = ()
    paragraph: int = 0
    figure: str = ""


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """A passage group.

    Attributes:
        label: Its first known wording, that of the cell `A`, in one line; of a long one the first clause.
        cells: One for each article, in the matrix's order.
        carried: By how many outlets, several articles of one counted once; unsure cells do not count.
        differs: True when a figure or date differs.
        unsure: True when the group hangs on an unsure link.
        quote: True when it is a quote.
    """

    label: str
    cells: tuple[MatrixCell, ...]
    carried: int
    differs: bool = False
    unsure: bool = False
    quote: bool = False


@dataclass(frozen=True, slots=True)
class Totals:
    """What stands below the matrix for one article.

    Attributes:
        share: Of the story's groups that more than one outlet carries, the share carried here, 0 to 1.
        copied: Share of its words linked verbatim or nearly to an earlier article; None for the earliest and
            where times are unknown.
        speakers: Number of speakers quoted.
        quoted_words: Number of words in quotes.
    """

    share: float
    copied: float | None
    speakers: int
    quoted_words: int


@dataclass(frozen=True, slots=True)
class Matrix:
    """A story's passage groups by its articles.

    Attributes:
        order: The articles, as indexes into the sequence given: earliest first, unknown times last.
        headlines: One for each article, in that order, with what `headline` contrasts in it.
        rows: Widest carried first, then by place in the first article that has it.
        totals: One for each article.
        notice: One line on what was not examined, or "".
    """

    order: tuple[int, ...]
    headlines: tuple[str, ...]
    rows: tuple[MatrixRow, ...]
    totals: tuple[Totals, ...]
    notice: str = ""
