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

_ALONE = [1 + log(share) for share in _SHARES]
"""What a word counts that stands nowhere else."""

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
    whole = f"{title}\n{text}"[:_MOST_CHARACTERS]
    title_words = len(WORD.findall(title[:_MOST_CHARACTERS]))
    # A library weighs millions of words: one look-up tells all that a word is, wherever it stands, and what
    # is true of every word is done to all at once. Only words with capitals are looked at one by one.
    found = list(map(_known.__getitem__, _TOKEN.findall(whole)))
    kinds = bytes([known[0] for known in found])
    marks = [place for place, kind in enumerate(kinds) if kind == _MARK]
    # The word after a mark has as many tokens before it as the mark, less the marks.
    opening = {0, *(place - before for before, place in enumerate(marks))}
    kinds = kinds.replace(bytes([_MARK]), b"")[:_MOST_WORDS]
    words = [(term, rare) for kind, term, rare in found if kind != _MARK][:_MOST_WORDS]
    terms = [term for term, _ in words]
    shares, alone = _SHARES, _ALONE
    if title_words:
        shares = [*(_TITLE * share for share in _SHARES[:title_words]), *_SHARES[title_words:]]
        alone = [*(1 + log(share) for share in shares[:title_words]), *_ALONE[title_words:]]

    # Most terms stand once; of the others the sums are taken.
    weights = {term: say * rare for (term, rare), say in zip(words, alone, strict=False)}
    times = Counter(terms) if len(weights) < len(terms) else {}
    sums = dict.fromkeys([term for term, often in times.items() if often > 1], 0.0)
    if sums:
        rarities: dict[str, float] = {}
        for (term, rare), share in zip(words, shares, strict=False):
            if term in sums:
                sums[term] += share
                rarities[term] = rare
        for term, total in sums.items():
            weights[term] = (1 + log(total)) * rarities[term]

    capitals: dict[str, float] = {}
    pairs: dict[str, float] = {}
    for match in _CAPITALS.finditer(kinds):
        place = match.start()
        term = terms[place]
        # Headlines and first words have capitals without being names: they say it half as loudly.
        loud = 0.5 if place < title_words or place in opening else 1.0
        capitals[term] = capitals.get(term, 0.0) + loud
        if place and kinds[place] == kinds[place - 1] == _RARE_CAPITAL:
            pair = f"{terms[place - 1]} {term}"
            pairs[pair] = pairs.get(pair, 0.0) + shares[place]

    for term, loud in capitals.items():
        if 2 * loud > times.get(term, 1):
            weights[term] *= _NAME
    for pair, count in pairs.items():
        weights[pair] = (1 + log(count)) * UNKNOWN * _PAIR
    # Figures are sorted in a fraction of the time of pairs, so they tell first which terms are to be sorted.
    least = sorted(weights.values(), reverse=True)[:MOST_TERMS][-1:] or [0.0]
    strongest = sorted([(-weight, term) for term, weight in weights.items() if weight >= least[0] and weight])
    del strongest[MOST_TERMS:]
    norm = sqrt(fsum([weight * weight for weight, _ in strongest]))
    return {term: round(LENGTH * -weight / norm) for weight, term in strongest}


_MARK, _DATE, _PLAIN, _CAPITAL, _RARE_CAPITAL = range(5)
_CAPITALS = re.compile(rb"[%c%c]" % (_CAPITAL, _RARE_CAPITAL))


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
        return _DATE, "", 0.0  # No term weighs nothing, so it is none.
    term = stem(lower)
    rare = rarity(term)
    if not token[0].isupper():
        return _PLAIN, term, rare
    return (_RARE_CAPITAL if rare >= _PAIRED else _CAPITAL), term, rare
