"""A comparison as plain text: numbered, in reading order, every relation said in words.

It is what a screen reader speaks, what a pipe carries and what can be pasted into a mail. Lines are not
wrapped: whoever shows them knows the width.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reader.article import Article, Field
from reader.comparison.contrast import Lens
from reader.comparison.explain import explain
from reader.comparison.model import Comparison, Link, OnlyHere, Passage
from reader.export.place import one_line, paragraph_of
from reader.export.plain_lens import plain_lens
from reader.export.report import Report, sourced


def plain_comparison(report: Report, *, passages: bool = True) -> str:
    """Return the comparison of two articles as lines of plain text, the last one ended.

    Args:
        report: What is written out.
        passages: Whether the passages themselves are told, linked and alone.
    """
    (left, right), comparison = report.articles, report.comparison
    sections = [
        "\n".join(_article("Left", left, len(comparison.left_passages), len(comparison.only_left))),
        "\n".join(_article("Right", right, len(comparison.right_passages), len(comparison.only_right))),
    ]
    if comparison.notice:
        sections.append(f"Note: {comparison.notice}")
    if passages:
        sections += _passages(report)
    sections += [plain_lens(lens, left, right) for lens in report.lenses if lens.lens is not Lens.TEXT]
    return "\n\n".join(sections) + "\n"


def _passages(report: Report) -> Iterator[str]:
    (left, right), comparison = report.articles, report.comparison
    yield _heading("Linked passages", len(comparison.links))
    for number, link in enumerate(comparison.links, 1):
        said = report.verdict(number - 1)
        head = f"Link {number}: {link.kind.value}, " + (
            "added by the reader"
            if said == "added"
            else f"score {link.score:.2f}" + (f", {said} by the reader" if said else "")
        )
        notes = [f"  Note: {' '.join(note.split())}" for note in report.notes_on(number - 1)]
        yield "\n".join([head, *_link(link, left, right, comparison), *notes])
    if report.rejected:
        yield _heading("Rejected by the reader", len(report.rejected))
    for number, link in enumerate(report.rejected, 1):
        head = f"Rejected {number}: {link.kind.value}, score {link.score:.2f}"
        yield "\n".join([head, *_link(link, left, right, comparison)])
    yield _heading("Only left, no match found on the right", len(comparison.only_left))
    yield from _only_here(comparison.only_left, left, comparison.right_passages)
    yield _heading("Only right, no match found on the left", len(comparison.only_right))
    yield from _only_here(comparison.only_right, right, comparison.left_passages)


def _heading(title: str, count: int) -> str:
    return f"{title}: {count}" if count else f"{title}: none"


def _article(side: str, article: Article, passages: int, alone: int) -> Iterator[str]:
    yield f"{side}: {article.outlet_name}"
    yield f"  {article.title}"
    yield f"  Date: {_field(article.published, 'not stated')}"
    yield f"  Outlet: {_field(article.outlet, 'unknown')}"
    if article.agency is not None:
        yield f"  Text by agency: {_field(article.agency, '')}"
    if article.byline is not None:
        yield f"  By: {sourced(article.byline, 'By')}"
    yield f"  {article.word_count()} words, {passages} passages, {passages - alone} of them linked"
    for notice in article.notices:
        yield f"  Note: {notice}"


def _field(field: Field | None, missing: str) -> str:
    """Return a field's value with how it was found."""
    return missing if field is None else sourced(field)


def _link(link: Link, left: Article, right: Article, comparison: Comparison) -> Iterator[str]:
    yield f"  Left, paragraph {paragraph_of(link.left, comparison.left_passages)}:"
    yield f"    {one_line(left.text, link.left)}"
    yield f"  Right, paragraph {paragraph_of(link.right, comparison.right_passages)}:"
    yield f"    {one_line(right.text, link.right)}"
    why = explain(link, left.text, right.text)
    if why:
        yield f"  Why: {why}"


def _only_here(
    alone: Sequence[OnlyHere], article: Article, other_passages: Sequence[Passage]
) -> Iterator[str]:
    for number, only in enumerate(alone, 1):
        lines = [
            f"{number}. Paragraph {only.passage.block + 1}:",
            f"    {one_line(article.text, only.passage.span)}",
        ]
        if only.nearest is not None:
            where = paragraph_of(only.nearest.span, other_passages)
            lines.append(f"  Nearest, not linked: paragraph {where} there, score {only.nearest.score:.2f}")
        yield "\n".join(lines)
