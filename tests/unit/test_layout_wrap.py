"""Wrapping treats every kind of white space by what it is for."""

from __future__ import annotations

import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.layout.cells import graphemes
from reader.layout.wrap import wrap

SPACES = [chr(code) for code in range(sys.maxunicode + 1) if chr(code).isspace()]


@given(st.text(alphabet=st.sampled_from([*SPACES, *"abcd-漢"])), st.integers(1, 12))
def test_no_row_begins_or_ends_with_white_space_of_any_kind(text: str, width: int) -> None:
    for row in wrap(text, 0, len(text), width):
        parts = graphemes(text, *row)
        for part in (parts[0], parts[-1]):
            assert not text[part.start : part.end].isspace()


@pytest.mark.parametrize("beside", ["", "漢 "])
@pytest.mark.parametrize("space", ["\u00a0", "\u2007", "\u202f"])
def test_a_figure_is_not_torn_from_its_unit(space: str, beside: str) -> None:
    text = f"{beside}some 12{space}km"
    assert [row.of(text) for row in wrap(text, 0, len(text), 9)][-1] == f"12{space}km"


@pytest.mark.parametrize("beside", ["", "漢 "])
@pytest.mark.parametrize("space", [" ", "\n", "\u2003", "\u2009"])
def test_a_row_may_break_at_any_other_space(space: str, beside: str) -> None:
    text = f"{beside}one{space}two"
    assert [row.of(text) for row in wrap(text, 0, len(text), 6)][-1] == "two"
