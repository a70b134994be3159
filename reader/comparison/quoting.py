"""The lens *quotes*: the same words quoted on both sides, cut, altered or given to another speaker.

Quotations are compared sentence by sentence, because outlets take sentences: one may be whole, the next cut, a
third left out. Neighbouring sentences of equal fate are shown as one finding. What one side gives in its own
words is weaker evidence and is marked so.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from reader.article import Article, Span
from reader.comparison.contrast import Contrast, Count, Finding, Lens, LensReport, Said
from reader.comparison.model import Comparison
from reader.comparison.speakers import Speakers
from reader.comparison.speech import Manner, Quotation, quotations
from reader.comparison.terms import Term, terms, usual_spelling
from reader.entities.model import Names
from reader.text.sentences import sentences

_ALIKE = 0.6  # Share of the shorter one's words of meaning from which two sentences are one utterance.
_RETOLD = 0.4  # The same for words that one side gives in its own.
_NEGATIONS = frozenset(("not", "no", "never", "nobody", "nothing", "none", "neither", "nor"))
_ORDER = (
    Contrast.OTHER_SPEAKER,
    Contrast.ALTERED,
    Contrast.CUT,
    Contrast.SAME,
    Contrast.ONLY_LEFT,
    Contrast.ONLY_RIGHT,
)
_SUBJECT = 7  # words


@dataclass(eq=False, slots=True)
class _Unit:
    """A sentence, or piece of one, of a quotation.

    Attributes:
        quotation: Which it is part of, as an index into its side's.
        part: Which part of that.
        span: The words.
        terms: The words.
        forms: What they are compared by.
        content: The keys of the words of meaning.
    """

    quotation: int
    part: int
    span: Span
    terms: list[Term]
    forms: list[str] = field(init=False)
    content: set[str] = field(init=False)

    def __post_init__(self) -> None:
        self.forms = [_form(term) for term in self.terms]
        self.content = {term.key for term in self.terms if term.content}


@dataclass(slots=True)
class _Match:
    """Units of both sides that are one utterance."""

    left: list[int]
    right: list[int]
    contrast: Contrast = Contrast.SAME
    changes: tuple[tuple[Span, ...], tuple[Span, ...]] = ((), ())


class _Side:
    """The quotations of one article."""

    def __init__(self, article: Article, names: Names) -> None:
        self.text = article.text
        self.article = article
        self.all = quotations(article, names)
        self.direct = [q for q in self.all if q.manner is Manner.DIRECT]
        self.indirect = [q for q in self.all if q.manner is Manner.INDIRECT]
        self.units = [
            _Unit(number, part, span, found)
            for number, quotation in enumerate(self.direct)
            for part, stretch in enumerate(quotation.parts)
            for span in sentences(self.text, stretch.start, stretch.end, line_breaks=False)
            if (found := terms(self.text, span))
        ]

    def said(self, units: Sequence[int]) -> tuple[Said, ...]:
        """Return what is shown of units, one entry a quotation part."""
        shown: list[Said] = []
        last: _Unit | None = None
        for number in units:
            unit = self.units[number]
            quotation = self.direct[unit.quotation]
            if last is not None and last.quotation == unit.quotation and shown:
                span = Span(shown[-1].span.start, unit.span.end)
                between = "" if last.part == unit.part else "/ "
                words = f"{shown[-1].words} {between}{_flat(unit.span, self.text)}"
                shown[-1] = said_by(quotation, span, words)
            else:
                shown.append(said_by(quotation, unit.span, _flat(unit.span, self.text)))
            last = unit
        return tuple(shown)


def said_by(quotation: Quotation, span: Span, words: str) -> Said:
    """Return an entry of a quotation's, for words of it."""
    return Said(
        span,
        words,
        quotation.speaker,
        quotation.verb,
        quotation.paragraph,
        by_span=quotation.by_span,
    )


def quotes_report(
    comparison: Comparison, left: Article, right: Article, left_names: Names, right_names: Names
) -> LensReport:
    """Return the quotations of two articles set against each other."""
    sides = _Side(left, left_names), _Side(right, right_names)
    speakers = Speakers((left, right), (left_names, right_names))
    links = {(link.left, link.right) for link in comparison.links}
    findings: list[Finding] = []
    matches = _matches(*sides)
    for match in matches:
        findings.append(_finding(match, sides, speakers))
    free = [
        [n for n in range(len(side.units)) if not any(n in (m.left, m.right)[at] for m in matches)]
        for at, side in enumerate(sides)
    ]
    retold: list[set[int]] = [set(), set()]
    for at in (0, 1):
        used, made = _retold(at, sides, free[at], speakers, retold[1 - at])
        findings += made
        free[at] = [number for number in free[at] if number not in used]
    for at in (0, 1):
        used, made = _unmarked(at, sides, free[at])
        findings += made
        free[at] = [number for number in free[at] if number not in used]
    findings += _reported(comparison, sides, speakers, retold)
    for at in (0, 1):
        findings += _alone(at, sides[at], free[at], retold[at])
    findings.sort(key=lambda f: (f.weak, _ORDER.index(f.contrast), _place(f)))
    return LensReport(
        Lens.QUOTES, tuple(findings), _counts(sides), _notice(findings, sides, (left_names, right_names))
    )


def _place(finding: Finding) -> tuple[int, int]:
    left = finding.left[0].span.start if finding.left else 1 << 40
    return left, finding.right[0].span.start if finding.right else 1 << 40


# The same words on both sides.


def _matches(left: _Side, right: _Side) -> list[_Match]:
    """Return the utterances that both sides quote, joined where neighbours share their fate."""
    group = list(range(len(left.units) + len(right.units)))

    def find(unit: int) -> int:
        while group[unit] != unit:
            unit = group[unit]
        return unit

    for i, one in enumerate(left.units):
        for j, other in enumerate(right.units):
            if _alike(one, other, left, right):
                a, b = sorted((find(i), find(len(left.units) + j)))
                group[b] = a
    made: dict[int, _Match] = {}
    for unit in range(len(group)):
        match = made.setdefault(find(unit), _Match([], []))
        if unit < len(left.units):
            match.left.append(unit)
        else:
            match.right.append(unit - len(left.units))
    found = [match for match in made.values() if match.left and match.right]
    for match in found:
        _judge(match, left, right)
    return _extended(_joined(found, left, right), left, right)


def _alike(one: _Unit, other: _Unit, left: _Side, right: _Side) -> bool:
    from rapidfuzz.distance import Indel

    ours, theirs = one.content, other.content
    shared, fewest = ours & theirs, min(len(ours), len(theirs))
    shorter = min(len(one.forms), len(other.forms))
    if len(shared) < _ALIKE * fewest:
        return False
    # A single word says something only where it is all that is quoted on both sides.
    if shared and max(len(one.forms), len(other.forms)) <= 2:
        return True
    if shorter < 3 and fewest < 2:
        return False
    codes = Indel.opcodes(one.forms, other.forms)
    run = max((c.src_end - c.src_start for c in codes if c.tag == "equal"), default=0)
    if fewest > 1:
        return run >= min(3, shorter)
    # Small words only: "We will not speculate" must stand there whole, or nearly all of both be equal.
    return shorter > 2 and (run == shorter or Indel.normalized_similarity(one.forms, other.forms) >= 0.7)


def _form(term: Term) -> str:
    return term.key if term.figure else usual_spelling(term.form)


def _judge(match: _Match, left: _Side, right: _Side) -> None:
    """Say what became of the words between the two sides of a match."""
    from rapidfuzz.distance import Indel

    ours = [term for unit in match.left for term in left.units[unit].terms]
    theirs = [term for unit in match.right for term in right.units[unit].terms]
    gaps: list[tuple[int, int, int, int]] = []
    i = j = 0
    codes = [
        c for c in Indel.opcodes([_form(t) for t in ours], [_form(t) for t in theirs]) if c.tag == "equal"
    ]
    for code in codes:
        gaps.append((i, code.src_start, j, code.dest_start))
        i, j = code.src_end, code.dest_end
    gaps.append((i, len(ours), j, len(theirs)))
    inner = [gap for gap in gaps if gap[0] < gap[1] or gap[2] < gap[3]]
    match.changes = _spans(ours, ((g[0], g[1]) for g in inner)), _spans(theirs, ((g[2], g[3]) for g in inner))
    if not inner:
        match.contrast = Contrast.SAME
        return
    replaced = any(a < b and c < d for a, b, c, d in inner)
    here, there = any(a < b for a, b, _, _ in inner), any(c < d for _, _, c, d in inner)
    crossed = here and there and any(g not in (gaps[0], gaps[-1]) for g in inner)
    dropped = [term for a, b, _, _ in inner for term in ours[a:b]]
    dropped += [term for _, _, c, d in inner for term in theirs[c:d]]
    # A word left out of the middle cuts; one that turns the sense around does not only cut.
    turned = any(t.form in _NEGATIONS or t.form.endswith("n't") for t in dropped) and any(
        g not in (gaps[0], gaps[-1]) for g in inner
    )
    match.contrast = Contrast.ALTERED if replaced or crossed or turned else Contrast.CUT


def _spans(row: Sequence[Term], stretches: Iterable[tuple[int, int]]) -> tuple[Span, ...]:
    return tuple(Span(row[first].start, row[last - 1].end) for first, last in stretches if first < last)


def _joined(matches: Sequence[_Match], left: _Side, right: _Side) -> list[_Match]:
    """Join neighbouring sentences of one quotation whose fate is the same."""
    found: list[_Match] = []
    for match in matches:
        before = found[-1] if found else None
        if (
            before is not None
            and before.contrast is match.contrast
            and _follows(before.left, match.left, left)
            and _follows(before.right, match.right, right)
        ):
            before.left += match.left
            before.right += match.right
            before.changes = before.changes[0] + match.changes[0], before.changes[1] + match.changes[1]
        else:
            found.append(match)
    return found


def _follows(before: Sequence[int], after: Sequence[int], side: _Side) -> bool:
    one, other = side.units[before[-1]], side.units[after[0]]
    return before[-1] + 1 == after[0] and one.quotation == other.quotation


def _extended(matches: list[_Match], left: _Side, right: _Side) -> list[_Match]:
    """Add sentences that one side alone quotes between the same marks: to the other side the quote is cut."""
    for at, side in enumerate((left, right)):
        taken = {number for match in matches for number in (match.left, match.right)[at]}
        for match in matches:
            units = (match.left, match.right)[at]
            added = []
            for step, end in ((-1, units[0]), (1, units[-1])):
                number = end + step
                while (
                    0 <= number < len(side.units) and number not in taken and _between_same(side, number, end)
                ):
                    added.append(number)
                    taken.add(number)
                    number += step
            if added:
                units[:] = sorted([*units, *added])
                extra = [side.units[number].span for number in added]
                changes = list(match.changes)
                changes[at] = tuple(sorted([*changes[at], *extra]))
                match.changes = changes[0], changes[1]
                if match.contrast is Contrast.SAME:
                    match.contrast = Contrast.CUT
    return matches


def _between_same(side: _Side, one: int, other: int) -> bool:
    here, there = side.units[one], side.units[other]
    return (here.quotation, here.part) == (there.quotation, there.part)


def _finding(match: _Match, sides: tuple[_Side, _Side], speakers: Speakers) -> Finding:
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
        _opening(ours[0].words),
        ours,
        theirs,
        " · ".join(reasons),
        weak=unsure,
        weight=float(size),
        changes=match.changes,
    )


def _how(match: _Match, left: _Side, right: _Side) -> str:
    """Say in one phrase what became of the words."""
    gone = [_flat(span, left.text) for span in match.changes[0]]
    come = [_flat(span, right.text) for span in match.changes[1]]
    if match.contrast is Contrast.SAME:
        return "the same words"
    if match.contrast is Contrast.CUT:
        parts = [
            f"more on the {name}: {_list(more)}" for name, more in (("left", gone), ("right", come)) if more
        ]
        return "; ".join(parts)
    return f"left: {_list(gone)} · right: {_list(come)}"


def _list(items: Sequence[str]) -> str:
    shown = [item if len(item) <= 60 else item[:57].rsplit(" ", 1)[0] + " …" for item in items[:3]]
    return ", ".join(f"“{item}”" for item in shown) or "nothing"


# Quoted here, in other words there.


def _retold(
    at: int, sides: tuple[_Side, _Side], free: Sequence[int], speakers: Speakers, taken: set[int]
) -> tuple[set[int], list[Finding]]:
    """Return sentences quoted on one side that the other gives in its own words, by the same speaker."""
    used: set[int] = set()
    found: list[Finding] = []
    here, there = sides[at], sides[1 - at]
    statements = [_content(q, there) for q in there.indirect]
    by_statement: dict[int, list[int]] = {}
    for number in free:
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
        used.add(number)
        by_statement.setdefault(best[1], []).append(number)
    for index, numbers in by_statement.items():
        taken.add(index)
        other = there.indirect[index]
        entries = here.said(numbers), (said_by(other, other.span, other.words),)
        found.append(
            Finding(
                Contrast.ALTERED,
                _opening(entries[0][0].words),
                *(entries if at == 0 else entries[::-1]),
                reason=f"quoted on the {_NAMES[at]}, in other words on the {_NAMES[1 - at]}",
                weak=True,
                weight=float(sum(len(here.units[number].terms) for number in numbers)),
            )
        )
    return used, found


_NAMES = ("left", "right")


def _same_or_unsure(speakers: Speakers, at: int, one: Quotation, other: Quotation) -> bool:
    pair = (one, other) if at == 0 else (other, one)
    return speakers.same(*pair) is True or (speakers.same(*pair) is None and bool(other.speaker))


def _content(quotation: Quotation, side: _Side) -> set[str]:
    return {term.key for term in terms(side.text, quotation.span) if term.content}


def _unmarked(at: int, sides: tuple[_Side, _Side], free: Sequence[int]) -> tuple[set[int], list[Finding]]:
    """Return quoted words that stand on the other side without quote marks."""
    used: set[int] = set()
    found: list[Finding] = []
    here, there = sides[at], sides[1 - at]
    rows = [terms(there.text, block.span) for block in there.article.prose()]
    texts = [" ".join(map(_form, row)) for row in rows]
    for number in free:
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
            entries = here.said([number]), (Said(span, _flat(span, there.text), paragraph=paragraph),)
            found.append(
                Finding(
                    Contrast.SAME,
                    _opening(entries[0][0].words),
                    *(entries if at == 0 else entries[::-1]),
                    reason=f"in quote marks on the {_NAMES[at]}, without them on the {_NAMES[1 - at]}",
                    weak=True,
                    weight=float(len(unit.terms)),
                )
            )
            used.add(number)
            break
    return used, found


def _reported(
    comparison: Comparison, sides: tuple[_Side, _Side], speakers: Speakers, taken: list[set[int]]
) -> Iterator[Finding]:
    """Yield statements that both sides give in their own words."""
    left, right = sides
    ours = [_content(q, left) for q in left.indirect]
    theirs = [_content(q, right) for q in right.indirect]
    pairs = []
    for i, one in enumerate(left.indirect):
        for j, other in enumerate(right.indirect):
            shared = ours[i] & theirs[j]
            share = len(shared) / max(1, min(len(ours[i]), len(theirs[j])))
            same = speakers.same(one, other)
            if len(shared) >= 2 and share >= (0.6 if same is False else _RETOLD):
                pairs.append((-share, i, j, same))
    for _, i, j, same in sorted(pairs, key=lambda pair: pair[:3]):
        if i in taken[0] or j in taken[1]:
            continue
        taken[0].add(i)
        taken[1].add(j)
        one, other = left.indirect[i], right.indirect[j]
        verbs = "" if one.verb.lower() == other.verb.lower() else f" · verb: {one.verb} / {other.verb}"
        yield Finding(
            Contrast.OTHER_SPEAKER if same is False else Contrast.SAME,
            _opening(one.words),
            (said_by(one, one.span, one.words),),
            (said_by(other, other.span, other.words),),
            (
                "speakers differ, in the outlets' words"
                if same is False
                else "in the outlets' words on both sides"
            )
            + verbs,
            weak=True,
            weight=float(len(ours[i])),
        )


def _alone(at: int, side: _Side, free: Sequence[int], taken: set[int]) -> Iterator[Finding]:
    """Yield what one side alone has."""
    contrast = (Contrast.ONLY_LEFT, Contrast.ONLY_RIGHT)[at]
    matched = {side.units[n].quotation for n in range(len(side.units)) if n not in free}
    runs: list[list[int]] = []
    for number in free:
        if runs and _follows(runs[-1], [number], side):
            runs[-1].append(number)
        else:
            runs.append([number])
    for run in runs:
        entry = side.said(run)
        rest = side.units[run[0]].quotation in matched
        reason = f"no match found on the {_NAMES[1 - at]}" + (
            " for this part of the quotation" if rest else ""
        )
        sides = (entry, ()) if at == 0 else ((), entry)
        yield Finding(contrast, _opening(entry[0].words), *sides, reason=reason, weight=float(_size(entry)))
    for index, quotation in enumerate(side.indirect):
        inside = any(quotation.span.overlaps(direct.span) for direct in side.direct)
        if index in taken or inside:
            continue
        entry = (said_by(quotation, quotation.span, quotation.words),)
        sides = (entry, ()) if at == 0 else ((), entry)
        yield Finding(
            contrast,
            _opening(quotation.words),
            *sides,
            reason=f"in the outlet's words; no match found on the {_NAMES[1 - at]}",
            weak=True,
            weight=float(_size(entry)),
        )


def _size(entries: Sequence[Said]) -> int:
    return sum(len(entry.words.split()) for entry in entries)


def _opening(words: str) -> str:
    parts = words.split()
    return " ".join(parts[:_SUBJECT]).rstrip(",.;") + (" …" if len(parts) > _SUBJECT else "")


def _flat(span: Span, text: str) -> str:
    return " ".join(span.of(text).split()).rstrip(",").rstrip()


# Totals.


def _counts(sides: tuple[_Side, _Side]) -> tuple[Count, ...]:
    direct = [len(side.direct) for side in sides]
    if not any(direct) and not any(side.indirect for side in sides):
        return ()
    spoken = [sum(len(unit.terms) for unit in side.units) for side in sides]
    who = [
        {(q.referent, "" if q.referent >= 0 else q.speaker) for q in side.direct if q.speaker}
        for side in sides
    ]
    unnamed = [len({q.speaker for q in side.all if q.unnamed}) for side in sides]
    reported = [len(side.indirect) for side in sides]
    rows = (
        ("quotations", direct),
        ("quoted words", spoken),
        ("speakers quoted", [len(found) for found in who]),
        ("statements in other words", reported),
        ("sources described, not named", unnamed),
    )
    return tuple(Count(label, str(values[0]), str(values[1])) for label, values in rows)


def _notice(findings: Sequence[Finding], sides: tuple[_Side, _Side], names: tuple[Names, Names]) -> str:
    if any(
        side.article.language not in ("", "en") or found.notice
        for side, found in zip(sides, names, strict=True)
    ):
        return "speakers and indirect speech are examined in English only; here quotations are found by their marks"
    return "" if findings else "no quotations found on either side"
