"""PDF: a draft to check, for a PDF holds places of letters and no paragraphs."""

from __future__ import annotations

from collections.abc import Iterator

from reader.importers.draft import Draft
from reader.importers.errors import Refused
from reader.importers.extras import extra
from reader.importers.formats.text import text_draft
from reader.importers.limits import PAGES, WHOLE
from reader.importers.source import Source


def drafts(source: Source) -> Iterator[Draft]:
    """Yield the text of a PDF as one article."""
    import io
    import logging

    pypdf = extra("pypdf", "pdf", "a PDF: to read it")
    # It complains of broken files on standard error, in the middle of the reader's screen.
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    document = pypdf.PdfReader(io.BytesIO(source.read_all()))
    if document.is_encrypted and not document.decrypt(""):
        raise Refused("locked by a password")
    pages: list[str] = []
    size = 0
    for number, page in enumerate(document.pages):
        if number >= PAGES:
            break
        text = page.extract_text() or ""
        size += len(text)
        if size > WHOLE:
            raise Refused(f"larger than {WHOLE // 1_000_000} MB of text")
        pages.append(text)
    if not "".join(pages).strip():
        raise Refused("a PDF without text: a scan, perhaps")
    draft = text_draft("\n\n".join(pages), source.name)
    draft.notices.append("read from a PDF: check the text")
    if len(document.pages) > PAGES:
        draft.notices.append(f"only the first {PAGES} pages")
    yield draft
