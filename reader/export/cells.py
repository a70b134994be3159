"""Tables as CSV whose cells no spreadsheet takes for a formula."""

from __future__ import annotations

import csv
import unicodedata
from collections.abc import Iterable, Sequence
from io import StringIO

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
"""What begins a formula in one spreadsheet or another, the wide forms among them."""


def csv_text(rows: Iterable[Sequence[object]]) -> str:
    """Return rows as CSV (RFC 4180, but lines end in LF); text that looks like a formula gets an apostrophe.

    Numbers stay numbers, so that -3 is no text.
    """
    out = StringIO()
    writer = csv.writer(out, lineterminator="\n")
    for row in rows:
        writer.writerow([_cell(value) for value in row])
    return out.getvalue()


def _cell(value: object) -> object:
    if isinstance(value, int | float):
        return value
    text = str(value)
    seen = next((at for at, character in enumerate(text) if not _unseen(character)), len(text))
    return f"'{text}" if text.startswith(_FORMULA) or text.startswith(_FORMULA, seen) else text


def _unseen(character: str) -> bool:
    """Tell whether a spreadsheet may skip it before a formula: white space of any kind, controls, formats."""
    return character.isspace() or unicodedata.category(character) in ("Cc", "Cf")
