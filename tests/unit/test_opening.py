"""What opens without a path: the library where there is one, else the samples; never a refusal to start."""

from pathlib import Path

import pytest

from reader.cli import main
from reader.library.desk import Desk
from reader.library.opening import newest_of, open_collection
from reader.library.paths import user_paths

SAMPLES = Path(__file__).parents[2] / "articles"


def test_without_a_library_the_samples_open() -> None:
    assert len(open_collection([]).articles) >= 24


def test_what_was_added_opens_with_its_stories(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["add", str(SAMPLES / "invented")]) == 0
    library = open_collection([])
    # Of two versions of an article the newer one is listed.
    assert sorted(len(story.articles) for story in library.stories) == [4, 5, 5, 6]
    for index in range(len(library.articles)):
        assert index in library.story_of(index).articles


def test_judging_first_and_adding_later_go_into_one_file(capsys: pytest.CaptureFixture[str]) -> None:
    file = user_paths().library
    journal = Desk(file).journal
    journal.add("note", ["x"], {"text": "before", "anchors": []}, "noted")
    assert open_collection([]).articles, "a library without articles opens the samples"
    assert main(["add", str(SAMPLES / "invented" / "orrel-dam")]) == 0
    assert [act.body["text"] for act in Desk(file).journal.acts("note")] == ["before"]
    assert len(open_collection([]).articles) == 4


def test_only_the_newest_are_listed_and_that_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["add", str(SAMPLES / "invented")]) == 0
    library = newest_of(user_paths().library, most=5)
    assert library is not None and len(library.articles) == 5
    assert "newest 5 of" in library.notices[0]
    assert all(0 <= index < 5 for story in library.stories for index in story.articles)


def test_a_damaged_library_is_named_and_the_samples_open() -> None:
    file = user_paths().library
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(b"no database at all" * 100)
    library = open_collection([])
    assert len(library.articles) >= 24
    assert "samples" in library.notices[0]
