"""Files read and prepared for the store, here or by another process, which a bad file may end."""

from __future__ import annotations

from collections.abc import Generator, Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from reader.importers.guard import alone, guarded
from reader.importers.items import Item, Notice, Refusal, Subscription
from reader.library.prepare import Prepared, prepare
from reader.text.safe import safe_line

if TYPE_CHECKING:
    from multiprocessing import Queue

_HERE = 1_000_000
_SENT = 100
_WAITING = 30
# What is no larger than it looks: no archive, no document of a library's.
_PLAIN = frozenset(("text", "markdown", "json", "jsonl", "table", "mail", "opml"))


class File(NamedTuple):
    """A file to be read: how it looked when it was found.

    Attributes:
        path: Absolute.
        root: The folder that it was found through.
        size: In bytes.
        changed: When it, or what stands beside it, was changed last.
    """

    path: str
    root: str
    size: int
    changed: int


class Done(NamedTuple):
    """A file was read to its end."""

    file: File


Made = Prepared | Refusal | Notice | Subscription | Done


def read_files(files: Sequence[File]) -> Generator[Made, None, None]:
    """Yield what files hold, each followed by a `Done`; a few small plain ones are read here."""
    if sum(file.size for file in files) <= _HERE and all(map(_is_plain, files)):
        for file in files:
            yield from _read(file)
        return
    left, suspect = list(files), False
    while left:
        begun = left[:1] if suspect else left
        with closing(_elsewhere(begun)) as made:
            for each in made:
                yield each
                if isinstance(each, Done):
                    begun, left = begun[1:], left[1:]
        # A process that was ended is silent of what it was at. The next one gets a single file: either that
        # one is to blame, or the one after it gets all again.
        if begun and suspect:
            yield Refusal(safe_line(begun[0].path), "ended the process that read it, and was left")
            yield Done(begun[0])
            left = left[1:]
        suspect = bool(begun) and not suspect


def read_stream() -> Iterator[Made]:
    """Yield what standard input holds."""
    import sys

    from reader.importers.registry import read_stream

    return map(_prepared, guarded(read_stream(sys.stdin.buffer), "-"))


def _is_plain(file: File) -> bool:
    from reader.importers.sniff import sniff

    try:
        with open(file.path, "rb") as opened:
            return sniff(opened.read(4096), Path(file.path).name.casefold()) in _PLAIN
    except (OSError, ValueError):
        return True  # Reading it will say what is wrong with it.


def _read(file: File) -> Iterator[Made]:
    """Read one file, in this process."""
    from reader.importers.registry import read_source

    yield from map(
        _prepared, guarded(read_source(Path(file.path), root=Path(file.root)), safe_line(file.path))
    )
    yield Done(file)


def _prepared(item: Item) -> Made:
    return item if isinstance(item, Refusal | Notice | Subscription) else prepare(item)


def _elsewhere(files: list[File]) -> Generator[Made, None, None]:
    """Read files in another process, some articles ahead of their being written, until it ends."""
    from multiprocessing import get_context

    # A new interpreter and no fork: the app has threads by the time it imports.
    context = get_context("spawn")
    queue: Queue[list[Made] | None] = context.Queue(_WAITING)
    process = context.Process(target=_send, args=(files, queue), daemon=True)
    process.start()
    try:
        while (made := _next(queue, process)) is not None:
            yield from made
    finally:
        process.terminate()
        process.join()
        queue.close()


def _next(queue: Any, process: Any) -> list[Made] | None:
    """Return what the other process sent next; None when it has ended, in whatever way."""
    from queue import Empty

    while True:
        try:
            return queue.get(timeout=1.0)  # type: ignore[no-any-return]
        except Empty:
            if not process.is_alive() and queue.empty():
                return None


def _send(files: list[File], queue: Any) -> None:
    """Be the other process: read, prepare, send. The first process decides when to stop."""
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    alone()
    waiting: list[Made] = []
    for file in files:
        for made in _read(file):
            waiting.append(made)
            if len(waiting) >= _SENT:
                queue.put(waiting)
                waiting = []
        if file.size > _HERE:
            queue.put(waiting)
            waiting = []
    queue.put(waiting)
    queue.put(None)
