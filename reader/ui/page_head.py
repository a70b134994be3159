"""The head of an article's page: outlet and date, notes, and the headline as text that can be searched."""

from __future__ import annotations

from dataclasses import dataclass

from reader.article import Article, Span
from reader.layout.cells import cell_width, fit
from reader.layout.wrap import wrap
from reader.ui.dates import shown_date
from reader.ui.line_view import Run


@dataclass(frozen=True, slots=True)
class FixedRow:
    """A row above or below the blocks: runs as they are, then a stretch of the text where `span` is given."""

    runs: tuple[Run, ...] = ()
    span: Span | None = None


def page_head(article: Article, measure: int, margin: int, *, preview: bool) -> list[FixedRow]:
    """Return the rows above an article's text.

    Args:
        article: The article.
        measure: Width of the text.
        margin: Cells before it.
        preview: The short form beside a list: headline first, no notes.
    """
    lead: Run = (" " * margin, ())
    meta = f"{article.section.value} · " if article.section and not preview else ""
    meta += shown_date(article.published, long=not preview)
    outlet = article.outlet_name
    outlet = fit(outlet if preview else outlet.upper(), max(1, measure))
    room = measure - cell_width(outlet) - 2
    head: list[FixedRow] = []
    if room >= 12:
        head.append(FixedRow((lead, (outlet, ("outlet",)), ("  ", ()), (fit(meta, room), ("meta",)))))
    else:
        head.append(FixedRow((lead, (outlet, ("outlet",)))))
        head.append(FixedRow((lead, (fit(meta, measure), ("meta",)))))
    titles = _titles(article, lead, measure)
    if preview:
        return [*titles, *head, FixedRow()]
    notes = [FixedRow((lead, (fit(note, measure), ("notice",)))) for note in _notes(article)]
    return [FixedRow(), *head, *notes, FixedRow(), *titles, FixedRow()]


def _titles(article: Article, lead: Run, measure: int) -> list[FixedRow]:
    """Return the rows of the headline: as text where it stands in the text, so that search finds it."""
    where = article.headline.span if article.headline is not None else None
    if where is not None:
        return [FixedRow((lead,), span) for span in wrap(article.text, *where, measure)]
    title = article.title
    return [
        FixedRow((lead, (title[span.start : span.end], ("headline",))))
        for span in wrap(title, 0, len(title), measure)
    ]


def _notes(article: Article) -> list[str]:
    notes: list[str] = []
    if article.byline is not None:
        notes.append("by " + article.byline.value.removeprefix("By ").removeprefix("by "))
    if article.agency is not None and article.outlet is not None:
        notes.append(f"agency copy: {article.agency.value}")
    if article.agency is not None and article.outlet is None:
        notes.append(f"text by {article.agency.value}; the outlet is not named in the source")
    notes.extend(article.notices)
    return notes
