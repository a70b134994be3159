"""What the values of a record mean: days, addresses, names."""

from __future__ import annotations

import re
from datetime import UTC, datetime

from reader.article import Field, Provenance
from reader.importers.datelines import stated_dates
from reader.importers.outlet_names import host_of, outlet_of
from reader.text.safe import safe_line

_ISO_DAY = re.compile(r"(\d{4}-\d\d-\d\d)(?:$|[T ])")
_COMPACT = re.compile(r"((?:1[6-9]|20)\d\d)(\d\d)(\d\d)(?:$|[T ]?\d{6}Z?$)")
_MONTH = re.compile(r"((?:1[6-9]|20)\d\d)-(0[1-9]|1[0-2])$")
_EPOCH = re.compile(r"-?\d{9,10}(?:\d{3})?(?:\.\d+)?$")
_URL_DAY = re.compile(r"/((?:19|20)\d\d)[/-]?(0[1-9]|1[0-2])[/-]?(0[1-9]|[12]\d|3[01])(?=[/_.-]|$)")
_LANGUAGE = re.compile(r"[a-z]{2}(?=$|[-_])", re.I)
_LANGUAGE_NAMES = {
    "english": "en",
    "german": "de",
    "french": "fr",
    "spanish": "es",
    "portuguese": "pt",
    "italian": "it",
    "dutch": "nl",
    "russian": "ru",
    "ukrainian": "uk",
    "arabic": "ar",
    "chinese": "zh",
    "japanese": "ja",
    "turkish": "tr",
    "polish": "pl",
    "swedish": "sv",
    "farsi": "fa",
    "persian": "fa",
    "hebrew": "he",
    "hindi": "hi",
}


def record_day(value: str) -> str:
    """Return the day that a record's value states, as ISO 8601, or "" when it states none.

    The day is the one written, in the writer's own time zone; only seconds since 1970 are read as UTC.
    """
    text = value.strip()
    for pattern in (_ISO_DAY, _COMPACT):
        match = pattern.match(text)
        if match:
            return _checked("-".join(match.groups()))
    if _MONTH.match(text):
        return text
    if _EPOCH.match(text):
        seconds = float(text)
        try:
            day = datetime.fromtimestamp(seconds / 1000 if abs(seconds) >= 1e11 else seconds, UTC).date()
        except (ValueError, OverflowError, OSError):
            return ""
        return day.isoformat()
    found = stated_dates(safe_line(text[:100]))
    return found[0].value if found else ""


def url_day(url: str) -> Field | None:
    """Return the day that an address holds (`/2015/03/18/`), or None."""
    match = _URL_DAY.search(url.partition("//")[2].partition("?")[0])
    day = _checked("-".join(match.groups())) if match else ""
    return Field(day, Provenance.URL, "from the page's address", 0.8) if day else None


def outlet_field(value: str) -> Field | None:
    """Return an outlet as a record names it; an address or a host's name is looked up."""
    name = safe_line(value)[:200]
    if not name:
        return None
    if "." in name and " " not in name and host_of(name):
        return outlet_from_url(name)
    return Field(name, Provenance.FEED)


def outlet_from_url(url: str) -> Field | None:
    """Return the outlet that an address belongs to, or None."""
    name = outlet_of(url)
    return Field(name, Provenance.URL, "from the page's address", 0.7) if name else None


def web_address(value: str) -> str:
    """Return an address of the web as one safe line, or "" when it is none."""
    url = safe_line(value)
    return url if url.casefold().startswith(("http://", "https://")) and len(url) <= 2000 else ""


def language_code(value: str) -> str:
    """Return the ISO 639-1 code of a language as records write it (`en-GB`, `english`), or ""."""
    text = value.strip()
    match = _LANGUAGE.match(text)
    return match.group().casefold() if match else _LANGUAGE_NAMES.get(text.casefold(), "")


def _checked(day: str) -> str:
    try:
        parsed = datetime.strptime(day, "%Y-%m-%d").date()
    except ValueError:
        return ""
    return day if parsed.year >= 1600 else ""
