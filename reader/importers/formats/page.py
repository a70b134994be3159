"""Web pages: all their lines are kept, and the article extractor says which are the article's."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from reader.article import Field, Provenance, Role
from reader.importers import dump
from reader.importers.agencies import find_agencies
from reader.importers.draft import Draft
from reader.importers.entry import give_roles
from reader.importers.errors import Refused
from reader.importers.headline import find_headline, is_byline
from reader.importers.limits import EXTRACTED, LINES, PAGE
from reader.importers.markup import MarkupLine, html_text, page_lines, parse_html
from reader.importers.outlet import find_outlet
from reader.importers.page_fields import page_fields, page_title
from reader.importers.published import find_published
from reader.importers.source import Source
from reader.importers.units import join, line_blocks
from reader.text.safe import safe_line, safe_text

# Of what the extractor returns, so many characters have to be found again in the page's lines.
_ENOUGH = 0.7
_HEADLINE_REACH = 40
# A shorter line may stand by chance within another.
_LONG_ENOUGH = 30
# How the extractor writes items of lists and cells of tables.
_CELL = re.compile(r"^(?:- |\| ?)+|(?: ?\|)+$")


def drafts(source: Source) -> Iterator[Draft]:
    """Yield the article of a web page."""
    text, notice = html_text(source.read_all(PAGE))
    draft = page_draft(text, source.name)
    if notice:
        draft.notices.append(notice)
    yield draft


def page_draft(text: str, name: str) -> Draft:
    """Return a draft of a page's HTML.

    Raises:
        Refused: When nobody could read anything on the page.
    """
    root = parse_html(text)
    lines = [] if root is None else _safe_lines(page_lines(root))
    if not lines:
        raise Refused("a page without text")
    if len(lines) > LINES:
        raise Refused(f"more than {LINES} lines: no article")
    draft = Draft("\n\n".join(line.text for line in lines), name)
    if safe_text(text).removed:
        draft.notices.append("control codes removed")
    draft.arrange([join(draft.text, tuple(block)) for block in line_blocks(draft.text)])
    draft.fields, draft.language = page_fields(root)
    body = _body(text, lines)
    if not body:
        headline = draft.fields.pop("headline", None)
        dump.read(draft)
        _place_headline(draft, headline, lines)
        return draft
    _give_roles(draft, lines, body)
    _headline(draft, lines, body, page_title(root))
    _byline(draft, body[0])
    first, last = body[0], body[-1] + 1
    find_agencies(draft, first, last)
    find_published(draft, first, last)
    find_outlet(draft)
    return draft


def _safe_lines(lines: Sequence[MarkupLine]) -> list[MarkupLine]:
    safe = (MarkupLine(safe_line(line.text), line.tag) for line in lines)
    return [line for line in safe if line.text]


def _body(text: str, lines: Sequence[MarkupLine]) -> list[int]:
    """Return the indexes of the lines that are the article's; empty when the extractor finds none."""
    extracted = _extracted(text)
    wanted = {paragraph for paragraph in map(_packed, extracted) if paragraph}
    # The extractor breaks some lines at their links: what stands in several of its lines is found too.
    joined = _packed("".join(extracted))
    packed = [_packed(line.text) for line in lines]
    found = [
        index
        for index, line in enumerate(packed)
        if line in wanted or (len(line) >= _LONG_ENOUGH and line in joined)
    ]
    reached = sum(map(len, {packed[index] for index in found}))
    return found if reached >= _ENOUGH * sum(map(len, wanted)) else []


def _extracted(text: str) -> list[str]:
    """Return the paragraphs that the extractor takes for the article's; none when it fails."""
    if len(text) > EXTRACTED:
        return []
    import logging

    import trafilatura

    # It complains of odd pages on standard error, in the middle of the reader's screen.
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL + 1)
    # Where it finds nothing it may look into tables: old pages are laid out in one. Its fast way finds as
    # much; asked to favour precision, it drops paragraphs that hold a link.
    for tables in (False, True):
        try:
            found = trafilatura.extract(
                text, fast=True, include_comments=False, include_tables=tables, with_metadata=False
            )
        except Exception:  # A library's mistake about a strange page; our own rules judge it then.
            return []
        if found:
            return [_CELL.sub("", safe_line(line)) for line in found.split("\n")]
    return []


def _packed(text: str) -> str:
    return "".join(text.split())


def _give_roles(draft: Draft, lines: Sequence[MarkupLine], body: Sequence[int]) -> None:
    """Call the lines outside the article boilerplate, captions aside, and judge those inside."""
    inside = Draft("\n\n".join(lines[index].text for index in body), draft.source)
    inside.arrange([draft.units[index] for index in body])
    give_roles(inside, 0, [lines[index].tag for index in body])
    own = set(body)
    for index, line in enumerate(lines):
        if index not in own:
            caption = line.tag == "figcaption" and body[0] - _HEADLINE_REACH <= index <= body[-1]
            role = Role.CAPTION if caption else Role.BOILERPLATE
            draft.mark(index, role, 0.8, "caption element" if caption else "outside the article")
    for index, judged in zip(body, inside.roles, strict=True):
        draft.roles[index] = judged


def _headline(draft: Draft, lines: Sequence[MarkupLine], body: Sequence[int], title: str) -> None:
    """Find the headline: the metadata's in the page's lines, else a first-level heading, else by its look."""
    stated = draft.fields.pop("headline", None)
    first = body[0]
    for index in range(max(0, first - _HEADLINE_REACH), min(len(lines), first + 3)):
        line = lines[index]
        if line.tag == "h1" or (stated is not None and line.text == stated.value):
            _mark_headline(
                draft, index, "first-level heading" if line.tag == "h1" else "the metadata's headline"
            )
            return
    if stated is None:
        found = find_headline(draft.units, first, body[-1] + 1)
        if found is not None:
            _mark_headline(draft, found, "title-like line above the text")
            return
        if title:
            stated = Field(title, Provenance.STATED, "from the page's title", 0.6)
    if stated is not None:
        draft.fields["headline"] = stated


def _byline(draft: Draft, first: int) -> None:
    """Mark the line that names an author, above the text or, for the extractor, at its beginning."""
    for index in range(max(0, first - 6), min(len(draft.units), first + 4)):
        unit = draft.units[index]
        if is_byline(unit) and draft.role(index) in (Role.BOILERPLATE, Role.PARAGRAPH, Role.SUBHEADING):
            draft.mark(index, Role.BYLINE, 0.8, "names an author")
            draft.propose("byline", Field(unit.text, Provenance.STATED, span=unit.span))
            return


def _place_headline(draft: Draft, stated: Field | None, lines: Sequence[MarkupLine]) -> None:
    """Prefer the metadata's headline, or the only first-level heading, to one that was found by its look."""
    headings = [index for index, line in enumerate(lines) if line.tag == "h1"]
    said = [index for index, line in enumerate(lines) if stated is not None and line.text == stated.value]
    chosen = said[0] if said else headings[0] if len(headings) == 1 else None
    if chosen is not None:
        for index in range(len(draft.units)):
            if draft.role(index) is Role.HEADLINE:
                draft.mark(index, Role.BOILERPLATE, 0.6, "another headline is stated")
        _mark_headline(draft, chosen, "first-level heading" if not said else "the metadata's headline")
    elif stated is not None and "headline" not in draft.fields:
        draft.fields["headline"] = stated


def _mark_headline(draft: Draft, index: int, rule: str) -> None:
    unit = draft.units[index]
    draft.mark(index, Role.HEADLINE, 0.9, rule)
    draft.fields["headline"] = Field(unit.text, Provenance.STATED, span=unit.span)
