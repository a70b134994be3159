"""The library's prompt: filter and search while they are typed, what could complete them; tags, names."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from textual import work

from reader.ui.screens.library_find import Asked, LibraryFind
from reader.ui.session import Session

if TYPE_CHECKING:
    from reader.library.door import Library
    from reader.ui.widgets.choices import Choices

FILTER_LABEL = 'words "a phrase" outlet:AFP date:2015-03 tag:done is:unread has:quote story:3+'
_QUERIES = ("filter", "search")


def while_typed(query: str) -> str:
    """Return what a query means while it is being typed.

    The word at its end may go on, quotation marks are still to be closed, and a field without a value, or
    what may become the name of one, says nothing yet.
    """
    from reader.library.query.model import FIELDS

    if query.count('"') % 2:
        before, _, begun = query.rpartition('"')
        if begun.strip():
            return f'{query}*"' if begun[-1].isalnum() else f'{query}"'
        return while_typed(before)
    end = len(query.rstrip())
    start = max((query.rfind(mark, 0, end) for mark in " ()\t"), default=-1) + 1
    piece = query[start:end].removeprefix("-")
    if piece.lower().rstrip(":") in FIELDS and piece.endswith(":"):
        return query[:start].rstrip()
    if len(query) > end or not piece.isalnum() or query[start:end].startswith("/"):
        return query
    joins = piece.lower() in ("and", "or", "not")
    if joins or (len(piece) > 1 and any(field.startswith(piece.lower()) for field in FIELDS)):
        return query[:start].rstrip()
    return f"{query}*"


class LibraryPrompt(LibraryFind):
    """The library's list, as far as it is asked for by typing."""

    prompt_label = "words to search for"

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._prompt_for = "search"
        self._before: int | None = None
        self._choices: Choices | None = None

    # The prompt

    async def action_search(self) -> None:
        """Search the collection."""
        await self.open_prompt("search", self.prompt_label, self.asked.search)

    async def action_filter(self) -> None:
        """Filter the list while a query is typed; an empty one clears it."""
        await self.open_prompt("filter", FILTER_LABEL, self.asked.filter)

    async def open_prompt(self, asks: str, label: str, value: str) -> None:
        """Ask for a line: a search, a filter, a tag, a name."""
        from reader.ui.widgets.choices import Choices

        self._before = self.current()
        await super().action_search()
        prompt = self._prompt
        if prompt is None:
            return
        if self._choices is None:
            self._choices = Choices()
            await self.mount(self._choices, before=self.key_bar)
        self._prompt_for = ""  # Nothing is done with what stood there before.
        prompt.placeholder = label
        with prompt.prevent(prompt.Changed):
            prompt.value = value
        prompt.cursor_position = len(value)
        self._prompt_for = asks
        self._choices.forget()  # What was offered is another line's.
        self.show_choices()

    def prompt_changed(self, query: str, *, final: bool) -> None:
        """Filter or search while it is typed; all else waits for enter."""
        prompt = self._prompt
        if prompt is None or not prompt.display or not self._prompt_for:
            return
        if self._prompt_for in _QUERIES:
            self._ask_for(query.strip(), final=final)
        if final:
            self.close_prompt()
            if self._prompt_for not in _QUERIES:
                with self.crossread.saying_what_was_not_kept():
                    self.answer(self._prompt_for, query)
        else:
            self._complete()

    def _ask_for(self, typed: str, *, final: bool = False) -> None:
        begun = while_typed(typed)
        wanted, loose = self._with(typed if final else begun), self._with(begun)
        if wanted != self.asked:
            # What a half-typed query left out for a moment keeps the cursor once it is listed again.
            self.ask(wanted, follow=self._before, otherwise=loose if final else None)

    def _with(self, typed: str) -> Asked:
        if self._prompt_for == "filter":
            return replace(self.asked, filter=typed)
        return replace(self.asked, search=typed)

    def answer(self, asked: str, text: str) -> None:
        """Take a line that was asked for."""
        raise NotImplementedError

    @property
    def prompting(self) -> bool:
        """Whether a line is being typed."""
        return self._prompt is not None and self._prompt.display

    def close_prompt(self) -> None:
        """Close the prompt; what was typed stays in force."""
        if self._prompt is not None:
            self._prompt.display = False
        if self._choices is not None:
            self._choices.display = False
        self.restore_focus()

    def clear_search(self) -> bool:
        """Close the prompt, then clear the search, then the filter; return whether there was one of them."""
        asked = self.asked
        if self.prompting:
            if self._prompt_for == "search" or self.problem:
                self._ask_for("", final=True)
            self.close_prompt()
        elif asked.search:
            self.ask(replace(asked, search=""), follow=self.current() or self._before)
        elif asked.filter:
            self.ask(replace(asked, filter=""), follow=self.current() or self._before)
        else:
            return False
        return True

    def move_hit(self, step: int) -> None:
        """Go to the next article that the search found."""
        if self.shown.search or self.shown.filter:
            self.listing.move(step)

    # Completion

    def _complete(self) -> None:
        if self._choices is not None and self._prompt is not None:
            self._choices.forget()
            self._find_choices(self.session.library, self._prompt.value, self._prompt.cursor_position)

    @work(thread=True, exclusive=True, group="choices", exit_on_error=False)
    def _find_choices(self, library: Library, typed: str, cursor: int) -> None:
        found = self.choices_of(library, typed, cursor)
        self.app.call_from_thread(self._choices_found, typed, cursor, found)

    def choices_of(self, library: Library, typed: str, cursor: int) -> list[tuple[str, int, int]]:
        """Return what a piece of a query, or a tag, could become, with the piece's place."""
        if self._prompt_for in ("tag", "untag"):
            tags = [tag for tag, _ in library.sidebar().tags if tag.startswith(typed) and tag != typed]
            return [(tag, 0, len(typed)) for tag in tags if not self.session.tells(tag)]
        if self._prompt_for not in _QUERIES:
            return []
        found = [one for one in library.complete(typed, cursor) if not self.session.tells(one.text)]
        return [(one.text, one.span.start, one.span.end) for one in found]

    def _choices_found(self, typed: str, cursor: int, found: list[tuple[str, int, int]]) -> None:
        prompt = self._prompt
        if prompt is not None and self._choices is not None and prompt.value == typed:
            self._choices.offer(typed, found)
            self.show_choices()

    def show_choices(self) -> None:
        """Show below the prompt what could stand there, or what is wrong with what does."""
        if self._choices is not None:
            queries = self._prompt_for in _QUERIES
            problem = self.problem if queries else ""
            self._choices.display = self.prompting and (queries or self._choices.offered)
            self._choices.tell(problem, self.problem_at)

    def complete(self) -> None:
        """Put the next choice into the prompt."""
        prompt, choices = self._prompt, self._choices
        if prompt is None or choices is None:
            return
        if not choices.offered:
            found = self.choices_of(self.session.library, prompt.value, prompt.cursor_position)
            choices.offer(prompt.value, found)
        text = choices.next()
        if text is None:
            return
        with prompt.prevent(prompt.Changed):
            prompt.value = text
        prompt.cursor_position = len(text) if not choices.end else choices.end
        if choices.alone:
            choices.forget()
            self._complete()
        self.prompt_changed_to(text)

    def prompt_changed_to(self, text: str) -> None:
        """Filter by what a choice made of the prompt; its choices stay, so that the next one can be taken."""
        if self._prompt_for in _QUERIES:
            self._ask_for(text.strip())
        self.show_choices()
