"""Dates with offsets: what a text states, and no part that it does not state.

A general date parser fills what is missing from today's date; that would put words into an outlet's
mouth. Here a mention keeps exactly what stands in the text, and `resolve` is a separate step that says
what it concludes from the day of publication.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import NamedTuple

from reader.article import Span
from reader.text.figures import CARDINALS


class DateKind(StrEnum):
    """How much of the calendar a mention fixes."""

    ABSOLUTE = "absolute"
    """Has a year: `2015-03-18`, `2015-03`, `2015`."""
    PARTIAL = "partial"
    """A day or month without a year: `--03-18`, `--03`."""
    WEEKDAY = "weekday"
    RANGE = "range"
    """Two years, `2007/2008`, or days of a month, `--07-15/24`."""
    DECADE = "decade"
    """`199X` in the notation of ISO 8601-2."""
    CENTURY = "century"
    """`18XX` for the 19th century."""
    FEAST = "feast"
    """Christmas, Eid al-Adha: a day that the calendar of a year would tell; no value."""
    RELATIVE = "relative"
    """Known only from the day of publication: yesterday, last year, three days ago."""


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date as a text states it.

    Attributes:
        span: Where it stands, in characters.
        value: ISO 8601, complete or partial as its kind says; "" for weekdays and relative dates.
        kind: How much it fixes.
        weekday: 0 for Monday to 6 for Sunday where one is named, else None.
        unit: For relative parts: day, week, month, year, decade; "" when there is none.
        shift: How many units from the day of publication; negative is the past.
    """

    span: Span
    value: str
    kind: DateKind
    weekday: int | None = None
    unit: str = ""
    shift: int = 0


_MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
_WEEKDAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
_MONTH_NUMBER = {name[:3].lower(): number for number, name in enumerate(_MONTHS, 1)}
_WEEKDAY_NUMBER = {name[:3].lower(): number for number, name in enumerate(_WEEKDAYS)}
_SHIFT = {"last": -1, "previous": -1, "past": -1, "this": 0, "next": 1, "coming": 1}
_NAMED_DAYS = {"yesterday": -1, "today": 0, "tonight": 0, "tomorrow": 1, "this": 0, "last": -1}

_SP = r"[ \t\u00a0\u2009\u202f]"
_YEAR = r"(?P<year>1\d\d\d|20[0-4]\d)(?![\d%‰]|[.,:]\d)"
_DAY = r"(?P<day>3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?(?![\d%‰]|[.,:]\d)"
# Names of months and weekdays only as news writes them: capitalised or in capitals. Abbreviations need a
# day or a year beside them, as Mar, Sat and Sun are other things too.
_LONG = "|".join([*_MONTHS, *(m.upper() for m in _MONTHS)])
_SHORT = "|".join(
    f"{m}|{m.upper()}"
    for m in ["Jan", "Feb", "Mar", "Apr", "Jun", "Jul", "Aug", "Sept", "Sep", "Oct", "Nov", "Dec"]
)
_MONTH = rf"(?P<month>{_LONG}|(?:{_SHORT})\b\.?)"
_DAY_NAME = rf"(?P<weekday>{'|'.join([*_WEEKDAYS, *(w.upper() for w in _WEEKDAYS)])})"
_WITH_DAY_NAME = rf"(?:{_DAY_NAME},?{_SP}(?:the{_SP})?)?"
_RELATIVE = r"(?P<relative>[Ll]ast|[Tt]his|[Nn]ext|LAST|THIS|NEXT)"
_OF_YEAR = rf"(?:,?{_SP}(?:of{_SP})?{_YEAR}|,?{_SP}(?P<which>[Tt]his|[Ll]ast|[Nn]ext){_SP}year)"
_TO_DAY = (
    rf"(?:(?:{_SP}?[-–]{_SP}?|{_SP}(?:to|through|and|or){_SP})"
    rf"(?P<until>3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?(?![,.:]?\d|{_SP}?[%‰]))?"
)
_FROM_DAY = (
    rf"(?:(?P<begin>3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?"
    rf"(?:{_SP}?[-–&]{_SP}?|{_SP}(?:to|through|and|or){_SP}))?"
)
_COUNT = r"(?:\d{1,3}|an?|one|" + "|".join(w for w in CARDINALS if w not in ("one", "zero")) + ")"

# May and March are also words, April, June and August also names: the first need a sign of their being
# months, the others only to stand apart from other capitals.
_WORDS = ("may", "mar")
_NAMES = ("apr", "jun", "aug")
_BEFORE_MONTH = re.compile(
    r"(?:\b(?:in|of|since|by|until|till|from|to|through|during|between|before|after|and|for|mid|early|"
    r"late|every|each|"
    r"[12]\d{3})[ \u00a0-]|[(/–-] ?)$",
    re.IGNORECASE,
)
_AFTER_MONTH = re.compile(rf"[ \u00a0-](?:\d|election|edition|issue|and[ \u00a0](?:{_LONG}))")
_CAPITAL_BEFORE = re.compile(r"(?!The|In|By|Since|On|Until|From|For|And|But)\b[A-Z]\w+[ \u00a0]$")
_CAPITAL_AFTER = re.compile(r"[ \u00a0][A-Z]")
_YEAR_CUE = re.compile(
    r"(?:\b(?:in|since|by|until|till|from|of|to|through|during|before|after|between|and|the|early|mid|"
    r"late|circa|"
    r"around|year|years|summer|winter|spring|autumn|fall|end)[ \u00a0-]|[(,–/-] ?|^\s*)$",
    re.IGNORECASE,
)
_FEAST = (
    r"(?:Easter|Palm)[ \u00a0](?:Sunday|Monday)|Good[ \u00a0]Friday|Easter|"
    r"Christmas(?:[ \u00a0](?:Day|Eve))?"
    r"|New[ \u00a0]Year[’']s[ \u00a0](?:Day|Eve)|Eid[ \u00a0-](?:[Aa]l|[Uu]l)[ \u00a0-](?:Fitr|Adha)|"
    r"Ramadan|Hanukkah|Diwali"
    r"|Yom[ \u00a0]Kippur|Rosh[ \u00a0]Hashanah|Thanksgiving"
)
_OLD_YEAR_CUE = re.compile(r"\b(?:in|until|since|by|from|year|around|about|circa)[ \u00a0]$", re.IGNORECASE)
_COUNTED = (
    "people|persons|men|women|children|troops|soldiers|police|dollars|euros|pounds|rupees|yuan|yen|rubles|"
    "roubles|km|kms|kg|kilomet|met(?:er|re)s?|miles|feet|ft|tons?|tonnes|mw|megawatts?|hours|hrs|gmt|utc|"
    "points|percent|"
    "per[ \u00a0]cent|million|billion|thousand|hectares|acres|square|cases|deaths|jobs|homes|houses|"
    "votes|seats|"
    "others|more|or[ \u00a0]more|[a-z]+[ \u00a0](?:people|men|women|troops|soldiers)"
)
_NOT_A_YEAR = re.compile(rf"(?:[ \u00a0-](?:{_COUNTED})\b|[°€£])", re.IGNORECASE)
_PLURAL_AFTER = re.compile(r"[ \u00a0](?!(?:has|was|is|as|does|this|its|his|\w*(?:ou|u|s)s)\b)[a-z]+s\b")


class _Form(NamedTuple):
    """A way of writing dates: how it looks, and what a match states, or None when it is no date after all."""

    pattern: re.Pattern[str]
    read: Callable[[re.Match[str]], DateMention | None]


def find_dates(text: str, start: int = 0, end: int | None = None) -> list[DateMention]:
    """Return the dates that `text[start:end]` states, in order and without overlap.

    Args:
        text: Any text.
        start: Where to begin, in characters.
        end: Where to stop; the end of the text when None.
    """
    stop = len(text) if end is None else end
    found: list[DateMention] = []
    last = start
    for opening in _OPENING.finditer(text, start, stop):
        if opening.start() < last:
            continue
        for form in _FORMS:
            match = form.pattern.match(text, opening.start(), stop)
            mention = form.read(match) if match else None
            if mention is not None:
                found.append(mention)
                last = mention.span.end
                break
    return found


def _weekday(match: re.Match[str]) -> int | None:
    name = match["weekday"]
    return _WEEKDAY_NUMBER[name[:3].lower()] if name else None


def _month(match: re.Match[str]) -> int:
    return _MONTH_NUMBER[match["month"][:3].lower()]


def _read_day(match: re.Match[str]) -> DateMention | None:
    """18th March 2015; 17 to 26 May; Wednesday, March 18, 2015; March 18 to 20; March 18 this year."""
    groups = match.groupdict()
    month, day, year = _month(match), int(groups["day"]), groups["year"]
    if not _exists(year, month, day):
        return None
    span, weekday = Span(*match.span()), _weekday(match)
    opening = f"{year or '-'}-{month:02}"
    value = f"{opening}-{day:02}"
    begin, until = int(groups.get("begin") or 0), int(groups.get("until") or 0)
    if begin or until:
        first, last = (begin, day) if begin else (day, until)
        return (
            DateMention(span, f"{opening}-{first:02}/{last:02}", DateKind.RANGE, weekday)
            if last > first
            else None
        )
    if year:
        return DateMention(span, value, DateKind.ABSOLUTE, weekday)
    which, relative = groups["which"], groups.get("relative")
    unit = "year" if which else "month" if relative else ""
    return DateMention(
        span, value, DateKind.PARTIAL, weekday, unit, _SHIFT.get((which or relative or "").lower(), 0)
    )


def _read_month_of_year(match: re.Match[str]) -> DateMention:
    """March 2015; March this year."""
    span, month = Span(*match.span()), _month(match)
    if match["year"]:
        return DateMention(span, f"{match['year']}-{month:02}", DateKind.ABSOLUTE)
    return DateMention(span, f"--{month:02}", DateKind.PARTIAL, None, "year", _SHIFT[match["which"].lower()])


def _read_relative_month(match: re.Match[str]) -> DateMention:
    """Last December: it counts Decembers, not years."""
    shift = _SHIFT[match["relative"].lower()]
    return DateMention(Span(*match.span()), f"--{_month(match):02}", DateKind.PARTIAL, None, "month", shift)


def _read_month(match: re.Match[str]) -> DateMention | None:
    """A month's name alone, where it is one."""
    name = match["month"][:3].lower()
    before, after = _around(match)
    if name in _NAMES and (_CAPITAL_BEFORE.search(before) or _CAPITAL_AFTER.match(after)):
        return None
    if name in _WORDS and not (_BEFORE_MONTH.search(before) or _AFTER_MONTH.match(after)):
        return None
    return DateMention(Span(*match.span()), f"--{_month(match):02}", DateKind.PARTIAL)


def _read_iso(match: re.Match[str]) -> DateMention | None:
    """2015-03-18."""
    year, month, day = match[0].split("-")
    known = _exists(year, int(month), int(day))
    return DateMention(Span(*match.span()), match[0], DateKind.ABSOLUTE) if known else None


def _read_numeric(match: re.Match[str]) -> DateMention | None:
    """18/03/2015: day and month only where one of them can be nothing else."""
    first, second, year = (int(part) for part in re.split("[/.]", match[0]))
    readings = {
        (month, day) for day, month in ((first, second), (second, first)) if _exists(str(year), month, day)
    }
    if not readings:
        return None
    month, day = min(readings)
    value = f"{year}-{month:02}-{day:02}" if len(readings) == 1 else str(year)
    return DateMention(Span(*match.span()), value, DateKind.ABSOLUTE)


def _read_weekday(match: re.Match[str]) -> DateMention:
    """Wednesday; last Wednesday; Wednesdays, which is no one day."""
    relative = match["relative"]
    shift = _SHIFT[relative.lower()] if relative else 0
    weekday = None if match[0][-1] in "sS" else _weekday(match)
    return DateMention(Span(*match.span()), "", DateKind.WEEKDAY, weekday, "week" if relative else "", shift)


def _read_decade(match: re.Match[str]) -> DateMention | None:
    """1990s; '90s, which says no century; "in their 90s" is an age."""
    digits = match["decade"].lstrip("’'‘")
    if len(digits) == 2 and match["decade"] == digits:
        return None
    value = f"{digits[:3]}X" if len(digits) == 4 else f"XX{digits[0]}X"
    return DateMention(Span(*match.span()), value, DateKind.DECADE)


def _read_century(match: re.Match[str]) -> DateMention | None:
    """19th century."""
    number = int(match["century"])
    return DateMention(Span(*match.span()), f"{number - 1:02}XX", DateKind.CENTURY) if number else None


def _read_years(match: re.Match[str]) -> DateMention | None:
    """2007-2008; 2007-08."""
    first, last = match["first"], match["last"]
    last = first[: 4 - len(last)] + last
    if not 0 < int(last) - int(first) <= 150:
        return None
    return DateMention(Span(*match.span()), f"{first}/{last}", DateKind.RANGE)


def _read_year(match: re.Match[str]) -> DateMention | None:
    """2015, unless it counts something."""
    before, after = _around(match)
    if _NOT_A_YEAR.match(after) or (after[:1] in ("-", "–") and after[1:2].isdigit()):
        return None
    if int(match["year"]) < 1500 and not _OLD_YEAR_CUE.search(before):
        return None
    if not _YEAR_CUE.search(before) and (int(match["year"]) < 1800 or _PLURAL_AFTER.match(after)):
        return None
    return DateMention(Span(*match.span()), match["year"], DateKind.ABSOLUTE)


def _read_feast(match: re.Match[str]) -> DateMention:
    """Easter Sunday."""
    return DateMention(Span(*match.span()), "", DateKind.FEAST)


def _read_fools_day(match: re.Match[str]) -> DateMention:
    """All Fools' Day, which every year has on one date."""
    return DateMention(Span(*match.span()), "--04-01", DateKind.PARTIAL)


def _read_named(match: re.Match[str]) -> DateMention:
    """Yesterday; this morning; last night."""
    day = _NAMED_DAYS[match[0].split()[0].lower()]
    return DateMention(Span(*match.span()), "", DateKind.RELATIVE, None, "day", day)


def _read_unit(match: re.Match[str]) -> DateMention:
    """Last week."""
    shift = _SHIFT[match["relative"].lower()]
    return DateMention(Span(*match.span()), "", DateKind.RELATIVE, None, match["unit"], shift)


def _read_ago(match: re.Match[str]) -> DateMention:
    """Three days ago."""
    count = match["count"].lower()
    number = 1 if count in ("a", "an") else int(count) if count.isdigit() else int(CARDINALS[count])
    return DateMention(Span(*match.span()), "", DateKind.RELATIVE, None, match["unit"], -number)


_FORMS = tuple(
    _Form(re.compile(pattern + r"(?![\w])"), read)
    for pattern, read in (
        (rf"{_WITH_DAY_NAME}{_FROM_DAY}{_DAY}{_SP}?(?:of{_SP})?{_MONTH}{_OF_YEAR}?", _read_day),
        (
            rf"(?:{_RELATIVE}{_SP})?{_WITH_DAY_NAME}{_MONTH}{_SP}(?:the{_SP})?{_DAY}{_TO_DAY}{_OF_YEAR}?",
            _read_day,
        ),
        (rf"{_MONTH}{_OF_YEAR}", _read_month_of_year),
        (rf"{_RELATIVE}{_SP}(?P<month>{_LONG})", _read_relative_month),
        (rf"(?P<month>{_LONG})", _read_month),
        (r"(?:1[5-9]|20)\d\d-\d\d-\d\d", _read_iso),
        (r"[0-3]?\d([/.])[0-3]?\d\1(?:1[5-9]|20)\d\d(?!/)", _read_numeric),
        (rf"(?:{_RELATIVE}{_SP})?{_DAY_NAME}s?", _read_weekday),
        (r"(?P<decade>(?:1[5-9]|20)\d0|[’'‘]?[2-9]0)[’']?s", _read_decade),
        (rf"(?P<century>1?\d|2[01])(?:st|nd|rd|th)(?:{_SP}|-)(?:century|Century|CENTURY)", _read_century),
        (r"(?P<first>1[5-9]\d\d|20[0-4]\d)[-–/](?P<last>(?:1[5-9]|20)\d\d|\d\d)(?!%|[-–/.,]\d)", _read_years),
        (_YEAR, _read_year),
        (rf"(?:All|April){_SP}Fools?[’']{_SP}Day", _read_fools_day),
        (rf"(?:{_FEAST})", _read_feast),
        (
            r"(?:[Yy]esterday|[Tt]oday|[Tt]onight|[Tt]omorrow"
            rf"|[Tt]his{_SP}(?:morning|afternoon|evening)|[Ll]ast{_SP}(?:night|evening))",
            _read_named,
        ),
        (rf"{_RELATIVE}{_SP}(?P<unit>week|month|year|decade)", _read_unit),
        (rf"(?P<count>{_COUNT}){_SP}(?P<unit>day|week|month|year|decade)s?{_SP}ago", _read_ago),
    )
)
# Where a date can start, so that the forms are tried at few places.
_STARTS = sorted({name[:3] for name in (*_MONTHS, *_WEEKDAYS)})
_OPENING = re.compile(
    r"(?:(?<=[Mm]id-)|(?<=day-)|(?<=[a-z]/)(?=[A-Z])|(?<![\w/$€£¥₹#.,@-]))"
    rf"(?=\d|[’'‘]\d|{'|'.join((*_STARTS, *(name.upper() for name in _STARTS)))}"
    rf"|[Ll]ast|[Tt]his|[Nn]ext|LAST|THIS|NEXT|[Yy]ester|[Tt]oday|[Tt]onig|[Tt]omor|"
    rf"{_COUNT}{_SP}\w+{_SP}ago|{_FEAST}|All{_SP}F)"
)


def _around(match: re.Match[str]) -> tuple[str, str]:
    """Return the few characters before and after a match, within what is searched."""
    return (
        match.string[max(0, match.start() - 12) : match.start()],
        match.string[match.end() : min(match.endpos, match.end() + 24)],
    )


def _exists(year: str | None, month: int, day: int) -> bool:
    try:
        date(int(year) if year else 2000, month, day)
    except ValueError:
        return False
    return True


def resolve(mention: DateMention, published: date | str | None, *, ahead: bool = False) -> str:
    """Return what a mention means for a reader of that day: an ISO date, month or year, or "".

    News looks back: a bare weekday or month is the latest one not after publication, and a day without a
    year is the nearest one. What stays open stays open: nothing is added to a stated month or year.

    Args:
        mention: As `find_dates` returns it.
        published: The day of publication; None, or only part of a date, leaves relative dates unresolved.
        ahead: Whether the sentence speaks of what is to come: then a bare weekday or month is the next one.
    """
    if mention.kind in (DateKind.ABSOLUTE, DateKind.RANGE, DateKind.DECADE, DateKind.CENTURY, DateKind.FEAST):
        return mention.value
    day = _as_date(published)
    if day is None:
        return ""
    try:
        return _resolve_from(mention, day, ahead)
    except OverflowError:
        return ""  # There is no day before the year 1, nor behind the year 9999.


def _resolve_from(mention: DateMention, day: date, ahead: bool) -> str:
    if mention.kind is DateKind.PARTIAL:
        found = _resolve_partial(mention, day)
        if ahead and not mention.unit and len(found) == 7 and found < day.isoformat()[:7]:
            return f"{int(found[:4]) + 1}{found[4:]}"
        return found
    if mention.weekday is not None:
        back = (day.weekday() - mention.weekday) % 7
        if mention.unit and mention.shift < 0:
            return (day - timedelta(back or 7)).isoformat()
        if mention.unit and mention.shift > 0:
            return (day + timedelta((7 - back) or 7)).isoformat()
        if ahead and back:
            return (day + timedelta(7 - back)).isoformat()
        return (day - timedelta(back)).isoformat()
    return _resolve_relative(mention, day)


def _as_date(published: date | str | None) -> date | None:
    if isinstance(published, date) or published is None:
        return published
    try:
        return date.fromisoformat(published)
    except ValueError:
        return None


def _resolve_partial(mention: DateMention, day: date) -> str:
    parts = mention.value[2:].split("-")
    month = int(parts[0])
    tail = f"-{parts[1]}" if len(parts) == 2 else ""
    number = int(parts[1]) if tail else 0
    here = (day.month, day.day if tail else 0)
    if mention.unit == "year":
        year = day.year + mention.shift
    elif mention.unit == "month" and mention.shift < 0:
        year = day.year if (month, number) < here else day.year - 1
    elif mention.unit == "month" and mention.shift > 0:
        year = day.year if (month, number) > here else day.year + 1
    elif mention.unit == "month":
        year = day.year
    elif tail:
        middle = [
            (abs((date(candidate, month, number) - day).days), candidate)
            for candidate in (day.year, day.year - 1, day.year + 1)
            if _exists(str(candidate), month, number)
        ]
        if not middle:
            return ""
        year = min(middle)[1]
    else:
        year = day.year if month <= day.month else day.year - 1
    return f"{year}-{month:02}{tail}"


def _resolve_relative(mention: DateMention, day: date) -> str:
    if mention.unit == "day":
        return (day + timedelta(mention.shift)).isoformat() if abs(mention.shift) < 100_000 else ""
    if mention.unit == "week":
        year, week, _ = (day + timedelta(7 * mention.shift)).isocalendar()
        return f"{year}-W{week:02}"
    if mention.unit == "month":
        months = day.year * 12 + day.month - 1 + mention.shift
        return f"{months // 12:04}-{months % 12 + 1:02}"
    if mention.unit == "year":
        return f"{day.year + mention.shift:04}"
    return ""
