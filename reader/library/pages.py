"""The pages of an SQLite file and the rows on them, read without SQLite, also where the file is damaged.

A page tells for itself what stands on it (https://www.sqlite.org/fileformat2.html).
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROWS, _ROWS_WITHIN, _KEYS, _KEYS_WITHIN = 13, 5, 10, 2
"""Kinds of pages: of rows with a number, or of keys; those within lead to others."""

_PAGE_SIZE = 8192
_NUMBERS = {1: 1, 2: 2, 3: 3, 4: 4, 5: 6, 6: 8}
_MOST = 64_000_000


class Pages:
    """The pages of a database's file, with those that the write-ahead log has instead.

    Attributes:
        size: Bytes of a page.
        count: How many there are; they count from 1.
        broken: Pages and cells that were to be rows and are none.
    """

    def __init__(self, path: Path) -> None:
        self._file = path.open("rb")
        head = self._file.read(100)
        size = int.from_bytes(head[16:18], "big") if head.startswith(b"SQLite format 3\0") else 0
        size = 65_536 if size == 1 else size
        self.size = size if size >= 512 and size & (size - 1) == 0 else _PAGE_SIZE
        self.count = -(-path.stat().st_size // self.size)
        self.broken = set[tuple[int, int]]()
        self._later = dict[int, bytes]()
        log = Path(f"{path}-wal")
        if log.exists():
            self._read_log(log.read_bytes())
            self.count = max([self.count, *self._later])

    def _read_log(self, log: bytes) -> None:
        """Take the pages of all transactions that were committed."""
        waiting: dict[int, bytes] = {}
        for at in range(32, len(log) - self.size - 23, self.size + 24):
            page, commits = struct.unpack_from(">II", log, at)
            if log[at + 8 : at + 16] != log[16:24]:
                break  # Of an earlier round of the log.
            waiting[page] = log[at + 24 : at + 24 + self.size]
            if commits:
                self._later |= waiting
                waiting = {}

    def page(self, number: int) -> bytes:
        """Return a page; what is missing of it is zeros."""
        if number in self._later:
            return self._later[number]
        self._file.seek((number - 1) * self.size)
        return self._file.read(self.size).ljust(self.size, b"\0")

    def kind(self, number: int) -> int:
        """Return what kind of page it is."""
        return self.page(number)[_head(number)]

    def below(self, root: int) -> list[int]:
        """Return a page and all that it leads to, in order."""
        found, waiting = set[int](), [root]
        while waiting:
            number = waiting.pop()
            if number in found or not 0 < number <= self.count:
                continue
            found.add(number)
            if self.kind(number) in (_ROWS_WITHIN, _KEYS_WITHIN):
                data = self.page(number)
                for place in (_head(number) + 8, *self._places(number, data)):
                    waiting.append(int.from_bytes(data[place : place + 4], "big"))
        return sorted(found)

    def rows(self, number: int) -> Iterator[tuple[int, int, list[Any]]]:
        """Yield the rows on a page: the kind of page, the row's number if it has one, its values."""
        data = self.page(number)
        kind = data[_head(number)]
        if kind not in (ROWS, _KEYS, _KEYS_WITHIN):
            return
        for cell, place in enumerate(self._places(number, data)):
            try:
                yield kind, *self._row(data, place, kind)
            except (IndexError, ValueError, struct.error):
                self.broken.add((number, cell))

    def _places(self, number: int, data: bytes) -> list[int]:
        """Return where the cells of a page begin."""
        head = _head(number)
        start = head + (12 if data[head] in (_ROWS_WITHIN, _KEYS_WITHIN) else 8)
        end = start + 2 * int.from_bytes(data[head + 3 : head + 5], "big")
        return [int.from_bytes(data[at : at + 2], "big") for at in range(start, min(end, len(data)), 2)]

    def _row(self, data: bytes, at: int, kind: int) -> tuple[int, list[Any]]:
        at += 4 if kind == _KEYS_WITHIN else 0
        size, at = _number(data, at)
        row = 0
        if kind == ROWS:
            row, at = _number(data, at)
        if size > _MOST:
            raise ValueError
        return row, _values(self._payload(data, at, size, kind))

    def _payload(self, data: bytes, at: int, size: int, kind: int) -> bytes:
        """Return a row's bytes, those on pages of overflow too."""
        most = self.size - 35 if kind == ROWS else (self.size - 12) * 64 // 255 - 23
        if size <= most:
            return data[at : at + size]
        least = (self.size - 12) * 32 // 255 - 23
        here = least + (size - least) % (self.size - 4)
        here = here if here <= most else least
        parts, left = [data[at : at + here]], size - here
        (following,) = struct.unpack_from(">I", data, at + here)
        while left > 0:
            if not 0 < following <= self.count:
                raise ValueError
            data = self.page(following)
            parts.append(data[4 : 4 + left])
            left -= self.size - 4
            (following,) = struct.unpack_from(">I", data)
        return b"".join(parts)


def _head(number: int) -> int:
    """Return where the head of a page begins: on the first one, behind that of the file."""
    return 100 if number == 1 else 0


def _number(data: bytes, at: int) -> tuple[int, int]:
    """Return a number of one to nine bytes, and where it ends."""
    value = 0
    for place in range(at, at + 8):
        value = value << 7 | data[place] & 0x7F
        if data[place] < 0x80:
            return value, place + 1
    return value << 8 | data[at + 8], at + 9


def _values(record: bytes) -> list[Any]:
    """Return the values of a row."""
    at_end, at = _number(record, 0)
    place, found = at_end, list[Any]()
    if at_end > len(record):
        raise ValueError
    while at < at_end:
        kind, at = _number(record, at)
        size = _NUMBERS.get(kind, 8 if kind == 7 else (kind - 12) // 2 if kind >= 12 else 0)
        part = record[place : place + size]
        if len(part) < size:
            raise ValueError
        place += size
        if kind == 0:
            found.append(None)
        elif kind < 7:
            found.append(int.from_bytes(part, "big", signed=True))
        elif kind == 7:
            found.append(struct.unpack(">d", part)[0])
        elif kind in (8, 9):
            found.append(kind - 8)
        elif kind >= 12:
            found.append(part.decode("utf-8") if kind % 2 else part)
        else:
            raise ValueError
    return found
