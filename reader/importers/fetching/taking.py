"""What stands at an address that the reader named: a page, a feed, a list of feeds, a document."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from reader.article import Article, Field, Provenance
from reader.importers.errors import Refused
from reader.importers.fetching.addresses import shown, split_host
from reader.importers.fetching.feeds import answers_of, in_utf8, named_feed, result_of
from reader.importers.fetching.state import ANYTHING, FeedResult, FeedState, FetchSettings, Outcome
from reader.importers.fetching.visit import Answer
from reader.importers.items import Item, Notice, Refusal
from reader.importers.registry import read_stream
from reader.importers.sniff import sniff

_JSON_FEED = b"jsonfeed.org/version/"


@dataclass(frozen=True, slots=True)
class Taken:
    """What an address gave.

    Attributes:
        url: The address.
        feed: What its visit brought, when it is a feed, to be visited again.
        items: What it holds, when it is something else.
    """

    url: str
    feed: FeedResult | None = None
    items: tuple[Item, ...] = ()


def take(urls: Iterable[str], settings: FetchSettings | None = None) -> Iterator[Taken]:
    """Visit addresses, and yield what each one gives, as it comes.

    Raises:
        Refused: When the extra `[net]` is not installed.
    """
    settings = replace(settings or FetchSettings(), accept=ANYTHING)
    hosts: dict[str, list[FeedState]] = {}
    for url in dict.fromkeys(urls):
        try:
            host, _ = split_host(url)
        except Refused as error:
            yield Taken(url, items=(Refusal(shown(url), str(error)),))
            continue
        hosts.setdefault(host, []).append(FeedState(url))
    if hosts:
        for answer in answers_of(list(hosts.values()), settings):
            yield _taken(answer, settings)


def _taken(answer: Answer, settings: FetchSettings) -> Taken:
    url = answer.state.url
    kind = sniff(answer.body[:4096], url.casefold()) if answer.status == 200 else ""
    if kind == "feed" or (kind == "json" and _JSON_FEED in answer.body[:4096]):
        return Taken(url, feed=result_of(answer, settings))
    if answer.status != 200 or not answer.body.strip():
        result = result_of(answer, settings)
        reason = result.error or "nothing stands there"
        if result.outcome is Outcome.LATER:
            reason = f"{reason}: try again later"
        return Taken(url, items=(Refusal(shown(url), reason),))
    return Taken(url, items=tuple(_items(answer, kind)))


def _items(answer: Answer, kind: str) -> Iterator[Item]:
    url = answer.state.url
    for item in read_stream(io.BytesIO(in_utf8(answer)), url):
        if isinstance(item, Article) and item.url is None:
            item = replace(item, url=Field(answer.moved_to or url, Provenance.URL, "where it was fetched"))
        yield item
    feed = named_feed(answer.body, url) if kind == "html" else ""
    if feed:
        yield Notice(shown(url), f"names a feed that can be added too: {feed}")
