"""Fields that somebody wrote down: in front matter, in a sidecar, in a folder's defaults."""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from reader.article import Field, Provenance, Span
from reader.importers.datelines import stated_dates
from reader.importers.draft import Draft
from reader.text.safe import safe_line

KEYS = {
    "headline": "headline",
    "outlet": "outlet",
    "agency": "agency",
    "photo_agency": "photo_agency",
    "date": "published",
    "section": "section",
    "byline": "byline",
    "url": "url",
    "language": "language",
}
"""What may be written down, with the name of the article's field."""

# What other programs call the same things in front matter.
_ALIASES = {
    "title": "headline",
    "publisher": "outlet",
    "source": "outlet",
    "site": "outlet",
    "wire": "agency",
    "published": "date",
    "pubdate": "date",
    "author": "byline",
    "authors": "byline",
    "category": "section",
    "link": "url",
    "lang": "language",
}


def apply_fields(
    draft: Draft,
    values: Mapping[str, Any],
    provenance: Provenance,
    spans: Mapping[str, Span] | None = None,
    *,
    strict: bool = False,
    override: bool = True,
) -> list[str]:
    """Set a draft's fields from what somebody wrote down.

    An empty text takes a field away.

    Args:
        draft: The draft.
        values: Written values by key.
        provenance: How these fields were found.
        spans: Where values stand in the draft's text.
        strict: Whether a key that means nothing is reported; files of other programs have many.
        override: Whether to replace what is known already.

    Returns:
        One line for each value that could not be taken.
    """
    problems: list[str] = []
    for written, value in values.items():
        key = _ALIASES.get(written.casefold(), written.casefold())
        if key not in KEYS:
            if strict:
                problems.append(f"unknown key '{safe_line(written)}'{_nearest(key)}")
            continue
        text = _as_text(key, value)
        if text is None:
            problems.append(f"'{written}' is not a {'date' if key == 'date' else 'text'}")
            continue
        _set(draft, KEYS[key], text, provenance, (spans or {}).get(written), override)
    return problems


def _set(
    draft: Draft, name: str, text: str, provenance: Provenance, span: Span | None, override: bool
) -> None:
    if name == "language":
        if override or not draft.language:
            draft.language = text
    elif not text:
        if override:
            draft.fields.pop(name, None)
    elif override or name not in draft.fields:
        at = span if span is not None and span.of(draft.text) == text else None
        draft.fields[name] = Field(text, provenance, span=at)


def written_value(key: str, text: str) -> str | None:
    """Return what a reader typed for a field as it is kept; None when it is none.

    A date is kept as ISO 8601, a language without its country.
    """
    return _as_text(key, text)


def _as_text(key: str, value: Any) -> str | None:
    """Return a written value as one safe line, or None when it has the wrong type."""
    if value is None:
        return ""
    if key == "date":
        return _as_date(value)
    if isinstance(value, list) and value and all(isinstance(item, str) for item in value):
        return safe_line(", ".join(value[:5]))
    if isinstance(value, str | int | float) and not isinstance(value, bool):
        text = safe_line(str(value))[:1000].rstrip()
        return text.casefold().replace("_", "-").split("-")[0] if key == "language" else text
    return None


def _as_date(value: Any) -> str | None:
    """Return an ISO date (`YYYY-MM-DD`, `YYYY-MM` or `YYYY`), or None when it is none."""
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, int) and 1500 <= value <= 2999:
        return str(value)
    if not isinstance(value, str):
        return None
    text = safe_line(value)
    if not text:
        return ""
    if re.fullmatch("[0-9]{4}-(0[1-9]|1[0-2])", text):
        return text
    found = stated_dates(text)
    return found[0].value if found else None


def _nearest(key: str) -> str:
    close = difflib.get_close_matches(key, [*KEYS, "lines", "sha256"], 1)
    return f"; did you mean '{close[0]}'?" if close else ""
