"""The matrix of a story: which outlet carries which passage, and how."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from textual import events, on, work
from textual.app import ComposeResult
from textual.worker import get_current_worker

from reader.comparison.headlines import HeadlineContrast
from reader.comparison.matrix import Cell, Matrix
from reader.library.resources import styles_dir
from reader.ui.matrix_rows import LEGEND, SHOWN, SORTS, chosen
from reader.ui.registry import Mode
from reader.ui.saving import SavingScreen
from reader.ui.screens.base import bindings_for
from reader.ui.session import Session
from reader.ui.widgets.bars import Bar, Piece
from reader.ui.widgets.matrix_view import Lines, MatrixView

if TYPE_CHECKING:
    from reader.export.story import StoryTable


class MatrixScreen(SavingScreen):
    """A story's passage groups by its outlets; enter opens a cell in the compare screen."""

    MODE = Mode.MATRIX
    CSS_PATH: ClassVar = [styles_dir() / "matrix.tcss"]
    BINDINGS: ClassVar = bindings_for(Mode.MATRIX)
    prompt_label = "search the passages"

    def __init__(self, session: Session, index: int) -> None:
        super().__init__(session)
        self._index = index
        self._waits_to_go = False
        """Whether the story has but one article left, and the reader is on a screen above."""
        self.articles: tuple[int, ...] = session.library.told_with(index)
        """The story's articles, as the library numbers them."""
        self.matrix: Matrix | None = None
        self.headlines: tuple[HeadlineContrast, HeadlineContrast] | None = None
        self.sort, self.shown = SORTS[0], SHOWN[0]
        self.picked: tuple[int, int] | None = None
        """Group and column of the cell that waits to be compared with another."""
        self._query = ""

    def compose_body(self) -> ComposeResult:
        """Compose head, body and totals, and the lines under them."""
        yield Lines(id="matrix-head")
        yield MatrixView(id="matrix")
        yield Lines(id="matrix-foot")
        yield Bar(id="cell")
        yield Bar(id="cell-more")

    @property
    def view(self) -> MatrixView:
        """The body."""
        return self.query_one("#matrix", MatrixView)

    def on_mount(self) -> None:
        """Compute the matrix off the screen's thread."""
        self.view.focus()
        self._show_top()
        self._say_progress(0, 0)
        self._compute()

    def restore_focus(self) -> None:
        """Give the focus back to the body."""
        self.set_focus(self.view)

    # Computing

    @work(thread=True, exclusive=True, group="matrix", exit_on_error=False)
    def _compute(self) -> None:
        from reader.comparison.headlines import headline_contrast, lead_contrast
        from reader.ui.story_table import table_of

        worker = get_current_worker()

        def say(done: int, total: int) -> None:
            if done % 8 == 0:
                self.from_thread(self._say_progress, done, total)

        # The reader may have joined or split the story since the screen was opened.
        numbers = self.session.library.told_with(self._index)
        if len(numbers) < 2:
            self.from_thread(self._go)
            return
        matrix = table_of(self.session, numbers, lambda: worker.is_cancelled, say)
        if matrix is None or worker.is_cancelled:
            return
        if self.session.blinds is not None:
            from reader.comparison.blind import covered_matrix

            told = [self.session.library.article(number) for number in numbers]
            hidden = [self.session.article(number) for number in numbers]
            matrix = covered_matrix(matrix, told, hidden)
        shown = [self.session.article(numbers[i]) for i in matrix.order]
        in_order = shown, [self.session.names(numbers[i]) for i in matrix.order]
        headlines = headline_contrast(*in_order), lead_contrast(*in_order)
        self.from_thread(self._computed, numbers, matrix, headlines)

    def _say_progress(self, done: int, total: int) -> None:
        if self.is_attached and self.matrix is None:
            share = f"{done} of {total} pairs of articles" if total else "…"
            self.query_one("#cell", Bar).show([("Comparing  ", "bold $strong"), (share, "$soft")])
            self.query_one("#cell-more", Bar).show([("q goes back and stops it", "$soft")])

    def _computed(
        self,
        articles: tuple[int, ...],
        matrix: Matrix,
        headlines: tuple[HeadlineContrast, HeadlineContrast],
    ) -> None:
        if self.is_attached:
            self.articles, self.matrix, self.headlines = articles, matrix, headlines
            self.picked = None  # Its number may be another passage's now.
            self._waits_to_go = False
            self._fill()

    def _go(self) -> None:
        """Go back: one article has nothing to be set against."""
        if not self.is_attached:
            return
        self._waits_to_go = self.app.screen is not self
        if not self._waits_to_go:
            self.action_back()
            self.say("Only one article tells this story now.")

    def on_screen_resume(self, event: events.ScreenResume) -> None:
        """Go back where the story has lost its other articles meanwhile."""
        if self._waits_to_go:
            self._compute()

    def blind_changed(self) -> None:
        """Name the outlets anew."""
        self._compute()

    def acts_changed(self) -> None:
        """Compute the matrix anew with what the reader judged."""
        self._compute()

    # What is shown

    def outlets(self) -> list[str]:
        """Return the outlets' names in the matrix's order."""
        if self.matrix is None:
            return []
        names = [self.session.article(self.articles[i]).outlet_name for i in self.matrix.order]
        # Two versions, or two articles of one outlet, are told apart by a number.
        seen: dict[str, int] = {}
        told = []
        for name in names:
            seen[name] = seen.get(name, 0) + 1
            told.append(f"{seen[name]} {name}" if names.count(name) > 1 else name)
        return told

    def _fill(self) -> None:
        if self.matrix is None:
            return
        order = chosen(self.matrix, self.sort, self.shown)
        if self._query:
            folded = self._query.casefold()
            order = [index for index in order if folded in self.matrix.rows[index].label.casefold()]
        self.view.show(self.matrix, self.outlets(), order)
        self._show_all()

    def _show_all(self) -> None:
        self.query_one("#matrix-head", Lines).show([*self._headline_rows(), *self.view.head()])
        self.query_one("#matrix-foot", Lines).show(self.view.foot())
        self._show_top()
        self._show_cell()

    def _headline_rows(self) -> list[list[tuple[str, tuple[str, ...]]]]:
        """Return the headline of the article under the cursor: the first thing an outlet decides."""
        if self.matrix is None or self.headlines is None or not self.matrix.order:
            return []
        reading = self.headlines[0].readings[self.view.column]
        about = f"   verb: {reading.verb}" if reading.verb else ""
        return [[("    ", ()), (reading.text, ("strong",)), (about, ("faint",))], []]

    def _show_top(self) -> None:
        title = self.session.library.story_of(self._index).title
        if self.session.blinds is not None:
            title = self.session.article(self._index).title
        right: list[Piece] = []
        if self.matrix is not None:
            passages = len(self.view.order)
            right = [
                (f"“{self._query}”   " if self._query else "", "$left"),
                (f"{len(self.articles)} articles · {passages} of {len(self.matrix.rows)} passages", "$soft"),
                (f"   by {self.sort}", "$soft"),
                (f"   {self.shown}", "$soft" if self.shown == "all" else "$left"),
            ]
        self.top.show([("Matrix", "bold $strong"), ("   ", ""), (title, "$soft")], right)

    def _show_cell(self) -> None:
        first, second = self.query_one("#cell", Bar), self.query_one("#cell-more", Bar)
        matrix, group = self.matrix, self.view.group
        if matrix is None:
            return
        if group is None or not self.view.names:
            empty = "No passage here." if matrix.rows else "No passage was found in more than one article."
            first.show([(empty, "bold $strong")])
            second.show([(matrix.notice or f"{LEGEND}", "$soft")])
            return
        row, column = matrix.rows[group], self.view.column
        cell = row.cells[column]
        name = self.view.names[column]
        words = self._words(column, cell.spans[0]) if cell.spans else "no match found here"
        kind = CELL_WORDS[cell.cell]
        waits = "   picked: x or ⏎ on another cell compares" if self.picked is not None else ""
        where = f"paragraph {cell.paragraph}" if cell.paragraph else ""
        first.show(
            [
                (name, "bold $strong"),
                (f"  {kind}", "$link"),
                (f"  {cell.figure}" if cell.figure else "", "$text"),
            ],
            [(where + waits, "$soft")],
        )
        second.show([(words, "$soft" if cell.spans else "$faint")], [])

    def _words(self, column: int, span: Sequence[int]) -> str:
        assert self.matrix is not None
        article = self.session.article(self.articles[self.matrix.order[column]])
        return " ".join(article.text[span[0] : span[1]].split())

    @on(MatrixView.Moved)
    def _moved(self, event: MatrixView.Moved) -> None:
        event.stop()
        self._show_all()

    @on(MatrixView.Chosen)
    def _chosen(self, event: MatrixView.Chosen) -> None:
        event.stop()
        self.action_open()

    # Keys

    def _move(self, rows: int) -> None:
        self.view.move(rows)

    def _page(self, share: float) -> None:
        self.view.move(int((self.view.size.height - 1) * share) or (1 if share > 0 else -1))

    def action_left_pane(self) -> None:
        """Go to the outlet on the left."""
        self.view.move(0, -1)

    def action_right_pane(self) -> None:
        """Go to the outlet on the right."""
        self.view.move(0, 1)

    def action_previous_outlet(self) -> None:
        """Bring earlier outlets into view."""
        self.view.scroll_outlets(-1)

    def action_next_outlet(self) -> None:
        """Bring later outlets into view."""
        self.view.scroll_outlets(1)

    def action_page(self) -> None:
        """Page down."""
        self._page(1.0)

    def action_page_back(self) -> None:
        """Page up."""
        self._page(-1.0)

    def action_sort(self) -> None:
        """Sort by how many carry a passage, by place, or by what differs."""
        self.sort = SORTS[(SORTS.index(self.sort) + 1) % len(SORTS)]
        self._fill()

    def action_filter(self) -> None:
        """Show all passages, or those that differ, that one outlet alone has, quotes, unsure ones."""
        self.shown = SHOWN[(SHOWN.index(self.shown) + 1) % len(SHOWN)]
        self._fill()

    def action_pick(self) -> None:
        """Pick this cell, to compare it with another."""
        if self.picked is not None:
            self.action_open()
        elif self.view.group is not None:
            self.picked = (self.view.group, self.view.column)
            self._show_cell()

    def action_open(self) -> None:
        """Compare: the picked cell with this one, else the first known wording with this one."""
        matrix, group, column = self.matrix, self.view.group, self.view.column
        if matrix is None or group is None:
            return
        cells = matrix.rows[group].cells
        if self.picked is not None:
            base_group, base = self.picked
            self.picked = None
        else:
            base_group = group
            base = next((at for at, cell in enumerate(cells) if cell.cell is Cell.FIRST), column)
            if base == column:
                # The first one itself: against the next that carries it, else against its neighbour.
                others = [at for at, cell in enumerate(cells) if cell.spans and at != column]
                near = [at for at in range(len(cells)) if at != column]
                base = next(iter(others or near), column)
                base, column = column, base
        if base == column:
            self.say("Go to another outlet's cell." if len(cells) > 1 else "This story has one article.")
            self._show_cell()
            return
        left, right = (self.articles[matrix.order[at]] for at in (base, column))
        spans = matrix.rows[base_group].cells[base].spans
        self.crossread.compare(left, right, offset=spans[0].start if spans else None)

    def action_why(self) -> None:
        """Set headlines and leads against each other."""
        from reader.ui.screens.help import TextScreen

        if self.headlines is None:
            return
        lines: list[str] = []
        for title, contrast in zip(("HEADLINES", "FIRST SENTENCES"), self.headlines, strict=True):
            lines += [title, ""]
            for at, reading in enumerate(contrast.readings):
                lines += self._reading_lines(contrast, at, reading.text)
            shared = ", ".join(f"{word} ({count})" for word, count in contrast.shared[:12])
            lines += [f"words that several have: {shared or 'none'}", ""]
            if contrast.notice:
                lines += [contrast.notice, ""]
        self.app.push_screen(TextScreen("Headlines and first sentences", lines))

    def _reading_lines(self, contrast: HeadlineContrast, at: int, text: str) -> list[str]:
        reading, name = contrast.readings[at], self.outlets()[at]
        if not text:
            return [f"{name}: none found", ""]
        parts = [
            f"who acts: {reading.actor}" if reading.actor else "",
            f"verb: {reading.verb}" if reading.verb else "",
            f"passive? {reading.passive}" if reading.passive else "",
            f"words no other has: {', '.join(contrast.own[at][:8])}" if contrast.own[at] else "",
            f"named by most others, not here: {', '.join(contrast.missing[at])}"
            if contrast.missing[at]
            else "",
            f"not in the running text: {', '.join(reading.absent)}" if reading.absent else "",
        ]
        return [f"{name}: {text}", *(f"    {part}" for part in parts if part), ""]

    def action_save(self) -> None:
        """Save the matrix as a report."""
        if self.matrix is None:
            self.say("The matrix is not finished yet.")
            return
        from reader.export.writing import STORY_FORMS, file_name
        from reader.ui.screens.choice import ChoiceScreen

        forms = list(STORY_FORMS)
        story = self._table()
        name = file_name(story.title, "matrix", suffix="")

        def take(choice: int | None) -> None:
            if choice is not None:
                suffix, _, write = STORY_FORMS[forms[choice]]
                sources = [self.session.library.article(number).source for number in self.articles]
                self.save(name + suffix, lambda: write([story]), sources)

        self.app.push_screen(ChoiceScreen("Save as", [STORY_FORMS[form][1] for form in forms]), take)

    def _table(self) -> StoryTable:
        from reader.export.story import StoryTable

        assert self.matrix is not None and self.headlines is not None
        articles = [self.session.article(self.articles[i]) for i in self.matrix.order]
        # The columns stand in order already: headlines were read in that order as well.
        matrix = replace(self.matrix, order=tuple(range(len(articles))))
        title = self.session.library.story_of(self._index).title
        if self.session.blinds is not None:
            title = articles[0].title
        return StoryTable(title, articles, matrix, *self.headlines)

    def action_legend(self) -> None:
        """Say what the letters mean."""
        self.say(LEGEND)

    def search(self, query: str, *, final: bool) -> None:
        """Show only the passages that hold these words."""
        self._query = query.strip()
        self._fill()
        if final and self._query and not self.view.order:
            self.say(f"“{self._query}” is in no passage")

    def action_cancel(self) -> None:
        """Put a picked cell back; else what escape does anyway."""
        if self.picked is not None:
            self.picked = None
            self._show_cell()
        else:
            super().action_cancel()

    def place_now(self) -> tuple[str, tuple[int, ...], int] | None:
        """Return where the reader is; the row stands for the offset."""
        return "matrix", (self._index,), self.view.row


CELL_WORDS = {
    Cell.FIRST: "the first known wording",
    Cell.SAME: "the same words",
    Cell.EDITED: "told in other words",
    Cell.QUOTE_CUT: "the quote is cut here",
    Cell.FIGURE: "a figure or date differs",
    Cell.UNSURE: "maybe the same, not sure",
    Cell.NONE: "",
}
