"""`crossread add`, `update`, `search`, `export` and `library`, from the outside."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from invented import ALL

from reader.cli import main
from reader.library.door import Library
from reader.library.paths import user_paths
from reader.library.store import Store


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder of eight articles in three formats."""
    place = tmp_path / "news"
    place.mkdir()
    for at, (title, text) in enumerate(ALL[:4]):
        (place / f"{at}.md").write_text(f"# {title}\n\n{text}\n", encoding="utf-8")
    records = [
        {"title": title, "text": text, "outlet": "Courier", "published": "2015-03-02"}
        for title, text in ALL[4:]
    ]
    (place / "more.jsonl").write_text("\n".join(map(json.dumps, records)), encoding="utf-8")
    return place


def said(capsys: pytest.CaptureFixture[str], *arguments: str, code: int = 0) -> tuple[str, str]:
    assert main(list(arguments)) == code
    shown = capsys.readouterr()
    assert "Traceback" not in shown.err
    return shown.out, shown.err


def test_what_is_added_is_found_again(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out, _ = said(capsys, "add", str(folder))
    assert out == "articles: 8 taken\nlibrary: 8 articles, 4 stories\n"
    out, _ = said(capsys, "add", str(folder))
    assert out.splitlines()[:2] == ["articles: none", "  5 files have not changed since they were read"]
    out, _ = said(capsys, "search", "title:earthquake", "date:2015")
    assert out.splitlines()[0] == f"2015-03-02  Courier  {ALL[5][0]}"
    assert "earthquake" in out.splitlines()[1]
    out, _ = said(capsys, "search", "--json", "ferry")
    records = [json.loads(line) for line in out.splitlines()]
    assert len(records) == 3 and len({record["story"] for record in records}) == 1
    assert all(record["hits"] for record in records)


def test_what_is_not_found_is_no_failure_and_a_near_word_is_offered(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    said(capsys, "add", str(folder))
    assert said(capsys, "search", "eartquake") == ("", "crossread: nothing found; did you mean: earthquake\n")


def test_a_query_that_is_none_is_named_with_its_column(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    said(capsys, "add", str(folder))
    for command in ("search", "export"):
        _, err = said(capsys, command, "ferry (", code=2)
        assert err.startswith("crossread: query: ") and "(at column 8)" in err


@pytest.mark.parametrize(
    "command", [["search", "x"], ["export"], ["update"], ["library", "dump"], ["library", "check"]]
)
def test_without_a_library_the_way_to_one_is_said(
    command: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    _, err = said(capsys, *command, code=1)
    assert "there is no library yet" in err and "crossread add" in err
    assert not user_paths().library.exists()


def test_what_is_refused_is_named_and_the_rest_is_taken(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "empty.txt").write_text("", encoding="utf-8")
    out, err = said(capsys, "add", str(folder), "nowhere.txt", str(folder / "*.md"), code=1)
    assert out.startswith("articles: 8 taken, 2 refused\n")
    assert "crossread: nowhere.txt: no such file or folder\n" in err
    assert "empty.txt: " in err


def test_update_takes_what_is_new_or_changed_and_says_what_is_gone(
    folder: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    gone = tmp_path / "gone.md"
    gone.write_text(f"# {ALL[7][0]} again\n\n{ALL[7][1]} It was late.\n", encoding="utf-8")
    said(capsys, "add", str(folder), str(gone))
    gone.unlink()
    (folder / "0.md").write_text(f"# {ALL[0][0]}\n\n{ALL[0][1]} Nobody was hurt.\n", encoding="utf-8")
    (folder / "new.md").write_text(
        "# Orchard wins prize\n\nAn orchard in Port Alma won a prize.\n", encoding="utf-8"
    )
    out, err = said(capsys, "update", code=1)
    assert out.startswith("articles: 1 taken, 1 taken as new versions\n")
    assert f"{gone}: is not there any more; its articles stay" in err
    out, _ = said(capsys, "search", '"Nobody was hurt"')
    assert ALL[0][0] in out


def test_standard_input_is_a_source(capsys: pytest.CaptureFixture[str]) -> None:
    run = subprocess.run(
        [sys.executable, "-m", "reader", "add", "-"],
        input="\n".join(json.dumps({"title": title, "text": text}) for title, text in ALL).encode(),
        capture_output=True,
        check=True,
    )
    assert run.stdout.startswith(b"articles: 8 taken\n")


def test_an_export_can_be_added_again_and_holds_the_same_words(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    said(capsys, "add", str(folder))
    out, err = said(capsys, "export", "--jsonl")
    assert err == "crossread: 8 articles\n"
    bodies = {json.loads(line)["text"] for line in out.splitlines()}
    assert bodies == {text for _, text in ALL}
    said(capsys, "export", "ferry", "--markdown", "-o", str(tmp_path / "ferry.md"))
    text = (tmp_path / "ferry.md").read_text(encoding="utf-8")
    assert [line for line in text.splitlines() if line.startswith("# ")] == [
        f"# {title}" for title, body in ALL if "ferry" in f"{title} {body}"
    ]


def test_dump_and_restore_are_loss_free_and_keep_the_old_library(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    said(capsys, "add", str(folder))
    first, second = tmp_path / "first.jsonl", tmp_path / "second.jsonl"
    said(capsys, "library", "dump", str(first))
    out, _ = said(capsys, "library", "restore", str(first))
    assert out.endswith("restored: 8 articles\n")
    said(capsys, "library", "dump", str(second))
    assert sorted(first.read_text().splitlines()) == sorted(second.read_text().splitlines())
    assert said(capsys, "library", "check")[0] == "the library is sound: 8 articles\n"
    assert user_paths().library.with_name("library.db.before-1").exists()


def test_a_library_that_is_open_elsewhere_is_not_replaced(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    said(capsys, "add", str(folder))
    dump = tmp_path / "dump.jsonl"
    said(capsys, "library", "dump", str(dump))
    with closing(Library.open(user_paths().library)) as library:
        library.star([library.page("", "oldest")[0].number])
        _, err = said(capsys, "library", "restore", str(dump), code=1)
        assert "is open in another program; close that, then restore" in err
        assert library.count("is:starred") == 1
    assert not user_paths().library.with_name("library.db.before-1").exists()
    said(capsys, "library", "restore", str(dump))
    # One file is all of the library that was there.
    with closing(Library.open(user_paths().library.with_name("library.db.before-1"))) as library:
        assert library.count("is:starred") == 1


def test_a_dump_that_is_none_leaves_the_library_as_it_is(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    said(capsys, "add", str(folder))
    none = tmp_path / "none.jsonl"
    none.write_bytes(b'{"title": "\xff"}\n')
    said(capsys, "library", "restore", str(none), code=1)
    none.write_text('{"title": "x"}\n', encoding="utf-8")
    _, err = said(capsys, "library", "restore", str(none), code=1)
    assert "line 1 of the dump" in err
    assert said(capsys, "library", "check")[0] == "the library is sound: 8 articles\n"
    assert [path.name for path in user_paths().library.parent.glob("*restoring*")] == []


def test_a_damaged_library_is_one_line_with_the_way_on(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    said(capsys, "add", str(folder))
    path = user_paths().library
    path.write_bytes(path.read_bytes()[:30_000] + os.urandom(60_000))
    for ending in ("-wal", "-shm"):
        Path(f"{path}{ending}").unlink(missing_ok=True)
    _, err = said(capsys, "search", "ferry", code=1)
    assert err.count("\n") == 1 and "damaged" in err and "restore" in err


def test_another_process_reads_what_is_large_and_the_result_is_the_same(folder: Path, tmp_path: Path) -> None:
    from reader.library.ingest import ingest

    ids = []
    for extra in (0, 1_200_000):
        if extra:
            record = {"title": "A long report", "text": "It went on and on. " * (extra // 19)}
            (folder / "long.jsonl").write_text(json.dumps(record), encoding="utf-8")
        with Store(tmp_path / f"{extra}.db") as store:
            assert ingest(store, [str(folder)]).tally.taken == 8 + bool(extra)
            ids.append({id for (id,) in store.rows("SELECT id FROM article WHERE title <> 'A long report'")})
    assert ids[0] == ids[1]


def test_an_interrupted_import_keeps_what_is_done_and_goes_on_with_the_rest(
    folder: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    from reader.library import ingest

    monkeypatch.setattr(ingest, "BATCH", 2)
    seen: list[float] = []

    def interrupt(progress: ingest.Progress) -> None:
        seen.append(progress.share)
        if len(seen) == 3:
            raise KeyboardInterrupt

    with Store(tmp_path / "library.db") as store:
        report = ingest.ingest(store, [str(folder)], progress=interrupt)
        assert report.stopped and 0 < report.tally.taken < 8
        again = ingest.ingest(store, [str(folder)])
        assert not again.stopped
        assert store.tallies()["articles"] == 8
        assert seen == sorted(seen)
        stopped = ingest.ingest(store, [str(folder)], again=True, stop=lambda: True)
        assert stopped.stopped and store.tallies()["articles"] == 8
