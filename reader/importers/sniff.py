"""What a source is: its first bytes tell, and its name only where they leave a doubt."""

from __future__ import annotations

import codecs
import re

_MAGIC = (
    (b"\x1f\x8b", "gzip"),
    (b"PK\x03\x04", "zip"),
    (b"PK\x05\x06", "zip"),
    (b"%PDF-", "pdf"),
    (b"SQLite format 3\x00", "newsboat"),
    (b"WARC/", "warc"),
    (b"filedesc://", "warc"),
)
_SUFFIXES = {
    "html": "html htm xhtml shtml",
    "xml": "xml rss atom rdf opml",
    "json": "json jsonfeed geojson",
    "jsonl": "jsonl ndjson jsonlines",
    "table": "csv tsv tab",
    "mail": "mbox mbx eml mht mhtml",
    "markdown": "md markdown mdown mkd",
}
_BY_SUFFIX = {suffix: kind for kind, suffixes in _SUFFIXES.items() for suffix in suffixes.split()}
_ROOT = re.compile(r"<([A-Za-z_][\w.-]*(?::[\w.-]+)?)[\s/>]")
_BEFORE_ROOT = re.compile(r"\s*<(?:[?!]|html\b|rss\b|feed\b|opml\b|rdf:RDF\b)", re.I)
_COMMENT = re.compile(r"<!--.*?-->", re.S)
_ROOTS = {"html": "html", "rss": "feed", "feed": "feed", "rdf:rdf": "feed", "opml": "opml"}
_JSON = re.compile(r'\s*(?:\{\s*["}]|\[\s*[{\]])')
_JSON_LINE = re.compile(r"\s*\{[^\n]*\}[ \t\r]*\n\s*(?:\{|$)")
_MAILBOX = re.compile(r"From \S+ .{0,60}\b\d{4}\b[^\n]{0,20}\n[\w-]+:")
_MESSAGE = re.compile(r"(?:[A-Z][\w-]{1,40}: [^\n]*\n(?:[ \t][^\n]*\n)*){3}")
_MESSAGE_KEYS = re.compile(r"^(?:From|Date|Subject|Message-ID):", re.M | re.I)


def sniff(head: bytes, filename: str) -> str:
    """Name the format of a source: a key of `reader.importers.registry.FORMATS`.

    Args:
        head: Its first few thousand bytes.
        filename: Its name in small letters; "" when it has none.
    """
    for magic, kind in _MAGIC:
        if head.startswith(magic):
            return kind
    if head[257:262] == b"ustar":
        return "tar"
    suffix = filename.rpartition(".")[2] if "." in filename else ""
    by_name = _BY_SUFFIX.get(suffix, "")
    if by_name == "markdown":
        return by_name
    text = _glance(head)
    if _BEFORE_ROOT.match(text):
        return _by_root(text, by_name)
    if _JSON.match(text):
        return "jsonl" if by_name == "jsonl" or _is_json_lines(text) else "json"
    if _MAILBOX.match(text):
        return "mail"
    if by_name == "mail" or (not suffix and _is_message(text)):
        return "mail"
    # A page saved without its first line; an XML file that is none is refused by its own reader.
    if by_name in ("html", "table", "jsonl", "json"):
        return by_name
    return "feed" if by_name == "xml" else "text"


def _glance(head: bytes) -> str:
    """Decode a few bytes well enough to see marks of ASCII in them."""
    for mark, encoding in ((codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be")):
        if head.startswith(mark):
            return head[2:].decode(encoding, "replace")
    return head.removeprefix(codecs.BOM_UTF8).decode("utf-8", "replace")


def _by_root(text: str, by_name: str) -> str:
    """Tell a page, a feed and a list of feeds by the first element."""
    declared = text.lstrip()[:14].casefold()
    if declared.startswith("<!doctype html"):
        return "html"
    match = _ROOT.search(_COMMENT.sub("", text))
    root = match.group(1).casefold() if match else ""
    if root in _ROOTS:
        return _ROOTS[root]
    if by_name == "html":
        return "html"
    # A feed with another prefix, or XML that the feed's reader will refuse by its root's name.
    return "feed" if declared.startswith("<?xml") or by_name == "xml" else "text"


def _is_json_lines(text: str) -> bool:
    return text.lstrip().startswith("{") and _JSON_LINE.match(text) is not None


def _is_message(text: str) -> bool:
    """Tell whether a text opens with the header lines of an e-mail."""
    match = _MESSAGE.match(text)
    return match is not None and len(set(_MESSAGE_KEYS.findall(match.group()))) >= 2
