"""The installed command in a real terminal: does it start, show, and leave the terminal as it was?"""

from __future__ import annotations

from collections.abc import Callable

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
