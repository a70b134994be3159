"""Figures: amounts, percentages, counts and ordinals as numbers with their unit."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.text.figures import FigureKind, find_figures, parse_number


@pytest.mark.parametrize(
    ("text", "surface", "shown", "kind"),
    [
        ("almost 97 percent of", "97 percent", "<~97 percent", FigureKind.PERCENT),
        ("a turnout of over 83 per cent", "83 per cent", ">83 percent", FigureKind.PERCENT),
        ("by 2.5% in", "2.5%", "2.5 percent", FigureKind.PERCENT),
        ("two percentage points", "two percentage points", "2 percentage point", FigureKind.PERCENT),
        ("a US$ 4.2 billion dam", "US$ 4.2 billion", "4200000000 USD", FigureKind.MONEY),
        ("$30bn of", "$30bn", "30000000000 USD", FigureKind.MONEY),
        ("up to €1,300.50", "€1,300.50", "<=1300.5 EUR", FigureKind.MONEY),
        ("107 trillion rupiah", "107 trillion rupiah", "107000000000000 IDR", FigureKind.MONEY),
        (
            "two million Colombian pesos",
            "two million Colombian pesos",
            "2000000 colombian pesos",
            FigureKind.MONEY,
        ),
        ("$1.2–1.4 trillion", "$1.2–1.4 trillion", "1200000000000-1400000000000 USD", FigureKind.MONEY),
        (
            "hundreds of millions of dollars",
            "hundreds of millions of dollars",
            "100000000 USD",
            FigureKind.MONEY,
        ),
        ("at least 1,300 troops", "1,300", ">=1300 troops", FigureKind.COUNT),
        ("thousands of troops", "thousands", "1000 troops", FigureKind.COUNT),
        ("twenty-five people", "twenty-five", "25 people", FigureKind.COUNT),
        ("a dozen men", "a dozen", "12 men", FigureKind.COUNT),
        ("40 km from", "40 km", "40 km", FigureKind.MEASURE),
        ("for the 21st time", "21st", "21", FigureKind.ORDINAL),
        ("a second enclave", "second", "2", FigureKind.ORDINAL),
    ],
)
def test_a_figure_is_read_with_its_unit_and_bound(
    text: str, surface: str, shown: str, kind: FigureKind
) -> None:
    assert [(f.span.of(text), str(f), f.kind) for f in find_figures(text)] == [(surface, shown, kind)]


@pytest.mark.parametrize(
    "text", ["beat them 3-1"[:9], "one of them", "MH17", "5G", "10:30", "1.2.3", "two friends"]
)
def test_no_figure_is_seen_where_there_is_none(text: str) -> None:
    assert [f.span.of(text) for f in find_figures(text)] == []


def test_vague_numbers_say_so() -> None:
    assert [f.vague for f in find_figures("thousands of troops and 1,000 troops")] == [True, False]


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("1,300", 1300),
        ("4.2 billion", 4_200_000_000),
        ("twenty-five", 25),
        ("three dozen", 36),
        ("a million", 1_000_000),
    ],
)
def test_amounts_as_numbers(words: str, value: int) -> None:
    assert parse_number(words) == value


def test_words_that_are_no_amount_are_refused() -> None:
    with pytest.raises(ValueError, match="several"):
        parse_number("several")


@given(st.integers(0, 10**12))
def test_grouped_digits_keep_their_value(number: int) -> None:
    (figure,) = [f for f in find_figures(f"some {number:,} people")]
    assert (figure.value, figure.unit, figure.bound) == (Decimal(number), "people", "~")


WORDS = "97 1,300 4.2 two dozen million billion percent % $ € to - – of people km th 21st a . , é 😀"
PIECES = st.sampled_from([*WORDS.split(), "\u00a0", "\n"])


@given(st.lists(PIECES, max_size=25).map(" ".join))
def test_figures_are_in_order_apart_and_inside(text: str) -> None:
    figures = find_figures(text)
    edges = [edge for figure in figures for edge in figure.span]
    assert edges == sorted(edges)
    for figure in figures:
        assert figure.span.of(text) == figure.span.of(text).strip() != ""
        assert figure.upper is None or figure.upper > figure.value
