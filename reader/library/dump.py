"""A library as JSON lines and back: everything that cannot be computed again, without loss.

The first line says what it is; then comes a line an article, old versions among them, then a line a row
of the reader's own tables. What is left out (index of words, stories, near-copies) is worked out anew.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from reader.library.packing import checked_record, to_record, unpack
from reader.library.prepare import Prepared, prepare
from reader.library.records import parse_record
from reader.library.schema import LibraryError, Locked
from reader.library.store import Store
from reader.text.safe import is_safe, safe_line, safe_text

OWN_TABLES = {
    "state": ("id", "read", "starred", "trashed"),
    "tag": ("tag", "id"),
    "joined": ("one", "other"),
    "alone": ("id",),
    "saved": ("name", "query"),
    "act": ("id", "at", "coder", "kind", "articles", "body", "said", "state"),
    "place": ("path",),
    "feed": ("url", "title", "page", "folders", "outlet", "gone"),
}
"""The tables of which every row is in a dump, with their columns."""

_MOST = {
    "state.read": 1,
    "state.starred": 1,
    "state.trashed": 1,
    "act.id": 1 << 62,
    "act.state": 2,
    "feed.gone": 1,
}
"""Their columns that hold whole numbers from 0, and the largest each holds; all others hold text."""

_MANY_LINES = ("act.body", "feed.folders")
"""Columns of text that may hold several lines."""

_LATER = ("outlet", "gone")
"""Columns that older dumps do not have."""

_LISTED = (
    "SELECT a.number, a.id, a.title, a.body, coalesce(n.id, '') FROM article a"
    " LEFT JOIN article n ON n.number = a.newer AND a.newer > 0"
    " WHERE a.number > ? ORDER BY a.number LIMIT ?"
)
"""What lists the articles after a number: as many as are asked for."""

_FORMAT = "crossread library"
_BATCH = 500
_PAGE = 200
_BEYOND = 1 << 43  # No day has such a number.
_UNREADABLE = (LibraryError, sqlite3.Error)


def dump(store: Store, lost: Callable[[str], None] = lambda _: None) -> Iterator[str]:
    """Yield the lines of a dump, without line breaks.

    Articles come in the order of their numbers. What cannot be read by way of the tables of a damaged file is
    looked for on its pages (`reader.library.salvage`).

    Args:
        store: The library; also one that is damaged.
        lost: Called with a line on what could not be read.
    """
    yield opening_line()
    had: set[str] = set()
    unread: dict[str, tuple[str, str]] = {}  # By id: the newer version's id, and what to say.
    broken: set[str] = set()

    def gap(table: str, error: Exception) -> None:
        if table not in broken:
            lost(f"table {table}: {error.__cause__ or error}")
        broken.add(table)

    for id, title, body, newer in _listed(store, gap):
        try:
            record = to_record(unpack(store.value("SELECT packed FROM body WHERE id = ?", (body,))))
        except Exception as error:  # Whatever a damaged row holds, the next one may be sound.
            unread[id] = newer, f"article {id} ({title}): {error.__cause__ or error}"
            continue
        had.add(record["id"])
        yield _article_line(record, newer)
    for table, columns in OWN_TABLES.items():
        try:
            rows = store.rows(f"SELECT {', '.join(columns)} FROM {table} ORDER BY {', '.join(columns)}")
        except _UNREADABLE as error:
            gap(table, error)
            continue
        for row in rows:
            try:
                _checked_row(table, named := dict(zip(columns, row, strict=True)))
                line = line_of({table: named})
            except (TypeError, ValueError, RecursionError) as error:  # Noise, where a text or a number was.
                gap(table, error)
                continue
            yield line
    if store.path is not None and (unread or broken):
        from reader.library.salvage import on_pages

        # Where the list of articles is whole, it says which ones are missing: no other comes back.
        wanted = unread.__contains__ if "article" not in broken else lambda id: id not in had
        tables = broken | {"article"} if unread else broken
        count = 0
        for found in on_pages(store.path, lost, tables=tables, wanted=wanted):
            article = found.get("article")
            try:
                _ = checked_record(article) if article else [_checked_row(*each) for each in found.items()]
            except (TypeError, ValueError, KeyError, RecursionError):
                continue  # Noise.
            count += 1
            newer, _ = unread.pop(article["id"], ("", "")) if article else ("", "")
            yield _article_line(article, newer) if article else line_of(found)
        if count:
            lost(f"{count:,} of the rows by way of their tables; they were found on the file's pages")
    for _, said in unread.values():
        lost(said)


def _listed(store: Store, gap: Callable[[str, Exception], None]) -> Iterator[tuple[str, str, int, str]]:
    """Yield every article by its number: its id, its headline, where its text is, its newer version's id.

    What cannot be read is passed over, in steps that grow until there is something to read again.
    """
    last, size, step = -1, _PAGE, 1
    while last < _BEYOND:
        try:
            rows = store.rows(_LISTED, (last, size))
        except Locked:
            raise
        except _UNREADABLE as error:
            if size > 1:  # All up to the damage.
                size = 1
                continue
            if step == 1:
                gap("article", error)
            last, step = last + step, 2 * step
            continue
        if not rows:
            return
        for _, *listed in rows:
            yield tuple(listed)
        last, size, step = rows[-1][0], min(2 * size, _PAGE), 1


def _article_line(record: dict[str, Any], newer: str) -> str:
    return line_of({"article": record, **({"newer": newer} if newer else {})})


def restore(store: Store, lines: Iterable[str]) -> int:
    """Put a dump into an empty library; return how many articles there were.

    Raises:
        LibraryError: It is no dump, or a line of it is broken; nothing is kept then.
    """
    if store.value("SELECT count(*) FROM article"):
        raise LibraryError("the library to restore into is not empty")
    count, number = 0, 0
    newer: dict[str, str] = {}
    own: list[tuple[str, list[str], list[Any]]] = []
    batch: list[Prepared] = []
    with store.writing() as connection:
        for number, line in enumerate(lines, 1):
            try:
                record = _read(line, number)
                if record is None:
                    continue
                if "article" in record:
                    article = checked_record(record["article"])
                    if "newer" in record:
                        newer[article.id] = str(record["newer"])
                    batch.append(prepare(article))
                else:
                    ((table, row),) = record.items()
                    own.append((table, *_checked_row(table, row)))
            except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
                raise LibraryError(f"line {number} of the dump: {error}; nothing was restored") from error
            if len(batch) == _BATCH:
                count += _write(store, connection, batch)
                batch = []
        if not number:
            raise LibraryError("this is no dump of a library: it is empty; nothing was restored")
        count += _write(store, connection, batch)
        # State comes last: it is what the reader said, whatever adding the articles would make of it.
        connection.execute("DELETE FROM state")
        connection.execute("DELETE FROM tag")
        for table, columns, values in own:
            marks, names = ",".join("?" * len(values)), ",".join(columns)
            connection.execute(f"INSERT OR REPLACE INTO {table}({names}) VALUES ({marks})", values)
        _settle(store, connection, newer)
    return count


def _without_circles(newer: dict[str, str]) -> dict[str, str]:
    """Return which article is a version of which, without those that would be newer than themselves."""
    ends: set[str] = set()  # What is known to lead to a newest version.
    circling: set[str] = set()
    for id in newer:
        way: dict[str, None] = {}
        at = id
        while at in newer and at not in ends and at not in circling and at not in way:
            way[at] = None
            at = newer[at]
        if at in way:
            circle = list(way)
            circling.update(circle[circle.index(at) :])
        ends.update(each for each in way if each not in circling)
    return {id: after for id, after in newer.items() if id not in circling}


def _checked_row(table: str, row: dict[str, Any]) -> tuple[list[str], list[Any]]:
    """Return the columns and values of a row of the reader's own tables, which anybody may have written.

    Raises:
        ValueError: A value has another type.
    """
    columns = [name for name in OWN_TABLES[table] if name in row or name not in _LATER]
    values = {name: row[name] for name in columns}
    for name, value in values.items():
        most = _MOST.get(f"{table}.{name}")
        if most is not None:
            if type(value) is not int or not 0 <= value <= most:
                raise ValueError(f"{table}.{name} is no number from 0 to {most}")
        elif not isinstance(value, str):
            raise ValueError(f"{table}.{name} is no text")
    if table == "place" and "\0" in row["path"]:
        raise ValueError("place.path is no path")
    if table == "act":
        articles, body = _ids(row["articles"]), parse_record(row["body"])
        # Which files it once changed is another machine's matter, or a stranger's: undone here, a correction
        # is taken back in the library alone.
        if "files" in body:
            body["files"] = []
            body.pop("under", None)
        values["articles"] = json.dumps(_shown(articles))
        values["body"] = json.dumps(_shown(body), sort_keys=True)
    if table != "place":  # A path is what the system calls it; it is made safe where it is shown.
        values = {
            name: _shown(value, one_line=f"{table}.{name}" not in _MANY_LINES)
            for name, value in values.items()
        }
    return columns, list(values.values())


def _ids(text: str) -> list[str]:
    """Return the ids that an act names its articles by.

    Raises:
        ValueError: It is no list of them.
    """
    try:
        ids = json.loads(text)
    except ValueError:
        ids = None
    if not isinstance(ids, list) or not all(isinstance(id, str) for id in ids):
        raise ValueError("act.articles is no list of ids")
    return ids


def _shown(value: Any, *, one_line: bool = False) -> Any:
    """Return a value of JSON with all its texts fit to be shown; those that are fit stay as they are."""
    if isinstance(value, str):
        if is_safe(value, one_line=one_line):
            return value
        return safe_line(value) if one_line else safe_text(value).text
    if isinstance(value, dict):
        return {_shown(name): _shown(each) for name, each in value.items()}
    return [_shown(each) for each in value] if isinstance(value, list) else value


def _write(store: Store, connection: sqlite3.Connection, batch: list[Prepared]) -> int:
    store.add_within(connection, batch)
    return len(batch)


def _settle(store: Store, connection: sqlite3.Connection, newer: dict[str, str]) -> None:
    """Make versions, state and trash what they were."""
    from reader.library.rows import Rows

    connection.execute("UPDATE article SET newer = 0")
    for id, after in _without_circles(newer).items():
        connection.execute(
            "UPDATE article SET newer = coalesce((SELECT number FROM article WHERE id = ?), 0) WHERE id = ?",
            (after, id),
        )
    connection.execute(
        "UPDATE article SET (read, starred) = (SELECT read, starred FROM state s WHERE s.id = article.id)"
        " WHERE id IN (SELECT id FROM state)"
    )
    hidden = "newer > 0 OR id IN (SELECT id FROM state WHERE trashed = 1)"
    rows = Rows(store, connection)
    rows.retire([n for (n,) in store.rows("SELECT number FROM article WHERE newer > 0 AND story > 0")])
    for (number,) in store.rows("SELECT number FROM article WHERE newer = 0 AND story = 0"):
        rows.revive(number)
    rows.hide([n for (n,) in store.rows(f"SELECT number FROM article WHERE live = 1 AND ({hidden})")])
    rows.show([n for (n,) in store.rows(f"SELECT number FROM article WHERE live = 0 AND NOT ({hidden})")])


def _read(line: str, number: int) -> dict[str, Any] | None:
    """Return the record of a line; None for the first one and blank ones."""
    if number > 1 and not line.strip():
        return None
    record = parse_record(line)
    if number == 1:
        if record.get("format") != _FORMAT:
            raise ValueError("this is no dump of a library")
        if record.get("version") != 1:
            raise ValueError("written by a newer version of Crossread; update the program to restore it")
        return None
    return record


def opening_line() -> str:
    """Return the first line of a dump, which says what it is."""
    return line_of({"format": _FORMAT, "version": 1})


def line_of(record: dict[str, Any]) -> str:
    """Return a record as a line of a dump."""
    # Escaped to ASCII, so that it may pass a terminal.
    return json.dumps(record, separators=(",", ":"))
