"""Articles for tests of the library, made of invented news."""

from __future__ import annotations

import json
import sqlite3
import zlib
from hashlib import sha256

from test_stories import ALL, FERRY, OTHER_QUAKE, QUAKE

from reader.article import Article, Field, Line, Provenance, Role, Span
from reader.library.door import Library
from reader.library.grouping import link_all, link_pending
from reader.library.packing import to_record, unpack
from reader.library.prepare import prepare
from reader.library.store import Store
from reader.stories.vectors import decode, decode_near, pack_numbers

__all__ = [
    "ALL",
    "FERRY",
    "OTHER_QUAKE",
    "QUAKE",
    "library_of",
    "linked",
    "news",
    "pack_as_before_version_4",
    "some_news",
    "stories_in",
]


def news(
    title: str,
    text: str,
    *,
    outlet: str = "",
    date: str = "",
    source: str = "",
    url: str = "",
    agency: str = "",
    language: str = "en",
) -> Article:
    """Return an article of a headline and one paragraph a line."""
    whole = f"{title}\n{text}"
    lines = [Line(Span(0, len(title)), Role.HEADLINE)]
    start = len(title) + 1
    for line in text.split("\n"):
        if line:
            lines.append(Line(Span(start, start + len(line)), Role.PARAGRAPH))
        start += len(line) + 1

    def field(value: str) -> Field | None:
        return Field(value, Provenance.STATED) if value else None

    return Article(
        id=sha256("\0".join((title, text, outlet, date, source, url)).encode()).hexdigest()[:16],
        text=whole,
        lines=tuple(lines),
        source=source,
        headline=Field(title, Provenance.STATED, span=Span(0, len(title))),
        outlet=field(outlet),
        agency=field(agency),
        published=field(date),
        url=field(url),
        language=language,
    )


def some_news() -> list[Article]:
    """Return eight articles of four stories, by three outlets, on four days."""
    outlets = ["Courier", "Daily Beacon", "AFP"]
    days = [
        "2015-03-02",
        "2015-03-02",
        "2015-03-03",
        "2015-03-10",
        "2015-03-10",
        "2015-04-01",
        "2015-04-02",
        "",
    ]
    return [
        news(title, text, outlet=outlets[at % 3], date=days[at], source=f"/news/{at}.txt")
        for at, (title, text) in enumerate(ALL)
    ]


def linked(articles: list[Article], batch: int = 100, step: int = 100, store: Store | None = None) -> Store:
    """Return a library of these articles, added and grouped in batches."""
    store = store or Store()
    for start in range(0, len(articles), batch):
        store.add([prepare(article) for article in articles[start : start + batch]])
        while link_pending(store, step):
            pass
    link_all(store)
    return store


def library_of(articles: list[Article]) -> Library:
    """Return an open library of these articles."""
    return Library(linked(articles))


def stories_in(store: Store) -> set[frozenset[str]]:
    """Return the stories as sets of headlines of the articles that are listed."""
    found: dict[int, set[str]] = {}
    for story, title in store.rows("SELECT story, title FROM article WHERE live = 1"):
        found.setdefault(story, set()).add(title)
    return {frozenset(titles) for titles in found.values()}


def pack_as_before_version_4(connection: sqlite3.Connection) -> None:
    """Write terms, neighbours and texts as versions 1 to 3 did."""
    for table, column, code, unpacked in (
        ("vector", "terms", "I", decode),
        ("near", "packed", "q", decode_near),
    ):
        for number, packed in connection.execute(f"SELECT number, {column} FROM {table}").fetchall():
            figures = unpacked(packed)
            old = pack_numbers(code, figures) + pack_numbers("H", figures.values())
            connection.execute(f"UPDATE {table} SET {column} = ? WHERE number = ?", (old, number))
    for body, packed in connection.execute("SELECT id, packed FROM body").fetchall():
        letters = json.dumps(to_record(unpack(packed)), ensure_ascii=False, separators=(",", ":"))
        connection.execute(
            "UPDATE body SET packed = ? WHERE id = ?", (zlib.compress(letters.encode(), 6), body)
        )
