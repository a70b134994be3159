"""Letters on the links in view, so that one key goes to any of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.ui.pairing import LEFT, RIGHT

if TYPE_CHECKING:
    from reader.ui.widgets.compare_view import CompareView

LETTERS = "asdfghjklqwertyuiopzxcvbnmASDFGHJKLQWERTYUIOPZXCVBNM"
"""The keys under the fingers first."""


def labels_in_view(view: CompareView) -> dict[int, str]:
    """Return a letter for each link that has a half beginning in view, in the order of the rows."""
    if view.pairing is None:
        return {}
    sides = (view.side,) if view.face.single else (LEFT, RIGHT)
    seen: list[tuple[int, int, int]] = []
    for number, ends in enumerate(view.pairing.links):
        rows = [(row, side) for side in sides if (row := view.row_in_view(side, ends[side])) is not None]
        if rows:
            seen.append((*min(rows), number))
    return {number: letter for (_, _, number), letter in zip(sorted(seen), LETTERS, strict=False)}
