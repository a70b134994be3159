"""Find the names of a text and say which of them are one person, place or organisation."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Protocol

from reader.article import Span
from reader.entities.consistency import consistent
from reader.entities.events import with_events
from reader.entities.model import EntityType, Names
from reader.entities.referents import resolve
from reader.entities.rules import Found, repair
from reader.entities.sheet import Sheet, lay_out, mode_of
from reader.entities.tagger import tagger
from reader.entities.tokens import tokenise
from reader.text.dates import DateKind, find_dates
from reader.text.figures import FigureKind, find_figures
from reader.text.language import detect_language
from reader.text.sentences import sentences

# The writers' initials at the end of an article: SSM/HMV/SS.
_INITIALS = re.compile(r"[A-Z]{1,5}(?:/[A-Z]{1,5})+")
# "Yesterday" and "the 20th century" are left to those who ask for dates: they name no day, month or year.
_NO_NAMES = (DateKind.RELATIVE, DateKind.CENTURY)


class Recogniser(Protocol):
    """What can take the place of the built-in recogniser (`reader.entities.spacy_backend`)."""

    language: str

    def recognise(self, text: str, blocks: Sequence[Span]) -> list[Found]:
        """Return the names of a text, in order, without overlap."""


def find_names(
    text: str,
    blocks: Sequence[Span] | None = None,
    *,
    language: str = "en",
    recogniser: Recogniser | None = None,
) -> Names:
    """Return the names, dates and numbers of a text, and who or what they refer to.

    Args:
        text: The text that all spans refer to.
        blocks: The spans to look in, in order and apart; None takes the whole text, a block a line.
        language: ISO 639-1 code when known. Other languages than English get dates and numbers only.
        recogniser: Used instead of the built-in one, where it is for the text's language.
    """
    spans = list(blocks) if blocks is not None else _lines(text)
    found: list[Found] = []
    notice = ""
    figures = _figures(text, spans)
    if recogniser is not None and _is_for(recogniser, text, spans, language):
        found = recogniser.recognise(text, spans)
    elif language not in ("", "en") or not _looks_english(text, spans):
        notice = "not English: only dates and numbers are marked"
    else:
        found = _recognised(text, spans)
    values = {span: value for span, (_, value) in figures.items()}
    return resolve(text, _merged(text, found, figures), values, notice)


def _lines(text: str) -> list[Span]:
    spans: list[Span] = []
    start = 0
    for line in text.splitlines(keepends=True):
        if line.strip():
            spans.append(Span(start, start + len(line.rstrip())))
        start += len(line)
    return spans


def _is_for(recogniser: Recogniser, text: str, spans: Sequence[Span], language: str) -> bool:
    told = detect_language(" ".join(span.of(text) for span in spans)) or language
    return recogniser.language in ("xx", told)


def _looks_english(text: str, spans: Sequence[Span]) -> bool:
    sample = " ".join(span.of(text) for span in spans)
    return detect_language(sample) in ("en", "")


def _recognised(text: str, blocks: Sequence[Span]) -> list[Found]:
    """Return the names of an English text, in order."""
    sheets = _sheets(text, blocks)
    found: list[Found] = []
    for sheet, pieces in zip(sheets, tagger().tag(sheets), strict=True):
        for first, last, kind, scores in with_events(sheet, repair(sheet, pieces)):
            found.append(Found(Span(sheet.tokens[first].start, sheet.tokens[last - 1].end), kind, scores))
    return consistent(found, sheets, text)


def _sheets(text: str, blocks: Sequence[Span]) -> list[Sheet]:
    """Lay out the sentences of all blocks; headlines know the words that the running text capitalises."""
    sentence_tokens = [
        tokenise(text, span.start, span.end)
        for block in blocks
        for span in sentences(text, block.start, block.end, line_breaks=False)
        if not _INITIALS.fullmatch(text, span.start, span.end)
    ]
    running = [tokens for tokens in sentence_tokens if not mode_of(tokens)]
    seen = frozenset(token.lower for tokens in running for token in tokens[1:] if token.text[0].isupper())
    plain = frozenset(token.text for tokens in running for token in tokens if token.text.islower()) - seen
    return [lay_out(tokens, seen, plain) for tokens in sentence_tokens]


def _figures(text: str, spans: Sequence[Span]) -> dict[Span, tuple[EntityType, str]]:
    """Return dates and figures with their values; a figure within a date is part of the date."""
    result: dict[Span, tuple[EntityType, str]] = {}
    for block in spans:
        taken: list[Span] = []
        for date in find_dates(text, block.start, block.end):
            if date.kind not in _NO_NAMES:
                result[date.span] = (EntityType.DATE, date.value)
                taken.append(date.span)
        for figure in find_figures(text, block.start, block.end):
            if figure.kind is not FigureKind.ORDINAL and not any(figure.span.overlaps(s) for s in taken):
                result[figure.span] = (EntityType.NUMBER, str(figure))
    return result


def _merged(text: str, found: Sequence[Found], figures: Mapping[Span, tuple[EntityType, str]]) -> list[Found]:
    """Return names and figures in order.

    Where they overlap the one that holds the other stands ("3 May" is a date, "Group of 20" a name).
    """
    # "In June" is a month even if June is also a given name, unless the article has such a person.
    full = " ".join(
        item.span.of(text) for item in found if item.type is EntityType.PERSON and " " in item.span.of(text)
    )
    named = frozenset(full.split())
    inner = {
        item.span
        for item in found
        for span, (kind, _) in figures.items()
        if span.start <= item.span.start
        and item.span.end <= span.end
        and (span != item.span or (kind is EntityType.DATE and span.of(text) not in named))
    }
    names = [item for item in found if item.span not in inner]
    taken = {position for item in names for position in range(*item.span)}
    free = [Found(span, kind) for span, (kind, _) in figures.items() if taken.isdisjoint(range(*span))]
    return sorted([*names, *free])
