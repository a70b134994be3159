"""Words with offsets."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.text.words import words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Georgia's pro-Western leader", ["Georgia's", "pro", "Western", "leader"]),
        ("the U.S. paid 1,300.50 at 7:51", ["the", "U.S.", "paid", "1,300.50", "at", "7:51"]),
        ("O’Neill’s “deal”", ["O’Neill’s", "deal"]),
        ("97 percent, $3m", ["97", "percent", "3", "m"]),
        ("", []),
        ("— … !", []),
    ],
)
def test_words_keep_what_belongs_to_them(text: str, expected: list[str]) -> None:
    assert [span.of(text) for span in words(text)] == expected


@given(st.text(max_size=80))
def test_words_are_in_order_and_hold_every_letter_and_digit(text: str) -> None:
    spans = words(text)
    assert all(a.end <= b.start for a, b in pairwise(spans))
    covered = {at for span in spans for at in range(*span)}
    assert all(
        at in covered for at, character in enumerate(text) if character.isalnum() and character.isascii()
    )
