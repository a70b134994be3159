"""Importing: a path, an address or a pasted text in, a report of what became of it out."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widget import Widget
from textual.widgets import Input, Static
from textual.worker import Worker, WorkerState

from reader.layout.wrap import wrap
from reader.library.resources import styles_dir
from reader.ui.import_job import ImportJob, Wanted, common_start, completions
from reader.ui.import_rows import duration, last_part, report_rows
from reader.ui.registry import Mode
from reader.ui.screens.base import CrossreadScreen, bindings_for
from reader.ui.session import Session
from reader.ui.widgets.bars import Bar, Piece
from reader.ui.widgets.lists import ListRow, RowList

if TYPE_CHECKING:
    pass

_LONGEST = 4_000
_BAR = 20


class SourceLine(Input):
    """The line for a source; a paste of several lines is handed to the screen."""

    def _on_paste(self, event: events.Paste) -> None:
        screen = self.screen
        if isinstance(screen, ImportScreen) and ("\n" in event.text.strip() or len(event.text) > _LONGEST):
            event.stop()
            event.prevent_default()
            screen.take_paste(event.text)


class ImportScreen(CrossreadScreen):
    """Takes articles into the reader's library; it may be left while it works."""

    MODE = Mode.IMPORT
    CSS_PATH: ClassVar = [styles_dir() / "importing.tcss"]
    BINDINGS: ClassVar = bindings_for(Mode.IMPORT)

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._pasted: Wanted | None = None
        self._shown: object = None

    def compose_body(self) -> ComposeResult:
        """Compose the line, the progress and the report."""
        with Horizontal(id="from"):
            yield Static("from", markup=False)
            yield SourceLine(
                compact=True,
                select_on_focus=False,
                max_length=_LONGEST,
                placeholder="a folder or file, an https:// address, or paste a text",
            )
        yield Bar(id="progress")
        yield RowList(id="report")

    def on_mount(self) -> None:
        """Show what is under way, or ask for a source."""
        self.line.focus()
        self.set_interval(0.2, self._look)
        self._look()

    @property
    def line(self) -> Input:
        """The line for a source."""
        return self.query_one(SourceLine)

    @property
    def report(self) -> RowList:
        """The list below: choices for the line, or the report."""
        return self.query_one("#report", RowList)

    @property
    def pane(self) -> Widget:
        """The list, which movement keys move also while a path is typed."""
        return self.report

    @property
    def job(self) -> ImportJob | None:
        """The import that was begun last."""
        return self.session.importing

    @property
    def busy(self) -> bool:
        """Whether an import is under way."""
        return self.job is not None and not self.job.done

    def restore_focus(self) -> None:
        """Give the focus to the line, or to the report while there is nothing to type."""
        (self.report if self.busy else self.line).focus()

    # What is shown

    def _look(self) -> None:
        """Show how far it is; called some times a second, so that no article costs a message."""
        job = self.job
        state = (job, job.done if job else False, self._pasted)
        if state != self._shown:
            self._shown = state
            self._show_top()
            if job is not None and not self.line.value:
                self.report.set_rows(report_rows(job, self.report.size.width or 78))
            elif not self.line.value:
                self.report.set_rows(self._advice())
        pieces = self._progress_pieces(job)
        bar = self.query_one("#progress", Bar)
        bar.display = bool(pieces)
        bar.show(pieces)

    def on_resize(self) -> None:
        """Lay the report out anew."""
        self._shown = None
        self.call_after_refresh(self._look)

    def _show_top(self) -> None:
        files = self.session.files
        where = "your library" if files else "no library: nothing is kept in this run"
        self.top.show([("Import", "bold $strong"), ("   into ", "$soft"), (where, "$left")])
        hidden = {"everywhere.search", "import.another" if self.busy else "import.stop"}
        if self.session.is_own:
            hidden.add("import.library")
        if self.line.has_focus:
            # Letters are typed into the line there.
            hidden |= {"import.another", "import.update", "import.fix", "import.library"}
            hidden |= {"everywhere.back", "everywhere.down"}
        else:
            hidden |= {"import.start", "import.complete"}
        self.key_bar.adapt(hidden=frozenset(hidden))

    def on_descendant_focus(self) -> None:
        """Show the keys that work where the focus is now."""
        self._show_top()

    def _progress_pieces(self, job: ImportJob | None) -> list[Piece]:
        if self._pasted is not None:
            return [(f"{self._pasted}: ", "$strong"), ("enter takes it, esc forgets it", "$soft")]
        if job is None or job.done:
            return []
        if job.stopping:
            return [("stopping; what is done is kept …", "$soft")]
        if job.grouping is not None:
            left = f"{job.grouping:,} articles left" if job.grouping else "nearly done"
            return [("grouping into stories: ", "$soft"), (left, "$strong")]
        progress = job.progress
        if progress is None:
            return [("looking …", "$soft")]
        full = round(_BAR * progress.share)
        pieces: list[Piece] = [
            ("━" * full, "$left"),
            ("─" * (_BAR - full), "$hair"),
            (f"  {progress.articles:,} articles", "$strong"),
            (f" · {progress.rate:,.0f} a second", "$soft"),
        ]
        if 0.01 < progress.share < 1:
            pieces.append((f" · about {duration(progress.remaining)} left", "$soft"))
        return pieces

    def _advice(self) -> list[ListRow]:
        files = self.session.files
        lines = [
            "Type a path (tab completes it) or an address of the web, or paste:",
            "  a text, or a list of addresses, one a line.",
            "",
            "Texts, Markdown, pages, JSON, CSV, feeds, lists of feeds, mailboxes, books,",
            "archives of these. Nothing is ever written to a source. esc goes back.",
        ]
        if files is not None:
            lines += ["", f"What is imported goes into your library: {files.library}"]
        if not self.session.is_own:
            lines += [
                "What is open now is another collection, which stays as it is;",
                "after the import, o opens your library.",
            ]
        rows: list[ListRow] = []
        width = max(20, (self.report.size.width or 78) - 2)
        for line in lines:
            rows += [
                ListRow(((line[start:end], ("soft",)),)) for start, end in wrap(line, 0, len(line), width)
            ] or [ListRow()]
        return rows

    # The line

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        if event.value:
            found = completions(event.value)
            # Their last part alone: what is before it stands in the line.
            rows = [ListRow(((last_part(name), ("text",)),), key=name) for name in found]
            self.report.set_rows(rows)
        else:
            self._shown = None
            self._look()

    @on(Input.Submitted)
    def _entered(self, event: Input.Submitted) -> None:
        event.stop()
        self.action_start()

    @on(RowList.Chosen)
    def _clicked(self, event: RowList.Chosen) -> None:
        event.stop()
        if isinstance(event.key, str):
            self._complete_with(event.key)

    def take_paste(self, text: str) -> None:
        """Keep what was pasted until the reader says that it is meant."""
        self._pasted = Wanted.of_paste(text)
        self.line.value = ""
        self._look()

    def action_complete(self) -> None:
        """Complete the path as far as it is plain; then take the choice under the cursor."""
        found, typed = completions(self.line.value), self.line.value
        start = common_start(found, typed)
        key = self.report.key
        if found and start == typed and isinstance(key, str) and key in found:
            start = key
        if found:
            self._complete_with(start)

    def _complete_with(self, text: str) -> None:
        self.line.value = text
        self.line.focus()
        self.line.cursor_position = len(text)

    # Commands

    def action_start(self) -> None:
        """Begin to import what stands in the line, or what was pasted."""
        import os

        text = self.line.value.strip()
        wanted = self._pasted or (Wanted((os.path.expanduser(text),)) if text else None)
        if wanted is None:
            self.line.focus()
        else:
            self._begin(wanted)

    def _begin(self, wanted: Wanted) -> None:
        # The app's work and not this screen's, so that it goes on when the reader leaves.
        problem = self.crossread.begin_import(wanted)
        if problem:
            self.say(problem, warn=True)
        else:
            self._pasted = None
            self.line.value = ""
            self._look()
            self.report.focus()

    def action_import(self) -> None:
        """Go to the line: this is the import."""
        self.line.focus()

    def action_update(self) -> None:
        """Look again at all that was added before: folders, files and feeds."""
        self._begin(Wanted(again=True))

    def action_another(self) -> None:
        """Go to the line for another source."""
        self.line.focus()

    def action_stop(self) -> None:
        """End the import; what is done is kept."""
        if self.job is not None and self.busy:
            self.job.stop()
            self._look()

    def action_cancel(self) -> None:
        """Forget what was pasted or typed, else end the import, else leave."""
        if self._pasted is not None or self.line.value:
            self._pasted = None
            self.line.value = ""
            self._look()
        elif self.busy:
            self.action_stop()
        else:
            self.action_back()

    def action_fix(self) -> None:
        """Look at what was guessed."""
        if self.session.is_own:
            self.action_review()
        else:
            self.say("Your library is not open now: o opens it.")

    def action_library(self) -> None:
        """Go to the library; open it where another collection is open."""
        from reader.library.door import Library
        from reader.library.paths import may_be_there
        from reader.library.schema import LibraryError

        files = self.session.files
        if files is None or not may_be_there(files.library):
            self.say("There is no library yet: what is imported first makes it.")
            return
        library = self.session.library
        if not self.session.is_own:
            try:
                library = Library.open(files.library, coder=self.session.config.coder)
            except LibraryError as error:
                self.say(str(error), warn=True)
                return
        self.crossread.go_home().show_library(library)

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """Say when background work failed."""
        if event.state is WorkerState.ERROR:
            super().on_worker_state_changed(event)
