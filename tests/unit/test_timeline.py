"""Coverage per day in the cells of one row."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from reader.layout.cells import cell_width
from reader.ui.widgets.timeline import bar_cells, coverage, timeline_runs

DAYS = st.dictionaries(
    st.dates(date(1, 1, 1), date(9999, 12, 31)).map(lambda day: day.isoformat()),
    st.integers(1, 10**6),
    max_size=40,
).map(lambda found: sorted(found.items()))
NEAR = st.dictionaries(
    st.integers(0, 400).map(lambda days: (date(2015, 1, 1) + timedelta(days)).isoformat()),
    st.integers(1, 500),
    max_size=60,
).map(lambda found: sorted(found.items()))


@given(DAYS | NEAR, st.integers(1, 200))
def test_every_article_is_in_a_bar_and_bars_fit(days: list[tuple[str, int]], width: int) -> None:
    found = coverage(days, width)
    if found is None:
        assert not days
        return
    assert sum(found.counts) == sum(count for _, count in days)
    assert 1 <= len(found.counts) * found.cells <= width
    for iso, count in days:
        bar = found.bar_of(iso)
        assert bar is not None and found.counts[bar] >= count


@given(DAYS | NEAR, st.integers(0, 120), st.booleans())
def test_a_row_is_never_wider_than_its_room(
    days: list[tuple[str, int]], width: int, ascii_only: bool
) -> None:
    runs = timeline_runs(days, width, here=days[0][0] if days else "", ascii_only=ascii_only)
    text = "".join(text for text, _ in runs)
    assert cell_width(text) <= width
    assert text.isascii() or not ascii_only


def test_days_stand_in_order_with_the_days_between_and_the_one_under_the_cursor_brighter() -> None:
    days = [("2015-03-02", 1), ("2015-03-05", 8)]
    runs = timeline_runs(days, 40, here="2015-03-05")
    assert runs[0][0] == "2 Mar " and runs[-1][0] == " 5 Mar 2015"
    assert [text[0] for text, _ in runs[1:-1]] == ["▁", " ", " ", "█"]
    assert [style for _, style in runs[1:-1]][-1] == ("strong",)


def test_without_blocks_a_bar_is_its_number() -> None:
    assert [bar_cells(count, 40, ascii_only=True) for count in (0, 1, 9, 10, 40)] == [".", "1", "9", "#", "#"]


def test_one_article_a_day_is_no_tower() -> None:
    assert bar_cells(1, 1, ascii_only=False) == "▂"


def test_a_year_and_more_is_put_together_and_says_so() -> None:
    days = [("2014-01-01", 3), ("2015-12-31", 1)]
    runs = timeline_runs(days, 60)
    assert runs[-1][0].strip().endswith("days a bar")


def test_one_day_and_dates_that_are_no_days_make_no_strip() -> None:
    assert timeline_runs([("2015-03-02", 9)], 60) == []
    assert timeline_runs([("2015-03", 9), ("", 2), ("2015-13-99", 1)], 60) == []
