"""The matrix of a story on the screen: walked down and across, opened in compare, fetched as it is drawn."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from collections_of import folder_of_news
from held import numbers
from waiting import settled

from reader.article import Span
from reader.comparison.matrix import Cell, Matrix, MatrixCell, MatrixRow, Totals
from reader.ui.app import CrossreadApp
from reader.ui.matrix_rows import SHOWN, SORTS, cell_shown, chosen
from reader.ui.screens.compare import CompareScreen
from reader.ui.screens.matrix import MatrixScreen

MakeApp = Callable[..., CrossreadApp]
FERRY = Path(__file__).parents[2] / "articles" / "invented" / "ferry-lady-orsina"


def on_matrix(app: CrossreadApp) -> MatrixScreen:
    assert isinstance(app.screen, MatrixScreen)
    return app.screen


def drawn(screen: MatrixScreen, row: int) -> str:
    return "".join(text for text, _ in screen.view.row_runs(row))


@pytest.mark.parametrize("size", [(120, 36), (80, 24), (60, 20)])
async def test_every_row_is_as_wide_as_the_pane_at_any_size(make_app: MakeApp, size: tuple[int, int]) -> None:
    app = make_app(FERRY)
    async with app.run_test(size=size) as pilot:
        await pilot.press("M")
        await settled(pilot)
        screen = on_matrix(app)
        assert screen.matrix is not None and len(screen.matrix.rows) > 20
        assert all(len(drawn(screen, row)) <= screen.view.size.width for row in range(len(screen.view.order)))


async def test_a_story_that_lost_an_article_meanwhile_is_shown_without_it(make_app: MakeApp) -> None:
    app = make_app(FERRY)
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("M")
        await settled(pilot)
        screen = on_matrix(app)
        before = screen.articles
        app.session.library.split_from_story(before[-1])
        await pilot.press("B")
        await settled(pilot)
        assert screen.articles == before[:-1]
        assert screen.matrix is not None and len(screen.matrix.order) == len(before) - 1
        assert len(screen.outlets()) == len(before) - 1


async def test_enter_compares_the_cell_with_the_first_wording_at_that_passage(make_app: MakeApp) -> None:
    app = make_app(FERRY)
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("M")
        await settled(pilot)
        screen = on_matrix(app)
        matrix = screen.matrix
        assert matrix is not None
        cells = matrix.rows[0].cells
        first = next(at for at, cell in enumerate(cells) if cell.cell is Cell.FIRST)
        other = next(at for at, cell in enumerate(cells) if cell.spans and at > first)
        for _ in range(other):
            await pilot.press("l")
        assert screen.view.column == other
        await pilot.press("enter")
        await settled(pilot)
        compare = app.screen
        assert isinstance(compare, CompareScreen)
        assert compare.indexes == [screen.articles[matrix.order[at]] for at in (first, other)]
        link = compare.view.pairing.link(compare.view.focus_on.link)
        assert link.left == cells[first].spans[0]


async def test_two_picked_cells_are_compared(make_app: MakeApp) -> None:
    app = make_app(FERRY)
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("M")
        await settled(pilot)
        screen = on_matrix(app)
        await pilot.press("l", "x", "l", "l", "x")
        await settled(pilot)
        compare = app.screen
        assert isinstance(compare, CompareScreen)
        order = screen.matrix.order  # type: ignore[union-attr]
        assert compare.indexes == [screen.articles[order[1]], screen.articles[order[3]]]


async def test_a_move_draws_two_rows_whatever_the_size_of_the_matrix(make_app: MakeApp) -> None:
    app = make_app(FERRY)
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("M")
        await settled(pilot)
        screen = on_matrix(app)
        view = screen.view
        screen.matrix, screen.headlines = big(groups=500, outlets=30), None
        view.show(screen.matrix, [f"Outlet {n}" for n in range(30)], list(range(500)))
        await pilot.pause()
        view.rows_drawn = 0
        await pilot.press("j")
        await pilot.pause()
        assert view.rows_drawn <= 2
        view.rows_drawn = 0
        await pilot.press("G")
        await pilot.pause()
        assert view.rows_drawn <= view.size.height + 2


async def test_outlets_beyond_the_edge_come_into_view_with_the_cursor(make_app: MakeApp) -> None:
    app = make_app(FERRY)
    async with app.run_test(size=(60, 20)) as pilot:
        await pilot.press("M")
        await settled(pilot)
        screen = on_matrix(app)
        shown = screen.view.layout_now.shown
        assert shown < len(screen.view.names)
        for _ in range(len(screen.view.names)):
            await pilot.press("l")
        layout = screen.view.layout_now
        assert layout.first + layout.shown == len(screen.view.names)
        await pilot.press("<")
        assert screen.view.layout_now.first == layout.first - 1


async def test_sorting_and_filtering_keep_the_group_under_the_cursor(make_app: MakeApp) -> None:
    app = make_app(FERRY)
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("M")
        await settled(pilot)
        screen = on_matrix(app)
        await pilot.press("j", "j")
        group = screen.view.group
        for _ in SORTS:
            await pilot.press("S")
            assert screen.view.group == group
        await pilot.press("F")
        assert len(screen.view.order) < len(screen.matrix.rows)  # type: ignore[union-attr]


async def test_headlines_are_set_against_each_other(make_app: MakeApp) -> None:
    app = make_app(FERRY)
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("M")
        await settled(pilot)
        outlets = on_matrix(app).outlets()
        await pilot.press("W")
        await pilot.pause()
        text = "\n".join(app.screen._lines)  # type: ignore[attr-defined]
        assert "HEADLINES" in text and "FIRST SENTENCES" in text
        assert all(name in text for name in outlets)


async def test_a_story_with_one_article_says_so(make_app: MakeApp) -> None:
    app = make_app(FERRY / "daily-beacon.txt")
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("M")
        await pilot.pause()
        assert not isinstance(app.screen, MatrixScreen)
        assert [str(note.message) for note in app._notifications] == [
            "Only one article tells this story here."
        ]


def test_filters_and_orders_lose_and_double_nothing() -> None:
    matrix = big(groups=60, outlets=5)
    for sort in SORTS:
        assert sorted(chosen(matrix, sort, "all")) == list(range(60))
    parts = [set(chosen(matrix, "place", shown)) for shown in SHOWN[1:]]
    assert all(part <= set(range(60)) for part in parts)


def big(groups: int, outlets: int) -> Matrix:
    def cell(group: int, outlet: int) -> MatrixCell:
        if (group + outlet) % 3 == 0:
            return MatrixCell(Cell.NONE)
        kind = Cell.FIRST if outlet == group % outlets else Cell.EDITED
        return MatrixCell(kind, (Span(group * 10, group * 10 + 9),), group + 1)

    rows = tuple(
        MatrixRow(f"passage {n}", tuple(cell(n, o) for o in range(outlets)), outlets - outlets // 3)
        for n in range(groups)
    )
    totals = tuple(Totals(0.5, None, 1, 20) for _ in range(outlets))
    return Matrix(tuple(range(outlets)), ("",) * outlets, rows, totals)


def test_a_figure_that_differs_is_marked_however_little_of_it_fits() -> None:
    cell = MatrixCell(Cell.FIGURE, (Span(0, 9),), 1, "40 million crowns (the ministry)")
    assert cell_shown(cell).startswith("# ")


async def test_a_pick_does_not_outlive_the_matrix_it_was_made_in(make_app: MakeApp) -> None:
    app = make_app(FERRY)
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("c")
        await settled(pilot)
        await pilot.press("minus", "M")
        await settled(pilot)
        await pilot.press("G", "x", "u")
        await settled(pilot)
        await pilot.press("l", "enter")
        await settled(pilot)
        assert isinstance(app.screen, CompareScreen)


async def test_the_way_back_leads_to_the_row_of_the_matrix(make_app: MakeApp) -> None:
    app = make_app(FERRY)
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("M")
        await settled(pilot)
        screen = on_matrix(app)
        await pilot.press("j", "j", "G")
        assert screen.view.row > 2
        await pilot.press("ctrl+o")
        await settled(pilot)
        assert app.screen is screen and screen.view.row == 2
        await pilot.press("G", "q", "ctrl+o")
        await settled(pilot)
        assert on_matrix(app).articles == screen.articles


def bridge_and(app: CrossreadApp, word: str) -> tuple[int, int]:
    """Return the article on the bridge, and the first one with a word in its headline."""
    titles = {number: app.session.library.article(number).title for number in numbers(app)}
    return tuple(next(n for n, title in titles.items() if part in title) for part in ("bridge", word))  # type: ignore[return-value]


async def test_after_undo_the_matrix_shows_the_story_of_the_article_it_was_opened_at(
    make_app: MakeApp, tmp_path: Path
) -> None:
    app = make_app(folder_of_news(tmp_path))
    async with app.run_test(size=(120, 36)) as pilot:
        await settled(pilot)
        orchard, ferry = bridge_and(app, "Orchard")[1], bridge_and(app, "Ferry")[1]
        before = app.session.library.told_with(ferry)
        app.home.picks = [orchard, ferry]
        await pilot.press("equals_sign")
        await settled(pilot)
        app.matrix(ferry)
        await settled(pilot)
        screen = on_matrix(app)
        assert screen.articles[0] == orchard
        await pilot.press("u")
        await settled(pilot)
        assert app.screen is screen and screen.articles == before
        assert screen.article_now() == ferry


@pytest.mark.parametrize("above", [False, True])
async def test_a_matrix_whose_story_was_split_to_one_article_says_so_and_goes_back(
    make_app: MakeApp, tmp_path: Path, above: bool
) -> None:
    app = make_app(folder_of_news(tmp_path))
    async with app.run_test(size=(120, 36)) as pilot:
        await settled(pilot)
        bridge, orchard = bridge_and(app, "Orchard")
        app.home.picks = [bridge, orchard]
        await pilot.press("equals_sign")
        await settled(pilot)
        app.matrix(bridge)
        await settled(pilot)
        screen = on_matrix(app)
        if above:  # Another screen stands above when the matrix finds out.
            await pilot.press("W")
            await settled(pilot)
            app.session.undo()
            screen.acts_changed()
            await settled(pilot)
            assert app.screen is not screen and screen in app.screen_stack
            await pilot.press("q")
        else:
            await pilot.press("u")
        await settled(pilot)
        assert app.screen is app.home
        said = [str(note.message) for note in app._notifications]
        assert said == ["Only one article tells this story now."]
