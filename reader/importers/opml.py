"""OPML: lists of feeds, in and out.

Some readers run lines such as `exec:script` or `filter:script:address` of their own lists. None is taken
from a list that somebody else wrote: a feed is an address of the web or nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from xml.etree import ElementTree
from xml.sax.saxutils import escape, quoteattr

from reader.importers.errors import Refused
from reader.importers.items import Subscription
from reader.importers.limits import OUTLINES
from reader.importers.record_fields import web_address
from reader.text.safe import safe_line

_DEEPEST = 32


def parse_opml(text: str) -> tuple[list[Subscription], list[tuple[str, str]]]:
    """Return the feeds of an OPML document, and what was passed over with the reason.

    Raises:
        Refused: When it is none, or declares entities.
    """
    if "<!DOCTYPE" in text or "<!ENTITY" in text:
        raise Refused("a list of feeds with a document type: such a list is not taken")
    try:
        # Already decoded: a declaration of the encoding would be wrong now.
        root = ElementTree.fromstring(re.sub(r"^\s*<\?xml[^>]*\?>", "", text))
    except (ElementTree.ParseError, ValueError) as error:
        raise Refused(f"not XML: {safe_line(str(error))}") from error
    if root.tag.casefold() != "opml":
        raise Refused(f"XML, but no list of feeds: <{safe_line(root.tag)[:40]}>")
    found: dict[str, Subscription] = {}
    skipped: list[tuple[str, str]] = []
    waiting: list[tuple[ElementTree.Element, tuple[str, ...]]] = [
        (outline, ()) for outline in reversed(root.findall("./body/outline"))
    ]
    while waiting:
        outline, folders = waiting.pop()
        said = {name.casefold(): value for name, value in outline.attrib.items()}
        title = safe_line(said.get("title") or said.get("text") or "")[:200]
        address = said.get("xmlurl", "").strip()
        url = web_address(address)
        if address and not url:
            skipped.append((safe_line(address)[:80], "not an address of the web: not taken"))
        elif url and len(found) >= OUTLINES:
            raise Refused(f"names more than {OUTLINES} feeds")
        elif url:
            found.setdefault(url, Subscription(url, title, web_address(said.get("htmlurl", "")), folders))
        inner = folders if url or not title else (*folders, title)
        if len(folders) < _DEEPEST:
            waiting += [(child, inner) for child in reversed(outline.findall("outline"))]
    return list(found.values()), skipped


def format_opml(feeds: Iterable[Subscription], title: str = "Outlets") -> str:
    """Return an OPML document with these feeds, those of a folder together."""
    tree: dict[tuple[str, ...], list[Subscription]] = {}
    for feed in feeds:
        tree.setdefault(feed.folders[:_DEEPEST], []).append(feed)
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<opml version="2.0">',
        f"  <head><title>{escape(safe_line(title))}</title></head>",
        "  <body>",
    ]
    for folders, listed in tree.items():
        for depth, folder in enumerate(folders):
            lines.append(f"{_indent(depth)}<outline text={_quoted(folder)}>")
        for feed in listed:
            page = f" htmlUrl={_quoted(feed.page)}" if feed.page else ""
            name = _quoted(feed.title or feed.url)
            lines.append(
                f'{_indent(len(folders))}<outline type="rss" text={name} title={name} '
                f"xmlUrl={_quoted(feed.url)}{page}/>"
            )
        for depth in reversed(range(len(folders))):
            lines.append(f"{_indent(depth)}</outline>")
    return "\n".join([*lines, "  </body>", "</opml>", ""])


def _indent(depth: int) -> str:
    return "  " * (depth + 2)


def _quoted(value: str) -> str:
    # Two code points that XML cannot hold even escaped.
    return quoteattr(safe_line(value).replace("\ufffe", "").replace("\uffff", ""))
