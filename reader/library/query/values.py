"""The values of fields: days and spans of days, numbers, choices."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import NamedTuple

from reader.library.query.model import CHOICES, QueryError

_DATE = re.compile(r"(\d{4})(?:-(\d{1,2}))?(?:-(\d{1,2}))?")
_NUMBER = re.compile(r"(\d{1,9})(?:(\+)|-(\d{1,9}))?")


class Days(NamedTuple):
    """A span of days, `after` being the first day that is no longer in it; None where it is open."""

    first: date | None
    after: date | None


class Numbers(NamedTuple):
    """A span of whole numbers, both ends in it; None where it is open."""

    least: int
    most: int | None


def check(name: str, value: str, position: int) -> None:
    """Check a field's value.

    Raises:
        QueryError: It cannot be that field's.
    """
    if name == "date":
        days(value, position)
    elif name in ("story", "words"):
        numbers(value, position)
    elif name in CHOICES and value.lower() not in CHOICES[name]:
        raise QueryError(f"{name}: is one of {', '.join(CHOICES[name])}", position)
    elif name in ("title", "name", "outlet", "only", "agency", "lang") and not any(map(str.isalnum, value)):
        raise QueryError(f"{name}: there is no word here to search for", position)


def days(value: str, position: int = 0) -> Days:
    """Read a day, month, year, or two of them with `..` between.

    Raises:
        QueryError: It is none, or the second lies before the first.
    """
    first, dots, last = value.partition("..")
    begin = _day(first, position).first if first else None
    end = _day(last, position + len(first) + 2).after if last else None
    if not dots:
        return _day(value, position)
    if begin is None and end is None:
        raise QueryError("date: needs a day, month or year", position)
    if begin is not None and end is not None and begin >= end:
        raise QueryError("date: the end lies before the beginning", position + len(first) + 2)
    return Days(begin, end)


def numbers(value: str, position: int = 0) -> Numbers:
    """Read `3`, `3+` or `2-4`.

    Raises:
        QueryError: It is none of these.
    """
    match = _NUMBER.fullmatch(value)
    if match is None:
        raise QueryError("a number is needed: 3, 3+ or 2-4", position)
    least = int(match[1])
    if match[2]:
        return Numbers(least, None)
    most = int(match[3]) if match[3] else least
    if most < least:
        raise QueryError("the greater number comes second", position)
    return Numbers(least, most)


def _day(text: str, position: int) -> Days:
    match = _DATE.fullmatch(text)
    if match is None:
        raise QueryError("date: is written 2015, 2015-03 or 2015-03-12, with .. for a span", position)
    year, month, day = (int(part) if part else None for part in match.groups())
    assert year is not None
    try:
        first = date(year, month or 1, day or 1)
        if day:
            return Days(first, first + timedelta(days=1))
        if month:
            return Days(first, date(year + month // 12, month % 12 + 1, 1))
        return Days(first, date(year + 1, 1, 1))
    except (ValueError, OverflowError):
        raise QueryError(f"date: there is no {text}", position) from None
