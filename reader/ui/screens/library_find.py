"""What the library lists: the sidebar's choice, the filter, the search and the order; asked in a thread.

One query is asked at a time. What is typed meanwhile is asked when it is answered, and only the latest of
it, so that a fast typist waits for two answers at most and the list never goes back to an older one.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from textual import work

from reader.library.door import ALL_ORDERS, BY_STORY
from reader.ui.screens.base import CrossreadScreen
from reader.ui.screens.library_rows import ALL, ORDER_NAMES, Listed, Scope, joined
from reader.ui.session import Session
from reader.ui.widgets.lists import ListRow
from reader.ui.widgets.paged_list import PagedList

if TYPE_CHECKING:
    from reader.library.door import Library


@dataclass(frozen=True, slots=True)
class Asked:
    """What is to be listed.

    Attributes:
        scope: The line of the sidebar.
        filter: The filter as typed.
        search: The search as typed.
        order: The order of the rows.
    """

    scope: Scope = ALL
    filter: str = ""
    search: str = ""
    order: str = BY_STORY

    @property
    def query(self) -> str:
        """All of it as one query."""
        return joined(self.scope.query, self.filter, self.search)


@dataclass(frozen=True, slots=True)
class Answer:
    """What a query finds.

    Attributes:
        asked: What was asked.
        length: Rows of the list.
        found: Articles.
        problem: Why it cannot be understood, or "".
        at: Where, as a character of what was typed, or -1.
        meant: What may have been meant where nothing was found.
        instead_of: What was asked first and found nothing.
    """

    asked: Asked
    length: int = 0
    found: int = 0
    problem: str = ""
    at: int = -1
    meant: Asked | None = None
    instead_of: Asked | None = None


@dataclass(frozen=True, slots=True)
class Saying:
    """Lines that stand where nothing is listed."""

    lines: tuple[str, ...]

    def __len__(self) -> int:
        return len(self.lines)

    def page(self, start: int, size: int) -> tuple[str, ...]:
        """Return some lines."""
        return self.lines[start : start + size]

    def key(self, item: str) -> None:
        """The cursor stands on none of them."""

    def draw(self, item: str, width: int) -> ListRow:
        """Return a line as it is shown."""
        return ListRow(((f"  {item}", ("soft",)),))


class LibraryFind(CrossreadScreen):
    """The library's list, as far as it is asked for; subclasses act on it and draw the rest."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.asked = Asked()
        self.shown = Asked()
        """What the list shows: what was asked last and could be understood."""
        self.length = 0
        """Rows of the list."""
        self.found = 0
        """Articles of the list."""
        self.problem = ""
        """Why what is asked cannot be understood, and where."""
        self.problem_at = -1
        self.meant: Asked | None = None
        """What may have been meant where nothing was found."""
        self.busy = False
        self.picks: list[int] = []
        self.all_picked = False
        self._otherwise: Asked | None = None
        self._again = False
        self._fresh = False
        self._follow: int | None = None

    @property
    def listing(self) -> PagedList:
        """The list."""
        return self.query_one("#list", PagedList)

    def current(self) -> int | None:
        """Return the article under the cursor."""
        key = self.listing.key
        return key if isinstance(key, int) else None

    @property
    def query_text(self) -> str:
        """All that is listed, as one query."""
        return self.shown.query

    def listed(self) -> None:
        """Show what belongs to the list: bars, preview, timeline; called with every answer."""
        raise NotImplementedError

    # Asking

    def ask(self, asked: Asked, *, follow: int | None = None, otherwise: Asked | None = None) -> None:
        """List something else; the list stays as it is until the answer is there.

        Args:
            asked: What.
            follow: An article that the cursor goes to, wherever it is listed.
            otherwise: What is listed when nothing is found.
        """
        self._fresh = self._fresh or asked != self.shown
        if asked.query != self.asked.query:
            self.all_picked = False
        self.asked, self._otherwise = asked, otherwise
        self._follow = follow if follow is not None else self._follow
        self.relist()

    def relist(self) -> None:
        """List what is asked for anew, after something was changed."""
        if self.busy:
            self._again = True
        elif not self.asked.query:
            # Its length is kept in the library: there is nothing to wait for.
            library = self.session.library
            self._answered(Answer(self.asked, library.length("", self.asked.order), library.count()))
        else:
            self.busy = True
            self._seek(self.session.library, self.asked, self._otherwise)

    @work(thread=True, group="list", exit_on_error=False)
    def _seek(self, library: Library, asked: Asked, otherwise: Asked | None) -> None:
        from reader.library.query.model import QueryError
        from reader.library.schema import LibraryError

        answer = Answer(asked, problem="the search failed")
        try:
            answer = self._sought(library, asked)
            if not answer.length and otherwise is not None and otherwise != asked:
                answer = replace(self._sought(library, otherwise), instead_of=asked)
            if not answer.length:
                answer = replace(answer, asked=asked, meant=self._meant(library, asked))
        except QueryError as error:
            answer = Answer(asked, problem=error.reason, at=error.position)
        except LibraryError as error:
            answer = Answer(asked, problem=str(error))
        finally:
            self.app.call_from_thread(self._found, library, answer)

    def _sought(self, library: Library, asked: Asked) -> Answer:
        # Each part for itself: the place of a mistake is one in what was typed.
        for part in (asked.filter, asked.search, asked.query):
            library.listing(part, asked.order)
        length = library.length(asked.query, asked.order)
        library.page(asked.query, asked.order, 0, 1)
        return Answer(asked, length, library.count(asked.query))

    def _meant(self, library: Library, asked: Asked) -> Asked | None:
        better = library.did_you_mean(asked.search) if asked.search else ""
        if better and not self.session.tells(better):
            return replace(asked, search=better)
        better = library.did_you_mean(asked.filter) if asked.filter else ""
        return replace(asked, filter=better) if better and not self.session.tells(better) else None

    def _found(self, library: Library, answer: Answer) -> None:
        self.busy = False
        if not self.is_attached:
            return
        again, self._again = self._again, False
        if (
            again
            or self.asked not in (answer.asked, answer.instead_of)
            or library is not self.session.library
        ):
            self.relist()
        else:
            self._answered(answer)

    def _answered(self, answer: Answer) -> None:
        self.problem, self.problem_at, self.meant = "", answer.at, answer.meant
        if answer.problem:
            from reader.text.safe import safe_line

            self.problem = safe_line(answer.problem)
        else:
            self.asked = self.shown = answer.asked
            self.length, self.found = answer.length, answer.found
            self.show_rows()
        self.listed()

    def show_rows(self) -> None:
        """Show the rows of what was found, the cursor where it was as far as it is listed."""
        fresh, self._fresh = self._fresh, False
        picks = None if self.all_picked else frozenset(self.picks)
        shown = self.shown
        if self.length:
            self.listing.show(Listed(self.session, shown.query, shown.order, self.length, picks), fresh=fresh)
        else:
            self.listing.show(Saying(tuple(self._nothing())), fresh=True)
        follow, self._follow = self._follow, None
        if follow is not None and self.length and not self.listing.go_to(follow):
            self.go_far(follow)

    def go_far(self, number: int) -> None:
        """Go to an article wherever it is listed."""
        self._find_place(self.session.library, number, self.shown)

    @work(thread=True, exclusive=True, group="place", exit_on_error=False)
    def _find_place(self, library: Library, number: int, shown: Asked) -> None:
        row = library.listing(shown.query, shown.order).place(number)
        if row is not None:
            self.app.call_from_thread(self._placed, library, shown, row)

    def _placed(self, library: Library, shown: Asked, row: int) -> None:
        if self.is_attached and library is self.session.library and shown == self.shown:
            self.listing.go_to_row(row)

    def _nothing(self) -> list[str]:
        from reader.text.safe import safe_line

        library, asked = self.session.library, self.shown
        if not library.sidebar().articles and not asked.query:
            key = self.session.keymap.shown("everywhere.import")
            lines = ["No article could be read." if library.refused else "There is no article here yet.", ""]
            lines += [f"{key} imports files, folders and feeds."] if key else []
            lines += ["", "crossread FOLDER", "  reads a folder,", "crossread", "  opens the samples.", ""]
            return [*lines, *map(safe_line, library.refused[:20])]
        lines = ["Nothing here matches.", ""]
        if self.meant is not None:
            better = self.meant.search if self.meant.search != asked.search else self.meant.filter
            lines += [f"Did you mean {safe_line(better)} ?  enter takes it.", ""]
        if asked.search or asked.filter:
            return [*lines, "esc clears what was typed, F changes the filter."]
        return [*lines, "1 lists all articles."]

    def take_meant(self) -> bool:
        """Ask for what may have been meant; tell whether there is anything."""
        if self.length or self.meant is None:
            return False
        self.ask(self.meant)
        return True

    # Orders and scopes

    def action_by(self) -> None:
        """List in the next order."""
        library, asked = self.session.library, self.asked
        worded = library.listing(self.shown.query, "newest").search.has_words
        orders = [order for order in ALL_ORDERS if worded or order != "relevance"]
        at = orders.index(asked.order) if asked.order in orders else -1
        order = orders[(at + 1) % len(orders)]
        self.ask(replace(asked, order=order), follow=self.current())
        self.say(f"Listed {ORDER_NAMES[order]}.")

    def list_only(self, scope: Scope) -> None:
        """List what a line of the sidebar stands for."""
        self.ask(replace(self.asked, scope=scope))
