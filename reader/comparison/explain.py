"""Why two passages are linked, in one line that a reader understands."""

from __future__ import annotations

from collections.abc import Iterable

from reader.comparison.marks import word_marks
from reader.comparison.model import Change, Kind, Link, Mark
from reader.comparison.terms import terms
from reader.text.words import words

_MOST_SHOWN = 5
_LONGEST_SWAP = 3  # words


def explain(link: Link, left_text: str, right_text: str) -> str:
    """Return one line on what the two halves of a link share and where they differ.

    For example `27 of 28 words the same · spelling: defense = defence`, or
    `both: Putin, "landmark", treaty · swapped: described the accord → hailed the`.
    """
    marks = word_marks(left_text, link.left, right_text, link.right)
    if link.kind is Kind.PARAPHRASE:
        # Of two differently worded passages only short swaps say something: "counterpart → leader".
        marks = tuple(mark for mark in marks if _tells(mark, left_text, right_text))
        parts = [_shared(link)]
    else:
        parts = [_counted(link, marks, left_text, right_text)]
    parts.append(_pairs("spelling", " = ", Change.SPELLING, marks, left_text, right_text))
    parts.append(_pairs("swapped", " → ", Change.SWAPPED, marks, left_text, right_text))
    if link.kind is not Kind.PARAPHRASE:
        parts.append(_alone("only left", Change.LEFT_ONLY, marks, left_text))
        parts.append(_alone("only right", Change.RIGHT_ONLY, marks, right_text))
    if link.evidence.conflicts:
        parts.append("differ: " + ", ".join(link.evidence.conflicts))
    return " · ".join(part for part in parts if part)


def _tells(mark: Mark, left_text: str, right_text: str) -> bool:
    """Tell whether a mark between differently worded passages is worth a reader's eye."""
    if _size(mark, left_text, right_text) > _LONGEST_SWAP:
        return False
    left, right = terms(left_text, mark.left), terms(right_text, mark.right)
    same = {term.key for term in left} & {term.key for term in right}
    return not same and all(any(term.content for term in side) for side in (left, right))


def _size(mark: Mark, left_text: str, right_text: str) -> int:
    return max(len(words(left_text, *mark.left)), len(words(right_text, *mark.right)))


def _shared(link: Link) -> str:
    evidence = link.evidence
    quoted = [f'"{quote}"' for quote in evidence.quotes]
    inside = " ".join(evidence.quotes).lower().split()
    plain = [word for word in (*evidence.figures, *evidence.words) if word.lower() not in inside]
    names = [name for name in evidence.names if name.lower() not in inside]
    shown = list(dict.fromkeys([*names[:3], *quoted, *plain]))[:_MOST_SHOWN]
    return "both: " + ", ".join(shown) if shown else ""


def _counted(link: Link, marks: Iterable[Mark], left_text: str, right_text: str) -> str:
    total = max(len(words(left_text, *link.left)), len(words(right_text, *link.right)))
    if link.kind is Kind.VERBATIM:
        return f"word for word: all {total} words the same" if total > 1 else "the same word"
    same = sum(len(words(left_text, *mark.left)) for mark in marks if mark.change is Change.SAME)
    return f"{same} of {total} words the same"


def _pairs(
    name: str, arrow: str, change: Change, marks: Iterable[Mark], left_text: str, right_text: str
) -> str:
    pairs = [
        f"{_flat(mark.left.of(left_text))}{arrow}{_flat(mark.right.of(right_text))}"
        for mark in marks
        if mark.change is change
    ]
    return f"{name}: " + ", ".join(dict.fromkeys(pairs[:3])) if pairs else ""


def _alone(name: str, change: Change, marks: Iterable[Mark], text: str) -> str:
    sides = [
        mark.left if change is Change.LEFT_ONLY else mark.right for mark in marks if mark.change is change
    ]
    return f"{name}: " + ", ".join(_flat(span.of(text)) for span in sides[:3]) if sides else ""


def _flat(run: str) -> str:
    return " ".join(run.split())
