"""The data model: an article is one immutable text, and all else is a span over it.

Offsets everywhere are characters (code points) of `Article.text`, end exclusive. Nothing here, and
nothing below the user interface, carries styled text.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple


class Span(NamedTuple):
    """A stretch of a text: characters from `start` up to, not including, `end`."""

    start: int
    end: int

    @property
    def length(self) -> int:
        """The number of characters."""
        return self.end - self.start

    def of(self, text: str) -> str:
        """Return the characters of `text` that this span covers."""
        return text[self.start : self.end]

    def overlaps(self, other: Span) -> bool:
        """Tell whether the two spans share at least one character."""
        return self.start < other.end and other.start < self.end

    def contains(self, offset: int) -> bool:
        """Tell whether the character at `offset` lies in this span."""
        return self.start <= offset < self.end


class Role(StrEnum):
    """What a line of the source is. Every non-blank line has exactly one role."""

    HEADLINE = "headline"
    SECTION = "section"
    BYLINE = "byline"
    DATELINE = "dateline"
    STANDFIRST = "standfirst"
    PARAGRAPH = "paragraph"
    SUBHEADING = "subheading"
    CAPTION = "caption"
    CREDIT = "credit"
    BOILERPLATE = "boilerplate"


READING_ROLES = frozenset({Role.HEADLINE, Role.STANDFIRST, Role.PARAGRAPH, Role.SUBHEADING, Role.CAPTION})
"""Roles that the reading view shows; the raw view shows every line."""

PROSE_ROLES = frozenset({Role.STANDFIRST, Role.PARAGRAPH, Role.SUBHEADING})
"""Roles that make up the article's own running text: what is linked, counted and compared."""


class Provenance(StrEnum):
    """How a field of an article was found."""

    STATED = "stated"
    """Said in the text itself, for example on a date line."""
    FEED = "feed"
    """Given by a feed or a structured record."""
    URL = "url"
    """Read off an address."""
    INFERRED = "inferred"
    """Concluded from other signs, for example from captions that all carry one date."""
    FILE = "file"
    """Taken from the file's name or folder, front matter or folder defaults."""
    USER = "user"
    """Set by the reader, in a sidecar or in the app. Outranks all others."""


@dataclass(frozen=True, slots=True)
class Field:
    """A value with the way it was found.

    Attributes:
        value: The value as shown. Dates are ISO 8601, `YYYY-MM-DD` or a stated part of it (`2015-03`).
        provenance: How it was found.
        reason: In the reader's terms, for example "from captions"; empty when provenance says all.
        confidence: From 0 to 1.
        span: Where in `Article.text` it stands, or None when it does not stand there.
    """

    value: str
    provenance: Provenance
    reason: str = ""
    confidence: float = 1.0
    span: Span | None = None

    def __str__(self) -> str:
        return self.value


@dataclass(frozen=True, slots=True)
class Line:
    """One non-blank line of the source.

    Attributes:
        span: The line without its line break and without surrounding white space.
        role: What the line is.
        confidence: From 0 to 1.
        rule: The name of the rule that decided, for example "credit tail".
        continues: True when a hard-wrapped source broke the block here: the line goes on with the
            block of the line before it.
    """

    span: Span
    role: Role
    confidence: float = 1.0
    rule: str = ""
    continues: bool = False


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, headline, caption… : one line, or several that hard wrapping had cut.

    Line breaks inside `span` are white space, not ends.

    Attributes:
        span: From the first character of its first line to the last of its last.
        role: The role of its lines.
        lines: Indexes `[first, last)` into `Article.lines`.
    """

    span: Span
    role: Role
    lines: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Article:
    """One article: a safe text, the role of every line, and fields that say how they were found.

    Attributes:
        id: Stable for the same source path, key within the source, and content; 16 hexadecimal digits.
        text: The whole decoded source after `reader.text.safe.safe_text`. All offsets refer to it.
        lines: Every non-blank line, in order.
        source: Where it came from: a path as given, or "-" for standard input; for one article of many,
            the path with `#` and the record's key or line.
        sha256: Of the source's bytes, or of the record's words where the source holds many; hexadecimal.
        language: ISO 639-1 code, or "" when not known.
        notices: What the reader should know, for example "control codes removed".
        extra: What else the source's record says of it, name and value, in the record's own words and order.
    """

    id: str
    text: str
    lines: tuple[Line, ...]
    source: str = ""
    sha256: str = ""
    headline: Field | None = None
    outlet: Field | None = None
    section: Field | None = None
    byline: Field | None = None
    agency: Field | None = None
    photo_agency: Field | None = None
    published: Field | None = None
    url: Field | None = None
    language: str = ""
    notices: tuple[str, ...] = ()
    extra: tuple[tuple[str, str], ...] = ()

    def blocks(self) -> Iterator[Block]:
        """Yield the blocks of the text in order: lines joined where hard wrapping had cut them."""
        first = 0
        for index in range(1, len(self.lines) + 1):
            if index < len(self.lines) and self.lines[index].continues:
                continue
            opening, closing = self.lines[first], self.lines[index - 1]
            yield Block(Span(opening.span.start, closing.span.end), opening.role, (first, index))
            first = index

    def prose(self) -> list[Block]:
        """Return the blocks that make up the article's own running text, in order."""
        return [block for block in self.blocks() if block.role in PROSE_ROLES]

    @property
    def title(self) -> str:
        """The headline, or a stand-in made of the source's name when there is none."""
        if self.headline is not None:
            return self.headline.value
        name = self.source.replace("\\", "/").rsplit("/", 1)[-1]
        return name.rsplit(".", 1)[0] or "untitled"

    @property
    def outlet_name(self) -> str:
        """The outlet as shown in lists: its name, else whose copy it is, else that it is unknown."""
        if self.outlet is not None:
            return self.outlet.value
        if self.agency is not None:
            return f"{self.agency.value} copy"
        return "outlet unknown"

    def word_count(self) -> int:
        """Return the number of white-space separated words of the running text."""
        return sum(len(block.span.of(self.text).split()) for block in self.prose())
