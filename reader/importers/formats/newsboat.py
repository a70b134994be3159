"""The cache of the feed reader newsboat, read without touching it."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime

from reader.article import Field, Provenance
from reader.importers.draft import Draft
from reader.importers.entry import Entry, draft_of
from reader.importers.errors import Refused
from reader.importers.items import Refusal
from reader.importers.limits import RECORD
from reader.importers.record_fields import outlet_from_url, web_address
from reader.importers.source import Source
from reader.text.safe import safe_line

_MARKUP = re.compile(r"<[A-Za-z/!][^<>]*>")
_COLUMNS = ("guid", "title", "author", "url", "feedurl", "pubDate", "content", "unread", "flags")
# In no step of the search for a row may a database built to hang do more than this.
_MOST_STEPS = 50_000_000


def drafts(source: Source) -> Iterator[Draft | Refusal]:
    """Yield the items of newsboat's cache."""
    if source.path is None:
        raise Refused("a database inside an archive: unpack it first")
    uri = f"{source.path.absolute().as_uri()}?mode=ro&immutable=1"
    try:
        with closing(sqlite3.connect(uri, uri=True)) as database:
            yield from _items(database, source)
    except sqlite3.Error as error:
        raise Refused(f"a database that cannot be read: {safe_line(str(error))}") from error


def _items(database: sqlite3.Connection, source: Source) -> Iterator[Draft | Refusal]:
    steps = 0

    def count() -> int:
        nonlocal steps
        steps += 10_000
        return steps > _MOST_STEPS

    database.execute("PRAGMA trusted_schema = OFF")
    database.text_factory = lambda data: data.decode("utf-8", "replace")
    database.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, RECORD)
    tables = dict(database.execute("SELECT name, type FROM sqlite_master"))
    # A view could compute what it likes.
    if tables.get("rss_item") != "table":
        raise Refused("a database, but not newsboat's")
    known = {row[1] for row in database.execute("PRAGMA table_info(rss_item)")}
    if not {"guid", "title", "content"} <= known:
        raise Refused("a database of newsboat's without texts")
    columns = [name for name in _COLUMNS if name in known]
    outlets = _outlets(database) if tables.get("rss_feed") == "table" else {}
    database.set_progress_handler(count, 10_000)
    rows = database.execute(f"SELECT {', '.join(columns)} FROM rss_item ORDER BY rowid")
    for number, row in enumerate(rows, 1):
        steps = 0
        item = {name: str(value) for name, value in zip(columns, row, strict=True) if value is not None}
        try:
            yield draft_of(_entry(item, outlets), source, f"item {number}")
        except Refused as error:
            yield Refusal(f"{source.name}: item {number}", str(error))


def _outlets(database: sqlite3.Connection) -> dict[str, str]:
    return {
        str(url): safe_line(str(title))
        for url, title in database.execute("SELECT rssurl, title FROM rss_feed")
    }


def _entry(item: dict[str, str], outlets: dict[str, str]) -> Entry:
    fields: dict[str, Field] = {}
    url = web_address(item.get("url", ""))
    outlet = outlets.get(item.get("feedurl", ""), "")
    if outlet:
        fields["outlet"] = Field(outlet, Provenance.FEED, "the feed's title", 0.8)
    elif (found := outlet_from_url(url)) is not None:
        fields["outlet"] = found
    for name, value in (
        ("url", url),
        ("byline", safe_line(item.get("author", ""))),
        ("published", _day(item)),
    ):
        if value:
            fields[name] = Field(value, Provenance.FEED)
    body = item.get("content", "")
    return Entry(
        key=safe_line(item.get("guid", ""))[:500],
        title=item.get("title", ""),
        body=body,
        markup=_MARKUP.search(body) is not None,
        fields=fields,
        extra=tuple((name, item[name]) for name in ("feedurl", "unread", "flags") if item.get(name)),
    )


def _day(item: dict[str, str]) -> str:
    try:
        return datetime.fromtimestamp(int(item.get("pubDate", "")), UTC).date().isoformat()
    except (ValueError, OverflowError, OSError):
        return ""
