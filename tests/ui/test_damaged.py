"""A damaged library in the app: what cannot be read is said, and every key goes on working."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path

import pytest

from reader.library.door import Library
from reader.library.ingest import ingest
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
        assert app._exception is None, page
        library.close()
