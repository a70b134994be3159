"""What older versions of the library packed otherwise, packed anew when a library is brought up to date."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable

from reader.stories.vectors import encode, encode_near, unpack_numbers

_ROWS = 1_000


def pack_anew(connection: sqlite3.Connection) -> None:
    """Pack all terms and neighbours of version 3 as version 4 does, inside a transaction."""
    _each(connection, "vector", "terms", lambda packed: encode(_pairs(packed, "I", 4)))
    _each(connection, "near", "packed", lambda packed: encode_near(_pairs(packed, "q", 8)))


def _pairs(packed: bytes, code: str, width: int) -> dict[int, int]:
    """Return numbers of so many bytes with their figures of two bytes, which stand behind all of them."""
    cut = width * (len(packed) // (width + 2))
    return dict(zip(unpack_numbers(code, packed[:cut]), unpack_numbers("H", packed[cut:]), strict=True))


def _each(connection: sqlite3.Connection, table: str, column: str, anew: Callable[[bytes], bytes]) -> None:
    last = -1
    while rows := connection.execute(
        f"SELECT number, {column} FROM {table} WHERE number > ? ORDER BY number LIMIT {_ROWS}", (last,)
    ).fetchall():
        connection.executemany(
            f"UPDATE {table} SET {column} = ? WHERE number = ?",
            [(anew(packed), number) for number, packed in rows],
        )
        last = rows[-1][0]
