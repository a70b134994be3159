"""What the system may tell the app: to end, which keeps the place, and to go on after it was stopped."""

from __future__ import annotations

import asyncio
import contextlib
import signal
from collections.abc import Callable
from types import FrameType
from typing import Any


def end_well(finish: Callable[[], object]) -> None:
    """Call `finish` when the window is closed or the app is told to end."""
    for name in ("SIGHUP", "SIGTERM"):
        if hasattr(signal, name):
            with contextlib.suppress(NotImplementedError, RuntimeError, ValueError):
                asyncio.get_running_loop().add_signal_handler(getattr(signal, name), finish)


def wake_well(driver: Any, repaint: Callable[[], object]) -> None:
    """Give the terminal back what the app needs when the app goes on after a stop from outside.

    Textual leaves the terminal before the stop that it is asked for (SIGTSTP). A stop that asks nobody (SIGSTOP)
    finds its threads alive; woken, it would start them a second time, end only these, and wait for the first
    for ever. So they are ended and started again, which sets the terminal anew, whatever the shell made of it.

    Args:
        driver: Textual's driver; one that knows no stop is left alone.
        repaint: Draws the whole screen.
    """
    textual_wakes = getattr(driver, "_sigcont_application", None)
    if textual_wakes is None:
        return
    waking = False

    def wake(number: int, frame: FrameType | None) -> None:
        nonlocal waking
        if waking:  # Put to sleep again on the way, in the background of a shell.
            return
        waking = True
        try:
            if not driver._must_signal_resume and driver._auto_restart:
                driver.suspend_application_mode()
            textual_wakes(number, frame)
        finally:
            waking = False
        repaint()

    with contextlib.suppress(ValueError):  # Not the main thread: there are no signals.
        signal.signal(signal.SIGCONT, wake)
