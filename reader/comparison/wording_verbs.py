"""Verbs of speech that differ on one statement: said here, claimed or admitted there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reader.article import Span
from reader.comparison.contrast import Contrast, Finding, Said
from reader.comparison.speech import Quotation
from reader.comparison.terms import key_of
from reader.comparison.word_lists import WordLists
from reader.comparison.wording_sides import Side, home

_SAME_STATEMENT = 0.6  # Share of the shorter one's words of meaning from which two statements are one.


def speech_verbs(
    sides: tuple[Side, Side], pairs: Sequence[tuple[Span, Span]], lists: WordLists
) -> Iterator[Finding]:
    """Yield verbs of speech that differ on one statement, or in linked passages."""
    seen: set[tuple[Span, Span]] = set()
    for one, other in _same_statements(sides, pairs):
        verbs = one.verb.lower(), other.verb.lower()
        if not all(verbs) or key_of(verbs[0].split()[0]) == key_of(verbs[1].split()[0]):
            continue
        groups = [lists.group("speech", verb) for verb in verbs]
        if groups[0] == groups[1] == "neutral":
            continue
        entries = _verb(sides[0], one), _verb(sides[1], other)
        if (entries[0].span, entries[1].span) in seen:
            continue
        seen.add((entries[0].span, entries[1].span))
        yield Finding(
            Contrast.ALTERED,
            f"speech verb: {one.verb} / {other.verb}",
            (entries[0],),
            (entries[1],),
            "on one statement; " + " / ".join(group or "not listed" for group in groups),
            weight=5.0,
            changes=((entries[0].span,), (entries[1].span,)),
        )


def _same_statements(
    sides: tuple[Side, Side], pairs: Sequence[tuple[Span, Span]]
) -> Iterator[tuple[Quotation, Quotation]]:
    linked = set(pairs)
    contents = [[{t.key for t in side.row(q.span) if t.content} for q in side.quotations] for side in sides]
    homes = [[home(q.span, side.passages) for q in side.quotations] for side in sides]
    for i, one in enumerate(sides[0].quotations):
        for j, other in enumerate(sides[1].quotations):
            shared = contents[0][i] & contents[1][j]
            fewest = min(len(contents[0][i]), len(contents[1][j]))
            here, there = homes[0][i], homes[1][j]
            near = here is not None and there is not None and (here, there) in linked
            both = shared and len(shared) >= _SAME_STATEMENT * fewest and (len(shared) > 2 or near)
            alone = near and sum(h == here for h in homes[0]) == 1 == sum(h == there for h in homes[1])
            alone = alone and not (one.speaker and other.speaker and not _akin(one.speaker, other.speaker))
            if both or alone:
                yield one, other


def _akin(one: str, other: str) -> bool:
    """Tell whether two speakers' names share a word: "Petra Voss" and "Voss"."""
    return bool(set(one.casefold().split()) & set(other.casefold().split()))


def _verb(side: Side, quotation: Quotation) -> Said:
    """Return an entry for a quotation's verb: the one of its passage that stands nearest to its words."""
    around = [p.span for p in side.passages if p.span.overlaps(quotation.span)]
    start = min([span.start for span in around], default=quotation.span.start)
    end = max([span.end for span in around], default=quotation.span.end)
    places = []
    at = side.text.find(quotation.verb, start, end)
    while at >= 0:
        places.append(Span(at, at + len(quotation.verb)))
        at = side.text.find(quotation.verb, at + 1, end)
    near = quotation.by_span or quotation.span
    span = min(places, key=lambda p: (abs(p.start - near.start), p), default=quotation.span)
    return Said(
        span,
        quotation.verb,
        quotation.speaker,
        quotation.verb,
        side.places.paragraph(span.start),
        by_span=quotation.by_span,
    )
