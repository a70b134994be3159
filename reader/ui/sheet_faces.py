"""Level and interleaved: layouts whose rows come from one sheet, a passage on rows of its own."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from reader.article import Span
from reader.comparison.model import Kind
from reader.layout.cells import fit
from reader.layout.sheet import Cell, Column, Note, Sheet, abreast, interleaved, level
from reader.ui.face import MEASURE, Face, id_runs, padded
from reader.ui.line_view import Run
from reader.ui.pairing import LEFT, RIGHT, SIDES, SIGNS, spans_of

if TYPE_CHECKING:
    from reader.ui.widgets.compare_view import CompareView


class _SheetFace(Face):
    """A face whose rows come from one sheet."""

    sheet: Sheet
    shown: tuple[list[int], list[int]]
    index: tuple[dict[int, int], dict[int, int]]
    links: list[int]

    def _columns(self) -> tuple[Column, Column, list[tuple[int, int]], int | None]:
        pairing = self.pairing
        assert pairing is not None
        self.shown = pairing.folded(self.fold)
        self.index = (
            {passage: number for number, passage in enumerate(self.shown[LEFT])},
            {passage: number for number, passage in enumerate(self.shown[RIGHT])},
        )
        columns = [
            Column(
                pairing.articles[side].text,
                spans_of(pairing.passages[side], self.shown[side]),
                [pairing.passages[side][number].block for number in self.shown[side]],
            )
            for side in (LEFT, RIGHT)
        ]
        self.links = [
            number
            for number, (a, b) in enumerate(pairing.links)
            if a in self.index[LEFT] and b in self.index[RIGHT]
        ]
        links = [
            (self.index[LEFT][pairing.links[n][0]], self.index[RIGHT][pairing.links[n][1]])
            for n in self.links
        ]
        pinned = self.links.index(self.pinned) if self.pinned in self.links else None
        return columns[0], columns[1], links, pinned

    def height(self, pads: Sequence[int]) -> int:
        return len(self.sheet.rows) + max(pads) if self.sheet.rows else 0

    def row_of(self, side: int, offset: int) -> int:
        return self.sheet.row_of(side, offset)

    def offset_of(self, row: int, side: int) -> tuple[int, int]:
        if not self.sheet.rows:
            return LEFT, 0
        row = min(row, len(self.sheet.rows) - 1)
        for at in range(row, len(self.sheet.rows)):
            cell = self.sheet.rows[at][side]
            if isinstance(cell, Cell):
                return side, cell.span.start
        return self.sheet.anchor_of(row)

    def passage_rows(self, side: int, passage: int) -> range:
        number = self.index[side].get(passage)
        return range(0) if number is None else self.sheet.passage_rows(side, number)

    def row_text(self, view: CompareView, row: int, anchor: int) -> tuple[int, Span] | None:
        sides = (LEFT, RIGHT) if self.stacked else (RIGHT if anchor >= self.geometry.right else LEFT,)
        for side in sides:
            cell = self._side_row(view, row, side)
            if isinstance(cell, Cell):
                return side, cell.span
        return None

    def _side_row(self, view: CompareView, row: int, side: int) -> Cell | Note | None:
        at = row - view.pads[side]
        if not 0 <= at < len(self.sheet.rows):
            return None
        return self.sheet.rows[at].left if side == LEFT else self.sheet.rows[at].right


class Level(_SheetFace):
    """Every passage starts on a row of its own; linked ones in the same order stand level."""

    def build(self) -> None:
        if self.pairing is None:
            self.sheet = Sheet([])
            self.shown, self.index, self.links = ([], []), ({}, {}), []
            return
        left, right, links, pinned = self._columns()
        widths = (self.geometry.text, self.geometry.text)
        if self.pairing.comparison is None:
            self.sheet = abreast(left, right, widths)
        else:
            self.sheet = level(left, right, links, widths, pinned=pinned)

    def row_runs(self, view: CompareView, row: int) -> list[Run]:
        geometry = self.geometry
        runs: list[Run] = [(" " * geometry.margin, ())]
        runs += self._side_runs(view, row, LEFT)
        runs += self._gutter(view, row)
        runs += self._side_runs(view, row, RIGHT)
        return runs

    def _side_runs(self, view: CompareView, row: int, side: int) -> list[Run]:
        geometry = self.geometry
        cell = self._side_row(view, row, side)
        if isinstance(cell, Cell):
            passage = self.shown[side][cell.passage]
            runs = id_runs(view, side, passage, cell.first, geometry.ids)
            assert view.pairing is not None
            focused = view.pairing.in_focus(view.focus_on, side, passage)
            fill = (f"focus-{SIDES[side]}",) if focused else ()
            return runs + padded(view.text_runs(side, cell.span, passage), geometry.text, fill)
        if isinstance(cell, Note):
            number = self.links[cell.link] + 1
            many = abs(cell.distance)
            where = "down" if cell.distance > 0 else "up"
            noun = "passage" if many == 1 else "passages"
            hint = ": ⏎ to align" if view.focus_on.link == number - 1 else ""
            text = fit(f"· · ·  link {number} is {many} {noun} {where}{hint}", geometry.text)
            return [(" " * geometry.ids, ()), *padded([(text, ("note",))], geometry.text)]
        return [(" " * geometry.side, ())]

    def _gutter(self, view: CompareView, row: int) -> list[Run]:
        gutter = self.geometry.gutter
        blank: list[Run] = [(" " * gutter, ())]
        if view.pads[LEFT] != view.pads[RIGHT]:
            return blank
        left, right = self._side_row(view, row, LEFT), self._side_row(view, row, RIGHT)
        at = row - view.pads[LEFT]
        if not (isinstance(left, Cell) and isinstance(right, Cell) and left.first and right.first):
            return blank
        link = self.sheet.rows[at].link
        if link < 0 or view.pairing is None:
            return blank
        number = self.links[link]
        focused = view.focus_on.link == number
        same = view.pairing.link(number).kind is not Kind.PARAPHRASE
        bar = ("═" if same else "─") * max(1, gutter - 4 if gutter >= 7 else gutter - 2)
        left_space = (gutter - len(bar)) // 2
        return [
            (" " * left_space, ()),
            (bar, ("link-focus" if focused else "hair",)),
            (" " * (gutter - left_space - len(bar)), ()),
        ]

    def passage_at(self, view: CompareView, row: int, x: int) -> tuple[int, int] | None:
        side = RIGHT if x >= self.geometry.right else LEFT
        cell = self._side_row(view, row, side)
        return (side, self.shown[side][cell.passage]) if isinstance(cell, Cell) else None


class Interleaved(_SheetFace):
    """One column: a passage of the left, then its counterpart."""

    stacked = True

    def build(self) -> None:
        if self.pairing is None:
            self.sheet = Sheet([])
            self.shown, self.index, self.links = ([], []), ({}, {}), []
            return
        left, right, links, _ = self._columns()
        self.sheet = interleaved(left, right, links, self._width())

    def _width(self) -> int:
        geometry = self.geometry
        return max(1, min(MEASURE, geometry.width - geometry.ids - 2 - self._margin()))

    def _margin(self) -> int:
        geometry = self.geometry
        return max(0, min((geometry.width - MEASURE - geometry.ids - 2) // 2, 12))

    def text_starts(self) -> tuple[int, int]:
        start = self._margin() + self.geometry.ids + 2
        return start, start

    def row_copy(self, view: CompareView, row: int, first: int, last: int | None, anchor: int) -> str:
        text = "".join(run for run, _ in self.row_runs(view, row))
        return text[max(first, self.text_starts()[0]) : last].strip()

    def row_runs(self, view: CompareView, row: int) -> list[Run]:
        if not 0 <= row < len(self.sheet.rows) or view.pairing is None:
            return []
        here = self.sheet.rows[row]
        for side, cell in ((LEFT, here.left), (RIGHT, here.right)):
            if not isinstance(cell, Cell):
                continue
            passage = self.shown[side][cell.passage]
            focused = view.pairing.in_focus(view.focus_on, side, passage)
            name = SIDES[side]
            runs: list[Run] = [(" " * self._margin(), ())]
            runs += id_runs(view, side, passage, cell.first, self.geometry.ids, rail=False)
            sign = SIGNS[side] if cell.first else ("┃" if focused else "│")
            runs += [(sign, (f"rail-{name}",)), (" ", ())]
            fill = (f"focus-{name}",) if focused else ()
            return runs + padded(view.text_runs(side, cell.span, passage), self._width(), fill)
        return []

    def passage_at(self, view: CompareView, row: int, x: int) -> tuple[int, int] | None:
        if not 0 <= row < len(self.sheet.rows):
            return None
        here = self.sheet.rows[row]
        if isinstance(here.left, Cell):
            return LEFT, self.shown[LEFT][here.left.passage]
        if isinstance(here.right, Cell):
            return RIGHT, self.shown[RIGHT][here.right.passage]
        return None
