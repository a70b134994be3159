"""All that the library keeps of an article, worked out before anything is written: pure, for any process.

Reading, cleaning and this take longer than writing, so another process does it (`reader.library.ingest`).
"""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from hashlib import blake2b

from reader.article import Article
from reader.importers.guesses import guesses
from reader.library.packing import pack, reading_text, spaced

GUESSED_OUTLET, GUESSED_DATE, GUESSED_HEADLINE, HAS_NOTICES, GUESSED_OTHER = 1, 2, 4, 8, 16
"""Bits of `Prepared.review`: what the reader may want to look at."""

_BITS = {"outlet": GUESSED_OUTLET, "date": GUESSED_DATE, "headline": GUESSED_HEADLINE}

# A figure is said of something: neither a year nor the day of a date alone.
_FIGURE = re.compile(
    r"(?=[$€£¥\d])(?:"  # Tells most characters apart at a look.
    r"[$€£¥]\s?\d|\d[.,]\d|\d\s?(?:%|per cent|percent|million|billion)"
    r"|(?<![\d.,])(?!(?:19|20)\d\d\b)\d{2,}\b)"
)
_QUOTE = re.compile('["“„«‹][^"”»›\n]{8,}["”“»›]')


@dataclass(frozen=True, slots=True)
class Prepared:
    """A row of the library in the making; see `docs/library.md` for what each column holds."""

    id: str
    packed: bytes
    title: str
    outlet: str
    published: str
    source: str
    body: str
    facts: str
    words: int
    origin: int
    heading: int
    same: int
    review: int
    headline: str
    prose: str
    sample: tuple[int, ...]


def prepare(article: Article) -> Prepared:
    """Work out what the library keeps of an article."""
    from reader.importers.fingerprint import text_hash
    from reader.stories.copies import sample
    from reader.stories.group import as_text

    story_text = as_text(article)
    body = reading_text(article)
    return Prepared(
        id=article.id,
        packed=pack(article),
        title=article.title,
        outlet=article.outlet_name,
        published=str(article.published or ""),
        source=article.source,
        body=spaced(body),
        facts=_facts(article, body),
        words=len(story_text.text.split()),
        origin=origin(article),
        heading=_heading(article),
        same=hash64(text_hash(article)),
        review=_review(article),
        headline=story_text.title,
        prose=story_text.text,
        sample=sample(story_text.text),
    )


def terms_of(item: Prepared) -> bytes:
    """Return what an article is about, as the library keeps it: worked out for new articles alone."""
    from reader.stories.terms import weigh
    from reader.stories.vectors import encode, number_terms

    return encode(number_terms(weigh(item.headline, item.prose)))


def hash64(text: str) -> int:
    """Return a hash that a column of whole numbers can hold, the same on every machine; never 0."""
    digest = blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, "big", signed=True) or 1


def origin(article: Article) -> int:
    """Return what all versions of an article surely share, its address or its file; 0 when it has none.

    A record's place in a file of many is none: another record may stand there tomorrow.
    """
    from reader.importers.fingerprint import version_key

    key = version_key(article)
    if key.startswith("url "):
        return hash64(key)
    if article.source in ("", "-") or "#" in article.source or "://" in article.source:
        return 0
    return hash64(os.path.abspath(article.source))


def _heading(article: Article) -> int:
    """Return what versions may share, the outlet and the headline's words; 0 when they say little."""
    from reader.importers.fingerprint import version_keys

    keys = [key for key in version_keys(article) if key.startswith("headline ")]
    return hash64(keys[0]) if keys else 0


def folded(name: str) -> str:
    """Return a name as one token of the index: letters and digits alone, in small letters."""
    return "".join(filter(str.isalnum, name.casefold()))


def _facts(article: Article, body: str) -> str:
    """Return what a query asks of an article, as tokens; no word of a text begins like them."""
    facts = [f"0l{article.language}"] if article.language else []
    if article.agency is not None:
        facts.append(f"0a{folded(article.agency.value)}")
    has = {
        "quote": _QUOTE.search(body),
        "figure": _FIGURE.search(body),
        "date": article.published,
        "byline": article.byline,
        "agency": article.agency,
        "url": article.url,
        "caption": any(line.role.value == "caption" for line in article.lines),
    }
    facts += [f"0h{name}" for name, found in has.items() if found]
    return " ".join(facts)


def _review(article: Article) -> int:
    """Return which fields are missing or not sure, and not yet set by the reader."""
    review = HAS_NOTICES if article.notices else 0
    for guess in guesses(article):
        review |= _BITS.get(guess.field, GUESSED_OTHER)
    return review
