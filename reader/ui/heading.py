"""The head over a comparison: each side's outlet, facts and headline."""

from __future__ import annotations

from reader.layout.cells import cell_width
from reader.ui.dates import shown_date
from reader.ui.pairing import SIDES, SIGNS, Pairing
from reader.ui.widgets.bars import Piece


def side_rows(pairing: Pairing, side: int, words: int, width: int, *, focused: bool) -> list[list[Piece]]:
    """Return the two rows over a side that is `width` cells wide: outlet with facts, headline."""
    article = pairing.articles[side]
    colour = f"${SIDES[side]}"
    facts = [shown_date(article.published), f"{words} words"]
    if pairing.comparison is not None:
        facts.append(f"{pairing.linked_shares[side]:.0%} linked")
    room = width - cell_width(article.outlet_name) - 4
    return [
        [
            ("▌ " if focused else "  ", colour),
            (article.outlet_name, f"bold {colour}"),
            (_fitting(facts, room), "$soft"),
        ],
        [("  ", ""), (article.title, "bold $strong")],
    ]


def stacked_row(pairing: Pairing, side: int) -> list[Piece]:
    """Return the row of a side where both stand in one column."""
    article = pairing.articles[side]
    share = f"  {pairing.linked_shares[side]:.0%} linked" if pairing.comparison is not None else ""
    return [
        (f"{SIGNS[side]} ", f"${SIDES[side]}"),
        (article.outlet_name, f"bold ${SIDES[side]}"),
        (share, "$soft"),
        (f"   {article.title}", "bold $strong"),
    ]


def _fitting(facts: list[str], room: int) -> str:
    """Return as many of date, words and share as fit: the share linked counts most."""
    for kept in (facts, [facts[0], *facts[2:]], facts[2:]):
        line = " · ".join(kept)
        if cell_width(line) <= room:
            return "  " + line
    return ""
