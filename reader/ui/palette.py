"""The palette (`ctrl+p`): commands and themes, and whatever in the library goes by the words typed."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING, NamedTuple, cast

from textual.command import CommandList, CommandPalette, DiscoveryHit, Hit, Hits, Provider
from textual.content import Content

from reader.ui.keymap import shown_key
from reader.ui.registry import commands_for
from reader.ui.screens.base import CrossreadScreen

if TYPE_CHECKING:
    from reader.library.goals import Goal
    from reader.ui.app import CrossreadApp
    from reader.ui.screens.library_rows import Scope

_LEAST = 0.01
"""The score of what was found in other ways than the letters' order."""

_SCOPES = {
    "outlet": ("Outlet", "List this outlet's articles."),
    "name": ("Name", "List the articles that name it."),
    "tag": ("Tag", "List what has this tag."),
    "saved": ("Saved filter", "List what it finds."),
}


class Entry(NamedTuple):
    """A line of the palette.

    Attributes:
        title: What it is called.
        help: What it does; never foreign text, which would be read as markup.
        run: Does it.
    """

    title: str
    help: str
    run: Callable[[], object]


class Palette(CommandPalette):
    """Textual's palette, which would end the app where a list is paged that is empty or has no place yet."""

    def _action_command_list(self, action: str) -> None:
        listed = self.query_one(CommandList)
        if listed.option_count and listed.scrollable_content_region:
            super()._action_command_list(action)


class CommandProvider(Provider):
    """Entries for the palette. Foreign text goes in as `Content`, so that it is never parsed as markup."""

    @property
    def crossread(self) -> CrossreadApp:
        """The app."""
        return cast("CrossreadApp", self.app)

    def _commands(self) -> Iterator[Entry]:
        app, screen = self.crossread, self.screen
        if isinstance(screen, CrossreadScreen):
            for command in commands_for(screen.MODE):
                if command.id == "everywhere.palette":
                    continue
                keys = " ".join(shown_key(key) for key in app.session.keymap.of(command))
                run = partial(screen.run_action, command.action)
                yield Entry(f"{command.title}  {keys}", command.help, run)
        for look in app.looks:
            yield Entry(f"Theme: {look.name}", "Change the look.", partial(app.set_look, look.name))

    async def _goals(self, typed: str) -> list[Entry]:
        """Ask the library, off the screen's thread."""
        session = self.crossread.session
        blind = session.blinds is not None
        found = await asyncio.to_thread(session.library.goals, typed, outlets=not blind)
        entries = [self._article(goal) if goal.kind == "article" else self._scope(goal) for goal in found]
        # Where outlets are hidden, so is what their names alone have found.
        words = typed.casefold().split() if blind else []
        return [entry for entry in entries if all(word in entry.title.casefold() for word in words)]

    def _article(self, goal: Goal) -> Entry:
        app, session = self.crossread, self.crossread.session
        # A headline may tell the outlet, which blind mode hides.
        title = goal.name if session.blinds is None else session.article(goal.number).title
        told = f" {goal.outlets} outlets tell its story." if goal.outlets > 1 else ""
        title = f"{session.outlet(goal.outlet)}: {title}"
        return Entry(title, f"Read this article.{told}", partial(app.read, goal.number))

    def _scope(self, goal: Goal) -> Entry:
        kind, does = _SCOPES[goal.kind]
        name = self.crossread.session.unnamed(goal.name)
        return Entry(f"{kind}: {name}", does, partial(self.crossread.list_only, _scope_of(goal)))

    async def discover(self) -> Hits:
        """List commands, and what is newest and greatest in the library, before something is typed."""
        for title, help_text, run in [*self._commands(), *await self._goals("")]:
            yield DiscoveryHit(Content(title), run, title, help_text)

    async def search(self, query: str) -> Hits:
        """List what matches, best first."""
        matcher = self.matcher(query)
        for title, help_text, run in self._commands():
            score = matcher.match(title)
            if score > 0:
                yield Hit(score, Content(title), run, text=title, help=help_text)
        for title, help_text, run in await self._goals(query):
            score = matcher.match(title) or _LEAST
            yield Hit(score, Content(title), run, text=title, help=help_text)


def _scope_of(goal: Goal) -> Scope:
    from reader.ui.screens.library_rows import Scope, of_name, of_outlet, of_tag

    if goal.kind == "saved":
        return Scope("saved", goal.name, goal.query)
    return {"outlet": of_outlet, "name": of_name, "tag": of_tag}[goal.kind](goal.name)
