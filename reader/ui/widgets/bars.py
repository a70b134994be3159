"""One-row bars: the header of a screen, the keys that matter here, and the lines under a text."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content
from textual.widgets import Static

from reader.layout.cells import cell_width, fit
from reader.ui.glyphs import ascii_marks
from reader.ui.keymap import Keymap, shown_key
from reader.ui.registry import BY_ID, Command, Mode, commands_for

Piece = tuple[str, str]
"""Text and its style (theme variables allowed, "" for the widget's own). Never parsed as markup."""


def pieces_width(pieces: Sequence[Piece]) -> int:
    """Return the width of the pieces in cells."""
    return sum(cell_width(text) for text, _ in pieces)


def cut_pieces(pieces: Sequence[Piece], width: int) -> list[Piece]:
    """Cut pieces to `width` cells, with an ellipsis where something is left out."""
    kept: list[Piece] = []
    room = width
    for index, (text, style) in enumerate(pieces):
        need = cell_width(text)
        rest = index < len(pieces) - 1
        if need <= room - (1 if rest else 0) or (need <= room and not rest):
            kept.append((text, style))
            room -= need
            continue
        if room > 0:
            kept.append((fit(text + ("…" if rest else ""), room), style))
        break
    return kept


def assembled(pieces: Sequence[Piece], *, ascii_only: bool) -> Content:
    """Return pieces as content, our marks in ASCII where that is wanted."""
    if ascii_only:
        pieces = [(ascii_marks(text), style) for text, style in pieces]
    return Content.assemble(*pieces)


class Bar(Static):
    """A row with something at its left and something at its right; the right gives way when it is narrow."""

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes, markup=False)
        self._left: Sequence[Piece] = ()
        self._right: Sequence[Piece] = ()

    def show(self, left: Sequence[Piece], right: Sequence[Piece] = ()) -> None:
        """Show these pieces."""
        if (left, right) != (self._left, self._right):
            self._left, self._right = left, right
            self.refresh()

    def render(self) -> Content:
        """Draw the row."""
        width = max(0, self.content_size.width)
        right = list(self._right)
        left_need = pieces_width(self._left)
        if right and min(left_need, width // 2) + 2 + pieces_width(right) > width:
            right = []
        left = cut_pieces(self._left, width - (pieces_width(right) + 2 if right else 0))
        gap = width - pieces_width(left) - pieces_width(right)
        pieces = [*left, (" " * max(0, gap), ""), *right]
        return assembled(pieces, ascii_only=getattr(self.app, "ascii_only", False))


_FOR_NOW = 5


class KeyBar(Static):
    """The keys that matter in a mode, as many as fit; `help` is always among them."""

    def __init__(self, mode: Mode, keymap: Keymap, *, id: str | None = None) -> None:
        super().__init__(id=id, markup=False)
        self._mode = mode
        self._keymap = keymap
        self._hidden: frozenset[str] = frozenset()
        self._labels: dict[str, str] = {}

    def adapt(self, hidden: frozenset[str] = frozenset(), labels: dict[str, str] | None = None) -> None:
        """Leave out commands that do nothing just now; rename some, or show what is seldom shown."""
        if (hidden, labels or {}) != (self._hidden, self._labels):
            self._hidden, self._labels = hidden, labels or {}
            self.refresh()

    def entries(self) -> list[tuple[str, str]]:
        """Return (keys, label) of the commands shown, in order."""
        labelled = [c for c in commands_for(self._mode) if c.footer or c.id in self._labels]
        shown = [c for c in labelled if c.id not in self._hidden]
        # What is shown for the moment stands near the beginning.
        shown.sort(key=lambda command: command.rank if command.footer else _FOR_NOW)
        return [entry for command in shown if (entry := self._entry(command))[0]]

    def _entry(self, command: Command) -> tuple[str, str]:
        keys = [shown_key(key) for key in self._keymap.of(command)[:1]]
        if command.partner:
            keys += [shown_key(key) for key in self._keymap.of(BY_ID[command.partner])[:1]]
        return " ".join(keys), self._labels.get(command.id, command.footer)

    def render(self) -> Content:
        """Draw as many entries as fit, the last always being help."""
        width = self.content_size.width
        entries = self.entries()
        gap = 3 if width >= 100 else 2

        def need(items: Sequence[tuple[str, str]]) -> int:
            return sum(cell_width(keys) + 1 + cell_width(label) + gap for keys, label in items) - gap

        kept = list(entries)
        while len(kept) > 1 and need(kept) > width:
            kept.pop(-2)
        parts: list[Piece] = []
        for keys, label in kept:
            if parts:
                parts.append((" " * gap, ""))
            parts += [(keys, "bold $strong"), (" " + label, "$soft")]
        return assembled(parts, ascii_only=getattr(self.app, "ascii_only", False))
