"""Searching both articles of the compare screen."""

from __future__ import annotations

from reader.article import Span
from reader.ui.pairing import LEFT, NO_FOCUS, RIGHT
from reader.ui.screens.pair import PairScreen
from reader.ui.search import find_hits


class SearchKeys(PairScreen):
    """Hits in either article, in the order in which they stand on the screen."""

    def search(self, query: str, *, final: bool) -> None:
        """Search both articles."""
        self._query = query.strip()
        self._find_hits()
        if self._query:
            self.show_lens(1)
        top = self.view.scroll_offset.y
        below = next((n for n, hit in enumerate(self._hits) if self._hit_row(hit) >= top), 0)
        self._hit = below if self._hits else -1
        self._show_hit()
        if final and self._query and not self._hits:
            self.say(f"“{self._query}” is in neither article")

    def _find_hits(self) -> None:
        pairing = self.view.pairing
        self._hits = []
        if pairing is None or not self._query:
            return
        for side in (LEFT, RIGHT):
            text, spans = pairing.articles[side].text, [passage.span for passage in pairing.passages[side]]
            self._hits += [(side, span) for span in find_hits(text, self._query, spans)]
        self._hits.sort(key=lambda hit: (self._hit_row(hit), hit[0], hit[1]))

    def refresh_hits(self) -> None:
        """Mark the hits of a search that goes on; the reader stays where they are."""
        self._find_hits()
        self._hit = max(0, min(self._hit, len(self._hits) - 1)) if self._hits else -1
        self._mark_hits()

    def _mark_hits(self) -> None:
        sides: tuple[list[Span], list[Span]] = ([], [])
        now: tuple[int, int] | None = None
        for number, (side, span) in enumerate(self._hits):
            if number == self._hit:
                now = (side, len(sides[side]))
            sides[side].append(span)
        self.view.set_hits(sides[LEFT], sides[RIGHT], now)

    def _hit_row(self, hit: tuple[int, Span]) -> int:
        return self.view.face.row_of(hit[0], hit[1].start) + self.view.pads[hit[0]]

    def move_hit(self, step: int) -> None:
        """Go some hits on, in either article."""
        if self._hits:
            self._hit = (self._hit + step) % len(self._hits)
            self._show_hit()

    def _show_hit(self) -> None:
        self._mark_hits()
        if 0 <= self._hit < len(self._hits):
            side, span = self._hits[self._hit]
            focus = self._focus_at(side, span.start)
            if focus not in (NO_FOCUS, self.view.focus_on):
                # What is copied and explained is where the reader looks.
                self.view.set_side(side)
                self.view.set_focus_on(focus, show=False)
            if self.view.face.single:
                self.view.set_side(side)
            assert self.view.pairing is not None
            if not self.view.face.passage_rows(side, self.view.pairing.passage_at(side, span.start)):
                self.view.set_fold("all")
            row = self.view.face.row_of(side, span.start) + self.view.pads[side]
            self.view.show_rows(row, row + 1, context=4)
        self._show_top()
