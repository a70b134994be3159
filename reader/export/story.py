"""A story's matrix as plain text, JSON and CSV: which outlets tell what, and how each has it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import reader
from reader.article import Article
from reader.comparison.blind import shown_id
from reader.comparison.headlines import HeadlineContrast
from reader.comparison.matrix import Cell, Matrix, MatrixCell, MatrixRow
from reader.comparison.moments import moments
from reader.export.cells import csv_text
from reader.export.place import one_line
from reader.text.safe import safe_line

CELL_WORDS = {
    Cell.FIRST: "first wording",
    Cell.SAME: "same words",
    Cell.EDITED: "worded differently",
    Cell.QUOTE_CUT: "quote cut",
    Cell.FIGURE: "figure differs",
    Cell.UNSURE: "unsure",
    Cell.NONE: "no match found",
}

_KEY = (
    "A first wording  = same words  ~ worded differently  q quote cut  # figure differs  ? unsure  "
    "digit: paragraph; an article that is not listed: no match found"
)
_HEADER = (
    *("story", "story_title", "group", "passage", "outlets", "differs", "unsure", "quote"),
    *("outlet", "published", "source", "how", "paragraph", "figure", "start", "end", "words"),
)


@dataclass(frozen=True, slots=True)
class StoryTable:
    """One story, ready to be written out.

    Attributes:
        title: What the story is called.
        articles: As they were given to `story_matrix`.
        matrix: Of these.
        headlines: Of these, against each other.
        leads: Their first sentences.
    """

    title: str
    articles: Sequence[Article]
    matrix: Matrix
    headlines: HeadlineContrast
    leads: HeadlineContrast

    def ordered(self) -> list[Article]:
        """Return the articles in the order of the matrix's columns."""
        return [self.articles[index] for index in self.matrix.order]


def plain_stories(stories: Sequence[StoryTable]) -> str:
    """Return stories as lines of plain text, which are not wrapped."""
    return "\n\n".join("\n".join(_plain(n, story, len(stories))) for n, story in enumerate(stories, 1)) + "\n"


def stories_record(stories: Sequence[StoryTable]) -> dict[str, Any]:
    """Return stories as a record of plain values, ready for JSON; offsets are characters of each `text`."""
    return {"program": f"Crossread {reader.__version__}", "stories": [_record(story) for story in stories]}


def csv_stories(stories: Sequence[StoryTable]) -> str:
    """Return stories as one table: a line for each passage group and article that has it."""
    return csv_text([_HEADER, *(row for n, story in enumerate(stories, 1) for row in _table(n, story))])


def _plain(number: int, story: StoryTable, count: int) -> Iterator[str]:
    matrix, articles = story.matrix, story.ordered()
    outlets = len({article.outlet_name for article in articles})
    shared = sum(row.carried > 1 for row in matrix.rows)
    yield f"Story {number} of {count}: {story.title}"
    yield f"{outlets} outlets, {len(articles)} articles, {shared} passages told by more than one outlet"
    if matrix.notice:
        yield f"Note: {matrix.notice}"
    yield ""
    for column, article in enumerate(articles, 1):
        yield f"{column:>3}  {article.outlet_name}, {moments(article).latest or 'date not stated'}"
        yield f"     {article.title}"
        yield from (f"     {line}" for line in _headline(story, matrix.order[column - 1]))
        totals = matrix.totals[column - 1]
        copied = "-" if totals.copied is None else f"{totals.copied:.0%}"
        yield (
            f"     carries {totals.share:.0%} of what several tell; words shared with an earlier article: "
            f"{copied}; speakers quoted: {totals.speakers}, quoted words: {totals.quoted_words}"
        )
    shared_words = ", ".join(f"{word} ({times})" for word, times in story.headlines.shared)
    yield f"     Words in more than one headline: {shared_words or 'none'}"
    yield ""
    yield _KEY
    for group, row in enumerate(matrix.rows, 1):
        yield f"{group:>3}. {row.label}"
        yield f"     {_carried(row)}: {' · '.join(_cells(row))}"


def _headline(story: StoryTable, index: int) -> Iterator[str]:
    reading, lead = story.headlines.readings[index], story.leads.readings[index]
    parts = [
        f"verb: {reading.verb}" if reading.verb else "",
        f"who stands before it: {reading.actor}" if reading.actor else "",
        f"passive? {reading.passive}" if reading.passive else "",
        f"only here: {', '.join(story.headlines.own[index])}" if story.headlines.own[index] else "",
        f"not named: {', '.join(story.headlines.missing[index])}" if story.headlines.missing[index] else "",
        f"not in the text: {', '.join(reading.absent)}" if reading.absent else "",
    ]
    told = "; ".join(part for part in parts if part)
    if told:
        yield f"Headline: {told}"
    parts = [
        f"verb: {lead.verb}" if lead.verb else "",
        f"who stands before it: {lead.actor}" if lead.actor else "",
        f"passive? {lead.passive}" if lead.passive else "",
        f"not named: {', '.join(story.leads.missing[index])}" if story.leads.missing[index] else "",
    ]
    told = "; ".join(part for part in parts if part)
    if told:
        yield f"Lead: {told}"


def _carried(row: MatrixRow) -> str:
    carried = max(1, row.carried)
    text = "only one" if carried == 1 and not row.unsure else f"{carried}{'?' if row.unsure else ''} outlets"
    return text + (" # figures differ" if row.differs else "")


def _cells(row: MatrixRow) -> Iterator[str]:
    for column, cell in enumerate(row.cells, 1):
        if cell.cell is Cell.NONE:
            continue
        figure = f" ({cell.figure})" if cell.figure else ""
        yield f"{column} {cell.cell.value} {cell.paragraph}{figure}"


def _record(story: StoryTable) -> dict[str, Any]:
    matrix = story.matrix
    return {
        "title": story.title,
        "notice": matrix.notice,
        "articles": [
            {
                "id": shown_id(article),
                "source": safe_line(article.source),
                "outlet": article.outlet.value if article.outlet else None,
                "agency": article.agency.value if article.agency else None,
                "published": moments(article).published.value or None,
                "updated": moments(article).updated.value or None,
                "headline": _reading(story.headlines, index),
                "lead": _reading(story.leads, index),
                "share": totals.share,
                "copied": totals.copied,
                "speakers": totals.speakers,
                "quoted_words": totals.quoted_words,
                "text": article.text,
            }
            for index, article, totals in zip(matrix.order, story.ordered(), matrix.totals, strict=True)
        ],
        "headline_words": [{"word": word, "headlines": count} for word, count in story.headlines.shared],
        "groups": [
            {
                "passage": row.label,
                "outlets": row.carried,
                "differs": row.differs,
                "unsure": row.unsure,
                "quote": row.quote,
                "cells": [
                    _cell(cell, article) for cell, article in zip(row.cells, story.ordered(), strict=True)
                ],
            }
            for row in matrix.rows
        ],
    }


def _reading(contrast: HeadlineContrast, index: int) -> dict[str, Any]:
    reading = contrast.readings[index]
    return {
        "text": reading.text,
        "verb": reading.verb,
        "actor": reading.actor,
        "passive": reading.passive,
        "names": list(reading.names),
        "not_in_text": list(reading.absent),
        "only_here": list(contrast.own[index]),
        "not_named": list(contrast.missing[index]),
    }


def _cell(cell: MatrixCell, article: Article) -> dict[str, Any]:
    return {
        "how": CELL_WORDS[cell.cell],
        "mark": cell.cell.value,
        "paragraph": cell.paragraph or None,
        "figure": cell.figure,
        "passages": [
            {"start": span.start, "end": span.end, "text": one_line(article.text, span)}
            for span in cell.spans
        ],
    }


def _table(number: int, story: StoryTable) -> Iterator[tuple[object, ...]]:
    for group, row in enumerate(story.matrix.rows, 1):
        about = row.label, row.carried, *(_yes(flag) for flag in (row.differs, row.unsure, row.quote))
        for cell, article in zip(row.cells, story.ordered(), strict=True):
            if not cell.spans:
                continue
            words = " / ".join(one_line(article.text, span) for span in cell.spans)
            yield (
                *(number, story.title, group, *about),
                *(article.outlet_name, moments(article).latest, safe_line(article.source)),
                *(CELL_WORDS[cell.cell], cell.paragraph, cell.figure),
                *(cell.spans[0].start, cell.spans[-1].end, words),
            )


def _yes(flag: bool) -> str:
    return "yes" if flag else ""
