"""What a reader does in the library's list: read marks, stars, tags, trash, stories joined and taken apart.

An act goes for the article under the cursor, for those picked, or, once all that is listed is picked, for all
that the query finds. Each is one step back.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from textual import work

from reader.ui.screens.library_prompt import LibraryPrompt
from reader.ui.screens.library_rows import ALL, REVIEW, STARRED, UNREAD, Scope, joined, plural

if TYPE_CHECKING:
    from reader.library.door import Library

Which = str | list[int]
"""Articles by their numbers, or all that a query finds."""

_LOOKED_AT = 20_000
"""So many rows are looked at for the next unread article."""


class LibraryActs(LibraryPrompt):
    """The library's list, as far as it is acted on; a subclass draws the rest."""

    def show_sources(self) -> None:
        """Show the sidebar anew."""
        raise NotImplementedError

    # What an act is for

    def _targets(self) -> Which:
        """Return what is picked, else the article under the cursor."""
        if self.all_picked:
            return self.shown.query
        number = self.current()
        chosen = list(self.picks) or ([number] if number is not None else [])
        if not chosen:
            self.say("Choose an article first.")
        return chosen

    def _any(self, which: Which) -> bool:
        return self.all_picked or bool(which)

    def _all_are(self, which: Which, state: str) -> bool:
        """Tell whether all of these are read, or starred."""
        library = self.session.library
        if isinstance(which, str):
            return library.count(joined(which, f"is:{state}")) == library.count(which)
        rows = library.rows(which)
        return all(row.starred if state == "starred" else not row.unread for row in rows)

    def _act(self, which: Which, act: Callable[[Library], str], otherwise: str = "") -> None:
        """Carry an act out; one on all that a query finds off the screen's thread."""
        _ = self.session.desk.journal  # Opened first, so that its version tells other screens of the act.
        library = self.session.library
        if isinstance(which, str):
            self.say("Working …")
            self._act_on_all(library, act, otherwise)
        else:
            self._acted(act(library), otherwise, len(which))

    @work(thread=True, group="act", exit_on_error=False)
    def _act_on_all(self, library: Library, act: Callable[[Library], str], otherwise: str) -> None:
        from reader.library.schema import LibraryError

        try:
            said = act(library)
        except LibraryError as error:
            self.app.call_from_thread(self.say, f"Not kept: {error}", warn=True)
        else:
            self.app.call_from_thread(self._acted, said, otherwise, 0)

    def _acted(self, said: str, otherwise: str = "", number: int = 0) -> None:
        if not said:
            if otherwise:
                self.say(otherwise)
            return
        self.say(f"{plural(number, 'article')} {said}" if number > 1 else said)
        self._acts_seen = self.session.desk.version
        self.acts_changed()

    def _after_acts(self, message: str) -> None:
        """Say what was undone or done again, and show it."""
        self._acted(message)

    def acts_changed(self) -> None:
        """Show what is in force after an act or its undoing."""
        self.session.library.refresh()
        self.relist()
        self.show_sources()

    # Marks

    def action_mark_read(self) -> None:
        """Mark as read, or as unread again."""
        which = self._targets()
        if self._any(which):
            value = not self._all_are(which, "read")
            self._act(which, lambda library: library.set_read(which, value))

    def action_all_read(self) -> None:
        """Mark all that is listed as read."""
        query = self.shown.query
        self._act(query, lambda library: library.set_read(query), "All of these are read.")

    def action_star(self) -> None:
        """Give a star, or take it off."""
        which = self._targets()
        if self._any(which):
            value = not self._all_are(which, "starred")
            self._act(which, lambda library: library.star(which, value))

    def action_trash(self) -> None:
        """Put in the trash, or back; in the sidebar, forget a saved filter."""
        which = self._targets()
        if self._any(which):
            value = not self.session.library.listing(self.shown.query).search.in_trash
            self._act(which, lambda library: library.trash(which, value))

    def mark_opened(self, number: int) -> None:
        """Mark an article as read that was opened; where that cannot be kept, reading goes on."""
        library = self.session.library
        if any(row.unread for row in library.rows([number])):
            with self.crossread.saying_what_was_not_kept():
                library.note_read(number)
                self.acts_changed()

    async def action_tag(self) -> None:
        """Ask for a tag to put on."""
        if self._any(self._targets()):
            await self.open_prompt("tag", "tag, then enter", "")

    async def action_untag(self) -> None:
        """Ask which tag to take off."""
        which = self._targets()
        if not self._any(which):
            return
        library = self.session.library
        if isinstance(which, str):
            tags = [tag for tag, _ in library.sidebar().tags]
        else:
            tags = sorted({tag for row in library.rows(which) for tag in row.tags})
        if tags:
            first = next((tag for tag in tags if not self.session.tells(tag)), "")
            await self.open_prompt("untag", "tag to take off, then enter", first)
        else:
            self.say("There is no tag on this.")

    # Stories

    def action_merge(self) -> None:
        """Join the stories of the picked articles, or of the one picked and the one under the cursor."""
        number, picks = self.current(), list(self.picks)
        if len(picks) == 1 and number is not None and number not in picks:
            picks.append(number)
        if self.all_picked or len(picks) < 2:
            self.say("Pick the articles that tell one story (x), then join them.")
            return
        self.picks = []
        self._follow = picks[0]
        self._acted(self.session.library.merge_stories(picks), "These are one story already.")

    def action_split(self) -> None:
        """Take the article under the cursor out of its story."""
        number = self.current()
        if number is None:
            self.say("Choose an article first.")
            return
        self._follow = number
        self._acted(self.session.library.split_from_story(number), "It is alone in its story.")

    # Picks

    def action_pick(self) -> None:
        """Pick the article under the cursor, or put it back."""
        number = self.current()
        if number is None:
            return
        if self.all_picked:
            self.action_clear_picks()
            return
        before = set(self.picks)
        self.picks = [one for one in self.picks if one != number]
        if number not in before:
            self.picks.append(number)
        self.picks_changed({number})

    def action_pick_all(self) -> None:
        """Pick all that is listed, or put all back."""
        self.picks = []
        self.all_picked = not self.all_picked and self.length > 0
        self.picks_changed(None)

    def action_clear_picks(self) -> None:
        """Put all picked articles back."""
        self.picks, self.all_picked = [], False
        self.picks_changed(None)

    def picks_changed(self, numbers: set[int] | None) -> None:
        """Show what is picked; the rows of these articles alone, or all."""
        raise NotImplementedError

    # Scopes

    def action_list_all(self) -> None:
        """List all articles: neither the sidebar nor a filter narrows the list."""
        self.ask(replace(self.asked, scope=ALL, filter="", search=""), follow=self.current())

    def action_list_unread(self) -> None:
        """List what is not read yet."""
        self.list_only(UNREAD)

    def action_list_starred(self) -> None:
        """List what has a star."""
        self.list_only(STARRED)

    def action_list_review(self) -> None:
        """List articles of which something was guessed."""
        self.list_only(REVIEW)

    # Saved filters

    async def action_save(self) -> None:
        """Ask for a name under which what is listed is kept in the sidebar."""
        if not self.shown.query:
            self.say("All is listed: there is nothing to keep. F filters.")
            return
        scope = self.shown.scope
        name = scope.name if scope.kind == "saved" and not self.session.tells(scope.name) else ""
        await self.open_prompt("save", "name of this filter, then enter", name)

    def answer(self, asked: str, text: str) -> None:
        """Take a tag, or the name of a filter."""
        text = text.strip()
        if asked in ("tag", "untag") and text:
            which = self._targets()
            if self._any(which):
                value = asked == "tag"
                self._act(which, lambda library: library.tag(which, text, value))
        elif asked == "save" and text:
            query = self.shown.query
            self.session.library.save_query(text, query)
            self.say(f"kept in the sidebar: {text}")
            scope = Scope("saved", text, query)
            self.ask(replace(self.asked, scope=scope, filter="", search=""))
            self.show_sources()

    def forget_saved(self, scope: Scope) -> None:
        """Take a saved filter out of the sidebar."""
        self.session.library.save_query(scope.name, "")
        self.say(f"filter taken out of the sidebar: {scope.label(self.session)}")
        self.list_only(ALL)
        self.show_sources()

    # Unread

    def action_next_unread(self) -> None:
        """Go to the next article that is not read."""
        self._step_unread(1)

    def action_previous_unread(self) -> None:
        """Go to the unread article before."""
        self._step_unread(-1)

    def _step_unread(self, step: int) -> None:
        """Look at the rows at hand first, then at further ones off the screen's thread."""
        at = self.listing.at
        for row in range(at + step, at + step * self.listing.size.height, step):
            item = self.listing.item(row)
            if item is not None and getattr(item, "kind", "") == "article" and item.unread:
                self.listing.go_to_row(row)
                return
        if self.length:
            self._find_unread(self.session.library, at, step)

    @work(thread=True, exclusive=True, group="unread", exit_on_error=False)
    def _find_unread(self, library: Library, at: int, step: int) -> None:
        shown, size = self.shown, 500
        for number in range(_LOOKED_AT // size):
            if step > 0:
                first, last = at + 1 + number * size, min(self.length, at + 1 + (number + 1) * size)
            else:
                first, last = max(0, at - (number + 1) * size), at - number * size
            if first >= last:
                break
            rows = list(enumerate(library.page(shown.query, shown.order, first, last - first), first))
            for row, item in rows[::step]:
                if item.kind == "article" and item.unread:
                    self.app.call_from_thread(self._placed, library, shown, row)
                    return
        else:
            self.app.call_from_thread(self.say, f"No unread article among the next {_LOOKED_AT:,} rows.")
            return
        said = "No unread article below." if step > 0 else "No unread article above."
        self.app.call_from_thread(self.say, said)
