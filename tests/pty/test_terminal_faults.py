"""The terminal does what terminals do: it shrinks to nothing, goes away, stops, and pastes ten megabytes."""

from __future__ import annotations

import os
import random
import signal
import termios
import time
from collections.abc import Callable

import pytest
from terminal import Terminal

from reader.library.paths import user_paths
from reader.library.state import load_state

Start = Callable[..., Terminal]
# Textual takes a paste apart character by character, most of a minute for ten megabytes.
PASTED = 10_000_000 if os.environ.get("CROSSREAD_ALL") else 1_000_000


def comparing(crossread: Start) -> Terminal:
    """Open the app at the third link of the samples."""
    terminal = crossread()
    terminal.wait_for("told by both")
    terminal.press("c")
    terminal.wait_for("Link 1 of")
    terminal.press("]", "]")
    terminal.wait_for("Link 3 of")
    return terminal


def ended(terminal: Terminal) -> bool:
    """Wait for a command that nobody reads from to end."""
    for _ in range(400):
        if not terminal._process.isalive():
            return True
        time.sleep(0.05)
    return False


def test_a_storm_of_sizes_down_to_one_cell(crossread: Start) -> None:
    terminal = comparing(crossread)
    chance = random.Random(1)
    for _ in range(60):
        terminal.resize(chance.choice((1, 2, 7, 40, 80, 300)), chance.choice((1, 2, 5, 24, 90)))
        terminal.settle(0.01, 0.1)
    for columns, rows in ((1, 1), (120, 36)):
        terminal.resize(columns, rows)
        terminal.settle()
    terminal.wait_for("Link 3 of")
    terminal.press("Q")
    assert terminal.wait_for_end() == 0


@pytest.mark.parametrize("how", ["hang-up", "closed", "told to end"])
def test_when_the_terminal_goes_the_place_is_kept(crossread: Start, how: str) -> None:
    terminal = comparing(crossread)
    terminal.press("j" * 60, "k" * 60)  # There is much to write when it goes, and nobody reads it.
    if how == "closed":
        terminal._process.ptyproc.fileobj.close()
    else:
        os.kill(terminal._process.pid, signal.SIGHUP if how == "hang-up" else signal.SIGTERM)
    assert ended(terminal)
    state, problem = load_state(user_paths().state)
    assert problem == "" and len(state.last) == 2
    assert state.place(*state.last).offset > 0


@pytest.mark.parametrize("how", [signal.SIGSTOP, signal.SIGTSTP], ids=["unasked", "asked"])
def test_stopped_and_woken_it_draws_goes_on_and_ends(crossread: Start, how: signal.Signals) -> None:
    terminal = comparing(crossread)
    pid = terminal._process.pid
    modes = termios.tcgetattr(terminal._process.child_fd)
    for columns in (100, 110, 120):  # More than once: what is started twice does not always show at once.
        terminal.press(*["ctrl+l"] * 40)  # There is much to write when it stops, and nobody reads it.
        os.kill(pid, how)
        os.waitid(os.P_PID, pid, os.WSTOPPED)
        terminal.settle(0.05)
        terminal.resize(columns, 30)
        before = len(terminal.raw)
        os.kill(pid, signal.SIGCONT)
        terminal.wait_until(lambda at=before: b"Link 3 of" in terminal.raw[at:], "all drawn anew")
    assert termios.tcgetattr(terminal._process.child_fd) == modes
    terminal.press("]")
    terminal.wait_for("Link 4 of")
    terminal.press("Q")
    assert terminal.wait_for_end() == 0


def test_megabytes_pasted_into_a_prompt_end_nothing(crossread: Start) -> None:
    terminal = comparing(crossread)
    terminal.press("/")
    terminal.settle()
    piece = "closed \x01[/b]" * 5_000
    os.write(terminal._process.child_fd, b"\x1b[200~")
    os.set_blocking(terminal._process.child_fd, False)
    sent = 0
    data = (piece * (PASTED // len(piece))).encode()
    while sent < len(data):
        try:
            sent += os.write(terminal._process.child_fd, data[sent : sent + 65_536])
        except BlockingIOError:
            terminal.settle(0.01, 0.05)
    os.set_blocking(terminal._process.child_fd, True)
    # The prompt takes no more than it may hold; what is typed after it stands there.
    terminal.press("\x1b[201~", "after it")
    terminal.wait_for("after it", 120)
    terminal.press("escape", "escape", "ctrl+q")
    assert terminal.wait_for_end(60) == 0


@pytest.mark.parametrize(
    ("name", "value"), [("TERM", "dumb"), ("NO_COLOR", "1"), ("TERM", ""), ("LANG", "C")]
)
def test_a_poor_terminal_is_enough(
    crossread: Start, monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(name, value)
    terminal = comparing(crossread)
    terminal.press("Q")
    assert terminal.wait_for_end() == 0
