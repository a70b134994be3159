"""The score: how likely two passages are to say the same thing, from frozen weights."""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import cache
from math import exp

from reader.comparison.features import NAMES
from reader.comparison.terms import data_lines


class Weights:
    """The fitted weights of a logistic score.

    Attributes:
        cut: Pairs that score less are not linked.
        bias: The score of nothing at all, in log odds.
        by_feature: One weight a feature, in the order of `features.NAMES`.
    """

    __slots__ = ("bias", "by_feature", "cut")

    def __init__(self, record: dict[str, object]) -> None:
        weights = record["weights"]
        assert isinstance(weights, dict)
        if tuple(weights) != NAMES:
            raise ValueError("weights.json was fitted on other features: run tools/linking/train.py")
        self.cut = float(str(record["cut"]))
        self.bias = float(str(record["bias"]))
        self.by_feature = tuple(float(weight) for weight in weights.values())

    def probability(self, values: Sequence[float]) -> float:
        """Return the probability, 0 to 1, that a pair with these features says the same thing."""
        z = self.bias
        for weight, value in zip(self.by_feature, values, strict=True):
            z += weight * value
        return logistic(z)


def logistic(z: float) -> float:
    """Return the probability that goes with log odds of `z`."""
    return 1 / (1 + exp(-z)) if z > -500 else 0.0


@cache
def frozen_weights() -> Weights:
    """Return the weights that ship with the program."""
    return Weights(json.loads("\n".join(data_lines("weights.json"))))
