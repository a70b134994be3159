"""An import at work behind the screens: begun by one, it goes on when the reader leaves that screen."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reader.library.ingest import Progress, Report

_LOOKED_AT = 20_000


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be imported.

    Attributes:
        sources: Paths, patterns and addresses.
        text: A text that was pasted; "" without.
        again: Whether all that was added before is looked at again, instead.
    """

    sources: tuple[str, ...] = ()
    text: str = ""
    again: bool = False

    @classmethod
    def of_paste(cls, text: str) -> Wanted:
        """Return what somebody pasted: addresses or paths, one a line, or else a text."""
        from reader.library.places import is_address

        lines = [line.strip() for line in islice(text.split("\n"), 5_001) if line.strip()]
        if lines and len(lines) <= 5_000 and all(is_address(line) or _is_path(line) for line in lines):
            return cls(tuple(map(os.path.expanduser, lines)))
        return cls(text=text)

    def __str__(self) -> str:
        if self.again:
            return "what was added before"
        if self.text:
            return f"a pasted text of {len(self.text):,} characters"
        return f"{len(self.sources):,} sources" if len(self.sources) > 1 else "".join(self.sources)


def _is_path(line: str) -> bool:
    # Of what was pasted anything may come: a home of nobody's, a name that no file system takes.
    return line.startswith(("/", "~", "./", "../")) and os.path.exists(os.path.expanduser(line))


class ImportJob:
    """One import into a library's file. `run` is for a thread; all else may be asked at any time.

    Attributes:
        wanted: What is imported.
        progress: How far reading and writing are; None before the first article.
        grouping: How many articles are left to be grouped into stories; None before that begins.
        report: What became of the sources, once they are read.
        problem: Why it ended early, one line, or "".
        done: Whether it has ended.
        stopping: Whether it was told to end.
        cancelled: Tells whether nobody waits for it any more, as the program ends.
    """

    def __init__(self, library: Path, wanted: Wanted) -> None:
        self._library = library
        self.wanted = wanted
        self.progress: Progress | None = None
        self.grouping: int | None = None
        self.report: Report | None = None
        self.problem = ""
        self.done = False
        self.stopping = False
        self.cancelled: Callable[[], bool] = lambda: False

    def stop(self) -> None:
        """End it soon; what is done is kept."""
        self.stopping = True

    def run(self) -> None:
        """Import, then group into stories."""
        from reader.library.ingest import ingest, update
        from reader.library.schema import LibraryError
        from reader.library.store import Store

        pasted: Sequence[tuple[str, bytes]] = ()
        if self.wanted.text:
            pasted = [("pasted", self.wanted.text.encode("utf-8", "replace"))]
        try:
            # A connection of its own, so that no screen waits for a batch to be written.
            with Store(self._library) as store:
                if self.wanted.again:
                    self.report = update(store, progress=self._see, stop=self._is_over)
                else:
                    self.report = ingest(
                        store, self.wanted.sources, pasted=pasted, progress=self._see, stop=self._is_over
                    )
                self._group(store)
        except (LibraryError, OSError) as error:
            self.problem = str(error)
        except Exception as error:  # A mistake of ours ends the import, and not the reading.
            self.problem = f"unexpected {type(error).__name__}: {error}; what was done before is kept"
        finally:
            self.done = True

    def _is_over(self) -> bool:
        return self.stopping or self.cancelled()

    def _see(self, progress: Progress) -> None:
        self.progress = progress

    def _group(self, store: object) -> None:
        """Group until nothing is left; what remains is grouped when somebody reads the library."""
        from reader.library.grouping import link_pending
        from reader.library.store import Store

        assert isinstance(store, Store)
        self.grouping = int(store.value("SELECT count(*) FROM vector WHERE linked = 0"))
        while not self._is_over() and (done := link_pending(store, 500)):
            self.grouping = max(0, self.grouping - done)


def completions(text: str, most: int = 200) -> list[str]:
    """Return the folders and sources that a path begun so could become, folders first."""
    from reader.importers.folder import is_source
    from reader.text.safe import safe_line

    if "://" in text or not text:
        return []
    head, slash, begun = text.rpartition("/")
    folder = os.path.expanduser(head + slash) if slash else "."

    def listed() -> Iterator[tuple[bool, str]]:
        with os.scandir(folder) as entries:
            for entry in islice(entries, _LOOKED_AT):
                name = entry.name
                if name != safe_line(name):
                    continue  # It cannot be typed, and its folder still can.
                if not name.startswith(begun) or (name.startswith(".") and not begun.startswith(".")):
                    continue
                if entry.is_dir():
                    yield False, f"{name}/"
                elif is_source(name):
                    yield True, name

    try:
        return [f"{head}{slash}{name}" for _, name in sorted(listed())[:most]]
    except OSError:
        return []


def common_start(names: Sequence[str], begun: str) -> str:
    """Return how far all of these names are the same, at least what was begun."""
    start = names[0] if names else ""
    while start and not all(name.startswith(start) for name in names):
        start = start[:-1]
    return start if len(start) > len(begun) else begun
