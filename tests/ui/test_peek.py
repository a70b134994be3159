"""The gutter of the reading screen, and the peek at how others put a paragraph."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from collections_of import folder_of_news
from held import numbers
from waiting import settled

from reader.comparison.corroboration import Mark
from reader.ui.app import CrossreadApp
from reader.ui.peek_rows import Spot
from reader.ui.screens import library_facts
from reader.ui.screens import peek as peeking
from reader.ui.screens.compare import CompareScreen
from reader.ui.screens.matrix import MatrixScreen
from reader.ui.screens.naming import NamesScreen
from reader.ui.screens.peek import PeekScreen
from reader.ui.screens.reading import ReadingScreen

MakeApp = Callable[..., CrossreadApp]
STORY = Path(__file__).parents[2] / "articles" / "invented" / "sarvel-recognition"


async def reading(pilot) -> ReadingScreen:  # type: ignore[no-untyped-def]
    await pilot.press("enter")
    await settled(pilot)
    screen = pilot.app.screen
    assert isinstance(screen, ReadingScreen)
    return screen


def shown(view) -> list[str]:  # type: ignore[no-untyped-def]
    return ["".join(text for text, _ in view.row_runs(row)) for row in range(view.row_count)]


def story_paragraph(screen: ReadingScreen) -> int:
    """Return a paragraph of which others have something."""
    pane = screen.article_pane
    assert pane.beside is not None
    return next(
        number
        for number, block in enumerate(pane._blocks)
        if any(passage.elsewhere for passage in pane.beside.within(block.span))
    )


@pytest.mark.parametrize("size", [(120, 36), (80, 24), (60, 20)])
async def test_each_passage_says_in_the_margin_how_many_outlets_carry_it(
    make_app: MakeApp, size: tuple[int, int]
) -> None:
    app = make_app(STORY)
    async with app.run_test(size=size) as pilot:
        screen = await reading(pilot)
        pane = screen.article_pane
        assert pane.beside is not None
        first = next(p for p in pane.beside.passages if p.elsewhere)
        row = shown(pane)[pane.row_of(first.span.start)]
        assert row.lstrip().startswith(f"{first.outlets}{first.mark.value}")
        alone = next(p for p in pane.beside.passages if p.mark is Mark.ONLY)
        assert "1+" in shown(pane)[pane.row_of(alone.span.start)]


async def test_the_margin_is_kept_for_the_text_in_zen_and_in_the_raw_view(make_app: MakeApp) -> None:
    app = make_app(STORY)
    async with app.run_test(size=(120, 36)) as pilot:
        screen = await reading(pilot)
        pane = screen.article_pane
        assert pane.beside is not None
        spot = pane.beside.passages[1].span.start
        assert shown(pane)[pane.row_of(spot)].split("▌")[0].strip()[-1] in [mark.value for mark in Mark]
        for key in ("z", "r"):
            await pilot.press(key)
            lead = shown(pane)[pane.row_of(spot)][: pane._margin]
            assert lead.strip(" ▌") == ""
            await pilot.press(key)


async def test_enter_peeks_at_the_others_and_leaves_the_page_where_it_was(make_app: MakeApp) -> None:
    app = make_app(STORY)
    async with app.run_test(size=(120, 36)) as pilot:
        screen = await reading(pilot)
        pane = screen.article_pane
        for _ in range(story_paragraph(screen)):
            await pilot.press("right_curly_bracket")
        before = pane.scroll_offset.y, pane.paragraph
        assert pane.beside is not None
        here = pane.paragraph_span()
        assert here is not None
        passages = pane.beside.within(here)
        await pilot.press("enter")
        await pilot.pause()
        panel = app.screen
        assert isinstance(panel, PeekScreen)
        text = " ".join(" ".join(shown(panel.rows)).split())
        library = app.session.library
        numbers = library.story_of(screen.index).articles
        for passage in passages:
            for other in passage.elsewhere:
                article = library.article(numbers[other.article])
                assert article.outlet_name in text
                assert " ".join(other.spans[0].of(article.text).split()) in text
        await pilot.press("q")
        await pilot.pause()
        assert app.screen is screen and (pane.scroll_offset.y, pane.paragraph) == before


async def test_enter_in_the_peek_compares_at_the_passage(make_app: MakeApp) -> None:
    app = make_app(STORY)
    async with app.run_test(size=(120, 36)) as pilot:
        screen = await reading(pilot)
        for _ in range(story_paragraph(screen)):
            await pilot.press("right_curly_bracket")
        await pilot.press("enter")
        await pilot.pause()
        panel = app.screen
        assert isinstance(panel, PeekScreen)
        spot = panel.rows.key
        assert isinstance(spot, Spot)
        await pilot.press("enter")
        await settled(pilot)
        comparing = app.screen
        assert isinstance(comparing, CompareScreen)
        other = app.session.library.story_of(screen.index).articles[spot.article]
        assert comparing.indexes == [screen.index, other]
        pairing = comparing.view.pairing
        assert pairing is not None and comparing.focus_now.is_link
        assert pairing.link(comparing.focus_now.link).left == spot.passage


async def test_a_paragraph_that_no_other_has_says_so(make_app: MakeApp) -> None:
    app = make_app(STORY)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await reading(pilot)
        pane = screen.article_pane
        assert pane.beside is not None
        alone = next(
            number
            for number, block in enumerate(pane._blocks)
            if (found := pane.beside.within(block.span)) and not any(p.elsewhere for p in found)
        )
        for _ in range(alone):
            await pilot.press("right_curly_bracket")
        await pilot.press("enter")
        await pilot.pause()
        panel = app.screen
        assert isinstance(panel, PeekScreen)
        assert "no match found in any other outlet" in "\n".join(shown(panel.rows))
        await pilot.press("j", "enter")
        await pilot.pause()
        assert app.screen is screen


async def test_a_large_story_is_compared_when_it_is_asked_for(
    make_app: MakeApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(peeking, "MOST", 3)
    monkeypatch.setattr(library_facts, "MOST", 3)
    app = make_app(STORY)
    async with app.run_test(size=(120, 36)) as pilot:
        screen = await reading(pilot)
        assert screen.article_pane.beside is None and not app.session.tables
        await pilot.press("right_curly_bracket", "enter")
        await settled(pilot)
        assert isinstance(app.screen, PeekScreen)
        await pilot.press("q")
        # Once known it is shown everywhere, without another comparison.
        await pilot.press("J")
        await settled(pilot)
        assert screen.article_pane.beside is not None


async def test_an_article_that_stands_alone_has_no_gutter(make_app: MakeApp) -> None:
    app = make_app(next(STORY.parents[1].glob("press-tv")))
    async with app.run_test(size=(120, 36)) as pilot:
        screen = await reading(pilot)
        assert screen.article_pane.beside is None
        await pilot.press("enter")
        await pilot.pause()
        assert app.screen is screen


async def test_the_peek_is_blind_when_the_screen_is(make_app: MakeApp) -> None:
    app = make_app(STORY)
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("B")
        screen = await reading(pilot)
        for _ in range(story_paragraph(screen)):
            await pilot.press("right_curly_bracket")
        await pilot.press("enter")
        await pilot.pause()
        panel = app.screen
        assert isinstance(panel, PeekScreen)
        text = "\n".join(shown(panel.rows))
        assert "Outlet " in text
        for number in app.session.library.story_of(screen.index).articles:
            assert app.session.library.article(number).outlet_name not in text


async def test_the_matrix_and_the_gutter_share_one_computation(make_app: MakeApp) -> None:
    app = make_app(STORY)
    async with app.run_test(size=(120, 36)) as pilot:
        await reading(pilot)
        kept = list(app.session.tables.values())
        await pilot.press("M")
        await settled(pilot)
        assert [matrix for _, matrix in app.session.tables.values()] == [matrix for _, matrix in kept]
        assert isinstance(app.screen, MatrixScreen) and app.screen.matrix is kept[0][1]


async def test_the_peek_does_not_open_over_another_screen(
    make_app: MakeApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    from threading import Event

    go_on = Event()
    real = peeking.table_of

    def waits(*args: object, **named: object) -> object:
        go_on.wait(30)
        return real(*args, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(peeking, "table_of", waits)
    app = make_app(STORY)
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("enter")
        await pilot.pause()
        await pilot.press("enter")
        await pilot.pause()
        screen = app.screen
        assert isinstance(screen, ReadingScreen) and screen._asked
        await pilot.press("E")
        await pilot.pause()
        go_on.set()
        await settled(pilot)
        assert isinstance(app.screen, NamesScreen)
        await pilot.press("q")
        await settled(pilot)
        assert app.screen is screen and not screen._asked
        assert screen.article_pane.beside is not None, "the margin shows what was found all the same"


def told_in(app: CrossreadApp, word: str) -> int:
    """Return the first article with a word in its headline."""
    return next(n for n in numbers(app) if word in app.session.library.article(n).title.casefold())


async def test_the_peek_opens_the_article_chosen_though_the_story_grew_meanwhile(
    make_app: MakeApp, tmp_path: Path
) -> None:
    app = make_app(folder_of_news(tmp_path))
    async with app.run_test(size=(120, 36)) as pilot:
        await settled(pilot)
        ferry, orchard = told_in(app, "ferry"), told_in(app, "orchard")
        app.read(ferry)
        await settled(pilot)
        await pilot.press("right_curly_bracket", "enter")
        await settled(pilot)
        panel = app.screen
        assert isinstance(panel, PeekScreen) and isinstance(panel.rows.key, Spot)
        chosen = panel._others[panel.rows.key.article]
        # An undated article stands before all others and moves them.
        app.session.library.merge_stories([ferry, orchard])
        await pilot.press("enter")
        await settled(pilot)
        assert isinstance(app.screen, CompareScreen)
        assert app.session.library.article(app.screen.indexes[1]).id == chosen.id


async def test_a_story_that_grew_while_it_was_compared_fails_no_margin_and_is_compared_anew(
    make_app: MakeApp, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = make_app(folder_of_news(tmp_path))
    real = peeking.table_of
    async with app.run_test(size=(120, 36)) as pilot:
        await settled(pilot)
        library, orchard = app.session.library, told_in(app, "orchard")
        before = library.told_with(told_in(app, "ferry"))
        ferry = before[-1]

        def grows(*args: object, **named: object) -> object:
            found = real(*args, **named)  # type: ignore[arg-type]
            if library.told_with(ferry) == before:
                library.merge_stories([ferry, orchard])
            return found

        monkeypatch.setattr(peeking, "table_of", grows)
        app.read(ferry)
        await settled(pilot)
        screen = app.screen
        assert isinstance(screen, ReadingScreen)
        assert len(library.told_with(ferry)) == len(before) + 1
        await pilot.press("right_curly_bracket", "enter")
        await settled(pilot)
        panel = app.screen
        assert isinstance(panel, PeekScreen)
        others = [library.article(number).outlet_name for number in library.told_with(ferry)]
        assert [article.outlet_name for article in panel._others] == others


async def test_the_margin_goes_where_the_story_has_but_one_article_left(
    make_app: MakeApp, tmp_path: Path
) -> None:
    app = make_app(folder_of_news(tmp_path))
    async with app.run_test(size=(120, 36)) as pilot:
        await settled(pilot)
        bridge, orchard = told_in(app, "bridge"), told_in(app, "orchard")
        app.home.picks = [bridge, orchard]
        await pilot.press("equals_sign")
        await settled(pilot)
        app.read(bridge)
        await settled(pilot)
        screen = app.screen
        assert isinstance(screen, ReadingScreen) and screen.article_pane.beside is not None
        await pilot.press("u")
        await settled(pilot)
        assert screen.article_pane.beside is None
