"""The library: sources at the left, stories and articles in the middle, a preview at the right."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.timer import Timer
from textual.widget import Widget
from textual.worker import get_current_worker

from reader.layout.cells import cell_width, fit
from reader.library.collection import Library
from reader.library.opening import open_collection
from reader.ui.dates import day
from reader.ui.line_view import Run
from reader.ui.registry import Mode
from reader.ui.screens.base import bindings_for
from reader.ui.screens.library_acts import ALL, Filter, LibraryActs
from reader.ui.session import Session
from reader.ui.widgets.bars import Piece
from reader.ui.widgets.lists import ListRow, RowList

if TYPE_CHECKING:
    from reader.stories.group import Story
    from reader.ui.widgets.article_pane import ArticlePane


def plural(number: int, noun: str) -> str:
    """Return "1 article", "2 articles", "2 stories"."""
    if number == 1:
        return f"1 {noun}"
    return f"{number} {noun[:-1]}ies" if noun.endswith("y") else f"{number} {noun}s"


class LibraryScreen(LibraryActs):
    """The collection as a list; the way into reading and comparing."""

    MODE = Mode.LIST
    BINDINGS: ClassVar = bindings_for(Mode.LIST)
    prompt_label = "search the collection"

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.by_outlet = False
        self._previewed: int | None = None
        self._pane: ArticlePane | None = None
        self._facts: RowList | None = None
        self._soon: Timer | None = None

    def compose_body(self) -> ComposeResult:
        """Compose the three panes."""
        with Horizontal(id="panes"):
            yield RowList(id="sources")
            with Vertical(id="middle"):
                yield RowList(id="list")
            yield Vertical(id="preview")

    def on_mount(self) -> None:
        """Fill the panes."""
        self.listing.focus()
        self.rebuild()
        last = self.session.left_at()
        if last is not None:
            self.listing.go_to(last)
        self.call_after_refresh(self._painted)

    async def _painted(self) -> None:
        """Fill the preview, and look for names and links: all that the first paint need not wait for."""
        from reader.ui.widgets.article_pane import ArticlePane

        pane, facts = ArticlePane(preview=True, id="preview-text"), RowList(id="facts", show_cursor=False)
        pane.can_focus = facts.can_focus = False
        holder = self.query_one("#preview")
        if not holder.is_attached:
            return  # The reader has quit already.
        await holder.mount(pane, facts)
        self._pane, self._facts = pane, facts
        self._preview()
        self.look_up_states()
        index = self.current()
        if index is not None:
            self._read_ahead(index)

    @property
    def listing(self) -> RowList:
        """The list of stories and articles."""
        return self.query_one("#list", RowList)

    @property
    def sources(self) -> RowList:
        """The sidebar."""
        return self.query_one("#sources", RowList)

    @property
    def pane(self) -> Widget:
        """The list, or the sidebar while it has the focus."""
        return self.sources if self.sources.has_focus else self.listing

    # What is listed

    def rebuild(self) -> None:
        """Build list, sidebar and bars afresh, after the library, filter or order changed."""
        self.listing.set_rows(self._list_rows())
        self.sources.set_rows(self._source_rows())
        self._show_bars()
        self._preview()

    def _show_bars(self) -> None:
        library = self.session.library
        right: list[Piece] = []
        if self.query_text:
            right.append((f"“{self.query_text}” {plural(len(self.shown()), 'article')} · ", "$left"))
        if self.filter != ALL:
            name = self.filter[-1]
            name = self.session.outlet(name) if self.filter[0] == "outlet" else name
            right.append((f"{name} · ", "$left"))
        right += self.query_pieces()
        if self.picks:
            right.append((f"{len(self.picks)} picked · ", "$left"))
        if library.refused:
            right.append((f"{len(library.refused)} refused (i) · ", "$warn"))
        right.append(("by outlet" if self.by_outlet else "by story", "$soft"))
        counts = " · ".join(
            (
                plural(len(library.articles), "article"),
                plural(len(library.stories), "story"),
                plural(len(library.outlets()), "outlet"),
            )
        )
        problem = self.filter_problem()
        about = (problem, "$warn") if problem else (counts, "$soft")
        self.top.show([("Crossread", "bold $strong"), ("   ", ""), about], [] if problem else right)
        labels = {"list.by": "by story" if self.by_outlet else "by outlet", "everywhere.back": "quit"}
        if len(self.picks) >= 2:
            labels["list.compare"] = "compare the two picked"
        self.key_bar.adapt(labels=labels)

    def _list_rows(self) -> list[ListRow]:
        library = self.session.library
        chosen = set(self.shown())
        rows: list[ListRow] = []
        if self.by_outlet:
            for name, indexes in library.outlets():
                listed = [index for index in indexes if index in chosen]
                if listed:
                    rows += [
                        ListRow(((self.session.outlet(name), ("title",)),), ((f"{len(listed)} ", ("soft",)),))
                    ]
                    rows += [self._article_row(index, outlet=False) for index in listed]
                    rows.append(ListRow())
        else:
            for story in library.stories:
                listed = [index for index in story.articles if index in chosen]
                if not listed:
                    continue
                outlets = library.outlet_count(story)
                first = next(
                    (a.published for i in story.articles if (a := library.article(i)).published), None
                )
                when = f"{day(first.value)[:-5]}  " if first and len(first.value) == 10 else ""
                rows.append(
                    ListRow(
                        ((self._story_title(story), ("title",)),),
                        ((f"{when}{plural(outlets, 'outlet')} ", ("soft",)),),
                    )
                )
                rows += [self._article_row(index, outlet=True) for index in listed]
                rows.append(ListRow())
        if not rows:
            rows = self._empty_rows()
        return rows

    def _story_title(self, story: Story) -> str:
        """Return a story's title, which in blind mode is its first article's, as it may name an outlet."""
        return story.title if self.session.blinds is None else self.session.article(story.articles[0]).title

    def blind_changed(self) -> None:
        """Show list and preview anew."""
        self.rebuild()

    def _empty_rows(self) -> list[ListRow]:
        if self.session.library.articles:
            lines = [
                "Nothing here matches.",
                "",
                "esc clears the search; the first line of the sidebar shows all.",
            ]
        else:
            lines = [
                "No article could be read.",
                "",
                "crossread FOLDER",
                "  reads a folder,",
                "crossread",
                "  opens the samples.",
            ]
            lines += ["", *self.session.library.refused[:20]]
        return [ListRow(((f"  {line}", ("soft",)),)) for line in lines]

    def _article_row(self, index: int, *, outlet: bool) -> ListRow:
        library = self.session.library
        article = self.session.article(index)
        picked = index in self.picks
        lead: list[Run] = [("x " if picked else "  ", ("pick",))]
        lead[:0], tags = self.state_runs(library.article(index).id)
        if outlet:
            name = fit(article.outlet_name, 15)
            lead.append((name + " " * (16 - cell_width(name)), ("outlet",)))
        lead.append((article.title, ("text",)))
        right = str(library.words(index))
        return ListRow(tuple(lead), (*tags, (f" {right:>5} ", ("faint",))), key=index)

    def _source_rows(self) -> list[ListRow]:
        library = self.session.library
        several = sum(library.outlet_count(story) > 1 for story in library.stories)
        review = sum(self.to_review(index) for index in range(len(library.articles)))

        def row(label: str, count: int, key: Filter, indent: int = 1) -> ListRow:
            strong = ("strong",) if key == self.filter else ("soft",)
            return ListRow(((" " * indent + label, strong),), ((f"{count} ", ("faint",)),), key=key)

        rows = [
            row("All stories", len(library.stories), ALL),
            row("several outlets", several, ("several", "several outlets"), 3),
            row("one outlet", len(library.stories) - several, ("alone", "one outlet"), 3),
            ListRow(),
            ListRow(((" Outlets", ("title",)),), ((f"{len(library.outlets())} ", ("faint",)),)),
        ]
        rows += [
            row(self.session.outlet(name), len(indexes), ("outlet", name), 3)
            for name, indexes in library.outlets()
        ]
        if review:
            rows += [ListRow(), row("To review", review, ("review", "to review"))]
        kept = self.state_counts()
        if kept:
            rows.append(ListRow())
        rows += [row(label, count, key) for label, count, key in kept]
        return rows

    # Cursor and preview

    @on(RowList.Highlighted, "#list")
    def _list_moved(self, event: RowList.Highlighted) -> None:
        event.stop()
        self._preview()

    @on(RowList.Highlighted, "#sources")
    def _source_moved(self, event: RowList.Highlighted) -> None:
        event.stop()
        key = event.key
        if isinstance(key, tuple) and key != self.filter:
            self.filter = key
            self.rebuild()

    @on(RowList.Chosen)
    def _row_chosen(self, event: RowList.Chosen) -> None:
        event.stop()
        self.action_open()

    def article_now(self) -> int | None:
        """Return the article under the cursor."""
        return self.current()

    def current(self) -> int | None:
        """Return the article under the cursor."""
        key = self.listing.key
        return key if isinstance(key, int) else None

    def _preview(self) -> None:
        index = self.current()
        self._previewed = index
        pane, facts = self._pane, self._facts
        if pane is None or facts is None:
            return
        if index is None:
            pane.show(None)
            facts.set_rows([])
            self.listing.set_tints({})
            return
        library = self.session.library
        pane.show(self.session.article(index), self.session.known_names(index))
        others = library.others(index)
        self.listing.set_tints({index: "left", **({others[0]: "right"} if len(others) == 1 else {})})
        facts.set_rows(self._fact_rows(index, others[0] if len(others) == 1 else None))
        # Not for every row that the cursor passes: for the one where it stays.
        if self._soon is not None:
            self._soon.stop()
        self._soon = self.set_timer(0.12, partial(self._read_ahead, index))

    @work(thread=True, exclusive=True, group="preview", exit_on_error=False)
    def _read_ahead(self, index: int) -> None:
        """Find names and the best match of the article under the cursor, off the screen's thread."""
        library, worker = self.session.library, get_current_worker()
        self.session.names(index)
        match = library.best_match(index, lambda: worker.is_cancelled)
        if match is not None and not worker.is_cancelled:
            library.comparison(index, match)
        if not worker.is_cancelled:
            self.app.call_from_thread(self._ahead_read, library, index, match)

    def _ahead_read(self, library: Library, index: int, match: int | None) -> None:
        if index != self._previewed or library is not self.session.library or not self.is_attached:
            return
        if self._pane is not None and self._facts is not None:
            self._pane.set_names(self.session.known_names(index))
            self._facts.set_rows(self._fact_rows(index, match))
        self.listing.set_tints({index: "left", **({match: "right"} if match is not None else {})})

    def _fact_rows(self, index: int, match: int | None) -> list[ListRow]:
        library = self.session.library
        if match is None and not library.others(index):
            return [
                ListRow((("In this story", ("title",)),)),
                ListRow(),
                ListRow((("only this outlet so far", ("soft",)),)),
            ]
        found = library.known_comparison(index, match) if match is not None else None
        rows = [ListRow((("In this story", ("title",)),)), ListRow()]
        if match is None or found is None:
            return [*rows, ListRow((("looking for links …", ("faint",)),))]
        from reader.comparison.model import Kind

        here, there = (self.session.article(number).outlet_name for number in (index, match))
        same = sum(link.kind is not Kind.PARAPHRASE for link in found.links)
        facts = [
            ("told by both", len(found.links), "soft"),
            ("  nearly verbatim", same, "soft"),
            (f"only {here}", len(found.only_left), "left"),
            (f"only {there}", len(found.only_right), "right"),
        ]
        for name, count, style in facts:
            rows.append(ListRow(((name, (style,)),), ((f"{count:>4}  ", ("strong",)),)))
        return [*rows, ListRow(), ListRow((("c", ("strong",)), ("  compare the two", ("soft",))))]

    def after_zen(self, zen: bool) -> None:
        """Go to the list, which is all that is left."""
        self.action_right_pane()

    def restore_focus(self) -> None:
        """Give the focus to the list."""
        self.listing.focus()

    # Commands

    def action_open(self) -> None:
        """Read the article under the cursor; in the sidebar, go to the list."""
        if self.sources.has_focus:
            self.action_right_pane()
            return
        index = self.current()
        if index is not None:
            self.crossread.read(index, self._order())
            self.mark_opened(index)

    def _order(self) -> list[int]:
        return [key for key in self.listing.keys if isinstance(key, int)]

    def action_compare(self) -> None:
        """Compare the two picked articles, or the one under the cursor with its best match."""
        if len(self.picks) >= 2:
            self.crossread.compare(self.picks[0], self.picks[1])
            return
        index = self.picks[0] if self.picks else self.current()
        if index is None:
            return
        other = self.current()
        if self.picks and other is not None and other != index:
            self.crossread.compare(index, other)
        else:
            self.crossread.compare_with_best(index)

    def action_pick(self) -> None:
        """Pick the article under the cursor, or put it back."""
        index = self.current()
        if index is None:
            return
        if index in self.picks:
            self.picks.remove(index)
        else:
            self.picks = [*self.picks[-1:], index]
        self.listing.set_rows(self._list_rows(), keep=index)
        self._show_bars()

    def action_clear_picks(self) -> None:
        """Put all picked articles back."""
        self.picks = []
        self.listing.set_rows(self._list_rows())
        self._show_bars()

    def action_left_pane(self) -> None:
        """Go to the sidebar, which opens over the list where there is no room for it."""
        self.leave_zen()
        self.add_class("show-sources")
        self.sources.focus()

    def action_right_pane(self) -> None:
        """Go to the list."""
        self.remove_class("show-sources")
        self.listing.focus()

    def action_next_pane(self) -> None:
        """Go to the other pane."""
        if self.sources.has_focus:
            self.action_right_pane()
        else:
            self.action_left_pane()

    def action_page(self) -> None:
        """Move down a page."""
        self._page(1.0)

    def action_by(self) -> None:
        """List by story, or by outlet."""
        self.by_outlet = not self.by_outlet
        self.rebuild()

    def action_rescan(self) -> None:
        """Read the collection from disk again."""
        self._rescan()

    @work(thread=True, exclusive=True, group="rescan", exit_on_error=False)
    def _rescan(self) -> None:
        library = open_collection(list(self.session.paths))
        self.app.call_from_thread(self._rescanned, library)

    def _rescanned(self, library: Library) -> None:
        index = self.current()
        kept = self.session.library.article(index).id if index is not None else ""
        self.session.take(library)
        self.picks = []
        self._previewed = None
        self.look_up_states()
        self.rebuild()
        found = library.find(kept)
        if found is not None:
            self.listing.go_to(found)
        self.say(f"{plural(len(library.articles), 'article')} read")

    def action_problems(self) -> None:
        """Show what could not be read, and why."""
        from reader.ui.screens.help import TextScreen

        library = self.session.library
        lines = [*library.refused, *library.notices, *self.session.notices]
        title = "What was refused, and notices"
        self.app.push_screen(TextScreen(title, lines or ["Everything was read; there is nothing to report."]))

    def search(self, query: str, *, final: bool) -> None:
        """Filter the list while the query is typed."""
        if query.strip() != self.query_text:
            self.query_text = query.strip()
            self.listing.set_rows(self._list_rows())
            self._show_bars()
            self._preview()

    def move_hit(self, step: int) -> None:
        """Go to the next article that the search found."""
        if self.query_text:
            self.listing.move(step)

    def action_cancel(self) -> None:
        """Close what is open: sidebar, search, filter."""
        if self.sources.has_focus:
            self.action_right_pane()
        elif not self.clear_search() and not self.clear_filter_query() and self.filter != ALL:
            self.filter = ALL
            self.rebuild()
            self.sources.go_to(ALL)

    def leave(self) -> None:
        """Remember the article under the cursor."""
        index = self.current()
        if index is not None:
            self.session.leave_at(index)

    def action_back(self) -> None:
        """Quit: the library is the first screen."""
        self.action_quit()
