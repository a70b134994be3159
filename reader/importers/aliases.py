"""Records of other programs: whose key means what. What no key means is kept as it is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from reader.article import Field, Provenance
from reader.importers.entry import Entry
from reader.importers.limits import DEPTH, FIELD, FIELDS
from reader.importers.record_fields import (
    language_code,
    outlet_field,
    outlet_from_url,
    record_day,
    url_day,
    web_address,
)
from reader.text.safe import safe_line, safe_text

# In order of preference: Webz.io, news-please, news APIs, exports of reading lists, and what people write.
_ALIASES = {
    "title": "headline title thread.title name subject",
    "body": "maintext text full_text fulltext body content content_text article articlebody article_body "
    "article_text plain_text",
    "markup": "content_html html body_html article_html summary_html",
    "summary": "description summary abstract excerpt lead snippet selection",
    "outlet": "outlet source.name source_name site_name publisher.name publisher publication newspaper "
    "source source.title site thread.site_full thread.site source_domain domain sourcecommonname host",
    "published": "published date pubdate published_at publishedat date_publish date_published datepublished "
    "publish_date publication_date publishdate webpublicationdate first_publication_date pub_date "
    "thread.published timestamp created_at time_published datetime",
    "section": "section section_name sectionname thread.section_title category categories",
    "agency": "agency wire newswire",
    "byline": "byline author authors author.name creator dc:creator",
    "url": "url link permalink canonical_url weburl web_url thread.url address documentidentifier sourceurl",
    "language": "language lang sourcelanguage",
    "key": "id guid uuid _id article_id articleid uid",
}
_MEANS = {
    alias: (name, rank) for name, aliases in _ALIASES.items() for rank, alias in enumerate(aliases.split())
}
_TAG = re.compile(r"<(?:p|br|div|span|a|h[1-6]|ul|li|em|strong|b|i|blockquote)\b[^<>]*>", re.I)
_LINES = re.compile(r"\s*\n\s*")


def means_article(keys: frozenset[str]) -> bool:
    """Tell whether column names are those of a table of articles."""
    known = {_MEANS[key][0] for key in map(_folded, keys) if key in _MEANS}
    return "title" in known or bool(known & {"body", "markup"}) or ("url" in known and len(keys) > 1)


def entry_of(record: Mapping[str, Any]) -> Entry:
    """Return what a record says of one article, whichever program wrote it."""
    chosen: dict[str, tuple[int, str, str]] = {}
    flat = list(_flat(record))
    for name, value in flat:
        meaning = _MEANS.get(_folded(name))
        if meaning and value.strip() and meaning[1] < chosen.get(meaning[0], (1000, "", ""))[0]:
            chosen[meaning[0]] = (meaning[1], name, value)
    said = {meaning: value for meaning, (_, _, value) in chosen.items()}
    used = {name for _, name, _ in chosen.values()}
    fields, exact = _fields(said)
    body, markup, excerpt = _body(said)
    kept_back = used - {chosen[meaning][1] for meaning in chosen if meaning not in exact}
    if "summary" in chosen and not excerpt:
        kept_back.discard(chosen["summary"][1])
    return Entry(
        key=safe_line(said.get("key") or said.get("url", ""))[:500],
        title=said.get("title", ""),
        body=body,
        markup=markup,
        fields=fields,
        language=language_code(said.get("language", "")),
        extra=_extra(flat, kept_back),
        excerpt=excerpt,
    )


def _body(said: Mapping[str, str]) -> tuple[str, bool, bool]:
    """Return the text, whether it is HTML, and whether it is only a part of the text."""
    for meaning in ("body", "markup", "summary"):
        value = said.get(meaning, "")
        if value:
            return value, meaning == "markup" or _TAG.search(value[:5000]) is not None, meaning == "summary"
    return "", False, False


def _fields(said: Mapping[str, str]) -> tuple[dict[str, Field], set[str]]:
    """Return the fields that a record states, and which of its values they hold in full."""
    fields: dict[str, Field] = {}
    exact = {"title", "body", "markup", "summary", "key"}
    url = web_address(said.get("url", ""))
    found = {
        "url": Field(url, Provenance.FEED) if url else None,
        "outlet": outlet_field(said.get("outlet", "")) or outlet_from_url(url),
        "section": _line(said, "section"),
        "agency": _line(said, "agency"),
        "byline": _line(said, "byline"),
    }
    day = record_day(said.get("published", ""))
    found["published"] = Field(day, Provenance.FEED) if day else url_day(url)
    for name, value in found.items():
        if value is not None:
            fields[name] = value
            if value.value == said.get(name, "").strip():
                exact.add(name)
    if language_code(said.get("language", "")) == said.get("language", ""):
        exact.add("language")
    return fields, exact


def _line(said: Mapping[str, str], name: str) -> Field | None:
    value = safe_line(said.get(name, ""))[:1000]
    return Field(value, Provenance.FEED) if value else None


def _extra(flat: list[tuple[str, str]], left_out: set[str]) -> tuple[tuple[str, str], ...]:
    """Return all values but those that the article holds itself, safe to show."""
    kept = [
        (safe_line(name)[:200], safe_text(value[:FIELD]).text)
        for name, value in flat
        if name not in left_out and value.strip()
    ]
    return tuple(kept[:FIELDS])


def _flat(record: Mapping[str, Any], prefix: str = "", depth: int = 1) -> Iterator[tuple[str, str]]:
    """Yield a record's values as text, those of inner objects by names such as `thread.site`."""
    for key, value in record.items():
        name = f"{prefix}{key}"
        if isinstance(value, Mapping) and depth < DEPTH:
            yield from _flat(value, f"{name}.", depth + 1)
        elif value is not None:
            yield name, _as_text(value)


def _as_text(value: Any) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, list) and all(isinstance(item, str | int) for item in value):
        return ", ".join(map(str, value))
    if isinstance(value, list) and value and all(_name(item) for item in value):
        return ", ".join(map(_name, value))
    if isinstance(value, dict | list):
        import json

        return json.dumps(value, ensure_ascii=False)
    return str(value)


def _name(item: Any) -> str:
    """Return the name in `{"name": "Ada Renn"}`, as lists of authors have it, or ""."""
    return (
        str(item["name"])
        if isinstance(item, Mapping) and set(item) <= {"name", "url", "@type"} and item.get("name")
        else ""
    )


def _folded(key: str) -> str:
    return key.strip().casefold().replace(" ", "_").replace("-", "_")
