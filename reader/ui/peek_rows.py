"""Rows of the peek: a paragraph's passages, each with how the other outlets put it. No Textual here."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from reader.article import Article, Span
from reader.comparison.corroboration import Corroborated, Elsewhere, Mark
from reader.comparison.matrix import Cell
from reader.layout.wrap import wrap
from reader.ui.gutter import WORDS
from reader.ui.line_view import Run
from reader.ui.widgets.lists import ListRow

HOW = {
    Cell.FIRST: "",
    Cell.SAME: "the same words",
    Cell.EDITED: "",
    Cell.QUOTE_CUT: "quote cut",
    Cell.FIGURE: "another figure or date",
    Cell.UNSURE: "",
}
FAR = 0.4
"""From this difference of place on, the row says where the passage stands there."""


class Spot(NamedTuple):
    """What a row stands for: a passage here, and the place in the story's list of who else has it."""

    passage: Span
    article: int


def peek_rows(
    passages: Sequence[Corroborated], article: Article, others: Sequence[Article], width: int
) -> list[ListRow]:
    """Return the rows.

    Args:
        passages: Of the paragraph.
        article: The one that is read, as it is shown.
        others: The story's articles, as they are shown, in the order that `Elsewhere.article` counts.
        width: Cells there are.
    """
    rows: list[ListRow] = []
    outlets = len({other.outlet_name for other in others})
    for passage in passages:
        count = f"{passage.outlets} of {outlets} outlets"
        rows.append(
            ListRow(
                (
                    (f" {passage.outlets}{passage.mark.value}  ", ("title",)),
                    (WORDS[passage.mark] if passage.mark is Mark.ONLY else f"{count} · {WORDS[passage.mark]}",
                     ("soft",)),
                )
            )
        )  # fmt: skip
        rows += [ListRow(row) for row in _wrapped(article.text, passage.span, width, ("strong",))]
        for other in passage.elsewhere:
            rows += _other(passage, other, others[other.article], width)
        rows.append(ListRow())
    return rows[:-1]


def _other(passage: Corroborated, other: Elsewhere, article: Article, width: int) -> list[ListRow]:
    about = [HOW[other.cell], "maybe" if other.unsure else "", _where(other.place - passage.place)]
    said = " · ".join(part for part in about if part)
    key = Spot(passage.span, other.article)
    name: Run = (article.outlet_name, ("faint" if other.unsure else "right",))
    rows = [ListRow((("     ", ()), name, (f"  {said}", ("faint",))), key=key)]
    tone = ("faint",) if other.unsure else ("text",)
    for span in other.spans:
        rows += [ListRow(row, goes_on=True) for row in _wrapped(article.text, span, width, tone)]
    return rows


def _where(shift: float) -> str:
    if abs(shift) < FAR:
        return ""
    return "much lower there" if shift > 0 else "much higher there"


def _wrapped(text: str, span: Span, width: int, tone: tuple[str, ...]) -> list[tuple[Run, ...]]:
    words = " ".join(span.of(text).split())
    return [
        ((" " * 5, ()), (words[start:end], tone))
        for start, end in wrap(words, 0, len(words), max(8, width - 7))
    ]
