"""The layouts of the compare pane: level, ribbons, interleaved, and one side alone where it is narrow.

A face turns a pairing into rows for a width and says where passages stand. It computes no colours: rows
are runs of text with style names, which `CompareView` draws.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from reader.article import Span
from reader.comparison.model import Kind
from reader.layout.cells import cell_width, fit
from reader.layout.page import Page, PageBlock, lay_out_page
from reader.layout.ribbons import Connector, GutterCell, draw_gutter
from reader.layout.sheet import Cell, Column, Note, Sheet, abreast, interleaved, level
from reader.ui.line_view import Run
from reader.ui.pairing import LEFT, RIGHT, SIDES, Pairing, spans_of

if TYPE_CHECKING:
    from reader.ui.widgets.compare_view import CompareView


MEASURE = 76
NARROW = 72


@dataclass(frozen=True, slots=True)
class Geometry:
    """Widths in cells of a row: margin, id column, text, gutter, id column, text.

    Attributes:
        width: The whole row.
        margin: Blank cells at the left edge.
        ids: The column with number and mark, its trailing space included.
        text: The text of one side; both sides are equal, an odd cell goes to the gutter.
        gutter: Between the sides.
        narrow: Too narrow for two sides.
    """

    width: int
    margin: int
    ids: int
    text: int
    gutter: int
    narrow: bool

    @property
    def side(self) -> int:
        """One side: ids and text."""
        return self.ids + self.text

    @property
    def right(self) -> int:
        """Where the right side begins."""
        return self.margin + self.side + self.gutter


def measure_columns(width: int, *, ribbons: bool = False) -> Geometry:
    """Return the widths for a pane of `width` cells; ribbons need a wider gutter for their curves."""
    if width < NARROW:
        ids = 4 if width >= 24 else 0
        return Geometry(width, 0, ids, max(1, min(MEASURE, width - ids - 1)), 0, True)
    ids = 5 if width >= 100 else 4
    gutter = 7 if width >= 100 else 3
    if ribbons:
        gutter = 13 if width >= 100 else 9
    text = min(MEASURE, (width - gutter - 1) // 2 - ids)
    gutter = max(gutter, min(15, width - 1 - 2 * (ids + text)))
    margin = max(0, (width - 2 * (ids + text) - gutter) // 2)
    return Geometry(width, margin, ids, text, gutter, False)


class Face:
    """What all layouts share. Rows are counted without the view's pads unless said otherwise."""

    flowing = False
    """Each side is a page of its own (ribbons), not rows of one sheet."""
    single = False
    """Only one side is on screen."""
    stacked = False
    """The halves of a link stand one above the other."""
    depends_on_viewport = False

    def __init__(self, pairing: Pairing | None, geometry: Geometry, fold: str, pinned: int | None) -> None:
        self.pairing = pairing
        self.geometry = geometry
        self.side = LEFT
        self.fold = fold
        self.pinned = pinned
        self.build()

    def build(self) -> None:
        """Lay the pairing out."""
        raise NotImplementedError

    def height(self, pads: Sequence[int]) -> int:
        """Return the number of rows with these pads."""
        raise NotImplementedError

    def row_of(self, side: int, offset: int) -> int:
        """Return the row that shows a text offset of a side."""
        raise NotImplementedError

    def offset_of(self, row: int, side: int) -> tuple[int, int]:
        """Return (side, text offset) of what stands at a row, on the given side where possible."""
        raise NotImplementedError

    def passage_rows(self, side: int, passage: int) -> range:
        """Return the rows of a passage; empty when it is folded away."""
        raise NotImplementedError

    def row_runs(self, view: CompareView, row: int) -> list[Run]:
        """Return the runs of a row, pads counted."""
        raise NotImplementedError

    def passage_at(self, view: CompareView, row: int, x: int) -> tuple[int, int] | None:
        """Return (side, passage) under a cell, pads counted."""
        raise NotImplementedError

    def row_text(self, view: CompareView, row: int, anchor: int) -> tuple[int, Span] | None:
        """Return (side, span) of the text in a row, on the side where a selection began; pads counted."""
        raise NotImplementedError

    def offset_at(self, view: CompareView, row: int, column: int, anchor: int) -> tuple[int, int] | None:
        """Return (side, text offset) of a column of a row, pads counted."""
        found = self.row_text(view, row, anchor)
        if found is None:
            return None
        side, span = found
        # Wide characters take one column of the row's text, so the column is a count of characters.
        before = "".join(text for text, _ in self.row_runs(view, row))
        start = self._text_column(before, side)
        return side, min(span.end, span.start + max(0, column - start))

    def _text_column(self, row: str, side: int) -> int:
        """Return the character of a row's text where the text of a side begins."""
        cells, wanted = 0, self.text_starts()[side]
        for column, character in enumerate(row):
            if cells >= wanted:
                return column
            cells += cell_width(character)
        return len(row)

    def text_starts(self) -> tuple[int, int]:
        """Return the cells where the text of each side begins."""
        return self.geometry.margin + self.geometry.ids, self.geometry.right + self.geometry.ids

    def row_copy(self, view: CompareView, row: int, first: int, last: int | None, anchor: int) -> str:
        """Return what a selection copies: the text of the side where it began."""
        starts = self.text_starts()
        side = RIGHT if not (self.single or self.stacked) and anchor >= self.geometry.right else LEFT
        text = "".join(run for run, _ in self.row_runs(view, row))
        begin = max(first, starts[side])
        end = starts[side] + self.geometry.text
        return text[begin : min(end, last) if last is not None else end].strip()


def _id_runs(
    view: CompareView, side: int, passage: int, first: bool, width: int, *, rail: bool = True
) -> list[Run]:
    """Return the id column of a row: number and mark on the first, a hairline below it."""
    pairing = view.pairing
    if pairing is None or width == 0:
        return []
    focused = pairing.in_focus(view.focus_on, side, passage)
    linked = passage in pairing.links_of[side]
    if first:
        mark = pairing.mark(side, passage)
        if focused and view.focus_on.is_link:
            link = view.focus_on.link
            kind = mark[-1:]
            mark = f"{link + 1}{kind}"
        more = pairing.links_of[side].get(passage, [])
        style = f"id-{SIDES[side]}" if focused else "id" if linked else "only"
        if len(more) > 1 and len(mark) < width - 1:
            mark = mark[:-1] + "⁺" + mark[-1]
        return [(fit(mark, width - 1).rjust(width - 1), (style,)), (" ", ())]
    if rail and (linked or focused):
        style = f"rail-{SIDES[side]}" if focused else "hair"
        bar = "┃" if focused else "│"
        return [(" " * (width - 2), ()), (bar, (style,)), (" ", ())]
    return [(" " * width, ())]


def _padded(runs: list[Run], width: int, fill: tuple[str, ...] = ()) -> list[Run]:
    used = sum(cell_width(text) for text, _ in runs)
    if used < width:
        runs.append((" " * (width - used), fill))
    return runs


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
            runs = _id_runs(view, side, passage, cell.first, geometry.ids)
            assert view.pairing is not None
            focused = view.pairing.in_focus(view.focus_on, side, passage)
            fill = (f"focus-{SIDES[side]}",) if focused else ()
            return runs + _padded(view.text_runs(side, cell.span, passage), geometry.text, fill)
        if isinstance(cell, Note):
            number = self.links[cell.link] + 1
            many = abs(cell.distance)
            where = "down" if cell.distance > 0 else "up"
            noun = "passage" if many == 1 else "passages"
            hint = ": ⏎ to align" if view.focus_on.link == number - 1 else ""
            text = fit(f"· · ·  link {number} is {many} {noun} {where}{hint}", geometry.text)
            return [(" " * geometry.ids, ()), *_padded([(text, ("note",))], geometry.text)]
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
            runs += _id_runs(view, side, passage, cell.first, self.geometry.ids, rail=False)
            sign = ("◂" if side == LEFT else "▸") if cell.first else ("┃" if focused else "│")
            runs += [(sign, (f"rail-{name}",)), (" ", ())]
            fill = (f"focus-{name}",) if focused else ()
            return runs + _padded(view.text_runs(side, cell.span, passage), self._width(), fill)
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


class _Part(NamedTuple):
    """A stretch of a row that belongs to one passage."""

    span: Span
    passage: int
    first: bool


class Ribbons(Face):
    """Both texts flow as prose; the gutter draws a ribbon from each passage to its counterpart."""

    flowing = True
    depends_on_viewport = True

    def build(self) -> None:
        self.geometry = measure_columns(self.geometry.width, ribbons=not self.single)
        self.pages: list[Page] = []
        self.visible: list[set[int]] = []
        self._gutter_key: tuple[object, ...] = ()
        self._gutter_rows: list[list[GutterCell]] = []
        if self.pairing is None:
            self.pages = [lay_out_page("", [], 1)] * 2
            self.visible = [set(), set()]
            return
        shown = self.pairing.folded(self.fold)
        for side in (LEFT, RIGHT):
            kept = set(shown[side])
            self.visible.append(kept)
            blocks: list[PageBlock] = []
            for number, passage in enumerate(self.pairing.passages[side]):
                if number not in kept:
                    continue
                before = number - 1
                joined = (
                    blocks and before in kept and self.pairing.passages[side][before].block == passage.block
                )
                if joined:
                    blocks[-1] = PageBlock(Span(blocks[-1].span.start, passage.span.end))
                else:
                    blocks.append(PageBlock(passage.span))
            self.pages.append(lay_out_page(self.pairing.articles[side].text, blocks, self.geometry.text))

    def height(self, pads: Sequence[int]) -> int:
        return max(len(page.rows) + pad for page, pad in zip(self.pages, pads, strict=True))

    def row_of(self, side: int, offset: int) -> int:
        return self.pages[side].row_of(offset)

    def offset_of(self, row: int, side: int) -> tuple[int, int]:
        page = self.pages[side]
        return side, page.offset_of(min(row, len(page.rows) - 1)) if page.rows else 0

    def passage_rows(self, side: int, passage: int) -> range:
        if self.pairing is None or passage not in self.visible[side]:
            return range(0)
        span = self.pairing.passages[side][passage].span
        return range(self.pages[side].row_of(span.start), self.pages[side].row_of(span.end - 1) + 1)

    def row_text(self, view: CompareView, row: int, anchor: int) -> tuple[int, Span] | None:
        side = self.side if self.single else RIGHT if anchor >= self.geometry.right else LEFT
        page, at = self.pages[side], row - (0 if self.single else view.pads[side])
        span = page.rows[at].span if 0 <= at < len(page.rows) else None
        return None if span is None else (side, span)

    def parts(self, side: int, row: int) -> list[_Part]:
        """Return the passages that stand in a row (pads not counted), in order."""
        page = self.pages[side]
        if self.pairing is None or not 0 <= row < len(page.rows):
            return []
        span = page.rows[row].span
        if span is None:
            return []
        passages = self.pairing.passages[side]
        at = max(0, bisect_right(passages, span.start, key=lambda passage: passage.span.start) - 1)
        parts: list[_Part] = []
        here = span.start
        while here < span.end:
            end = min(span.end, passages[at + 1].span.start) if at + 1 < len(passages) else span.end
            first = span.start <= passages[at].span.start
            if end > here:
                parts.append(_Part(Span(here, end), at, first))
            here = max(here, end)
            at += 1
        return parts

    def row_runs(self, view: CompareView, row: int) -> list[Run]:
        geometry = self.geometry
        runs: list[Run] = [(" " * geometry.margin, ())]
        runs += self._id(view, LEFT, row)
        runs += self._text(view, LEFT, row)
        runs += self._gutter(view, row)
        runs += self._text(view, RIGHT, row)
        runs += self._id(view, RIGHT, row)
        return runs

    def text_starts(self) -> tuple[int, int]:
        return self.geometry.margin + self.geometry.ids, self.geometry.right

    def _id(self, view: CompareView, side: int, row: int) -> list[Run]:
        width = self.geometry.ids
        parts = self.parts(side, row - view.pads[side])
        chosen = next((part for part in parts if part.first), None)
        if chosen is None:
            alone = view.pairing is not None and any(p.passage in view.pairing.letter_of[side] for p in parts)
            mark = "+" if alone else ""
            cells: Run = (mark.rjust(width - 1) if side == LEFT else mark.ljust(width - 1), ("only",))
        else:
            mark_runs = _id_runs(view, side, chosen.passage, True, width)
            if side == LEFT:
                return mark_runs
            text, style = mark_runs[0] if mark_runs else ("", ())
            cells = (text.strip().ljust(width - 1), style)
        return [cells, (" ", ())] if side == LEFT else [(" ", ()), cells]

    def _text(self, view: CompareView, side: int, row: int) -> list[Run]:
        runs: list[Run] = []
        for part in self.parts(side, row - view.pads[side]):
            runs += view.text_runs(side, part.span, part.passage)
        return _padded(runs, self.geometry.text)

    def _gutter(self, view: CompareView, row: int) -> list[Run]:
        top, height = view.scroll_offset.y, view.size.height
        key = (top, height, tuple(view.pads), view.focus_on)
        if key != self._gutter_key:
            self._gutter_key = key
            self._gutter_rows = self._draw(view, top, height)
        at = row - top
        width = self.geometry.gutter
        if not 0 <= at < len(self._gutter_rows):
            return [(" " * width, ())]
        runs: list[Run] = []
        focus = view.focus_on.link
        last = width - 3
        for x, cell in enumerate(self._gutter_rows[at]):
            if cell.link < 0:
                style: tuple[str, ...] = ()
            elif cell.link != focus:
                style = ("ribbon",) if 0 < x < last else ("hair",)
            else:
                style = ("rail-left" if x == 0 else "rail-right" if x == last else "link-focus",)
            runs.append((cell.char, style))
        return [(" ", ()), *runs, (" ", ())]

    def _draw(self, view: CompareView, top: int, height: int) -> list[list[GutterCell]]:
        if view.pairing is None:
            return []
        connectors: list[Connector] = []
        for number, (a, b) in enumerate(view.pairing.links):
            left, right = self.passage_rows(LEFT, a), self.passage_rows(RIGHT, b)
            if not left or not right:
                continue
            shift_left, shift_right = view.pads[LEFT] - top, view.pads[RIGHT] - top
            connectors.append(
                Connector(
                    (left.start + shift_left, left.stop + shift_left),
                    (right.start + shift_right, right.stop + shift_right),
                    number,
                )
            )
        focus = view.focus_on.link if view.focus_on.is_link else None
        return draw_gutter(
            connectors, height, max(1, self.geometry.gutter - 2), focused=focus, ascii_only=view.ascii_only
        )

    def passage_at(self, view: CompareView, row: int, x: int) -> tuple[int, int] | None:
        geometry = self.geometry
        side = RIGHT if x >= geometry.right - geometry.gutter // 2 else LEFT
        cells = x - self.text_starts()[side]
        parts = self.parts(side, row - view.pads[side])
        assert view.pairing is not None
        for part in parts:
            text = view.pairing.articles[side].text[part.span.start : part.span.end]
            cells -= cell_width(text)
            if cells < 0:
                return side, part.passage
        return (side, parts[-1].passage) if parts else None


class Single(Ribbons):
    """One side alone, for narrow terminals; the other half of the focused link stands below the pane."""

    single = True
    depends_on_viewport = False

    def text_starts(self) -> tuple[int, int]:
        return self.geometry.ids, self.geometry.ids

    def height(self, pads: Sequence[int]) -> int:
        return len(self.pages[self.side].rows)

    def row_runs(self, view: CompareView, row: int) -> list[Run]:
        return [*self._id(view, LEFT, row), *self._text(view, LEFT, row)]

    def _id(self, view: CompareView, side: int, row: int) -> list[Run]:
        if self.geometry.ids == 0:
            return []
        parts = self.parts(self.side, row)
        chosen = next((part for part in parts if part.first), None)
        if chosen is None:
            return _id_runs(view, self.side, parts[0].passage, False, self.geometry.ids) if parts else []
        return _id_runs(view, self.side, chosen.passage, True, self.geometry.ids)

    def _text(self, view: CompareView, side: int, row: int) -> list[Run]:
        runs: list[Run] = []
        for part in self.parts(self.side, row):
            runs += view.text_runs(self.side, part.span, part.passage)
        return runs

    def passage_at(self, view: CompareView, row: int, x: int) -> tuple[int, int] | None:
        parts = self.parts(self.side, row)
        return (self.side, parts[0].passage) if parts else None


FACES: dict[str, type[Face]] = {
    "level": Level,
    "ribbons": Ribbons,
    "interleaved": Interleaved,
    "single": Single,
}
