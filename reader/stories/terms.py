"""What an article is about, as weighted terms: rare words, names, figures and pairs of names."""

from __future__ import annotations

import re
from enum import Enum
from functools import lru_cache
from math import exp, fsum, log, sqrt

from reader.stories.background import UNKNOWN, rarity, stem
from reader.text.words import WORD

MOST_TERMS = 96
LENGTH = 1_000
"""The length (Euclidean norm) of an article's weights, which are whole numbers: sums of their products
are exact, and so the same in whatever order articles come."""

_MOST_WORDS = 500
_MOST_CHARACTERS = 5_000
_TITLE = 1.5
_LEAD = 4.0
_LEAD_WORDS = 60
_NAME = 1.5
_PAIR = 0.5
_PAIRED = 0.9
"""The least rarity of a word in a pair: "Matt Smith", not "The Doctor"."""

_SHARES = [1 + _LEAD * exp(-position / _LEAD_WORDS) for position in range(_MOST_WORDS)]
"""What a word counts by its place."""

_MARKS = frozenset('.!?\n:"“`')
"""What stands before the first word of a sentence."""

_TOKEN = re.compile(rf"{WORD.pattern}|[{re.escape(''.join(sorted(_MARKS)))}]")

# When a thing was said is no part of what it is about: all news of a day share it.
_CALENDAR_WORDS = """
monday tuesday wednesday thursday friday saturday sunday january february march april may june july august
september october november december today yesterday tomorrow tonight morning afternoon evening day days
week weeks weekend month months year years
"""
_CALENDAR = frozenset(_CALENDAR_WORDS.split())


def weigh(title: str, text: str) -> dict[str, int]:
    """Return an article's strongest terms with their weights, strongest first.

    A term weighs more the rarer its words are elsewhere, the oftener and the nearer the beginning it
    stands, in the headline, and as a name.

    Args:
        title: The headline, or "".
        text: The article's running text; its first 500 words count.
    """
    counts: dict[str, float] = {}
    times: dict[str, int] = {}
    capitals: dict[str, float] = {}
    pairs: dict[str, float] = {}
    whole = f"{title}\n{text}"[:_MOST_CHARACTERS]
    title_words = len(WORD.findall(title[:_MOST_CHARACTERS]))
    before, opens, position = "", True, 0
    # A library weighs millions of words: one look-up tells all that a word is, wherever it stands.
    for token in _TOKEN.findall(whole):
        kind, term = _known(token)
        if kind is _Kind.MARK:
            opens = True
            continue
        if position == _MOST_WORDS:
            break
        share = _SHARES[position]
        position += 1
        if kind is _Kind.CALENDAR:
            before, opens = "", False
            continue
        if position <= title_words:
            share *= _TITLE
            opens = True
        if term in counts:
            counts[term] += share
            times[term] += 1
        else:
            counts[term] = share
            times[term] = 1
        if kind is _Kind.WORD:
            before, opens = "", False
            continue
        # Headlines and first words have capitals without being names: they say it half as loudly.
        capitals[term] = capitals.get(term, 0.0) + (0.5 if opens else 1)
        opens = False
        if kind is _Kind.CAPITAL:
            before = ""
            continue
        if before:
            pair = f"{before} {term}"
            pairs[pair] = pairs.get(pair, 0.0) + share
        before = term

    weights = {
        term: (1 + log(count))
        * rarity(term)
        * (_NAME if term in capitals and 2 * capitals[term] > times[term] else 1)
        for term, count in counts.items()
    }
    weights |= {pair: (1 + log(count)) * UNKNOWN * _PAIR for pair, count in pairs.items()}
    # Tuples are compared without calling anything: half of the terms are sorted in the time of a key.
    strongest = sorted([(-weight, term) for term, weight in weights.items() if weight])[:MOST_TERMS]
    norm = sqrt(fsum(weight * weight for weight, _ in strongest))
    return {term: round(LENGTH * -weight / norm) for weight, term in strongest}


class _Kind(Enum):
    MARK = 0
    CALENDAR = 1
    WORD = 2
    CAPITAL = 3
    RARE_CAPITAL = 4


@lru_cache(maxsize=200_000)
def _known(token: str) -> tuple[_Kind, str]:
    """Return what a word or mark is, and a word's term."""
    if token in _MARKS:
        return _Kind.MARK, ""
    lower = token.lower()
    if lower in _CALENDAR:
        return _Kind.CALENDAR, ""
    term = stem(lower)
    if not token[0].isupper():
        return _Kind.WORD, term
    return _Kind.RARE_CAPITAL if rarity(term) >= _PAIRED else _Kind.CAPITAL, term
