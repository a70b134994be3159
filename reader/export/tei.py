"""A comparison as TEI P5 with parallel segmentation: two witnesses, one apparatus entry a passage.

The left witness gives the order. A segment's `n` is the paragraph it stands in, so that a moved passage can
be told; inside nearly equal passages the words that differ are segments typed by what became of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.sax.saxutils import escape as _escape
from xml.sax.saxutils import quoteattr

from reader.article import Span
from reader.comparison.marks import word_marks
from reader.comparison.model import Change, Kind, Link
from reader.export.report import LEFT, RIGHT, Report

_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that XML 1.0 cannot hold, escaped or not."""

WITNESSES = ("left", "right")


def tei_comparison(report: Report) -> str:
    """Return a comparison as a TEI P5 document, the last line ended."""
    return "\n".join(_lines(report)) + "\n"


def escape(text: str) -> str:
    """Return text as XML character data, white space squeezed, without what XML cannot hold."""
    return _escape(_NO_XML.sub("\ufffd", " ".join(text.split())))


def _lines(report: Report) -> Iterator[str]:
    title = f"{report.both}: {report.subject}"
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield '<TEI xmlns="http://www.tei-c.org/ns/1.0">'
    yield "  <teiHeader>"
    yield "    <fileDesc>"
    yield f"      <titleStmt><title>{escape(title)}</title>{_reader(report)}</titleStmt>"
    yield (
        f"      <publicationStmt><p>Made by {escape(report.made_by)}. A passage without a second reading is "
        "one for which no match was found.</p></publicationStmt>"
    )
    yield "      <sourceDesc>"
    yield "        <listWit>"
    for side, name in enumerate(WITNESSES):
        yield f'          <witness xml:id="{name}">{_witness(report, side)}</witness>'
    yield "        </listWit>"
    yield "      </sourceDesc>"
    yield "    </fileDesc>"
    yield "    <encodingDesc>"
    yield '      <variantEncoding method="parallel-segmentation" location="internal"/>'
    yield "    </encodingDesc>"
    yield "  </teiHeader>"
    yield "  <text>"
    yield "    <body>"
    yield '      <div type="comparison">'
    yield f"        <p>{_app('', _reading(report, LEFT), _reading(report, RIGHT))}</p>"
    ends = report.ends()
    links = report.comparison.links
    told: set[int] = set()
    for row in report.rows():
        here = [n for n, pair in enumerate(ends) if n not in told and pair[LEFT] == row[LEFT]]
        left, right = row
        if left is None:
            if right is None or any(pair[RIGHT] == right for pair in ends):
                continue  # It stands with its left half, wherever that is.
            span = report.passages(RIGHT)[right].span
            yield f"        <p>{_app('only-right', _passage(report, RIGHT, span))}</p>"
        elif not here:
            span = report.passages(LEFT)[left].span
            yield f"        <p>{_app('only-left', _passage(report, LEFT, span))}</p>"
        else:
            told.update(here)
            yield f"        <p>{''.join(_link(report, links[n], n, n == here[0]) for n in here)}</p>"
    yield "      </div>"
    if report.rejected:
        yield '      <div type="rejected">'
        for link in report.rejected:
            halves = _pointer(LEFT, link.left), _pointer(RIGHT, link.right)
            yield f"        <p>{_app(link.kind.value, *halves, _said('rejected'))}</p>"
        yield "      </div>"
    yield "    </body>"
    yield "  </text>"
    yield "</TEI>"


def _witness(report: Report, side: int) -> str:
    article = report.articles[side]
    parts = [f"<title>{escape(report.title(side))}</title>"]
    if article.published is not None:
        value = article.published.value
        when = f" when={quoteattr(value)}" if re.fullmatch(r"\d{4}(-\d\d(-\d\d)?)?", value) else ""
        parts.append(f"<date{when}>{escape(value)}</date>")
    if article.url is not None:
        parts.append(f"<ref>{escape(article.url.value)}</ref>")
    return f"{escape(report.outlet(side))}: " + " ".join(parts)


def _reading(report: Report, side: int) -> str:
    return f'<rdg wit="#{WITNESSES[side]}">{escape(report.title(side))}</rdg>'


def _passage(report: Report, side: int, span: Span, content: str | None = None) -> str:
    words = escape(report.words(side, span)) if content is None else content
    return (
        f'<rdg wit="#{WITNESSES[side]}"><seg n="{report.paragraph(side, span)}" '
        f'xml:id="{WITNESSES[side]}-{span.start}">{words}</seg></rdg>'
    )


def _pointer(side: int, span: Span) -> str:
    return f'<rdg wit="#{WITNESSES[side]}"><ptr target="#{WITNESSES[side]}-{span.start}"/></rdg>'


def _app(kind: str, *parts: str) -> str:
    return f"<app{f' type={quoteattr(kind)}' if kind else ''}>{''.join(parts)}</app>"


def _said(words: str) -> str:
    """Return what the reader said of a link: a verdict, a note or a code."""
    return f'<note resp="#reader">{escape(words)}</note>'


def _reader(report: Report) -> str:
    """Return who is responsible for verdicts, notes and added links, where there are any."""
    if not (report.rejected or any(report.verdicts) or any(report.notes)):
        return ""
    return '<respStmt xml:id="reader"><resp>verdicts and notes</resp><name>the reader</name></respStmt>'


def _link(report: Report, link: Link, number: int, first: bool) -> str:
    """Return the apparatus entry of a link.

    A passage in several links is written out in its first one and pointed to from the others, since an
    `xml:id` may stand only once.
    """
    seen_right = any(other.right == link.right for other in report.comparison.links[:number])
    left, right = (
        _passage(report, side, span, content) if fresh else _pointer(side, span)
        for side, span, fresh, content in zip(
            (LEFT, RIGHT),
            (link.left, link.right),
            (first, not seen_right),
            _words(report, link) if first and not seen_right else (None, None),
            strict=True,
        )
    )
    verdict = report.verdict(number)
    said = ([verdict] if verdict else []) + list(report.notes_on(number))
    return _app(link.kind.value, left, right, *map(_said, said))


def _words(report: Report, link: Link) -> tuple[str | None, str | None]:
    """Return both readings with their differing words as segments that point to each other.

    Only for nearly equal passages; for others (None, None).
    """
    if link.kind is not Kind.NEAR_VERBATIM:
        return None, None
    texts = [article.text for article in report.articles]
    marks = [
        mark
        for mark in word_marks(texts[LEFT], link.left, texts[RIGHT], link.right)
        if mark.change is not Change.SAME
    ]
    sides = []
    for side, whole in enumerate((link.left, link.right)):
        at, parts = whole.start, []
        for mark in marks:
            span = (mark.left, mark.right)[side]
            if span.length and span.start >= at:
                parts.append(_piece(texts[side], Span(at, span.start)))
                parts.append(f'<seg type="{mark.change.value}">{_piece(texts[side], span)}</seg>')
                at = span.end
        sides.append("".join(parts) + _piece(texts[side], Span(at, whole.end)))
    return sides[LEFT], sides[RIGHT]


def _piece(text: str, span: Span) -> str:
    piece = span.of(text)
    if not piece.strip():
        return " " * bool(piece)
    return " " * piece[0].isspace() + escape(piece) + " " * piece[-1].isspace()
