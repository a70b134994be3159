"""CSV and TSV: one row an article, columns known by their names, never by their places."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from reader.importers.aliases import entry_of, means_article
from reader.importers.decode import decode
from reader.importers.draft import Draft
from reader.importers.entry import draft_of
from reader.importers.errors import Refused
from reader.importers.items import Refusal
from reader.importers.limits import RECORD
from reader.importers.source import Source
from reader.text.safe import safe_line

_DELIMITERS = ("\t", ",", ";", "|")


def drafts(source: Source) -> Iterator[Draft | Refusal]:
    """Yield the articles of a table, row by row."""
    encoding = _encoding(source.head)
    # The csv module has one limit for all its readers; a cell may be as long as a record.
    csv.field_size_limit(RECORD)
    text = io.TextIOWrapper(source.stream(), encoding, errors="replace", newline="")
    try:
        yield from _rows(source, text)
    finally:
        # The stream is the source's to close.
        text.detach()


def _rows(source: Source, text: io.TextIOWrapper) -> Iterator[Draft | Refusal]:
    header_line = text.readline(RECORD)
    delimiter = max(_DELIMITERS, key=lambda mark: (header_line.count(mark), -_DELIMITERS.index(mark)))
    rows = csv.reader(_without_nul(text), delimiter=delimiter)
    names = [
        name.strip() for name in next(csv.reader([header_line.replace("\0", "")], delimiter=delimiter), [])
    ]
    if not means_article(frozenset(names)):
        shown = safe_line(", ".join(names)[:80]) or "unnamed"
        raise Refused(f"a table without a column for headline, text or address: its columns are {shown}")
    while True:
        try:
            row = next(rows, None)
        except csv.Error as error:
            yield Refusal(
                f"{source.name}: line {rows.line_num + 1}", f"not a row of a table: {safe_line(str(error))}"
            )
            continue
        if row is None:
            return
        if not any(cell.strip() for cell in row):
            continue
        place = f"line {rows.line_num + 1}"
        if len(row) > len(names):
            yield Refusal(f"{source.name}: {place}", f"{len(row)} cells under {len(names)} columns")
            continue
        try:
            yield draft_of(entry_of(dict(zip(names, row, strict=False))), source, place)
        except Refused as error:
            yield Refusal(f"{source.name}: {place}", str(error))


def _without_nul(text: io.TextIOWrapper) -> Iterator[str]:
    while line := text.readline(RECORD):
        yield line.replace("\0", "")


def _encoding(head: bytes) -> str:
    """Name the encoding of a table by its beginning; UTF-8 when that leaves it open."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    # The last bytes may be half a character.
    whole = head[: head.rfind(b"\n") + 1] or head
    _, notice = decode(whole)
    return (
        notice.removeprefix("read as ").replace("Windows-", "cp")
        if notice.startswith("read as ")
        else "utf-8-sig"
    )
