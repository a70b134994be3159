"""Sources into the library: read and cleaned by one process, written by another, resumable at any moment.

A batch is one transaction, and a file counts as read in the transaction of its last batch. Whatever ends the
work (the reader, a full disk, the machine) leaves the batches before it whole; adding the same sources again
passes over the files that are done and the articles that are there.
"""

from __future__ import annotations

import io
import os
import sys
import time
from collections.abc import Callable, Generator, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from reader.importers.items import Notice, Refusal, Subscription
from reader.library.paths import may_be_there
from reader.library.places import is_address, look, remember
from reader.library.prepare import Prepared
from reader.library.reading import MOST, File, Made, read_files, read_stream
from reader.library.standing import read_standing
from reader.library.store import Store, Tally
from reader.library.visits import Visited, known_feeds, subscribe
from reader.library.visits import remember as remember_feeds
from reader.text.safe import safe_line

if TYPE_CHECKING:
    from reader.importers.fetching.state import FeedState, FetchSettings

BATCH = 1_000
"""Articles written in one transaction at most."""

_SECONDS = 2.0
_SAID = 100
_LINES = 1_000
_VISIT = 20_000
"""So many bytes a visit to an address counts in the progress."""


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
        gone: Places that are not there any more.
        feeds: Feeds that were noted for updates.
        fetched: Pages and feeds that gave something new.
        stopped: Whether the work was ended before its end.
        seconds: How long it took.
    """

    tally: Tally = field(default_factory=Tally)
    files: int = 0
    passed: int = 0
    refused: list[str] = field(default_factory=list)
    refusals: int = 0
    notices: list[str] = field(default_factory=list)
    gone: int = 0
    feeds: int = 0
    fetched: int = 0
    stopped: bool = False
    seconds: float = 0.0

    def refuse(self, line: str) -> None:
        """Note that something was not taken, and why."""
        self.refusals += 1
        if len(self.refused) < _LINES:
            self.refused.append(line)


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
    most: int = MOST,
    pasted: Sequence[tuple[str, bytes]] = (),
    settings: FetchSettings | None = None,
) -> Report:
    """Take articles into the library.

    Args:
        store: The library.
        sources: Files, folders, patterns such as `*.txt`, addresses of pages and feeds, or `-` for standard
            input.
        progress: Called now and then.
        stop: Asked now and then; what is done stays when it says yes.
        again: Whether files are read that have not changed.
        most: Most articles of one source; 0 takes them all.
        pasted: Texts that were pasted, each with a name.
        settings: How the web is asked.

    Raises:
        LibraryError: The library cannot be written to; the batches before stay.
    """
    work = _Work(store, progress, stop, most)
    streams = [*pasted, *([("-", None)] if "-" in sources else [])]
    addresses = [source.strip() for source in sources if is_address(source)]
    paths = [source for source in sources if source != "-" and not is_address(source)]
    return work.done(paths, again, streams, addresses=addresses, settings=settings)


def update(
    store: Store,
    *,
    progress: Callable[[Progress], None] = lambda _: None,
    stop: Callable[[], bool] = lambda: False,
    most: int = MOST,
    settings: FetchSettings | None = None,
) -> Report:
    """Take what is new or changed in the places that were added, and in the feeds that are due.

    Args:
        store: The library.
        progress: Called now and then.
        stop: Asked now and then; what is done stays when it says yes.
        most: Most articles of one source; 0 takes them all.
        settings: How feeds are asked for.

    Raises:
        LibraryError: The library cannot be written to; the batches before stay.
    """
    work = _Work(store, progress, stop, most)
    places = [path for (path,) in store.rows("SELECT path FROM place ORDER BY path")]
    gone = [path for path in places if not os.path.lexists(path) and not may_be_there(Path(path))]
    for path in gone:
        work.report.notices.append(
            f"{safe_line(path)}: is not there any more; its articles stay in the library"
        )
    work.report.gone = len(gone)
    return work.done(
        [path for path in places if path not in gone], False, [], feeds=known_feeds(store), settings=settings
    )


class _Stopped(Exception):
    """The reader ended the work while sources were looked for."""


class _Work:
    """One run over a number of sources."""

    def __init__(
        self, store: Store, progress: Callable[[Progress], None], stop: Callable[[], bool], most: int
    ) -> None:
        self._store, self._progress, self._stop, self._most = store, progress, stop, most
        self._began = time.monotonic()
        self._standing = read_standing()
        self.report = Report(notices=list(self._standing.problems))

    def done(
        self,
        paths: Sequence[str],
        again: bool,
        streams: Sequence[tuple[str, bytes | None]],
        *,
        addresses: Sequence[str] = (),
        feeds: Sequence[FeedState] = (),
        settings: FetchSettings | None = None,
    ) -> Report:
        """Read and write all of it, or as much as the reader waits for."""
        report = self.report
        try:
            found = look(self._store, paths, again=again, before_each=self._check)
        except (_Stopped, KeyboardInterrupt):
            report.stopped = True
            return report
        report.passed = found.passed
        report.notices += found.notices
        for line in found.refused:
            report.refuse(line)
        size = sum(file.size for file in found.files) + _VISIT * (len(addresses) + len(feeds))
        size += sum(len(data or b"") for _, data in streams)
        taker = _Taker(self._store, report, size, self._progress, self._began)
        try:
            for made in self._made(found.files, streams, addresses, feeds, settings):
                taker.take(made)
                if self._stop():
                    report.stopped = True
                    break
            taker.write()
        except KeyboardInterrupt:
            report.stopped = True
            taker.write()  # What was read so far is not read again; a second Ctrl-C ends this too.
        report.stopped = report.stopped or self._stop()
        report.seconds = time.monotonic() - self._began
        return report

    def _check(self) -> None:
        if self._stop():
            raise _Stopped

    def _made(
        self,
        files: list[File],
        streams: Sequence[tuple[str, bytes | None]],
        addresses: Sequence[str],
        feeds: Sequence[FeedState],
        settings: FetchSettings | None,
    ) -> Generator[Made | Visited, None, None]:
        for name, data in streams:
            file = sys.stdin.buffer if data is None else io.BytesIO(data)
            yield from read_stream(file, name, self._standing, self._most)
        with closing(read_files(files, self._standing, self._most)) as made:
            yield from made
        if addresses or feeds:
            from reader.library import visits

            waited = visits.waiting(settings, self._stop)
            yield from visits.take(addresses, waited, self._standing, self._most)
            yield from visits.update(feeds, waited, self._standing, self._most)


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
        self._visited: list[FeedState] = []

    def take(self, made: Made | Visited) -> None:
        """Take one thing that was read."""
        report = self._report
        if isinstance(made, Prepared):
            self._batch.append(made)
            self._articles += 1
            self._within += len(made.body)
            if not self._articles % _SAID:
                self._say()
        elif isinstance(made, Refusal):
            report.refuse(str(made))
        elif isinstance(made, Notice):
            if len(report.notices) < _LINES:
                report.notices.append(str(made))
        elif isinstance(made, Subscription):
            self._feeds.append(made)
        elif isinstance(made, Visited):
            if made.state is not None:
                self._visited.append(made.state)
            self._past += _VISIT
            self._within = 0
            report.fetched += made.fetched
        else:
            if made.whole:
                self._done.append(made.file)
            self._past += made.file.size
            self._within = 0
            report.files += 1
        if len(self._batch) >= BATCH or time.monotonic() - self._written > _SECONDS:
            self.write()

    def write(self) -> None:
        """Write what was gathered, in one transaction."""
        if self._batch or self._done or self._feeds or self._visited:
            with self._store.writing() as connection:
                tally = self._store.add_within(connection, self._batch)
                remember(self._store, self._done)
                subscribe(connection, self._feeds)
                remember_feeds(connection, self._visited)
            self._report.tally.add(tally)
            self._report.feeds += len(self._feeds)
            self._batch, self._done, self._feeds, self._visited = [], [], [], []
        self._written = time.monotonic()
        self._say()

    def _say(self) -> None:
        share = min(1.0, (self._past + self._within) / self._size)
        self._progress(Progress(self._articles, share, time.monotonic() - self._began))
