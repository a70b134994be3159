"""Build `reader/comparison/data/related.txt`: words that can stand for one another.

Two words are related when WordNet knows them as synonyms, as derived from one another, or as a kind of each
other, and when vectors trained on encyclopaedia and news text agree that they are used alike. Stems are
written, one line a stem, each pair once. Needs numpy.

    python tools/linking/related.py WORDNET_DICT_FOLDER VECTORS.json

`WORDNET_DICT_FOLDER` holds WordNet 3.1's `data.noun`, `data.verb`, `data.adj`, `data.adv`. `VECTORS.json`
is an object with `words` (most frequent first) and `vectors` (word to a list of numbers, of which the first
100 are read).
"""

from __future__ import annotations

import json
import re
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from reader.comparison.terms import key_of, stop_words

VOCABULARY = 25_000  # The most frequent words: rarer ones have vectors that say little.
CLOSE, LOOSE = 0.30, 0.40  # Least cosine for synonyms and derivations; for a kind of each other.
TARGET = Path(__file__).parents[2] / "reader" / "comparison" / "data" / "related.txt"


def synsets(folder: Path) -> dict[tuple[str, str], tuple[list[str], list[tuple[str, str, str, str]]]]:
    """Return every synset by part of speech and offset: its words and its pointers."""
    found = {}
    for name in ("noun", "verb", "adj", "adv"):
        for line in (folder / f"data.{name}").read_text(encoding="latin-1").splitlines():
            if line.startswith("  "):
                continue
            parts = line.split(" | ")[0].split()
            count = int(parts[3], 16)
            words = [re.sub(r"\(.*\)", "", parts[4 + 2 * place]).lower() for place in range(count)]
            at = 4 + 2 * count
            pointers = [
                (parts[k], parts[k + 1], parts[k + 2].replace("s", "a"), parts[k + 3])
                for k in range(at + 1, at + 1 + 4 * int(parts[at]), 4)
            ]
            found[parts[2].replace("s", "a"), parts[0]] = (words, pointers)
    return found


def pairs(folder: Path) -> Iterator[tuple[str, str, bool]]:
    """Yield pairs of words and whether they are close: synonyms or derived from one another."""
    known = synsets(folder)
    for words, pointers in known.values():
        for a in words:
            for b in words:
                yield a, b, True
        for symbol, offset, part, places in pointers:
            others = known.get((part, offset), ([], []))[0]
            if symbol in ("+", "\\"):
                yield words[int(places[:2], 16) - 1], others[int(places[2:], 16) - 1], True
            elif symbol in ("@", "~", "&", "*", "^", "$"):
                for a in words:
                    for b in others:
                        yield a, b, False


def main() -> None:
    """Write the table."""
    folder, vectors_file = Path(sys.argv[1]), Path(sys.argv[2])
    record = json.loads(vectors_file.read_text(encoding="utf-8"))
    words = record["words"][:VOCABULARY]
    vectors = np.array([record["vectors"][word][:100] for word in words], dtype=np.float64)
    vectors -= vectors.mean(0)
    # The two strongest directions of such vectors tell frequency, not meaning.
    main_axes = np.linalg.svd(vectors, full_matrices=False)[2][:2]
    vectors -= vectors @ main_axes.T @ main_axes
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    place = {word: index for index, word in enumerate(words) if word not in stop_words()}
    related: dict[str, set[str]] = defaultdict(set)
    for a, b, close in pairs(folder):
        if a in place and b in place:
            first, second = sorted((key_of(a), key_of(b)))
            alike = float(vectors[place[a]] @ vectors[place[b]])
            if first != second and min(len(first), len(second)) > 2 and alike >= (CLOSE if close else LOOSE):
                related[first].add(second)
    lines = [" ".join([stem, *sorted(related[stem])]) for stem in sorted(related)]
    TARGET.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"{len(lines)} stems, {sum(map(len, related.values()))} pairs, {TARGET.stat().st_size} bytes")


if __name__ == "__main__":
    main()
