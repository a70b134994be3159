"""What is known of a feed between two visits, and what a visit brings."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from reader.article import Article
from reader.importers.items import Refusal

FEEDS = "application/atom+xml, application/rss+xml, application/feed+json, */*;q=0.5"
"""What is asked for where a feed is expected."""

ANYTHING = "text/html, application/xhtml+xml, application/atom+xml;q=0.9, */*;q=0.5"
"""What is asked for where the reader named an address."""

_MINUTE = 60
_DAY = 24 * 60 * _MINUTE


@dataclass(frozen=True, slots=True)
class FeedState:
    """A feed, with what its server said at the last visit.

    Attributes:
        url: Its address, http or https; also its identity.
        title: What it calls itself.
        outlet: The outlet that the reader gave it; "" for the feed's own title.
        etag: The server's mark of the version last seen, sent back with the next question.
        last_modified: The same as a date, in the server's words.
        next_due: Seconds since 1970 before which it is not asked again.
        gone: Whether the server said that it is gone for good; it is never asked again.
        failures: Visits in a row that failed.
    """

    url: str
    title: str = ""
    outlet: str = ""
    etag: str = ""
    last_modified: str = ""
    next_due: float = 0.0
    gone: bool = False
    failures: int = 0


class Outcome(StrEnum):
    """How a visit ended."""

    FETCHED = "fetched"
    UNCHANGED = "unchanged"
    NOT_DUE = "not due"
    GONE = "gone"
    LATER = "asked to come later"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class FeedResult:
    """What a visit to one feed brought.

    Attributes:
        state: What to remember until the next visit.
        outcome: How it ended.
        articles: The feed's items.
        refused: Items that could not be taken.
        notices: What the reader should know, one line each.
        error: Why it failed, one safe line; "" when it did not.
        moved_to: The address that the feed has moved to for good; "" when it has not. `state.url` stays, as
            the articles' identities hang on it.
    """

    state: FeedState
    outcome: Outcome
    articles: tuple[Article, ...] = ()
    refused: tuple[Refusal, ...] = ()
    notices: tuple[str, ...] = ()
    error: str = ""
    moved_to: str = ""


@dataclass(frozen=True, slots=True)
class FetchSettings:
    """How feeds are asked for. Times are in seconds.

    Attributes:
        connect: Longest wait for a connection.
        read: Longest wait for the next bytes.
        total: Longest time for one feed, its redirections included.
        largest: Most bytes of a feed, packed or unpacked.
        redirects: Most redirections of one visit.
        at_once: Most hosts that are asked at the same time; one host is asked for one feed at a time.
        host_gap: Pause between two questions to one host.
        interval: Least time between two visits to a feed, unless its server asks for more.
        longest_interval: Most time between two visits, whatever its server asks and however often it failed.
        force: Whether to ask also for feeds that are not due.
        accept: What is asked for.
        stop: Asked now and then; answers are not waited for any more when it says yes.
        now: The clock: seconds since 1970.
    """

    connect: float = 5.0
    read: float = 15.0
    total: float = 30.0
    largest: int = 10_000_000
    redirects: int = 5
    at_once: int = 8
    host_gap: float = 1.0
    interval: float = 30 * _MINUTE
    longest_interval: float = 7 * _DAY
    force: bool = False
    accept: str = FEEDS
    stop: Callable[[], bool] = lambda: False
    now: Callable[[], float] = time.time
