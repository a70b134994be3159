"""What a reader takes away from the compare screen: citations."""

from __future__ import annotations

from reader.library.state import Place
from reader.ui.citation import citation
from reader.ui.pairing import LEFT, NO_FOCUS, RIGHT
from reader.ui.screens.pair import PairScreen


class TakeKeys(PairScreen):
    """Copies with their citations, and the place that is remembered."""

    def _cite(self, side: int) -> str | None:
        pairing, focus = self.view.pairing, self.focus_now
        if pairing is None or focus == NO_FOCUS or (not focus.is_link and focus.side != side):
            return None
        passage = pairing.links[focus.link][side] if focus.is_link else focus.passage
        return citation(pairing.articles[side], pairing.passages[side][passage].span)

    def action_cite(self) -> None:
        """Copy the selection, or the focused side's passage, with its citation."""
        selected = self.view.selected_span()
        if selected and self.view.pairing is not None:
            side, span = selected
            self.crossread.copy(citation(self.view.pairing.articles[side], span))
            return
        focus = self.focus_now
        text = self._cite(self.view.side if focus.is_link else focus.side)
        if text is None:
            self.say("Go to a link with ] first.")
        else:
            self.crossread.copy(text)

    def action_cite_both(self) -> None:
        """Copy both passages with their citations."""
        texts = [text for side in (LEFT, RIGHT) if (text := self._cite(side))]
        if texts:
            self.crossread.copy(
                "\n\n".join(texts), "both passages with their citations" if texts[1:] else "the passage"
            )
        else:
            self.say("Go to a link with ] first.")

    def leave(self) -> None:
        """Remember the place."""
        view = self.view
        if view.pairing is None:
            return
        side, offset = self._focus_spot(view.side) or self._focus_spot(1 - view.side) or (view.side, 0)
        self.session.remember(Place(offset, side, view.layout_name), *self.indexes)
        self.session.leave_at(*self.indexes)

    def place_now(self) -> tuple[str, tuple[int, ...], int] | None:
        """Return where the reader is."""
        spot = self._focus_spot(LEFT)
        return "compare", tuple(self.indexes), spot[1] if spot else 0

    def action_cancel(self) -> None:
        """Clear the search; leave a lens; drop the selection."""
        if self.clear_search():
            return
        if self.lens > 1:
            self.show_lens(1)
        else:
            self.clear_selection()
