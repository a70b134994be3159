"""Blind mode: articles as they are shown while nobody may know whose they are.

What tells an outlet is covered by as many characters, so that every offset, link and mark stays where it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from reader.article import Article, Field, Provenance
from reader.comparison.blind import Mask, mask, unnamed
from reader.ui.pairing import letters

COVER = "▒"


class Blinds:
    """Letters in the place of outlets, the same one for an outlet wherever it occurs in a run."""

    def __init__(self) -> None:
        self._letters: dict[str, str] = {}
        self._covered: dict[str, Article] = {}

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
            story: The outlets of its story, whose names it may hold as well.
        """
        known = self._covered.get(article.id)
        if known is None:
            letter = self.letter(article.outlet_name)
            others = {name: self.letter(name) for name in story if name != article.outlet_name}
            known = self._covered[article.id] = covered(article, letter, others)
        return known


def covered(article: Article, letter: str, others: Mapping[str, str]) -> Article:
    """Return an article with everything covered that tells its outlet, or names one of the others."""
    masks = mask(article, letter, others)
    headline = article.headline
    return replace(
        article,
        text=_cover(article.text, masks),
        source="",
        outlet=Field(f"Outlet {letter}", Provenance.USER, "blind"),
        headline=replace(headline, value=unnamed(headline.value, article, letter, others))
        if headline is not None
        else Field("(no headline)", Provenance.USER, "blind"),
        byline=None,
        agency=None,
        photo_agency=None,
        section=None,
        url=None,
        notices=(),
    )


def _cover(text: str, masks: tuple[Mask, ...]) -> str:
    parts: list[str] = []
    at = 0
    for span, shown in masks:
        hidden = span.of(text)
        label = shown if len(shown) <= len(hidden) and "\n" not in hidden else ""
        cover = "".join(char if char.isspace() else COVER for char in hidden[len(label) :])
        parts += [text[at : span.start], label, cover]
        at = span.end
    return "".join([*parts, text[at:]])
