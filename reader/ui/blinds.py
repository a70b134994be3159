"""Blind mode: articles as they are shown while nobody may know whose they are.

What tells an outlet is covered by as many characters, so that every offset, link and mark stays where it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from reader.article import Article
from reader.comparison.blind import covered, telling
from reader.library.engines import Kept
from reader.ui.pairing import letters

HIDDEN = "[outlet]"
"""Stands for an outlet's name in the reader's own words: a tag, the name of a saved filter."""
MOST_COVERED = 200
"""How many articles are kept as they are shown, those shown last."""


class Blinds:
    """Letters in the place of outlets, the same one for an outlet wherever it occurs in a run."""

    def __init__(self) -> None:
        self._letters: dict[str, str] = {}
        self._covered: Kept[str, tuple[Article, tuple[str, ...], Article]] = Kept(MOST_COVERED)
        self._telling: tuple[tuple[str, ...], re.Pattern[str] | None] = ((), None)

    def letter(self, outlet: str) -> str:
        """Return the letter of an outlet, "A" for the first one asked for."""
        return self._letters.setdefault(outlet, letters(len(self._letters)).upper())

    def name(self, outlet: str) -> str:
        """Return what an outlet is called."""
        return f"Outlet {self.letter(outlet)}"

    def article(self, article: Article, story: Iterable[str]) -> Article:
        """Return an article that does not tell its outlet; its text is as long as the real one.

        Args:
            article: Any article.
            story: The outlets of its story, whose names it may hold as well, always in the same order.
        """
        told = tuple(story)
        kept = self._covered.get(article.id)
        # A correction changes the article, and stories joined or split change what it may not tell.
        if kept is not None and kept[:2] == (article, told):
            return kept[2]
        letter = self.letter(article.outlet_name)
        others = {name: self.letter(name) for name in told if name != article.outlet_name}
        shown = covered(article, letter, others)
        self._covered.replace(article.id, (article, told, shown))
        return shown

    def tells(self, words: str, outlets: Iterable[str]) -> bool:
        """Tell whether words name one of these outlets, or hold a word of its name."""
        names = tuple(outlets)
        held = {word for name in names for word in _words(name) if len(word) > 3}
        return self.unnamed(words, names) != words or not held.isdisjoint(_words(words))

    def unnamed(self, words: str, outlets: Iterable[str]) -> str:
        """Return words that are no article's with the names of these outlets hidden."""
        names = tuple(outlets)
        if names != self._telling[0]:
            self._telling = (names, telling(names))
        pattern = self._telling[1]
        return words if pattern is None else pattern.sub(HIDDEN, words)


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())
