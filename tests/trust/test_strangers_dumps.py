"""A dump may have been written by anybody: it is restored safely, or refused in a line."""

from __future__ import annotations

import copy
import json
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from shutil import copytree
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reader.article import Article
from reader.cli import main
from reader.entities.corrections import Name
from reader.entities.model import EntityType
from reader.export import evidence
from reader.importers.errors import Refused
from reader.library.check import check
from reader.library.coding import judgement_lines, take_in
from reader.library.door import Library
from reader.library.dump import OWN_TABLES, dump, restore
from reader.library.ingest import ingest
from reader.library.mending import Mending
from reader.library.packing import checked_record, to_record
from reader.library.paths import user_paths
from reader.library.resources import samples_dir
from reader.library.schema import LibraryError
from reader.library.store import Store
from reader.library.visits import known_feeds
from reader.text.safe import is_safe

ARTICLES = Path(__file__).parents[2] / "articles"
TITLE = "\x1b]0;owned\x07"
SPOILT = (TITLE, "\x9b31m", "\x00", "\u202e", "zero\u200bwidth", "tag\U000e0041", "\u2020" + "\u0301" * 30)
"""What the gate takes out: commands, what turns words round, what nobody sees, marks that flood a line."""


@pytest.fixture(scope="module")
def lines(tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, Any]]:
    """A dump with all that a reader may have said."""
    folder = tmp_path_factory.mktemp("own")
    with pytest.MonkeyPatch.context() as patch:
        # Made once for all tests, before the first has a home: a rule for an outlet is written there.
        for name in ("HOME", "USERPROFILE"):
            patch.setenv(name, str(folder))
        for name in [name for name in os.environ if name.startswith("XDG_")]:
            patch.delenv(name)
        return said_of_a_dam(folder)


def said_of_a_dam(folder: Path) -> list[dict[str, Any]]:
    copytree(ARTICLES / "invented" / "orrel-dam", folder / "dam")
    with Store(folder / "library.db") as store:
        ingest(store, [str(folder / "dam")])
        with store.writing() as connection:
            feed = ("https://orrel.example/feed", "Orrel", "https://orrel.example", "dams\nrivers")
            connection.execute("INSERT INTO feed(url, title, page, folders) VALUES (?, ?, ?, ?)", feed)
    library = Library.open(folder / "library.db")
    library.settle()
    first, second, third = numbers(library)[:3]
    library.star([first])
    library.tag([second], "power")
    library.save_query("dam", "dam")
    library.trash([third], True)
    library.merge_stories([first, second])
    library.split_from_story(second)
    Mending(library).set(library.article(first).id, {"section": "Local"})
    Mending(library).always(library.article(first).id, "outlet", "Herald")
    first, second = numbers(library)[:2]
    judge(library, first, second)
    found = [json.loads(line) for line in dump(library.store)]
    library.close()
    return found


def judge(library: Library, first: int, second: int) -> None:
    """Do once what can be said of passages, links and names."""
    left, right = library.article(first), library.article(second)
    judgements, names = library.book.desk.judgements, library.book.desk.names
    links = library.comparison(first, second).links
    here, there = links[0].left, links[0].right
    judgements.confirm(left, right, links[0])
    judgements.reject(left, right, links[-1])
    judgements.note([(left, here)], "Two lines,\nas a note may have.")
    judgements.code([(left, here), (right, there)], "tone")
    judgements.star([(left, here)])
    judgements.correct_speaker(left, here, "Ada Renn")
    judgements.correct_subject(left, here, "barges")
    one, two, three = [Name(found.name, found.type) for found in library.names(first).referents][:3]
    names.merge([one, two], [left.id])
    names.split(one, [two, three], [left.id])
    names.rename([one], "Renn", [left.id])
    names.retype([two], EntityType.PLACE, [left.id])
    names.remove([three], [left.id])


def numbers(library: Library) -> list[int]:
    """Return the articles that are listed."""
    return [row.number for row in library.page("", "oldest", 0, 9) if row.kind == "article"]


def restored(records: list[dict[str, Any]]) -> Store:
    """Return the library that a dump makes."""
    store = Store()
    try:
        restore(store, map(json.dumps, records))
    except BaseException:
        store.close()
        raise
    return store


def comparable(records: list[dict[str, Any]]) -> list[str]:
    """Return what has to come back of a dump: all but which files were corrected, which is not to."""
    kept = copy.deepcopy(records)
    for record in kept:
        if "act" in record and record["act"]["kind"].startswith("fix"):
            body = json.loads(record["act"]["body"])
            body.pop("under", None)
            record["act"]["body"] = {**body, "files": []}
    return sorted(map(json.dumps, kept))


def fields_of(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Yield the path of every text in a record."""
    if isinstance(value, str):
        yield path
    elif isinstance(value, dict | list):
        for name, each in value.items() if isinstance(value, dict) else enumerate(value):
            yield from fields_of(each, (*path, name))


def every_path(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Yield the path of every value in a record, however deep."""
    if path:
        yield path
    if isinstance(value, dict | list):
        for name, each in value.items() if isinstance(value, dict) else enumerate(value[:3]):
            yield from every_path(each, (*path, name))


def with_value(record: Any, path: tuple[Any, ...], value: Any) -> Any:
    """Return a copy of a record with another value at a path."""
    changed = copy.deepcopy(record)
    at = changed
    for name in path[:-1]:
        at = at[name]
    at[path[-1]] = value
    return changed


def act(number: int, kind: str, articles: list[str], body: object) -> dict[str, Any]:
    """Return an act as a stranger may write it, which says something else than it does."""
    return {
        "act": {
            "id": number,
            "at": "2020-01-01T00:00:00+00:00",
            "coder": "",
            "kind": kind,
            "articles": json.dumps(articles),
            "body": json.dumps(body),
            "said": "starred",
            "state": 0,
        }
    }


def opened(record: dict[str, Any]) -> dict[str, Any]:
    """Return a record whose act holds values, not JSON in texts."""
    return inner(record, json.loads)


def closed(record: Any) -> Any:
    """Return a record whose act holds JSON in texts again."""
    return inner(record, lambda value: value if isinstance(value, str) else json.dumps(value))


def inner(record: Any, change: Callable[[Any], Any]) -> Any:
    if not isinstance(record.get("act"), dict):
        return record
    columns = {name: change(each) for name, each in record["act"].items() if name in ("articles", "body")}
    return {"act": {**record["act"], **columns}}


# What comes back


def test_what_the_program_wrote_comes_back_without_loss(lines: list[dict[str, Any]]) -> None:
    again = [json.loads(line) for line in dump(restored(lines))]
    assert comparable(again) == comparable(lines)
    assert {next(iter(record)) for record in lines[1:]} == {"article", *OWN_TABLES}


def test_corrections_of_ones_own_dump_are_undone_in_the_library(lines: list[dict[str, Any]]) -> None:
    kinds = ("fix.set", "fix.always")
    acts = [record for record in lines if "act" in record and record["act"]["kind"] in kinds]
    library = Library(restored([record for record in lines if "act" not in record] + acts))
    corrected = [library.article(number) for number in numbers(library)]
    assert "Herald" in {str(article.outlet) for article in corrected}
    assert "Local" in {str(article.section) for article in corrected}
    assert library.undo() == f"undone: {acts[-1]['act']['said']}"
    assert library.undo() == "undone: section: Local"
    plain = [library.article(number) for number in numbers(library)]
    assert "Herald" not in {str(article.outlet) for article in plain}
    assert "Local" not in {str(article.section) for article in plain}


def test_every_sample_and_every_hostile_source_comes_back_from_a_dump(tmp_path: Path) -> None:
    said = " ".join(SPOILT) + " [b] \u2028 \ud800"
    named = "".join(SPOILT).replace("\0", "")
    record = {"title": f"Ferry {said}", "text": f"The ferry {said} ran.\n{said}\n", said: said}
    record |= {"author": said, "source": said, "section": said, "published": "2019-03-12"}
    record |= {"url": f"https://a.example/{said}"}
    folder = tmp_path / f"news {named}"
    folder.mkdir()
    for number in range(2):
        (folder / f"{number} {named}.json").write_text(json.dumps({**record, "id": f"{number} {said}"}))
    (folder / "all.jsonl").write_text(json.dumps(record) + "\n" + json.dumps(record) + "\n")
    plain = f"Ferry {said}\n\nBy {said}\n\nThe ferry {said} ran.\n".encode("utf-8", "replace")
    (folder / f"{named}.txt").write_bytes(plain)
    (folder / f"{named}.txt.toml").write_text('headline = "\\u001b]0;x\\u0007 y"\nx = "\\u200b"\n')
    (folder / f"{named}.html").write_bytes(b"<title>" + plain + b"</title><p>" + plain * 3)
    store, again = Store(), Store()
    ingest(store, [str(folder), str(samples_dir()), str(ARTICLES)])
    count = store.value("SELECT count(*) FROM article")
    assert count > 20 and store.value("SELECT count(*) FROM article WHERE instr(title, 'zero')") > 3
    assert restore(again, dump(store)) == count
    assert sorted(dump(again)) == sorted(dump(store))


# What is refused


def test_no_text_of_an_article_brings_commands_for_the_terminal(lines: list[dict[str, Any]]) -> None:
    at, record = next((at, record) for at, record in enumerate(lines) if "article" in record)
    for path in fields_of(record["article"], ("article",)):
        spoiled = [*lines[:at], with_value(record, path, TITLE), *lines[at + 1 :]]
        with pytest.raises(LibraryError, match=f"line {at + 1} of the dump: .*nothing was restored"):
            restored(spoiled)


@pytest.mark.parametrize("said", [*SPOILT, "a\tb", "a\rb", "a\u2028b", "e\u0301"])
def test_an_article_that_the_gate_would_change_is_refused(lines: list[dict[str, Any]], said: str) -> None:
    record = next(record["article"] for record in lines if "article" in record)
    values = {("text",): f"{said}{record['text']}", ("extra",): [["x", said]], ("notices",): [said]}
    for path in (("headline", 0), ("headline", 2), ("outlet", 0), ("source",)):
        values[path] = f"a {said}"
    for path, value in values.items():
        spoilt = with_value(record, path, value)
        with pytest.raises(ValueError, match="a terminal would obey or nobody would see"):
            checked_record(spoilt)


@pytest.mark.parametrize(
    ("table", "name", "value"),
    [
        ("state", "id", [1]),
        ("state", "read", None),
        ("state", "read", 10**30),
        ("state", "starred", True),
        ("tag", "tag", {}),
        ("act", "id", "1"),
        ("act", "articles", "x"),
        ("act", "articles", "[1]"),
        ("act", "body", "7"),
        ("act", "body", '{"text": "\\ud800"}'),
        ("act", "state", -1),
        ("feed", "gone", []),
        ("place", "path", "/tmp\0/x"),
    ],
)
def test_a_value_of_another_kind_is_refused_by_its_line_and_leaves_no_file(
    lines: list[dict[str, Any]],
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    table: str,
    name: str,
    value: object,
) -> None:
    at, record = next((at, record) for at, record in enumerate(lines) if table in record)
    spoilt = [*lines[:at], with_value(record, (table, name), value), *lines[at + 1 :]]
    (tmp_path / "dump.jsonl").write_text("".join(json.dumps(each) + "\n" for each in spoilt))
    assert main(["library", "restore", str(tmp_path / "dump.jsonl")]) == 1
    said = capsys.readouterr().err
    assert said.startswith(f"crossread: line {at + 1} of the dump: ") and said.count("\n") == 1
    assert "nothing was restored" in said
    assert [path for path in user_paths().library.parent.glob("*") if path.is_file()] == []


def test_a_restoring_that_is_interrupted_leaves_no_file(
    lines: list[dict[str, Any]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "dump.jsonl").write_text("".join(json.dumps(each) + "\n" for each in lines))

    def interrupted(_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("reader.library.dump.prepare", interrupted)
    main(["library", "restore", str(tmp_path / "dump.jsonl")])
    assert [path for path in user_paths().library.parent.glob("*") if path.is_file()] == []


@pytest.mark.parametrize("first", [[], ["", "{}"], ["{}"], ["[]"], ["x"], ['{"format": "another"}']])
def test_what_does_not_begin_as_a_dump_is_none(first: list[str]) -> None:
    with Store() as store, pytest.raises(LibraryError, match="nothing was restored"):
        restore(store, first)


# What the reader's own rows bring


def test_texts_of_the_readers_own_rows_come_back_fit_to_be_shown(lines: list[dict[str, Any]]) -> None:
    one_line = {name for columns in OWN_TABLES.values() for name in columns} - {"body", "folders", "path"}
    spoiled = []
    for record in map(opened, lines):
        for path in fields_of(record):
            if "act" in path and path[-1] != "kind":
                record = with_value(record, path, f"{TITLE}a\nb\u200b")
            elif path[0] in ("state", "tag", "saved", "feed") and path[-1] != "id":
                record = with_value(record, path, f"{TITLE}a\nb {path[-1]}")
        spoiled.append(closed(record))
    store = restored(spoiled)
    for table, columns in OWN_TABLES.items():
        for row in store.rows(f"SELECT {', '.join(columns)} FROM {table}"):
            for name, value in zip(columns, row, strict=True):
                assert not isinstance(value, str) or is_safe(value, one_line=name in one_line), (name, value)
    for (body,) in store.rows("SELECT body FROM act"):
        texts = json.loads(body)
        assert all(is_safe(text_at(texts, path), one_line=False) for path in fields_of(texts))


def text_at(value: Any, path: tuple[Any, ...]) -> str:
    for name in path:
        value = value[name]
    return str(value)


def test_versions_that_lead_in_a_circle_are_none_and_a_long_chain_is_kept(
    lines: list[dict[str, Any]],
) -> None:
    articles = [record["article"]["id"] for record in lines if "article" in record]
    one, two, three, four = articles[:4]
    newer = {one: two, two: one, three: one, four: "nobody"}
    records = [
        {**record, "newer": newer[record["article"]["id"]]}
        if "article" in record and record["article"]["id"] in newer
        else record
        for record in lines
    ]
    store = restored(records)
    assert {id for (id,) in store.rows("SELECT id FROM article WHERE newer > 0")} == {three}
    assert check(store) == []


def test_a_chain_of_versions_is_looked_at_once_however_long() -> None:
    from reader.library.dump import _without_circles

    looks = 0

    class Counted(dict[str, str]):
        def __getitem__(self, id: str) -> str:
            nonlocal looks
            looks += 1
            return super().__getitem__(id)

    chain = Counted((str(number), str(number + 1)) for number in range(5000))
    chain |= {str(number): str(number - 1 if number > 9000 else 9999) for number in range(9000, 10000)}
    kept = _without_circles(chain)
    assert kept == {str(number): str(number + 1) for number in range(5000)}
    assert looks <= len(chain)


@pytest.mark.parametrize(
    "spot",
    [
        ["beside", "{id}", "", ""],
        ["folder", "{id}", "", ""],
        ["rules", "{id}", "Press TV", ""],
        ["own", "{id}", "", ""],
    ],
)
@pytest.mark.parametrize("kind", ["fix.set", "fix.always", "fix"])
def test_undoing_what_a_stranger_did_writes_no_file(
    lines: list[dict[str, Any]], tmp_path: Path, home: Path, spot: list[str], kind: str
) -> None:
    victim = tmp_path / "project"
    victim.mkdir()
    (victim / "config").write_text("x")
    (victim / "config.toml").write_text("port = 1\n")
    records = copy.deepcopy([record for record in lines if "act" not in record])
    article = next(record["article"] for record in records if "article" in record)
    article["source"] = str(victim / "config")
    step = [[part.format(id=article["id"]) for part in spot], {"language": ["evil", None]}]
    body = {"files": [step], "under": [step[0], {"port": [1, 1]}], "were": {}, "are": {}}

    def files() -> dict[Path, bytes]:
        return {
            path: path.read_bytes() for at in (tmp_path, home) for path in at.rglob("*") if path.is_file()
        }

    before = files()
    library = Library(restored([*records, act(1, kind, [article["id"]], body)]))
    for turn in (library.undo, library.redo, library.undo):
        turn()
    assert files() == before


def test_a_correction_of_a_strangers_brings_no_command_into_an_article(lines: list[dict[str, Any]]) -> None:
    records = [record for record in lines if "act" not in record]
    article = next(record["article"] for record in records if "article" in record)
    for value in (f"pwn{TITLE}", "one\ntwo", "zero\u200bwidth"):
        were = {article["id"]: {"headline": [value, "stated", value, 1.0, None]}}
        body = {"files": [], "were": were, "are": {"headline": article["headline"]}}
        library = Library(restored([*records, act(1, "fix.set", [article["id"]], body)]))
        library.undo()
        found = library.article(library.find(article["id"]) or 0)
        assert checked_record(to_record(found)) == found
        assert all(is_safe(row.title) for row in library.rows(numbers(library)))


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("article.starred", {}),
        ("article.tag", {"tag": [1]}),
        ("article.tag", {}),
        ("story.merge", {"join": [[1]]}),
        ("story.merge", {"join": 7}),
        ("story.merge", {"join": [["a", "b", "c"]]}),
        ("story.split", {"alone": {"a": 1}}),
        ("fix.set", {}),
        ("fix.set", {"files": [], "were": [1, 2], "are": {}}),
        ("fix.set", {"files": [], "were": {"{id}": {"headline": [1, 2]}}, "are": {"headline": "{headline}"}}),
    ],
)
def test_an_act_that_cannot_be_understood_is_said_to_be_and_changes_nothing(
    lines: list[dict[str, Any]], kind: str, body: Any
) -> None:
    records = [record for record in lines if "act" not in record]
    article = next(record["article"] for record in records if "article" in record)
    text = json.dumps(body).replace("{id}", article["id"])
    body = json.loads(text.replace('"{headline}"', json.dumps(article["headline"])))
    store = restored([*records, act(1, kind, [article["id"]], body)])
    library, before = Library(store), [*dump(store)]
    assert library.undo() == "undone: starred; starred: cannot be understood, nothing was changed"
    assert library.redo().startswith("done again: starred")
    assert [*dump(store)] == before
    assert check(store) == []


# Whatever it is

VALUES = st.sampled_from(
    [
        *(None, True, 7, -1, 1.5, float("nan"), 10**30),
        *("", "x", *SPOILT, "\ud800", "a\nb", "{}", "[]", "nul"),
        *([], [1], [[1]], [None], ["\ud800"], [["a", "b"]], {}, {"value": []}, {"toml": "value = 1"}),
    ]
)


@given(st.data())
@settings(max_examples=80, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_whatever_a_dump_holds_it_is_restored_or_refused_and_every_act_can_be_undone(
    lines: list[dict[str, Any]], data: st.DataObject
) -> None:
    records = list(map(opened, lines))
    acts = [at for at, record in enumerate(records) if "act" in record]
    bodies = [records[at]["act"]["body"] for at in acts]
    for _ in range(data.draw(st.integers(1, 3))):
        at = data.draw(st.sampled_from(acts) | st.integers(1, len(records) - 1))
        path = data.draw(st.sampled_from(list(every_path(records[at]))))
        records[at] = with_value(records[at], path, data.draw(VALUES | st.sampled_from(bodies)))
    try:
        store = restored(list(map(closed, records)))
    except LibraryError as error:
        assert "line " in str(error) and "nothing was restored" in str(error)
        return
    with store:
        library = Library(store)
        ask_everything(library)
        for turn in (library.undo, library.redo, library.undo):
            turned = 0
            try:
                while turn():
                    turned += 1
                    assert turned <= len(acts)
            except (LibraryError, Refused):
                pass
        assert check(store) == []
        with Store() as again:  # What was taken is no obstacle to the next dump.
            restore(again, dump(store))


def ask_everything(library: Library) -> None:
    """Ask for all that screens and commands read from the journal and the reader's own rows."""
    journal, judgements = library.journal, library.book.desk.judgements
    journal.acts()
    list(judgement_lines(journal))
    take_in(journal, [])
    remarks = judgements.all_remarks()
    stars, notes = ([each for each in remarks if each.kind == kind] for kind in ("evidence", "note"))
    for form in ("markdown", "html", "json", "csv"):
        assert getattr(evidence, f"evidence_{form}")(stars, notes)
    library.sidebar()
    library.goals("dam")
    known_feeds(library.store)
    listed = numbers(library)
    articles: list[Article] = [library.article(number) for number in listed]
    for article in articles:
        judgements.remarks(article)
        judgements.speakers(article)
        judgements.subjects(article)
    if listed:
        library.naming(listed[0])
    if len(listed) > 1:
        judgements.judged(articles[0], articles[1], library.comparison(*listed[:2]))
