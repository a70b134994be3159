"""The passages of two texts as the linker reads them: their words, what each word weighs, what is quoted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain, compress
from math import sqrt
from operator import not_

from reader.article import Span
from reader.comparison.terms import Term, data_lines, key_of, terms
from reader.text.quotes import find_quotes

STOP_WEIGHT = 0.08
"""What a shared small word counts beside a rare one."""
LONG_TEXT = 500_000
"""Characters from which on words are not kept but read again when asked for, which bounds the memory."""
_NOT = (
    "aren't can't couldn't didn't doesn't don't hadn't hasn't haven't isn't shouldn't wasn't weren't won't "
    "wouldn't"
)
NEGATIONS = frozenset(
    map(key_of, f"not no never without denied refused neither nor cannot none {_NOT}".split())
)
MULTIPLES = {"hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12}


@dataclass(slots=True)
class Row:
    """One passage.

    Attributes:
        span: Where it stands in its text.
        text: The text.
        language: ISO 639-1 code of the text.
        keys: What its words are compared by, in order.
        content: The keys of its content words and figures, in order of first occurrence.
        stops: The keys of its other words likewise.
        capitals: The keys of words with a capital, but for the first word.
        quotes: What stands within quote marks, as far as it reaches into the passage.
        quoted: Keys of content words there.
        quoted_share: Which part of its words stands within quote marks, 0 to 1.
        figures: Its numbers as values, "15 million" as 15,000,000.
        negated: Whether it holds an odd number of negations.
        kept: Its words, or None where the text is so long that they are read anew when asked for.
    """

    span: Span
    text: str
    language: str
    keys: list[str]
    content: dict[str, None]
    stops: dict[str, None]
    capitals: list[str]
    quotes: list[Span]
    quoted: dict[str, None]
    quoted_share: float
    figures: list[float]
    negated: bool
    kept: list[Term] | None

    @property
    def terms(self) -> list[Term]:
        """Its words in order."""
        return terms(self.text, self.span, self.language) if self.kept is None else self.kept


def rows(text: str, passages: Sequence[Span], language: str = "en") -> list[Row]:
    """Read the passages of one text, which must be in order; `language` is an ISO 639-1 code."""
    marked = [quote.span for quote in find_quotes(text) if quote.depth == 0]
    keep = len(text) <= LONG_TEXT
    found: list[Row] = []
    first_quote = 0
    for span in passages:
        row_terms = terms(text, span, language)
        # Quicker than asking each term.
        _, _, _, keys, meaning, capital, figures = zip(*row_terms, strict=True) if row_terms else ((),) * 7
        while first_quote < len(marked) and marked[first_quote].end <= span.start:
            first_quote += 1
        last_quote = first_quote
        while last_quote < len(marked) and marked[last_quote].start < span.end:
            last_quote += 1
        quotes = marked[first_quote:last_quote]
        inside = [term for quote in quotes for term in row_terms if quote.start <= term.start < quote.end]
        found.append(
            Row(
                span,
                text,
                language,
                list(keys),
                dict.fromkeys(compress(keys, meaning)),
                dict.fromkeys(compress(keys, map(not_, meaning))),
                list(compress(keys, capital)),
                quotes,
                dict.fromkeys([term.key for term in inside if term.content]),
                len(inside) / max(1, len(keys)),
                _values(row_terms) if True in figures else [],
                not NEGATIONS.isdisjoint(keys) and sum(map(NEGATIONS.__contains__, keys)) % 2 == 1,
                row_terms if keep else None,
            )
        )
    return found


def _values(row: list[Term]) -> list[float]:
    values = []
    for place, term in enumerate(row):
        if not term.figure:
            continue
        try:
            value = float(term.key)
        except ValueError:  # a time, "7:51"
            continue
        if place + 1 < len(row):
            value *= MULTIPLES.get(row[place + 1].form, 1.0)
        values.append(value)
    return values


@dataclass(slots=True)
class Vocabulary:
    """What the words of two texts are worth to each other.

    Attributes:
        weights: What a shared key says: 1 if one passage a side holds it, less with every further one.
        names: Keys that are written with a capital wherever they don't begin a passage.
        related: For a key of either text those keys of the other that can stand for it.
        holders: For each key the indexes of the right passages that hold it.
        language: ISO 639-1 code of both texts.
    """

    weights: dict[str, float]
    names: set[str]
    related: dict[str, tuple[str, ...]]
    holders: dict[str, list[int]]
    language: str


def vocabulary(left: Sequence[Row], right: Sequence[Row], language: str = "en") -> Vocabulary:
    """Weigh the words of two texts. Background frequencies are not used: they were tried and did not help."""
    both = (*left, *right)
    counts = Counter(chain.from_iterable(row.content for row in both))
    inner = Counter(chain.from_iterable(row.keys[1:] for row in both))
    capitals = Counter(chain.from_iterable(row.capitals for row in both))
    holders: dict[str, list[int]] = {}
    for index, row in enumerate(right):
        for key in row.content:
            holders.setdefault(key, []).append(index)
    here = {key: None for row in left for key in row.content}
    related: dict[str, tuple[str, ...]] = {}
    back: dict[str, list[str]] = {}
    table = related_words() if language == "en" else {}
    for key in here:
        others = tuple(other for other in table.get(key, ()) if other in holders)
        if others:
            related[key] = others
            for other in others:
                back.setdefault(other, []).append(key)
    for key, others_back in back.items():
        related[key] = tuple(dict.fromkeys((*related.get(key, ()), *others_back)))
    return Vocabulary(
        weights={key: 1 / sqrt(max(1, count - 1)) for key, count in counts.items()},
        names={key for key, count in capitals.items() if 2 * count > inner[key] and key in counts},
        related=related,
        holders=holders,
        language=language,
    )


@cache
def related_words() -> dict[str, tuple[str, ...]]:
    """Return for each stem the stems of words that can stand for it; see `data/README.md`."""
    table: dict[str, list[str]] = {}
    for line in data_lines("related.txt"):
        stem, *others = line.split(" ")
        table.setdefault(stem, []).extend(others)
        for other in others:
            table.setdefault(other, []).append(stem)
    return {stem: tuple(others) for stem, others in table.items()}
