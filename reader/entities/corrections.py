"""A reader's corrections of names: rules by name form, laid over what the machine found.

A correction speaks of names as they are written, never of offsets, so it holds in other articles, after
another run and in another version of the text. Corrections are applied in the order in which they were
made; a later one may speak of what an earlier one has made. Nothing here changes what it is given.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import combinations
from typing import NamedTuple

from reader.entities.keys import normal, person
from reader.entities.model import EntityType, Mention, Names, Referent

_SPACES = re.compile(r"\s+")


class CorrectionKind(StrEnum):
    """What a correction does."""

    MERGE = "merge"
    """All names given are one; the first is the one shown."""
    SPLIT = "split"
    """The first name is apart from all the others."""
    RENAME = "rename"
    """The referent with one of the names is shown under `value`."""
    RETYPE = "retype"
    """The referent with one of the names is of the type `value`."""
    REMOVE = "not-a-name"
    """None of the names is a name at all."""


class Name(NamedTuple):
    """A name as it is written, and what the machine (or an earlier correction) took it for."""

    text: str
    type: EntityType


@dataclass(frozen=True, slots=True)
class Correction:
    """One rule.

    Attributes:
        kind: What it does.
        names: What it is about.
        value: The new name or type, where there is one.
        scope: Ids of the articles in which it holds; empty for everywhere.
    """

    kind: CorrectionKind
    names: tuple[Name, ...]
    value: str = ""
    scope: tuple[str, ...] = ()

    def holds_in(self, articles: Iterable[str]) -> bool:
        """Tell whether it holds in one of these articles."""
        return not self.scope or any(article in self.scope for article in articles)


def apply_corrections(names: Names, text: str, corrections: Sequence[Correction]) -> Names:
    """Return the names of a text with the corrections applied, in their order.

    Args:
        names: As found.
        text: The text that their spans refer to.
        corrections: Those that hold in this text.
    """
    for correction in corrections:
        names = _STEPS[correction.kind](names, text, correction)
    return names


def means(referent: Referent, name: Name) -> bool:
    """Tell whether a correction's name means this referent.

    A person's bare family name means those who are known by nothing else.
    """
    return _family(referent.type) == _family(name.type) and normal(name.text) in _forms(referent)


class Ties:
    """What the corrections say of two names of a story: one, apart, or nothing.

    Args:
        corrections: Those that hold in the story, in their order.
    """

    def __init__(self, corrections: Sequence[Correction]) -> None:
        said: dict[tuple[Name, Name], bool] = {}
        for correction in corrections:
            if correction.kind is CorrectionKind.MERGE:
                pairs = combinations(correction.names, 2)
            elif correction.kind is CorrectionKind.SPLIT:
                pairs = ((correction.names[0], other) for other in correction.names[1:])  # type: ignore[assignment]
            else:
                continue
            for one, other in pairs:
                pair = (one, other) if _key(one) <= _key(other) else (other, one)
                said.pop(pair, None)
                said[pair] = correction.kind is CorrectionKind.MERGE
        # The last word counts: two names that were parted and then merged again are one.
        self.merged = tuple(pair for pair, one in said.items() if one)
        self.parted = tuple(pair for pair, one in said.items() if not one)

    def apart(self, left: Referent, right: Referent) -> bool:
        """Tell whether the reader keeps these two apart."""
        return any(
            (means(left, one) and means(right, other)) or (means(left, other) and means(right, one))
            for one, other in self.parted
        )


def shown_names(corrections: Sequence[Correction]) -> Mapping[str, int]:
    """Return the names that the reader wants shown, each with its rank: later ones rank higher."""
    shown: dict[str, int] = {}
    for rank, correction in enumerate(corrections):
        if correction.kind is CorrectionKind.RENAME:
            shown[correction.value] = rank
        elif correction.kind is CorrectionKind.MERGE:
            shown[correction.names[0].text] = rank
    return shown


def surface_of(text: str, mention: Mention) -> str:
    """Return a mention as it is counted among a referent's surfaces: white space squeezed."""
    return _SPACES.sub(" ", mention.span.of(text))


def _family(kind: EntityType) -> str:
    # The Kremlin is now a place, now an organisation: the same name all the same.
    return "named" if kind in (EntityType.PLACE, EntityType.ORGANISATION) else str(kind)


def _key(name: Name) -> tuple[str, str]:
    return normal(name.text), _family(name.type)


def _forms(referent: Referent) -> frozenset[str]:
    full = [
        surface
        for surface in referent.surfaces
        if referent.type is not EntityType.PERSON or person(surface).given
    ]
    return frozenset(map(normal, (referent.name, *full)))


def _meant(names: Names, correction: Correction) -> list[int]:
    """Return the referents that a correction's names mean, those of its first name first."""
    found = [
        index
        for name in correction.names
        for index, referent in enumerate(names.referents)
        if means(referent, name)
    ]
    return list(dict.fromkeys(found))


def _merge(names: Names, text: str, correction: Correction) -> Names:
    meant = _meant(names, correction)
    if len(meant) < 2:
        return names
    kept = names.referents[meant[0]]
    moved = frozenset(meant)
    mentions = [Mention(m.span, kept.type, meant[0]) if m.referent in moved else m for m in names.mentions]
    return _counted(names, text, mentions, names.referents)


def _split(names: Names, text: str, correction: Correction) -> Names:
    apart, rest = correction.names[0], correction.names[1:]
    form = normal(apart.text)
    referents = list(names.referents)
    mentions = list(names.mentions)
    for index, referent in enumerate(names.referents):
        if not any(means(referent, name) for name in rest):
            continue
        own = [number for number, m in enumerate(mentions) if m.referent == index]
        gone = [number for number in own if normal(surface_of(text, mentions[number])) == form]
        if not gone or len(gone) == len(own):
            continue
        staying = [surface_of(text, mentions[number]) for number in own if number not in gone]
        if normal(referent.name) == form:
            referents[index] = replace(referent, name=max(staying, key=lambda s: (len(s.split()), len(s))))
        surface = surface_of(text, mentions[gone[0]])
        referents.append(Referent(surface, referent.type, (surface,), len(gone), referent.value))
        for number in gone:
            mentions[number] = replace(mentions[number], referent=len(referents) - 1)
    return _counted(names, text, mentions, referents)


def _rename(names: Names, text: str, correction: Correction) -> Names:
    meant = frozenset(_meant(names, correction))
    referents = tuple(
        replace(referent, name=correction.value) if index in meant else referent
        for index, referent in enumerate(names.referents)
    )
    return replace(names, referents=referents)


def _retype(names: Names, text: str, correction: Correction) -> Names:
    meant = frozenset(_meant(names, correction))
    kind = EntityType(correction.value)
    mentions = tuple(replace(m, type=kind) if m.referent in meant else m for m in names.mentions)
    referents = tuple(
        replace(referent, type=kind) if index in meant else referent
        for index, referent in enumerate(names.referents)
    )
    return replace(names, mentions=mentions, referents=referents)


def _remove(names: Names, text: str, correction: Correction) -> Names:
    meant = frozenset(_meant(names, correction))
    mentions = [mention for mention in names.mentions if mention.referent not in meant]
    return _counted(names, text, mentions, names.referents)


def _counted(names: Names, text: str, mentions: Sequence[Mention], referents: Sequence[Referent]) -> Names:
    """Return names made of these mentions: referents numbered by first mention, their forms counted anew."""
    surfaces: dict[int, Counter[str]] = {}
    for mention in mentions:
        surfaces.setdefault(mention.referent, Counter())[surface_of(text, mention)] += 1
    number = {old: new for new, old in enumerate(surfaces)}
    kept = tuple(
        replace(
            referents[old],
            surfaces=tuple(surface for surface, _ in own.most_common()),
            count=own.total(),
        )
        for old, own in surfaces.items()
    )
    return Names(
        tuple(replace(mention, referent=number[mention.referent]) for mention in mentions),
        kept,
        names.notice,
    )


_STEPS = {
    CorrectionKind.MERGE: _merge,
    CorrectionKind.SPLIT: _split,
    CorrectionKind.RENAME: _rename,
    CorrectionKind.RETYPE: _retype,
    CorrectionKind.REMOVE: _remove,
}
