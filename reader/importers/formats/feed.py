"""RSS and Atom: one item an article."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping
from time import struct_time
from typing import Any
from urllib.parse import urljoin

from reader.article import Field, Provenance
from reader.importers.draft import Draft
from reader.importers.entry import Entry, draft_of
from reader.importers.errors import Refused
from reader.importers.items import Refusal
from reader.importers.limits import FIELD, FIELDS, TAGS
from reader.importers.record_fields import language_code, record_day, web_address
from reader.importers.source import Source
from reader.text.safe import safe_line, safe_text

_MARKUP = re.compile(r"<[A-Za-z/!][^<>]*>|&(?:#\d+|#x[\da-f]+|\w+);", re.I)
# What the article holds itself, and what the feed's reader made of it.
_USED = frozenset(
    "title title_detail summary summary_detail content id guidislink link links published_parsed "
    "updated_parsed created_parsed expired_parsed author_detail authors tags language".split()
)


def drafts(source: Source) -> Iterator[Draft | Refusal]:
    """Yield the items of a feed."""
    feed = _parse(source.read_all())
    # Links such as "/2019/locks" are meant from where the feed was fetched.
    base = web_address(source.name)
    title = _plain(feed.feed.get("title", ""))
    outlet = Field(title, Provenance.FEED, "the feed's title", 0.8) if title else None
    language = language_code(str(feed.feed.get("language") or ""))
    for number, item in enumerate(feed.entries, 1):
        place = f"item {number}"
        try:
            yield draft_of(_entry(item, outlet, language, base), source, place)
        except Refused as error:
            yield Refusal(f"{source.name}: {place}", str(error))
        except (ValueError, TypeError, AttributeError, LookupError) as error:
            # The library hands on what an odd item gave it, of whatever type.
            yield Refusal(f"{source.name}: {place}", f"cannot be read: {safe_line(str(error))[:80]}")


def _parse(data: bytes) -> Any:
    import feedparser

    if data.count(b"<") > TAGS:
        raise Refused(f"a feed of more than {TAGS} tags")

    # As a stream in memory: the library would open what a text names, be it a file or an address.
    feed = feedparser.parse(io.BytesIO(data), sanitize_html=True, resolve_relative_uris=False)
    if not feed.entries and not feed.get("version"):
        said = safe_line(str(feed.get("bozo_exception", "")))[:120]
        raise Refused(f"XML, but no feed{': ' + said if said else ''}")
    return feed


def _entry(item: Mapping[str, Any], outlet: Field | None, language: str, base: str) -> Entry:
    body, markup, excerpt = _body(item)
    fields: dict[str, Field] = {}
    own = _plain((item.get("source") or {}).get("title", ""))
    if own:
        # An aggregator's item names the feed that it took it from.
        fields["outlet"] = Field(own, Provenance.FEED, "the item's source")
    elif outlet is not None:
        fields["outlet"] = outlet
    url = web_address(_joined(base, str(item.get("link") or "")))
    day = _day(item)
    section = _plain(", ".join(str(tag.get("term") or "") for tag in (item.get("tags") or [])[:5]))
    for name, value in (("url", url), ("published", day), ("byline", _authors(item)), ("section", section)):
        if value:
            fields[name] = Field(value, Provenance.FEED)
    said = language_code(str((item.get("title_detail") or {}).get("language") or ""))
    key = (
        safe_line(str(item.get("id") or ""))
        or url
        or (f"{_plain(item.get('title', ''))} {day}" if day else "")
    )
    return Entry(
        key=key[:500],
        title=_plain(item.get("title", "")),
        body=body,
        markup=markup,
        fields=fields,
        language=said or language,
        extra=_extra(item),
        excerpt=excerpt,
    )


def _joined(base: str, link: str) -> str:
    try:
        return urljoin(base, link) if base and link else link
    except ValueError:
        return ""


def _body(item: Mapping[str, Any]) -> tuple[str, bool, bool]:
    """Return an item's text, whether it is HTML, and whether it is a summary only."""
    contents = [part for part in item.get("content") or [] if part.get("value")]
    if contents:
        longest = max(contents, key=lambda part: len(part["value"]))
        return longest["value"], _is_markup(longest["value"]), False
    summary = str(item.get("summary") or "")
    return summary, _is_markup(summary), True


def _day(item: Mapping[str, Any]) -> str:
    """Return the day as the item writes it; where that cannot be read, as the library read it, in UTC."""
    for name in ("published", "created", "updated"):
        written = record_day(str(item.get(name) or ""))
        if written:
            return written
        parsed = item.get(f"{name}_parsed")
        if isinstance(parsed, struct_time) and parsed.tm_year >= 1600:
            return f"{parsed.tm_year:04}-{parsed.tm_mon:02}-{parsed.tm_mday:02}"
    return ""


def _authors(item: Mapping[str, Any]) -> str:
    names = [str(author.get("name") or "") for author in item.get("authors") or []]
    return _plain(", ".join(filter(None, names)) or str(item.get("author") or ""))[:500]


def _extra(item: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    kept = [
        (safe_line(str(name))[:200], safe_text(str(value)[:FIELD]).text)
        for name, value in item.items()
        if name not in _USED and value
    ]
    summary = str(item.get("summary") or "")
    if item.get("content") and summary:
        kept.append(("summary", safe_text(summary[:FIELD]).text))
    return tuple(kept[:FIELDS])


def _is_markup(text: str) -> bool:
    return _MARKUP.search(text) is not None


def _plain(value: object) -> str:
    """Return a title or a name as one safe line, without the markup that some feeds put there."""
    text = str(value or "")
    if _is_markup(text):
        from reader.importers.markup import fragment_lines

        text = " ".join(line.text for line in fragment_lines(text))
    return safe_line(text)
