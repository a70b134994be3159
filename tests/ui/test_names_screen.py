"""Names in the app: the panel, the page of a name, corrections and their undoing, quiet layers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from held import all_articles, numbers
from waiting import settled

from reader.entities.corrections import Name
from reader.entities.model import EntityType
from reader.library.config import Config
from reader.ui.app import CrossreadApp, make_session
from reader.ui.asking import Question
from reader.ui.screens.choice import ChoiceScreen
from reader.ui.screens.library import LibraryScreen
from reader.ui.screens.naming import NamesScreen
from reader.ui.screens.reading import ReadingScreen

MakeApp = Callable[..., CrossreadApp]
SIZES = [(120, 36), (80, 24), (60, 20)]


def texts(view) -> list[str]:  # type: ignore[no-untyped-def]
    return ["".join(text for text, _ in view.row_runs(row)) for row in range(view.row_count)]


def naming(app: CrossreadApp) -> NamesScreen:
    assert isinstance(app.screen, NamesScreen)
    return app.screen


def reading(app: CrossreadApp) -> ReadingScreen:
    assert isinstance(app.screen, ReadingScreen)
    return app.screen


async def press(pilot, *keys: str) -> None:  # type: ignore[no-untyped-def]
    for key in keys:
        await pilot.press(key)
        await settled(pilot)


def listed(app: CrossreadApp) -> list[str]:
    return [one.referent.usual for one in naming(app).called]


async def go_to(pilot, name: str) -> None:  # type: ignore[no-untyped-def]
    screen = naming(pilot.app)
    screen.who.go_to(listed(pilot.app).index(name))
    await settled(pilot)


async def test_the_panel_says_what_the_outlets_call_a_name(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=(120, 36)) as pilot:
        await press(pilot, "enter")
        rows = texts(reading(app).names_list)
        at = next(n for n, row in enumerate(rows) if row.startswith("● Leonid Tibilov"))
        assert rows[at].split()[-2:] == ["3", "4"]
        said = "\n".join(rows[at + 1 : at + 3])
        assert "South Ossetian leader" in said and "AFP" in said


async def test_the_panel_says_what_those_called_it_who_were_asked_though_the_story_grew(
    make_app: MakeApp, seeds: tuple[Path, Path]
) -> None:
    invented = Path(__file__).parents[2] / "articles" / "invented" / "ferry-lady-orsina"
    app = make_app(*seeds, invented)
    async with app.run_test(size=(120, 36)) as pilot:
        await settled(pilot)
        titles = {number: app.session.library.article(number).outlet_name for number in numbers(app)}
        one = next(number for number, outlet in titles.items() if outlet == "Press TV")
        other = next(number for number, outlet in titles.items() if "Courier" in outlet)
        app.read(one)
        await settled(pilot)
        screen = reading(app)
        before = texts(screen.names_list)
        assert any("AFP" in row for row in before)
        app.session.library.merge_stories([one, other])
        screen.show_names()
        assert texts(screen.names_list) == before


async def test_one_outlet_alone_has_no_story_counts(make_app: MakeApp, seeds: tuple[Path, Path]) -> None:
    app = make_app(seeds[0])
    async with app.run_test(size=(120, 36)) as pilot:
        await press(pilot, "enter")
        assert texts(reading(app).names_list)[0].split() == ["Names", "here"]


@pytest.mark.parametrize("size", SIZES)
async def test_enter_in_the_panel_opens_the_page_of_the_name(
    make_app: MakeApp, size: tuple[int, int]
) -> None:
    app = make_app()
    async with app.run_test(size=size) as pilot:
        await press(pilot, "enter", "l")
        reading(app).names_list.move(100)
        key = reading(app).names_list.key
        assert isinstance(key, int) and reading(app).article_pane.names is not None
        name = reading(app).article_pane.names.referents[key].name
        await press(pilot, "enter")
        one = naming(app).one()
        assert one is not None and one.referent.name == name
        rows = texts(naming(app).page)
        assert rows[0][1:].startswith(f" {one.referent.usual}")
        assert "What each outlet calls it" in "\n".join(rows)
        await press(pilot, "q")
        reading(app)


async def test_the_page_has_every_mention_with_its_sentence_by_outlet(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=(120, 36)) as pilot:
        await press(pilot, "enter", "E")
        await go_to(pilot, "South Ossetia")
        page = naming(app).page
        mentions = [key for key in page.keys if key[0] == "mention"]  # type: ignore[index]
        assert len(mentions) == 8
        rows = texts(page)
        shown = " ".join(" ".join(rows).split())
        assert "Press TV South Ossetia · breakaway region" in shown
        assert "self-declared republic °" in shown
        marked = [
            text
            for row in range(page.row_count)
            for text, styles in page.row_runs(row)
            if "named-here" in styles
        ]
        assert "".join(marked).replace(" ", "") == "SouthOssetia" * 8


async def test_brackets_walk_the_mentions_and_enter_reads_there(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=(120, 36)) as pilot:
        await press(pilot, "enter", "E")
        await go_to(pilot, "Leonid Tibilov")
        await press(pilot, "]")
        first = naming(app).page.key
        await press(pilot, "]", "]", "]")
        last = naming(app).page.key
        assert first != last
        await press(pilot, "]")
        assert naming(app).page.key == first
        await press(pilot, "[")
        assert naming(app).page.key == last
        await press(pilot, "enter")
        screen = reading(app)
        assert isinstance(last, tuple)
        assert screen.article.outlet is None  # The last mention is the agency copy's.
        assert screen.article_pane.mention == last[2]
        names = screen.article_pane.names
        assert names is not None and screen.article_pane.referent is not None
        assert names.referents[screen.article_pane.referent].name == "Leonid Tibilov"
        await press(pilot, "q")
        assert naming(app).page.key == last


async def test_names_are_merged_undone_and_merged_again(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=(120, 36)) as pilot:
        await press(pilot, "enter", "E")
        before = listed(app)
        await go_to(pilot, "Kremlin")
        await press(pilot, "x")
        await go_to(pilot, "Moscow")
        await press(pilot, "=")
        merged = naming(app).one()
        assert "Kremlin" not in listed(app) and merged is not None
        assert merged.referent.usual == "Moscow" and merged.referent.count == 13
        await press(pilot, "u")
        assert listed(app) == before
        await press(pilot, "ctrl+r")
        assert "Kremlin" not in listed(app)
        # The reading screen beneath shows the same.
        await press(pilot, "q")
        names = reading(app).article_pane.names
        assert names is not None
        assert {"Moscow", "Kremlin"} in [set(referent.surfaces) for referent in names.referents]
        await press(pilot, "u")
        names = reading(app).article_pane.names
        assert names is not None
        assert {"Moscow", "Kremlin"} not in [set(referent.surfaces) for referent in names.referents]


async def test_a_form_is_set_apart_and_merged_back(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=(120, 36)) as pilot:
        await press(pilot, "enter", "E")
        await go_to(pilot, "Vladimir Putin")
        await press(pilot, "l")
        naming(app).page.go_to(("form", "Putin"))
        await press(pilot, "-")
        assert {"Vladimir Putin", "Putin"} <= set(listed(app))
        await press(pilot, "h")
        await go_to(pilot, "Putin")
        await press(pilot, "x")
        await go_to(pilot, "Vladimir Putin")
        await press(pilot, "=")
        assert "Putin" not in listed(app)


async def test_a_name_is_renamed_by_typing(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "enter", "E")
        await go_to(pilot, "Kremlin")
        await press(pilot, "r", *" walls", "enter")
        assert "Kremlin walls" in listed(app)
        one = naming(app).one()
        assert one is not None and one.referent.usual == "Kremlin walls"
        await press(pilot, "r", "escape")
        assert not naming(app).query(Question)
        await press(pilot, "u")
        assert "Kremlin walls" not in listed(app)


async def test_the_kind_of_a_name_is_chosen_from_a_list(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=(60, 20)) as pilot:
        await press(pilot, "enter", "E")
        await go_to(pilot, "Kremlin")
        await press(pilot, "t")
        assert isinstance(app.screen, ChoiceScreen)
        await press(pilot, "j", "enter")
        one = naming(app).one()
        assert one is not None and one.referent.usual == "Kremlin"
        assert one.referent.type is EntityType.ORGANISATION
        await press(pilot, "t", "escape")
        naming(app)


async def test_what_is_no_name_goes_and_comes_back(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=(120, 36)) as pilot:
        await press(pilot, "enter", "E")
        before = listed(app)
        await go_to(pilot, "West")
        await press(pilot, "D")
        assert "West" not in listed(app)
        await press(pilot, "u")
        assert listed(app) == before


async def test_keys_that_find_nothing_to_do_say_what_to_do(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=(120, 36)) as pilot:
        await press(pilot, "enter")
        said = []
        for key in ("u", "ctrl+r", "E", "=", "-"):
            await press(pilot, key)
            said += [notification.message for notification in app._notifications]
            app.clear_notifications()
        assert said[:2] == ["There is nothing to undo.", "There is nothing to do again."]
        assert "Pick with x" in said[2]
        assert len(said) == 4


async def test_search_goes_to_a_name_by_any_of_its_forms(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=(120, 36)) as pilot:
        await press(pilot, "enter", "E", "slash", *"russian fed", "enter")
        one = naming(app).one()
        assert one is not None and one.referent.usual == "Russia"


async def test_the_library_opens_the_names_of_the_story_under_the_cursor(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=(120, 36)) as pilot:
        await press(pilot, "E")
        assert "Leonid Tibilov" in listed(app)
        await press(pilot, "q")
        assert isinstance(app.screen, LibraryScreen)


async def test_a_rescan_keeps_the_corrections(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=(120, 36)) as pilot:
        await settled(pilot)
        app.session.desk.names.remove([Name("West", EntityType.PLACE)], [])
        await press(pilot, "R", "E")
        assert "West" not in listed(app)


async def test_quotes_and_listed_words_are_quiet_layers_that_are_off_at_first(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=(120, 36)) as pilot:
        await press(pilot, "enter")
        pane = reading(app).article_pane

        def lit(style: str) -> str:
            runs = [run for row in range(pane.row_count) for run in pane.row_runs(row)]
            return " ".join(text for text, names in runs if style in names)

        assert not lit("quote") and not lit("loaded")
        await press(pilot, "5")
        assert "“landmark”" in lit("quote")
        assert "inked" not in lit("quote")
        await press(pilot, "6")
        assert "breakaway" in lit("loaded")
        await press(pilot, "5", "6")
        assert not lit("quote") and not lit("loaded")


async def test_another_language_is_told_in_the_panel(make_app: MakeApp, tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    words = (
        "Der Präsident der Republik hat gestern in der Stadt mit dem Minister über den Vertrag gesprochen. "
    )
    file.write_text(f"Der Vertrag ist unterschrieben\n\n{words * 2}\n\n{words * 3}\n", encoding="utf-8")
    app = make_app(file)
    async with app.run_test(size=(120, 36)) as pilot:
        await press(pilot, "enter")
        shown = " ".join(" ".join(texts(reading(app).names_list)).split())
        assert "not English: only dates and numbers are marked" in shown
        await press(pilot, "E")
        assert "not English" in " ".join(texts(naming(app).who))


@pytest.mark.parametrize("size", SIZES)
async def test_no_row_is_wider_than_the_pane(make_app: MakeApp, size: tuple[int, int]) -> None:
    app = make_app()
    async with app.run_test(size=size) as pilot:
        await press(pilot, "enter", "E")
        for name in ("South Ossetia", "Russia", "European Union"):
            await go_to(pilot, name)
            await press(pilot, "l")
            page = naming(app).page
            assert page.row_count and max(map(len, texts(page))) <= page.size.width
            await press(pilot, "h")


async def test_with_ascii_set_only_articles_go_beyond_ascii(make_app: MakeApp) -> None:
    app = make_app(config=Config(ascii=True))
    articles = "".join(article.text for article in all_articles(app))
    async with app.run_test(size=(120, 36)) as pilot:
        await press(pilot, "enter", "E")
        await go_to(pilot, "South Ossetia")
        drawn = "".join(segment.text for strip in app.screen._compositor.render_strips() for segment in strip)
    assert {c for c in drawn if not c.isascii()} <= {c for c in articles if not c.isascii()} | set("·…–“”")


async def test_a_correction_is_there_when_the_app_is_opened_again(
    make_app: MakeApp, seeds: tuple[Path, Path]
) -> None:
    for run in (1, 2):
        session = make_session([seeds[0]])
        app = CrossreadApp(session)
        async with app.run_test(size=(120, 36)) as pilot:
            await press(pilot, "enter", "E")
            if run == 1:
                await go_to(pilot, "West")
                await press(pilot, "D")
            assert "West" not in listed(app)
    assert session.undo() == "undone: West marked as not a name"


async def test_a_rename_is_of_the_name_it_was_asked_for(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=(120, 36)) as pilot:
        await press(pilot, "enter", "E")
        await go_to(pilot, "Kremlin")
        await press(pilot, "r", *" walls")
        await go_to(pilot, "Leonid Tibilov")
        await press(pilot, "enter")
        assert "Kremlin walls" in listed(app) and "Leonid Tibilov" in listed(app)


async def test_of_two_names_shown_alike_only_the_picked_one_is_merged(
    make_app: MakeApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = make_app()
    async with app.run_test(size=(120, 36)) as pilot:
        await press(pilot, "enter", "E")
        screen = naming(app)
        alike, apart = (listed(app).index(name) for name in ("Kremlin", "Leonid Tibilov"))
        screen.called = tuple(
            replace(one, referent=replace(one.referent, usual="Kremlin")) if number == apart else one
            for number, one in enumerate(screen.called)
        )
        screen.who.go_to(alike)
        await pilot.press("x")
        assert "1 picked" in screen.top.render().plain  # type: ignore[union-attr]
        marked = [row for row in texts(screen.who) if row.startswith("x ")]
        assert len(marked) == 1
        screen.who.go_to(listed(app).index("Moscow"))
        await press(pilot, "=")
        merged = naming(app).one()
        assert merged is not None and merged.referent.usual == "Moscow"
        assert "Leonid Tibilov" in listed(app)


async def test_picks_and_the_cursor_stay_on_their_names_through_a_correction(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=(120, 36)) as pilot:
        await press(pilot, "enter", "E")
        await go_to(pilot, "Kremlin")
        await press(pilot, "x")
        await go_to(pilot, listed(app)[0])
        await press(pilot, "r", *" II", "enter")
        assert [one.referent.usual for one in naming(app)._picked_now()] == ["Kremlin"]
        one = naming(app).one()
        assert one is not None and one.referent.usual.endswith(" II")


async def test_the_reading_screen_marks_the_words_of_the_readers_own_lists(
    make_app: MakeApp, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from reader.library.paths import user_paths

    for name in ("XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_DATA_HOME"):
        monkeypatch.setenv(name, str(tmp_path))
    app = make_app()
    app.session.files = user_paths()
    words = app.session.files.words
    words.mkdir(parents=True)
    (words / "own.toml").write_text('kind = "loaded"\nlanguage = "en"\n[words]\nmine = ["treaty"]\n')
    async with app.run_test(size=(120, 36)) as pilot:
        await press(pilot, "enter", "6")
        pane = reading(app).article_pane
        runs = [run for row in range(pane.row_count) for run in pane.row_runs(row)]
        assert "treaty" in [text for text, names in runs if "loaded" in names]
        assert app.session.word_lists() is app.session.word_lists()


async def test_what_is_wrong_with_a_word_list_is_said_once_in_reading_and_compare(
    make_app: MakeApp, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from reader.library.paths import user_paths

    for name in ("XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_DATA_HOME"):
        monkeypatch.setenv(name, str(tmp_path))
    app = make_app()
    app.session.files = user_paths()
    app.session.files.words.mkdir(parents=True)
    (app.session.files.words / "own.toml").write_text("kind = [")
    async with app.run_test(size=(120, 36)) as pilot:
        await press(pilot, "enter", "6", "6", "6", "c")
        said = [note.message for note in app._notifications if "own.toml" in note.message]
        assert len(said) == 1 and "the program's own word lists are used" in said[0]
