"""Where in an article a query's words stand, as spans of its text, and lines of it that show them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from reader.article import READING_ROLES, Article, Span
from reader.library.query.model import And, Fact, Node, Not, Or, Pattern, Words

_WORD = re.compile(r"[^\W_]+")
_CONTEXT = 60


@dataclass(frozen=True, slots=True)
class Snippet:
    """A piece of an article around what was found.

    Attributes:
        text: One line.
        marks: What was found, as spans of `text`.
        span: Where the piece stands in `Article.text`.
    """

    text: str
    marks: tuple[Span, ...]
    span: Span


def hits(article: Article, tree: Node | None) -> list[Span]:
    """Return what a query's words and phrases find in an article's text, in order.

    Regular expressions are left out: they may take for ever.
    """
    wanted = "|".join(
        sorted({_expression(words) for words in _wanted(tree)}, key=lambda part: (-len(part), part))
    )
    if not wanted:
        return []
    expression = re.compile(rf"(?<![^\W_])(?:{wanted})")
    plain = _folded(article.text)
    return [
        Span(*match.span())
        for block in article.blocks()
        if block.role in READING_ROLES
        for match in expression.finditer(plain, block.span.start, block.span.end)
    ]


def snippet(article: Article, tree: Node | None, width: int = 2 * _CONTEXT) -> Snippet:
    """Return the line of an article with most that a query found; its beginning when nothing was."""
    found = hits(article, tree)
    prose = [block.span for block in article.prose()]
    inside = [hit for hit in found if any(span.contains(hit.start) for span in prose)] or found
    if not inside:
        start = prose[0].start if prose else 0
        return _cut(article, start, start + width, [])
    best = max(range(len(inside)), key=lambda at: (_within(inside, at, width), -at))
    begin = max(0, inside[best].start - width // 4)
    block = next(
        (span for span in prose if span.contains(inside[best].start)), Span(begin, len(article.text))
    )
    return _cut(article, max(begin, block.start), min(begin + width, block.end), inside)


def _within(found: list[Span], first: int, width: int) -> int:
    return sum(hit.end <= found[first].start + width for hit in found[first:])


def _cut(article: Article, start: int, end: int, found: list[Span]) -> Snippet:
    """Return whole words of a stretch of text as one line."""
    text = article.text
    while start > 0 and start < end and not text[start - 1].isspace():
        start += 1
    while start < end < len(text) and not text[end - 1].isspace() and not text[end].isspace():
        end -= 1
    span = Span(start, max(start, end))
    line = re.sub(r"\s", " ", span.of(text)).rstrip()
    marks = tuple(
        Span(hit.start - start, min(hit.end - start, len(line)))
        for hit in found
        if start <= hit.start and hit.start - start < len(line)
    )
    return Snippet(line, marks, span)


def _wanted(node: Node | None) -> Iterator[Words]:
    """Yield the words that a query wants, not those that it does not."""
    if isinstance(node, Words):
        yield node
    elif isinstance(node, Fact) and node.name in ("name", "title"):
        yield Words(node.value.rstrip("*"), node.span, node.value.endswith("*"))
    elif isinstance(node, And | Or):
        for part in node.parts:
            yield from _wanted(part)
    else:
        assert node is None or isinstance(node, Fact | Not | Pattern)


def _expression(words: Words) -> str:
    """Return a regular expression that takes no more than linear time."""
    parts = [re.escape(part) for part in _WORD.findall(_folded(words.text))]
    return r"[\W_]{1,4}".join(parts) + ("" if words.beginning else r"(?![^\W_])")


def _folded(text: str) -> str:
    """Return a text in small letters without accents, character for character as long as it was."""
    if text.isascii():
        return text.lower()
    return "".join(map(_fold_character, text))


@lru_cache(maxsize=4096)
def _fold_character(character: str) -> str:
    base = unicodedata.normalize("NFD", character)[0].lower()
    return base if len(base) == 1 else character
