"""A dump may have been written by anybody: it is restored safely, or refused in a line."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from pathlib import Path
from shutil import copytree
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reader.importers.errors import Refused
from reader.library.check import check
from reader.library.door import Library
from reader.library.dump import dump, restore
from reader.library.ingest import ingest
from reader.library.mending import Mending
from reader.library.schema import LibraryError
from reader.library.store import Store
from reader.text.safe import is_safe

DAM = Path(__file__).parents[2] / "articles" / "invented" / "orrel-dam"
TITLE = "\x1b]0;owned\x07"


@pytest.fixture(scope="module")
def lines(tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, Any]]:
    """A dump with all that a reader may have said."""
    folder = tmp_path_factory.mktemp("own")
    path = folder / "library.db"
    copytree(DAM, folder / "dam")
    with Store(path) as store:
        ingest(store, [str(folder / "dam")])
    library = Library.open(path)
    library.settle()
    first, second, third = [row.number for row in library.page("", "oldest", 0, 9) if row.kind == "article"][
        :3
    ]
    library.star([first])
    library.tag([second], "power")
    library.save_query("dam", "dam")
    library.trash([third], True)
    library.merge_stories([first, second])
    Mending(library).set(library.article(first).id, {"section": "Local"})
    found = [json.loads(line) for line in dump(library.store)]
    library.close()
    return found


def restored(records: list[dict[str, Any]]) -> Store:
    store = Store()
    restore(store, map(json.dumps, records))
    return store


def test_what_the_program_wrote_comes_back_without_loss(lines: list[dict[str, Any]]) -> None:
    def comparable(records: list[dict[str, Any]]) -> list[str]:
        kept = copy.deepcopy(records)
        for record in kept:
            if "act" in record and record["act"]["kind"].startswith("fix"):
                body = json.loads(record["act"]["body"])
                record["act"]["body"] = {**body, "files": []}
        return sorted(map(json.dumps, kept))

    again = [json.loads(line) for line in dump(restored(lines))]
    assert comparable(again) == comparable(lines)
    assert {next(iter(record)) for record in lines[1:]} >= {
        "article",
        "state",
        "tag",
        "saved",
        "act",
        "joined",
    }


def fields_of(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Yield the path of every text in a record."""
    if isinstance(value, str):
        yield path
    elif isinstance(value, dict | list):
        for name, each in value.items() if isinstance(value, dict) else enumerate(value):
            yield from fields_of(each, (*path, name))


def with_value(record: Any, path: tuple[Any, ...], value: Any) -> Any:
    changed = copy.deepcopy(record)
    at = changed
    for name in path[:-1]:
        at = at[name]
    at[path[-1]] = value
    return changed


def test_no_text_of_an_article_brings_commands_for_the_terminal(lines: list[dict[str, Any]]) -> None:
    at, record = next((at, record) for at, record in enumerate(lines) if "article" in record)
    for path in fields_of(record["article"], ("article",)):
        spoiled = [*lines[:at], with_value(record, path, TITLE), *lines[at + 1 :]]
        with pytest.raises(LibraryError, match=f"line {at + 1} of the dump: .*nothing was restored"):
            restored(spoiled)


def test_texts_of_the_readers_own_rows_come_back_fit_to_be_shown(lines: list[dict[str, Any]]) -> None:
    spoiled = []
    for record in lines:
        for path in fields_of(record):
            if path[0] in ("state", "tag", "saved", "act") and path[-1] in (
                "said",
                "tag",
                "name",
                "query",
                "coder",
            ):
                record = with_value(record, path, TITLE + "x")
        spoiled.append(record)
    store = restored(spoiled)
    for table in ("tag", "saved", "act", "state"):
        for row in store.rows(f"SELECT * FROM {table}"):
            assert all(is_safe(value) for value in row if isinstance(value, str)), row


@pytest.mark.parametrize(
    "spot",
    [
        ["beside", "{id}", "", ""],
        ["folder", "{id}", "", ""],
        ["rules", "{id}", "Press TV", ""],
        ["own", "{id}", "", ""],
    ],
)
def test_undoing_what_a_stranger_did_writes_no_file(
    lines: list[dict[str, Any]], tmp_path: Path, spot: list[str]
) -> None:
    victim = tmp_path / "project"
    victim.mkdir()
    (victim / "config").write_text("x")
    (victim / "config.toml").write_text("port = 1\n")
    records = copy.deepcopy([record for record in lines if "act" not in record])
    article = next(record["article"] for record in records if "article" in record)
    article["source"] = str(victim / "config")
    where = [part.format(id=article["id"]) for part in spot]
    body = {"files": [[where, {"language": ["evil", None]}]], "were": {}, "are": {}}
    act = {
        "id": 1,
        "at": "2020-01-01T00:00:00+00:00",
        "coder": "",
        "kind": "fix.set",
        "articles": json.dumps([article["id"]]),
        "body": json.dumps(body),
        "said": "starred",
        "state": 0,
    }
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    library = Library(restored([*records, {"act": act}]))
    library.undo()
    assert {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()} == before


VALUES = st.sampled_from(
    [
        None,
        True,
        7,
        -1,
        1.5,
        10**30,
        "",
        "x",
        TITLE,
        "\ud800",
        [],
        [1],
        [[1]],
        {},
        {"value": []},
        "{}",
        "[]",
        "7",
        "nul",
    ]
)


@given(st.data())
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_whatever_a_dump_holds_it_is_restored_or_refused_and_every_act_can_be_undone(
    lines: list[dict[str, Any]], data: st.DataObject
) -> None:
    records = list(lines)
    for _ in range(data.draw(st.integers(1, 3))):
        at = data.draw(st.integers(1, len(records) - 1))
        paths = list(every_path(records[at]))
        records[at] = with_value(records[at], data.draw(st.sampled_from(paths)), data.draw(VALUES))
    try:
        store = restored(records)
    except LibraryError as error:
        assert "nothing was restored" in str(error)
        return
    library = Library(store)
    library.journal.acts()
    for _ in range(20):
        try:
            if not library.undo():
                break
        except (LibraryError, Refused):
            break
    assert check(store) == []


def every_path(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Yield the path of every value in a record, however deep."""
    if path:
        yield path
    if isinstance(value, dict | list):
        for name, each in value.items() if isinstance(value, dict) else enumerate(value[:3]):
            yield from every_path(each, (*path, name))
