"""Markdown, and plain text with front matter: written text, in which every line outside it counts."""

from __future__ import annotations

import re

from reader.article import Field, Provenance, Role, Span
from reader.importers.draft import Draft
from reader.importers.fields import apply_fields
from reader.importers.frontmatter import FrontMatter
from reader.importers.units import Unit, join, line_blocks

_UNDERLINE = re.compile(r"=+|-{2,}")
_ITEM = re.compile(r"(?:[-*+]|\d{1,3}[.)])\s")
_FENCE = re.compile(r"```|~~~")
_RULE = re.compile(r"(?:[-*_]\s?){3,}")
_PICTURE = re.compile(r"!\[[^\]]*\]\([^)]*\)")


def read(draft: Draft, matter: FrontMatter | None) -> None:
    """Give every unit of a draft its role: front matter, headings, paragraphs."""
    start = 0 if matter is None else matter.end
    units: list[Unit] = []
    roles: list[tuple[Role, float, str]] = []
    for block in line_blocks(draft.text):
        if block[0].start < start:
            head = [line for line in block if line.start < start]
            units += [join(draft.text, (line,)) for line in head]
            roles += [(Role.BOILERPLATE, 1.0, "front matter")] * len(head)
            block = block[len(head) :]
        for unit, role, rule in _parse(draft.text, block):
            units.append(unit)
            roles.append((role, 1.0, rule))
    draft.arrange(units)
    draft.roles = roles
    _first_heading_is_headline(draft)
    if matter is not None:
        problems = apply_fields(draft, matter.values, Provenance.FILE, matter.spans)
        draft.notices += [*matter.notices, *(f"front matter: {problem}" for problem in problems)]


def _parse(text: str, block: list[Span]) -> list[tuple[Unit, Role, str]]:
    """Return the units of a run of non-blank lines."""
    found: list[tuple[Unit, Role, str]] = []
    open_lines: list[Span] = []
    fenced = False

    def close() -> None:
        if open_lines:
            found.append((join(text, tuple(open_lines)), Role.PARAGRAPH, "paragraph"))
            open_lines.clear()

    for span in block:
        line = span.of(text) if span.length <= 2000 else ""
        heading = _heading(span, line)
        if _FENCE.match(line):
            close()
            fenced = not fenced
            found.append((join(text, (span,)), Role.BOILERPLATE, "code fence"))
        elif fenced:
            close()
            open_lines.append(span)
        elif heading:
            close()
            rule = "first-level heading" if line.startswith("# ") else "heading"
            found.append((join(text, (heading,)), Role.SUBHEADING, rule))
        elif _UNDERLINE.fullmatch(line) and len(open_lines) == 1:
            rule = "first-level heading" if line[0] == "=" else "heading"
            found.append((join(text, tuple(open_lines)), Role.SUBHEADING, rule))
            found.append((join(text, (span,)), Role.BOILERPLATE, "underline of a heading"))
            open_lines.clear()
        elif _RULE.fullmatch(line) or _PICTURE.fullmatch(line):
            close()
            found.append((join(text, (span,)), Role.BOILERPLATE, "rule or picture"))
        else:
            if _ITEM.match(line):
                close()
            open_lines.append(span)
    close()
    return found


def _heading(span: Span, line: str) -> Span | None:
    """Return the words of a line such as "## Words ##" without its marks, or None when it is no heading."""
    marks = len(line) - len(line.lstrip("#"))
    if not 1 <= marks <= 6 or line[marks : marks + 1] != " ":
        return None
    words = line[marks:].rstrip("#").strip()
    start = span.start + marks + len(line[marks:]) - len(line[marks:].lstrip())
    return Span(start, start + len(words)) if words else None


def _first_heading_is_headline(draft: Draft) -> None:
    for index, (_, _, rule) in enumerate(draft.roles):
        if rule == "first-level heading":
            unit = draft.units[index]
            draft.mark(index, Role.HEADLINE, 1.0, rule)
            draft.propose("headline", Field(unit.text, Provenance.STATED, span=unit.span))
            return
