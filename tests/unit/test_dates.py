"""Dates: what a text states, nothing more, and what that means for a reader of the day."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.text.dates import DateKind, find_dates, resolve


@pytest.mark.parametrize(
    ("text", "surface", "value", "kind"),
    [
        ("on 18th March 2015, he", "18th March 2015", "2015-03-18", DateKind.ABSOLUTE),
        ("on March 18, 2015.", "March 18, 2015", "2015-03-18", DateKind.ABSOLUTE),
        ("on March\u00a018,\u00a02015.", "March\u00a018,\u00a02015", "2015-03-18", DateKind.ABSOLUTE),
        ("MARCH 18, 2015", "MARCH 18, 2015", "2015-03-18", DateKind.ABSOLUTE),
        ("on Wednesday, March 18, 2015", "Wednesday, March 18, 2015", "2015-03-18", DateKind.ABSOLUTE),
        ("on Sept. 11, 2001", "Sept. 11, 2001", "2001-09-11", DateKind.ABSOLUTE),
        ("the 3rd of May, 1968", "3rd of May, 1968", "1968-05-03", DateKind.ABSOLUTE),
        ("on 2015-03-18", "2015-03-18", "2015-03-18", DateKind.ABSOLUTE),
        ("on 18/03/2015", "18/03/2015", "2015-03-18", DateKind.ABSOLUTE),
        ("in March 2015", "March 2015", "2015-03", DateKind.ABSOLUTE),
        ("a war in 2008.", "2008", "2008", DateKind.ABSOLUTE),
        ("on March 16, in which", "March 16", "--03-16", DateKind.PARTIAL),
        ("on 16 May", "16 May", "--05-16", DateKind.PARTIAL),
        ("in mid-May they", "May", "--05", DateKind.PARTIAL),
        ("in January this year.", "January this year", "--01", DateKind.PARTIAL),
        ("last\u00a0December.", "last\u00a0December", "--12", DateKind.PARTIAL),
        ("from July 15 to 24.", "July 15 to 24", "--07-15/24", DateKind.RANGE),
        ("from 17 to 26 May 2022", "17 to 26 May 2022", "2022-05-17/26", DateKind.RANGE),
        ("the 2007-08 season", "2007-08", "2007/2008", DateKind.RANGE),
        ("in the 1990s that", "1990s", "199X", DateKind.DECADE),
        ("early ’90s", "’90s", "XX9X", DateKind.DECADE),
        ("the 19th century", "19th century", "18XX", DateKind.CENTURY),
        ("on Easter Sunday", "Easter Sunday", "", DateKind.FEAST),
        ("on Wednesday", "Wednesday", "", DateKind.WEEKDAY),
        ("Wednesday’s signing", "Wednesday", "", DateKind.WEEKDAY),
        ("three days ago", "three days ago", "", DateKind.RELATIVE),
        ("last year", "last year", "", DateKind.RELATIVE),
    ],
)
def test_a_date_is_read_as_it_stands(text: str, surface: str, value: str, kind: DateKind) -> None:
    assert [(m.span.of(text), m.value, m.kind) for m in find_dates(text)] == [(surface, value, kind)]


@pytest.mark.parametrize(
    "text",
    [
        "May said so.",
        "They march on. March on, she said.",
        "2000 people and 1,900 troops",
        "over $2015 and 2015 dollars",
        "in their 90s",
        "April Jones spoke",
        "the Sun and Mar",
        "room 18:03, page 2015:3",
        "version 2.2015",
    ],
)
def test_no_date_is_seen_where_there_is_none(text: str) -> None:
    assert [m.span.of(text) for m in find_dates(text)] == []


def test_day_and_month_that_could_be_swapped_leave_only_the_year() -> None:
    assert [m.value for m in find_dates("on 05/06/2015 and 6.6.2015")] == ["2015", "2015-06-06"]


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("on Wednesday", "2015-03-18"),
        ("on Thursday", "2015-03-12"),
        ("last Wednesday", "2015-03-11"),
        ("next Monday", "2015-03-23"),
        ("closed on Mondays", ""),
        ("last December", "2014-12"),
        ("last March 8", "2015-03-08"),
        ("last March 28", "2014-03-28"),
        ("in January this year", "2015-01"),
        ("in November last year", "2014-11"),
        ("in October", "2014-10"),
        ("on December 30", "2014-12-30"),
        ("on 20 March", "2015-03-20"),
        ("yesterday", "2015-03-17"),
        ("last week", "2015-W11"),
        ("last month", "2015-02"),
        ("four months ago", "2014-11"),
        ("last year", "2014"),
        ("seven years ago", "2008"),
        ("the 1990s", "199X"),
        ("March 2014", "2014-03"),
    ],
)
def test_what_a_date_means_on_the_day_of_publication(text: str, meaning: str) -> None:
    (mention,) = find_dates(text)
    assert resolve(mention, "2015-03-18") == meaning


def test_without_a_full_day_of_publication_nothing_is_concluded() -> None:
    (mention,) = find_dates("on Wednesday")
    assert resolve(mention, None) == resolve(mention, "2015-03") == ""


def test_only_the_asked_stretch_is_read() -> None:
    text = "in 2014, on March 18, 2015 and in 2016"
    assert [m.span.of(text) for m in find_dates(text, 9, 26)] == ["March 18, 2015"]


WORDS = "March May Wednesday last this next year 18 18th 2015 1990s , - / . ' ’ of the in to é 😀 % $ ago"
PIECES = st.sampled_from([*WORDS.split(), "\u00a0", "\n", "e\u0301"])


@given(st.lists(PIECES, max_size=25).map(" ".join))
def test_mentions_are_in_order_apart_and_inside(text: str) -> None:
    mentions = find_dates(text)
    edges = [edge for mention in mentions for edge in mention.span]
    assert edges == sorted(edges)
    assert all(0 <= m.span.start < m.span.end <= len(text) for m in mentions)
    assert all(m.span.of(text) == m.span.of(text).strip() for m in mentions)


@given(st.lists(PIECES, max_size=25).map(" ".join))
def test_every_figure_of_a_value_stands_in_the_text(text: str) -> None:
    for mention in find_dates(text):
        stated = mention.span.of(text)
        if mention.kind is DateKind.ABSOLUTE:
            assert mention.value[:4] in stated
        if mention.kind in (DateKind.PARTIAL, DateKind.WEEKDAY, DateKind.RELATIVE):
            assert not mention.value[:4].isdigit()


@given(st.lists(PIECES, max_size=25).map(" ".join), st.dates(date(1990, 1, 1), date(2049, 12, 31)))
def test_any_date_can_be_resolved(text: str, day: date) -> None:
    for mention in find_dates(text):
        assert isinstance(resolve(mention, day), str)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("this morning", "2015-03-18"),
        ("this evening", "2015-03-18"),
        ("last night", "2015-03-17"),
        ("All Fools' Day", "2015-04-01"),
    ],
)
def test_parts_of_a_day_and_feasts_of_one_date_are_days(text: str, value: str) -> None:
    (mention,) = find_dates(f"It happened {text}.")
    assert mention.span.of(f"It happened {text}.") == text
    assert resolve(mention, date(2015, 3, 18)) == value


@pytest.mark.parametrize(
    ("text", "back", "ahead"),
    [
        ("on Friday", "2015-03-13", "2015-03-20"),
        ("on Wednesday", "2015-03-18", "2015-03-18"),
        ("in February", "2015-02", "2016-02"),
        ("in March", "2015-03", "2015-03"),
        ("last Friday", "2015-03-13", "2015-03-13"),
    ],
)
def test_a_bare_day_or_month_looks_back_unless_told_to_look_ahead(text: str, back: str, ahead: str) -> None:
    (mention,) = find_dates(text)
    assert resolve(mention, date(2015, 3, 18)) == back
    assert resolve(mention, date(2015, 3, 18), ahead=True) == ahead
