"""One referent per person, place and organisation across the articles of a story.

Merging goes from the sure to the likely: equal names, then known other names, then for persons alone
spellings that sound alike and bare family names. Two different given names are never merged, however many
steps lie between them; what is ambiguous stays apart. Every step keeps its reason.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from reader.entities.corrections import Correction, Ties, means, shown_names
from reader.entities.gazetteer import gazetteer
from reader.entities.keys import Person, acronyms, company, given_agree, near, normal, person, place
from reader.entities.model import EntityType, Names, Referent
from reader.entities.settle import settle


@dataclass(frozen=True, slots=True)
class Merge:
    """Why two articles' referents were taken for one.

    Attributes:
        left: Index of the earlier article and of its referent.
        right: Index of the later article and of its referent.
        reason: In the reader's terms, for example "same name".
    """

    left: tuple[int, int]
    right: tuple[int, int]
    reason: str


@dataclass(frozen=True, slots=True)
class StoryReferent:
    """One person, place or organisation in all articles of a story.

    Attributes:
        name: The most complete form.
        type: Its type in most mentions.
        members: Index of the article and of its referent in `Names.referents`, in order.
        surfaces: What each article calls it, most frequent first; an empty tuple where it is not named.
        count: Mentions in all articles.
        merges: Why the members belong together; empty for a single one.
        usual: The form to show: a person's most complete one; of others what most articles mostly say, so
            that "Republic of Sarvel", which one outlet says, does not stand for all. What the reader chose
            goes before.
    """

    name: str
    type: EntityType
    members: tuple[tuple[int, int], ...]
    surfaces: tuple[tuple[str, ...], ...]
    count: int
    merges: tuple[Merge, ...]
    usual: str = ""


_PLACED = "place or organisation"
_NAMED = frozenset(
    {
        EntityType.PERSON,
        EntityType.PLACE,
        EntityType.ORGANISATION,
        EntityType.NATIONALITY,
        EntityType.EVENT,
        EntityType.WORK,
    }
)


def merge_names(
    articles: Sequence[Names], corrections: Sequence[Correction] = ()
) -> tuple[StoryReferent, ...]:
    """Return the referents of a story, most mentioned first.

    Dates and numbers are left out: whether two figures are about one thing is not a matter of names.

    Args:
        articles: The names of each article, as `find_names` returns them, corrections applied.
        corrections: The reader's, as far as they hold in this story. What the reader merged is merged
            whatever else is known, and what the reader parted stays apart.
    """
    items = [
        _Item((article, index), referent)
        for article, names in enumerate(settle(articles))
        for index, referent in enumerate(names.referents)
        if referent.type in _NAMED
    ]
    ties = Ties(corrections)
    groups = _Groups(items, ties, shown_names(corrections))
    for one, other in ties.merged:
        meant = [
            n for n, item in enumerate(items) if means(item.referent, one) or means(item.referent, other)
        ]
        for index in meant[1:]:
            groups.merge(meant[0], index, "merged by you", sure=True)
    for reason, pairs in (
        ("same name", _equal(items)),
        ("known other name", _aliases(items)),
        ("initials", _initials(items)),
        ("another spelling", _spellings(items)),
    ):
        for left, right in pairs:
            groups.merge(left, right, reason)
    for left, right in _bare(items, groups):
        groups.merge(left, right, "family name alone, one bearer in the story")
    return groups.referents(len(articles))


class _Item:
    """A referent of one article with what merging asks of it."""

    __slots__ = ("kind", "person", "place", "referent", "surfaces")

    def __init__(self, place: tuple[int, int], referent: Referent) -> None:
        self.place = place
        self.referent = referent
        # A person's referent may hold "Putin" besides the full name: the fullest form speaks for it.
        self.person: Person | None = person(referent.name) if referent.type is EntityType.PERSON else None
        self.surfaces = frozenset(map(normal, referent.surfaces))
        self.kind = _PLACED if referent.type in (EntityType.PLACE, EntityType.ORGANISATION) else referent.type


class _Groups:
    """Union-find over the items with a veto on conflicting given names."""

    def __init__(self, items: Sequence[_Item], ties: Ties, given: Mapping[str, int]) -> None:
        self._items = items
        self._ties = ties
        self._given = given
        self._group = list(range(len(items)))
        self._members = [[index] for index in range(len(items))]
        self._merges: dict[int, list[Merge]] = {}

    def find(self, item: int) -> int:
        """Return the number of an item's group."""
        return self._group[item]

    def merge(self, left: int, right: int, reason: str, *, sure: bool = False) -> None:
        """Put two items' groups together unless their given names, or the reader, speak against it."""
        a, b = sorted((self._group[left], self._group[right]))
        if a == b or not (
            sure
            or all(
                _compatible(self._items[one], self._items[other])
                and not self._ties.apart(self._items[one].referent, self._items[other].referent)
                for one in self._members[a]
                for other in self._members[b]
            )
        ):
            return
        for member in self._members[b]:
            self._group[member] = a
        self._members[a] = sorted(self._members[a] + self._members[b])
        self._members[b] = []
        first, second = sorted((self._items[left].place, self._items[right].place))
        self._merges[a] = [*self._merges.pop(a, []), *self._merges.pop(b, []), Merge(first, second, reason)]

    def referents(self, articles: int) -> tuple[StoryReferent, ...]:
        """Return the groups, most mentioned first, then in order of first mention."""
        found: list[StoryReferent] = []
        for group, members in enumerate(self._members):
            if not members:
                continue
            items = [self._items[member] for member in members]
            surfaces: list[tuple[str, ...]] = [()] * articles
            types: Counter[EntityType] = Counter()
            for item in items:
                article = item.place[0]
                surfaces[article] = tuple(dict.fromkeys([*surfaces[article], *item.referent.surfaces]))
                types[item.referent.type] += item.referent.count
            forms = [item.referent.name for item in items]
            name = max(forms, key=lambda form: (len(form.split()), len(form)))
            if items[0].kind is EntityType.NATIONALITY:
                name = forms[0]
            votes = Counter(own[0] for own in surfaces if own)
            usual = name if items[0].person else max(votes, key=lambda form: (votes[form], -len(form)))
            if any(form in self._given for form in forms):
                name = usual = max(forms, key=lambda form: self._given.get(form, -1))
            found.append(
                StoryReferent(
                    name,
                    types.most_common(1)[0][0],
                    tuple(item.place for item in items),
                    tuple(surfaces),
                    types.total(),
                    tuple(self._merges.get(group, ())),
                    usual,
                )
            )
        return tuple(sorted(found, key=lambda referent: (-referent.count, referent.members[0])))


def _compatible(left: _Item, right: _Item) -> bool:
    """Tell whether nothing speaks against two items being one: two of one article, or other given names."""
    if left.kind != right.kind:
        return False
    if left.place[0] == right.place[0] and left.person is not None:
        return False
    if left.person is None or right.person is None:
        return True
    return given_agree(left.person.given, right.person.given)


def _pairs(keys: Sequence[Sequence[str]]) -> Iterator[tuple[int, int]]:
    """Yield items that share a key, each with the first that has it."""
    first: dict[str, int] = {}
    for index, own in enumerate(keys):
        for key in own:
            if key in first:
                yield first[key], index
            else:
                first[key] = index


def _equal(items: Sequence[_Item]) -> Iterator[tuple[int, int]]:
    """Yield items of the same full name; a person's single family name is not enough yet."""
    keys: list[list[str]] = []
    for item in items:
        if item.person is not None:
            keys.append(
                [f"person {' '.join(item.person.given)} {item.person.family}"] if item.person.given else []
            )
        elif item.kind == _PLACED:
            form = company if item.referent.type is EntityType.ORGANISATION else place
            keys.append([f"named {form(surface)}" for surface in item.referent.surfaces if len(surface) > 1])
        else:
            keys.append([f"{item.kind} {surface.removesuffix('s')}" for surface in sorted(item.surfaces)])
    return _pairs(keys)


def _aliases(items: Sequence[_Item]) -> Iterator[tuple[int, int]]:
    """Yield places, organisations and nationalities that the gazetteer knows by one name."""
    shown = gazetteer().shown
    keys: list[list[str]] = []
    for item in items:
        known = (
            {shown[surface] for surface in item.surfaces if surface in shown}
            if item.person is None
            else set()
        )
        keys.append([f"{item.kind} {company(name)}" for name in sorted(known)])
    return _pairs(keys)


def _initials(items: Sequence[_Item]) -> Iterator[tuple[int, int]]:
    """Yield organisations named in full in one article and by initials in another."""
    long: dict[str, list[int]] = {}
    for index, item in enumerate(items):
        if item.referent.type is EntityType.ORGANISATION and " " in item.referent.name:
            for letters in sorted(acronyms(item.referent.name)):
                long.setdefault(letters, []).append(index)
    for index, item in enumerate(items):
        name = item.referent.name.replace(".", "")
        if item.referent.type is EntityType.ORGANISATION and name.isupper() and len(name) > 2:
            candidates = long.get(name, [])
            if len({company(items[other].referent.name) for other in candidates}) == 1:
                yield candidates[0], index


def _spellings(items: Sequence[_Item]) -> Iterator[tuple[int, int]]:
    """Yield persons with given names whose family names are spellings of one."""
    persons = [(index, item.person) for index, item in enumerate(items) if item.person and item.person.given]
    for at, (left, one) in enumerate(persons):
        for right, other in persons[at + 1 :]:
            if near(one.family, other.family) and given_agree(one.given, other.given):
                yield left, right


def _bare(items: Sequence[_Item], groups: _Groups) -> Iterator[tuple[int, int]]:
    """Yield bare family names with the one person of the story who bears it."""
    persons = [(index, item.person) for index, item in enumerate(items) if item.person]
    for index, own in persons:
        if own.given:
            continue
        bearers = {
            groups.find(i): i for i, other in reversed(persons) if other.given and other.family == own.family
        }
        if not bearers:
            bearers = {
                groups.find(i): i
                for i, other in reversed(persons)
                if other.given and near(other.family, own.family)
            }
        if len(bearers) == 1:
            yield next(iter(bearers.values())), index
        elif not bearers:
            for i, other in persons:
                if i < index and not other.given and near(other.family, own.family):
                    yield i, index
                    break
