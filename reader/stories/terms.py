"""What an article is about, as weighted terms: rare words, names, figures and pairs of names."""

from __future__ import annotations

import re
from collections import Counter
from math import exp, fsum, log, sqrt

from reader.stories.background import UNKNOWN, rarity, stem
from reader.text.words import WORD

MOST_TERMS = 96
LENGTH = 1_000
"""The length (Euclidean norm) of an article's weights, which are whole numbers: sums of their products
are exact, and so the same in whatever order articles come."""

_MOST_WORDS = 500
_MOST_CHARACTERS = 5_000
_MOST_KNOWN = 200_000
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

# Most words are plain letters, and what follows says so; the others are `WORD`'s.
_TOKEN = re.compile(rf"[A-Za-z]{{2,}}(?![\w.'’])|{WORD.pattern}|[{re.escape(''.join(sorted(_MARKS)))}]")

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
    rarities: dict[str, float] = {}
    capitals: dict[str, float] = {}
    pairs: dict[str, float] = {}
    terms: list[str] = []
    whole = f"{title}\n{text}"[:_MOST_CHARACTERS]
    title_words = len(WORD.findall(title[:_MOST_CHARACTERS]))
    before, opens, position = "", True, 0
    # A library weighs millions of words: one look-up tells all that a word is, wherever it stands.
    known = _known
    for token in _TOKEN.findall(whole):
        kind, term, rare = known[token]
        if kind == _MARK:
            opens = True
            continue
        if position == _MOST_WORDS:
            break
        share = _SHARES[position]
        position += 1
        if kind == _DATE:
            before, opens = "", False
            continue
        if position <= title_words:
            share *= _TITLE
            opens = True
        terms.append(term)
        if term in counts:
            counts[term] += share
        else:
            counts[term] = share
            rarities[term] = rare
        if kind == _PLAIN:
            before, opens = "", False
            continue
        # Headlines and first words have capitals without being names: they say it half as loudly.
        capitals[term] = capitals.get(term, 0.0) + (0.5 if opens else 1)
        opens = False
        if kind == _CAPITAL:
            before = ""
            continue
        if before:
            pair = f"{before} {term}"
            pairs[pair] = pairs.get(pair, 0.0) + share
        before = term

    times = Counter(terms)
    weights = {
        term: (1 + log(counts[term])) * rare * (_NAME if 2 * capitals.get(term, 0) > times[term] else 1)
        for term, rare in rarities.items()
        if rare
    }
    weights |= {pair: (1 + log(count)) * UNKNOWN * _PAIR for pair, count in pairs.items()}
    # Tuples are compared without calling anything: half of the terms are sorted in the time of a key.
    strongest = sorted([(-weight, term) for term, weight in weights.items() if weight])[:MOST_TERMS]
    norm = sqrt(fsum(weight * weight for weight, _ in strongest))
    return {term: round(LENGTH * -weight / norm) for weight, term in strongest}


_MARK, _DATE, _PLAIN, _CAPITAL, _RARE_CAPITAL = range(5)


class _Known(dict[str, tuple[int, str, float]]):
    """What a word or mark is, a word's term, and how rare that is; looked up once for each."""

    def __missing__(self, token: str) -> tuple[int, str, float]:
        if len(self) >= _MOST_KNOWN:
            self.clear()
        self[token] = found = _look_up(token)
        return found


_known = _Known()


def _look_up(token: str) -> tuple[int, str, float]:
    if token in _MARKS:
        return _MARK, "", 0.0
    lower = token.lower()
    if lower in _CALENDAR:
        return _DATE, "", 0.0
    term = stem(lower)
    rare = rarity(term)
    if not token[0].isupper():
        return _PLAIN, term, rare
    return (_RARE_CAPITAL if rare >= _PAIRED else _CAPITAL), term, rare
