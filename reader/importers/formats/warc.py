"""Web archives (WARC, ARC): every page that was answered with HTML is an article."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterator
from contextlib import redirect_stderr
from typing import Any

from reader.article import Field, Provenance
from reader.importers.draft import Draft
from reader.importers.errors import Refused
from reader.importers.extras import extra
from reader.importers.formats.page import page_draft
from reader.importers.items import Notice, Refusal
from reader.importers.limits import RECORD
from reader.importers.markup import html_text
from reader.importers.record_fields import outlet_from_url, url_day, web_address
from reader.importers.source import Source
from reader.text.safe import safe_line


def drafts(source: Source) -> Iterator[Draft | Refusal | Notice]:
    """Yield the pages of a web archive, one record at a time."""
    records = extra("warcio.archiveiterator", "warc", "a web archive: to read it")
    others = 0
    for record in _records(records.ArchiveIterator(source.stream(), arc2warc=True)):
        if record.rec_type != "response" or not _is_page(record):
            others += record.rec_type == "response"
            continue
        url = web_address(record.rec_headers.get_header("WARC-Target-URI") or "")
        where = f"{source.name}: {url or 'a record'}"
        data = _content(record)
        if len(data) > RECORD:
            yield Refusal(where, f"a page larger than {RECORD // 1_000_000} MB")
            continue
        try:
            yield _draft(data, url, source, record)
        except Refused as error:
            yield Refusal(where, str(error))
    if others:
        what = "1 record that is no page" if others == 1 else f"{others} records that are no pages"
        yield Notice(source.name, f"{what} left out")


def _records(found: Iterator[Any]) -> Iterator[Any]:
    """Yield records without a word of the library's own, which it would write over the screen."""
    while True:
        with redirect_stderr(io.StringIO()):
            record = next(found, None)
        if record is None:
            return
        yield record


def _content(record: Any) -> bytes:
    """Return a page's bytes, one too many at most: what the server packed grows here, in bounded steps."""
    stream = record.content_stream()
    data = bytearray()
    with redirect_stderr(io.StringIO()):
        while len(data) <= RECORD and (chunk := stream.read(65_536)):
            data += chunk
    return bytes(data[: RECORD + 1])


def _is_page(record: Any) -> bool:
    headers = record.http_headers
    if headers is None or not (headers.get_statuscode() or "").startswith("2"):
        return False
    return "html" in (headers.get_header("Content-Type") or "").casefold()


def _draft(data: bytes, url: str, source: Source, record: Any) -> Draft:
    text, notice = html_text(data)
    draft = page_draft(text, f"{source.name}#{url}")
    draft.key = url
    draft.sha256 = hashlib.sha256(data).hexdigest()
    if notice:
        draft.notices.append(notice)
    if url:
        draft.fields.setdefault("url", Field(url, Provenance.FEED, "from the archive"))
        for name, found in (("outlet", outlet_from_url(url)), ("published", url_day(url))):
            if found is not None:
                draft.propose(name, found)
    fetched = safe_line(record.rec_headers.get_header("WARC-Date") or "")
    if fetched:
        draft.extra.append(("WARC-Date", fetched))
    return draft
