"""Saving a report from the compare screen: nothing is replaced unasked, no article written over."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from textual.widgets import Input
from waiting import settled

from reader.ui.app import CrossreadApp

MakeApp = Callable[..., CrossreadApp]


async def save(pilot, down: int, name: str) -> None:  # type: ignore[no-untyped-def]
    await pilot.press("s", *["j"] * down, "enter")
    await pilot.pause()
    pilot.app.screen.query_one(Input).value = name
    await pilot.press("enter")
    await pilot.pause()


async def test_a_report_is_saved_in_the_form_and_under_the_name_chosen(
    make_app: MakeApp, tmp_path: Path
) -> None:
    app = make_app()
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("c")
        await settled(pilot)
        await pilot.press("plus")
        await settled(pilot)
        await save(pilot, 1, str(tmp_path / "report.html"))
        text = (tmp_path / "report.html").read_text("utf-8")
        assert text.startswith("<!doctype html>") and "confirmed by the reader" in text
        assert "Quotes" in text


async def test_a_file_that_is_there_is_replaced_only_when_the_reader_says_so(
    make_app: MakeApp, tmp_path: Path
) -> None:
    file = tmp_path / "mine.md"
    file.write_text("mine", "utf-8")
    app = make_app()
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("c")
        await settled(pilot)
        await save(pilot, 0, str(file))
        await pilot.press("escape")
        await pilot.pause()
        assert file.read_text("utf-8") == "mine"
        await save(pilot, 0, str(file))
        await pilot.press("j", "enter")
        await pilot.pause()
        assert file.read_text("utf-8").startswith("# Press TV")


async def test_an_article_is_never_written_over(make_app: MakeApp, tmp_path: Path) -> None:
    seeds = Path(__file__).parents[2] / "articles"
    for number, source in enumerate(sorted(seeds.glob("*/*.txt"))):
        (tmp_path / f"{number}.txt").write_bytes(source.read_bytes())
    app = make_app(tmp_path)
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("c")
        await settled(pilot)
        before = (tmp_path / "0.txt").read_bytes()
        await save(pilot, 5, str(tmp_path / "0.txt"))
        assert (tmp_path / "0.txt").read_bytes() == before


async def test_a_folder_that_is_not_there_is_named_and_nothing_is_lost(
    make_app: MakeApp, tmp_path: Path
) -> None:
    app = make_app()
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("c")
        await settled(pilot)
        await save(pilot, 0, str(tmp_path / "none" / "report.md"))
        assert any("no such folder" in str(note.message) for note in app._notifications)


async def test_a_blind_comparison_is_saved_blind(make_app: MakeApp, tmp_path: Path) -> None:
    app = make_app()
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("B", "c")
        await settled(pilot)
        await save(pilot, 1, str(tmp_path / "report.html"))
        text = (tmp_path / "report.html").read_text("utf-8")
        assert "Outlet A" in text
        assert "Press TV" not in text and "AFP" not in text


async def test_the_matrix_is_saved_too(make_app: MakeApp, tmp_path: Path) -> None:
    app = make_app(Path(__file__).parents[2] / "articles" / "invented" / "orrel-dam")
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("M")
        await settled(pilot)
        await save(pilot, 3, str(tmp_path / "matrix.csv"))
        assert (tmp_path / "matrix.csv").read_text("utf-8").startswith("story,")
        await pilot.press("B")
        await settled(pilot)
        await save(pilot, 1, str(tmp_path / "matrix.html"))
        text = (tmp_path / "matrix.html").read_text("utf-8")
        assert "Outlet A" in text and "Observer" not in text and "Messenger" not in text
