"""The lens *wording*: how two outlets word the same passages.

Only linked passages and the same statements are looked at, so that a difference is one of words and not of
news. English rules; nothing is scored, and the words looked for stand in open lists.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from reader.article import Article, Span
from reader.comparison.changes import Changed, changes
from reader.comparison.contrast import Contrast, Count, Finding, Lens, LensReport, Said
from reader.comparison.echoes import echoes
from reader.comparison.model import Change, Comparison, Kind, Link, Mark
from reader.comparison.speech import Manner
from reader.comparison.terms import Term
from reader.comparison.voice import passives
from reader.comparison.word_lists import WordLists
from reader.comparison.wording_sides import Side, home
from reader.comparison.wording_verbs import speech_verbs
from reader.entities.model import Names
from reader.text.quotes import find_quotes

_SHORT = 5  # Words up to which words in quote marks that nobody is said to have said may be scare quotes.
_SWAPPED = 4  # Words of a swap up to which the one can stand for the other …
_LOOSE = 3  # … and where the rest of the sentence differs too.
_BRIEF = 14  # Words up to which a passage tells one act.
_SIDES = ("left", "right")


def wording_report(
    comparison: Comparison,
    left: Article,
    right: Article,
    left_names: Names,
    right_names: Names,
    lists: WordLists | None = None,
) -> LensReport:
    """Return how two articles word what both tell: speech verbs, hedges, listed words, quotes, swaps, voice.

    Args:
        comparison: Of the two.
        left: The left article.
        right: The right one.
        left_names: Its names.
        right_names: The right one's.
        lists: Word lists; the program's own when None.
    """
    if any(article.language not in ("", "en") for article in (left, right)):
        return LensReport(Lens.WORDING, notice="wording is examined in English only")
    words = lists or WordLists.load()
    sides = (
        Side(left, left_names, comparison.left_passages),
        Side(right, right_names, comparison.right_passages),
    )
    pairs = [(link.left, link.right) for link in comparison.links]
    differing = changes(comparison, left, right)
    swaps = [mark for changed in differing for mark in changed.marks if mark.change is Change.SWAPPED]
    loose = echoes(comparison, left, right)
    findings = [*speech_verbs(sides, pairs, words)]
    for kind in ("hedge", "loaded"):
        findings += _listed(kind, sides, pairs, swaps, words)
        findings += _listed(kind, sides, loose, [], words, weak=True)
    findings += _scare_quotes(sides, pairs)
    findings += _scare_quotes(sides, loose, weak=True)
    findings += _swaps(differing, sides)
    findings += _voices(sides, [*pairs, *loose])
    findings.sort(key=lambda f: (f.weak, -f.weight, f.left[0].span, f.right[0].span, f.subject))
    findings = _once(findings)
    notice = comparison.notice
    if not notice and not findings:
        notice = "no linked passages to compare the wording of" if not pairs else "no such words differ"
    return LensReport(Lens.WORDING, tuple(findings), _base_rates(sides, words), notice)


def _listed(
    kind: str,
    sides: tuple[Side, Side],
    pairs: Sequence[tuple[Span, Span]],
    swaps: Sequence[Mark],
    lists: WordLists,
    *,
    weak: bool = False,
) -> Iterator[Finding]:
    """Yield listed words of linked passages that the other side tells without them."""
    for mine, theirs in ((0, 1), (1, 0)):
        partners: defaultdict[Span, list[Span]] = defaultdict(list)
        for pair in pairs:
            partners[pair[mine]].append(pair[theirs])
        for passage, others in sorted(partners.items()):
            where = [p.span for p in sides[theirs].passages] if weak else others
            told = {term.form for span in where for term in sides[theirs].row(span)}
            for listed in lists.find(kind, sides[mine].row(passage)):
                if all(any(form.startswith(word) for form in told) for word in listed.entry):
                    continue
                here = sides[mine].places.said(listed.span)
                instead = [
                    span
                    for mark in swaps
                    if (mark.left, mark.right)[mine].overlaps(listed.span)
                    and any((span := (mark.left, mark.right)[theirs]).overlaps(other) for other in others)
                    and len(sides[theirs].row(span)) <= _LOOSE
                ]
                there = sides[theirs].places.said(instead[0]) if instead else sides[theirs].whole(others[0])
                name = "hedge" if kind == "hedge" else f"{listed.group} word"
                yield _one_sided(
                    mine,
                    f"{name}: {here.words}",
                    here,
                    there,
                    f"no such word on the {_SIDES[theirs]}"
                    + (", if both speak of one thing" if weak else ""),
                    weight=4.0 if kind == "hedge" else 3.5,
                    weak=weak,
                )


def _once(findings: Sequence[Finding]) -> list[Finding]:
    """Drop what is said of a word a second time, for another passage that its own is linked to."""
    seen: set[tuple[str, tuple[tuple[Span, ...], tuple[Span, ...]]]] = set()
    kept = []
    for finding in findings:
        about = finding.subject, finding.changes
        if about not in seen or not any(finding.changes):
            kept.append(finding)
        seen.add(about)
    return kept


def _one_sided(
    mine: int, subject: str, here: Said, there: Said, reason: str, *, weight: float, weak: bool = False
) -> Finding:
    """Return a finding of words that one side has, with what stands on the other."""
    sides = ((here,), (there,)) if mine == 0 else ((there,), (here,))
    marked = ((here.span,), ()) if mine == 0 else ((), (here.span,))
    return Finding(Contrast.ALTERED, subject, *sides, reason, weak, weight, marked)


def _scare_quotes(
    sides: tuple[Side, Side], pairs: Sequence[tuple[Span, Span]], *, weak: bool = False
) -> Iterator[Finding]:
    """Yield short quoted words without a speaker that the other side has without quote marks."""
    for mine, theirs in ((0, 1), (1, 0)):
        side, other = sides[mine], sides[theirs]
        quoted = {term.key for quote in find_quotes(other.text) for term in other.row(quote.inner)}
        spoken = [q.span for q in side.quotations if q.manner is Manner.DIRECT and q.speaker]
        for quote in find_quotes(side.text):
            passage = home(quote.span, side.passages)
            partners = [pair[theirs] for pair in pairs if pair[mine] == passage]
            row = side.row(quote.inner)
            if not partners or not row or len(row) > _SHORT or side.text[quote.inner.end - 1] in ".,!?":
                continue
            keys = {term.key for term in row if term.content}
            near = max(partners, key=lambda span: len(keys & {t.key for t in other.row(span)}))
            here, there = side.places.said(quote.span), other.whole(near)
            named = quote.depth == 0 and any(span.overlaps(quote.span) for span in spoken)
            plain = keys <= {term.key for span in partners for term in other.row(span)}
            if keys <= quoted:
                if named and plain and not _also_short(other, keys):
                    yield _one_sided(
                        mine,
                        f"a few words quoted: {here.words}",
                        here,
                        there,
                        f"more of it in quote marks on the {_SIDES[theirs]}",
                        weight=1.5,
                        weak=True,
                    )
            elif not named:
                yield _one_sided(
                    mine,
                    f"quote marks: {here.words}",
                    here,
                    there,
                    ("the same words without quote marks" if plain else "no such quote marks")
                    + f" on the {_SIDES[theirs]}",
                    weight=4.5,
                    weak=weak,
                )


def _also_short(side: Side, keys: set[str]) -> bool:
    """Tell whether a side quotes just these few words too."""
    rows = (side.row(quote.inner) for quote in find_quotes(side.text))
    return any(len(row) <= _SHORT and keys <= {term.key for term in row} for row in rows)


def _swaps(differing: Sequence[Changed], sides: tuple[Side, Side]) -> Iterator[Finding]:
    """Yield words that stand for each other in linked passages; the same swap is one finding."""
    found: dict[tuple[str, ...], list[tuple[Said, Said, Link]]] = {}
    for changed in differing:
        for mark in changed.marks:
            rows = sides[0].row(mark.left), sides[1].row(mark.right)
            if mark.change is not Change.SWAPPED or not _can_swap(sides, rows, changed.link.kind):
                continue
            bare = _trimmed(rows[0]), _trimmed(rows[1])
            keys = tuple(" ".join(term.key for term in row) for row in bare)
            if keys[0] != keys[1]:
                spans = [Span(row[0].start, row[-1].end) for row in bare]
                entries = sides[0].places.said(spans[0]), sides[1].places.said(spans[1])
                found.setdefault(keys, []).append((*entries, changed.link))
    for swaps in found.values():
        left, right = tuple(swap[0] for swap in swaps), tuple(swap[1] for swap in swaps)
        yield Finding(
            Contrast.ALTERED,
            f"{left[0].words} / {right[0].words}",
            left,
            right,
            f"swapped {len(swaps)} times" if len(swaps) > 1 else "swapped",
            weak=all(swap[2].kind is Kind.PARAPHRASE for swap in swaps),
            weight=1.0 + len(swaps),
            changes=(tuple(said.span for said in left), tuple(said.span for said in right)),
        )


def _can_swap(sides: tuple[Side, Side], rows: tuple[Sequence[Term], Sequence[Term]], kind: Kind) -> bool:
    """Tell whether two stretches can stand for each other, and belong to no other lens."""
    longest = _LOOSE if kind is Kind.PARAPHRASE else _SWAPPED
    return all(
        len(row) <= longest
        and any(term.content for term in row)
        and not any(term.figure or term.form in ("percent", "cent") for term in row)
        and not side.named(Span(row[0].start, row[-1].end))
        for side, row in zip(sides, rows, strict=True)
    )


def _trimmed(row: Sequence[Term]) -> Sequence[Term]:
    places = [at for at, term in enumerate(row) if term.content]
    return row[places[0] : places[-1] + 1]


def _voices(sides: tuple[Side, Side], pairs: Sequence[tuple[Span, Span]]) -> Iterator[Finding]:
    """Yield acts that one side tells in the passive voice, naming nobody, where the other says who acts."""
    for mine, theirs in ((0, 1), (1, 0)):
        for pair in pairs:
            row, other = sides[mine].row(pair[mine]), sides[theirs].row(pair[theirs])
            elsewhere = {passive.key for passive in passives(other)}
            for passive in passives(row):
                active = [
                    t for t in other if t.key == passive.key and t.form.endswith(("ed", "s", passive.form))
                ]
                # In two short passages what the other side says was done by somebody is the same act.
                short = max(len(row), len(other)) <= _BRIEF
                agents = [found for found in passives(other) if found.agent and short]
                if passive.key in elsewhere or not (active or (agents and not passive.agent)):
                    continue
                here = sides[mine].places.said(passive.span)
                span = Span(active[0].start, active[0].end) if active else agents[0].span
                there = sides[theirs].places.said(span)
                shown = (here.words, there.words) if mine == 0 else (there.words, here.words)
                yield _one_sided(
                    mine,
                    f"voice: {' / '.join(shown)}",
                    here,
                    there,
                    f"passive on the {_SIDES[mine]}, {'active' if active else 'somebody acts'} on the "
                    f"{_SIDES[theirs]}: who does it?",
                    weight=2.5,
                    weak=True,
                )


def _base_rates(sides: tuple[Side, Side], lists: WordLists) -> tuple[Count, ...]:
    """Return how often either article uses listed words at all: a difference may be house style."""
    counts: list[tuple[Counter[str], int]] = []
    for side in sides:
        found: Counter[str] = Counter()
        size = 0
        for passage in side.passages:
            row = side.row(passage.span)
            size += len(row)
            for kind in ("hedge", "loaded"):
                found[kind] += sum(1 for _ in lists.find(kind, row))
        for quotation in side.quotations:
            if quotation.verb:
                found["verbs"] += 1
                found["other"] += lists.group("speech", quotation.verb.lower()) != "neutral"
        counts.append((found, size))
    if not any(size for _, size in counts):
        return ()
    labels = (("hedge", "hedges"), ("loaded", "listed words that judge"))
    return (
        Count(
            "speech verbs other than said, told …",
            *(f"{found['other']} of {found['verbs']}" for found, _ in counts),
        ),
        *(
            Count(label, *(f"{found[kind]} in {size} words" for found, size in counts))
            for kind, label in labels
        ),
    )
