"""Write a set of text pairs with long copied stretches, for measuring the verbatim layer.

    python tools/linking/copies.py > long-copies.jsonl

Sixty pairs of generated prose, each with one to six runs of 50 to 5,000 words copied from the left text
into an otherwise unrelated right text; in half of them the runs change their order. Runs begin and end
anywhere, not only at sentence borders. The format is that of the other sets: `id`, `a`, `b`, `must` as
`[start, end, start, end, kind]`. The same output on every run.
"""

from __future__ import annotations

import json
import random

from reader.comparison.rows import related_words
from reader.comparison.terms import stop_words

PAIRS = 60


class Writer:
    """Writes prose without meaning: content words with the usual share of small words between them."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)
        self._content = sorted(related_words())
        self._small = sorted(word for word in stop_words() if "'" not in word)

    def words(self, count: int) -> list[str]:
        """Return `count` words, with capitals, full stops and paragraph ends where sentences have them."""
        chance = self._random
        written: list[str] = []
        left_in_sentence = 0
        for _ in range(count):
            first = left_in_sentence == 0
            if first:
                left_in_sentence = chance.randint(6, 32)
            # Few words are frequent and many rare, as in any prose.
            content = self._content[int(len(self._content) * chance.random() ** 2)]
            word = chance.choice(self._small) if chance.random() < 0.45 else content
            left_in_sentence -= 1
            word = word.capitalize() if first else word
            if left_in_sentence == 0:
                word += "." if chance.random() < 0.75 else ".\n"
            elif chance.random() < 0.06:
                word += ","
            written.append(word)
        return written


def pair(number: int) -> dict[str, object]:
    """Return one pair of texts."""
    chance = random.Random(1000 + number)
    writer = Writer(number)
    lengths = [round(50 * 100 ** chance.random()) for _ in range(chance.randint(1, 6))]
    runs = [writer.words(length) for length in lengths]
    order = list(range(len(runs)))
    if number % 2:
        chance.shuffle(order)
    left, left_spans = _text(writer, chance, runs, list(range(len(runs))))
    right, right_spans = _text(writer, chance, runs, order)
    must = [[*left_spans[place], *right_spans[place], "verbatim"] for place in range(len(runs))]
    return {
        "id": f"copies-{number}",
        "a": left,
        "b": right,
        "must": must,
        "optional": [],
        "decoy": [],
        "mode": "closed",
    }


def _text(
    writer: Writer, chance: random.Random, runs: list[list[str]], order: list[int]
) -> tuple[str, dict[int, tuple[int, int]]]:
    """Return a text that holds the runs in this order, and the characters where each stands."""
    text = ""
    spans: dict[int, tuple[int, int]] = {}
    for place in order:
        text += " ".join(writer.words(chance.randint(40, 800))) + " "
        start = len(text)
        text += " ".join(runs[place])
        spans[place] = (start, len(text.rstrip()))
        text += " "
    text += " ".join(writer.words(chance.randint(40, 800)))
    return text, spans


def main() -> None:
    """Print the set, one pair a line."""
    for number in range(PAIRS):
        print(json.dumps(pair(number)))


if __name__ == "__main__":
    main()
