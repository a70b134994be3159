"""The lens *figures*: what both articles count, time and date, and where they differ.

Two figures belong together where their units agree and the words around them do; standing in linked passages
counts much, an equal value too. Whether they differ because one is wrong, older or counts something else is
for the reader to find out: the lens says that they differ, and who says so.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from math import sqrt

from reader.article import Article, Span
from reader.comparison.amounts import Amount, amounts
from reader.comparison.contrast import Contrast, Count, Finding, Lens, LensReport, Said
from reader.comparison.model import Comparison
from reader.entities.model import Names

_SAME, _DIFFERS, _LENGTHS, _JOINS = 0.9, 1.6, 2.0, 1.9
"""What two amounts must score to be one: of equal value, of different value, lengths of time that differ,
beside others already found."""
_SOON = 10  # minutes
_NEAR, _SAME_UNIT = 0.15, 0.4
_PEOPLE = frozenset(
    "peopl person men women man woman passeng resid children other soldier troop worker civilian policemen offic "
    "offici patriot demonstr protest protestor activist colleagu member docker villag citizen famili household".split()
)
_EXACT = ("date", "time")
_ORDER = (Contrast.DIFFERS, Contrast.SAME, Contrast.ONLY_LEFT, Contrast.ONLY_RIGHT)


@dataclass(eq=False, slots=True)
class _Topic:
    """What one article says of one thing: equal amounts are one, however often they stand there."""

    amounts: list[Amount]
    about: dict[str, float] = field(default_factory=dict)

    @property
    def head(self) -> Amount:
        """The first of them."""
        return self.amounts[0]


def figures_report(
    comparison: Comparison, left: Article, right: Article, left_names: Names, right_names: Names
) -> LensReport:
    """Return the figures, times and dates of two articles set against each other."""
    here, there = amounts(left, left_names), amounts(right, right_names)
    weights = _weights(comparison, here, there)
    links = {(link.left, link.right): link.score for link in comparison.links}
    pairing = _Pairing(weights, links)
    findings = [
        *pairing.findings([a for a in here if a.kind != "date"], [a for a in there if a.kind != "date"]),
        *_dates([a for a in here if a.kind == "date"], [a for a in there if a.kind == "date"], pairing),
    ]
    findings.sort(key=lambda f: (f.weak, _ORDER.index(f.contrast), -f.weight, _place(f)))
    counts = tuple(
        Count(label, str(_count(here, dates)), str(_count(there, dates)))
        for label, dates in (("figures", False), ("dates", True))
    )
    notice = ""
    if not english(left, left_names) or not english(right, right_names):
        notice = "figures in words, their subjects and dates are examined in English only"
    elif not findings:
        notice = "no figures or dates found on either side"
    return LensReport(Lens.FIGURES, tuple(findings), counts, notice)


def english(article: Article, names: Names) -> bool:
    """Tell whether the English rules apply to an article."""
    return article.language in ("", "en") and not names.notice


def _count(found: Sequence[Amount], dates: bool) -> int:
    return len({(a.value, a.unit) for a in found if (a.kind == "date") is dates})


def _place(finding: Finding) -> tuple[int, int]:
    left = finding.left[0].span.start if finding.left else 1 << 40
    return left, finding.right[0].span.start if finding.right else 1 << 40


def _weights(comparison: Comparison, here: Sequence[Amount], there: Sequence[Amount]) -> dict[str, float]:
    """Return what a shared word says: little where it stands around many amounts."""
    passages: dict[str, set[tuple[int, Span]]] = {}
    for side, found in enumerate((here, there)):
        for amount in found:
            for key in amount.about:
                passages.setdefault(key, set()).add((side, amount.passage))
    return {key: 1 / sqrt(max(1, len(places) - 1)) for key, places in passages.items()}


class _Pairing:
    """Scores of amounts against each other, and what they make of two articles."""

    def __init__(self, weights: dict[str, float], links: dict[tuple[Span, Span], float]) -> None:
        self._weights = weights
        self._links = links
        self._units: Counter[str] = Counter()

    def overlap(self, one: _Topic, other: _Topic) -> float:
        """Return how much the words around two amounts have in common."""
        return sum(
            min(near, other.about[key]) * self._weights.get(key, 0.0)
            for key, near in one.about.items()
            if key in other.about
        )

    def linked(self, one: _Topic, other: _Topic) -> float:
        """Return the score of the best link between the passages in which they stand, 0 without one."""
        return max(
            (self._links.get((a.passage, b.passage), 0.0) for a in one.amounts for b in other.amounts),
            default=0.0,
        )

    def score(self, one: _Topic, other: _Topic) -> float:
        """Return how surely two amounts are of one thing; 0 where their units speak against it."""
        a, b = one.head, other.head
        unit = _unit_score(a, b)
        if unit is None:
            return 0.0
        senses = 0.0
        if a.senses and b.senses:
            senses = 1.6 if a.senses & b.senses else -1.5
        equal = 0.0
        if _equal(a, b):
            digits = sum(c.isdigit() for c in a.value.rstrip("0"))
            equal = 1.5 if digits > 1 or a.vague else 0.5
            equal += 0.5 if "." in a.value else 0.0
        near = self.linked(one, other) + min(2.0, self.overlap(one, other))
        if near < _NEAR and senses <= 0 and (unit < _SAME_UNIT or equal < 1.0):
            return 0.0  # Two elevens with nothing around them in common.
        apart = 1.0 if a.part is not b.part else 0.0
        if a.part and b.part and near < _NEAR and not equal:
            return 0.0
        return unit + senses + equal + near + self._size(a, b) - apart + self._rarity(a, b)

    @staticmethod
    def _size(a: Amount, b: Amount) -> float:
        """Return what the sizes say: numbers of one thing are seldom far apart, times hardly ever."""
        if a.kind == "time":
            minutes = [int(x.value[:2]) * 60 + int(x.value[3:]) for x in (a, b)]
            return 1.2 if abs(minutes[0] - minutes[1]) <= _SOON else 0.0
        if not a.number or not b.number:
            return 0.0
        ratio = float(min(a.number, b.number) / max(a.number, b.number))
        if ratio < (0.1 if a.kind == "money" else 0.02):
            return -2.0
        return (0.9 if a.kind == "percent" else 0.4) * ratio

    def _rarity(self, a: Amount, b: Amount) -> float:
        """Return what it says that neither article has another amount of this unit."""
        alone = a.unit and a.kind in ("count", "money", "measure") and a.unit not in _PEOPLE
        return 0.6 if alone and self._units[a.unit] <= 1 and self._units[b.unit] <= 1 else 0.0

    def findings(self, here: Sequence[Amount], there: Sequence[Amount]) -> Iterator[Finding]:
        """Yield the figures and times that belong together, then those of one side alone."""
        sides = _topics(here), _topics(there)
        counted = [Counter(topic.head.unit for topic in side) for side in sides]
        self._units = counted[0] | counted[1]
        scored = []
        for i, one in enumerate(sides[0]):
            for j, other in enumerate(sides[1]):
                score = self.score(one, other)
                same = _equal(one.head, other.head)
                differs = _LENGTHS if one.head.kind == "length" else _DIFFERS
                if score >= (_SAME if same else differs):
                    scored.append((-score, i, j))
        taken: tuple[dict[int, int], dict[int, int]] = ({}, {})
        rows: list[tuple[list[int], list[int], float]] = []
        for score, i, j in sorted(scored):
            if i not in taken[0] and j not in taken[1]:
                taken[0][i] = taken[1][j] = len(rows)
                rows.append(([i], [j], -score))
        # "Police said 4,000, organisers 10,000" against "10,000" is one matter.
        for score, i, j in sorted(scored):
            for side, at, beside in ((0, i, taken[1].get(j)), (1, j, taken[0].get(i))):
                if at in taken[side] or beside is None:
                    continue
                fellows = [sides[side][n] for n in rows[beside][side]]
                if -score >= _JOINS and any(_joins(sides[side][at], fellow) for fellow in fellows):
                    rows[beside][side].append(at)
                    taken[side][at] = beside
        for lefts, rights, score in rows:
            ours = [a for n in lefts for a in sides[0][n].amounts]
            theirs = [a for n in rights for a in sides[1][n].amounts]
            yield _matched(ours, theirs, score)
        for side, topics in enumerate(sides):
            shown = [a.span for number in taken[side] for a in topics[number].amounts]
            for number, topic in enumerate(topics):
                # The parts of a sum that stands in a row need none of their own.
                summed = any(a.span.overlaps(span) for a in topic.amounts for span in shown)
                if number not in taken[side] and not summed and _tells(topic.head):
                    yield _alone(side, topic.amounts)


def _topics(found: Sequence[Amount]) -> list[_Topic]:
    topics: dict[tuple[str, str, str, frozenset[str]], _Topic] = {}
    for amount in found:
        topic = topics.setdefault((amount.kind, amount.value, amount.unit, amount.senses), _Topic([]))
        topic.amounts.append(amount)
        for key, near in amount.about.items():
            topic.about[key] = max(near, topic.about.get(key, 0.0))
    return list(topics.values())


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
    return {"metre": "m", "meter": "m", "kilometre": "km", "kilometer": "km", "mw": "megawatt"}.get(
        spelt, spelt
    )


def _equal(a: Amount, b: Amount) -> bool:
    """Tell whether two values are one; "about ten" and "ten" are."""
    return a.value.lstrip("<>=~") == b.value.lstrip("<>=~")


def _joins(one: _Topic, other: _Topic) -> bool:
    """Tell whether an amount stands beside another of the same article: the same thing, told by someone else."""
    if one.head.source is None or not one.head.source.speaker:
        return False
    if any(a.source and a.source.speaker == one.head.source.speaker for a in other.amounts):
        return False
    same = any(a.paragraph == b.paragraph for a in one.amounts for b in other.amounts)
    return same or bool(one.head.senses & other.head.senses)


def _tells(amount: Amount) -> bool:
    """Tell whether an amount that only one side has is worth a row: not "the two sides" or "a third time"."""
    if amount.kind != "count" or amount.senses or amount.vague:
        return True
    return bool(amount.unit) and (amount.number is None or amount.number >= 10)


def _matched(ours: Sequence[Amount], theirs: Sequence[Amount], score: float) -> Finding:
    same = {a.value for a in ours} == {a.value for a in theirs}
    left, right = tuple(map(_said, ours)), tuple(map(_said, theirs))
    sources = {a.source.speaker for a in ours if a.source}, {a.source.speaker for a in theirs if a.source}
    values = " / ".join(", ".join(dict.fromkeys(_value(a) for a in side)) for side in (ours, theirs))
    numbers = [{a.value.lstrip("<>=~") for a in side} for side in (ours, theirs)]
    reason = "the same" if same else f"differ: {values}"
    if not same and numbers[0] == numbers[1]:
        reason = f"the same number, not said as firmly: {values}"
    told = [", ".join(sorted(side - {""})) for side in sources]
    if any(told) and told[0] != told[1]:
        reason += f" · says: {told[0] or 'the outlet'} / {told[1] or 'the outlet'}"
    return Finding(
        Contrast.SAME if same else Contrast.DIFFERS,
        _subject(ours, theirs),
        left,
        right,
        reason,
        weight=round(score, 3),
    )


def _subject(ours: Sequence[Amount], theirs: Sequence[Amount]) -> str:
    shared = sorted(ours[0].senses & theirs[0].senses)
    return shared[0] if shared else ours[0].subject or theirs[0].subject or ours[0].unit


def _value(amount: Amount) -> str:
    if not amount.value:
        return amount.words
    if amount.kind in ("count", "date", "time"):
        return amount.value
    return f"{amount.value} {amount.unit}"


def _said(amount: Amount) -> Said:
    source = amount.source
    return Said(
        amount.span,
        amount.words,
        source.speaker if source else "",
        source.verb if source else "",
        amount.paragraph,
        _value(amount) if amount.value else "",
        source.by_span if source else None,
    )


def _alone(side: int, found: Sequence[Amount]) -> Finding:
    entries = tuple(map(_said, found))
    name = ("right", "left")[side]
    reason = f"no match found on the {name}"
    if found[0].reason:
        reason += f"; {found[0].reason}"
    return Finding(
        (Contrast.ONLY_LEFT, Contrast.ONLY_RIGHT)[side],
        found[0].subject or found[0].unit,
        *((entries, ()) if side == 0 else ((), entries)),
        reason=reason,
        weight=1.0 if found[0].senses else 0.5,
    )


# Dates: a day is the same day whatever is said of it.


def _dates(here: Sequence[Amount], there: Sequence[Amount], pairing: _Pairing) -> Iterator[Finding]:
    sides = _topics_of_dates(here), _topics_of_dates(there)
    taken: tuple[set[int], set[int]] = (set(), set())
    for i, one in enumerate(sides[0]):
        for j, other in enumerate(sides[1]):
            if one.head.value and one.head.value == other.head.value:
                taken[0].add(i)
                taken[1].add(j)
                yield _dated(
                    one.amounts, other.amounts, "the same day" if len(one.head.value) == 10 else "the same"
                )
    scored = []
    for i, one in enumerate(sides[0]):
        for j, other in enumerate(sides[1]):
            if i in taken[0] and j in taken[1]:
                continue
            linked, overlap = pairing.linked(one, other), pairing.overlap(one, other)
            near = any(min(one.about[key], other.about.get(key, 0.0)) >= 0.6 for key in one.about)
            within = _within(one.head.value, other.head.value)
            if (linked and overlap >= 0.5 and (within or near)) or (within and overlap >= 1.5):
                scored.append((not within, -linked - overlap, i, j))
    for _, _, i, j in sorted(scored):
        if i in taken[0] or j in taken[1]:
            continue
        one, other = sides[0][i], sides[1][j]
        taken[0].add(i)
        taken[1].add(j)
        if _within(one.head.value, other.head.value):
            yield _dated(one.amounts, other.amounts, "one is less exact: " + _both(one.head, other.head))
        elif not one.head.value or not other.head.value:
            yield _dated(one.amounts, other.amounts, "not comparable: " + _both(one.head, other.head))
        else:
            yield _dated(
                one.amounts, other.amounts, "differ: " + _both(one.head, other.head), Contrast.DIFFERS
            )
    for side, topics in enumerate(sides):
        for number, topic in enumerate(topics):
            if number not in taken[side]:
                yield _alone(side, topic.amounts)


def _topics_of_dates(found: Sequence[Amount]) -> list[_Topic]:
    topics: dict[str, _Topic] = {}
    for amount in found:
        topic = topics.setdefault(amount.value or f"{amount.words} {amount.span.start}", _Topic([]))
        topic.amounts.append(amount)
        for key, near in amount.about.items():
            topic.about[key] = max(near, topic.about.get(key, 0.0))
    return list(topics.values())


def _within(one: str, other: str) -> bool:
    """Tell whether one date is the other said less exactly: 2014 and 2014-12, a day and its week."""
    if not one or not other:
        return False
    return any(
        day.startswith(f"{whole}-") or ("W" in whole and _week(day) == whole)
        for day, whole in ((one, other), (other, one))
    )


def _week(day: str) -> str:
    try:
        year, week, _ = date.fromisoformat(day).isocalendar()
    except ValueError:
        return ""
    return f"{year}-W{week:02}" if len(day) == 10 else ""


def _both(one: Amount, other: Amount) -> str:
    return f"{one.value or one.words} / {other.value or other.words}"


def _dated(
    ours: Sequence[Amount], theirs: Sequence[Amount], reason: str, contrast: Contrast = Contrast.SAME
) -> Finding:
    return Finding(
        contrast,
        ours[0].value or theirs[0].value or ours[0].words,
        tuple(map(_said, ours)),
        tuple(map(_said, theirs)),
        reason,
        weight=0.4 if contrast is Contrast.SAME else 1.5,
    )
