"""Resolve the names of one article: which mentions are one person, place or organisation."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence

from reader.article import Span
from reader.entities.gazetteer import gazetteer
from reader.entities.model import EntityType, Mention, Names, Referent
from reader.entities.rules import Found
from reader.entities.tokens import tokenise


def resolve(text: str, found: Sequence[Found], values: Mapping[Span, str], notice: str = "") -> Names:
    """Group names into referents, in order of first mention."""
    keys: list[tuple[EntityType, str]] = []
    persons: list[str] = []
    for span, kind, *_ in found:
        surface = re.sub(r"\s+", " ", span.of(text))
        keys.append((kind, _key(surface, kind, values.get(span, ""), persons)))
    order = list(dict.fromkeys(keys))
    mentions: list[Mention] = []
    surfaces: list[Counter[str]] = [Counter() for _ in order]
    index = {key: number for number, key in enumerate(order)}
    for (span, kind, *_), key in zip(found, keys, strict=True):
        mentions.append(Mention(span, kind, index[key]))
        surfaces[index[key]][re.sub(r"\s+", " ", span.of(text))] += 1
    referents = tuple(
        Referent(
            name=max(counts, key=lambda s: (len(s.split()), len(s))),
            type=kind,
            surfaces=tuple(s for s, _ in counts.most_common()),
            count=counts.total(),
            value=next(
                (
                    values[s]
                    for (s, *_), k in zip(found, keys, strict=True)
                    if k == (kind, key) and s in values
                ),
                "",
            ),
        )
        for (kind, key), counts in zip(order, surfaces, strict=True)
    )
    return Names(tuple(mentions), referents, notice)


def _key(surface: str, kind: EntityType, value: str, persons: list[str]) -> str:
    if value:
        return value
    lower = " ".join(token.lower for token in tokenise(surface))
    if kind is EntityType.PERSON:
        for person in persons:
            if lower == person or person.endswith(" " + lower) or lower.endswith(" " + person):
                return person
        persons.append(lower)
        return lower
    shown = gazetteer().shown.get(lower)
    return shown if shown and kind is not EntityType.NATIONALITY else lower
