"""Page keys in lists: they move by rows, whatever a stop takes, and nothing is passed over unseen."""

from __future__ import annotations

import pytest
from textual.app import App, ComposeResult

from reader.ui.themes import LOOKS
from reader.ui.widgets.lists import ListRow, RowList


def rows_of(heights: list[int]) -> list[ListRow]:
    return [
        ListRow(((f"{stop}.{row}", ()),), key=stop if row == 0 else None, goes_on=row > 0)
        for stop, height in enumerate(heights)
        for row in range(height)
    ]


class Lists(App[None]):
    def __init__(self, heights: list[int]) -> None:
        super().__init__()
        self.heights = heights

    def get_theme_variable_defaults(self) -> dict[str, str]:
        return dict(LOOKS[0].colours)

    def compose(self) -> ComposeResult:
        yield RowList(id="rows")

    def on_mount(self) -> None:
        self.query_one(RowList).set_rows(rows_of(self.heights))


HEIGHTS = [[1] * 60, [4] * 20, [1, 3, 40, 2, 1, 9, 1, 30], [50], [2] * 4, [3, 1, 25]]


@pytest.mark.parametrize("heights", HEIGHTS, ids=lambda heights: f"{len(heights)} stops")
@pytest.mark.parametrize("share", [1.0, 0.5])
async def test_paging_shows_every_row_and_ends_at_the_last_stop(heights: list[int], share: float) -> None:
    app = Lists(heights)
    async with app.run_test(size=(40, 10)) as pilot:
        await pilot.pause()
        view = app.query_one(RowList)
        height = view.size.height
        starts = [sum(heights[:stop]) for stop in range(len(heights))]
        for step in (share, -share):
            seen: set[int] = set()
            for _ in range(2 * sum(heights)):
                top = view.scroll_offset.y
                seen |= set(range(top, min(top + height, sum(heights))))
                at = view.key
                assert isinstance(at, int)
                first, last = starts[at], starts[at] + heights[at]
                assert first < top + height and last > top, "the cursor is in view"
                view.page(step)
                assert abs(view.scroll_offset.y - top) < height, "nothing is passed over"
                if (view.key, view.scroll_offset.y) == (at, top):
                    break
            assert seen == set(range(sum(heights)))
            assert view.key == (len(heights) - 1 if step > 0 else 0)


async def test_a_page_puts_the_cursor_on_the_first_stop_in_view() -> None:
    app = Lists([4] * 20)
    async with app.run_test(size=(40, 10)) as pilot:
        await pilot.pause()
        view = app.query_one(RowList)
        view.page(1.0)
        assert (view.scroll_offset.y, view.key) == (9, 3)
        view.page(-1.0)
        assert (view.scroll_offset.y, view.key) == (0, 0)
