"""A small panel that asks the reader to choose one of a few things."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.screen import ModalScreen

from reader.layout.cells import cell_width
from reader.library.resources import styles_dir
from reader.ui.panel_keys import panel_bindings
from reader.ui.screens.base import HEIGHTS, WIDTHS
from reader.ui.widgets.bars import Bar
from reader.ui.widgets.lists import ListRow, RowList


class ChoiceScreen(ModalScreen[int | None]):
    """Some choices, of which one is taken or none.

    Args:
        title: What is asked.
        choices: The choices, as shown.
        at: The one under the cursor at first.
        keys: A key for each choice, which takes it at once; none without.
    """

    CSS_PATH: ClassVar = [styles_dir() / "choice.tcss"]
    BINDINGS: ClassVar = panel_bindings(
        {
            "everywhere.back": "leave",
            "everywhere.down": "move(1)",
            "everywhere.up": "move(-1)",
            "everywhere.top": "move(-100000)",
            "everywhere.bottom": "move(100000)",
            "everywhere.quit": "app.finish",
        },
        {"escape": "leave", "enter": "take", "space": "take"},
    )
    HORIZONTAL_BREAKPOINTS = WIDTHS
    VERTICAL_BREAKPOINTS = HEIGHTS

    def __init__(self, title: str, choices: Sequence[str], at: int = 0, keys: Sequence[str] = ()) -> None:
        super().__init__()
        self._keys = keys
        self._title = title
        self._choices = choices
        self._at = at

    def compose(self) -> ComposeResult:
        """Compose the panel."""
        with Vertical(id="panel"):
            yield Bar(id="panel-title")
            yield RowList(id="panel-rows")
            yield Bar(id="panel-foot")

    def on_mount(self) -> None:
        """Show the choices."""
        if getattr(self.app, "ascii_only", False):
            self.add_class("ascii")
        self.query_one("#panel-title", Bar).show([(self._title, "bold $strong")])
        self.query_one("#panel-foot", Bar).show(
            [("⏎", "bold $strong"), (" choose   ", "$soft"), ("esc", "bold $strong"), (" leave", "$soft")]
        )
        widest = max((cell_width(text) for text in (*self._choices, self._title)), default=0)
        # As wide as its longest line, and the borders, as far as there is room.
        self.query_one("#panel").styles.width = max(44, widest + 9)
        rows = [
            ListRow(
                ((f" {self._keys[number]} " if self._keys else " ", ("strong",)), (text, ("text",))),
                key=number,
            )
            for number, text in enumerate(self._choices)
        ]
        self.rows.set_rows(rows, keep=self._at)
        self.rows.focus()

    @property
    def rows(self) -> RowList:
        """The choices."""
        return self.query_one("#panel-rows", RowList)

    def on_key(self, event: events.Key) -> None:
        """Take the choice whose key this is."""
        if event.character and event.character in self._keys:
            event.stop()
            event.prevent_default()
            self.dismiss(self._keys.index(event.character))

    def action_move(self, step: int) -> None:
        """Move the cursor."""
        self.rows.move(step)

    def action_take(self) -> None:
        """Take the choice under the cursor."""
        key = self.rows.key
        self.dismiss(key if isinstance(key, int) else None)

    @on(RowList.Chosen)
    def _chosen(self, event: RowList.Chosen) -> None:
        event.stop()
        self.action_take()

    def action_leave(self) -> None:
        """Choose nothing."""
        self.dismiss(None)
