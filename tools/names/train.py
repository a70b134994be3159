"""Train the name tagger: an averaged structured perceptron over the features of `reader.entities.features`.

The same corpora and this script give the same model file, byte for byte:

    python tools/names/train.py CORPORA_FOLDER reader/entities/data/tagger.gz [--leave CORPUS] [--epochs N]
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from pathlib import Path

import numpy as np
from corpora import CORPORA, LABELS, Document, digest, read

from reader.entities.features import context_features, places, word_features
from reader.entities.model_file import write
from reader.entities.sheet import Sheet, lay_out, profile
from reader.entities.tokens import Token

SEED = 20150318
COUNT = len(LABELS)
ALLOWED = [
    [here for here in range(COUNT) if here == 0 or here % 2 or before in (here - 1, here)]
    for before in range(COUNT)
]


class Features:
    """Feature strings numbered in order of appearance, with how often each was seen."""

    def __init__(self) -> None:
        self.numbers: dict[str, int] = {}
        self.counts: list[int] = []

    def number(self, feature: str) -> int:
        """Return the number of a feature, counting this sight of it."""
        found = self.numbers.get(feature)
        if found is None:
            found = self.numbers[feature] = len(self.counts)
            self.counts.append(0)
        self.counts[found] += 1
        return found


def recase(tokens: list[Token], upper: bool) -> list[Token]:
    """Return the tokens of a sentence set in capitals, or with a capital to every word."""
    changed = []
    for token in tokens:
        text = token.text.upper() if upper else token.text[:1].upper() + token.text[1:]
        if len(text) != len(token.text) or token.text == "'s":
            text = token.text
        changed.append(Token(token.start, token.end, text, token.lower))
    return changed


def sheets_of(
    document: Document, chance: random.Random, share: float
) -> list[tuple[list[Sheet], list[list[int]]]]:
    """Return the sheets of a document as it stands, now and then also in capitals and in title case."""
    versions = [([lay_out(tokens) for tokens in document.sentences], document.labels)]
    for upper in (True, False):
        if chance.random() < share:
            versions.append(
                ([lay_out(recase(tokens, upper)) for tokens in document.sentences], document.labels)
            )
    return versions


def examples(
    documents: list[Document], features: Features, share: float
) -> list[tuple[list[np.ndarray], list[int]]]:
    """Return every segment as feature numbers token by token, with its labels."""
    chance = random.Random(SEED)
    cache: dict[tuple[str, str], list[str]] = {}
    result = []
    for document in documents:
        for sheets, labels in sheets_of(document, chance, share):
            flags = profile(sheets)
            for sheet, gold in zip(sheets, labels, strict=True):
                words = ["", "", *sheet.words, "", ""]
                for first, rows in context_features(sheet, flags):
                    segment = []
                    for offset, row in enumerate(rows):
                        names = list(row)
                        for place, distance in places(bool(sheet.mode)):
                            word = words[first + offset + distance]
                            if (word, place) not in cache:
                                cache[word, place] = word_features(word, place)
                            names += cache[word, place]
                        segment.append(
                            np.array([features.number(name) for name in dict.fromkeys(names)], dtype=np.int32)
                        )
                    result.append((segment, _inside(gold[first : first + len(rows)])))
    return result


def _inside(labels: list[int]) -> list[int]:
    """Return the labels of a segment, where a name that began before it begins with it."""
    return [
        label - 1
        if label and label % 2 == 0 and (at == 0 or labels[at - 1] not in (label, label - 1))
        else label
        for at, label in enumerate(labels)
    ]


def best_path(scores: list[list[float]], moves: list[list[float]]) -> list[int]:
    """Return the labels of the highest sum of scores and transitions."""
    paths: list[list[int]] = []
    before = [scores[0][label] + moves[0][label] if label in ALLOWED[0] else -1e9 for label in range(COUNT)]
    for row in scores[1:]:
        now, back = [], []
        for label in range(COUNT):
            if label and label % 2 == 0:
                options: tuple[int, ...] | range = (label - 1, label)
            else:
                options = range(COUNT)
            best = max(options, key=lambda past, label=label: before[past] + moves[past][label])
            now.append(before[best] + moves[best][label] + row[label])
            back.append(best)
        paths.append(back)
        before = now
    label = max(range(COUNT), key=before.__getitem__)
    path = [label]
    for back in reversed(paths):
        label = back[label]
        path.append(label)
    return path[::-1]


def train(
    data: list[tuple[list[np.ndarray], list[int]]], size: int, epochs: int, margin: float
) -> tuple[np.ndarray, np.ndarray]:
    """Return averaged weights (features x labels) and transitions (labels x labels).

    The right labels must win by `margin` a token, or they are learnt again.
    """
    weights, total = np.zeros((size, COUNT)), np.zeros((size, COUNT))
    moves, move_total = np.zeros((COUNT, COUNT)), np.zeros((COUNT, COUNT))
    order = list(range(len(data)))
    chance = random.Random(SEED)
    step = 1
    for epoch in range(epochs):
        chance.shuffle(order)
        wrong = 0
        begun = time.time()
        move_list = moves.tolist()
        for index in order:
            segment, gold = data[index]
            scores = [weights[ids].sum(axis=0).tolist() for ids in segment]
            for row, right in zip(scores, gold, strict=True):
                row[right] -= margin
            guess = best_path(scores, move_list)
            if guess != gold:
                wrong += 1
                last_gold = last_guess = 0
                for ids, right, false in zip(segment, gold, guess, strict=True):
                    if right != false:
                        weights[ids, right] += 1
                        weights[ids, false] -= 1
                        total[ids, right] += step
                        total[ids, false] -= step
                    if (last_gold, right) != (last_guess, false):
                        moves[last_gold, right] += 1
                        moves[last_guess, false] -= 1
                        move_total[last_gold, right] += step
                        move_total[last_guess, false] -= step
                    last_gold, last_guess = right, false
                move_list = moves.tolist()
            step += 1
        print(
            f"epoch {epoch + 1}: {wrong} of {len(data)} segments wrong, {time.time() - begun:.0f} s",
            file=sys.stderr,
        )
    return weights - total / step, moves - move_total / step


def main() -> None:
    """Train and write the model."""
    parser = argparse.ArgumentParser()
    parser.add_argument("corpora", type=Path)
    parser.add_argument("target", type=Path)
    parser.add_argument("--leave", default="", help="leave this corpus out")
    parser.add_argument("--epochs", type=int, default=10)
    parser.add_argument("--least", type=int, default=3, help="how often a feature must occur")
    parser.add_argument("--margin", type=float, default=40)
    parser.add_argument("--share", type=float, default=0.15)
    options = parser.parse_args()
    documents: list[Document] = []
    for name, known in CORPORA.items():
        if digest(options.corpora / f"{name}.jsonl.gz") != known:
            sys.exit(f"{name} is not the corpus this model is made of")
        if name != options.leave:
            documents += read(options.corpora, name)
    features = Features()
    data = examples(documents, features, options.share)
    keep = np.array([count >= options.least for count in features.counts])
    renumber = np.cumsum(keep) - 1
    data = [([renumber[ids[keep[ids]]] for ids in segment], labels) for segment, labels in data]
    size = int(keep.sum())
    print(f"{len(documents)} documents, {len(data)} segments, {size} features", file=sys.stderr)
    names = [name for name, number in features.numbers.items() if keep[number]]
    weights, moves = train(data, size, options.epochs, options.margin)
    write(options.target, names, weights, moves)


if __name__ == "__main__":
    main()
