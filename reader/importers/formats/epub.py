"""EPUB: the documents of a book's spine in order, each an article."""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote

from reader.article import Field, Provenance
from reader.importers.draft import Draft
from reader.importers.entry import Entry, draft_of
from reader.importers.errors import Refused
from reader.importers.formats import archive as zips
from reader.importers.items import Notice, Refusal
from reader.importers.limits import BOOK_MEMBERS, BOOK_UNPACKED, WHOLE
from reader.importers.markup import html_text, page_lines, parse_html
from reader.importers.record_fields import language_code, record_day
from reader.importers.source import Source
from reader.importers.unpacking import Counted
from reader.text.safe import safe_line

_HEADINGS = ("h1", "h2", "h3")
_PACKAGE = "{http://www.idpf.org/2007/opf}"
_ABOUT = "{http://purl.org/dc/elements/1.1/}"
# A cover, a table of contents or a page of thanks to the typesetter is no article.
_SHORTEST = 40
# Programs that bind news into books put the day after the outlet's name: "Harrow Herald [Tue, 12 Mar 2019]".
_BRACKETS = re.compile(r"\s*[\[(][^\[\]()]*\d[^\[\]()]*[\])]\s*$")


def book_drafts(archive: zipfile.ZipFile, source: Source) -> Iterator[Draft | Refusal | Notice]:
    """Yield the articles of a book."""
    if len(archive.infolist()) > BOOK_MEMBERS:
        raise Refused(f"a book of more than {BOOK_MEMBERS} files")
    book = _Book(archive)
    fields, language = book.fields()
    short = 0
    for name in book.spine():
        try:
            lines, document_title = _document(book.read(name))
            if sum(len(line.text.split()) for line in lines) < _SHORTEST:
                short += 1
                continue
            title = next((line.text for line in lines if line.tag in _HEADINGS), document_title)
            start = next((index for index, line in enumerate(lines) if line.text == title), -1) + 1
            body = "".join(
                f"<{line.tag or 'p'}>{_escaped(line.text)}</{line.tag or 'p'}>" for line in lines[start:]
            )
            entry = Entry(
                key=safe_line(name), title=title, body=body, markup=True, fields=fields, language=language
            )
            yield draft_of(entry, source, name)
        except Refused as error:
            yield Refusal(safe_line(f"{source.name}!{name}"), str(error))
    if short:
        yield Notice(
            source.name,
            f"{short} short part{'s' * (short != 1)} left out, such as a cover or a list of contents",
        )


class _Book:
    """The members of an EPUB, read within limits."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        self._left = BOOK_UNPACKED
        container = self._xml("META-INF/container.xml")
        root = next((element.get("full-path") for element in container.iter("{*}rootfile")), None)
        if not root:
            raise Refused("a book without a list of its parts")
        self._folder = posixpath.dirname(root)
        self._package = self._xml(root)

    def fields(self) -> tuple[dict[str, Field], str]:
        """Return what the book says of all its articles, and their language."""
        fields: dict[str, Field] = {}
        title = _BRACKETS.sub("", self._about("title"))
        if title:
            fields["outlet"] = Field(title, Provenance.FILE, "from the book's title", 0.5)
        day = record_day(self._about("date"))
        if day:
            fields["published"] = Field(day, Provenance.FILE, "the book's date", 0.6)
        return fields, language_code(self._about("language"))

    def spine(self) -> list[str]:
        """Return the names of the documents in reading order."""
        by_id = {
            item.get("id"): item.get("href") or ""
            for item in self._package.iter(f"{_PACKAGE}item")
            if "html" in (item.get("media-type") or "")
            and "nav" not in (item.get("properties") or "").split()
        }
        wanted = (by_id.get(item.get("idref"), "") for item in self._package.iter(f"{_PACKAGE}itemref"))
        joined = (posixpath.normpath(posixpath.join(self._folder, unquote(name))) for name in wanted if name)
        return list(dict.fromkeys(joined))

    def read(self, name: str) -> bytes:
        """Return the bytes of a member; names outside the book simply do not exist."""
        try:
            info = self._archive.getinfo(name)
        except KeyError as error:
            raise Refused("is not in the book") from error
        with zips.open_member(self._archive, info) as file:
            member = Counted(file, info.compress_size, min(self._left, WHOLE))
            data = bytearray()
            while chunk := member.read(65_536):
                data += chunk
        self._left -= member.given
        return bytes(data)

    def _about(self, name: str) -> str:
        element = next(self._package.iter(f"{_ABOUT}{name}"), None)
        return safe_line(element.text or "")[:200] if element is not None else ""

    def _xml(self, name: str) -> Any:
        from lxml import etree

        parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False)
        try:
            return etree.fromstring(self.read(name), parser)
        except etree.XMLSyntaxError as error:
            raise Refused(f"a book whose {safe_line(posixpath.basename(name))} is broken") from error


def _document(data: bytes) -> tuple[list[Any], str]:
    text, _ = html_text(data)
    # The parser of web pages does not know declarations of XML.
    root = parse_html(re.sub(r"^\s*<\?xml[^>]*\?>", "", text))
    if root is None:
        return [], ""
    return page_lines(root), safe_line(root.findtext(".//title") or "")


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
