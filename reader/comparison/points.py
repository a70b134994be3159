"""How a score comes about, in points out of 100 that add up to it and in words that a reader understands."""

from __future__ import annotations

from collections.abc import Sequence
from math import floor
from typing import NamedTuple

from reader.comparison.features import NAMES
from reader.comparison.score import Weights, logistic


class _Ground(NamedTuple):
    """Features that a reader sees as one thing.

    Attributes:
        speaks_for: What it is called where it raises the score.
        speaks_against: What it is called where it lowers it.
        features: Their names in `features.NAMES`.
    """

    speaks_for: str
    speaks_against: str
    features: tuple[str, ...]


START = "any two passages of these texts"
HELD_DOWN = "held down: alike but for what differs"
START_FEATURES = ("length of the texts", "depth in the texts")
GROUNDS = (
    _Ground(
        "shared words",
        "few shared words",
        (
            "rare words shared, no names",
            "rare words shared, long texts",
            "words covered, better side",
            "words covered, worse side",
        ),
    ),
    _Ground("words in the same order", "words in another order", ("same order",)),
    _Ground("shared names", "other names", ("names in common",)),
    _Ground(
        "the same words in quote marks",
        "quoted on one side, or other words quoted",
        ("quoted words in common", "both sides quote", "one side quotes"),
    ),
    _Ground("figures agree", "no figure in common", ("figures differ",)),
    _Ground("negated alike", "one side negates", ("one side negates",)),
    _Ground("no other passage comes as near", "another passage comes nearer", ("lead over rivals",)),
    _Ground("their neighbours share words", "their neighbours share none", ("share with neighbours",)),
)


def points(weights: Weights, values: Sequence[float], score: float) -> tuple[tuple[str, float], ...]:
    """Return what raised the score and what lowered it, strongest first; the whole points add up to it.

    What speaks for a link shares out the rise from the start, what speaks against it the fall from there.

    Args:
        weights: The frozen weights.
        values: The features of the pair.
        score: Its score, 0 to 1; where it is less than the weights make it, it was held down.
    """
    added = dict(zip(NAMES, (w * v for w, v in zip(weights.by_feature, values, strict=True)), strict=True))
    start = weights.bias + sum(added[name] for name in START_FEATURES)
    grounds = [(ground, sum(added[name] for name in ground.features)) for ground in GROUNDS]
    rise = sum(z for _, z in grounds if z > 0)
    fall = sum(z for _, z in grounds if z < 0)
    low, high, end = logistic(start), logistic(start + rise), logistic(start + rise + fall)
    shares = [(START, low)]
    for ground, z in grounds:
        if z > 0:
            shares.append((ground.speaks_for, (high - low) * z / rise))
        elif z < 0:
            shares.append((ground.speaks_against, (end - high) * z / fall))
    if score < end - 0.005:
        shares.append((HELD_DOWN, score - end))
    whole = _whole_points(shares, round(100 * score))
    return tuple(sorted((part for part in whole if part[1]), key=lambda part: (-abs(part[1]), part[0])))


def _whole_points(shares: list[tuple[str, float]], total: int) -> list[tuple[str, float]]:
    """Round to whole points so that they add up to `total`: those nearest to the next point take it."""
    exact = [100 * share for _, share in shares]
    whole = [floor(share) for share in exact]
    order = sorted(range(len(exact)), key=lambda k: (whole[k] - exact[k], k))
    missing = total - sum(whole)
    for step in range(abs(missing)):
        whole[order[step % len(order)]] += 1 if missing > 0 else -1
    return [(name, float(value)) for (name, _), value in zip(shares, whole, strict=True)]
