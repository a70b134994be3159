"""Keys that come all at once, faster than what they open is there."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from textual.events import Key
from textual.keys import _character_to_key
from textual.widgets import Input
from waiting import settled

from reader.ui.app import CrossreadApp


@pytest.mark.parametrize(
    ("before", "opening"), [("", "/"), ("", "F"), ("enter", "/"), ("c", "/"), ("c", "a"), ("?", "/")]
)
async def test_a_line_gets_all_that_is_typed_after_the_key_that_opens_it(
    make_app: Callable[..., CrossreadApp], before: str, opening: str
) -> None:
    app = make_app()
    async with app.run_test(size=(120, 36)) as pilot:
        await settled(pilot)
        if before:
            await pilot.press(before)
            await settled(pilot)
        for letter in f"{opening}the cat":
            app.post_message(Key(_character_to_key(letter), letter))
        await settled(pilot)
        assert isinstance(app.focused, Input)
        assert app.focused.value == "the cat"
