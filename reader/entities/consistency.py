"""Make the names of one article agree with each other: what is unclear here is clear elsewhere."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reader.article import Span
from reader.entities.gazetteer import FAMILY, PLACE, gazetteer
from reader.entities.model import EntityType
from reader.entities.rules import NATIONALITY, ORGANISATIONS, PERSON, PLACES, TYPES, Found
from reader.entities.sheet import Sheet, capital
from reader.entities.tokens import tokenise
from reader.entities.vocabulary import PLACE_HEADS, REPORTING, TITLES

_PEOPLE = ("n", "an", "ian", "ese", "ish", "ns", "ans", "ians")


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
    types |= _lands(types, sheets)
    types |= _peoples(types)
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


def _lands(types: dict[str, EntityType], sheets: Sequence[Sheet]) -> dict[str, EntityType]:
    """Return single words taken for people of which the article speaks as of places: "in Hallin".

    A place's word before it ("the region of Sarvel") says so too; what speaks, or has a title, is a person.
    """
    table = gazetteer().bits
    parts = {word for key, kind in types.items() if kind is PERSON and " " in key for word in key.split()}
    signs = {
        key: [0, 0]
        for key, kind in types.items()
        if kind is PERSON and " " not in key and key not in parts and not table.get(key, 0) & ~FAMILY
    }
    for sheet in sheets if signs else ():
        words = [token.lower for token in sheet.tokens]
        for at, word in enumerate(words):
            if word not in signs or not capital(sheet.words[at]):
                continue
            before = words[max(0, at - 2) : at]
            beside = {*before[-1:], *words[at + 1 : at + 2]}
            signs[word][1] += 1
            if beside & REPORTING or TITLES.intersection(before[-1:]):
                signs[word][1] += 99
            elif (before[-1:] == ["in"] and "'s" not in beside) or (
                before[1:] == ["of"] and before[0] in PLACE_HEADS
            ):
                signs[word][0] += 1
    return {key: PLACES for key, (places, all_) in signs.items() if 4 * places >= all_ > 0}


def _peoples(types: dict[str, EntityType]) -> dict[str, EntityType]:
    """Return unknown words made of a place that the article names: Karsovian beside Karsovia."""
    table = gazetteer().bits
    made = {
        stem + ending
        for land, kind in types.items()
        if kind is PLACES and len(land) > 4 and " " not in land
        for stem in (land, land.rstrip("aeiou"))
        for ending in _PEOPLE
    }
    return {key: NATIONALITY for key in types if key in made and key not in table}


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
