"""What keeps look-alikes apart: passages worded alike that tell of another year, figure, name or speaker.

Two sentences that share all words but one are as like as two can be, and may still tell two different things.
Where both sides put different things into the same slot, the words around it don't count for a link but
against it: the pair's score is held down, however much else is shared.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from rapidfuzz.distance import Indel

from reader.comparison.features import SAME_ORDER, near
from reader.comparison.rows import MULTIPLES, NEGATIONS, Row, Vocabulary, related_words
from reader.comparison.terms import Term

ALIKE = 0.5
"""Similarity of two word sequences (Indel, 0 to 1) from which on their words have slots to compare."""
SLOT = 4
"""Words that may stand in a slot on either side; longer stretches are wording, not one thing for another."""
APART, LOWERED = 0.35, 0.65
"""What a look-alike scores at most: below the cut where it tells another thing, above it where the same thing
may have been counted, dated or credited differently, which a reader wants to see side by side."""
COPY = 0.8
"""Similarity of two word sequences that makes one a copy of the other."""

_WEEKDAYS = "monday tuesday wednesday thursday friday saturday sunday"
_MONTHS = "january february march april may june july august september october november december"
_DAYS = frozenset(f"{_WEEKDAYS} {_MONTHS}".split())
# One country by noun and adjective.
_SAME_PLACE = ({"us", "u.s", "usa", "america", "american"}, {"uk", "u.k", "britain", "british"})
_SPEECH = frozenset(
    "said says say told tells added adds stated warned insisted argued claimed explained noted replied wrote "
    "announced declared commented remarked tweeted testified according".split()
)

_NEAR = 4  # Words between a speech verb and the name of who speaks, the name included.


class Conflict(NamedTuple):
    """One thing that the two sides say differently in the same slot.

    Attributes:
        kind: "year", "figure", "day", "name", "speaker" or "negation".
        left: What the left side has there, as it writes it; "" where only the other negates.
        right: What the right side has there.
    """

    kind: str
    left: str
    right: str

    @property
    def most(self) -> float:
        """What a pair with this conflict scores at most."""
        return LOWERED if self.kind in ("figure", "day", "speaker") else APART


def conflicts(a: str, left: Row, b: str, right: Row, vocabulary: Vocabulary) -> tuple[Conflict, ...]:
    """Return what passages of `a` and `b` say differently in the same slot, if worded alike at all."""
    found: list[Conflict] = []
    one_quote = _share_a_quote(left, right)
    if one_quote:
        found += _speakers(a, left, b, right)
    if Indel.normalized_similarity(left.keys, right.keys) >= ALIKE:
        names = _names(a, left, vocabulary), _names(b, right, vocabulary)
        if one_quote:
            # Around one quote, names say who spoke and where: "Voss said in Hallin" says nothing against
            # "said Petra Voss, the Foreign Minister". Other speakers are told above.
            names = names[0] & left.quoted.keys(), names[1] & right.quoted.keys()
        for slot in _slots(left, right):
            found += _in_slot((a, b), slot, left, right, names)
        if any(conflict.kind == "speaker" for conflict in found):
            found = [conflict for conflict in found if conflict.kind != "name"]
    return tuple(dict.fromkeys(found))


Pair = tuple[int, int]


def hold_down(
    scores: dict[Pair, float],
    features: Mapping[Pair, Sequence[float]],
    a: str,
    left: Sequence[Row],
    b: str,
    right: Sequence[Row],
    vocabulary: Vocabulary,
) -> dict[Pair, tuple[Conflict, ...]]:
    """Lower the scores of look-alikes, and return what speaks against them.

    Where the passages before or behind are a copy, the two texts tell the same story: what differs then is a
    change made in passing, and the pair is lowered and not kept apart.
    """
    found: dict[Pair, tuple[Conflict, ...]] = {}
    for (i, j), score in scores.items():
        if score <= APART:
            continue
        told = conflicts(a, left[i], b, right[j], vocabulary)
        if told:
            found[i, j] = told
            beside = [features.get((i + step, j + step)) for step in (-1, 1)]
            in_copy = any(values is not None and values[SAME_ORDER] >= COPY for values in beside)
            most = LOWERED if in_copy else min(conflict.most for conflict in told)
            scores[i, j] = min(score, most)
    return found


class _Slot(NamedTuple):
    """A short stretch that differs, between words that both sides have in the same order."""

    left: list[Term]
    right: list[Term]
    behind: str
    """The key of the word behind it, which both sides have; "" at the end."""


def _slots(left: Row, right: Row) -> Iterator[_Slot]:
    i = j = 0
    equal = [op for op in Indel.opcodes(left.keys, right.keys) if op.tag == "equal"]
    borders = [(op.src_start, op.src_end, op.dest_start, op.dest_end) for op in equal]
    ends = len(left.keys), len(right.keys)
    left_terms, right_terms = left.terms, right.terms
    for start, end, other_start, other_end in (*borders, (ends[0], ends[0], ends[1], ends[1])):
        here, there = left_terms[i:start], right_terms[j:other_start]
        i, j = end, other_end
        if (here or there) and max(len(here), len(there)) <= SLOT:
            yield _Slot(here, there, left.keys[start] if start < ends[0] else "")


def _in_slot(
    texts: tuple[str, str], slot: _Slot, left: Row, right: Row, names: tuple[set[str], set[str]]
) -> Iterator[Conflict]:
    """Yield what the two sides of a slot say differently."""
    negations = [[term for term in side if term.key in NEGATIONS] for side in slot[:2]]
    # Where more than a negation comes or goes, "refused to budge", more is told and not the contrary.
    balanced = len({sum(term.content for term in side) for side in slot[:2]}) == 1
    if balanced and len(negations[0]) % 2 != len(negations[1]) % 2 and left.negated != right.negated:
        yield _conflict("negation", texts, negations)
    here = [term for term in slot.left if term.key not in right.content]
    there = [term for term in slot.right if term.key not in left.content]
    figures = [[term for term in side if term.figure][:1] for side in (here, there)]
    if all(figures) and not _is_rounded(figures[0][0], figures[1][0], slot.behind):
        years = all(_is_year(side[0].form) for side in figures)
        yield _conflict("year" if years else "figure", texts, figures)
    named = [[t for t in side if t.key in known] for side, known in zip((here, there), names, strict=True)]
    if all(named) and not _is_one_name(*named, before_name=slot.behind in names[0]):
        days = all(term.form in _DAYS for side in named for term in side)
        yield _conflict("day" if days else "name", texts, named)


def _conflict(kind: str, texts: tuple[str, str], sides: Sequence[Sequence[Term]]) -> Conflict:
    return Conflict(kind, _written(texts[0], sides[0]), _written(texts[1], sides[1]))


def _written(text: str, side: Sequence[Term]) -> str:
    return " ".join(text[term.start : term.end] for term in side)


def _is_year(form: str) -> bool:
    return len(form) == 4 and form.isdigit() and form[:2] in ("17", "18", "19", "20")


def _is_rounded(a: Term, b: Term, behind: str) -> bool:
    """Tell whether one figure is a rounding of the other; "million" may stand behind both."""
    multiple = MULTIPLES.get(behind, 1.0)
    try:
        return near(float(a.key) * multiple, float(b.key) * multiple)
    except ValueError:  # Times and the like.
        return False


def _names(text: str, row: Row, vocabulary: Vocabulary) -> set[str]:
    """Return the keys of a passage's names; none in German, where all nouns have a capital."""
    if vocabulary.language == "de":
        return set()
    names = {key for key in row.capitals if key in row.content and key in vocabulary.names}
    first = row.terms[0]
    # Any word has a capital there: a name is what is one elsewhere, or what the English table does not have.
    unknown = vocabulary.language == "en" and first.key not in related_words()
    if first.content and (first.key in vocabulary.names or (unknown and text[first.start].isupper())):
        names.add(first.key)
    return names


def _is_one_name(ours: Sequence[Term], theirs: Sequence[Term], *, before_name: bool = False) -> bool:
    """Tell whether two names may be one: abbreviated, by initials, or a title for a first name."""
    here, there = ([term.form.replace(".", "") for term in side] for side in (ours, theirs))
    for short, long in ((here, there), (there, here)):
        if len(short) == 1 and len(long) > 1 and short[0] == "".join(word[0] for word in long):
            return True
    if any(a.startswith(b) or b.startswith(a) for a in here for b in there):
        return True
    if any(group & set(here) and group & set(there) for group in _SAME_PLACE):
        return True
    # "President Lee" and "Ann Lee": a common noun with a capital is a title.
    common = related_words()
    return before_name and any(all(term.key in common for term in side) for side in (ours, theirs))


def _share_a_quote(left: Row, right: Row) -> bool:
    """Tell whether both sides quote, and most of what the shorter quote says stands in the other."""
    shared, fewest = len(left.quoted.keys() & right.quoted.keys()), min(len(left.quoted), len(right.quoted))
    return fewest > 0 and shared >= min(3, fewest) and 2 * shared >= fewest


def _speakers(a: str, left: Row, b: str, right: Row) -> Iterator[Conflict]:
    """Yield the speakers of a quote that both sides have, where they are named and not the same."""
    ours, theirs = _speaker(a, left), _speaker(b, right)
    if ours and theirs and not _is_one_name(ours, theirs):
        yield _conflict("speaker", (a, b), (ours, theirs))


def _speaker(text: str, row: Row) -> list[Term]:
    """Return the name beside a speech verb outside the quote; empty where none is named."""
    outside = [term for term in row.terms if not any(span.contains(term.start) for span in row.quotes)]
    for place, verb in enumerate(outside):
        if verb.form not in _SPEECH:
            continue
        before, behind = outside[max(0, place - _NEAR) : place], outside[place + 1 : place + 1 + _NEAR]
        for side in (before[::-1], behind):
            capitals = [term.content and text[term.start].isupper() for term in side]
            if True in capitals:
                first = capitals.index(True)
                last = capitals.index(False, first) if False in capitals[first:] else len(side)
                return side[first:last] if side is behind else side[first:last][::-1]
    return []
