"""In a real terminal every frame ends with the cursor at what the reader is at."""

from __future__ import annotations

import re
from collections.abc import Callable

from terminal import Terminal


def test_the_cursor_ends_at_the_row_and_the_link_in_focus(crossread: Callable[..., Terminal]) -> None:
    terminal = crossread()
    terminal.wait_for("told by both")
    terminal.settle()
    first = terminal.cursor
    terminal.press("j")
    terminal.wait_until(lambda: terminal.cursor != first, "the cursor on another row")
    row, column = terminal.cursor
    assert column == first[1] and row > first[0] and terminal.lines[row][column:].strip()
    terminal.press("c")
    terminal.wait_for("Link 1 of")
    terminal.press("]")
    terminal.wait_for("Link 2 of")
    terminal.settle()
    row, column = terminal.cursor
    # The number and the mark of the link stand before its words.
    assert re.search(r"\b2\S $", terminal.lines[row][:column])
    terminal.press("/")
    terminal.settle()
    terminal.press("bridg")
    terminal.wait_for("bridg")
    terminal.settle()
    row, column = terminal.cursor
    assert terminal.lines[row][:column].endswith("bridg"), (row, column, terminal.text)
