"""What every part of the compare screen stands on: the pair shown, its links and names, and the bars."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static
from textual.worker import get_current_worker

from reader.article import Article, Span
from reader.comparison.contrast import Lens, LensReport
from reader.comparison.model import Comparison
from reader.library.config import LAYOUTS
from reader.library.resources import styles_dir
from reader.ui.explaining import focus_lines
from reader.ui.face import Face
from reader.ui.heading import side_rows, stacked_row
from reader.ui.lens_rows import contrasts_in, lens_tabs
from reader.ui.pairing import LEFT, NO_FOCUS, RIGHT, SIDES, Focus, Pairing
from reader.ui.registry import Mode
from reader.ui.screens.base import CrossreadScreen, bindings_for
from reader.ui.session import Session
from reader.ui.widgets.bars import Bar, Piece
from reader.ui.widgets.compare_parts import CompareHead, Minimap
from reader.ui.widgets.compare_view import CompareView
from reader.ui.widgets.lists import RowList

if TYPE_CHECKING:
    from reader.library.judgements import Judged


class PairScreen(CrossreadScreen):
    """Two articles side by side. The screen decides what is in focus; `CompareView` draws.

    What the keys do is divided among subclasses by what they are for; `CompareScreen` joins them.
    """

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
        self._stepped: tuple[int, tuple[int, int] | None] | None = None
        """The side that was last changed to another outlet, and the spot that was kept on the other side."""
        self._shown_face: Face | None = None
        self._hits: list[tuple[int, Span]] = []
        self._hit = -1
        self._query = ""
        self.lens = 1
        """The lens in use, as its key."""
        self.reports: dict[Lens, LensReport] = {}
        self.found: dict[Lens, LensReport] = {}
        """The reports before what the reader said is laid over them."""
        """What the lenses find, once they have been asked."""
        self.judged: Judged | None = None
        """The reader's judgements of this pair, once its links are known and there are any."""

    def compose_body(self) -> ComposeResult:
        """Compose head, texts with their minimaps, and the lines under them."""
        yield CompareHead(id="head")
        with Horizontal(id="panes"):
            yield Minimap(id="map-left")
            yield CompareView(id="compare")
            yield RowList(id="lens")
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
        self.lens_list.display = False
        view.focus()
        self.call_after_refresh(self.show_pair)

    @property
    def view(self) -> CompareView:
        """The compare pane."""
        return self.query_one("#compare", CompareView)

    @property
    def lens_list(self) -> RowList:
        """The list of the lens in use, when it is not the text."""
        return self.query_one("#lens", RowList)

    @property
    def pane(self) -> Widget:
        """The pane of the lens in use."""
        return self.lens_list if self.lens > 1 else self.view

    def restore_focus(self) -> None:
        """Give the focus to the pane of the lens in use."""
        self.set_focus(self.pane)

    # What is shown

    def show_pair(self) -> None:
        """Show the pair; its links and names are found off the screen's thread unless they are known."""
        library = self.session.library
        left, right = self.indexes
        known = library.known_comparison(left, right)
        self._hits, self._hit = [], -1
        self.reports, self.found = {}, {}
        self.lens_list.set_rows([])
        self.view.show(self._pairing(known))
        self.view.set_names(self.session.known_names(left), self.session.known_names(right))
        if known is not None:
            self._linked()
        self._refresh_bars()
        # The texts first: what looks for links and contrasts would hold up the frame that shows them.
        self.call_after_refresh(self._work, left, right)

    def _pairing(self, comparison: Comparison | None) -> Pairing:
        """Return the two articles with their links, the reader's judgements laid over them."""
        comparison = self._judge(comparison)
        shown = [self.session.article(index) for index in self.indexes]
        return Pairing(shown[LEFT], shown[RIGHT], comparison)

    def _judge(self, comparison: Comparison | None) -> Comparison | None:
        """Lay the reader's judgements over links."""
        self.judged = None
        if comparison is None or not self.session.desk.begun:
            return comparison
        self.judged = self.session.desk.judgements.judged(*self.real_articles(), comparison)
        return self.judged.comparison

    def real_articles(self) -> tuple[Article, Article]:
        """Return both articles as they are, whatever blind mode hides: judgements hold on to their words."""
        left, right = (self.session.library.article(index) for index in self.indexes)
        return left, right

    def blind_changed(self) -> None:
        """Show both articles anew; what is in focus stays where it is."""
        self._spot = self._focus_spot(self.view.side) or self._focus_spot(1 - self.view.side)
        self._row = self.view.screen_row
        self.show_pair()

    @work(thread=True, exclusive=True, group="compare", exit_on_error=False)
    def _work(self, left: int, right: int) -> None:
        library, worker = self.session.library, get_current_worker()
        comparison = library.comparison(left, right)
        self.from_thread(self._links_found, left, right, comparison)
        for index in (left, right):
            if worker.is_cancelled:
                return
            self.session.names(index)
        self.from_thread(self._names_found, left, right)
        self.from_thread(self.ask_lenses)

    def ask_lenses(self) -> None:
        """Ask every lens what it finds between the two, off the screen's thread."""

    def lenses_judged(self) -> None:
        """Lay what the reader said of speakers and figures over what the lenses found."""

    def _links_found(self, left: int, right: int, comparison: Comparison) -> None:
        pairing = self.view.pairing
        if [left, right] != self.indexes or not self.is_attached or pairing is None:
            return
        if pairing.comparison is None:
            self.view.show(self._pairing(comparison), keep=True)
            self._linked()

    def _names_found(self, left: int, right: int) -> None:
        if [left, right] == self.indexes and self.is_attached:
            names = self.session.known_names(left), self.session.known_names(right)
            if any(one is not other for one, other in zip(names, self.view.names, strict=True)):
                self.view.set_names(*names)

    def acts_changed(self) -> None:
        """Lay the reader's judgements over the links anew; what is in focus stays where it is."""
        known = self.session.library.known_comparison(*self.indexes)
        shown = self.view.pairing
        if known is None or shown is None:
            return
        judged = self._judge(known)
        same = shown.articles == tuple(map(self.session.article, self.indexes))
        if same and shown.comparison and judged and judged.links == shown.comparison.links:
            # A note, a code, a star or a correction moves no line of two texts, which may be long.
            before = self.view.names
            self._names_found(*self.indexes)
            if self.view.names is not before:
                self.ask_lenses()
            self.lenses_judged()
            self._show_why()
            return
        self._spot = self._focus_spot(self.view.side) or self._focus_spot(1 - self.view.side)
        self._row = self.view.screen_row
        self.view.show(self._pairing(known), keep=True)
        self._linked()
        self._names_found(*self.indexes)
        self.ask_lenses()

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
        self.fill_lens()
        self.refresh_hits()
        self._refresh_bars()

    def refresh_hits(self) -> None:
        """Mark the hits of a search that goes on; the reader stays where they are."""

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
        self.show_lens(1)
        if self.view.pairing is not None and self.view.pairing.comparison is not None:
            self.view.set_focus_on(self._focus_at(LEFT, offset))

    @property
    def focus_now(self) -> Focus:
        """What the reader is at: in the text its focus, in another lens the row under the cursor."""
        return self.lens_focus() if self.lens > 1 else self.view.focus_on

    def lens_focus(self) -> Focus:
        """What the row under the cursor of a lens is about."""
        return NO_FOCUS

    def fill_lens(self) -> None:
        """Show what the lens in use has found."""

    def show_lens(self, number: int) -> None:
        """Show a lens by its key; 1 is the text."""

    def _focus_spot(self, side: int) -> tuple[int, int] | None:
        """Return (side, text offset) of what is in focus, when it has a part on that side."""
        pairing, focus = self.view.pairing, self.focus_now
        if pairing is None or focus == NO_FOCUS or (not focus.is_link and focus.side != side):
            return None
        passage = pairing.links[focus.link][side] if focus.is_link else focus.passage
        return side, pairing.passages[side][passage].span.start

    def _choices(self) -> tuple[int, ...]:
        return self.session.library.told_with(self.indexes[0])

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
        if self.session.blinds is not None:
            title = pairing.left.title
        right: list[Piece] = []
        if self._query:
            hits = f"{self._hit + 1}/{len(self._hits)}" if self._hits else "no match"
            right.append((f"“{self._query}” {hits}   ", "$left"))
        if self.view.fold != "all":
            right.append((f"{self.view.fold} only   ", "$left"))
        if not self.view.locked:
            right.append(("lock off   ", "$left"))
        room = self.size.width - sum(len(text) for text, _ in right) - 4
        tabs = lens_tabs(self.lens, self.lens_counts(), room)
        left: list[Piece] = [("Compare", "bold $strong"), ("   ", "")]
        if sum(len(text) for text, _ in tabs) + 40 < room:
            left.append((title, "$soft"))
        self.top.show(left, [*right, *tabs])
        face = self.view.face
        shown = self.view.layout_name
        label = f"{shown}" if not face.single else "one side"
        hidden = set() if len(self._choices()) > 2 else {"compare.next-outlet"}
        if self.lens > 1:
            hidden |= {"compare.layout", "compare.fold", "compare.lock", "compare.next-only"}
        self.key_bar.adapt(
            frozenset(hidden),
            {
                "compare.align": "show in text" if self.lens > 1 else "align",
                "compare.next-link": "finding" if self.lens > 1 else "link",
                "compare.layout": label,
                "compare.fold": "fold" if self.view.fold == "all" else self.view.fold,
            },
        )

    def _show_head(self) -> None:
        view, pairing = self.view, self.view.pairing
        if pairing is None:
            return
        head = self.query_one("#head", CompareHead)
        if view.face.stacked or (self.lens > 1 and view.face.single):
            # One column: a line for each side, with the sign that stands before its words.
            rows = [stacked_row(pairing, side) for side in (LEFT, RIGHT)]
            head.show(rows, rows, view.geometry, single=LEFT)
            return
        words = [self.session.library.words(index) for index in self.indexes]
        left, right = (
            side_rows(pairing, side, words[side], view.geometry.side, focused=view.side == side)
            for side in (LEFT, RIGHT)
        )
        head.show(left, right, view.geometry, single=view.side if view.face.single else None)

    def lens_counts(self) -> dict[int, str]:
        """Return what stands behind each lens's name: how many contrasts it shows."""
        pairing = self.view.pairing
        if pairing is None or pairing.comparison is None:
            return {}
        counts = {2: f"{pairing.only_count(LEFT)}·{pairing.only_count(RIGHT)}"}
        for number, lens in enumerate(Lens, 1):
            if number > 2 and lens in self.reports:
                counts[number] = str(contrasts_in(self.reports[lens]))
        return counts

    def why_lines(self) -> tuple[list[Piece], list[Piece], list[Piece]]:
        """Return the two lines under the texts: first, its right end, second."""
        focus = self.focus_now
        level = not focus.is_link or self.view.is_level(focus.link)
        return focus_lines(self.view.pairing, focus, level=level)

    def _show_why(self) -> None:
        pairing, focus = self.view.pairing, self.focus_now
        first, right, second = self.why_lines()
        self.query_one("#why", Bar).show(first, right)
        self.query_one("#why-more", Bar).show(second)
        single = self.view.face.single and self.lens == 1
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
        for side, name in ((LEFT, "#map-left"), (RIGHT, "#map-right")):
            overview = self.query_one(name, Minimap)
            overview.show(self.view.map_cells(side, overview.size.height))

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

    @on(RowList.Highlighted, "#lens")
    def _finding_highlighted(self, event: RowList.Highlighted) -> None:
        event.stop()
        self._show_why()

    @on(RowList.Chosen, "#lens")
    def _finding_chosen(self, event: RowList.Chosen) -> None:
        event.stop()
        self.action_align()

    def action_align(self) -> None:
        """Bring the halves of the link in focus level."""
        self.view.align()
        self._show_why()

    def on_resize(self) -> None:
        """Adapt bars and lists to the new width."""
        self.call_after_refresh(self._after_resize)

    def _after_resize(self) -> None:
        if self.is_attached:
            self._refresh_bars()
            self.fill_lens()
