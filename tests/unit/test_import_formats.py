"""Feeds, pages, books, mailboxes, databases, PDFs, web archives: each read from a real file made here."""

from __future__ import annotations

import gzip
import io
import sqlite3
import sys
import zipfile
from collections.abc import Iterable
from pathlib import Path

import pytest

from reader.article import Article, Provenance, Role
from reader.importers.items import Item, Notice, Refusal, Subscription
from reader.importers.opml import format_opml, parse_opml
from reader.importers.registry import read_collection, read_source, read_stream
from reader.importers.sniff import sniff

SENTENCES = (
    "The river council agreed on Tuesday to close both locks at Harrow Bend for the winter, its chair said.",
    "Engineers had found cracks in the northern gate during an inspection in the summer, and told us so.",
    "Barge owners said that the closure would cost them a third of their income over the next six months.",
    "“We will not be paid for any of that,” said one of them, who has worked on the river for thirty years.",
)
PARAGRAPHS = "".join(f"<p>{sentence}</p>" for sentence in SENTENCES)
PAGE = f"""<!doctype html><html lang="en-GB"><head><meta charset="utf-8"><title>Locks closed | Herald</title>
<meta property="og:site_name" content="Harrow Herald">
<script type="application/ld+json">{{"@graph": [{{"@type": "NewsArticle",
"headline": "Council closes both locks", "datePublished": "2019-03-12T10:00:00+01:00",
"author": [{{"@type": "Person", "name": "Ada Renn"}}],
"articleSection": "Local"}}]}}</script></head><body><nav><a>Home</a><ul><li>News</li></ul></nav><article>
<h1>Council closes both locks</h1><figure><figcaption>The northern gate in March</figcaption></figure>
{PARAGRAPHS}<h2>The cost</h2>{PARAGRAPHS.replace("The river", "A river")}</article>
<aside><h3>Related</h3><ul><li>Ten best pubs by the river this summer and one to avoid</li></ul></aside>
<footer>© 2019 Harrow Herald. All rights reserved.</footer><script>alert("x")</script></body></html>"""
RSS = f"""<?xml version="1.0"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>
<title>Harrow Herald</title><language>en-gb</language><item><title>Council &amp;amp; locks</title>
<link>https://harrowherald.example/1</link><guid>herald-1</guid>
<pubDate>Tue, 12 Mar 2019 23:30:00 -0500</pubDate>
<category>Local</category><description>Short.</description>
<content:encoded><![CDATA[{PARAGRAPHS}]]></content:encoded>
</item>
<item><title>Only a summary</title><description>The council met.</description></item></channel></rss>"""
ATOM = f"""<?xml version="1.0" encoding="utf-8"?><feed xmlns="http://www.w3.org/2005/Atom" xml:lang="de">
<title>Harrow Herald</title><entry><id>tag:1</id><title type="html">&lt;b&gt;Locks&lt;/b&gt;</title>
<published>2019-03-12T10:00:00Z</published><author><name>Ada Renn</name></author>
<content type="html">{PARAGRAPHS.replace("<", "&lt;")}</content></entry></feed>"""


def read(path: Path, data: bytes | str) -> list[Item]:
    """Write a file and read it."""
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return list(read_source(path))


def articles(items: Iterable[Item]) -> list[Article]:
    """Return the articles among what was read."""
    return [item for item in items if isinstance(item, Article)]


def roles(article: Article) -> dict[str, Role]:
    """Return the role of each block by its first nine characters."""
    return {block.span.of(article.text)[:9]: block.role for block in article.blocks()}


@pytest.mark.parametrize("name", ["page.html", "page.txt", "page"])
def test_a_page_keeps_all_its_lines_and_says_which_are_the_articles(tmp_path: Path, name: str) -> None:
    (article,) = articles(read(tmp_path / name, PAGE))
    found = roles(article)
    assert found["Council c"] is Role.HEADLINE
    assert found["The river"] is found["Barge own"] is Role.PARAGRAPH
    assert found["The cost"] is Role.SUBHEADING
    assert found["The north"] is Role.CAPTION
    assert found["News"] is found["Ten best "] is found["© 2019 Ha"] is Role.BOILERPLATE
    assert "alert" not in article.text


LINKED = SENTENCES[1].replace(
    "cracks in the northern gate", "<a href='/x'>cracks in <em>the northern gate</em></a>"
)
LAYOUTS = {
    "paragraphs": "<article><h1>Locks</h1>{}</article>",
    "divisions": "<div id=content><h1>Locks</h1>{}</div>",
    "line breaks": "<div class=story><h1>Locks</h1>{}</div>",
    "a table": "<table><tr><td>Home</td><td><h1>Locks</h1>{}</td></tr></table>",
}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_paragraph_is_the_articles_however_its_page_is_laid_out(tmp_path: Path, layout: str) -> None:
    sentences = (SENTENCES[0], LINKED, *SENTENCES[2:])
    tags = {"divisions": "<div>{}</div>", "line breaks": "{}<br><br>"}
    body = "".join(tags.get(layout, "<p>{}</p>").format(sentence) for sentence in sentences)
    footer = "<footer>© 2019 Harrow Herald <a>Contact</a></footer>"
    (article,) = articles(read(tmp_path / "page.html", f"<html><body>{LAYOUTS[layout].format(body)}{footer}"))
    assert [block.span.of(article.text) for block in article.prose()] == list(SENTENCES)
    assert (str(article.headline), str(article.outlet)) == ("Locks", "Harrow Herald")


def test_the_author_and_the_day_may_stand_on_lines_by_the_headline(tmp_path: Path) -> None:
    head = "<h1>Council closes both locks</h1><p>By Ada Renn</p><div>12 March 2019</div>"
    (article,) = articles(read(tmp_path / "page.html", f"<html><body><article>{head}{PARAGRAPHS}</article>"))
    assert (str(article.byline), str(article.published)) == ("By Ada Renn", "2019-03-12")
    assert roles(article)["By Ada Re"] is Role.BYLINE


def test_a_page_states_its_fields_where_readers_do_not_look(tmp_path: Path) -> None:
    (article,) = articles(read(tmp_path / "page.html", PAGE))
    fields = (article.headline, article.outlet, article.published, article.byline, article.section)
    assert [str(field) for field in fields] == [
        "Council closes both locks",
        "Harrow Herald",
        "2019-03-12",
        "Ada Renn",
        "Local",
    ]
    assert article.published is not None
    assert (article.published.provenance, article.published.reason) == (
        Provenance.STATED,
        "from the page's metadata",
    )
    assert article.headline is not None
    assert article.headline.span is not None
    assert article.language == "en"


def test_where_the_extractor_finds_nothing_the_rules_for_dumps_judge(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import trafilatura

    def broken(*_: object, **__: object) -> str:
        raise RecursionError

    monkeypatch.setattr(trafilatura, "extract", broken)
    (article,) = articles(read(tmp_path / "page.html", PAGE))
    assert roles(article)["Barge own"] is Role.PARAGRAPH
    assert str(article.outlet) == "Harrow Herald"


def test_a_page_is_decoded_as_it_declares(tmp_path: Path) -> None:
    page = f"<html><head><meta charset=iso-8859-1></head><body><p>“Zoë”</p>{PARAGRAPHS}</body></html>"
    (article,) = articles(read(tmp_path / "page.html", page.encode("cp1252")))
    assert "“Zoë”" in article.text


def test_escapes_written_as_entities_reach_no_terminal(tmp_path: Path) -> None:
    (article,) = articles(
        read(tmp_path / "page.html", f"<html><body><p>&#27;]0;x&#7;y\x1b[31m</p>{PARAGRAPHS}")
    )
    assert not any(ord(mark) < 32 and mark != "\n" for mark in article.text)


def test_an_item_of_rss_gives_its_fields_and_its_longest_text(tmp_path: Path) -> None:
    first, second = articles(read(tmp_path / "feed.xml", RSS))
    assert [
        str(field) for field in (first.headline, first.outlet, first.published, first.section, first.url)
    ] == [
        "Council & locks",
        "Harrow Herald",
        "2019-03-12",
        "Local",
        "https://harrowherald.example/1",
    ]
    assert first.source.endswith("feed.xml#herald-1")
    assert len(first.prose()) == 4
    assert first.notices == ()
    assert dict(first.extra)["summary"] == "Short."
    assert second.notices == ("only an excerpt",)


def test_an_entry_of_atom_gives_its_fields(tmp_path: Path) -> None:
    (article,) = articles(read(tmp_path / "feed", ATOM))
    assert [str(field) for field in (article.headline, article.byline, article.published)] == [
        "Locks",
        "Ada Renn",
        "2019-03-12",
    ]
    assert article.language == "de"


def test_a_feeds_text_is_never_taken_for_the_name_of_a_file(tmp_path: Path) -> None:
    secret = tmp_path / "secret.xml"
    secret.write_text(RSS)
    (refused,) = read(tmp_path / "feed.rss", str(secret))
    assert isinstance(refused, Refusal)


def test_xml_that_is_no_feed_is_refused(tmp_path: Path) -> None:
    (refused,) = read(tmp_path / "a.xml", "<?xml version='1.0'?><TEI><text/></TEI>")
    assert "no feed" in str(refused)


def test_a_bomb_of_entities_is_refused(tmp_path: Path) -> None:
    entities = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
    head = f'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY e0 "lol">{entities}]>'
    bomb = f"{head}<rss><channel>&e11;</channel></rss>"
    assert all(isinstance(item, Refusal) for item in read(tmp_path / "feed.xml", bomb))


OPML = """<?xml version="1.0"?><opml version="2.0"><body>
<outline text="Local"><outline text="Herald" type="rss"
xmlUrl="https://harrowherald.example/feed" htmlUrl="https://harrowherald.example/"/></outline>
<outline text="x" xmlUrl="exec:rm -rf /"/><outline text="y" xmlUrl="filter:/bin/sh:http://a.example/"/>
<outline text="z" xmlUrl="|sh"/><outline text="w" xmlUrl="file:///etc/passwd"/></body></opml>"""


def test_a_list_of_feeds_yields_addresses_of_the_web_and_nothing_that_runs(tmp_path: Path) -> None:
    feed, *refused = read(tmp_path / "feeds.opml", OPML)
    assert feed == Subscription(
        "https://harrowherald.example/feed", "Herald", "https://harrowherald.example/", ("Local",)
    )
    assert [str(item).partition(": ")[2] for item in refused] == [
        f"{address}: not an address of the web: not taken"
        for address in ("exec:rm -rf /", "filter:/bin/sh:http://a.example/", "|sh", "file:///etc/passwd")
    ]
    assert read_collection([tmp_path]).notices == (
        f"{tmp_path}/feeds.opml: names 1 feed: 'crossread add' takes it",
    )


def test_a_list_of_feeds_survives_being_written_and_read() -> None:
    feeds = [
        Subscription("https://a.example/f?x=1&y=2", 'A "quoted" <b>', "", ("News", "Local")),
        Subscription("https://b.example/f", "B", "https://b.example/"),
    ]
    assert parse_opml(format_opml(feeds)) == (feeds, [])


def test_a_list_of_feeds_with_entities_is_refused(tmp_path: Path) -> None:
    (refused,) = read(tmp_path / "f.opml", '<?xml version="1.0"?><!DOCTYPE x><opml><body/></opml>')
    assert "document type" in str(refused)


def book(path: Path, *, extra: dict[str, str] | None = None) -> None:
    """Write an EPUB of two articles, a cover and a list of contents."""
    container = (
        '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
        '<rootfile full-path="in/book.opf"/></rootfiles></container>'
    )
    names = ("cover", "one", "two%20b", "gone")
    items = "".join(
        f'<item id="{name}" href="{name}.xhtml" media-type="application/xhtml+xml"/>' for name in names
    )
    spine = "".join(f'<itemref idref="{name}"/>' for name in names)
    package = (
        '<package xmlns="http://www.idpf.org/2007/opf" xmlns:dc="http://purl.org/dc/elements/1.1/"><metadata>'
        "<dc:title>Harrow Herald [Tue, 12 Mar 2019]</dc:title><dc:date>2019-03-12T05:00:00</dc:date>"
        f"<dc:language>en</dc:language></metadata><manifest>{items}</manifest><spine>{spine}</spine></package>"
    )
    document = (
        '<?xml version="1.0" encoding="utf-8"?><html><head><title>t</title></head><body>{}</body></html>'
    )
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/epub+zip", zipfile.ZIP_STORED)
        archive.writestr("META-INF/container.xml", container)
        archive.writestr("in/book.opf", package)
        archive.writestr("in/cover.xhtml", document.format("<h1>Harrow Herald</h1>"))
        archive.writestr("in/one.xhtml", document.format(f"<h1>Locks &lt;closed&gt;</h1>{PARAGRAPHS}"))
        archive.writestr("in/two b.xhtml", document.format(f"<h2>Gates open</h2>{PARAGRAPHS}"))
        for name, content in (extra or {}).items():
            archive.writestr(name, content)


def test_a_book_gives_one_article_for_each_document_of_its_spine(tmp_path: Path) -> None:
    book(tmp_path / "herald.epub")
    found = list(read_source(tmp_path / "herald.epub"))
    first, second = articles(found)
    assert [str(field) for field in (first.headline, first.outlet, first.published, first.language)] == [
        "Locks <closed>",
        "Harrow Herald",
        "2019-03-12",
        "en",
    ]
    assert len(first.prose()) == 4
    assert str(second.headline) == "Gates open"
    path = tmp_path / "herald.epub"
    assert [str(item) for item in found if not isinstance(item, Article)] == [
        f"{path}!in/gone.xhtml: is not in the book",
        f"{path}: 1 short part left out, such as a cover or a list of contents",
    ]


MBOX = """From ada@harrow.example Tue Mar 12 10:00:00 2019
From: "Harrow Herald" <news@harrow.example>
Subject: =?utf-8?q?Locks_closed_=E2=80=93_all?=
Date: Tue, 12 Mar 2019 10:00:00 +0100
Message-ID: <1@harrow.example>
Content-Type: text/plain; charset=utf-8

{}

>From the river, nothing new.

From bo@harrow.example Tue Mar 12 11:00:00 2019
From: bo@harrow.example
Subject: In HTML
Content-Type: multipart/alternative; boundary=x

--x
Content-Type: text/plain

See the other part.
--x
Content-Type: text/html; charset=utf-8
Content-Transfer-Encoding: quoted-printable

{}
--x--
"""


def test_a_mailbox_gives_one_article_for_each_message(tmp_path: Path) -> None:
    html = PARAGRAPHS.replace("=", "=3D").replace("“", "=E2=80=9C").replace("”", "=E2=80=9D")
    first, second = articles(read(tmp_path / "a.mbox", MBOX.format("\n\n".join(SENTENCES), html)))
    assert (str(first.headline), str(first.outlet), str(first.published)) == (
        "Locks closed – all",
        "Harrow Herald",
        "2019-03-12",
    )
    assert "From the river, nothing new." in first.text
    assert first.source.endswith("a.mbox#<1@harrow.example>")
    assert first.outlet is not None
    assert first.outlet.confidence < 0.5
    assert [block.role for block in second.blocks()].count(Role.PARAGRAPH) == 4


def newsboat(path: Path, *, view: bool = False) -> None:
    """Write a cache such as newsboat's."""
    with sqlite3.connect(path) as database:
        database.execute("CREATE TABLE rss_feed (rssurl TEXT, url TEXT, title TEXT)")
        table = "real" if view else "rss_item"
        database.execute(
            f"CREATE TABLE {table} (id INTEGER PRIMARY KEY, guid TEXT, title TEXT, author TEXT, url TEXT,"
            " feedurl TEXT, pubDate INTEGER, content TEXT, unread INTEGER, flags TEXT,"
            " content_mime_type TEXT)"
        )
        if view:
            database.execute("CREATE VIEW rss_item AS SELECT * FROM real")
        database.execute("INSERT INTO rss_feed VALUES ('https://h.example/f', '', 'Harrow Herald')")
        row = (
            "g1",
            "Locks",
            "Ada Renn",
            "https://h.example/1",
            "https://h.example/f",
            1552381200,
            PARAGRAPHS,
            1,
            "",
        )
        database.execute(f"INSERT INTO {table} VALUES (1, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'text/html')", row)
        database.execute(f"INSERT INTO {table} (id, guid) VALUES (2, x'ff00')")
    database.close()


def test_newsboats_cache_is_read_and_not_touched(tmp_path: Path) -> None:
    path = tmp_path / "a folder?#" / "cache.db"
    path.parent.mkdir()
    newsboat(path)
    before = path.read_bytes()
    path.chmod(0o400)
    first, *refused = read_source(path)
    assert isinstance(first, Article)
    assert [str(field) for field in (first.headline, first.outlet, first.byline, first.published)] == [
        "Locks",
        "Harrow Herald",
        "Ada Renn",
        "2019-03-12",
    ]
    assert len(first.prose()) == 4
    assert [str(item) for item in refused] == [f"{path}: item 2: neither a title nor a text"]
    assert path.read_bytes() == before
    assert [entry.name for entry in path.parent.iterdir()] == ["cache.db"]


def test_another_database_is_refused(tmp_path: Path) -> None:
    newsboat(tmp_path / "a.db", view=True)
    (refused,) = read_source(tmp_path / "a.db")
    assert str(refused) == f"{tmp_path}/a.db: a database, but not newsboat's"


def pdf(text: str) -> bytes:
    """Return a PDF of one page with these lines."""
    shown = " ".join(f"({line}) Tj T*" for line in text.split("\n"))
    stream = f"BT /F1 12 Tf 14 TL 72 720 Td {shown} ET"
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R"
        " /Resources << /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >> >>",
        f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream",
    ]
    out, places = "%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n{content}\nendobj\n"
    start = len(out)
    out += "xref\n0 5\n0000000000 65535 f \n" + "".join(f"{place:010} 00000 n \n" for place in places)
    return f"{out}trailer << /Size 5 /Root 1 0 R >>\nstartxref\n{start}\n%%EOF".encode()


def test_a_pdf_is_a_draft_to_check(tmp_path: Path) -> None:
    pytest.importorskip("pypdf")
    (article,) = articles(read(tmp_path / "a.pdf", pdf("\n".join(SENTENCES[:3]))))
    assert "Barge owners said that the closure" in article.text
    assert "read from a PDF: check the text" in article.notices
    (refused,) = read(tmp_path / "b.pdf", pdf(""))
    assert "a scan, perhaps" in str(refused)


def warc_record(url: str, body: bytes, kind: str = "text/html") -> bytes:
    """Return one record of a web archive."""
    http = b"HTTP/1.1 200 OK\r\nContent-Type: " + kind.encode() + b"\r\n\r\n" + body
    head = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2019-03-13T00:00:00Z\r\n"
        f"WARC-Record-ID: <urn:uuid:1>\r\nContent-Type: application/http; msgtype=response\r\n"
        f"Content-Length: {len(http)}\r\n\r\n"
    )
    return head.encode() + http + b"\r\n\r\n"


@pytest.mark.parametrize("packed", [False, True])
def test_a_web_archive_gives_its_pages(tmp_path: Path, packed: bool) -> None:
    pytest.importorskip("warcio")
    records = [
        warc_record("https://harrowherald.example/2019/03/12/locks", PAGE.encode()),
        warc_record("https://harrowherald.example/x.png", b"\x89PNG", "image/png"),
        warc_record("https://www.bbc.co.uk/news/1", f"<html><body><h1>Gates</h1>{PARAGRAPHS}".encode()),
    ]
    data = b"".join(map(gzip.compress, records)) if packed else b"".join(records)
    found = read(tmp_path / ("a.warc.gz" if packed else "a.warc"), data)
    first, second = articles(found)
    assert (str(first.headline), str(first.outlet)) == ("Council closes both locks", "Harrow Herald")
    assert (str(second.outlet), str(second.url)) == ("BBC News", "https://www.bbc.co.uk/news/1")
    assert [str(item).rpartition(": ")[2] for item in found if isinstance(item, Notice)] == [
        "1 record that is no page left out"
    ]


@pytest.mark.parametrize(
    ("module", "name", "data"), [("pypdf", "pdf", b"%PDF-1.4"), ("warcio", "warc", b"WARC/1.0")]
)
def test_a_missing_extra_is_one_line_with_the_command(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, module: str, name: str, data: bytes
) -> None:
    for loaded in [key for key in sys.modules if key.partition(".")[0] == module]:
        monkeypatch.delitem(sys.modules, loaded)
    monkeypatch.setitem(sys.modules, module, None)
    monkeypatch.setitem(sys.modules, f"{module}.archiveiterator", None)
    (refused,) = read(tmp_path / "a", data)
    assert str(refused).endswith(f"pip install 'crossread[{name}]'")


def test_standard_input_may_be_any_format() -> None:
    (article,) = articles(read_stream(io.BytesIO(RSS.encode())))[:1]
    assert article.source == "-#herald-1"

    class Pipe(io.RawIOBase):
        """Bytes that come in small pieces and cannot be sought in."""

        def __init__(self, data: bytes) -> None:
            self.rest = data

        def readable(self) -> bool:
            return True

        def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
            piece, self.rest = self.rest[:7], self.rest[7:]
            buffer[: len(piece)] = piece
            return len(piece)

    through_pipe = articles(read_stream(io.BufferedReader(Pipe(gzip.compress(PAGE.encode())))))
    assert [str(article.headline) for article in through_pipe] == ["Council closes both locks"]


@pytest.mark.parametrize(
    ("head", "name", "kind"),
    [
        (b"[TODO] ask the council\n", "a.txt", "text"),
        (b"{curly} words\n", "a", "text"),
        (b"From the river came nothing new in 2019.\n", "a.txt", "text"),
        (b"<p>Words</p>", "a.txt", "text"),
        (b"<p>Words</p>", "a.html", "html"),
        (b"Date: today\nSubject: a dump of a page\nFrom: x\n\n", "a.txt", "text"),
        (b"Date: today\nSubject: a message\nFrom: x\n\n", "", "mail"),
        (b'\xef\xbb\xbf{"title": 1}', "a.txt", "json"),
        (b'{"title": 1}\n{"title": 2}\n', "a.json", "jsonl"),
        ('<?xml version="1.0"?><rss/>'.encode("utf-16"), "a", "feed"),
        (b"<!-- a comment <html> --><rss version='2.0'>", "a", "feed"),
        (b"<?xml version='1.0'?><!DOCTYPE html><html xmlns='x'>", "a.xml", "html"),
        (b"# Words\n", "a.MD", "markdown"),
        (b"PK\x05\x06", "a.txt", "zip"),
        (b"title,text\n", "a.txt", "text"),
        (b"title,text\n", "a.csv", "table"),
    ],
)
def test_bytes_tell_what_a_source_is_and_its_name_only_where_they_leave_a_doubt(
    head: bytes, name: str, kind: str
) -> None:
    assert sniff(head, name.casefold()) == kind


def test_lines_of_addresses_are_a_list_of_feeds_and_nothing_of_them_runs(tmp_path: Path) -> None:
    lines = """# outlets
http://a.example/feed  tag "~Name"

exec:~/bin/feed.sh
"filter:sh:https://b.example/rss" tag
file:///etc/passwd
https://c.example/rss
http://a.example/feed
"""
    found = read(tmp_path / "urls", lines)
    assert [item.url for item in found if isinstance(item, Subscription)] == [
        "http://a.example/feed",
        "https://c.example/rss",
    ]
    assert [str(item).partition("urls, ")[2] for item in found if not isinstance(item, Subscription)] == [
        "line 4: exec:~/bin/feed.sh: not an address of the web: not taken",
        "line 5: filter:sh:https://b.example/rss: not an address of the web: not taken",
        "line 6: file:///etc/passwd: not an address of the web: not taken",
    ]


def test_a_text_that_begins_with_an_address_is_a_text(tmp_path: Path) -> None:
    (found,) = read(tmp_path / "page.txt", "https://a.example/story\n\nThe bridge is closed\n\nIt was.\n")
    assert isinstance(found, Article)
