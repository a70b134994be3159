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
# Patterns as text: `re` compiles and keeps each when it is first used, and plain text needs none of them.
_ROOT = r"<([A-Za-z_][\w.-]*(?::[\w.-]+)?)[\s/>]"
_BEFORE_ROOT = r"(?i)<(?:[?!]|html\b|rss\b|feed\b|opml\b|rdf:RDF\b)"
_COMMENT = r"(?s)<!--.*?-->"
_ROOTS = {"html": "html", "rss": "feed", "feed": "feed", "rdf:rdf": "feed", "opml": "opml"}
_JSON = r'(?:\{\s*["}]|\[\s*[{\]])'
_ADDRESS = r"""(?i)"?(?:https?://|exec:|filter:|file:|query:)\S"""
_JSON_LINE = r"\{[^\n]*\}[ \t\r]*\n\s*(?:\{|$)"
_MAILBOX = r"From \S+ .{0,60}\b\d{4}\b[^\n]{0,20}\n[\w-]+:"
_MESSAGE = r"(?:[A-Z][\w-]{1,40}: [^\n]*\n(?:[ \t][^\n]*\n)*){3}"
_MESSAGE_KEYS = r"(?im)^(?:From|Date|Subject|Message-ID):"


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
    opening = text.lstrip()
    if opening.startswith("<") and re.match(_BEFORE_ROOT, opening):
        return _by_root(opening, by_name)
    if opening.startswith(("{", "[")) and re.match(_JSON, opening):
        return "jsonl" if by_name == "jsonl" or _is_json_lines(opening) else "json"
    if text.startswith("From ") and re.match(_MAILBOX, text):
        return "mail"
    if by_name == "mail" or (not suffix and _is_message(text)):
        return "mail"
    # A page saved without its first line; an XML file that is none is refused by its own reader.
    if by_name in ("html", "table", "jsonl", "json"):
        return by_name
    if by_name == "xml":
        return "feed"
    return "addresses" if _is_list_of_addresses(text) else "text"


def _is_list_of_addresses(text: str) -> bool:
    """Tell whether every line is an address, a script's as other readers have them, a remark, or blank."""
    lines = [line.strip() for line in text.splitlines()]
    said = [line for line in lines if line and not line.startswith("#")]
    return bool(said) and all(re.match(_ADDRESS, line) for line in said)


def _glance(head: bytes) -> str:
    """Decode a few bytes well enough to see marks of ASCII in them."""
    for mark, encoding in ((codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be")):
        if head.startswith(mark):
            return head[2:].decode(encoding, "replace")
    return head.removeprefix(codecs.BOM_UTF8).decode("utf-8", "replace")


def _by_root(text: str, by_name: str) -> str:
    """Tell a page, a feed and a list of feeds by the first element."""
    declared = text[:14].casefold()
    if declared.startswith("<!doctype html"):
        return "html"
    match = re.search(_ROOT, re.sub(_COMMENT, "", text))
    root = match.group(1).casefold() if match else ""
    if root in _ROOTS:
        return _ROOTS[root]
    if by_name == "html":
        return "html"
    # A feed with another prefix, or XML that the feed's reader will refuse by its root's name.
    return "feed" if declared.startswith("<?xml") or by_name == "xml" else "text"


def _is_json_lines(text: str) -> bool:
    return text.startswith("{") and re.match(_JSON_LINE, text) is not None


def _is_message(text: str) -> bool:
    """Tell whether a text opens with the header lines of an e-mail."""
    match = re.match(_MESSAGE, text)
    return match is not None and len(set(re.findall(_MESSAGE_KEYS, match.group()))) >= 2
