"""Build the lexicon of word clusters and of usual case that ships in `reader/entities/data/`.

Clusters and word frequencies come from spacy-lookups-data (MIT), case besides from the training corpora.

    python tools/names/lexicon.py LOOKUPS_FOLDER CORPORA_FOLDER reader/entities/data/lexicon.gz
"""

from __future__ import annotations

import gzip
import io
import json
import math
import re
import sys
from collections import Counter
from pathlib import Path

from corpora import CORPORA, read

WORDS = 45_000
"""How many of the commonest cased words keep their cluster."""

SHARES = (0.98, 0.93, 0.8, 0.55, 0.25)
"""Limits of the classes: the share of a word's uses inside sentences that are written small."""


def load(path: Path) -> dict[str, float]:
    """Return a table of spacy-lookups-data."""
    with gzip.open(path, "rt", encoding="utf-8") as file:
        table: dict[str, float] = json.load(file)
    return table


def case_classes(frequency: dict[str, float], corpora: Path) -> list[list[str]]:
    """Return words by how often they are written small, the surest first; the limits are `SHARES`."""
    seen: dict[str, Counter[bool]] = {}
    for name in CORPORA:
        for document in read(corpora, name):
            for tokens in document.sentences:
                for token in tokens[1:]:
                    if token.text[0].isalpha() and not (len(token.text) > 1 and token.text.isupper()):
                        seen.setdefault(token.lower, Counter())[token.text[0].islower()] += 1
    classes: list[list[str]] = [[] for _ in SHARES]
    lowers = {word for word in frequency if re.fullmatch(r"[a-z][a-z']+", word)} | set(seen)
    for word in sorted(lowers):
        counts = seen.get(word)
        if counts is not None and counts.total() >= 5:
            share = counts[True] / counts.total()
        elif frequency.get(word, -99) > -15.5:
            here = math.exp(frequency[word])
            share = here / (
                here + math.exp(frequency.get(word.title(), -99)) + math.exp(frequency.get(word.upper(), -99))
            )
            share -= 0.1  # Loose writing leaves out many capitals that news does not.
        else:
            continue
        for limit, words in zip(SHARES, classes, strict=True):
            if share >= limit:
                words.append(word)
                break
    return classes


def main() -> None:
    """Write the lexicon: a line each class of case, then one line a cluster, its number first."""
    lookups, corpora, target = map(Path, sys.argv[1:4])
    clusters = load(lookups / "en_lexeme_cluster.json.gz")
    frequency = load(lookups / "en_lexeme_prob.json.gz")
    ranked = sorted(
        (word for word, cluster in clusters.items() if cluster and re.fullmatch(r"[^\W\d_][\w'.-]*", word)),
        key=lambda word: (-frequency.get(word, -99), word),
    )
    groups: dict[int, list[str]] = {}
    for word in ranked[:WORDS]:
        groups.setdefault(int(clusters[word]), []).append(word)
    lines = ["\t".join(words) for words in case_classes(frequency, corpora)]
    lines += ["\t".join([str(cluster), *sorted(groups[cluster])]) for cluster in sorted(groups)]
    buffer = io.BytesIO()
    with gzip.GzipFile(fileobj=buffer, mode="wb", compresslevel=9, mtime=0) as file:
        file.write("\n".join(lines).encode())
    target.write_bytes(buffer.getvalue())


if __name__ == "__main__":
    main()
