"""Reading: one article as a calm page, its names lit, a panel of names beside it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import events, on, work
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.widget import Widget
from textual.worker import get_current_worker

from reader.article import Article, Span
from reader.library.resources import styles_dir
from reader.library.state import Place
from reader.ui.citation import citation
from reader.ui.registry import Mode
from reader.ui.screens.base import bindings_for
from reader.ui.screens.layers import LayerKeys
from reader.ui.screens.library import plural
from reader.ui.screens.peek import PeekKeys
from reader.ui.search import find_hits
from reader.ui.session import Session
from reader.ui.widgets.article_pane import ArticlePane
from reader.ui.widgets.bars import Piece
from reader.ui.widgets.lists import RowList
from reader.ui.widgets.names_panel import NamesPanel

if TYPE_CHECKING:
    from reader.comparison.naming import Called
    from reader.entities.model import Names
    from reader.library.door import Library


class ReadingScreen(LayerKeys, PeekKeys):
    """One article; `<` and `>` go to the same story elsewhere, `c` compares."""

    MODE = Mode.READING
    CSS_PATH: ClassVar = [styles_dir() / "reading.tcss"]
    BINDINGS: ClassVar = bindings_for(Mode.READING)
    prompt_label = "search this article"

    def __init__(
        self,
        session: Session,
        index: int,
        order: Sequence[int],
        *,
        offset: int | None = None,
        mention: Span | None = None,
    ) -> None:
        """Open an article.

        Args:
            session: The run.
            index: The article.
            order: The articles that J and K walk.
            offset: Where to begin; None for the remembered place.
            mention: A mention of a name to begin at instead, brought out among the others of its name.
        """
        super().__init__(session)
        self.index = index
        self.order = list(order) or [index]
        self._offset = offset
        self._hits: list[Span] = []
        self._hit = -1
        self._query = ""
        self._mention = mention
        self._called: dict[int, Called] = {}
        self._called_in: Sequence[int] = ()
        """The story's articles as those labels number them: it may be joined or split meanwhile."""

    def compose_body(self) -> ComposeResult:
        """Compose the page and the panel."""
        with Horizontal(id="panes"):
            yield ArticlePane(id="article")
            with Vertical(id="side"):
                yield NamesPanel(id="names", quiet=True)

    def on_mount(self) -> None:
        """Show the article."""
        self.article_pane.measure = self.session.config.measure
        self.article_pane.focus()
        offset = self._offset
        if offset is None and self._mention is None:
            offset = self.session.place(self.index).offset or None
        # Sizes are known after the first layout; the place is an offset, so it can wait for them.
        self.call_after_refresh(self.show_article, self.index, offset)

    @property
    def names_list(self) -> NamesPanel:
        """The panel's list."""
        return self.query_one("#names", NamesPanel)

    @property
    def article(self) -> Article:
        """The article shown."""
        return self.session.article(self.index)

    @property
    def pane(self) -> Widget:
        """The page, or the panel while it has the focus."""
        return self.names_list if self.names_list.has_focus else self.article_pane

    # What is shown

    def show_article(self, index: int, offset: int | None = None) -> None:
        """Show an article, from the remembered place or an offset."""
        self.index = index
        self._hits, self._hit = [], -1
        self._called = {}
        self.names_list.set_rows([])
        self.article_pane.show(self.article, self.session.known_names(index), offset=offset)
        if self._query:
            # A search goes on in the next article, without a jump away from its place.
            self._hits = find_hits(self.article.text, self._query, self.article_pane.shown_spans())
            self._hit = 0 if self._hits else -1
            self.article_pane.set_hits(self._hits, self._hit if self._hits else None)
        self._show_bar()
        self.show_names()
        self._find_names(index)
        self.find_others()

    @work(thread=True, exclusive=True, group="names", exit_on_error=False)
    def _find_names(self, index: int) -> None:
        """Find the names of the story's articles, this one first, off the screen's thread."""
        library, worker = self.session.library, get_current_worker()
        for number in (index, *library.others(index)):
            if worker.is_cancelled:
                return
            names = self.session.names(number)
            if number == index:
                self.from_thread(self._names_found, library, index, names, {}, ())
        if self.session.blinds is not None:
            return  # What the outlets call a name tells them.
        order, settled, called = library.naming(index)
        if worker.is_cancelled:
            return
        here = order.index(index)
        by_referent = {number: one for one in called for of, number in one.referent.members if of == here}
        self.from_thread(self._names_found, library, index, settled[here], by_referent, order)

    def _names_found(
        self, library: Library, index: int, names: Names, called: dict[int, Called], story: Sequence[int]
    ) -> None:
        """Show the names: first as this article says, then as the story's articles agree."""
        if index != self.index or library is not self.session.library or not self.is_attached:
            return
        pane = self.article_pane
        if names is not pane.names:
            kept = pane.mention
            pane.set_names(names)
            if kept is None and pane.referent is not None and pane.referent >= len(names.referents):
                self._pick_referent(None)
        self._called, self._called_in = called, story
        self.show_names()
        if self._mention is not None:
            self._go_to_mention(self._mention)

    def _go_to_mention(self, span: Span) -> None:
        names = self.article_pane.names
        self._mention = None
        referent = next((m.referent for m in names.mentions if m.span == span), None) if names else None
        if referent is not None:
            self._pick_referent(referent)
            self.names_list.go_to(referent)
            self.article_pane.set_mention(span)
        self.article_pane.go_to(span.start, context=8)

    def blind_changed(self) -> None:
        """Show the article anew at the same place."""
        self.show_article(self.index, self.article_pane.top_offset())

    def acts_changed(self) -> None:
        """Show the names as they are corrected now, and the page where an act changed it."""
        self._acts_seen = self.session.desk.version
        if self.article_pane.article != self.article:
            # A field is another one now; or, in blind mode, its story has another outlet not to be told.
            self.blind_changed()
            return
        self._pick_referent(None)
        self._find_names(self.index)
        self.find_others()

    def _show_bar(self) -> None:
        library = self.session.library
        pane = self.article_pane
        article = self.article
        count = pane.paragraph_count
        shown = (
            f"para {pane.paragraph + 1}/{max(1, count)}"
            if not pane.raw
            else f"line {pane.paragraph + 1}/{len(article.lines)} raw"
        )
        minutes = max(1, round(library.words(self.index) / 230))
        others = len(
            {self.session.article(i).outlet_name for i in library.others(self.index)} - {article.outlet_name}
        )
        right: list[Piece] = []
        if self._query:
            hits = f"{self._hit + 1}/{len(self._hits)}" if self._hits else "no match"
            right.append((f"“{self._query}” {hits}   ", "$left"))
        bits = [shown, f"{minutes} min"]
        if self.size.width < 80:
            del bits[1:]
        elif others:
            bits.append(plural(others, "other outlet"))
        right.append((" · ".join(bits), "$soft"))
        self.top.show([(article.outlet_name, "bold $left"), ("   ", ""), (article.title, "$soft")], right)
        hidden = set()
        if not library.others(self.index):
            hidden |= {"reading.compare", "reading.next-outlet"}
        labels = {"reading.raw": "page" if pane.raw else "raw"}
        if self.pane is not self.names_list:
            labels["reading.name-page"] = "others"
            if not others or pane.raw:
                hidden.add("reading.name-page")
        self.key_bar.adapt(frozenset(hidden), labels)

    def show_names(self) -> None:
        """Fill the panel."""
        from reader.entities.corrections import shown_names

        library = self.session.library
        story = self._called_in if self._called else library.told_with(self.index)
        outlets = [self.session.article(number).outlet_name for number in story]
        chosen = shown_names(library.corrections([self.index]))
        self.names_list.show(self.article_pane.names, self._called, outlets, chosen, self.lit)

    def show_layers(self) -> None:
        """Say in the panel what is shown."""
        self.names_list.show_layers(self.lit)

    @on(events.Resize)
    def _lay_names_out(self) -> None:
        # The labels of the panel are cut to its width.
        self.call_after_refresh(self.show_names)

    # Panes and layers

    @on(ArticlePane.ParagraphFocused)
    def _paragraph_focused(self, event: ArticlePane.ParagraphFocused) -> None:
        event.stop()
        self._show_bar()

    @on(ArticlePane.MentionClicked)
    def _mention_clicked(self, event: ArticlePane.MentionClicked) -> None:
        event.stop()
        self._pick_referent(event.referent)
        self.names_list.go_to(event.referent)

    @on(RowList.Highlighted, "#names")
    def _name_highlighted(self, event: RowList.Highlighted) -> None:
        event.stop()
        if isinstance(event.key, int) and self.names_list.has_focus:
            self._pick_referent(event.key)

    @on(RowList.Chosen, "#names")
    def _name_chosen(self, event: RowList.Chosen) -> None:
        event.stop()
        if isinstance(event.key, int):
            self.crossread.names(self.index, event.key)

    def action_name_page(self) -> None:
        """In the panel, show every mention of a name; in the text, how the others put this paragraph."""
        key = self.names_list.key
        if not self.names_list.has_focus:
            self.peek()
        elif isinstance(key, int):
            self.crossread.names(self.index, key)

    def _pick_referent(self, referent: int | None) -> None:
        self.article_pane.set_referent(referent)

    def action_to_names(self) -> None:
        """Go to the names panel."""
        self.leave_zen()
        self.add_class("show-side")
        self.remove_class("hide-side")
        self.names_list.focus()
        self._lay_names_out()
        key = self.names_list.key
        if isinstance(key, int):
            self._pick_referent(key)
        self.call_after_refresh(self._show_bar)  # The focus goes there only now.

    def action_to_text(self) -> None:
        """Go to the text; a panel that lay over it goes."""
        self.remove_class("show-side")
        self.article_pane.focus()
        self.call_after_refresh(self._show_bar)

    def action_names(self) -> None:
        """Show or hide the names panel."""
        panel = self.query_one("#side")
        if panel.display:
            self.remove_class("show-side")
            self.add_class("hide-side")
            self.article_pane.focus()
        else:
            self.remove_class("hide-side")
            self.add_class("show-side")
            self._lay_names_out()

    def action_raw(self) -> None:
        """Show every line of the source, or the page."""
        self.article_pane.set_raw(not self.article_pane.raw)
        if self._query:
            self.search(self._query, final=False)
        self._show_bar()

    def after_zen(self, zen: bool) -> None:
        """Centre the text while everything else is hidden."""
        self.article_pane.focus()
        self.article_pane.set_centred(zen)

    # Moving about

    def action_page(self) -> None:
        """Page down; at the end go on to the next article."""
        pane = self.article_pane
        if pane.scroll_offset.y >= pane.max_scroll_y:
            self.action_next_article()
        else:
            self._page(1.0)

    def action_page_back(self) -> None:
        """Page up."""
        self._page(-1.0)

    def action_next_paragraph(self) -> None:
        """Go to the next paragraph."""
        self.article_pane.move_paragraph(1)

    def action_previous_paragraph(self) -> None:
        """Go to the previous paragraph."""
        self.article_pane.move_paragraph(-1)

    def _go(self, index: int) -> None:
        self.step_off()
        self.crossread.mark_place(self)
        self.show_article(index, self.session.place(index).offset or None)

    def _step(self, articles: Sequence[int], step: int, nothing: str) -> None:
        at = articles.index(self.index) if self.index in articles else 0
        if 0 <= at + step < len(articles):
            self._go(articles[at + step])
        else:
            self.say(nothing)

    def action_next_article(self) -> None:
        """Go to the next article of the list."""
        self._step(self.order, 1, "This is the last article of the list.")

    def action_previous_article(self) -> None:
        """Go to the previous article of the list."""
        self._step(self.order, -1, "This is the first article of the list.")

    def _step_outlet(self, step: int) -> None:
        articles = self.session.library.told_with(self.index)
        if len(articles) < 2:
            self.say("No other outlet carries this story here.")
            return
        at = articles.index(self.index)
        self._go(articles[(at + step) % len(articles)])

    def action_next_outlet(self) -> None:
        """Go to the same story in the next outlet."""
        self._step_outlet(1)

    def action_previous_outlet(self) -> None:
        """Go to the same story in the previous outlet."""
        self._step_outlet(-1)

    def action_next_mention(self) -> None:
        """Go to the next mention of the name in focus."""
        self._step_mention(1)

    def action_previous_mention(self) -> None:
        """Go to the previous mention."""
        self._step_mention(-1)

    def _step_mention(self, step: int) -> None:
        pane = self.article_pane
        names = pane.names
        if names is None or not names.mentions:
            self.say("No names are known here yet.")
            return
        if pane.referent is None:
            key = self.names_list.key
            if not isinstance(key, int):
                return
            self._pick_referent(key)
        spans = [m.span for m in names.mentions if m.referent == pane.referent]
        spans = [span for span in spans if pane.shows(span.start)]
        if not spans:
            return
        at = self._mention_at(spans, pane, step)
        pane.set_mention(spans[at])
        pane.go_to(spans[at].start)
        assert pane.referent is not None
        self.names_list.go_to(pane.referent)

    def restore_focus(self) -> None:
        """Give the focus to the page; a panel that lay over it goes."""
        self.remove_class("show-side")
        self.set_focus(self.article_pane)

    def _mention_at(self, spans: Sequence[Span], pane: ArticlePane, step: int) -> int:
        if pane.mention in spans:
            return (spans.index(pane.mention) + step) % len(spans)
        here = pane.top_offset()
        if step > 0:
            return next((n for n, span in enumerate(spans) if span.start >= here), 0)
        return next((n for n in range(len(spans) - 1, -1, -1) if spans[n].start < here), len(spans) - 1)

    # Search

    def search(self, query: str, *, final: bool) -> None:
        """Mark all hits and show the first one from here on."""
        pane = self.article_pane
        self._query = query.strip()
        self._hits = find_hits(self.article.text, query, pane.shown_spans()) if self._query else []
        here = pane.top_offset()
        self._hit = next((n for n, hit in enumerate(self._hits) if hit.end > here), 0) if self._hits else -1
        self._show_hit()
        if final and self._query and not self._hits:
            self.say(f"“{self._query}” is not in this article")

    def move_hit(self, step: int) -> None:
        """Go some hits on, round the end."""
        if self._hits:
            self._hit = (self._hit + step) % len(self._hits)
            self._show_hit()

    def _show_hit(self) -> None:
        self.article_pane.set_hits(self._hits, self._hit if self._hits else None)
        if self._hits:
            self.article_pane.go_to(self._hits[self._hit].start)
        self._show_bar()

    def action_cancel(self) -> None:
        """Close what is open: search, panel, the name in focus, the selection."""
        if self.clear_search():
            return
        if self.names_list.has_focus or self.has_class("show-side"):
            self.action_to_text()
        elif self.article_pane.referent is not None:
            self._pick_referent(None)
        else:
            self.clear_selection()

    # Other screens

    def action_compare(self) -> None:
        """Compare with the same story in the best matching outlet."""
        self.step_off()
        span = self.article_pane.paragraph_span()
        self.crossread.compare_with_best(self.index, offset=span.start if span else None)

    def action_cite(self) -> None:
        """Copy the selection, or the paragraph in focus, with its citation."""
        selected = self.article_pane.selected_span()
        span = selected[1] if selected else self.article_pane.paragraph_span()
        if span is not None:
            self.crossread.copy(citation(self.article, span))

    def leave(self) -> None:
        """Remember the place."""
        pane = self.article_pane
        offset = pane.top_offset() if pane.scroll_offset.y else 0
        self.session.remember(Place(offset), self.index)
        self.session.leave_at(self.index)

    def place_now(self) -> tuple[str, tuple[int, ...], int] | None:
        """Return where the reader is."""
        return "reading", (self.index,), self.article_pane.top_offset()
