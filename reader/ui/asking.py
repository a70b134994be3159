"""A line at the foot of a screen that asks for some words: a note, a file's name."""

from __future__ import annotations

from collections.abc import Callable

from textual.widgets import Input

from reader.ui.screens.base import CrossreadScreen


class Question(Input):
    """A question that hands its answer on and goes."""

    def __init__(self, label: str, value: str, take: Callable[[str], None]) -> None:
        super().__init__(value, id="question", compact=True, select_on_focus=False, placeholder=label)
        self._take = take

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
            label: What is asked, shown while the line is empty.
            value: What stands there at first.
            take: Is given the answer, which may be empty.
        """
        self.close_question()

        def take_it(text: str) -> None:
            with self.crossread.saying_what_was_not_kept():
                take(text)

        def answer(text: str) -> None:
            self.restore_focus()
            # The screen goes on from here: what the answer opens would report to a question that is gone.
            self.call_next(take_it, text)

        question = Question(label, value, answer)
        self.mount(question, before=self.key_bar)
        question.focus()

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
