"""The headline: the line above the text that reads like a title and fits what follows."""

from __future__ import annotations

import re
from collections import Counter

from reader.importers.datelines import stated_dates
from reader.importers.units import Unit

REACH = 60
INTO = 4
FIT = 3.0
REPEAT = 1.0
DATED = 0.8
DIST = 0.02
STOP = 1.0
LENGTH = 0.6
MIN = 1.2
UPPER = 0.3
_WORD = re.compile(r"[^\W\d_]{4,}|[\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7a3]{2}")
_BYLINE = re.compile(r"(?:by|von|par|por|di|da|door|autor(?:in)?|author)\b:?\s*\S.{2,60}", re.I)


def find_headline(units: list[Unit], first: int, last: int) -> tuple[int, float]:
    """Return the index of the headline of the text in `units[first:last]` and its merit; -1 when none."""
    body = Counter(
        word
        for unit in units[first:last]
        if unit.shape.prose
        for word in set(_WORD.findall(unit.text.casefold()))
    )
    times = Counter(unit.text.casefold() for unit in units)
    merits = {
        index: _merit(units, index, first, body, times)
        for index in range(max(0, first - REACH), min(last, first + INTO))
    }
    best, chosen = MIN, -1
    for index, merit in merits.items():
        if merit > best:
            best, chosen = merit, index
    for above in range(chosen - 1, chosen - 4, -1):
        if merits.get(above, 0.0) > max(MIN, best - UPPER):
            chosen = above
    return chosen, best


def _merit(units: list[Unit], index: int, first: int, body: Counter[str], times: Counter[str]) -> float:
    unit = units[index]
    shape = unit.shape
    if shape.kind or shape.end or shape.stop or not 1 <= shape.words <= 30 or stated_dates(unit.text):
        return 0.0
    if _BYLINE.fullmatch(unit.text) and shape.words <= 8:
        return 0.0
    own = set(_WORD.findall(unit.text.casefold()))
    # The line itself may stand in the body: it does not speak for itself.
    itself = 1 if shape.prose and index >= first else 0
    shared = sum(body[word] > itself for word in own)
    merit = FIT * shared / max(3, len(own))
    if 4 <= shape.words <= 22:
        merit += LENGTH
    dated = any(_is_credit_line(units[near]) for near in range(index + 1, min(len(units), index + 6)))
    repeated = 2 <= times[unit.text.casefold()] <= 4 and shape.words >= 3
    if index >= first and not (dated or repeated):
        return 0.0
    if repeated:
        merit += REPEAT
    if dated:
        merit += DATED
    if unit.text.endswith((".", "…", ":")):
        merit -= STOP
    return merit - DIST * max(0, first - index)


def _is_credit_line(unit: Unit) -> bool:
    """Tell whether a line states when the text appeared or who wrote it."""
    if unit.shape.words > 14:
        return False
    return bool(stated_dates(unit.text)) or _BYLINE.fullmatch(unit.text) is not None
