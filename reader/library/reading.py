"""Files read and prepared for the store, here or by another process, which a bad file may end."""

from __future__ import annotations

from collections.abc import Generator, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, NamedTuple

from reader.importers.guard import alone, guarded
from reader.importers.items import Item, Notice, Refusal, Subscription
from reader.library.prepare import Prepared, prepare
from reader.library.standing import NOTHING, Standing
from reader.text.safe import safe_line

if TYPE_CHECKING:
    from multiprocessing import Queue

MOST = 1_000_000
"""Most articles of one source, unless the reader asks for more."""

_HERE = 1_000_000
_SENT = 100
_WAITING = 30
# What is no larger than it looks: no archive, no document of a library's.
_PLAIN = frozenset(("text", "markdown", "json", "jsonl", "table", "mail", "opml", "addresses"))


class File(NamedTuple):
    """A file to be read: how it looked when it was found.

    Attributes:
        path: Absolute.
        root: The folder that it was found through.
        size: In bytes.
        changed: When it was changed last.
        sha256: Of its bytes, hexadecimal.
        beside: Hash of what stands beside it.
    """

    path: str
    root: str
    size: int
    changed: int
    sha256: str = ""
    beside: str = ""


class Done(NamedTuple):
    """A file was read to its end.

    Attributes:
        file: The file.
        whole: Whether nothing was left; what was left may be taken the next time.
    """

    file: File
    whole: bool = True


class TooMany(Refusal):
    """A source holds more articles than are taken of one."""


Made = Prepared | Refusal | Notice | Subscription | Done


def read_files(
    files: Sequence[File], standing: Standing = NOTHING, most: int = MOST
) -> Generator[Made, None, None]:
    """Yield what files hold, each followed by a `Done`; a few small plain ones are read here.

    Args:
        files: The files.
        standing: What the reader has said of outlets and articles.
        most: Most articles of one file; 0 takes them all.
    """
    if sum(file.size for file in files) <= _HERE and all(map(_is_plain, files)):
        for file in files:
            yield from _read(file, standing, most)
        return
    left, suspect = list(files), False
    while left:
        begun = left[:1] if suspect else left
        with closing(_elsewhere(begun, standing, most)) as made:
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


def read_stream(
    file: IO[bytes], name: str = "-", standing: Standing = NOTHING, most: int = MOST
) -> Iterator[Made]:
    """Yield what a stream holds: standard input, what was pasted."""
    from reader.importers.registry import read_stream

    return prepared(guarded(read_stream(file, name), safe_line(name)), safe_line(name), standing, most)


def prepared(items: Iterable[Item], name: str, standing: Standing, most: int) -> Iterator[Made]:
    """Prepare the articles of a source, as the reader's rules say; what is too many is left, and said so."""
    count = 0
    for item in items:
        if isinstance(item, Refusal | Notice | Subscription):
            yield item
            continue
        if most and count == most:
            yield TooMany(name, f"holds more than {most:,} articles: the rest was left (--most 0 takes all)")
            return
        count += 1
        yield prepare(standing.apply(item))


def _is_plain(file: File) -> bool:
    from reader.importers.sniff import sniff

    try:
        with open(file.path, "rb") as opened:
            return sniff(opened.read(4096), Path(file.path).name.casefold()) in _PLAIN
    except (OSError, ValueError):
        return True  # Reading it will say what is wrong with it.


def _read(file: File, standing: Standing, most: int) -> Iterator[Made]:
    """Read one file, in this process."""
    from reader.importers.registry import read_source

    name = safe_line(file.path)
    items = guarded(read_source(Path(file.path), root=Path(file.root)), name)
    whole = True
    for made in prepared(items, name, standing, most):
        whole = not isinstance(made, TooMany)
        yield made
    yield Done(file, whole)


def _elsewhere(files: list[File], standing: Standing, most: int) -> Generator[Made, None, None]:
    """Read files in another process, some articles ahead of their being written, until it ends."""
    from multiprocessing import get_context

    # A new interpreter and no fork: the app has threads by the time it imports.
    context = get_context("spawn")
    with _real_stderr():
        queue: Queue[list[Made] | None] = context.Queue(_WAITING)
        process = context.Process(target=_send, args=(files, queue, standing, most), daemon=True)
        process.start()
    try:
        while (made := _next(queue, process)) is not None:
            yield from made
    finally:
        process.terminate()
        process.join()
        queue.close()


@contextmanager
def _real_stderr() -> Iterator[None]:
    """Have the standard error that the program was started with: a new process is given its number.

    While the app is drawn, standard error is an object that has none.
    """
    import sys

    shown, real = sys.stderr, sys.__stderr__
    sys.stderr = real if real is not None else shown
    try:
        yield
    finally:
        sys.stderr = shown


def _next(queue: Any, process: Any) -> list[Made] | None:
    """Return what the other process sent next; None when it has ended, in whatever way."""
    from queue import Empty

    while True:
        try:
            return queue.get(timeout=1.0)  # type: ignore[no-any-return]
        except Empty:
            if not process.is_alive() and queue.empty():
                return None


def _send(files: list[File], queue: Any, standing: Standing, most: int) -> None:
    """Be the other process: read, prepare, send. The first process decides when to stop."""
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    alone()
    waiting: list[Made] = []
    for file in files:
        for made in _read(file, standing, most):
            waiting.append(made)
            if len(waiting) >= _SENT:
                queue.put(waiting)
                waiting = []
        if file.size > _HERE:
            queue.put(waiting)
            waiting = []
    queue.put(waiting)
    queue.put(None)
