"""What an open library does while the reader reads: what was left for later, and what others changed."""

from __future__ import annotations

import contextlib
import threading
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reader.ui.app import CrossreadApp

LOOKED = 2.0
"""Seconds between two looks at whether another program changed the library."""

_SHOWN = 5.0
"""Seconds between two showings of what was found."""


class Background:
    """A thread that gives way: it rests as long as it worked, and ends with the app.

    Args:
        app: The app.
    """

    def __init__(self, app: CrossreadApp) -> None:
        self._app = app
        self._ended = threading.Event()
        self._thread: threading.Thread | None = None

    def begin(self) -> None:
        """Begin to work, and to look for changes."""
        self._app.set_interval(LOOKED, self.look)
        self._start()

    def end(self) -> None:
        """Ask the thread to stop; what it has found is kept."""
        self._ended.set()

    def look(self) -> None:
        """Show what another program changed in the library, and go on with what that left to do."""
        from reader.library.schema import LibraryError

        # A library that is broken or locked says so when something is asked of it.
        with contextlib.suppress(LibraryError):
            if self._app.session.library.changed():
                self._app.home.show_library(self._app.session.library)
                self._start()

    def _start(self) -> None:
        if self._thread is None or not self._thread.is_alive():
            self._thread = threading.Thread(target=self.work, daemon=True)
            self._thread.start()

    def work(self) -> None:
        """Do what can wait until nothing is left, or the app or the library is another."""
        from reader.library.schema import LibraryError

        library = self._app.session.library
        shown = time.monotonic()
        with contextlib.suppress(LibraryError):
            while library is self._app.session.library and not self._ended.is_set():
                began = time.monotonic()
                if not library.work(self._ended.is_set):
                    break
                if time.monotonic() - shown > _SHOWN:
                    self._show()
                    shown = time.monotonic()
                self._ended.wait(time.monotonic() - began)
        self._show()

    def _show(self) -> None:
        if not self._ended.is_set():
            self._app.call_later(self._app.home.show_sources)
