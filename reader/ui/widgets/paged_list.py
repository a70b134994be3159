"""A list of any length: its rows are fetched by the page, and two or three pages are kept.

A move of the cursor draws two rows and asks for at most one page, however long the list is.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
from typing import TYPE_CHECKING, Any, Protocol, cast

from reader.ui.widgets.lists import CursorList, ListRow

if TYPE_CHECKING:
    from reader.ui.app import CrossreadApp

PAGE = 100
"""Rows of a page."""
KEPT = 3
"""Pages that are kept: what is in view stands on two at most, the cursor may be on a third."""
_NEAR = 50
"""So many rows are looked at for one that the cursor can stand on."""


class Rows(Protocol):
    """What a paged list shows."""

    def __len__(self) -> int:
        """Return how many rows there are."""

    def page(self, start: int, size: int) -> Sequence[Any]:
        """Return `size` rows from `start` on, fewer at the end."""

    def key(self, item: Any) -> object:
        """Return the key of a row; None for one that the cursor passes over."""

    def draw(self, item: Any, width: int) -> ListRow:
        """Return a row as it is shown in so many cells."""


class _Nothing:
    """No rows."""

    def __len__(self) -> int:
        return 0

    def page(self, start: int, size: int) -> Sequence[Any]:
        return ()

    def key(self, item: Any) -> object:
        return None

    def draw(self, item: Any, width: int) -> ListRow:
        return ListRow()


class PagedList(CursorList):
    """A list of rows by the page, with a cursor."""

    cursor_tint = "left"

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._source: Rows = _Nothing()
        self._pages: dict[int, Sequence[Any]] = {}
        self._row = 0
        self._key: object = None
        self.pages_asked = 0
        """How many pages were fetched since the start; tests count work with it."""

    # What is listed

    def show(self, source: Rows, *, fresh: bool = False) -> None:
        """Show these rows; the cursor stays with its row's key where that is near, else in its place.

        Args:
            source: The rows.
            fresh: Whether it is another list than before: then the cursor begins at the top unless its key is
                near there or near its place.
        """
        before, row = self._key, min(self._row, max(0, len(source) - 1))
        self._source = source
        self._pages.clear()
        self.set_row_count(len(source))
        found = self._row_near(before, row) if before is not None else None
        if found is None and fresh:
            row = 0
            found = self._row_near(before, 0) if before is not None else None
        self._row = self._stop(row if found is None else found, 1)
        self._key = self._key_at(self._row)
        if self._row <= 1:
            self.jump(0)
        self.reveal()

    def item(self, row: int) -> Any | None:
        """Return what a row stands for; None beyond the end."""
        if not 0 <= row < self.row_count:
            return None
        number, at = divmod(row, PAGE)
        rows = self._pages.pop(number, None)
        if rows is None:
            self.pages_asked += 1
            try:
                rows = self._source.page(number * PAGE, PAGE)
            except Exception as error:
                if not cast("CrossreadApp", self.app).has_said(error):
                    raise
                rows = ()  # They stay blank until the list is shown anew.
        self._pages[number] = rows  # The one used last stands last.
        while len(self._pages) > KEPT:
            del self._pages[next(iter(self._pages))]
        return rows[at] if at < len(rows) else None

    @property
    def at(self) -> int:
        """The row of the cursor."""
        return self._row

    @property
    def current(self) -> Any | None:
        """What the row under the cursor stands for."""
        return self.item(self._row)

    @property
    def key(self) -> object:
        """The key of the row under the cursor, or None in an empty list."""
        return self._key

    @property
    def keys(self) -> list[object]:
        """The keys of the rows around the cursor, in order: those of its page and of the pages beside it."""
        first = max(0, self._row // PAGE - 1) * PAGE
        found = (self._key_at(row) for row in range(first, min(first + KEPT * PAGE, self.row_count)))
        return [key for key in found if key is not None]

    def _key_at(self, row: int) -> object:
        item = self.item(row)
        return None if item is None else self._source.key(item)

    def _row_near(self, key: object, row: int | None = None) -> int | None:
        """Return the row with a key: of the cursor's page, or of those beside it."""
        page = (self._row if row is None else row) // PAGE
        for number in (page, page - 1, page + 1):
            for place in range(max(0, number * PAGE), min((number + 1) * PAGE, self.row_count)):
                if self._key_at(place) == key:
                    return place
        return None

    def _stop(self, row: int, step: int) -> int:
        """Return the row nearest to one that the cursor can stand on, first of all in a direction."""
        for way in (1 if step > 0 else -1, -1 if step > 0 else 1):
            for near in range(row, row + way * _NEAR, way):
                if self._key_at(near) is not None:
                    return near
        return row

    # The cursor

    def move(self, step: int) -> None:
        """Move the cursor by some rows, and over one that it cannot stand on."""
        if self.row_count:
            row = max(0, min(self.row_count - 1, self._row + step))
            self.go_to_row(self._stop(row, step))

    def page(self, share: float) -> None:
        """Scroll by a share of the height; the cursor goes along, and at an end to the end."""
        step = int((self.size.height - 1) * share) or (1 if share > 0 else -1)
        before = self.scroll_offset.y
        self.jump(before + step)
        moved = self.scroll_offset.y - before
        self.move(moved if moved == step else step)

    def go_to(self, key: object) -> bool:
        """Put the cursor on the row with this key if it is near; return whether it is."""
        row = self._row_near(key)
        if row is not None:
            self.go_to_row(row)
        return row is not None

    def go_to_row(self, row: int) -> None:
        """Put the cursor on a row."""
        if row != self._row and 0 <= row < self.row_count:
            changed = (self._row, row)
            self._row = row
            self._key = self._key_at(row)
            self.refresh_rows(changed)
            self.post_message(self.Highlighted(self, self._key))
        self.reveal()

    def reveal(self) -> None:
        """Keep the cursor in view, with what stands above the first row that it can stand on."""
        if self.row_count:
            first = 0 if self._row <= 1 else self._row
            self.show_rows(first, self._row + 1, context=1)

    def choose(self, row: int, *, twice: bool) -> None:
        """Put the cursor on a row; open it when it was there."""
        if self._key_at(row) is None:
            return
        if row == self._row and (self.has_focus or twice):
            self.post_message(self.Chosen(self, self._key))
        self.go_to_row(row)

    # Drawing

    def list_row(self, row: int) -> ListRow:
        """Return what stands in a row; nothing where it is gone meanwhile."""
        item = self.item(row)
        return self._source.draw(item, self.text_width) if item is not None else ListRow()

    def has_cursor(self, row: int) -> bool:
        """Tell whether the cursor stands on a row."""
        return row == self._row and self._key is not None

    def rows_with(self, keys: Container[object]) -> Iterable[int]:
        """Return the rows in view with these keys; others are drawn when they come into view."""
        top = self.scroll_offset.y
        for row in [row for row in self._strips if not top <= row < top + self.size.height]:
            del self._strips[row]
        return [
            row
            for row in range(top, min(top + self.size.height, self.row_count))
            if self._key_at(row) in keys
        ]

    def refresh_keys(self, keys: Container[object]) -> None:
        """Draw the rows with these keys afresh."""
        self.refresh_rows(self.rows_with(keys))
