"""The sentences that two articles put between quote marks, and what became of their words.

Quotations are compared sentence by sentence, because outlets take sentences: one may be whole, the next cut,
a third left out. Neighbouring sentences of equal fate are one match.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from reader.article import Article, Span
from reader.comparison.contrast import Contrast, Said
from reader.comparison.speech import Manner, Quotation, quotations
from reader.comparison.terms import Term, kept_terms, usual_spelling
from reader.entities.model import Names
from reader.text.sentences import sentences

_HALF, _LONG = 0.5, 4  # Of half the words of meaning only where so many words stand in a row.
_ALIKE = 0.6  # Share of the shorter one's words of meaning from which two sentences are one utterance.
_NEGATIONS = frozenset(("not", "no", "never", "nobody", "nothing", "none", "neither", "nor"))
_SUBJECT = 7  # words


@dataclass(eq=False, slots=True)
class Unit:
    """A sentence, or piece of one, of a quotation.

    Attributes:
        quotation: Which it is part of, as an index into its side's.
        part: Which part of that.
        span: The words.
        terms: The words.
        forms: What they are compared by.
        content: The keys of the words of meaning.
    """

    quotation: int
    part: int
    span: Span
    terms: Sequence[Term]
    forms: list[str] = field(init=False)
    content: set[str] = field(init=False)

    def __post_init__(self) -> None:
        self.forms = [form(term) for term in self.terms]
        self.content = {term.key for term in self.terms if term.content}


@dataclass(slots=True)
class Match:
    """Units of both sides that are one utterance."""

    left: list[int]
    right: list[int]
    contrast: Contrast = Contrast.SAME
    changes: tuple[tuple[Span, ...], tuple[Span, ...]] = ((), ())


class Side:
    """The quotations of one article."""

    def __init__(self, article: Article, names: Names) -> None:
        self.text = article.text
        self.article = article
        self.all = quotations(article, names)
        self.direct = [q for q in self.all if q.manner is Manner.DIRECT]
        self.indirect = [q for q in self.all if q.manner is Manner.INDIRECT]
        self.units = [
            Unit(number, part, span, found)
            for number, quotation in enumerate(self.direct)
            for part, stretch in enumerate(quotation.parts)
            for span in sentences(self.text, stretch.start, stretch.end, line_breaks=False)
            if (found := kept_terms(self.text, span))
        ]

    def said(self, units: Sequence[int]) -> tuple[Said, ...]:
        """Return what is shown of units, one entry a quotation, the words between quote marks."""
        shown: list[Said] = []
        for number, group in groupby(units, key=lambda unit: self.units[unit].quotation):
            parts = [list(part) for _, part in groupby(group, key=lambda unit: self.units[unit].part)]
            spans = [Span(self.units[part[0]].span.start, self.units[part[-1]].span.end) for part in parts]
            words = " / ".join(f"“{flat(span, self.text)}”" for span in spans)
            shown.append(said_by(self.direct[number], Span(spans[0].start, spans[-1].end), words))
        return tuple(shown)


def said_by(quotation: Quotation, span: Span, words: str) -> Said:
    """Return an entry of a quotation's, for words of it."""
    return Said(
        span,
        words,
        quotation.speaker,
        quotation.verb,
        quotation.paragraph,
        by_span=quotation.by_span,
    )


def matches(left: Side, right: Side) -> list[Match]:
    """Return the utterances that both sides quote, joined where neighbours share their fate."""
    group = list(range(len(left.units) + len(right.units)))

    def find(unit: int) -> int:
        while group[unit] != unit:
            unit = group[unit]
        return unit

    for i, one in enumerate(left.units):
        for j, other in enumerate(right.units):
            if _alike(one, other):
                a, b = sorted((find(i), find(len(left.units) + j)))
                group[b] = a
    made: dict[int, Match] = {}
    for unit in range(len(group)):
        match = made.setdefault(find(unit), Match([], []))
        if unit < len(left.units):
            match.left.append(unit)
        else:
            match.right.append(unit - len(left.units))
    found = [match for match in made.values() if match.left and match.right]
    for match in found:
        _judge(match, left, right)
    return _extended(_joined(found, left, right), left, right)


def _alike(one: Unit, other: Unit) -> bool:
    from rapidfuzz.distance import Indel

    ours, theirs = one.content, other.content
    shared, fewest = ours & theirs, min(len(ours), len(theirs))
    shorter = min(len(one.forms), len(other.forms))
    if len(shared) < _HALF * fewest:
        return False
    # A single word says something only where it is all that is quoted on both sides.
    if shared and max(len(one.forms), len(other.forms)) <= 2:
        return True
    if shorter < 3 and fewest < 2:
        return False
    codes = Indel.opcodes(one.forms, other.forms)
    run = max((c.src_end - c.src_start for c in codes if c.tag == "equal"), default=0)
    if fewest > 1:
        return run >= (min(3, shorter) if len(shared) >= _ALIKE * fewest else _LONG)
    # Small words only: "We will not speculate" must stand there whole, or nearly all of both be equal.
    return shorter > 2 and (run == shorter or Indel.normalized_similarity(one.forms, other.forms) >= 0.7)


def _judge(match: Match, left: Side, right: Side) -> None:
    """Say what became of the words between the two sides of a match."""
    from rapidfuzz.distance import Indel

    ours = [term for unit in match.left for term in left.units[unit].terms]
    theirs = [term for unit in match.right for term in right.units[unit].terms]
    gaps: list[tuple[int, int, int, int]] = []
    i = j = 0
    for code in Indel.opcodes([form(t) for t in ours], [form(t) for t in theirs]):
        if code.tag != "equal":
            continue
        gaps.append((i, code.src_start, j, code.dest_start))
        i, j = code.src_end, code.dest_end
    gaps.append((i, len(ours), j, len(theirs)))
    inner = [gap for gap in gaps if gap[0] < gap[1] or gap[2] < gap[3]]
    match.changes = _spans(ours, ((g[0], g[1]) for g in inner)), _spans(theirs, ((g[2], g[3]) for g in inner))
    if not inner:
        match.contrast = Contrast.SAME
        return
    replaced = any(a < b and c < d for a, b, c, d in inner)
    here, there = any(a < b for a, b, _, _ in inner), any(c < d for _, _, c, d in inner)
    crossed = here and there and any(g not in (gaps[0], gaps[-1]) for g in inner)
    dropped = [term for a, b, _, _ in inner for term in ours[a:b]]
    dropped += [term for _, _, c, d in inner for term in theirs[c:d]]
    # A word left out of the middle cuts; one that turns the sense around does not only cut.
    turned = any(t.form in _NEGATIONS or t.form.endswith("n't") for t in dropped) and any(
        g not in (gaps[0], gaps[-1]) for g in inner
    )
    match.contrast = Contrast.ALTERED if replaced or crossed or turned else Contrast.CUT


def _spans(row: Sequence[Term], stretches: Iterable[tuple[int, int]]) -> tuple[Span, ...]:
    return tuple(Span(row[first].start, row[last - 1].end) for first, last in stretches if first < last)


def _joined(matches: Sequence[Match], left: Side, right: Side) -> list[Match]:
    """Join neighbouring sentences of one quotation whose fate is the same."""
    found: list[Match] = []
    for match in matches:
        before = found[-1] if found else None
        if (
            before is not None
            and before.contrast is match.contrast
            and follows(before.left, match.left, left)
            and follows(before.right, match.right, right)
        ):
            before.left += match.left
            before.right += match.right
            before.changes = before.changes[0] + match.changes[0], before.changes[1] + match.changes[1]
        else:
            found.append(match)
    return found


def follows(before: Sequence[int], after: Sequence[int], side: Side) -> bool:
    """Tell whether some units come right behind others in one quotation."""
    one, other = side.units[before[-1]], side.units[after[0]]
    return before[-1] + 1 == after[0] and one.quotation == other.quotation


def _extended(matches: list[Match], left: Side, right: Side) -> list[Match]:
    """Add sentences that one side alone quotes between the same marks: to the other side the quote is cut."""
    for at, side in enumerate((left, right)):
        taken = {number for match in matches for number in (match.left, match.right)[at]}
        for match in matches:
            units = (match.left, match.right)[at]
            added = []
            for step, end in ((-1, units[0]), (1, units[-1])):
                number = end + step
                while (
                    0 <= number < len(side.units) and number not in taken and _between_same(side, number, end)
                ):
                    added.append(number)
                    taken.add(number)
                    number += step
            if added:
                units[:] = sorted([*units, *added])
                extra = [side.units[number].span for number in added]
                changes = list(match.changes)
                changes[at] = tuple(sorted([*changes[at], *extra]))
                match.changes = changes[0], changes[1]
                if match.contrast is Contrast.SAME:
                    match.contrast = Contrast.CUT
    return matches


def _between_same(side: Side, one: int, other: int) -> bool:
    if not 0 <= one < len(side.units):
        return False
    here, there = side.units[one], side.units[other]
    return (here.quotation, here.part) == (there.quotation, there.part)


def form(term: Term) -> str:
    """Return what a word is compared by: its usual spelling; a figure's value."""
    return term.key if term.figure else usual_spelling(term.form)


def size_of(entries: Sequence[Said]) -> int:
    """Return how many words are said."""
    return sum(len(entry.words.split()) for entry in entries)


def opening(words: str) -> str:
    """Return the first few words."""
    parts = words.replace("“", "").replace("”", "").split()
    return " ".join(parts[:_SUBJECT]).rstrip(",.;") + (" …" if len(parts) > _SUBJECT else "")


def flat(span: Span, text: str) -> str:
    """Return the words of a span in one line, without the comma that attribution brings."""
    return " ".join(span.of(text).split()).rstrip(",").rstrip()
