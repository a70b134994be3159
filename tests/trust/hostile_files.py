"""Files built to do harm, one for each way: made when tested, so that none lies in the repository."""

from __future__ import annotations

import gzip
import io
import json
import struct
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

_SENTENCE = "The council of Port Alma closed both locks on Tuesday. "
_MEGABYTE = 1_000_000


def _one_line() -> bytes:
    return (_SENTENCE * 200_000)[: 10 * _MEGABYTE].encode()


def _short_lines() -> bytes:
    return b"a\n" * 5_000_000


def _lines_within_limits() -> bytes:
    return (_SENTENCE + "\n").encode() * 290_000


def _words_without_spaces() -> bytes:
    return b"a" * (20 * _MEGABYTE)


def _marks() -> bytes:
    return ("a" + "\u0301" * 1_000_000 + " b" * 10).encode()


def _escapes() -> bytes:
    return b"\x1b[" * 2_000_000 + b"\x1b]" * 1_000_000


def _quotation_marks() -> bytes:
    return ("“" * 500_000 + "\n" + '"' * 500_000).encode()


def _capitals() -> bytes:
    return b"Council Of Port Alma And The " * 60_000


def _numbers() -> bytes:
    return b"1,234.5 million and 12 March 2019 or 20 per cent of two hundred " * 30_000


def _json_deep() -> bytes:
    return b'{"a":' * 5_000_000


def _json_wide() -> bytes:
    return b"[" + b'{"text":"a b c"},' * 2_000_000 + b"{}]"


def _json_numbers() -> bytes:
    return b'{"text": "x", "a": [' + b"1," * 15_000_000 + b"1]}"


def _json_long_number() -> bytes:
    return b'{"title": "x", "n": ' + b"9" * 10 * _MEGABYTE + b"}"


def _json_lines() -> bytes:
    return b'{"title":"x"' + b" " * 30 * _MEGABYTE


def _table_wide() -> bytes:
    return b"title,text\n" + b"a," * 10_000_000


def _table_cell() -> bytes:
    return b'title,text\nx,"' + b"y" * 40 * _MEGABYTE


def _page_elements() -> bytes:
    return b"<!doctype html><body>" + b"<p>x" * 2_400_000


def _page_nested() -> bytes:
    return b"<!doctype html><body>" + b"<div>" * 1_500_000


def _page_attributes() -> bytes:
    return b"<!doctype html><p " + b"".join(b"a%d=1 " % number for number in range(700_000)) + b">x"


def _page_links() -> bytes:
    return b"<!doctype html><article>" + b"<a href=x>read more</a> " * 250_000


def _feed_items() -> bytes:
    return b"<rss version='2.0'><channel>" + b"<item><title>a</title></item>" * 1_500_000


def _feed_elements() -> bytes:
    return b"<rss version='2.0'><channel><item>" + b"<a/>" * 10_000_000


def _feed_body() -> bytes:
    return b"<rss version='2.0'><channel><item><title>a</title><description>" + b"&lt;p&gt;x" * 2_000_000


def _entities() -> bytes:
    levels = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
    return f'<?xml version="1.0"?><!DOCTYPE r [<!ENTITY a0 "ha">{levels}]><rss><channel>&a11;'.encode()


def _entities_flat() -> bytes:
    return b'<!DOCTYPE r [<!ENTITY a "' + b"x" * 100_000 + b'">]><rss><channel><title>' + b"&a;" * 100_000


def _outlines() -> bytes:
    return b"<opml><body>" + b"<outline>" * 1_000_000


def _mail_parts() -> bytes:
    part = b"--x\nContent-Type: multipart/mixed; boundary=x\n\n"
    return b"From: a\nSubject: b\nContent-Type: multipart/mixed; boundary=x\n\n" + part * 200_000


def _mail_headers() -> bytes:
    return b"From: a\nDate: b\nSubject: c\n" + b"To: a@b.example,\n" * 500_000 + b"\nx"


def _mail_encoded_words() -> bytes:
    return b"From: a\nDate: b\nSubject: " + b"=?utf-8?b?YQ==?= " * 500_000 + b"\n\nx"


def _gzip_bomb() -> bytes:
    return gzip.compress(bytes(300 * _MEGABYTE), 9)


def _gzip_of_gzips() -> bytes:
    data = b"a b c"
    for _ in range(50):
        data = gzip.compress(data)
    return data


def _zip_bomb() -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for number in range(20):
            archive.writestr(f"{number}.txt", bytes(20 * _MEGABYTE))
    return packed.getvalue()


def _zip_overlapping() -> bytes:
    """Members that share one packed stream: small in the file, huge by its list."""
    packed = zlib.compressobj(9, zlib.DEFLATED, -15)
    body = packed.compress(b"a b " * 1_000_000) + packed.flush()
    crc, size = zlib.crc32(b"a b " * 1_000_000), 4_000_000
    out = struct.pack("<4s5H3I2H", b"PK\3\4", 20, 0, 8, 0, 0, crc, len(body), size, 5, 0) + b"a.txt" + body
    entry = struct.pack(
        "<4s6H3I5H2I", b"PK\1\2", 20, 20, 0, 8, 0, 0, crc, len(body), size, 5, 0, 0, 0, 0, 0, 0
    )
    listed = (entry + b"a.txt") * 10_000
    return out + listed + struct.pack("<4s4H2IH", b"PK\5\6", 0, 0, 10_000, 10_000, len(listed), len(out), 0)


def _zip_members() -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for number in range(30_000):
            archive.writestr(f"{number}.txt", "x")
    return packed.getvalue()


def _book() -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/epub+zip")
        archive.writestr(
            "META-INF/container.xml",
            '<container><rootfiles><rootfile full-path="c.opf"/></rootfiles></container>',
        )
        items = "".join(f'<item id="i{n}" href="a.html" media-type="text/html"/>' for n in range(1_500))
        spine = "".join(f'<itemref idref="i{n}"/>' for n in range(1_500))
        archive.writestr("c.opf", f"<package><manifest>{items}</manifest><spine>{spine}</spine></package>")
        archive.writestr("a.html", "<p>x y z</p>" * 100_000)
    return packed.getvalue()


def _pdf(*objects: bytes) -> bytes:
    out, places = bytearray(b"%PDF-1.4\n"), []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%b\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n%b" % (len(objects) + 1, table)
    return bytes(out) + b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, start)


def _stream(data: bytes, packing: bytes = b"") -> bytes:
    return b"<<%b/Length %d>>stream\n%b\nendstream" % (packing, len(data), data)


def _pdf_pages() -> bytes:
    return _pdf(
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Count 200000/Kids[%b]>>" % (b"3 0 R " * 200_000),
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R>>",
        _stream(b"BT (a) Tj ET"),
    )


def _pdf_circle() -> bytes:
    return _pdf(b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Count 9/Kids[2 0 R 2 0 R]>>")


def _pdf_stream() -> bytes:
    return _pdf(
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Count 1/Kids[3 0 R]>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R>>",
        _stream(zlib.compress(b"BT (a) Tj ET\n" * 4_000_000, 9), b"/Filter/FlateDecode"),
    )


def _warc_packed() -> bytes:
    body = gzip.compress(b"<p>x y z" * 30_000_000, 9)
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\n\r\n"
    return (
        b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://a.example/\r\n"
        b"Content-Type: application/http; msgtype=response\r\n"
        + f"Content-Length: {len(head) + len(body)}\r\n\r\n".encode()
        + head
        + body
        + b"\r\n\r\n"
    )


def _front_matter() -> bytes:
    aliases = "".join(f"a{n}: &a{n} [{','.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 12))
    return f"---\na0: &a0 [x]\n{aliases}---\n{_SENTENCE}\n".encode()


def _front_matter_deep() -> bytes:
    return b"---\na: " + b"[" * 60_000 + b"\n---\nx y z\n"


def _records_same() -> bytes:
    return (json.dumps({"id": 1, "title": "x", "text": _SENTENCE}) + "\n").encode() * 30_000


FILES: dict[str, Callable[[], bytes]] = {
    "one-line.txt": _one_line,
    "short-lines.txt": _short_lines,
    "many-lines.txt": _lines_within_limits,
    "one-word.txt": _words_without_spaces,
    "marks.txt": _marks,
    "escapes.txt": _escapes,
    "quotation-marks.txt": _quotation_marks,
    "capitals.txt": _capitals,
    "numbers.txt": _numbers,
    "deep.json": _json_deep,
    "wide.json": _json_wide,
    "numbers.json": _json_numbers,
    "long-number.json": _json_long_number,
    "long-line.jsonl": _json_lines,
    "same.jsonl": _records_same,
    "wide.csv": _table_wide,
    "cell.csv": _table_cell,
    "elements.html": _page_elements,
    "nested.html": _page_nested,
    "attributes.html": _page_attributes,
    "links.html": _page_links,
    "items.xml": _feed_items,
    "elements.xml": _feed_elements,
    "body.xml": _feed_body,
    "entities.xml": _entities,
    "entities-flat.xml": _entities_flat,
    "outlines.opml": _outlines,
    "parts.eml": _mail_parts,
    "headers.eml": _mail_headers,
    "encoded-words.eml": _mail_encoded_words,
    "bomb.gz": _gzip_bomb,
    "gzips.gz": _gzip_of_gzips,
    "bomb.zip": _zip_bomb,
    "overlapping.zip": _zip_overlapping,
    "members.zip": _zip_members,
    "book.epub": _book,
    "pages.pdf": _pdf_pages,
    "circle.pdf": _pdf_circle,
    "stream.pdf": _pdf_stream,
    "packed.warc": _warc_packed,
    "aliases.md": _front_matter,
    "deep.md": _front_matter_deep,
}


def make(name: str, folder: Path) -> Path:
    """Make one of the files in a folder."""
    path = folder / name
    path.write_bytes(FILES[name]())
    return path
