"""A line at the foot of a screen that asks for some words: a note, a file's name."""

from __future__ import annotations

from collections.abc import Callable

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widgets import Input, Static

from reader.ui.screens.base import CrossreadScreen

_LONGEST = 10_000
"""Most characters of an answer, whatever is pasted by mistake."""


class Question(Horizontal):
    """A question with a line for its answer, which it hands on before it goes."""

    DEFAULT_CSS = """
    Question { height: 1; background: $bar; }
    Question > Static { width: auto; padding: 0 1; color: $soft; }
    Question > Input { width: 1fr; height: 1; border: none; background: $bar; color: $strong; }
    """

    def __init__(self, label: str, value: str, take: Callable[[str], None]) -> None:
        super().__init__()
        self._label, self._value = label, value
        self._take = take

    def compose(self) -> ComposeResult:
        """Compose the label and the line."""
        yield Static(f"{self._label}:", markup=False)
        yield Input(self._value, compact=True, select_on_focus=False, max_length=_LONGEST)

    def on_mount(self) -> None:
        """Begin to type."""
        for line in self.query(Input):  # None where the question was taken away before it stood.
            self.screen.set_focus(line)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Hand the answer on."""
        event.stop()
        self.remove()
        self._take(event.value)


class AskingScreen(CrossreadScreen):
    """A screen that can ask for a line of words; escape leaves the question unanswered."""

    def ask(self, label: str, value: str, take: Callable[[str], None]) -> None:
        """Ask for a line.

        Args:
            label: What is asked, shown before the line.
            value: What stands there at first.
            take: Is given the answer, which may be empty.
        """
        for question in self.query(Question):
            question.remove()
        self.app.clear_notifications()  # They would stand over the line.

        def take_it(text: str) -> None:
            with self.crossread.saying_what_was_not_kept():
                take(text)

        def answer(text: str) -> None:
            self.restore_focus()
            # The screen goes on from here: what the answer opens would report to a question that is gone.
            self.call_next(take_it, text)

        self.crossread.opening_line = self.mount(Question(label, value, answer), before=self.key_bar)

    def close_question(self) -> bool:
        """Take an open question away; return whether there was one."""
        questions = self.query(Question)
        for question in questions:
            question.remove()
        if questions:
            self.restore_focus()
        return bool(questions)

    def action_cancel(self) -> None:
        """Leave a question unanswered; else what escape does anyway."""
        if not self.close_question():
            super().action_cancel()
