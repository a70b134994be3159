"""Ribbons keep their shape while they scroll, and cost what is in sight."""

from __future__ import annotations

import tracemalloc

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.layout.cells import cell_width
from reader.layout.ribbons import Connector, draw_gutter

HEIGHT = 20
halves = st.tuples(st.integers(-30, 50), st.integers(1, 8)).map(lambda pair: (pair[0], pair[0] + pair[1]))


def moved(connector: Connector, rows: int) -> Connector:
    """Return a connector as it stands after scrolling up by some rows."""
    (a, b), (c, d) = connector.left, connector.right
    return Connector((a - rows, b - rows), (c - rows, d - rows), connector.link)


@given(
    st.lists(st.builds(Connector, halves, halves, st.integers(0, 4)), max_size=4),
    st.integers(1, 15),
    st.sampled_from([None, 0, 1]),
    st.integers(1, HEIGHT - 1),
    st.booleans(),
)
def test_scrolling_moves_the_drawing_and_changes_nothing_in_it(
    connectors: list[Connector], width: int, focused: int | None, rows: int, ascii_only: bool
) -> None:
    before = draw_gutter(connectors, HEIGHT, width, focused=focused, ascii_only=ascii_only)
    after = draw_gutter(
        [moved(c, rows) for c in connectors], HEIGHT, width, focused=focused, ascii_only=ascii_only
    )
    assert after[: HEIGHT - rows] == before[rows:]


@pytest.mark.parametrize("focused", [None, 1])
def test_a_counterpart_far_away_costs_no_more_than_a_near_one(focused: int | None) -> None:
    def peak(distance: int) -> int:
        tracemalloc.start()
        draw_gutter([Connector((2, 5), (distance, distance + 3), 1)], HEIGHT, 9, focused=focused)
        most = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return most

    peak(10)  # What is made once is made now.
    assert peak(100_000) <= 4 * peak(10)


@given(halves, halves, st.integers(4, 15))
def test_a_ribbon_touches_both_bars_where_both_halves_are_in_sight(
    left: tuple[int, int], right: tuple[int, int], width: int
) -> None:
    grid = draw_gutter([Connector(left, right, 3)], HEIGHT, width, focused=3)
    for column, (top, bottom) in ((1, left), (width - 2, right)):
        if top >= 0 and bottom < HEIGHT:
            assert any(grid[row][column].link == 3 for row in range(top, bottom))


def test_ribbons_are_drawn_in_ascii_where_asked() -> None:
    grid = draw_gutter([Connector((0, 2), (8, 10), 1)], 10, 9, focused=1, ascii_only=True)
    drawn = {cell.char for row in grid for cell in row}
    assert drawn <= set(" |/\\-")
    assert all(cell_width(cell.char) == 1 for row in grid for cell in row)
