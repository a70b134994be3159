"""A real pseudo-terminal with a screen to read: the command on one end, a VT100 emulator on the other."""

from __future__ import annotations

import os
import re
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from types import TracebackType

import pexpect
import pyte

KEYS = {
    "enter": "\r",
    "escape": "\x1b",
    "tab": "\t",
    "space": " ",
    "backspace": "\x7f",
    "up": "\x1b[A",
    "down": "\x1b[B",
    "right": "\x1b[C",
    "left": "\x1b[D",
    "pageup": "\x1b[5~",
    "pagedown": "\x1b[6~",
    "home": "\x1b[H",
    "end": "\x1b[F",
    **{f"ctrl+{letter}": chr(ord(letter) - 96) for letter in "abcdefghijklmnopqrstuvwxyz"},
}

# Questions and modes of newer terminals that the emulator would partly print. No answer is owed.
_UNKNOWN = re.compile(rb"\x1b\[(?:\?[\d;]*\$p|[<=>][\d;]*[a-zA-Z]|\?[\d;]*u|[\d;]*t)|\x1b[P_^][^\x1b]*\x1b\\")
_UNFINISHED = re.compile(rb"\x1b(?:\[[0-?]*[ -/]*|[P_^][^\x1b]*\x1b?)?$")


class Terminal:
    """A command running in a pseudo-terminal.

    Attributes:
        raw: Every byte that the command has sent.
        code: Its exit code once it has ended, else None.
    """

    def __init__(
        self,
        command: Sequence[str | Path],
        *,
        columns: int = 120,
        rows: int = 36,
        env: Mapping[str, str] | None = None,
        cwd: Path | None = None,
    ) -> None:
        self._screen = pyte.Screen(columns, rows)
        self._stream = pyte.ByteStream(self._screen)
        self._held = b""
        self._unseen: list[bytes] = []
        self.raw = b""
        self.code: int | None = None
        first, *rest = [str(part) for part in command]
        self._process = pexpect.spawn(
            first,
            rest,
            dimensions=(rows, columns),
            # Always given: readline puts the size of the developer's window where only an exec sees it.
            env=dict(os.environ if env is None else env),
            cwd=None if cwd is None else str(cwd),
            timeout=None,
        )
        self._process.delaybeforesend = None

    def __enter__(self) -> Terminal:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def lines(self) -> list[str]:
        """The rows of the screen, without trailing blanks."""
        self._look()
        return [line.rstrip() for line in self._screen.display]

    @property
    def text(self) -> str:
        """The screen as one string."""
        return "\n".join(self.lines)

    @property
    def cursor(self) -> tuple[int, int]:
        """Row and column where the last frame left the cursor."""
        self._look()
        return self._screen.cursor.y, self._screen.cursor.x

    def cell(self, row: int, column: int) -> pyte.screens.Char:
        """Return a cell with its character, colours and weight."""
        self._look()
        return self._screen.buffer[row][column]

    def press(self, *keys: str) -> None:
        """Send keys: names as in `KEYS`, else the characters themselves."""
        for key in keys:
            self._process.send(KEYS.get(key, key))

    def resize(self, columns: int, rows: int) -> None:
        """Change the size of the window."""
        self._look()
        self._process.setwinsize(rows, columns)
        self._screen.resize(rows, columns)

    def wait_for(self, text: str, seconds: float = 30) -> None:
        """Read until the screen shows `text`."""
        self.wait_until(lambda: text in self.text, f"{text!r} on the screen", seconds)

    def wait_until(self, holds: Callable[[], bool], what: str = "it", seconds: float = 30) -> None:
        """Read until `holds()`; when it never does, fail and show the screen."""
        end = time.monotonic() + seconds
        while not holds():
            if self.code is not None or time.monotonic() > end:
                state = "ended" if self.code is not None else "waited"
                raise AssertionError(f"{state} without {what}; the screen:\n{self.text}")
            self._read(0.1)

    def settle(self, quiet: float = 0.3, seconds: float = 10) -> None:
        """Read until nothing has come for a while."""
        end = time.monotonic() + seconds
        while time.monotonic() < end and self._read(quiet):
            pass

    def wait_for_end(self, seconds: float = 30) -> int:
        """Read until the command ends and return its exit code."""
        end = time.monotonic() + seconds
        while self.code is None and time.monotonic() < end:
            self._read(0.1)
        assert self.code is not None, f"still running; the screen:\n{self.text}"
        return self.code

    def close(self) -> None:
        """End the command if it still runs."""
        self._process.close(force=True)

    def _read(self, seconds: float) -> bool:
        """Take what has arrived, waiting at most so long; tell whether anything had."""
        try:
            data = self._process.read_nonblocking(65536, timeout=seconds)
        except pexpect.TIMEOUT:
            return False
        except pexpect.EOF:
            self._process.wait()
            self._process.close()
            self.code = self._process.exitstatus if self._process.exitstatus is not None else -1
            return False
        self.raw += data
        self._unseen.append(data)
        return True

    def _look(self) -> None:
        """Draw what has arrived. The emulator is slow, so nothing is drawn that nobody looks at."""
        data = self._held + b"".join(self._unseen)
        self._unseen.clear()
        unfinished = _UNFINISHED.search(data)
        cut = unfinished.start() if unfinished else len(data)
        self._held = data[cut:]
        self._stream.feed(_UNKNOWN.sub(b"", data[:cut]))


_SLOW = {"escape", "ctrl+p"}


def tour(terminals: Sequence[Terminal], first: str, keys: Iterable[str], last: Sequence[str]) -> list[bytes]:
    """Wait for `first`, press the same keys in several terminals at once, and return all that each was sent.

    A key of several letters that is no key's name is typed; `last` must end the command.
    """
    for terminal in terminals:
        terminal.wait_for(first)
    for terminal in terminals:
        terminal.settle()
    for key in keys:
        for terminal in terminals:
            terminal.press(*([key] if key in KEYS else key))
        for terminal in terminals:
            # An escape read together with the next key would be alt and that key; what opens may be slow.
            terminal.settle(0.3 if key in _SLOW else 0.06, 2)
    for terminal in terminals:
        terminal.press(*last)
    assert [terminal.wait_for_end() for terminal in terminals] == [0] * len(terminals)
    return [terminal.raw for terminal in terminals]
