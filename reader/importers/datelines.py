"""Dates that a page states, read strictly: a part that is not written is never made up."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from reader.article import Span

_MONTHS = (
    "january jan januar jänner januari janvier enero ene janeiro gennaio gen styczeń stycznia января "
    "январь січня ocak",
    "february feb februar februari février fév févr febrero fevereiro fev febbraio luty lutego февраля "
    "февраль лютого şubat",
    "march mar märz mär maart mars marzo março marca marzec марта март березня mart",
    "april apr avril abril abr aprile kwietnia kwiecień апреля апрель квітня nisan",
    "may mai mei maj mayo maio maggio mag maja мая май травня mayıs",
    "june jun juni juin junio junho giugno giu czerwca czerwiec июня июнь червня haziran",
    "july jul juli juillet juil julio julho luglio lug lipca lipiec июля июль липня temmuz",
    "august aug augustus août agosto ago sierpnia sierpień августа август серпня ağustos",
    "september sep sept septembre septiembre setiembre setembro set settembre wrzesień września "
    "сентября сентябрь вересня eylül",
    "october oct oktober okt octobre octubre outubro out ottobre ott październik października октября "
    "октябрь жовтня ekim",
    "november nov novembre noviembre novembro listopada listopad ноября ноябрь листопада kasım",
    "december dec dezember dez décembre déc diciembre dic dezembro dicembre grudzień grudnia декабря "
    "декабрь грудня aralık",
)
_NUMBER_OF = {name: number for number, names in enumerate(_MONTHS, 1) for name in names.split()}
_NAME = "(" + "|".join(sorted(map(re.escape, _NUMBER_OF), key=lambda name: (-len(name), name))) + r")\b\.?"
# Two dates are often glued together: "20 janvier 202022 janvier 2020" (published, then changed).
_YEAR = r"((?:1[6-9]|20)\d\d)(?!\d(?!\d?[.\s]\s?[^\W\d]))"
_DAY = r"(?<![\d.:])(\d{1,2})"
_FORMS = (
    ("ymd", re.compile(rf"(?<!\d){_YEAR}-(\d\d)-(\d\d)(?!\d)")),
    ("ymd", re.compile(rf"(?<!\d){_YEAR}[/.](\d\d?)[/.](\d\d?)(?!\d)")),
    ("ymd", re.compile(rf"(?<!\d){_YEAR}\s?[年년]\s?(\d\d?)\s?[月월]\s?(\d\d?)\s?[日일]")),
    ("dmy", re.compile(rf"{_DAY}\.\s?(\d{{1,2}})\.\s?{_YEAR}")),
    (
        "dMy",
        re.compile(
            rf"{_DAY}(?:st|nd|rd|th|er|º|ª|\.)?\s?(?:of |de |-|/)?\s?{_NAME}(?: de| del|,|-|/)?\s?{_YEAR}",
            re.I,
        ),
    ),
    ("Mdy", re.compile(rf"\b{_NAME}\s?(\d{{1,2}})(?:st|nd|rd|th)?,?\s{{0,2}}{_YEAR}", re.I)),
    ("xxy", re.compile(rf"{_DAY}([/-])(\d{{1,2}})\2{_YEAR}")),
)


@dataclass(frozen=True, slots=True)
class StatedDate:
    """A date as a line states it.

    Attributes:
        value: ISO 8601: `YYYY-MM-DD`, or `YYYY` where day and month cannot be told apart.
        span: Where it stands in the line, in characters.
    """

    value: str
    span: Span


def stated_dates(line: str, *, day_first: bool | None = None) -> list[StatedDate]:
    """Return the dates with a year that a line states, in order.

    Args:
        line: One line.
        day_first: How `03/04/2015` is to be read; when None, only its year counts unless
            one number can only be a day.
    """
    if not any(map(str.isdigit, line)):
        return []
    found: list[StatedDate] = []
    for form, pattern in _FORMS:
        for match in pattern.finditer(line):
            span = Span(*match.span())
            value = _value(form, match, day_first)
            if value and not any(span.overlaps(other.span) for other in found):
                found.append(StatedDate(value, span))
    return sorted(found, key=lambda item: item.span)


def _value(form: str, match: re.Match[str], day_first: bool | None) -> str:
    groups = match.groups()
    if form == "ymd":
        return _iso(int(groups[0]), int(groups[1]), int(groups[2]))
    if form == "dmy":
        return _iso(int(groups[2]), int(groups[1]), int(groups[0]))
    if form == "dMy":
        return _iso(int(groups[2]), _NUMBER_OF[groups[1].casefold()], int(groups[0]))
    if form == "Mdy":
        return _iso(int(groups[2]), _NUMBER_OF[groups[0].casefold()], int(groups[1]))
    first, second, year = int(groups[0]), int(groups[2]), int(groups[3])
    if first > 12 or (day_first is True and second <= 12):
        return _iso(year, second, first)
    if second > 12 or day_first is False or first == second:
        return _iso(year, first, second)
    return str(year)


def _iso(year: int, month: int, day: int) -> str:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return ""


def day_comes_first(lines: Iterable[str]) -> bool | None:
    """Tell from the dates of a page that can be read one way only how it writes `03/04/2015`."""
    first = second = 0
    for line in lines:
        for match in _FORMS[-1][1].finditer(line):
            first += int(match.group(1)) > 12
            second += int(match.group(3)) > 12
    return None if first == second else first > second
