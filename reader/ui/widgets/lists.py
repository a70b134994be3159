"""Lists of rows with a cursor: the story list, the sidebar, the names panel, the only-here lens."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass

from textual import events
from textual.message import Message

from reader.layout.cells import cell_width, fit
from reader.ui.line_view import LineView, Run


@dataclass(frozen=True, slots=True)
class ListRow:
    """A row of a list.

    Attributes:
        left: Runs from the left edge; cut where the right ones begin.
        right: Runs at the right edge.
        key: What the row stands for; None for a row that the cursor passes over.
        style: Style names beneath all runs of the row.
        goes_on: Whether it belongs to the row above, with which it shares the cursor: wrapped text.
    """

    left: tuple[Run, ...] = ()
    right: tuple[Run, ...] = ()
    key: object = None
    style: tuple[str, ...] = ()
    goes_on: bool = False


class CursorList(LineView):
    """Rows with a cursor on one that can be chosen; a subclass says what the rows are."""

    @dataclass
    class Highlighted(Message):
        """The cursor came to another row."""

        list: CursorList
        key: object

        @property
        def control(self) -> CursorList:
            """The list."""
            return self.list

    @dataclass
    class Chosen(Message):
        """The reader opened a row, by click."""

        list: CursorList
        key: object

        @property
        def control(self) -> CursorList:
            """The list."""
            return self.list

    def __init__(self, *, id: str | None = None, show_cursor: bool = True, quiet: bool = False) -> None:
        super().__init__(id=id)
        self._show_cursor = show_cursor
        self._quiet = quiet
        """A quiet list shows its cursor only while it has the focus."""
        self._tints: dict[object, str] = {}

    cursor_tint = ""
    """The style of the outlet in the row under the cursor, "" for no other one."""

    # What a subclass gives

    @property
    def key(self) -> object:
        """The key of the row under the cursor, or None in an empty list."""
        raise NotImplementedError

    def list_row(self, row: int) -> ListRow:
        """Return what stands in a row."""
        raise NotImplementedError

    def has_cursor(self, row: int) -> bool:
        """Tell whether the cursor stands on a row."""
        raise NotImplementedError

    def move(self, step: int) -> None:
        """Move the cursor by some rows that can be chosen."""
        raise NotImplementedError

    def page(self, share: float) -> None:
        """Scroll by a share of the height, 1.0 a page down, -0.5 half a page up; the cursor goes along."""
        raise NotImplementedError

    def go_to(self, key: object) -> bool:
        """Put the cursor on the row with this key; return whether there is one."""
        raise NotImplementedError

    def reveal(self) -> None:
        """Scroll as little as needed so that the cursor is in view."""
        raise NotImplementedError

    def rows_with(self, keys: Container[object]) -> Iterable[int]:
        """Return the rows with these keys, those out of view may be left out."""
        raise NotImplementedError

    def choose(self, row: int, *, twice: bool) -> None:
        """Put the cursor on a row that was clicked; a click on the row that has it opens it."""
        raise NotImplementedError

    # Drawing

    def set_tints(self, tints: dict[object, str]) -> None:
        """Draw the outlets of the rows with these keys in these styles; only changed rows are drawn."""
        changed = {key for key in {*tints, *self._tints} if tints.get(key) != self._tints.get(key)}
        self._tints = tints
        if changed:
            self.refresh_rows(self.rows_with(changed))

    def row_runs(self, row: int) -> Sequence[Run]:
        """Return the runs of a row: left ones cut to what the right ones leave."""
        here = self.list_row(row)
        base = here.style + self._cursor_style(row)
        width = self.text_width
        right_width = sum(cell_width(text) for text, _ in here.right)
        room = width - right_width - (1 if here.right else 0)
        runs: list[Run] = []
        for text, names in here.left:
            if names == ("outlet",):
                lit = self.cursor_tint if self.has_cursor(row) else ""
                names = (lit or self._tints.get(here.key, "soft"),)
            shown = fit(text, max(0, room))
            room -= cell_width(shown)
            runs.append((shown, base + names))
            if shown != text:
                break
        runs.append((" " * max(0, room + (1 if here.right else 0)), base))
        if right_width < width:
            runs += [(text, base + names) for text, names in here.right]
        return runs

    def focus_cell(self) -> tuple[int, int]:
        """Return (row, column) of the cursor's row."""
        top = self.scroll_offset.y
        seen = range(top, min(top + self.size.height, self.row_count))
        return next((row for row in seen if self.has_cursor(row)), top), 0

    def _cursor_style(self, row: int) -> tuple[str, ...]:
        if not self._show_cursor or not self.has_cursor(row):
            return ()
        if self.has_focus:
            return ("cursor",)
        return () if self._quiet else ("cursor-away",)

    def on_focus(self) -> None:
        """Show the cursor as the one in use."""
        self.refresh_all()

    def on_blur(self) -> None:
        """Show the cursor as one that waits."""
        self.refresh_all()

    def on_resize(self, event: events.Resize) -> None:
        """Keep the cursor in view."""
        super().on_resize(event)
        self.reveal()

    def on_click(self, event: events.Click) -> None:
        """Move the cursor to the row clicked; a second click opens it."""
        self.choose(event.y + self.scroll_offset.y, twice=event.chain > 1)


class RowList(CursorList):
    """A list of rows of which some can be chosen. A move of the cursor draws two rows."""

    def __init__(self, *, id: str | None = None, show_cursor: bool = True, quiet: bool = False) -> None:
        super().__init__(id=id, show_cursor=show_cursor, quiet=quiet)
        self._rows: list[ListRow] = []
        self._stops: list[int] = []
        self._cursor = 0

    def set_rows(self, rows: Iterable[ListRow], *, keep: object = None) -> None:
        """Show these rows; the cursor goes to the row with the key `keep`, else stays as near as it can."""
        before = keep if keep is not None else self.key
        self._rows = list(rows)
        self._stops = [number for number, row in enumerate(self._rows) if row.key is not None]
        self._cursor = min(self._cursor, max(0, len(self._stops) - 1))
        for at, number in enumerate(self._stops):
            if self._rows[number].key == before:
                self._cursor = at
                break
        self.set_row_count(len(self._rows))
        self.reveal()

    @property
    def key(self) -> object:
        """The key of the row under the cursor, or None in an empty list."""
        return self._rows[self._stops[self._cursor]].key if self._stops else None

    @property
    def keys(self) -> list[object]:
        """All keys in order."""
        return [self._rows[number].key for number in self._stops]

    def list_row(self, row: int) -> ListRow:
        """Return what stands in a row."""
        return self._rows[row]

    def rows_with(self, keys: Container[object]) -> Iterable[int]:
        """Return the rows with these keys."""
        return (row for row in self._stops if self._rows[row].key in keys)

    def go_to(self, key: object) -> bool:
        """Put the cursor on the row with this key; return whether there is one."""
        for at, number in enumerate(self._stops):
            if self._rows[number].key == key:
                self._set_cursor(at)
                return True
        return False

    def move(self, step: int) -> None:
        """Move the cursor by some rows that can be chosen."""
        if self._stops:
            self._set_cursor(max(0, min(len(self._stops) - 1, self._cursor + step)))

    def page(self, share: float) -> None:
        """Scroll by a share of the height, 1.0 a page down, -0.5 half a page up; the cursor goes along.

        It goes to the first stop in view. What is taller than the pane keeps it while it is scrolled through.
        """
        step = int((self.size.height - 1) * share) or (1 if share > 0 else -1)
        wanted = self.scroll_offset.y + step
        top = max(0, min(wanted, self.max_scroll_y))
        self.jump(top)
        if not self._stops:
            return
        at = bisect_left(self._stops, top)
        if at == len(self._stops) or self._stops[at] >= top + self.size.height:
            at -= 1  # One stop fills the pane.
        elif top != wanted or (step > 0 and at <= self._cursor):
            # But never out of sight.
            at = min(self._stop_after(step), bisect_left(self._stops, top + self.size.height) - 1)
        self._set_cursor(max(0, at), reveal=False)

    def _stop_after(self, rows: int) -> int:
        """Return the stop some rows from the cursor, but the next one at least."""
        row = self._stops[self._cursor] + rows
        if rows > 0:
            return min(len(self._stops) - 1, max(self._cursor + 1, bisect_right(self._stops, row) - 1))
        return max(0, min(self._cursor - 1, bisect_left(self._stops, row)))

    def _set_cursor(self, at: int, *, reveal: bool = True) -> None:
        if at != self._cursor:
            rows = (*self._rows_of(self._cursor), *self._rows_of(at))
            self._cursor = at
            self.refresh_rows(rows)
            self.post_message(self.Highlighted(self, self.key))
        if reveal:
            self.reveal()

    def _rows_of(self, at: int) -> range:
        """Return the rows of a stop: its own, and those that go on from it."""
        first = last = self._stops[at]
        while last + 1 < len(self._rows) and self._rows[last + 1].goes_on:
            last += 1
        return range(first, last + 1)

    def reveal(self) -> None:
        """Keep the cursor in view; at the first stop also what stands above it."""
        if not self._stops:
            return
        rows = self._rows_of(self._cursor)
        first = 0 if self._cursor == 0 else rows.start
        self.show_rows(first, rows.stop, context=1)

    def has_cursor(self, row: int) -> bool:
        """Tell whether the cursor stands on a row, or on the one that it goes on from."""
        if not self._stops:
            return False
        return row == self._stops[self._cursor] or (
            self._rows[row].goes_on and row in self._rows_of(self._cursor)
        )

    def choose(self, row: int, *, twice: bool) -> None:
        """Put the cursor on a row; open it when it was there."""
        while 0 < row < len(self._rows) and self._rows[row].goes_on:
            row -= 1
        if row not in self._stops:
            return
        at = self._stops.index(row)
        if at == self._cursor and (self.has_focus or twice):
            self.post_message(self.Chosen(self, self.key))
        self._set_cursor(at)
