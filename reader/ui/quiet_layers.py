"""Highlight layers that mark no names: what is quoted, and words of the open lists. Off until asked for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from reader.article import Article, Span

if TYPE_CHECKING:
    from reader.comparison.word_lists import WordLists

QUOTES, WORDS = "quotes", "words"
QUIET_LAYERS = (QUOTES, WORDS)


def quiet_spans(
    article: Article, blocks: Iterable[Span], layers: frozenset[str], lists: WordLists | None
) -> list[tuple[int, int, str]]:
    """Return what the quiet layers mark in these blocks: start, end, style name.

    Args:
        article: The article.
        blocks: Where to look.
        layers: Which are on.
        lists: The words to mark; they are needed only while that layer is on.
    """
    spans = list(blocks)
    found: list[tuple[int, int, str]] = []
    if QUOTES in layers:
        found += [(*span, "quote") for span in _quotes(article, spans)]
    if WORDS in layers and lists is not None:
        found += _listed(article, spans, lists)
    return found


def _quotes(article: Article, blocks: Iterable[Span]) -> Iterator[Span]:
    # Imported when asked for: the layers are off at first.
    from reader.text.quotes import find_quotes

    for block in blocks:
        yield from (quote.span for quote in find_quotes(article.text, *block))


def _listed(article: Article, blocks: Iterable[Span], lists: WordLists) -> Iterator[tuple[int, int, str]]:
    """Yield words of the lists. They are for English; in another language nothing is marked."""
    from reader.comparison.terms import terms

    if article.language not in ("", "en"):
        return
    for block in blocks:
        row = terms(article.text, block)
        for kind in ("hedge", "loaded"):
            yield from ((*item.span, kind) for item in lists.find(kind, row))
