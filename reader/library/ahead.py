"""Read a collection in a second process while this one is busy starting a screen.

Importing Textual and reading a collection each keep one core busy for about the same time, and threads of one
interpreter would only take turns. Where a process cannot be forked, or the second one fails, the
collection is read here when it is asked for.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reader.library.collection import Library


def load_ahead(paths: Sequence[Path]) -> Callable[[], Library]:
    """Begin to read a collection; the function returned waits for it and gives it, once.

    Call this before any thread is started.
    """
    if not hasattr(os, "fork"):
        return lambda: _read(paths)
    receiver, sender = os.pipe()
    child = os.fork()
    if child == 0:
        _read_and_send(paths, receiver, sender)
    os.close(sender)

    def finish() -> Library:
        import pickle

        from reader.library.collection import Library

        with os.fdopen(receiver, "rb") as stream:
            sent = stream.read()
        os.waitpid(child, 0)
        # What comes through this pipe was written by our own child, never by a file.
        library = pickle.loads(sent) if sent else None
        return library if isinstance(library, Library) else _read(paths)

    return finish


def _read(paths: Sequence[Path]) -> Library:
    # Imported here and not above, so that the second process is on its way at once.
    from reader.library.opening import open_collection

    return open_collection(paths)


def _read_and_send(paths: Sequence[Path], receiver: int, sender: int) -> None:
    """Be the second process: read, send, and end without the first one's clean-up."""
    try:
        import pickle

        from reader.importers.guard import alone

        os.close(receiver)
        alone()
        sent = pickle.dumps(_read(paths), protocol=pickle.HIGHEST_PROTOCOL)
        with os.fdopen(sender, "wb") as stream:
            stream.write(sent)
    except BaseException:
        # Nothing sent: the first process reads the collection itself, and says what is wrong with it.
        os._exit(1)
    os._exit(0)
