"""Feeds and pages of the web as sources: what is asked for, what came, what to remember."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from reader.importers.items import Item, Notice, Refusal, Subscription
from reader.library.reading import Made, prepared
from reader.library.standing import Standing
from reader.library.store import Store

if TYPE_CHECKING:
    from reader.importers.fetching.state import FeedResult, FeedState, FetchSettings

MOST = 10_000
"""Most articles of one answer, unless the reader asks for more."""


class Visited(NamedTuple):
    """An address was asked for.

    Attributes:
        state: What to remember of a feed; None where there is none.
        fetched: Whether it gave something new.
    """

    state: FeedState | None = None
    fetched: bool = False


def known_feeds(store: Store) -> list[FeedState]:
    """Return the feeds of a library as their last visit left them."""
    from reader.importers.fetching.state import FeedState

    return [
        FeedState(url, title, outlet, etag, modified, due, bool(gone), failures)
        for url, title, outlet, etag, modified, due, gone, failures in store.rows(
            "SELECT url, title, outlet, etag, modified, due, gone, failures FROM feed ORDER BY url"
        )
    ]


def remember(connection: sqlite3.Connection, states: Iterable[FeedState]) -> None:
    """Note what servers said of their feeds; inside a transaction."""
    connection.executemany(
        "INSERT INTO feed(url, title, page, folders, outlet, etag, modified, due, gone, failures)"
        " VALUES (?, ?, '', '', ?, ?, ?, ?, ?, ?) ON CONFLICT(url) DO UPDATE SET"
        " title = excluded.title, outlet = excluded.outlet, etag = excluded.etag,"
        " modified = excluded.modified, due = excluded.due, gone = excluded.gone,"
        " failures = excluded.failures",
        [
            (s.url, s.title, s.outlet, s.etag, s.last_modified, s.next_due, int(s.gone), s.failures)
            for s in states
        ],
    )


def subscribe(connection: sqlite3.Connection, feeds: Iterable[Subscription]) -> None:
    """Note feeds that a list names; what is known of them already stays. Inside a transaction."""
    connection.executemany(
        "INSERT INTO feed(url, title, page, folders) VALUES (?, ?, ?, ?) ON CONFLICT(url) DO UPDATE SET"
        " title = CASE WHEN excluded.title <> '' THEN excluded.title ELSE title END,"
        " page = excluded.page, folders = excluded.folders",
        [(feed.url, feed.title, feed.page, "\n".join(feed.folders)) for feed in feeds],
    )


def take(
    urls: Iterable[str], settings: FetchSettings, standing: Standing, most: int
) -> Iterator[Made | Visited]:
    """Yield what addresses hold, each followed by a `Visited`."""
    from reader.importers.errors import Refused
    from reader.importers.fetching.addresses import shown
    from reader.importers.fetching.taking import take as taken

    wanted = list(urls)
    try:
        for each in taken(wanted, settings):
            if each.feed is not None:
                yield from _made(each.feed, standing, most)
            else:
                yield from prepared(each.items, shown(each.url), standing, _least(most))
                yield Visited(fetched=True)
    except Refused as error:
        yield _without_extra(", ".join(map(shown, wanted[:3])), error)


def update(
    feeds: Iterable[FeedState], settings: FetchSettings, standing: Standing, most: int
) -> Iterator[Made | Visited]:
    """Yield what feeds that are due hold, each followed by a `Visited`."""
    from reader.importers.errors import Refused
    from reader.importers.fetching.feeds import fetch

    listed = list(feeds)
    try:
        for result in fetch(listed, settings):
            yield from _made(result, standing, most)
    except Refused as error:
        yield _without_extra("1 feed" if len(listed) == 1 else f"{len(listed):,} feeds", error)


def _made(result: FeedResult, standing: Standing, most: int) -> Iterator[Made | Visited]:
    """Yield what a visit brought, its articles before what is remembered: killed between, it comes again."""
    from reader.importers.fetching.addresses import shown
    from reader.importers.fetching.state import Outcome

    name = shown(result.state.url)
    if result.outcome is Outcome.FAILED:
        yield Refusal(name, result.error)
    elif result.error:
        yield Notice(name, result.error)
    items: list[Item] = [*(_notice(name, line) for line in result.notices), *result.refused, *result.articles]
    yield from prepared(items, name, standing, _least(most))
    visited = result.outcome not in (Outcome.NOT_DUE, Outcome.UNCHANGED)
    yield Visited(result.state, fetched=visited and result.outcome is Outcome.FETCHED)


def _notice(name: str, line: str) -> Notice:
    return Notice(name, line.removeprefix(f"{name}: "))


def _least(most: int) -> int:
    return min(most, MOST) if most else 0


def _without_extra(what: str, error: Exception) -> Refusal:
    return Refusal(what, f"not asked: {str(error).partition(': ')[2] or error}")


def waiting(settings: FetchSettings | None, stop: object) -> FetchSettings:
    """Return settings with which answers are waited for until `stop` says otherwise."""
    from reader.importers.fetching.state import FetchSettings

    return replace(settings or FetchSettings(), stop=stop)  # type: ignore[arg-type]
