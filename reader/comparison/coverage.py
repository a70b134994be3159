"""What the outlets of a story tell: groups of passages that say the same thing, across any number of them.

Groups are built from the links of all pairs. Two groups become one only while passages of the one are, on
average, linked with passages of the other: a chain of half-matches, in which the first and the last say
different things, falls apart into what it is made of.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from reader.article import Article, Span
from reader.comparison.compare import compare, passages
from reader.comparison.model import Comparison, Passage

COHESION = 0.5
"""Least mean score of all pairs between two groups that are joined; a pair without a link counts as 0."""


@dataclass(frozen=True, slots=True)
class Told:
    """One passage of one of the articles.

    Attributes:
        article: Index into the articles that were compared.
        passage: The passage there.
    """

    article: int
    passage: Passage


@dataclass(frozen=True, slots=True)
class PassageGroup:
    """Passages of two or more articles that say the same thing.

    Attributes:
        told: By article, then by where they stand. An article may tell it in more than one passage.
        cohesion: Mean link score of all pairs of passages of different articles, 0 to 1.
    """

    told: tuple[Told, ...]
    cohesion: float

    @property
    def articles(self) -> tuple[int, ...]:
        """The indexes of the articles that tell it, in order."""
        return tuple(sorted({told.article for told in self.told}))


@dataclass(frozen=True, slots=True)
class Coverage:
    """Which passages of several articles correspond.

    Attributes:
        groups: Those told by most articles first, then by where the first of them tells it.
        alone: For each article its passages for which no other has a match, in order.
    """

    groups: tuple[PassageGroup, ...]
    alone: tuple[tuple[Passage, ...], ...]


_Place = tuple[int, Span]


def cover(
    articles: Sequence[Article], comparisons: Mapping[tuple[int, int], Comparison] | None = None
) -> Coverage:
    """Return the coverage of one story by several articles.

    The order of the articles changes their indexes in the answer and nothing else.

    Args:
        articles: Of one story.
        comparisons: Those that are already made, by the indexes of left and right; others are made here.
    """
    scores = _scores(pairwise(articles, comparisons))
    groups: dict[_Place, list[_Place]] = {place: [place] for pair in scores for place in pair}

    def rank(pair: tuple[_Place, _Place]) -> tuple[float, list[tuple[str, Span]]]:
        # By what the articles are, not by where they stand in the list, so that their order does not matter.
        return -scores[pair], sorted((articles[i].id, span) for i, span in pair)

    for first, second in sorted(scores, key=rank):
        a, b = groups[first], groups[second]
        if a is not b and _cohesion(a, b, scores) >= COHESION:
            a.extend(b)
            for place in b:
                groups[place] = a
    by_span = [{passage.span: passage for passage in passages(article)} for article in articles]
    found: list[PassageGroup] = []
    seen: set[int] = set()
    for place in sorted(groups):
        group = groups[place]
        if id(group) in seen or len(group) < 2:
            continue
        seen.add(id(group))
        members = sorted(group)
        told = tuple(Told(i, by_span[i][span]) for i, span in members)
        found.append(PassageGroup(told, round(_cohesion(members, members, scores), 4)))
    found.sort(key=lambda g: (-len(g.articles), g.told[0].article, g.told[0].passage.span))
    grouped = {(told.article, told.passage.span) for group in found for told in group.told}
    alone = tuple(
        tuple(passage for span, passage in by_span[i].items() if (i, span) not in grouped)
        for i in range(len(articles))
    )
    return Coverage(tuple(found), alone)


def pairwise(
    articles: Sequence[Article], known: Mapping[tuple[int, int], Comparison] | None = None
) -> dict[tuple[int, int], Comparison]:
    """Return one comparison of each pair of articles, by the indexes of left and right.

    Args:
        articles: Of one story.
        known: Comparisons already made, either way around; missing ones are made here.
    """
    made: dict[tuple[int, int], Comparison] = {}
    order = sorted(range(len(articles)), key=lambda i: articles[i].id)
    for a, b in combinations(order, 2):
        if known and (a, b) not in known and (b, a) in known:
            made[b, a] = known[b, a]
        else:
            made[a, b] = (known or {}).get((a, b)) or compare(articles[a], articles[b])
    return made


def _scores(comparisons: Mapping[tuple[int, int], Comparison]) -> dict[tuple[_Place, _Place], float]:
    """Return the score of every link between passages of different articles."""
    return {
        ((a, link.left), (b, link.right)): link.score
        for (a, b), comparison in comparisons.items()
        for link in comparison.links
    }


def _cohesion(
    first: Sequence[_Place], second: Sequence[_Place], scores: dict[tuple[_Place, _Place], float]
) -> float:
    """Return the mean score of pairs of passages of different articles, one of either group."""
    values = [scores.get((a, b)) or scores.get((b, a), 0.0) for a in first for b in second if a[0] != b[0]]
    return sum(values) / len(values) if values else 0.0
