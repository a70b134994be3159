"""A large paste, taken in one piece: Textual takes ten megabytes apart character by character, for a minute.

What stands between the marks of a bracketed paste is text and never a key, so it need not be parsed at all.
All else goes the usual way, also a paste whose first mark comes in two pieces.
"""

from __future__ import annotations

from collections.abc import Iterable

from textual import events
from textual._xterm_parser import BRACKETED_PASTE_END, BRACKETED_PASTE_START, XTermParser
from textual.message import Message

LARGEST = 60_000_000
"""Most characters that are kept of a paste."""


class PasteParser(XTermParser):
    """Textual's parser of what the terminal sends, but for pastes."""

    def __init__(self, debug: bool = False) -> None:
        super().__init__(debug)
        self._parts: list[str] | None = None
        self._size = 0

    def feed(self, data: str) -> Iterable[Message]:
        """Yield what the terminal sent: keys, the mouse, a paste as one message."""
        if not data:
            yield from super().feed(data)  # It is the end.
        while data:
            if self._parts is None:
                before, mark, data = data.partition(BRACKETED_PASTE_START)
                if before:
                    yield from super().feed(before)
                if mark:
                    self._parts, self._size = [], 0
                continue
            # The mark at the end may come in two pieces: the last characters before it are looked at again.
            tail = self._parts.pop() if self._parts else ""
            text, mark, data = (tail + data).partition(BRACKETED_PASTE_END)
            if not mark:
                self._keep(text)
                return
            self._keep(text)
            pasted = "".join(self._parts)[:LARGEST]
            self._parts = None
            yield events.Paste(pasted.replace("\x00", ""))

    def _keep(self, text: str) -> None:
        """Keep text in parts, the last of which may hold the beginning of the mark at the end."""
        assert self._parts is not None
        cut = max(0, len(text) - len(BRACKETED_PASTE_END) + 1)
        if self._size < LARGEST and cut:
            self._parts.append(text[:cut])
            self._size += cut
        self._parts.append(text[cut:])


def take_pastes_whole() -> None:
    """Let Textual's drivers read with this parser."""
    import sys

    for name in ("textual.drivers.linux_driver", "textual.drivers.linux_inline_driver"):
        module = sys.modules.get(name)
        if module is not None:
            module.XTermParser = PasteParser  # type: ignore[attr-defined]
