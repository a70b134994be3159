"""Words quoted on one side that the other gives otherwise: in its own words, or without quote marks.

All of this is weaker evidence than words in quote marks on both sides, and every finding says so.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reader.article import Span
from reader.comparison.contrast import Contrast, Finding, Said, seen_from
from reader.comparison.speakers import Speakers
from reader.comparison.speech import Quotation
from reader.comparison.terms import kept_terms
from reader.comparison.utterances import Side, flat, form, opening, said_by

SIDES = ("left", "right")
_RETOLD = 0.4  # Share of the shorter one's words of meaning from which two statements are one.
_RETOLD_BY_OTHERS = 0.6


def retold(
    at: int, sides: tuple[Side, Side], free: set[int], speakers: Speakers, told: set[int]
) -> Iterator[Finding]:
    """Yield sentences quoted on side `at` that the other gives in its own words, by the same speaker.

    Args:
        at: The side, 0 or 1.
        sides: Both.
        free: The units of this side that no finding holds yet; those found are taken out.
        speakers: To tell one speaker from another.
        told: The other side's statements that a finding holds; those found are added.
    """
    here, there = sides[at], sides[1 - at]
    statements = [_content(q, there) for q in there.indirect]
    by_statement: dict[int, list[int]] = {}
    for number in sorted(free):
        unit = here.units[number]
        quotation = here.direct[unit.quotation]
        ours = unit.content
        best: tuple[float, int] | None = None
        for index, other in enumerate(there.indirect):
            shared = ours & statements[index]
            if len(shared) < 2 or not _same_or_unsure(speakers, at, quotation, other):
                continue
            share = len(shared) / max(1, min(len(ours), len(statements[index])))
            if share >= _RETOLD and (best is None or share > best[0]):
                best = share, index
        if best is None:
            continue
        by_statement.setdefault(best[1], []).append(number)
    for index, found in by_statement.items():
        # The other sentences of a quotation need share less: the statement retells the whole of it.
        of = {here.units[number].quotation for number in found}
        others = free.difference(*by_statement.values())
        near = [n for n in others if here.units[n].quotation in of]
        numbers = sorted([*found, *(n for n in near if here.units[n].content & statements[index])])
        free.difference_update(numbers)
        told.add(index)
        other = there.indirect[index]
        quoted = here.said(numbers)
        yield seen_from(
            at,
            Contrast.ALTERED,
            opening(quoted[0].words),
            quoted,
            (said_by(other, other.span, other.words),),
            reason=f"quoted on the {SIDES[at]}, in other words on the {SIDES[1 - at]}",
            weak=True,
            weight=float(sum(len(here.units[number].terms) for number in numbers)),
        )


def _same_or_unsure(speakers: Speakers, at: int, one: Quotation, other: Quotation) -> bool:
    pair = (one, other) if at == 0 else (other, one)
    return speakers.same(*pair) is True or (speakers.same(*pair) is None and bool(other.speaker))


def _content(quotation: Quotation, side: Side) -> set[str]:
    return {term.key for term in kept_terms(side.text, quotation.span) if term.content}


def unmarked(at: int, sides: tuple[Side, Side], free: set[int]) -> Iterator[Finding]:
    """Yield words quoted on side `at` that the other has without quote marks, taking them from `free`."""
    here, there = sides[at], sides[1 - at]
    rows = [kept_terms(there.text, block.span) for block in there.article.prose()]
    texts = [" ".join(map(form, row)) for row in rows]
    for number in sorted(free):
        unit = here.units[number]
        if len(unit.terms) < 3 or len(unit.content) < 2:
            continue
        wanted = " ".join(unit.forms)
        for paragraph, (row, text) in enumerate(zip(rows, texts, strict=True), 1):
            place = f" {text} ".find(f" {wanted} ")
            if place < 0:
                continue
            first = text[:place].count(" ") if place else 0
            span = Span(row[first].start, row[first + len(unit.terms) - 1].end)
            if any(q.span.overlaps(span) for q in there.direct):
                continue
            quoted = here.said([number])
            yield seen_from(
                at,
                Contrast.SAME,
                opening(quoted[0].words),
                quoted,
                (Said(span, flat(span, there.text), paragraph=paragraph),),
                reason=f"in quote marks on the {SIDES[at]}, without them on the {SIDES[1 - at]}",
                weak=True,
                weight=float(len(unit.terms)),
            )
            free.discard(number)
            break


def reported(sides: tuple[Side, Side], speakers: Speakers, told: Sequence[set[int]]) -> Iterator[Finding]:
    """Yield statements that both sides give in their own words, adding them to those `told` on each side."""
    left, right = sides
    ours = [_content(q, left) for q in left.indirect]
    theirs = [_content(q, right) for q in right.indirect]
    pairs = []
    for i, one in enumerate(left.indirect):
        for j, other in enumerate(right.indirect):
            shared = ours[i] & theirs[j]
            share = len(shared) / max(1, min(len(ours[i]), len(theirs[j])))
            same = speakers.same(one, other)
            if len(shared) >= 2 and share >= (_RETOLD_BY_OTHERS if same is False else _RETOLD):
                pairs.append((-share, i, j, same))
    for _, i, j, same in sorted(pairs, key=lambda pair: pair[:3]):
        if i in told[0] or j in told[1]:
            continue
        told[0].add(i)
        told[1].add(j)
        one, other = left.indirect[i], right.indirect[j]
        verbs = "" if one.verb.lower() == other.verb.lower() else f" · verb: {one.verb} / {other.verb}"
        yield Finding(
            Contrast.OTHER_SPEAKER if same is False else Contrast.SAME,
            opening(one.words),
            (said_by(one, one.span, one.words),),
            (said_by(other, other.span, other.words),),
            f"in the outlets' words on both sides{'; speakers differ' if same is False else ''}{verbs}",
            weak=True,
            weight=float(len(ours[i])),
        )
