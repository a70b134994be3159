"""Opening a library and painting it once: the same work, however many articles it holds."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any

import pytest
from collections_of import library_of_rows

from reader.library.door import Library
from reader.ui.app import CrossreadApp
from reader.ui.keymap import DEFAULT_KEYMAP
from reader.ui.screens.library import LibraryScreen
from reader.ui.session import Session

STEPS = 100
"""So many steps of SQLite's machine are counted as one."""


async def opened(file: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[list[str], int]:
    """Return the statements run from opening a library to its first paint, and the steps they took."""
    statements: list[str] = []
    steps = 0
    connect = sqlite3.connect

    def step() -> int:
        nonlocal steps
        steps += 1
        return 0

    def watched(*given: Any, **named: Any) -> sqlite3.Connection:
        connection: sqlite3.Connection = connect(*given, **named)
        connection.set_trace_callback(statements.append)
        connection.set_progress_handler(step, STEPS)
        return connection

    with monkeypatch.context() as patched:
        patched.setattr(sqlite3, "connect", watched)
        # What reads the story under the cursor, and counts, does so in threads after the paint.
        patched.setattr(LibraryScreen, "_read_ahead", lambda self, number: None)
        patched.setattr(LibraryScreen, "count", lambda self: None)
        library = Library.open(file)
        app = CrossreadApp(Session([], library, DEFAULT_KEYMAP))
        async with app.run_test(size=(120, 36)) as pilot:
            await pilot.pause()
            assert isinstance(app.screen, LibraryScreen)
            assert app.screen.listing.rows_drawn > 30
        library.close()
    return statements, steps


async def test_opening_thousands_of_articles_asks_no_more_than_opening_thirty(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = {}
    for count in (30, 3_000, 30_000):
        made = library_of_rows(count)
        file = tmp_path / f"{count}.db"
        file.write_bytes(made.store.connection.serialize())
        made.store.close()
        found[count] = await opened(file, monkeypatch)
    assert found[30][0]
    assert len(found[30][0]) == len(found[3_000][0]) == len(found[30_000][0])
    # A query that looks at every article is one query too. Both of these fill more than one page.
    assert found[30_000][1] <= found[3_000][1] * 1.1 + 1
