"""The names of a library's articles as the reader corrected them: found when first asked for, and kept.

What the machine found stays as it is; corrections are laid over it, and anew after each act of the reader.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from reader.article import READING_ROLES, Article
from reader.library.desk import Desk

if TYPE_CHECKING:
    # Only names of types: the engines behind them are imported when they are first asked.
    from reader.comparison.naming import Called
    from reader.entities.corrections import Correction
    from reader.entities.model import Names


class NameBook:
    """Names by the number of their article. Every call may come from any thread.

    Attributes:
        desk: Where the reader's acts are kept.
        model: A spaCy model that finds the names instead of the built-in recogniser; "" for none.

    Args:
        article: Returns the article of a number.
        most: How many articles' names are kept.
    """

    def __init__(self, article: Callable[[int], Article], most: int = 1000) -> None:
        from reader.library.engines import Kept

        self.desk = Desk()
        self.model = ""
        self._article = article
        self._found: Kept[int, Names] = Kept(most)
        self._corrected: Kept[int, tuple[object, Names]] = Kept(most)

    def names(self, number: int) -> Names:
        """Return the names of an article (some milliseconds the first time)."""
        found = self._found.get(number)
        if found is None:
            found = self._found.keep(number, self._find(self._article(number)))
        return self._with_corrections(number, found)

    def known(self, number: int) -> Names | None:
        """Return an article's names if they are found already, without looking for them."""
        found = self._found.get(number)
        return None if found is None else self._with_corrections(number, found)

    def as_found(self, number: int) -> Names | None:
        """Return what the machine found in an article, if it has looked, without the corrections."""
        return self._found.get(number)

    def _find(self, article: Article) -> Names:
        """Find names by the reader's own model where one is set; where it fails the notice says so."""
        from reader.entities.names import find_names

        blocks = [block.span for block in article.blocks() if block.role in READING_ROLES]
        language = article.language or "en"
        if not self.model:
            return find_names(article.text, blocks, language=language)
        from reader.entities.spacy_backend import ModelError, load_model

        try:
            return find_names(article.text, blocks, language=language, recogniser=load_model(self.model))
        except ModelError as error:
            found = find_names(article.text, blocks, language=language)
            return replace(found, notice=found.notice or f"names found by the built-in recogniser: {error}")

    def _with_corrections(self, number: int, found: Names) -> Names:
        if not self.desk.begun:
            return found
        version = self.desk.names.version()
        held = self._corrected.get(number)
        if held is None or held[0] != version:
            from reader.entities.corrections import apply_corrections

            rules = self.corrections([number])
            held = (version, apply_corrections(found, self._article(number).text, rules))
            self._corrected.replace(number, held)
        return held[1]

    def corrections(self, numbers: Sequence[int]) -> tuple[Correction, ...]:
        """Return the reader's corrections of names that hold in these articles, oldest first."""
        if not self.desk.begun:
            return ()
        return self.desk.names.of([self._article(number).id for number in numbers])

    def naming(self, story: Sequence[int]) -> tuple[list[Names], tuple[Called, ...]]:
        """Return the names of a story's articles, and what each calls whom; finds what is not known yet."""
        from reader.comparison.naming import story_naming
        from reader.entities.settle import settle

        names = settle([self.names(number) for number in story])
        articles = [self._article(number) for number in story]
        return names, story_naming(articles, names, self.corrections(story))

    def story_counts(self, number: int, others: Sequence[int]) -> list[int]:
        """Return for each referent of an article its mentions in all these articles whose names are known."""
        from reader.entities.story import merge_names

        known = [(other, names) for other in (number, *others) if (names := self.known(other)) is not None]
        if not known or known[0][0] != number:
            return []
        counts = [referent.count for referent in known[0][1].referents]
        rules = self.corrections([other for other, _ in known])
        for one in merge_names([names for _, names in known], rules):
            for article, referent in one.members:
                if article == 0:
                    counts[referent] = one.count
        return counts

    def clear(self) -> None:
        """Forget what was found, as articles have changed; the corrections stay."""
        self._found.clear()
        self._corrected.clear()
