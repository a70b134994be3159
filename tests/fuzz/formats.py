"""A sound example of each format that is read, small, with the marks it is built of."""

# ruff: noqa: E501

from __future__ import annotations

import gzip
import io
import json
import sqlite3
import tarfile
import zipfile

from material import NEWS

_NEWS = tuple(text.encode() for text in NEWS)
_RECORD = {
    "title": "Council closes both locks",
    "text": NEWS[0],
    "published": "2019-03-12T10:00:00Z",
    "source": "Harrow Herald",
    "url": "https://harrowherald.example/2019/03/12/locks",
    "author": ["Ada Renn"],
    "thread": {"site_full": "harrowherald.example", "section_title": "Local", "country": "GB"},
    "tags": ["a", 1, None, {"b": []}],
}
_JSON = json.dumps(_RECORD).encode()
_PARAGRAPHS = "".join(f"<p>{line}</p>" for line in NEWS[1].split("\n") if line)
_PAGE = f"""<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Locks | Herald</title>
<meta property="og:site_name" content="Harrow Herald"><script type="application/ld+json">{{"@graph": [{{"@type":
"NewsArticle", "headline": "Locks", "datePublished": "2019-03-12"}}]}}</script></head><body><nav><a>Home</a></nav>
<article><h1>Council closes both locks</h1><figure><figcaption>The gate</figcaption></figure>{_PARAGRAPHS}</article>
<footer>© 2019 Harrow Herald</footer></body></html>"""
_RSS = f"""<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>
<title>Harrow Herald</title><item><title>Council &amp;amp; locks</title><link>https://harrowherald.example/1</link>
<guid>1</guid><pubDate>Tue, 12 Mar 2019 23:30:00 -0500</pubDate><content:encoded><![CDATA[{_PARAGRAPHS}]]>
</content:encoded></item></channel></rss>"""
_ATOM = """<?xml version="1.0" encoding="utf-8"?><feed xmlns="http://www.w3.org/2005/Atom"><title>H</title><entry>
<id>tag:1</id><title type="html">&lt;b&gt;Locks&lt;/b&gt;</title><published>2019-03-12T10:00:00Z</published>
<content type="html">&lt;p&gt;The council closed both locks.</content></entry></feed>"""
_OPML = """<?xml version="1.0"?><opml version="2.0"><body><outline text="News"><outline text="Herald" type="rss"
xmlUrl="https://harrowherald.example/rss" htmlUrl="https://harrowherald.example"/></outline>
<outline xmlUrl="exec:rm"/></body></opml>"""
_MAIL = (
    "From: Ada Renn <a@b.example>\nDate: Tue, 12 Mar 2019 10:00:00 +0000\nSubject: =?utf-8?q?Locks_closed?=\n"
    "Message-ID: <1@b.example>\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=x\n\n--x\n"
    f"Content-Type: text/plain; charset=utf-8\n\n{NEWS[0]}\n--x\nContent-Type: text/html\n\n<p>Both.</p>\n--x--\n"
)
_WARC_PAGE = f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<html><body>{_PARAGRAPHS}</body></html>"
_WARC = (
    "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://a.example/1\r\nWARC-Date: 2019-03-12T10:00:00Z\r\n"
    "WARC-Record-ID: <urn:uuid:1>\r\nContent-Type: application/http; msgtype=response\r\n"
    f"Content-Length: {len(_WARC_PAGE.encode())}\r\n\r\n{_WARC_PAGE}\r\n\r\n"
)
_PDF = b"""%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 300]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>endobj
4 0 obj<</Length 55>>stream
BT /F1 12 Tf 20 200 Td (The council closed it.) Tj ET
endstream endobj
5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj
trailer<</Root 1 0 R/Size 6>>
%%EOF"""


def _zip(**members: bytes) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return packed.getvalue()


def _epub() -> bytes:
    container = (
        '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
        '<rootfile full-path="c.opf"/></rootfiles></container>'
    )
    opf = (
        '<package xmlns="http://www.idpf.org/2007/opf"><metadata/><manifest><item id="a" href="a.html" '
        'media-type="application/xhtml+xml"/></manifest><spine><itemref idref="a"/></spine></package>'
    )
    members = {"mimetype": b"application/epub+zip", "META-INF/container.xml": container.encode()}
    return _zip(**members, **{"c.opf": opf.encode(), "a.html": _PAGE.encode()})


def _tar() -> bytes:
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w") as archive:
        info = tarfile.TarInfo("a.json")
        info.size = len(_JSON)
        archive.addfile(info, io.BytesIO(_JSON))
    return packed.getvalue()[:2560]


def _newsboat() -> bytes:
    connection = sqlite3.connect(":memory:")
    connection.execute("PRAGMA page_size = 512")
    connection.execute(
        "CREATE TABLE rss_item (id INTEGER PRIMARY KEY, guid, title, author, url, feedurl, pubDate INTEGER,"
        " content, unread INTEGER, flags, content_mime_type)"
    )
    connection.execute("CREATE TABLE rss_feed (rssurl, url, title)")
    connection.execute(
        "INSERT INTO rss_item VALUES (1, 'g', 'Locks', 'Ada', 'https://a.example/1', 'https://a.example/f',"
        " 1552381200, '<p>The council closed both locks.</p>', 1, '', '')"
    )
    connection.execute("INSERT INTO rss_feed VALUES ('https://a.example/f', 'https://a.example', 'Herald')")
    connection.commit()
    return connection.serialize()


FORMATS: dict[str, tuple[tuple[str, ...], tuple[bytes, ...], tuple[bytes, ...]]] = {
    "text": (("a.txt", "a", "-"), _NEWS, (b"Comments", b"Share", b"Related", b"By ", b"Home > News\n")),
    "markdown": (
        ("a.md",),
        (b"---\ntitle: x\ndate: 2019-03-12\n---\n# Locks\n\n" + _NEWS[1], b"+++\na=1\n+++\nx"),
        (b"---\n", b"+++\n", b"# ", b"&a *a", b"!!python/object:os.system", b"title: [1,", b"[x](y)"),
    ),
    "html": (
        ("a.html", "a"),
        (_PAGE.encode(),),
        (b"<p>", b"</p>", b"<div>", b"<br>", b"<!--", b"<script>", b"&#0;"),
    ),
    "json": (
        ("a.json", "a"),
        (
            _JSON,
            b"[" + _JSON + b"]",
            b'{"version":"https://jsonfeed.org/version/1","items":[{"id":1,"content_html":"<p>x"}]}',
        ),
        (b'"', b"null", b"[[", b'{"a":', b"1e999", b'"\\u009b"', b"\\ud800"),
    ),
    "jsonl": (
        ("a.jsonl",),
        (_JSON + b"\n" + _JSON + b"\n",),
        (b"\n", b'"', b"{}\n", b"[]\n", b"NaN", b'{"text":'),
    ),
    "table": (
        ("a.csv", "a.tsv"),
        (b"title,text,date\nLocks,Both closed.,2019-03-12\n", b"title\ttext\nA\tB c d.\n"),
        (b",", b'"', b'""', b"\n", b"\t", b";", b"=1+1", b"\r"),
    ),
    "feed": (
        ("a.xml", "a.rss"),
        (_RSS.encode(), _ATOM.encode()),
        (
            b"<item>",
            b"</item>",
            b"<![CDATA[",
            b"&x;",
            b'<!DOCTYPE x [<!ENTITY x "&x;&x;">]>',
            b"<entry>",
            b"<pubDate>",
            b"xml:base='//'",
        ),
    ),
    "opml": (
        ("a.opml",),
        (_OPML.encode(),),
        (b"<outline ", b"xmlUrl='filter:x'", b"/>", b"<!DOCTYPE a>", b"|cmd"),
    ),
    "addresses": (
        ("urls", "a.txt"),
        (b'http://a.example/feed tag "~Name"\nexec:a.sh\n# said\nhttps://b.example/rss\n',),
        (b"http://", b"filter:x:", b"file:///", b'"query:x:y"', b"\n", b"~"),
    ),
    "mail": (
        ("a.mbox", "a.eml"),
        (_MAIL.encode(), b"From a@b Tue Mar 12 10:00:00 2019\n" + _MAIL.encode()),
        (
            b"\n\n",
            b"--x\n",
            b"Content-Type: multipart/mixed; boundary=y\n\n",
            b"=?x?b?//?=",
            b"Content-Transfer-Encoding: base64\n",
            b"charset=idna",
            b"charset=unicode_escape",
            b"From a@b Tue Mar 12 10:00:00 2019\n",
        ),
    ),
    "zip": (
        ("a.zip", "a"),
        (_zip(**{"a.json": _JSON}), _zip(**{"../b.txt": _NEWS[0]})),
        (b"PK\x01\x02", b"PK\x05\x06"),
    ),
    "epub": (("a.epub",), (_epub(),), (b"PK\x01\x02", b"PK\x05\x06", b"PK\x03\x04")),
    "gzip": (
        ("a.gz", "a.jsonl.gz"),
        (gzip.compress(_JSON, mtime=0),),
        (b"\x1f\x8b\x08\x00", b"\x1f\x8b\x08\x1f"),
    ),
    "tar": (("a.tar",), (_tar(),), (b"ustar\x00", b"ustar  \x00", b"0000777", b"\x80\xff")),
    "newsboat": (
        ("cache.db",),
        (_newsboat(),),
        (b"SQLite format 3\x00", b"\xff\xff", b"CREATE TABLE rss_item"),
    ),
    "warc": (
        ("a.warc",),
        (_WARC.encode(),),
        (
            b"WARC/1.0\r\n",
            b"Content-Length: -1\r\n",
            b"\r\n\r\n",
            b"Transfer-Encoding: chunked\r\n",
            b"Content-Encoding: gzip\r\n",
        ),
    ),
    "pdf": (
        ("a.pdf",),
        (_PDF,),
        (b"3 0 R", b"<<", b">>", b"endobj", b"stream\n", b"/Kids[2 0 R]", b"/Filter/FlateDecode"),
    ),
}
"""For each format: file names, sound examples, marks."""
