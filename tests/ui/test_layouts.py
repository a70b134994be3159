"""The layouts of the compare screen: letters on links, a link brought level, and long texts."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType

import pytest
from held import numbers
from waiting import settled

from reader.ui.app import CrossreadApp
from reader.ui.pairing import LEFT, RIGHT
from reader.ui.screens.compare import CompareScreen
from reader.ui.widgets.bars import Bar
from reader.ui.widgets.compare_view import CompareView

MakeApp = Callable[..., CrossreadApp]
FERRY = Path(__file__).parents[2] / "articles" / "invented" / "ferry-lady-orsina"


def viewed(app: CrossreadApp) -> CompareView:
    assert isinstance(app.screen, CompareScreen)
    return app.screen.view


def shown(view: CompareView) -> list[str]:
    top = view.scroll_offset.y
    rows = range(top, min(view.row_count, top + view.size.height))
    return ["".join(text for text, _ in view.row_runs(row)) for row in rows]


@pytest.mark.parametrize("size", [(120, 36), (60, 20)])
@pytest.mark.parametrize("presses", [0, 1, 2])
async def test_a_letter_stands_on_every_link_in_view_and_its_key_goes_there(
    make_app: MakeApp, presses: int, size: tuple[int, int]
) -> None:
    app = make_app()
    async with app.run_test(size=size) as pilot:
        await pilot.press("c")
        await settled(pilot)
        await pilot.press(*["p"] * presses)
        view = viewed(app)
        await pilot.press("apostrophe")
        await pilot.pause()
        labels = dict(view.labels)
        sides = (view.side,) if view.face.single else (LEFT, RIGHT)
        assert view.pairing is not None
        assert set(labels) == {
            number
            for number, ends in enumerate(view.pairing.links)
            if any(view.row_in_view(side, ends[side]) is not None for side in sides)
        }
        rows = "\n".join(shown(view))
        assert all(f"[{letter}]" in rows for letter in labels.values())
        target, letter = list(labels.items())[-1]
        await pilot.press(letter)
        await pilot.pause()
        assert view.focus_on.link == target
        assert not view.labels and f"[{letter}]" not in "\n".join(shown(view))
        assert app.screen.query_one("#why", Bar).render().plain.startswith(f"Link {target + 1} ")


async def test_a_key_that_is_no_letter_of_a_link_takes_the_letters_off_and_does_nothing_else(
    make_app: MakeApp,
) -> None:
    app = make_app()
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("c")
        await settled(pilot)
        view = viewed(app)
        focus, top = view.focus_on, view.scroll_offset.y
        for key in ("escape", "right_square_bracket", "down"):
            await pilot.press("apostrophe")
            assert view.labels
            await pilot.press(key)
            await pilot.pause()
            assert not view.labels
            assert (view.focus_on, view.scroll_offset.y) == (focus, top)


async def test_letters_go_when_the_text_moves_under_them(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=(120, 24)) as pilot:
        await pilot.press("c")
        await settled(pilot)
        view = viewed(app)
        await pilot.press("apostrophe")
        view.jump(view.scroll_offset.y + 5)
        await pilot.pause()
        assert not view.labels


async def test_a_link_brought_level_goes_back_when_the_focus_leaves_it(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("c")
        await settled(pilot)
        view = viewed(app)
        assert view.pairing is not None

        def level() -> set[int]:
            assert view.pairing is not None
            return {number for number in range(len(view.pairing.links)) if view.is_level(number)}

        before = level()
        moved = next(number for number in range(len(view.pairing.links)) if number not in before)
        view.set_focus_on(view.focus_on._replace(link=moved))
        await pilot.press("enter")
        assert moved in level() and not before <= level()
        await pilot.press("[" if moved else "]")
        await pilot.pause()
        assert level() == before
        row = view.screen_row
        assert row is not None and 0 <= row < view.size.height


async def test_another_outlet_on_one_side_keeps_the_passage_of_the_other_in_sight(
    make_app: MakeApp,
) -> None:
    app = make_app(FERRY)
    async with app.run_test(size=(120, 36)) as pilot:
        await settled(pilot)
        await pilot.press("c")
        await settled(pilot)
        screen, view = app.screen, viewed(app)
        assert isinstance(screen, CompareScreen) and view.pairing is not None
        await pilot.press("]", "]", "tab")
        kept = view.pairing.links[view.focus_on.link][LEFT]
        for _ in range(3):
            await pilot.press(">")
            await settled(pilot)
            focus = view.focus_on
            assert kept == (view.pairing.links[focus.link][LEFT] if focus.is_link else focus.passage)
            assert view.row_in_view(LEFT, kept) is not None


# Long texts


@pytest.fixture(scope="module")
def bench() -> ModuleType:
    spec = spec_from_file_location("bench_screen", Path(__file__).parents[2] / "benchmarks" / "screen.py")
    assert spec is not None and spec.loader is not None
    module = module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


async def test_in_long_texts_a_line_draws_one_row_and_a_link_no_more_than_a_screen(
    make_app: MakeApp, bench: ModuleType
) -> None:
    app = make_app()
    async with app.run_test(size=(120, 36)) as pilot:
        await settled(pilot)
        app.screen.show_library(bench.known_library(*bench.invented_pair(4000, 60)))  # type: ignore[attr-defined]
        await settled(pilot)
        app.compare(*numbers(app))
        await settled(pilot)
        view = viewed(app)
        assert view.pairing is not None and len(view.pairing.links) == 60
        for key, most in (("j", 1), ("right_square_bracket", view.size.height)):
            for _ in range(5):
                before = view.rows_drawn
                await pilot.press(key)
                await pilot.pause()
                assert view.rows_drawn - before <= most


async def test_a_scroll_asks_for_the_rows_of_no_passage(
    make_app: MakeApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = make_app()
    async with app.run_test(size=(120, 24)) as pilot:
        await pilot.press("c")
        await settled(pilot)
        view = viewed(app)
        asked: list[int] = []
        rows = view.face.passage_rows

        def counted(side: int, passage: int) -> range:
            asked.append(passage)
            return rows(side, passage)

        monkeypatch.setattr(view.face, "passage_rows", counted)
        await pilot.press("j")
        await pilot.pause()
        assert view.pairing is not None
        # Those in focus are asked about, and no others: what a scroll costs does not grow with the text.
        assert set(asked) <= set(view.pairing.links[view.focus_on.link])


def test_the_compare_screen_waits_with_reports_until_one_is_saved() -> None:
    code = "import sys, reader.ui.screens.compare; print([m for m in sys.modules if 'reader.export' in m])"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True).stdout == "[]\n"
