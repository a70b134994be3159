"""The lens *only here*: passages without a match on the other side, those that carry most first.

What a passage carries is what a reader would miss: figures, names, somebody's words, an early place in the
article, and simply much text. The best candidate that was rejected stands with each, so that a reader can see
how near a match was.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from reader.article import Article, Span
from reader.comparison.amounts import Amount, amounts
from reader.comparison.contrast import Contrast, Count, Finding, Lens, LensReport, Said, seen_from
from reader.comparison.figures_lens import figures_report
from reader.comparison.loose_ends import loose_ends
from reader.comparison.model import Comparison, OnlyHere
from reader.comparison.speech import Manner, Quotation, quotations
from reader.comparison.utterances import Side as Utterances
from reader.comparison.utterances import flat, matches, opening
from reader.entities.model import EntityType, Names

_FIGURE, _NAME, _QUOTED, _REPORTED, _EARLY = 1.5, 1.0, 1.5, 0.5, 2.0
_MOST_NAMES, _MOST_FIGURES = 4, 3
_MOSTLY = 0.6  # Share of a quoted sentence's words from which it stands on the other side too.
_FULL_LENGTH = 30  # Words from which a passage counts as long.
_NAMED = (
    EntityType.PERSON,
    EntityType.PLACE,
    EntityType.ORGANISATION,
    EntityType.EVENT,
    EntityType.WORK,
)


def only_here_report(
    comparison: Comparison, left: Article, right: Article, left_names: Names, right_names: Names
) -> LensReport:
    """Return the passages that one side alone has, ranked by what they carry; then parts of linked ones."""
    sides = (
        _Side(left, left_names, right_names, comparison.only_left, len(comparison.left_passages)),
        _Side(right, right_names, left_names, comparison.only_right, len(comparison.right_passages)),
    )
    quoted = _quoted_there(sides)
    findings = [
        side.finding(only, at, sides[1 - at].article, quoted[at])
        for at, side in enumerate(sides)
        for only in side.only
    ]
    findings.sort(key=lambda f: (-f.weight, f.contrast is Contrast.ONLY_RIGHT, _start(f)))
    findings += _parts(comparison, (left, right), (left_names, right_names))
    counts = (
        Count("passages found only here", *(f"{len(side.only)} of {side.passages}" for side in sides)),
        Count("words in them", *(str(side.words()) for side in sides)),
    )
    notice = comparison.notice or ("" if findings else "every passage of both has a match in the other")
    return LensReport(Lens.ONLY_HERE, tuple(findings), counts, notice)


def _valued(amount: Amount) -> tuple[str, str]:
    """Return what makes two amounts one value, however firmly said."""
    return amount.kind, amount.value.lstrip("<>=~")


def _quoted_there(sides: tuple[_Side, _Side]) -> tuple[dict[Span, str], dict[Span, str]]:
    """Return for each side the quotations that the other side has too, with its words for them."""
    found: tuple[dict[Span, str], dict[Span, str]] = ({}, {})
    if not any(side.only for side in sides):
        return found
    quoting = Utterances(sides[0].article, sides[0].names), Utterances(sides[1].article, sides[1].names)
    for match in matches(*quoting):
        for at, units, others in ((0, match.left, match.right), (1, match.right, match.left)):
            theirs = [quoting[1 - at].units[number] for number in others]
            for unit in (quoting[at].units[number] for number in units):
                # A match may be of several sentences, of which this one stands on one side alone.
                best = max(theirs, key=lambda other: len(unit.content & other.content))
                if len(unit.content & best.content) >= max(2, _MOSTLY * len(unit.content)):
                    found[at].setdefault(unit.span, flat(best.span, quoting[1 - at].text))
    return found


def _parts(
    comparison: Comparison, articles: tuple[Article, Article], names: tuple[Names, Names]
) -> list[Finding]:
    """Return the parts of linked passages that hold a figure and have no match, in order of the texts."""
    if not comparison.links:
        return []
    figures = figures_report(comparison, *articles, *names)
    stated = [amounts(article, found) for article, found in zip(articles, names, strict=True)]
    found = []
    for at, article in enumerate(articles):
        paired = [said.span for f in figures.findings if f.left and f.right for said in (f.left, f.right)[at]]
        there = {_valued(amount) for amount in stated[1 - at]}
        alone = [
            amount
            for amount in stated[at]
            if _valued(amount) not in there and not any(amount.span.overlaps(span) for span in paired)
        ]
        for part in loose_ends(comparison, at, article, articles[1 - at], alone):
            words = " ".join(part.span.of(article.text).split())
            found.append(
                seen_from(
                    at,
                    (Contrast.ONLY_LEFT, Contrast.ONLY_RIGHT)[at],
                    _carries(part.figures, (), ()),
                    (Said(part.span, words, paragraph=part.passage.block + 1),),
                    reason="part of a linked passage: no match found for this part",
                    weak=True,
                )
            )
    return found


def _start(finding: Finding) -> int:
    return (finding.left or finding.right)[0].span.start


class _Side:
    """What one article has that the other has not."""

    def __init__(
        self, article: Article, names: Names, others: Names, only: Sequence[OnlyHere], passages: int
    ) -> None:
        self.article = article
        self.only = only
        self.passages = passages
        self.names = names
        self._known = {surface for referent in others.referents for surface in referent.surfaces}
        self._amounts = amounts(article, names)
        self._said = quotations(article, names)

    def words(self) -> int:
        """Return how many words the passages have."""
        return sum(len(only.passage.span.of(self.article.text).split()) for only in self.only)

    def finding(self, only: OnlyHere, at: int, other: Article, quoted: Mapping[Span, str]) -> Finding:
        """Return a passage with its weight and the nearest candidate; `quoted` are quotes of both sides."""
        span = only.passage.span
        figures = [a for a in self._amounts if a.passage == span]
        named = self._named(span)
        said = [q for q in self._said if q.span.overlaps(span)]
        words = " ".join(span.of(self.article.text).split())
        said_here = (Said(span, words, paragraph=only.passage.block + 1),)
        return seen_from(
            at,
            (Contrast.ONLY_LEFT, Contrast.ONLY_RIGHT)[at],
            _carries(figures, named, said),
            said_here,
            reason=_reason(only, other, [w for place, w in quoted.items() if place.overlaps(span)]),
            weight=self._weight(only, figures, named, said, len(words.split())),
        )

    def _named(self, span: Span) -> list[str]:
        found = (
            mention
            for mention in self.names.mentions
            if mention.type in _NAMED and span.start <= mention.span.start < span.end
        )
        return list(dict.fromkeys(self.names.referents[mention.referent].name for mention in found))

    def _weight(
        self,
        only: OnlyHere,
        figures: Sequence[Amount],
        named: Sequence[str],
        said: Sequence[Quotation],
        words: int,
    ) -> float:
        new = sum(1.0 if name not in self._known else 0.4 for name in named)
        weight = _FIGURE * min(_MOST_FIGURES, len(figures)) + _NAME * min(_MOST_NAMES, new)
        if any(q.manner is Manner.DIRECT for q in said):
            weight += _QUOTED
        elif said:
            weight += _REPORTED
        place = only.passage.span.start / max(1, len(self.article.text))
        weight += _EARLY * (1 - place) + min(1.0, words / _FULL_LENGTH)
        return round(weight, 3)


def _carries(figures: Sequence[Amount], named: Sequence[str], said: Sequence[Quotation]) -> str:
    """Return in a few words what a passage carries."""
    parts = []
    direct = [q for q in said if q.manner is Manner.DIRECT]
    if direct:
        parts.append(f"quotes {direct[0].speaker or 'an unknown speaker'}")
    elif said:
        parts.append(f"reports {said[0].speaker}")
    if figures:
        values = [a.value or a.words for a in figures[:2]]
        parts.append(f"{'figures' if len(figures) > 1 else 'figure'} {', '.join(values)}")
    if named:
        parts.append(f"names {', '.join(named[:2])}")
    return " · ".join(parts) or "no figure, name or quote"


def _reason(only: OnlyHere, other: Article, quotes: Sequence[str]) -> str:
    if quotes:
        return f"no match found for the passage; its quote stands there: “{opening(quotes[0])}”"
    nearest = only.nearest
    if nearest is None:
        return "no match found, and nothing near one"
    words = " ".join(nearest.span.of(other.text).split())
    shown = words if len(words) <= 90 else words[:87].rsplit(" ", 1)[0] + " …"
    shared = nearest.evidence
    common = [*shared.names[:2], *shared.figures[:2], *shared.words[:2]]
    both = f", both have {', '.join(common)}" if common else ""
    return f"no match found; nearest, score {nearest.score:.2f}{both}: “{shown}”"
