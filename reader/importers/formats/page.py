"""Web pages: all their lines are kept, and the article extractor says which are the article's."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reader.article import Field, Provenance, Role
from reader.importers import dump
from reader.importers.agencies import find_agencies
from reader.importers.draft import Draft
from reader.importers.entry import give_roles
from reader.importers.errors import Refused
from reader.importers.headline import find_headline
from reader.importers.limits import EXTRACTED
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


def drafts(source: Source) -> Iterator[Draft]:
    """Yield the article of a web page."""
    text, notice = html_text(source.read_all())
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
    draft = Draft("\n\n".join(line.text for line in lines), name)
    if safe_text(text).removed:
        draft.notices.append("control codes removed")
    draft.arrange([join(draft.text, tuple(block)) for block in line_blocks(draft.text)])
    draft.fields, draft.language = page_fields(root)
    body = _body(text, lines)
    if not body:
        headline = draft.fields.pop("headline", None)
        dump.read(draft)
        if headline is not None:
            _place_headline(draft, headline, lines)
        return draft
    _give_roles(draft, lines, body)
    _headline(draft, lines, body, page_title(root))
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
    wanted = {paragraph for paragraph in extracted if paragraph}
    if not wanted:
        return []
    joined = "\n".join(extracted)
    found = [
        index
        for index, line in enumerate(lines)
        if line.text in wanted or (len(line.text) >= 40 and line.text in joined)
    ]
    reached = sum(len(text) for text in {lines[index].text for index in found})
    return found if reached >= _ENOUGH * sum(map(len, wanted)) else []


def _extracted(text: str) -> list[str]:
    """Return the paragraphs that the extractor takes for the article's; none when it fails."""
    if len(text) > EXTRACTED:
        return []
    import logging

    import trafilatura

    # It complains of odd pages on standard error, in the middle of the reader's screen.
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL + 1)
    try:
        found = trafilatura.extract(
            text, favor_precision=True, include_comments=False, include_tables=False, with_metadata=False
        )
    except Exception:  # A library's mistake about a strange page; our own rules judge it then.
        return []
    return [safe_line(line.removeprefix("- ")) for line in (found or "").split("\n")]


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


def _place_headline(draft: Draft, headline: Field, lines: Sequence[MarkupLine]) -> None:
    """Prefer the metadata's headline to one that was found by its look."""
    for index, line in enumerate(lines):
        if line.text == headline.value:
            for other, unit in enumerate(draft.units):
                if draft.role(other) is Role.HEADLINE and unit is not draft.units[index]:
                    draft.mark(other, Role.BOILERPLATE, 0.6, "another headline is stated")
            _mark_headline(draft, index, "the metadata's headline")
            return
    if not any(role is Role.HEADLINE for role, _, _ in draft.roles):
        draft.fields["headline"] = headline


def _mark_headline(draft: Draft, index: int, rule: str) -> None:
    unit = draft.units[index]
    draft.mark(index, Role.HEADLINE, 0.9, rule)
    draft.fields["headline"] = Field(unit.text, Provenance.STATED, span=unit.span)
