"""One source of bytes, whatever it is: a file, standard input, a member of an archive."""

from __future__ import annotations

import hashlib
import io
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from reader.importers.errors import Refused
from reader.importers.limits import RECORD, WHOLE
from reader.text.safe import safe_line

_HEAD = 4096


class Source:
    """A stream of bytes with its name, whose beginning can be looked at before it is read.

    Attributes:
        name: As shown to the reader, safe.
        identity: What tells this source from others with the same content.
        filename: Its own name; only the ending counts, and only where the bytes leave a doubt.
        head: Its first 4,096 bytes.
        path: The file itself; None for what is no file of its own.
        depth: How many archives stand around it.
        sha256: Of all its bytes, hexadecimal, once `read_all` was called; else "".
    """

    def __init__(
        self,
        file: IO[bytes],
        name: str,
        *,
        identity: str = "",
        filename: str = "",
        path: Path | None = None,
        depth: int = 0,
    ) -> None:
        self.name = safe_line(name)
        self.identity = identity or name
        self.filename = (filename or name).casefold()
        self.path = path
        self.depth = depth
        self.sha256 = ""
        self.head = _fill(file)
        self._file = file

    def __enter__(self) -> Source:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the stream."""
        self._file.close()

    def stream(self) -> IO[bytes]:
        """Return the bytes from the beginning; call it once."""
        if self._file.seekable():
            self._file.seek(0)
            return self._file
        return io.BufferedReader(_Rejoined(self.head, self._file), 65_536)

    def read_all(self, limit: int = WHOLE) -> bytes:
        """Return all bytes.

        Raises:
            Refused: When there are more than `limit`.
        """
        data = self.stream().read(limit + 1)
        if len(data) > limit:
            raise Refused(f"larger than {limit // 1_000_000} MB")
        self.sha256 = hashlib.sha256(data).hexdigest()
        return data

    def lines(self, limit: int = RECORD) -> Iterator[tuple[int, bytes | None]]:
        """Yield the lines with their numbers from 1; None for one that is longer than `limit`."""
        stream = self.stream()
        number = 0
        while line := stream.readline(limit + 1):
            number += 1
            if len(line) <= limit or line.endswith(b"\n"):
                yield number, line
                continue
            while line and not line.endswith(b"\n"):
                line = stream.readline(limit)
            yield number, None


def open_file(path: Path, *, identity: str = "") -> Source:
    """Open a regular file; its stream is the caller's to close.

    Raises:
        Refused: When there is no such file, it is no regular file, or it is not readable.
    """
    try:
        status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            raise Refused("is a folder")
        # A pipe or a device may never end.
        if not stat.S_ISREG(status.st_mode):
            raise Refused("not a regular file")
        return Source(
            path.open("rb"), str(path), identity=identity or path.name, filename=path.name, path=path
        )
    except (OSError, ValueError) as error:
        raise Refused(reason_of(error)) from error


def reason_of(error: OSError | ValueError) -> str:
    """Say in a few words why a file could not be read."""
    if isinstance(error, FileNotFoundError):
        return "no such file or folder"
    return safe_line(getattr(error, "strerror", None) or "not a path")


def _fill(file: IO[bytes]) -> bytes:
    """Read the first bytes; a pipe may hand them over in pieces."""
    head = b""
    while len(head) < _HEAD and (more := file.read(_HEAD - len(head))):
        head += more
    return head


class _Rejoined(io.RawIOBase):
    """The bytes that were looked at, and after them the rest of a stream that cannot go back."""

    def __init__(self, head: bytes, rest: IO[bytes]) -> None:
        self._head = head
        self._rest = rest

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        data = self._head[: len(buffer)] if self._head else self._rest.read(len(buffer))
        self._head = self._head[len(data) :] if self._head else b""
        buffer[: len(data)] = data
        return len(data)
