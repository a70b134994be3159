"""Keys and commands that meet a screen which is not drawn yet, or is gone again, do nothing."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from held import numbers
from waiting import settled

from reader.ui.app import CrossreadApp
from reader.ui.registry import commands_for
from reader.ui.screens.help import HelpScreen
from reader.ui.screens.naming import NamesScreen
from reader.ui.screens.reading import ReadingScreen


async def test_a_command_meant_for_a_screen_that_is_gone_does_nothing(
    make_app: Callable[..., CrossreadApp],
) -> None:
    app = make_app()
    async with app.run_test(size=(120, 36)) as pilot:
        app.read(numbers(app)[0])
        await pilot.pause()
        reading = app.screen
        assert isinstance(reading, ReadingScreen)
        await pilot.press("q")
        await pilot.pause()
        for command in commands_for(reading.MODE):
            if command.id != "everywhere.quit":
                await reading.run_action(command.action)  # As the palette does, later.
        await pilot.pause()
        assert app.screen is app.home


async def test_a_command_meant_for_a_screen_below_waits_for_nobody(
    make_app: Callable[..., CrossreadApp],
) -> None:
    app = make_app()
    async with app.run_test(size=(120, 36)) as pilot:
        app.read(numbers(app)[0])
        await pilot.pause()
        reading = app.screen
        app.compare(*numbers(app)[:2])
        await pilot.pause()
        compare = app.screen
        await reading.run_action("back")
        assert app.screen is compare


async def test_keys_that_come_before_a_screen_is_drawn_do_nothing(
    make_app: Callable[..., CrossreadApp],
) -> None:
    app = make_app()
    async with app.run_test(size=(60, 20)) as pilot:
        await pilot.pause()
        for command in commands_for(ReadingScreen.MODE):
            if command.id not in ("everywhere.quit", "everywhere.back"):
                app.read(numbers(app)[0])
                await app.screen.run_action(command.action)
                await pilot.pause()
                while app.screen is not app.home:
                    app.pop_screen()
                await pilot.pause()


async def test_a_key_that_comes_before_a_panel_is_drawn_does_nothing(
    make_app: Callable[..., CrossreadApp],
) -> None:
    app = make_app()
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.pause()
        app.home.action_help()
        panel = app.screen
        assert isinstance(panel, HelpScreen)
        await app.run_action("scroll(1)", panel)
        await settled(pilot)
        assert app.screen is panel


async def test_what_a_worker_finds_for_a_screen_that_is_gone_is_nobodys(
    make_app: Callable[..., CrossreadApp],
) -> None:
    app, seen = make_app(), []
    async with app.run_test(size=(120, 36)) as pilot:
        app.read(numbers(app)[0])
        await pilot.pause()
        reading = app.screen
        assert isinstance(reading, ReadingScreen)
        await asyncio.to_thread(reading.from_thread, seen.append, "open")
        gone = app.pop_screen()
        await asyncio.to_thread(reading.from_thread, seen.append, "left")
        reading.call_after_refresh(seen.append, "left, and drawn")
        await gone
        await asyncio.to_thread(reading.from_thread, seen.append, "gone")
        await pilot.pause()
    assert seen == ["open"]


async def test_a_correction_said_again_before_the_names_are_found_anew_is_of_the_names_listed(
    make_app: Callable[..., CrossreadApp],
) -> None:
    app = make_app()
    async with app.run_test(size=(120, 36)) as pilot:
        app.read(numbers(app)[0])
        await settled(pilot)
        await pilot.press("E")
        await settled(pilot)
        names = app.screen
        assert isinstance(names, NamesScreen)
        names.who.go_to(len(names.called) - 1)
        for _ in range(2):
            names.action_remove()  # The second one before what the first changed is on the screen.
        await settled(pilot)
        assert app.is_running


async def test_an_article_that_its_story_does_not_list_has_outlets_beside_it(
    make_app: Callable[..., CrossreadApp],
) -> None:
    app = make_app()
    async with app.run_test(size=(120, 36)) as pilot:
        first, second = numbers(app)[:2]
        for key in ("greater_than_sign", "less_than_sign"):
            app.session.library.trash([first], True)
            app.read(first)
            await settled(pilot)
            await pilot.press(key)
            await settled(pilot)
            assert isinstance(app.screen, ReadingScreen)
            assert app.screen.index in (first, second)
