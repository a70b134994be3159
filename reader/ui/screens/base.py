"""What every screen shares: bars, prompt, movement, search, and the way back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, Any, ClassVar, cast

from textual import events, work
from textual._context import NoActiveAppError
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.geometry import Size
from textual.screen import Screen
from textual.widget import Widget
from textual.worker import Worker, WorkerState

from reader.ui.keymap import textual_key
from reader.ui.line_view import LineView, Steady
from reader.ui.registry import Mode, commands_for
from reader.ui.session import Session
from reader.ui.widgets.bars import Bar, KeyBar
from reader.ui.widgets.lists import CursorList

if TYPE_CHECKING:
    from reader.ui.app import CrossreadApp
    from reader.ui.widgets.prompt import Prompt


WIDTHS = [(0, "-narrow"), (70, "-mid"), (110, "-wide")]
"""Classes of a screen by its width in cells, which the style sheets lay out by."""
HEIGHTS = [(0, "-short"), (16, "-tall")]
"""Classes of a screen by its height in rows."""


def bindings_for(mode: Mode) -> list[BindingType]:
    """Return Textual's bindings of a mode, made from the registry; their ids let `keys.toml` remap them."""
    return [
        Binding(
            ",".join(textual_key(key) for key in command.keys),
            command.action,
            command.title,
            show=False,
            id=command.id,
            tooltip=command.help,
            priority=key_wins(command.keys),
        )
        for command in commands_for(mode)
    ]


def key_wins(keys: Sequence[str]) -> bool:
    """Tell whether a binding must win over Textual's own (tab moves between our panes, not all widgets)."""
    return "tab" in keys


class CrossreadScreen(Steady, Screen[None]):
    """A screen of the app. A subclass gives its mode, its body and the pane that movement keys move."""

    MODE: ClassVar[Mode]
    HORIZONTAL_BREAKPOINTS = WIDTHS
    VERTICAL_BREAKPOINTS = HEIGHTS
    AUTO_FOCUS = ""
    prompt_label = "search"

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self._prompt: Prompt | None = None
        self._acts_seen = session.desk.version
        if session.config.ascii:
            self.add_class("ascii")

    @property
    def crossread(self) -> CrossreadApp:
        """The app, as what it is."""
        return cast("CrossreadApp", self.app)

    def fit_to(self, size: Size) -> None:
        """Take the classes of a window's size before the first styling, which saves a second one."""
        for breakpoints, cells in ((WIDTHS, size.width), (HEIGHTS, size.height)):
            self.add_class(*[name for least, name in breakpoints if cells >= least][-1:])

    def compose(self) -> ComposeResult:
        """Compose the bars around the body."""
        yield Bar(id="top")
        yield from self.compose_body()
        yield KeyBar(self.MODE, self.session.keymap, id="keys")

    def compose_body(self) -> ComposeResult:
        """Compose what stands between the bars."""
        raise NotImplementedError

    @property
    def top(self) -> Bar:
        """The bar at the top."""
        return self.query_one("#top", Bar)

    @property
    def key_bar(self) -> KeyBar:
        """The bar with the keys."""
        return self.query_one("#keys", KeyBar)

    @property
    def pane(self) -> Widget:
        """The pane that movement keys move."""
        return self.focused or self

    # What comes later

    @property
    def is_open(self) -> bool:
        """Whether the screen is among those that the reader sees or comes back to."""
        return self in self.app.screen_stack

    def from_thread(self, callback: Callable[..., object], *arguments: Any, **options: Any) -> None:
        """Call something in the screen's thread from a worker's, unless the reader has left the screen."""
        try:
            app = self.app
        except NoActiveAppError:
            return
        app.call_from_thread(self._while_open, callback, *arguments, **options)

    def call_after_refresh(self, callback: Callable[..., Any], *arguments: Any, **options: Any) -> bool:
        """Call something when the screen is drawn, unless the reader has left it by then."""
        return super().call_after_refresh(self._while_open, callback, *arguments, **options)

    def _while_open(self, callback: Callable[..., object], *arguments: Any, **options: Any) -> object:
        # One that is left loses its widgets first, and is heard for a while after that.
        return callback(*arguments, **options) if self.is_open else None

    # Movement

    def _move(self, rows: int) -> None:
        pane = self.pane
        if isinstance(pane, CursorList):
            pane.move(rows)
        elif isinstance(pane, LineView):
            pane.jump(pane.scroll_offset.y + rows)

    def _page(self, share: float) -> None:
        pane = self.pane
        if isinstance(pane, CursorList):
            pane.page(share)
        elif isinstance(pane, LineView):
            # A line of the page before stays in sight, so that the eye finds its place.
            step = max(1, int(abs(share) * (pane.size.height - (1 if abs(share) >= 1 else 0))))
            pane.jump(pane.scroll_offset.y + (step if share > 0 else -step))

    def action_down(self) -> None:
        """Move down a row."""
        self._move(1)

    def action_up(self) -> None:
        """Move up a row."""
        self._move(-1)

    def action_top(self) -> None:
        """Go to the top."""
        self.crossread.mark_place(self)
        self._move(-(10**9))

    def action_bottom(self) -> None:
        """Go to the bottom."""
        self.crossread.mark_place(self)
        self._move(10**9)

    def action_half_down(self) -> None:
        """Move down half a page."""
        self._page(0.5)

    def action_half_up(self) -> None:
        """Move up half a page."""
        self._page(-0.5)

    def action_page_down(self) -> None:
        """Move down a page."""
        self._page(1.0)

    def action_page_up(self) -> None:
        """Move up a page."""
        self._page(-1.0)

    # Search

    async def action_search(self) -> None:
        """Open the prompt, which is made when it is first needed."""
        self.crossread.mark_place(self)
        from reader.ui.widgets.prompt import Prompt

        self.app.clear_notifications()  # They would stand over the line.
        if self._prompt is None:
            self._prompt = Prompt(self.prompt_label)
            await self.mount(self._prompt, before=self.key_bar)
        self._prompt.display = True
        self.set_focus(self._prompt)  # At once: what is typed meanwhile is meant for it.

    def prompt_changed(self, query: str, *, final: bool) -> None:
        """Search while a query is typed; when it is entered, keep the hits and give the focus back."""
        if self._prompt is None or not self._prompt.display:
            return
        self.search(query, final=final)
        if final:
            self._prompt.display = bool(query)
            self.restore_focus()

    def restore_focus(self) -> None:
        """Give the focus back to the pane in use."""

    def search(self, query: str, *, final: bool) -> None:
        """Search for a query while it is typed, and once more when it is entered."""

    def action_next_hit(self) -> None:
        """Go to the next search hit."""
        self.move_hit(1)

    def action_previous_hit(self) -> None:
        """Go to the previous search hit."""
        self.move_hit(-1)

    def move_hit(self, step: int) -> None:
        """Go some hits on."""

    def clear_search(self) -> bool:
        """Clear prompt and hits; return whether there was something to clear."""
        prompt = self._prompt
        if prompt is None or (not prompt.display and not prompt.value):
            return False
        prompt.display = False
        prompt.value = ""
        self.search("", final=True)
        self.restore_focus()
        return True

    def action_cancel(self) -> None:
        """Close the prompt and clear the search; else drop the selection."""
        if not self.clear_search():
            self.clear_selection()

    # The reader's acts

    def action_undo(self) -> None:
        """Take back what the reader did last, and say what it was."""
        self._turn(False)

    def action_redo(self) -> None:
        """Do again what was undone last."""
        self._turn(True)

    def _turn(self, forward: bool) -> None:
        """Undo or redo; what is of many articles off the screen's thread, one at a time."""
        session = self.session
        _ = session.desk.journal  # Opened first, so that its version tells of the act.
        if session.turning:
            self.say("Still working …")
        elif session.library.marks.turns_many(forward):
            session.turning = True
            self.say("Working …")
            self._turn_many(forward)
        else:
            self._show_turned(session.library.moves, session.redo() if forward else session.undo())

    @work(thread=True, group="act", exit_on_error=False)
    def _turn_many(self, forward: bool) -> None:
        from reader.library.schema import LibraryError

        app, session = self.app, self.session
        moves = session.library.moves
        try:
            said = session.redo() if forward else session.undo()
        except LibraryError as error:
            app.call_from_thread(self.say, f"Not kept: {error}", warn=True)
            return
        finally:
            session.turning = False

        def show() -> None:
            # The reader may be elsewhere by now.
            screens = [screen for screen in app.screen_stack if isinstance(screen, CrossreadScreen)]
            screens[-1]._show_turned(moves, said)

        app.call_from_thread(show)

    def _show_turned(self, moves: int, said: str) -> None:
        """Show what an undo or redo has changed, and say what it was."""
        if self.session.library.moves == moves:
            self._after_acts(said)
        else:
            self.numbers_changed()
            self.say(said)

    def numbers_changed(self) -> None:
        """Go to the library, as the date of an article is another one: screens know articles by their day."""
        home = self.crossread.home
        home.show_library(self.session.library)
        if self is not home:
            self.forget_others()
            while self.app.screen is not home:
                self.app.pop_screen()

    def forget_others(self) -> None:
        """Let the screens between the library and this one go: their articles have other numbers now."""
        others = [screen for screen in self.app.screen_stack[1:] if screen is not self]
        self.crossread.forget([screen for screen in others if isinstance(screen, CrossreadScreen)])

    def _after_acts(self, message: str) -> None:
        self.say(message)
        self._look_for_acts()

    def _look_for_acts(self) -> None:
        version = self.session.desk.version
        if version != self._acts_seen:
            self._acts_seen = version
            self.acts_changed()

    def acts_changed(self) -> None:
        """Show what is in force after the reader did or undid something, here or on a screen above."""

    def action_manage_names(self) -> None:
        """Show who is named in this story."""
        index = self.article_now()
        if index is None:
            self.say("Choose an article first.")
        else:
            self.crossread.names(index)

    def action_matrix(self) -> None:
        """Show which outlet carries which passage of this story."""
        index = self.article_now()
        if index is None:
            self.say("Choose an article first.")
        else:
            self.crossread.matrix(index)

    def action_import(self) -> None:
        """Take articles into the library."""
        from reader.ui.screens.importing import ImportScreen

        self.crossread.open_screen(ImportScreen(self.session))

    def action_review(self) -> None:
        """Look at what was guessed of articles, beginning with the one at hand."""
        from reader.ui.screens.review import ReviewScreen

        self.crossread.open_screen(ReviewScreen(self.session, self.article_now()))

    def action_evidence(self) -> None:
        """Show the evidence list."""
        from reader.ui.evidence_lines import evidence_list
        from reader.ui.screens.help import TextScreen

        desk = self.session.desk
        remarks = desk.judgements.all_remarks() if desk.begun else []
        self.app.push_screen(
            TextScreen(
                "Evidence",
                evidence_list(remarks, self.session.keymap.shown("compare.star"), self.session.blinds),
            )
        )

    def action_blind(self) -> None:
        """Hide whose articles these are, or show it again."""
        hidden = self.session.turn_blind()
        for screen in self.app.screen_stack:
            if isinstance(screen, CrossreadScreen) and screen.is_mounted:
                screen.blind_changed()
        self.say("Outlets are hidden: A, B, C …" if hidden else "Outlets are shown again.")

    def blind_changed(self) -> None:
        """Show everything anew: outlets have been hidden or shown."""

    def article_now(self) -> int | None:
        """Return the article that the reader is at."""
        place = self.place_now()
        return place[1][0] if place else None

    # App

    def action_zen(self) -> None:
        """Hide everything but the text, or show it again."""
        self.toggle_class("zen")
        self.after_zen(self.has_class("zen"))

    def leave_zen(self) -> None:
        """Show what zen hides, because the reader goes there."""
        if self.has_class("zen"):
            self.action_zen()

    def after_zen(self, zen: bool) -> None:
        """Adapt to zen."""

    def action_theme(self) -> None:
        """Change to the next theme."""
        self.crossread.next_theme()

    def action_redraw(self) -> None:
        """Draw the screen afresh."""
        self.app.refresh(layout=True)

    def action_palette(self) -> None:
        """Open the palette of all commands."""
        self.crossread.action_command_palette()

    def action_help(self) -> None:
        """Show the keys that work here."""
        from reader.ui.screens.help import HelpScreen

        self.app.push_screen(HelpScreen(self.MODE, self.session.keymap))

    def action_back(self) -> None:
        """Go back one screen."""
        self.step_off()
        problem = self.session.save()
        if problem:
            self.say(problem, warn=True)
        self.app.pop_screen()

    def action_quit(self) -> None:
        """Quit at once; the place is kept."""
        self.crossread.action_finish()

    def action_place_back(self) -> None:
        """Go back to where the reader was before a jump."""
        self.crossread.go_back()

    def step_off(self) -> None:
        """Remember the place where it can be: what cannot be read any more keeps nobody in."""
        from reader.library.schema import LibraryError

        with suppress(LibraryError, KeyError):
            self.leave()

    def leave(self) -> None:
        """Remember the place; called before the screen goes."""

    def place_now(self) -> tuple[str, tuple[int, ...], int] | None:
        """Return (screen, articles, text offset) of where the reader is, for the way back."""
        return None

    def say(self, message: str, *, warn: bool = False) -> None:
        """Show a short notice. Never parsed as markup."""
        from reader.text.safe import safe_line

        self.app.clear_notifications()  # One at a time: what is said covers a part of the text.
        self.app.notify(
            safe_line(message), severity="warning" if warn else "information", markup=False, timeout=4
        )

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """Say when background work failed; what is shown stays."""
        if event.state is WorkerState.ERROR:
            error = event.worker.error
            problem = f"{event.worker.group} failed: {type(error).__name__}: {error}"
            self.session.notices.append(problem)
            self.say(problem, warn=True)

    def on_screen_resume(self, event: events.ScreenResume) -> None:
        """Give the focus back when a dialog has gone; what was done there shows here."""
        if self.focused is None:
            self.restore_focus()
        self._look_for_acts()
