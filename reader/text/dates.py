"""Dates with offsets: what a text states, and no part that it does not state.

A general date parser fills what is missing from today's date; that would put words into an outlet's
mouth. Here a mention keeps exactly what stands in the text, and `resolve` is a separate step that says
what it concludes from the day of publication.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

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
    """Two years: `2007/2008`."""
    DECADE = "decade"
    """`199X` in the notation of ISO 8601-2."""
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


_MONTHS = "January February March April May June July August September October November December".split()
_WEEKDAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
_MONTH_NUMBER = {name[:3].lower(): number for number, name in enumerate(_MONTHS, 1)}
_WEEKDAY_NUMBER = {name[:3].lower(): number for number, name in enumerate(_WEEKDAYS)}
_SHIFT = {"last": -1, "previous": -1, "past": -1, "this": 0, "next": 1, "coming": 1}
_NAMED_DAYS = {"yesterday": -1, "today": 0, "tonight": 0, "tomorrow": 1}

_SP = r"[ \t\u00a0\u2009\u202f]"
_YEAR = r"(?P<year{n}>1[5-9]\d\d|20[0-4]\d)(?![\d%‰]|[.,]\d)"
_DAY = r"(?P<day{n}>3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?(?![\d%‰]|[.,:]\d)"
# Names of months and weekdays only as news writes them: capitalised or in capitals. Abbreviations need a
# day or a year beside them, as Mar, Sat and Sun are other things too.
_LONG = "|".join([*_MONTHS, *(m.upper() for m in _MONTHS)])
_SHORT = (
    r"(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|JAN|FEB|MAR|APR|JUN|JUL|AUG|SEPT?|OCT|NOV|DEC)\b\.?"
)
_MONTH = rf"(?P<month{{n}}>{_LONG}|{_SHORT})"
_WEEKDAY = "|".join([*_WEEKDAYS, *(w.upper() for w in _WEEKDAYS)])
_WD = rf"(?:(?P<wd{{n}}>{_WEEKDAY}),?{_SP}(?:the{_SP})?)?"
_REL = r"(?P<rel{n}>[Ll]ast|[Tt]his|[Nn]ext|LAST|THIS|NEXT)"
_COUNT = r"(?:\d{1,3}|an?|one|" + "|".join(w for w in CARDINALS if w not in ("one", "zero")) + ")"


def _part(pattern: str, number: int) -> str:
    return pattern.replace("{n}", str(number))


_FORMS = [
    # 18th March 2015; 18 March; 18th of March, 2015; March 18, 2015; March 18; with a weekday before
    rf"{_WD}{_DAY}{_SP}(?:of{_SP})?{_MONTH}(?:,?{_SP}(?:of{_SP})?{_YEAR}|{_SP}{_REL}{_SP}year)?(?![\w])",
    rf"(?:{_REL}{_SP})?{_WD}{_MONTH}{_SP}(?:the{_SP})?{_DAY}(?:,?{_SP}{_YEAR}|,?{_SP}(?P<this{{n}}>[Tt]his|[Ll]ast){_SP}year)?(?![\w])",
    # March 2015; March this year; last March; a bare month
    rf"{_MONTH}(?:,?{_SP}(?:of{_SP})?{_YEAR}|,?{_SP}{_REL}{_SP}year)(?![\w])",
    rf"{_REL}{_SP}(?:year[’']?s?{_SP})?(?P<month{{n}}>{_LONG})(?![\w])",
    rf"(?P<month{{n}}>{_LONG})(?![\w])",
    # 2015-03-18; 18/03/2015
    r"(?P<iso{n}>(?:1[5-9]|20)\d\d-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01]))(?![\w])",
    r"(?P<num{n}>[0-3]?\d(?P<sep{n}>[/.])[0-3]?\d(?P=sep{n})(?:1[5-9]|20)\d\d)(?![\w/])",
    # last Wednesday; Wednesday
    rf"(?:{_REL}{_SP})?(?P<wd{{n}}>{_WEEKDAY})(?![\w])",
    # the 1990s; '90s; 2007-2008; 2015
    r"(?P<decade{n}>(?:1[5-9]|20)\d0|[’'‘]?[2-9]0)[’']?s(?![\w])",
    r"(?P<from{n}>1[5-9]\d\d|20[0-4]\d)(?:[-–]|/)(?P<to{n}>(?:1[5-9]|20)\d\d|\d\d)(?![\w%]|[-–/.,]\d)",
    rf"{_YEAR}(?![\w])",
    # yesterday; last week; three days ago
    r"(?P<named{n}>[Yy]esterday|[Tt]oday|[Tt]onight|[Tt]omorrow)(?![\w])",
    rf"{_REL}{_SP}(?P<unit{{n}}>week|month|year|decade)(?![\w])",
    rf"(?P<count{{n}}>{_COUNT}){_SP}(?P<unit{{n}}>day|week|month|year|decade)s?{_SP}ago(?![\w])",
]
_FORMS = [_part(form, number) for number, form in enumerate(_FORMS)]
_DATE = re.compile(
    r"(?<![\w/$€£¥₹#.,@-])(?:" + "|".join(f"(?P<f{n}>{form})" for n, form in enumerate(_FORMS)) + ")"
)

# May and March are also words, April, June and August also names: alone they need a sign.
_AMBIGUOUS = {"may", "march", "april", "june", "august", "mar", "jun", "apr", "aug"}
_BEFORE_MONTH = re.compile(
    r"(?:\b(?:in|of|since|by|until|till|from|to|through|during|between|before|after|and|for|mid|early|late|every|each|[12]\d{3})"
    r"[ \u00a0-]|[(/–-] ?)$",
    re.IGNORECASE,
)
_AFTER_MONTH = re.compile(r"[ \u00a0-](?:\d|election|edition|issue|and[ \u00a0](?:" + _LONG + "))")
_YEAR_CUE = re.compile(
    r"(?:\b(?:in|since|by|until|till|from|of|to|through|during|before|after|between|and|the|early|mid|late|circa|around|"
    r"year|years|summer|winter|spring|autumn|fall|end|[A-Z][a-z]+)[ \u00a0-]|[(,–/-] ?|^\s*)$",
    re.IGNORECASE,
)
_NOT_A_YEAR = re.compile(
    r"(?:[ \u00a0-](?:people|persons|men|women|children|troops|soldiers|police|dollars|euros|pounds|rupees|yuan|yen|rubles|roubles|"
    r"km|kms|kg|kilomet|met(?:er|re)s?|miles|feet|ft|tons?|tonnes|mw|megawatts?|hours|hrs|gmt|utc|points|percent|per[ \u00a0]cent|"
    r"million|billion|thousand|hectares|acres|square|cases|deaths|jobs|homes|houses|votes|seats|others|more|or[ \u00a0]more|"
    r"[a-z]+[ \u00a0](?:people|men|women|troops|soldiers))\b|[°€£])",
    re.IGNORECASE,
)


def find_dates(text: str, start: int = 0, end: int | None = None) -> list[DateMention]:
    """Return the dates that `text[start:end]` states, in order and without overlap.

    Args:
        text: Any text.
        start: Where to begin, in characters.
        end: Where to stop; the end of the text when None.
    """
    stop = len(text) if end is None else end
    found: list[DateMention] = []
    position = start
    while match := _DATE.search(text, position, stop):
        mention = _read(match, start)
        position = match.end() if mention else match.start() + 1
        if mention:
            found.append(mention)
    return found


def _read(match: re.Match[str], start: int) -> DateMention | None:
    """Return what a match states, or None when its surroundings say that it is no date."""
    assert match.lastgroup is not None
    form = next(n for n in range(len(_FORMS)) if match.group(f"f{n}") is not None)
    found = {
        key.rstrip("0123456789"): value
        for key, value in match.groupdict().items()
        if value is not None and key.endswith(str(form)) and key.rstrip("0123456789") + str(form) == key
    }
    span = Span(*match.span())
    before, after = (
        match.string[max(start, span.start - 12) : span.start],
        match.string[span.end : span.end + 24],
    )
    weekday = _WEEKDAY_NUMBER[found["wd"][:3].lower()] if "wd" in found else None
    relative = (found.get("rel") or found.get("this") or "").lower()
    shift = _SHIFT.get(relative, 0)

    if "month" in found:
        month = _MONTH_NUMBER[found["month"][:3].lower()]
        if "day" in found and not _exists(found.get("year"), month, int(found["day"])):
            return None
        if not ("day" in found or "year" in found or relative) and not _is_month(
            found["month"], before, after
        ):
            return None
        tail = f"-{int(found['day']):02}" if "day" in found else ""
        if "year" in found:
            return DateMention(span, f"{found['year']}-{month:02}{tail}", DateKind.ABSOLUTE, weekday)
        # "March this year" counts years; "last March" counts Marches, which `resolve` tells by the unit.
        unit = "" if not relative else "year" if span.of(match.string).lower().endswith("year") else "month"
        return DateMention(span, f"--{month:02}{tail}", DateKind.PARTIAL, weekday, unit, shift)
    if "iso" in found:
        year, number, day = (int(part) for part in found["iso"].split("-"))
        known = _exists(str(year), number, day)
        return DateMention(span, found["iso"], DateKind.ABSOLUTE) if known else None
    if "num" in found:
        first, second, year = (int(part) for part in found["num"].split(found["sep"]))
        return _numeric(span, first, second, year)
    if "wd" in found:
        return DateMention(span, "", DateKind.WEEKDAY, weekday, "week" if relative else "", shift)
    if "decade" in found:
        digits = found["decade"].lstrip("’'‘")
        if len(digits) == 2:
            # '90s says no century, and "in their 90s" is an age.
            if found["decade"] == digits:
                return None
            return DateMention(span, f"XX{digits[0]}X", DateKind.DECADE)
        return DateMention(span, f"{digits[:3]}X", DateKind.DECADE)
    if "from" in found:
        last = found["to"] if len(found["to"]) == 4 else found["from"][:2] + found["to"]
        if not 0 < int(last) - int(found["from"]) <= 150:
            return None
        return DateMention(span, f"{found['from']}/{last}", DateKind.RANGE)
    if "year" in found:
        if not _is_year(int(found["year"]), before, after):
            return None
        return DateMention(span, found["year"], DateKind.ABSOLUTE)
    if "named" in found:
        return DateMention(span, "", DateKind.RELATIVE, None, "day", _NAMED_DAYS[found["named"].lower()])
    if "count" in found:
        count = found["count"].lower()
        number = 1 if count in ("a", "an") else int(count) if count.isdigit() else int(CARDINALS[count])
        return DateMention(span, "", DateKind.RELATIVE, None, found["unit"], -number)
    return DateMention(span, "", DateKind.RELATIVE, None, found["unit"], shift)


def _exists(year: str | None, month: int, day: int) -> bool:
    try:
        date(int(year) if year else 2000, month, day)
    except ValueError:
        return False
    return True


def _numeric(span: Span, first: int, second: int, year: int) -> DateMention | None:
    """Read 18/03/2015: day and month only where one of them can be nothing else."""
    if first > 12 and _exists(str(year), second, first) if second <= 12 and second else False:
        return DateMention(span, f"{year}-{second:02}-{first:02}", DateKind.ABSOLUTE)
    if second > 12 and _exists(str(year), first, second) if first <= 12 and first else False:
        return DateMention(span, f"{year}-{first:02}-{second:02}", DateKind.ABSOLUTE)
    if 1 <= first <= 12 and 1 <= second <= 12:
        same = first == second
        return DateMention(span, f"{year}-{first:02}-{second:02}" if same else str(year), DateKind.ABSOLUTE)
    return None


def _is_month(name: str, before: str, after: str) -> bool:
    if name[:3].lower() not in {word[:3] for word in _AMBIGUOUS}:
        return True
    return bool(_BEFORE_MONTH.search(before) or _AFTER_MONTH.match(after))


def _is_year(year: int, before: str, after: str) -> bool:
    if _NOT_A_YEAR.match(after):
        return False
    if after[:1] in "-–" and after[1:2].isdigit():
        return False
    return bool(_YEAR_CUE.search(before)) or (year >= 1800 and not re.match(r"[ \u00a0][a-z]+s\b", after))


def resolve(mention: DateMention, published: date | str | None) -> str:
    """Return what a mention means for a reader of that day: an ISO date, month or year, or "".

    News looks back: a bare weekday or month is the latest one not after publication, and a day without a
    year is the nearest one. What stays open stays open: nothing is added to a stated month or year.

    Args:
        mention: As `find_dates` returns it.
        published: The day of publication; None, or only part of a date, leaves relative dates unresolved.
    """
    if mention.kind in (DateKind.ABSOLUTE, DateKind.RANGE, DateKind.DECADE):
        return mention.value
    day = _as_date(published)
    if day is None:
        return ""
    if mention.kind is DateKind.PARTIAL:
        return _resolve_partial(mention, day)
    if mention.weekday is not None:
        back = (day.weekday() - mention.weekday) % 7
        if mention.unit and mention.shift < 0:
            return (day - timedelta(back or 7)).isoformat()
        if mention.unit and mention.shift > 0:
            return (day + timedelta((7 - back) or 7)).isoformat()
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
    if mention.unit == "year":
        year = day.year + mention.shift
    elif mention.unit == "month" and mention.shift < 0:
        year = day.year if month < day.month else day.year - 1
    elif mention.unit == "month" and mention.shift > 0:
        year = day.year if month > day.month else day.year + 1
    elif mention.unit == "month":
        year = day.year
    elif tail:
        middle = [
            (abs((date(candidate, month, int(parts[1])) - day).days), candidate)
            for candidate in (day.year, day.year - 1, day.year + 1)
            if _exists(str(candidate), month, int(parts[1]))
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
