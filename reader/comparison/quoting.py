"""The lens *quotes*: the same words quoted on both sides, cut, altered or given to another speaker."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reader.article import Article
from reader.comparison.contrast import Contrast, Count, Finding, Lens, LensReport, seen_from
from reader.comparison.model import Comparison
from reader.comparison.retelling import SIDES, reported, retold, unmarked
from reader.comparison.speakers import Speakers
from reader.comparison.speech import english
from reader.comparison.utterances import Match, Side, flat, follows, matches, opening, said_by, size_of
from reader.entities.model import Names

_ORDER = (
    Contrast.OTHER_SPEAKER,
    Contrast.ALTERED,
    Contrast.CUT,
    Contrast.SAME,
    Contrast.ONLY_LEFT,
    Contrast.ONLY_RIGHT,
)
_COUNTED = (
    "quotations",
    "quoted words",
    "speakers quoted",
    "statements in other words",
    "sources described, not named",
)


def quotes_report(
    comparison: Comparison, left: Article, right: Article, left_names: Names, right_names: Names
) -> LensReport:
    """Return the quotations of two articles set against each other."""
    sides = Side(left, left_names), Side(right, right_names)
    speakers = Speakers((left, right), (left_names, right_names))
    quoted = matches(*sides)
    findings = [_finding(match, sides, speakers) for match in quoted]
    # What is left over on each side: sentences between quote marks, and statements in other words.
    free = [set(range(len(side.units))) for side in sides]
    told: list[set[int]] = [set(), set()]
    for match in quoted:
        free[0].difference_update(match.left)
        free[1].difference_update(match.right)
    for at in (0, 1):
        findings += retold(at, sides, free[at], speakers, told[1 - at])
        findings += unmarked(at, sides, free[at])
    findings += reported(sides, speakers, told)
    for at in (0, 1):
        findings += _alone(at, sides[at], free[at], told[at])
    findings.sort(key=lambda f: (f.weak, _ORDER.index(f.contrast), _place(f)))
    return LensReport(
        Lens.QUOTES, tuple(findings), _counts(sides), _notice(findings, sides, (left_names, right_names))
    )


def _place(finding: Finding) -> tuple[int, int]:
    left = finding.left[0].span.start if finding.left else 1 << 40
    return left, finding.right[0].span.start if finding.right else 1 << 40


def _finding(match: Match, sides: tuple[Side, Side], speakers: Speakers) -> Finding:
    left, right = sides
    ours, theirs = left.said(match.left), right.said(match.right)
    one = left.direct[left.units[match.left[0]].quotation]
    other = right.direct[right.units[match.right[0]].quotation]
    same = speakers.same(one, other)
    how = _how(match, left, right)
    reasons = []
    contrast = match.contrast
    if same is False:
        contrast = Contrast.OTHER_SPEAKER
        reasons.append(f"speakers differ: {one.speaker} / {other.speaker}")
    elif same is None and one.speaker != other.speaker:
        reasons.append(f"speaker: {one.speaker or 'not clear'} / {other.speaker or 'not clear'}")
    reasons.append(how)
    if one.verb.lower() != other.verb.lower() and one.verb and other.verb:
        reasons.append(f"verb: {one.verb} / {other.verb}")
    unsure = same is False and not speakers.sure(one, other)
    size = max(sum(len(s.words.split()) for s in side) for side in (ours, theirs))
    return Finding(
        contrast,
        opening(ours[0].words),
        ours,
        theirs,
        " · ".join(reasons),
        weak=unsure,
        weight=float(size),
        changes=match.changes,
    )


def _how(match: Match, left: Side, right: Side) -> str:
    """Say in one phrase what became of the words."""
    gone = [flat(span, left.text) for span in match.changes[0]]
    come = [flat(span, right.text) for span in match.changes[1]]
    if match.contrast is Contrast.SAME:
        return "the same words"
    if match.contrast is Contrast.CUT:
        more = zip(SIDES, (gone, come), strict=True)
        return "; ".join(f"more on the {name}: {_list(words)}" for name, words in more if words)
    return f"left: {_list(gone)} · right: {_list(come)}"


def _list(items: Sequence[str]) -> str:
    shown = [item if len(item) <= 60 else item[:57].rsplit(" ", 1)[0] + " …" for item in items[:3]]
    return ", ".join(f"“{item}”" for item in shown) or "nothing"


def _alone(at: int, side: Side, free: set[int], told: set[int]) -> Iterator[Finding]:
    """Yield what one side alone has."""
    contrast = (Contrast.ONLY_LEFT, Contrast.ONLY_RIGHT)[at]
    none = f"no match found on the {SIDES[1 - at]}"
    matched = {unit.quotation for number, unit in enumerate(side.units) if number not in free}
    runs: list[list[int]] = []
    for number in sorted(free):
        if runs and follows(runs[-1], [number], side):
            runs[-1].append(number)
        else:
            runs.append([number])
    for run in runs:
        entry = side.said(run)
        part = " for this part of the quotation" if side.units[run[0]].quotation in matched else ""
        yield seen_from(
            at, contrast, opening(entry[0].words), entry, reason=none + part, weight=float(size_of(entry))
        )
    for index, quotation in enumerate(side.indirect):
        if index in told or any(quotation.span.overlaps(direct.span) for direct in side.direct):
            continue
        entry = (said_by(quotation, quotation.span, quotation.words),)
        yield seen_from(
            at,
            contrast,
            opening(quotation.words),
            entry,
            reason=f"in the outlet's words; {none}",
            weak=True,
            weight=float(size_of(entry)),
        )


def _counts(sides: tuple[Side, Side]) -> tuple[Count, ...]:
    if not any(side.all for side in sides):
        return ()
    counted = [
        (
            len(side.direct),
            sum(len(unit.terms) for unit in side.units),
            len({(q.referent, "" if q.referent >= 0 else q.speaker) for q in side.direct if q.speaker}),
            len(side.indirect),
            len({q.speaker for q in side.all if q.unnamed}),
        )
        for side in sides
    ]
    return tuple(Count(label, str(a), str(b)) for label, a, b in zip(_COUNTED, *counted, strict=True))


def _notice(findings: Sequence[Finding], sides: tuple[Side, Side], names: tuple[Names, Names]) -> str:
    if not all(english(side.article, found) for side, found in zip(sides, names, strict=True)):
        return "not English: quotations are found by their marks, speakers and indirect speech not examined"
    return "" if findings else "no quotations found on either side"
