"""Ribbons, and one side alone: layouts in which each text flows as a page of its own."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from reader.article import Span
from reader.layout.cells import cell_width
from reader.layout.page import Page, PageBlock, lay_out_page
from reader.layout.ribbons import Connector, GutterCell, draw_gutter
from reader.ui.face import Face, id_runs, measure_columns, padded
from reader.ui.line_view import Run
from reader.ui.pairing import LEFT, RIGHT

if TYPE_CHECKING:
    from reader.ui.widgets.compare_view import CompareView


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
            mark_runs = id_runs(view, side, chosen.passage, True, width)
            if side == LEFT:
                return mark_runs
            text, style = next((run for run in mark_runs if run[0].strip()), ("", ()))
            return padded([(" ", ()), (text.strip(), style)], width)
        return [cells, (" ", ())] if side == LEFT else [(" ", ()), cells]

    def _text(self, view: CompareView, side: int, row: int) -> list[Run]:
        runs: list[Run] = []
        for part in self.parts(side, row - view.pads[side]):
            runs += view.text_runs(side, part.span, part.passage)
        return padded(runs, self.geometry.text)

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
            return id_runs(view, self.side, parts[0].passage, False, self.geometry.ids) if parts else []
        return id_runs(view, self.side, chosen.passage, True, self.geometry.ids)

    def _text(self, view: CompareView, side: int, row: int) -> list[Run]:
        runs: list[Run] = []
        for part in self.parts(self.side, row):
            runs += view.text_runs(self.side, part.span, part.passage)
        return runs

    def passage_at(self, view: CompareView, row: int, x: int) -> tuple[int, int] | None:
        parts = self.parts(self.side, row)
        return (self.side, parts[0].passage) if parts else None
