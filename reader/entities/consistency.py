"""Make the names of one article agree with each other: what is unclear here is clear elsewhere."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reader.article import Span
from reader.entities.gazetteer import PLACE, gazetteer
from reader.entities.model import EntityType
from reader.entities.rules import NATIONALITY, ORGANISATIONS, PERSON, PLACES, TYPES, Found
from reader.entities.sheet import Sheet, capital
from reader.entities.tokens import tokenise


def consistent(found: Sequence[Found], sheets: Sequence[Sheet], text: str) -> list[Found]:
    """Return the names with one type a surface, family names known, acronyms explained and repeats marked.

    Args:
        found: Names in reading order, without overlap.
        sheets: The sentences.
        text: The text.
    """
    named = [item for item in found if item.type in TYPES]
    others = [item for item in found if item.type not in TYPES]
    found = named
    keys = [" ".join(token.lower for token in tokenise(text, *item.span)) for item in found]
    types = _types_of(found, keys)
    types |= _acronyms(found, keys, types, text)
    result = [Found(item.span, types[key], item.scores) for item, key in zip(found, keys, strict=True)]
    return sorted([*result, *others, *_repeats([*result, *others], types, sheets)])


def _types_of(found: Sequence[Found], keys: Sequence[str]) -> dict[str, EntityType]:
    """Return one type for each surface: its occurrences add up what the tagger made of them."""
    sums: dict[str, list[int]] = {}
    sure: dict[str, list[int]] = {}
    for item, key in zip(found, keys, strict=True):
        if item.scores:
            own = sums.setdefault(key, [0] * len(TYPES))
            for index, score in enumerate(item.scores):
                own[index] += score
        else:
            sure.setdefault(key, [0] * len(TYPES))[TYPES.index(item.type)] += 1
    best = {key: TYPES[own.index(max(own))] for key, own in (sums | sure).items()}
    surnames: dict[str, int] = {}
    for key in dict.fromkeys(keys):
        words = key.split()
        if len(words) > 1 and best[key] is PERSON:
            surnames[words[-1]] = surnames.get(words[-1], 0) + 1
    for key in best:
        if key in surnames and key not in sure and best[key] is not NATIONALITY:
            best[key] = PERSON
    return best


def _acronyms(
    found: Sequence[Found], keys: Sequence[str], types: dict[str, EntityType], text: str
) -> dict[str, EntityType]:
    """Return types for short forms in brackets behind a long name: "European Union (EU)"."""
    known: dict[str, EntityType] = {}
    for (long, long_key), (short, short_key) in zip(
        zip(found, keys, strict=True), zip(found[1:], keys[1:], strict=True), strict=False
    ):
        between = text[long.span.end : short.span.start]
        surface = short.span.of(text)
        if (
            between.strip() == "("
            and text[short.span.end : short.span.end + 1] == ")"
            and sum(map(str.isupper, surface)) > 1
            and " " in long_key
            and types[long_key] in (ORGANISATIONS, PLACES)
        ):
            known[short_key] = types[long_key]
    return known


def _repeats(
    found: Sequence[Found], types: dict[str, EntityType], sheets: Sequence[Sheet]
) -> Iterator[Found]:
    """Yield the places where a known name stands unmarked; of persons the family name counts as known."""
    table = gazetteer().bits
    known: dict[str, EntityType] = {}
    for key, kind in types.items():
        words = key.split()
        known[key] = kind
        if kind is PERSON and len(words) > 1 and not table.get(words[-1], 0) & PLACE:
            known.setdefault(words[-1], PERSON)
    longest = max((key.count(" ") + 1 for key in known), default=0)
    taken = {position for item in found for position in range(*item.span)}
    for sheet in sheets:
        tokens = sheet.tokens
        at = 0
        while at < len(tokens):
            step = 1
            if tokens[at].start not in taken and capital(sheet.words[at]):
                for length in range(min(longest, len(tokens) - at), 0, -1):
                    key = " ".join(token.lower for token in tokens[at : at + length])
                    repeated = known.get(key)
                    if repeated is None or (length == 1 and len(key) < 2):
                        continue
                    if any(token.start in taken for token in tokens[at : at + length]):
                        continue
                    if not capital(sheet.words[at + length - 1]):
                        continue
                    yield Found(Span(tokens[at].start, tokens[at + length - 1].end), repeated)
                    step = length
                    break
            at += step
