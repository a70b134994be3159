"""Blind mode: what in an article's text tells whose it is, with what to show instead. Offsets stay."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from urllib.parse import urlsplit

from reader.article import Article, Field, Provenance, Role, Span
from reader.comparison.credits import picture_credits
from reader.comparison.matrix import Cell, Matrix, MatrixRow
from reader.comparison.places import first_clause, one_line

BLIND = "blind"
"""The reason that a covered article gives for its outlet and its headline."""

COVER = "▒"
"""Stands for every covered character that no label stands for."""

_WHOLE = {
    Role.BYLINE: "[byline]",
    Role.DATELINE: "[date line]",
    Role.CREDIT: "[credit]",
    Role.SECTION: "[section]",
    Role.BOILERPLATE: "[page furniture]",
}
"""Lines that are masked whole: in what else they hold a house's style may show."""

_GENERIC = frozenset(
    "news agency tv television radio online today press media network group channel world".split()
)
_TITLE = re.compile(r"^\s*(?:by|text|von|por|par)\b:?\s*", re.IGNORECASE)
_NAME = re.compile(r"[^\W\d_][\w'’.-]+(?: [^\W\d_][\w'’.-]*)+")

Mask = tuple[Span, str]


def mask(article: Article, letter: str, others: Mapping[str, str] | None = None) -> tuple[Mask, ...]:
    """Return the stretches of an article's text that tell its outlet, with what is shown in their place.

    The outlet's and the agency's names, with their short forms and initials, become "Outlet A"; reporters who
    sign become "[reporter]"; bylines, date lines, credits and the page's furniture are masked whole.

    Args:
        article: Any article.
        letter: Of its outlet, "A" for example.
        others: Letters of other outlets by name, which an article may name as well: "told the Gazette".

    Returns:
        Spans in order, never overlapping.
    """
    found = [(line.span, _WHOLE[line.role]) for line in article.lines if line.role in _WHOLE]
    found += [(span, "[credit]") for span in picture_credits(article)]
    for pattern in _house(article):
        found += [(Span(*match.span()), f"Outlet {letter}") for match in pattern.finditer(article.text)]
    for name, other in (others or {}).items():
        for pattern in _called(name):
            found += [(Span(*match.span()), f"Outlet {other}") for match in pattern.finditer(article.text)]
    for name in _reporters(article):
        found += [
            (Span(*match.span()), "[reporter]")
            for match in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", article.text)
        ]
    # Of two that overlap the earlier wins, then the longer.
    found.sort(key=lambda item: (item[0].start, -item[0].end))
    kept: list[Mask] = []
    for span, shown in found:
        if kept and span.start < kept[-1][0].end:
            if span.end > kept[-1][0].end:
                kept[-1] = (Span(kept[-1][0].start, span.end), kept[-1][1])
            continue
        kept.append((span, shown))
    return tuple(kept)


def unnamed(words: str, article: Article, letter: str, others: Mapping[str, str] | None = None) -> str:
    """Return words from or about an article (a headline, a speaker) with its outlet's names masked."""
    for pattern in _house(article):
        words = pattern.sub(f"Outlet {letter}", words)
    for name, other in (others or {}).items():
        for pattern in _called(name):
            words = pattern.sub(f"Outlet {other}", words)
    for name in _reporters(article):
        words = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", "[reporter]", words)
    return words


def telling(outlets: Iterable[str]) -> re.Pattern[str] | None:
    """Return a pattern for what these outlets are called, their short forms and initials; None for none."""
    ways = {
        f"(?i:{pattern.pattern})" if pattern.flags & re.IGNORECASE else f"(?:{pattern.pattern})": None
        for name in outlets
        for pattern in _called(name)
    }
    return re.compile("|".join(ways)) if ways else None


def masked(text: str, masks: tuple[Mask, ...], span: Span | None = None) -> str:
    """Return a text, or a stretch of it, with its masks put in; one that reaches into it is shown whole."""
    start, end = span or Span(0, len(text))
    parts, at = [], start
    for where, shown in masks:
        if where.end <= start or where.start >= end:
            continue
        parts += [text[at : max(at, where.start)], shown]
        at = min(end, where.end)
    return "".join([*parts, text[at:end]])


def covered(article: Article, letter: str, others: Mapping[str, str]) -> Article:
    """Return an article with everything covered that tells its outlet, or names one of the others.

    Its text is as long as the real one, so every offset, link and finding holds in both.
    """
    masks = mask(article, letter, others)
    headline = article.headline
    return replace(
        article,
        text=_cover(article.text, masks),
        source="",
        sha256="",
        outlet=Field(f"Outlet {letter}", Provenance.USER, BLIND),
        headline=replace(headline, value=unnamed(headline.value, article, letter, others))
        if headline is not None
        else Field("(no headline)", Provenance.USER, BLIND),
        byline=None,
        agency=None,
        photo_agency=None,
        section=None,
        url=None,
        notices=(),
    )


def shown_id(article: Article) -> str:
    """Return an article's id as it may be written out: that of a covered one would tell its file."""
    return "" if article.outlet is not None and article.outlet.reason == BLIND else article.id


def covered_matrix(matrix: Matrix, articles: Sequence[Article], hidden: Sequence[Article]) -> Matrix:
    """Return a story's matrix with the labels of its rows as the covered articles word them.

    Args:
        matrix: Of the articles.
        articles: As they were given to it.
        hidden: The same ones covered; only these are read.
    """

    def label(row: MatrixRow) -> str:
        first = next(at for at, cell in enumerate(row.cells) if cell.cell is Cell.FIRST)
        return first_clause(one_line(hidden[matrix.order[first]].text, row.cells[first].spans[0]))

    return replace(matrix, rows=tuple(replace(row, label=label(row)) for row in matrix.rows))


def _cover(text: str, masks: tuple[Mask, ...]) -> str:
    parts: list[str] = []
    at = 0
    for span, shown in masks:
        hidden = span.of(text)
        label = shown if len(shown) <= len(hidden) and "\n" not in hidden else ""
        cover = "".join(char if char.isspace() else COVER for char in hidden[len(label) :])
        parts += [text[at : span.start], label, cover]
        at = span.end
    return "".join([*parts, text[at:]])


def _house(article: Article) -> Iterator[re.Pattern[str]]:
    """Yield patterns for what the outlet and the agencies are called."""
    for field in (article.outlet, article.agency, article.photo_agency):
        if field is not None:
            yield from _called(field.value)
    if article.url is not None:
        host = (urlsplit(article.url.value).hostname or "").removeprefix("www.")
        if "." in host:
            yield re.compile(rf"(?:https?://)?(?:www\.)?{re.escape(host)}(?:/\S*)?", re.IGNORECASE)


def _called(name: str) -> Iterator[re.Pattern[str]]:
    """Yield patterns for what an outlet is called: its name, its short form, its initials."""
    bare = re.sub(r"^the ", "", name.strip(), flags=re.IGNORECASE)
    if not bare:
        return
    spaced = r"\s+".join(map(re.escape, bare.split()))
    yield re.compile(rf"(?<!\w)(?:the\s+)?{spaced}(?!\w)", re.IGNORECASE)
    words = bare.split()
    initials = "".join(word[0] for word in words if word[0].isupper())
    if len(initials) > 2:
        yield re.compile(rf"(?<!\w){re.escape(initials)}(?!\w)")
    short = words[-1]
    if len(words) > 1 and len(short) > 3 and short.casefold() not in _GENERIC:
        # "told the Gazette", "The Beacon can reveal", and signed: "(MNA/Gazette)".
        yield re.compile(rf"(?<!\w)(?:[Tt]he\s+{re.escape(short)}|(?<=/){re.escape(short)})(?!\w)")
    joined = "".join(re.findall(r"\w+", bare)).casefold()
    if len(joined) > 4:
        yield re.compile(rf"[\w.@-]*{re.escape(joined)}[\w.-]*", re.IGNORECASE)


def _reporters(article: Article) -> list[str]:
    """Return the full names that sign an article; single words and initials are left alone."""
    if article.byline is None:
        return []
    line = _TITLE.sub("", article.byline.value)
    names = [part.strip() for part in re.split(r",|;|\||/| and | und | & ", line)]
    return [name for name in names[:4] if _NAME.fullmatch(name) and name[0].isupper()]
