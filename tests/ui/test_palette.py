"""The palette: what goes by the words typed, the same work at every size, and the way there."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from collections_of import folder_of_news, library_of_rows
from test_library_acts import library_of
from textual.command import CommandList
from textual.pilot import Pilot
from waiting import settled

from reader.library.door import Library
from reader.library.store import Store
from reader.ui.app import CrossreadApp
from reader.ui.screens.reading import ReadingScreen

MakeApp = Callable[..., CrossreadApp]


@pytest.fixture
def news(tmp_path: Path) -> Library:
    library = Library.of_paths([folder_of_news(tmp_path)])
    library.tag("ferry", "sea trials")
    library.tag("bridge", "stone")
    library.save_query("Doors of the Beacon", "door outlet:Beacon")
    while library.work():
        pass
    return library


def found(library: Library, typed: str, *, outlets: bool = True) -> list[tuple[str, str]]:
    return [(goal.kind, goal.name) for goal in library.goals(typed, outlets=outlets)]


def test_each_kind_is_found_by_beginnings_of_its_words_in_any_order(news: Library) -> None:
    assert ("tag", "sea trials") in found(news, "tri sea")
    assert ("saved", "Doors of the Beacon") in found(news, "beac door")
    assert ("outlet", "Courier") in found(news, "cour")
    assert found(news, "outlet cour") == [("outlet", "Courier")]
    assert ("name", "Ada Renn") in found(news, "renn")
    assert ("name", "Ada Renn") in found(news, "ada re")
    assert ("article", "Tolma bridge closed") in found(news, "clos bridge")


def test_an_article_is_found_by_outlet_and_headline_together_unless_outlets_are_hidden(news: Library) -> None:
    assert found(news, "beacon tolma") == [("article", "Tolma bridge closed")]
    assert found(news, "beacon tolma", outlets=False) == []
    assert not [kind for kind, _ in found(news, "", outlets=False) if kind == "outlet"]


def test_what_is_spelt_nearly_so_is_offered_where_nothing_else_is(news: Library) -> None:
    assert ("article", "Tolma bridge closed") in found(news, "tolma brigde")
    assert ("tag", "stone") in found(news, "stpne")
    assert found(news, "zqxzqx") == []


def test_nothing_typed_offers_lists_and_the_newest_articles(news: Library) -> None:
    offered = found(news, "")
    assert offered[:3] == [("saved", "Doors of the Beacon"), ("tag", "sea trials"), ("tag", "stone")]
    assert ("article", "Tolma bridge closed") in offered


@pytest.mark.parametrize("typed", ['"', "*", "AND (", "title:", "^ -", "ünïcode 新聞", "a" * 500, "0o1"])
def test_whatever_is_typed_is_taken_for_words(news: Library, typed: str) -> None:
    news.goals(typed)


def work_of(count: int, typed: str) -> tuple[list[str], int]:
    """Return the statements that are run for what was typed, and how many rows they return."""
    library = library_of_rows(count)
    store = library.store
    with store.writing() as connection:
        connection.execute("INSERT INTO fts(fts) VALUES ('rebuild')")
        connection.executemany(
            "INSERT INTO name(label, kind, folded) VALUES (?, 'person', ?)",
            [(f"Ada Renn {number:06}", f"adarenn{number:06}") for number in range(count * 5)],
        )
        connection.executemany("INSERT INTO tag VALUES ('sea', ?)", [(f"a{n}",) for n in range(count // 3)])
    statements: list[str] = []
    rows = 0

    class Counting(Store):
        def rows(self, sql: str, values: object = ()) -> list[tuple[object, ...]]:
            nonlocal rows
            found = super().rows(sql, values)  # type: ignore[arg-type]
            statements.append(sql)
            rows += len(found)
            return found

    store.__class__ = Counting
    library.goals(typed)
    return statements, rows


@pytest.mark.parametrize("typed", ["", "harb", "h", "outlet 1 harbour", "ada", "sea", "harbuor cuoncil"])
def test_a_key_runs_the_same_statements_for_as_many_rows_at_every_size(typed: str) -> None:
    assert work_of(1_000, typed) == work_of(10_000, typed)


async def offered(pilot: Pilot[int], *keys: str) -> list[str]:
    """Return the first lines of what the palette offers once these keys are typed."""
    await pilot.press("ctrl+p", *keys)
    await settled(pilot)
    options = pilot.app.screen.query_one(CommandList).options
    return [str(option.prompt).partition("\n")[0] for option in options]


@pytest.mark.parametrize("before", [(), ("enter",), ("c",)], ids=str)
async def test_an_outlet_is_listed_from_wherever_the_palette_was_opened(
    make_app: MakeApp, tmp_path: Path, before: tuple[str, ...]
) -> None:
    app = make_app(folder_of_news(tmp_path))
    async with app.run_test(size=(120, 36)) as pilot:
        screen = library_of(app)
        await settled(pilot)
        for key in before:
            await pilot.press(key)
            await settled(pilot)
        assert (await offered(pilot, *"outlet", "space", *"bea"))[0] == "Outlet: Beacon"
        await pilot.press("enter")
        await settled(pilot)
        assert app.screen is screen and screen.shown.query == 'outlet:"Beacon"'
        assert screen.found == 2 and screen.listing.has_focus


async def test_an_article_is_opened_and_markup_in_its_headline_stays_text(
    make_app: MakeApp, tmp_path: Path
) -> None:
    (tmp_path / "a.md").write_text(
        "---\ntitle: Ferry [bold]stopped[/] [x\noutlet: Courier\n---\n\nIt stopped.\n"
    )
    app = make_app(tmp_path)
    async with app.run_test(size=(120, 36)) as pilot:
        await settled(pilot)
        assert await offered(pilot, *"stopped") == ["Courier: Ferry [bold]stopped[/] [x"]
        await pilot.press("enter")
        await settled(pilot)
        assert isinstance(app.screen, ReadingScreen)


@pytest.mark.parametrize("typed", ["", "beacon", "door", "ferry", "cour"])
async def test_in_blind_mode_it_offers_nothing_by_an_outlet_and_names_none(
    make_app: MakeApp, tmp_path: Path, typed: str
) -> None:
    app = make_app(folder_of_news(tmp_path))
    app.session.library.save_query("Doors of the Beacon", "door")
    app.session.library.tag("ferry", "from the Courier")
    async with app.run_test(size=(120, 36)) as pilot:
        await settled(pilot)
        await pilot.press("B")
        lines = await offered(pilot, *typed)
        assert not [line for line in lines for name in ("Beacon", "Courier", "Gazette") if name in line]
        assert typed in ("beacon", "cour") or any("Outlet " in line for line in lines)


async def test_a_list_that_has_no_place_on_the_screen_yet_is_paged_without_harm(
    make_app: MakeApp, tmp_path: Path
) -> None:
    app = make_app(folder_of_news(tmp_path))
    async with app.run_test() as pilot:
        await settled(pilot)
        await pilot.press("ctrl+p")
        await settled(pilot)
        listed = app.screen.query_one(CommandList)
        listed.display = False
        await pilot.pause()
        listed._clear_caches()
        listed.highlighted = 0
        await pilot.press("pageup", "pagedown")
        assert app._exception is None and listed.option_count
