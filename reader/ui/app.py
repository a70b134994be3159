"""The app: it wires screens, session, looks and clipboard together, and does nothing else."""

from __future__ import annotations

import asyncio
import contextlib
import gc
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, TypeVar

from textual import events, work
from textual.app import App
from textual.theme import BUILTIN_THEMES, Theme

from reader.library.resources import styles_dir
from reader.ui.driver import end_well, sturdy
from reader.ui.line_view import Steady
from reader.ui.pasting import take_pastes_whole
from reader.ui.screens.base import CrossreadScreen
from reader.ui.screens.library import LibraryScreen
from reader.ui.session import Session
from reader.ui.themes import LOOKS, Look, all_looks

if TYPE_CHECKING:
    from textual.actions import ActionParseResult
    from textual.command import Provider
    from textual.dom import DOMNode
    from textual.driver import Driver
    from textual.screen import Screen
    from textual.widget import AwaitMount

    from reader.article import Span
    from reader.library.entrance import Opened
    from reader.ui.background import Background
    from reader.ui.import_job import ImportJob, Wanted
    from reader.ui.screens.library_rows import Scope

ScreenType = TypeVar("ScreenType", bound=CrossreadScreen)

MAX_STEPS = 24
"""Screens above the library that the reader can come back to."""
_OPENING = 1.0
"""Seconds that a key waits at most for the line that it may be meant for."""
_TROUBLE = 10.0
"""Seconds that trouble with the library stands in a notice; the same is not said again meanwhile."""


def textual_theme(look: Look) -> Theme:
    """Return a look as Textual knows themes; every token becomes a variable of the style sheets."""
    colours = look.colours
    # Textual's own style sheets need these of a theme that leaves the ground to the terminal.
    ansi = BUILTIN_THEMES["ansi-dark" if look.dark else "ansi-light"].variables if look.ansi else {}
    return Theme(
        name=look.name,
        primary=colours["right"],
        secondary=colours["link"],
        accent=colours["left"],
        warning=colours["warn"],
        error=colours["warn"],
        success=colours["only"],
        foreground=colours["text"],
        background=colours["ground"],
        surface=colours["bar"],
        panel=colours["bar"],
        boost=colours["bar"],
        dark=look.dark,
        ansi=look.ansi,
        variables={
            **ansi,
            **colours,
            "block-cursor-background": colours["cursor"],
            "block-cursor-foreground": colours["strong"],
            "block-cursor-text-style": "none",
            "block-cursor-blurred-background": colours["cursor"],
            "block-cursor-blurred-foreground": colours["strong"],
            "block-cursor-blurred-text-style": "none",
            "input-cursor-background": colours["left"],
            "input-cursor-foreground": colours["ground"],
            "input-selection-background": colours["cursor"],
            "scrollbar": colours["sign"],
            "scrollbar-hover": colours["soft"],
            "scrollbar-active": colours["soft"],
            "scrollbar-background": colours["ground"],
            "scrollbar-background-hover": colours["ground"],
            "scrollbar-background-active": colours["ground"],
            "scrollbar-corner-color": colours["ground"],
            "border": colours["hair"],
            "border-blurred": colours["hair"],
            "screen-selection-background": colours["cursor"],
            "screen-selection-foreground": colours["strong"],
        },
    )


def _commands_provider() -> type[Provider]:
    # Deferred: the palette's provider costs an import that the first paint does not need.
    from reader.ui.palette import CommandProvider

    return CommandProvider


class CrossreadApp(Steady, App[int]):
    """Crossread on the terminal."""

    TITLE = "Crossread"
    # The library is the first screen, whose own sheets Textual would not load; other screens bring theirs.
    CSS_PATH: ClassVar = [styles_dir() / "base.tcss", styles_dir() / "library.tcss"]
    COMMANDS: ClassVar = {_commands_provider}
    ENABLE_COMMAND_PALETTE = True
    BINDINGS: ClassVar = []

    def __init__(self, session: Session, *, theme: str | None = None) -> None:
        super().__init__()
        self.session = session
        self.ascii_only = session.config.ascii
        self.looks = all_looks(session.files.themes if session.files else None)
        for look in self.looks:
            self.register_theme(textual_theme(look))
            if look.problem:
                session.notices.append(look.problem)
        wanted = theme or session.config.theme or session.state.theme
        self.theme = wanted if wanted in {look.name for look in self.looks} else self.looks[0].name
        self.animation_level = "none"
        self._troubles: set[str] = set()
        self.opening_line: AwaitMount | None = None
        """A line for typing that is on its way to the screen."""
        self.set_keymap(session.keymap.overrides())

    def get_driver_class(self) -> type[Driver]:
        """Use a driver that stands what terminals do."""
        return sturdy(super().get_driver_class())

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Give themes that are not ours values for our tokens."""
        return dict(LOOKS[0].colours)

    def refresh_css(self, animate: bool = True) -> None:
        """Style everything anew; before there is a screen, only note the theme, as no sheet is parsed yet."""
        if self._screen_stack:
            super().refresh_css(animate)
        else:
            self.stylesheet.set_variables(self.get_css_variables())

    def get_default_screen(self) -> LibraryScreen:
        """Open on the library."""
        return self._fitted(LibraryScreen(self.session))

    def _fitted(self, screen: ScreenType) -> ScreenType:
        screen.fit_to(self.size)
        return screen

    def on_mount(self) -> None:
        """Say what needs saying, and let the garbage collector forget what start-up made."""
        notices = self.session.notices
        if notices:
            more = f"  (i shows {len(notices) - 1} more)" if notices[1:] else ""
            self.notify(notices[0] + more, severity="warning", markup=False, timeout=8)
        self.set_timer(1, self._settle)
        if not self.is_headless:
            end_well(partial(self.call_later, self.action_finish))

    def _settle(self) -> None:
        # Collections of the oldest generation are the stutters one sees while scrolling; what start-up
        # made is frozen out of them.
        gc.freeze()
        gc.enable()
        if not self.is_headless:
            self.background.begin()

    @cached_property
    def background(self) -> Background:
        """What the library does meanwhile."""
        from reader.ui.background import Background

        return Background(self)

    def action_command_palette(self) -> None:
        """Open the palette: ctrl+p comes from Textual, which would open its own."""
        from reader.ui.palette import Palette

        if not isinstance(self.screen, Palette):
            self.push_screen(Palette(id="--command-palette"))

    @property
    def home(self) -> LibraryScreen:
        """The library's screen, which is there as long as the app."""
        return next(screen for screen in self.screen_stack if isinstance(screen, LibraryScreen))

    # Screens

    def open_screen(self, screen: CrossreadScreen) -> None:
        """Put a screen on top, as large as the terminal.

        Of a long way through screens the first steps are forgotten, so that what a day of reading holds stays
        bounded; the library is never forgotten.
        """
        self.push_screen(self._fitted(screen))
        steps = [step for step in self.screen_stack[1:] if isinstance(step, CrossreadScreen)]
        for step in steps[:-MAX_STEPS]:
            if step.is_mounted:
                step.step_off()
            self.forget([step])

    def forget(self, steps: Iterable[CrossreadScreen]) -> None:
        """Let screens go without a look back; the reader does not come back to them."""
        for step in steps:
            if step is self.screen:
                self.pop_screen()
            else:
                self._screen_stack.remove(step)
                step.remove()

    def read(
        self,
        index: int,
        order: Sequence[int] | None = None,
        *,
        offset: int | None = None,
        mention: Span | None = None,
    ) -> None:
        """Open the reading screen, at a text offset or at a mention of a name.

        Args:
            index: The article.
            order: The articles to go on to from it; without it the library's own order.
            offset: Where in the text to begin.
            mention: The mention to begin at.
        """
        from reader.ui.screens.reading import ReadingScreen

        if order is None:
            order = self.session.library.reading_order(index)
        if isinstance(self.screen, ReadingScreen):
            self.screen.order = list(order)
            self.screen.show_article(index, offset)
            return
        self.open_screen(ReadingScreen(self.session, index, order, offset=offset, mention=mention))

    def go_home(self) -> LibraryScreen:
        """Go back to the library from wherever the reader is."""
        home = self.home
        while self.screen is not home:
            if isinstance(self.screen, CrossreadScreen):
                self.screen.step_off()
            self.pop_screen()
        return home

    def list_only(self, scope: Scope) -> None:
        """Go to the library and list what a line of its sidebar stands for."""
        home = self.go_home()
        home.list_only(scope)
        home.show_sources()
        home.restore_focus()

    def names(self, index: int, referent: int | None = None) -> None:
        """Open the names of an article's story, on the page of one of the article's referents."""
        from reader.ui.screens.naming import NamesScreen

        self.open_screen(NamesScreen(self.session, index, referent))

    def matrix(self, index: int) -> None:
        """Open the matrix of an article's story."""
        from reader.ui.screens.matrix import MatrixScreen

        if len(self.session.library.told_with(index)) < 2:
            self.notify("Only one article tells this story here.", markup=False, timeout=4)
            return
        self.open_screen(MatrixScreen(self.session, index))

    def compare(self, left: int, right: int, *, offset: int | None = None) -> None:
        """Open the compare screen."""
        from reader.ui.screens.compare import CompareScreen

        self.open_screen(CompareScreen(self.session, left, right, offset=offset))

    def compare_with_best(self, index: int, *, offset: int | None = None) -> None:
        """Compare an article with the one of its story that shares most, sought in a thread."""
        library = self.session.library
        others = library.others(index)
        if not others:
            self.notify(
                "No other article tells this story here. In the library, x picks any two to compare.",
                markup=False,
                timeout=5,
            )
        elif len(others) == 1:
            self.compare(index, others[0], offset=offset)
        else:
            self._find_best(index, offset, self.screen)

    @work(thread=True, exclusive=True, group="best match", exit_on_error=False)
    def _find_best(self, index: int, offset: int | None, asked_on: Screen[object]) -> None:
        best = self.session.library.best_match(index)

        def show() -> None:
            # Unless the reader has gone elsewhere meanwhile.
            if best is not None and self.screen is asked_on:
                self.compare(index, best, offset=offset)

        self.call_from_thread(show)

    # Imports

    def begin_import(self, wanted: Wanted) -> str:
        """Import into the reader's library behind the screens; return why not, or ""."""
        from reader.ui.import_job import ImportJob

        session = self.session
        if session.importing is not None and not session.importing.done:
            return "An import is under way; in the import screen esc stops it."
        if session.files is None:
            return "Nothing is kept in this run: there is no library to import into."
        session.importing = ImportJob(session.files.library, wanted)
        self.run_worker(
            partial(self._import, session.importing), thread=True, group="import", exit_on_error=False
        )
        return ""

    def _import(self, job: ImportJob) -> None:
        from textual.worker import get_current_worker

        worker = get_current_worker()
        job.cancelled = lambda: worker.is_cancelled
        job.run()
        if not worker.is_cancelled:
            self.call_from_thread(self._imported, job)

    def _imported(self, job: ImportJob) -> None:
        """Show what is new, and say in a word what became of it where no report is looked at."""
        from reader.ui.import_rows import summary
        from reader.ui.screens.importing import ImportScreen

        if self.session.is_own:
            self.session.library.reload()
            self.home.show_library(self.session.library)
        if not isinstance(self.screen, ImportScreen):
            self.home.say(f"{'Update' if job.wanted.again else 'Import'}: {summary(job)}")

    def mark_place(self, screen: CrossreadScreen) -> None:
        """Put where the reader is on the trail that `ctrl+o` follows back."""
        place = screen.place_now()
        if place is not None:
            name, articles, offset = place
            ids = tuple(self.session.library.article(index).id for index in articles)
            if (name, ids, offset) not in self.session.trail[-1:]:
                self.session.trail.append((name, ids, offset))
            del self.session.trail[:-50]

    def go_back(self) -> None:
        """Go to the last place on the trail."""
        from reader.ui.screens.compare import CompareScreen
        from reader.ui.screens.matrix import MatrixScreen

        screen = self.screen
        if not self.session.trail:
            self.notify("There is no place to go back to yet.", markup=False, timeout=3)
            return
        name, ids, offset = self.session.trail.pop()
        found = [self.session.library.find(id_) for id_ in ids]
        articles = [index for index in found if index is not None]
        if len(articles) < len(ids):
            return self.go_back()  # It is no longer in the collection.
        if name == "compare" and isinstance(screen, CompareScreen) and screen.indexes == articles:
            return screen.go_to(offset)
        if name == "compare":
            return self.compare(articles[0], articles[1], offset=offset)
        if name == "matrix" and isinstance(screen, MatrixScreen) and articles[0] in screen.articles:
            return screen.view.move(offset - screen.view.row)
        if name == "matrix":
            return self.matrix(articles[0])
        return self.read(articles[0], offset=offset)

    # Looks

    def next_theme(self) -> None:
        """Change to the next look."""
        names = [look.name for look in self.looks]
        at = names.index(self.theme) if self.theme in names else -1
        self.theme = names[(at + 1) % len(names)]
        self.session.state.theme = self.theme
        self.notify(f"theme: {self.theme}", markup=False, timeout=2)

    def set_look(self, name: str) -> None:
        """Change to a look by name."""
        self.theme = name
        self.session.state.theme = name

    # Clipboard

    def copy(self, text: str, what: str = "the passage with its citation") -> None:
        """Copy text: through the system's own tool where there is one, else by asking the terminal."""
        from reader.ui.clipboard import copy_natively

        if copy_natively(text):
            self.notify(f"Copied: {what}.", markup=False, timeout=3)
        else:
            self.copy_to_clipboard(text)
            self.notify(
                f"Sent to the terminal's clipboard (some terminals ignore this): {what}.",
                markup=False,
                timeout=4,
            )

    # Keys

    async def on_key(self, event: events.Key) -> None:
        """Give a line what was typed ahead of it: such keys went to the pane in use before."""
        if event.is_printable and event.character:
            if self.opening_line is not None:
                opening, self.opening_line = self.opening_line, None
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(opening(), _OPENING)
            # A line keeps the letters it is given, so that one that comes by was not meant for it yet.
            if (insert := getattr(self.focused, "insert_text_at_cursor", None)) is not None:
                event.prevent_default()
                insert(event.character)

    # Errors

    async def run_action(
        self,
        action: str | ActionParseResult,
        default_namespace: DOMNode | None = None,
        namespaces: Mapping[str, DOMNode] | None = None,
    ) -> bool:
        """Carry out a key's action; what the library could not keep is said, and the reading goes on."""
        # What the palette chose is carried out later: the reader may have left the screen it was meant for.
        screen = default_namespace if isinstance(default_namespace, CrossreadScreen) else self.screen
        left = isinstance(screen, CrossreadScreen) and screen is not self.screen
        if left or not screen.is_mounted:
            return True  # It was meant for the screen before, or for nobody: this one is not drawn yet.
        with self.saying_what_was_not_kept():
            return await super().run_action(action, default_namespace, namespaces)
        return True

    def has_said(self, error: BaseException) -> bool:
        """Say trouble with the library in a notice, and tell whether it was such."""
        from reader.library.schema import LibraryError
        from reader.text.safe import safe_line

        error = getattr(error, "error", error)  # What ended a worker comes wrapped.
        if not isinstance(error, LibraryError):
            return False
        # What is drawn asks again with every frame.
        if (line := safe_line(str(error))) not in self._troubles:
            self._troubles.add(line)
            self.set_timer(_TROUBLE, partial(self._troubles.discard, line))
            self.notify(line, severity="error", markup=False, timeout=_TROUBLE)
        return True

    @contextlib.contextmanager
    def saying_what_was_not_kept(self) -> Iterator[None]:
        """Say in a notice that the library is locked, full, read-only or damaged, instead of ending."""
        try:
            yield
        except Exception as error:
            from reader.library.schema import Damaged, LibraryError
            from reader.text.safe import safe_line

            if isinstance(error, Damaged):  # Perhaps it was only to be read.
                self.has_said(error)
            elif isinstance(error, LibraryError):
                self.notify(safe_line(f"Not kept: {error}"), severity="error", markup=False, timeout=10)
            else:
                raise

    # End

    def _handle_exception(self, error: Exception) -> None:
        """Pass over what goes wrong in a screen still opening when the reader quit, or in the library."""
        if not self._exit and not self.has_said(error):
            super()._handle_exception(error)

    def _fatal_error(self) -> None:
        """Close without the traceback that Textual would print; `run_app` hands the error on."""
        self._close_messages_no_wait()

    def finish(self) -> None:
        """Save the places and quit."""
        self.background.end()
        self.exit(0)

    def action_finish(self) -> None:
        """Quit from a panel; the screens beneath keep their places."""
        # The top screen last, so that it is the place remembered.
        for screen in self.screen_stack:
            if isinstance(screen, CrossreadScreen):
                screen.step_off()
        self.finish()

    async def action_quit(self) -> None:
        """Quit (Textual's own key)."""
        self.action_finish()


def make_session(paths: Sequence[Path], opened: Opened | None = None) -> Session:
    """Load the reader's own files and the collection.

    Args:
        paths: The files and folders that were opened.
        opened: Gives the library where its reading was begun already (`reader.library.entrance`).
    """
    from reader.library.config import load_config
    from reader.library.entrance import begin
    from reader.library.paths import user_paths
    from reader.library.state import load_state
    from reader.ui.keymap import load_keymap

    files = user_paths()
    opened = opened or begin(paths, files)
    config = load_config(files.config)
    keymap = load_keymap(files.keys)
    state, problem = load_state(files.state)
    library = opened(config.coder)
    notices = [*config.problems, *keymap.problems, *([problem] if problem else []), *library.notices]
    return Session(list(paths), library, keymap, config, state, files, notices)


def run_app(paths: Sequence[Path], *, theme: str | None = None, opened: Opened | None = None) -> int:
    """Open the app on files and folders; return the exit code.

    Args:
        paths: Files and folders; none opens the library, or the samples.
        theme: The look to open with; None for the one set or used last.
        opened: Gives the library where its reading was begun already (`reader.library.entrance`).
    """
    # Collecting garbage while modules are imported costs a quarter of the start and frees nothing.
    gc.disable()
    app = CrossreadApp(make_session(paths, opened), theme=theme)
    take_pastes_whole()
    code = app.run()
    problem = app.session.save()
    if app._exception is not None:
        # The command line says it in one line, and whole when asked to.
        raise app._exception
    if problem:
        print(f"crossread: {problem}", file=sys.stderr)
    return code if code is not None else app.return_code or 0
