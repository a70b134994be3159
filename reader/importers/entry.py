"""One article as a record gives it, laid out as a text with a role for every line."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field

from reader.article import Field, Provenance, Role, Span
from reader.importers.agencies import find_agencies
from reader.importers.captions import caption_credit
from reader.importers.draft import Draft
from reader.importers.errors import Refused
from reader.importers.source import Source
from reader.importers.units import Unit, cut_units, join, line_blocks
from reader.text.safe import safe_line, safe_text

TITLE_ONLY = "only a title: the text was not fetched"
_EXCERPT = "only an excerpt"


@dataclass(frozen=True, slots=True)
class Entry:
    """What a feed, a table or a record says of one article.

    Attributes:
        key: What tells it from the others of its source whatever its content: an id or an address; or "".
        title: Its headline, plain.
        body: Its text; a line break ends a paragraph, unless lines are hard-wrapped.
        markup: Whether `body` is HTML.
        fields: Fields of the article by name, but for the headline.
        language: ISO 639-1 code, or "".
        extra: What else the record says.
        excerpt: Whether `body` is known to be a part of the text.
        notices: What the reader should know.
    """

    key: str = ""
    title: str = ""
    body: str = ""
    markup: bool = False
    fields: dict[str, Field] = field(default_factory=dict)
    language: str = ""
    extra: tuple[tuple[str, str], ...] = ()
    excerpt: bool = False
    notices: tuple[str, ...] = ()


def draft_of(entry: Entry, source: Source, place: str) -> Draft:
    """Return a draft of an entry.

    Args:
        entry: The entry.
        source: Where it stands.
        place: Its place there, as shown when it has no key: a line, a row.

    Raises:
        Refused: When it has neither a title nor a text.
    """
    title = safe_line(entry.title)
    lines, hints = _markup_lines(entry.body) if entry.markup else (None, ())
    body = safe_text("\n\n".join(lines) if lines is not None else entry.body)
    text = body.text.strip()
    if not title and not text:
        address = ": only an address, which is not fetched" if "url" in entry.fields else ""
        raise Refused(f"neither a title nor a text{address}")
    # Some bodies open with the title.
    repeated = bool(title) and text.partition("\n")[0].rstrip() == title
    whole = text if repeated or not title else f"{title}\n\n{text}".rstrip()
    draft = Draft(
        whole,
        f"{source.name}#{safe_line(entry.key) or place}",
        _units(whole, title, by_line=bool(hints)),
        key=entry.key,
    )
    draft.sha256 = hashlib.sha256(f"{entry.title}\0{entry.body}".encode("utf-8", "surrogatepass")).hexdigest()
    if body.removed:
        draft.notices.append("control codes removed")
    draft.notices += entry.notices
    if not text:
        draft.notices.append(TITLE_ONLY)
    elif entry.excerpt:
        draft.notices.append(_EXCERPT)
    draft.language = entry.language
    draft.extra = list(entry.extra)
    draft.fields = dict(entry.fields)
    _lay_out(draft, title, hints[1:] if repeated else hints)
    return draft


def _units(text: str, title: str, by_line: bool) -> list[Unit]:
    """Return the units of an entry's text: the title that it opens with, then its paragraphs.

    Args:
        text: The text.
        title: What it opens with, or "".
        by_line: Whether every line is a paragraph: markup has told where they end.
    """
    start = len(title)
    rest = text[start:]
    cut = [(line,) for block in line_blocks(rest) for line in block] if by_line else None
    moved = [unit.lines for unit in cut_units(rest)] if cut is None else cut
    spans = [tuple(Span(line.start + start, line.end + start) for line in lines) for lines in moved]
    return [join(text, lines) for lines in ([(Span(0, start),)] if title else []) + spans]


def _lay_out(draft: Draft, title: str, hints: Sequence[str]) -> None:
    """Give every unit its role: the title first, then paragraphs, captions, subheadings."""
    first = 0
    if title:
        draft.mark(0, Role.HEADLINE, 1.0, "the record's title")
        draft.fields.setdefault("headline", Field(title, Provenance.FEED, span=draft.units[0].span))
        first = 1
    give_roles(draft, first, hints if len(hints) == len(draft.units) - first else ())
    if first < len(draft.units):
        find_agencies(draft, first, len(draft.units))


def give_roles(draft: Draft, first: int, hints: Sequence[str] = ()) -> None:
    """Give the units from `first` on, all of the article's own text, their roles.

    Args:
        draft: The draft.
        first: The first unit of the text.
        hints: The name of the element that each unit was, where markup told.
    """
    last_text = max(
        (index for index in range(first, len(draft.units)) if _is_text(draft.units[index])), default=-1
    )
    for index in range(first, len(draft.units)):
        unit = draft.units[index]
        hint = hints[index - first] if hints else ""
        if hint == "figcaption" or (unit.shape.words >= 4 and caption_credit(unit.text)):
            draft.mark(index, Role.CAPTION, 0.9, "credit tail" if not hint else "caption element")
        elif unit.shape.kind:
            draft.mark(index, Role.BOILERPLATE, 0.9, unit.shape.kind.value)
        elif hint in _HEADINGS:
            draft.mark(index, Role.SUBHEADING, 0.9, "heading element")
        elif _is_text(unit) or index > last_text or hint in ("p", "li"):
            draft.mark(index, Role.PARAGRAPH, 0.9, "the record's text")
        else:
            draft.mark(index, Role.SUBHEADING, 0.6, "short line inside the text")


_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})


def _is_text(unit: Unit) -> bool:
    shape = unit.shape
    return shape.prose or (not shape.kind and (shape.closed or shape.words > 14))


def _markup_lines(body: str) -> tuple[list[str], list[str]]:
    from reader.importers.markup import fragment_lines

    lines = fragment_lines(body)
    return [line.text for line in lines], [line.tag for line in lines]
