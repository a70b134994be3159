"""What a reader does in the library's list: read marks, stars, tags, the trash, and the filter."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from textual import work

from reader.library.shelf import NOTHING, Said
from reader.ui.screens.base import CrossreadScreen
from reader.ui.session import Session
from reader.ui.widgets.bars import Piece

if TYPE_CHECKING:
    from reader.library.collection import Library
    from reader.library.shelf import Shelf
    from reader.ui.line_view import Run
    from reader.ui.widgets.lists import RowList

Filter = tuple[str, ...]
ALL: Filter = ("all",)
FILTER_LABEL = 'filter: words "a phrase" outlet:AFP date:2015-03 tag:done is:unread has:quote'


class LibraryActs(CrossreadScreen):
    """The library's list, as far as it is marked and filtered; a subclass draws it."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.filter: Filter = ALL
        self.query_text = ""
        self.picks: list[int] = []
        self.states: dict[str, Said] = {}
        self.filter_query = ""
        self._found: frozenset[str] | None = None
        self._filter_problem = ""
        self._asked = "search"
        self._before: int | None = None

    @property
    def listing(self) -> RowList:
        """The list."""
        raise NotImplementedError

    def current(self) -> int | None:
        """Return the article under the cursor."""
        raise NotImplementedError

    def rebuild(self) -> None:
        """Build everything afresh."""
        raise NotImplementedError

    # States

    @property
    def shelf(self) -> Shelf:
        """What the reader said of articles; its acts are the desk's, so that one undo takes back either."""
        _ = self.session.desk.journal
        return self.session.shelf

    def look_up_states(self) -> None:
        """Look up what the reader said of the articles; nothing is opened where nothing was said yet."""
        if not self.session.desk.begun:
            return
        from reader.library.schema import LibraryError

        ids = [article.id for article in self.session.library.articles]
        try:
            found = self.shelf.said(ids)
        except LibraryError as error:
            self.session.notices.append(str(error))
            return
        if found != self.states:
            self.states = found
            self.rebuild()

    def acts_changed(self) -> None:
        """Show what is in force after an act or its undoing."""
        self.look_up_states()
        if self.filter_query:
            self._find(self.filter_query)

    def state_passes(self, id: str) -> bool:
        """Tell whether an article's state, and the filter that was typed, let it into the list."""
        said, kind = self.states.get(id, NOTHING), self.filter[0]
        if self._found is not None and id not in self._found:
            return False
        if said.trashed != (kind == "trash"):
            return False
        if kind == "unread":
            return not said.read
        if kind == "starred":
            return said.starred
        return kind != "tag" or self.filter[1] in said.tags

    def state_runs(self, id: str) -> tuple[list[Run], list[Run]]:
        """Return what stands before an article's row, a star or a dot for unread, and its tags."""
        said = self.states.get(id, NOTHING)
        lead: Run = ("★", ("pick",)) if said.starred else (" " if said.read else "●", ("faint",))
        return [lead], [(f" {tag}", ("note",)) for tag in said.tags]

    def state_counts(self) -> list[tuple[str, int, Filter]]:
        """Return lines of the sidebar: starred, each tag, the trash, with how many articles."""
        held = [self.states.get(article.id, NOTHING) for article in self.session.library.articles]
        live = [said for said in held if not said.trashed]
        tags = sorted({tag for said in live for tag in said.tags})
        lines: list[tuple[str, int, Filter]] = [
            ("Starred", sum(said.starred for said in live), ("starred", "starred")),
            *((f"# {tag}", sum(tag in said.tags for said in live), ("tag", tag)) for tag in tags),
            ("Trash", len(held) - len(live), ("trash", "trash")),
        ]
        return [line for line in lines if line[1] or line[2] == self.filter]

    def _targets(self) -> list[str]:
        """Return the ids of the picked articles, or of the one under the cursor."""
        index = self.current()
        chosen = self.picks or ([index] if index is not None else [])
        if not chosen:
            self.say("Choose an article first.")
        return [self.session.library.article(number).id for number in chosen]

    def _toggle(self, name: str, yes: str, no: str) -> None:
        ids = self._targets()
        if ids:
            value = not all(getattr(self.states.get(id, NOTHING), name) for id in ids)
            self._done(self.shelf.set(name, ids, value, yes if value else no))

    def _done(self, said: str) -> None:
        if said:
            self._after_acts(said)

    def action_mark_read(self) -> None:
        """Mark the article, or those picked, as read, or as unread again."""
        self._toggle("read", "marked read", "marked unread")

    def action_all_read(self) -> None:
        """Mark all that is listed as read."""
        ids = [self.session.library.article(index).id for index in self.shown()]
        said = self.shelf.set("read", ids, True, f"{len(ids)} marked read")
        self._done(said)
        if not said:
            self.say("All of these are read.")

    def action_star(self) -> None:
        """Give the article, or those picked, a star, or take it off."""
        self._toggle("starred", "starred", "star taken off")

    def action_trash(self) -> None:
        """Put the article, or those picked, in the trash, or back."""
        self._toggle("trashed", "put in the trash", "taken from the trash")

    def mark_opened(self, index: int) -> None:
        """Mark an article as read that was opened; where that cannot be kept, reading goes on."""
        id = self.session.library.article(index).id
        said = self.states.get(id, NOTHING)
        if not said.read:
            with self.crossread.saying_what_was_not_kept():
                self.shelf.marks.note_read(id)
                self.states[id] = replace(said, read=True)
                self.rebuild()

    # What is listed

    def shown(self) -> list[int]:
        """Return the articles that pass the filter and the search, in library order."""
        return [index for index in range(len(self.session.library.articles)) if self._passes(index)]

    def _passes(self, index: int) -> bool:
        library = self.session.library
        article = library.article(index)
        kind = self.filter[0]
        if not self.state_passes(article.id):
            return False
        if kind == "several" and library.outlet_count(library.story_of(index)) < 2:
            return False
        if kind == "alone" and library.outlet_count(library.story_of(index)) > 1:
            return False
        if kind == "outlet" and article.outlet_name != self.filter[1]:
            return False
        if kind == "review" and not self.to_review(index):
            return False
        if not self.query_text:
            return True
        return self.query_text.casefold() in library.folded(index)

    def to_review(self, index: int) -> bool:
        """Tell whether something of an article was guessed, or its import has something to say."""
        article = self.session.library.article(index)
        return article.outlet is None or article.published is None or bool(article.notices)

    def _list_only(self, chosen: Filter) -> None:
        self.filter = chosen
        self.rebuild()

    def action_list_all(self) -> None:
        """List all articles."""
        self._list_only(ALL)

    def action_list_unread(self) -> None:
        """List what is not read yet."""
        self._list_only(("unread", "unread"))

    def action_list_starred(self) -> None:
        """List what has a star."""
        self._list_only(("starred", "starred"))

    def action_list_review(self) -> None:
        """List articles of which something was guessed."""
        self._list_only(("review", "to review"))

    def action_next_unread(self) -> None:
        """Go to the next article that is not read."""
        self._step_unread(1)

    def action_previous_unread(self) -> None:
        """Go to the unread article before."""
        self._step_unread(-1)

    def _step_unread(self, step: int) -> None:
        keys = [key for key in self.listing.keys if isinstance(key, int)]
        here = self.current()
        at = keys.index(here) if here in keys else -1
        rest = keys[at + 1 :] if step > 0 else keys[:at][::-1] if at > 0 else []
        for key in rest:
            if not self.states.get(self.session.library.article(key).id, NOTHING).read:
                self.listing.go_to(key)
                return
        self.say("No unread article below." if step > 0 else "No unread article above.")

    # The prompt: search, filter, tags

    async def action_search(self) -> None:
        """Search the collection."""
        await self._open_prompt("search", self.prompt_label, self.query_text)

    async def action_filter(self) -> None:
        """Filter the list while a query is typed; an empty one clears it."""
        self._before = self.current()
        await self._open_prompt("filter", FILTER_LABEL, self.filter_query)

    async def action_tag(self) -> None:
        """Ask for a tag to put on the article, or on those picked."""
        if self._targets():
            await self._open_prompt("tag", "tag, then enter", "")

    async def action_untag(self) -> None:
        """Ask which tag to take off."""
        ids = self._targets()
        tags = sorted({tag for id in ids for tag in self.states.get(id, NOTHING).tags})
        if tags:
            await self._open_prompt("untag", "tag to take off, then enter", tags[0])
        elif ids:
            self.say("There is no tag on this.")

    async def _open_prompt(self, asked: str, label: str, value: str) -> None:
        await super().action_search()
        prompt = self._prompt
        if prompt is not None:
            self._asked = ""  # Nothing is done with what stood there before.
            prompt.placeholder = label
            with prompt.prevent(prompt.Changed):
                prompt.value = value
            prompt.cursor_position = len(value)
            self._asked = asked

    def prompt_changed(self, query: str, *, final: bool) -> None:
        """Filter, or take a tag; a search goes its usual way."""
        prompt = self._prompt
        if self._asked == "search" or prompt is None:
            super().prompt_changed(query, final=final)
            return
        if not prompt.display:
            return
        if self._asked == "filter":
            self._filter_by(query)
        if final:
            prompt.display = False
            self.restore_focus()
            if self._asked in ("tag", "untag"):
                with self.crossread.saying_what_was_not_kept():
                    self._done(self.shelf.tag(query, self._targets(), self._asked == "tag"))

    def clear_search(self) -> bool:
        """Close the prompt; only a search is cleared with it, a filter by the next escape."""
        prompt = self._prompt
        if self._asked == "search" or prompt is None:
            return super().clear_search()
        if not prompt.display:
            return False
        prompt.display = False
        self.restore_focus()
        return True

    def clear_filter_query(self) -> bool:
        """Clear the filter that was typed; return whether there was one."""
        if not self.filter_query and not self._filter_problem:
            return False
        self._filter_by("")
        return True

    def _filter_by(self, query: str) -> None:
        self.filter_query = query.strip()
        if self.filter_query:
            self._find(self.filter_query)
        else:
            self._found, self._filter_problem = None, ""
            self.rebuild()
            if self._before is not None:
                self.listing.go_to(self._before)

    @work(thread=True, exclusive=True, group="filter", exit_on_error=False)
    def _find(self, query: str) -> None:
        from reader.library.query.model import QueryError
        from reader.library.schema import LibraryError

        library = self.session.library
        found: frozenset[str] | None = None
        problem = ""
        try:
            found = self.shelf.find(query, library.articles)
        except (QueryError, LibraryError) as error:
            problem = str(error)
        self.app.call_from_thread(self._filtered, library, query, found, problem)

    def _filtered(self, library: Library, query: str, found: frozenset[str] | None, problem: str) -> None:
        if query != self.filter_query or library is not self.session.library or not self.is_attached:
            return
        self._filter_problem = problem
        if found is not None:
            self._found = found
        self.rebuild()
        if self._before is not None:
            # What a half-typed query left out for a moment keeps the cursor once it is listed again.
            self.listing.go_to(self._before)

    def filter_problem(self) -> str:
        """Return why the filter that is typed cannot be understood, and where, or ""."""
        from reader.text.safe import safe_line

        return safe_line(self._filter_problem)

    def query_pieces(self) -> list[Piece]:
        """Return what the bar says of the filter."""
        from reader.text.safe import safe_line

        return [(f"{safe_line(self.filter_query)} · ", "$left")] if self.filter_query else []
