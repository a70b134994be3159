"""The installed command in a real terminal: does it start, show, and leave the terminal as it was?"""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from terminal import Terminal

import reader

Start = Callable[..., Terminal]


def test_the_version_is_one_plain_line(crossread: Start) -> None:
    terminal = crossread("--version")
    assert terminal.wait_for_end() == 0
    assert terminal.raw == f"crossread {reader.__version__}\r\n".encode()


def test_what_does_not_exist_opens_nothing(crossread: Start) -> None:
    terminal = crossread("nowhere.txt")
    assert terminal.wait_for_end() == 1
    assert terminal.raw == b"crossread: nowhere.txt: no such file or folder\r\n"


def test_a_printed_comparison_fits_the_window(crossread: Start, seeds: tuple[object, object]) -> None:
    terminal = crossread("compare", *seeds, columns=60)
    assert terminal.wait_for_end() == 0
    assert b"\x1b" not in terminal.raw
    assert [line for line in terminal.raw.decode().splitlines() if len(line) > 60] == []


@pytest.mark.parametrize(("columns", "rows"), [(60, 20), (80, 24), (200, 60)])
def test_the_app_leaves_the_terminal_as_it_was(crossread: Start, columns: int, rows: int) -> None:
    entered, left = b"\x1b[?1049h", b"\x1b[?1049l"
    terminal = crossread(columns=columns, rows=rows)
    terminal.wait_for("Russia signs")
    terminal.press("q")
    assert terminal.wait_for_end() == 0
    assert terminal.raw.count(entered) == terminal.raw.count(left) == 1
    assert b"\x1b[?25h" in terminal.raw[terminal.raw.rindex(left) :]
    for mode in (b"1000", b"1003", b"1006", b"2004"):
        changes = re.findall(rb"\x1b\[\?" + mode + rb"([hl])", terminal.raw)
        assert changes[-1:] in ([], [b"l"]), mode
