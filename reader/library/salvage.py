"""What can still be found in the file of a library that SQLite refuses: read page by page, as a dump.

A page of rows tells for itself what stands on it (https://www.sqlite.org/fileformat2.html). Each row is known
by its shape: a packed article unpacks, an act of the journal has its eight columns. Nothing is asked of the
schema or of the pages that lead to others, which is where damage shuts a whole file.
"""

from __future__ import annotations

import json
import re
import struct
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from reader.library.dump import line_of, opening_line
from reader.library.packing import to_record, unpack

_PAGE_SIZE = 8192
_ROWS, _KEYS, _KEYS_WITHIN = 13, 10, 2
_ID = re.compile("[0-9a-f]{16}")
_KIND = re.compile(r"[a-z]+(\.[a-z]+)*")
_NUMBERS = {1: 1, 2: 2, 3: 3, 4: 4, 5: 6, 6: 8}
_MOST = 64_000_000

Found = dict[tuple[str, Any], tuple[int, dict[str, Any]]]


def salvage(path: Path, lost: Callable[[str], None] = lambda _: None) -> Iterator[str]:
    """Yield the lines of a dump of all that can be found, without line breaks.

    What was deleted may come back where its page was not used again; of rows that are found twice the later
    one counts. Which article is a version of which is not found.

    Args:
        path: The library's file.
        lost: Called with a line on what could not be read.

    Raises:
        OSError: The file cannot be read.
    """
    pages = _Pages(path)
    own: Found = {}
    articles: dict[str, tuple[int, int]] = {}
    yield opening_line()
    for page in range(1, pages.count + 1):
        for kind, row, values in pages.rows(page):
            packed = values[1] if kind == _ROWS and len(values) == 2 and values[0] is None else None
            if isinstance(packed, bytes):
                id = _id_of(packed)
                if id and row >= articles.get(id, (0, 0))[0]:
                    articles[id] = (row, page)
            else:
                _keep(own, kind, row, values)
    # Read a second time, as a million articles need not be held.
    for page in sorted({page for _, page in articles.values()}):
        for kind, row, values in pages.rows(page):
            if kind == _ROWS and len(values) == 2 and isinstance(values[1], bytes):
                id = _id_of(values[1])
                if id and articles[id] == (row, page):
                    yield line_of({"article": to_record(unpack(values[1]))})
    for (table, _), (_, record) in sorted(own.items(), key=lambda item: (item[0][0], str(item[0][1]))):
        yield line_of({table: record})
    if pages.broken:
        lost(f"{pages.broken:,} rows in damaged pages")


def _id_of(packed: bytes) -> str:
    """Return the id of a packed article; "" when it is none, or broken."""
    try:
        return unpack(packed).id
    except Exception:  # Any bytes at all may stand there.
        return ""


def _keep(own: Found, kind: int, row: int, values: list[Any]) -> None:
    """Keep a row of the reader's own tables; pass over all others."""
    table, key, record = "", values[:1] and values[0], dict[str, Any]()
    match values:
        case [None, str(at), str(coder), str(act), str(articles), str(body), str(said), int(state)] if (
            kind == _ROWS and _KIND.fullmatch(act) and _is_json(articles) and _is_json(body)
        ):
            table, key = "act", row
            record = {"id": row, "at": at, "coder": coder, "kind": act, "articles": articles, "body": body}
            record |= {"said": said, "state": state}
        case _ if kind == _ROWS:
            return
        case [str(id), int(read), int(starred), int(trashed)] if _ID.fullmatch(id):
            table, record = "state", {"id": id, "read": read, "starred": starred, "trashed": trashed}
        case [str(id)] if _ID.fullmatch(id):
            table, record = "alone", {"id": id}
        case [str(path)] if path.startswith(("/", "\\")) or path[1:3] == ":\\":
            table, record = "place", {"path": path}
        case [str(one), str(other)] if _ID.fullmatch(other):
            if _ID.fullmatch(one):
                table, key, record = "joined", (one, other), {"one": one, "other": other}
            else:
                table, key, record = "tag", (one, other), {"tag": one, "id": other}
        case [str(name), str(query)] if not _ID.fullmatch(name):
            table, record = "saved", {"name": name, "query": query}
        case [str(url), str(title), str(page), str(folders), str(outlet), *rest] if (
            len(rest) == 5 and "://" in url
        ):
            table = "feed"
            record = {"url": url, "title": title, "page": page, "folders": folders, "outlet": outlet}
            record["gone"] = int(bool(rest[3]))
    if table and (table, key) not in own:
        own[table, key] = (row, record)


def _is_json(text: str) -> bool:
    try:
        json.loads(text)
    except ValueError:
        return False
    return True


class _Pages:
    """The pages of a database's file, with those that the write-ahead log has instead."""

    def __init__(self, path: Path) -> None:
        self._file = path.open("rb")
        head = self._file.read(100)
        size = int.from_bytes(head[16:18], "big") if head.startswith(b"SQLite format 3\0") else 0
        size = 65_536 if size == 1 else size
        self.size = size if size >= 512 and size & (size - 1) == 0 else _PAGE_SIZE
        self.count = -(-path.stat().st_size // self.size)
        self.broken = 0
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

    def rows(self, number: int) -> Iterator[tuple[int, int, list[Any]]]:
        """Yield the rows on a page: the kind of page, the row's number if it has one, its values."""
        data = self.page(number)
        head = 100 if number == 1 else 0
        kind = data[head]
        if kind not in (_ROWS, _KEYS, _KEYS_WITHIN):
            return
        start = head + (12 if kind == _KEYS_WITHIN else 8)
        for cell in range(int.from_bytes(data[head + 3 : head + 5], "big")):
            place = int.from_bytes(data[start + 2 * cell : start + 2 * cell + 2], "big")
            try:
                yield kind, *self._row(data, place, kind)
            except (IndexError, ValueError, struct.error):
                self.broken += 1

    def _row(self, data: bytes, at: int, kind: int) -> tuple[int, list[Any]]:
        at += 4 if kind == _KEYS_WITHIN else 0
        size, at = _number(data, at)
        row = 0
        if kind == _ROWS:
            row, at = _number(data, at)
        if size > _MOST:
            raise ValueError
        return row, _values(self._payload(data, at, size, kind))

    def _payload(self, data: bytes, at: int, size: int, kind: int) -> bytes:
        """Return a row's bytes, those on pages of overflow too."""
        most = self.size - 35 if kind == _ROWS else (self.size - 12) * 64 // 255 - 23
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
