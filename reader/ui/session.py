"""What all screens share: the library, the keys, the state, and the engines run off the screen's thread."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from reader.library.config import Config
from reader.library.desk import Desk
from reader.library.state import Place, State
from reader.ui.keymap import Keymap

if TYPE_CHECKING:
    from reader.article import Article
    from reader.library.collection import Library
    from reader.library.paths import UserPaths


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

    def __post_init__(self) -> None:
        self.desk = Desk(self.files.library if self.files else None)
        self.take(self.library)

    def take(self, library: Library) -> None:
        """Go on with this collection; what the reader did holds in it as in the one before."""
        library.book.desk = self.desk
        library.book.model = self.config.names_spacy
        self.library = library

    def article(self, index: int) -> Article:
        """Return an article as it is shown."""
        return self.library.article(index)

    def undo(self) -> str:
        """Take back what the reader did last, and return one line that says what it was."""
        act = self.desk.journal.undo() if self.desk.begun else None
        return f"undone: {act.said}" if act else "There is nothing to undo."

    def redo(self) -> str:
        """Do again what was undone last, and return one line that says what it was."""
        act = self.desk.journal.redo() if self.desk.begun else None
        return f"done again: {act.said}" if act else "There is nothing to do again."

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
