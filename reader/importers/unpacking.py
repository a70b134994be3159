"""Packed bytes made large again, counted as they grow: a small file may not fill the memory."""

from __future__ import annotations

import io
import zipfile
import zlib
from typing import IO

from reader.importers.errors import Refused
from reader.importers.limits import EXPANSION, EXPANSION_FLOOR

_CHUNK = 65_536


class Inflated(io.RawIOBase):
    """What a gzip or zlib stream holds, read on demand.

    Raises `Refused` from `read` when it grows beyond the limits, or is broken.
    """

    def __init__(self, packed: IO[bytes], *, largest: int | None = None) -> None:
        """Unpack `packed`, at most `largest` bytes of it."""
        self._packed = packed
        self._largest = largest
        self._taken = self._given = 0
        self._waiting = b""
        self._engine = zlib.decompressobj(47)
        self._fresh = True

    def readable(self) -> bool:
        """Say that it can be read."""
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        """Fill a buffer as far as one step goes."""
        data = self._next(len(buffer))
        buffer[: len(data)] = data
        return len(data)

    def _next(self, size: int) -> bytes:
        """Return up to `size` bytes; none at the end."""
        while True:
            if self._engine.eof:
                # Several streams one after the other are one file, zeros after the last are padding.
                self._waiting = self._engine.unused_data.lstrip(b"\0") or self._more().lstrip(b"\0")
                if not self._waiting:
                    return b""
                self._engine = zlib.decompressobj(47)
                self._fresh = True
            packed = self._waiting or self._more()
            if not packed:
                if self._fresh:
                    return b""
                raise Refused("a packed file that breaks off")
            try:
                data = self._engine.decompress(packed, size)
            except zlib.error as error:
                if self._fresh and self._given:
                    # What follows a whole stream and is none itself is not the article's.
                    return b""
                raise Refused("a packed file that is broken") from error
            self._fresh = False
            self._waiting = self._engine.unconsumed_tail
            if data:
                self._count(len(data))
                return data

    def _more(self) -> bytes:
        data = self._packed.read(_CHUNK)
        self._taken += len(data)
        return data

    def _count(self, size: int) -> None:
        self._given += size
        check_growth(self._taken, self._given)
        if self._largest is not None and self._given > self._largest:
            raise Refused(f"larger than {self._largest / 1_000_000:g} MB when unpacked")


class Counted(io.RawIOBase):
    """A stream that another library unpacks, held to the same limits."""

    def __init__(self, unpacked: IO[bytes], packed_size: int, largest: int) -> None:
        """Count what `unpacked` gives, which stands in `packed_size` bytes."""
        self._unpacked = unpacked
        self._packed_size = packed_size
        self._largest = largest
        self.given = 0

    def readable(self) -> bool:
        """Say that it can be read."""
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        """Fill a buffer as far as one step goes."""
        try:
            data = self._unpacked.read(len(buffer))
        except (zlib.error, zipfile.BadZipFile, EOFError, RuntimeError) as error:
            raise Refused("a member that is broken") from error
        self.given += len(data)
        check_growth(self._packed_size, self.given)
        if self.given > self._largest:
            raise Refused(f"larger than {self._largest / 1_000_000:g} MB when unpacked")
        buffer[: len(data)] = data
        return len(data)


def check_growth(packed: int, unpacked: int) -> None:
    """Refuse what grows as no text does.

    Raises:
        Refused: When it grew more than a hundred times, and is large.
    """
    if unpacked > EXPANSION_FLOOR and unpacked > EXPANSION * max(1, packed):
        raise Refused(f"grows more than {EXPANSION} times when unpacked")
