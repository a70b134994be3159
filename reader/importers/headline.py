"""The headline: the nearest line above the text that reads like a title and fits what follows."""

from __future__ import annotations

import re

from reader.article import Field, Provenance, Role
from reader.importers.datelines import stated_dates
from reader.importers.draft import Draft

_REACH = 30
_WORD = re.compile(r"[^\W\d_]{4,}")


def find_headline(draft: Draft, first: int) -> None:
    """Mark the headline above unit `first`, where the text begins; leave none rather than make one up."""
    units = draft.units
    body = {
        word
        for index, (role, _, _) in enumerate(draft.roles)
        if role is Role.PARAGRAPH
        for word in _WORD.findall(units[index].text.casefold())
    }
    best, best_index = 0.0, -1
    for index in range(max(0, first - _REACH), first):
        merit = _merit(draft, index, first, body)
        if merit > best:
            best, best_index = merit, index
    if best_index >= 0:
        draft.mark(best_index, Role.HEADLINE, 0.8, "title-like line above the text")
        draft.propose(
            "headline", Field(units[best_index].text, Provenance.STATED, span=units[best_index].span)
        )


def _merit(draft: Draft, index: int, first: int, body: set[str]) -> float:
    unit = draft.units[index]
    shape = unit.shape
    if (
        shape.kind
        or draft.role(index) is Role.CAPTION
        or not 2 <= shape.words <= 26
        or stated_dates(unit.text)
    ):
        return 0.0
    own = set(_WORD.findall(unit.text.casefold()))
    shared = len(own & body) / max(1, len(own))
    merit = 1.0 + 3.0 * shared + (1.0 if 4 <= shape.words <= 22 else 0.0) - (first - index) * 0.08
    if unit.text.endswith("."):
        merit -= 1.0
    return merit
