"""What all screens share: the library, the keys, the state, and the engines run off the screen's thread."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from reader.article import READING_ROLES, Article
from reader.library.config import Config
from reader.library.desk import Desk
from reader.library.engines import Kept
from reader.library.state import Place, State
from reader.ui.keymap import Keymap

if TYPE_CHECKING:
    from reader.comparison.matrix import Matrix
    from reader.comparison.naming import Called
    from reader.comparison.word_lists import WordLists
    from reader.entities.model import Names
    from reader.library.door import Library
    from reader.library.paths import UserPaths
    from reader.ui.blinds import Blinds
    from reader.ui.import_job import ImportJob

MOST_TABLES = 32
"""How many stories' matrices are kept, those used last."""
MOST_COVERED = 200
"""How many articles' names are kept as blind mode shows them."""


@dataclass
class Session:
    """One run of the program.

    Attributes:
        paths: Files and folders that were opened.
        library: What they hold.
        keymap: Keys in force.
        config: Settings in force.
        state: Remembered places and theme.
        files: Where the reader's own files are; None keeps nothing (tests).
        notices: Lines to show once, at the start.
        trail: Places to go back to, latest last: screen, ids of its articles, text offset.
        blinds: What hides the outlets in blind mode; None while they are shown.
        desk: Where the reader's acts are kept: in the library's file, or in memory without files.
    """

    paths: Sequence[Path]
    library: Library
    keymap: Keymap
    config: Config = field(default_factory=Config)
    state: State = field(default_factory=State)
    files: UserPaths | None = None
    notices: list[str] = field(default_factory=list)
    trail: list[tuple[str, tuple[str, ...], int]] = field(default_factory=list)
    desk: Desk = field(init=False)
    blinds: Blinds | None = None
    importing: ImportJob | None = None
    """The import that was begun last."""
    tables: Kept[tuple[int, ...], tuple[object, Matrix]] = field(default_factory=lambda: Kept(MOST_TABLES))
    """Stories' matrices by their articles, each with the version of the acts it was made with."""
    words_problem: str = ""
    """Why the reader's word lists are not used, until a screen has said it."""
    turning: bool = False
    """Whether many articles are being corrected back, or once more, by an undo or redo."""
    _word_lists: WordLists | None = None
    _blinds: Blinds | None = None
    _blind_names: Kept[str, tuple[Article, Names]] = field(default_factory=lambda: Kept(MOST_COVERED))

    def __post_init__(self) -> None:
        self.desk = self.library.book.desk
        self.take(self.library)

    def take(self, library: Library) -> None:
        """Go on with this collection; what the reader did holds in it as in the one before."""
        library.go_on_from(self.library)
        self.desk = library.book.desk
        library.book.model = self.config.names_spacy
        self.library = library
        self.tables.clear()

    @property
    def is_own(self) -> bool:
        """Whether what is open is the reader's own library, which is imported into."""
        return self.files is not None and self.library.store.path == self.files.library

    def article(self, index: int) -> Article:
        """Return an article as it is shown: in blind mode one that does not tell its outlet."""
        # A key may take the blinds off while a worker asks.
        article, blinds = self.library.article(index), self.blinds
        if blinds is None:
            return article
        outlets = self.library.store.rows_of(
            "SELECT o.name FROM article a JOIN outlet o ON o.id = a.outlet WHERE a.number IN (?)"
            " GROUP BY o.id ORDER BY min(a.number)",
            self.library.told_with(index),
        )
        return blinds.article(article, dict.fromkeys(name for (name,) in outlets))

    def outlet(self, name: str) -> str:
        """Return an outlet's name as it is shown."""
        blinds = self.blinds
        return blinds.name(name) if blinds is not None else name

    def unnamed(self, words: str) -> str:
        """Return words that are no article's, a tag or a name, as they are shown: blind without an outlet."""
        blinds = self.blinds
        if blinds is None:
            return words
        return blinds.unnamed(words, (name for name, _ in self.library.sidebar().outlets))

    def tells(self, words: str) -> bool:
        """Tell whether words may not be offered, as outlets are hidden and they hold some of a name."""
        blinds = self.blinds
        if blinds is None:
            return False
        return blinds.tells(words, (name for name, _ in self.library.sidebar().outlets))

    def names(self, index: int) -> Names:
        """Return the names of an article as it is shown; those of the library are found only once."""
        if self.blinds is None:
            return self.library.names(index)
        article = self.article(index)
        kept = self._blind_names.get(article.id)
        if kept is not None and kept[0] == article:
            return self._corrected(index, kept[1])
        from reader.entities.names import find_names

        blocks = [block.span for block in article.blocks() if block.role in READING_ROLES]
        found = find_names(article.text, blocks, language=article.language or "en")
        self._blind_names.replace(article.id, (article, found))
        return self._corrected(index, found)

    def _corrected(self, index: int, found: Names) -> Names:
        """Return a covered article's names as the reader corrected them."""
        rules = self.library.book.corrections([index])
        if not rules:
            return found
        from reader.entities.corrections import apply_corrections

        return apply_corrections(found, self.article(index).text, rules)

    def naming(self, index: int) -> tuple[list[int], list[Names], tuple[Called, ...]]:
        """Return the articles of an article's story, their names, and what each calls whom.

        In blind mode nothing is said of what they call whom: an outlet's words of its own tell it.
        """
        if self.blinds is None:
            return self.library.naming(index)
        from reader.comparison.naming import story_naming
        from reader.entities.settle import settle

        order = list(self.library.told_with(index))
        names = settle([self.names(number) for number in order])
        articles = [self.article(number) for number in order]
        called = story_naming(articles, names, self.library.book.corrections(order))
        return order, names, tuple(replace(one, labels=((),) * len(order)) for one in called)

    def known_names(self, index: int) -> Names | None:
        """Return an article's names if they are found already."""
        if self.blinds is None:
            return self.library.known_names(index)
        article = self.article(index)
        kept = self._blind_names.get(article.id)
        return self._corrected(index, kept[1]) if kept is not None and kept[0] == article else None

    def word_lists(self) -> WordLists:
        """Return the word lists, the reader's over the program's; where those cannot be read, only these."""
        if self._word_lists is None:
            from reader.comparison.word_lists import WordListError, WordLists

            try:
                self._word_lists = WordLists.load(self.files.words if self.files else None)
            except WordListError as error:
                self.words_problem = f"{error}; the program's own word lists are used"
                self._word_lists = WordLists.load()
        return self._word_lists

    def turn_blind(self) -> bool:
        """Hide whose articles these are, or show it again; return whether it is hidden now."""
        from reader.ui.blinds import Blinds

        if self._blinds is None:
            self._blinds = Blinds()  # Kept for the run: an outlet has the same letter the next time.
        self.blinds = self._blinds if self.blinds is None else None
        return self.blinds is not None

    def undo(self) -> str:
        """Take back what the reader did last, and return one line that says what it was."""
        return self.library.undo() or "There is nothing to undo."

    def redo(self) -> str:
        """Do again what was undone last, and return one line that says what it was."""
        return self.library.redo() or "There is nothing to do again."

    def remember(self, place: Place, *articles: int) -> None:
        """Keep the place in an article or a pair."""
        self.state.remember(place, *(self.library.article(index).id for index in articles))

    def leave_at(self, *articles: int) -> None:
        """Remember what was open, or under the cursor, when the program ended."""
        self.state.last = tuple(self.library.article(index).id for index in articles)

    def left_at(self) -> int | None:
        """Return the article that was open last, if it is in this collection."""
        return self.library.find(self.state.last[0]) if self.state.last else None

    def place(self, *articles: int) -> Place:
        """Return the remembered place in an article or a pair."""
        return self.state.place(*(self.library.article(index).id for index in articles))

    def save(self) -> str:
        """Write the state; return one line on what went wrong, or ""."""
        if self.files is None:
            return ""
        from reader.library.state import save_state

        try:
            save_state(self.state, self.files.state)
        except OSError as error:
            return f"the place could not be saved: {error.strerror or type(error).__name__}"
        return ""
