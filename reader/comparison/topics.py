"""What an article says of one thing, and how surely two such amounts of two articles are of the same.

The score adds up what a careful reader goes by: units, what is counted, the words around, linked passages,
and equal or near values. Nothing of it is shown; it only decides what stands in one row.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass, field
from math import sqrt

from reader.article import Span
from reader.comparison.amounts import Amount
from reader.comparison.model import Comparison
from reader.comparison.terms import key_of

_SOON = 10  # minutes
_SLIGHT = 10  # a count below which it takes more than its unit to be of one thing
_NEAR, _SAME_UNIT = 0.15, 0.4
_MANY = 50
"""Amounts of one article that share a word from which the word alone weighs less than `_NEAR`."""
_PEOPLE = frozenset(
    map(
        key_of,
        "people person men women man woman passenger resident children others soldier troops worker civilian "
        "policemen officer official patriot demonstrator protester activist colleague member docker villager "
        "citizen family household".split(),
    )
)
"""Nouns that count people, by their stems: "dockers" here may be "members" there."""
_SYMBOLS = {"metre": "m", "meter": "m", "kilometre": "km", "kilometer": "km", "mw": "megawatt"}


@dataclass(eq=False, slots=True)
class Topic:
    """What one article says of one thing: equal amounts are one, however often they stand there.

    Attributes:
        amounts: In order.
        about: The words around any of them with their nearness.
    """

    amounts: list[Amount]
    about: dict[str, float] = field(default_factory=dict)

    @property
    def head(self) -> Amount:
        """The first of them."""
        return self.amounts[0]


def topics(found: Sequence[Amount], key: Callable[[Amount], Hashable]) -> list[Topic]:
    """Return amounts by what they say, in order of the first; those of one `key` are one topic."""
    made: dict[Hashable, Topic] = {}
    for amount in found:
        topic = made.setdefault(key(amount), Topic([]))
        topic.amounts.append(amount)
        for word, near in amount.about.items():
            topic.about[word] = max(near, topic.about.get(word, 0.0))
    return list(made.values())


class Likeness:
    """How surely an amount on the left and one on the right are of one thing."""

    def __init__(self, comparison: Comparison, here: Sequence[Amount], there: Sequence[Amount]) -> None:
        self._links: dict[Span, dict[Span, float]] = {}
        for link in comparison.links:
            self._links.setdefault(link.left, {})[link.right] = link.score
        self._weights = _weights(here, there)
        units = [Counter({(a.kind, a.unit, a.value): 1 for a in side}) for side in (here, there)]
        counted = [Counter(unit for _, unit, _ in side) for side in units]
        self._units = counted[0] | counted[1]

    def overlap(self, one: Topic, other: Topic) -> float:
        """Return how much the words around two amounts have in common."""
        return sum(
            min(near, other.about[key]) * self._weights.get(key, 0.0)
            for key, near in one.about.items()
            if key in other.about
        )

    @staticmethod
    def beside(one: Topic, other: Topic) -> int:
        """Return how many words stand near both amounts, in the same clause as they."""
        return max(len(a.beside & b.beside) for a in one.amounts for b in other.amounts)

    def linked(self, one: Topic, other: Topic) -> float:
        """Return the score of the best link between the passages in which they stand, 0 without one."""
        there = {b.passage for b in other.amounts}
        return max(
            (
                score
                for passage in {a.passage for a in one.amounts}
                for linked, score in self._links.get(passage, {}).items()
                if linked in there
            ),
            default=0.0,
        )

    def pairs(self, left: Sequence[Topic], right: Sequence[Topic]) -> Iterator[tuple[int, int]]:
        """Yield the pairs worth a look, by their places in either: those that have anything in common.

        That is a value, a word around them, what they count, or linked passages; a pair that shares none of
        these scores nothing. What very many amounts share tells none of them apart and is passed over, so
        that the work for one amount is bounded however long the articles are.
        """
        by_sign: dict[Hashable, list[int]] = {}
        by_passage: dict[Span, set[int]] = {}
        for j, other in enumerate(right):
            for sign in _signs(other):
                by_sign.setdefault(sign, []).append(j)
            for b in other.amounts:
                by_passage.setdefault(b.passage, set()).add(j)
        for i, one in enumerate(left):
            found = {
                j
                for sign in _signs(one)
                if len(by_sign.get(sign, ())) <= _MANY
                for j in by_sign.get(sign, ())
            }
            for passage in {a.passage for a in one.amounts}:
                for linked in self._links.get(passage, {}):
                    found |= by_passage.get(linked, set())
            yield from ((i, j) for j in sorted(found))

    def score(self, one: Topic, other: Topic) -> float:
        """Return how surely two amounts are of one thing; 0 where their units speak against it."""
        a, b = one.head, other.head
        unit = _unit_score(a, b)
        if unit is None:
            return 0.0
        senses = 0.0
        if a.senses and b.senses:
            senses = 1.6 if a.senses & b.senses else -1.5
        equal = 0.0
        if equal_values(a, b):
            digits = sum(c.isdigit() for c in a.value.rstrip("0"))
            equal = 1.5 if digits > 1 or a.vague else 0.5
            equal += 0.5 if "." in a.value else 0.0
        near = self.linked(one, other) + min(2.0, self.overlap(one, other))
        if near < _NEAR and senses <= 0 and (unit < _SAME_UNIT or equal < 1.0):
            return 0.0  # Two elevens with nothing around them in common.
        if self._slight(a, b) and not self.linked(one, other) and not self.beside(one, other):
            return 0.0
        apart = 1.0 if a.part is not b.part else 0.0
        if a.part and b.part and near < _NEAR and not equal:
            return 0.0
        return unit + senses + equal + near + self._size(a, b) - apart + self._rarity(a, b)

    @staticmethod
    def _slight(a: Amount, b: Amount) -> bool:
        """Tell whether two amounts are such as every text has: "the two sides", "four in a row"."""
        small = a.kind == "count" and all(x.number is not None and x.number < _SLIGHT for x in (a, b))
        return small and not a.senses & b.senses

    @staticmethod
    def _size(a: Amount, b: Amount) -> float:
        """Return what the sizes say: numbers of one thing are seldom far apart, times hardly ever."""
        if a.kind == "time":
            first, second = (int(x.value[:2]) * 60 + int(x.value[3:]) for x in (a, b))
            return 1.2 if abs(first - second) <= _SOON else 0.0
        if not a.number or not b.number or a.vague or b.vague:
            return 0.0
        ratio = float(min(a.number, b.number) / max(a.number, b.number))
        if ratio < (0.1 if a.kind == "money" else 0.02):
            return -2.0
        if a.kind == "percent" and ratio < 0.5:
            return -1.0
        return (0.9 if a.kind == "percent" else 0.4) * ratio

    def _rarity(self, a: Amount, b: Amount) -> float:
        """Return what it says that neither article has another amount of this unit."""
        alone = a.unit and a.kind in ("count", "money", "measure") and a.unit not in _PEOPLE
        return 0.6 if alone and self._units[a.unit] <= 1 and self._units[b.unit] <= 1 else 0.0


def _signs(topic: Topic) -> Iterator[Hashable]:
    """Yield what a topic may share with one of the other article."""
    head = topic.head
    yield head.kind, "value", head.value.lstrip("<>=~")
    yield from ((head.kind, "sense", sense) for sense in sorted(head.senses))
    yield from ((head.kind, "word", word) for word in topic.about)


def _weights(here: Sequence[Amount], there: Sequence[Amount]) -> dict[str, float]:
    """Return what a shared word says: little where it stands around many amounts."""
    passages: dict[str, set[tuple[int, Span]]] = {}
    for side, found in enumerate((here, there)):
        for amount in found:
            for key in amount.about:
                passages.setdefault(key, set()).add((side, amount.passage))
    return {key: 1 / sqrt(max(1, len(places) - 1)) for key, places in passages.items()}


def _unit_score(a: Amount, b: Amount) -> float | None:
    """Return what the units of two amounts say for their being one; None where they speak against it."""
    if a.kind != b.kind:
        return None
    if a.kind in ("money", "measure", "length"):
        return (0.6 if a.kind == "money" else 0.4) if _measure(a.unit) == _measure(b.unit) else None
    if a.kind != "count":
        return 0.4
    if not a.unit or not b.unit:
        return 0.0
    if a.unit == b.unit:
        return 0.35 if a.unit in _PEOPLE else 0.9
    alike = (a.unit in _PEOPLE and b.unit in _PEOPLE) or a.senses & b.senses
    return 0.2 if alike else None


def _measure(unit: str) -> str:
    spelt = unit.lower().rstrip("s")
    return _SYMBOLS.get(spelt, spelt)


def equal_values(a: Amount, b: Amount) -> bool:
    """Tell whether two values are one; "about ten" and "ten" are."""
    return a.value.lstrip("<>=~") == b.value.lstrip("<>=~")
