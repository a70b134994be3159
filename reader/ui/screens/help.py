"""Help from the live keymap, and a screen for a few lines of text."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar, cast

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input

from reader.layout.cells import cell_width, fit
from reader.layout.wrap import wrap
from reader.library.resources import styles_dir
from reader.ui.keymap import Keymap, shown_key
from reader.ui.line_view import Run
from reader.ui.panel_keys import panel_bindings
from reader.ui.registry import Command, Group, Mode, commands_for
from reader.ui.screens.base import HEIGHTS, WIDTHS
from reader.ui.widgets.bars import Bar, Piece
from reader.ui.widgets.lists import ListRow, RowList

if TYPE_CHECKING:
    from reader.ui.app import CrossreadApp

MARKS: dict[Mode, tuple[tuple[str, str], ...]] = {
    Mode.COMPARE: (
        ("=", "the same words"),
        ("≈", "nearly the same words"),
        ("~", "told in other words"),
        ("+", "no match found on the other side"),
        ("3⁺~", "linked to more than one passage"),
        ("· · ·", "the other half stands elsewhere"),
        ("q @ #", "in a lens: cut, other speaker, differs"),
    ),
    Mode.MATRIX: (
        ("A", "the first known wording"),
        ("= ~", "the same words; told in other words"),
        ("q #", "the quote is cut; a figure or date differs"),
        ("? ·", "maybe the same, not sure; no match found"),
        ("7", "in a cell: the paragraph; at the edge: how many carry it"),
    ),
    Mode.READING: (
        ("● ◆ ■", "a person, a place, an organisation"),
        ("▲", "an event, a treaty, a work"),
        ("4~", "4 outlets carry this; worded differently"),
        ("# ^", "a figure differs; much higher or lower elsewhere"),
        ("+ ? =", "no match elsewhere; none sure; the same words"),
        ("╎", "a caption"),
        ("(inferred)", "concluded, not stated in the text"),
        ("∎", "the end"),
        ("P c H h", "raw view: paragraph, caption, headline, subheading"),
        ("s b d © x", "raw view: section, byline, date line, credit, furniture"),
    ),
    Mode.LIST: (
        ("● ★", "not read yet; starred"),
        ("x", "picked: for comparison, or for the next act"),
        ("?", "something of it was guessed: 4 lists these"),
        ("copy of", "most of its text stands in another's"),
        ("2nd", "a newer version: d compares it with the older"),
        ("▂█", "articles a day"),
        ("(i)", "something was refused or needs a look"),
    ),
    Mode.NAMES: (
        ("x", "picked to be merged"),
        ("● ◆ ■", "a person, a place, an organisation"),
        ("○ ▲", "a nationality; an event, a treaty, a work"),
        ("°", "a label that stands in place of the name: less sure"),
    ),
    Mode.EVERYWHERE: (),
}


class PanelScreen(ModalScreen[None]):
    """A panel over a screen: a title, rows that scroll, a line on how to close it."""

    CSS_PATH: ClassVar = [styles_dir() / "panels.tcss"]
    BINDINGS: ClassVar = panel_bindings(
        {
            "everywhere.back": "close",
            "everywhere.help": "close",
            "everywhere.down": "scroll(1)",
            "everywhere.up": "scroll(-1)",
            "everywhere.half-down": "scroll(10)",
            "everywhere.half-up": "scroll(-10)",
            "everywhere.page-down": "scroll(10)",
            "everywhere.page-up": "scroll(-10)",
            "everywhere.top": "scroll(-100000)",
            "everywhere.bottom": "scroll(100000)",
            "everywhere.search": "filter",
            "everywhere.quit": "app.finish",
        },
        {"escape": "close", "enter": "close", "space": "scroll(10)", "b": "scroll(-10)"},
    )
    HORIZONTAL_BREAKPOINTS = WIDTHS
    VERTICAL_BREAKPOINTS = HEIGHTS
    title_text = ""
    can_filter = False
    can_choose = False

    def compose(self) -> ComposeResult:
        """Compose the panel."""
        with Vertical(id="panel"):
            yield Bar(id="panel-title")
            yield RowList(id="panel-rows", show_cursor=self.can_choose)
            if self.can_filter:
                prompt = Input(id="panel-filter", placeholder="type to filter", compact=True)
                prompt.display = False
                yield prompt
            yield Bar(id="panel-foot")

    def on_mount(self) -> None:
        """Fill the panel."""
        if getattr(self.app, "ascii_only", False):
            self.add_class("ascii")
        self.query_one("#panel-title", Bar).show([(self.title_text, "bold $strong")])
        foot: list[Piece] = []
        for keys, label in self.foot():
            foot += [(keys, "bold $strong"), (f" {label}   ", "$soft")] if keys else []
        self.query_one("#panel-foot", Bar).show(foot)
        self.rows.focus()
        self.call_after_refresh(self.fill)

    @property
    def rows(self) -> RowList:
        """The rows."""
        return self.query_one("#panel-rows", RowList)

    def foot(self) -> list[tuple[str, str]]:
        """Return keys and what they do here."""
        entries = [(self.keys("back"), "close"), (self.keys("down", "up"), "scroll")]
        return entries + ([(self.keys("search"), "filter")] if self.can_filter else [])

    def keys(self, *names: str) -> str:
        """Return the keys in force of some commands that work everywhere."""
        keymap = cast("CrossreadApp", self.app).session.keymap
        return " ".join(key for name in names if (key := keymap.shown(f"everywhere.{name}")))

    def fill(self) -> None:
        """Build the rows for the width there is."""

    def on_resize(self, event: events.Resize) -> None:
        """Build the rows for the new width."""
        self.call_after_refresh(self.fill)

    def action_close(self) -> None:
        """Close the panel; a filter first."""
        self.dismiss()

    def action_scroll(self, rows: int) -> None:
        """Scroll by some rows."""
        self.rows.jump(self.rows.scroll_offset.y + rows)

    def action_filter(self) -> None:
        """Open the filter."""


class TextScreen(PanelScreen):
    """Some lines of text."""

    def __init__(self, title: str, lines: Sequence[str]) -> None:
        super().__init__()
        self.title_text = title
        self._lines = lines

    def fill(self) -> None:
        """Wrap the lines."""
        width = max(8, self.rows.size.width - 1)
        rows: list[ListRow] = []
        for line in self._lines:
            spans = wrap(line, 0, len(line), width)
            rows += [ListRow(((line[a:b], ("text",)),)) for a, b in spans] or [ListRow()]
        self.rows.set_rows(rows)


class HelpScreen(PanelScreen):
    """The keys that work in a mode, by what they are for; `/` filters."""

    can_filter = True

    def __init__(self, mode: Mode, keymap: Keymap) -> None:
        super().__init__()
        self._mode = mode
        self._keymap = keymap
        self._query = ""
        self.title_text = f"Help · {'library' if mode is Mode.LIST else mode.value}"

    def _sections(self, width: int) -> list[list[list[Run]]]:
        sections: list[list[list[Run]]] = []
        commands = [command for command in commands_for(self._mode) if self._matches(command)]
        for group in Group:
            own = [command for command in commands if command.group is group]
            if own:
                lines: list[list[Run]] = [[(group.value.upper(), ("title",))]]
                lines += [self._line(command) for command in own]
                sections.append(lines)
        if not self._query and MARKS.get(self._mode):
            lines = [[("MARKS", ("title",))]]
            indent = max(len(mark) for mark, _ in MARKS[self._mode]) + 2
            for mark, text in MARKS[self._mode]:
                for number, (start, end) in enumerate(wrap(text, 0, len(text), max(8, width - indent - 2))):
                    lead = mark if number == 0 else ""
                    lines.append([(lead.ljust(indent), ("strong",)), (text[start:end], ("text",))])
            sections.append(lines)
        return sections or [[[("no command matches", ("soft",))]]]

    def _matches(self, command: Command) -> bool:
        keys = " ".join(self._keymap.of(command))
        return self._query.casefold() in f"{command.title} {command.help} {keys}".casefold()

    def _line(self, command: Command) -> list[Run]:
        keys = " ".join(shown_key(key) for key in self._keymap.of(command)) or "(none)"
        key_width = 13
        text = keys + " " * max(1, key_width - cell_width(keys))
        return [(text, ("strong",)), (command.help if self._query else command.title, ("text",))]

    def fill(self) -> None:
        """Lay the sections out in as many columns as there is room for."""
        width = self.rows.size.width
        if not width:
            return
        count = 1 if self._query else 3 if width >= 99 else 2 if width >= 70 else 1
        column_width = width // count
        sections = self._sections(column_width)
        columns: list[list[list[Run]]] = [[] for _ in range(count)]
        total = sum(len(section) + 1 for section in sections)
        at = 0
        for section in sections:
            if columns[at] and at + 1 < count and len(columns[at]) + len(section) / 2 > total / count:
                at += 1
            columns[at] += [*section, []]
        height = max(len(column) for column in columns)
        rows: list[ListRow] = []
        for number in range(height):
            runs: list[Run] = []
            for column in columns:
                line = column[number] if number < len(column) else []
                runs += _padded_line(line, column_width)
            while runs and not runs[-1][0].strip():
                runs.pop()  # A bar that scrolls may take the cells of blanks, which would be cut with a mark.
            rows.append(ListRow(tuple(runs)))
        self.rows.set_rows(rows)

    def action_filter(self) -> None:
        """Open the filter."""
        prompt = self.query_one("#panel-filter", Input)
        prompt.display = True
        self.screen.set_focus(prompt)

    @on(Input.Changed, "#panel-filter")
    def _filter_changed(self, event: Input.Changed) -> None:
        event.stop()
        self._query = event.value.strip()
        self.fill()

    @on(Input.Submitted, "#panel-filter")
    def _filter_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.rows.focus()

    def action_close(self) -> None:
        """Close the filter, then the panel."""
        prompt = self.query_one("#panel-filter", Input)
        if prompt.display:
            prompt.value = ""
            prompt.display = False
            self.rows.focus()
        else:
            self.dismiss()


def _padded_line(line: Sequence[Run], width: int) -> list[Run]:
    runs: list[Run] = []
    room = width - 2
    for text, names in line:
        shown = fit(text, max(0, room))
        room -= cell_width(shown)
        runs.append((shown, names))
    runs.append((" " * (room + 2), ()))
    return runs
