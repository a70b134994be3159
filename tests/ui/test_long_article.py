"""Keys in a long article: what they do is bounded by what is in view, not by the text."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from reader.article import READING_ROLES
from reader.layout.page import Page
from reader.ui.app import CrossreadApp
from reader.ui.screens.reading import ReadingScreen
from reader.ui.widgets import article_pane, names_panel
from tests.ui.waiting import settled

PARAGRAPHS = 300
HEIGHT = 36


@pytest.fixture
def app(make_app: Callable[..., CrossreadApp], tmp_path: Path) -> CrossreadApp:
    text = "\n\n".join(
        f"Paragraph {number}: Anna Berg said in Oslo that “it may rain all day”."
        for number in range(PARAGRAPHS)
    )
    path = tmp_path / "long.jsonl"
    record = {"id": 1, "title": "Rain in Oslo", "text": text, "source": "North", "language": "en"}
    path.write_text(json.dumps(record) + "\n", encoding="utf-8")
    return make_app(path)


def counted(monkeypatch: pytest.MonkeyPatch, of: Any, name: str) -> list[tuple[Any, ...]]:
    """Return a list that grows with every call of a function."""
    calls: list[tuple[Any, ...]] = []
    real = getattr(of, name)

    def call(*arguments: Any, **options: Any) -> Any:
        calls.append(arguments)
        return real(*arguments, **options)

    monkeypatch.setattr(of, name, call)
    return calls


def reading(app: CrossreadApp) -> ReadingScreen:
    assert isinstance(app.screen, ReadingScreen)
    assert sum(block.role in READING_ROLES for block in app.screen.article.blocks()) >= PARAGRAPHS
    return app.screen


@pytest.mark.parametrize("key", ["1", "5", "6", "0"])
async def test_a_highlight_looks_at_the_paragraphs_in_view_and_lists_no_names_anew(
    app: CrossreadApp, monkeypatch: pytest.MonkeyPatch, key: str
) -> None:
    async with app.run_test(size=(120, HEIGHT)) as pilot:
        await settled(pilot)
        await pilot.press("enter")
        await settled(pilot)
        names = reading(app).names_list.keys
        looked = counted(monkeypatch, article_pane, "quiet_spans")
        listed = counted(monkeypatch, names_panel.NamesPanel, "show")
        await pilot.press(key)
        await settled(pilot)
        assert 0 < len(looked) <= HEIGHT
        assert all(len(list(blocks)) == 1 for _, blocks, *_ in looked)
        assert not listed and reading(app).names_list.keys == names


async def test_zen_wraps_a_text_that_stays_as_wide_no_second_time(
    app: CrossreadApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with app.run_test(size=(180, HEIGHT)) as pilot:
        await settled(pilot)
        await pilot.press("enter")
        await settled(pilot)
        wrapped = counted(monkeypatch, article_pane, "lay_out_page")
        pane = reading(app).article_pane
        margin, page = pane._margin, pane._page
        await pilot.press("z")
        await settled(pilot)
        assert isinstance(page, Page) and pane._page is page and pane._margin > margin
        await pilot.press("z")
        await settled(pilot)
        assert not wrapped
