"""Let the articles of a story agree on what a name names: where one is unsure, the others know."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from reader.entities.keys import normal, person
from reader.entities.model import EntityType, Names, Referent

_TYPES = (EntityType.PERSON, EntityType.PLACE, EntityType.ORGANISATION)


def settle(articles: Sequence[Names]) -> list[Names]:
    """Return the names of a story's articles with one type a name; spans and referents stay.

    A lone word that one article takes for a person is the place or organisation that another knows by that
    word, unless somebody in the story bears it as a family name. A name of several words is what most
    articles say.
    """
    votes: dict[str, Counter[EntityType]] = {}
    bearers: set[str] = set()
    for names in articles:
        for referent in names.referents:
            if referent.type in _TYPES:
                votes.setdefault(normal(referent.name), Counter())[referent.type] += 1
            if referent.type is EntityType.PERSON and person(referent.name).given:
                bearers.add(person(referent.name).family)
    agreed = {
        form: kind
        for form, own in votes.items()
        if len(own) > 1 and (kind := _agreed(form, own, bearers)) is not None
    }
    return [_retyped(names, agreed) for names in articles] if agreed else list(articles)


def _agreed(form: str, votes: Counter[EntityType], bearers: set[str]) -> EntityType | None:
    if EntityType.PERSON not in votes:
        return None  # The Kremlin may be a place here and an organisation there.
    if " " not in form:
        others = Counter({kind: count for kind, count in votes.items() if kind is not EntityType.PERSON})
        return None if form in bearers else others.most_common(1)[0][0]
    (first, most), (_, second) = votes.most_common(2)
    return first if most > second else None


def _retyped(names: Names, agreed: dict[str, EntityType]) -> Names:
    new = {
        index: kind
        for index, referent in enumerate(names.referents)
        if (kind := _new_type(referent, agreed)) is not None
    }
    if not new:
        return names
    return Names(
        tuple(replace(m, type=new[m.referent]) if m.referent in new else m for m in names.mentions),
        tuple(replace(r, type=new[i]) if i in new else r for i, r in enumerate(names.referents)),
        names.notice,
    )


def _new_type(referent: Referent, agreed: dict[str, EntityType]) -> EntityType | None:
    kind = agreed.get(normal(referent.name))
    return kind if referent.type in _TYPES and kind is not referent.type else None
