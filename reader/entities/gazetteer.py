"""The gazetteer: which classes of names a phrase belongs to, and what its short forms stand for.

Built by `tools/names/tables.py`; loaded on first use (about 20 ms).
"""

from __future__ import annotations

import gzip
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from reader.entities.tokens import Token

COUNTRY, DEMONYM, REGION, ORGANISATION, CITY, TOWN, DIVISION, GIVEN, FAMILY = (1 << bit for bit in range(9))
PLACE = COUNTRY | REGION | CITY | TOWN | DIVISION


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """Phrases by their key: tokens in lower case, one space apart.

    Attributes:
        bits: Classes of each phrase.
        longest: For the first token of phrases of several tokens, the longest one's number of tokens.
        shown: What a country, demonym or known organisation stands for.
    """

    bits: dict[str, int]
    longest: dict[str, int]
    shown: dict[str, str]

    def match(self, tokens: Sequence[Token], at: int) -> tuple[int, int]:
        """Return the number of tokens and the classes of the longest known phrase at token `at`.

        `(0, 0)` when no phrase starts there. Phrases of several tokens go before single tokens.
        """
        lower = tokens[at].lower
        most = self.longest.get(lower, 1)
        if most > 1:
            words = [lower]
            for token in tokens[at + 1 : at + most]:
                words.append(token.lower)
            for length in range(len(words), 1, -1):
                found = self.bits.get(" ".join(words[:length]))
                if found:
                    return length, found
        found = self.bits.get(lower, 0)
        return (1, found) if found else (0, 0)


@cache
def gazetteer() -> Gazetteer:
    """Return the shipped gazetteer."""
    raw = gzip.decompress((Path(__file__).parent / "data" / "gazetteer.gz").read_bytes()).decode()
    classes, names, lengths = raw.split("\n\n")
    bits: dict[str, int] = {}
    for line in classes.split("\n"):
        mask, *phrases = line.split("\t")
        bits.update(dict.fromkeys(phrases, int(mask)))
    longest = {word: int(length) for word, length in (line.split("\t") for line in lengths.splitlines())}
    shown = dict(line.split("\t") for line in names.splitlines())
    return Gazetteer(bits, longest, shown)
