"""What an article is about, as weighted terms: rare words, names, figures and pairs of names."""

from __future__ import annotations

import math
import re
from collections import defaultdict

from reader.stories.background import UNKNOWN, rarity, stem
from reader.text.words import words

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

_STARTS_SENTENCE = re.compile(r"[.!?\n:\"“`]")

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
    counts: dict[str, float] = defaultdict(float)
    times: dict[str, int] = defaultdict(int)
    capitals: dict[str, float] = defaultdict(float)
    pairs: dict[str, float] = defaultdict(float)
    whole = f"{title}\n{text}"[:_MOST_CHARACTERS]
    before, end_before = "", 0
    for position, (start, end) in enumerate(words(whole)[:_MOST_WORDS]):
        word = whole[start:end]
        lower = word.lower()
        if lower in _CALENDAR:
            before, end_before = "", end
            continue
        term = stem(lower)
        in_title = start < len(title)
        share = (1 + _LEAD * math.exp(-position / _LEAD_WORDS)) * (_TITLE if in_title else 1)
        counts[term] += share
        times[term] += 1
        capital = word[0].isupper()
        if capital:
            # Headlines and first words have capitals without being names: they say it half as loudly.
            opens = start == 0 or _STARTS_SENTENCE.search(whole, end_before, start)
            capitals[term] += 0.5 if in_title or opens else 1
        paired = term if capital and rarity(term) >= _PAIRED else ""
        if before and paired:
            pairs[f"{before} {paired}"] += share
        before, end_before = paired, end

    weights = {
        term: (1 + math.log(count)) * rarity(term) * (_NAME if 2 * capitals[term] > times[term] else 1)
        for term, count in counts.items()
    }
    weights |= {pair: (1 + math.log(count)) * UNKNOWN * _PAIR for pair, count in pairs.items()}
    strongest = sorted(weights.items(), key=lambda item: (-item[1], item[0]))[:MOST_TERMS]
    norm = math.sqrt(math.fsum(weight * weight for _, weight in strongest))
    return {term: round(LENGTH * weight / norm) for term, weight in strongest if weight}
