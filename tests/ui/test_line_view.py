"""The base of every pane: it draws what the stock path draws, and copies what the reader selects."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from textual.geometry import Offset
from textual.selection import Selection
from textual.widget import Widget
from waiting import settled

from reader.layout.cells import cell_width
from reader.ui.app import CrossreadApp
from reader.ui.line_view import LineView, join_rows
from reader.ui.screens.compare import CompareScreen
from reader.ui.screens.reading import ReadingScreen
from reader.ui.widgets.paged_list import PagedList

MakeApp = Callable[..., CrossreadApp]


def cells(strips) -> list[list[tuple[str, str]]]:  # type: ignore[no-untyped-def]
    """Return each cell's character and look."""
    rows = []
    for strip in strips:
        row = []
        for text, style, _ in strip:
            look = "" if style is None else str(style.without_color) + str(style.color) + str(style.bgcolor)
            row += [(character, look) for character in text]
        rows.append(row)
    return rows


@pytest.mark.parametrize("keys", [(), ("enter",), ("c",), ("c", "p"), ("c", "p", "p"), ("c", "2")])
@pytest.mark.parametrize("theme", ["dark", "ansi"])
async def test_rows_are_drawn_cell_for_cell_as_the_stock_path_draws_them(
    make_app: MakeApp, keys: tuple[str, ...], theme: str
) -> None:
    app = make_app(theme=theme)
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press(*keys)
        await settled(pilot)
        views = [view for view in app.screen.query(LineView) if view.display and view.size.height]
        assert views
        for view in views:
            crop = view.size.region
            assert cells(view.render_lines(crop)) == cells(Widget.render_lines(view, crop))


async def test_a_selection_copies_text_without_margins_and_marks(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("enter")
        await settled(pilot)
        assert isinstance(app.screen, ReadingScreen)
        pane = app.screen.article_pane
        first = pane.row_of(pane.article.text.index("Russia has signed"))
        copied, _ = pane.get_selection(Selection(Offset(0, first), Offset(200, first + 2)))
        assert copied.startswith("Russia has signed an alliance")
        assert copied.endswith("crisis in Ukraine.")
        assert "  " not in copied and "\n" not in copied


async def test_a_selection_in_compare_copies_the_side_where_it_began(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("c")
        await settled(pilot)
        assert isinstance(app.screen, CompareScreen)
        view = app.screen.view
        right = view.face.text_starts()[1]
        copied, _ = view.get_selection(Selection(Offset(right, 0), Offset(200, 4)))
        assert copied == view.pairing.passages[1][0].span.of(view.pairing.right.text)
        copied, _ = view.get_selection(Selection(Offset(0, 0), Offset(200, 3)))
        assert copied.startswith("Russia has signed") and "Wednesday" not in copied


async def test_a_change_of_theme_draws_afresh(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("enter")
        await settled(pilot)
        pane = app.screen.query_one("#article", LineView)
        before = cells(pane.render_lines(pane.size.region))
        app.set_look("light")
        await pilot.pause()
        after = cells(pane.render_lines(pane.size.region))
        assert [[c for c, _ in row] for row in before] == [[c for c, _ in row] for row in after]
        assert before != after


async def test_scrolling_draws_only_rows_not_seen_before(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=(60, 20)) as pilot:
        await pilot.press("enter")
        await settled(pilot)
        await pilot.press("G", "g")
        await pilot.pause()
        pane = app.screen.query_one("#article", LineView)
        pane.focus()
        drawn = pane.rows_drawn
        pane.jump(3)
        await pilot.pause()
        focus_bar_moves = 12  # rows of two paragraphs at most, when the paragraph in focus scrolls out
        assert pane.rows_drawn - drawn <= focus_bar_moves


async def test_the_mouse_moves_opens_and_scrolls(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=(120, 36)) as pilot:
        await settled(pilot)
        await pilot.click("#list", offset=(5, 2))
        await pilot.pause()
        assert app.screen.listing.at == 2  # type: ignore[attr-defined]
        await pilot.click("#list", offset=(5, 2))
        await pilot.pause()
        assert isinstance(app.screen, ReadingScreen)
        await settled(pilot)
        pane = app.screen.article_pane
        row = pane.row_of(pane.article.text.index("Officials"))
        pane.jump(row - 5)
        await pilot.pause()
        await pilot.click("#article", offset=(20, row - pane.scroll_offset.y))
        assert pane.paragraph_span().contains(pane.article.text.index("Officials"))


def test_wrapped_rows_join_to_paragraphs() -> None:
    assert join_rows(["one", "two", "", "", "three"]) == "one two\n\nthree"
    assert join_rows(["", ""]) == ""


async def test_a_list_that_overflows_puts_nothing_under_its_scrollbar(make_app: MakeApp) -> None:
    app = make_app(Path(__file__).parents[2] / "articles")
    async with app.run_test(size=(120, 20)) as pilot:
        await settled(pilot)
        view = app.screen.query_one("#list", PagedList)
        assert view.show_vertical_scrollbar
        room = view.scrollable_content_region.width
        for row in range(view.row_count):
            assert sum(cell_width(text) for text, _ in view.row_runs(row)) <= room
