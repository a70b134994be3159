"""The day of publication: from a date line by the headline, else from captions that agree, else unknown.

A wrong date is worse than none: it is never taken from inside a paragraph, from a list of other pages,
or from the file's own time.
"""

from __future__ import annotations

import re

from reader.article import Field, Provenance, Role, Span
from reader.importers.datelines import StatedDate, day_comes_first, stated_dates
from reader.importers.draft import Draft

# Where the date may stand, in units: above and below the headline, and after the text.
_ABOVE, _BELOW, _AFTER = 8, 14, 3
_LONGEST = 16
# The cost of a date is its distance from the headline, and of these:
_PER_LINE_ABOVE = 1.5
_AFTER_THE_TEXT = 20.0
_SAYS_PUBLISHED = -6.0
_SAYS_CHANGED = 10.0
_AMONG_OTHER_DATES = 20.0
_MOST = 12.0
_LIST_REACH = 3

_PUBLISHED = re.compile(
    r"publi(?:shed|é|cad[oa]|cato|ceerd)|posted|created|veröffentlicht|erstellt|verfasst|\bdatum|\bdate\b"
    r"|\bstand\b"
    r"|\bvom\b|\buhr\b|mis en ligne|fecha|\bdata\b|geplaatst|opublikowan|опубликован|发布|日期",
    re.I,
)
_NUMBERS_ONLY = re.compile(r"\d[/-]\d{1,2}[/-]\d{4}")
_CHANGED = re.compile(
    r"updat|edit|revis|modif|aktualisiert|geändert|mis à jour|actualiz|atualiz|aggiornat|bijgewerkt|изменен"
    r"|更新"
    r"|until|valid|\bbis\b|gültig|jusqu|hasta|erschein|release|expires",
    re.I,
)


def find_published(draft: Draft, first: int, last: int) -> None:
    """Find the day on which the text in `[first, last)` was published."""
    day_first = _day_first(draft)
    best: tuple[float, int, StatedDate] | None = None
    for index in range(max(0, first - 1 - _ABOVE), min(len(draft.units), last + _AFTER)):
        if not _may_state_it(draft, index, first):
            continue
        for found in stated_dates(draft.units[index].text, day_first=day_first):
            cost = _cost(draft, index, first, last, found, day_first)
            if cost <= _MOST and (best is None or cost < best[0]):
                best = (cost, index, found)
    if best is None:
        _infer_from_captions(draft, day_first)
        return
    _, index, found = best
    draft.mark(index, Role.DATELINE, 0.8, "date by the headline" if index < last else "date after the text")
    draft.propose("published", Field(found.value, Provenance.STATED, span=draft.span_in(index, found.span)))


def _may_state_it(draft: Draft, index: int, first: int) -> bool:
    """Tell whether a unit can hold the date of publication: short, and no sentence of the text."""
    unit, role = draft.units[index], draft.role(index)
    if role in (Role.CAPTION, Role.HEADLINE) or unit.shape.words > _LONGEST:
        return False
    return role not in (Role.PARAGRAPH, Role.SUBHEADING) or (index <= first + 4 and not unit.shape.prose)


def _cost(
    draft: Draft, index: int, first: int, last: int, found: StatedDate, day_first: bool | None
) -> float:
    """Return how far a date is from being the date of publication."""
    text = draft.units[index].text
    below = index - (first - 1)
    if index >= last:
        cost = _AFTER_THE_TEXT + index - last
    elif below > _BELOW:
        return float("inf")
    else:
        cost = float(below) if below > 0 else -below * _PER_LINE_ABOVE
    if _CHANGED.search(text[: found.span.start]):
        return cost + _SAYS_CHANGED
    if _PUBLISHED.search(text):
        return cost + _SAYS_PUBLISHED
    return cost + (_AMONG_OTHER_DATES if _is_listed(draft, index, found, day_first) else 0.0)


def _is_listed(draft: Draft, index: int, found: StatedDate, day_first: bool | None) -> bool:
    """Tell whether lines near a date give other dates: a list of pages or of comments."""
    return any(
        other.value != found.value
        for unit in draft.units[max(0, index - _LIST_REACH) : index + _LIST_REACH + 1]
        if unit.shape.words <= _LONGEST
        for other in stated_dates(unit.text, day_first=day_first)
    )


def _infer_from_captions(draft: Draft, day_first: bool | None) -> None:
    dates: dict[str, Span] = {}
    for index, unit in enumerate(draft.units):
        if draft.role(index) is Role.CAPTION:
            for found in stated_dates(unit.text, day_first=day_first):
                dates.setdefault(found.value, draft.span_in(index, found.span))
    if len(dates) == 1:
        ((value, span),) = dates.items()
        draft.propose("published", Field(value, Provenance.INFERRED, "from captions", 0.6, span))


def _day_first(draft: Draft) -> bool | None:
    """Tell how the page writes `03/04/2015`, from its other dates or else from its language."""
    lines = [unit.text for unit in draft.units if unit.shape.words <= _LONGEST]
    told = day_comes_first(lines)
    # Telling the language costs more than all else here, and few pages write a date that needs it.
    if told is None and any(map(_NUMBERS_ONLY.search, lines)) and draft.body_language() not in ("", "en"):
        return True
    return told
