"""Review: what was guessed of an article, how sure it is and where it stands, to be accepted or mended."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widget import Widget
from textual.worker import get_current_worker

from reader.layout.wrap import wrap
from reader.library.resources import styles_dir
from reader.text.safe import safe_line
from reader.ui.asking import AskingScreen
from reader.ui.registry import Mode
from reader.ui.review_rows import FIELDS, Line, context_rows, field_lines, field_rows
from reader.ui.screens.base import bindings_for
from reader.ui.session import Session
from reader.ui.widgets.lists import ListRow, RowList

if TYPE_CHECKING:
    from reader.article import Article
    from reader.library.mending import Mending

_MOST = 5_000
"""Articles of one sitting; the next one has the rest."""


class ReviewScreen(AskingScreen):
    """Goes through the articles of which something was guessed, one at a time.

    Args:
        session: The run.
        number: The article to begin with; None begins with the newest to review.
    """

    MODE = Mode.REVIEW
    CSS_PATH: ClassVar = [styles_dir() / "review.tcss"]
    BINDINGS: ClassVar = bindings_for(Mode.REVIEW)

    def __init__(self, session: Session, number: int | None = None) -> None:
        super().__init__(session)
        self._first = number
        self._mending: Mending | None = None
        self.ids: list[str] = []
        self.at = 0
        self._moves = session.library.moves
        self._lines: list[Line] = []

    def compose_body(self) -> ComposeResult:
        """Compose the article's head, its fields, and the lines they stand on."""
        with Vertical(id="panes"):
            yield RowList(id="head", show_cursor=False)
            yield RowList(id="fields")
            yield RowList(id="context", show_cursor=False)

    def on_mount(self) -> None:
        """List what is to be reviewed."""
        for pane in ("#head", "#context"):
            self.query_one(pane, RowList).can_focus = False
        self.fields.focus()
        store = self.session.library.store
        found = store.rows(
            "SELECT id FROM article WHERE live = 1 AND review > 0 ORDER BY number DESC LIMIT ?", (_MOST,)
        )
        self.ids = [id for (id,) in found]
        if self._first is not None:
            first = self.session.library.article(self._first).id
            self.at = self.ids.index(first) if first in self.ids else 0
            if first not in self.ids:
                self.ids.insert(0, first)
        self.call_after_refresh(self.show_article)

    @property
    def fields(self) -> RowList:
        """The article's fields."""
        return self.query_one("#fields", RowList)

    @property
    def pane(self) -> Widget:
        """The fields."""
        return self.fields

    @property
    def mending(self) -> Mending:
        """What the reader mends."""
        if self._mending is None:
            from reader.library.mending import Mending

            _ = self.session.desk.journal  # Opened first, so that its version tells other screens of the act.
            self._mending = Mending(self.session.library)
        return self._mending

    @property
    def article(self) -> Article | None:
        """The article on the screen."""
        number = self.article_now()
        return None if number is None else self.session.library.article(number)

    def article_now(self) -> int | None:
        """Return the number of the article on the screen."""
        return self.session.library.find(self.ids[self.at]) if self.ids else None

    def leave(self) -> None:
        """Let the list beneath show what was mended."""
        if self._mending is not None:
            self.crossread.home.show_library(self.session.library)

    def restore_focus(self) -> None:
        """Give the focus to the fields."""
        self.set_focus(self.fields)

    def action_review(self) -> None:
        """Stay: this is the review."""

    def blind_changed(self) -> None:
        """Cover or show the outlets."""
        self.show_article()

    # What is shown

    def on_resize(self) -> None:
        """Lay everything out anew."""
        self.call_after_refresh(self.show_article)

    def show_article(self, keep: object = None) -> None:
        """Show the article at hand."""
        if not self.is_attached:
            return
        article = self.article
        left = self.session.library.sidebar().review
        place = f"{self.at + 1} of {len(self.ids):,}" if self.ids else "nothing"
        self.top.show(
            [("Review", "bold $strong"), (f"   {place}", "$soft")],
            [(f"{left:,} to review", "$soft")] if left else [],
        )
        self.key_bar.adapt(hidden=frozenset({"everywhere.search"}))
        width = max(20, self.size.width - 6)
        if article is None or self.session.blinds is not None:
            self._lines = []
            said = (
                "Outlets are hidden. What was guessed would tell them: B shows them again."
                if article is not None
                else "Nothing is to be reviewed: all was stated, or set by you."
            )
            rows = [
                ListRow(((said[start:end], ("soft",)),)) for start, end in wrap(said, 0, len(said), width)
            ]
            self._show_rows(rows, [], [])
            return
        self._lines = field_lines(article)
        title = article.title
        head = [
            ListRow(((title[start:end], ("title",)),)) for start, end in wrap(title, 0, len(title), width)[:3]
        ]
        head.append(ListRow(((safe_line(article.source), ("faint",)),)))
        first = next((line.field for line in self._lines if not line.sure), None)
        self._show_rows(head, field_rows(self._lines, width), keep or first)
        self._show_context()

    def _show_rows(self, head: Sequence[ListRow], fields: Sequence[ListRow], keep: object) -> None:
        holder = self.query_one("#head", RowList)
        holder.styles.height = len(head)
        holder.set_rows(head)
        self.fields.styles.height = max(1, len(fields))
        self.fields.set_rows(fields, keep=keep)
        if not fields:
            self.query_one("#context", RowList).set_rows([])

    @on(RowList.Highlighted, "#fields")
    def _moved(self, event: RowList.Highlighted) -> None:
        event.stop()
        self._show_context()

    @on(RowList.Chosen, "#fields")
    def _clicked(self, event: RowList.Chosen) -> None:
        event.stop()
        self.action_edit()

    def _show_context(self) -> None:
        article, line = self.article, self.line
        rows = context_rows(article, line, max(20, self.size.width - 6)) if article and line else []
        self.query_one("#context", RowList).set_rows(rows)

    @property
    def line(self) -> Line | None:
        """The field under the cursor."""
        return next((line for line in self._lines if line.field == self.fields.key), None)

    # Commands

    def action_next(self) -> None:
        """Go to the next article."""
        self._step(1, "This is the last one.")

    def action_previous(self) -> None:
        """Go to the article before."""
        self._step(-1, "This is the first one.")

    def _step(self, step: int, end: str) -> None:
        if not 0 <= self.at + step < len(self.ids):
            self.say(end)
            return
        self.at += step
        self.show_article()

    def action_edit(self) -> None:
        """Set the field under the cursor."""
        line = self.line
        if line is not None:
            self.ask(line.field, line.value, partial(self._set, line.field))

    def _set(self, field: str, text: str) -> None:
        from reader.importers.fields import written_value

        value = written_value(field, text.strip())
        if value is None:
            self.say("Not a date: write 2015-03-18, 2015-03 or 2015.", warn=True)
        else:
            self._keep({field: value}, field)

    def action_accept(self) -> None:
        """Say that the field under the cursor is right."""
        line = self.line
        if line is None or line.sure:
            return
        if not line.value:
            self.say("Nothing was found; enter sets it.")
            return
        self._keep({line.field: line.value}, line.field)

    def action_accept_all(self) -> None:
        """Say that all that was found is right, and go on."""
        values = {line.field: line.value for line in self._lines if line.value and not line.sure}
        if values and not self._keep(values):
            return
        if self.at + 1 < len(self.ids):
            self.action_next()

    def _keep(self, values: dict[str, str], field: str = "") -> bool:
        return self._try(lambda: self.mending.set(self.ids[self.at], values), field)

    def _try(self, act: Callable[[], str], field: str = "") -> bool:
        """Do something that writes; say what it was, or why it could not be."""
        from reader.importers.errors import Refused
        from reader.library.schema import LibraryError

        try:
            said = act()
        except (Refused, LibraryError) as error:
            self.say(str(error), warn=True)
            return False
        except OSError as error:
            self.say(f"Not kept: {error.strerror or type(error).__name__}", warn=True)
            return False
        self.say(said)
        if self.session.library.moves != self._moves:
            self.numbers_changed()
        # The next that is not sure comes under the cursor; without one it stays.
        self.show_article(None if any(not line.sure for line in self._rest(field)) else field)
        return True

    def _rest(self, field: str) -> list[Line]:
        article = self.article
        return [line for line in field_lines(article) if line.field != field] if article else []

    def action_always(self) -> None:
        """Make the field's value hold for all articles of this outlet."""
        line, article = self.line, self.article
        if line is None or article is None:
            return
        from reader.importers.errors import Refused

        try:
            what = self.mending.always_for(article.id, line.field)
        except Refused as error:
            self.say(str(error))
            return
        self.ask(f"always {line.field} of {what}", line.value, partial(self._always, article.id, line.field))

    def _always(self, id: str, field: str, value: str) -> None:
        self.say("looking for its articles …")
        self._apply_always(id, field, safe_line(value))

    @work(thread=True, exclusive=True, group="rule", exit_on_error=False)
    def _apply_always(self, id: str, field: str, value: str) -> None:
        worker, mending = get_current_worker(), self.mending
        outcome: list[Callable[[], str]] = []
        try:
            said = mending.always(id, field, value, lambda: worker.is_cancelled)
            outcome.append(lambda: said)
        except Exception as error:
            failed = error

            def again() -> str:
                raise failed

            outcome.append(again)
        if not worker.is_cancelled:
            self.from_thread(self._try, outcome[0], field)

    def acts_changed(self) -> None:
        """Show what is in force after an act was undone or done again."""
        self.show_article(self.fields.key)

    def numbers_changed(self) -> None:
        """Stay, as articles are known by their ids here; go back to the library."""
        self._moves = self.session.library.moves
        self.crossread.home.show_library(self.session.library)
        self.forget_others()
        self.show_article(self.fields.key)

    def action_read(self) -> None:
        """Open the article."""
        number = self.article_now()
        if number is not None:
            self.crossread.read(number, [number])


__all__ = ["FIELDS", "ReviewScreen"]
