"""A damaged library in the app: what cannot be read is said, and every key goes on working."""

from __future__ import annotations

import asyncio
import contextlib
import os
from dataclasses import replace
from pathlib import Path

import pytest
from textual.widgets import Input
from waiting import settled

from reader.library.door import Library
from reader.library.ingest import ingest
from reader.library.paths import user_paths
from reader.library.schema import LibraryError
from reader.library.store import Store
from reader.ui.app import CrossreadApp
from reader.ui.keymap import DEFAULT_KEYMAP
from reader.ui.session import Session

SAMPLES = Path(__file__).parents[2] / "articles"
PAGE = 8192
KEYS = "j j z S 2 V escape j enter j n escape / t r e a t y enter escape c ] 3 escape M escape f minus i G g"
EACH = 1 if os.environ.get("CROSSREAD_ALL") else 9


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    path = tmp_path_factory.mktemp("whole") / "library.db"
    with Store(path) as store:
        ingest(store, [str(SAMPLES)])
    with contextlib.closing(Library.open(path)) as library:
        while library.work():
            pass
    return path.read_bytes()


@pytest.mark.parametrize("part", range(8))
async def test_whatever_page_is_damaged_no_key_ends_the_reading(
    whole: bytes, tmp_path: Path, part: int
) -> None:
    path = tmp_path / "library.db"
    pages = len(whole) // PAGE
    for page in range(part * EACH, pages, 8 * EACH):
        path.write_bytes(whole[: page * PAGE] + bytes(PAGE) + whole[(page + 1) * PAGE :])
        try:
            library = Library.open(path)
        except LibraryError:
            continue  # The app begins without it, and says so.
        app = CrossreadApp(Session([], library, DEFAULT_KEYMAP))
        async with app.run_test(size=(120, 36)) as pilot:
            for key in KEYS.split():
                await pilot.press(key)
            await app.workers.wait_for_complete()
            assert app.is_running, page
            # Where a letter is typed into a line and taken back, escape closes the line.
            await pilot.press("slash", "t", "backspace", "escape")
            assert not isinstance(app.focused, Input), page
            for _ in range(8):
                if app.screen is app.home:
                    break
                await pilot.press("escape", *(() if app.screen is app.home else ("q",)))
            assert app.screen is app.home, page
            await pilot.press("Q")
            assert app._exit, page
        assert app._exception is None, page
        library.close()


async def test_a_library_that_is_found_damaged_stays_as_it_is_when_the_collection_is_read_again(
    whole: bytes, tmp_path: Path
) -> None:
    path = tmp_path / "library.db"
    path.write_bytes(whole)
    with Store(path) as store:
        root = store.value("SELECT rootpage FROM sqlite_master WHERE name = 'sketch'") - 1
    damaged = whole[: root * PAGE] + bytes(PAGE) + whole[(root + 1) * PAGE :]
    path.write_bytes(damaged)
    files = replace(user_paths(), library=path, state=tmp_path / "state.json")
    chosen = [SAMPLES / "press-tv"]
    app = CrossreadApp(Session(chosen, Library.of_paths(chosen, own=path), DEFAULT_KEYMAP, files=files))
    async with app.run_test(size=(120, 36)) as pilot:
        await settled(pilot)
        await asyncio.to_thread(app.background.check)
        await pilot.press("R")
        await settled(pilot)
        await pilot.press("f")
        await settled(pilot)
        assert any("Not kept" in notice.message for notice in app._notifications)
    app.session.library.close()
    assert path.read_bytes() == damaged
    assert not any(log.stat().st_size for log in tmp_path.glob("library.db-wal"))


async def test_every_library_that_is_shown_is_looked_at_for_damage(whole: bytes, tmp_path: Path) -> None:
    path = tmp_path / "library.db"
    path.write_bytes(whole)
    with Store(path) as store:
        root = store.value("SELECT rootpage FROM sqlite_master WHERE name = 'sketch'") - 1
    app = CrossreadApp(Session([], Library.of([]), DEFAULT_KEYMAP))
    async with app.run_test(size=(120, 36)) as pilot:
        await settled(pilot)
        await asyncio.to_thread(app.background.check)
        assert not app.session.notices
        path.write_bytes(whole[: root * PAGE] + bytes(PAGE) + whole[(root + 1) * PAGE :])
        app.home.show_library(Library.open(path))
        await settled(pilot)
        await asyncio.to_thread(app.background.check)
        assert ["damaged" in notice for notice in app.session.notices] == [True]
    app.session.library.close()
