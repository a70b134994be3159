"""What an open library does while the reader reads: what was left for later, and what others changed."""

from __future__ import annotations

import contextlib
import threading
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reader.library.door import Library
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
        self._ended = False
        self._checked: Library | None = None
        self._more = threading.Event()
        self._thread = threading.Thread(target=self._go_on, daemon=True)

    def begin(self) -> None:
        """Begin to work, and to look for changes."""
        self._app.set_interval(LOOKED, self.look)
        self.wake()
        self._thread.start()

    def wake(self) -> None:
        """Say that there may be more to do, or another library to do it for."""
        self._more.set()

    def end(self) -> None:
        """Ask the thread to stop; what it has found is kept."""
        self._ended = True
        self.wake()

    def look(self) -> None:
        """Show what another program changed in the library, and go on with what that left to do."""
        from reader.library.schema import LibraryError

        # A library that is broken or locked says so when something is asked of it.
        with contextlib.suppress(LibraryError):
            if self._app.session.library.changed():
                self._app.home.show_library(self._app.session.library)
                self.wake()

    def check(self) -> None:
        """Look once whether the file of a library that is shown is damaged, and say so."""
        library = self._app.session.library
        if library is self._checked:
            return
        self._checked = library
        found = library.damage(lambda: self._ended)
        if found and not self._ended:
            self._app.session.notices.append(found)
            self._app.call_later(self._say, f"{found}; until then nothing is written to it")

    def _say(self, message: str) -> None:
        from reader.text.safe import safe_line

        self._app.notify(safe_line(message), severity="warning", markup=False, timeout=15)

    def _go_on(self) -> None:
        while not self._ended:
            self._more.wait()
            self._more.clear()
            try:
                self.check()
                self.work()
            except Exception as error:
                # Nothing waits for this work, and what it printed would stand over the screen.
                self._app.session.notices.append(f"work in the background failed: {type(error).__name__}")
                return

    def work(self) -> None:
        """Do what can wait until nothing is left, or the app or the library is another."""
        from reader.library.schema import LibraryError

        library = self._app.session.library
        shown = time.monotonic()
        with contextlib.suppress(LibraryError):
            while library is self._app.session.library and not self._ended:
                began = time.monotonic()
                if not library.work(lambda: self._ended):
                    break
                if time.monotonic() - shown > _SHOWN:
                    self._show()
                    shown = time.monotonic()
                time.sleep(time.monotonic() - began)
        self._show()

    def _show(self) -> None:
        if not self._ended:
            self._app.call_later(self._app.home.show_sources)
