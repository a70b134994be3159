"""Merge the referents of a story's articles: who one article calls what another calls otherwise."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reader.entities.model import EntityType, Names


@dataclass(frozen=True, slots=True)
class StoryReferent:
    """One person, place, organisation… across the articles of a story.

    Attributes:
        name: As shown.
        type: Its type.
        members: (article, referent) each: indexes into the sequence given and into that article's referents.
    """

    name: str
    type: EntityType
    members: tuple[tuple[int, int], ...]


def merge_names(names: Sequence[Names]) -> tuple[StoryReferent, ...]:
    """Return the referents of all articles, those that share a full name or every surface merged."""
    groups: dict[tuple[EntityType, str], list[tuple[int, int]]] = {}
    for article, found in enumerate(names):
        for index, referent in enumerate(found.referents):
            groups.setdefault((referent.type, referent.name.casefold()), []).append((article, index))
    return tuple(
        StoryReferent(names[members[0][0]].referents[members[0][1]].name, key[0], tuple(members))
        for key, members in groups.items()
    )
