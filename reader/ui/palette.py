"""The palette (`ctrl+p`): every command of the screen, every theme, every article by outlet and headline."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING, cast

from textual.command import CommandList, CommandPalette, DiscoveryHit, Hit, Hits, Provider
from textual.content import Content

from reader.ui.keymap import shown_key
from reader.ui.registry import commands_for
from reader.ui.screens.base import CrossreadScreen

if TYPE_CHECKING:
    from reader.ui.app import CrossreadApp

MOST_ARTICLES = 2000


class Palette(CommandPalette):
    """Textual's palette, which would end the app where a list of nothing is paged."""

    def _action_command_list(self, action: str) -> None:
        if self.query_one(CommandList).option_count:
            super()._action_command_list(action)


class CommandProvider(Provider):
    """Entries for the palette. Foreign text goes in as `Content`, so that it is never parsed as markup."""

    def _entries(self) -> Iterator[tuple[str, str, Callable[[], object]]]:
        app = cast("CrossreadApp", self.app)
        screen = self.screen
        if isinstance(screen, CrossreadScreen):
            for command in commands_for(screen.MODE):
                if command.id == "everywhere.palette":
                    continue
                keys = " ".join(shown_key(key) for key in app.session.keymap.of(command))
                yield f"{command.title}  {keys}", command.help, partial(screen.run_action, command.action)
        for look in app.looks:
            yield f"Theme: {look.name}", "Change the look.", partial(app.set_look, look.name)
        for row in app.session.library.page("", "newest", 0, MOST_ARTICLES):
            # A headline may tell the outlet, which blind mode hides.
            title = row.title if app.session.blinds is None else app.session.article(row.number).title
            yield (
                f"{app.session.outlet(row.outlet)}: {title}",
                "Read this article.",
                partial(app.read, row.number),
            )

    async def discover(self) -> Hits:
        """List everything before something is typed."""
        for title, help_text, run in self._entries():
            yield DiscoveryHit(Content(title), run, title, help_text)

    async def search(self, query: str) -> Hits:
        """List what matches, best first."""
        matcher = self.matcher(query)
        for title, help_text, run in self._entries():
            score = matcher.match(title)
            if score > 0:
                yield Hit(score, Content(title), run, text=title, help=help_text)
