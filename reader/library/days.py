"""The number of an article: that of its day, shifted, and its place in it, so that numbers rise with time.

Apart from what takes articles in (`reader.library.prepare`), which opening a library does not load.
"""

from __future__ import annotations

DAY_BITS = 20
"""An article's number is that of its day, shifted by this, and its place among the articles of that day."""

_UNDATED = 1


def day_number(published: str) -> int:
    """Return the first number of a day's articles, so that numbers rise with time; undated ones come first.

    A date without a day counts as its month's or year's first day.
    """
    from datetime import date

    parts = [*published[:10].split("-"), "1", "1"][:3]
    try:
        return date(*map(int, parts)).toordinal() << DAY_BITS
    except (ValueError, TypeError, OverflowError):
        return _UNDATED


def day_of(number: int) -> int | None:
    """Return the day (as `date.toordinal` counts) of an article's number; None for an undated one."""
    return number >> DAY_BITS or None


def after_day(first: int) -> int:
    """Return the first number that no longer belongs to the day of `first`."""
    return ((first >> DAY_BITS) + 1) << DAY_BITS
