"""Quotations with offsets."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.text.quotes import find_quotes


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('He said "we agree" and left.', ["we agree"]),
        ("He said “we agree” and left.", ["we agree"]),
        ("The 'annexation' deal isn't 'new'.", ["annexation", "new"]),
        ("„Wir gehen“, sagte er. «Oui», dit-il. »Nein«, rief sie.", ["Wir gehen", "Oui", "Nein"]),
        ("「こんにちは」と言った。", ["こんにちは"]),
        ("a 'Treaty on Alliance' with the workers' union", ["Treaty on Alliance"]),
        ('Fox News\' "America’s Newsroom."', ["America’s Newsroom."]),
        ('He said:"We go."', ["We go."]),
    ],
)
def test_quotations_are_found_in_all_kinds_of_marks(text: str, expected: list[str]) -> None:
    assert [quote.inner.of(text) for quote in find_quotes(text)] == expected


@pytest.mark.parametrize(
    "text",
    [
        "It isn't the workers' fault.",
        "rock 'n' roll in '68",
        "O’Neill’s and the ’90s’ end",
        "5'10\" tall",
        '""',
        "''",
    ],
)
def test_apostrophes_and_inches_are_not_quotations(text: str) -> None:
    assert find_quotes(text) == []


def test_a_quotation_within_a_quotation_is_deeper() -> None:
    text = "\"The 'Treaty on Alliance' goes against it,\" she said."
    outer, inner = find_quotes(text)
    assert (outer.depth, inner.depth) == (0, 1)
    assert inner.inner.of(text) == "Treaty on Alliance"


def test_a_quotation_over_paragraphs_is_one_in_each_and_says_that_it_continues() -> None:
    text = "“The first paragraph stays open.\n\n“The second closes,” he said.\n“A new one.”"
    first, second, third = find_quotes(text)
    assert (first.closed, first.continues) == (False, False)
    assert (second.closed, second.continues) == (True, True)
    assert (third.closed, third.continues) == (True, False)


@given(st.text(st.sampled_from("ab S“”\"'’‘„«»\n.,") | st.characters(), max_size=80))
def test_quotations_lie_in_the_text_in_order_and_either_apart_or_nested(text: str) -> None:
    quotes = find_quotes(text)
    assert [q.span.start for q in quotes] == sorted(q.span.start for q in quotes)
    for quote in quotes:
        assert 0 <= quote.span.start < quote.inner.start <= quote.inner.end <= quote.span.end <= len(text)
        assert "\n" not in quote.span.of(text)
    for a, b in pairwise(quotes):
        assert b.span.start >= a.span.end or b.span.end <= a.span.end
