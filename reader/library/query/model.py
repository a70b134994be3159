"""What a query says, as a tree, and what is wrong with one that says nothing."""

from __future__ import annotations

from dataclasses import dataclass

from reader.article import Span


class QueryError(ValueError):
    """A query cannot be understood.

    Attributes:
        reason: Why, in one line.
        position: The character of the query that it is about, from 0.
    """

    def __init__(self, reason: str, position: int) -> None:
        super().__init__(f"{reason} (at column {position + 1})")
        self.reason = reason
        self.position = position


@dataclass(frozen=True, slots=True)
class Words:
    """A word, or several in a row.

    Attributes:
        text: As written, without quotation marks.
        span: Where it stands in the query.
        beginning: Whether the last word may go on: `annex*`.
        exact: Whether it stood in quotation marks.
    """

    text: str
    span: Span
    beginning: bool = False
    exact: bool = False


@dataclass(frozen=True, slots=True)
class Pattern:
    """A regular expression between slashes."""

    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class Fact:
    """A field with its value, such as `outlet:AFP`."""

    name: str
    value: str
    span: Span


@dataclass(frozen=True, slots=True)
class Not:
    """All but what a part finds."""

    part: Node


@dataclass(frozen=True, slots=True)
class And:
    """What every part finds."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Or:
    """What at least one part finds."""

    parts: tuple[Node, ...]


Node = Words | Pattern | Fact | Not | And | Or


def is_worded(node: Node) -> bool:
    """Tell whether a query asks for words, of which an article may hold more or fewer; fields hold or not."""
    if isinstance(node, And | Or):
        return any(map(is_worded, node.parts))
    return isinstance(node, Words) or (isinstance(node, Fact) and node.name in ("title", "name"))


FIELDS = {
    "title": "words of the headline",
    "outlet": "the outlet's name, or how it begins",
    "agency": "whose copy it is",
    "date": "a day, month or year: 2015-03-12, 2015-03, 2015, 2015-03..2015-05, ..2014",
    "name": "a person, place or organisation that is named",
    "has": "quote, figure, caption, byline, agency, date or url",
    "is": "unread, read, starred, copy, review or trashed",
    "tag": "a tag of yours",
    "story": "how many outlets tell its story: 3, 3+, 2-4",
    "only": "stories that this outlet alone tells",
    "lang": "a language's two letters: en",
    "src": "a part of the file's name or address",
    "words": "how long it is: 300+, 200-400",
}
"""The fields that there are, and what each is about."""

CHOICES = {
    "has": ("quote", "figure", "caption", "byline", "agency", "date", "url"),
    "is": ("unread", "read", "starred", "copy", "review", "trashed"),
}
"""The values of fields that have few."""
