"""Events and works by rule: the Second World War, the Asian Games, the Treaty on Open Skies."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reader.entities.model import EntityType
from reader.entities.rules import Piece
from reader.entities.sheet import Sheet, capital
from reader.entities.tokens import words_of
from reader.entities.vocabulary import EVENT_HEADS, WORK_HEADS

_JOINING = words_of("of on for and the against in to - 's")
_NUMERALS = words_of("i ii iii iv v")


def with_events(sheet: Sheet, pieces: Sequence[Piece]) -> list[Piece]:
    """Return the names of a sentence, events and works among them; names inside these give way."""
    found: list[Piece] = []
    end = 0
    for piece in _events(sheet):
        if piece.first < end:
            continue
        clash = [other for other in pieces if other.first < piece.last and piece.first < other.last]
        if all(piece.first <= other.first and other.last <= piece.last for other in clash):
            found.append(piece)
            end = piece.last
    outside = [other for other in pieces if not any(p.first <= other.first < p.last for p in found)]
    return sorted([*outside, *found])


def _events(sheet: Sheet) -> Iterator[Piece]:
    words = sheet.words
    for at, word in enumerate(words):
        if not capital(word):
            continue
        lower = word.lower()
        first = at
        while first and (capital(words[first - 1]) and words[first - 1].lower() != "the"):
            first -= 1
        if lower in EVENT_HEADS and first < at:
            last = at + 1
            if last < len(words) and words[last].lower() in _NUMERALS:
                last += 1
            yield Piece(first, last, EntityType.EVENT)
        elif lower in WORK_HEADS:
            last = _onward(words, at)
            if last > at + 1 or first < at:
                yield Piece(first, last, EntityType.WORK)


def _onward(words: Sequence[str], at: int) -> int:
    """Return where a title that starts with a kind of work ends: "Treaty on Alliance and Integration"."""
    last = at + 1
    while last < len(words):
        gap = last
        while gap < len(words) and words[gap].lower() in _JOINING and gap - last < 2:
            gap += 1
        # A bare "and" after the head joins another thing: the title has to have begun.
        if (
            gap == len(words)
            or not capital(words[gap])
            or (last == at + 1 and words[last].lower() in ("and", "'s", "in"))
        ):
            break
        last = gap + 1
    return last
