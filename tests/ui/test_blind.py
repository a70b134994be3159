"""Blind mode: nothing on any screen tells whose an article is, and nothing else changes."""

from __future__ import annotations

from collections.abc import Callable
from io import StringIO
from pathlib import Path

import pytest
from held import numbers
from waiting import settled

from reader.ui.app import CrossreadApp
from reader.ui.asking import Question
from reader.ui.blinds import covered
from reader.ui.screens.naming import NamesScreen
from reader.ui.screens.reading import ReadingScreen

MakeApp = Callable[..., CrossreadApp]
FERRY = Path(__file__).parents[2] / "articles" / "invented" / "ferry-lady-orsina"
OUTLETS = ("Meridian", "Beacon", "Hallin", "Courier", "Gazette")


def shown(app: CrossreadApp) -> str:
    from rich.console import Console

    console = Console(width=app.size.width, height=app.size.height, file=StringIO())
    return "\n".join(
        "".join(segment.text for segment in line)
        for line in console.render_lines(app.screen._compositor, console.options)
    )


@pytest.mark.parametrize(
    "keys",
    [
        *[("M",), ("enter",), ("c",), ("c", "p"), ("c", "3"), ("c", "5"), ("c", "8"), ("c", "9"), ("S",)],
        *[("j",), ("c", "f", "ctrl+e"), ("E",), ("E", "l")],
    ],
    ids=str,
)
@pytest.mark.parametrize("size", [(120, 36), (80, 24)])
async def test_no_screen_tells_an_outlet(
    make_app: MakeApp, keys: tuple[str, ...], size: tuple[int, int]
) -> None:
    app = make_app(FERRY)
    async with app.run_test(size=size) as pilot:
        await pilot.press("B")
        app.clear_notifications()
        await pilot.press(keys[0])
        await settled(pilot)
        for key in keys[1:]:
            await pilot.press(key)
            await settled(pilot)
        for step in ("", "space", "G"):
            if step:
                await pilot.press(step)
                await settled(pilot)
            text = shown(app)
            assert not [name for name in OUTLETS if name in text]
            assert "Outlet " in text


async def test_the_place_and_the_links_stay_when_outlets_are_hidden_and_shown(make_app: MakeApp) -> None:
    app = make_app(FERRY)
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("c")
        await settled(pilot)
        await pilot.press("right_square_bracket", "right_square_bracket")
        view = app.screen.view  # type: ignore[attr-defined]
        focus, links = view.focus_on, list(view.pairing.links)
        await pilot.press("B")
        await settled(pilot)
        assert (view.focus_on, view.pairing.links) == (focus, links)
        await pilot.press("B")
        await settled(pilot)
        assert (view.focus_on, view.pairing.links) == (focus, links)
        assert view.pairing.left.outlet_name != "Outlet A"


async def test_what_is_judged_blind_holds_when_the_outlets_are_shown(make_app: MakeApp) -> None:
    app = make_app(FERRY)
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("B", "c")
        await settled(pilot)
        screen = app.screen
        before = len(screen.view.pairing.links)  # type: ignore[attr-defined]
        await pilot.press("minus", "B")
        await settled(pilot)
        assert len(screen.view.pairing.links) == before - 1  # type: ignore[attr-defined]


def test_a_covered_text_is_as_long_as_the_real_one(make_app: MakeApp) -> None:
    app = make_app(FERRY)
    library = app.session.library
    for index in library.story_of(numbers(app)[0]).articles:
        article = library.article(index)
        others = {library.article(i).outlet_name: "B" for i in library.others(index)}
        hidden = covered(article, "A", {n: b for n, b in others.items() if n != article.outlet_name})
        assert len(hidden.text) == len(article.text)
        assert [line.span for line in hidden.lines] == [line.span for line in article.lines]
        assert not [name for name in OUTLETS if name in hidden.text + hidden.title]


async def test_a_star_set_blind_is_on_the_real_words(make_app: MakeApp) -> None:
    app = make_app(FERRY)
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("B", "c")
        await settled(pilot)
        await pilot.press("f", "B")
        await settled(pilot)
        await pilot.press("f")
        await settled(pilot)
        assert app.session.desk.judgements.all_remarks("evidence") == [], "the same star, taken off"
        await pilot.press("B")
        await settled(pilot)
        await pilot.press("f")
        (star,) = app.session.desk.judgements.all_remarks("evidence")
        assert not [anchor for anchor in star.anchors if "▒" in anchor.quote]
        assert not [cited for cited in star.cited if "Outlet" in cited.outlet]


async def test_the_names_cover_the_outlets_and_say_no_labels_once_they_are_hidden(make_app: MakeApp) -> None:
    app = make_app(FERRY)
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("E")
        await settled(pilot)
        screen = app.screen
        assert isinstance(screen, NamesScreen)
        assert [one for one in screen.called if any(one.labels)]
        screen.who.go_to([one.referent.usual for one in screen.called].index("Orsina"))
        before = screen.one()
        await pilot.press("B")
        app.clear_notifications()
        await settled(pilot)
        assert not [one for one in screen.called if any(one.labels)]
        assert not [name for name in OUTLETS if name in shown(app)]
        now = screen.one()
        assert before is not None and now is not None and now.referent.usual == before.referent.usual
        covered_name = next((n for n, one in enumerate(screen.called) if screen._hides(one)), None)
        if covered_name is not None:
            screen.who.go_to(covered_name)
            version = app.session.desk.version
            await pilot.press("D", "r")
            assert app.session.desk.version == version and not screen.query(Question)
        await pilot.press("B")
        await settled(pilot)
        assert [one for one in screen.called if any(one.labels)]


async def test_a_correction_holds_in_blind_mode(make_app: MakeApp) -> None:
    app = make_app(FERRY)
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("B", "E")
        await settled(pilot)
        screen = app.screen
        assert isinstance(screen, NamesScreen)
        number = next(n for n, one in enumerate(screen.called) if not screen._hides(one))
        screen.who.go_to(number)
        name = screen.called[number].referent.usual
        screen.action_remove()
        await settled(pilot)
        assert name not in [one.referent.usual for one in screen.called]


async def test_outlets_may_be_shown_again_while_a_worker_asks_for_covered_names(
    make_app: MakeApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = make_app(FERRY)
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("B")
        session, number = app.session, numbers(app)[0]
        asked = session.library.told_with

        def shown_again(number: int) -> tuple[int, ...]:
            session.blinds = None
            return asked(number)

        monkeypatch.setattr(session.library, "told_with", shown_again)
        assert session.names(number).mentions


def told_of_each_other(folder: Path) -> Path:
    """Write two stories of which the first names the second's outlet."""
    head = "---\ntitle: {}\noutlet: {}\ndate: 2015-03-0{}\n---\n\n"
    bridge = "Engineers closed the bridge, the Harbour Beacon reported on Monday.\n"
    prize = "The orchard prize went to Lena Voss in the town hall.\n"
    (folder / "a.md").write_text(head.format("Tolma bridge closed", "Courier", 2) + bridge)
    (folder / "b.md").write_text(head.format("Orchard prize for Lena Voss", "Harbour Beacon", 3) + prize)
    return folder


async def test_stories_joined_while_outlets_are_hidden_hide_each_others(
    make_app: MakeApp, tmp_path: Path
) -> None:
    app = make_app(told_of_each_other(tmp_path))
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("B")
        await settled(pilot)
        session, both = app.session, numbers(app)
        bridge = next(n for n in both if "bridge" in session.library.article(n).title)
        assert "Harbour Beacon" in session.article(bridge).text, "no outlet of its story"
        assert app.home.listing.go_to(bridge)
        await settled(pilot)
        app.home.preview()
        named = session.names(bridge)
        app.home.picks = both
        await pilot.press("equals_sign")
        await settled(pilot)
        assert len(session.library.told_with(bridge)) == 2
        text = session.article(bridge).text
        assert "Beacon" not in text and len(text) == len(session.library.article(bridge).text)
        assert session.article(bridge) is session.article(bridge), "kept, not made anew"
        names = session.names(bridge)
        assert names is not named and session.known_names(bridge) is names
        assert "Beacon" not in "".join(m.span.of(text) for m in names.mentions)
        assert "the Harbour Beacon" not in " ".join(shown(app).split())
        await pilot.press("u")
        await settled(pilot)
        assert "Harbour Beacon" in session.article(bridge).text


async def test_a_page_hides_an_outlet_that_undo_brings_into_its_story(
    make_app: MakeApp, tmp_path: Path
) -> None:
    app = make_app(told_of_each_other(tmp_path))
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("B")
        await settled(pilot)
        bridge, prize = numbers(app)
        app.home.picks = [bridge, prize]
        await pilot.press("equals_sign")
        await settled(pilot)
        app.session.library.split_from_story(prize)
        app.read(bridge)
        await settled(pilot)
        assert isinstance(app.screen, ReadingScreen)
        assert "Harbour Beacon" in app.screen.article_pane.article.text  # type: ignore[union-attr]
        await pilot.press("u")
        await settled(pilot)
        assert len(app.session.library.told_with(bridge)) == 2
        assert "Beacon" not in app.screen.article_pane.article.text  # type: ignore[union-attr]


async def test_a_corrected_article_is_covered_anew(make_app: MakeApp, tmp_path: Path) -> None:
    from reader.library.mending import Mending

    app = make_app(told_of_each_other(tmp_path))
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("B")
        await settled(pilot)
        session, number = app.session, numbers(app)[0]
        before = session.article(number)
        Mending(session.library).set(before.id, {"headline": "A wholly other one", "outlet": "Morning Post"})
        now = session.article(number)
        assert (before.title, now.title) == ("Tolma bridge closed", "A wholly other one")
        assert now.outlet_name == session.outlet("Morning Post") != before.outlet_name


async def test_the_letters_follow_the_order_of_the_story(make_app: MakeApp) -> None:
    app = make_app(FERRY)
    session = app.session
    session.turn_blind()
    order = session.library.told_with(numbers(app)[0])
    session.article(order[0])
    assert [session.article(number).outlet_name for number in order] == [
        f"Outlet {letter}" for letter in "ABCDEFGH"[: len(order)]
    ]
