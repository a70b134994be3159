"""The library's SQLite file: its tables, how an older file becomes a new one, and how a file is opened.

Tables fall in two groups. What the machine can compute again from the sources (articles, the index of
words, stories, near-copies) and what the reader has said (`OWN`): state, tags, merges and splits, saved
queries and the journal of acts. The second group names articles by `Article.id`, so it outlives
everything in the first. `docs/library.md` describes every table.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic, sleep

VERSION = 6
"""The schema's version, kept in `PRAGMA user_version`; 0 is an empty file."""

APPLICATION = 0x63726F73
"""`PRAGMA application_id` of our files, so that another program's database is never taken for one."""

STRETCH_BITS = 12
"""Numbers that are the same but for so many bits are of one stretch; a day has 256 of them."""

OWN = """
CREATE TABLE state (
    id TEXT PRIMARY KEY, read INTEGER NOT NULL DEFAULT 0, starred INTEGER NOT NULL DEFAULT 0,
    trashed INTEGER NOT NULL DEFAULT 0) WITHOUT ROWID;
CREATE TABLE tag (tag TEXT NOT NULL, id TEXT NOT NULL, PRIMARY KEY (tag, id)) WITHOUT ROWID;
CREATE INDEX tag_id ON tag(id);
CREATE TABLE joined (one TEXT NOT NULL, other TEXT NOT NULL, PRIMARY KEY (one, other)) WITHOUT ROWID;
CREATE TABLE alone (id TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE saved (name TEXT PRIMARY KEY, query TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE act (
    id INTEGER PRIMARY KEY, at TEXT NOT NULL, coder TEXT NOT NULL DEFAULT '', kind TEXT NOT NULL,
    articles TEXT NOT NULL, body TEXT NOT NULL, said TEXT NOT NULL, state INTEGER NOT NULL DEFAULT 0);
CREATE INDEX act_kind ON act(kind, state);
"""
"""What the reader has said. `act` is the journal's (`reader.library.journal`), made here with the others."""

_ARTICLES = """
CREATE TABLE outlet (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, n INTEGER NOT NULL DEFAULT 0);
CREATE TABLE body (id INTEGER PRIMARY KEY, packed BLOB NOT NULL);
CREATE TABLE article (
    number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, body INTEGER NOT NULL, outlet INTEGER NOT NULL,
    published TEXT NOT NULL, title TEXT NOT NULL, source TEXT NOT NULL, facts TEXT NOT NULL,
    words INTEGER NOT NULL, origin INTEGER NOT NULL, heading INTEGER NOT NULL,
    same INTEGER NOT NULL,
    story INTEGER NOT NULL DEFAULT 0, newer INTEGER NOT NULL DEFAULT 0,
    original INTEGER NOT NULL DEFAULT 0, share INTEGER NOT NULL DEFAULT 0,
    review INTEGER NOT NULL DEFAULT 0, live INTEGER NOT NULL DEFAULT 1,
    read INTEGER NOT NULL DEFAULT 0, starred INTEGER NOT NULL DEFAULT 0);
CREATE INDEX article_live ON article(number) WHERE live = 1;
CREATE INDEX article_unread ON article(number) WHERE live = 1 AND read = 0;
CREATE INDEX article_starred ON article(number) WHERE starred = 1;
CREATE INDEX article_review ON article(number) WHERE live = 1 AND review > 0;
CREATE INDEX article_story ON article(story);
CREATE INDEX article_outlet ON article(outlet, number);
CREATE INDEX article_origin ON article(origin);
CREATE INDEX article_heading ON article(heading) WHERE heading <> 0;
CREATE INDEX article_same ON article(same);
CREATE INDEX article_newer ON article(newer) WHERE newer > 0;
CREATE VIEW words AS SELECT number, title, index_text(packed) AS body, facts
    FROM article JOIN body ON body.id = article.body WHERE live = 1;
CREATE VIRTUAL TABLE fts USING fts5(
    title, body, facts, content='words', content_rowid='number', tokenize='unicode61 remove_diacritics 2');

CREATE TABLE story (
    number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, centre INTEGER NOT NULL, first INTEGER NOT NULL,
    last INTEGER NOT NULL, n INTEGER NOT NULL, outlets INTEGER NOT NULL);
CREATE INDEX story_last ON story(last, n) WHERE n > 0;
CREATE INDEX story_outlets ON story(outlets) WHERE outlets > 1;
CREATE TABLE vector (number INTEGER PRIMARY KEY, terms BLOB NOT NULL, linked INTEGER NOT NULL DEFAULT 0);
CREATE INDEX vector_unlinked ON vector(number) WHERE linked = 0;
CREATE TABLE near (
    number INTEGER PRIMARY KEY, piece INTEGER NOT NULL DEFAULT 0, packed BLOB NOT NULL);
CREATE INDEX near_piece ON near(piece) WHERE piece > 0;
CREATE TABLE sketch (number INTEGER PRIMARY KEY, packed BLOB NOT NULL);
CREATE TABLE shingle (
    hash INTEGER NOT NULL, number INTEGER NOT NULL, PRIMARY KEY (hash, number)) WITHOUT ROWID;

CREATE TABLE source (
    path TEXT PRIMARY KEY, root TEXT NOT NULL, size INTEGER NOT NULL,
    changed INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE place (path TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE feed (
    url TEXT PRIMARY KEY, title TEXT NOT NULL, page TEXT NOT NULL, folders TEXT NOT NULL) WITHOUT ROWID;

CREATE TABLE tally (name TEXT PRIMARY KEY, n INTEGER NOT NULL) WITHOUT ROWID;
INSERT INTO tally VALUES
    ('articles', 0), ('read', 0), ('review', 0), ('stories', 0), ('one', 0), ('three', 0);
"""

_COUNT_ARTICLE = """
    UPDATE outlet SET n = n {sign} {row}.live WHERE id = {row}.outlet AND {row}.live;
    UPDATE tally SET n = n {sign} CASE name WHEN 'articles' THEN 1 WHEN 'read' THEN {row}.read
        WHEN 'review' THEN {row}.review > 0 END WHERE name IN ('articles', 'read', 'review') AND {row}.live;
"""
_COUNT_STORY = """
    UPDATE tally SET n = n {sign} CASE name WHEN 'stories' THEN 1 WHEN 'one' THEN {row}.outlets = 1
        WHEN 'three' THEN {row}.outlets > 2 END WHERE name IN ('stories', 'one', 'three') AND {row}.n > 0;
"""


def _counting(table: str, columns: str, count: str) -> str:
    """Return triggers that keep the sums of a table right whoever changes it: nobody has to count rows."""
    less, more = count.format(sign="-", row="OLD"), count.format(sign="+", row="NEW")
    return f"""
CREATE TRIGGER {table}_in AFTER INSERT ON {table} BEGIN {more} END;
CREATE TRIGGER {table}_out AFTER DELETE ON {table} BEGIN {less} END;
CREATE TRIGGER {table}_change AFTER UPDATE OF {columns} ON {table} BEGIN {less} {more} END;
"""


_SUMS = _counting("article", "outlet, live, read, review", _COUNT_ARTICLE) + _counting(
    "story", "n, outlets", _COUNT_STORY
)


class LibraryError(Exception):
    """The library cannot be used; the message is one line that says why and what can be done."""


class NoLeave(LibraryError):
    """The library cannot be written to."""


class Older(LibraryError):
    """The library is of an older version, and may not be brought up to date."""


class Locked(LibraryError):
    """Another program keeps the library locked."""


WAY_ON = "'crossread library dump FILE' saves what can be read, and 'restore FILE' makes it anew"
"""What can be done about a damaged library."""


class Damaged(LibraryError):
    """The library's file is damaged, or no database at all."""


TROUBLE = (sqlite3.Error, UnicodeDecodeError)
"""What SQLite's module raises: where a file is damaged, its very message may be no text."""


def open_database(
    path: Path | None, *, read_only: bool = False, data: bytes | None = None
) -> sqlite3.Connection:
    """Open the library's file, make its tables or bring them up to date.

    Args:
        path: The file; None for a library in memory. A missing file is made, for this user alone.
        read_only: Never write to the file, not even to bring an older one up to date.
        data: What a library in memory holds, as another connection serialised it; no tables are made for it.

    Raises:
        LibraryError: The file is broken, not a library, from a newer version, or not accessible.
    """
    name = ":memory:" if path is None else str(path)
    # A folder that may not be entered is no error for these two: what is tried next says it.
    if path is not None and os.path.isdir(path):
        raise LibraryError(f"{name}: is a folder; move it away, and the library is made in its place")
    if path is not None and not os.path.exists(path):
        try:
            if read_only:
                path.stat()
            else:
                path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
                path.touch(mode=0o600, exist_ok=True)
        except OSError as error:
            raise NoLeave(f"{error.filename or name}: {error.strerror or type(error).__name__}") from error
    try:
        if path is not None and read_only:
            connection = sqlite3.connect(
                _for_reading(path), uri=True, isolation_level=None, check_same_thread=False
            )
        else:
            connection = sqlite3.connect(name, isolation_level=None, check_same_thread=False)
        if data is not None:
            connection.deserialize(data)
    except TROUBLE as error:
        raise said_of(error, path) or error from error
    try:
        _patiently(lambda: _prepare(connection, on_disk=path is not None, read_only=read_only))
    except TROUBLE as error:
        connection.close()
        raise said_of(error, path) or error from error
    except LibraryError as error:
        connection.close()
        raise type(error)(f"{name}: {error}") from None
    return connection


def _for_reading(path: Path) -> str:
    """Return the address by which a file is opened for reading.

    Where SQLite may not make the two files that it keeps beside a library, it is told that nobody writes;
    nothing is missed as long as no log stands there already.
    """
    log = f"{path}-wal"
    alone = not os.access(path.parent, os.W_OK) and not (os.path.exists(log) and os.path.getsize(log))
    return f"{path.absolute().as_uri()}?mode=ro{'&immutable=1' if alone else ''}"


PATIENCE = 10
"""So many seconds another program is waited for."""


def _patiently(step: Callable[[], None]) -> None:
    """Do a step that may be done again, until nobody is in its way.

    SQLite itself waits for most locks (`busy_timeout`), but not where a file is turned to write-ahead
    logging: of three programs that make a library together, one would be refused at once.
    """
    end = monotonic() + PATIENCE
    while True:
        try:
            return step()
        except sqlite3.OperationalError as error:
            if getattr(error, "sqlite_errorcode", 0) & 0xFF != sqlite3.SQLITE_BUSY or monotonic() > end:
                raise
        sleep(0.02)


_MEANINGS = {
    sqlite3.SQLITE_READONLY: "the library cannot be written to",
    sqlite3.SQLITE_CANTOPEN: "the library cannot be opened",
    sqlite3.SQLITE_FULL: "the disk is full; what was committed before is kept",
    sqlite3.SQLITE_IOERR: "the disk could not be read or written; what was committed before is kept",
}
_DAMAGED = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)


def said_of(error: sqlite3.Error | UnicodeDecodeError, path: Path | None) -> LibraryError | None:
    """Return what an error of the database means in one line; None for a mistake of this program's own."""
    name = str(path or "the library in memory")
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if code in _DAMAGED or isinstance(error, UnicodeDecodeError):
        return Damaged(f"{name}: the library is damaged ({error}); {WAY_ON}")
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return Locked(f"{name}: another program keeps the library locked; try again when it is done")
    kind = NoLeave if code == sqlite3.SQLITE_READONLY else LibraryError
    return kind(f"{name}: {_MEANINGS[code]}") if code in _MEANINGS else None


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """Do all of what follows or nothing.

    Raises:
        LibraryError: It could not be written; nothing was.
    """
    try:
        # IMMEDIATE takes the write lock first, so that nobody writes between our reading and writing.
        connection.execute("BEGIN IMMEDIATE")
        try:
            yield
            connection.execute("COMMIT")
        except BaseException:
            if connection.in_transaction:  # A full disk has undone it already.
                connection.execute("ROLLBACK")
            raise
    except TROUBLE as error:
        raise said_of(error, file_of(connection)) or error from error


def file_of(connection: sqlite3.Connection) -> Path | None:
    """Return the file that a connection is to; None in memory."""
    (name,) = [row[2] for row in connection.execute("PRAGMA database_list") if row[1] == "main"]
    return Path(name) if name else None


def _prepare(connection: sqlite3.Connection, *, on_disk: bool, read_only: bool) -> None:
    connection.execute(f"PRAGMA busy_timeout = {PATIENCE * 1000}")
    # One transaction: another process that makes the tables just now has made all of them or none.
    if connection.in_transaction:
        connection.execute("ROLLBACK")  # A step that was not let through is done anew.
    connection.execute("BEGIN")
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    (application,) = connection.execute("PRAGMA application_id").fetchone()
    (tables,) = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    connection.execute("COMMIT")
    if tables and application != APPLICATION:
        raise LibraryError("is another program's database, not a library of Crossread")
    if version > VERSION:
        raise LibraryError("was written by a newer version of Crossread; update the program to open it")
    if version < VERSION and read_only:
        raise Older("was written by an older version of Crossread; open it once with write access")
    from reader.library.packing import index_text

    connection.create_function("index_text", 1, index_text, deterministic=True)
    if on_disk and not read_only:
        if version == 0:
            connection.execute("PRAGMA page_size = 8192")
        connection.execute("PRAGMA journal_mode = WAL")
    connection.executescript(
        "PRAGMA synchronous = NORMAL; PRAGMA mmap_size = 268435456; PRAGMA cache_size = -65536;"
        "PRAGMA temp_store = MEMORY; PRAGMA recursive_triggers = OFF;"
    )
    if version < VERSION:
        _migrate(connection)


def _migrate(connection: sqlite3.Connection) -> None:
    """Bring the tables to the present version in one transaction: all of it or nothing."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        # Asked again now that nobody else can write: another process may have been faster.
        (version,) = connection.execute("PRAGMA user_version").fetchone()
        for step in range(version, VERSION):
            MIGRATIONS[step](connection)
        connection.execute(f"PRAGMA application_id = {APPLICATION}")
        connection.execute(f"PRAGMA user_version = {VERSION}")
    except BaseException:
        connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")


def run_script(connection: sqlite3.Connection, script: str) -> None:
    """Execute statements inside the transaction that is open; `executescript` would commit it first."""
    statement = ""
    for part in script.split(";"):
        statement += part + ";"
        if sqlite3.complete_statement(statement):
            connection.execute(statement)
            statement = ""


def _make_first(connection: sqlite3.Connection) -> None:
    """Make an empty library as it was in version 1."""
    run_script(connection, OWN)
    run_script(connection, _ARTICLES)
    run_script(connection, _SUMS)


def _add_names(connection: sqlite3.Connection) -> None:
    """Make room for the names in articles, which are looked for in the background."""
    run_script(
        connection,
        """
CREATE TABLE name (id INTEGER PRIMARY KEY, label TEXT NOT NULL, kind TEXT NOT NULL, folded TEXT NOT NULL,
    UNIQUE (folded, kind));
CREATE TABLE mention (name INTEGER NOT NULL, number INTEGER NOT NULL, times INTEGER NOT NULL,
    PRIMARY KEY (name, number)) WITHOUT ROWID;
CREATE INDEX mention_number ON mention(number);
CREATE TABLE named (number INTEGER PRIMARY KEY);
""",
    )


def _add_visits(connection: sqlite3.Connection) -> None:
    """Make room for what a file held when it was read, and for what a feed's server said last."""
    run_script(
        connection,
        """
ALTER TABLE source ADD COLUMN sha256 TEXT NOT NULL DEFAULT '';
ALTER TABLE source ADD COLUMN beside TEXT NOT NULL DEFAULT '';
ALTER TABLE feed ADD COLUMN outlet TEXT NOT NULL DEFAULT '';
ALTER TABLE feed ADD COLUMN etag TEXT NOT NULL DEFAULT '';
ALTER TABLE feed ADD COLUMN modified TEXT NOT NULL DEFAULT '';
ALTER TABLE feed ADD COLUMN due REAL NOT NULL DEFAULT 0;
ALTER TABLE feed ADD COLUMN gone INTEGER NOT NULL DEFAULT 0;
ALTER TABLE feed ADD COLUMN failures INTEGER NOT NULL DEFAULT 0;
""",
    )


def _pack_closer(connection: sqlite3.Connection) -> None:
    """Make the index of words, the terms and the neighbours smaller.

    In the index the first column's places cost nothing, so the one with most words comes first.
    """
    from reader.library.older import pack_anew

    run_script(
        connection,
        """
DROP TABLE fts;
CREATE VIRTUAL TABLE fts USING fts5(
    body, title, facts, content='words', content_rowid='number', tokenize='unicode61 remove_diacritics 2');
INSERT INTO fts(fts) VALUES ('rebuild');
""",
    )
    pack_anew(connection)


def _add_places(connection: sqlite3.Connection) -> None:
    """Make far places of the list cheap to find: numbers are counted by the stretch, orders have an index.

    A stretch is a part of a day, and of its articles' and stories' numbers; `reader.library.stretches`.
    """
    run_script(
        connection,
        f"""
CREATE TABLE stretch (
    number INTEGER PRIMARY KEY, articles INTEGER NOT NULL DEFAULT 0, rows INTEGER NOT NULL DEFAULT 0);
INSERT INTO stretch SELECT place, sum(articles), sum(rows) FROM (
    SELECT number >> {STRETCH_BITS} AS place, 1 AS articles, 0 AS rows FROM article WHERE live = 1 UNION ALL
    SELECT last >> {STRETCH_BITS}, 0, n + 1 FROM story WHERE n > 0) GROUP BY place;
CREATE INDEX article_title ON article(title COLLATE NOCASE) WHERE live = 1;
CREATE INDEX article_words ON article(words) WHERE live = 1;
DROP INDEX article_outlet;
CREATE INDEX article_outlet ON article(outlet) WHERE live = 1;
"""
        + _placing("article", "number, live", "number", "articles", "{row}.live", "1")
        + _placing("story", "last, n", "last", "rows", "{row}.n > 0", "{row}.n + 1"),
    )


def _placing(table: str, columns: str, place: str, counted: str, shown: str, count: str) -> str:
    """Return triggers that keep the sums of stretches right."""

    def counting(row: str, sign: str) -> str:
        return f"""
    INSERT INTO stretch(number, {counted})
        SELECT {row}.{place} >> {STRETCH_BITS}, {sign}({count.format(row=row)}) WHERE {shown.format(row=row)}
        ON CONFLICT(number) DO UPDATE SET {counted} = {counted} + excluded.{counted};"""

    less, more = counting("OLD", "-"), counting("NEW", "")
    return f"""
CREATE TRIGGER {table}_placed AFTER INSERT ON {table} BEGIN {more} END;
CREATE TRIGGER {table}_taken AFTER DELETE ON {table} BEGIN {less} END;
CREATE TRIGGER {table}_moved AFTER UPDATE OF {columns} ON {table} BEGIN {less} {more} END;
"""


def _add_originals(connection: sqlite3.Connection) -> None:
    """Make what copies an article quick to find, as corrections ask for it."""
    connection.execute("CREATE INDEX article_original ON article(original) WHERE original > 0")


MIGRATIONS: tuple[Callable[[sqlite3.Connection], None], ...] = (
    _make_first,
    _add_names,
    _add_visits,
    _pack_closer,
    _add_places,
    _add_originals,
)
"""The step from each version to the next; a step that has been released is never changed."""
