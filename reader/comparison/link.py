"""Link the passages of two texts that say the same thing."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz.distance import Indel

from reader.article import Span
from reader.comparison.model import Candidate, Evidence, Kind, Link
from reader.comparison.terms import Term, terms
from reader.text.sentences import sentences

CUT = 0.5


@dataclass(frozen=True, slots=True)
class Linking:
    """What linking two lists of passages gave.

    Attributes:
        links: In order of their left, then right span.
        nearest_left: For each left passage without a link its best rejected candidate, by passage index.
        nearest_right: The same for the right passages.
    """

    links: tuple[Link, ...]
    nearest_left: dict[int, Candidate]
    nearest_right: dict[int, Candidate]


def link_texts(a: str, b: str) -> tuple[Link, ...]:
    """Return the links between two texts taken as they are; a line break always ends a sentence."""
    return link_passages(a, sentences(a), b, sentences(b)).links


def link_passages(a: str, left: Sequence[Span], b: str, right: Sequence[Span]) -> Linking:
    """Link the passages `left` of text `a` with the passages `right` of text `b`."""
    left_terms = [terms(a, span) for span in left]
    right_terms = [terms(b, span) for span in right]
    weights = _weights(left_terms, right_terms)
    scored: list[tuple[float, int, int]] = []
    holders: dict[str, list[int]] = {}
    for j, row in enumerate(right_terms):
        for key in {term.key for term in row}:
            holders.setdefault(key, []).append(j)
    for i, row in enumerate(left_terms):
        near = {j for term in row if weights[term.key] >= 0.1 for j in holders.get(term.key, ())}
        for j in near:
            score = _score(row, right_terms[j], weights)
            if score > 0.05:
                scored.append((score, i, j))
    scored.sort(key=lambda item: (-item[0], item[1], item[2]))

    links: list[Link] = []
    used_left: dict[int, set[str]] = {}
    used_right: dict[int, set[str]] = {}
    nearest_left: dict[int, Candidate] = {}
    nearest_right: dict[int, Candidate] = {}
    for score, i, j in scored:
        shared = {t.key for t in left_terms[i] if t.content} & {t.key for t in right_terms[j] if t.content}
        fresh_left = _mass(shared - used_left.get(i, set()), weights)
        fresh_right = _mass(shared - used_right.get(j, set()), weights)
        fresh = min(fresh_left, fresh_right) >= 0.5 * _mass(shared, weights)
        if score >= CUT and fresh:
            used_left.setdefault(i, set()).update(shared)
            used_right.setdefault(j, set()).update(shared)
            links.append(
                Link(
                    left[i],
                    right[j],
                    _kind(left_terms[i], right_terms[j]),
                    round(score, 4),
                    _evidence(a, left_terms[i], right_terms[j], weights),
                )
            )
        else:
            evidence = _evidence(a, left_terms[i], right_terms[j], weights)
            nearest_left.setdefault(i, Candidate(right[j], round(score, 4), evidence))
            nearest_right.setdefault(j, Candidate(left[i], round(score, 4), evidence))
    links.sort(key=lambda link: (link.left, link.right))
    return Linking(
        tuple(links),
        {i: c for i, c in nearest_left.items() if i not in used_left},
        {j: c for j, c in nearest_right.items() if j not in used_right},
    )


def _weights(left: list[list[Term]], right: list[list[Term]]) -> dict[str, float]:
    """Return what each key says about a passage: the more passages hold it, the less it says."""
    counts = Counter(key for row in (*left, *right) for key in sorted({term.key for term in row}))
    total = len(left) + len(right) + 1
    weights: dict[str, float] = {}
    for row in (*left, *right):
        for term in row:
            if term.key not in weights:
                rarity = math.log(1 + total / counts[term.key]) / math.log(1 + total)
                weights[term.key] = rarity if term.content or term.figure else 0.08
    return weights


def _mass(keys: set[str], weights: dict[str, float]) -> float:
    return math.fsum(weights[key] for key in keys)


def _score(left: list[Term], right: list[Term], weights: dict[str, float]) -> float:
    left_keys, right_keys = {t.key for t in left}, {t.key for t in right}
    shared = _mass(left_keys & right_keys, weights)
    a, b = _mass(left_keys, weights), _mass(right_keys, weights)
    if not a or not b:
        return 0.0
    lighter, heavier = shared / min(a, b), shared / max(a, b)
    order = Indel.normalized_similarity([t.key for t in left], [t.key for t in right])
    z = -3.9 + 5.5 * lighter + 2.0 * heavier + 3.0 * order + 0.5 * shared
    return 1 / (1 + math.exp(-z))


def _kind(left: list[Term], right: list[Term]) -> Kind:
    if [t.form for t in left] == [t.form for t in right]:
        return Kind.VERBATIM
    same = Indel.normalized_similarity([t.key for t in left], [t.key for t in right])
    return Kind.NEAR_VERBATIM if same >= 0.75 else Kind.PARAPHRASE


def _evidence(a: str, left: list[Term], right: list[Term], weights: dict[str, float]) -> Evidence:
    there = {t.key for t in right}
    words: dict[str, Term] = {}
    for term in left:
        if term.key in there and (term.content or term.figure):
            words.setdefault(term.key, term)
    ranked = sorted(words.values(), key=lambda t: (-weights[t.key], t.start))
    return Evidence(
        words=tuple(a[t.start : t.end] for t in ranked if not t.figure and not t.name),
        names=tuple(a[t.start : t.end] for t in ranked if t.name),
        figures=tuple(a[t.start : t.end] for t in ranked if t.figure),
    )
