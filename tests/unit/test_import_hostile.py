"""What is built to do harm, and what chance builds: a line of refusal, never an error or a full disk."""

from __future__ import annotations

import contextlib
import gzip
import io
import json
import stat
import tarfile
import zipfile
import zlib
from itertools import islice
from pathlib import Path
from typing import Literal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reader.article import Article
from reader.importers import limits
from reader.importers.errors import Refused
from reader.importers.items import Item, Notice, Refusal
from reader.importers.opml import format_opml, parse_opml
from reader.importers.registry import FORMATS, read_source, read_stream
from reader.importers.sniff import sniff
from reader.importers.unpacking import Inflated
from reader.text.safe import safe_line

RECORD = json.dumps({"title": "Locks closed", "text": "The council closed both locks on Tuesday."})
OPENINGS = (
    *(
        b"",
        b"{",
        b'{"title": "',
        b'[{"text": "a"},',
        b"%PDF-1.4\n",
        b"PK\x03\x04",
        b"WARC/1.0\r\n",
        b"\x1f\x8b\x08",
    ),
    *(
        b"SQLite format 3\x00",
        b"<?xml version='1.0'?>",
        b"<rss><channel>",
        b"<!doctype html>",
        b"<opml><body>",
    ),
    *(
        b"From a@b Tue Mar 12 10:00:00 2019\nFrom: a\n",
        b"title,text\n",
        b"---\ntitle: x\n---\n",
        b"filedesc://",
    ),
    *(b"\xff\xfe", b"\xef\xbb\xbf", b"<feed xmlns='http://www.w3.org/2005/Atom'><entry>"),
)
NAMES = (
    "a",
    "a.txt",
    "a.md",
    "a.html",
    "a.xml",
    "a.json",
    "a.jsonl",
    "a.csv",
    "a.mbox",
    "a.epub",
    "a.gz",
    "a.db",
)
# Bytes that formats are made of are rarer among random ones than among hostile ones.
PIECES = st.one_of(
    st.binary(max_size=200),
    st.sampled_from(
        [
            b"<p>",
            b"</p>",
            b"&amp;",
            b"<![CDATA[",
            b"\n",
            b'"',
            b"{",
            b"}",
            b",",
            b"\x00",
            b"<item>",
            b"\x1b[2J",
            b"<a href=",
        ]
    ),
)


def all_of(data: bytes, name: str = "-") -> list[Item]:
    """Read bytes under a name."""
    return list(read_stream(io.BytesIO(data), name))


def refusal(items: list[Item]) -> str:
    """Return the reason of the only item, a refusal."""
    (item,) = items
    assert isinstance(item, Refusal), item
    return item.reason


@pytest.mark.parametrize("opening", OPENINGS)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rest=st.lists(PIECES, max_size=12).map(b"".join), name=st.sampled_from(NAMES))
def test_any_bytes_are_articles_or_refusals_of_one_safe_line(opening: bytes, rest: bytes, name: str) -> None:
    for item in all_of(opening + rest, name):
        said = (item.source, *item.notices) if isinstance(item, Article) else (str(item),)
        for line in said:
            assert safe_line(line) == line
        if isinstance(item, Article):
            assert all(line.span.of(item.text).strip() for line in item.lines)
            assert len(item.id) == 16


@pytest.mark.parametrize("where", range(0, 240, 8))
def test_a_file_that_breaks_off_anywhere_is_read_or_refused(tmp_path: Path, where: int) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.jsonl", RECORD)
    for whole in (packed.getvalue(), gzip.compress(RECORD.encode(), mtime=0)):
        for item in all_of(whole[: where % len(whole)]):
            assert isinstance(item, Refusal | Notice)


@given(st.binary(max_size=300), st.sampled_from(NAMES))
def test_every_source_has_a_format(head: bytes, name: str) -> None:
    assert sniff(head, name) in FORMATS


def test_a_gzip_file_that_grows_without_end_is_refused() -> None:
    bomb = gzip.compress(b"x" * (limits.EXPANSION_FLOOR + 1_000_000), 9, mtime=0)
    assert refusal(all_of(bomb)) == "grows more than 100 times when unpacked"


def test_a_zip_member_that_grows_without_end_is_refused_and_the_next_is_read() -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.txt", b"x" * (limits.EXPANSION_FLOOR + 1_000_000))
        archive.writestr("b.json", RECORD)
    refused, taken = all_of(packed.getvalue(), "a.zip")
    assert str(refused) == "a.zip!a.txt: grows more than 100 times when unpacked"
    assert isinstance(taken, Article)
    assert taken.source.startswith("a.zip!b.json#")


def test_archives_in_archives_are_looked_into_a_few_times() -> None:
    data = RECORD.encode()
    for _ in range(limits.NESTING):
        data = gzip.compress(data, mtime=0)
    assert isinstance(all_of(data)[0], Article)
    assert refusal(all_of(gzip.compress(data, mtime=0))) == "archives nested more than 3 deep"


def test_an_archive_of_too_many_members_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reader.importers.formats.archive.MEMBERS", 3)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for number in range(4):
            archive.writestr(f"{number}.txt", "x")
    assert refusal(all_of(packed.getvalue())) == "an archive of more than 3 members"


def test_members_that_are_links_or_locked_are_refused_and_no_name_leads_anywhere(tmp_path: Path) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        link = zipfile.ZipInfo("link.txt")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(link, "/etc/passwd")
        archive.writestr("../../out.json", RECORD)
        archive.writestr("__MACOSX/._a.txt", "x")
        archive.writestr("bz.txt", "x" * 100, zipfile.ZIP_BZIP2)
    found = all_of(packed.getvalue(), str(tmp_path / "a.zip"))
    assert [str(item).partition("!")[2] for item in found if isinstance(item, Refusal)] == [
        "bz.txt: packed in a way that is not read",
        "link.txt: a link, not a file",
    ]
    assert sum(isinstance(item, Article) for item in found) == 1
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("mode", ["w", "w:gz"])
def test_a_tar_archive_is_read_in_one_pass_and_its_links_are_refused(mode: Literal["w", "w:gz"]) -> None:
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode=mode) as archive:
        for name in ("./a.json", "../../b.json", ".hidden"):
            info = tarfile.TarInfo(name)
            info.size = len(RECORD)
            archive.addfile(info, io.BytesIO(RECORD.encode()))
        link = tarfile.TarInfo("link.txt")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
        archive.addfile(link)
    found = all_of(packed.getvalue(), "a.tar")
    assert [item.source.rpartition("#")[0] for item in found if isinstance(item, Article)] == [
        "a.tar!./a.json",
        "a.tar!../../b.json",
    ]
    assert [str(item) for item in found if not isinstance(item, Article)] == [
        "a.tar!link.txt: a link or a device, not a file",
        "a.tar: hidden files and READMEs left out: 1",
    ]


@pytest.mark.parametrize(
    ("data", "name", "reason"),
    [
        (b"word\n" * (limits.LINES + 10), "a.txt", "more than 100000 lines: no article"),
        (b"<!doctype html>" + b"<p>x</p>" * (limits.PAGE // 8), "a.html", "larger than 10 MB"),
        (
            b"Subject: x\nContent-Type: multipart/mixed; boundary=x\n\n"
            + b"--x\nContent-Type: multipart/mixed; boundary=x\n\n" * 300,
            "a.eml",
            "a message of more than 200 parts",
        ),
        (b"url,tags\nhttps://a.example/1,x\n", "a.csv", "neither a title nor a text: only an address, which"),
    ],
)
def test_what_would_take_hours_or_the_whole_memory_is_refused(data: bytes, name: str, reason: str) -> None:
    assert refusal(all_of(data, name)).startswith(reason)


def test_an_office_document_is_no_archive_of_articles() -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("[Content_Types].xml", "<x/>")
    assert refusal(all_of(packed.getvalue())) == "an office document: save it as text"


def test_records_of_a_packed_file_come_one_by_one(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl.gz"
    with gzip.open(path, "wt") as file:
        for number in range(20_000):
            file.write(
                json.dumps({"id": number, "title": "Locks", "text": f"The council met {number} times."})
                + "\n"
            )
        file.write("broken")
    taken = list(islice(read_source(path), 20))
    assert [item.source.rpartition("#")[2] for item in taken if isinstance(item, Article)] == list(
        map(str, range(20))
    )


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (zlib.compress(b"x" * 100)[:-9], "breaks off"),
        (gzip.compress(b"x" * 100, mtime=0)[:10] + b"\xff" * 30, "broken"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",  # Bytes make no name.
)
def test_what_cannot_be_unpacked_is_refused(data: bytes, reason: str) -> None:
    with pytest.raises(Refused, match=reason):
        io.BufferedReader(Inflated(io.BytesIO(data))).read()


@given(st.lists(st.binary(max_size=2000), max_size=4))
def test_unpacking_gives_back_what_was_packed(parts: list[bytes]) -> None:
    packed = b"".join(map(gzip.compress, parts)) + (bytes(3) if parts else b"")
    assert io.BufferedReader(Inflated(io.BytesIO(packed))).read() == b"".join(parts)


@settings(deadline=None)
@given(st.text(max_size=300))
def test_a_list_of_feeds_is_read_or_refused(text: str) -> None:
    with contextlib.suppress(Refused):
        parse_opml(f"<opml><body>{text}</body></opml>")
    assert parse_opml(format_opml([], text)) == ([], [])


def test_no_library_speaks_past_the_program(capfd: pytest.CaptureFixture[str]) -> None:
    for data in (b"<html></html>", b"<!doctype html>\x00", b"%PDF-1.4\nxref", b"WARC/1.0\r\nx", b"<rss><a>"):
        all_of(data)
    assert capfd.readouterr() == ("", "")


def test_a_page_nested_beyond_reason_is_read() -> None:
    (item,) = all_of(b"<html><body>" + b"<div>" * 20_000 + b"<p>Deep.</p>")
    assert isinstance(item, Article | Refusal)


def test_a_record_with_more_fields_than_anybody_needs_keeps_the_first() -> None:
    (article,) = all_of(json.dumps({"title": "x", **{f"f{n}": "y" * 20_000 for n in range(500)}}).encode())
    assert isinstance(article, Article)
    assert len(article.extra) == limits.FIELDS
    assert len(article.extra[0][1]) == limits.FIELD


def test_what_a_web_archive_says_reaches_no_terminal(capfd: pytest.CaptureFixture[str]) -> None:
    page = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<p>Both locks of Port Alma were closed."
    record = (
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://a.example/\x1b]0;PWNED\x07 x\r\n"
        "Content-Type: application/http; msgtype=response\r\n"
        f"Content-Length: {len(page) - 9}\r\n\r\n{page}\r\n\r\n"
    )
    pytest.importorskip("warcio")
    all_of(record.encode() * 2, "a.warc")
    assert capfd.readouterr() == ("", "")
