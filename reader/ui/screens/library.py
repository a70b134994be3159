"""The library: sources at the left, stories and articles in the middle, a preview at the right."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.widget import Widget

from reader.ui.registry import Mode
from reader.ui.screens.base import bindings_for
from reader.ui.screens.library_preview import LibraryPreview
from reader.ui.screens.library_rows import (
    ALL,
    MORE,
    ORDER_NAMES,
    REVIEW,
    Scope,
    plural,
    sidebar_rows,
)
from reader.ui.session import Session
from reader.ui.widgets.bars import Bar, Piece
from reader.ui.widgets.lists import CursorList, RowList
from reader.ui.widgets.paged_list import PagedList

if TYPE_CHECKING:
    from reader.library.door import Library

__all__ = ["LibraryScreen", "plural"]

_SIDEBAR = (16, 21, 44)
"""Least, usual and most cells of the sidebar."""


class LibraryScreen(LibraryPreview):
    """The collection as a list; the way into reading and comparing."""

    MODE = Mode.LIST
    BINDINGS: ClassVar = bindings_for(Mode.LIST)

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._all_outlets = False
        self._to_forget: Scope | None = None
        self._scope = ALL

    def compose_body(self) -> ComposeResult:
        """Compose the three panes."""
        with Horizontal(id="panes"):
            yield RowList(id="sources")
            with Vertical(id="middle"):
                yield PagedList(id="list")
                yield Bar(id="snippet")
                yield Bar(id="strip")
            yield Vertical(id="preview")

    def on_mount(self) -> None:
        """Fill list and sidebar; all else waits until they are painted."""
        self._show_width()
        self.listing.focus()
        self.relist()
        self.show_sources()
        self.call_after_refresh(self.fill_preview)

    @property
    def sources(self) -> RowList:
        """The sidebar."""
        return self.query_one("#sources", RowList)

    @property
    def pane(self) -> Widget:
        """The list, or the sidebar while it has the focus."""
        return self.sources if self.sources.has_focus else self.listing

    # Bars, sidebar and timeline

    def listed(self) -> None:
        """Show what belongs to what is listed now."""
        self.show_choices()
        self._show_bars()
        if self.shown.scope != self._scope:
            self._scope = self.shown.scope
            self.show_sources()
        self.preview()
        if self._pane is not None:
            self.count()

    def _show_bars(self) -> None:
        library, shown = self.session.library, self.shown
        sums, narrow = library.sidebar(), self.has_class("-narrow")
        right = self._narrowing()
        if self.problem:
            place = f" (at column {self.problem_at + 1})" if self.problem_at >= 0 else ""
            about: Piece = (self.problem + place, "$warn")
        elif shown.query:
            about = (f"{self.found:,} of {plural(sums.articles, 'article')}", "$soft")
        else:
            counts = [plural(sums.articles, "article"), plural(sums.stories, "story")]
            about = (" · ".join([*counts, plural(len(sums.outlets), "outlet")]), "$soft")
        name: list[Piece] = [] if narrow and right else [("Crossread", "bold $strong"), ("   ", "")]
        if library.refused and not narrow:
            right.append((f"{len(library.refused)} refused (i) · ", "$warn"))
        if shown.query and library.listing(shown.query, shown.order).notice:
            right.append(("not all of it (i) · ", "$warn"))
        right.append((ORDER_NAMES[shown.order], "$soft"))
        self.top.show([*name, about], [] if self.problem else right)
        labels = {"list.by": "sort", "everywhere.back": "quit"}
        if shown.scope == REVIEW:
            labels["everywhere.review"] = "review"
        if len(self.picks) >= 2:
            labels["list.compare"] = "compare the two picked"
        self.key_bar.adapt(labels=labels)

    def _narrowing(self) -> list[Piece]:
        """Return what the bar says of all that narrows the list, and of what is picked."""
        shown = self.shown
        pieces: list[Piece] = []
        named = [shown.scope.label(self.session)] if shown.scope != ALL else []
        named += [self.session.unnamed(typed) for typed in (shown.filter, shown.search) if typed]
        if named:
            from reader.text.safe import safe_line

            pieces += [(f"{safe_line(name)} · ", "$link") for name in named]
        if self.all_picked:
            pieces.append((f"all {self.found:,} picked · ", "$left"))
        elif self.picks:
            pieces.append((f"{len(self.picks):,} picked · ", "$left"))
        return pieces

    def show_sources(self) -> None:
        """Show the sidebar anew."""
        sums = self.session.library.sidebar()
        rows = sidebar_rows(
            self.session,
            sums,
            self._counts,
            self.asked.scope,
            names=self._names,
            all_outlets=self._all_outlets,
        )
        # The cursor goes along with what keys list, but not away from a reader who moves it.
        self.sources.set_rows(rows, keep=None if self.sources.has_focus else self.asked.scope)

    def blind_changed(self) -> None:
        """Show everything anew."""
        self.show_rows()
        self.show_sources()
        self._show_bars()
        self._previewed = None
        self.preview()

    def picks_changed(self, numbers: set[int] | None) -> None:
        """Show what is picked."""
        self.show_rows()
        self._show_bars()

    # Cursor and preview

    @on(CursorList.Highlighted, "#list")
    def _list_moved(self, event: CursorList.Highlighted) -> None:
        event.stop()
        self.preview_soon()

    @on(CursorList.Highlighted, "#sources")
    def _source_moved(self, event: CursorList.Highlighted) -> None:
        event.stop()
        self._to_forget = None
        if isinstance(event.key, Scope) and event.key not in (MORE, self.asked.scope):
            self.list_only(event.key)
            self.show_sources()

    @on(CursorList.Chosen)
    def _row_chosen(self, event: CursorList.Chosen) -> None:
        event.stop()
        self.action_open()

    def article_now(self) -> int | None:
        """Return the article under the cursor."""
        return self.current()

    def after_zen(self, zen: bool) -> None:
        """Go to the list, which is all that is left."""
        self.action_right_pane()

    def restore_focus(self) -> None:
        """Give the focus to the list."""
        self.set_focus(self.listing)

    # Commands

    def action_open(self) -> None:
        """Read the article under the cursor; in the sidebar, go to the list."""
        if self.sources.has_focus:
            if self.sources.key == MORE:
                self._all_outlets = True
                self.show_sources()
            else:
                self.action_right_pane()
            return
        number = self.current()
        if number is not None:
            self.crossread.read(number, self._order())
            self.mark_opened(number)
        else:
            self.take_meant()

    def _order(self) -> list[int]:
        return [key for key in self.listing.keys if isinstance(key, int)]

    def action_compare(self) -> None:
        """Compare the first two picked articles, or the one under the cursor with its best match."""
        if len(self.picks) >= 2:
            self.crossread.compare(self.picks[0], self.picks[1])
            return
        number, other = self.picks[0] if self.picks else self.current(), self.current()
        if number is None:
            return
        if self.picks and other is not None and other != number:
            self.crossread.compare(number, other)
        else:
            self.crossread.compare_with_best(number)

    def action_trash(self) -> None:
        """Put in the trash, or back; in the sidebar, forget a saved filter."""
        scope = self.sources.key
        if not self.sources.has_focus:
            super().action_trash()
        elif not isinstance(scope, Scope) or scope.kind != "saved":
            self.say("In the sidebar only a saved filter can be taken away.")
        elif self._to_forget == scope:
            self._to_forget = None
            self.forget_saved(scope)
        else:
            self._to_forget = scope
            self.say(f"Once more takes the filter out of the sidebar: {scope.label(self.session)}")

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
        """Go to the other pane; in the prompt, take the next choice."""
        if self.prompting:
            self.complete()
        elif self.sources.has_focus:
            self.action_right_pane()
        else:
            self.action_left_pane()

    def action_narrower(self) -> None:
        """Make the sidebar narrower."""
        self._widen(-3)

    def action_wider(self) -> None:
        """Make the sidebar wider."""
        self._widen(3)

    def _widen(self, cells: int) -> None:
        least, usual, most = _SIDEBAR
        state = self.session.state
        state.sidebar = max(least, min(most, (state.sidebar or usual) + cells))
        self._show_width()

    def _show_width(self) -> None:
        if self.session.state.sidebar and self.has_class("-wide"):
            self.sources.styles.width = self.session.state.sidebar

    def action_problems(self) -> None:
        """Show what could not be read, and why."""
        from reader.ui.screens.help import TextScreen

        library = self.session.library
        notice = library.listing(self.shown.query, self.shown.order).notice
        lines = [*([notice] if notice else []), *library.refused, *library.notices, *self.session.notices]
        title = "What was refused, and notices"
        self.app.push_screen(TextScreen(title, lines or ["Everything was read; there is nothing to report."]))

    def action_cancel(self) -> None:
        """Close what is open: sidebar, prompt; then clear search, filter, and the sidebar's choice."""
        if self.sources.has_focus:
            self.action_right_pane()
        elif not self.clear_search() and self.asked.scope != ALL:
            self.list_only(ALL)
            self.show_sources()
            self.sources.go_to(ALL)

    def action_rescan(self) -> None:
        """Read the collection from disk again; for one's own library, all that was added to it."""
        if not self.session.is_own:
            self._rescan()
            return
        from reader.ui.import_job import Wanted

        problem = self.crossread.begin_import(Wanted(again=True))
        self.say(problem or "Looking again at all that was added …", warn=bool(problem))

    @work(thread=True, exclusive=True, group="rescan", exit_on_error=False)
    def _rescan(self) -> None:
        from reader.library.entrance import read_again

        session, library = self.session, self.session.library
        if library.store.path is not None:
            library.reload()  # It is what is on the disk.
        else:
            own = session.files.library if session.files else None
            library = read_again(session.paths, own, session.config.coder)
        self.app.call_from_thread(self._rescanned, library)

    def _rescanned(self, library: Library) -> None:
        self.show_library(library)
        self.say(f"{plural(library.sidebar().articles, 'article')} read")

    def show_library(self, library: Library) -> None:
        """Show a library, or the same one again after its articles changed."""
        number = self.current()
        kept = ""
        if number is not None:
            with contextlib.suppress(KeyError):  # Its date was mended, and with it its number.
                kept = self.session.library.article(number).id
        before = self.session.library
        if library is not before:
            self.session.take(library)
            self.picks, self.all_picked = [], False
            self.crossread.background.wake()
        else:
            # A number may be gone: what was picked and is still there stays picked.
            self.picks = [row.number for row in library.rows(self.picks)]
        self._previewed = None
        found = library.find(kept)
        self.ask(self.asked, follow=found)
        self.show_sources()

    def leave(self) -> None:
        """Remember the article under the cursor."""
        number = self.current()
        if number is not None:
            self.session.leave_at(number)

    def action_back(self) -> None:
        """Quit: the library is the first screen."""
        self.action_quit()
