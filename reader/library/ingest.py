"""Sources into the library: read and cleaned by one process, written by another, resumable at any moment.

A batch is one transaction, and a file counts as read in the transaction of its last batch. Whatever ends the
work (the reader, a full disk, the machine) leaves the batches before it whole; adding the same sources again
passes over the files that are done and the articles that are there.
"""

from __future__ import annotations

import glob
import os
import time
from collections.abc import Callable, Generator, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from reader.importers.items import Notice, Refusal, Subscription
from reader.library.prepare import Prepared
from reader.library.reading import File, Made, read_files, read_stream
from reader.library.store import Store, Tally
from reader.text.safe import safe_line

BATCH = 1_000
"""Articles written in one transaction at most."""

_SECONDS = 2.0
_SAID = 100


@dataclass(slots=True)
class Report:
    """What became of the sources.

    Attributes:
        tally: What became of their articles.
        files: Files read.
        passed: Files passed over, as they have not changed since they were read.
        refused: What was not taken, and why, one line each; the first 1,000.
        refusals: How many were not taken.
        notices: What the reader should know, one line each; the first 1,000.
        feeds: Feeds that were noted for updates.
        stopped: Whether the work was ended before its end.
        seconds: How long it took.
    """

    tally: Tally = field(default_factory=Tally)
    files: int = 0
    passed: int = 0
    refused: list[str] = field(default_factory=list)
    refusals: int = 0
    notices: list[str] = field(default_factory=list)
    feeds: int = 0
    stopped: bool = False
    seconds: float = 0.0


class Progress(NamedTuple):
    """How far the work is.

    Attributes:
        articles: Articles read so far.
        share: Roughly how much of the sources' bytes was read, 0 to 1.
        seconds: Seconds since the beginning.
    """

    articles: int
    share: float
    seconds: float

    @property
    def rate(self) -> float:
        """Articles a second."""
        return self.articles / self.seconds if self.seconds else 0.0

    @property
    def remaining(self) -> float:
        """Seconds that are left, as far as one can tell."""
        return self.seconds * (1 - self.share) / self.share if self.share else 0.0


def ingest(
    store: Store,
    sources: Sequence[str],
    *,
    progress: Callable[[Progress], None] = lambda _: None,
    stop: Callable[[], bool] = lambda: False,
    again: bool = False,
) -> Report:
    """Take articles into the library.

    Args:
        store: The library.
        sources: Files, folders, patterns such as `*.txt`, or `-` for standard input.
        progress: Called now and then.
        stop: Asked now and then; what is done stays when it says yes.
        again: Whether files are read that have not changed.

    Raises:
        LibraryError: The library cannot be written to; the batches before stay.
    """
    report = Report()
    files, piped = _files(store, sources, report, again)
    began = time.monotonic()
    taker = _Taker(store, report, sum(file.size for file in files), progress, began)
    try:
        for made in _made(files, piped):
            taker.take(made)
            if stop():
                report.stopped = True
                break
        taker.write()
    except KeyboardInterrupt:
        report.stopped = True
        taker.write()  # What was read so far is not read again; a second Ctrl-C ends this too.
    report.seconds = time.monotonic() - began
    return report


def _made(files: list[File], piped: bool) -> Generator[Made, None, None]:
    if piped:
        yield from read_stream()
    with closing(read_files(files)) as made:
        yield from made


class _Taker:
    """Gathers what is read into batches, and writes them."""

    def __init__(
        self, store: Store, report: Report, size: int, progress: Callable[[Progress], None], began: float
    ) -> None:
        self._store, self._report, self._progress = store, report, progress
        self._began = self._written = began
        self._size = max(1, size)
        self._past = self._within = self._articles = 0
        self._batch: list[Prepared] = []
        self._done: list[File] = []
        self._feeds: list[Subscription] = []

    def take(self, made: Made) -> None:
        """Take one thing that was read."""
        report = self._report
        if isinstance(made, Prepared):
            self._batch.append(made)
            self._articles += 1
            self._within += len(made.body)
            if not self._articles % _SAID:
                self._say()
        elif isinstance(made, Refusal):
            report.refusals += 1
            if len(report.refused) < 1_000:
                report.refused.append(str(made))
        elif isinstance(made, Notice):
            if len(report.notices) < 1_000:
                report.notices.append(str(made))
        elif isinstance(made, Subscription):
            self._feeds.append(made)
        else:
            self._done.append(made.file)
            self._past += made.file.size
            self._within = 0
            report.files += 1
        if len(self._batch) >= BATCH or time.monotonic() - self._written > _SECONDS:
            self.write()

    def write(self) -> None:
        """Write what was gathered, in one transaction."""
        if self._batch or self._done or self._feeds:
            with self._store.writing() as connection:
                tally = self._store.add_within(connection, self._batch)
                connection.executemany(
                    "INSERT OR REPLACE INTO source(path, root, size, changed) VALUES (?, ?, ?, ?)",
                    [(file.path, file.root, file.size, file.changed) for file in self._done],
                )
                connection.executemany(
                    "INSERT OR REPLACE INTO feed(url, title, page, folders) VALUES (?, ?, ?, ?)",
                    [(feed.url, feed.title, feed.page, "\n".join(feed.folders)) for feed in self._feeds],
                )
            self._report.tally.add(tally)
            self._report.feeds += len(self._feeds)
            self._batch, self._done, self._feeds = [], [], []
        self._written = time.monotonic()
        self._say()

    def _say(self) -> None:
        share = min(1.0, (self._past + self._within) / self._size)
        self._progress(Progress(self._articles, share, time.monotonic() - self._began))


def _files(store: Store, sources: Sequence[str], report: Report, again: bool) -> tuple[list[File], bool]:
    """Return the files to be read, and whether standard input is; remember the places for updates."""
    from reader.importers.folder import find_sources

    known = {
        path: (size, changed) for path, size, changed in store.rows("SELECT path, size, changed FROM source")
    }
    found: dict[str, File] = {}
    places: list[str] = []
    for source in sources:
        if source == "-":
            continue
        named = _named(source)
        if not named:
            report.refusals += 1
            report.refused.append(f"{safe_line(source)}: no such file or folder")
        for path in named:
            places.append(os.path.abspath(path))
            listed = find_sources(Path(path))
            report.notices += listed.notices
            report.refused += [f"{name}: {reason}" for name, reason in listed.refused]
            report.refusals += len(listed.refused)
            for each in listed.files:
                file = _look_at(each, listed.root)
                if not again and known.get(file.path) == (file.size, file.changed):
                    report.passed += 1
                else:
                    found.setdefault(file.path, file)
    if places:
        with store.writing() as connection:
            connection.executemany(
                "INSERT OR IGNORE INTO place(path) VALUES (?)", [(place,) for place in places]
            )
    return list(found.values()), "-" in sources


def _named(source: str) -> list[str]:
    """Return the paths that an argument names: itself, or what its pattern matches."""
    if os.path.lexists(source):
        return [source]
    return sorted(glob.glob(source, recursive=True)) if glob.has_magic(source) else []


def _look_at(path: Path, root: Path) -> File:
    from reader.importers.sidecar import DEFAULTS_NAME

    size = changed = 0
    with suppress(OSError, ValueError):  # Reading it will say what is wrong with it.
        status = path.stat()
        size, changed = status.st_size, status.st_mtime_ns
    for beside in (path.with_name(f"{path.name}.toml"), path.with_name(DEFAULTS_NAME)):
        with suppress(OSError, ValueError):
            changed = max(changed, beside.stat().st_mtime_ns)
    return File(os.path.abspath(path), os.path.abspath(root), size, changed)
