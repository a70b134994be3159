"""The terminal's cursor stands at what the reader is at: screen readers and input methods follow it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from textual.widgets import Input
from waiting import settled

from reader.ui.app import CrossreadApp
from reader.ui.line_view import LineView

PLACES = {
    "library": ("j",),
    "sidebar": ("h", "j"),
    "reading": ("enter", "j", "}", "}"),
    "raw": ("enter", "r", "}", "}", "}"),
    "names": ("enter", "E", "j", "j"),
    "level": ("c", "right_square_bracket", "right_square_bracket"),
    "level, right side": ("c", "right_square_bracket", "l"),
    "ribbons": ("c", "p", "right_square_bracket", "l"),
    "interleaved": ("c", "p", "p", "right_square_bracket"),
    "lens": ("c", "2", "j"),
    "matrix": ("M", "j", "l"),
    "help": ("question_mark",),
}


async def opened(pilot, keys: tuple[str, ...]) -> CrossreadApp:  # type: ignore[no-untyped-def]
    await settled(pilot)
    for key in keys:
        await pilot.press(key)
        await settled(pilot)
    return pilot.app  # type: ignore[no-any-return]


def expected(app: CrossreadApp) -> tuple[int, int]:
    """Return (x, y) on the screen of what is in focus."""
    view = app.focused
    assert isinstance(view, LineView)
    row, column = view.focus_cell()
    return view.region.x + column, view.region.y + row - view.scroll_offset.y


@pytest.mark.parametrize("size", [(120, 36), (60, 20)])
@pytest.mark.parametrize("place", PLACES)
async def test_the_cursor_stands_at_what_is_in_focus(
    make_app: Callable[..., CrossreadApp], place: str, size: tuple[int, int]
) -> None:
    async with make_app().run_test(size=size) as pilot:
        app = await opened(pilot, PLACES[place])
        view = app.focused
        assert view is not None and tuple(app.cursor_position) == expected(app)
        assert view.region.contains(*app.cursor_position)


def text_at(app: CrossreadApp) -> str:
    x, y = app.cursor_position
    return app.screen._compositor.render_strips()[y].text[x:].strip()


async def test_the_cursor_stands_where_the_words_in_focus_begin(
    make_app: Callable[..., CrossreadApp],
) -> None:
    async with make_app().run_test(size=(120, 36)) as pilot:
        app = await opened(pilot, ("enter", "}", "}"))
        pane = app.screen.article_pane
        words = pane.paragraph_span().of(pane.article.text).split()[:4]
        assert text_at(app).lstrip("▌ ").split()[:4] == words
        app = await opened(pilot, ("q", "c", "right_square_bracket", "right_square_bracket", "l"))
        view = app.screen.view
        passage = view.pairing.links[view.focus_on.link][1]
        words = view.pairing.passages[1][passage].span.of(view.pairing.articles[1].text).split()[:3]
        assert text_at(app).split()[:3] == words


async def test_the_cursor_goes_to_the_caret_of_a_prompt_and_back(
    make_app: Callable[..., CrossreadApp],
) -> None:
    async with make_app().run_test(size=(120, 36)) as pilot:
        app = await opened(pilot, ("c", "slash", "t", "h", "e"))
        prompt = app.focused
        assert isinstance(prompt, Input)
        assert app.cursor_position == prompt.cursor_screen_offset
        app = await opened(pilot, ("escape",))
        assert tuple(app.cursor_position) == expected(app)


async def test_the_cursor_of_a_screen_beneath_a_panel_is_left_alone(
    make_app: Callable[..., CrossreadApp],
) -> None:
    async with make_app().run_test(size=(120, 36)) as pilot:
        app = await opened(pilot, ("j", "question_mark"))
        panel = tuple(app.cursor_position)
        assert panel == expected(app)
        app = await opened(pilot, ("escape",))
        assert tuple(app.cursor_position) == expected(app) != panel
