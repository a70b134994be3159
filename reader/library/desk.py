"""The reader's journal for one run: opened when first needed, and its acts as corrections and judgements.

Opening costs an import of SQLite and a file, which the first paint does not wait for. Nothing is made on disk
before the reader's first act.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from reader.library.paths import may_be_there

if TYPE_CHECKING:
    from reader.library.corrections import NameCorrections
    from reader.library.journal import Journal
    from reader.library.judgements import Judgements


class Desk:
    """Where the reader's acts are kept.

    Args:
        path: The library's file; None keeps the acts in memory, until the end of the run.
        opener: Opens the journal, for a store that has one of its own in that file.
        coder: Who acts, as set in the configuration; "" when nobody is named.
    """

    def __init__(
        self, path: Path | None = None, opener: Callable[[], Journal] | None = None, coder: str = ""
    ) -> None:
        self._path = path
        self._opener = opener
        self._coder = coder
        self._journal: Journal | None = None
        self._corrections: NameCorrections | None = None
        self._judgements: Judgements | None = None
        self._lock = Lock()
        self.problem = ""
        """One line on why acts are kept for this run alone, though a file was given; else ""."""

    @property
    def journal(self) -> Journal:
        """The journal, made if there is none; in memory where the file cannot be used."""
        with self._lock:
            if self._journal is None:
                self._journal = self._opened()
            return self._journal

    def _opened(self) -> Journal:
        from reader.library.journal import Journal
        from reader.library.schema import LibraryError, open_database

        try:
            if self._opener is not None:
                return self._opener()
            # The library's own tables are made with it, so that articles may be added later.
            if self._path is not None:
                return Journal(open_database(self._path), self._coder)
        except LibraryError as error:
            self.problem = f"{error}; what you do is kept for this run only"
        except OSError as error:
            why = error.strerror or type(error).__name__
            self.problem = f"{self._path}: {why}; what you do is kept for this run only"
        return Journal.in_memory(self._coder)

    @property
    def begun(self) -> bool:
        """Whether there is anything to read: an open journal, or a file of an earlier run."""
        return self._journal is not None or (self._path is not None and may_be_there(self._path))

    @property
    def version(self) -> tuple[int, int] | None:
        """A value that changes whenever an act is made, undone or redone; None while nothing is open."""
        return self._journal.version() if self._journal is not None else None

    @property
    def names(self) -> NameCorrections:
        """The reader's corrections of names."""
        if self._corrections is None:
            from reader.library.corrections import NameCorrections

            self._corrections = NameCorrections(self.journal)
        return self._corrections

    @property
    def judgements(self) -> Judgements:
        """The reader's verdicts, notes, codes and stars."""
        if self._judgements is None:
            from reader.library.judgements import Judgements

            self._judgements = Judgements(self.journal)
        return self._judgements
