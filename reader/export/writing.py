"""The forms a comparison can be written in, each imported when it is used."""

from __future__ import annotations

import json
import os
import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from reader.export.report import LEFT, RIGHT, Report

if TYPE_CHECKING:
    from reader.export.story import StoryTable


def _plain(report: Report) -> str:
    from reader.export.plain import plain_comparison

    return plain_comparison(report)


def _json(report: Report) -> str:
    from reader.export.record import comparison_record

    return json.dumps(comparison_record(report), ensure_ascii=False, indent=2) + "\n"


def _markdown(report: Report) -> str:
    from reader.export.markdown import markdown_comparison

    return markdown_comparison(report)


def _html(report: Report) -> str:
    from reader.export.html import html_comparison

    return html_comparison(report)


def _csv(report: Report) -> str:
    from reader.export.table import csv_comparison

    return csv_comparison(report)


def _tei(report: Report) -> str:
    from reader.export.tei import tei_comparison

    return tei_comparison(report)


FORMS: Mapping[str, tuple[str, str, Callable[[Report], str]]] = MappingProxyType(
    {
        "markdown": (".md", "Markdown, for notes and hand-outs", _markdown),
        "html": (".html", "HTML, one file: side by side, for a browser or a printer", _html),
        "json": (".json", "JSON with offsets and evidence", _json),
        "csv": (".csv", "CSV, a line a link or finding", _csv),
        "tei": (".xml", "TEI P5, parallel segmentation", _tei),
        "plain": (".txt", "plain text, numbered", _plain),
    }
)
"""Each form's suffix, what it is, and what writes it."""


def _story_page(name: str) -> Callable[[Sequence[StoryTable]], str]:
    def write(stories: Sequence[StoryTable]) -> str:
        from reader.export import story_page

        made: str = getattr(story_page, f"{name}_stories")(stories)
        return made

    return write


def _story_csv(stories: Sequence[StoryTable]) -> str:
    from reader.export.story import csv_stories

    return csv_stories(stories)


def _story_json(stories: Sequence[StoryTable]) -> str:
    from reader.export.story import stories_record

    return json.dumps(stories_record(stories), ensure_ascii=False, indent=2) + "\n"


def _story_plain(stories: Sequence[StoryTable]) -> str:
    from reader.export.story import plain_stories

    return plain_stories(stories)


STORY_FORMS: Mapping[str, tuple[str, str, Callable[[Sequence[StoryTable]], str]]] = MappingProxyType(
    {
        "markdown": (".md", "Markdown, for notes and hand-outs", _story_page("markdown")),
        "html": (".html", "HTML, one file, for a browser or a printer", _story_page("html")),
        "json": (".json", "JSON with offsets", _story_json),
        "csv": (".csv", "CSV, a line a passage and article", _story_csv),
        "plain": (".txt", "plain text, numbered", _story_plain),
    }
)
"""The same for the matrix of a story."""


def file_name(*names: str, suffix: str) -> str:
    """Return a name for a file made of foreign words: small ASCII letters, digits, hyphens, at most 80."""
    parts = []
    for name in names:
        plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
        parts.append(re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")[:30].strip("-"))
    return ("-".join(part for part in parts if part) or "crossread") + suffix


def report_name(report: Report, form: str) -> str:
    """Return a name for a report's file: both outlets and the date."""
    published = next((a.published.value[:10] for a in report.articles if a.published), "")
    return file_name(report.outlet(LEFT), report.outlet(RIGHT), published, suffix=FORMS[form][0])


def is_source(output: Path, *sources: str) -> bool:
    """Tell whether a file is one of the articles' own, which are never written to.

    Args:
        output: What is to be written.
        sources: As `Article.source` has them: "news.jsonl#line 1" is from `news.jsonl`.
    """
    if not os.path.exists(output):
        return False
    # A file's name may hold "#" as well: every part before one counts.
    paths = {
        source[:end] for source in sources for end in (len(source), *_hashes(source)) if source[:end] != "-"
    }
    return any(path and os.path.exists(path) and output.samefile(path) for path in paths)


def _hashes(source: str) -> list[int]:
    return [at for at, character in enumerate(source) if character == "#"]
