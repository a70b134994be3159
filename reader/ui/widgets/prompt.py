"""The one-line prompt at the foot of a screen."""

from __future__ import annotations

from textual import events
from textual.widgets import Input

from reader.ui.line_view import Steady

_LONGEST = 1_000


class Prompt(Steady, Input):
    """A search prompt that tells its screen of every change. Mounted when a search is first begun."""

    def __init__(self, label: str) -> None:
        # Whatever is pasted by mistake: nobody searches for a book, and each character is a search.
        super().__init__(
            id="prompt", compact=True, select_on_focus=False, placeholder=label, max_length=_LONGEST
        )

    def _tell(self, *, final: bool) -> None:
        from reader.ui.screens.base import CrossreadScreen

        if isinstance(self.screen, CrossreadScreen):
            self.screen.prompt_changed(self.value, final=final)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Search while the query is typed."""
        event.stop()
        self._tell(final=False)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Search, keep the hits and give the focus back."""
        event.stop()
        self._tell(final=True)

    def on_blur(self, event: events.Blur) -> None:
        """Close when the reader goes elsewhere without a query."""
        if not self.value:
            self.display = False
