"""What an article states in figures, times and dates: value, unit, what it is about, and who says so.

Every amount carries the words around it, since they tell what it counts.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache

from reader.article import Article, Span
from reader.comparison.speech import Manner, Quotation, quotations
from reader.comparison.stated import Stated, stated_in, sums
from reader.comparison.terms import Term, kept_terms, key_of
from reader.entities.model import Names
from reader.text.sentences import sentences

_REACH = ((4, 1.0), (8, 0.6), (60, 0.3))
"""How much a word counts for what an amount is about, by its distance in words."""
_PART_AFTER = re.compile(r"\s+of\s+(?:the|them|these|those|its|their|whom)\b")
_PART_BEFORE = re.compile(r"(?i)\b(?:(?:among|of)\s+(?:them|these|those|whom)|including),?\s*$")
_EARLIER = re.compile(r"\b(?:earlier|previous) version\b|^Correction\b")


@dataclass(frozen=True, slots=True)
class Amount:
    """A figure, a time of day or a date as one article states it.

    Attributes:
        span: The amount with its unit.
        words: With the words around it that say what it counts, for a table cell.
        value: Normalised, comparable as text: `>=20`, `1200000000`, `07:40`, `2015-03-18`; "" when open.
        kind: "count", "money", "percent", "points", "measure", "length", "time" or "date".
        unit: The counted noun's stem, the currency, the measure; "" where none is said.
        number: The number for sorting and for "about"; None for times and dates.
        vague: Whether it is no count: "dozens".
        passage: Index of the sentence among the article's passages.
        about: Stems of the words around it with their nearness, 0 to 1.
        beside: Those of them that stand near it in its own clause.
        senses: What it counts, as far as a few classes tell: dead, injured, aboard …
        subject: In a few words what it is about.
        source: Who says so, or None.
        paragraph: Of the article's prose, from 1.
        part: Whether it is some of a number told elsewhere, "two of the dead", or one that was corrected.
        reason: Why a date has no value, else "".
    """

    span: Span
    words: str
    value: str
    kind: str
    unit: str
    number: Decimal | None
    vague: bool
    passage: Span
    about: dict[str, float]
    beside: frozenset[str]
    senses: frozenset[str]
    subject: str
    source: Quotation | None
    paragraph: int
    part: bool = False
    reason: str = ""

    @property
    def quoted(self) -> bool:
        """Whether it stands between quote marks."""
        return self.source is not None and self.source.manner is Manner.DIRECT


_SENSES = {
    sense: frozenset(words.split())
    for sense, words in {
        "dead": "kill killed dead died die dies deaths death perished toll lost lives",
        "injured": "injured hurt wounded maimed injuries medical treated hospitalised",
        "aboard": "board aboard carrying",
        "protesting": "protested protesters demonstrated demonstrators protest rally marched activists "
        "patriots organisers shouted gathered crowd crowds besieged",
        "living": "population home inhabitants citizens",
        "moving": "displace displaced households fled rehoused evacuated",
        "held": "detained arrested held custody",
        "working": "jobs",
        "rescued": "rescued saved dragged pluck plucked",
        "missing": "missing",
        "waiting": "waiting stranded",
        "cost": "cost costs investment amounts price",
        "loan": "loan lend lends credit grant grants",
        "loss": "loss losses",
        "pay": "pay rise wage wages",
        "strike": "strike strikes striking walkout stoppage pickets",
        "talks": "talks negotiations showdown sitting bargaining",
        "war": "war fighting siege",
        "questioned": "questioned questioning heard grilled interrogated interrogation",
        "clearing": "clear clearing cleared backlog unload unloaded unloading",
        "experience": "experience service",
    }.items()
}
_OF_MONEY = ("cost", "loan", "loss", "pay")
_OF_LENGTHS = ("strike", "talks", "war", "questioned", "clearing", "experience")
_SENSES_OF = {
    "count": tuple(sense for sense in _SENSES if sense not in _OF_MONEY + _OF_LENGTHS),
    "money": _OF_MONEY,
    "length": _OF_LENGTHS,
    "percent": ("pay",),
}
_SENSES_BY_WORD: dict[str, list[str]] = {}
for _sense, _forms in _SENSES.items():
    for _word in sorted(_forms):
        _SENSES_BY_WORD.setdefault(_word, []).append(_sense)
_ALIKE = {
    key_of(word): key_of(group.split()[0])
    for group in (
        "start begin commence beginning",
        "build construct construction building",
        "end finish conclude",
        "buy purchase acquire",
        "repair mend fix",
        "vote ballot poll",
        "inspect check examine inspection",
        "complain complaint",
        "fail faulty failure",
    )
    for word in group.split()
}
"""What happens on a day, by the word that stands for all its usual words."""
_CLAUSE_ENDS = re.compile('[,;:.()–—“”"]')
_NEARNESS = 7  # words within which a class counts
_CLAUSE = 4  # words that a class is farther off in another clause
_CLOSE = 0.6  # nearness from which a word belongs to what happened on a day


@lru_cache(maxsize=64)
def amounts(article: Article, names: Names) -> tuple[Amount, ...]:
    """Return the figures, times and dates of an article's prose, in order."""
    said = quotations(article, names)
    published = article.published.value if article.published else None
    found: list[Amount] = []
    for paragraph, block in enumerate(article.prose(), 1):
        for passage in sentences(article.text, block.span.start, block.span.end, line_breaks=False):
            here = stated_in(article.text, passage, published)
            if not here:
                continue
            words = kept_terms(article.text, passage)
            totals = list(sums(article.text, here))
            for stated in (*here, *totals):
                summed = any(stated is not total and stated.span.overlaps(total.span) for total in totals)
                amount = _amount(article.text, passage, paragraph, words, stated, said)
                # "Today" and "two countries" between quote marks: spoken on a day that nobody tells, and
                # the lens quotes shows the words.
                small = amount.kind == "count" and amount.number is not None and amount.number < 10
                if not amount.quoted or not (stated.relative or small):
                    found.append(replace(amount, part=True) if summed else amount)
    return tuple(found)


def _amount(
    text: str,
    passage: Span,
    paragraph: int,
    words: Sequence[Term],
    stated: Stated,
    said: Sequence[Quotation],
) -> Amount:
    inside = [
        i for i, term in enumerate(words) if term.start < stated.span.end and term.end > stated.span.start
    ]
    first, last = (inside[0], inside[-1]) if inside else (0, 0)
    about: dict[str, float] = {}
    beside: set[str] = set()
    clause = _clause(text, passage, stated.span)
    classes = _SENSES_OF.get(stated.kind, ())
    nearest: tuple[int, bool] | None = None
    # "Saved by two fishermen": they were not saved.
    by_them = first > 1 and words[first - 1].form == "by" and words[first - 2].form.endswith("ed")
    senses: set[str] = set()
    for i, term in enumerate(words):
        if first <= i <= last:
            continue
        away = first - i if i < first else i - last
        apart = not clause.start <= term.start < clause.end
        sensed = [sense for sense in _SENSES_BY_WORD.get(term.form, ()) if sense in classes]
        if term.content and not term.figure and not sensed:
            near = next(weight for reach, weight in _REACH if away <= reach or reach == _REACH[-1][0])
            key = _ALIKE.get(term.key, term.key)
            about[key] = max(near, about.get(key, 0.0))
            if near >= _CLOSE and not apart:
                beside.add(key)
        away += _CLAUSE * apart
        for sense in () if by_them else sensed:
            if away <= _NEARNESS:
                # The nearest word tells, and of two as near the one behind: "five died and dozens were hurt".
                rank = away, i < first
                if nearest is None or rank <= nearest:
                    senses = {sense} if rank != nearest else {*senses, sense}
                    nearest = rank
    source = _source(stated.span, said)
    unit = stated.unit
    if stated.kind == "count":
        unit = "" if unit in _SENSES_BY_WORD and not unit.endswith("s") else unit
        unit = next((t.key for t in words if t.start >= stated.span.end and t.form == unit), unit)
    return Amount(
        stated.span,
        _shown(text, words, first, last, passage),
        stated.value,
        stated.kind,
        unit,
        stated.number,
        stated.vague,
        passage,
        about,
        frozenset(beside),
        frozenset(senses),
        _subject(text, words, first, last, stated.kind),
        source,
        paragraph,
        _is_part(text, passage, stated),
        stated.reason,
    )


def _is_part(text: str, passage: Span, stated: Stated) -> bool:
    """Tell whether a count is some of a number told elsewhere, or one that was corrected."""
    before = text[max(passage.start, stated.span.start - 16) : stated.span.start]
    return stated.kind == "count" and bool(
        _EARLIER.search(text, *passage)
        or _PART_AFTER.match(text, stated.span.end)
        or _PART_BEFORE.search(before)
    )


def _shown(text: str, words: Sequence[Term], first: int, last: int, passage: Span) -> str:
    """Return the amount with the few words around it, cut at the signs that part clauses."""
    if not words:
        return ""
    begin, end = first, last
    while begin > 0 and first - begin < 4 and not _parts(text, words[begin - 1].end, words[begin].start):
        begin -= 1
    while end + 1 < len(words) and end - last < 6 and not _parts(text, words[end].end, words[end + 1].start):
        end += 1
    return " ".join(text[words[begin].start : words[end].end].split())


def _clause(text: str, passage: Span, span: Span) -> Span:
    """Return the clause in which an amount stands, between the signs that part clauses."""
    begin = max((end.end() for end in _CLAUSE_ENDS.finditer(text, passage.start, span.start)), default=0)
    end = _CLAUSE_ENDS.search(text, span.end, passage.end)
    return Span(max(begin, passage.start), end.start() if end else passage.end)


def _parts(text: str, start: int, end: int) -> bool:
    return _CLAUSE_ENDS.search(text, start, end) is not None


def _subject(text: str, words: Sequence[Term], first: int, last: int, kind: str) -> str:
    """Return what an amount is about: the words behind it, else those before it, without loose ends."""
    if kind == "time":
        return "time"
    end = last
    while end + 1 < len(words) and end - last < 4 and not _parts(text, words[end].end, words[end + 1].start):
        end += 1
    while end > last and not words[end].content:
        end -= 1
    if end > last:
        return " ".join(text[words[last + 1].start : words[end].end].split())
    begin = first
    while begin > 0 and first - begin < 4 and not _parts(text, words[begin - 1].end, words[begin].start):
        begin -= 1
    stop = first
    while stop > begin and not words[stop - 1].content:
        stop -= 1
    return " ".join(text[words[begin].start : words[stop - 1].end].split()) if begin < stop else ""


def _source(span: Span, said: Sequence[Quotation]) -> Quotation | None:
    """Return in whose words an amount stands: the smallest statement that holds it."""
    holding = [q for q in said if q.span.start <= span.start and span.end <= q.span.end]
    return min(holding, key=lambda q: (q.span.length, q.span), default=None)
