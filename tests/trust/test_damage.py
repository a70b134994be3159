"""A damaged library: what can be read opens, nothing is written to it, and all that is found comes back."""

from __future__ import annotations

import contextlib
import json
import random
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from kill import old_library, source, work

from reader.cli import main
from reader.library.check import check, damage
from reader.library.door import Library
from reader.library.dump import dump, restore
from reader.library.entrance import open_for_reading
from reader.library.paths import user_paths
from reader.library.salvage import salvage
from reader.library.schema import LibraryError, open_database
from reader.library.store import Store

COMMAND = Path(sys.executable).with_name("crossread")
PAGE = 8192


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """Return the file of a library with articles, stories, marks and judgements."""
    folder = tmp_path_factory.mktemp("whole")
    work(folder / "library.db", source(folder), lambda what, number: None)
    return (folder / "library.db").read_bytes()


@pytest.fixture
def path() -> Path:
    """Return where the reader's library is."""
    path = user_paths().library
    path.parent.mkdir(parents=True)
    return path


def zeroed(data: bytes, start: int, size: int) -> bytes:
    size = min(size, len(data) - start)
    return data[:start] + bytes(size) + data[start + size :]


def newer(data: bytes) -> bytes:
    return data[:60] + (99).to_bytes(4, "big") + data[64:]


SHUT: dict[str, Callable[[bytes], bytes]] = {
    "first page": lambda data: zeroed(data, 0, PAGE),
    "half": lambda data: zeroed(data, len(data) // 2, len(data)),
    "cut off": lambda data: data[: len(data) // 2 + 777],
    "cut off at the head": lambda data: data[:100],
    "a text": lambda data: b"Hello, this is a text.\n" * 1000,
    "of a newer version": newer,
    "noise": lambda data: random.Random(1).randbytes(len(data)),
}


def run(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run([COMMAND, *map(str, arguments)], capture_output=True, text=True, check=False)


def records(lines: Iterator[str]) -> list[str]:
    """Return what a dump holds, but for which article is a version of which."""
    found = [json.loads(line) for line in lines]
    return sorted(
        json.dumps({key: value for key, value in record.items() if key != "newer"}, sort_keys=True)
        for record in found
    )


@pytest.mark.parametrize("how", SHUT)
def test_a_library_that_cannot_be_opened_is_one_line_and_the_file_is_left(
    whole: bytes, path: Path, tmp_path: Path, how: str
) -> None:
    path.write_bytes(SHUT[how](whole))
    before = path.read_bytes()
    for command in (["search", "ferry"], ["add", source(tmp_path)], ["update"], ["library", "check"]):
        ended = run(*command)
        assert (ended.returncode, ended.stdout, ended.stderr.count("\n")) == (1, "", 1), ended
        assert str(path) in ended.stderr
        assert "restore" in ended.stderr or "update the program" in ended.stderr
    library = open_for_reading([], user_paths())
    (notice,) = library.notices
    assert notice.startswith(str(path)) and notice.endswith("what you do is kept for this run only")
    assert library.star([library.page("", "newest")[0].number]) == "starred"
    library.close()
    assert path.read_bytes() == before


@pytest.mark.parametrize(("how", "articles"), [("first page", 80), ("half", 0), ("cut off", 0)])
def test_what_is_found_on_the_pages_of_a_shut_library_comes_back(
    whole: bytes, path: Path, tmp_path: Path, how: str, articles: int
) -> None:
    path.write_bytes(SHUT[how](whole))
    ended = run("library", "dump", tmp_path / "saved.jsonl")
    assert ended.returncode == 1 and "could not be read: the file as a whole" in ended.stderr
    ended = run("library", "restore", tmp_path / "saved.jsonl")
    assert f"restored: {articles} articles" in ended.stdout, ended
    with Store(path) as store:
        assert check(store) == []
        assert store.value("SELECT count(*) FROM act") == 24, "what the reader said"
        assert store.value("SELECT count(*) FROM state") == 8


@pytest.mark.parametrize("how", ["a text", "noise", "cut off at the head"])
def test_where_nothing_is_found_nothing_is_written(
    whole: bytes, path: Path, tmp_path: Path, how: str
) -> None:
    path.write_bytes(SHUT[how](whole))
    ended = run("library", "dump", tmp_path / "saved.jsonl")
    assert ended.stderr == f"crossread: {path}: nothing of a library was found in it\n"
    assert not list(tmp_path.glob("saved*"))


def test_page_by_page_all_is_found_that_a_dump_holds(whole: bytes, tmp_path: Path) -> None:
    path = tmp_path / "library.db"
    path.write_bytes(whole)
    lost: list[str] = []
    with Store(path) as store, store.writing() as connection:
        connection.execute("INSERT INTO saved VALUES ('mine', 'outlet:Courier')")
        connection.execute(
            "INSERT INTO act(at, kind, articles, body, said) VALUES ('', 'note', '[]', ?, 'long')",
            (json.dumps({"text": "long " * 20_000}),),
        )
    with Store(path) as store:
        store.connection.execute("PRAGMA wal_autocheckpoint = 0")
        with store.writing() as connection:
            connection.execute("INSERT INTO tag VALUES ('in the log', '0123456789abcdef')")
        true = records(dump(store))
        copy = tmp_path / "copy.db"
        for ending in ("", "-wal"):
            shutil.copy(f"{path}{ending}", f"{copy}{ending}")
    assert records(salvage(copy, lost.append)) == true
    assert lost == []


@pytest.mark.parametrize("seed", range(6))
def test_noise_in_a_file_never_ends_the_search(whole: bytes, tmp_path: Path, seed: int) -> None:
    chance, data = random.Random(seed), bytearray(whole)
    for _ in range(10 ** (seed % 3 + 1)):
        data[chance.randrange(len(data))] = chance.randrange(256)
    path = tmp_path / "library.db"
    path.write_bytes(data)
    with Store(tmp_path / "new.db") as store:
        restore(store, salvage(path))
        assert check(store) == []


def test_every_damaged_page_is_seen_in_the_background_and_nothing_is_written_from_then_on(
    whole: bytes, tmp_path: Path
) -> None:
    path = tmp_path / "library.db"
    path.write_bytes(whole)
    assert damage(path) == ""
    for page in range(len(whole) // PAGE):
        path.write_bytes(data := zeroed(whole, page * PAGE, PAGE))
        try:
            library = Library.open(path)
        except LibraryError as error:
            assert "damaged" in str(error)
            continue
        assert library.damage().startswith(f"{path}: the library is damaged"), page
        with contextlib.suppress(LibraryError):
            number = library.store.value("SELECT max(number) FROM article")
            with pytest.raises(LibraryError):
                library.star([number], False)
                library.tag([number], "later")
        library.close()
        assert path.read_bytes() == data


def test_whatever_page_is_lost_a_dump_holds_all_that_can_be_found(whole: bytes, tmp_path: Path) -> None:
    path = tmp_path / "library.db"
    path.write_bytes(whole)
    with Store(path) as store:
        true = set(dump(store))
    opened = 0
    for page in range(0, len(whole) // PAGE, 3):
        path.write_bytes(zeroed(whole, page * PAGE, PAGE))
        on_pages = set(records(salvage(path)))
        lost: list[str] = []
        try:
            with Store(path, read_only=True) as store:
                found = list(dump(store, lost.append))
        except LibraryError:
            continue
        opened += 1
        assert set(found) <= true and len(set(found)) == len(found), page
        assert set(records(iter(found))) >= on_pages & set(records(iter(true))), page
        assert lost or set(found) == true, page
    assert opened > 10


def test_noise_in_a_file_never_ends_a_dump(whole: bytes, tmp_path: Path) -> None:
    path = tmp_path / "library.db"
    for seed in range(12):
        chance, data = random.Random(seed), bytearray(whole)
        for _ in range(5 ** (seed % 3 + 1)):
            data[chance.randrange(2 * PAGE, len(data))] = chance.randrange(256)
        path.write_bytes(data)
        with contextlib.suppress(LibraryError), Store(path, read_only=True) as store:
            assert len(list(dump(store))) > 50


def test_a_damaged_root_of_the_texts_costs_no_article_and_no_version(
    whole: bytes, path: Path, tmp_path: Path
) -> None:
    path.write_bytes(whole)
    with Store(path) as store:
        with store.writing() as connection:
            connection.execute(
                "UPDATE article SET newer = (SELECT max(number) FROM article)"
                " WHERE number = (SELECT min(number) FROM article)"
            )
        (root,) = store.rows("SELECT rootpage FROM sqlite_master WHERE name = 'body'")[0]
        store.rows("PRAGMA wal_checkpoint(TRUNCATE)")
        true = sorted(dump(store))
    path.write_bytes(zeroed(path.read_bytes(), (root - 1) * PAGE, PAGE))
    ended = run("library", "dump", tmp_path / "saved.jsonl")
    assert (ended.returncode, ended.stderr.count("\n")) == (1, 1)
    assert "could not be read: 80 of the rows by way of their tables; they were found" in ended.stderr
    assert sorted((tmp_path / "saved.jsonl").read_text().splitlines()) == true


@pytest.mark.parametrize("damaged", [False, True])
def test_an_older_library_is_dumped_too(path: Path, tmp_path: Path, damaged: bool) -> None:
    old_library(path)
    if damaged:
        with contextlib.closing(sqlite3.connect(path)) as connection:
            sql = "SELECT rootpage FROM sqlite_master WHERE name = 'article'"
            (root,) = connection.execute(sql).fetchone()
        path.write_bytes(zeroed(path.read_bytes(), (root - 1) * PAGE, PAGE))
    ended = run("library", "dump", tmp_path / "saved.jsonl")
    assert ended.returncode == int(damaged), ended
    with Store(tmp_path / "new.db") as store, (tmp_path / "saved.jsonl").open() as lines:
        assert restore(store, lines) == 1


def test_what_is_found_on_pages_is_written_as_it_comes(
    whole: bytes, path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The articles of a library fill more memory than there is."""
    printed = ""

    def found(path: Path, lost: Callable[[str], None]) -> Iterator[str]:
        nonlocal printed
        for number in range(1000):
            printed += capsys.readouterr().out
            assert number - printed.count("\n") <= 2, "held"
            yield f"line {number}"

    monkeypatch.setattr("reader.library.salvage.salvage", found)
    path.write_bytes(SHUT["first page"](whole))
    assert main(["library", "dump"]) == 1
    assert (printed + capsys.readouterr().out).count("\n") == 1000


def test_a_log_that_is_gone_leaves_a_sound_library(whole: bytes, tmp_path: Path) -> None:
    path = tmp_path / "library.db"
    path.write_bytes(whole)
    with Store(path) as store:
        with store.writing() as connection:
            connection.execute("INSERT INTO saved VALUES ('mine', 'ferry')")
        (tmp_path / "copy.db").write_bytes(path.read_bytes())
    with Store(tmp_path / "copy.db") as store:
        assert check(store) == []


def test_a_folder_in_the_librarys_place_is_one_line(path: Path, tmp_path: Path) -> None:
    path.mkdir()
    for command in (["search", "ferry"], ["add", source(tmp_path)], ["library", "dump"]):
        ended = run(*command)
        assert (ended.returncode, ended.stderr.count("\n")) == (1, 1)
        assert f"{path}: is a folder" in ended.stderr
    assert "is a folder" in open_for_reading([], user_paths()).notices[0]


def test_a_library_that_is_locked_whole_is_waited_for_once(
    whole: bytes, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import reader.library.schema as schema

    monkeypatch.setattr(schema, "PATIENCE", 0)
    path.write_bytes(whole)
    opens: list[bool] = []

    def counted(path: Path | None, **options: Any) -> sqlite3.Connection:
        opens.append(path is not None)
        return open_database(path, **options)

    monkeypatch.setattr("reader.library.store.open_database", counted)
    holder = sqlite3.connect(path, isolation_level=None)
    holder.execute("PRAGMA locking_mode = EXCLUSIVE")
    holder.execute("BEGIN EXCLUSIVE")
    library = open_for_reading([], user_paths())
    assert "another program keeps the library locked" in library.notices[0]
    assert opens.count(True) == 1
    holder.execute("ROLLBACK")
    holder.close()
