"""How far coders agree: percent agreement, Cohen's kappa, Krippendorff's alpha, for nominal codes.

Formulas: J. Cohen, "A Coefficient of Agreement for Nominal Scales" (1960); K. Krippendorff, "Computing
Krippendorff's Alpha-Reliability" (2011), section D, nominal metric. Tests check them against published
examples.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import nan


@dataclass(frozen=True, slots=True)
class Agreement:
    """What two or more coders' codings of the same units give.

    Attributes:
        units: How many units at least two coders have coded.
        percent: Share of them on which all their coders agree, 0 to 1; nan where there are none.
        kappa: Cohen's kappa, for two coders; nan for more, or where it is not defined.
        alpha: Krippendorff's alpha for nominal data; nan where it is not defined.
    """

    units: int
    percent: float
    kappa: float
    alpha: float


Coding = Mapping[str, str]
"""One coder's codes by unit; a unit that the coder has not looked at is missing."""


def agreement(coders: Sequence[Coding]) -> Agreement:
    """Return how far coders agree on the units that at least two of them have coded."""
    names = sorted({unit for coder in coders for unit in coder})
    values = [[coder[unit] for coder in coders if unit in coder] for unit in names]
    pairable = [codes for codes in values if len(codes) > 1]
    if not pairable:
        return Agreement(0, nan, nan, nan)
    percent = sum(len(set(codes)) == 1 for codes in pairable) / len(pairable)
    kappa = nan
    if len(coders) == 2:
        both = [unit for unit in names if unit in coders[0] and unit in coders[1]]
        kappa = cohen_kappa([coders[0][unit] for unit in both], [coders[1][unit] for unit in both])
    return Agreement(len(pairable), percent, kappa, krippendorff_alpha(pairable))


def cohen_kappa(one: Sequence[str], other: Sequence[str]) -> float:
    """Return Cohen's kappa of two coders' codes of the same units in the same order.

    It is nan when chance alone would make them agree on everything.
    """
    count = len(one)
    if count == 0 or count != len(other):
        return nan
    observed = sum(a == b for a, b in zip(one, other, strict=True)) / count
    first, second = Counter(one), Counter(other)
    expected = sum(first[code] * second[code] for code in first) / count**2
    return (observed - expected) / (1 - expected) if expected < 1 else nan


def krippendorff_alpha(units: Sequence[Sequence[str]]) -> float:
    """Return Krippendorff's alpha for nominal codes.

    Args:
        units: For each unit the codes that it was given, by any number of coders; units with fewer than two
            codes say nothing and are left out.

    Returns:
        At most 1; nan when all codes are the same one, as nothing could be disagreed on.
    """
    totals: Counter[str] = Counter()
    disagreement = 0.0
    for codes in units:
        if len(codes) < 2:
            continue
        counts = Counter(codes)
        totals.update(counts)
        pairs = len(codes) * (len(codes) - 1) - sum(n * (n - 1) for n in counts.values())
        disagreement += pairs / (len(codes) - 1)
    size = sum(totals.values())
    expected = size * (size - 1) - sum(n * (n - 1) for n in totals.values())
    return 1 - (size - 1) * disagreement / expected if expected else nan
