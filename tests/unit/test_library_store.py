"""The library's file: what goes in comes out, whatever happens in between."""

from __future__ import annotations

import json
import signal
import sqlite3
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from invented import ALL, FERRY, linked, news, pack_as_before_version_4, some_news

from reader.article import Article, Field, Line, Provenance, Role, Span
from reader.library import schema
from reader.library.check import check
from reader.library.days import day_number, day_of
from reader.library.dump import dump, restore
from reader.library.ingest import ingest
from reader.library.packing import from_record, pack, to_record, unpack
from reader.library.prepare import prepare
from reader.library.schema import VERSION, LibraryError, open_database
from reader.library.store import Store

spans = st.tuples(st.integers(0, 50), st.integers(0, 20)).map(lambda pair: Span(pair[0], sum(pair)))
fields = st.builds(
    Field, st.text(), st.sampled_from(Provenance), st.text(max_size=5), st.floats(0, 1), st.none() | spans
)
lines = st.builds(Line, spans, st.sampled_from(Role), st.floats(0, 1), st.text(max_size=5), st.booleans())
articles = st.builds(
    Article,
    id=st.text("0123456789abcdef", min_size=16, max_size=16),
    text=st.text(),
    lines=st.lists(lines, max_size=4).map(lambda found: tuple(sorted(found, key=lambda line: line.span))),
    source=st.text(max_size=9),
    headline=st.none() | fields,
    outlet=st.none() | fields,
    published=st.none() | fields,
    language=st.sampled_from(["", "en"]),
    notices=st.lists(st.text(max_size=5), max_size=2).map(tuple),
    extra=st.lists(st.tuples(st.text(max_size=5), st.text(max_size=5)), max_size=2).map(tuple),
)


@settings(deadline=None)
@given(articles)
def test_an_article_comes_back_as_it_was(article: Article) -> None:
    assert unpack(pack(article)) == article
    assert from_record(json.loads(json.dumps(to_record(article)))) == article


@pytest.mark.parametrize("record", [{}, {"id": "a"}, {"id": "a", "lines": [[1]]}, {"id": "", "lines": []}])
def test_a_record_that_is_no_article_says_so(record: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="not an article"):
        from_record(record)


def test_numbers_rise_with_time_and_undated_articles_come_first() -> None:
    days = [
        "",
        "rubbish",
        "0987",
        "2015",
        "2015-01-02",
        "2015-02",
        "2015-03-02T10:00",
        "2015-03-03",
        "9999-12-31",
    ]
    numbers = [day_number(day) for day in days]
    assert numbers == sorted(numbers)
    assert [day_of(number) is None for number in numbers] == [True, True, *[False] * 7]


def test_the_library_gives_each_article_back_and_lists_none_twice() -> None:
    found = some_news()
    store = linked(found)
    assert [store.article(store.find(article.id) or 0) for article in found] == found
    tally = store.add([prepare(article) for article in found])
    assert (tally.taken, tally.unchanged) == (0, len(found))
    assert store.tallies()["articles"] == len(found)
    assert check(store) == []


def test_another_text_at_one_address_is_a_new_version_and_the_old_one_is_kept() -> None:
    old = news(*FERRY[0], url="https://courier.example/ferry", date="2015-03-02")
    new = news(FERRY[0][0], f"{FERRY[0][1]} Two were hurt.", url="https://courier.example/ferry?utm_source=x")
    new = replace(new, published=Field("2015-03-03", Provenance.STATED))
    for batches in ([[old], [new]], [[new], [old]], [[new, old]], [[old, new]]):
        store = Store()
        for batch in batches:
            store.add([prepare(article) for article in batch])
        before, after = store.find(old.id), store.find(new.id)
        assert before is not None and after is not None
        assert store.versions(before) == store.versions(after) == [before, after]
        assert store.tallies()["articles"] == 1
        assert store.rows("SELECT number FROM article WHERE live = 1") == [(after,)]
        assert store.value("SELECT share FROM article WHERE number = ?", (after,)) == 0, (
            "a version is no copy"
        )
        assert check(store) == []


def test_the_same_headline_over_another_text_is_another_article() -> None:
    title = "What to see in Port Alma this weekend"
    first = news(title, " ".join(FERRY[0][1].split()), outlet="Courier", date="2015-03-02")
    second = news(title, " ".join(ALL[7][1].split()), outlet="Courier", date="2015-03-03")
    assert linked([first, second]).tallies()["articles"] == 2


def test_the_same_source_read_otherwise_takes_the_place_of_what_was_there() -> None:
    store = linked(some_news())
    article = some_news()[0]
    mended = replace(
        article, outlet=Field("The Courier", Provenance.USER), published=Field("2014-01-05", Provenance.USER)
    )
    tally = store.add([prepare(mended)])
    assert (tally.corrected, tally.taken) == (1, 0)
    number = store.find(article.id)
    assert number is not None and store.article(number) == mended and day_of(number) != day_of(0)
    assert dict(store.rows("SELECT name, n FROM outlet"))["The Courier"] == 1
    assert check(store) == []


def test_the_same_text_elsewhere_and_a_shortened_copy_are_told_apart_in_any_order() -> None:
    words = " ".join(f"word{number} said{number % 7} thing{number % 11}" for number in range(150))
    original = news("One", words, outlet="AFP", date="2015-03-02")
    same = news("Two", words.replace("word1 ", "Word1 "), outlet="Courier", date="2015-03-03")
    shortened = news("Three", " ".join(words.split()[:300]), outlet="Daily Beacon", date="2015-03-04")
    other = news("Four", ALL[7][1], outlet="AFP", date="2015-03-04")
    for order in ([original, same, shortened, other], [other, shortened, same, original]):
        store = linked(order, batch=1)
        first = store.find(original.id)
        rows = dict(
            (title, rest) for title, *rest in store.rows("SELECT title, original, share FROM article")
        )
        assert rows["Two"] == [first, 100]
        assert rows["Three"][0] == first and 90 <= rows["Three"][1] < 100
        assert rows["One"] == rows["Four"] == [0, 0]


@pytest.mark.parametrize("version", range(1, VERSION))
def test_an_older_library_is_brought_up_to_date_with_all_it_holds(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, version: int
) -> None:
    path = tmp_path / "library.db"
    monkeypatch.setattr(schema, "VERSION", version)
    with linked(some_news(), store=Store(path)) as old:
        assert old.value("PRAGMA user_version") == version
        assert bool(old.rows("SELECT 1 FROM sqlite_master WHERE name = 'mention'")) == (version > 1)
        expected = [old.rows(f"SELECT number, {packed} FROM {table}") for table, packed in _REPACKED]
        if version < 4:
            with old.writing() as connection:
                pack_as_before_version_4(connection)
    monkeypatch.setattr(schema, "VERSION", VERSION)
    with pytest.raises(LibraryError, match="older version"):
        Store(path, read_only=True)
    with Store(path) as store:
        assert store.value("PRAGMA user_version") == VERSION
        assert store.value("SELECT count(*) FROM mention") == 0
        assert [store.article(store.find(article.id) or 0) for article in some_news()] == some_news()
        assert [
            store.rows(f"SELECT number, {packed} FROM {table}") for table, packed in _REPACKED
        ] == expected
        assert expected[0] and expected[1]
        assert check(store) == []
        again = store.add([prepare(article) for article in some_news()])
        assert (again.unchanged, again.corrected) == (len(some_news()), 0), (
            "packed otherwise is not corrected"
        )


_REPACKED = (("vector", "terms"), ("near", "packed"))


def test_a_step_that_fails_leaves_the_older_library_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(connection: sqlite3.Connection) -> None:
        connection.execute("CREATE TABLE half (done)")
        raise RuntimeError("ended here")

    path = tmp_path / "library.db"
    monkeypatch.setattr(schema, "VERSION", 1)
    Store(path).close()
    monkeypatch.setattr(schema, "VERSION", 2)
    monkeypatch.setattr(schema, "MIGRATIONS", (schema.MIGRATIONS[0], fails))
    with pytest.raises(RuntimeError, match="ended here"):
        Store(path)
    with sqlite3.connect(path) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (1,)
        assert not connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'half'").fetchall()


def test_a_file_that_is_no_library_is_named_and_left_as_it_is(tmp_path: Path) -> None:
    foreign = tmp_path / "other.db"
    with sqlite3.connect(foreign) as connection:
        connection.execute("CREATE TABLE theirs (a)")
    before = foreign.read_bytes()
    with pytest.raises(LibraryError, match="another program's"):
        open_database(foreign)
    assert foreign.read_bytes() == before
    noise = tmp_path / "noise.db"
    noise.write_bytes(b"this is no database at all, whatever its name says" * 50)
    with pytest.raises(LibraryError, match=r"damaged.*dump.*restore"):
        open_database(noise)
    newer = tmp_path / "newer.db"
    open_database(newer).execute(f"PRAGMA user_version = {VERSION + 1}")
    with pytest.raises(LibraryError, match="newer version"):
        open_database(newer)


def test_the_file_is_for_its_owner_alone(tmp_path: Path) -> None:
    path = tmp_path / "folder" / "library.db"
    Store(path).close()
    assert path.stat().st_mode & 0o077 == 0


def test_a_library_that_is_open_twice_shows_what_the_other_wrote(tmp_path: Path) -> None:
    path = tmp_path / "library.db"
    with Store(path) as one, Store(path) as other:
        assert not one.changed()
        linked(some_news(), store=other)
        assert one.changed() and not one.changed()
        assert one.tallies() == other.tallies()


def test_writing_to_a_locked_library_is_one_line_and_changes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "library.db"
    with Store(path) as one, Store(path) as other:
        one.connection.execute("PRAGMA busy_timeout = 1")
        other.connection.execute("BEGIN IMMEDIATE")
        with pytest.raises(LibraryError, match="keeps the library locked"):
            one.add([prepare(article) for article in some_news()])
        other.connection.execute("ROLLBACK")
        assert one.tallies()["articles"] == 0


def test_an_error_in_a_batch_keeps_the_batches_before_and_nothing_of_its_own(tmp_path: Path) -> None:
    with Store(tmp_path / "library.db") as store:
        batch = [prepare(article) for article in some_news()]
        store.add(batch[:3])
        with pytest.raises(sqlite3.IntegrityError):
            store.add([*batch[3:], replace(batch[0], id="f" * 16, title=None)])  # type: ignore[arg-type]
        assert store.tallies()["articles"] == 3
        assert check(store) == []


KILLED = """
import os, signal, sys
from reader.library import grouping, ingest, rows
ingest.BATCH = 20
left = int(sys.argv[3])
def counted(function):
    def inner(*arguments):
        global left
        left -= 1
        if not left:
            os.kill(os.getpid(), signal.SIGKILL)
        return function(*arguments)
    return inner
if sys.argv[4] == "adding":
    rows.Rows._insert = counted(rows.Rows._insert)
else:
    grouping.refresh = counted(grouping.refresh)
from pathlib import Path
from reader.library.store import Store
from reader.stories.vectors import decode, decode_near, pack_numbers
store = Store(Path(sys.argv[1]))
ingest.ingest(store, [sys.argv[2]])
while grouping.link_pending(store, 20):
    pass
"""


@pytest.mark.parametrize(("left", "stage"), [(1, "adding"), (33, "adding"), (61, "adding"), (2, "linking")])
def test_a_killed_import_leaves_whole_batches_and_goes_on(tmp_path: Path, left: int, stage: str) -> None:
    path, source = tmp_path / "library.db", tmp_path / "news.jsonl"
    records = [
        {
            "id": f"{number}",
            "title": f"{title} {number}",
            "text": f"{text} Number {number}.",
            "published": "2015-03-02",
        }
        for number in range(8)
        for title, text in ALL
    ]
    source.write_text("\n".join(map(json.dumps, records)), encoding="utf-8")
    run = subprocess.run(
        [sys.executable, "-c", KILLED, str(path), str(source), str(left), stage], check=False
    )
    assert run.returncode == -signal.SIGKILL
    with Store(path) as store:
        assert check(store) == []
        before = store.tallies()["articles"]
        assert before == (left // 20 * 20 if stage == "adding" else len(records))
        report = ingest(store, [str(source)], again=True)
        assert (report.tally.taken, report.tally.unchanged) == (len(records) - before, before)
        linked([], store=store)
        assert check(store) == []
        whole = linked([store.article(n) for (n,) in store.rows("SELECT number FROM article")])
        assert grouped(store) == grouped(whole)


def grouped(store: Store) -> list[tuple[str, str]]:
    return sorted(store.rows("SELECT s.id, a.id FROM article a JOIN story s ON s.number = a.story"))


def test_a_dump_restores_all_that_cannot_be_computed_again() -> None:
    store = linked(some_news())
    newer = replace(some_news()[0], id="0" * 16, text=some_news()[0].text + " More.")
    linked([newer], store=store)
    ids = [article.id for article in some_news()]
    with store.writing() as connection:
        connection.execute("INSERT INTO state VALUES (?, 1, 1, 0)", (ids[1],))
        connection.execute("INSERT INTO state VALUES (?, 0, 0, 1)", (ids[2],))
        connection.execute("INSERT INTO tag VALUES ('to do', ?)", (ids[3],))
        connection.execute("INSERT INTO joined VALUES (?, ?)", (ids[3], ids[7]))
        connection.execute("INSERT INTO saved VALUES ('week', 'date:2015-03')")
    lines = list(dump(store))
    again = Store()
    assert restore(again, lines) == len(ids) + 1
    linked([], store=again)
    assert sorted(dump(again)) == sorted(lines)
    assert check(again) == []
    assert again.tallies()["articles"] == len(ids) - 1, "one is in the trash, one is an old version"
    assert again.value("SELECT count(*) FROM article WHERE read = 1 AND starred = 1") == 1


def test_no_part_of_a_dump_reads_all_articles_or_sorts_them() -> None:
    """Each part of some articles would cost as much as the library is long."""
    store = linked(some_news())
    asked: list[str] = []
    store.connection.set_trace_callback(asked.append)
    lines = list(dump(store))
    store.connection.set_trace_callback(None)
    asked = [sql for sql in asked if " article " in sql or " body " in sql]
    assert len(asked) > sum('"article":' in line for line in lines)
    for sql in asked:
        for *_, step in store.rows(f"EXPLAIN QUERY PLAN {sql}"):
            assert step.startswith("SEARCH") and "PRIMARY KEY" in step, (sql, step)


@pytest.mark.parametrize("lines", [["{}"], ["not json"], ['{"format": "crossread library", "version": 9}']])
def test_what_is_no_dump_is_refused_with_its_line(lines: list[str]) -> None:
    store = Store()
    with pytest.raises(LibraryError, match="line 1 of the dump"):
        restore(store, lines)


def test_a_broken_line_restores_nothing() -> None:
    lines = list(dump(linked(some_news())))
    store = Store()
    with pytest.raises(LibraryError, match="line 4 of the dump"):
        restore(store, [*lines[:3], '{"article": {"id": 3}}', *lines[3:]])
    assert store.tallies()["articles"] == 0


def test_what_can_be_read_of_a_damaged_library_is_dumped(tmp_path: Path) -> None:
    path = tmp_path / "library.db"
    with linked(some_news(), store=Store(path)) as store:
        store.connection.execute("UPDATE body SET packed = x'00' WHERE id = 3")
        ((id, title),) = store.rows("SELECT id, title FROM article WHERE body = 3")
        lost: list[str] = []
        lines = list(dump(store, lost.append))
    assert len(lost) == 1 and lost[0].startswith(f"article {id} ({title}): ")
    assert restore(Store(), lines) == len(some_news()) - 1


def test_a_batch_is_one_piece_of_the_index_of_words() -> None:
    """Each piece has to be merged with all others: one for each article makes adding slow."""
    with Store() as store:
        store.add([prepare(article) for article in some_news()])
        assert len(some_news()) > 3
        assert store.value("SELECT count(DISTINCT segid) FROM fts_idx") == 1
