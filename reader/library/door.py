"""The one door to a library, whether it is a file of a million articles or a folder that was opened.

Screens and commands ask for pages, counts and single articles, never for everything. Articles are known
by their numbers while the library is open, and by their ids from one run to the next. A folder that is
opened becomes a library in memory; what the reader says of its articles is kept in the library's file all
the same.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from reader.article import Article
from reader.library.desk import Desk
from reader.library.engines import Engines
from reader.library.listing import ALL_ORDERS, BY_STORY, Listing, Row
from reader.library.paths import may_be_there
from reader.library.shelf import Shelf, Sidebar
from reader.library.store import Store

if TYPE_CHECKING:
    from reader.comparison.model import Comparison
    from reader.comparison.naming import Called
    from reader.entities.corrections import Correction
    from reader.entities.model import Names
    from reader.library.journal import Act, Journal
    from reader.library.marks import Marks
    from reader.library.name_book import NameBook

__all__ = ["ALL_ORDERS", "BY_STORY", "Library", "Row", "Sidebar"]


class Library(Shelf):
    """An open library: its shelf, what the engines say, and what the reader does.

    Every method may be called from any thread.

    Args:
        store: Where its articles are.
        own: The file that the reader's acts are kept in, when it is another one than the store's; it is made
            with the first act. None forgets them at the end.
        coder: Who acts.

    Attributes:
        refused: One line for each source that could not be read.
        notices: One line for each thing that the reader should know about the loading.
    """

    def __init__(self, store: Store, *, own: Path | None = None, coder: str = "") -> None:
        super().__init__(store)
        self.refused: tuple[str, ...] = ()
        self.notices: tuple[str, ...] = ()
        self._own = own
        self._coder = coder
        self._marks: Marks | None = None
        self._damaged: Path | None = None
        self._engines = Engines(self.article)
        if own is not None and may_be_there(own):
            self._adopt()
        self.book.desk = Desk(self._own if self._own is not None else store.path, lambda: self.marks.journal)

    @classmethod
    def open(cls, path: Path, *, read_only: bool = False, coder: str = "") -> Library:
        """Open a library's file.

        Raises:
            LibraryError: It is broken, not a library, or not accessible.
        """
        return cls(Store(path, read_only=read_only), coder=coder)

    @classmethod
    def of_paths(cls, paths: Sequence[Path], *, own: Path | None = None, coder: str = "") -> Library:
        """Read files and folders into a library in memory; what cannot be read is in `refused`.

        They are read in this process, which a bad file may end; `entrance` reads them in another.
        """
        from reader.importers.registry import read_collection
        from reader.library.standing import read_standing

        found, standing = read_collection(paths), read_standing()
        library = cls.of(map(standing.apply, found.articles), own=own, coder=coder)
        library.refused = tuple(str(item) for item in found.refused)
        library.notices += (*standing.problems, *found.notices)
        return library

    @classmethod
    def of(cls, articles: Iterable[Article], *, own: Path | None = None, coder: str = "") -> Library:
        """Make a library in memory of articles that are already read."""
        from reader.library.grouping import link_all
        from reader.library.prepare import prepare

        store = Store()
        store.add([prepare(article) for article in articles])
        link_all(store)
        return cls(store, own=own, coder=coder)

    def _adopt(self) -> None:
        """Give the articles what the reader said of them before; one who cannot be asked is not relied on."""
        from reader.library.schema import LibraryError

        try:
            self.marks.adopt()
        except LibraryError as error:
            self._own, self._marks = None, None
            self.notices = (f"{error}; what you do is kept for this run only",)

    def damage(self, stop: Callable[[], bool] = lambda: False) -> str:
        """Look for damage to the library's file; where there is some, write no more and return a line on it.

        It takes its time, for a thread that has nothing else to do.
        """
        from reader.library.check import damage

        path = self._own if self._own is not None else self.store.path
        found = damage(path, stop) if path is not None and os.path.exists(path) else ""
        if found and path is not None:
            self._spare(path)
        return found

    def _spare(self, path: Path) -> None:
        """Write no more to a file that is damaged."""
        self._damaged = path
        if self._marks is None and self._own == path:
            self._own = None  # It would be opened with the first act.
        for store in (self.store, *([self._marks.store] if self._marks is not None else [])):
            if store.path == path:
                store.protect()

    def go_on_from(self, before: Library) -> None:
        """Go on with what the reader said in a library that this one replaces, where no file keeps it.

        What was found of a damaged file holds on too.
        """
        if before._damaged is not None:
            self._spare(before._damaged)
        if before is not self and before._own is None and before.store.path is None and before._marks:
            self._marks = before._marks
            self._marks.repeat_in(self.store)
            self.book.desk = before.book.desk

    def close(self) -> None:
        """Close the files."""
        if self._marks is not None and self._marks.store is not self.store:
            self._marks.store.close()
        self.store.close()

    def work(self, stop: Callable[[], bool] = lambda: False) -> bool:
        """Do a little of what can wait, grouping, then names; tell whether there was anything to do.

        For a thread that has nothing else to do. Each call is short, and what it has done is kept.
        """
        from reader.library.grouping import link_pending
        from reader.library.naming import name_pending

        done = bool(link_pending(self.store, 100) or name_pending(self.store, 20, stop))
        if done:
            self.refresh()
        return done

    # Engines

    def names(self, number: int) -> Names:
        """Return the names of an article (some milliseconds the first time)."""
        return self._engines.names(number)

    def known_names(self, number: int) -> Names | None:
        """Return an article's names if they are computed already, without computing them."""
        return self._engines.known_names(number)

    @property
    def book(self) -> NameBook:
        """The names, and where the reader's corrections of them are kept."""
        return self._engines.book

    def corrections(self, numbers: Sequence[int]) -> tuple[Correction, ...]:
        """Return the reader's corrections of names that hold in these articles, oldest first."""
        return self.book.corrections(numbers)

    def naming(self, number: int) -> tuple[list[int], list[Names], tuple[Called, ...]]:
        """Return the articles of an article's story, their names, and what each calls whom."""
        order = list(self.told_with(number))
        return order, *self.book.naming(order)

    def story_counts(self, number: int) -> list[int]:
        """Return for each referent of an article its mentions in all the story's articles known so far."""
        return self._engines.story_counts(number, self.others(number))

    def comparison(self, left: int, right: int) -> Comparison:
        """Return the comparison of two articles (some milliseconds the first time)."""
        return self._engines.comparison(left, right)

    def known_comparison(self, left: int, right: int) -> Comparison | None:
        """Return a comparison if it is computed already, without computing it."""
        return self._engines.known_comparison(left, right)

    def best_match(self, number: int, stop: Callable[[], bool] = lambda: False) -> int | None:
        """Return the article of its story to compare this one with, another outlet's if there is one."""
        return self._engines.best_match(number, self.others(number), stop)

    # What the reader does; each returns what to say of it, "" when nothing was to be done.

    @property
    def marks(self) -> Marks:
        """The reader's acts, in the file that keeps them."""
        if self._marks is None:
            from reader.library.marks import Marks

            store = self.store if self._own is None else Store(self._own)
            self._marks = Marks(store, self._coder, None if self._own is None else self.store)
        return self._marks

    @property
    def journal(self) -> Journal:
        """The journal of the reader's acts."""
        return self.book.desk.journal

    def set_read(self, which: str | Sequence[int], value: bool = True) -> str:
        """Mark articles, or all that a query finds, as read or unread."""
        return self._state("read", which, value, "marked read" if value else "marked unread")

    def note_read(self, number: int) -> None:
        """Note that an article was opened, which is not an act and so not undone."""
        if self.marks.store.read_only:
            return
        for id in self._ids([number]):
            self.marks.note_read(id)
        self.refresh()

    def star(self, which: str | Sequence[int], value: bool = True) -> str:
        """Give articles a star, or take it off."""
        return self._state("starred", which, value, "starred" if value else "star taken off")

    def trash(self, which: str | Sequence[int], value: bool = True) -> str:
        """Put articles into the trash, or back; `is:trashed` lists what is there."""
        return self._state("trashed", which, value, "put in the trash" if value else "taken from the trash")

    def tag(self, which: str | Sequence[int], tag: str, value: bool = True) -> str:
        """Put a tag on articles, or take it off."""
        from reader.text.safe import safe_line

        tag = safe_line(tag)
        said = f"tagged {tag}" if value else f"tag {tag} taken off"
        ids = self._ids(which)
        return self._did(self.marks.set_tag(tag, ids, value, said) if tag else None)

    def untag(self, which: str | Sequence[int], tag: str) -> str:
        """Take a tag off articles."""
        return self.tag(which, tag, False)

    def merge_stories(self, numbers: Sequence[int]) -> str:
        """Join the stories of these articles into one, whatever the machine says."""
        return self._did(self.marks.merge(self._ids(numbers), "stories joined"))

    def split_from_story(self, number: int) -> str:
        """Take an article out of its story; it is a story of its own from then on."""
        mates = self._ids(self.others(number))
        (id,) = self._ids([number])
        return self._did(self.marks.split(id, mates, "taken out of its story") if mates else None)

    def save_query(self, name: str, query: str) -> None:
        """Keep a query under a name; an empty query forgets it.

        Raises:
            QueryError: It cannot be understood; what was kept before stays.
        """
        from reader.text.safe import safe_line

        self.listing(query, "newest")
        for store in {id(store): store for store in (self.marks.store, self.store)}.values():
            with store.writing() as connection:
                connection.execute("DELETE FROM saved WHERE name = ?", (safe_line(name),))
                if query.strip():
                    values = (safe_line(name), safe_line(query))
                    connection.execute("INSERT INTO saved(name, query) VALUES (?, ?)", values)

    def undo(self) -> str:
        """Take the latest act back; return what was undone, "" when there is nothing.

        Raises:
            LibraryError: It cannot be taken back; all is as it was.
        """
        return self._turned(self.marks.undo, "undone")

    def redo(self) -> str:
        """Do again what was undone last; return what it was, "" when there is nothing.

        Raises:
            LibraryError: It cannot be done again; all is as it was.
        """
        return self._turned(self.marks.redo, "done again")

    @property
    def moves(self) -> int:
        """How often an article got another number, as its date was corrected."""
        return self._marks.moves if self._marks is not None else 0

    def settle(self) -> None:
        """Group articles that were corrected, and show them as they are now."""
        from reader.library.grouping import link_all

        link_all(self.store)
        self.reload()

    def _turned(self, turn: Callable[[], Act | None], how: str) -> str:
        """Undo or redo an act, show what that changed, and return what to say of it."""
        from reader.importers.errors import Refused
        from reader.library.marks import KIND
        from reader.library.schema import LibraryError

        try:
            act = turn()
        except Refused as error:
            raise LibraryError(str(error)) from error
        except OSError as error:
            raise LibraryError(f"{error.filename or 'a file'}: {error.strerror or error}") from error
        if act is not None and act.kind.startswith(f"{KIND}."):
            self.settle()
        self.refresh()
        return "; ".join([f"{how}: {act.said}", *self.marks.left]) if act else ""

    def reload(self) -> None:
        """Read articles and lists anew, after articles were added or read otherwise than before."""
        self._engines.clear()
        super().reload()

    def _state(self, name: str, which: str | Sequence[int], value: bool, said: str) -> str:
        ids = self._ids(which)
        return self._did(self.marks.set_state(name, ids, value, said))

    def _did(self, act: object) -> str:
        self.refresh()
        return str(getattr(act, "said", ""))

    def _ids(self, which: str | Sequence[int]) -> list[str]:
        numbers = (
            list(Listing(self.store, which, "newest").search.everything())
            if isinstance(which, str)
            else which
        )
        found = dict(self.store.rows_of("SELECT number, id FROM article WHERE number IN (?)", numbers))
        return [found[number] for number in numbers if number in found]
