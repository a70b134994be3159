"""Mentions of names and the referents they resolve to. Spans are character offsets, end exclusive."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from reader.article import Span


class EntityType(StrEnum):
    """What a mention refers to."""

    PERSON = "person"
    PLACE = "place"
    ORGANISATION = "organisation"
    NATIONALITY = "nationality"
    DATE = "date"
    NUMBER = "number"
    EVENT = "event"
    WORK = "work"


@dataclass(frozen=True, slots=True)
class Mention:
    """One stretch of text that names something.

    Attributes:
        span: Exactly the name: no title, no possessive, no surrounding punctuation.
        type: What it names.
        referent: Index into `Names.referents`.
    """

    span: Span
    type: EntityType
    referent: int


@dataclass(frozen=True, slots=True)
class Referent:
    """One person, place, organisation… that an article speaks of.

    Attributes:
        name: The most complete form in this article, as shown.
        type: Its type.
        surfaces: Every form it is called by here, most frequent first.
        count: Number of mentions.
        value: For dates and numbers the normalised value (`2015-03-18`, `97 percent`), else "".
    """

    name: str
    type: EntityType
    surfaces: tuple[str, ...]
    count: int
    value: str = ""


@dataclass(frozen=True, slots=True)
class Names:
    """All names of one text.

    Attributes:
        mentions: Sorted by start, never overlapping.
        referents: In order of first mention.
        notice: One line on what was not examined (for example "not English: names are not marked"), or "".
    """

    mentions: tuple[Mention, ...] = ()
    referents: tuple[Referent, ...] = ()
    notice: str = ""
