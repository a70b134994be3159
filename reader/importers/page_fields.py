"""What a page says of itself where readers don't look: JSON-LD, meta elements, its language."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from reader.article import Field, Provenance
from reader.importers.outlet_names import outlet_of
from reader.importers.record_fields import language_code, record_day, url_day, web_address
from reader.text.safe import safe_line

_ARTICLE_TYPES = (
    "Article",
    "NewsArticle",
    "ReportageNewsArticle",
    "BlogPosting",
    "AnalysisNewsArticle",
    "WebPage",
)
_META = {
    "headline": ("og:title", "twitter:title", "dc.title", "title"),
    "outlet": ("og:site_name", "application-name", "dc.publisher"),
    "published": (
        *(
            "article:published_time",
            "og:published_time",
            "datepublished",
            "date",
            "dc.date",
            "dc.date.issued",
        ),
        *("pubdate", "publishdate", "parsely-pub-date", "sailthru.date", "dcterms.created"),
    ),
    "section": ("article:section", "parsely-section", "section"),
    "byline": ("author", "article:author", "parsely-author", "dc.creator", "byl"),
    "url": ("og:url",),
}
_LARGEST_SCRIPT = 500_000
_FROM_META = "from the page's metadata"


def page_fields(root: Any) -> tuple[dict[str, Field], str]:
    """Return the fields that a page's metadata state, and its language."""
    said = {**_from_meta(root), **_from_json_ld(root)}
    fields: dict[str, Field] = {}
    url = web_address(said.get("url", "")) or web_address(_canonical(root))
    if url:
        fields["url"] = Field(url, Provenance.STATED, _FROM_META)
    for name in ("headline", "outlet", "section", "byline"):
        value = safe_line(said.get(name, ""))[:500]
        # Some pages give the address of an author's or a publisher's page for the name.
        if value and not value.startswith(("http://", "https://", "@")):
            fields[name] = Field(value, Provenance.STATED, _FROM_META)
    day = record_day(said.get("published", "")) or record_day(_time_element(root))
    if day:
        fields["published"] = Field(day, Provenance.STATED, _FROM_META)
    elif url and (found := url_day(url)) is not None:
        fields["published"] = found
    if "outlet" not in fields and url and (name := outlet_of(url)):
        fields["outlet"] = Field(name, Provenance.URL, "from the page's address", 0.7)
    return fields, language_code(
        root.get("lang") or root.get("{http://www.w3.org/XML/1998/namespace}lang") or ""
    )


def page_title(root: Any) -> str:
    """Return what stands in a page's `title` element."""
    return safe_line(" ".join((root.findtext(".//title") or "").split()))[:500]


def _from_meta(root: Any) -> dict[str, str]:
    content: dict[str, str] = {}
    for element in root.iter("meta"):
        name = element.get("property") or element.get("name") or element.get("itemprop") or ""
        content.setdefault(name.strip().casefold(), (element.get("content") or "").strip())
    return {
        field: value
        for field, names in _META.items()
        if (value := next((content[name] for name in names if content.get(name)), ""))
    }


def _from_json_ld(root: Any) -> dict[str, str]:
    for element in root.iter("script"):
        if "ld+json" not in (element.get("type") or "").casefold():
            continue
        text = element.text or ""
        if len(text) > _LARGEST_SCRIPT:
            continue
        try:
            value = json.loads(text, strict=False)
        except (ValueError, RecursionError):
            continue
        for thing in _things(value):
            kinds = thing.get("@type")
            if any(kind in _ARTICLE_TYPES for kind in (kinds if isinstance(kinds, list) else [kinds])):
                said = {
                    "headline": _text(thing.get("headline")),
                    "outlet": _text(thing.get("publisher")),
                    "published": _text(thing.get("datePublished")),
                    "section": _text(thing.get("articleSection")),
                    "byline": _text(thing.get("author")),
                    "url": _text(thing.get("url")),
                }
                found = {name: value for name, value in said.items() if value}
                if "headline" in found:
                    return found
    return {}


def _things(value: Any, depth: int = 0) -> Iterator[dict[str, Any]]:
    if depth > 3:
        return
    if isinstance(value, list):
        for item in value[:50]:
            yield from _things(item, depth + 1)
    elif isinstance(value, dict):
        yield value
        yield from _things(value.get("@graph"), depth + 1)
        yield from _things(value.get("mainEntity"), depth + 1)


def _text(value: Any) -> str:
    """Return the words of a JSON-LD value: a text, a thing with a name, or a list of them."""
    if isinstance(value, str):
        return value
    if isinstance(value, dict):
        return _text(value.get("name"))
    if isinstance(value, list):
        return ", ".join(filter(None, (_text(item) for item in value[:5])))
    return ""


def _canonical(root: Any) -> str:
    for element in root.iter("link"):
        if (element.get("rel") or "").casefold() == "canonical":
            return element.get("href") or ""
    return ""


def _time_element(root: Any) -> str:
    """Return the day of the page's `time` element, when it has one only."""
    days = {record_day(element.get("datetime") or "") for element in root.iter("time")} - {""}
    return days.pop() if len(days) == 1 else ""
