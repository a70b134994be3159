"""The line below the library's prompt: what could be typed, or what is wrong with what was."""

from __future__ import annotations

from collections.abc import Sequence

from reader.layout.cells import cell_width
from reader.text.safe import safe_line
from reader.ui.widgets.bars import Bar, Piece

_CARET = "▲"


class Choices(Bar):
    """Choices to complete a line with; Tab walks them."""

    DEFAULT_CSS = """
    Choices { height: 1; padding: 0 1; background: $bar; color: $soft; }
    """

    def __init__(self) -> None:
        super().__init__(id="choices")
        self._typed = ""
        self._found: Sequence[tuple[str, int, int]] = ()
        self._at = -1
        self.end = 0
        """Where the choice that was taken ends in the line."""

    @property
    def offered(self) -> bool:
        """Whether there is anything to choose."""
        return bool(self._found)

    @property
    def alone(self) -> bool:
        """Whether there is nothing else to choose, so that what follows it comes next."""
        return len(self._found) == 1

    def forget(self) -> None:
        """Offer nothing until the choices for what is typed now are known."""
        self._found, self._at = (), -1

    def offer(self, typed: str, found: Sequence[tuple[str, int, int]]) -> None:
        """Offer choices for a line.

        Args:
            typed: The line.
            found: Each choice, and the part `[start, end)` of the line that it replaces.
        """
        self._typed, self._found, self._at = typed, found, -1

    def next(self) -> str | None:
        """Return the line with the next choice in it; None when there is none."""
        if not self._found:
            return None
        self._at = (self._at + 1) % len(self._found)
        text, start, end = self._found[self._at]
        self.end = start + len(text)
        return self._typed[:start] + text + self._typed[end:]

    def tell(self, problem: str, place: int) -> None:
        """Show the choices; where there are none, what is wrong and where."""
        width = max(0, self.content_size.width or self.app.size.width - 2)
        if self._found:
            self.show(self._choices(width))
        elif problem:
            self.show(_pointing(problem, place, width))
        else:
            self.show([("tab completes fields and values · enter keeps · esc closes", "$faint")])

    def _choices(self, width: int) -> list[Piece]:
        """Return as many choices as fit, the one taken last among them."""
        pieces: list[Piece] = []
        first = 0
        texts = [safe_line(text) for text, _, _ in self._found]
        while first < self._at and sum(cell_width(text) + 2 for text in texts[first : self._at + 1]) > width:
            first += 1
        for number in range(first, len(texts)):
            style = "bold $strong" if number == self._at else "$soft"
            pieces += [(texts[number], style), ("  ", "")]
        return pieces


def _pointing(problem: str, place: int, width: int) -> list[Piece]:
    """Return a problem with a mark under its place, at the side of the mark where there is more room."""
    if place < 0 or place >= width:
        return [(problem, "$warn")]
    if place + cell_width(problem) + 2 <= width or place < cell_width(problem) + 1:
        return [(" " * place + _CARET + " ", "$warn"), (problem, "$warn")]
    return [(" " * (place - cell_width(problem) - 1) + problem + " ", "$warn"), (_CARET, "$warn")]
