"""Whether a library is sound: the file, the index of words, the sums that are kept."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from reader.library.dump import OWN_TABLES
from reader.library.schema import WAY_ON, Damaged, said_of

if TYPE_CHECKING:
    from reader.library.store import Store

_SUMS = {
    "articles": "SELECT count(*) FROM article WHERE live = 1",
    "read": "SELECT count(*) FROM article WHERE live = 1 AND read = 1",
    "review": "SELECT count(*) FROM article WHERE live = 1 AND review > 0",
    "stories": "SELECT count(*) FROM story WHERE n > 0",
    "one": "SELECT count(*) FROM story WHERE n > 0 AND outlets = 1",
    "three": "SELECT count(*) FROM story WHERE n > 0 AND outlets > 2",
}
_MUST_BE_NONE = {
    "articles without a text": "SELECT count(*) FROM article WHERE body NOT IN (SELECT id FROM body)",
    "texts without an article": "SELECT count(*) FROM body WHERE id NOT IN (SELECT body FROM article)",
    "articles without a story": "SELECT count(*) FROM article WHERE newer = 0"
    " AND story NOT IN (SELECT number FROM story)",
    "articles in no list": "SELECT count(*) FROM article WHERE live = 0 AND newer = 0"
    " AND id NOT IN (SELECT id FROM state WHERE trashed = 1)",
    "old versions in a story": "SELECT count(*) FROM article WHERE newer > 0 AND story > 0",
    "stories whose size is wrong": "SELECT count(*) FROM story s WHERE n <>"
    " (SELECT count(*) FROM article a WHERE a.story = s.number AND live = 1)",
    "outlets whose sum is wrong": "SELECT count(*) FROM outlet o WHERE n <>"
    " (SELECT count(*) FROM article a WHERE a.outlet = o.id AND live = 1)",
    "stretches whose articles are wrong": "SELECT count(*) FROM stretch s WHERE articles <> (SELECT count(*)"
    " FROM article WHERE live = 1 AND number BETWEEN s.number << 12 AND (s.number << 12) + 4095)",
    "stretches whose rows are wrong": "SELECT count(*) FROM stretch s WHERE rows <>"
    " (SELECT coalesce(sum(n + 1), 0) FROM story"
    " WHERE n > 0 AND last BETWEEN s.number << 12 AND (s.number << 12) + 4095)",
    "articles of no stretch": "SELECT count(*) FROM article"
    " WHERE live = 1 AND number >> 12 NOT IN (SELECT number FROM stretch)",
    "stories of no stretch": "SELECT count(*) FROM story"
    " WHERE n > 0 AND last >> 12 NOT IN (SELECT number FROM stretch)",
    "words of articles that are not listed": "SELECT count(*) FROM fts_docsize WHERE id NOT IN"
    " (SELECT number FROM article WHERE live = 1)",
    "articles whose words are not indexed": "SELECT count(*) FROM article WHERE live = 1 AND number NOT IN"
    " (SELECT id FROM fts_docsize)",
}


_WHOLE = 128 * 1_048_576
"""Bytes of the largest file that is looked through whole while the reader reads."""


def damage(path: Path, stop: Callable[[], bool] = lambda: False) -> str:
    """Return the first damage that is seen in a library's file, in a line, or "".

    Only a look, for the background: at the tables of what the reader said, and at all of a file that is not
    large. Nothing is written, and nobody who uses the library is kept waiting.

    Args:
        path: The file.
        stop: Asked now and then; the look ends when it says yes.
    """
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as connection:
            connection.set_progress_handler(lambda: int(stop()), 10_000)
            whole = path.stat().st_size <= _WHOLE
            tables = connection.execute(
                "SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%'"
            ).fetchall()
            for (table,) in tables:
                if whole or table in OWN_TABLES:
                    (said,) = connection.execute(f"PRAGMA quick_check('{table}')").fetchone()
                    if said != "ok":
                        return f"{path}: the library is damaged (table {table}); {WAY_ON}"
    except (sqlite3.Error, OSError) as error:
        meant = said_of(error, path) if isinstance(error, sqlite3.Error) else None
        return str(meant) if isinstance(meant, Damaged) else ""
    return ""


def check(store: Store, *, words: bool = True) -> list[str]:
    """Return one line for each thing that is wrong; none when the library is sound.

    Args:
        store: The library.
        words: Whether the index of words is compared with the texts, which reads all of them.
    """
    found: list[str] = []
    with store.lock:
        run = store.connection.execute
        try:
            found += [f"file: {line}" for (line,) in run("PRAGMA integrity_check(20)") if line != "ok"]
            if words and not store.read_only:
                run("INSERT INTO fts(fts, rank) VALUES ('integrity-check', 1)")
            sums = store.tallies()
            for name, sql in _SUMS.items():
                (count,) = run(sql).fetchone()
                if count != sums[name]:
                    found.append(f"sum {name!r}: {sums[name]} is kept, {count} is true")
            for what, sql in _MUST_BE_NONE.items():
                (count,) = run(sql).fetchone()
                if count:
                    found.append(f"{what}: {count}")
        except sqlite3.DatabaseError as error:
            found.append(f"file: {error}")
    return found
