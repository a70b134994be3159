"""What the library does while the reader reads, and what another program does to it meanwhile."""

from __future__ import annotations

from pathlib import Path

from waiting import settled

from reader.importers.registry import read_collection
from reader.library.door import Library
from reader.library.prepare import prepare
from reader.library.store import Store
from reader.ui.app import CrossreadApp
from reader.ui.keymap import DEFAULT_KEYMAP
from reader.ui.session import Session
from reader.ui.widgets.lists import RowList

SAMPLES = Path(__file__).parents[2] / "articles"


def add(path: Path, folder: str) -> None:
    """Take the articles of a folder into a library, ungrouped, as another program would."""
    with Store(path) as store:
        store.add([prepare(article) for article in read_collection([SAMPLES / folder]).articles])


async def test_damage_is_said_after_the_first_paint_and_nothing_is_written_any_more(tmp_path: Path) -> None:
    path = tmp_path / "library.db"
    add(path, "invented/orrel-dam")
    with Store(path) as store:
        ((root,),) = store.rows("SELECT rootpage FROM sqlite_master WHERE name = 'sketch'")
    data = bytearray(path.read_bytes())
    data[(root - 1) * 8192 : root * 8192] = bytes(8192)
    path.write_bytes(data)
    app = CrossreadApp(Session([], Library.open(path), DEFAULT_KEYMAP))
    async with app.run_test(size=(120, 36)) as pilot:
        await settled(pilot)
        assert not app._notifications, "the first paint does not wait for it"
        app.background.check()
        await settled(pilot)
        (notice,) = app._notifications
        assert notice.message.startswith(f"{path}: the library is damaged (")
        await pilot.press("f")
        await settled(pilot)
        assert any("Not kept: " in notice.message for notice in app._notifications)
        assert app.is_running
    app.session.library.close()
    assert path.read_bytes() == bytes(data)


def sidebar(app: CrossreadApp) -> str:
    """Return what the sidebar shows."""
    rows = app.home.query_one("#sources", RowList)._rows
    return "\n".join("".join(text for text, _ in (*row.left, *row.right)) for row in rows)


async def test_stories_and_names_are_found_meanwhile(tmp_path: Path) -> None:
    path = tmp_path / "library.db"
    add(path, "invented/orrel-dam")
    library = Library.open(path)
    assert library.sidebar().stories == 4, "each article is one of its own"
    app = CrossreadApp(Session([], library, DEFAULT_KEYMAP))
    async with app.run_test(size=(120, 36)) as pilot:
        await settled(pilot)
        app.background.work()
        await settled(pilot)
        assert library.sidebar().stories == 1
        assert library.count("name:Orrel")
        assert not library.work(), "nothing is left"


async def test_what_another_program_adds_is_shown(tmp_path: Path) -> None:
    path = tmp_path / "library.db"
    add(path, "invented/orrel-dam")
    app = CrossreadApp(Session([], Library.open(path), DEFAULT_KEYMAP))
    async with app.run_test(size=(120, 36)) as pilot:
        await settled(pilot)
        app.background.look()
        assert "Press TV" not in sidebar(app)
        add(path, "press-tv")
        app.background.look()
        await settled(pilot)
        assert "Press TV" in sidebar(app)
        app.background.end()


async def test_what_is_picked_stays_picked_when_another_program_adds(tmp_path: Path) -> None:
    path = tmp_path / "library.db"
    add(path, "invented/orrel-dam")
    app = CrossreadApp(Session([], Library.open(path), DEFAULT_KEYMAP))
    async with app.run_test(size=(120, 36)) as pilot:
        await settled(pilot)
        await pilot.press("x", "j", "x")
        picked = list(app.home.picks)
        add(path, "press-tv")
        app.background.look()
        await settled(pilot)
        assert app.home.picks == picked and len(picked) == 2


async def test_another_library_is_worked_on_too(tmp_path: Path) -> None:
    app = CrossreadApp(Session([], Library.of_paths([SAMPLES / "press-tv"]), DEFAULT_KEYMAP))
    async with app.run_test(size=(120, 36)) as pilot:
        await settled(pilot)
        app.background.begin()
        add(tmp_path / "library.db", "invented/orrel-dam")
        library = Library.open(tmp_path / "library.db")
        app.home.show_library(library)
        for _ in range(400):
            await pilot.pause(0.05)
            if library.count("name:Orrel"):
                break
        assert library.sidebar().stories == 1
        assert library.count("name:Orrel")
        app.background.end()
