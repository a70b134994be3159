"""The import screen and the review, headless, with a library of their own."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from textual import events
from waiting import settled

from reader.library.config import Config
from reader.library.door import Library
from reader.library.mending import Mending
from reader.library.paths import user_paths
from reader.library.store import Store
from reader.ui.app import CrossreadApp
from reader.ui.import_job import ImportJob, Wanted, common_start, completions
from reader.ui.import_rows import report_rows
from reader.ui.keymap import DEFAULT_KEYMAP
from reader.ui.screens.help import HelpScreen
from reader.ui.screens.importing import ImportScreen, SourceLine
from reader.ui.screens.library import LibraryScreen
from reader.ui.screens.reading import ReadingScreen
from reader.ui.screens.review import ReviewScreen
from reader.ui.session import Session
from reader.ui.widgets.lists import RowList

SEEDS = Path(__file__).parents[2] / "articles"
STORY = """Council closes both locks

The river council agreed on Tuesday to close both locks at Harrow Bend for the winter.

Ships wait at the gate in Harrow on March 12, 2019. © AFP

Engineers had found cracks in the northern gate during an inspection in the summer.

© 2019 Harrow Herald. All rights reserved.
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder of one article and a file that is refused."""
    place = tmp_path / "news"
    place.mkdir()
    (place / "a.txt").write_text(STORY, encoding="utf-8")
    (place / "empty.txt").write_text("", encoding="utf-8")
    return place


MakeApp = Callable[..., CrossreadApp]


@pytest.fixture
def make_app() -> MakeApp:
    """Return a maker of apps with files in the test's home, on the library or on opened paths."""

    def make(*paths: Path, own: bool = False) -> CrossreadApp:
        files = user_paths()
        library = (
            Library.open(files.library)
            if own
            else Library.of_paths(paths or [SEEDS / "press-tv"], own=files.library)
        )
        return CrossreadApp(Session(list(paths), library, DEFAULT_KEYMAP, Config(), files=files))

    return make


def text_of(rows: RowList) -> list[str]:
    return ["".join(text for text, _ in rows.row_runs(row)).rstrip() for row in range(rows.row_count)]


async def imported(pilot, text: str) -> ImportScreen:  # type: ignore[no-untyped-def]
    """Import a source from the import screen that is open."""
    screen = pilot.app.screen
    assert isinstance(screen, ImportScreen)
    screen.line.value = text
    await pilot.press("enter")
    await settled(pilot)
    screen._look()
    await pilot.pause()
    return screen


async def test_a_folder_is_imported_and_the_report_says_what_became_of_it(
    make_app: MakeApp, folder: Path
) -> None:
    app = make_app()
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press("I")
        await pilot.pause()
        screen = await imported(pilot, str(folder))
        rows = text_of(screen.report)
        assert rows[0] == str(folder)
        assert [row.split(maxsplit=1) for row in rows[2:4]] == [["1", "taken"], ["1", "refused"]]
        assert any("empty.txt: empty" in row for row in rows)
    with Store(user_paths().library) as store:
        assert store.tallies()["articles"] == 1


async def test_what_was_added_before_is_looked_at_again(make_app: MakeApp, folder: Path) -> None:
    app = make_app()
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press("I")
        await pilot.pause()
        screen = await imported(pilot, str(folder))
        (folder / "b.txt").write_text(STORY.replace("both locks", "three locks"), encoding="utf-8")
        await pilot.press("U")
        await settled(pilot)
        screen._look()
        rows = text_of(screen.report)
        assert rows[0] == "what was added before"
        assert any(row.split()[:2] == ["1", "taken"] for row in rows)


async def test_a_rescan_of_ones_own_library_looks_again_at_all_that_was_added(
    make_app: MakeApp, folder: Path
) -> None:
    app = make_app(own=True)
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press("I")
        await pilot.pause()
        await imported(pilot, str(folder))
        await pilot.press("escape")
        await settled(pilot)
        (folder / "b.txt").write_text(STORY.replace("both locks", "three locks"), encoding="utf-8")
        screen = app.screen
        assert isinstance(screen, LibraryScreen) and screen.found == 1
        await pilot.press("R")
        await settled(pilot)
        assert app.screen is screen and screen.found == 2
        (toast,) = app._notifications
        assert toast.message.startswith("Update: 1 taken")


async def test_a_second_rescan_waits_for_the_first(
    make_app: MakeApp, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ImportJob, "run", lambda self: None)  # It goes on for ever.
    app = make_app(own=True)
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press("R", "R")
        await pilot.pause()
        assert [toast.message[:25] for toast in app._notifications] == ["An import is under way; i"]


async def test_an_empty_library_names_the_key_that_imports(make_app: MakeApp) -> None:
    app = make_app(own=True)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        screen = app.screen
        assert isinstance(screen, LibraryScreen)
        lines = "\n".join(
            str(row.left) for row in map(screen.listing.list_row, range(screen.listing.row_count))
        )
        assert "There is no article here yet." in lines and "I imports" in lines


async def test_the_footer_names_the_review_while_what_is_to_review_is_listed(
    make_app: MakeApp, folder: Path
) -> None:
    app = make_app(folder)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        screen = app.screen
        assert isinstance(screen, LibraryScreen)
        assert ("V", "review") not in screen.key_bar.entries()
        await pilot.press("4")
        await settled(pilot)
        assert "V review" in str(screen.key_bar.render())


async def test_o_opens_the_library_that_was_imported_into(make_app: MakeApp, folder: Path) -> None:
    app = make_app()
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press("I")
        await pilot.pause()
        await imported(pilot, str(folder))
        await pilot.press("o")
        await settled(pilot)
        assert isinstance(app.screen, LibraryScreen)
        assert app.session.library.store.path == user_paths().library
        assert app.session.library.sidebar().articles == 1


async def test_what_is_imported_into_the_open_library_is_listed_at_once(
    make_app: MakeApp, folder: Path
) -> None:
    app = make_app(own=True)
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press("I")
        await pilot.pause()
        await imported(pilot, str(folder))
        await pilot.press("q")
        await settled(pilot)
        assert isinstance(app.screen, LibraryScreen)
        assert app.screen.length > 0


async def test_a_path_is_completed_and_choices_are_listed(make_app: MakeApp, folder: Path) -> None:
    (folder / "inner").mkdir()
    app = make_app()
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press("I")
        await pilot.pause()
        screen = app.screen
        assert isinstance(screen, ImportScreen)
        screen.line.value = f"{folder.parent}/ne"
        await pilot.pause()
        await pilot.press("tab")
        assert screen.line.value == f"{folder}/"
        await pilot.pause()
        assert text_of(screen.report) == ["inner/", "a.txt", "empty.txt"]
        await pilot.press("tab")
        assert screen.line.value == f"{folder}/inner/"


async def test_a_pasted_text_waits_for_enter_and_escape_forgets_it(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press("I")
        await pilot.pause()
        screen = app.screen
        assert isinstance(screen, ImportScreen)
        for key, count in (("escape", 0), ("enter", 1)):
            screen.query_one(SourceLine).post_message(events.Paste(STORY))
            await pilot.pause()
            assert screen._pasted == Wanted(text=STORY)
            await pilot.press(key)
            await settled(pilot)
            assert isinstance(app.screen, ImportScreen)
            there = user_paths().library
            if count:
                with Store(there) as store:
                    assert store.tallies()["articles"] == count


async def test_one_line_that_is_pasted_goes_into_the_line(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press("I")
        await pilot.pause()
        screen = app.screen
        assert isinstance(screen, ImportScreen)
        screen.query_one(SourceLine).post_message(events.Paste("https://harrow.example/feed\n"))
        await pilot.pause()
        assert (screen._pasted, screen.line.value) == (None, "https://harrow.example/feed")


async def test_escape_stops_an_import_and_what_is_done_is_kept(
    make_app: MakeApp, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from reader.library import ingest, places

    app = make_app()
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press("I")
        await pilot.pause()
        screen = app.screen
        assert isinstance(screen, ImportScreen)
        looks = places.look

        def slow(*arguments: object, **options: object) -> object:
            while not job().stopping:
                pass
            return looks(*arguments, **options)  # type: ignore[arg-type]

        def job() -> ImportJob:
            assert screen.job is not None
            return screen.job

        monkeypatch.setattr(ingest, "look", slow)
        screen.line.value = str(folder)
        await pilot.press("enter")
        await pilot.pause()
        assert screen.busy
        await pilot.press("escape")
        await settled(pilot)
        report = job().report
        assert job().done and report is not None and report.stopped
        monkeypatch.undo()
        await imported(pilot, str(folder))
        report = job().report
        assert report is not None and report.tally.taken == 1


async def test_an_import_goes_on_when_its_screen_is_left(make_app: MakeApp, folder: Path) -> None:
    app = make_app()
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press("I")
        await pilot.pause()
        screen = app.screen
        assert isinstance(screen, ImportScreen)
        screen.line.value = str(folder)
        await pilot.press("enter", "q")
        await settled(pilot)
        assert isinstance(app.screen, LibraryScreen)
        assert app.session.importing is not None and app.session.importing.done
        await pilot.press("I")
        await pilot.pause()
        assert isinstance(app.screen, ImportScreen)
        assert "taken" in " ".join(text_of(app.screen.report))


async def test_a_library_that_cannot_be_written_is_one_line(make_app: MakeApp, folder: Path) -> None:
    app = make_app()
    async with app.run_test(size=(100, 30)) as pilot:
        files = app.session.files
        assert files is not None
        broken = folder / "library.db"
        broken.write_bytes(b"no library " * 100)
        app.session.files = replace(files, library=broken)
        await pilot.press("I")
        await pilot.pause()
        screen = await imported(pilot, str(folder / "a.txt"))
        assert "damaged" in " ".join(text_of(screen.report))


@pytest.mark.parametrize("size", [(120, 36), (80, 24), (60, 20), (20, 6)])
async def test_both_screens_stand_in_any_window(
    make_app: MakeApp, folder: Path, size: tuple[int, int]
) -> None:
    app = make_app(folder)
    async with app.run_test(size=size) as pilot:
        await pilot.press("I")
        await pilot.pause()
        await imported(pilot, str(folder))
        await pilot.press("q", "V")
        await settled(pilot)
        assert isinstance(app.screen, ReviewScreen)


# Review


async def reviewing(pilot) -> ReviewScreen:  # type: ignore[no-untyped-def]
    await settled(pilot)
    await pilot.press("V")
    await settled(pilot)
    screen = pilot.app.screen
    assert isinstance(screen, ReviewScreen)
    return screen


async def test_the_review_says_how_sure_a_field_is_and_shows_its_line(
    make_app: MakeApp, folder: Path
) -> None:
    app = make_app(folder)
    async with app.run_test(size=(120, 36)) as pilot:
        screen = await reviewing(pilot)
        rows = text_of(screen.fields)
        assert [row.split()[:3] for row in rows] == [
            ["✓", "headline", "Council"],
            ["?", "outlet", "Harrow"],
            ["?", "date", "2019-03-12"],
        ]
        assert "70%" in rows[1] and "line 9" in rows[1]
        await pilot.press("j")
        shown = text_of(screen.query_one("#context", RowList))
        assert any(row.startswith(">    5") and "March 12, 2019" in row for row in shown)


async def test_accept_makes_a_field_sure_beside_the_source_and_undo_takes_it_back(
    make_app: MakeApp, folder: Path
) -> None:
    app = make_app(folder)
    sidecar = folder / "a.txt.toml"
    async with app.run_test(size=(120, 36)) as pilot:
        screen = await reviewing(pilot)
        await pilot.press("a")
        await settled(pilot)
        assert sidecar.read_text() == 'outlet = "Harrow Herald"\n'
        assert text_of(screen.fields)[1].startswith(" ✓ outlet")
        assert screen.fields.key == "date"
        await pilot.press("u")
        await settled(pilot)
        assert not sidecar.exists()
        assert text_of(screen.fields)[1].startswith(" ? outlet")
        await pilot.press("ctrl+r")
        await settled(pilot)
        assert sidecar.read_text() == 'outlet = "Harrow Herald"\n'
        assert text_of(screen.fields)[1].startswith(" ✓ outlet")
        await pilot.press("u")
        await settled(pilot)
        await pilot.press("A")
        await settled(pilot)
        assert 'date = "2019-03-12"' in sidecar.read_text()
        assert [row[1] for row in text_of(screen.fields)] == ["✓", "✓", "✓"]
    assert (folder / "a.txt").read_text(encoding="utf-8") == STORY


async def test_a_field_is_set_by_typing_and_what_is_no_date_is_said(make_app: MakeApp, folder: Path) -> None:
    app = make_app(folder)
    async with app.run_test(size=(120, 36)) as pilot:
        screen = await reviewing(pilot)
        await pilot.press("j", "enter")
        await pilot.pause()
        from reader.ui.asking import Question

        line = screen.query_one(Question).query_one("Input")
        line.value = "yesterday"  # type: ignore[attr-defined]
        await pilot.press("enter")
        await settled(pilot)
        assert not (folder / "a.txt.toml").exists()
        await pilot.press("enter")
        await pilot.pause()
        screen.query_one(Question).query_one("Input").value = "March 13, 2019"  # type: ignore[attr-defined]
        await pilot.press("enter")
        await settled(pilot)
        assert (folder / "a.txt.toml").read_text() == 'date = "2019-03-13"\n'


async def test_always_so_becomes_a_rule(make_app: MakeApp, folder: Path) -> None:
    app = make_app(folder)
    async with app.run_test(size=(120, 36)) as pilot:
        screen = await reviewing(pilot)
        await pilot.press("o")
        await pilot.pause()
        from reader.ui.asking import Question

        screen.query_one(Question).query_one("Input").value = "The Herald"  # type: ignore[attr-defined]
        await pilot.press("enter")
        await settled(pilot)
        assert "The Herald" in (user_paths().config.parent / "outlets.toml").read_text()
        assert screen.article is not None and screen.article.outlet_name == "The Herald"
        await pilot.press("u")
        await settled(pilot)
        assert screen.article.outlet_name == "Harrow Herald"


async def test_undo_of_always_so_lets_other_keys_work_and_is_begun_once(
    make_app: MakeApp, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app, go_on, turned = make_app(folder), threading.Event(), list[str]()

    def slowly(turn: Callable[[Library], str]) -> Callable[[Library], str]:
        def wait(library: Library) -> str:
            assert threading.current_thread() is not threading.main_thread()
            assert go_on.wait(60)
            turned.append(turn(library))
            return turned[-1]

        return wait

    async with app.run_test(size=(120, 36)) as pilot:
        screen = await reviewing(pilot)
        Mending(app.session.library).always(screen.ids[0], "outlet", "The Herald")
        for name, key, outlet in (("undo", "u", "Harrow Herald"), ("redo", "ctrl+r", "The Herald")):
            go_on.clear()
            with monkeypatch.context() as slow:
                slow.setattr(Library, name, slowly(getattr(Library, name)))
                await pilot.press(key, key, "?")
                await pilot.pause()
                assert [notice.message for notice in app._notifications] == ["Still working …"]
                assert isinstance(app.screen, HelpScreen)
                go_on.set()
                await settled(pilot)
            assert [notice.message for notice in app._notifications] == turned[-1:]
            await pilot.press("escape")
            await settled(pilot)
            assert screen.article is not None and screen.article.outlet_name == outlet
            assert any(outlet in row for row in text_of(screen.fields))
        always = "always outlet: The Herald for Harrow Herald"
        assert turned == [f"undone: {always}", f"done again: {always}"]


async def test_undo_of_always_so_that_fails_is_a_notice_and_may_be_tried_again(
    make_app: MakeApp, folder: Path
) -> None:
    app = make_app(folder)
    async with app.run_test(size=(120, 36)) as pilot:
        screen = await reviewing(pilot)
        Mending(app.session.library).always(screen.ids[0], "outlet", "The Herald")
        rules = user_paths().config.parent / "outlets.toml"
        kept = rules.read_text()
        rules.write_text("[[rule]")
        await pilot.press("u")
        await settled(pilot)
        (notice,) = app._notifications
        assert notice.message.startswith("Not kept: outlets.toml: ")
        rules.write_text(kept)
        await pilot.press("u")
        await settled(pilot)
        assert screen.article is not None and screen.article.outlet_name == "Harrow Herald"


async def test_a_date_that_was_mended_does_not_break_the_screens_beneath(
    make_app: MakeApp, folder: Path
) -> None:
    app = make_app(folder)
    async with app.run_test(size=(120, 36)) as pilot:
        await settled(pilot)
        await pilot.press("enter")
        await settled(pilot)
        assert isinstance(app.screen, ReadingScreen)
        screen = await reviewing(pilot)
        screen._set("date", "2019-04-01")
        await settled(pilot)
        await pilot.press("q")
        await settled(pilot)
        assert isinstance(app.screen, LibraryScreen)
        await pilot.press("enter")
        await settled(pilot)
        assert isinstance(app.screen, ReadingScreen)


@pytest.mark.parametrize("where", ["the review", "an article", "the library"])
async def test_a_date_that_was_mended_is_undone_from_any_screen(
    make_app: MakeApp, folder: Path, where: str
) -> None:
    app = make_app(folder)
    async with app.run_test(size=(120, 36)) as pilot:
        screen = await reviewing(pilot)
        screen._set("date", "2019-04-01")
        await settled(pilot)
        if where != "the review":
            await pilot.press("q")
            await settled(pilot)
        if where == "an article":
            await pilot.press("enter")
            await settled(pilot)
            assert isinstance(app.screen, ReadingScreen)
        for key, date in (("u", "2019-03-12"), ("ctrl+r", "2019-04-01"), ("u", "2019-03-12")):
            await pilot.press(key)
            await settled(pilot)
            (article,) = app.session.library.store.articles()
            assert str(article.published) == date
        assert isinstance(app.screen, ReviewScreen if where == "the review" else LibraryScreen)
        said = [notice.message for notice in app._notifications]
        assert said == ["undone: date: 2019-04-01"]
        if where == "the review":
            assert any("2019-03-12" in row for row in text_of(screen.fields))
            await pilot.press("q")
            await settled(pilot)
        await pilot.press("enter")
        await settled(pilot)
        assert isinstance(app.screen, ReadingScreen)


async def test_what_cannot_be_undone_is_a_notice(make_app: MakeApp, folder: Path) -> None:
    app = make_app(folder)
    async with app.run_test(size=(120, 36)) as pilot:
        await reviewing(pilot)
        await pilot.press("a")
        await settled(pilot)
        (folder / "a.txt.toml").write_text("outlet = ")
        await pilot.press("u")
        await settled(pilot)
        *_, notice = app._notifications
        assert notice.message.startswith("Not kept: a.txt.toml cannot be read, mend it first")
        assert app.is_running


async def test_the_review_tells_no_outlet_in_blind_mode(make_app: MakeApp, folder: Path) -> None:
    app = make_app(folder)
    async with app.run_test(size=(120, 36)) as pilot:
        await settled(pilot)
        await pilot.press("B")
        screen = await reviewing(pilot)
        await pilot.press("a", "A", "enter", "o")
        await settled(pilot)
        shown = [*text_of(screen.fields), *text_of(screen.query_one("#head", RowList))]
        assert "Harrow" not in " ".join(shown)
        assert not (folder / "a.txt.toml").exists()


async def test_with_nothing_to_review_it_says_so(make_app: MakeApp, tmp_path: Path) -> None:
    app = make_app(own=True)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await reviewing(pilot)
        assert "Nothing is to be reviewed" in " ".join(text_of(screen.query_one("#head", RowList)))
        await pilot.press("J", "K", "a", "A", "e", "o", "r", "j", "q")
        await settled(pilot)
        assert isinstance(app.screen, LibraryScreen)


# Parts


def test_lists_of_addresses_and_paths_are_sources_and_all_else_is_a_text(tmp_path: Path) -> None:
    assert Wanted.of_paste(f"https://a.example/f\n\n{tmp_path}\n").sources == (
        "https://a.example/f",
        str(tmp_path),
    )
    assert Wanted.of_paste("https://a.example/f\nsays so").text.endswith("says so")


def test_what_nobody_can_list_has_no_completions(tmp_path: Path) -> None:
    (tmp_path / ".hidden").mkdir()
    (tmp_path / "README.md").touch()
    assert completions(f"{tmp_path}/") == []
    assert completions(f"{tmp_path}/.h") == [f"{tmp_path}/.hidden/"]
    assert completions(f"{tmp_path}/none/x") == completions("https://a/") == completions("") == []
    assert common_start(["/a/bc", "/a/bd"], "/a") == "/a/b"
    assert common_start([], "/a") == "/a"


def test_a_hostile_line_of_a_report_is_shown_safely(tmp_path: Path) -> None:
    from reader.library.ingest import Report

    job = ImportJob(tmp_path / "library.db", Wanted(("\x1b]0;x\x07[/b][TODO]",)))
    job.report = Report(refused=["[/b]\x1b[31m" * 3], refusals=1)
    shown = "".join(text for row in report_rows(job, 60) for text, _ in row.left)
    assert "\x1b" not in shown and "[/b]" in shown and "[TODO]" in shown


def test_a_mistake_of_ours_ends_the_import_with_a_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise ValueError("bad")

    monkeypatch.setattr("reader.library.ingest.ingest", broken)
    job = ImportJob(tmp_path / "library.db", Wanted((str(tmp_path),)))
    job.run()
    assert (job.done, job.problem) == (True, "unexpected ValueError: bad; what was done before is kept")


async def test_all_is_ascii_where_the_reader_wants_it(make_app: MakeApp, folder: Path) -> None:
    (folder / "a.txt").write_text(STORY.replace("© AFP", "").replace("©", "(c)"), encoding="utf-8")
    app = make_app(folder)
    app.session.config = Config(ascii=True)
    app.ascii_only = True
    async with app.run_test(size=(80, 24)) as pilot:
        for key in ("I", "V"):
            await pilot.press(key)
            await settled(pilot)
            shown = "\n".join(
                "".join(segment.text for segment in strip) for strip in app.screen._compositor.render_strips()
            )
            assert {character for character in shown if not character.isascii()} <= set("·…–")
            if key == "I":
                await pilot.press("escape")
                await settled(pilot)
