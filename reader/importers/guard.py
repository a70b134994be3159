"""No source holds the program for long or fills its memory: what tries is left, and said so in one line.

The limits of each format (`reader.importers.limits`) stop what can be foreseen; this stops the rest. The
clock counts processor time, so that a busy machine refuses nothing, and begins anew with each article: a
source of a million articles may take its time.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from types import FrameType

from reader.importers.items import Item, Refusal

SECONDS = 10.0
"""Processor time that a source may take without giving an article."""

MEMORY = 400 * 1_048_576
"""Bytes that reading one article may add to a process that does nothing else."""

_DEBUG = "CROSSREAD_DEBUG"
_alone = False


class _TooLong(BaseException):
    """Time is up. No `Exception`, so that no library takes it for one of its own."""


def alone() -> None:
    """Say that this process does nothing but read sources: its memory is bounded, and it may be ended."""
    global _alone
    _alone = True


def guarded(items: Iterator[Item], name: str) -> Iterator[Item]:
    """Yield what a source gives until it takes too long or too much; then a refusal, and the end.

    The clock runs only in a process's main thread. Where a library written in C does not listen to it, a
    process that reads alone is ended at twice the time.

    Args:
        items: What `read_source` yields.
        name: The source, safe to show.
    """
    with _clock() as set_clock:
        while True:
            try:
                with _spare_memory():
                    set_clock(SECONDS)
                    item = next(items, None)
                    set_clock(0)
            except _TooLong:
                yield Refusal(name, f"took more than {SECONDS:g} seconds, and was left")
                return
            except MemoryError:
                set_clock(0)
                yield Refusal(name, "needs more memory than a source may take")
                return
            except Exception as error:
                set_clock(0)
                if os.environ.get(_DEBUG):
                    raise
                # A mistake of ours in one file is no reason to lose the others.
                what = type(error).__name__
                yield Refusal(name, f"unexpected {what} while it was read ({_DEBUG}=1 shows where)")
                return
            if item is None:
                return
            yield item


@contextmanager
def _clock() -> Iterator[Callable[[float], None]]:
    """Give a function that sets the clock to so many seconds, 0 to stop it."""
    import signal
    import threading

    if threading.current_thread() is not threading.main_thread() or not hasattr(signal, "setitimer"):
        yield lambda seconds: None
        return

    def ring(number: int, frame: FrameType | None) -> None:
        raise _TooLong

    def set_clock(seconds: float) -> None:
        signal.setitimer(signal.ITIMER_PROF, seconds)
        if _alone:
            # Nobody handles this one: it ends the process.
            signal.setitimer(signal.ITIMER_VIRTUAL, 2 * seconds)

    before = signal.signal(signal.SIGPROF, ring)
    try:
        yield set_clock
    finally:
        set_clock(0)
        signal.signal(signal.SIGPROF, before)


@contextmanager
def _spare_memory() -> Iterator[None]:
    """Let a process that reads alone take so much memory more, where the system can count it."""
    if not _alone:
        yield
        return
    try:
        import resource

        with open("/proc/self/statm", "rb") as file:
            taken = int(file.read().split()[5]) * resource.getpagesize()
        before = resource.getrlimit(resource.RLIMIT_DATA)
    except (ImportError, OSError):
        yield
        return
    with suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_DATA, (taken + MEMORY, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_DATA, before)
