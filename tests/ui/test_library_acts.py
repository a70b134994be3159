"""The library's list: read marks, stars, tags, trash, stories joined and parted, one undo for all."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from collections_of import folder_of_news
from waiting import settled

from reader.ui.app import CrossreadApp
from reader.ui.screens.compare import CompareScreen
from reader.ui.screens.library import LibraryScreen

MakeApp = Callable[..., CrossreadApp]


def library_of(app: CrossreadApp) -> LibraryScreen:
    screen = app.screen_stack[0]
    assert isinstance(screen, LibraryScreen)
    return screen


def rows(screen: LibraryScreen) -> list[str]:
    listing = screen.listing
    return ["".join(text for text, _ in listing.row_runs(row)).rstrip() for row in range(listing.row_count)]


def listed(screen: LibraryScreen) -> list[int]:
    found = (screen.listing._key_at(row) for row in range(screen.listing.row_count))
    return [key for key in found if isinstance(key, int)]


def sidebar(screen: LibraryScreen) -> dict[str, str]:
    """Return the lines of the sidebar with what stands at their right."""
    found: dict[str, str] = {}
    for row in screen.sources._rows:
        found["".join(text for text, _ in row.left).strip()] = "".join(text for text, _ in row.right).strip()
    return found


async def press(pilot, *keys: str) -> None:  # type: ignore[no-untyped-def]
    for key in keys:
        await pilot.press(key)
        await settled(pilot)


async def test_a_star_shows_at_once_and_undo_takes_it_off(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=(120, 36)) as pilot:
        screen = library_of(app)
        await press(pilot)
        assert rows(screen)[1].startswith("●")
        await press(pilot, "f")
        assert rows(screen)[1].startswith("★")
        await press(pilot, "3")
        assert len(listed(screen)) == 1
        await press(pilot, "1", "u")
        assert rows(screen)[1].startswith("●")
        await press(pilot, "ctrl+r")
        assert rows(screen)[1].startswith("★")


async def test_an_article_that_was_opened_is_read_and_the_next_unread_is_another(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=(120, 36)) as pilot:
        screen = library_of(app)
        first = screen.current()
        await press(pilot, "enter", "q")
        assert not rows(screen)[1].startswith("●")
        await press(pilot, "g", "J")
        assert screen.current() != first
        await press(pilot, "2")
        assert listed(screen) == [screen.current()] != [first]
        await press(pilot, "K")
        assert listed(screen) == [screen.current()], "there is none above; the cursor stays"


async def test_the_next_unread_is_found_beyond_the_rows_at_hand(make_app: MakeApp, tmp_path: Path) -> None:
    for number in range(60):
        head = f"---\ntitle: News {number}\noutlet: Gazette\ndate: 2015-03-02\n---\n\n"
        (tmp_path / f"{number:02}.md").write_text(f"{head}Word{number} was said of item{number} alone.\n")
    app = make_app(tmp_path)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        screen = library_of(app)
        order = listed(screen)
        app.session.library.set_read(order[1:58])
        screen.acts_changed()
        await press(pilot, "J")
        assert screen.current() == order[58]
        await press(pilot, "K")
        assert screen.current() == order[0]


async def test_a_tag_is_put_on_shown_listed_and_taken_off(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=(120, 36)) as pilot:
        screen = library_of(app)
        await press(pilot, "t", *"done", "enter")
        assert "done" in rows(screen)[1]
        assert sidebar(screen)["done"] == "1"
        await press(pilot, "T", "enter")
        assert "done" not in rows(screen)[1]
        assert "done" not in sidebar(screen)


async def test_what_is_in_the_trash_leaves_the_list_and_undo_brings_it_back(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=(120, 36)) as pilot:
        screen = library_of(app)
        await press(pilot, "D")
        assert len(listed(screen)) == 1
        assert sidebar(screen)["Trash"] == "1"
        await press(pilot, "F", *"is:trashed", "enter", "D")
        assert "Nothing here matches." in "\n".join(rows(screen)), "it was put back"
        await press(pilot, "escape")
        assert len(listed(screen)) == 2
        await press(pilot, "u", "u")
        assert len(listed(screen)) == 2


async def test_all_that_is_listed_is_marked_read_and_one_undo_takes_all_back(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=(120, 36)) as pilot:
        screen = library_of(app)
        await press(pilot, "A")
        assert not any(row.startswith("●") for row in rows(screen))
        await press(pilot, "u")
        assert sum(row.startswith("●") for row in rows(screen)) == 2


async def test_an_act_goes_for_all_that_is_picked_and_for_all_that_a_query_finds(
    make_app: MakeApp, tmp_path: Path
) -> None:
    app = make_app(folder_of_news(tmp_path))
    async with app.run_test(size=(120, 36)) as pilot:
        screen, library = library_of(app), app.session.library
        await press(pilot, "x", "j", "x", "f")
        assert library.count("is:starred") == 2
        await press(pilot, "X", "F", *"outlet:Beacon", "enter", "asterisk", "f")
        assert library.count("is:starred outlet:Beacon") == 2
        await press(pilot, "f")
        assert library.count("is:starred outlet:Beacon") == 0, "all had one: now none has"
        await press(pilot, "t", *"seen", "enter")
        assert library.count("tag:seen") == library.count("outlet:Beacon") == 2
        await press(pilot, "escape")
        assert not screen.all_picked, "another list is not picked"
        await press(pilot, "u")
        assert library.count("tag:seen") == 0


async def test_stories_are_joined_and_parted_and_both_is_taken_back(
    make_app: MakeApp, tmp_path: Path
) -> None:
    app = make_app(folder_of_news(tmp_path))
    async with app.run_test(size=(120, 36)) as pilot:
        screen, library = library_of(app), app.session.library
        await settled(pilot)
        stories = library.sidebar().stories
        ferry = library.page("outlet:Courier ferry", "newest")[0].number
        bridge = library.page("bridge", "newest")[0].number
        assert screen.listing.go_to(ferry)
        await press(pilot, "x")
        assert screen.listing.go_to(bridge)
        await press(pilot, "equals_sign")
        assert library.sidebar().stories == stories - 1
        assert bridge in library.story_of(ferry).articles
        assert screen.picks == [] and screen.current() == ferry
        await press(pilot, "minus")
        assert library.story_of(ferry).articles == (ferry,)
        assert screen.current() == ferry
        await press(pilot, "u", "u")
        assert library.sidebar().stories == stories
        assert bridge not in library.story_of(ferry).articles


async def test_joining_one_article_says_what_to_do(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=(120, 36)) as pilot:
        await press(pilot, "equals_sign")
        assert next(note.message for note in app._notifications).startswith("Pick the articles")


async def test_why_articles_are_together_is_said_in_words(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=(120, 36)) as pilot:
        await press(pilot, "W")
        shown = "\n".join("".join(text for text, _ in row.left) for row in app.screen.rows._rows)  # type: ignore[attr-defined]
        assert "in one story; the same day" in shown and "ossetia" in shown
        await press(pilot, "q", "B")
        app.clear_notifications()
        await press(pilot, "W")
        shown = "\n".join("".join(text for text, _ in row.left) for row in app.screen.rows._rows)  # type: ignore[attr-defined]
        assert "Press TV" not in shown and "AFP" not in shown


async def test_a_newer_version_stands_for_all_and_is_compared_with_the_older(
    make_app: MakeApp, tmp_path: Path
) -> None:
    app = make_app(folder_of_news(tmp_path))
    async with app.run_test(size=(140, 36)) as pilot:
        screen = library_of(app)
        await press(pilot)
        (row,) = [row for row in rows(screen) if "Gazette" in row]
        assert "2nd" in row
        screen.listing.go_to(app.session.library.page("outlet:Gazette", "newest")[0].number)
        await press(pilot, "d")
        assert isinstance(app.screen, CompareScreen)
        left, right = app.screen.indexes
        assert app.session.library.versions(right) == [left, right]


async def test_what_was_said_of_a_folders_articles_is_there_the_next_time(
    make_app: MakeApp, tmp_path: Path
) -> None:
    from reader.library.door import Library

    own, folder = tmp_path / "library.db", tmp_path / "news"
    folder.mkdir()
    folder_of_news(folder)
    first = Library.of_paths([folder], own=own)
    (number, *_) = [row.number for row in first.page("ferry", "newest")]
    first.star([number])
    first.save_query("ferries", "ferry")
    app = make_app(folder)
    app.session.take(Library.of_paths([folder], own=own))
    async with app.run_test(size=(120, 36)) as pilot:
        await settled(pilot)
        screen = library_of(app)
        assert sum(row.startswith("★") for row in rows(screen)) == 1
        assert sidebar(screen)["ferries"] == "3" and sidebar(screen)["Starred"] == "1"


@pytest.mark.parametrize("size", [(120, 36), (80, 24), (60, 20)])
async def test_a_copy_says_whose_and_a_guess_has_a_mark(
    make_app: MakeApp, tmp_path: Path, size: tuple[int, int]
) -> None:
    folder_of_news(tmp_path)
    text = (tmp_path / "a.md").read_text().replace("Courier", "Echo").replace("2015-03-02", "2015-03-05")
    (tmp_path / "g.md").write_text(text.replace("Ferry stopped by jammed door", "Ferry news"))
    app = make_app(tmp_path)
    async with app.run_test(size=size) as pilot:
        await settled(pilot)
        shown = rows(library_of(app))
        assert [row for row in shown if "Echo" in row and "copy of " in row]
        assert [row for row in shown if row[1:2] == "?" and "Orchard prize" in row], "no date is known of it"
