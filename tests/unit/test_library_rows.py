"""Rows of the library, and what a query means while it is typed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.library.query.model import QueryError
from reader.library.query.parser import parse
from reader.ui.screens.library_prompt import while_typed
from reader.ui.screens.library_rows import days_shown, joined, plural, version_mark


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("", ""),
        ("rus", "rus*"),
        ("russia tre", "russia tre*"),
        ("russia ", "russia "),
        ("outl", ""),
        ("outlet:", ""),
        ("russia -outlet:", "russia"),
        ('outlet:"Daily Be', 'outlet:"Daily Be*"'),
        ('outlet:"', ""),
        ('russia "', "russia "),
        ('"annexation dea', '"annexation dea*"'),
        ("outlet:AFP", "outlet:AFP"),
        ("russia and", "russia"),
        ("(rus", "(rus*"),
        ("-rus", "-rus*"),
        ("/rus", "/rus"),
        ("annex*", "annex*"),
    ],
)
def test_the_end_of_what_is_typed_may_go_on(typed: str, meant: str) -> None:
    assert while_typed(typed) == meant


@given(st.lists(st.sampled_from(["rus", "outlet:AFP", '"a b"', "-x", "or y", "is:unread", "date:2015"])))
def test_what_can_be_understood_can_be_while_it_is_typed(parts: list[str]) -> None:
    query = " ".join(["z", *parts])
    parse(query)
    for end in range(len(query)):
        try:
            parse(query[:end])
        except QueryError:
            continue
        parse(while_typed(query[:end]))


@given(st.text(max_size=40))
def test_anything_may_be_typed(text: str) -> None:
    assert isinstance(while_typed(text), str)


def test_queries_are_joined_so_that_each_stays_whole() -> None:
    assert joined("", " ") == ""
    assert joined("", "a or b") == "a or b"
    assert parse(joined("is:unread", "a or b")) == parse("(is:unread) (a or b)")


def test_numbers_in_words() -> None:
    assert [plural(n, "story") for n in (0, 1, 1200)] == ["0 stories", "1 story", "1,200 stories"]
    marks = [version_mark(older).split()[0] for older in (1, 2, 3, 10, 11, 12, 20, 21, 22, 111)]
    assert marks == ["2nd", "3rd", "4th", "11th", "12th", "13th", "21st", "22nd", "23rd", "112th"]


@pytest.mark.parametrize(
    ("first", "last", "shown"),
    [
        ("2015-03-18", "2015-03-18", "18 Mar 2015"),
        ("2015-03-10", "2015-03-12", "10-12 Mar 2015"),
        ("2015-02-28", "2015-03-04", "28 Feb - 4 Mar 2015"),
        ("2014-12-31", "2015-01-01", "31 Dec 2014 - 1 Jan 2015"),
        ("", "2015-03", "Mar 2015"),
        ("", "", ""),
    ],
)
def test_the_days_of_a_story(first: str, last: str, shown: str) -> None:
    assert days_shown(first, last) == shown
