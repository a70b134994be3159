"""Highlight layers that mark no names: what is quoted, and words of the open lists. Off until asked for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from reader.article import Article, Span

QUOTES, WORDS = "quotes", "words"
QUIET_LAYERS = (QUOTES, WORDS)


def quiet_spans(
    article: Article, blocks: Iterable[Span], layers: frozenset[str]
) -> list[tuple[int, int, str]]:
    """Return what the quiet layers mark in these blocks: start, end, style name."""
    spans = list(blocks)
    found: list[tuple[int, int, str]] = []
    if QUOTES in layers:
        found += [(*span, "quote") for span in _quotes(article, spans)]
    if WORDS in layers:
        found += _listed(article, spans)
    return found


def _quotes(article: Article, blocks: Iterable[Span]) -> Iterator[Span]:
    # Imported when asked for: the layers are off at first.
    from reader.text.quotes import find_quotes

    for block in blocks:
        yield from (quote.span for quote in find_quotes(article.text, *block))


def _listed(article: Article, blocks: Iterable[Span]) -> Iterator[tuple[int, int, str]]:
    """Yield words of the lists. They are for English; in another language nothing is marked."""
    from reader.comparison.terms import terms
    from reader.comparison.word_lists import WordLists

    if article.language not in ("", "en"):
        return
    lists = WordLists.load()
    for block in blocks:
        row = terms(article.text, block)
        for kind in ("hedge", "loaded"):
            yield from ((*item.span, kind) for item in lists.find(kind, row))
