"""When an article was published and updated, as precisely as its page says: days, and clock times if any."""

from __future__ import annotations

import re
from dataclasses import dataclass

from reader.article import PROSE_ROLES, Article, Role, Span
from reader.text.dates import find_dates, resolve

_CLOCK = re.compile(
    r"(?<![\d:.,])([01]?\d|2[0-3])[:.h]([0-5]\d)(?![\d:.])(?:\s?([ap])\.?m\b)?", re.IGNORECASE
)
_UPDATED = re.compile(r"\b(?:last )?(?:updated?|modified|corrected|changed)\b", re.IGNORECASE)
_HEAD = (Role.DATELINE, Role.BYLINE, Role.BOILERPLATE, Role.SECTION)


@dataclass(frozen=True, slots=True)
class Moment:
    """A time as a page states it.

    Attributes:
        value: `2015-03-18`, a stated part of it, or with the clock `2015-03-18 17:05`; "" when unknown.
        how: How it was found: the field's provenance, or "stated" for what only the text says.
        span: Where it stands, or None when it does not stand in the text.
    """

    value: str = ""
    how: str = ""
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Moments:
    """When an article first appeared, and when this version of it was made."""

    published: Moment
    updated: Moment

    @property
    def latest(self) -> str:
        """The time of this version: that of its update, else of its publication."""
        return self.updated.value or self.published.value


def moments(article: Article) -> Moments:
    """Return when an article was published and updated. Lines before its running text are looked at."""
    field = article.published
    published = Moment(field.value, field.provenance.value, field.span) if field else Moment()
    updated = Moment()
    for line in article.lines:
        if line.role in PROSE_ROLES:
            break
        if line.role not in _HEAD:
            continue
        text = line.span.of(article.text)
        marker = _UPDATED.search(text)
        stop = line.span.start + marker.start() if marker else line.span.end
        if marker is not None and not updated.value:
            updated = _stated(article, stop, line.span.end, published.value)
        if len(published.value) == 10 and line.role in (Role.DATELINE, Role.BOILERPLATE):
            stated = _stated(article, line.span.start, stop, "")
            if stated.value.startswith(f"{published.value} "):
                published = Moment(stated.value, published.how, stated.span)
    return Moments(published, updated)


def _stated(article: Article, start: int, stop: int, day: str) -> Moment:
    """Return the first day between two offsets with the clock time beside it; `day` where only a clock is."""
    text = article.text
    dates = find_dates(text, start, stop)
    iso = resolve(dates[0], None) if dates else day[:10]
    if len(iso) != 10:
        return Moment()
    clock = next(
        (
            match
            for match in _CLOCK.finditer(text, start, stop)
            if not any(mention.span.overlaps(Span(*match.span())) for mention in dates)
        ),
        None,
    )
    if clock is None:
        return Moment(iso, "stated", dates[0].span) if dates else Moment()
    hour = int(clock[1])
    if clock[3]:
        hour = hour % 12 + (12 if clock[3].lower() == "p" else 0)
    spans = [Span(*clock.span()), *(mention.span for mention in dates[:1])]
    where = Span(min(span.start for span in spans), max(span.end for span in spans))
    return Moment(f"{iso} {hour:02}:{clock[2]}", "stated", where)


def earlier(one: str, other: str) -> int:
    """Return -1 when the first time is the earlier, 1 when the second is, 0 when they do not tell."""
    size = min(len(one), len(other))
    if not size or one[:size] == other[:size]:
        return 0
    return -1 if one[:size] < other[:size] else 1
