"""A date that is mended gives its article another number: no way out of the review meets the old one."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from shutil import copytree

import pytest
from held import numbers
from waiting import settled

import reader.ui.app
from reader.ui.app import CrossreadApp
from reader.ui.screens.library import LibraryScreen
from reader.ui.screens.library_rows import ALL
from reader.ui.screens.reading import ReadingScreen
from reader.ui.screens.review import ReviewScreen

SAMPLES = Path(__file__).parents[2] / "articles"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder that may be written to."""
    return Path(copytree(SAMPLES / "invented" / "orrel-dam", tmp_path / "dam"))


@pytest.mark.parametrize("way", ["q", "Q", "ctrl+q", "B", "E", "u", "resize", "palette", "many"])
async def test_after_a_date_is_mended_every_way_out_of_the_review_is_open(
    make_app: Callable[..., CrossreadApp], folder: Path, monkeypatch: pytest.MonkeyPatch, way: str
) -> None:
    monkeypatch.setattr(reader.ui.app, "MAX_STEPS", 3)
    app = make_app(folder)
    async with app.run_test(size=(120, 36)) as pilot:
        await settled(pilot)
        app.read(numbers(app)[0])
        await settled(pilot)
        await pilot.press("V")
        await settled(pilot)
        review = app.screen
        assert isinstance(review, ReviewScreen)
        before = review.article_now()
        assert review._keep({"date": "2015-04-09"}, "date")
        await settled(pilot)
        assert review.article_now() != before
        assert app.screen_stack == [app.home, review]
        if way == "palette":
            app.list_only(ALL)
        elif way == "resize":
            await pilot.resize_terminal(90, 30)
        elif way == "many":
            for _ in range(5):
                app.names(numbers(app)[0])
                await settled(pilot)
        else:
            await pilot.press(way)
        await settled(pilot)
        assert app._exception is None
        assert app._exit or app.is_running
        if way in ("q", "palette"):
            assert isinstance(app.screen, LibraryScreen)


async def test_a_date_that_a_worker_mends_while_the_reader_reads_on_leads_back(
    make_app: Callable[..., CrossreadApp], folder: Path
) -> None:
    app = make_app(folder)
    async with app.run_test(size=(120, 36)) as pilot:
        await settled(pilot)
        await pilot.press("V")
        await settled(pilot)
        review = app.screen
        assert isinstance(review, ReviewScreen)
        app.read(numbers(app)[1])
        await settled(pilot)
        assert isinstance(app.screen, ReadingScreen)
        assert review._keep({"date": "2015-04-09"}, "date")
        await settled(pilot)
        assert app.screen is review
        await pilot.press("q")
        await settled(pilot)
        assert app.screen is app.home
