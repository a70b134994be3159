"""Dates that a page states."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.importers.datelines import day_comes_first, stated_dates


@pytest.mark.parametrize(
    ("line", "value"),
    [
        ("18th March 2015, Comments 0 comments", "2015-03-18"),
        ("Wednesday, March 18, 2015 4:51 PM", "2015-03-18"),
        ("Veröffentlicht am 5. Juni 2023", "2023-06-05"),
        ("21.4.2021, 16:41 Uhr", "2021-04-21"),
        ("Publié le 1er février 2020 à 10h", "2020-02-01"),
        ("3 de mayo de 2022", "2022-05-03"),
        ("18 марта 2015 года", "2015-03-18"),
        ("2015年3月18日 14:00", "2015-03-18"),
        ("2015-03-18T10:00:00Z", "2015-03-18"),
        ("23/04/2015", "2015-04-23"),
        ("04/23/2015", "2015-04-23"),
        ("03/04/2015", "2015"),
        ("20 janvier 202022 janvier 2020", "2020-01-20"),
    ],
)
def test_a_stated_date_is_read(line: str, value: str) -> None:
    assert stated_dates(line)[0].value == value


@pytest.mark.parametrize(
    "line", ["yesterday", "March 18", "in May", "31.02.2015", "call 555-12-2015", "version 1.2.3"]
)
def test_what_is_not_stated_is_not_made_up(line: str) -> None:
    assert stated_dates(line) == []


def test_an_ambiguous_date_is_read_as_the_page_writes_others() -> None:
    assert stated_dates("03/04/2015", day_first=True)[0].value == "2015-04-03"
    assert stated_dates("03/04/2015", day_first=False)[0].value == "2015-03-04"
    assert day_comes_first(["03/04/2015", "23/04/2015"]) is True
    assert day_comes_first(["03/04/2015", "04/23/2015"]) is False
    assert day_comes_first(["03/04/2015"]) is None


@given(st.text(st.sampled_from("0123456789 ./-年月日MarchJun,th"), max_size=60))
def test_spans_lie_in_the_line_in_order_and_apart(line: str) -> None:
    last = 0
    for found in stated_dates(line):
        assert last <= found.span.start < found.span.end <= len(line)
        last = found.span.end
