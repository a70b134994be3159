"""A list of feeds as a source: it holds no articles, but names where they come from."""

from __future__ import annotations

from collections.abc import Iterator

from reader.importers.items import Refusal, Subscription
from reader.importers.markup import html_text
from reader.importers.opml import parse_opml
from reader.importers.source import Source


def drafts(source: Source) -> Iterator[Subscription | Refusal]:
    """Yield the feeds of a list, and what in it is no feed."""
    text, _ = html_text(source.read_all())
    feeds, skipped = parse_opml(text)
    yield from feeds
    for address, reason in skipped:
        yield Refusal(f"{source.name}: {address}", reason)
