"""What a reader does with the three screens, key by key."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from held import all_articles
from textual.geometry import Region
from textual.widgets import Input
from waiting import settled

from reader.article import Role
from reader.ui.app import CrossreadApp
from reader.ui.pairing import LEFT, RIGHT, Focus
from reader.ui.screens.compare import CompareScreen
from reader.ui.screens.help import HelpScreen, TextScreen
from reader.ui.screens.library import LibraryScreen
from reader.ui.screens.reading import ReadingScreen

MakeApp = Callable[..., CrossreadApp]
SIZES = [(120, 36), (80, 24), (60, 20)]


def reading(app: CrossreadApp) -> ReadingScreen:
    assert isinstance(app.screen, ReadingScreen)
    return app.screen


def comparing(app: CrossreadApp) -> CompareScreen:
    assert isinstance(app.screen, CompareScreen)
    return app.screen


def row_texts(view) -> list[str]:  # type: ignore[no-untyped-def]
    return ["".join(text for text, _ in view.row_runs(row)) for row in range(view.row_count)]


async def test_the_library_lists_the_story_with_both_outlets(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=(120, 36)) as pilot:
        await settled(pilot)
        screen = app.screen
        assert isinstance(screen, LibraryScreen)
        shown = "\n".join(row_texts(screen.listing))
        assert "Press TV" in shown and "AFP copy" in shown
        assert shown.count("2 outlets") == 1


async def test_enter_reads_and_q_goes_back(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("enter")
        await settled(pilot)
        assert reading(app).article.title == "Russia signs alliance treaty with South Ossetia"
        await pilot.press("q")
        assert isinstance(app.screen, LibraryScreen)


async def test_q_in_the_library_quits_with_success(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("q")
        await pilot.pause()
    assert app.return_value == 0


@pytest.mark.parametrize("size", SIZES)
async def test_every_word_of_the_paragraphs_is_on_the_page(make_app: MakeApp, size: tuple[int, int]) -> None:
    app = make_app()
    async with app.run_test(size=size) as pilot:
        await pilot.press("enter")
        await settled(pilot)
        pane = reading(app).article_pane
        shown = " ".join(" ".join(row_texts(pane)).split())
        for block in pane.article.prose():
            first = " ".join(block.span.of(pane.article.text).split()[:6])
            assert first in shown


async def test_captions_are_set_apart_and_furniture_is_hidden_until_raw(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("enter")
        await settled(pilot)
        pane = reading(app).article_pane
        assert any(row.lstrip(" ▌").startswith("╎ Russian President") for row in row_texts(pane))
        assert "SHARE THIS ARTICLE" not in "\n".join(row_texts(pane))
        await pilot.press("r")
        raw = row_texts(pane)
        assert any(row.strip().startswith("x   SHARE THIS ARTICLE") for row in raw)
        hidden = [line for line in pane.article.lines if line.role is Role.BOILERPLATE]
        assert hidden and all(pane.shows(line.span.start) for line in hidden)
        await pilot.press("r")
        assert "SHARE THIS ARTICLE" not in "\n".join(row_texts(pane))


async def test_names_are_lit_by_layer(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("enter")
        await settled(pilot)
        pane = reading(app).article_pane

        def lit(style: str) -> set[str]:
            runs = [run for row in range(pane.row_count) for run in pane.row_runs(row)]
            return {text for text, names in runs if style in names}

        assert "Putin" in lit("person")
        assert "Ukraine" in lit("place")
        await pilot.press("1")
        assert not lit("person")
        assert "Ukraine" in lit("place")
        await pilot.press("0")
        assert not lit("place")
        await pilot.press("0")
        assert lit("person") and lit("place")


async def test_mentions_of_the_chosen_name_are_walked(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("enter")
        await settled(pilot)
        await pilot.press("l", "j", "h", "]")
        pane = reading(app).article_pane
        assert pane.referent is not None and pane.mention is not None
        first = pane.mention
        await pilot.press("]")
        assert pane.mention is not None and pane.mention.start > first.start
        await pilot.press("[")
        assert pane.mention == first


async def test_search_marks_hits_and_n_walks_them(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("enter")
        await settled(pilot)
        await pilot.press("slash", *"treaty", "enter")
        await pilot.pause()
        screen = reading(app)
        hits = list(screen.article_pane.hits)
        assert len(hits) >= 3
        assert {hit.of(screen.article.text).lower() for hit in hits} == {"treaty"}
        at = screen.article_pane.hit
        await pilot.press("n")
        assert screen.article_pane.hit == (at + 1) % len(hits)
        await pilot.press("N")
        assert screen.article_pane.hit == at
        await pilot.press("escape")
        assert not screen.article_pane.hits


async def test_the_place_is_kept_when_the_window_changes(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=(120, 20)) as pilot:
        await pilot.press("enter")
        await settled(pilot)
        for _ in range(5):
            await pilot.press("}")
        pane = reading(app).article_pane
        focus = pane.paragraph_span()
        for size in ((80, 20), (60, 16), (200, 20)):
            await pilot.resize_terminal(*size)
            await pilot.pause()
            assert pane.paragraph_span() == focus
            row = pane.row_of(focus.start)
            assert pane.scroll_offset.y <= row < pane.scroll_offset.y + pane.size.height


async def test_c_compares_with_the_other_outlet_and_focuses_the_first_link(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("c")
        await settled(pilot)
        view = comparing(app).view
        assert view.pairing.left.outlet_name == "Press TV"
        assert view.pairing.right.outlet_name == "AFP copy"
        assert view.focus_on.link == 0
        assert len(view.pairing.links) >= 5


async def test_the_defence_zone_quote_is_near_verbatim_on_screen(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("c")
        await settled(pilot)
        screen = comparing(app)
        pairing = screen.view.pairing
        number = next(n for n, link in enumerate(pairing.comparison.links)
                      if "A joint defense" in link.left.of(pairing.left.text))  # fmt: skip
        for _ in range(number):
            await pilot.press("]")
        assert screen.view.focus_on.link == number
        assert screen.query_one("#why").render().plain.find("near-verbatim quote") > 0
        assert "defense" in screen.query_one("#why-more").render().plain
        assert "defence" in screen.query_one("#why-more").render().plain


@pytest.mark.parametrize("layout", ["level", "ribbons", "interleaved"])
@pytest.mark.parametrize("size", SIZES)
async def test_the_focused_link_is_in_view_in_every_layout(
    make_app: MakeApp, layout: str, size: tuple[int, int]
) -> None:
    app = make_app()
    async with app.run_test(size=size) as pilot:
        await pilot.press("c")
        await settled(pilot)
        view = comparing(app).view
        view.set_layout(layout)
        for link in range(len(view.pairing.links)):
            if link:
                comparing(app).action_next_link()
            await pilot.pause()
            assert view.focus_on.link == link
            passage = view.pairing.links[link][view.side]
            assert view.row_in_view(view.side, passage) is not None


async def test_layouts_keep_the_focused_passage_on_its_row(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=(120, 30)) as pilot:
        await pilot.press("c")
        await settled(pilot)
        await pilot.press("]", "]", "]", "]")
        view = comparing(app).view
        passage = view.pairing.links[view.focus_on.link][LEFT]
        before = view.row_in_view(LEFT, passage)
        await pilot.press("p")
        assert view.layout_name == "ribbons"
        await pilot.press("p")
        assert view.layout_name == "interleaved"
        await pilot.press("p")
        assert view.layout_name == "level"
        assert view.row_in_view(LEFT, passage) == before


async def test_ribbons_bring_both_halves_of_the_focused_link_level(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("c")
        await settled(pilot)
        await pilot.press("p")
        view = comparing(app).view
        for _ in range(len(view.pairing.links) - 1):
            await pilot.press("]")
            left, right = view.pairing.links[view.focus_on.link]
            assert view.row_in_view(LEFT, left) == view.row_in_view(RIGHT, right)


@pytest.mark.parametrize("presses", [0, 1, 2])
async def test_what_is_held_in_focus_keeps_its_row_in_every_layout(make_app: MakeApp, presses: int) -> None:
    app = make_app()
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("c")
        await settled(pilot)
        view = comparing(app).view
        for _ in range(len(view.pairing.links) - 1):
            await pilot.press("]")
            for _ in range(presses):
                await pilot.press("p")
            row, top = view.screen_row, view.scroll_offset.y
            view.hold(view.focus_on, row)
            assert (view.screen_row, view.scroll_offset.y) == (row, top)
            for _ in range(3 - presses if presses else 0):
                await pilot.press("p")


async def test_what_is_held_in_focus_from_out_of_sight_comes_into_view(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("c", "]")
        await settled(pilot)
        view = comparing(app).view
        view.jump(view.max_scroll_y)
        row = view.screen_row
        assert row is not None and row < -20
        view.hold(view.focus_on, row)
        assert 0 <= view.screen_row < view.size.height


async def test_enter_aligns_a_moved_link(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("c")
        await settled(pilot)
        view = comparing(app).view
        for link in range(len(view.pairing.links)):
            if not view.is_level(link):
                break
        else:
            pytest.skip("all links stand level")
        for _ in range(link):
            await pilot.press("]")
        await pilot.press("enter")
        assert view.is_level(link)


async def test_only_here_passages_are_walked_in_reading_order(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("c")
        await settled(pilot)
        view = comparing(app).view
        seen = []
        for _ in range(4):
            await pilot.press("}")
            seen.append(view.focus_on)
        assert all(not focus.is_link and focus.passage >= 0 for focus in seen)
        assert len(set(seen)) == 4
        await pilot.press("{")
        assert view.focus_on == seen[-2]


async def test_swapping_sides_keeps_the_link(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("c")
        await settled(pilot)
        await pilot.press("]", "]")
        view = comparing(app).view
        link = view.pairing.link(view.focus_on.link)
        await pilot.press("x")
        await settled(pilot)
        assert view.pairing.left.outlet_name == "AFP copy"
        now = view.pairing.link(view.focus_on.link)
        assert (now.left, now.right) == (link.right, link.left)


async def test_the_lock_lets_one_side_move_alone(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("c")
        await settled(pilot)
        view = comparing(app).view
        passage = view.pairing.links[0]
        before = view.row_in_view(RIGHT, passage[RIGHT])
        await pilot.press("L", "l", "k", "k")
        assert view.row_in_view(RIGHT, passage[RIGHT]) == before + 2
        assert view.row_in_view(LEFT, passage[LEFT]) == before
        await pilot.press("L")
        assert view.row_in_view(RIGHT, passage[RIGHT]) == view.row_in_view(LEFT, passage[LEFT])


async def test_the_lens_only_here_lists_passages_with_their_nearest_miss(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("c")
        await settled(pilot)
        await pilot.press("2")
        await pilot.pause()
        screen = comparing(app)
        shown = "\n".join(row_texts(screen.lens_list))
        assert "Only Press TV" in shown and "Only AFP copy" in shown
        assert "nearest" in shown
        key = screen.lens_list.key
        await pilot.press("enter")
        assert screen.lens == 1 and screen.view.focus_on == key


async def test_search_in_compare_finds_both_sides(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("c")
        await settled(pilot)
        await pilot.press("slash", *"abkhazia", "enter")
        view = comparing(app).view
        assert view.hits[LEFT] and view.hits[RIGHT]
        first = view.hit
        await pilot.press("n")
        assert view.hit != first


async def test_folding_hides_what_it_says(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("c")
        await settled(pilot)
        view = comparing(app).view
        everything = view.row_count
        await pilot.press("d", "d")
        assert view.fold == "matches"
        assert view.row_count < everything
        assert "a+" not in "\n".join(row_texts(view))
        await pilot.press("d")
        assert view.row_count == everything


async def test_the_place_in_a_pair_is_kept_when_the_reader_comes_back(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("c")
        await settled(pilot)
        await pilot.press("]", "]", "]", "q", "c")
        await settled(pilot)
        assert comparing(app).view.focus_on.link == 3


async def test_help_shows_the_keys_of_the_mode_and_filters(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("c")
        await settled(pilot)
        await pilot.press("question_mark")
        await pilot.pause()
        assert isinstance(app.screen, HelpScreen)
        shown = "\n".join(row_texts(app.screen.rows))
        assert "Next link" in shown and "Next mention" not in shown
        await pilot.press("slash", *"swap")
        await pilot.pause()
        shown = "\n".join(row_texts(app.screen.rows))
        assert "Exchange left and right" in shown and "Next link" not in shown
        await pilot.press("escape", "escape")
        assert isinstance(app.screen, CompareScreen)


async def test_why_shows_the_evidence(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("c")
        await settled(pilot)
        await pilot.press("W")
        await pilot.pause()
        assert isinstance(app.screen, TextScreen)
        shown = "\n".join(row_texts(app.screen.rows))
        assert "shared words" in shown and "score" in shown


async def test_two_picked_articles_are_compared_in_the_order_of_picking(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=(120, 36)) as pilot:
        await settled(pilot)
        await pilot.press("j", "x", "k", "x", "c")
        await settled(pilot)
        assert comparing(app).view.pairing.left.outlet_name == "AFP copy"


async def test_one_outlet_alone_says_what_that_means(make_app: MakeApp) -> None:
    folder = Path(__file__).parents[2] / "articles" / "press-tv"
    app = make_app(folder)
    async with app.run_test(size=(120, 36)) as pilot:
        await settled(pilot)
        await pilot.press("c")
        assert isinstance(app.screen, LibraryScreen)
        assert "only this outlet so far" in "\n".join(row_texts(app.screen.query_one("#facts")))


async def test_an_empty_folder_says_how_to_go_on(make_app: MakeApp, tmp_path: Path) -> None:
    app = make_app(tmp_path)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("enter", "c", "x", "j", "k", "slash", "escape")
        assert isinstance(app.screen, LibraryScreen)
        said = "\n".join(row_texts(app.screen.listing))
        assert "There is no article here yet." in said and "I imports" in said


async def test_a_move_in_a_list_draws_two_rows(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=(120, 36)) as pilot:
        await settled(pilot)
        names = app.screen
        await pilot.press("enter")
        await settled(pilot)
        await pilot.press("l")
        await pilot.pause()
        panel = reading(app).names_list
        before = panel.rows_drawn
        await pilot.press("j")
        await pilot.pause()
        assert panel.rows_drawn - before == 2
        assert names is not app.screen


def focused_rows(view) -> set[int]:  # type: ignore[no-untyped-def]
    ends = view.pairing.links[view.focus_on.link]
    return {row for side in (LEFT, RIGHT) for row in view.face.passage_rows(side, ends[side])}


async def test_walking_links_in_level_draws_only_the_rows_concerned(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=(120, 60)) as pilot:
        await pilot.press("c")
        await settled(pilot)
        view = comparing(app).view
        rows = focused_rows(view)
        before, top = view.rows_drawn, view.scroll_offset.y
        await pilot.press("]")
        await pilot.pause()
        rows |= focused_rows(view)
        assert view.scroll_offset.y == top
        assert view.rows_drawn - before <= len(rows)


async def test_citation_names_source_and_place(make_app: MakeApp, monkeypatch: pytest.MonkeyPatch) -> None:
    app = make_app()
    copied: list[str] = []
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("c")
        await settled(pilot)
        monkeypatch.setattr(app, "copy", lambda text, what="": copied.append(text))
        await pilot.press("Y")
    assert len(copied) == 1
    assert "Press TV" in copied[0] and "AFP copy" in copied[0]
    assert "18 March 2015" in copied[0] and "characters" in copied[0]


async def test_themes_are_walked_and_kept(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        seen = [app.theme]
        for _ in range(4):
            await pilot.press("ctrl+t")
            seen.append(app.theme)
        assert seen == ["dark", "light", "contrast", "ansi", "dark"]
        assert app.session.state.theme == "dark"


@pytest.mark.parametrize("size", [(40, 12), (20, 6), (8, 3), (1, 1)])
async def test_no_size_is_too_small_to_run(make_app: MakeApp, size: tuple[int, int]) -> None:
    app = make_app()
    async with app.run_test(size=size) as pilot:
        await pilot.press("j", "enter")
        await settled(pilot)
        await pilot.press("space", "r", "e", "c")
        await settled(pilot)
        await pilot.press("]", "p", "}", "2", "question_mark", "q", "q")
        await pilot.resize_terminal(100, 30)
        await pilot.pause()


async def test_both_texts_stand_side_by_side_before_the_links_are_known(make_app: MakeApp) -> None:
    from reader.ui.pairing import Pairing

    app = make_app()
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("c")
        await settled(pilot)
        view = comparing(app).view
        view.show(Pairing(view.pairing.left, view.pairing.right))
        assert view.row_in_view(LEFT, 0) == view.row_in_view(RIGHT, 0) == 0
        assert view.row_in_view(LEFT, 1) is not None and view.row_in_view(RIGHT, 1) is not None


@pytest.mark.parametrize(
    "keys",
    [
        (),
        ("enter",),
        ("enter", "}", "}", "enter"),
        ("c",),
        ("c", "p"),
        ("c", "p", "p"),
        ("c", "3"),
        ("c", "7"),
        ("M",),
        ("question_mark",),
    ],
)
async def test_with_ascii_set_nothing_but_articles_goes_beyond_ascii(
    make_app: MakeApp, keys: tuple[str, ...]
) -> None:
    from reader.library.config import Config

    app = make_app(config=Config(ascii=True))
    articles = "".join(article.text for article in all_articles(app))
    async with app.run_test(size=(120, 36)) as pilot:
        for key in keys:
            await pilot.press(key)
            await settled(pilot)
        drawn = "".join(segment.text for strip in app.screen._compositor.render_strips() for segment in strip)
    assert {c for c in drawn if not c.isascii()} <= {c for c in articles if not c.isascii()} | set("·…–“”")


@pytest.mark.parametrize("moves", [0, 3, 12])
async def test_swapping_sides_in_the_lens_only_here_starts_it_afresh(make_app: MakeApp, moves: int) -> None:
    app = make_app()
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("c")
        await settled(pilot)
        await pilot.press("2", *["j"] * moves, "x")
        await settled(pilot)
        await pilot.press("y", "W", "escape", "x", "1")
        await settled(pilot)
        assert comparing(app).view.focus_on.link >= 0 or comparing(app).view.focus_on.passage >= 0


async def test_the_reading_place_does_not_drift(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=(80, 14)) as pilot:
        await pilot.press("enter")
        await settled(pilot)
        await pilot.press("ctrl+f", "ctrl+f")
        top = reading(app).article_pane.top_offset()
        for _ in range(3):
            await pilot.press("q", "enter")
            await settled(pilot)
            assert reading(app).article_pane.top_offset() == top


async def test_a_jump_in_a_long_article_moves_the_focus_once(make_app: MakeApp, tmp_path: Path) -> None:
    paragraphs = "\n\n".join(f"Paragraph {n} says that the bridge of Port Alma is shut." for n in range(400))
    (tmp_path / "long.md").write_text(f"---\ntitle: Long\noutlet: Wire\n---\n\n{paragraphs}\n")
    app = make_app(tmp_path)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("enter")
        await settled(pilot)
        screen = reading(app)
        shown: list[int] = []
        draw = screen._show_bar
        screen._show_bar = lambda: (shown.append(1), draw())[1]  # type: ignore[method-assign]
        screen.article_pane.go_to(screen.article.text.index("Paragraph 399"))
        await pilot.pause()
        assert len(shown) <= 3
        assert screen.article_pane.paragraph == 399


async def test_the_raw_view_and_back_keep_the_paragraph_and_its_row(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=(120, 20)) as pilot:
        await pilot.press("enter")
        await settled(pilot)
        await pilot.press("}", "}", "}", "}", "}")
        pane = reading(app).article_pane
        span, row = pane.paragraph_span(), pane.row_of(pane.paragraph_span().start) - pane.scroll_offset.y
        await pilot.press("r")
        assert pane.paragraph_span() == span
        await pilot.press("r")
        assert pane.paragraph_span() == span
        assert abs(pane.row_of(span.start) - pane.scroll_offset.y - row) <= 1


async def test_only_here_stays_in_focus_when_sides_are_swapped(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("c")
        await settled(pilot)
        await pilot.press("}", "}")
        view = comparing(app).view
        side, passage = view.focus_on.side, view.focus_on.passage
        words = view.pairing.passages[side][passage].span
        await pilot.press("x")
        await settled(pilot)
        assert not view.focus_on.is_link and view.focus_on.side == 1 - side
        assert view.pairing.passages[1 - side][view.focus_on.passage].span == words


async def test_a_lower_window_keeps_the_focused_link_in_sight(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=(120, 50)) as pilot:
        await pilot.press("c")
        await settled(pilot)
        view = comparing(app).view
        for _ in range(len(view.pairing.links) - 1):
            await pilot.press("]")
        for size in ((120, 20), (80, 24), (60, 20), (120, 50)):
            await pilot.resize_terminal(*size)
            await pilot.pause()
            await pilot.pause()
            assert view.row_in_view(view.side, view.pairing.links[view.focus_on.link][view.side]) is not None


async def test_a_folded_passage_unfolds_when_it_is_gone_to(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("c")
        await settled(pilot)
        await pilot.press("d", "d", "2", "enter")
        await pilot.pause()
        view = comparing(app).view
        assert view.fold == "all"
        assert view.row_in_view(view.focus_on.side, view.focus_on.passage) is not None


async def test_locking_again_brings_ribbons_level(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("c")
        await settled(pilot)
        await pilot.press("p", "L", *["k"] * 100, "L")
        view = comparing(app).view
        left, right = view.pairing.links[view.focus_on.link]
        assert view.row_in_view(LEFT, left) == view.row_in_view(RIGHT, right) is not None


async def test_the_way_back_survives_a_rescan(make_app: MakeApp, tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / f"{name}.md").write_text(
            f"---\ntitle: {name}\noutlet: {name}\n---\n\nThe bridge is shut, he said.\n"
        )
    app = make_app(tmp_path)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("enter")
        await settled(pilot)
        await pilot.press("J", "q")
        for path in tmp_path.glob("*.md"):
            path.unlink()
        await pilot.press("R")
        await settled(pilot)
        await pilot.press("ctrl+o")
        assert isinstance(app.screen, LibraryScreen)


async def test_a_selection_is_cited_by_what_was_selected(
    make_app: MakeApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    from textual.geometry import Offset
    from textual.selection import Selection

    app = make_app()
    copied: list[str] = []
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("enter")
        await settled(pilot)
        monkeypatch.setattr(app, "copy", lambda text, what="": copied.append(text))
        pane = reading(app).article_pane
        row = pane.row_of(pane.article.text.index("Moscow also signed"))
        column = "".join(text for text, _ in pane.row_runs(row)).index("similar")
        app.screen.selections = {pane: Selection(Offset(column, row), Offset(column + 14, row))}
        await pilot.press("y")
    assert copied[0].startswith("“similar treaty”")
    assert "para 6" in copied[0]


async def test_zen_gives_the_focus_to_the_text(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("enter")
        await settled(pilot)
        await pilot.press("l", "z")
        screen = reading(app)
        assert screen.article_pane.has_focus
        await pilot.press("l")
        assert not screen.has_class("zen") and screen.names_list.has_focus


@pytest.mark.parametrize("size", [(120, 24), (80, 24), (60, 20), (75, 17)])
async def test_the_way_out_of_help_is_in_sight(make_app: MakeApp, size: tuple[int, int]) -> None:
    app = make_app()
    async with app.run_test(size=size) as pilot:
        await pilot.press("question_mark")
        await pilot.pause()
        foot = app.screen.query_one("#panel-foot")
        assert foot.region.height > 0 and app.screen.region.contains_region(foot.region)


async def test_the_focus_goes_where_the_search_goes(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("c")
        await settled(pilot)
        await pilot.press("slash", *"abkhazia", "enter")
        view = comparing(app).view
        side, number = view.hit
        span = view.hits[side][number]
        passage = view.pairing.passage_at(side, span.start)
        assert view.pairing.in_focus(view.focus_on, side, passage)


async def test_interleaved_names_both_outlets_where_it_is_narrow(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=(60, 20)) as pilot:
        await pilot.press("c")
        await settled(pilot)
        await pilot.press("p")
        head = app.screen.query_one("#head").render().plain
        assert "◂ Press TV" in head and "▸ AFP copy" in head


async def test_the_lens_only_here_explains_the_row_under_its_cursor(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("c")
        await settled(pilot)
        await pilot.press("2")
        await pilot.pause()
        await pilot.pause()
        screen = comparing(app)
        focus, pairing = screen.lens_list.key, screen.view.pairing
        assert isinstance(focus, Focus) and pairing is not None
        letter = pairing.letter_of[focus.side][focus.passage]
        assert screen.query_one("#why").render().plain.startswith(f"Only here {letter} ")
        await pilot.press("1")
        await pilot.pause()
        assert comparing(app).query_one("#why").render().plain.startswith("Link 1")


async def test_the_head_fits_a_window_that_changed_behind_the_other_lens(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("c")
        await settled(pilot)
        await pilot.press("2")
        await pilot.resize_terminal(60, 20)
        await pilot.pause()
        await pilot.press("1")
        await pilot.pause()
        await pilot.pause()
        head = comparing(app).query_one("#head").render().plain
        assert "Press TV" in head and "AFP copy" not in head
        assert all(len(line) <= 60 for line in head.splitlines())
        assert comparing(app).has_class("counterpart")


@pytest.mark.parametrize("size", [(60, 20), (79, 24), (80, 24), (90, 30), (100, 30), (110, 30)])
async def test_help_cuts_nothing_off(make_app: MakeApp, size: tuple[int, int]) -> None:
    app = make_app()
    async with app.run_test(size=size) as pilot:
        await settled(pilot)
        await pilot.press("question_mark")
        await settled(pilot)
        assert isinstance(app.screen, HelpScreen)
        rows = app.screen.rows
        shown = [strip.text for strip in rows.render_lines(Region(0, 0, rows.size.width, rows.size.height))]
        assert [row for row in shown if "…" in row] == []


async def test_nothing_that_was_said_stands_over_a_line_for_typing(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=(120, 36)) as pilot:
        await settled(pilot)
        for keys in (("slash",), ("c", "s", "enter")):
            await pilot.press(*keys[:-1])
            await settled(pilot)
            app.notify("said before", markup=False)
            await pilot.press(keys[-1])
            await settled(pilot)
            assert isinstance(app.focused, Input)
            assert len(app._notifications) == 0
            await pilot.press("escape")


async def test_what_a_filter_could_be_is_not_offered_for_a_tag(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=(120, 36)) as pilot:
        await settled(pilot)
        await pilot.press("F", *"outlet:P", "tab", "ctrl+u", "enter")
        await settled(pilot)
        await pilot.press("t")
        await settled(pilot)
        assert not app.home._choices.display
        await pilot.press("escape", "F", "o")
        await settled(pilot)
        assert app.home._choices.display
