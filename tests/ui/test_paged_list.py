"""The list by the page: the same work at every length, and a cursor that is always in view."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from random import Random

import pytest
from collections_of import library_of_rows
from textual.app import App, ComposeResult
from waiting import settled

from reader.ui.app import CrossreadApp
from reader.ui.keymap import DEFAULT_KEYMAP
from reader.ui.screens.library import LibraryScreen
from reader.ui.session import Session
from reader.ui.themes import LOOKS
from reader.ui.widgets.lists import ListRow
from reader.ui.widgets.paged_list import KEPT, PAGE, PagedList


class Numbers:
    """Rows from 0 to `length`; every row of which `group` is a divisor has no key."""

    def __init__(self, length: int, group: int = 4) -> None:
        self.length, self.group = length, group
        self.asked: list[int] = []

    def __len__(self) -> int:
        return self.length

    def page(self, start: int, size: int) -> Sequence[int]:
        self.asked.append(start)
        return range(start, min(start + size, self.length))

    def key(self, item: int) -> int | None:
        return item if item % self.group else None

    def draw(self, item: int, width: int) -> ListRow:
        return ListRow(((f"row {item}", ()),), key=self.key(item))


class Paged(App[None]):
    def get_theme_variable_defaults(self) -> dict[str, str]:
        return dict(LOOKS[0].colours)

    def compose(self) -> ComposeResult:
        yield PagedList(id="rows")


def in_view(view: PagedList) -> bool:
    return view.scroll_offset.y <= view.at < view.scroll_offset.y + view.size.height


@pytest.mark.parametrize("seed", range(6))
async def test_the_cursor_is_on_a_row_with_a_key_in_view_and_few_pages_are_kept(seed: int) -> None:
    random = Random(seed)
    app = Paged()
    async with app.run_test(size=(40, 12)) as pilot:
        view = app.query_one(PagedList)
        length = random.choice([1, 2, 3, 50, PAGE, PAGE + 1, 1_000, 10**6])
        source = Numbers(length, random.choice([2, 4, 10**9]))
        view.show(source)
        for _ in range(60):
            if random.random() < 0.6:
                view.move(random.choice([1, -1, 7, -7, 10**9, -(10**9)]))
            else:
                view.page(random.choice([0.5, -0.5, 1.0, -1.0]))
            await pilot.pause()
            if len(source) > 1:
                assert view.key == view.at and source.key(view.at) is not None
            assert in_view(view)
            assert len(view._pages) <= KEPT


async def test_top_and_bottom_are_the_first_and_last_rows_and_paging_passes_over_nothing() -> None:
    app = Paged()
    async with app.run_test(size=(40, 12)) as pilot:
        view = app.query_one(PagedList)
        view.show(Numbers(300))
        await pilot.pause()
        seen: set[int] = set()
        for _ in range(300):
            top = view.scroll_offset.y
            seen |= set(range(top, top + view.size.height))
            at = view.at
            view.page(1.0)
            await pilot.pause()
            if view.at == at:
                break
        assert seen >= set(range(300))
        assert view.at == 299
        view.move(-(10**9))
        assert (view.at, view.scroll_offset.y) == (1, 0)


async def test_another_list_begins_at_the_top_and_the_same_one_keeps_the_row() -> None:
    app = Paged()
    async with app.run_test(size=(40, 12)) as pilot:
        view = app.query_one(PagedList)
        view.show(Numbers(10_000))
        await pilot.pause()
        view.go_to_row(5_001)
        view.show(Numbers(10_000))
        assert view.key == 5_001
        view.show(Numbers(900), fresh=True)
        assert view.key == 1
        view.go_to_row(50)
        view.show(Numbers(60), fresh=True)
        assert view.key == 50, "a row that is listed near the top keeps the cursor"
        view.show(Numbers(20))
        assert view.key == 19
        view.show(Numbers(0))
        assert view.key is None


async def test_a_walk_down_asks_for_each_page_once_and_draws_two_rows_a_step() -> None:
    app = Paged()
    async with app.run_test(size=(40, 12)) as pilot:
        view, source = app.query_one(PagedList), Numbers(10**6)
        view.show(source)
        await pilot.pause()
        before = view.rows_drawn
        view.move(1)
        await pilot.pause()
        assert view.rows_drawn - before == 2
        for step in range(3 * PAGE):
            view.move(1)
            if step % 20 == 0:
                await pilot.pause()
        assert source.asked == sorted(set(source.asked))


async def walked(count: int, monkeypatch: pytest.MonkeyPatch) -> list[tuple[int, int, int]]:
    """Return, for each key, rows drawn, pages asked for and statements run in a library's list."""
    monkeypatch.setattr(LibraryScreen, "_read_ahead", lambda self, number: None)
    monkeypatch.setattr(LibraryScreen, "count", lambda self: None)
    monkeypatch.setattr(LibraryScreen, "_wait", lambda self, seconds, then: None)  # The key is held.
    library = library_of_rows(count)
    app = CrossreadApp(Session([], library, DEFAULT_KEYMAP))
    statements = 0

    def note(_: str) -> None:
        nonlocal statements
        statements += 1

    found: list[tuple[int, int, int]] = []
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.pause()
        screen = app.screen
        assert isinstance(screen, LibraryScreen)
        listing = screen.listing
        library.store.connection.set_trace_callback(note)
        # What the keys j, ctrl+f, k, ctrl+u and x do.
        for act in [*["down"] * 30, *["page_down"] * 6, *["up"] * 4, "half_up", "pick"]:
            before = (listing.rows_drawn, listing.pages_asked, statements)
            getattr(screen, f"action_{act}")()
            await pilot.pause()
            now = (listing.rows_drawn, listing.pages_asked, statements)
            found.append((now[0] - before[0], now[1] - before[1], now[2] - before[2]))
        library.store.connection.set_trace_callback(None)
    return found


async def test_keys_do_the_same_work_in_a_thousand_and_in_a_hundred_thousand_articles(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    few, many = await walked(1_000, monkeypatch), await walked(100_000, monkeypatch)
    assert few == many
    assert max(pages for _, pages, _ in many[:-1]) == 1
    assert {(drawn, asked) for drawn, _, asked in many[:20]} == {(2, 0)}


async def test_the_preview_waits_until_the_cursor_rests_and_is_asked_for_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    waiting: list[Callable[[], object]] = []
    monkeypatch.setattr(LibraryScreen, "_read_ahead", lambda self, number: None)
    monkeypatch.setattr(LibraryScreen, "_wait", lambda self, seconds, then: waiting.append(then))
    app = CrossreadApp(Session([], library_of_rows(900), DEFAULT_KEYMAP))
    shown: list[str] = []
    async with app.run_test(size=(120, 36)) as pilot:
        await settled(pilot)
        screen = app.screen
        assert isinstance(screen, LibraryScreen) and screen._pane is not None
        show = screen._pane.show
        monkeypatch.setattr(
            screen._pane, "show", lambda article, *given: (shown.append(article.id), show(article, *given))
        )
        for _ in range(12):
            await pilot.press("j")
        assert shown == [] and not screen.is_previewed()
        waiting[-1]()
        assert len(shown) == 1 and screen.is_previewed()
