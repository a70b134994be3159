"""The compare pane: two articles in one widget, so that both sides scroll together by construction."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from textual import events
from textual.message import Message

from reader.article import Span
from reader.entities.model import EntityType, Names
from reader.layout.runs import LayeredSpans
from reader.ui.face import Face, Geometry, measure_columns
from reader.ui.flowing_faces import Ribbons, Single
from reader.ui.line_view import LineView, Run
from reader.ui.link_marks import LinkLayers, link_layers
from reader.ui.name_styles import TYPE_STYLE
from reader.ui.pairing import LEFT, NO_FOCUS, RIGHT, SIDES, Focus, Pairing
from reader.ui.sheet_faces import Interleaved, Level

FACES: dict[str, type[Face]] = {
    "level": Level,
    "ribbons": Ribbons,
    "interleaved": Interleaved,
    "single": Single,
}
"""The layouts by name; "single" is what level and ribbons become where there is no room for two sides."""


class CompareView(LineView):
    """Two articles in one of three layouts; the screen decides what is in focus, the view draws it.

    `pads` are blank rows before each side. They let the sides stand against each other at any offset: with
    the lock off one side moves alone, and ribbons bring the halves of the focused link level.
    """

    @dataclass
    class Focused(Message):
        """Another link or passage came into focus."""

        view: CompareView
        focus: Focus

    @dataclass
    class Moved(Message):
        """The view scrolled, or was laid out anew."""

        view: CompareView

    @dataclass
    class Labelled(Message):
        """Letters stand on the links in view, or no longer."""

        view: CompareView

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.pairing: Pairing | None = None
        self.focus_on: Focus = NO_FOCUS
        self.side = LEFT
        self.layout_name = "level"
        self.fold = "all"
        self.locked = True
        self.word_marks = True
        self.ascii_only = False
        self.pinned: int | None = None
        self.pads = [0, 0]
        self.names: tuple[Names | None, Names | None] = (None, None)
        self.hits: tuple[Sequence[Span], Sequence[Span]] = ((), ())
        self.hit: tuple[int, int] | None = None
        self.labels: dict[int, str] = {}
        self.face: Face = Level(None, measure_columns(0), "all", None)
        self._name_runs = (LayeredSpans([]), LayeredSpans([]))
        self._mark_runs: tuple[LayeredSpans, LayeredSpans] = self._name_runs
        self._width = 0
        self._laying_out = False
        self._focus_in_sight = False

    # What is shown

    def show(self, pairing: Pairing, *, keep: bool = False) -> None:
        """Show a pairing from the top, or with `keep` at the same place (when its links arrive).

        Nothing is in focus then: its number would be another link's, or no one's.
        """
        anchor = self._anchor() if keep and self.pairing is not None else None
        self.pairing = pairing
        self.pinned = None
        self.focus_on = NO_FOCUS
        if anchor is None:
            self.pads = [0, 0]
        self._compile_names()
        self._compile_marks()
        self._lay_out(anchor)
        if anchor is None:
            self.jump(0)

    @property
    def screen_row(self) -> int | None:
        """The viewport row where what is in focus begins on the focused side."""
        return self._screen_row(self.side, self.focus_on)

    def hold(self, focus: Focus, row: int | None) -> None:
        """Put a link or passage in focus; on the viewport row given, where that is in sight."""
        self.set_focus_on(focus, show=False)
        rows = self._focus_rows(focus, self.side)
        if row is not None and -len(rows) < row < self.size.height:
            self.jump(rows.start - row)
            if self.screen_row == row:
                return
        self.show_focus()

    def set_names(self, left: Names | None, right: Names | None) -> None:
        """Take the names of both sides once they are known."""
        self.names = (left, right)
        self._compile_names()
        self.refresh_all()

    def set_hits(self, left: Sequence[Span], right: Sequence[Span], hit: tuple[int, int] | None) -> None:
        """Mark search hits; `hit` is (side, index) of the one the reader is at."""
        self.hits, self.hit = (left, right), hit
        self._compile_names()
        self._compile_marks()
        self.refresh_all()

    def set_layout(self, name: str) -> None:
        """Change to the layout "level", "ribbons" or "interleaved"; the place is kept."""
        self._change(lambda: setattr(self, "layout_name", name))

    def set_fold(self, fold: str) -> None:
        """Show "all", "differences" or "matches"; the place is kept."""
        self._change(lambda: setattr(self, "fold", fold))

    def set_side(self, side: int) -> None:
        """Put the focus on a side."""
        self.set_labels({})
        if side != self.side:
            self._change(lambda: setattr(self, "side", side)) if self.face.single else setattr(
                self, "side", side
            )
            self.refresh_all()

    def set_lock(self, locked: bool) -> None:
        """Let the sides scroll together or each for itself; locking again lays both out afresh."""
        self.locked = locked
        if locked and any(self.pads):
            self._change(self._reset_pads)
        self.refresh_all()

    def set_word_marks(self, on: bool) -> None:
        """Mark the words that differ in the focused link, or don't."""
        self.word_marks = on
        self._compile_marks()
        self.refresh_all()

    def _reset_pads(self) -> None:
        self.pads = [0, 0]

    def _unpin(self) -> None:
        self.pinned = None

    def _change(self, change: Callable[[], None]) -> None:
        anchor = self._anchor()
        change()
        self._lay_out(anchor)

    # Layout

    @property
    def geometry(self) -> Geometry:
        """The widths in force."""
        return self.face.geometry

    def _lay_out(self, anchor: tuple[int, int, int] | None = None) -> None:
        self.set_labels({})
        width = self.size.width
        self._width = width
        geometry = measure_columns(width)
        name = self.layout_name
        if geometry.narrow and name != "interleaved":
            name = "single"
        self.face = FACES[name](self.pairing, geometry, self.fold, self.pinned)
        self.face.side = self.side
        if name not in ("level", "ribbons"):
            self.pads = [0, 0]
        elif self.face.flowing and self.locked:
            self._level_focus()
        self._laying_out = True
        self.set_row_count(self.face.height(self.pads))
        if anchor is not None:
            side, offset, screen_row = anchor
            row = self.face.row_of(side, offset) + self.pads[side]
            self.jump(row - screen_row)
        self._laying_out = False
        self.post_message(self.Moved(self))

    def _anchor(self) -> tuple[int, int, int] | None:
        """Return (side, text offset, row in the viewport) of what must keep its row."""
        if self.pairing is None:
            return None
        top, height = self.scroll_offset.y, self.size.height
        side = self.side
        if self.focus_on != NO_FOCUS:
            if not self.focus_on.is_link:
                side = self.focus_on.side
            passage = self._passage_in_focus(side)
            rows = self.face.passage_rows(side, passage)
            first = rows.start + self.pads[side] - top
            if rows and -len(rows) < first < height:
                return side, self.pairing.passages[side][passage].span.start, first
        at_side, offset = self.face.offset_of(max(0, top - self.pads[side]), side)
        return at_side, offset, 0

    def map_cells(self, side: int, height: int) -> list[tuple[int, bool]]:
        """Return what a minimap of a side shows in `height` cells: weight, and whether it is in view."""
        if self.pairing is None or not height:
            return []
        rows = self._focus_rows(self.focus_on, side)
        top = self.scroll_offset.y
        return self.face.overview(side).cells(
            self.row_count,
            height,
            (top, top + self.size.height),
            shift=self.pads[side],
            focus=[(rows.start, rows.stop, 3)],
        )

    def _passage_in_focus(self, side: int) -> int:
        assert self.pairing is not None
        if self.focus_on.is_link:
            return self.pairing.links[self.focus_on.link][side]
        return self.focus_on.passage

    def _level_focus(self) -> None:
        """In flowing layouts, shift the shorter side down so that the focused link's halves stand level."""
        if not self.focus_on.is_link or self.pairing is None:
            self.pads = [0, 0]
            return
        left, right = self.pairing.links[self.focus_on.link]
        shift = self.face.passage_rows(RIGHT, right).start - self.face.passage_rows(LEFT, left).start
        self.pads = [max(0, shift), max(0, -shift)]

    def on_resize(self, event: events.Resize) -> None:
        """Lay out for the new width; what is in focus keeps its row."""
        if self.pairing is not None and event.size.width != self._width:
            self._lay_out(self._anchor())
            self._keep_focus_in_sight()
        elif self.pairing is not None:
            self._keep_focus_in_sight()
            self._strips.clear()
            self.post_message(self.Moved(self))
        else:
            self._strips.clear()
            self.post_message(self.Moved(self))

    def _keep_focus_in_sight(self) -> None:
        """After a change of size: what was in sight before stays in sight."""
        if self._focus_in_sight:
            self.show_focus()

    # Focus

    def set_focus_on(self, focus: Focus, *, show: bool = True) -> None:
        """Put a link or passage in focus, draw the rows concerned and bring them into view."""
        if self.pairing is None:
            return
        before, self.focus_on = self.focus_on, focus
        self._focus_in_sight = True
        if self.pinned not in (None, focus.link):
            # What was aligned goes back, or others would stay out of level for its sake.
            self._change(self._unpin)
        if not focus.is_link and focus.passage >= 0 and focus.side != self.side:
            self.side = focus.side
            if self.face.single:
                self._lay_out()
        sides = (LEFT, RIGHT) if focus.is_link else (focus.side,)
        if focus != NO_FOCUS and not all(
            self.face.passage_rows(side, self._passage_in_focus(side)) for side in sides
        ):
            # It is folded away: what the reader goes to must be seen.
            self.set_fold("all")
        self._compile_marks()
        if self.face.flowing and self.locked and not self.face.single:
            top = self.scroll_offset.y
            kept = self._screen_row(self.side, focus)
            self._level_focus()
            self.set_row_count(self.face.height(self.pads))
            if kept is not None:
                moved = self._screen_row(self.side, focus)
                assert moved is not None
                self.jump(top + moved - kept)
            self._strips.clear()
        else:
            for focused in (before, focus):
                for side in (LEFT, RIGHT):
                    self.refresh_rows(self._focus_rows(focused, side))
        if show:
            self.show_focus()
        self.post_message(self.Focused(self, focus))

    def _screen_row(self, side: int, focus: Focus) -> int | None:
        if focus == NO_FOCUS:
            return None
        side = side if focus.is_link else focus.side
        rows = self.face.passage_rows(side, self._passage_in_focus(side))
        return rows.start + self.pads[side] - self.scroll_offset.y if rows else None

    def _focus_rows(self, focus: Focus, side: int) -> range:
        """Return the rows of a side that show a link or passage, pads counted."""
        if self.pairing is None or focus == NO_FOCUS or (not focus.is_link and focus.side != side):
            return range(0)
        if focus.link >= len(self.pairing.links):
            return range(0)
        passage = self.pairing.links[focus.link][side] if focus.is_link else focus.passage
        rows, pad = self.face.passage_rows(side, passage), self.pads[side]
        return range(rows.start + pad, rows.stop + pad) if rows else rows

    def focus_cell(self) -> tuple[int, int]:
        """Return (row, column) where the text of what is in focus begins, on the focused side."""
        side = self.side if self.focus_on.is_link else self.focus_on.side
        rows = self._focus_rows(self.focus_on, side)
        return rows.start if rows else self.scroll_offset.y, self.face.text_starts()[side]

    def show_focus(self) -> None:
        """Bring what is in focus into view: the focused side's half first."""
        if self.pairing is None or self.focus_on == NO_FOCUS:
            return
        side = self.side if self.focus_on.is_link else self.focus_on.side
        rows = self.face.passage_rows(side, self._passage_in_focus(side))
        if not rows:
            return
        first, last = rows.start + self.pads[side], rows.stop + self.pads[side]
        if self.focus_on.is_link and not self.face.single:
            # Both halves, as far as they fit; the focused side's half counts first.
            other = self.face.passage_rows(1 - side, self._passage_in_focus(1 - side))
            pad = self.pads[1 - side]
            both = min(first, other.start + pad), max(last, other.stop + pad)
            if other and both[1] - both[0] <= self.size.height:
                first, last = both
        self.show_rows(first, last, context=min(4, max(1, (self.size.height - (last - first)) // 3)))

    def align(self) -> None:
        """Bring the halves of the focused link level; the focused side's half keeps its row."""
        if not self.focus_on.is_link or self.pairing is None:
            return
        anchor = self._anchor()
        self.pinned = self.focus_on.link
        if self.face.flowing:
            self._level_focus()
        else:
            self.pads = [0, 0]
        self._lay_out(anchor)
        self.show_focus()

    def set_labels(self, labels: Mapping[int, str]) -> None:
        """Put letters on links; the next key goes to the link that bears it, any other takes them off."""
        if labels != self.labels:
            self.labels = dict(labels)
            self.refresh_all()
            self.post_message(self.Labelled(self))

    def on_key(self, event: events.Key) -> None:
        """Go to the link with this letter, when letters stand on the links."""
        if not self.labels:
            return
        event.stop()
        event.prevent_default()
        link = next((link for link, letter in self.labels.items() if letter == event.character), None)
        self.set_labels({})
        if link is not None:
            self.set_focus_on(Focus(link=link))

    def row_in_view(self, side: int, passage: int) -> int | None:
        """Return the viewport row where a passage begins, or None when it is out of view."""
        rows = self.face.passage_rows(side, passage)
        first = rows.start + self.pads[side] - self.scroll_offset.y
        return first if rows and 0 <= first < self.size.height else None

    def is_level(self, link: int) -> bool:
        """Tell whether the halves of a link start on the same row."""
        if self.pairing is None or self.face.single:
            return True
        left, right = self.pairing.links[link]
        first = self.face.passage_rows(LEFT, left).start + self.pads[LEFT]
        second = self.face.passage_rows(RIGHT, right).start + self.pads[RIGHT]
        return first == second or self.face.stacked

    def shift_side(self, side: int, rows: int) -> None:
        """With the lock off, move one side alone by some rows."""
        # No further than until the side is out of sight.
        reach = self.size.height
        rows = max(-(reach - self.pads[side] + self.pads[1 - side]), rows)
        rows = min(self.face.height([0, 0]) + self.pads[side] - self.pads[1 - side], rows)
        wanted = self.pads[side] - rows
        other = 1 - side
        if wanted < 0:
            self.pads[other] -= wanted
            wanted_top = self.scroll_offset.y - wanted
            self.pads[side] = 0
            self.set_row_count(self.face.height(self.pads))
            self.jump(wanted_top)
        else:
            self.pads[side] = wanted
            spare = min(self.pads)
            if spare:
                self.pads = [pad - spare for pad in self.pads]
                top = self.scroll_offset.y - spare
                self.set_row_count(self.face.height(self.pads))
                self.jump(top)
            else:
                self.set_row_count(self.face.height(self.pads))
        self.post_message(self.Moved(self))

    # Styles

    def _compile_names(self) -> None:
        runs: list[LayeredSpans] = []
        for side in (LEFT, RIGHT):
            names = self.names[side]
            tints = [
                (*mention.span, TYPE_STYLE[mention.type])
                for mention in (names.mentions if names is not None else ())
                if mention.type not in (EntityType.NUMBER, EntityType.NATIONALITY)
            ]
            runs.append(LayeredSpans([tints, self._hit_layer(side)]))
        self._name_runs = (runs[0], runs[1])

    def _hit_layer(self, side: int) -> list[tuple[int, int, str]]:
        return [
            (*span, "hit-now" if self.hit == (side, number) else "hit")
            for number, span in enumerate(self.hits[side])
        ]

    def _compile_marks(self) -> None:
        layers: LinkLayers = ([[], []], [[], []])
        if self.word_marks and self.focus_on.is_link and self.pairing is not None:
            layers = link_layers(self.pairing, self.focus_on.link)
        first, second = (LayeredSpans([*layers[side], self._hit_layer(side)]) for side in (LEFT, RIGHT))
        self._mark_runs = (first, second)

    # Drawing

    def text_runs(self, side: int, span: Span, passage: int) -> list[Run]:
        """Return the styled text of one row of a passage."""
        assert self.pairing is not None
        text = self.pairing.articles[side].text
        focused = passage >= 0 and self.pairing.in_focus(self.focus_on, side, passage)
        base: tuple[str, ...] = (f"focus-{SIDES[side]}",) if focused else ()
        source = self._mark_runs[side] if focused and self.focus_on.is_link else self._name_runs[side]
        runs = source.over(span.start, span.end)
        return [(text[a:b].replace("\n", " ").replace("\u00a0", " "), base + names) for a, b, names in runs]

    def row_runs(self, row: int) -> Sequence[Run]:
        """Return the runs of a row."""
        return self.face.row_runs(self, row)

    def row_copy(self, row: int, first: int, last: int | None, anchor: int) -> str:
        """Copy the text of the side where the selection began."""
        return self.face.row_copy(self, row, first, last, anchor)

    def offset_at(self, row: int, column: int, anchor: int) -> tuple[int, int] | None:
        """Return (side, text offset) of a column of a row's text, on the side where the selection began."""
        return self.face.offset_at(self, row, column, anchor)

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Draw afresh what depends on the viewport, and tell the screen."""
        super().watch_scroll_y(old_value, new_value)
        if round(old_value) != round(new_value):
            if self.face.depends_on_viewport:
                self._strips.clear()
            if not self._laying_out:
                self.set_labels({})
                row = self.screen_row
                self._focus_in_sight = row is not None and 0 <= row < self.size.height
                self.post_message(self.Moved(self))

    def on_click(self, event: events.Click) -> None:
        """Focus the link or passage under the pointer."""
        self.set_labels({})
        if self.pairing is None:
            return
        where = self.face.passage_at(self, event.y + self.scroll_offset.y, event.x)
        if where is None:
            return
        side, passage = where
        self.side = side
        numbers = self.pairing.links_of[side].get(passage)
        self.set_focus_on(
            Focus(link=numbers[0]) if numbers else Focus(side=side, passage=passage), show=False
        )
