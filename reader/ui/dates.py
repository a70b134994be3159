"""Dates as shown: "18 Mar 2015", with how they were found."""

from __future__ import annotations

from reader.article import Field, Provenance

_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def day(value: str, *, long: bool = False) -> str:
    """Return an ISO date, or a part of one, in a reader's words."""
    parts = value[:10].split("-")
    if not parts[0].isdigit():
        return value
    if len(parts) == 1 or not parts[1].isdigit() or not 1 <= int(parts[1]) <= 12:
        return parts[0]
    month = _MONTHS[int(parts[1]) - 1]
    month = month if long else month[:3]
    if len(parts) == 2 or not parts[2].isdigit():
        return f"{month} {parts[0]}"
    return f"{int(parts[2])} {month} {parts[0]}"


def shown_date(field: Field | None, *, long: bool = False) -> str:
    """Return a publication date with its provenance where that is not plain statement."""
    if field is None:
        return "date not stated"
    shown = day(field.value, long=long)
    if field.provenance in (Provenance.STATED, Provenance.USER, Provenance.FEED):
        return shown
    reason = f" {field.reason}" if field.reason and long else ""
    return f"{shown} ({field.provenance.value}{reason})"
