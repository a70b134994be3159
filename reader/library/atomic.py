"""Write a file whole or not at all."""

from __future__ import annotations

import contextlib
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO


def write_atomically(path: Path, text: str, *, private: bool = True) -> None:
    """Replace the file at `path` by `text` as UTF-8, so that no reader ever sees half of it.

    A symbolic link is followed, so that the file it names is replaced and the link stays. A device or a
    pipe is written to as it is, since replacing it would destroy it.

    Args:
        path: The file; missing folders are made, for this user alone.
        text: What to write; unpaired surrogates are written as `?`.
        private: Whether only this user may read the file (0600); else the usual mask decides.

    Raises:
        OSError: The file could not be written; what was there before is still there.
    """
    with open_atomically(path, private=private) as file:
        file.write(text.encode("utf-8", "replace"))


@contextlib.contextmanager
def open_atomically(path: Path, *, private: bool = True) -> Iterator[IO[bytes]]:
    """Open what takes the place of the file at `path` once all is written, as `write_atomically` does it."""
    path = path.resolve()
    if path.exists() and not path.is_file():
        with path.open("wb") as device:
            yield device
        return
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=f".{path.name[:60]}.", suffix=".tmp", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        if not private:
            os.chmod(name, 0o666 & ~_umask())
        os.replace(name, path)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(name)
        raise


def _umask() -> int:
    # The only portable way to read the mask is to set it.
    mask = os.umask(0o077)
    os.umask(mask)
    return mask
