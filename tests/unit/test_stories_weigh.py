"""Terms are weighed all at once: they have to be what a word-by-word reading gives."""

from __future__ import annotations

from collections import Counter
from math import fsum, log, sqrt

from hypothesis import example, given
from hypothesis import strategies as st

from reader.stories import terms
from reader.stories.background import UNKNOWN


def word_by_word(title: str, text: str) -> dict[str, int]:
    """Return what `weigh` is to return, said in the plainest way."""
    counts: dict[str, float] = {}
    rarities: dict[str, float] = {}
    capitals: Counter[str] = Counter()
    pairs: dict[str, float] = {}
    times: Counter[str] = Counter()
    title_words = len(terms.WORD.findall(title[: terms._MOST_CHARACTERS]))
    before, opens, position = "", True, 0
    for token in terms._TOKEN.findall(f"{title}\n{text}"[: terms._MOST_CHARACTERS]):
        kind, term, rare = terms._look_up(token)
        if kind == terms._MARK:
            opens = True
            continue
        if position == terms._MOST_WORDS:
            break
        share = terms._SHARES[position] * (terms._TITLE if position < title_words else 1)
        opens = opens or position < title_words
        position += 1
        if kind != terms._DATE:
            times[term] += 1
            counts[term] = counts.get(term, 0.0) + share
            rarities[term] = rare
        if kind in (terms._CAPITAL, terms._RARE_CAPITAL):
            capitals[term] += 1 if opens else 2
        if kind == terms._RARE_CAPITAL and before:
            pairs[f"{before} {term}"] = pairs.get(f"{before} {term}", 0.0) + share
        before = term if kind == terms._RARE_CAPITAL else ""
        opens = False
    weights = {
        term: (1 + log(count)) * rarities[term] * (terms._NAME if capitals[term] > times[term] else 1)
        for term, count in counts.items()
    }
    weights |= {pair: (1 + log(count)) * UNKNOWN * terms._PAIR for pair, count in pairs.items()}
    ranked = sorted((-weight, term) for term, weight in weights.items() if weight)[: terms.MOST_TERMS]
    norm = sqrt(fsum(weight * weight for weight, _ in ranked))
    return {term: round(terms.LENGTH * -weight / norm) for weight, term in ranked}


_PIECES = """Monday March the Smith John U.S. O'Neill's it’s . " : ? 1,300 8.2 2015 Ossetia a in İstanbul ſ
中国 Ärzte said x ` _ “ ” € Trump NATO AND and""".split()
_TEXTS = st.lists(st.sampled_from([*_PIECES, "\n", "\udc80"]), max_size=60).map(" ".join)


@example("", "")
@example("The", "the . the")
@example("Smith " * 700, "")
@example("", "Smith said. John Smith " * 300)
@example("", " ".join(f"Name{chr(97 + n // 26)}{chr(97 + n % 26)}" for n in range(300)))
@given(_TEXTS, _TEXTS)
def test_weighing_all_words_at_once_gives_what_reading_them_one_by_one_does(title: str, text: str) -> None:
    assert list(terms.weigh(title, text).items()) == list(word_by_word(title, text).items())
