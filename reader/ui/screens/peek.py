"""The gutter of the reading screen, and the peek: how the others put what is read, without leaving it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.worker import get_current_worker

from reader.article import Article
from reader.library.resources import styles_dir
from reader.ui.panel_keys import panel_bindings
from reader.ui.peek_rows import Spot, peek_rows
from reader.ui.screens.help import PanelScreen
from reader.ui.screens.page import PageScreen
from reader.ui.story_table import known_table, table_of
from reader.ui.widgets.lists import RowList

if TYPE_CHECKING:
    from reader.comparison.corroboration import Corroborated
    from reader.comparison.matrix import Matrix
    from reader.library.door import Library

MOST = 12
"""Articles of a story that are all compared unasked; more of them wait until the reader wants to know."""


class PeekKeys(PageScreen):
    """How many outlets carry each passage, in the margin; enter shows how they put it."""

    _asked = False
    """Whether the reader waits for the peek."""
    _told: tuple[int, ...] = ()
    """The articles that the margin counts, as the passages beside it number them."""

    def find_others(self) -> None:
        """Find who else carries what, off the screen's thread; nothing is compared for one article."""
        self._asked = False
        numbers = self.session.library.told_with(self.index)
        if numbers != self._told:
            self.article_pane.set_gutter(None)  # Of a story that was: it was joined, or split.
        if len(numbers) > 1 and (len(numbers) <= MOST or known_table(self.session, self.index) is not None):
            self._find_others(self.session.library, self.index)

    @work(thread=True, exclusive=True, group="others", exit_on_error=False)
    def _find_others(self, library: Library, index: int) -> None:
        worker = get_current_worker()
        numbers = library.told_with(index)
        matrix = table_of(self.session, numbers, lambda: worker.is_cancelled)
        if matrix is not None and not worker.is_cancelled:
            self.from_thread(self._others_found, library, index, numbers, matrix)

    def _others_found(self, library: Library, index: int, numbers: tuple[int, ...], matrix: Matrix) -> None:
        if index != self.index or library is not self.session.library or not self.is_attached:
            return
        from reader.comparison.corroboration import corroboration
        from reader.ui.gutter import Gutter

        self._told = numbers
        articles = [library.article(number) for number in numbers]
        self.article_pane.set_gutter(Gutter(corroboration(numbers.index(index), articles, matrix)))
        if self._asked and self.app.screen is self:
            self.peek()

    def on_screen_suspend(self) -> None:
        """Wait for no peek any more: the reader has gone elsewhere."""
        self._asked = False

    def peek(self) -> None:
        """Show how the others put the paragraph in focus."""
        pane = self.article_pane
        paragraph = pane.paragraph_span()
        numbers = self.session.library.told_with(self.index)
        if len(numbers) < 2:
            self.say("No other article tells this story here.")
        elif pane.raw or paragraph is None:
            self.say("The others are set against the page, not its raw lines: r goes back to it.")
        elif pane.beside is None or numbers != self._told:
            self.say(f"Comparing {len(numbers)} articles …")
            if not self._asked:
                self._find_others(self.session.library, self.index)
            self._asked = True
        else:
            self._asked = False
            passages = pane.beside.within(paragraph)
            if not passages:
                self.say("This is not running text: captions and headings are not set against others.")
                return
            shown = [self.session.article(number) for number in numbers]
            compare_at = partial(self._compare_at, self.index, numbers)
            self.app.push_screen(PeekScreen(passages, self.session.article(self.index), shown, compare_at))

    def _compare_at(self, index: int, numbers: tuple[int, ...], spot: Spot) -> None:
        self.crossread.compare(index, numbers[spot.article], offset=spot.passage.start)


class PeekScreen(PanelScreen, inherit_bindings=False):
    """How the other outlets put a paragraph; enter opens one of them in compare.

    Args:
        passages: Of the paragraph.
        article: The one that is read.
        others: The story's articles.
        open_at: Is told which one the reader wants to compare with.
    """

    CSS_PATH: ClassVar = [styles_dir() / "panels.tcss", styles_dir() / "peek.tcss"]
    BINDINGS: ClassVar = panel_bindings(
        {
            "everywhere.back": "close",
            "everywhere.down": "move(1)",
            "everywhere.up": "move(-1)",
            "everywhere.half-down": "scroll(8)",
            "everywhere.half-up": "scroll(-8)",
            "everywhere.page-down": "scroll(16)",
            "everywhere.page-up": "scroll(-16)",
            "everywhere.top": "move(-100000)",
            "everywhere.bottom": "move(100000)",
            "everywhere.quit": "app.finish",
            "reading.compare": "take",
        },
        {"escape": "close", "enter": "take", "space": "scroll(16)", "b": "scroll(-16)"},
    )
    title_text = "Elsewhere"
    can_choose = True

    def __init__(
        self,
        passages: Sequence[Corroborated],
        article: Article,
        others: Sequence[Article],
        open_at: Callable[[Spot], None],
    ) -> None:
        super().__init__()
        self._passages = passages
        self._article = article
        self._others = others
        self._open_at = open_at

    def foot(self) -> list[tuple[str, str]]:
        """Return keys and what they do here."""
        return [("⏎", "compare"), (self.keys("down", "up"), "choose"), (self.keys("back"), "close")]

    def fill(self) -> None:
        """Wrap the passages."""
        width = self.rows.size.width
        if width:
            self.rows.set_rows(peek_rows(self._passages, self._article, self._others, width))

    def action_move(self, step: int) -> None:
        """Move the cursor; what cannot be chosen is scrolled into sight."""
        before = self.rows.key
        self.rows.move(step)
        if self.rows.key == before:
            self.action_scroll(max(-8, min(8, step)))

    def action_take(self) -> None:
        """Compare at this passage."""
        spot = self.rows.key
        self.dismiss()
        if isinstance(spot, Spot):
            self._open_at(spot)

    @on(RowList.Chosen, "#panel-rows")
    def _chosen(self, event: RowList.Chosen) -> None:
        event.stop()
        self.action_take()
