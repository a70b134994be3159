"""Keys of the compare screen that change what is compared: another outlet, sides exchanged."""

from __future__ import annotations

from reader.ui.pairing import LEFT, NO_FOCUS, RIGHT
from reader.ui.screens.pair import PairScreen


class OutletKeys(PairScreen):
    """Another article on one side, or the sides exchanged; what is in focus keeps its place."""

    def action_exchange(self) -> None:
        """Exchange left and right; what is in focus stays in focus."""
        view = self.view
        spot = self._focus_spot(RIGHT) or self._focus_spot(LEFT)
        self._row = view.screen_row
        self._spot = (1 - spot[0], spot[1]) if spot else None
        self.indexes.reverse()
        view.side = 1 - view.side
        self.show_pair()

    def _step_outlet(self, step: int) -> None:
        side = self._side_to_step()
        choices = [index for index in self._choices() if index != self.indexes[1 - side]]
        if self.indexes[side] not in choices:
            choices.append(self.indexes[side])
        if len(choices) < 2:
            self.say("No other outlet carries this story here.")
            return
        at = choices.index(self.indexes[side])
        self._spot = self._focus_spot(1 - side) or self._kept_spot(1 - side)
        self._stepped = side, self._spot
        self._row = self.view.screen_row
        self.step_off()
        self.crossread.mark_place(self)
        self.indexes[side] = choices[(at + step) % len(choices)]
        self.show_pair()

    def _side_to_step(self) -> int:
        """Return the focused side; after a step the same one again, whatever drew the focus away."""
        if self._stepped is not None:
            side, kept = self._stepped
            if kept is not None and self._focus_spot(1 - side) == kept:
                return side
        return self.view.side

    def _kept_spot(self, side: int) -> tuple[int, int] | None:
        """Return the spot on the side that stays nearest above what only the other side has."""
        view = self.view
        if view.pairing is None or view.focus_on == NO_FOCUS:
            return None
        row = view.scroll_offset.y + (view.screen_row or 0)
        at_side, offset = view.face.offset_of(max(0, row - view.pads[side]), side)
        return (side, offset) if at_side == side else None

    def action_next_outlet(self) -> None:
        """Show the next outlet on the focused side."""
        self._step_outlet(1)

    def action_previous_outlet(self) -> None:
        """Show the previous outlet on the focused side."""
        self._step_outlet(-1)
