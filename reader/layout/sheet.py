"""Two texts against each other, passage by passage: level columns, or one column interleaved."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import zip_longest
from typing import NamedTuple

from reader.article import Span
from reader.comparison.chain import chain, number_of
from reader.layout.wrap import wrap

LEFT, RIGHT = 0, 1


@dataclass(frozen=True, slots=True)
class Column:
    """One side.

    Attributes:
        text: The text.
        passages: The passages in the order of the text.
        paragraphs: For each passage the number of its paragraph.
    """

    text: str
    passages: Sequence[Span]
    paragraphs: Sequence[int]


class Cell(NamedTuple):
    """One row of one passage: its characters, and whether it is the passage's first or last row."""

    span: Span
    passage: int
    first: bool
    last: bool


class Note(NamedTuple):
    """Stands opposite a passage whose counterpart is elsewhere: so many passages down, or up if negative."""

    link: int
    distance: int


class SheetRow(NamedTuple):
    """A row of both sides; `link` is the link that stands level here or whose moved half this is, else -1."""

    left: Cell | Note | None
    right: Cell | Note | None
    link: int


_BLANK = SheetRow(None, None, -1)


class Sheet:
    """Rows, and the way between rows, passages and text offsets."""

    def __init__(self, rows: Sequence[SheetRow], columns: Sequence[Column] = ()) -> None:
        """Take the rows and the columns they were made of."""
        self.rows = rows
        self._starts = [[span.start for span in column.passages] for column in columns] or [[], []]
        self._ranges: list[list[range]] = [[range(0)] * len(starts) for starts in self._starts]
        first = [0, 0]
        for number, row in enumerate(rows):
            if row is _BLANK:
                continue
            for side in (LEFT, RIGHT):
                cell = row[side]
                if isinstance(cell, Cell):
                    if cell.first:
                        first[side] = number
                    if cell.last:
                        self._ranges[side][cell.passage] = range(first[side], number + 1)

    def passage_rows(self, side: int, passage: int) -> range:
        """Return the rows of a passage."""
        ranges = self._ranges[side]
        return ranges[passage] if 0 <= passage < len(ranges) else range(0)

    def row_of(self, side: int, offset: int) -> int:
        """Return the row that shows a character of a side, or the last one of that passage before it."""
        if not self._starts[side]:
            return 0
        rows = self._ranges[side][max(0, bisect_right(self._starts[side], offset) - 1)]
        found = rows.start
        for row in rows:
            cell = self.rows[row][side]
            assert isinstance(cell, Cell)
            if cell.span.start > offset:
                break
            found = row
        return found

    def anchor_of(self, row: int) -> tuple[int, int]:
        """Return (side, text offset) of what stands at a row, else of the nearest text below, else above."""
        row = max(0, row)
        for rows in (range(row, len(self.rows)), range(min(row, len(self.rows)) - 1, -1, -1)):
            for at in rows:
                for side in (LEFT, RIGHT):
                    cell = self.rows[at][side]
                    if isinstance(cell, Cell):
                        return side, cell.span.start
        return LEFT, 0


@lru_cache(maxsize=1 << 14)
def _wrapped(text: str, start: int, end: int, width: int) -> tuple[Span, ...]:
    """Return the rows of a passage, which are asked for again whenever a link is brought level."""
    return tuple(wrap(text, start, end, width))


class _Builder:
    """Builds the rows of a sheet."""

    def __init__(
        self, columns: Sequence[Column], links: Sequence[tuple[int, int]], widths: Sequence[int]
    ) -> None:
        self.columns = columns
        self.links = links
        self.widths = widths
        self.rows: list[SheetRow] = []
        self.links_of: tuple[dict[int, list[int]], dict[int, list[int]]] = ({}, {})
        for number, ends in enumerate(links):
            for side in (LEFT, RIGHT):
                self.links_of[side].setdefault(ends[side], []).append(number)
        self.number_of = number_of(links)
        self._last: list[int | None] = [None, None]

    def cells(self, side: int, passage: int) -> list[Cell]:
        """Return the rows of a passage."""
        column = self.columns[side]
        spans = _wrapped(column.text, *column.passages[passage], self.widths[side])
        if len(spans) == 1:
            return [Cell(spans[0], passage, True, True)]
        last = len(spans) - 1
        return [Cell(row, passage, n == 0, n == last) for n, row in enumerate(spans)]

    def gap(self, side: int | None = None, passage: int = -1) -> None:
        """Put a blank row before what comes, unless it goes on with an unlinked paragraph of its side."""
        if not self.rows:
            return
        last = self._last[side] if side is not None else None
        if side is not None and last is not None and passage == last + 1:
            paragraphs = self.columns[side].paragraphs
            alone = passage not in self.links_of[side] and last not in self.links_of[side]
            if alone and paragraphs[passage] == paragraphs[last]:
                return
        self.rows.append(_BLANK)

    def put(self, side: int, passage: int, link: int, note: Note | None = None) -> None:
        """Put a passage on its side, with a note opposite its first row."""
        cells = self.cells(side, passage)
        if side == LEFT:
            self.rows += [SheetRow(cell, None, link) for cell in cells]
        else:
            self.rows += [SheetRow(None, cell, link) for cell in cells]
        if note is not None and cells:
            first = len(self.rows) - len(cells)
            self.rows[first] = (
                SheetRow(cells[0], note, link) if side == LEFT else SheetRow(note, cells[0], link)
            )
        self._last = [None, None]
        self._last[side] = passage

    def put_level(self, left: range, right: range) -> None:
        """Put linked passages level: one of either side, or one against a run of the other side."""
        here = [cell for passage in left for cell in self.cells(LEFT, passage)]
        there = [cell for passage in right for cell in self.cells(RIGHT, passage)]
        for one, other in zip_longest(here, there):
            pair = one.passage if one else left[-1], other.passage if other else right[-1]
            self.rows.append(SheetRow(one, other, self.number_of[pair]))
        self._last = [None, None]

    def group(self, link: int, ends: tuple[int, int]) -> tuple[range, range]:
        """Return the passages that stand level by a link, in order.

        They are its own and, on one side, those that follow with a link to the same counterpart, up to,
        not including, the passages `ends`.
        """
        left, right = self.links[link]
        below, beside = left + 1, right + 1
        while beside < ends[RIGHT] and (left, beside) in self.number_of:
            beside += 1
        while beside == right + 1 and below < ends[LEFT] and (below, right) in self.number_of:
            below += 1
        return range(left, below), range(right, beside)


def level(
    left: Column,
    right: Column,
    links: Sequence[tuple[int, int]],
    widths: tuple[int, int],
    *,
    pinned: int | None = None,
) -> Sheet:
    """Lay two texts out with the links of their chain level.

    Every passage starts on a row of its own. What stands between two level links is set side after side,
    so that nothing that only one text has seems to face a counterpart. Of passages that share a counterpart
    and follow each other, the first stands level with it and the others directly beneath. A passage whose
    counterpart is elsewhere has a note opposite.

    Args:
        left: The left text.
        right: The right text.
        links: (left passage, right passage) each, in any order; many-to-many is allowed.
        widths: Of the two columns, in cells.
        pinned: A link that must stand level.
    """
    builder = _Builder((left, right), links, widths)
    lengths = [[span.length for span in column.passages] for column in (left, right)]
    levelled = chain(links, lengths[LEFT], lengths[RIGHT], pinned)
    bottom = len(left.passages), len(right.passages)
    stops = [*(links[number] for number in levelled), bottom]
    at = [0, 0]
    for step, stop in enumerate(stops):
        for side in (LEFT, RIGHT):
            for passage in range(at[side], stop[side]):
                note = _note(builder.links_of[side].get(passage, []), links, 1 - side, at[1 - side])
                builder.gap(side, passage)
                builder.put(side, passage, note.link if note else -1, note)
            at[side] = stop[side]
        if step < len(levelled):
            group = builder.group(levelled[step], stops[step + 1])
            builder.gap()
            builder.put_level(*group)
            at = [group[LEFT].stop, group[RIGHT].stop]
    return Sheet(builder.rows, (left, right))


def _note(own: Sequence[int], links: Sequence[tuple[int, int]], other: int, cursor: int) -> Note | None:
    """Return the note about the nearest counterpart; `cursor` is the next passage of the other side."""
    best: Note | None = None
    for link in own:
        target = links[link][other]
        distance = target - cursor + 1 if target >= cursor else target - cursor
        if best is None or abs(distance) < abs(best.distance):
            best = Note(link, distance)
    return best


def abreast(left: Column, right: Column, widths: tuple[int, int]) -> Sheet:
    """Lay two texts out next to each other, each for itself: what is shown before links are known."""
    sides: list[list[Cell | Note | None]] = []
    for side, column in ((LEFT, left), (RIGHT, right)):
        builder = _Builder((left, right), (), widths)
        for passage in range(len(column.passages)):
            builder.gap(side, passage)
            builder.put(side, passage, -1)
        sides.append([row.left if side == LEFT else row.right for row in builder.rows])
    rows = [SheetRow(here, there, -1) for here, there in zip_longest(*sides)]
    return Sheet(rows, (left, right))


def interleaved(left: Column, right: Column, links: Sequence[tuple[int, int]], width: int) -> Sheet:
    """Lay two texts out in one column, in the order of the left text.

    Beneath each left passage stand the right ones linked to it that did not stand before; a right passage
    without a link follows the one it follows in its own text.
    """
    builder = _Builder((left, right), links, (width, width))
    linked = builder.links_of[RIGHT]
    placed: set[int] = set()

    def put_right(passage: int, link: int) -> None:
        placed.add(passage)
        builder.put(RIGHT, passage, link)
        after = passage + 1
        while after < len(right.passages) and after not in linked and after not in placed:
            placed.add(after)
            builder.gap(RIGHT, after)
            builder.put(RIGHT, after, -1)
            after += 1

    if right.passages and 0 not in linked:
        put_right(0, -1)
    for passage in range(len(left.passages)):
        builder.gap(LEFT, passage)
        own = sorted(
            builder.links_of[LEFT].get(passage, []), key=lambda number: (links[number][RIGHT], number)
        )
        builder.put(LEFT, passage, own[0] if own else -1)
        for number in own:
            if links[number][RIGHT] not in placed:
                put_right(links[number][RIGHT], number)
    return Sheet(builder.rows, (left, right))
