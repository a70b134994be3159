"""Why two passages were linked, or nearly, in a reader's terms, and how closely they are worded."""

from __future__ import annotations

from collections.abc import Sequence

from rapidfuzz.distance import Indel

from reader.comparison.conflicts import Conflict
from reader.comparison.model import Evidence, Kind
from reader.comparison.rows import Row, Vocabulary
from reader.comparison.terms import Term

NEAR = 0.75
"""Least similarity of two word sequences (Indel, 0 to 1) that makes two passages near-verbatim."""
CONTAINED = 0.9
"""Least part of the shorter passage that the longer must hold, in order, to make them so too."""


def kind_of(left: Row, right: Row) -> Kind:
    """Return how closely two linked passages are worded."""
    if [term.form for term in left.terms] == [term.form for term in right.terms]:
        return Kind.VERBATIM
    shorter = min(len(left.keys), len(right.keys))
    similarity = Indel.normalized_similarity(left.keys, right.keys)
    common = similarity * (len(left.keys) + len(right.keys)) / 2
    if similarity >= NEAR or (
        shorter >= 5 and common >= CONTAINED * shorter and _in_one_piece(left, right, shorter)
    ):
        return Kind.NEAR_VERBATIM
    return Kind.PARAPHRASE


def _in_one_piece(left: Row, right: Row, shorter: int) -> bool:
    """Tell whether the words in common stand close together on both sides, not strewn over a long passage."""
    equal = [op for op in Indel.opcodes(left.keys, right.keys) if op.tag == "equal"]
    if not equal:
        return False
    reach = max(equal[-1].src_end - equal[0].src_start, equal[-1].dest_end - equal[0].dest_start)
    return reach <= 1.25 * shorter


def evidence_of(
    text: str,
    left: Row,
    right: Row,
    vocabulary: Vocabulary,
    told: Sequence[Conflict] = (),
    parts: tuple[tuple[str, float], ...] = (),
) -> Evidence:
    """Return what two passages share, as the left text writes it, heaviest first, and what differs.

    Args:
        text: The left text.
        left: The left passage.
        right: The right passage.
        vocabulary: What their words are worth.
        told: What they say differently in the same slot.
        parts: How the score comes about.
    """
    weights = vocabulary.weights
    ours, theirs = _firsts(left), _firsts(right)
    shared = sorted(
        (term for key, term in ours.items() if key in theirs),
        key=lambda term: (-weights[term.key], term.start),
    )
    words = [text[t.start : t.end] for t in shared if not t.figure and t.key not in vocabulary.names]
    numbers = [text[term.start : term.end] for term in shared if term.figure]
    for key, term in ours.items():
        if key not in theirs:  # "accord ~ treaty": weaker than a shared word, so behind them all.
            others = [other for other in vocabulary.related.get(key, ()) if other in theirs]
            if others and others[0] not in ours and others[0][:4] != key[:4]:
                words.append(f"{text[term.start : term.end]} ~ {theirs[others[0]].form}")
    names = _shared_names(text, left, right, vocabulary)
    return Evidence(
        tuple(words),
        names,
        tuple(numbers),
        _shared_quotes(text, left, right),
        _conflicts(left, right, told),
        parts,
    )


def _shared_names(text: str, left: Row, right: Row, vocabulary: Vocabulary) -> tuple[str, ...]:
    """Return names that both sides have, words that stand together as one, heaviest first."""
    runs: list[list[Term]] = []
    for term in left.terms:
        if term.key not in vocabulary.names or term.key not in right.content:
            continue
        if runs and text[runs[-1][-1].end : term.start] == " ":
            runs[-1].append(term)
        else:
            runs.append([term])
    runs.sort(key=lambda run: (-max(vocabulary.weights[term.key] for term in run), run[0].start))
    found = (text[run[0].start : run[-1].end].removesuffix("'s").removesuffix("’s") for run in runs)
    return tuple(dict.fromkeys(found))


def _shared_quotes(text: str, left: Row, right: Row) -> tuple[str, ...]:
    """Return runs of words that both sides quote; only runs that hold a content word."""
    ours = [term for term in left.terms if term.key in left.quoted]
    if not ours or not right.quoted:
        return ()
    runs: list[list[Term]] = []
    for term in left.terms:
        if term.key not in left.quoted or term.key not in right.quoted:
            continue
        if runs and text[runs[-1][-1].end : term.start].strip() == "":
            runs[-1].append(term)
        else:
            runs.append([term])
    found = (text[run[0].start : run[-1].end] for run in runs)
    return tuple(dict.fromkeys(" ".join(run.split()) for run in found))


def _firsts(row: Row) -> dict[str, Term]:
    """Return the content words of a passage by key, each as it stands there first."""
    found: dict[str, Term] = {}
    for term in row.terms:
        if term.content and term.key not in found:
            found[term.key] = term
    return found


def _conflicts(left: Row, right: Row, slots: Sequence[Conflict]) -> tuple[str, ...]:
    """Return what the two sides say differently where they should agree: figures, names, a negation.

    Figures are set against each other where they stand in one slot or count the same: "two trawlermen" and
    "five dead" are two things, however near their passages are.
    """
    told: list[str] = []
    for slot in slots:
        if slot.kind == "negation":
            told.append("one side negates")
        else:
            said = "said by " if slot.kind == "speaker" else ""
            told.append(f"{said}{slot.left} / {slot.right}")
    in_slots = {form.lower() for slot in slots for form in (slot.left, slot.right)}
    ours, theirs = _counted(left, right, in_slots), _counted(right, left, in_slots)
    told += [
        f"{', '.join(here[:2])} / {', '.join(theirs[unit][:2])}"
        for unit, here in ours.items()
        if unit in theirs
    ]
    return tuple(told)


def _counted(row: Row, other: Row, told: set[str]) -> dict[str, list[str]]:
    """Return the figures that the other passage lacks, by what they count: the word of meaning behind.

    Years count nothing and are of one kind. Figures in `told` are told already.
    """
    found: dict[str, list[str]] = {}
    for term, behind in zip(row.terms, [*row.terms[1:], None], strict=True):
        if not term.figure or term.key in other.content or term.form in told:
            continue
        unit = (
            "year"
            if _is_year(term.form)
            else behind.key
            if behind and behind.content and not behind.figure
            else ""
        )
        if unit and term.form not in found.setdefault(unit, []):
            found[unit].append(term.form)
    return found


def _is_year(form: str) -> bool:
    return len(form) == 4 and form.isdigit() and form[:2] in ("17", "18", "19", "20")
