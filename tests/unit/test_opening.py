"""What opens without a path: the library where there is one, else the samples; never a refusal to start."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import pytest

from reader.cli import main
from reader.library import entrance, snapshot
from reader.library.desk import Desk
from reader.library.door import Library
from reader.library.entrance import begin, open_for_reading
from reader.library.paths import user_paths

SAMPLES = Path(__file__).parents[2] / "articles"


def opened(*paths: Path) -> Library:
    """Open paths as the app does."""
    return open_for_reading(paths, user_paths())


def titles(library: Library) -> list[str]:
    """Return what the list shows."""
    return [row.title for row in library.page("", "story", 0, 1000)]


def test_without_a_library_the_samples_open() -> None:
    assert opened().count() >= 22


def test_what_was_added_opens_with_its_stories(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["add", str(SAMPLES / "invented")]) == 0
    library = opened()
    # Of two versions of an article the newer one is listed.
    assert sorted(len(story.articles) for story in library.stories()) == [4, 5, 5, 6]
    for story in library.stories():
        for number in story.articles:
            assert library.story_of(number) == story


def test_judging_first_and_adding_later_go_into_one_file(capsys: pytest.CaptureFixture[str]) -> None:
    file = user_paths().library
    journal = Desk(file).journal
    journal.add("note", ["x"], {"text": "before", "anchors": []}, "noted")
    assert opened().count(), "a library without articles opens the samples"
    assert main(["add", str(SAMPLES / "invented" / "orrel-dam")]) == 0
    assert [act.body["text"] for act in Desk(file).journal.acts("note")] == ["before"]
    assert opened().count() == 4


@pytest.mark.parametrize("paths", [[], [SAMPLES / "invented" / "orrel-dam"]])
def test_a_damaged_library_is_named_and_something_opens(paths: list[Path]) -> None:
    file = user_paths().library
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(b"no database at all" * 100)
    library = opened(*paths)
    assert library.count() == (4 if paths else 22)
    assert str(file) in library.notices[0]
    number = library.page("", "newest")[0].number
    assert library.star([number]) == "starred", "for this run"
    assert file.read_bytes() == b"no database at all" * 100


def test_what_another_process_read_is_what_is_read(seeds: tuple[Path, Path]) -> None:
    paths = [path.parent for path in seeds]
    library, here = opened(*paths), Library.of_paths(paths)
    assert titles(library) == titles(here)
    numbers = library.reading_order(library.page("", "newest")[0].number)
    assert [library.article(n) for n in numbers] == [here.article(n) for n in numbers]


def test_a_folder_that_has_not_changed_is_not_read_again(
    seeds: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(snapshot, "_TICK_NS", -(10**12))
    paths = [path.parent for path in seeds]
    first = opened(*paths)
    while not list(user_paths().cache.glob("*.snapshot")):
        pass  # The other process keeps it when it has sent it.
    monkeypatch.setattr(os, "fork", lambda: pytest.fail("read again"))
    again = opened(*paths)
    assert titles(again) == titles(first)


@pytest.mark.parametrize("how", ["killed", "out of memory"])
def test_what_ends_the_other_process_does_not_end_this_one(
    seeds: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch, how: str
) -> None:
    def fail(*_: object) -> bytes:
        if how == "killed":
            os.kill(os.getpid(), signal.SIGKILL)
        raise MemoryError

    monkeypatch.setattr(snapshot, "pack", fail)
    assert opened(*(path.parent for path in seeds)).count() == 2


def test_a_file_that_ends_whoever_reads_it_is_named_and_the_others_open(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "good.md").write_text("# A headline\n\nSome words of it.\n")
    (tmp_path / "bad.md").write_text("# Another\n\nSome words.\n")
    monkeypatch.setattr(entrance, "_read_and_send", lambda *_: os._exit(9))
    library = begin([tmp_path, tmp_path / "missing.md"], user_paths())("")
    assert library.count() == 2
    assert "missing.md" in library.refused[0]
