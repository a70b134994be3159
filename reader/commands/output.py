"""What commands write with `-o`: whole or not at all, into a folder that is there, never over a source."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from reader.commands.console import REFUSED, CommandError


def check_output(path: str | Path, sources: Iterable[str] = (), code: int = REFUSED) -> Path:
    """Return the path when it may be written to.

    Args:
        path: Of the file.
        sources: Where articles came from, as `Article.source` has it; asked for only when the file exists.
        code: The exit code where it is one of them.

    Raises:
        CommandError: Its folder is not there, or an article was read from it.
    """
    from reader.export.writing import is_source

    path = Path(path)
    folder = path.absolute().parent
    if not os.path.isdir(folder):
        raise CommandError(f"{folder}: no such folder")
    if os.path.isfile(path) and is_source(path, *sources):
        raise CommandError(
            f"{path}: articles were read from there, and those files are never written to", code
        )
    return path


def write_output(text: str, path: str | Path, sources: Iterable[str] = ()) -> None:
    """Write a file whole or not at all.

    Args:
        text: What to write.
        path: Of the file.
        sources: Where articles came from; these are never written to.

    Raises:
        CommandError: It may not be written to.
    """
    with open_output(path, sources) as file:
        file.write(text.encode("utf-8", "replace"))


@contextmanager
def open_output(path: str | Path, sources: Iterable[str] = ()) -> Iterator[IO[bytes]]:
    """Open a file that is there only when all is written, for what is too long to be one text."""
    from reader.library.atomic import open_atomically

    with open_atomically(check_output(path, sources), private=False) as file:
        yield file


def library_sources(library: Path | None = None) -> Iterator[str]:
    """Yield every path that articles of the library came from, and the library's own file.

    Args:
        library: Its file; None for the reader's own.
    """
    from reader.library.paths import user_paths

    path = user_paths().library if library is None else library
    yield str(path)
    if not os.path.isfile(path):
        return
    from reader.library.schema import LibraryError
    from reader.library.store import Store

    try:
        with Store(path, read_only=True) as store:
            for (source,) in store.rows("SELECT path FROM source UNION SELECT source FROM article"):
                yield source
    except LibraryError:
        return  # Whoever needs the library itself says what is wrong with it.
