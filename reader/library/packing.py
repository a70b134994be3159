"""An article as one compact value for a row of the library, or one JSON object for a dump, and back again.

What comes back is equal to what was packed, field by field and span by span.
"""

from __future__ import annotations

import json
import re
import zlib
from functools import cache
from itertools import pairwise
from typing import Any

from reader.article import Article, Field, Line, Provenance, Role, Span

_FIELDS = ("headline", "outlet", "section", "byline", "agency", "photo_agency", "published", "url")
_PLAIN = ("id", "text", "source", "sha256", "language")
_INDEXED_ROLES = frozenset({Role.STANDFIRST, Role.PARAGRAPH, Role.SUBHEADING, Role.CAPTION})


@cache
def _unspaced() -> re.Pattern[str]:
    """Find scripts that set no spaces between words: each character is made a word; phrases then find words.

    Compiled when first needed, as opening a library does not wait for it.
    """
    return re.compile("([\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\u0e01-\u0e5b])")


# What every packed article begins with, as it were, so that it need not be in each: the commonest words, and
# last, where it costs least, how records look. Never change it: what was packed with it needs it.
_BEGINNING = (
    " could would about after before other their there which while where these than then them they when what"
    " people percent million billion country countries government president minister parliament election"
    " military officials authorities international according to the police spokesman spokeswoman company"
    " including between against during through because statement reported agency news year week month day"
    " Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April May June July"
    " August September October November December 2010 2015 2018 2019 2020 2021 2022 2023 2024 2025 2026"
    " United States European Union Russia Russian China Chinese Ukraine Israel British German French Moscow"
    " Washington London Reuters Associated Press AFP told reporters on in the of the to the and the that the"
    " for the by the with the at the from the as the had been has been have been will be was not is not said"
    ' he said she said. “ ” ’s — – . The . In . But . He . It . A ," said "https://www.com/.html .txt'
    '"sha256":"","language":"en","lines":[[0,"notices":["extra":[["'
    ',1.0,"",1],0.6,"short line inside the text",0],[2,0.9,"credit tail",0]],"standfirst"],"caption"'
    ',"subheading","boilerplate",[1,"headline",1.0,"the record\'s title",0],[2,"paragraph",0.9,"the record'
    '\'s text",0],[2,"paragraph"],[2,"paragraph"],[1,"paragraph"]],"section":["","byline":["","agency":["",'
    '"photo_agency":["'
    '"headline":["","outlet":["","published":["2015-01-01","url":["https://","metadata","text","user","folder"'
    '","feed","",1.0,[0,"published":["","feed","",1.0,null],"url":["https://","feed","",1.0,null]}'
    '{"id":"","text":"\\n\\n","source":"/home/'
).encode()


def pack(article: Article) -> bytes:
    """Return an article as one compressed value."""
    packed = json.dumps(to_record(article), ensure_ascii=False, separators=(",", ":"))
    compressor = zlib.compressobj(6, zdict=_BEGINNING)
    return compressor.compress(packed.encode("utf-8", "surrogatepass")) + compressor.flush()


def unpack(packed: bytes) -> Article:
    """Return the article that was packed."""
    return from_record(json.loads(_letters(packed).decode("utf-8", "surrogatepass")))


def same_packed(one: bytes, other: bytes) -> bool:
    """Tell whether two packed articles are equal, also when they were packed by different versions."""
    return one == other or _letters(one) == _letters(other)


def _letters(packed: bytes) -> bytes:
    # Articles of libraries before version 4 were packed without a beginning; they say so themselves.
    decompressor = zlib.decompressobj(zdict=_BEGINNING)
    letters = decompressor.decompress(packed)
    if not decompressor.eof:
        raise zlib.error("a packed article ends too early")
    return letters


def to_record(article: Article) -> dict[str, Any]:
    """Return an article as a dictionary that JSON can hold; what is empty is left out."""
    record: dict[str, Any] = {name: value for name in _PLAIN if (value := getattr(article, name))}
    end = 0
    lines: list[list[Any]] = []
    for line in article.lines:
        # Counted from the end of the line before, numbers stay small and compress well.
        entry: list[Any] = [line.span.start - end, line.span.length, line.role.value]
        if line.continues or line.rule or line.confidence != 1.0:
            entry += [line.confidence, line.rule, int(line.continues)]
        lines.append(entry)
        end = line.span.end
    record["lines"] = lines
    for name in _FIELDS:
        field: Field | None = getattr(article, name)
        if field is not None:
            span = list(field.span) if field.span is not None else None
            record[name] = [field.value, field.provenance.value, field.reason, field.confidence, span]
    if article.notices:
        record["notices"] = list(article.notices)
    if article.extra:
        record["extra"] = [list(pair) for pair in article.extra]
    return record


def from_record(record: dict[str, Any]) -> Article:
    """Return the article of a record.

    Raises:
        ValueError: Something in it is missing or not as `to_record` writes it.
    """
    try:
        return _from_record(record)
    except (ValueError, KeyError, TypeError, IndexError, AttributeError) as error:
        raise ValueError(f"not an article as Crossread writes it: {error}") from error


def checked_record(record: dict[str, Any]) -> Article:
    """Return the article of a record that anybody may have written.

    Raises:
        ValueError: It is not as `to_record` writes it of an article that was read by this program: a value
            has another type, a span lies outside the text, or a text has not passed `reader.text.safe`.
    """
    from reader.text.safe import is_safe

    article = from_record(record)
    fields = [field for name in _FIELDS if (field := getattr(article, name)) is not None]
    spans = [line.span for line in article.lines] + [field.span for field in fields if field.span is not None]
    numbers = [number for span in spans for number in (span.start, span.end)]
    shares = [each.confidence for each in (*article.lines, *fields)]
    words = [word for field in fields for word in (field.value, field.reason)]
    words += [article.id, article.source, article.sha256, article.language, *article.notices]
    words += [line.rule for line in article.lines]
    if not all(isinstance(word, str) for word in words):
        raise ValueError("a field, notice or rule of an article is no text")
    if not all(type(number) is int for number in numbers) or not all(
        0 <= span.start <= span.end <= len(article.text) for span in spans
    ):
        raise ValueError("a span of an article lies outside its text")
    if any(one.span.end > after.span.start for one, after in pairwise(article.lines)):
        raise ValueError("an article's lines are out of order")
    if not all(isinstance(share, int | float) and 0 <= share <= 1 for share in shares):
        raise ValueError("a confidence of an article is no share")
    whole = [article.text, *(text for pair in article.extra for text in pair)]
    if not (all(map(is_safe, set(words))) and all(is_safe(text, one_line=False) for text in whole)):
        raise ValueError("an article holds what a terminal would obey or nobody would see")
    return article


def _from_record(record: dict[str, Any]) -> Article:
    end = 0
    lines: list[Line] = []
    for gap, length, role, *rest in record["lines"]:
        start, end = end + gap, end + gap + length
        confidence, rule, continues = rest or (1.0, "", 0)
        lines.append(Line(Span(start, end), Role(role), confidence, rule, bool(continues)))
    fields: dict[str, Any] = {name: _field(record[name]) for name in _FIELDS if name in record}
    plain = {name: record.get(name, "") for name in _PLAIN}
    if not all(isinstance(value, str) for value in plain.values()) or not plain["id"]:
        raise ValueError("id and text must be strings")
    return Article(
        lines=tuple(lines),
        notices=tuple(record.get("notices", ())),
        extra=tuple((str(name), str(value)) for name, value in record.get("extra", ())),
        **plain,
        **fields,
    )


def _field(entry: list[Any]) -> Field:
    value, provenance, reason, confidence, span = entry
    return Field(value, Provenance(provenance), reason, confidence, Span(*span) if span is not None else None)


def reading_text(article: Article) -> str:
    """Return what an article says beside its headline, a line a block: what a search looks through."""
    return "\n".join(
        block.span.of(article.text) for block in article.blocks() if block.role in _INDEXED_ROLES
    )


def index_text(packed: bytes) -> str:
    """Return the words of a packed article as the index of words takes them."""
    return spaced(reading_text(unpack(packed)))


def spaced(text: str) -> str:
    """Return `text` with spaces around characters of scripts that set none between words."""
    return text if text.isascii() else _unspaced().sub(r" \1 ", text)
