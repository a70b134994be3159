"""Compare: the same story in two outlets, matching passages linked."""

from __future__ import annotations

from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static
from textual.worker import get_current_worker

from reader.article import Span
from reader.comparison.model import Comparison
from reader.library.config import LAYOUTS
from reader.library.resources import styles_dir
from reader.library.state import Place
from reader.ui.citation import citation
from reader.ui.explaining import evidence_lines, focus_lines
from reader.ui.face import Face
from reader.ui.heading import side_rows, stacked_row
from reader.ui.pairing import FOLDS, LEFT, NO_FOCUS, RIGHT, SIDES, Focus, Pairing
from reader.ui.registry import Mode
from reader.ui.screens.base import CrossreadScreen, bindings_for
from reader.ui.search import find_hits
from reader.ui.session import Session
from reader.ui.widgets.bars import Bar, Piece
from reader.ui.widgets.compare_parts import CompareHead, Minimap
from reader.ui.widgets.compare_view import CompareView
from reader.ui.widgets.lists import RowList
from reader.ui.widgets.only_here import only_here_rows


class CompareScreen(CrossreadScreen):
    """Two articles side by side. The screen decides what is in focus; `CompareView` draws."""

    MODE = Mode.COMPARE
    CSS_PATH: ClassVar = [styles_dir() / "compare.tcss"]
    BINDINGS: ClassVar = bindings_for(Mode.COMPARE)
    prompt_label = "search both articles"

    def __init__(self, session: Session, left: int, right: int, *, offset: int | None = None) -> None:
        super().__init__(session)
        self.indexes = [left, right]
        self._spot: tuple[int, int] | None = None if offset is None else (LEFT, offset)
        """Side and text offset of what comes into focus when the links are known."""
        self._row: int | None = None
        """The viewport row where it is to stand."""
        self._shown_face: Face | None = None
        self._hits: list[tuple[int, Span]] = []
        self._hit = -1
        self._query = ""
        self.lens = 1

    def compose_body(self) -> ComposeResult:
        """Compose head, texts with their minimaps, and the lines under them."""
        yield CompareHead(id="head")
        with Horizontal(id="panes"):
            yield Minimap(id="map-left")
            yield CompareView(id="compare")
            yield RowList(id="only-here")
            yield Minimap(id="map-right")
        yield Static(id="counterpart", markup=False)
        yield Bar(id="why")
        yield Bar(id="why-more")

    def on_mount(self) -> None:
        """Show the texts at once; links follow when they are found."""
        view = self.view
        place = self.session.place(*self.indexes)
        view.layout_name = place.layout if place.layout in LAYOUTS else self.session.config.layout
        view.ascii_only = self.session.config.ascii
        self.query_one("#only-here").display = False
        view.focus()
        self.call_after_refresh(self.show_pair)

    @property
    def view(self) -> CompareView:
        """The compare pane."""
        return self.query_one("#compare", CompareView)

    @property
    def only_list(self) -> RowList:
        """The list of the lens "only here"."""
        return self.query_one("#only-here", RowList)

    @property
    def pane(self) -> Widget:
        """The pane of the lens in use."""
        return self.only_list if self.lens == 2 else self.view

    def restore_focus(self) -> None:
        """Give the focus to the pane of the lens in use."""
        self.pane.focus()

    # What is shown

    def show_pair(self) -> None:
        """Show the pair; its links and names are found off the screen's thread unless they are known."""
        library = self.session.library
        left, right = self.indexes
        known = library.known_comparison(left, right)
        self._hits, self._hit = [], -1
        self.only_list.set_rows([])
        self.view.show(self._pairing(known))
        self.view.set_names(library.known_names(left), library.known_names(right))
        if known is not None:
            self._linked()
        self._refresh_bars()
        self._work(left, right)

    def _pairing(self, comparison: Comparison | None) -> Pairing:
        articles = self.session.library.articles
        return Pairing(articles[self.indexes[0]], articles[self.indexes[1]], comparison)

    @work(thread=True, exclusive=True, group="compare", exit_on_error=False)
    def _work(self, left: int, right: int) -> None:
        library, worker = self.session.library, get_current_worker()
        comparison = library.comparison(left, right)
        self.app.call_from_thread(self._links_found, left, right, comparison)
        for index in (left, right):
            if worker.is_cancelled:
                return
            library.names(index)
        self.app.call_from_thread(self._names_found, left, right)

    def _links_found(self, left: int, right: int, comparison: Comparison) -> None:
        pairing = self.view.pairing
        if [left, right] != self.indexes or not self.is_attached or pairing is None:
            return
        if pairing.comparison is None:
            self.view.show(self._pairing(comparison), keep=True)
            self._linked()

    def _names_found(self, left: int, right: int) -> None:
        if [left, right] == self.indexes and self.is_attached:
            library = self.session.library
            self.view.set_names(library.known_names(left), library.known_names(right))

    def _linked(self) -> None:
        """Links are known: put the first one in focus, or the one at the place to return to."""
        pairing = self.view.pairing
        assert pairing is not None
        spot = self._spot
        if spot is None:
            place = self.session.place(*self.indexes)
            spot = (place.side, place.offset) if place.offset else None
        focus = self._focus_at(*spot) if spot else NO_FOCUS
        if focus == NO_FOCUS and pairing.links:
            focus = Focus(link=0)
        row, self._spot, self._row = self._row, None, None
        self.view.hold(focus, row)
        self._fill_only()
        if self._query:
            self.search(self._query, final=False)
        self._refresh_bars()

    def _focus_at(self, side: int, offset: int) -> Focus:
        """Return the link or passage that stands at a text offset."""
        pairing = self.view.pairing
        assert pairing is not None
        passage = pairing.passage_at(side, offset)
        numbers = pairing.links_of[side].get(passage)
        if numbers:
            return Focus(link=numbers[0])
        return Focus(side=side, passage=passage) if passage in pairing.letter_of[side] else NO_FOCUS

    def go_to(self, offset: int) -> None:
        """Focus what stands at an offset of the left text."""
        self._text_lens()
        if self.view.pairing is not None and self.view.pairing.comparison is not None:
            self.view.set_focus_on(self._focus_at(LEFT, offset))

    @property
    def focus_now(self) -> Focus:
        """What the reader is at: in the lens "only here" the row under the cursor."""
        key = self.only_list.key
        return key if self.lens == 2 and isinstance(key, Focus) else self.view.focus_on

    def _refresh_bars(self) -> None:
        self._show_top()
        self._show_head()
        self._show_why()
        self._show_maps()

    def _show_top(self) -> None:
        pairing = self.view.pairing
        if pairing is None:
            return
        title = self.session.library.story_of(self.indexes[0]).title
        known = pairing.comparison is not None
        counts = f" {pairing.only_count(LEFT)}·{pairing.only_count(RIGHT)}" if known else ""
        on, off = "bold $strong", "$soft"
        right: list[Piece] = []
        if self._query:
            hits = f"{self._hit + 1}/{len(self._hits)}" if self._hits else "no match"
            right.append((f"“{self._query}” {hits}   ", "$left"))
        if self.view.fold != "all":
            right.append((f"{self.view.fold} only   ", "$left"))
        if not self.view.locked:
            right.append(("lock off   ", "$left"))
        right += [("1 Text", on if self.lens == 1 else off), ("   ", ""),
                  (f"2 Only here{counts}", on if self.lens == 2 else off)]  # fmt: skip
        self.top.show([("Compare", "bold $strong"), ("   ", ""), (title, "$soft")], right)
        face = self.view.face
        shown = self.view.layout_name
        label = f"{shown}" if not face.single else "one side"
        hidden = set() if len(self._choices()) > 2 else {"compare.next-outlet"}
        if self.lens == 2:
            hidden |= {"compare.layout", "compare.fold", "compare.lock", "compare.next-link"}
        self.key_bar.adapt(
            frozenset(hidden),
            {
                "compare.align": "show in text" if self.lens == 2 else "align",
                "compare.layout": label,
                "compare.fold": "fold" if self.view.fold == "all" else self.view.fold,
            },
        )

    def _show_head(self) -> None:
        view, pairing = self.view, self.view.pairing
        if pairing is None:
            return
        head = self.query_one("#head", CompareHead)
        if view.face.stacked:
            # One column: a line for each side, with the sign that stands before its passages.
            rows = [stacked_row(pairing, side) for side in (LEFT, RIGHT)]
            head.show(rows, rows, view.geometry, single=LEFT)
            return
        words = [self.session.library.words(index) for index in self.indexes]
        left, right = (
            side_rows(pairing, side, words[side], view.geometry.side, focused=view.side == side)
            for side in (LEFT, RIGHT)
        )
        head.show(left, right, view.geometry, single=view.side if view.face.single else None)

    def _show_why(self) -> None:
        pairing, focus = self.view.pairing, self.focus_now
        level = not focus.is_link or self.view.is_level(focus.link)
        first, right, second = focus_lines(pairing, focus, level=level)
        self.query_one("#why", Bar).show(first, right)
        self.query_one("#why-more", Bar).show(second)
        single = self.view.face.single
        self.set_class(single and focus.is_link, "counterpart")
        if single and focus.is_link and pairing is not None:
            other = 1 - self.view.side
            span = pairing.passages[other][pairing.links[focus.link][other]].span
            words = " ".join(pairing.articles[other].text[span.start : span.end].split())
            name = pairing.articles[other].outlet_name
            mark = f"{focus.link + 1} "
            self.query_one("#counterpart", Static).update(
                Content.assemble((f"{mark}{name}  ", f"bold ${SIDES[other]}"), words)
            )

    def _show_maps(self) -> None:
        view, pairing = self.view, self.view.pairing
        if pairing is None:
            return
        top = view.scroll_offset.y
        for side, name in ((LEFT, "#map-left"), (RIGHT, "#map-right")):
            marks: list[tuple[int, int, int]] = []
            for passage in range(len(pairing.passages[side])):
                rows = view.face.passage_rows(side, passage)
                if not rows:
                    continue
                focused = view.focus_on != NO_FOCUS and pairing.in_focus(view.focus_on, side, passage)
                weight = 3 if focused else 2 if passage in pairing.links_of[side] else 1
                pad = view.pads[side]
                marks.append((rows.start + pad, rows.stop + pad, weight))
            self.query_one(name, Minimap).show(view.row_count, marks, (top, top + view.size.height))

    def _fill_only(self) -> None:
        pairing = self.view.pairing
        if self.lens == 2 and pairing is not None and pairing.comparison is not None:
            self.only_list.set_rows(
                only_here_rows(pairing, max(20, self.only_list.size.width or self.size.width - 4))
            )
            self._show_why()

    # Messages

    @on(CompareView.Focused)
    def _focused(self, event: CompareView.Focused) -> None:
        event.stop()
        self._show_top()
        self._show_why()
        self._show_head()
        self._show_maps()

    @on(CompareView.Moved)
    def _moved(self, event: CompareView.Moved) -> None:
        event.stop()
        if self.view.face is not self._shown_face:
            # Laid out anew, perhaps long after the window changed: it was hidden behind the other lens.
            self._shown_face = self.view.face
            self._refresh_bars()
        else:
            self._show_maps()

    @on(Minimap.Jumped)
    def _map_jumped(self, event: Minimap.Jumped) -> None:
        event.stop()
        self.view.jump(int(event.share * self.view.row_count) - self.view.size.height // 2)

    @on(RowList.Highlighted, "#only-here")
    def _only_highlighted(self, event: RowList.Highlighted) -> None:
        event.stop()
        self._show_why()

    @on(RowList.Chosen, "#only-here")
    def _only_chosen(self, event: RowList.Chosen) -> None:
        event.stop()
        self.action_align()

    def on_resize(self) -> None:
        """Adapt bars and lists to the new width."""
        self.call_after_refresh(self._after_resize)

    def _after_resize(self) -> None:
        if self.is_attached:
            self._refresh_bars()
            self._fill_only()

    # Links

    def _step_link(self, step: int) -> None:
        view, pairing = self.view, self.view.pairing
        if pairing is None or not pairing.links:
            self.say(
                "No links here."
                if pairing and pairing.comparison
                else "The links are still being looked for."
            )
            return
        self._text_lens()
        focus = view.focus_on
        if focus.is_link:
            number = focus.link + step
        elif focus.passage >= 0:
            here = pairing.passages[focus.side][focus.passage].span.start
            spots = [pairing.passages[focus.side][ends[focus.side]].span.start for ends in pairing.links]
            if step > 0:
                number = next((n for n, spot in enumerate(spots) if spot > here), len(spots))
            else:
                number = next((n for n in range(len(spots) - 1, -1, -1) if spots[n] < here), -1)
        else:
            number = 0 if step > 0 else len(pairing.links) - 1
        if not 0 <= number < len(pairing.links):
            self.say("This is the last link." if step > 0 else "This is the first link.")
            return
        view.set_focus_on(Focus(link=number))

    def action_next_link(self) -> None:
        """Go to the next link."""
        self._step_link(1)

    def action_previous_link(self) -> None:
        """Go to the previous link."""
        self._step_link(-1)

    def _step_only(self, step: int) -> None:
        view, pairing = self.view, self.view.pairing
        if self.lens == 2:
            self.only_list.move(step)
            return
        if pairing is None or pairing.comparison is None:
            return
        stops = [(side, passage) for side in (LEFT, RIGHT) for passage in pairing.letter_of[side]]
        if view.fold == "matches" and stops:
            view.set_fold("all")
            self._show_top()

        def row(stop: tuple[int, int]) -> tuple[int, int]:
            return view.face.passage_rows(*stop).start + view.pads[stop[0]], stop[0]

        stops.sort(key=row)
        if not stops:
            self.say("Every passage of both sides has a match.")
            return
        here = self._focus_row()
        if step > 0:
            found = next((stop for stop in stops if row(stop) > here), None)
        else:
            found = next((stop for stop in reversed(stops) if row(stop) < here), None)
        if found is None:
            self.say("No further passage that only one side has.")
            return
        view.set_focus_on(Focus(side=found[0], passage=found[1]))

    def _focus_row(self) -> tuple[int, int]:
        view, pairing, focus = self.view, self.view.pairing, self.view.focus_on
        if pairing is None or focus == NO_FOCUS:
            return view.scroll_offset.y, -1
        side = view.side if focus.is_link else focus.side
        passage = pairing.links[focus.link][side] if focus.is_link else focus.passage
        return view.face.passage_rows(side, passage).start + view.pads[side], side

    def action_next_only(self) -> None:
        """Go to the next passage that only one side has."""
        self._step_only(1)

    def action_previous_only(self) -> None:
        """Go to the previous such passage."""
        self._step_only(-1)

    def action_align(self) -> None:
        """Bring the halves of the link level; in the lens "only here", show the passage in the text."""
        if self.lens == 2:
            key = self.only_list.key
            if isinstance(key, Focus):
                self._text_lens()
                self.view.set_focus_on(key)
            return
        self.view.align()
        self._show_why()

    def action_why(self) -> None:
        """Show why the two passages were linked."""
        from reader.ui.screens.help import TextScreen

        if self.view.pairing is not None:
            self.app.push_screen(TextScreen("Why linked", evidence_lines(self.view.pairing, self.focus_now)))

    # Views

    def action_layout(self) -> None:
        """Change the layout; the place is kept."""
        view = self.view
        name = LAYOUTS[(LAYOUTS.index(view.layout_name) + 1) % len(LAYOUTS)]
        if view.face.single:
            name = "interleaved"
        elif view.geometry.narrow:
            name = "level"
        view.set_layout(name)
        self._refresh_bars()

    def action_fold(self) -> None:
        """Show all, only differences, or only matches."""
        view = self.view
        view.set_fold(FOLDS[(FOLDS.index(view.fold) + 1) % len(FOLDS)])
        self._refresh_bars()

    def action_marks(self) -> None:
        """Mark the words that differ, or stop."""
        self.view.set_word_marks(not self.view.word_marks)
        self.say("word marks on" if self.view.word_marks else "word marks off")

    def action_lock(self) -> None:
        """Let the sides scroll together, or each for itself."""
        if self.view.face.single or self.view.face.stacked:
            self.say("The lock works where both sides stand next to each other.")
            return
        self.view.set_lock(not self.view.locked)
        self._refresh_bars()

    def action_lens_text(self) -> None:
        """Show both texts."""
        self._text_lens()

    def action_lens_only(self) -> None:
        """Show what was found on one side alone."""
        self.lens = 2
        self.add_class("lens-only")
        self.view.display = False
        self.only_list.display = True
        self.only_list.focus()
        self.call_after_refresh(self._fill_only)
        self._show_top()
        self._show_why()

    def _text_lens(self) -> None:
        if self.lens != 1:
            self.lens = 1
            self.remove_class("lens-only")
            self.only_list.display = False
            self.view.display = True
            self.view.focus()
            self._show_top()
            self._show_why()

    def action_other_pane(self) -> None:
        """Put the focus on the other side."""
        self._set_side(1 - self.view.side)

    def action_left_pane(self) -> None:
        """Put the focus on the left side."""
        self._set_side(LEFT)

    def action_right_pane(self) -> None:
        """Put the focus on the right side."""
        self._set_side(RIGHT)

    def _set_side(self, side: int) -> None:
        self.view.set_side(side)
        self._refresh_bars()

    # Outlets

    def action_exchange(self) -> None:
        """Exchange left and right; what is in focus stays in focus."""
        view = self.view
        spot = self._focus_spot(RIGHT) or self._focus_spot(LEFT)
        self._row = view.screen_row
        self._spot = (1 - spot[0], spot[1]) if spot else None
        self.indexes.reverse()
        view.side = 1 - view.side
        self.show_pair()

    def _focus_spot(self, side: int) -> tuple[int, int] | None:
        """Return (side, text offset) of what is in focus, when it has a part on that side."""
        pairing, focus = self.view.pairing, self.focus_now
        if pairing is None or focus == NO_FOCUS or (not focus.is_link and focus.side != side):
            return None
        passage = pairing.links[focus.link][side] if focus.is_link else focus.passage
        return side, pairing.passages[side][passage].span.start

    def _choices(self) -> tuple[int, ...]:
        return self.session.library.story_of(self.indexes[0]).articles

    def _step_outlet(self, step: int) -> None:
        side = self.view.side
        choices = [index for index in self._choices() if index != self.indexes[1 - side]]
        if self.indexes[side] not in choices:
            choices.append(self.indexes[side])
        if len(choices) < 2:
            self.say("No other outlet carries this story here.")
            return
        at = choices.index(self.indexes[side])
        self._spot = self._focus_spot(1 - side) or self._kept_spot(1 - side)
        self._row = self.view.screen_row
        self.leave()
        self.crossread.mark_place(self)
        self.indexes[side] = choices[(at + step) % len(choices)]
        self.show_pair()

    def _kept_spot(self, side: int) -> tuple[int, int] | None:
        """Return the spot on the side that stays nearest above what only the other side has."""
        view = self.view
        if view.pairing is None or view.focus_on == NO_FOCUS:
            return None
        row = view.scroll_offset.y + (view.screen_row or 0)
        at_side, offset = view.face.offset_of(max(0, row - view.pads[side]), side)
        return (side, offset) if at_side == side else None

    def action_next_outlet(self) -> None:
        """Show the next outlet on the focused side."""
        self._step_outlet(1)

    def action_previous_outlet(self) -> None:
        """Show the previous outlet on the focused side."""
        self._step_outlet(-1)

    # Moving about

    def _move(self, rows: int) -> None:
        view = self.view
        if self.lens == 1 and not view.locked and not view.face.single and abs(rows) < 10**6:
            view.shift_side(view.side, rows)
        else:
            super()._move(rows)

    def action_page(self) -> None:
        """Page down, both sides."""
        self._page(1.0)

    def action_page_back(self) -> None:
        """Page up, both sides."""
        self._page(-1.0)

    # Search

    def search(self, query: str, *, final: bool) -> None:
        """Search both articles."""
        pairing = self.view.pairing
        self._query = query.strip()
        self._hits = []
        if pairing is not None and self._query:
            for side in (LEFT, RIGHT):
                spans = [passage.span for passage in pairing.passages[side]]
                self._hits += [(side, span) for span in find_hits(pairing.articles[side].text, query, spans)]
            self._hits.sort(key=lambda hit: (self._hit_row(hit), hit[0], hit[1]))
            self._text_lens()
        top = self.view.scroll_offset.y
        below = next((n for n, hit in enumerate(self._hits) if self._hit_row(hit) >= top), 0)
        self._hit = below if self._hits else -1
        self._show_hit()
        if final and self._query and not self._hits:
            self.say(f"“{self._query}” is in neither article")

    def _hit_row(self, hit: tuple[int, Span]) -> int:
        return self.view.face.row_of(hit[0], hit[1].start) + self.view.pads[hit[0]]

    def move_hit(self, step: int) -> None:
        """Go some hits on, in either article."""
        if self._hits:
            self._hit = (self._hit + step) % len(self._hits)
            self._show_hit()

    def _show_hit(self) -> None:
        sides: tuple[list[Span], list[Span]] = ([], [])
        now: tuple[int, int] | None = None
        for number, (side, span) in enumerate(self._hits):
            if number == self._hit:
                now = (side, len(sides[side]))
            sides[side].append(span)
        self.view.set_hits(sides[LEFT], sides[RIGHT], now)
        if now is not None:
            side, span = self._hits[self._hit]
            focus = self._focus_at(side, span.start)
            if focus not in (NO_FOCUS, self.view.focus_on):
                # What is copied and explained is where the reader looks.
                self.view.set_side(side)
                self.view.set_focus_on(focus, show=False)
            if self.view.face.single:
                self.view.set_side(side)
            assert self.view.pairing is not None
            if not self.view.face.passage_rows(side, self.view.pairing.passage_at(side, span.start)):
                self.view.set_fold("all")
            row = self.view.face.row_of(side, span.start) + self.view.pads[side]
            self.view.show_rows(row, row + 1, context=4)
        self._show_top()

    # Take away

    def _cite(self, side: int) -> str | None:
        pairing, focus = self.view.pairing, self.focus_now
        if pairing is None or focus == NO_FOCUS or (not focus.is_link and focus.side != side):
            return None
        passage = pairing.links[focus.link][side] if focus.is_link else focus.passage
        return citation(pairing.articles[side], pairing.passages[side][passage].span)

    def action_cite(self) -> None:
        """Copy the selection, or the focused side's passage, with its citation."""
        selected = self.view.selected_span()
        if selected and self.view.pairing is not None:
            side, span = selected
            self.crossread.copy(citation(self.view.pairing.articles[side], span))
            return
        focus = self.focus_now
        text = self._cite(self.view.side if focus.is_link else focus.side)
        if text is None:
            self.say("Go to a link with ] first.")
        else:
            self.crossread.copy(text)

    def action_cite_both(self) -> None:
        """Copy both passages with their citations."""
        texts = [text for side in (LEFT, RIGHT) if (text := self._cite(side))]
        if texts:
            self.crossread.copy(
                "\n\n".join(texts), "both passages with their citations" if texts[1:] else "the passage"
            )
        else:
            self.say("Go to a link with ] first.")

    def leave(self) -> None:
        """Remember the place."""
        view = self.view
        if view.pairing is None:
            return
        side, offset = self._focus_spot(view.side) or self._focus_spot(1 - view.side) or (view.side, 0)
        self.session.remember(Place(offset, side, view.layout_name), *self.indexes)
        self.session.leave_at(*self.indexes)

    def place_now(self) -> tuple[str, tuple[int, ...], int] | None:
        """Return where the reader is."""
        spot = self._focus_spot(LEFT)
        return "compare", tuple(self.indexes), spot[1] if spot else 0

    def action_cancel(self) -> None:
        """Clear the search; leave a lens; drop the selection."""
        if self.clear_search():
            return
        if self.lens == 2:
            self._text_lens()
        else:
            self.clear_selection()
