"""Repair what the tagger marked, sentence by sentence: exact bounds, and what the gazetteer is sure of."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from reader.article import Span
from reader.entities.gazetteer import (
    CITY,
    COUNTRY,
    DEMONYM,
    DIVISION,
    FAMILY,
    GIVEN,
    ORGANISATION,
    PLACE,
    REGION,
    TOWN,
    gazetteer,
)
from reader.entities.model import EntityType
from reader.entities.sheet import Sheet, capital
from reader.entities.tokens import Token
from reader.entities.vocabulary import (
    HYPHEN_TAILS,
    NOT_NAMES,
    ORGANISATION_HEADS,
    PARTICLES,
    PLACE_OPENERS,
    PREFIXES,
    SURE_ORGANISATION_HEADS,
    TITLES,
)

PERSON, PLACES, ORGANISATIONS, NATIONALITY = TYPES = (
    EntityType.PERSON,
    EntityType.PLACE,
    EntityType.ORGANISATION,
    EntityType.NATIONALITY,
)

_BIG = COUNTRY | REGION | CITY


class Found(NamedTuple):
    """A name before it is resolved.

    Attributes:
        span: Where it stands.
        type: What it names.
        scores: The tagger's score for each of `TYPES`; empty when the gazetteer is sure.
    """

    span: Span
    type: EntityType
    scores: tuple[int, ...] = ()


class Piece(NamedTuple):
    """The same as tokens `[first, last)` of a sentence."""

    first: int
    last: int
    type: EntityType
    scores: tuple[int, ...] = ()


def repair(sheet: Sheet, pieces: Sequence[Piece]) -> list[Piece]:
    """Return the names of a sentence with exact bounds, the sure ones of the gazetteer added."""
    cut = [
        _typed(sheet, trimmed)
        for piece in pieces
        for part in _parts(sheet, piece)
        if (trimmed := _trimmed(sheet, part)) is not None
    ]
    return _situated(sheet, sorted([*cut, *_rescued(sheet, cut)]))


def _situated(sheet: Sheet, pieces: Sequence[Piece]) -> list[Piece]:
    """Return the names with a place and the land that tells where it lies as one: "Busan, South Korea"."""
    joined: list[Piece] = []
    for piece in pieces:
        before = joined[-1] if joined else None
        if before is not None and before.last + 1 == piece.first and _lies_in(sheet, before, piece):
            joined[-1] = Piece(before.first, piece.last, PLACES)
        else:
            joined.append(piece)
    return joined


def _lies_in(sheet: Sheet, place: Piece, land: Piece) -> bool:
    """Tell whether a comma joins a place to the land it lies in; in a list it divides."""
    tokens = sheet.tokens
    if place.type is not PLACES or land.type is not PLACES or tokens[place.last].text != ",":
        return False
    outer = tokens[place.first - 1].lower if place.first else ""
    follow = [token.lower for token in tokens[land.last : land.last + 2]]
    if outer in (",", "and") or follow[:1] in (["and"], ["or"]) or "and" in follow[1:]:
        return False
    length, bits = gazetteer().match(tokens, land.first)
    inner = gazetteer().match(tokens, place.first)[1]
    return length == land.last - land.first and bool(bits & (COUNTRY | DIVISION)) and not inner & COUNTRY


def _parts(sheet: Sheet, piece: Piece) -> Iterator[Piece]:
    """Cut what is glued together: a nationality before a person, "Koos of Naspers", "Arab-American"."""
    first, last, kind, scores = piece
    tokens, bits = sheet.tokens, gazetteer().bits
    if (
        first > 1
        and last - first > 1
        and tokens[first - 1].text == "-"
        and tokens[first - 2].lower in PREFIXES
    ):
        # "pro-Western Georgia": the prefix belongs to the first word alone.
        yield Piece(first, first + 1, NATIONALITY if bits.get(tokens[first].lower, 0) & DEMONYM else kind)
        yield Piece(first + 1, last, kind)
        return
    if kind is ORGANISATIONS:
        for at in range(first + 1, last - 1):
            if tokens[at].lower == "and" and _both_organisations(sheet, first, at, last):
                yield Piece(first, at, kind)
                yield Piece(at + 1, last, kind)
                return
    if kind is PERSON:
        for at in range(last - 2, first, -1):
            if tokens[at].lower in TITLES and not bits.get(tokens[at].lower, 0) & (GIVEN | FAMILY):
                # "US President Donald Trump": what stands before the title is no part of the person.
                before = bits.get(tokens[first].lower, 0) if at == first + 1 else 0
                if before & (DEMONYM | COUNTRY):
                    yield Piece(first, at, NATIONALITY if before & DEMONYM else PLACES)
                yield Piece(at + 1, last, kind, scores)
                return
        for at in range(first + 1, last - 1):
            if tokens[at].lower in ("of", "for", "and", "&"):
                yield from _parts(sheet, Piece(first, at, kind, scores))
                right = EntityType.PLACE if bits.get(tokens[at + 1].lower, 0) & PLACE else ORGANISATIONS
                yield Piece(at + 1, last, PERSON if tokens[at].lower in ("and", "&") else right)
                return
        opening = bits.get(tokens[first].lower, 0)
        if last - first > 1 and opening & DEMONYM and not opening & (GIVEN | FAMILY):
            yield Piece(first, first + 1, NATIONALITY)
            yield Piece(first + 1, last, kind, scores)
            return
    if kind is PLACES and last - first == 3 and tokens[first + 1].text == "-" and _two_places(sheet, first):
        yield Piece(first, first + 1, kind)
        yield Piece(first + 2, last, kind)
        return
    if kind is NATIONALITY and not gazetteer().bits.get(" ".join(t.lower for t in tokens[first:last]), 0):
        for at in range(first + 1, last - 1):
            if tokens[at].lower in ("-", "–", "and", "or", "/"):
                yield Piece(first, at, kind)
                yield from _parts(sheet, Piece(at + 1, last, kind))
                return
    yield piece


def _both_organisations(sheet: Sheet, first: int, at: int, last: int) -> bool:
    """Tell whether "and" joins two organisations, each with a word that says so.

    It does not in "Ministry of Trade and Industry".
    """
    left, right = sheet.tokens[at - 1].lower, sheet.tokens[at + 1 : last]
    if left not in ORGANISATION_HEADS or any(
        token.lower in ("of", "for") for token in sheet.tokens[first:at]
    ):
        return False
    return (
        right[-1].lower in ORGANISATION_HEADS
        or right[0].lower in ORGANISATION_HEADS
        or right[0].lower == "the"
    )


def _two_places(sheet: Sheet, first: int) -> bool:
    """Tell whether a hyphen joins two known places that are not one known place: Moscow-West."""
    table = gazetteer()
    left, right = (table.bits.get(sheet.tokens[at].lower, 0) for at in (first, first + 2))
    return table.match(sheet.tokens, first)[0] < 3 and bool(left & _BIG and right & _BIG)


def _trimmed(sheet: Sheet, piece: Piece) -> Piece | None:
    """Return a name without titles, articles, possessive and signs at its ends; None when nothing is left."""
    first, last, kind, scores = piece
    tokens = sheet.tokens
    while first < last and not tokens[first].text[0].isalnum():
        first += 1
    while last > first and (
        tokens[last - 1].lower == "'s"
        or not (tokens[last - 1].text[-1].isalnum() or tokens[last - 1].text[-1] in ".!")
    ):
        last -= 1
    while first < last - 1 and kind is PERSON and _title(tokens[first].lower):
        first += 1
    while (
        first < last - 1 and kind is not ORGANISATIONS and tokens[first].lower in ("the", "an", "as", "for")
    ):
        first += 1
    if (
        first < last - 1
        and kind is ORGANISATIONS
        and tokens[first].lower == "the"
        and not _own_article(sheet, first)
    ):
        first += 1
    if first >= last:
        return None
    if kind is PERSON and last + 1 < len(tokens) and _tail(tokens[last - 1 : last + 2]):
        last += 2
    lone = tokens[first].lower if last - first == 1 else ""
    if lone in NOT_NAMES or lone in TITLES or tokens[first].lower in ("no", "no."):
        return None
    return Piece(first, last, kind, scores)


def _title(word: str) -> bool:
    """Tell whether a word is a title, of one or of several: "Presidents Renn and Moor"."""
    return word in TITLES or word.removesuffix("s") in TITLES


def _tail(tokens: Sequence[Token]) -> bool:
    """Tell whether a word, a hyphen and a word in small letters are one name: Ing-wen."""
    before, hyphen, after = tokens
    touching = hyphen.text == "-" and before.end == hyphen.start and hyphen.end == after.start
    return (
        touching
        and after.text.isalpha()
        and after.text.islower()
        and after.text not in HYPHEN_TAILS
        and len(after.text) < 7
    )


def _own_article(sheet: Sheet, at: int) -> bool:
    """Tell whether an article belongs to the name: a capital where none need be, "told The Times"."""
    return (
        sheet.tokens[at].text == "The"
        and at > 0
        and sheet.tokens[at - 1].text[-1].isalnum()
        and not sheet.mode
    )


def _typed(sheet: Sheet, piece: Piece) -> Piece:
    """Return a name with the type that the gazetteer gives it, where that leaves no doubt."""
    first, last, kind, _ = piece
    length, bits = gazetteer().match(sheet.tokens, first)
    if length != last - first or not capital(sheet.words[first]):
        bits = gazetteer().bits.get(sheet.tokens[first].lower, 0) if last - first == 1 else 0
    sure = _sure(bits, last - first)
    if sure is None and kind is PLACES and last - first > 1 and not bits:
        words = [token.lower for token in sheet.tokens[first:last]]
        if words[-1] in SURE_ORGANISATION_HEADS or (words[0] in SURE_ORGANISATION_HEADS and words[1] == "of"):
            sure = ORGANISATIONS
    if sure is None and kind is PERSON:
        single = last - first == 1
        if bits & DEMONYM and single:
            sure = NATIONALITY
        elif bits & ORGANISATION:
            sure = ORGANISATIONS
        elif not single and (
            bits & (CITY | TOWN | REGION | COUNTRY) or sheet.tokens[first].lower in PLACE_OPENERS
        ):
            sure = PLACES
        elif (
            single
            and sheet.mode != "U"
            and sheet.tokens[first].text.isupper()
            and 1 < len(sheet.tokens[first].text) < 7
        ):
            sure = None if bits & (GIVEN | FAMILY) else ORGANISATIONS
    return piece if sure is None else Piece(first, last, sure)


def _sure(bits: int, length: int) -> EntityType | None:
    """Return the type of a phrase of which the gazetteer leaves no doubt."""
    if bits & DEMONYM and not bits & (COUNTRY | REGION | ORGANISATION | GIVEN):
        return NATIONALITY
    if bits & COUNTRY and not bits & (DEMONYM | ORGANISATION) and (length > 1 or not bits & (GIVEN | FAMILY)):
        return PLACES
    if bits & ORGANISATION and not bits & (PLACE if length > 1 else PLACE | GIVEN | FAMILY | DEMONYM):
        return ORGANISATIONS
    return None


def _rescued(sheet: Sheet, pieces: Sequence[Piece]) -> Iterator[Piece]:
    """Yield countries, regions, nationalities and well-known organisations that stand outside all names."""
    table = gazetteer()
    free = [True] * len(sheet.tokens)
    for first, last, *_ in pieces:
        free[first:last] = [False] * (last - first)
    for begin, end in sheet.segments:
        at = begin
        while at < end:
            if not free[at] or not (capital(sheet.words[at]) or sheet.tokens[at].lower in PARTICLES):
                at += 1
                continue
            length, bits = table.match(sheet.tokens, at)
            if length == 0 or not all(free[at : at + length]):
                length, bits = 1, table.bits.get(sheet.tokens[at].lower, 0)
            kind = _sure(bits, length) if capital(sheet.words[at]) or length > 1 else None
            if kind is None and length > 1 and bits & REGION:
                kind = PLACES
            if kind is not None:
                yield Piece(at, at + length, kind)
            at += length if kind else 1
