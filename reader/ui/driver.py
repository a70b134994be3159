"""What a terminal may do to the app: go away, tell it to end, stop it and wake it."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
from collections.abc import Callable
from functools import cache
from typing import IO, Any

from textual.driver import Driver


def end_well(finish: Callable[[], object]) -> None:
    """Call `finish` when the window is closed or the app is told to end."""
    for name in ("SIGHUP", "SIGTERM"):
        if hasattr(signal, name):
            with contextlib.suppress(NotImplementedError, RuntimeError, ValueError):
                asyncio.get_running_loop().add_signal_handler(getattr(signal, name), finish)


class Outlet:
    """A terminal's file that outlives the terminal.

    Textual's writing thread ends at the first error, and what waits to be written then fills a queue that
    holds up the app for ever, even on its way out. So what a terminal that is gone does not take is dropped,
    and the app is told to end.
    """

    def __init__(self, file: IO[str]) -> None:
        self._file = file
        self._gone = False

    def __getattr__(self, name: str) -> Any:
        return getattr(self._file, name)

    def write(self, text: str) -> int:
        """Write text, while the terminal is there."""
        # What cannot be encoded is no sign of a terminal that is gone.
        text = text.encode("utf-8", "replace").decode("utf-8")
        return self._while_there(lambda: self._file.write(text)) or len(text)

    def flush(self) -> None:
        """Pass on what was written."""
        self._while_there(self._file.flush)

    def _while_there(self, act: Callable[[], int | None]) -> int | None:
        if not self._gone:
            try:
                return act()
            except (OSError, ValueError):
                self._gone = True
                os.kill(os.getpid(), signal.SIGHUP)
        return None


@cache
def sturdy(driver: type[Driver]) -> type[Driver]:
    """Return Textual's driver of terminals made to stand what they do; any other driver as it is."""
    if driver.__name__ != "LinuxDriver":
        return driver
    from textual.drivers.linux_driver import LinuxDriver

    class SturdyDriver(LinuxDriver):
        """Outlives its terminal, and sets it anew after every stop."""

        _waking = False

        def __init__(self, *arguments: Any, **options: Any) -> None:
            super().__init__(*arguments, **options)
            self._file: Any = Outlet(self._file)

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
