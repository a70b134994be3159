"""What the library of an app holds, for tests that need all of it at once."""

from __future__ import annotations

from reader.article import Article
from reader.ui.app import CrossreadApp


def numbers(app: CrossreadApp) -> list[int]:
    """Return the numbers of all articles, the oldest first, old versions among them."""
    rows = app.session.library.store.rows("SELECT number FROM article ORDER BY number")
    return [number for (number,) in rows]


def all_articles(app: CrossreadApp) -> list[Article]:
    """Return all articles, the oldest first."""
    return [app.session.library.article(number) for number in numbers(app)]
