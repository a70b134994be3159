"""Word clusters and the usual case of words, loaded on first use.

Clusters group words that stand in like company (cities with cities, ministries with offices), so that the
tagger knows something about words its training text never had. Built by `tools/names/lexicon.py`.
"""

from __future__ import annotations

import gzip
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_CASES = 5


@dataclass(frozen=True, slots=True)
class Lexicon:
    """What is known of single words.

    Attributes:
        clusters: Cluster of a word as written; its low bits name the wider cluster it belongs to.
        case: For words in lower case how they are written inside sentences: 0 always small … 4 mostly with
            a capital; words that are missing here have one always, or are rare.
    """

    clusters: dict[str, int]
    case: dict[str, int]

    def small(self, lower: str) -> bool:
        """Tell whether a word is mostly written small inside sentences."""
        return self.case.get(lower, 5) < 3

    def cluster(self, word: str) -> int:
        """Return the cluster of a word as written, else of another writing of it, else 0."""
        return (
            self.clusters.get(word)
            or self.clusters.get(word.capitalize())
            or self.clusters.get(word.lower())
            or 0
        )


@cache
def lexicon() -> Lexicon:
    """Return the shipped lexicon."""
    raw = gzip.decompress((Path(__file__).parent / "data" / "lexicon.gz").read_bytes()).decode()
    lines = raw.split("\n")
    case: dict[str, int] = {}
    for degree, line in enumerate(lines[:_CASES]):
        case.update(dict.fromkeys(line.split("\t"), degree))
    clusters: dict[str, int] = {}
    for line in lines[_CASES:]:
        number, *words = line.split("\t")
        clusters.update(dict.fromkeys(words, int(number)))
    return Lexicon(clusters, case)
