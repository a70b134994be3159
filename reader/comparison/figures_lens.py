"""The lens *figures*: what both articles count, time and date, and where they differ.

Two figures belong together where their units agree and the words around them do; standing in linked passages
counts much, an equal value too. Whether they differ because one is wrong, older or counts something else is
for the reader to find out: the lens says that they differ, and who says so. A day is the same day whatever is
said of it, so dates are set side by side by their value first.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from reader.article import Article
from reader.comparison.amounts import Amount, amounts
from reader.comparison.contrast import Contrast, Count, Finding, Lens, LensReport, Said, seen_from
from reader.comparison.model import Comparison
from reader.comparison.seasons import months_of
from reader.comparison.speech import english
from reader.comparison.topics import Likeness, Topic, equal_values, topics
from reader.entities.model import Names

_SAME, _DIFFERS, _JOINS = 0.9, 1.6, 1.6
"""What two amounts must score to be one: of equal value, of different value, beside others already found."""
_COMMON = frozenset(("length", "percent"))
"""Kinds of which every article has many: of different value they are one only in linked passages."""
_ONE_EVENT = 2
"""Words that two different days must share in the clauses in which they stand to be days of one event."""
_BOUNDS = (
    (">=", "at least"),
    ("<=", "up to"),
    ("<~", "almost"),
    (">", "more than"),
    ("<", "fewer than"),
)
_SIZES = ((10**9, " billion"), (10**6, " million"))
_ORDER = (Contrast.DIFFERS, Contrast.SAME, Contrast.ONLY_LEFT, Contrast.ONLY_RIGHT)
_Row = tuple[list[int], list[int], float]


def figures_report(
    comparison: Comparison, left: Article, right: Article, left_names: Names, right_names: Names
) -> LensReport:
    """Return the figures, times and dates of two articles set against each other."""
    found = amounts(left, left_names), amounts(right, right_names)
    figures = [[a for a in side if a.kind != "date"] for side in found]
    dates = [[a for a in side if a.kind == "date"] for side in found]
    likeness = Likeness(comparison, *found)
    findings = [*_figures(likeness, figures), *_dates(likeness, dates)]
    findings.sort(key=lambda f: (f.weak, _ORDER.index(f.contrast), -f.weight, _place(f)))
    counts = tuple(
        Count(label, *(str(len({(a.value, a.unit) for a in side})) for side in sides))
        for label, sides in (("figures", figures), ("dates", dates))
    )
    notice = "" if findings else "no figures or dates found on either side"
    if not english(left, left_names) or not english(right, right_names):
        notice = "not English: figures in words, what they count and dates in words are not examined"
    return LensReport(Lens.FIGURES, tuple(findings), counts, notice)


def _place(finding: Finding) -> tuple[int, int]:
    left = finding.left[0].span.start if finding.left else 1 << 40
    return left, finding.right[0].span.start if finding.right else 1 << 40


def _figures(likeness: Likeness, figures: Sequence[Sequence[Amount]]) -> Iterator[Finding]:
    """Yield the figures and times that belong together, then those of one side alone."""
    sides = [topics(side, lambda a: (a.kind, a.value, a.unit, a.senses)) for side in figures]
    rows = _rows(likeness, *sides)
    for lefts, rights, score in rows:
        ours = [a for n in lefts for a in sides[0][n].amounts]
        theirs = [a for n in rights for a in sides[1][n].amounts]
        yield _matched(ours, theirs, score)
    for side, found in enumerate(sides):
        taken = {number for row in rows for number in (row[0], row[1])[side]}
        shown = {offset for number in taken for a in found[number].amounts for offset in range(*a.span)}
        for number, topic in enumerate(found):
            # The parts of a sum that stands in a row need none of their own.
            summed = any(not shown.isdisjoint(range(*a.span)) for a in topic.amounts)
            if number not in taken and not summed and _tells(topic.head):
                yield _alone(side, topic.amounts)


def _rows(likeness: Likeness, left: Sequence[Topic], right: Sequence[Topic]) -> list[_Row]:
    """Return which topics are of one thing, best pairs first, each with its score."""
    scored = []
    for i, j in likeness.pairs(left, right):
        one, other = left[i], right[j]
        same, score = equal_values(one.head, other.head), likeness.score(one, other)
        sure = one.head.kind not in _COMMON or one.head.senses & other.head.senses
        if score >= (_SAME if same else _DIFFERS) and (same or sure or likeness.linked(one, other)):
            scored.append((-score, i, j))
    scored.sort()
    taken: tuple[dict[int, int], dict[int, int]] = ({}, {})
    rows: list[_Row] = []
    for score, i, j in scored:
        if i not in taken[0] and j not in taken[1]:
            taken[0][i] = taken[1][j] = len(rows)
            rows.append(([i], [j], -score))
    # "Police said 4,000, organisers 10,000" against "10,000" is one matter.
    for score, i, j in scored:
        for side, found, at, row in ((0, left, i, taken[1].get(j)), (1, right, j, taken[0].get(i))):
            if at in taken[side] or row is None or -score < _JOINS:
                continue
            beside = rows[row][0] if side == 0 else rows[row][1]
            if any(_joins(found[at], found[fellow]) for fellow in beside):
                beside.append(at)
                taken[side][at] = row
    return rows


def _joins(one: Topic, other: Topic) -> bool:
    """Tell whether an amount stands beside another of its article: the same thing, told by someone else."""
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
    numbers = [{a.value.lstrip("<>=~") for a in side} for side in (ours, theirs)]
    told = " / ".join(", ".join(dict.fromkeys(map(_told, side))) for side in (ours, theirs))
    if same:
        sources = any(a.source and a.source.speaker for a in (*ours, *theirs))
        reason = f"the same: {told}" if sources else "the same"
    elif numbers[0] == numbers[1]:
        reason = f"the same number, not said as firmly: {told}"
    else:
        reason = f"differ: {told}"
    return Finding(
        Contrast.SAME if same else Contrast.DIFFERS,
        _subject(ours, theirs),
        tuple(map(_said, ours)),
        tuple(map(_said, theirs)),
        reason,
        weight=round(score, 3),
    )


def _told(amount: Amount) -> str:
    """Return a value with who says so."""
    by = amount.source.speaker if amount.source else ""
    return f"{_read(amount)} ({by})" if by else _read(amount)


def _subject(ours: Sequence[Amount], theirs: Sequence[Amount]) -> str:
    shared = sorted(ours[0].senses & theirs[0].senses)
    return shared[0] if shared else ours[0].subject or theirs[0].subject or ours[0].unit


def _value(amount: Amount) -> str:
    """Return a value with its unit, normalised."""
    if not amount.value:
        return amount.words
    return amount.value if amount.kind in ("count", "date", "time") else f"{amount.value} {amount.unit}"


def _read(amount: Amount) -> str:
    """Return a value as a reader reads it: `at least 2,300`, `1.2 billion crowns`."""
    value, unit, number = amount.value, amount.unit, amount.number
    if not value or number is None or amount.vague:
        return value or amount.words
    bound = next((words for sign, words in _BOUNDS if value.startswith(sign)), "")
    digits = value.lstrip("<>=~")
    if digits == f"{number:f}".rstrip("0").rstrip(".") or digits == f"{number:f}":
        size, name = next(((size, name) for size, name in _SIZES if number >= size), (1, ""))
        digits = f"{(number / size).normalize():,f}{name}"
    if amount.kind == "count":
        unit = ""
    elif amount.kind in ("money", "length", "points") and number != 1 and unit.islower():
        unit = f"{'percentage point' if amount.kind == 'points' else unit}s"
    return " ".join(part for part in (bound, digits, unit) if part)


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
    reason = f"no match found on the {('right', 'left')[side]}"
    if found[0].reason:
        reason += f"; no day: {found[0].reason}"
    return seen_from(
        side,
        (Contrast.ONLY_LEFT, Contrast.ONLY_RIGHT)[side],
        (found[0].value if found[0].kind == "date" else found[0].subject) or found[0].words,
        tuple(map(_said, found)),
        reason=reason,
        weight=1.0 if found[0].senses else 0.5,
    )


def _dates(likeness: Likeness, dates: Sequence[Sequence[Amount]]) -> Iterator[Finding]:
    """Yield the days that both name, dates of one thing that differ or are less exact, then the others."""
    sides = [topics(side, lambda a: a.value or a.span) for side in dates]
    taken: tuple[set[int], set[int]] = (set(), set())
    near: list[tuple[bool, float, int, int]] = []
    for i, j in likeness.pairs(*sides):
        one, other = sides[0][i], sides[1][j]
        if one.head.value and one.head.value == other.head.value:
            taken[0].add(i)
            taken[1].add(j)
            yield _dated(one, other, "the same day" if len(one.head.value) == 10 else "the same")
            continue
        linked, overlap = likeness.linked(one, other), likeness.overlap(one, other)
        within = _within(one.head.value, other.head.value)
        # Two days that differ must be of one event: a complaint of July and a check of October are not.
        close = within or (linked and likeness.beside(one, other) >= _ONE_EVENT)
        if close and overlap >= (0.5 if linked else 1.5):
            near.append((not within, -linked - overlap, i, j))
    for apart, _, i, j in sorted(near):
        if i in taken[0] or j in taken[1]:
            continue
        one, other = sides[0][i], sides[1][j]
        taken[0].add(i)
        taken[1].add(j)
        both = f"{one.head.value or one.head.words} / {other.head.value or other.head.words}"
        if not apart:
            yield _dated(one, other, f"one is less exact: {both}")
        elif not one.head.value or not other.head.value:
            why = one.head.reason or other.head.reason
            yield _dated(one, other, f"not comparable, {why}: {both}", weak=True)
        else:
            yield _dated(one, other, f"differ: {both}", Contrast.DIFFERS)
    for side, found in enumerate(sides):
        for number, topic in enumerate(found):
            if number not in taken[side]:
                yield _alone(side, topic.amounts)


def _within(one: str, other: str) -> bool:
    """Tell whether one date is the other said less exactly: 2014 and 2014-12, a day and its week."""
    if not one or not other:
        return False
    return any(
        day.startswith(f"{whole}-") or ("W" in whole and _week(day) == whole) or day[:7] in months_of(whole)
        for day, whole in ((one, other), (other, one))
    )


def _week(day: str) -> str:
    try:
        year, week, _ = date.fromisoformat(day).isocalendar()
    except ValueError:
        return ""
    return f"{year}-W{week:02}" if len(day) == 10 else ""


def _dated(
    one: Topic, other: Topic, reason: str, contrast: Contrast = Contrast.SAME, *, weak: bool = False
) -> Finding:
    return Finding(
        contrast,
        one.head.value or other.head.value or one.head.words,
        tuple(map(_said, one.amounts)),
        tuple(map(_said, other.amounts)),
        reason,
        weak,
        0.4 if contrast is Contrast.SAME else 1.5,
    )
