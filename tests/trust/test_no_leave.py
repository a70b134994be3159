"""A library in a folder that may only be read: it opens, says that nothing is kept, and nothing is lost."""

from __future__ import annotations

import ctypes
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from kill import source

from reader.library.paths import user_paths

COMMAND = Path(sys.executable).with_name("crossread")
_DROP, _OVERRIDE, _SEARCH = 24, 1, 2

APP = """
import asyncio
from reader.library.entrance import open_for_reading
from reader.library.paths import user_paths
from reader.ui.app import CrossreadApp, make_session

async def run():
    app = CrossreadApp(make_session([]))
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
