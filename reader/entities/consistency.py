"""Make the names of one article agree with each other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from reader.article import Span
from reader.entities.model import EntityType
from reader.entities.rules import Found
from reader.entities.tokens import Token


def consistent(found: Sequence[Found], blocks: Sequence[Sequence[Token]], text: str) -> list[Found]:
    """Return the names with one type a surface, a person's surname known, and repeats marked.

    Args:
        found: Names in reading order, without overlap.
        blocks: The tokens of each block.
        text: The text.
    """
    votes: dict[str, Counter[EntityType]] = {}
    surnames: set[str] = set()
    for span, kind in found:
        surface = span.of(text)
        votes.setdefault(surface, Counter())[kind] += 1
        if kind is EntityType.PERSON and " " in surface:
            surnames.add(surface.replace("\u00a0", " ").split()[-1])
    result: list[Found] = []
    for span, kind in found:
        surface = span.of(text)
        if surface in surnames:
            kind = EntityType.PERSON
        else:
            top, count = votes[surface].most_common(1)[0]
            if 3 * count >= 2 * sum(votes[surface].values()):
                kind = top
        result.append(Found(span, kind))
    known = {item.span.of(text): item.type for item in result} | dict.fromkeys(surnames, EntityType.PERSON)
    taken = {position for item in result for position in range(*item.span)}
    for tokens in blocks:
        for token in tokens:
            if token.text in known and token.text[0].isupper() and token.start not in taken:
                result.append(Found(Span(token.start, token.end), known[token.text]))
    return sorted(result)
