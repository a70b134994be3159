"""What tells that two articles are the same text, or two versions of one article."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from urllib.parse import urlsplit

from reader.article import Article

_WORDS = re.compile(r"[^\W_]+")
# What addresses carry to tell the outlet where its reader came from.
_TRACKING = re.compile(
    r"(?:utm_\w+|fbclid|gclid|ref|referrer|source|cmp|cmpid|ocid|xtor|partner|s|share)$", re.I
)
# What agencies and live pages put before a headline when they send it again.
_AGAIN = re.compile(
    r"\W{0,3}(?:update\s?\d{0,2}|updated|live|breaking|correct(?:ed|ion)|\d(?:st|nd|rd|th) (?:lead|ld)|lead"
    r"|exclusive|wrapup\s?\d{0,2}|refile|watch|video|eil\w{0,12})\s{0,3}[-:–—|]",
    re.I,
)
_FEWEST_WORDS = 4


def text_hash(article: Article) -> str:
    """Return a hash of an article's running text by its words alone: 32 hexadecimal digits.

    Quotation marks, dashes, capitals, white space and line breaks do not count, so that the same text from a
    page and from a feed has one hash. An article without running text has "".
    """
    words = _words(" ".join(block.span.of(article.text) for block in article.prose()))
    return hashlib.sha256(" ".join(words).encode("utf-8", "replace")).hexdigest()[:32] if words else ""


def version_keys(article: Article) -> tuple[str, ...]:
    """Return keys of which two versions of one article share at least one.

    An article's address is one, its outlet with its headline's words another; headlines of few words, such as
    "News in brief", are none. The surest comes first.
    """
    keys = (_by_address(article), _by_headline(article))
    return tuple(key for key in keys if key)


def version_key(article: Article) -> str:
    """Return the surest of an article's `version_keys`; "" when it has none."""
    return next(iter(version_keys(article)), "")


def _by_address(article: Article) -> str:
    if article.url is None:
        return ""
    try:
        parts = urlsplit(article.url.value)
        host = (parts.hostname or "").removeprefix("www.").removeprefix("m.").removeprefix("amp.")
    except ValueError:
        return ""
    path = parts.path.rstrip("/").removesuffix("/amp").removesuffix(".amp")
    asked = sorted(
        part for part in parts.query.split("&") if part and not _TRACKING.match(part.partition("=")[0])
    )
    # The address of a whole site is nobody's article.
    return f"url {host}{path}?{'&'.join(asked)}".rstrip("?") if host and (path or asked) else ""


def _by_headline(article: Article) -> str:
    if article.outlet is None or article.headline is None:
        return ""
    headline = article.headline.value
    while match := _AGAIN.match(headline):
        headline = headline[match.end() :]
    words = _words(headline)
    if len(words) < _FEWEST_WORDS and sum(map(len, words)) < 20:
        return ""
    return f"headline {' '.join(_words(article.outlet.value))}: {' '.join(words)}"


def _words(text: str) -> list[str]:
    return _WORDS.findall(unicodedata.normalize("NFKC", text).casefold().replace("'", "").replace("’", ""))
