"""Quitting is quiet, whatever the app was about to do."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from held import numbers

from reader.ui.app import CrossreadApp


@pytest.mark.parametrize("keys", [("enter",), ("c",), ("M",), ("enter", "E"), ("question_mark",)])
async def test_a_screen_that_was_still_opening_when_the_reader_quit_says_nothing(
    make_app: Callable[..., CrossreadApp], keys: tuple[str, ...]
) -> None:
    app = make_app()
    async with app.run_test(size=(120, 36)):
        for key in keys:
            app.simulate_key(key)
        app.call_later(app.exit, 0)
    assert app._exception is None
    assert app.return_code == 0


async def test_an_article_that_opens_while_the_app_ends(make_app: Callable[..., CrossreadApp]) -> None:
    app = make_app()
    async with app.run_test(size=(120, 36)):
        app.read(numbers(app)[0])
        app.exit(0)
    assert app._exception is None and app.return_code == 0
