"""The library's preview: the article under the cursor, what there is to say of its story, and why."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING

from textual import work
from textual.timer import Timer
from textual.worker import get_current_worker

from reader.ui.screens.library_acts import LibraryActs
from reader.ui.screens.library_rows import STARRED, TRASH, Scope, of_name
from reader.ui.session import Session
from reader.ui.widgets.bars import Bar
from reader.ui.widgets.lists import RowList

if TYPE_CHECKING:
    from reader.library.door import Library
    from reader.library.query.hits import Snippet
    from reader.ui.screens.library_facts import Facts
    from reader.ui.widgets.article_pane import ArticlePane

_RESTS = 0.03
"""Seconds without a key after which the article under the cursor is shown."""
_STAYS = 0.09
"""Seconds after that until its names and its story are looked into."""
_ROOM = 20
"""Rows of the list from which on a timeline stands below it."""


class LibraryPreview(LibraryActs):
    """The library's preview; a subclass composes the panes."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._previewed: int | None = None
        self._pane: ArticlePane | None = None
        self._facts: RowList | None = None
        self._soon: Timer | None = None
        self._counts: dict[str, int] = {}
        self._names: list[str] = []
        self._days: list[tuple[str, int]] = []

    async def fill_preview(self) -> None:
        """Fill the preview, count and look for links: all that the first paint need not wait for."""
        from reader.ui.widgets.article_pane import ArticlePane

        pane, facts = ArticlePane(preview=True, id="preview-text"), RowList(id="facts", show_cursor=False)
        pane.can_focus = facts.can_focus = False
        holder = self.query_one("#preview")
        if not holder.is_attached:
            return  # The reader has quit already.
        await holder.mount(pane, facts)
        self._pane, self._facts = pane, facts
        last = self.session.left_at()
        if last is not None and last != self.current() and not self.listing.go_to(last):
            self.go_far(last)
        self.preview()
        number = self.current()
        if number is not None:
            self._read_ahead(number)  # The first one need not wait until the cursor rests.
        self.count()

    def preview_soon(self) -> None:
        """Show the article under the cursor once it rests there: while a key is held, nothing is asked."""
        if self._pane is not None:
            self._wait(_RESTS, self.preview)

    def _wait(self, seconds: float, then: Callable[[], object]) -> None:
        if self._soon is not None:
            self._soon.stop()
        self._soon = self.set_timer(seconds, then)

    def preview(self) -> None:
        """Show the article under the cursor; what has to be found out is, if the cursor stays."""
        number = self.current()
        pane, facts = self._pane, self._facts
        if pane is None or facts is None:
            return
        from reader.library.schema import LibraryError

        unread = None
        try:
            article = None if number is None else self.session.article(number)
        except KeyError:
            article = None  # Another program gave it another number; the list is made anew in a moment.
        except LibraryError as error:
            self.crossread.has_said(error)
            article, unread = None, number
        if number is None or article is None:
            self._previewed = unread
            pane.show(None)
            facts.set_rows([])
            self.listing.set_tints({})
            self.query_one("#snippet").display = False
            return
        if number != self._previewed or article != pane.article:
            from reader.ui.screens.library_facts import fact_rows

            self._previewed = number
            pane.show(article, self.session.known_names(number))
            facts.set_rows(fact_rows(self.session, number, None, facts.size.width))
            self.listing.set_tints({})
        # Not for every row that the cursor passes: for the one where it stays.
        self._wait(_STAYS, partial(self._read_ahead, number))

    @work(thread=True, exclusive=True, group="preview", exit_on_error=False)
    def _read_ahead(self, number: int) -> None:
        """Find out what there is to say of the article under the cursor, off the screen's thread."""
        with suppress(KeyError):  # It was given another number meanwhile; the list is made anew in a moment.
            self._look_at(number)

    def _look_at(self, number: int) -> None:
        from reader.ui.screens.library_facts import facts_of

        library, worker, shown = self.session.library, get_current_worker(), self.shown
        snippet = (
            library.snippet(number, shown.query, max(40, self.listing.size.width - 2))
            if shown.filter or shown.search
            else None
        )
        self.session.names(number)
        if not worker.is_cancelled:
            self.app.call_from_thread(self._named, library, number, snippet)
        facts = None if worker.is_cancelled else facts_of(self.session, number, lambda: worker.is_cancelled)
        if facts is not None and not worker.is_cancelled:
            self.app.call_from_thread(self._ahead_read, library, number, facts)

    def is_previewed(self) -> bool:
        """Tell whether the preview shows the article under the cursor; it does not while a key is held."""
        return self._previewed == self.current()

    def _is_previewed(self, library: Library, number: int) -> bool:
        return number == self._previewed and library is self.session.library and self.is_attached

    def _named(self, library: Library, number: int, snippet: Snippet | None) -> None:
        if self._pane is not None and self._is_previewed(library, number):
            self.show_strip()
            self._pane.set_names(self.session.known_names(number))
            self._show_snippet(number, snippet)

    def _ahead_read(self, library: Library, number: int, facts: Facts) -> None:
        if self._facts is None or not self._is_previewed(library, number):
            return
        from reader.ui.screens.library_facts import fact_rows

        self._facts.set_rows(fact_rows(self.session, number, facts, self._facts.size.width))
        other = facts.match if len(facts.articles) == 2 else None
        self.listing.set_tints({other: "right"} if other is not None else {})

    def _show_snippet(self, number: int, snippet: Snippet | None) -> None:
        from reader.library.query.hits import hits
        from reader.ui.screens.library_facts import snippet_runs

        line, shown = self.query_one("#snippet", Bar), self.shown
        line.display = snippet is not None and bool(snippet.marks)
        if self._pane is not None and (snippet is None or not snippet.marks):
            self._pane.set_hits((), None)
        if snippet is None or not snippet.marks:
            return
        line.show([(text, f"${names[0]}") for text, names in snippet_runs(self.session, number, snippet)])
        if self._pane is not None:
            library = self.session.library
            tree = library.listing(shown.query, "newest").search.tree
            self._pane.set_hits(hits(library.article(number), tree), None)

    # Counts and days

    def count(self) -> None:
        """Count what is not kept in the library's sums, and the days of what is listed."""
        self._count(self.session.library, self.shown.query, self.shown.scope)

    @work(thread=True, exclusive=True, group="count", exit_on_error=False)
    def _count(self, library: Library, query: str, scope: Scope) -> None:
        from reader.library.naming import most_named
        from reader.library.query.model import QueryError

        worker = get_current_worker()
        counts: dict[str, int] = {}
        names = most_named(library.store)
        saved = [query for _, query in library.sidebar().saved]
        named = {of_name(name): None for name in names}
        if scope.kind == "name":
            named[scope] = None
        for asked in (STARRED.query, TRASH.query, *saved, *(name.query for name in named)):
            try:
                counts[asked] = library.count(asked)
            except QueryError:
                counts[asked] = 0
            if worker.is_cancelled:
                return
        days = library.days(query)
        if not worker.is_cancelled:
            self.app.call_from_thread(self._counted, library, counts, names, query, days)

    def _counted(
        self,
        library: Library,
        counts: dict[str, int],
        names: list[str],
        query: str,
        days: list[tuple[str, int]],
    ) -> None:
        if library is not self.session.library or not self.is_attached:
            return
        if (counts, names) != (self._counts, self._names):
            self._counts, self._names = counts, names
            self.show_sources()
        if query == self.shown.query:
            self._days = days
            self.show_strip()

    def show_strip(self) -> None:
        """Show articles a day below the list, where there is room."""
        from reader.ui.widgets.timeline import timeline_runs

        strip, item = self.query_one("#strip", Bar), self.listing.current
        here = getattr(item, "published", "")
        runs = timeline_runs(
            self._days, self.listing.size.width - 1, here=here, ascii_only=self.session.config.ascii
        )
        # Where there are few rows, they are for the list.
        strip.display = bool(runs) and self.listing.size.height >= _ROOM
        strip.show([(text, f"${names[0]}") for text, names in runs])

    # Commands

    def action_page(self) -> None:
        """Move down a page in the preview, and at its end go to the next unread article."""
        pane = self._pane
        if not self.is_previewed():
            self.preview()
        if pane is None or not pane.size.height or not self.query_one("#preview").display:
            self._page(1.0)
        elif pane.scroll_offset.y < pane.max_scroll_y:
            pane.jump(pane.scroll_offset.y + max(1, pane.size.height - 1))
        else:
            self.action_next_unread()

    def action_versions(self) -> None:
        """Compare the article with its older version."""
        number = self.current()
        versions = self.session.library.versions(number) if number is not None else []
        at = versions.index(number) if number in versions else 0
        if number is None or at == 0:
            self.say("There is no older version of this.")
        else:
            self.crossread.compare(versions[at - 1], number)

    def action_why(self) -> None:
        """Show why these articles are one story: the one under the cursor and the others, or two picked."""
        number = self.current()
        if number is None:
            self.say("Choose an article first.")
        elif len(self.picks) >= 2:
            self._find_why(self.picks[0], self.picks[1:])
        elif others := self.session.library.others(number):
            self._find_why(number, others)
        else:
            self.say("It is alone in its story. Pick another one with x to see what both have in common.")

    @work(thread=True, exclusive=True, group="why", exit_on_error=False)
    def _find_why(self, number: int, others: list[int]) -> None:
        from reader.ui.screens.library_facts import MOST, why_lines

        lines = why_lines(self.session, number, others[:MOST])
        self.app.call_from_thread(self._show_why, number, lines)

    def _show_why(self, number: int, lines: list[str]) -> None:
        from reader.ui.screens.help import TextScreen

        if self.app.screen is self:
            article = self.session.article(number)
            self.app.push_screen(TextScreen(f"Why · {article.outlet_name}: {article.title}", lines))
