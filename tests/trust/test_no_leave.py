"""A library in a folder that may only be read: it opens, says that nothing is kept, and nothing is lost.

A folder that may not even be entered, the library's or that of the settings, keeps nobody from reading.
"""

from __future__ import annotations

import ctypes
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from kill import source

from reader.library.door import Library
from reader.library.paths import user_paths
from reader.library.resources import samples_dir

COMMAND = Path(sys.executable).with_name("crossread")
_DROP, _OVERRIDE, _SEARCH = 24, 1, 2

APP = """
import asyncio
import sys
from pathlib import Path
from reader.library.entrance import open_for_reading
from reader.library.paths import user_paths
from reader.ui.app import CrossreadApp, make_session

async def run():
    app = CrossreadApp(make_session([Path(name) for name in sys.argv[1:]]))
    async with app.run_test(size=(120, 36)) as pilot:
        for key in ("j", "enter", "q", "f", "u"):
            await pilot.press(key)
            await pilot.pause()
            for notice in app._notifications:
                print(notice.message)
        print(app.session.library.count(), "articles")

asyncio.run(run())
"""


def as_another() -> None:
    """Be bound by leave to read and write from the next program on, as root is not."""
    if os.geteuid() == 0:
        for power in (_OVERRIDE, _SEARCH):
            ctypes.CDLL(None).prctl(_DROP, power, 0, 0, 0)


def run(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*map(str, arguments)], capture_output=True, text=True, check=False, preexec_fn=as_another
    )


@pytest.fixture
def shut() -> Iterator[Callable[[Path], None]]:
    """Give what makes a folder one that may not be entered, until the test ends."""
    closed: list[Path] = []

    def close(folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        closed.append(folder)
        folder.chmod(0)
        if not run(sys.executable, "-c", f"import os; os.stat({str(folder / 'x')!r}, )").stderr.count(
            "[Errno 13]"
        ):
            pytest.skip("nothing binds this user")

    yield close
    for folder in closed:
        folder.chmod(0o700)


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Path]:
    """Return a library's file of 64 articles, in a folder that may only be read."""
    subprocess.run([COMMAND, "add", source(tmp_path)], check=True, capture_output=True)
    path = user_paths().library
    path.chmod(0o400)
    path.parent.chmod(0o500)
    tried = run(sys.executable, "-c", f"open({str(path.parent / 'x')!r}, 'w')")
    if not tried.returncode:
        pytest.skip("nothing binds this user")
    yield path
    path.parent.chmod(0o700)


def test_the_app_opens_it_and_says_that_nothing_is_kept(library: Path) -> None:
    before = library.read_bytes()
    ended = run(sys.executable, "-c", APP)
    assert ended.returncode == 0, ended.stderr
    lines = ended.stdout.splitlines()
    assert lines[0].startswith(f"opened for reading alone: {library}: the library cannot be written to")
    assert f"Not kept: {library}: the library cannot be written to" in lines
    assert lines[-1] == "64 articles"
    assert library.read_bytes() == before


def test_what_only_reads_goes_on_and_what_writes_is_one_line(library: Path, tmp_path: Path) -> None:
    assert "ferry" in run(COMMAND, "search", "ferry").stdout
    assert run(COMMAND, "library", "check").stdout == "the library is sound: 64 articles\n"
    assert run(COMMAND, "library", "dump").stdout.count("\n") > 64
    (tmp_path / "more.md").write_text("# Locks closed\n\nThe council closed both locks.\n")
    for command in (["add", str(tmp_path / "more.md")], ["update"]):
        ended = run(COMMAND, *command)
        assert ended.returncode == 1, ended
        assert ended.stderr == f"crossread: {library}: the library cannot be written to\n"


@pytest.mark.parametrize("of", ["file", "library"])
def test_where_the_librarys_folder_may_not_be_entered_files_open_and_nothing_is_kept(
    tmp_path: Path, shut: Callable[[Path], None], of: str
) -> None:
    path, file = user_paths().library, source(tmp_path)
    shut(path.parent)
    ended = run(sys.executable, "-c", APP, *([file] if of == "file" else []))
    assert ended.returncode == 0, ended.stderr
    lines = ended.stdout.splitlines()
    assert lines[0].startswith(f"{path}: Permission denied; ")
    assert lines[0].endswith("what you do is kept for this run only")
    assert "starred" in lines, "for this run"
    shown = 64 if of == "file" else Library.of_paths([samples_dir()]).count()
    assert lines[-1] == f"{shown} articles"


def test_where_the_librarys_folder_may_not_be_entered_commands_say_so_in_a_line(
    tmp_path: Path, shut: Callable[[Path], None]
) -> None:
    path, file = user_paths().library, source(tmp_path)
    shut(path.parent)
    for command in (
        ["search", "ferry"],
        ["add", file],
        ["update"],
        ["export"],
        *(["library", action] for action in ("dump", "check")),
    ):
        ended = run(COMMAND, *command)
        assert (ended.returncode, ended.stderr) == (1, f"crossread: {path}: Permission denied\n"), command
    for command in (["paths"], ["story", file], ["names", file], ["keys"], ["themes"]):
        ended = run(COMMAND, *command)
        assert ended.returncode == 0 and ended.stdout, (command, ended)


def test_where_settings_may_not_be_entered_the_defaults_hold_and_a_notice_says_so(
    tmp_path: Path, shut: Callable[[Path], None]
) -> None:
    files, file = user_paths(), source(tmp_path)
    for folder in (files.config.parent, files.state.parent, files.cache):
        shut(folder)
    ended = run(sys.executable, "-c", APP, file)
    assert ended.returncode == 0, ended.stderr
    lines = ended.stdout.splitlines()
    assert "config.toml: not read: Permission denied" in lines[0]
    assert lines[-1] == "64 articles"
    for command in (["paths"], ["story", file], ["names", file], ["themes"], ["add", file]):
        ended = run(COMMAND, *command)
        assert ended.returncode == 0 and ended.stdout, (command, ended)
    ended = run(COMMAND, "keys")
    assert ended.returncode == 1 and "keys.toml: not read" in ended.stderr and "j down" in ended.stdout


def test_what_may_not_be_entered_is_no_source_that_is_missing(
    tmp_path: Path, shut: Callable[[Path], None]
) -> None:
    file = source(tmp_path)
    assert run(COMMAND, "add", tmp_path).returncode == 0
    shut(tmp_path)
    for command in (["story", file], ["add", file], ["add", tmp_path]):
        ended = run(COMMAND, *command)
        assert ended.returncode == 1 and "Permission denied" in ended.stderr, ended
        assert "no such file" not in ended.stderr and "unexpected" not in ended.stderr, ended
    ended = run(COMMAND, "update")
    assert "Permission denied" in ended.stderr and "not there any more" not in ended.stderr, ended
