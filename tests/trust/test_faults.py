"""What goes wrong around the library: killed, no room, no leave to write, locked, damaged, two at once."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from kill import source, what_is_kept, work

from reader.library.check import check
from reader.library.door import Library
from reader.library.ingest import ingest
from reader.library.schema import LibraryError
from reader.library.store import Store

HERE = Path(__file__).parent
COMMAND = Path(sys.executable).with_name("crossread")


def crossread(*arguments: str | Path, limit: int = 0) -> subprocess.CompletedProcess[str]:
    """Run the command; with a limit it can write no file larger than so many bytes, as on a full disk."""

    def no_room() -> None:
        import resource

        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

    return subprocess.run(
        [COMMAND, *map(str, arguments)],
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=no_room if limit else None,
    )


def one_line(run: subprocess.CompletedProcess[str]) -> str:
    """Return what a command that failed said: a line, and no traceback."""
    assert run.returncode == 1, run
    assert run.stderr.startswith("crossread: ") and run.stderr.count("\n") == 1, run.stderr
    return run.stderr


def library_path() -> Path:
    """Return where the library is."""
    from reader.library.paths import user_paths

    return user_paths().library


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
def test_killed_at_twenty_points_nothing_acknowledged_is_lost() -> None:
    run = subprocess.run(
        [sys.executable, str(HERE / "kill.py"), "--points", "20"], capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stdout + run.stderr
    assert " 0 lost something" in run.stdout


@pytest.mark.parametrize("kilobytes", [1, 30, 150, 400])
def test_a_full_disk_is_a_line_and_the_library_stays_sound(tmp_path: Path, kilobytes: int) -> None:
    articles = source(tmp_path)
    said = one_line(crossread("add", articles, limit=kilobytes * 1000))
    assert any(word in said for word in ("full", "room", "space", "File too large", "disk")), said
    if library_path().exists():
        with Store(library_path()) as store:
            assert check(store) == []
    run = crossread("add", articles)
    assert run.returncode == 0, run.stderr
    with Store(library_path()) as store:
        assert store.tallies()["articles"] == 64
        assert check(store) == []


@pytest.mark.skipif(hasattr(os, "geteuid") and os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_may_not_be_written_to_is_a_line(tmp_path: Path) -> None:
    folder = library_path().parent
    folder.mkdir(parents=True)
    folder.chmod(0o500)
    one_line(crossread("add", source(tmp_path)))


def test_where_no_folder_can_be_made_it_is_a_line(tmp_path: Path) -> None:
    folder = library_path().parent
    folder.parent.mkdir(parents=True)
    folder.write_text("a file in the folder's place")
    assert str(folder) in one_line(crossread("add", source(tmp_path)))


def test_a_library_that_another_program_keeps_locked_is_a_line_and_reading_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    articles = source(tmp_path)
    assert crossread("add", articles).returncode == 0
    with Store(library_path()) as holder:
        holder.connection.execute("BEGIN IMMEDIATE")
        with Library.open(library_path(), read_only=True).store as store:
            assert store.tallies()["articles"] == 64
        assert crossread("search", "ferry").returncode == 0
        library = Library.open(library_path())
        library.store.connection.execute("PRAGMA busy_timeout = 1")
        number = library.page(size=1, order="newest")[0].number
        with pytest.raises((LibraryError, sqlite3.OperationalError)) as raised:
            library.star([number])
        assert isinstance(raised.value, LibraryError), raised.value
        holder.connection.execute("ROLLBACK")
        assert library.star([number]) == "starred"
        library.close()


@pytest.mark.parametrize("place", [0, 16, 100, 9_000, 40_000])
def test_a_damaged_library_is_never_written_to_and_says_how_to_restore_it(tmp_path: Path, place: int) -> None:
    assert crossread("add", source(tmp_path)).returncode == 0
    path = library_path()
    data = bytearray(path.read_bytes())
    data[place : place + 4_000] = os.urandom(4_000) if place else bytes(4_000)
    path.write_bytes(data)
    for command in (["search", "ferry"], ["add", str(source(tmp_path))], ["library", "check"]):
        run = crossread(*command)
        assert "Traceback" not in run.stderr and "unexpected" not in run.stderr, run.stderr
        if run.returncode == 1 and command[0] == "search" and run.stderr:
            assert "restore" in run.stderr, run.stderr


def test_two_who_write_at_once_lose_nothing(tmp_path: Path) -> None:
    articles = source(tmp_path)
    half = tmp_path / "half.jsonl"
    half.write_text("\n".join(articles.read_text().split("\n")[:40]))
    runs = [subprocess.Popen([COMMAND, "add", str(path)]) for path in (articles, half, articles)]
    assert [run.wait() for run in runs] == [0, 0, 0]
    with Store(library_path()) as store:
        assert check(store) == []
        assert len({id for (id,) in store.rows("SELECT id FROM article")}) == store.value(
            "SELECT count(*) FROM article"
        )


HALF = """
import sys
from pathlib import Path
from reader.library import ingest
from reader.library.store import Store

ingest.BATCH = 16
with Store(Path(sys.argv[1])) as store:
    written = 0

    def wait(statement):
        global written
        written += statement.startswith("INSERT INTO article(")
        if written > 1 and store.connection.in_transaction:
            print(store.connection.execute("SELECT count(*) FROM article").fetchone()[0], flush=True)
            sys.stdin.read()

    def kept(_):
        if store.tallies()["articles"]:
            store.connection.set_trace_callback(wait)

    ingest.ingest(store, [sys.argv[2]], progress=kept)
"""
"""Adds articles, and waits to be killed in the midst of the second batch, while it holds the file's lock."""


def test_one_of_two_who_write_at_once_is_killed_and_the_other_ends_its_work(tmp_path: Path) -> None:
    articles = source(tmp_path)
    (tmp_path / "again").mkdir()
    other = tmp_path / "again" / "other.jsonl"
    other.write_text(articles.read_text().replace("Number", "No."))
    killed = subprocess.Popen(
        [sys.executable, "-c", HALF, str(library_path()), str(articles)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    assert killed.stdout is not None
    assert int(killed.stdout.readline()) == 17, "the second batch is begun"
    with Store(library_path()) as store:
        killed.kill()
        assert ingest(store, [str(other)]).tally.taken == 64
        killed.communicate()
        assert killed.returncode == -signal.SIGKILL
        assert check(store) == []
        assert store.value("SELECT count(*) FROM article") == 16 + 64, "a batch is there whole or not at all"
    assert crossread("add", articles).returncode == 0
    with Store(library_path()) as store:
        assert check(store) == []
        assert store.value("SELECT count(*) FROM article") == 128


def test_a_folder_that_was_removed_is_said_and_costs_no_article(tmp_path: Path) -> None:
    source(tmp_path)
    later = tmp_path / "later"
    assert crossread("add", later).returncode == 0
    with Store(library_path()) as store:
        before = store.tallies()["articles"]
    later.rename(tmp_path / "elsewhere")
    run = crossread("update")
    assert run.returncode == 1
    assert f"{later}: is not there any more; its articles stay in the library" in run.stderr
    with Store(library_path()) as store:
        assert store.tallies()["articles"] == before > 0
    (tmp_path / "elsewhere").rename(later)
    assert crossread("update").returncode == 0


def test_files_of_the_readers_own_that_are_broken_are_said_and_the_rest_goes_on(tmp_path: Path) -> None:
    from reader.library.entrance import begin
    from reader.library.paths import user_paths
    from reader.ui.app import make_session

    files = user_paths()
    folder = tmp_path / "news"
    folder.mkdir()
    (folder / "a.md").write_text("# Locks closed\n\nThe council closed both locks.\n")
    broken = [files.config, files.keys, files.state, files.themes / "mine.toml", folder / "a.md.toml"]
    broken += [files.config.parent / name for name in ("fixes.toml", "outlets.toml")]
    for path in broken:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"\xff\xfe = [broken")
    session = make_session([folder], begin([folder], files))
    said = "\n".join(
        [*session.notices, *(notice for a in session.library.store.articles() for notice in a.notices)]
    )
    assert session.library.count() == 1
    for path in broken:
        if path.parent != files.themes:  # The app says it when it lists its themes.
            assert path.name in said, said
    assert "Traceback" not in said
    for path in broken:
        assert path.read_bytes() == b"\xff\xfe = [broken"


def test_a_source_that_was_removed_costs_no_article(tmp_path: Path) -> None:
    articles = source(tmp_path)
    assert crossread("add", articles).returncode == 0
    articles.unlink()
    run = crossread("update")
    assert "Traceback" not in run.stderr and "unexpected" not in run.stderr
    with Store(library_path()) as store:
        assert store.tallies()["articles"] == 64


def test_the_same_work_twice_ends_alike(tmp_path: Path) -> None:
    articles = source(tmp_path)
    kept = []
    for name in ("one.db", "other.db"):
        work(tmp_path / name, articles, lambda what, number: None)
        kept.append(what_is_kept(tmp_path / name))
    assert kept[0] == kept[1]


MAKE = """
import sys
from pathlib import Path
from reader.library.store import Store
for number in range(40):
    Store(Path(sys.argv[1], f"{number}.db")).close()
"""


def test_a_library_that_several_make_at_once_opens_for_all_of_them(tmp_path: Path) -> None:
    runs = [subprocess.Popen([sys.executable, "-c", MAKE, str(tmp_path)]) for _ in range(4)]
    assert [run.wait() for run in runs] == [0] * 4
