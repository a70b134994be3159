"""A raw dump of a web page as text: every line gets one role, and the fields are read off the lines.

Precision comes before recall: a paragraph taken for furniture is one key away, while a foreign teaser
taken for a paragraph would falsify a comparison without anybody's seeing it.
"""

from __future__ import annotations

import re

from reader.article import Field, Provenance, Role
from reader.importers.agencies import find_agencies
from reader.importers.body import body_range
from reader.importers.captions import caption_credit, opens_caption
from reader.importers.draft import Draft
from reader.importers.furniture import is_button
from reader.importers.headline import find_headline, is_byline
from reader.importers.outlet import find_outlet
from reader.importers.published import find_published
from reader.importers.shapes import Kind, breadcrumb_parts

# A paragraph this long is the article's own, also after an announcement of other pages; so are two of
# this length that follow each other, which teasers with their titles do not.
_STRONG_WORDS = 40
_PAIR_WORDS = 20
# A longer run of short lines inside a text is a list of links, a table or a form.
_LONGEST_LIST = 9
# How far above the headline a path of section names may stand, in units.
_SECTION_REACH = 7
# No page of news has more lines. Longer texts are shown as they are; judging them would only take time.
_MOST_UNITS = 20_000

_BIOGRAPHY = re.compile(
    r"\b(?:is|are) (?:an?|the) [^.]{0,80}\b(?:writer|reporter|editor|correspondent|journalist|columnist"
    r"|author|fellow)\b"
    r"|\bist (?:freie[r]? |eine? )?[^.]{0,40}(?:Redakteur|Journalist|Autor|Korrespondent)(?:in)?\b"
    r"|\best (?:un |une )?(?:journaliste|rédact|chroniqueu)"
    r"|\bes (?:un |una )?(?:periodista|redactor|columnista)"
)
_LAST_UNITS = 3


def read(draft: Draft) -> None:
    """Give every unit of a draft its role, and find the draft's fields."""
    if len(draft.units) > _MOST_UNITS:
        draft.notices.append("too long to tell the text from what surrounds it")
        for index in range(len(draft.units)):
            draft.mark(index, Role.PARAGRAPH, 0.2, "too many lines to judge")
        return
    first, last = body_range(draft.units)
    headline = find_headline(draft.units, first, last)
    if headline is not None:
        first = headline + 1
        unit = draft.units[headline]
    _give_roles(draft, first, last)
    if headline is not None:
        draft.mark(headline, Role.HEADLINE, 0.8, "title-like line above the text")
        draft.propose("headline", Field(unit.text, Provenance.STATED, span=unit.span))
    _find_section(draft, first)
    _find_byline(draft, first, last)
    find_agencies(draft, first, last)
    find_published(draft, first, last)
    _find_standfirst(draft, first, last)
    find_outlet(draft)


def _give_roles(draft: Draft, first: int, last: int) -> None:
    """Give every unit the role that its form and its place in or outside `[first, last)` tell."""
    captions = _captions(draft)
    asides = _asides(draft, first, last)
    opening = next((index for index in range(first, last) if _is_text(draft, index)), last)
    for index, unit in enumerate(draft.units):
        shape = unit.shape
        if index in captions:
            draft.mark(index, Role.CAPTION, 0.9, captions[index])
        elif shape.kind:
            draft.mark(index, Role.BOILERPLATE, 0.9, shape.kind.value)
        elif not first <= index < last:
            draft.mark(index, Role.BOILERPLATE, 0.7, "outside the text")
        elif index in asides:
            draft.mark(index, Role.BOILERPLATE, 0.7, asides[index])
        elif _is_text(draft, index):
            draft.mark(index, Role.PARAGRAPH, 0.9 if shape.prose else 0.7, "inside the text")
        elif index < opening:
            draft.mark(index, Role.BOILERPLATE, 0.6, "between headline and text")
        elif unit.shape.words <= 8 and opens_caption(unit.text):
            draft.mark(index, Role.CREDIT, 0.8, "picture credit")
        else:
            draft.mark(index, Role.SUBHEADING, 0.6, "short line inside the text")


def _is_text(draft: Draft, index: int) -> bool:
    shape = draft.units[index].shape
    return shape.prose or (not shape.kind and (shape.closed or shape.words > 14))


def _captions(draft: Draft) -> dict[int, str]:
    """Return the units that are captions, each with the rule that tells."""
    found: dict[int, str] = {}
    for index, unit in enumerate(draft.units):
        if unit.shape.words < 4:
            continue
        if caption_credit(unit.text):
            found[index] = "credit tail"
        elif opens_caption(unit.text) and unit.shape.words <= 40:
            found[index] = "caption opening"
    texts = {draft.units[index].text for index in found}
    for index, unit in enumerate(draft.units):
        if index not in found and unit.text in texts:
            found[index] = "repeats a caption"
    return found


def _asides(draft: Draft, first: int, last: int) -> dict[int, str]:
    """Return the units inside the text that belong to other things, each with the rule that tells."""
    found: dict[int, str] = {}
    aside = begun = False
    short: list[int] = []
    for index in range(first, last + 1):
        shape = draft.units[index].shape if index < last else None
        begun = begun or (shape is not None and shape.prose)
        if shape is None or shape.prose:
            if len(short) > _LONGEST_LIST:
                found.update(dict.fromkeys(short, "long run of short lines"))
            short = []
        else:
            short.append(index)
        if shape is None:
            break
        # Above the text stands a count of the comments, not the comments.
        if shape.kind is Kind.ANNOUNCEMENT or (shape.kind is Kind.COMMENTS and begun):
            aside = True
        elif _resumes(draft, index, last):
            aside = False
        elif aside:
            found[index] = "after an announcement of other pages"
    for index in range(max(first, last - _LAST_UNITS), last):
        unit = draft.units[index]
        if unit.shape.words <= 60 and _BIOGRAPHY.search(unit.text):
            found[index] = "about the author"
    return found


def _resumes(draft: Draft, index: int, last: int) -> bool:
    """Tell whether the article goes on with a unit: one long paragraph, or two that follow each other."""
    shape = draft.units[index].shape
    if not shape.prose or shape.words >= _STRONG_WORDS:
        return shape.prose
    following = draft.units[index + 1].shape if index + 1 < last else None
    return (
        shape.words >= _PAIR_WORDS
        and following is not None
        and following.prose
        and following.words >= _PAIR_WORDS
    )


def _find_section(draft: Draft, first: int) -> None:
    """Take the section from the path of section names next above the text: its last part."""
    headline = draft.fields.get("headline")
    for index in range(min(first, len(draft.units)) - 1, max(-1, first - _SECTION_REACH), -1):
        unit = draft.units[index]
        parts = breadcrumb_parts(unit.text) if unit.shape.kind is Kind.BREADCRUMB else []
        if len(parts) > 3 and "|" in unit.text:
            # Bars between this many names make a menu, and no part of a menu is the text's own section.
            continue
        names = [part for part in parts if headline is None or part != headline.value]
        if names and all(map(_may_be_section, parts)):
            draft.mark(index, Role.SECTION, 0.8, Kind.BREADCRUMB.value)
            draft.propose("section", Field(names[-1], Provenance.STATED, span=unit.span))
            return


def _may_be_section(name: str) -> bool:
    """Tell whether a part of a path can be a section: words, and no button."""
    return not (any(mark in name for mark in ":.@{") or any(map(str.isdigit, name)) or is_button(name, 1))


def _find_byline(draft: Draft, first: int, last: int) -> None:
    """Find who wrote the text: a "By …" line near the headline, else initials at its end."""
    for index in range(max(0, first - 3), min(len(draft.units), first + 8)):
        unit = draft.units[index]
        if is_byline(unit) and draft.role(index) in (Role.BOILERPLATE, Role.SUBHEADING):
            draft.mark(index, Role.BYLINE, 0.8, "names an author")
            draft.propose("byline", Field(unit.text, Provenance.STATED, span=unit.span))
            return
    for index in range(max(first, last - 2), min(len(draft.units), last + 3)):
        unit = draft.units[index]
        if unit.shape.kind is Kind.INITIALS:
            draft.mark(index, Role.BYLINE, 0.8, Kind.INITIALS.value)
            draft.propose("byline", Field(unit.text, Provenance.STATED, "initials", span=unit.span))
            return


def _find_standfirst(draft: Draft, first: int, last: int) -> None:
    """Call the sentences between headline and date or author line a standfirst."""
    text = [index for index in range(first, last) if draft.role(index) is Role.PARAGRAPH]
    if len(text) < 3:
        return
    between = range(text[0] + 1, text[1])
    if any(draft.role(index) in (Role.BYLINE, Role.DATELINE) for index in between):
        draft.mark(text[0], Role.STANDFIRST, 0.7, "above the date or author line")
