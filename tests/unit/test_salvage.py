"""What is found on the pages of a library's file: the rows that count, and no others in their place."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

import reader.library.schema as schema
from reader.library.dump import dump
from reader.library.salvage import salvage
from reader.library.store import Store

ONE, OTHER, TAG = "0123456789abcdef", "00000000deadbeef", "deadbeefdeadbeef"
PAGE = 8192


def dumped(path: Path) -> list[str]:
    """Return what a dump of a sound library holds, all of it written to the file itself."""
    with Store(path) as store:
        store.rows("PRAGMA wal_checkpoint(TRUNCATE)")
        return sorted(dump(store))


def without_first_page(path: Path) -> None:
    path.write_bytes(bytes(PAGE) + path.read_bytes()[PAGE:])


def fill(store: Store, numbers: Iterable[int], value: int) -> None:
    with store.writing() as connection:
        for number in numbers:
            connection.execute("INSERT INTO state VALUES (?, ?, 0, 0)", (f"{number:016x}", value))
            connection.execute(
                "INSERT INTO act(id, at, kind, articles, body, said, state)"
                " VALUES (?, ?, 'read', '[]', '{}', '', ?)",
                (number + 1, "some time" * 10, value),
            )


@pytest.mark.parametrize("shut", [False, True])
@pytest.mark.parametrize(
    "kept",
    [lambda n: n < 300, lambda n: n >= 300, lambda n: n % 3 == 0, lambda n: n % 40 == 0],
    ids=["first half", "second half", "a third", "a few"],
)
def test_of_rows_that_stand_twice_in_the_file_the_one_in_use_counts(
    tmp_path: Path, kept: Callable[[int], bool], shut: bool
) -> None:
    path = tmp_path / "library.db"
    with Store(path) as store:
        store.rows("PRAGMA secure_delete = OFF")  # As SQLite is built elsewhere.
        fill(store, range(600), 0)
        with store.writing() as connection:
            connection.execute("DELETE FROM state")
            connection.execute("DELETE FROM act")
        fill(store, filter(kept, range(600)), 1)
        assert store.value("PRAGMA freelist_count") > 5, "old rows stand on these"
    true = dumped(path)
    if shut:
        without_first_page(path)
    assert set(true) <= set(salvage(path))


@pytest.mark.parametrize("shut", [False, True])
def test_a_tag_or_a_query_that_looks_like_an_id_stays_one(tmp_path: Path, shut: bool) -> None:
    path = tmp_path / "library.db"
    with Store(path) as store, store.writing() as connection:
        connection.execute("INSERT INTO tag VALUES (?, ?), ('to do', ?)", (TAG, ONE, OTHER))
        connection.execute("INSERT INTO joined VALUES (?, ?)", (ONE, OTHER))
        connection.execute("INSERT INTO saved VALUES (?, 'ferry'), ('mine', ?)", (TAG, ONE))
    true = dumped(path)
    if shut:
        without_first_page(path)
    assert sorted(salvage(path)) == true


def test_feeds_of_before_version_3_are_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "library.db"
    with monkeypatch.context() as before:
        before.setattr(schema, "VERSION", 2)
        with Store(path) as store, store.writing() as connection:
            connection.execute("INSERT INTO feed VALUES ('https://a.example/feed', 'A', '', 'News')")
    with Store(path) as store, store.writing() as connection:
        connection.execute(
            "INSERT INTO feed VALUES ('https://b.example/', 'B', '', '', 'Bee', '', '', .5, 1, 2)"
        )
    true = dumped(path)
    assert sum('"feed"' in line for line in true) == 2
    assert sorted(salvage(path)) == true


def test_ways_that_lead_in_circles_or_nowhere_end(tmp_path: Path) -> None:
    path = tmp_path / "library.db"
    with Store(path) as store:
        fill(store, range(1000), 1)
        (root,) = store.rows("SELECT rootpage FROM sqlite_master WHERE name = 'act'")[0]
    true = dumped(path)
    data = bytearray(path.read_bytes())
    at = (root - 1) * PAGE
    data[at + 8 : at + 12] = root.to_bytes(4, "big")
    first = at + int.from_bytes(data[at + 12 : at + 14], "big")
    data[first : first + 4] = b"\xff" * 4
    path.write_bytes(data)
    with pytest.raises(sqlite3.DatabaseError):
        sqlite3.connect(path).execute("SELECT count(*), max(said) FROM act").fetchall()
    assert sorted(salvage(path)) == true
