"""A query cut into its parts, each with its place."""

from __future__ import annotations

import re
from enum import Enum
from typing import NamedTuple

from reader.article import Span
from reader.library.query.model import FIELDS, QueryError

_FIELD = re.compile(r"([A-Za-z]+):")
_BARE = re.compile(r'[^\s()"]+')
# No article holds one, and no database takes one: control characters, and halves of characters.
_NOT_TEXT = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff]")


class Kind(Enum):
    """What a part is."""

    WORD = "word"
    PHRASE = "phrase"
    PATTERN = "pattern"
    FIELD = "field"
    AND = "and"
    OR = "or"
    NOT = "not"
    OPEN = "("
    CLOSE = ")"


_WORDS_THAT_JOIN = {"and": Kind.AND, "or": Kind.OR, "not": Kind.NOT, "&": Kind.AND, "|": Kind.OR}


class Token(NamedTuple):
    """A part of a query.

    Attributes:
        kind: What it is.
        text: What it says: without quotation marks or slashes; of a field its value.
        span: Where it stands.
        field: The field's name, or "".
    """

    kind: Kind
    text: str
    span: Span
    field: str = ""


def typed(query: str) -> str:
    """Return a query with a space for each character that no text holds; places stay as they are."""
    return _NOT_TEXT.sub(" ", query)


def tokens(query: str) -> list[Token]:
    """Cut a query into its parts.

    Raises:
        QueryError: A quotation mark or a regular expression is not closed, or a field is not known.
    """
    query = typed(query)
    found: list[Token] = []
    place = 0
    while place < len(query):
        character = query[place]
        if character.isspace():
            place += 1
        elif character in "()":
            found.append(Token(Kind(character), character, Span(place, place + 1)))
            place += 1
        elif character == "-" and place + 1 < len(query) and not query[place + 1].isspace():
            found.append(Token(Kind.NOT, "-", Span(place, place + 1)))
            place += 1
        else:
            found.append(_token(query, place))
            place = found[-1].span.end
    return found


def _token(query: str, start: int) -> Token:
    if query[start] == '"':
        text, end = _quoted(query, start)
        return Token(Kind.PHRASE, text, Span(start, end))
    if query[start] == "/":
        return _pattern(query, start)
    field = _FIELD.match(query, start)
    if field is not None:
        return _field(query, field.group(1), start, field.end())
    bare = _BARE.match(query, start)
    assert bare is not None  # Neither space, bracket nor quotation mark stands here.
    kind = _WORDS_THAT_JOIN.get(bare.group().lower(), Kind.WORD)
    return Token(kind, bare.group(), Span(start, bare.end()))


def _field(query: str, name: str, start: int, value: int) -> Token:
    known = name.lower()
    if known not in FIELDS:
        from difflib import get_close_matches

        near = get_close_matches(known, FIELDS, 1)
        hint = f"; did you mean {near[0]}:?" if near else f"; there are {', '.join(FIELDS)}"
        raise QueryError(f"no field {name!r}{hint} (quotation marks search for it as a word)", start)
    if value < len(query) and query[value] == '"':
        text, end = _quoted(query, value)
    else:
        bare = _BARE.match(query, value)
        text, end = (bare.group(), bare.end()) if bare else ("", value)
    if not text.strip():
        raise QueryError(f"{known}: needs a value: {FIELDS[known]}", start)
    return Token(Kind.FIELD, text, Span(start, end), known)


def _quoted(query: str, start: int) -> tuple[str, int]:
    end = query.find('"', start + 1)
    if end < 0:
        raise QueryError("a quotation mark is not closed", start)
    return query[start + 1 : end], end + 1


def _pattern(query: str, start: int) -> Token:
    end = start + 1
    while end < len(query) and query[end] != "/":
        end += 2 if query[end] == "\\" else 1
    if end >= len(query):
        raise QueryError("a regular expression is not closed by /", start)
    if end == start + 1:
        raise QueryError("a regular expression is empty", start)
    return Token(Kind.PATTERN, query[start + 1 : end].replace("\\/", "/"), Span(start, end + 1))
