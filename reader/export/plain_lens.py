"""What a lens finds, as lines of plain text: a paragraph each, with both sides and the reason."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reader.article import Article
from reader.comparison.contrast import Contrast, Finding, Lens, LensReport, Said
from reader.export.titles import CONTRAST_WORDS, LENS_TITLES

_NOTHING = "no match found here"


def plain_lens(report: LensReport, left: Article, right: Article) -> str:
    """Return what a lens finds between two articles as lines, without a line break at the end."""
    number = list(Lens).index(report.lens) + 1
    found = len(report.findings)
    sections = [f"{number} {LENS_TITLES[report.lens]}: {found or 'nothing found'}"]
    if report.notice:
        sections.append(f"Note: {report.notice}")
    if report.counts:
        counted = (f"  {count.label}: {count.left} left, {count.right} right" for count in report.counts)
        sections.append("\n".join(counted))
    sections += [
        "\n".join(_finding(number, finding, left, right)) for number, finding in enumerate(report.findings, 1)
    ]
    return "\n\n".join(sections)


def _finding(number: int, finding: Finding, left: Article, right: Article) -> Iterator[str]:
    unsure = " (less sure)" if finding.weak else ""
    yield f"{number}. {CONTRAST_WORDS[finding.contrast]}{unsure}: {finding.subject}"
    yield from _side("Left", left, finding.left, finding.contrast is Contrast.ONLY_RIGHT)
    yield from _side("Right", right, finding.right, finding.contrast is Contrast.ONLY_LEFT)
    if finding.reason:
        yield f"  Why: {finding.reason}"


def _side(name: str, article: Article, said: Sequence[Said], none: bool) -> Iterator[str]:
    if none:
        yield f"  {name}: {_NOTHING}"
    for one in said:
        yield f"  {name}, {_where(article, one)}: {one.words}"


def _where(article: Article, said: Said) -> str:
    by = " ".join(part for part in (said.by, said.verb) if part)
    where = f"paragraph {said.paragraph}" if said.paragraph else _role(article, said)
    return ", ".join(part for part in (where, by, said.value) if part)


def _role(article: Article, said: Said) -> str:
    """Return what the line is in which words stand that are in no paragraph: headline, caption."""
    roles = (line.role.value for line in article.lines if line.span.contains(said.span.start))
    return next(roles, "headline")
