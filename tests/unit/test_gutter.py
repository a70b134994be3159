"""The gutter of a page: how many outlets carry a passage, and what differs."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.article import Span
from reader.comparison.corroboration import Corroborated, Mark
from reader.ui.gutter import WORDS, Gutter, gutter_runs


def passage(start: int, end: int, mark: Mark = Mark.SAME, outlets: int = 3) -> Corroborated:
    return Corroborated(Span(start, end), outlets, mark, 0.0, ())


def test_every_mark_has_words_of_its_own() -> None:
    assert set(WORDS) == set(Mark)
    assert len(set(WORDS.values())) == len(Mark)


def test_a_row_shows_what_begins_in_it() -> None:
    gutter = Gutter([passage(0, 50), passage(51, 90, Mark.ONLY, 1)])
    assert gutter.beginning_in(Span(0, 40)) == gutter.passages[0]
    assert gutter.beginning_in(Span(40, 51)) is None
    assert gutter.beginning_in(Span(51, 80)) == gutter.passages[1]


def test_of_passages_that_begin_in_one_row_the_weightiest_is_shown() -> None:
    gutter = Gutter([passage(0, 10, Mark.SAME), passage(11, 20, Mark.FIGURE), passage(21, 30, Mark.WORDED)])
    found = gutter.beginning_in(Span(0, 40))
    assert found is not None and found.mark is Mark.FIGURE


def test_a_paragraph_has_its_own_passages() -> None:
    gutter = Gutter([passage(0, 10), passage(11, 20), passage(22, 30)])
    assert gutter.within(Span(0, 20)) == gutter.passages[:2]


@pytest.mark.parametrize(("width", "outlets", "shown"), [(6, 14, "  14~ "), (2, 4, "4~"), (2, 14, " ~")])
def test_the_number_gives_way_before_the_mark(width: int, outlets: int, shown: str) -> None:
    runs = gutter_runs(passage(0, 9, Mark.WORDED, outlets), width)
    assert "".join(text for text, _ in runs) == shown


@given(st.integers(0, 12), st.integers(1, 10**6), st.sampled_from([None, *Mark]))
def test_the_gutter_is_as_wide_as_it_is_asked_to_be(width: int, outlets: int, mark: Mark | None) -> None:
    found = None if mark is None else passage(0, 9, mark, outlets)
    text = "".join(text for text, _ in gutter_runs(found, width))
    assert len(text) == width
    assert mark is None or width == 0 or mark.value in text
