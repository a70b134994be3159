"""Coverage per day, drawn in the cells of one row: eighth blocks, or figures where only ASCII is wanted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from reader.layout.cells import cell_width
from reader.ui.dates import day
from reader.ui.line_view import Run

BLOCKS = "▁▂▃▄▅▆▇█"
_LOW = 4
"""So many articles a bar make the full height at least: one a day is no tower."""
_NOTE = 18
"""Cells for saying how many days a bar is."""
_WIDEST = 3
"""Most cells for one day, so that few days do not look like many."""


@dataclass(frozen=True, slots=True)
class Coverage:
    """Articles by day, put together to as many bars as there is room for.

    Attributes:
        counts: Articles of each bar, oldest first.
        first: The day that the first bar begins with.
        last: The last day of which there is an article.
        days: Days of a bar.
        cells: Cells of a bar.
    """

    counts: tuple[int, ...]
    first: date
    last: date
    days: int
    cells: int

    def bar_of(self, iso: str) -> int | None:
        """Return the bar that a day belongs to; None for a date that is no day of these."""
        when = _date(iso)
        if when is None or not self.first <= when <= self.last:
            return None
        return (when - self.first).days // self.days


def coverage(counts: Sequence[tuple[str, int]], width: int) -> Coverage | None:
    """Put days together to at most `width` cells of bars; None when no day is known, or no room is left.

    Args:
        counts: Days, ISO 8601, and how many articles each has; what is no whole day is left out.
        width: Cells there are.
    """
    known = [(when, number) for iso, number in counts if (when := _date(iso)) is not None and number > 0]
    if not known or width < 1:
        return None
    first, last = min(known)[0], max(known)[0]
    span = (last - first).days + 1
    days = -(-span // width)
    bars = [0] * -(-span // days)
    for when, number in known:
        bars[(when - first).days // days] += number
    return Coverage(tuple(bars), first, last, days, min(_WIDEST, width // len(bars)))


def bar_cells(count: int, most: int, *, ascii_only: bool) -> str:
    """Return the cell of a bar: its height, or in ASCII the number itself, `#` from ten on."""
    if not count:
        return " " if not ascii_only else "."
    if ascii_only:
        return str(count) if count < 10 else "#"
    return BLOCKS[-(-count * len(BLOCKS) // max(most, _LOW)) - 1]


def timeline_runs(
    counts: Sequence[tuple[str, int]], width: int, *, here: str = "", ascii_only: bool = False
) -> list[Run]:
    """Return a row of first day, bars and last day; nothing when all is of one day, or there is no room.

    Args:
        counts: Days, ISO 8601, and how many articles each has.
        width: Cells of the row.
        here: The day of the article under the cursor, whose bar is brighter.
        ascii_only: Whether figures are drawn and not blocks.
    """
    whole = coverage(counts, 10**6)
    if whole is None or len(whole.counts) < 2:
        return []
    ends = _labels(whole.first, whole.last)
    room = width - sum(map(cell_width, ends)) - 2
    found = coverage(counts, room)
    if found is not None and found.days > 1 and room > 2 * _NOTE:
        found = coverage(counts, room - _NOTE)
    if found is None or len(found.counts) < 2:
        return []
    bright = found.bar_of(here)
    most = max(found.counts)
    runs: list[Run] = [(f"{ends[0]} ", ("soft",))]
    for bar, count in enumerate(found.counts):
        cell = bar_cells(count, most, ascii_only=ascii_only)
        runs.append((cell * found.cells, ("strong",) if bar == bright and count else ("faint",)))
    runs.append((f" {ends[1]}", ("soft",)))
    room = width - sum(cell_width(text) for text, _ in runs)
    note = "" if found.days == 1 else f"  {found.days} days a bar"
    if note and cell_width(note) <= room:
        runs.append((note, ("faint",)))
    return runs


def _labels(first: date, last: date) -> tuple[str, str]:
    """Return both ends in words; the year stands once where it is the same."""
    begin, end = day(first.isoformat()), day(last.isoformat())
    return (begin[:-5] if first.year == last.year else begin), end


def _date(iso: str) -> date | None:
    try:
        return date.fromisoformat(iso[:10])
    except ValueError:
        return None
