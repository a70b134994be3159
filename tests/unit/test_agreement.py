"""Agreement of coders, checked against published examples."""

from math import isnan

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.library.agreement import agreement, cohen_kappa, krippendorff_alpha


def test_kappa_of_the_grant_proposals_example() -> None:
    # 50 proposals: both yes 20, first alone 5, second alone 10, both no 15.
    one = ["yes"] * 25 + ["no"] * 25
    other = ["yes"] * 20 + ["no"] * 5 + ["yes"] * 10 + ["no"] * 15
    assert cohen_kappa(one, other) == pytest.approx(0.4)


def test_alpha_of_krippendorffs_binary_example() -> None:
    meg, owen = "0100000010", "1110010000"
    assert krippendorff_alpha(list(zip(meg, owen, strict=True))) == pytest.approx(0.095, abs=0.0005)


def test_alpha_of_krippendorffs_nominal_example() -> None:
    ben, gerry = "aabbdcccedda", "babbbccceddd"
    assert krippendorff_alpha(list(zip(ben, gerry, strict=True))) == pytest.approx(0.692, abs=0.0005)


def test_alpha_of_krippendorffs_example_with_missing_codes() -> None:
    coders = ["1233214 12...", "1233224125.3", ".33323422 51.", "123324412 51."]
    rows = [coder.replace(" ", "") for coder in coders]
    assert {len(row) for row in rows} == {12}
    units = [[code for code in unit if code != "."] for unit in zip(*rows, strict=True)]
    assert krippendorff_alpha(units) == pytest.approx(0.743, abs=0.0005)


def test_units_that_one_coder_left_out_do_not_count() -> None:
    result = agreement([{"a": "x", "b": "y", "c": "z"}, {"a": "x", "b": "x"}])
    assert (result.units, result.percent) == (2, 0.5)


def test_without_shared_units_nothing_is_claimed() -> None:
    result = agreement([{"a": "x"}, {"b": "x"}])
    assert result.units == 0
    assert isnan(result.percent) and isnan(result.kappa) and isnan(result.alpha)


@given(st.dictionaries(st.text(max_size=3), st.sampled_from("xyz"), min_size=2, max_size=9))
def test_a_coder_agrees_with_a_copy_of_himself(coding: dict[str, str]) -> None:
    result = agreement([coding, coding])
    assert result.percent == 1
    assert result.alpha == pytest.approx(1) or len(set(coding.values())) == 1
    assert isnan(result.kappa) or result.kappa == pytest.approx(1)


@given(st.lists(st.lists(st.sampled_from("xyz"), max_size=4), max_size=9))
def test_alpha_does_not_depend_on_the_order_of_coders_or_units(units: list[list[str]]) -> None:
    shuffled = [sorted(codes, reverse=True) for codes in units][::-1]
    one, other = krippendorff_alpha(units), krippendorff_alpha(shuffled)
    assert (isnan(one) and isnan(other)) or one == pytest.approx(other)
