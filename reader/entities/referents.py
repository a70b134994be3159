"""Resolve the names of one article: which mentions are one person, place or organisation."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from reader.article import Span
from reader.entities.gazetteer import gazetteer
from reader.entities.keys import acronyms, company, given_agree, normal, person, place
from reader.entities.model import EntityType, Mention, Names, Referent
from reader.entities.rules import Found
from reader.entities.vocabulary import FEMALE_TITLES, MALE_TITLES, TITLES

_SPACES = re.compile(r"\s+")
_TITLE_BEFORE = re.compile(r"([^\W\d_]+\.?)[\s\u00a0]+$")


@dataclass(slots=True)
class _Entity:
    """One referent while the article is read."""

    type: EntityType
    surfaces: Counter[str] = field(default_factory=Counter)
    title: str = ""
    value: str = ""


def resolve(text: str, found: Sequence[Found], values: Mapping[Span, str], notice: str = "") -> Names:
    """Group names into referents, in order of first mention.

    Args:
        text: The text.
        found: Names, dates and figures in reading order, without overlap.
        values: The values of dates and figures.
        notice: Passed on.
    """
    book = _Book(found, text)
    mentions = [Mention(item.span, item.type, book.place(item, values.get(item.span, ""))) for item in found]
    referents = tuple(
        Referent(
            name=_display(entity),
            type=entity.type,
            surfaces=tuple(surface for surface, _ in entity.surfaces.most_common()),
            count=entity.surfaces.total(),
            value=entity.value,
        )
        for entity in book.entities
    )
    return Names(tuple(mentions), referents, notice)


def _display(entity: _Entity) -> str:
    """Return the most complete form: most words, then longest; of a nationality the most frequent."""
    if entity.type is EntityType.NATIONALITY:
        return entity.surfaces.most_common(1)[0][0]
    return max(entity.surfaces, key=lambda surface: (len(surface.split()), len(surface)))


class _Book:
    """The referents of one article in the order in which it introduces them."""

    def __init__(self, found: Sequence[Found], text: str) -> None:
        """Take all names at once: a headline's "Putin" waits for the body's full name."""
        self.entities: list[_Entity] = []
        self._text = text
        self._by_key: dict[tuple[str, str], int] = {}
        self._persons: list[tuple[tuple[str, ...], str, int]] = []
        self._full = [
            person(item.span.of(text))
            for item in found
            if item.type is EntityType.PERSON and len(normal(item.span.of(text)).split()) > 1
        ]
        self._long = self._spelt_out(found)

    def _spelt_out(self, found: Sequence[Found]) -> dict[str, str]:
        """Return the long form of each acronym that the article explains or whose initials match one name."""
        longs = [
            _SPACES.sub(" ", item.span.of(self._text))
            for item in found
            if item.type in (EntityType.ORGANISATION, EntityType.PLACE)
            and " " in item.span.of(self._text).strip()
        ]
        short: dict[str, list[str]] = {}
        for name in dict.fromkeys(longs):
            for letters in sorted(acronyms(name)):
                short.setdefault(letters, []).append(name)
        return {
            letters: names[0] for letters, names in short.items() if len({company(n) for n in names}) == 1
        }

    def place(self, item: Found, value: str) -> int:
        """Return the referent of the next name, a new one where none fits."""
        surface = _SPACES.sub(" ", item.span.of(self._text))
        if item.type is EntityType.PERSON:
            index = self._person(surface, self._title(item.span))
        else:
            index = self._other(surface, item.type, value)
        entity = self.entities[index]
        entity.surfaces[surface] += 1
        entity.value = entity.value or value
        return index

    def _new(self, kind: EntityType) -> int:
        self.entities.append(_Entity(kind))
        return len(self.entities) - 1

    def _title(self, span: Span) -> str:
        before = _TITLE_BEFORE.search(self._text, max(0, span.start - 24), span.start)
        word = before[1].lower() if before else ""
        return word if word in TITLES else ""

    def _person(self, surface: str, title: str) -> int:
        given, family = person(surface)
        options = [
            (known, index)
            for known, name, index in self._persons
            if name == family and given_agree(known, given)
        ]
        if given:
            # Two full given names never share a referent; of several the equal one comes first.
            options = [option for option in options if option[0] == given] or options
        elif len({known for known, _ in options if known}) > 1:
            options = self._same_title(options, title)
        if not given and not options:
            # A given name alone, where the article has one bearer of it.
            bearers = {index for known, _, index in self._persons if known and known[0] == family}
            options = [((family,), index) for index in sorted(bearers)] if len(bearers) == 1 else []
        if options:
            index = options[-1][1]
        else:
            index = self._new(EntityType.PERSON)
        if (given, family, index) not in self._persons and (given or not options):
            self._persons.append((given, family, index))
        if title and not self.entities[index].title:
            self.entities[index].title = title
        return index

    def _same_title(
        self, options: Sequence[tuple[tuple[str, ...], int]], title: str
    ) -> list[tuple[tuple[str, ...], int]]:
        """Return the one bearer of a shared family name whom the title fits.

        Without such a one the name stays apart, together with others of its kind.
        """
        fitting = [option for option in options if option[0] and self._fits(option[1], title)]
        if len({index for _, index in fitting}) == 1:
            return fitting
        return [
            option
            for option in options
            if not option[0] and _gender(self.entities[option[1]].title) == _gender(title)
        ][:1]

    def _fits(self, index: int, title: str) -> bool:
        own = self.entities[index].title
        return bool(title) and (own == title or _gender(own) == _gender(title) != "")

    def _other(self, surface: str, kind: EntityType, value: str) -> int:
        key = (_family_of(kind), value or self._key(surface, kind))
        index = self._by_key.get(key)
        if index is None:
            index = self._by_key[key] = self._new(kind)
        return index

    def _key(self, surface: str, kind: EntityType) -> str:
        if kind is EntityType.PLACE:
            surface = surface.split(", ")[0]
        if kind in (EntityType.ORGANISATION, EntityType.PLACE):
            long = self._long.get(surface.replace(".", ""))
            known = gazetteer().shown.get(normal(surface))
            if known is not None and long is None:
                return company(known)
            if long is not None:
                return company(gazetteer().shown.get(normal(long), long))
            return place(surface) if kind is EntityType.PLACE else company(surface)
        if kind is EntityType.NATIONALITY:
            return gazetteer().shown.get(normal(surface)) or normal(surface).removesuffix("s")
        return normal(surface)


def _gender(title: str) -> str:
    return "f" if title in FEMALE_TITLES else "m" if title in MALE_TITLES else ""


def _family_of(kind: EntityType) -> str:
    # The Kremlin is now a place, now an organisation: one referent all the same.
    return "named" if kind in (EntityType.PLACE, EntityType.ORGANISATION) else str(kind)
