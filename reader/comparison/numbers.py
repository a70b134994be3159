"""Figures and days of two tellings of one passage: do they differ?"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from reader.article import Article, Span
from reader.comparison.terms import Term, key_of, terms
from reader.text.dates import find_dates, resolve
from reader.text.figures import FigureKind, find_figures
from reader.text.quotes import find_quotes

_NOTHING = tuple(map(key_of, ("more", "people", "person")))
"""Words behind a figure that count nothing in particular: "five people killed" and "five killed" are one."""


_STOP = re.compile(r"[,;:.!?()\[\]–—]")
_VAGUE = frozenset(
    "dozen dozens scores hundred hundreds thousand thousands million millions billions".split()
)


class Number(NamedTuple):
    """A figure or day in a passage.

    Attributes:
        value: Normalised.
        unit: What it counts, comparable; "day" for days, "" when that is not said.
        span: Where it stands, with its bound: "at least 20".
    """

    value: str
    unit: str
    span: Span


def numbers(article: Article, spans: Sequence[Span]) -> list[Number]:
    """Return the figures of some passages, small ones in words among them, and the days they name by date."""
    text = article.text
    day = article.published.value if article.published else None
    found: list[Number] = []
    for passage in spans:
        row = terms(text, passage)
        if not any(term.figure or term.form in _VAGUE for term in row):
            continue  # Most passages, and looking is dear.
        dates = find_dates(text, *passage)
        taken = [date.span for date in dates]
        quoted = [quote.span for quote in find_quotes(text, *passage)]
        for date in dates:
            value = resolve(date, day)
            # Days that are named, not "today", which to a speaker is another one than the article's. And "on
            # Tuesday" and "yesterday" stand in many a sentence for the day of the report.
            if date.value and len(value) == 10 and not any(date.span.overlaps(span) for span in quoted):
                found.append(Number(value, "day", date.span))
        for figure in find_figures(text, *passage):
            if figure.kind is FigureKind.ORDINAL or any(figure.span.overlaps(span) for span in taken):
                continue
            taken.append(figure.span)
            unit = key_of(figure.unit.lower()) if figure.unit else ""
            if figure.kind is FigureKind.COUNT:
                unit = _counted(text, row, figure.span.end)
            elif figure.kind is FigureKind.PERCENT:
                # Two percentages are seldom of one thing.
                noun = _counted(text, row, figure.span.end)
                unit = noun and f"{unit} {noun}"
            value = f"{figure.value.normalize():f}" + (f"-{figure.upper}" if figure.upper else "")
            found.append(Number(f"{figure.bound}{value}", unit, figure.span))
        for term in row:
            span = Span(term.start, term.end)
            if term.figure and not any(span.overlaps(other) for other in taken) and ":" not in term.form:
                found.append(Number(term.key, _counted(text, row, term.end), span))
    return sorted(found, key=lambda number: number.span)


def plain(number: Number) -> str:
    """Return a figure's value without its bound: "at least 20" agrees with 20."""
    return number.value.lstrip("<>=~")


def _counted(text: str, row: Sequence[Term], end: int) -> str:
    """Return what the figure that ends at `end` counts: the next word of meaning, before any stop or name."""
    found = ""
    for term in [term for term in row if term.start >= end][:4]:
        if _STOP.search(text, end, term.start) or term.figure or (found and term.capital):
            break
        if term.content:
            found = term.key
            if found not in _NOTHING:
                break
    return found
