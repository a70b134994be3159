"""The library's list: read marks, stars, tags, the trash, one undo for all, and the filter."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from waiting import settled

from reader.library.shelf import Shelf
from reader.ui.app import CrossreadApp
from reader.ui.screens.library import LibraryScreen

SEEDS = Path(__file__).parents[2] / "articles"
MakeApp = Callable[..., CrossreadApp]


def library_of(app: CrossreadApp) -> LibraryScreen:
    screen = app.screen_stack[0]
    assert isinstance(screen, LibraryScreen)
    return screen


def rows(screen: LibraryScreen) -> list[str]:
    listing = screen.listing
    return ["".join(text for text, _ in listing.row_runs(row)).rstrip() for row in range(listing.row_count)]


async def test_a_star_shows_at_once_and_undo_takes_it_off(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=(120, 36)) as pilot:
        screen = library_of(app)
        assert rows(screen)[1].startswith("●")
        await pilot.press("f")
        await settled(pilot)
        assert rows(screen)[1].startswith("★")
        await pilot.press("3")
        assert len(screen.shown()) == 1
        await pilot.press("1", "u")
        await settled(pilot)
        assert rows(screen)[1].startswith("●")
        await pilot.press("ctrl+r")
        await settled(pilot)
        assert rows(screen)[1].startswith("★")


async def test_an_article_that_was_opened_is_read_and_the_next_unread_is_another(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=(120, 36)) as pilot:
        screen = library_of(app)
        first = screen.current()
        await pilot.press("enter")
        await settled(pilot)
        await pilot.press("q")
        await settled(pilot)
        assert first not in [i for i in screen.shown() if not screen.states.get(_id(screen, i))]
        await pilot.press("g", "J")
        assert screen.current() != first
        await pilot.press("2")
        assert screen.shown() == [screen.current()]


async def test_a_tag_is_put_on_shown_listed_and_taken_off(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=(120, 36)) as pilot:
        screen = library_of(app)
        await pilot.press("t", *"done", "enter")
        await settled(pilot)
        assert "done" in rows(screen)[1]
        assert ("# done", 1, ("tag", "done")) in screen.state_counts()
        await pilot.press("T", "enter")
        await settled(pilot)
        assert "done" not in rows(screen)[1]


async def test_what_is_in_the_trash_leaves_the_list_and_undo_brings_it_back(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=(120, 36)) as pilot:
        screen = library_of(app)
        await pilot.press("D")
        await settled(pilot)
        assert len(screen.shown()) == 1
        assert ("Trash", 1, ("trash", "trash")) in screen.state_counts()
        await pilot.press("u")
        await settled(pilot)
        assert len(screen.shown()) == 2


async def test_all_that_is_listed_is_marked_read_and_one_undo_takes_all_back(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=(120, 36)) as pilot:
        screen = library_of(app)
        await pilot.press("A")
        await settled(pilot)
        assert not any(row.startswith("●") for row in rows(screen))
        await pilot.press("u")
        await settled(pilot)
        assert sum(row.startswith("●") for row in rows(screen)) == 2


async def test_the_filter_lists_what_its_query_finds_and_knows_what_was_just_said(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=(120, 36)) as pilot:
        screen = library_of(app)
        await pilot.press("j", "f", "F", *"is:starred")
        await settled(pilot)
        starred = screen.current()
        assert screen.shown() == [starred]
        await pilot.press("enter", "f")
        await settled(pilot)
        assert screen.shown() == []
        await pilot.press("escape")
        await settled(pilot)
        assert len(screen.shown()) == 2


async def test_a_filter_that_is_no_query_says_where_and_leaves_the_list(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=(60, 20)) as pilot:
        screen = library_of(app)
        await pilot.press("F", *"(russia")
        await settled(pilot)
        assert len(screen.shown()) == 2
        assert "column" in str(screen.top.render())


def test_what_was_said_of_a_folders_articles_is_there_the_next_time(tmp_path: Path) -> None:
    from reader.library.collection import Library

    library = Library.load([SEEDS / "press-tv", SEEDS / "unknown-outlet"])
    ids = [article.id for article in library.articles]
    first = Shelf(tmp_path / "library.db")
    assert first.set("starred", ids[:1], True, "starred") == "starred"
    assert first.set("starred", ids[:1], True, "starred") == ""
    first.tag("done", ids)
    second = Shelf(tmp_path / "library.db")
    assert second.said(ids)[ids[0]].starred
    assert second.find("is:starred", library.articles) == {ids[0]}
    assert second.find("tag:done", library.articles) == set(ids)
    second.tag("done", ids[:1], False)
    assert second.find("tag:done", library.articles) == {ids[1]}


async def test_a_filter_finds_old_versions_with_the_new_one_and_keeps_the_cursor(make_app: MakeApp) -> None:
    app = make_app(SEEDS)
    async with app.run_test(size=(120, 36)) as pilot:
        screen = library_of(app)
        await settled(pilot)
        everything = len(screen.shown())
        await pilot.press("j", "j", "j", "j")
        here = screen.current()
        await pilot.press("F", *"is:unread", "enter")
        await settled(pilot)
        assert len(screen.shown()) == everything
        assert screen.current() == here
        assert ("is:unread · ", "$left") in screen.query_pieces()


def _id(screen: LibraryScreen, index: int) -> str:
    return screen.session.library.article(index).id
