"""The name tagger: a linear model over the features, decoded by the best path of labels."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from reader.entities.features import context_features, places, word_features
from reader.entities.model_file import LABELS, read
from reader.entities.rules import TYPES, Piece
from reader.entities.sheet import Sheet, profile

_NONE = (0,) * LABELS
_RANGE = range(LABELS)


class Tagger:
    """A model with the sums it has already made.

    Each word type meets the same weights wherever it stands at the same place beside a token, so these are
    added up once and kept.
    """

    def __init__(self, rows: dict[str, int], columns: array[int], moves: list[list[int]]) -> None:
        """Take a model as `reader.entities.model_file.read` returns it."""
        self._rows = rows
        self._columns = [columns[at : at + len(rows)] for at in range(0, len(columns), len(rows))]
        self._moves = moves
        self._weights: dict[str, tuple[int, ...]] = {}
        self._words: dict[tuple[str, str], tuple[int, ...]] = {}

    def _weight(self, feature: str) -> tuple[int, ...]:
        row = self._rows.get(feature)
        found = _NONE if row is None else tuple([column[row] for column in self._columns])
        self._weights[feature] = found
        return found

    def _word(self, word: str, place: str) -> tuple[int, ...]:
        rows = [self._weights.get(name) or self._weight(name) for name in word_features(word, place)]
        found = tuple(map(sum, zip(*rows, strict=True)))
        self._words[word, place] = found
        return found

    def tag(self, sheets: Sequence[Sheet]) -> list[list[Piece]]:
        """Return the names of each sentence of an article, in order."""
        flags = profile(sheets)
        return [self._sentence(sheet, flags) for sheet in sheets]

    def _sentence(self, sheet: Sheet, flags: dict[str, str]) -> list[Piece]:
        found: list[Piece] = []
        words = ["", "", *sheet.words, "", ""]
        seen, known = self._words, self._weights
        beside = places(bool(sheet.mode))
        for first, rows in context_features(sheet, flags):
            scores: list[list[int]] = []
            for at, row in enumerate(rows, first):
                parts = [known.get(name) or self._weight(name) for name in row]
                for place, distance in beside:
                    word = words[at + distance]
                    parts.append(seen.get((word, place)) or self._word(word, place))
                scores.append(list(map(sum, zip(*parts, strict=True))))
            found += _names(first, self._decode(scores), scores)
        return found

    def _decode(self, scores: list[list[int]]) -> list[int]:
        """Return the best labels; an inside label follows only its own kind."""
        moves = self._moves
        start = moves[0]
        before = [score + move for score, move in zip(scores[0], start, strict=True)]
        for label in range(2, LABELS, 2):
            before[label] = -1_000_000
        backs: list[list[int]] = []
        for row in scores[1:]:
            now: list[int] = []
            back: list[int] = []
            for label in _RANGE:
                if label and label % 2 == 0:
                    begun, inside = (
                        before[label - 1] + moves[label - 1][label],
                        before[label] + moves[label][label],
                    )
                    past, best = (label - 1, begun) if begun >= inside else (label, inside)
                else:
                    past, best = 0, before[0] + moves[0][label]
                    for other in range(1, LABELS):
                        value = before[other] + moves[other][label]
                        if value > best:
                            past, best = other, value
                now.append(best + row[label])
                back.append(past)
            backs.append(back)
            before = now
        label = before.index(max(before))
        path = [label]
        for back in reversed(backs):
            label = back[label]
            path.append(label)
        return path[::-1]


def _names(first: int, path: Sequence[int], scores: Sequence[Sequence[int]]) -> list[Piece]:
    """Return the names that a path of labels marks."""
    found: list[Piece] = []
    at = 0
    while at < len(path):
        label = path[at]
        at += 1
        if label == 0:
            continue
        begin = at - 1
        while at < len(path) and path[at] == label + 1:
            at += 1
        by_type = tuple(
            scores[begin][begun] + sum(row[begun + 1] for row in scores[begin + 1 : at])
            for begun in range(1, LABELS, 2)
        )
        found.append(Piece(first + begin, first + at, TYPES[(label - 1) // 2], by_type))
    return found


@cache
def tagger() -> Tagger:
    """Return the shipped tagger."""
    return Tagger(*read((Path(__file__).parent / "data" / "tagger.gz").read_bytes()))
