"""A terminal that is gone, or that nobody reads, holds nothing up."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from types import FrameType
from typing import TextIO

import pytest

from reader.ui.driver import Outlet

MUCH = "x" * 1_000_000


@pytest.fixture
def ends() -> Iterator[tuple[int, TextIO]]:
    """Return the two ends of a terminal: the window's, and the one that is written to."""
    window, terminal = os.openpty()
    with open(terminal, "w", encoding="utf-8") as file:
        yield window, file


def read_all(window: int, outlet: Outlet) -> bytes:
    """Read what waits in a window."""
    taken = b""
    os.set_blocking(window, False)
    while True:
        try:
            taken += os.read(window, 65_536)
        except BlockingIOError:
            return taken


def test_what_an_unread_terminal_does_not_take_is_dropped_and_said_once(
    ends: tuple[int, TextIO], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Outlet, "PATIENCE", 0.01)
    window, file = ends
    missed: list[bool] = []
    outlet = Outlet(file, lambda: missed.append(True))
    for _ in range(100):
        assert outlet.write(MUCH) == len(MUCH)
    assert missed == [True] and not outlet.takes()
    while read_all(window, outlet):
        pass
    assert outlet.takes()
    outlet.write("drawn anew \udc80 ç")
    assert read_all(window, outlet).decode() == "drawn anew ? ç"
    os.close(window)


def test_others_who_write_to_the_terminal_still_wait_for_it(ends: tuple[int, TextIO]) -> None:
    window, file = ends
    Outlet(file, lambda: None)
    assert os.get_blocking(file.fileno())
    os.close(window)


def test_a_terminal_that_is_gone_tells_the_app_to_end_once(ends: tuple[int, TextIO]) -> None:
    window, file = ends
    heard: list[int] = []

    def hear(number: int, frame: FrameType | None) -> None:
        heard.append(number)

    before = signal.signal(signal.SIGHUP, hear)
    try:
        outlet = Outlet(file, lambda: None)
        os.close(window)
        for _ in range(3):
            outlet.write("nobody")
    finally:
        signal.signal(signal.SIGHUP, before)
    assert heard == [signal.SIGHUP]


def test_what_is_no_terminal_takes_what_is_written(tmp_path: os.PathLike[str]) -> None:
    path = os.path.join(tmp_path, "file")
    with open(path, "w", encoding="utf-8") as file:
        outlet = Outlet(file, lambda: None)
        outlet.write("kept")
        outlet.flush()
    with open(path, encoding="utf-8") as file:
        assert file.read() == "kept"
