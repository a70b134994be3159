"""A collection in memory: the one door through which screens reach articles, names and comparisons."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from reader.article import Article
from reader.library.name_book import NameBook

if TYPE_CHECKING:
    # Only names of types: the engines behind them are imported when they are first asked.
    from reader.comparison.model import Comparison
    from reader.comparison.naming import Called
    from reader.entities.corrections import Correction
    from reader.entities.model import Names
    from reader.library.desk import Desk
    from reader.library.journal import Journal
    from reader.stories.group import Story


@dataclass
class Library:
    """Articles with what is known of them. Articles are known by their index, from 0.

    Names and comparisons are computed when first asked for and kept; both calls may be made from any
    thread.

    Attributes:
        articles: Ordered by story, then outlet order within a story as loaded.
        stories: Groups of articles; every article is in exactly one.
        refused: One line for each source that could not be read.
        notices: One line for each thing that the reader should know about the loading.
        book: The names, and where the reader's corrections of them are kept.
    """

    articles: tuple[Article, ...]
    stories: tuple[Story, ...]
    refused: tuple[str, ...] = ()
    notices: tuple[str, ...] = ()
    _comparisons: dict[tuple[int, int], Comparison] = field(default_factory=dict, repr=False)
    _words: dict[int, int] = field(default_factory=dict, repr=False)
    _folded: dict[int, str] = field(default_factory=dict, repr=False)
    _story_of: dict[int, int] = field(default_factory=dict, repr=False)
    _lock: Lock = field(default_factory=Lock, repr=False)
    book: NameBook = field(init=False, repr=False)

    def __getstate__(self) -> dict[str, object]:
        """Leave out what holds a lock, so that a library can come from another process."""
        return {name: value for name, value in self.__dict__.items() if name not in ("_lock", "book")}

    def __setstate__(self, state: dict[str, object]) -> None:
        self.__dict__.update(state)
        self._lock = Lock()
        self.book = NameBook(self.article)

    def __post_init__(self) -> None:
        self.book = NameBook(self.article)
        for number, story in enumerate(self.stories):
            for index in story.articles:
                self._story_of[index] = number

    @classmethod
    def load(cls, paths: Sequence[Path]) -> Library:
        """Read files and folders; what cannot be read is listed in `refused`, the rest loads."""
        from reader.importers.registry import read_collection

        found = read_collection(paths)
        return cls.of(found.articles, [str(item) for item in found.refused], found.notices)

    @classmethod
    def of(
        cls, articles: Iterable[Article], refused: Iterable[str] = (), notices: Iterable[str] = ()
    ) -> Library:
        """Make a library of articles that are already read."""
        from reader.stories.group import group

        kept = tuple(articles)
        return cls(kept, group(kept), tuple(refused), tuple(notices))

    def article(self, index: int) -> Article:
        """Return an article by its index."""
        return self.articles[index]

    def story_of(self, index: int) -> Story:
        """Return the story that an article belongs to."""
        return self.stories[self._story_of[index]]

    def outlet_count(self, story: Story) -> int:
        """Return how many outlets tell a story."""
        return len({self.articles[index].outlet_name for index in story.articles})

    def others(self, index: int) -> list[int]:
        """Return the other articles of an article's story, in the story's order."""
        return [other for other in self.story_of(index).articles if other != index]

    def outlets(self) -> list[tuple[str, list[int]]]:
        """Return each outlet's name as shown with its articles, most articles first, then by name."""
        by_name: dict[str, list[int]] = {}
        for index, article in enumerate(self.articles):
            by_name.setdefault(article.outlet_name, []).append(index)
        return sorted(by_name.items(), key=lambda item: (-len(item[1]), item[0].casefold()))

    def find(self, article_id: str) -> int | None:
        """Return the index of the article with this id, or None."""
        for index, article in enumerate(self.articles):
            if article.id == article_id:
                return index
        return None

    def words(self, index: int) -> int:
        """Return the number of words of an article's running text."""
        found = self._words.get(index)
        if found is None:
            found = self._words[index] = self.articles[index].word_count()
        return found

    def folded(self, index: int) -> str:
        """Return outlet, headline and text of an article in small letters, for searching."""
        found = self._folded.get(index)
        if found is None:
            article = self.articles[index]
            found = f"{article.outlet_name} {article.title} {article.text}".casefold()
            self._folded[index] = found
        return found

    @property
    def desk(self) -> Desk:
        """Where the reader's acts are kept."""
        return self.book.desk

    @property
    def journal(self) -> Journal:
        """The journal of the reader's acts, in memory unless the desk has a file."""
        return self.desk.journal

    def names(self, index: int) -> Names:
        """Return the names of an article as the reader corrected them (some milliseconds the first time)."""
        return self.book.names(index)

    def known_names(self, index: int) -> Names | None:
        """Return an article's names if they are computed already, without computing them."""
        return self.book.known(index)

    def corrections(self, articles: Sequence[int]) -> tuple[Correction, ...]:
        """Return the reader's corrections of names that hold in these articles, oldest first."""
        return self.book.corrections(articles)

    def naming(self, index: int) -> tuple[list[int], list[Names], tuple[Called, ...]]:
        """Return the articles of an article's story, their names, and what each calls whom."""
        order = list(self.story_of(index).articles)
        return order, *self.book.naming(order)

    def story_counts(self, index: int) -> list[int]:
        """Return for each referent of an article its mentions in all the story's articles known so far."""
        return self.book.story_counts(index, self.others(index))

    def comparison(self, left: int, right: int) -> Comparison:
        """Return the comparison of two articles (some milliseconds the first time)."""
        found = self._comparisons.get((left, right))
        if found is None:
            from reader.comparison.compare import compare

            found = compare(self.articles[left], self.articles[right])
            with self._lock:
                found = self._comparisons.setdefault((left, right), found)
        return found

    def known_comparison(self, left: int, right: int) -> Comparison | None:
        """Return a comparison if it is computed already, without computing it."""
        return self._comparisons.get((left, right))

    def best_match(self, index: int, stop: Callable[[], bool] = lambda: False) -> int | None:
        """Return the article to compare this one with: of its story, the one with most linked passages.

        Another outlet's article is preferred to the same outlet's. None when the story has one article, or
        when `stop` says, between two comparisons, that nobody waits for the answer any more.
        """
        others = self.others(index)
        if len(others) < 2:
            return others[0] if others else None
        for other in others:
            if stop():
                return None
            self.comparison(index, other)
        outlet = self.articles[index].outlet_name

        def merit(other: int) -> tuple[bool, int, int]:
            return (
                self.articles[other].outlet_name != outlet,
                len(self.comparison(index, other).links),
                -other,
            )

        return max(others, key=merit)
