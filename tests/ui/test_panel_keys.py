"""Panels obey the reader's own keys, and say which they are."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from reader.ui.app import CrossreadApp
from reader.ui.keymap import Keymap, load_keymap
from reader.ui.registry import Mode
from reader.ui.screens.choice import ChoiceScreen
from reader.ui.screens.help import HelpScreen, TextScreen
from reader.ui.widgets.bars import Bar

MakeApp = Callable[..., CrossreadApp]


def remapped(tmp_path: Path) -> Keymap:
    file = tmp_path / "keys.toml"
    file.write_text(
        '[keys]\n"everywhere.down" = "ctrl+n"\n"everywhere.back" = "f4"\n"everywhere.help" = "f2"\n'
        '"everywhere.cancel" = "f8"\n'
    )
    return load_keymap(file)


async def test_a_panel_scrolls_and_closes_by_remapped_keys(make_app: MakeApp, tmp_path: Path) -> None:
    app = make_app(keymap=remapped(tmp_path))
    async with app.run_test(size=(60, 20)) as pilot:
        for close in ("f4", "f2", "escape", "enter"):
            await pilot.press("f2")
            await pilot.pause()
            assert isinstance(app.screen, HelpScreen)
            await pilot.press("j", "q")
            await pilot.pause()
            assert isinstance(app.screen, HelpScreen) and app.screen.rows.scroll_offset.y == 0
            await pilot.press("ctrl+n")
            assert app.screen.rows.scroll_offset.y == 1
            await pilot.press(close)
            await pilot.pause()
            assert not isinstance(app.screen, HelpScreen)


async def test_the_foot_of_a_panel_names_the_keys_in_force(make_app: MakeApp, tmp_path: Path) -> None:
    app = make_app(keymap=remapped(tmp_path))
    async with app.run_test(size=(80, 24)) as pilot:
        app.push_screen(TextScreen("Some lines", ["one"]))
        await pilot.pause()
        foot = app.screen.query_one("#panel-foot", Bar).render().plain
        assert "f4 close" in foot and "ctrl+n k scroll" in foot


async def test_a_choice_is_taken_by_remapped_keys(make_app: MakeApp, tmp_path: Path) -> None:
    app = make_app(keymap=remapped(tmp_path))
    taken: list[int | None] = []
    async with app.run_test(size=(80, 24)) as pilot:
        app.push_screen(ChoiceScreen("Which", ["a", "b", "c"]), taken.append)
        await pilot.pause()
        await pilot.press("j", "ctrl+n", "enter")
        await pilot.pause()
        app.push_screen(ChoiceScreen("Which", ["a", "b", "c"]), taken.append)
        await pilot.pause()
        await pilot.press("q", "f4")
        await pilot.pause()
    assert taken == [1, None]


@pytest.mark.parametrize("mode", list(Mode))
async def test_help_opens_in_every_mode(make_app: MakeApp, mode: Mode) -> None:
    app = make_app()
    async with app.run_test(size=(120, 36)) as pilot:
        app.push_screen(HelpScreen(mode, app.session.keymap))
        await pilot.pause()
        assert isinstance(app.screen, HelpScreen) and app.screen.rows.row_count


@pytest.mark.parametrize("key", ["pagedown", "pageup", "home", "end", "enter"])
async def test_a_palette_that_finds_nothing_takes_every_key(make_app: MakeApp, key: str) -> None:
    app = make_app()
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press("ctrl+p", *"zqxzqx")
        await app.workers.wait_for_complete()
        await pilot.press(key, "escape", "escape")
        assert app.is_running
