"""The library's list as it is asked for: sidebar, filter, search, orders, saved filters, blind mode."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from collections_of import folder_of_news
from test_library_acts import library_of, listed, press, rows, sidebar
from waiting import settled

from reader.library.door import ALL_ORDERS
from reader.ui.app import CrossreadApp
from reader.ui.screens.library_rows import ALL, MORE, REVIEW, STARRED, UNREAD, Scope, of_name

MakeApp = Callable[..., CrossreadApp]


async def test_the_filter_lists_what_its_query_finds_and_knows_what_was_just_said(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=(120, 36)) as pilot:
        screen = library_of(app)
        await press(pilot, "j", "f", "F", *"is:starred")
        starred = screen.current()
        assert listed(screen) == [starred]
        await press(pilot, "enter", "f")
        assert listed(screen) == []
        await press(pilot, "escape")
        assert len(listed(screen)) == 2


async def test_a_filter_that_is_no_query_says_where_and_leaves_the_list(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=(60, 20)) as pilot:
        screen = library_of(app)
        await press(pilot, "F", *"russia")
        assert len(listed(screen)) == 2
        await press(pilot, *" (xyzzy ")
        assert len(listed(screen)) == 2
        assert "a bracket is not closed (at column 8)" in str(screen.top.render())
        await press(pilot, "escape")
        assert not screen.problem and len(listed(screen)) == 2


async def test_what_is_wrong_is_pointed_at_below_what_was_typed(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        screen = library_of(app)
        await press(pilot, "F", *"russia (xyzzy ")
        line = str(screen.query_one("#choices").render())
        assert line.index("▲") == 7 and "a bracket is not closed" in line


async def test_a_filter_keeps_the_cursor_and_half_typed_words_already_find(
    make_app: MakeApp, tmp_path: Path
) -> None:
    app = make_app(folder_of_news(tmp_path))
    async with app.run_test(size=(120, 36)) as pilot:
        screen = library_of(app)
        await settled(pilot)
        everything = listed(screen)
        bridge = app.session.library.page("bridge", "newest")[0].number
        screen.listing.go_to(bridge)
        await press(pilot, "F", *"bri")
        assert listed(screen) == [bridge]
        await press(pilot, "enter")
        assert listed(screen) == [bridge], "bri alone finds nothing, so that what it begins stays listed"
        await press(pilot, "escape")
        assert listed(screen) == everything and screen.current() == bridge
        await press(pilot, "F", *"is:unread", "enter")
        assert listed(screen) == everything and screen.current() == bridge


async def test_tab_completes_fields_and_values_and_walks_the_choices(
    make_app: MakeApp, tmp_path: Path
) -> None:
    app = make_app(folder_of_news(tmp_path))
    async with app.run_test(size=(80, 24)) as pilot:
        screen = library_of(app)
        await press(pilot, "F", *"outl", "tab")
        assert screen._prompt is not None and screen._prompt.value == "outlet:"
        assert len(listed(screen)) == 5, "a field without a value narrows nothing"
        assert "outlet:Beacon" in str(screen.query_one("#choices").render())
        await press(pilot, "tab")
        first = screen._prompt.value
        await press(pilot, "tab")
        assert {first, screen._prompt.value} == {"outlet:Beacon", "outlet:Courier"}
        assert len(listed(screen)) == 2


async def test_a_search_shows_the_line_that_it_found_and_escape_brings_all_back(
    make_app: MakeApp, tmp_path: Path
) -> None:
    app = make_app(folder_of_news(tmp_path))
    async with app.run_test(size=(60, 20)) as pilot:
        screen = library_of(app)
        await press(pilot, "slash", *"pier", "enter")
        assert len(listed(screen)) == 1
        for _ in range(100):
            if "northern pier" in str(screen.query_one("#snippet").render()):
                break
            await settled(pilot)
            await pilot.pause(0.02)
        assert "northern pier" in str(screen.query_one("#snippet").render())
        await press(pilot, "escape")
        assert len(listed(screen)) == 5


async def test_where_nothing_is_found_a_near_word_is_offered_and_enter_takes_it(
    make_app: MakeApp, tmp_path: Path
) -> None:
    app = make_app(folder_of_news(tmp_path))
    async with app.run_test(size=(60, 20)) as pilot:
        screen = library_of(app)
        await press(pilot, "slash", *"brigde", "enter")
        shown = "\n".join(rows(screen))
        assert "Nothing here matches." in shown and "Did you mean bridge ?" in shown and "esc" in shown
        await press(pilot, "enter")
        assert len(listed(screen)) == 1


async def test_a_filter_is_kept_in_the_sidebar_with_its_count_and_dropped_there(
    make_app: MakeApp, tmp_path: Path
) -> None:
    app = make_app(folder_of_news(tmp_path))
    async with app.run_test(size=(120, 36)) as pilot:
        screen = library_of(app)
        await press(pilot, "s")
        assert not screen.prompting, "all is listed: there is nothing to keep"
        await press(pilot, "F", *"ferry", "enter", "s", *"boats", "enter")
        assert sidebar(screen)["boats"] == "3"
        assert screen.shown.scope == Scope("saved", "boats", "ferry") and screen.shown.filter == ""
        assert len(listed(screen)) == 3
        await press(pilot, "1")
        assert len(listed(screen)) == 5
        await press(pilot, "h")
        screen.sources.go_to(Scope("saved", "boats", "ferry"))
        await press(pilot, "D")
        assert "boats" in sidebar(screen), "once more is asked for"
        await press(pilot, "D")
        assert "boats" not in sidebar(screen) and len(listed(screen)) == 5


@pytest.mark.parametrize(
    ("line", "articles"), [("3+ outlets", 3), ("one outlet", 2), ("To review", 1), ("Beacon", 2)]
)
async def test_a_line_of_the_sidebar_lists_what_it_says(
    make_app: MakeApp, tmp_path: Path, line: str, articles: int
) -> None:
    app = make_app(folder_of_news(tmp_path))
    async with app.run_test(size=(120, 36)) as pilot:
        screen = library_of(app)
        await press(pilot, "h")
        keys = {"".join(text for text, _ in row.left).strip(): row.key for row in screen.sources._rows}
        screen.sources.go_to(keys[line])
        await settled(pilot)
        assert len(listed(screen)) == articles
        await press(pilot, "l", "escape")
        assert len(listed(screen)) == 5


async def test_the_names_most_told_stand_in_the_sidebar_once_they_are_known(
    make_app: MakeApp, tmp_path: Path
) -> None:
    app = make_app(folder_of_news(tmp_path))
    while app.session.library.work():
        pass
    async with app.run_test(size=(120, 36)) as pilot:
        screen = library_of(app)
        await press(pilot, "h")
        assert sidebar(screen)["Ada Renn"] == "3"
        screen.sources.go_to(of_name("Ada Renn"))
        await settled(pilot)
        assert len(listed(screen)) == 3


async def test_a_name_that_is_listed_stands_in_the_sidebar_however_seldom_it_is_told(
    make_app: MakeApp, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("reader.library.naming.most_named", lambda store: ["Lena Voss"])
    app = make_app(folder_of_news(tmp_path))
    while app.session.library.work():
        pass
    async with app.run_test(size=(120, 36)) as pilot:
        screen = library_of(app)
        await settled(pilot)
        app.list_only(of_name("Ada Renn"))
        await settled(pilot)
        assert len(listed(screen)) == 3
        assert screen.sources.key == of_name("Ada Renn")
        assert sidebar(screen)["Ada Renn"] == "3"
        await press(pilot, "h")
        assert screen.shown.scope == screen.sources.key == of_name("Ada Renn")
        app.list_only(of_name("Lena Voss"))
        await settled(pilot)
        assert screen.sources.keys.count(of_name("Lena Voss")) == 1
        assert "Ada Renn" not in sidebar(screen)


async def test_few_of_many_outlets_are_shown_until_more_are_asked_for(
    make_app: MakeApp, tmp_path: Path
) -> None:
    for number in range(14):
        head = f"---\ntitle: News {number}\noutlet: Gazette {number}\ndate: 2015-03-02\n---\n\n"
        (tmp_path / f"{number}.md").write_text(f"{head}Word{number} was said of item{number} alone.\n")
    app = make_app(tmp_path)
    async with app.run_test(size=(120, 36)) as pilot:
        screen = library_of(app)
        await press(pilot, "h")
        assert sum("Gazette" in label for label in sidebar(screen)) == 10
        screen.sources.go_to(MORE)
        await press(pilot, "enter")
        assert sum("Gazette" in label for label in sidebar(screen)) == 14


async def test_every_order_lists_every_article_and_says_its_name(make_app: MakeApp, tmp_path: Path) -> None:
    app = make_app(folder_of_news(tmp_path))
    async with app.run_test(size=(120, 36)) as pilot:
        screen = library_of(app)
        await settled(pilot)
        here, seen = screen.current(), []
        for _ in ALL_ORDERS[:-1]:
            seen.append(screen.shown.order)
            assert len(listed(screen)) == 5 and screen.current() == here
            await press(pilot, "S")
        assert screen.shown.order == "story"
        assert set(seen) == set(ALL_ORDERS) - {"relevance"}, "without words nothing is more relevant"
        await press(pilot, "F", *"ferry", "enter", "S", "S", "S")
        assert screen.shown.order == "relevance"
        assert "best first" in str(screen.top.render())


async def test_the_sidebar_is_as_wide_as_it_was_made(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=(120, 36)) as pilot:
        screen = library_of(app)
        await settled(pilot)
        before = screen.sources.size.width
        await press(pilot, "greater_than_sign", "greater_than_sign")
        assert screen.sources.size.width == before + 6
        assert app.session.state.sidebar == before + 6
        await press(pilot, "less_than_sign")
        assert screen.sources.size.width == before + 3


async def test_space_reads_the_preview_to_its_end_and_goes_to_the_next_unread(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=(120, 36)) as pilot:
        screen = library_of(app)
        await settled(pilot)
        first, pane = screen.current(), screen._pane
        assert pane is not None
        for _ in range(50):
            at = pane.scroll_offset.y
            await press(pilot, "space")
            if screen.current() != first:
                break
            assert pane.scroll_offset.y > at
        assert screen.current() != first


@pytest.mark.parametrize(
    "keys",
    [
        *[(), ("S",), ("h",), ("F", *"outlet:", "tab"), ("F", *"cou", "tab"), ("slash", *"ferry", "enter")],
        *[("h", "G", "enter"), ("W",), ("x", "asterisk")],
    ],
    ids=str,
)
@pytest.mark.parametrize("size", [(120, 36), (60, 20)])
async def test_blind_the_library_tells_no_outlet(
    make_app: MakeApp, tmp_path: Path, keys: tuple[str, ...], size: tuple[int, int]
) -> None:
    from test_blind import shown

    app = make_app(folder_of_news(tmp_path))
    async with app.run_test(size=size) as pilot:
        await press(pilot, "B")
        app.clear_notifications()
        await press(pilot, *keys)
        text = shown(app)
        assert not [name for name in ("Courier", "Beacon", "Gazette") if name.casefold() in text.casefold()]


@pytest.mark.parametrize(
    "keys",
    [(), ("f", "x"), ("S",), ("question_mark",), ("slash", *"brigde", "enter"), ("F", *"russia (x ")],
    ids=str,
)
async def test_with_ascii_alone_the_library_has_a_mark_for_everything(
    make_app: MakeApp, tmp_path: Path, keys: tuple[str, ...]
) -> None:
    from test_blind import shown

    from reader.library.config import Config

    app = make_app(folder_of_news(tmp_path), config=Config(ascii=True))
    async with app.run_test(size=(120, 36)) as pilot:
        await press(pilot, *keys)
        app.clear_notifications()
        await pilot.pause()
        others = {character for character in shown(app) if not character.isascii()}
        assert others <= set("·…"), "the two that the texts of programs hold anywhere"
        if keys == ("f", "x"):
            assert [row[:2] for row in rows(library_of(app)) if row[:1] in ("*", "★")] == ["★x"]
            assert [row for row in rows(library_of(app)) if row.startswith("o ")]


async def test_a_list_that_leaves_something_out_says_so_and_i_tells_what(
    make_app: MakeApp, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from reader.library import listing

    monkeypatch.setattr(listing, "GROUPED", 2)
    app = make_app(folder_of_news(tmp_path))
    async with app.run_test(size=(120, 36)) as pilot:
        screen = library_of(app)
        await press(pilot, "F", *"ferry", "enter")
        assert "not all of it (i)" in str(screen.top.render())
        await press(pilot, "i")
        shown = "\n".join("".join(text for text, _ in row.left) for row in app.screen.rows._rows)  # type: ignore[attr-defined]
        assert "the newest 2 of 3 articles are listed by story" in shown


async def test_a_word_that_is_no_markup_stays_what_it_is(make_app: MakeApp, tmp_path: Path) -> None:
    app = make_app(folder_of_news(tmp_path))
    async with app.run_test(size=(120, 36)) as pilot:
        screen = library_of(app)
        await press(pilot, "slash", *"[red]ferry[/red]", "enter")
        assert "[red]ferry[/red]" in str(screen.top.render())


async def test_the_library_search_narrows_the_list_and_escape_brings_it_back(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=(120, 36)) as pilot:
        screen = library_of(app)
        await press(pilot, "slash", *"annexation' deal", "enter")
        assert len(listed(screen)) == 1
        await press(pilot, "escape")
        assert len(listed(screen)) == 2


async def test_two_articles_of_one_outlet_are_not_several_outlets(make_app: MakeApp, tmp_path: Path) -> None:
    for name in ("a", "b", "c"):
        head = f"---\ntitle: Bridge shut {name}\noutlet: Gazette\n---\n\n"
        (tmp_path / f"{name}.md").write_text(head + f"The harbour bridge of Port Alma is shut {name}.\n")
    app = make_app(tmp_path)
    async with app.run_test(size=(120, 36)) as pilot:
        await settled(pilot)
        assert sidebar(library_of(app))["3+ outlets"] == "0"


OUTLETS = ("Courier", "Daily Beacon", "Gazette")


def as_shown(app: CrossreadApp) -> str:
    return "\n".join(
        "".join(segment.text for segment in line)
        for line in app.console.render_lines(app.screen._compositor, app.console.options)
    )


@pytest.mark.parametrize("size", [(120, 36), (80, 24), (60, 20)])
async def test_blind_neither_sidebar_nor_bar_nor_completion_names_an_outlet(
    make_app: MakeApp, tmp_path: Path, size: tuple[int, int]
) -> None:
    folder = folder_of_news(tmp_path)
    for file in folder.glob("*.md"):
        file.write_text(file.read_text().replace("outlet: Beacon", "outlet: Daily Beacon"))
    app = make_app(folder)
    library = app.session.library
    library.save_query("What the Daily Beacon said", 'outlet:"Daily Beacon"')
    library.tag("ferry", "Gazette-like")
    while library.work():
        pass
    async with app.run_test(size=size) as pilot:
        screen = library_of(app)
        await settled(pilot)
        await press(pilot, "B")
        app.clear_notifications()
        for keys in ("h", *(("down",) * 4), "l"):
            await press(pilot, *([keys] if isinstance(keys, str) else keys))
            assert not [name for name in OUTLETS if name.split()[-1] in as_shown(app)], keys
        assert "What [outlet] said" in sidebar(screen) or size[0] < 120
        for typed in ("outlet:", "outlet:D", "only:C", "tag:", "beac", "cour", "gaze"):
            screen._prompt_for = "filter"
            offered = " ".join(text for text, *_ in screen.choices_of(library, typed, len(typed))).casefold()
            assert not [name for name in OUTLETS if name.split()[-1].casefold() in offered]


async def test_blind_a_tag_that_tells_an_outlet_is_not_offered(make_app: MakeApp, tmp_path: Path) -> None:
    app = make_app(folder_of_news(tmp_path))
    app.session.library.tag("ferry", "gazette style")
    app.session.library.tag("ferry", "sea")
    async with app.run_test(size=(120, 36)) as pilot:
        screen = library_of(app)
        await press(pilot, "B", "j", "T")
        assert screen._prompt is not None and screen._prompt.value == "sea"
        screen._prompt_for = "tag"
        assert screen.choices_of(app.session.library, "", 0) == [("sea", 0, 0)]


async def test_the_sidebar_goes_along_with_what_keys_list(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=(120, 36)) as pilot:
        screen = library_of(app)
        for key, scope in (("4", REVIEW), ("2", UNREAD), ("3", STARRED), ("1", ALL)):
            await press(pilot, key)
            assert screen.sources.key == scope == screen.shown.scope
            (line,) = [row for row in range(screen.sources.row_count) if screen.sources.has_cursor(row)]
            assert screen.sources.list_row(line).left[0][1] == ("strong",)
