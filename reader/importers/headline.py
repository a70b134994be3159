"""The headline: the line above the text that reads like a title and fits what follows."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from reader.importers.datelines import stated_dates
from reader.importers.shapes import Kind
from reader.importers.units import Unit

# How far above the text a headline is sought, and how far into it: a long one with a question mark
# looks like prose.
_ABOVE, _INTO = 60, 4
_LONGEST = 30

# What a line's share of words that the text uses is worth, and what each other sign is worth beside it.
_FIT = 3.0
_TITLE_LENGTH = 0.6
_REPEATED = 1.0
_CREDITED = 0.8
_CLOSED = -1.0
_FURNITURE = -1.5
_PER_LINE_AWAY = -0.02
_ENOUGH = 1.2
# Of two neighbouring candidates that come this near, the upper is the headline, the lower its standfirst.
_NEARLY = 0.3

_NEVER = frozenset(
    {Kind.NO_WORDS, Kind.INITIALS, Kind.ADDRESS, Kind.COPYRIGHT, Kind.COMMENTS, Kind.POINTER, Kind.BREADCRUMB}
)
_TELLING = re.compile(r"[^\W\d_]{4,}|[\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7a3]{2}")
_BYLINE = re.compile(r"(?:by|von|par|por|di|da|door|autor(?:in)?|author)(?::\s*|\s+)\S.{2,60}", re.I)


def find_headline(units: Sequence[Unit], first: int, last: int) -> int | None:
    """Return the index of the headline of the text in `units[first:last]`, or None rather than a guess."""
    body = Counter(
        word for unit in units[first:last] if unit.shape.prose for word in _telling_words(unit.text)
    )
    times = Counter(unit.text.casefold() for unit in units)
    merits = {
        index: _merit(units, index, first, body, times)
        for index in range(max(0, first - _ABOVE), min(last, first + _INTO))
    }
    if not merits:
        return None
    # The lowest of equals: the nearest to the text.
    chosen = max(merits, key=lambda index: (merits[index], index))
    best = merits[chosen]
    if best <= _ENOUGH:
        return None
    for above in range(chosen - 1, chosen - 4, -1):
        if merits.get(above, 0.0) > max(_ENOUGH, best - _NEARLY):
            chosen = above
    return chosen


def is_byline(unit: Unit) -> bool:
    """Tell whether a line names an author: "By Jill Serjeant"."""
    return unit.shape.words <= 8 and not unit.shape.closed and _BYLINE.fullmatch(unit.text) is not None


def _merit(units: Sequence[Unit], index: int, first: int, body: Counter[str], times: Counter[str]) -> float:
    unit = units[index]
    shape = unit.shape
    if shape.kind in _NEVER or shape.words > _LONGEST or is_byline(unit) or stated_dates(unit.text):
        return 0.0
    repeated = shape.words >= 3 and 2 <= times[unit.text.casefold()] <= 4
    credited = any(_is_credited(near) for near in units[index + 1 : index + 6])
    if index >= first and not (repeated or credited):
        return 0.0
    # A line that is counted among the prose does not speak for itself.
    itself = 1 if shape.prose and index >= first else 0
    words = _telling_words(unit.text)
    merit = _FIT * sum(body[word] > itself for word in words) / max(3, len(words))
    merit += _TITLE_LENGTH if 4 <= shape.words <= 22 else 0.0
    merit += _REPEATED if repeated else 0.0
    merit += _CREDITED if credited else 0.0
    merit += _FURNITURE if shape.kind else 0.0
    merit += _CLOSED if unit.text.endswith((".", "…", ":")) else 0.0
    return merit + _PER_LINE_AWAY * max(0, first - index)


def _is_credited(unit: Unit) -> bool:
    """Tell whether a line says when the text appeared or who wrote it."""
    return unit.shape.words <= 14 and (is_byline(unit) or bool(stated_dates(unit.text)))


def _telling_words(text: str) -> set[str]:
    return set(_TELLING.findall(text.casefold()))
