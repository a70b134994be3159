"""The reader's corrections laid over what the lenses found: another speaker, another subject of a figure.

The machine's findings stay as they are; what the reader says of a quote or a figure decides anew how its two
sides stand to each other.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from reader.article import Span
from reader.comparison.contrast import Contrast, Finding, Lens, LensReport, Said, seen_from
from reader.comparison.speakers import plain_name

_Corrections = Mapping[Span, str]
_ORDER = (
    Contrast.DIFFERS,
    Contrast.OTHER_SPEAKER,
    Contrast.ALTERED,
    Contrast.CUT,
    Contrast.SAME,
    Contrast.ONLY_LEFT,
    Contrast.ONLY_RIGHT,
)
_BY_YOU = "by your correction"


def corrected(
    report: LensReport,
    left_speakers: _Corrections,
    right_speakers: _Corrections,
    left_subjects: _Corrections,
    right_subjects: _Corrections,
) -> LensReport:
    """Return a lens's report with what the reader has corrected; any other lens as it is.

    Args:
        report: Of the lens quotes or figures.
        left_speakers: Who speaks, by the span of the quote in the left article; "" for unknown.
        right_speakers: The same of the right article.
        left_subjects: What is counted, by the span of the figure in the left article.
        right_subjects: The same of the right article.
    """
    if report.lens is Lens.QUOTES and (left_speakers or right_speakers):
        found = [_spoken(finding, left_speakers, right_speakers) for finding in report.findings]
    elif report.lens is Lens.FIGURES and (left_subjects or right_subjects):
        found = list(_counted(report.findings, left_subjects, right_subjects))
    else:
        return report
    found.sort(key=lambda finding: (finding.weak, _ORDER.index(finding.contrast)))
    return replace(report, findings=tuple(found))


def _said(span: Span, corrections: _Corrections) -> str | None:
    """Return what the reader says of a place, or None."""
    return next((text for place, text in sorted(corrections.items()) if place.overlaps(span)), None)


# Speakers


def _spoken(finding: Finding, left: _Corrections, right: _Corrections) -> Finding:
    sides = [
        tuple(_by(said, _said(said.span, corrections)) for said in side)
        for side, corrections in ((finding.left, left), (finding.right, right))
    ]
    if (sides[0], sides[1]) == (finding.left, finding.right):
        return finding
    changed = replace(finding, left=sides[0], right=sides[1])
    if not sides[0] or not sides[1]:
        return changed
    one, other = sides[0][0].by, sides[1][0].by
    words = [
        part for part in finding.reason.split(" · ") if not part.startswith(("speakers differ:", "speaker:"))
    ]
    words = [part.removesuffix("; speakers differ") for part in words]
    quoted = all(said.words.startswith(("“", '"')) for side in sides for said in side)
    weak = finding.weak and not (quoted and finding.contrast is Contrast.OTHER_SPEAKER)
    if one and other and not _one_person(one, other):
        words.insert(0, f"speakers differ: {one} / {other}, {_BY_YOU}")
        return replace(changed, contrast=Contrast.OTHER_SPEAKER, reason=" · ".join(words), weak=weak)
    if finding.contrast is Contrast.OTHER_SPEAKER:
        words.append(f"the same speaker, {_BY_YOU}" if one and other else f"a speaker unknown, {_BY_YOU}")
        changed = replace(changed, contrast=_of_words(finding), weak=weak)
    return replace(changed, reason=" · ".join(words))


def _by(said: Said, speaker: str | None) -> Said:
    return said if speaker is None else replace(said, by=speaker, by_span=None)


def _one_person(one: str, other: str) -> bool:
    first, second = plain_name(one), plain_name(other)
    return first == second or first in second.split() or second in first.split()


def _of_words(finding: Finding) -> Contrast:
    """Return how the words of a quote stand to each other, whoever speaks them."""
    gone, come = finding.changes
    if not gone and not come:
        return Contrast.SAME
    return Contrast.ALTERED if gone and come else Contrast.CUT


# Figures


def _counted(findings: Sequence[Finding], left: _Corrections, right: _Corrections) -> Iterator[Finding]:
    """Yield the findings parted by subject; what stands alone on both sides under one subject is joined."""
    given = {_key(subject) for corrections in (left, right) for subject in corrections.values()}
    alone: dict[str, list[Finding]] = {}
    for finding in findings:
        groups, touched = _by_subject(finding, left, right)
        on_one_side = finding.contrast in (Contrast.ONLY_LEFT, Contrast.ONLY_RIGHT)
        if not touched:
            if on_one_side and _key(finding.subject) in given:
                alone.setdefault(_key(finding.subject), []).append(finding)
            else:
                yield finding
            continue
        for subject, (ours, theirs) in groups.items():
            if not ours or not theirs:
                alone.setdefault(_key(subject), []).append(_alone(subject, ours, theirs))
            elif len(groups) == 1:
                yield replace(finding, subject=subject)
            else:
                yield _paired(subject, ours, theirs)
    for found in alone.values():
        ours = [said for finding in found for said in finding.left]
        theirs = [said for finding in found for said in finding.right]
        if ours and theirs:
            yield _paired(found[0].subject, ours, theirs)
        else:
            yield from found


def _by_subject(
    finding: Finding, left: _Corrections, right: _Corrections
) -> tuple[dict[str, tuple[list[Said], list[Said]]], bool]:
    """Return both sides of a finding by what they count, and whether the reader has said any of it."""
    groups: dict[str, tuple[list[Said], list[Said]]] = {}
    names: dict[str, str] = {}
    touched = False
    for side, (all_said, corrections) in enumerate(((finding.left, left), (finding.right, right))):
        for said in all_said:
            subject = _said(said.span, corrections)
            touched |= subject is not None
            subject = " ".join((finding.subject if subject is None else subject).split())
            name = names.setdefault(_key(subject), subject)
            groups.setdefault(name, ([], []))[side].append(said)
    return groups, touched


def _alone(subject: str, ours: Sequence[Said], theirs: Sequence[Said]) -> Finding:
    return seen_from(
        0 if ours else 1,
        Contrast.ONLY_LEFT if ours else Contrast.ONLY_RIGHT,
        subject,
        tuple(ours or theirs),
        reason=f"no match found on the {'right' if ours else 'left'}, {_BY_YOU}",
        weight=1.0,
    )


def _paired(subject: str, ours: Sequence[Said], theirs: Sequence[Said]) -> Finding:
    values = [[said.value or said.words for said in side] for side in (ours, theirs)]
    same = set(values[0]) == set(values[1])
    told = " / ".join(", ".join(dict.fromkeys(side)) for side in values)
    return Finding(
        Contrast.SAME if same else Contrast.DIFFERS,
        subject,
        tuple(ours),
        tuple(theirs),
        f"the same, {_BY_YOU}" if same else f"differ: {told}, {_BY_YOU}",
        weight=1.0,
    )


def _key(subject: str) -> str:
    return " ".join(subject.casefold().split())
