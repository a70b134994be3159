"""Who calls whom what: the labels of a referent in every article of a story, and the lens of two articles."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from reader.article import Article, Span
from reader.comparison.contrast import Contrast, Count, Finding, Lens, LensReport, Said
from reader.comparison.credits import picture_credits
from reader.comparison.label_reading import Description
from reader.comparison.labels import How, Label, descriptions, labels, shown, territory_words
from reader.comparison.model import Comparison
from reader.entities.corrections import Correction
from reader.entities.keys import normal
from reader.entities.model import EntityType, Mention, Names
from reader.entities.settle import settle
from reader.entities.story import StoryReferent, merge_names

_SHOWN = (
    EntityType.PERSON,
    EntityType.PLACE,
    EntityType.ORGANISATION,
    EntityType.EVENT,
    EntityType.WORK,
)


@dataclass(frozen=True, slots=True)
class Called:
    """One referent of a story and what each article calls it besides its name.

    Attributes:
        referent: Who or what.
        labels: For each article its labels, in order of the text.
    """

    referent: StoryReferent
    labels: tuple[tuple[Label, ...], ...]

    def distinct(self, article: int) -> list[tuple[Label, int]]:
        """Return an article's different labels, each with how often it stands, most frequent first."""
        counted: dict[str, tuple[Label, int]] = {}
        for label in self.labels[article]:
            first, count = counted.get(label.key, (label, 0))
            counted[label.key] = (first, count + 1)
        return sorted(counted.values(), key=lambda item: -item[1])


def story_naming(
    articles: Sequence[Article], names: Sequence[Names], corrections: Sequence[Correction] = ()
) -> tuple[Called, ...]:
    """Return what the articles of a story call each referent, most mentioned first.

    Args:
        articles: The story's articles.
        names: The names of each.
        corrections: The reader's, as far as they hold in the story.
    """
    agreed = settle(names)
    merged = merge_names(agreed, corrections)
    group = {member: number for number, one in enumerate(merged) for member in one.members}
    # A place that one outlet calls a region is a territory in all: "the occupied province" may mean it.
    territories: dict[int, frozenset[str]] = {}
    for index, (article, own) in enumerate(zip(articles, agreed, strict=True)):
        for number, words in territory_words(own, labels(article, own)).items():
            one = group[index, number]
            territories[one] = territories.get(one, frozenset()) | words
    found: list[list[tuple[Label, ...]]] = [[() for _ in articles] for _ in merged]
    for index, (article, own) in enumerate(zip(articles, agreed, strict=True)):
        known = {
            number: territories[one]
            for (of, number), one in group.items()
            if of == index and one in territories
        }
        for number, given in labels(article, own, known).items():
            if (index, number) in group:
                one = group[index, number]
                found[one][index] = tuple(sorted({*found[one][index], *given}, key=lambda label: label.span))
    return tuple(Called(referent, tuple(own)) for referent, own in zip(merged, found, strict=True))


def naming_report(
    comparison: Comparison, left: Article, right: Article, left_names: Names, right_names: Names
) -> LensReport:
    """Return how two articles name the same people, places and organisations, and whom only one names.

    Args:
        comparison: Of these two; where a linked passage has a label instead of the name, it counts.
        left: The left article.
        right: The right one.
        left_names: The left article's names.
        right_names: The right article's names.
    """
    articles, names = (left, right), settle((left_names, right_names))
    notice = left_names.notice or right_names.notice
    found = _with_linked(comparison, articles, names, story_naming(articles, names))
    names = list(map(_told, articles, names))
    called = [one for one in (_as_told(one, names) for one in found) if one.referent.type in _SHOWN]
    called = [one for one in called if any(one.referent.surfaces) or any(one.labels)]
    findings = [_finding(one, articles, names) for one in called]
    findings.sort(key=lambda finding: (_RANK[finding.contrast], -finding.weight))
    if not findings and not notice:
        notice = "no names were found on either side"
    counts = [
        Count(word, *(str(_named(called, side, kind)) for side in (0, 1)))
        for word, kind in (
            ("people", EntityType.PERSON),
            ("places", EntityType.PLACE),
            ("organisations", EntityType.ORGANISATION),
        )
    ]
    counts.append(Count("labels", *(str(sum(len(one.distinct(side)) for one in called)) for side in (0, 1))))
    return LensReport(Lens.NAMES, tuple(findings), tuple(counts), notice)


_RANK = {Contrast.LABEL: 0, Contrast.SAME: 1, Contrast.ONLY_LEFT: 2, Contrast.ONLY_RIGHT: 3}


def _told(article: Article, names: Names) -> Names:
    """Return the names that an article tells of: an agency that sold a picture is not named by it."""
    pictured = list(picture_credits(article))
    return replace(
        names,
        mentions=tuple(
            m for m in names.mentions if not any(span.contains(m.span.start) for span in pictured)
        ),
    )


def _as_told(one: Called, names: Sequence[Names]) -> Called:
    """Return a referent without the forms of articles that have it in credits alone."""
    surfaces = tuple(
        forms if next(_mentions(one.referent, side, own), None) is not None else ()
        for side, (forms, own) in enumerate(zip(one.referent.surfaces, names, strict=True))
    )
    return replace(one, referent=replace(one.referent, surfaces=surfaces))


def _named(called: Sequence[Called], side: int, kind: EntityType) -> int:
    return sum(bool(one.referent.surfaces[side]) for one in called if one.referent.type is kind)


def _finding(one: Called, articles: Sequence[Article], names: Sequence[Names]) -> Finding:
    sides = [one.distinct(side) for side in (0, 1)]
    named = [bool(one.referent.surfaces[side]) or bool(sides[side]) for side in (0, 1)]
    if not all(named):
        contrast = Contrast.ONLY_LEFT if named[0] else Contrast.ONLY_RIGHT
        side = 0 if named[0] else 1
        said = _said(one, side, articles, names)
        reason = f"named on the {'left' if named[0] else 'right'}; no mention found on the other side"
        return Finding(
            contrast,
            one.referent.usual,
            said if named[0] else (),
            said if named[1] else (),
            reason,
            weight=one.referent.count / 100,
        )
    keys = [{label.key for label, _ in own} for own in sides]
    forms = [{normal(surface) for surface in one.referent.surfaces[side]} for side in (0, 1)]
    spelt = one.referent.type is not EntityType.PERSON and not forms[0] & forms[1] and all(forms)
    contrast = Contrast.LABEL if keys[0] != keys[1] or spelt else Contrast.SAME
    weak = contrast is Contrast.LABEL and all(
        label.how is not How.BESIDE for own in sides for label, _ in own
    )
    return Finding(
        contrast,
        one.referent.usual,
        _said(one, 0, articles, names),
        _said(one, 1, articles, names),
        _reason(contrast, keys, spelt),
        weak and not spelt,
        _weight(keys, spelt) + one.referent.count / 100,
    )


def _reason(contrast: Contrast, keys: Sequence[set[str]], spelt: bool) -> str:
    if contrast is Contrast.SAME:
        return "the same label on both sides" if keys[0] else "by name on both sides"
    parts = []
    shared = sorted(keys[0] & keys[1])
    if all(keys):
        parts.append("labelled on both sides" + ("" if shared else ", in other words"))
    elif any(keys):
        parts.append(f"a label on the {'left' if keys[0] else 'right'}; by name alone on the other side")
    if spelt:
        parts.append("the name is written otherwise")
    if shared:
        parts.append("both also: " + ", ".join(shared))
    return " · ".join(parts)


def _weight(keys: Sequence[set[str]], spelt: bool) -> float:
    """Rank what both sides label, and label in words of their own, before what one side leaves plain."""
    words = [{word for key in own for word in key.split()} for own in keys]
    if not words[0] <= words[1] and not words[1] <= words[0]:
        return 3.0
    return 2.0 if spelt or bool(keys[0]) != bool(keys[1]) else 1.0 if keys[0] != keys[1] else 0.0


def _said(one: Called, side: int, articles: Sequence[Article], names: Sequence[Names]) -> tuple[Said, ...]:
    """Return an article's labels of a referent; where it has none, the name."""
    article = articles[side]
    given = [
        Said(label.span, label.words, paragraph=_paragraph(article, label.span))
        for label, _ in one.distinct(side)
    ]
    first = next(_mentions(one.referent, side, names[side]), None)
    if first is not None and not given:
        words = shown(first.span.of(article.text))
        given = [Said(first.span, words, paragraph=_paragraph(article, first.span))]
    return tuple(given)


def _mentions(referent: StoryReferent, article: int, names: Names) -> Iterator[Mention]:
    own = {number for of, number in referent.members if of == article}
    return (mention for mention in names.mentions if mention.referent in own)


def _paragraph(article: Article, span: Span) -> int:
    for number, block in enumerate(article.prose(), 1):
        if block.span.contains(span.start):
            return number
    return 0


# Labels that stand where the linked passage has the name


def _with_linked(
    comparison: Comparison, articles: Sequence[Article], names: Sequence[Names], called: Sequence[Called]
) -> list[Called]:
    """Add what stands in one half of a link where the other half has the name: "our republic" for Sarvel.

    Only where there is no choice: one referent that the half lacks, and one description of its kind.
    """
    result = list(called)
    for side in (0, 1):
        own = _Half(articles[side], names[side], called, side)
        other = _Half(articles[1 - side], names[1 - side], called, 1 - side)
        for link in comparison.links:
            here, there = (link.left, link.right) if side == 0 else (link.right, link.left)
            for kind in (EntityType.PLACE, EntityType.PERSON):
                lacking = {n for n in other.named(there) - own.named(here) if called[n].referent.type is kind}
                standing = [item for item in own.free(here) if item.type is kind]
                if len(lacking) != 1 or len(standing) != 1:
                    continue
                number = lacking.pop()
                span = standing[0].span
                label = Label(span, shown(span.of(articles[side].text)), How.LINKED)
                rows = list(result[number].labels)
                rows[side] = tuple(sorted({*rows[side], label}, key=lambda label: label.span))
                result[number] = replace(result[number], labels=tuple(rows))
    return result


class _Half:
    """One article, asked passage by passage for names and for labels without a name."""

    def __init__(self, article: Article, names: Names, called: Sequence[Called], side: int) -> None:
        self._of = {
            number: one
            for one, item in enumerate(called)
            for of, number in item.referent.members
            if of == side
        }
        self._names = names
        taken = [(one, label.span) for one, item in enumerate(called) for label in item.labels[side]]
        self._labelled = taken
        self._free = [
            item
            for item in descriptions(article, names)
            if not any(item.span.overlaps(span) for _, span in taken)
        ]

    def named(self, passage: Span) -> set[int]:
        """Return the referents that a passage names, or labels."""
        named = {
            self._of[mention.referent]
            for mention in self._names.mentions
            if mention.referent in self._of and passage.overlaps(mention.span)
        }
        return named | {one for one, span in self._labelled if passage.overlaps(span)}

    def free(self, passage: Span) -> list[Description]:
        """Return the labels of a passage that stand without a name and are nobody's yet."""
        return [item for item in self._free if passage.overlaps(item.span)]
