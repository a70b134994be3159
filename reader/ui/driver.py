"""What a terminal may do to the app: go away, tell it to end, stop it and wake it."""

from __future__ import annotations

import asyncio
import contextlib
import os
import select
import signal
from collections.abc import Callable
from functools import cache
from typing import Any, TextIO

from textual.driver import Driver

_LOOKED = 0.2
"""Seconds between two looks at whether the terminal takes something again."""


def end_well(finish: Callable[[], object]) -> None:
    """Call `finish` when the window is closed or the app is told to end."""
    for name in ("SIGHUP", "SIGTERM"):
        if hasattr(signal, name):
            with contextlib.suppress(NotImplementedError, RuntimeError, ValueError):
                asyncio.get_running_loop().add_signal_handler(getattr(signal, name), finish)


class Outlet:
    """A terminal's file that outlives the terminal, and waits for none.

    Textual's writing thread ends at the first error, and what waits to be written then fills a queue that
    holds up the app for ever, even on its way out or into a stop. So does a terminal that takes nothing: one
    that is gone, or whose window nobody reads. What a terminal does not take within `PATIENCE` is dropped;
    when it is gone, the app is told to end, and else `missed` is called, to draw anew.

    Args:
        file: What Textual would write to.
        missed: Called in the writing thread when the terminal has missed something.
    """

    PATIENCE = 1.0
    """Seconds without a byte taken, after which nothing more is waited for."""

    def __init__(self, file: TextIO, missed: Callable[[], object]) -> None:
        self._file = file
        self._missed = missed
        self._gone = False
        self._behind = False
        self._fd: int | None = None
        # A way of its own into the terminal: were the shared one set not to wait, so were the shell's.
        with contextlib.suppress(OSError, ValueError):
            name = os.ttyname(file.fileno())
            self._fd = os.open(name, os.O_WRONLY | os.O_NOCTTY | os.O_NONBLOCK)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._file, name)

    def write(self, text: str) -> int:
        """Write text, while the terminal is there and takes it."""
        # What cannot be encoded is no sign of a terminal that is gone.
        text = text.encode("utf-8", "replace").decode("utf-8")
        if self._fd is None:
            self._while_there(lambda: self._file.write(text))
        else:
            data = text.encode(self._file.encoding, self._file.errors or "replace")
            self._while_there(lambda: self._pass_on(data))
        return len(text)

    def flush(self) -> None:
        """Pass on what was written."""
        if self._fd is None:
            self._while_there(self._file.flush)

    def takes(self) -> bool:
        """Tell whether the terminal takes something now, or is gone, which the next writing finds."""
        return self._fd is None or self._is_open(0.0)

    def _is_open(self, seconds: float) -> bool:
        assert self._fd is not None
        return bool(select.select((), (self._fd,), (), seconds)[1])

    def _pass_on(self, data: bytes) -> None:
        assert self._fd is not None
        if self._behind and not self.takes():
            return
        self._behind = False
        while data:
            try:
                data = data[os.write(self._fd, data) :]
            except BlockingIOError:
                if not self._is_open(self.PATIENCE):
                    self._behind = True
                    self._missed()
                    return

    def _while_there(self, act: Callable[[], object]) -> None:
        if not self._gone:
            try:
                act()
            except (OSError, ValueError):
                self._gone = True
                os.kill(os.getpid(), signal.SIGHUP)


@cache
def sturdy(driver: type[Driver]) -> type[Driver]:
    """Return Textual's driver of terminals made to stand what they do; any other driver as it is."""
    if driver.__name__ != "LinuxDriver":
        return driver
    from textual.drivers.linux_driver import LinuxDriver

    class SturdyDriver(LinuxDriver):
        """Outlives its terminal, waits for none, and sets it anew after every stop."""

        _waking = False

        def __init__(self, *arguments: Any, **options: Any) -> None:
            super().__init__(*arguments, **options)
            self._file: Any = Outlet(self._file, self._missed)

        def _missed(self) -> None:
            with contextlib.suppress(RuntimeError):  # The app has ended.
                self._loop.call_soon_threadsafe(self._draw_when_taken)

        def _draw_when_taken(self) -> None:
            if self._file.takes():
                self._app.call_later(self._app.refresh, layout=True)
            else:
                self._loop.call_later(_LOOKED, self._draw_when_taken)

        # A signal finds the app anywhere, also while it hands something to the writing thread: whoever writes
        # then waits for himself for ever. So both are taken in between two callbacks of the loop.

        def _sigtstp_application(self, *_: object) -> None:
            self._loop.call_soon_threadsafe(super()._sigtstp_application)

        def _sigcont_application(self, *_: object) -> None:
            self._loop.call_soon_threadsafe(self._wake)

        def _wake(self) -> None:
            # Textual leaves the terminal before a stop that it is asked for (SIGTSTP). One that asks nobody
            # (SIGSTOP) finds its threads alive; woken, it would start them a second time, end only these, and
            # wait for the first for ever. So they are ended and started again.
            if self._waking:  # Put to sleep again on the way, in the background of a shell.
                return
            self._waking = True
            try:
                if self._auto_restart and not self._must_signal_resume:
                    self.suspend_application_mode()
                super()._sigcont_application()
            finally:
                self._waking = False
            self._app.call_later(self._app.refresh, layout=True)

    return SturdyDriver
