"""The highlight layers of the reading screen: each on a key of its own."""

from __future__ import annotations

from reader.ui.name_styles import LAYERS
from reader.ui.quiet_layers import QUOTES, WORDS
from reader.ui.screens.page import PageScreen


class LayerKeys(PageScreen):
    """Names by kind, quotes, listed words: shown, or not."""

    lit: frozenset[str] = frozenset(LAYERS)

    def show_layers(self) -> None:
        """Say in the panel what is shown."""

    def _toggle_layer(self, layer: str) -> None:
        self.lit = self.lit ^ {layer}
        self.article_pane.set_layers(self.lit, self.session.word_lists() if WORDS in self.lit else None)
        problem, self.session.words_problem = self.session.words_problem, ""
        if problem:
            self.say(problem, warn=True)
        self.show_layers()

    def action_people(self) -> None:
        """Highlight people, or stop."""
        self._toggle_layer("people")

    def action_organisations(self) -> None:
        """Highlight organisations, or stop."""
        self._toggle_layer("organisations")

    def action_places(self) -> None:
        """Highlight places, or stop."""
        self._toggle_layer("places")

    def action_figures(self) -> None:
        """Highlight dates and figures, or stop."""
        self._toggle_layer("figures")

    def action_quotes(self) -> None:
        """Highlight what is quoted, or stop."""
        self._toggle_layer(QUOTES)

    def action_words(self) -> None:
        """Highlight hedges and loaded words of the open lists, or stop."""
        self._toggle_layer(WORDS)

    def action_plain(self) -> None:
        """Switch all highlights off, or on again."""
        self.lit = frozenset() if self.lit else frozenset(LAYERS)
        self.article_pane.set_layers(self.lit)
        self.show_layers()
