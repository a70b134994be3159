"""A folder that has not changed is not read again, and one that has is."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from reader.library import snapshot
from reader.library.door import Library
from reader.library.snapshot import keep, look_of, pack, recall, unpack

ARTICLES = {
    "one.md": "---\noutlet: Meridian News\ndate: 2031-05-02\n---\n# Ferry held\n\nThe ferry was held.\n",
    "deep/two.md": "---\noutlet: Gazette\ndate: 2031-05-02\n---\n# Boat stopped\n\nThe ferry was stopped.\n",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder of two articles written long ago."""
    root = tmp_path / "articles"
    for name, text in ARTICLES.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return root


@pytest.fixture(autouse=True)
def no_tick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a file count as old at once; a test of its own looks at new ones."""
    monkeypatch.setattr(snapshot, "_TICK_NS", -(10**12))


def test_a_library_comes_back_as_it_went(folder: Path) -> None:
    made = Library.of_paths([folder, folder / "missing"])
    back = unpack(pack(made))
    assert back is not None
    assert back.page(size=10) == made.page(size=10)
    assert [back.article(row.number) for row in back.page(size=10)] == [
        made.article(row.number) for row in made.page(size=10)
    ]
    assert (back.refused, back.notices) == (made.refused, made.notices)
    assert made.refused


def test_what_the_reader_says_of_what_came_back_is_kept_and_undone(folder: Path) -> None:
    back = unpack(pack(Library.of_paths([folder])))
    assert back is not None
    assert back.star("") == "starred"
    assert back.count("is:starred") == 2
    assert back.undo() == "undone: starred"
    assert back.count("is:starred") == 0


@pytest.mark.parametrize("at", [0, 31, 40, 200, -1])
def test_bytes_that_are_damaged_are_no_library(folder: Path, at: int) -> None:
    packed = bytearray(pack(Library.of_paths([folder])))
    packed[at] ^= 1
    assert unpack(bytes(packed)) is None
    assert unpack(bytes(packed[:at])) is None


def test_what_is_kept_is_recalled_as_long_as_the_folder_looks_so(folder: Path, tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    look = look_of([folder])
    keep(cache, [folder], look, b"packed")
    assert recall(cache, [folder], look_of([folder])) == b"packed"
    assert recall(cache, [folder / "deep"], look_of([folder / "deep"])) is None
    assert [file.stat().st_mode & 0o777 for file in cache.iterdir()] == [0o600]


CHANGES: dict[str, Callable[[Path], object]] = {
    "text": lambda root: (root / "one.md").write_text("# Another"),
    "same size, time set back": lambda root: _rewrite(root / "one.md"),
    "new file": lambda root: (root / "deep" / "three.txt").write_text("x"),
    "gone": lambda root: (root / "one.md").unlink(),
    "renamed": lambda root: (root / "one.md").rename(root / "uno.md"),
    "sidecar": lambda root: (root / "one.md.toml").write_text('outlet = "X"'),
    "folder's defaults": lambda root: (root / "_outlet.toml").write_text('outlet = "X"'),
    "leave to read": lambda root: (root / "one.md").chmod(0),
}


def _rewrite(path: Path) -> None:
    before = path.stat()
    path.write_bytes(path.read_bytes().replace(b"ferry", b"steam"))
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


@pytest.mark.parametrize("change", CHANGES)
def test_whatever_changes_in_a_folder_shows(folder: Path, change: str) -> None:
    before = look_of([folder])
    assert look_of([folder]) == before != ""
    CHANGES[change](folder)
    assert look_of([folder]) != before


def test_a_single_file_shows_what_stands_beside_it(folder: Path) -> None:
    before = look_of([folder / "one.md"])
    (folder / "other.md").write_text("nothing to it")
    assert look_of([folder / "one.md"]) == before
    (folder / "_outlet.toml").write_text('outlet = "X"')
    assert look_of([folder / "one.md"]) != before


def test_the_readers_rules_are_looked_at(folder: Path, tmp_path: Path) -> None:
    rules = tmp_path / "rules.toml"
    before = look_of([folder], [rules])
    rules.write_text("[x]")
    assert look_of([folder], [rules]) != before


@pytest.mark.parametrize("ahead", [0, 3600])
def test_what_was_written_just_now_or_in_times_to_come_is_not_relied_on(
    folder: Path, monkeypatch: pytest.MonkeyPatch, ahead: int
) -> None:
    monkeypatch.setattr(snapshot, "_TICK_NS", 2_000_000_000)
    now = time.time() + ahead
    os.utime(folder / "one.md", (now, now))
    assert look_of([folder]) == ""
    assert recall(folder, [folder], "") is None


def test_only_the_latest_are_kept(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(snapshot, "KEPT", 3)
    cache = tmp_path / "cache"
    for number in range(6):
        keep(cache, [folder / str(number)], "look", b"")
        for at, file in enumerate(sorted(cache.iterdir(), key=lambda file: file.stat().st_mtime_ns)):
            os.utime(file, (at, at))
    assert recall(cache, [folder / "5"], "look") == b""
    assert recall(cache, [folder / "0"], "look") is None
    assert len(list(cache.iterdir())) == 3


def test_a_cache_that_cannot_be_written_is_done_without(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("a file in its place")
    keep(tmp_path / "cache", [folder], "look", b"")
    assert recall(tmp_path / "cache", [folder], "look") is None
