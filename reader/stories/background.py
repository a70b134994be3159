"""How much a word says about what an article is about, from word frequencies that never change.

A collection's own frequencies would not do: in a collection of one story they call its very subject
common, and every added article would change what was grouped before. Source and licence of the table
stand in `data/README.md`; it is loaded on first use (about 20 ms).
"""

from __future__ import annotations

from bisect import bisect_left
from functools import cache, lru_cache
from typing import Any

UNKNOWN = 13.5
"""The weight of a word that the table does not know: a name, as a rule."""


@lru_cache(maxsize=100_000)
def stem(word: str) -> str:
    """Return what a word in small letters is known by: its English stem, without a possessive."""
    word = word.replace("’", "'").removesuffix("'s")
    return str(_stemmer().stemWord(word))


@lru_cache(maxsize=100_000)
def rarity(word_stem: str) -> float:
    """Return a word's weight: 0 for a word in every article, up to `UNKNOWN`.

    It is the negative natural logarithm of the share of articles (of 400 words) that hold the word.
    """
    stems, tenths = _table()
    place = bisect_left(stems, word_stem)
    known = place < len(stems) and stems[place] == word_stem
    return tenths[place] / 10 if known else UNKNOWN


@cache
def _stemmer() -> Any:
    from snowballstemmer import stemmer

    return stemmer("english")


@cache
def _table() -> tuple[list[str], bytes]:
    """Return the stems in order and the weight of each in tenths.

    Searched as it stands: a dictionary of all stems would take three times as long to load, and two
    articles ask for a few hundred of them.
    """
    import gzip
    from importlib.resources import files

    stems, tenths = gzip.decompress((files("reader.stories") / "data" / "background.gz").read_bytes()).split(
        b"\0", 1
    )
    return stems.decode().split("\n"), tenths
