"""A comparison as Markdown, for notes, hand-outs and pull requests. Foreign text is escaped, never obeyed."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reader.article import Span
from reader.comparison.contrast import Lens, LensReport, Said
from reader.comparison.explain import explain
from reader.comparison.model import Link
from reader.export.report import LEFT, RIGHT, Report
from reader.export.titles import CONTRAST_WORDS, LENS_TITLES

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~$&!])")
_LINE_START = re.compile(r"^(\d+(?=[.)])|(?=[-+=]))(.)")


def escape(text: str) -> str:
    """Return foreign text such that Markdown shows it as it stands."""
    return _LINE_START.sub(r"\1\\\2", _SPECIAL.sub(r"\\\1", " ".join(text.split())))


def markdown_comparison(report: Report) -> str:
    """Return a comparison as CommonMark with tables, the last line ended."""
    return "\n".join(_lines(report)) + "\n"


def _lines(report: Report) -> Iterator[str]:
    yield f"# {escape(report.both)}, compared"
    yield ""
    for side, name in ((LEFT, "Left"), (RIGHT, "Right")):
        yield f"## {name}: {escape(report.outlet(side))}"
        yield ""
        yield f"**{escape(report.title(side))}**"
        yield ""
        yield from (f"- {label}: {escape(value)}" for label, value in report.facts(side))
        yield ""
    if report.comparison.notice:
        yield f"> {escape(report.comparison.notice)}"
        yield ""
    yield from _links(report)
    for lens in report.lenses:
        if lens.lens is not Lens.TEXT:
            yield from _lens(report, lens)
    yield "---"
    yield ""
    yield (
        f"Made by {report.made_by}. “No match found” means that this program found none; it is no claim that "
        "something was left out."
    )


def _links(report: Report) -> Iterator[str]:
    links = report.comparison.links
    yield f"## Linked passages: {len(links) or 'none'}"
    yield ""
    for number, link in enumerate(links, 1):
        said = report.verdict(number - 1)
        score = f"score {link.score:.2f}" + (f", {said} by the reader" if said else "")
        if said == "added":
            score = "added by the reader"
        yield f"{number}. **{link.kind.value}** ({score})"
        yield from _halves(report, link)
        yield from (f"   - note: {escape(note)}" for note in report.notes_on(number - 1))
    yield ""
    if report.rejected:
        yield f"## Rejected by the reader: {len(report.rejected)}"
        yield ""
        for number, link in enumerate(report.rejected, 1):
            yield f"{number}. **{link.kind.value}** (score {link.score:.2f})"
            yield from _halves(report, link)
        yield ""


def _halves(report: Report, link: Link) -> Iterator[str]:
    for side, span in ((LEFT, link.left), (RIGHT, link.right)):
        where = f"¶ {report.paragraph(side, span)}"
        yield f"   - {escape(report.outlet(side))}, {where}: {escape(report.words(side, span))}"
    yield f"   - why: {escape(explain(link, *(article.text for article in report.articles)))}"


def _lens(report: Report, lens: LensReport) -> Iterator[str]:
    yield f"## {LENS_TITLES[lens.lens]}"
    yield ""
    if lens.notice:
        yield f"> {escape(lens.notice)}"
        yield ""
    names = escape(report.outlet(LEFT)), escape(report.outlet(RIGHT))
    if lens.counts:
        yield f"| | {names[0]} | {names[1]} |"
        yield "|---|---|---|"
        yield from (f"| {escape(c.label)} | {escape(c.left)} | {escape(c.right)} |" for c in lens.counts)
        yield ""
    if lens.findings:
        yield f"| | about | {names[0]} | {names[1]} | |"
        yield "|---|---|---|---|---|"
        for finding in lens.findings:
            unsure = " (unsure)" if finding.weak else ""
            cells = (
                CONTRAST_WORDS[finding.contrast] + unsure,
                escape(finding.subject),
                _said(report, LEFT, finding.left),
                _said(report, RIGHT, finding.right),
                escape(finding.reason),
            )
            yield "| " + " | ".join(cells) + " |"
        yield ""


def _said(report: Report, side: int, said: tuple[Said, ...]) -> str:
    return "<br>".join(escape(said_in_words(report, side, one)) for one in said) or "–"


def said_in_words(report: Report, side: int, said: Said) -> str:
    """Return what one side says in a table cell: the words, who says so, and the paragraph."""
    by = " ".join(part for part in (said.verb, said.by) if part)
    words = said.words
    parts = [words, f"({by})" if by else "", _where(said.span, said.paragraph)]
    return " ".join(part for part in parts if part)


def _where(span: Span, paragraph: int) -> str:
    return f"¶ {paragraph}" if paragraph and span.length else ""
