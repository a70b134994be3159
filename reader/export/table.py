"""A comparison as one CSV table: a line a link, a passage without a match, or a finding of a lens."""

from __future__ import annotations

from collections.abc import Iterator

from reader.article import Span
from reader.comparison.contrast import Lens, Said
from reader.export.cells import csv_text
from reader.export.report import LEFT, RIGHT, Report

HEADER = (
    "row",
    "class",
    "score",
    "about",
    *(
        f"{side}_{what}"
        for side in ("left", "right")
        for what in ("outlet", "paragraph", "start", "end", "words", "by")
    ),
    "verdict",
    "notes",
)


def csv_comparison(report: Report) -> str:
    """Return a comparison as CSV with a header line. Offsets are characters of each article's text."""
    return csv_text([HEADER, *_rows(report)])


def _rows(report: Report) -> Iterator[tuple[object, ...]]:
    for number, link in enumerate(report.comparison.links):
        yield (
            "link",
            link.kind.value,
            round(link.score, 4),
            "",
            *_passage(report, LEFT, link.left),
            *_passage(report, RIGHT, link.right),
            report.verdict(number),
            "; ".join(report.notes_on(number)),
        )
    for link in report.rejected:
        both = _passage(report, LEFT, link.left), _passage(report, RIGHT, link.right)
        yield ("rejected link", link.kind.value, round(link.score, 4), "", *both[0], *both[1], "rejected", "")
    for side, alone in ((LEFT, report.comparison.only_left), (RIGHT, report.comparison.only_right)):
        for only in alone:
            nearest = only.nearest
            here = _passage(report, side, only.passage.span)
            there = _passage(report, 1 - side, nearest.span) if nearest else _nothing(report, 1 - side)
            score = round(nearest.score, 4) if nearest else ""
            both = (here, there) if side == LEFT else (there, here)
            yield ("no match found", ("left", "right")[side], score, "nearest", *both[0], *both[1], "", "")
    for lens in report.lenses:
        if lens.lens in (Lens.TEXT, Lens.ONLY_HERE):
            continue  # Said above, with offsets and the nearest candidate.
        for finding in lens.findings:
            kind = finding.contrast.value + (" (unsure)" if finding.weak else "")
            about = finding.subject
            left, right = _said(report, LEFT, finding.left), _said(report, RIGHT, finding.right)
            yield (lens.lens.value, kind, "", about, *left, *right, "", "")


def _passage(report: Report, side: int, span: Span) -> tuple[object, ...]:
    where = report.paragraph(side, span)
    return (report.outlet(side), where, span.start, span.end, report.words(side, span), "")


def _nothing(report: Report, side: int) -> tuple[object, ...]:
    return (report.outlet(side), "", "", "", "", "")


def _said(report: Report, side: int, said: tuple[Said, ...]) -> tuple[object, ...]:
    if not said:
        return _nothing(report, side)
    words = "; ".join(one.words for one in said)
    by = "; ".join(one.by for one in said if one.by)
    return (report.outlet(side), said[0].paragraph, said[0].span.start, said[0].span.end, words, by)
