"""Keys of the compare screen that walk: links, what one side alone has, sides, layouts."""

from __future__ import annotations

from textual import on

from reader.library.config import LAYOUTS
from reader.ui.pairing import FOLDS, LEFT, NO_FOCUS, RIGHT, Focus
from reader.ui.screens.pair import PairScreen
from reader.ui.widgets.bars import Bar
from reader.ui.widgets.compare_view import CompareView


class LinkKeys(PairScreen):
    """Going from link to link, and how the texts are laid out."""

    # Links

    def _step_link(self, step: int) -> None:
        view, pairing = self.view, self.view.pairing
        if self.lens > 1:
            self.lens_list.move(step)
            return
        if pairing is None or not pairing.links:
            self.say(
                "No links here."
                if pairing and pairing.comparison
                else "The links are still being looked for."
            )
            return
        focus = view.focus_on
        if focus.is_link:
            number = focus.link + step
        elif focus.passage >= 0:
            here = pairing.passages[focus.side][focus.passage].span.start
            spots = [pairing.passages[focus.side][ends[focus.side]].span.start for ends in pairing.links]
            if step > 0:
                number = next((n for n, spot in enumerate(spots) if spot > here), len(spots))
            else:
                number = next((n for n in range(len(spots) - 1, -1, -1) if spots[n] < here), -1)
        else:
            number = 0 if step > 0 else len(pairing.links) - 1
        if not 0 <= number < len(pairing.links):
            self.say("This is the last link." if step > 0 else "This is the first link.")
            return
        view.set_focus_on(Focus(link=number))

    def action_next_link(self) -> None:
        """Go to the next link."""
        self._step_link(1)

    def action_previous_link(self) -> None:
        """Go to the previous link."""
        self._step_link(-1)

    def action_jump(self) -> None:
        """Put a letter on every link in view; pressing it goes there."""
        from reader.ui.jump_labels import labels_in_view

        if self.lens > 1:
            self.say("Letters stand on the links of the text: 1 shows it.")
            return
        labels = labels_in_view(self.view)
        if not labels:
            self.say("No link is in view.")
        self.view.set_labels(labels)

    @on(CompareView.Labelled)
    def _labelled(self, event: CompareView.Labelled) -> None:
        event.stop()
        if event.view.labels:
            self.query_one("#why", Bar).show(
                [("Jump  ", "bold $strong"), ("press the letter of a link", "$text")],
                [("any other key stays here", "$soft")],
            )
            self.query_one("#why-more", Bar).show([])
        else:
            self._show_why()

    def _step_only(self, step: int) -> None:
        view, pairing = self.view, self.view.pairing
        if self.lens > 1:
            self.lens_list.move(step)
            return
        if pairing is None or pairing.comparison is None:
            return
        stops = [(side, passage) for side in (LEFT, RIGHT) for passage in pairing.letter_of[side]]
        if view.fold == "matches" and stops:
            view.set_fold("all")
            self._show_top()

        def row(stop: tuple[int, int]) -> tuple[int, int]:
            return view.face.passage_rows(*stop).start + view.pads[stop[0]], stop[0]

        stops.sort(key=row)
        if not stops:
            self.say("Every passage of both sides has a match.")
            return
        here = self._focus_row()
        if step > 0:
            found = next((stop for stop in stops if row(stop) > here), None)
        else:
            found = next((stop for stop in reversed(stops) if row(stop) < here), None)
        if found is None:
            self.say("No further passage that only one side has.")
            return
        view.set_focus_on(Focus(side=found[0], passage=found[1]))

    def _focus_row(self) -> tuple[int, int]:
        view, pairing, focus = self.view, self.view.pairing, self.view.focus_on
        if pairing is None or focus == NO_FOCUS:
            return view.scroll_offset.y, -1
        side = view.side if focus.is_link else focus.side
        passage = pairing.links[focus.link][side] if focus.is_link else focus.passage
        return view.face.passage_rows(side, passage).start + view.pads[side], side

    def action_next_only(self) -> None:
        """Go to the next passage that only one side has."""
        self._step_only(1)

    def action_previous_only(self) -> None:
        """Go to the previous such passage."""
        self._step_only(-1)

    # Views

    def action_layout(self) -> None:
        """Change the layout; the place is kept."""
        view = self.view
        name = LAYOUTS[(LAYOUTS.index(view.layout_name) + 1) % len(LAYOUTS)]
        if view.face.single:
            name = "interleaved"
        elif view.geometry.narrow:
            name = "level"
        view.set_layout(name)
        self._refresh_bars()

    def action_fold(self) -> None:
        """Show all, only differences, or only matches."""
        view = self.view
        view.set_fold(FOLDS[(FOLDS.index(view.fold) + 1) % len(FOLDS)])
        self._refresh_bars()

    def action_marks(self) -> None:
        """Mark the words that differ, or stop."""
        self.view.set_word_marks(not self.view.word_marks)
        self.say("word marks on" if self.view.word_marks else "word marks off")

    def action_lock(self) -> None:
        """Let the sides scroll together, or each for itself."""
        if self.view.face.single or self.view.face.stacked:
            self.say("The lock works where both sides stand next to each other.")
            return
        self.view.set_lock(not self.view.locked)
        self._refresh_bars()

    def action_other_pane(self) -> None:
        """Put the focus on the other side."""
        self._set_side(1 - self.view.side)

    def action_left_pane(self) -> None:
        """Put the focus on the left side."""
        self._set_side(LEFT)

    def action_right_pane(self) -> None:
        """Put the focus on the right side."""
        self._set_side(RIGHT)

    def _set_side(self, side: int) -> None:
        self._stepped = None
        self.view.set_side(side)
        self._refresh_bars()

    # Moving about

    def _move(self, rows: int) -> None:
        view = self.view
        if self.lens == 1 and not view.locked and not view.face.single and abs(rows) < 10**6:
            view.shift_side(view.side, rows)
        else:
            super()._move(rows)

    def action_page(self) -> None:
        """Page down, both sides."""
        self._page(1.0)

    def action_page_back(self) -> None:
        """Page up, both sides."""
        self._page(-1.0)
