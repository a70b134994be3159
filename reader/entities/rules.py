"""Names by rule and gazetteer: runs of capitals, what stands before them, and how they end."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from reader.article import Span
from reader.entities.gazetteer import CITY, COUNTRY, DEMONYM, DIVISION, GIVEN, ORGANISATION, REGION, gazetteer
from reader.entities.model import EntityType
from reader.entities.tokens import Token
from reader.entities.vocabulary import (
    CONNECTORS,
    EVENT_HEADS,
    ORGANISATION_HEADS,
    PLACE_HEADS,
    PLACE_WORDS,
    TITLES,
    WORK_HEADS,
)


class Found(NamedTuple):
    """A name before it is resolved."""

    span: Span
    type: EntityType


def capital(token: Token) -> bool:
    """Tell whether a token starts with a capital letter."""
    return token.text[0].isupper()


def runs(tokens: Sequence[Token]) -> Iterator[tuple[int, int]]:
    """Yield the stretches `[first, last)` of capitalised words, connectors between capitals included."""
    at = 0
    while at < len(tokens):
        if not capital(tokens[at]):
            at += 1
            continue
        last = at + 1
        while last < len(tokens):
            gap = last
            while gap < len(tokens) and gap - last < 3 and tokens[gap].lower in CONNECTORS:
                gap += 1
            if gap < len(tokens) and capital(tokens[gap]) and (gap == last or tokens[gap - 1].text != ","):
                last = gap + 1
            else:
                break
        yield at, last
        at = last


def recognise(tokens: Sequence[Token], opens: frozenset[int], small: frozenset[str]) -> list[Found]:
    """Return the names among the tokens of one block.

    Args:
        tokens: The tokens of the block.
        opens: Indexes of tokens that open a sentence.
        small: Words that the text also writes without a capital.
    """
    found: list[Found] = []
    for first, last in runs(tokens):
        found += _split(tokens, first, last, opens, small)
    return found


def _split(
    tokens: Sequence[Token], first: int, last: int, opens: frozenset[int], small: frozenset[str]
) -> Iterator[Found]:
    """Cut one run into names, left to right."""
    table = gazetteer()
    at = first
    while at < last:
        token = tokens[at]
        slashed = tokens[at - 1].text == "/" or tokens[at + 1 : at + 2] and tokens[at + 1].text == "/"
        if (
            token.lower in TITLES
            or token.lower in CONNECTORS
            or slashed
            or (at in opens and token.lower in small)
        ):
            at += 1
            continue
        length, bits = table.match(tokens, at)
        if at + length > last:
            length, bits = 1, table.bits.get(token.lower, 0)
        titled = at > 0 and tokens[at - 1].lower in TITLES
        end = _full(tokens, at, last)
        head = tokens[end - 1].lower
        whole = end - at
        if length and length >= whole and bits & (COUNTRY | REGION | DEMONYM | ORGANISATION | CITY):
            kind = _of_bits(bits)
            if titled and bits & (CITY | REGION) and not bits & COUNTRY:
                kind = EntityType.PERSON
            yield _found(tokens, at, at + length, kind)
            at += length
        elif length > 1 and bits & (COUNTRY | REGION | ORGANISATION):
            yield _found(tokens, at, at + length, _of_bits(bits))
            at += length
        elif whole > 1 and (head in ORGANISATION_HEADS or token.lower in ORGANISATION_HEADS):
            yield _found(tokens, at, end, EntityType.ORGANISATION)
            at = end
        elif whole > 1 and head in EVENT_HEADS:
            yield _found(tokens, at, end, EntityType.EVENT)
            at = end
        elif whole > 1 and (head in WORK_HEADS or token.lower in WORK_HEADS):
            yield _found(tokens, at, end, EntityType.WORK)
            at = end
        elif whole > 1 and (head in PLACE_HEADS or token.lower in ("mount", "lake", "fort", "port", "cape")):
            yield _found(tokens, at, end, EntityType.PLACE)
            at = end
        elif length and bits & (DEMONYM | COUNTRY | REGION | ORGANISATION):
            yield _found(tokens, at, at + length, _of_bits(bits))
            at += length
        elif all(tokens[i].lower in small for i in range(at, end)):
            at = end
        elif titled or (whole > 1 and bits & GIVEN and not (bits & CITY and length == whole)):
            yield _found(tokens, at, end, EntityType.PERSON)
            at = end
        elif length and bits & (CITY | DIVISION) and at not in opens:
            yield _found(tokens, at, at + length, EntityType.PLACE)
            at += length
        elif at not in opens and whole == 1 and token.text.isupper() and 2 <= len(token.text) <= 6:
            yield _found(tokens, at, end, EntityType.ORGANISATION)
            at = end
        elif at > 0 and tokens[at - 1].lower in PLACE_WORDS and at not in opens:
            yield _found(tokens, at, end, EntityType.PLACE)
            at = end
        elif whole in (2, 3) and at not in opens and token.lower not in small:
            yield _found(tokens, at, end, EntityType.PERSON)
            at = end
        else:
            at += 1


def _full(tokens: Sequence[Token], at: int, last: int) -> int:
    """Return where the name at `at` ends: at the run's end or before a sign that separates."""
    end = at + 1
    while end < last and tokens[end].lower not in ("'s", "/", "—", "–", ","):
        if (
            tokens[end].lower in ("and", "&", "for", "of", "the")
            and tokens[at].lower not in ORGANISATION_HEADS | WORK_HEADS
        ):
            break
        end += 1
    while end > at + 1 and not tokens[end - 1].text[-1].isalnum():
        end -= 1
    return end


def _of_bits(bits: int) -> EntityType:
    if bits & DEMONYM and not bits & (COUNTRY | REGION):
        return EntityType.NATIONALITY
    if bits & ORGANISATION and not bits & COUNTRY:
        return EntityType.ORGANISATION
    return EntityType.PLACE


def _found(tokens: Sequence[Token], first: int, last: int, kind: EntityType) -> Found:
    return Found(Span(tokens[first].start, tokens[last - 1].end), kind)
