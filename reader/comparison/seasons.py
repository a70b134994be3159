"""Seasons as dates: "next spring" is so many months of one year, and March may be one of them.

Months are those of the northern half of the world; where an article reckons otherwise, its seasons only find
no month to stand beside.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from reader.article import Span

_FIRST_MONTH = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}
_SP = r"[ \t\n\u00a0\u2009\u202f]"
_SEASON = re.compile(
    rf"(?<![\w-])(?:(?P<which>last|this|next|coming){_SP}(?P<near>spring|summer|autumn|fall|winter)"
    rf"|(?P<dated>spring|summer|autumn|fall|winter){_SP}(?:of{_SP})?(?P<year>(?:19|20)\d\d)"
    rf"|(?:in|by|since|until|during|before|after){_SP}the{_SP}(?P<bare>spring|summer|autumn|winter))"
    rf"(?![\w-]|{_SP}(?:of|months?|season|break|school|camp|games|holidays?)\b)",
    re.IGNORECASE,
)
_AHEAD = re.compile(r"\b(?:will|shall|to be|is to|are to|due|expected|planned|plans|by)\b", re.IGNORECASE)
_REACH = 200  # characters before a season within which a sentence says that it speaks of what is to come


def find_seasons(text: str, passage: Span, published: str | None) -> Iterator[tuple[Span, str]]:
    """Yield the seasons that a sentence names, as `spring 2015` or `winter 2014/2015`.

    Args:
        text: The text that the spans refer to.
        passage: The sentence.
        published: The day of publication, ISO 8601; without it only a season with its year has a value.
    """
    for match in _SEASON.finditer(text, *passage):
        season = (match["near"] or match["dated"] or match["bare"]).lower().replace("fall", "autumn")
        begin = max(match.start("near"), match.start("dated"), match.start("bare"))
        span = Span(match.start() if match["which"] else begin, match.end())
        if match["year"]:
            yield span, f"{season} {match['year']}"
        elif published and len(published) >= 7:
            ahead = _AHEAD.search(text, max(passage.start, begin - _REACH), begin) is not None
            yield span, _resolved(season, (match["which"] or "").lower(), published, ahead)
        else:
            yield span, ""


def _resolved(season: str, which: str, published: str, ahead: bool) -> str:
    """Return the season that is meant by those who read it that day: the nearest that the words allow."""
    now = int(published[:4]) * 12 + int(published[5:7]) - 1
    this_year = int(published[:4]) * 12 + _FIRST_MONTH[season] - 1
    begun = [this_year + 12 * years for years in (-2, -1, 0, 1)]
    if which in ("next", "coming"):
        first = min(month for month in begun if month > now)
    elif which == "last":
        first = max(month for month in begun if month + 2 < now)
    elif which == "this":
        first = next((month for month in begun if month <= now <= month + 2), this_year)
    elif ahead:
        first = min(month for month in begun if month + 2 >= now)
    else:
        first = max(month for month in begun if month <= now)
    year = first // 12
    return f"winter {year}/{year + 1}" if season == "winter" else f"{season} {year}"


def months_of(value: str) -> tuple[str, ...]:
    """Return the months of a season, `2015-03` and so on; none of what is no season."""
    season, _, year = value.partition(" ")
    if season not in _FIRST_MONTH or not year[:4].isdigit() or (season == "winter" and "/" not in year):
        return ()
    first = int(year[:4]) * 12 + _FIRST_MONTH[season] - 1
    return tuple(f"{month // 12}-{month % 12 + 1:02}" for month in range(first, first + 3))
