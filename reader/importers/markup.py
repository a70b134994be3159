"""HTML to lines of text, each with the element that it was; nothing is fetched, run or obeyed."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from typing import Any

from reader.importers.decode import decode
from reader.importers.errors import Refused
from reader.importers.limits import ATTRIBUTES, TAGS

_BLOCKS = frozenset(
    "address article aside blockquote body br center caption dd details dialog dir div dl dt fieldset "
    "figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr html legend li main menu nav ol option p pre "
    "section summary table tbody td tfoot th thead title tr ul".split()
)
_SILENT = frozenset(
    "script style noscript template svg math iframe object embed head select textarea button audio video "
    "canvas map datalist".split()
)
# A line within these is what they are, whatever else stands around it.
_TELLING = frozenset("p li h1 h2 h3 h4 h5 h6 figcaption blockquote td th dt dd pre time".split())
# Links in a row within these are buttons, and no words of one sentence.
_MENUS = frozenset(("nav", "footer", "menu"))
_LONG_TAG = re.compile(rf"<[^<>]{{{ATTRIBUTES},}}")
_CHARSET = re.compile(rb"""<meta[^>]{0,200}charset\s*=\s*["']?\s*([\w.:-]{2,40})""", re.I)
_DECLARED = re.compile(rb"""^\s*<\?xml[^>]{0,200}encoding\s*=\s*["']([\w.:-]{2,40})""", re.I)


@dataclass(frozen=True, slots=True)
class MarkupLine:
    """One line of a page as a reader sees it.

    Attributes:
        text: White space squeezed; never empty.
        tag: The innermost element that tells what it is (`p`, `h2`, `figcaption` …), or "".
    """

    text: str
    tag: str


def html_text(data: bytes) -> tuple[str, str]:
    """Decode a page, by its byte order mark, its own declaration, or its bytes.

    Returns:
        The text and a notice, as `reader.importers.decode.decode`.

    Raises:
        Refused: For bytes that are no text.
    """
    match = _DECLARED.search(data[:1024]) or _CHARSET.search(data[:4096])
    name = match.group(1).decode("ascii", "replace") if match else ""
    try:
        encoding = codecs.lookup(name).name if name else ""
    except LookupError:
        encoding = ""
    # What calls itself Latin-1 is Windows-1252 on the web.
    encoding = "cp1252" if encoding in ("iso8859-1", "ascii") else encoding
    if encoding and encoding not in ("utf-8", "utf-16", "utf-7") and not data.startswith(codecs.BOM_UTF8):
        try:
            return data.decode(encoding), ""
        except (ValueError, LookupError):
            pass
    return decode(data)


def parse_html(text: str) -> Any:
    """Return the root element of a page, or None when there is nothing in it.

    Raises:
        Refused: When it cannot be parsed, or not in any time and memory that an article needs.
    """
    from lxml import etree, html

    if text.count("<") > TAGS:
        raise Refused(f"a page of more than {TAGS} tags: no article")
    if any(len(tag.split(None, ATTRIBUTES)) > ATTRIBUTES for tag in _LONG_TAG.findall(text)):
        raise Refused(f"a tag of more than {ATTRIBUTES} words: no article")

    parser = html.HTMLParser(encoding="utf-8", no_network=True, huge_tree=False, remove_comments=True)
    try:
        # As bytes: a text with a declaration of its encoding is not taken otherwise.
        return html.document_fromstring(text.replace("\0", "").encode("utf-8", "replace"), parser=parser)
    except etree.ParserError:
        return None
    except etree.LxmlError as error:
        raise Refused("a page that cannot be parsed") from error


def fragment_lines(markup: str) -> list[MarkupLine]:
    """Return the lines of a piece of HTML, such as the body of a feed's item."""
    root = parse_html(markup)
    return [] if root is None else page_lines(root)


def page_lines(root: Any) -> list[MarkupLine]:
    """Return the lines of a parsed page in order, without scripts and forms' controls."""
    from lxml import etree

    lines: list[MarkupLine] = []
    words: list[str] = []
    open_blocks: list[str] = []
    silent: Any = None

    def close() -> None:
        text = " ".join("".join(words).split())
        words.clear()
        if text:
            tag = next((tag for tag in reversed(open_blocks) if tag in _TELLING), "")
            lines.append(MarkupLine(text, "figcaption" if "figcaption" in open_blocks else tag))

    for event, element in etree.iterwalk(root, events=("start", "end", "pi", "comment")):
        tag = element.tag if isinstance(element.tag, str) else ""
        if event == "start":
            if silent is None and tag in _SILENT:
                silent = element
            if silent is None:
                if tag in _BLOCKS:
                    close()
                    open_blocks.append(tag)
                elif tag == "a" and not _MENUS.isdisjoint(open_blocks):
                    close()
                words.append(element.text or "")
            continue
        if silent is None and tag in _BLOCKS:
            close()
            open_blocks.pop()
        elif silent is None and tag == "a" and not _MENUS.isdisjoint(open_blocks):
            close()
        if silent is element:
            silent = None
        if silent is None and element is not root:
            words.append(element.tail or "")
    close()
    return lines
