"""The cursor is told by more than colour, and nothing moves by itself."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from waiting import settled

from reader.ui.app import CrossreadApp

SCREENS = {"library": (), "reading": ("enter",), "names": ("enter", "E"), "level": ("c",), "matrix": ("M",)}


def drawn(app: CrossreadApp) -> list[list[tuple[str, tuple[object, ...]]]]:
    """Return the cells of the screen: each character with all of its style but its colours."""
    rows = []
    for strip in app.screen._compositor.render_strips():
        row = []
        for text, style, _ in strip:
            kept = (style.bold, style.dim, style.italic, style.underline, style.reverse) if style else ()
            row += [(letter, tuple(map(bool, kept))) for letter in text]
        rows.append(row)
    return rows


@pytest.mark.parametrize("screen", SCREENS)
async def test_a_move_of_the_cursor_is_seen_without_any_colour(
    make_app: Callable[..., CrossreadApp], screen: str
) -> None:
    app = make_app()
    async with app.run_test(size=(120, 36)) as pilot:
        for key in ("", *SCREENS[screen]):
            if key:
                await pilot.press(key)
            await settled(pilot)
        before = drawn(app)
        await pilot.press("j")
        await settled(pilot)
        assert drawn(app) != before


@pytest.mark.parametrize("screen", SCREENS)
async def test_nothing_is_animated(make_app: Callable[..., CrossreadApp], screen: str) -> None:
    app = make_app()
    async with app.run_test(size=(120, 36)) as pilot:
        for key in ("", *SCREENS[screen]):
            if key:
                await pilot.press(key)
            await settled(pilot)
        assert app.animation_level == "none"
        assert not app.animator._animations and not app.screen.query("LoadingIndicator")
