"""Seasons as dates: which year's, and which months they hold."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.article import Span
from reader.comparison.seasons import find_seasons, months_of


def found(text: str, published: str | None) -> list[tuple[str, str]]:
    return [(span.of(text), value) for span, value in find_seasons(text, Span(0, len(text)), published)]


@pytest.mark.parametrize(
    ("text", "published", "words", "value"),
    [
        ("Building starts next spring.", "2014-11-26", "next spring", "spring 2015"),
        ("Building starts next spring.", "2015-01-26", "next spring", "spring 2015"),
        ("Building starts next spring.", "2015-04-26", "next spring", "spring 2016"),
        ("It closed last summer.", "2014-11-01", "last summer", "summer 2014"),
        ("It closed last summer.", "2014-07-01", "last summer", "summer 2013"),
        ("It closed last winter.", "2015-02-01", "last winter", "winter 2013/2014"),
        ("It closed this winter.", "2015-02-01", "this winter", "winter 2014/2015"),
        ("It closed this summer.", "2015-10-01", "this summer", "summer 2015"),
        ("They wrote in the autumn.", "2015-01-22", "autumn", "autumn 2014"),
        ("It will be made up by the summer.", "2015-01-22", "summer", "summer 2015"),
        ("It began in spring 2013.", None, "spring 2013", "spring 2013"),
        ("It began in the spring.", None, "spring", ""),
    ],
)
def test_a_season_is_that_of_the_year_that_is_meant(
    text: str, published: str | None, words: str, value: str
) -> None:
    assert found(text, published) == [(words, value)]


@pytest.mark.parametrize(
    "text", ["A spring broke.", "The Prague Spring ended.", "They fall in line.", "Two summers."]
)
def test_what_is_no_season_of_a_year_is_none(text: str) -> None:
    assert not found(text, "2015-01-22")


def test_a_winter_goes_over_the_turn_of_the_year() -> None:
    assert months_of("winter 2014/2015") == ("2014-12", "2015-01", "2015-02")
    assert months_of("2014-12") == months_of("winter 2014") == months_of("") == ()


@given(st.text(max_size=60), st.dates().map(lambda day: day.isoformat()))
def test_any_text_is_read_and_spans_lie_in_it(text: str, published: str) -> None:
    for span, _ in find_seasons(f"{text} in the spring", Span(0, len(text) + 14), published):
        assert 0 <= span.start < span.end <= len(text) + 14
