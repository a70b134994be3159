"""What the keys of the reading screen share: the article, and the page that shows it."""

from __future__ import annotations

from reader.ui.screens.base import CrossreadScreen
from reader.ui.widgets.article_pane import ArticlePane


class PageScreen(CrossreadScreen):
    """A screen with one article."""

    index: int
    """The article, as the library numbers it."""

    @property
    def article_pane(self) -> ArticlePane:
        """The page."""
        return self.query_one("#article", ArticlePane)
