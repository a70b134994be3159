"""Sources into the library: what changed is told by hash, rules hold, too much is said, exports come back."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from invented import ALL

from reader.cli import main
from reader.importers.rules import OutletRule, format_rules
from reader.library import ingest
from reader.library.ingest import Report
from reader.library.paths import user_paths
from reader.library.store import Store


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder of four articles."""
    place = tmp_path / "news"
    place.mkdir()
    for at, (title, text) in enumerate(ALL[:4]):
        (place / f"{at}.md").write_text(f"# {title}\n\n{text}\n", encoding="utf-8")
    return place


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """Return an empty library."""
    return Store(tmp_path / "library.db")


def have_rule(rule: OutletRule) -> None:
    """Write a rule of the reader's."""
    path = user_paths().config.parent / "outlets.toml"
    path.parent.mkdir(parents=True)
    path.write_text(format_rules([rule]), encoding="utf-8")


def records(path: Path, count: int) -> Path:
    """Write so many records."""
    lines = [{"title": f"{ALL[0][0]} {n}", "text": f"{ALL[0][1]} Number {n}."} for n in range(count)]
    path.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    return path


def taken(report: Report) -> tuple[int, int, int]:
    return report.tally.taken, report.files, report.passed


def test_a_file_written_anew_with_the_same_bytes_is_not_read(folder: Path, store: Store) -> None:
    assert taken(ingest.ingest(store, [str(folder)])) == (4, 4, 0)
    (folder / "0.md").write_bytes((folder / "0.md").read_bytes())
    os.utime(folder / "1.md", (1, 1))
    assert taken(ingest.update(store)) == (0, 0, 4)
    assert taken(ingest.update(store)) == (0, 0, 4)


def test_other_bytes_of_the_same_size_and_time_after_a_touch_are_read(folder: Path, store: Store) -> None:
    ingest.ingest(store, [str(folder)])
    path = folder / "0.md"
    path.write_bytes(path.read_bytes().replace(b"the", b"eht", 1))
    os.utime(path, (2, 2))
    report = ingest.update(store)
    assert (report.tally.versions, report.files, report.passed) == (1, 1, 3)


def test_a_sidecar_that_came_later_is_read_with_its_file_alone(folder: Path, store: Store) -> None:
    ingest.ingest(store, [str(folder)])
    (folder / "2.md.toml").write_text('outlet = "Courier"\n')
    report = ingest.update(store)
    assert (report.tally.corrected, report.files) == (1, 1)
    assert store.rows("SELECT count(*) FROM article JOIN outlet ON outlet.id = outlet WHERE name = 'Courier'")


def test_a_file_that_was_moved_keeps_its_article_which_says_where_it_is(folder: Path, store: Store) -> None:
    ingest.ingest(store, [str(folder)])
    before = store.value("SELECT id FROM article WHERE source LIKE '%0.md'")
    (folder / "0.md").rename(folder / "moved.md")
    assert taken(ingest.update(store)) == (0, 0, 4)
    number = store.find(before)
    assert number is not None and store.article(number).source == str(folder / "moved.md")
    assert taken(ingest.update(store)) == (0, 0, 4)


def test_files_that_are_gone_are_said_once_and_their_articles_stay(folder: Path, store: Store) -> None:
    ingest.ingest(store, [str(folder)])
    (folder / "3.md").unlink()
    (notice,) = ingest.update(store).notices
    assert "1 file is not there any more" in notice and "3.md" in notice
    assert store.tallies()["articles"] == 4
    assert ingest.update(store).notices == []


def test_a_disk_that_is_not_there_loses_nothing(folder: Path, store: Store) -> None:
    ingest.ingest(store, [str(folder)])
    folder.rename(folder.with_name("elsewhere"))
    report = ingest.update(store)
    assert report.gone == 1
    folder.with_name("elsewhere").rename(folder)
    assert taken(ingest.update(store)) == (0, 0, 4)


def test_rules_hold_for_what_is_added_and_updated(folder: Path, store: Store) -> None:
    (folder / "_outlet.toml").write_text('outlet = "courier"\n')
    have_rule(OutletRule("Courier", set={"outlet": "The Courier", "agency": "AFP"}))
    ingest.ingest(store, [str(folder)])
    assert store.rows("SELECT name, n FROM outlet WHERE n > 0") == [("The Courier", 4)]
    (folder / "new.md").write_text(f"# {ALL[5][0]}\n\n{ALL[5][1]}\n", encoding="utf-8")
    ingest.update(store)
    assert store.rows("SELECT name, n FROM outlet WHERE n > 0") == [("The Courier", 5)]


def test_rules_hold_also_where_another_process_reads(tmp_path: Path, store: Store) -> None:
    have_rule(OutletRule("Courier", set={"outlet": "The Courier"}))
    record = {"title": "A long report", "text": "It went on and on. " * 70_000, "outlet": "Courier"}
    (tmp_path / "long.jsonl").write_text(json.dumps(record), encoding="utf-8")
    ingest.ingest(store, [str(tmp_path / "long.jsonl")])
    assert store.rows("SELECT name FROM outlet WHERE n > 0") == [("The Courier",)]


def test_rules_that_cannot_be_read_are_said_and_the_articles_taken(folder: Path, store: Store) -> None:
    path = user_paths().config.parent / "outlets.toml"
    path.parent.mkdir(parents=True)
    path.write_text("[[rule]")
    report = ingest.ingest(store, [str(folder)])
    assert report.tally.taken == 4
    assert any(line.startswith("outlets.toml: ") for line in report.notices)


def test_a_source_of_too_many_articles_says_so_and_more_can_be_asked_for(
    tmp_path: Path, store: Store
) -> None:
    path = records(tmp_path / "many.jsonl", 30)
    report = ingest.ingest(store, [str(path)], most=10)
    assert (report.tally.taken, report.refusals) == (10, 1)
    assert report.refused == [f"{path}: holds more than 10 articles: the rest was left (--most 0 takes all)"]
    report = ingest.ingest(store, [str(path)], most=0)
    assert (report.tally.taken, report.tally.unchanged, report.refusals) == (20, 10, 0)
    assert ingest.ingest(store, [str(path)], most=30).passed == 1, "exactly as many are not too many"


def test_the_limit_is_an_option_of_add(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = records(tmp_path / "many.jsonl", 12)
    assert main(["add", "--most", "5", str(path)]) == 1
    assert "holds more than 5 articles" in capsys.readouterr().err
    assert main(["add", "--most", "0", str(path)]) == 0
    assert main(["add", "--most", "-1", str(path)]) == 2
    assert "--most" in capsys.readouterr().err


def test_what_was_exported_and_added_again_is_unchanged(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    samples = Path(__file__).parents[2] / "articles"
    assert main(["add", str(samples)]) in (0, 1)
    with Store(user_paths().library) as store:
        count = store.value("SELECT count(*) FROM article")
    out = tmp_path / "out.jsonl"
    assert main(["export", "-o", str(out)]) == 0
    capsys.readouterr()
    assert main(["add", str(out)]) == 0
    said = capsys.readouterr().out
    assert said.startswith(f"articles: {len(out.read_text().splitlines())} there already\n")
    with Store(user_paths().library) as store:
        assert store.value("SELECT count(*) FROM article") == count


def test_an_export_that_was_changed_is_no_longer_the_same(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text(f"# {ALL[0][0]}\n\n{ALL[0][1]}\n", encoding="utf-8")
    out = tmp_path / "out.jsonl"
    assert main(["add", str(path)]) == 0
    assert main(["export", "-o", str(out)]) == 0
    record = json.loads(out.read_text())
    for change in ({"text": record["text"] + " One more."}, {"outlet": "Courier"}):
        out.write_text(json.dumps(record | change))
        with Store(user_paths().library) as store:
            tally = ingest.ingest(store, [str(out)], again=True).tally
            assert (tally.unchanged, tally.taken + tally.versions + tally.corrected) == (0, 1)


def test_a_text_that_was_pasted_is_taken(store: Store) -> None:
    text = f"{ALL[0][0]}\n\n{ALL[0][1]}\n".encode()
    report = ingest.ingest(store, [], pasted=[("pasted", text)])
    assert report.tally.taken == 1
    assert ingest.ingest(store, [], pasted=[("pasted", text)]).tally.unchanged == 1


def test_work_that_is_stopped_while_files_are_looked_for_has_done_nothing(folder: Path, store: Store) -> None:
    report = ingest.ingest(store, [str(folder)], stop=lambda: True)
    assert report.stopped and store.tallies()["articles"] == 0
    assert taken(ingest.ingest(store, [str(folder)])) == (4, 4, 0)
