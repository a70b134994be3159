"""Which library the app opens: what is named on the command line, else the reader's own, else the samples."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from reader.library.door import Library
from reader.library.schema import LibraryError


def open_for_reading(paths: Sequence[Path], own: Path, *, coder: str = "") -> Library:
    """Open files and folders without importing them; without any, the reader's library or the samples.

    What the reader says of articles is kept in `own` in all three cases. A library that is damaged is opened
    for reading alone, and `notices` says how to restore it.

    Args:
        paths: Files and folders.
        own: The reader's library; it need not exist yet.
        coder: Who acts.

    Raises:
        LibraryError: The library cannot be read at all.
    """
    from reader.library.resources import samples_dir

    if paths:
        return Library.of_paths(paths, own=own, coder=coder)
    if own.exists():
        library = _open(own, coder)
        if library.sidebar().articles or library.notices:
            return library
        library.close()
    return Library.of_paths([samples_dir()], own=own, coder=coder)


def _open(path: Path, coder: str) -> Library:
    try:
        library = Library.open(path, coder=coder)
        library.sidebar()
        return library
    except LibraryError as error:
        library = Library.open(path, read_only=True, coder=coder)
        library.notices = (f"opened for reading alone: {error}",)
        return library
