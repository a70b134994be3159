"""Which library the app opens: what is named on the command line, else the reader's own, else the samples.

Files and folders are read in a second process while this one is busy importing a screen: each keeps a core
busy for about the same time, a file that takes all memory ends only the reader of files, and a folder that
looks as it did when it was read last is not read at all.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reader.library.door import Library
    from reader.library.paths import UserPaths

Opened = Callable[[str], "Library"]
"""Gives the library that is being opened, once; it is told who acts."""


def begin(paths: Sequence[Path], files: UserPaths) -> Opened:
    """Begin to open files and folders; without any, the reader's library, or the samples where it is empty.

    What the reader says of articles is kept in the library's file in all three cases. A library that is
    damaged is opened for reading alone, or the samples are opened, and `notices` says how to restore it.
    Call this before any thread is started.

    Args:
        paths: Files and folders.
        files: Where the reader's own files are.
    """
    from reader.library.paths import may_be_there

    if not paths and may_be_there(files.library):
        return lambda coder: _own_or_samples(files, coder)
    return _begin(paths, files, files.library)


def open_for_reading(paths: Sequence[Path], files: UserPaths, *, coder: str = "") -> Library:
    """Do at once what `begin` does, and return the library."""
    return begin(paths, files)(coder)


def _own_or_samples(files: UserPaths, coder: str) -> Library:
    from reader.library.door import Library
    from reader.library.schema import LibraryError, Locked

    problem = ""
    for read_only in (False, True):
        try:
            library = Library.open(files.library, read_only=read_only, coder=coder)
            if library.store.tallies()["articles"]:
                library.notices = (f"opened for reading alone: {problem}",) if problem else ()
                return library
            library.close()
            break
        except LibraryError as error:
            problem = problem or str(error)
            if isinstance(error, Locked):
                break  # Who waited once need not wait again.
    if not problem:
        return _begin((), files, files.library)(coder)
    # What cannot be opened keeps nothing, and is not tried a third time.
    library = _begin((), files, None)(coder)
    library.notices = (f"{problem}; these are the samples, and what you do is kept for this run only",)
    return library


def _begin(paths: Sequence[Path], files: UserPaths, own: Path | None) -> Opened:
    from reader.importers.beside import FIXES_NAME, RULES_NAME
    from reader.library.snapshot import look_of, recall

    if not paths:
        from reader.library.resources import samples_dir

        paths = [samples_dir()]
    look = look_of(paths, [files.config.parent / name for name in (RULES_NAME, FIXES_NAME)])
    packed = recall(files.cache, paths, look)
    reading = _Reading(paths, files, look) if packed is None else None

    def finish(coder: str) -> Library:
        from reader.library.snapshot import unpack

        for made in (packed, *(reading.results() if reading is not None else ())):
            library = unpack(made, own=own, coder=coder) if made else None
            if library is not None:
                return library
        return read_again(paths, own, coder)

    return finish


def read_again(paths: Sequence[Path], own: Path | None, coder: str = "") -> Library:
    """Read files and folders, or the samples, from a program with threads: bad files in another process.

    Args:
        paths: Files and folders.
        own: The file that the reader's acts are kept in.
        coder: Who acts.
    """
    from reader.library.door import Library
    from reader.library.grouping import link_all
    from reader.library.ingest import ingest
    from reader.library.resources import samples_dir
    from reader.library.store import Store

    store = Store()
    report = ingest(store, [os.path.abspath(path) for path in paths or [samples_dir()]])
    link_all(store)
    library = Library(store, own=own, coder=coder)
    library.refused = tuple(report.refused)
    library.notices += tuple(report.notices)
    return library


class _Reading:
    """A second process that reads files and folders, and keeps what it has read for the next time."""

    def __init__(self, paths: Sequence[Path], files: UserPaths, look: str) -> None:
        self._child = 0
        if not hasattr(os, "fork"):
            return
        receiver, sender = os.pipe()
        self._child, self._receiver = os.fork(), receiver
        if self._child == 0:
            os.close(receiver)
            _read_and_send(paths, files, look, sender)
        os.close(sender)

    def results(self) -> Iterable[bytes]:
        """Wait for what it sends; nothing when it was ended."""
        if self._child:
            from threading import Thread

            with os.fdopen(self._receiver, "rb") as stream:
                yield stream.read()
            # It may still be writing to the cache, which nobody waits for.
            Thread(target=os.waitpid, args=(self._child, 0), daemon=True).start()


def _read_and_send(paths: Sequence[Path], files: UserPaths, look: str, sender: int) -> None:
    """Be the second process: read, send, keep, and end without the first one's clean-up."""
    try:
        from reader.importers.guard import alone
        from reader.library.door import Library
        from reader.library.snapshot import keep, pack

        alone()
        packed = pack(Library.of_paths(paths))
        with os.fdopen(sender, "wb") as stream:
            stream.write(packed)
        keep(files.cache, paths, look, packed)
    except BaseException:
        # Nothing sent, or not all: the first process sees to it.
        os._exit(1)
    os._exit(0)
