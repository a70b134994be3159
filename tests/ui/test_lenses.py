"""The lenses of the compare screen: walked with the same keys, leading back into the text."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from held import numbers
from waiting import settled

from reader.comparison.contrast import Contrast, Lens
from reader.ui.app import CrossreadApp
from reader.ui.lens_rows import SLOPE_ROWS
from reader.ui.screens.compare import CompareScreen

MakeApp = Callable[..., CrossreadApp]
FERRY = Path(__file__).parents[2] / "articles" / "invented" / "ferry-lady-orsina"


def comparing(app: CrossreadApp) -> CompareScreen:
    assert isinstance(app.screen, CompareScreen)
    return app.screen


def rows(screen: CompareScreen) -> str:
    return "\n".join("".join(text for text, _ in row.left) for row in screen.lens_list._rows)


@pytest.mark.parametrize("size", [(120, 36), (80, 24), (60, 20)])
async def test_every_lens_shows_what_it_finds_or_says_that_it_finds_nothing(
    make_app: MakeApp, size: tuple[int, int]
) -> None:
    app = make_app(FERRY)
    async with app.run_test(size=size) as pilot:
        await pilot.press("c")
        await settled(pilot)
        screen = comparing(app)
        for number, lens in enumerate(Lens, 1):
            await pilot.press(str(number))
            await pilot.pause()
            assert screen.lens == number
            if number == 1:
                continue
            report = screen.reports[lens]
            shown = " ".join(rows(screen).split())
            assert report.findings or report.notice
            if report.notice:
                assert " ".join(report.notice.split())[:20] in shown
            if number > 2:
                for count in report.counts:
                    assert count.left.split()[0] in shown and count.right.split()[0] in shown


async def test_a_finding_leads_to_its_passages_in_the_text(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("c")
        await settled(pilot)
        screen = comparing(app)
        await pilot.press("3", "right_square_bracket")
        finding = screen.finding()
        assert finding is not None and finding.left and finding.right
        await pilot.press("enter")
        await pilot.pause()
        assert screen.lens == 1
        link = screen.view.pairing.link(screen.view.focus_on.link)
        assert link.left.start <= finding.left[0].span.start < link.left.end
        assert link.right.start <= finding.right[0].span.start < link.right.end


async def test_the_bar_names_each_lens_with_how_much_it_shows(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("c", "3")
        await settled(pilot)
        bar = str(comparing(app).top.render())
        for name in ("1 Text", "3 Quotes", "5 Names", "9 Time"):
            assert name in bar
        await pilot.resize_terminal(60, 20)
        await pilot.pause()
        bar = str(comparing(app).top.render())
        assert "3 Quotes" in bar and "5 Names" not in bar and "5" in bar


async def test_escape_leads_from_a_lens_back_to_the_text(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("c", "5")
        await settled(pilot)
        await pilot.press("escape")
        assert comparing(app).lens == 1
        assert app.focused is comparing(app).view


async def test_why_says_what_a_finding_rests_on(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("c", "3")
        await settled(pilot)
        finding = comparing(app).finding()
        assert finding is not None
        await pilot.press("W")
        await pilot.pause()
        text = "\n".join(app.screen._lines)  # type: ignore[attr-defined]
        assert finding.subject in text and "paragraph" in text


async def test_in_one_column_each_side_has_a_sign_and_a_name_besides_its_colour(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=(60, 20)) as pilot:
        await pilot.press("c")
        await settled(pilot)
        await pilot.press("3")
        await settled(pilot)
        screen = comparing(app)
        head = screen.query_one("#head").render().plain
        assert "◂ Press TV" in head and "▸ AFP copy" in head
        shown = rows(screen)
        assert "◂ “landmark”" in shown and "▸ “landmark”" in shown
        await pilot.press("1")
        await pilot.pause()
        assert "▸ AFP copy" not in screen.query_one("#head").render().plain


async def test_the_slope_drawn_thick_is_that_of_the_first_finding_that_moved(make_app: MakeApp) -> None:
    app = make_app(FERRY.parent / "sarvel-recognition")
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("c")
        await settled(pilot)
        await pilot.press("7")
        await settled(pilot)
        screen = comparing(app)
        report = screen.reports[Lens.ORDER]
        first = next(f for f in report.findings if f.contrast is Contrast.MOVED)
        thick = [row for row in screen.lens_list._rows if any("link-focus" in names for _, names in row.left)]
        chart = [row for row in screen.lens_list._rows if any("ribbon" in names for _, names in row.left)]
        assert 4 <= len(chart) <= SLOPE_ROWS
        where = round(float(first.left[0].value) * (len(chart) - 1))
        there = round(float(first.right[0].value) * (len(chart) - 1))
        assert len(thick) == abs(there - where) + 1


async def test_the_words_that_differ_in_a_quote_are_marked_in_its_row(make_app: MakeApp) -> None:
    app = make_app(FERRY.parent / "sarvel-recognition")
    async with app.run_test(size=(120, 36)) as pilot:
        await settled(pilot)
        found = 0
        library = app.session.library
        indexes = library.story_of(numbers(app)[0]).articles
        app.compare(indexes[0], indexes[1])
        await settled(pilot)
        for _ in indexes[2:]:
            await pilot.press("3")
            await settled(pilot)
            screen = comparing(app)
            for finding in screen.reports[Lens.QUOTES].findings:
                found += bool(finding.changes[0] or finding.changes[1])
            marked = [names for row in screen.lens_list._rows for _, names in row.left]
            if any(f.changes[0] for f in screen.reports[Lens.QUOTES].findings if f.left):
                assert any("swapped-left" in names for names in marked)
            await pilot.press("1", "greater_than_sign")
            await settled(pilot)
        assert found


@pytest.mark.parametrize("size", [(120, 36), (80, 24)])
async def test_the_finding_under_the_cursor_is_in_sight_below_the_slopes(
    make_app: MakeApp, size: tuple[int, int]
) -> None:
    app = make_app(FERRY)
    async with app.run_test(size=size) as pilot:
        await pilot.press("c")
        await settled(pilot)
        await pilot.press("7")
        await settled(pilot)
        view = comparing(app).lens_list
        row = view._stops[0]
        assert view.scroll_offset.y <= row < view.scroll_offset.y + view.size.height
