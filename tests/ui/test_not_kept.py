"""A library that takes nothing (locked, full, read-only) ends no reading: a notice says so."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from waiting import settled

from reader.library.journal import Act, Journal
from reader.library.schema import LibraryError
from reader.ui.app import CrossreadApp


@pytest.mark.parametrize("keys", [("minus",), ("a", "x", "enter")])
async def test_what_the_library_does_not_take_is_a_notice(
    make_app: Callable[..., CrossreadApp], monkeypatch: pytest.MonkeyPatch, keys: tuple[str, ...]
) -> None:
    def refuse(*arguments: object, **options: object) -> Act:
        raise LibraryError("library.db: the disk is full \x1b[2J[/b]")

    monkeypatch.setattr(Journal, "add", refuse)
    monkeypatch.setattr(Journal, "undo", refuse)
    app = make_app()
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("c")
        await settled(pilot)
        for key in keys:
            await pilot.press(key)
            await settled(pilot)
        said = [notice.message for notice in app._notifications]
        assert "Not kept: library.db: the disk is full [/b]" in said
        assert app.is_running
