"""A long way through screens: its first steps are forgotten, and it leads back to the library."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from held import numbers
from waiting import settled

import reader.ui.app
from reader.ui.app import CrossreadApp
from reader.ui.screens.library import LibraryScreen
from reader.ui.screens.reading import ReadingScreen

STEPS = 5


@pytest.fixture(autouse=True)
def short_way(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the way be shorter than for readers, as opening screens takes its time."""
    monkeypatch.setattr(reader.ui.app, "MAX_STEPS", STEPS)


async def test_what_a_long_way_holds_is_bounded_and_leads_home(make_app: Callable[..., CrossreadApp]) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        for _ in range(STEPS):
            app.compare(*numbers(app)[:2])
            app.names(numbers(app)[0])
            app.matrix(numbers(app)[0])
            await settled(pilot)
        assert len(app.screen_stack) == STEPS + 1
        held = list(app.query("*")) + [node for screen in app.screen_stack for node in screen.query("*")]
        assert len(held) < 40 * (STEPS + 1)
        for _ in range(STEPS):
            await pilot.press("q")
            await settled(pilot)
        assert isinstance(app.screen, LibraryScreen)
        assert app.is_running


async def test_a_forgotten_step_keeps_its_place(make_app: Callable[..., CrossreadApp]) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        app.read(numbers(app)[0])
        await settled(pilot)
        await pilot.press("pagedown")
        await settled(pilot)
        assert isinstance(app.screen, ReadingScreen)
        offset = app.screen.article_pane.top_offset()
        assert offset
        for _ in range(STEPS):
            app.names(numbers(app)[1])
        await settled(pilot)
        app.read(numbers(app)[0])
        await settled(pilot)
        assert isinstance(app.screen, ReadingScreen)
        assert app.screen.article_pane.top_offset() == offset
