"""Cluster articles by their terms: exact sums over a sparse graph, so that order changes nothing.

Everything here speaks of articles by number. The caller numbers them in an order that depends on the
articles alone; ties are then broken the same way whatever order they came in.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence

Graph = list[dict[int, int]]
"""For each article its neighbours and how alike the two are."""

ALIKE = 10_000
"""What two articles with the same terms are alike."""

LEAST = 2_000
"""Two articles that are less alike are not linked."""

MISSING = 4_000
"""What two articles without a link count, where all of two clusters are measured against each other: that
their words are not alike says little, for or against."""

MOST_CONNECTED = 1_000
"""Articles that are grouped together at most; see `find_piece`."""

_ASKED_STEP = 250
_MOST_ASKED = 20_000

MOST_NEAR = 48
"""Links kept for an article, to those most alike; of two articles each must keep the other."""

WINDOW = 30
"""Days between two articles from which the same words tell of another event."""

_DECAY = 30.0

_CLOSE, _CLOSEST = 3_000, 6_000
"""Bounds of how alike an article's nearest is taken to be: an article alone in the collection has none, and
a copy of its own words is no measure of how others tell the story."""


def decay(days: int) -> float:
    """Return what is left of how alike two articles are when so many days lie between them."""
    return math.exp(-days / _DECAY)


def link(vectors: Sequence[Mapping[str, int]], days: Sequence[int | None], length: int) -> Graph:
    """Return which articles are alike: the cosine of their terms, less with each day between them.

    Articles a month or more apart are not compared, as the same words then tell of another event; an
    article without a day is compared with all.

    Args:
        vectors: The weighted terms of each article.
        days: A day number for each article, or None.
        length: The length of the vectors.
    """
    order = sorted(range(len(vectors)), key=lambda number: (days[number] is not None, days[number] or 0))
    ranked_days = [days[number] for number in order]
    undated = ranked_days.count(None)
    dated = [day for day in ranked_days if day is not None]
    postings: dict[str, tuple[list[int], list[int]]] = defaultdict(lambda: ([], []))
    graph: Graph = [{} for _ in vectors]
    for rank, number in enumerate(order):
        day = ranked_days[rank]
        oldest = undated + bisect_left(dated, day - WINDOW + 1) if day is not None else undated
        products: dict[int, int] = defaultdict(int)
        for term, weight in vectors[number].items():
            ranks, weights = postings[term]
            for first, last in ((0, undated), (oldest, rank)):
                within = slice(bisect_left(ranks, first), bisect_left(ranks, last))
                for other, other_weight in zip(ranks[within], weights[within], strict=True):
                    products[other] += weight * other_weight
            ranks.append(rank)
            weights.append(weight)
        for other, product in products.items():
            other_day = ranked_days[other]
            alike = product * ALIKE / (length * length)
            if day is not None and other_day is not None:
                alike *= decay(day - other_day)
            if alike >= LEAST:
                graph[number][order[other]] = graph[order[other]][number] = round(alike)
    return graph


def relate(graph: Graph) -> Graph:
    """Return how alike articles are, measured by how alike each is to the nearest to it.

    Two reports of one earthquake share more words than two short notes on one burglary; so do reports of
    two earthquakes. What counts is whether two articles are about as alike as each is to its nearest.
    """
    reach = [reach_of(max(near.values(), default=0)) for near in graph]
    return [
        {other: relation(alike, reach[number], reach[other]) for other, alike in near.items()}
        for number, near in enumerate(graph)
    ]


def reach_of(nearest: int) -> int:
    """Return how alike an article's nearest is taken to be."""
    return min(_CLOSEST, max(_CLOSE, nearest))


def relation(alike: int, reach: int, other_reach: int) -> int:
    """Return how alike two articles are, measured by how alike each is to the nearest to it."""
    return round(ALIKE * alike / math.sqrt(reach * other_reach))


def keep_nearest(graph: Graph, most: int = MOST_NEAR) -> Graph:
    """Return the links that both ends keep when each keeps so many, the most alike; lower numbers first."""
    if all(len(near) <= most for near in graph):
        return graph
    kept = [set(sorted(near, key=lambda other: (-near[other], other))[:most]) for near in graph]
    return [
        {other: alike for other, alike in near.items() if other in kept[number] and number in kept[other]}
        for number, near in enumerate(graph)
    ]


def agglomerate(graph: Graph, least: int, missing: int = 0) -> list[list[int]]:
    """Return clusters: those most alike on average are joined until none are alike by `least`.

    Average linkage by reciprocal nearest neighbours: in each round every two clusters that are each
    other's best are joined.

    Args:
        graph: Who is like whom.
        least: How alike clusters must be to be joined.
        missing: What a pair counts that is not in the graph; less than `least`.

    Returns:
        The members of each cluster, and the clusters, in rising order.
    """
    members = {number: [number] for number in range(len(graph))}
    # Counted from `missing` upwards, so that pairs without a link add nothing.
    totals = {
        number: {other: alike - missing for other, alike in near.items()} for number, near in enumerate(graph)
    }
    changed = set(members)
    best: dict[int, int] = {}
    while changed:
        for number in changed:
            size = len(members[number])
            mean, _, other = max(
                (
                    (total / (size * len(members[other])), -other, other)
                    for other, total in totals[number].items()
                ),
                default=(-math.inf, 0, number),
            )
            best[number] = other if mean >= least - missing else number
        pairs = [(one, other) for one, other in best.items() if one < other and best[other] == one]
        changed = set()
        for one, other in sorted(pairs):
            _join(totals, one, other)
            members[one] += members.pop(other)
            del best[other]
            changed |= {one, *totals[one]}
        changed &= members.keys()
    return sorted(sorted(cluster) for cluster in members.values())


def find_piece(
    start: int, related: Callable[[int], Mapping[int, int]], least: int, giants: dict[int, set[int]]
) -> set[int]:
    """Return the articles that may share a cluster with `start`: those that relations of `least` connect.

    A chain of relations can run through a whole collection. Where it connects more than `MOST_CONNECTED`,
    more is asked of a relation, step by step, until fewer are left: the chain is cut where it is weakest. The
    answer depends on the relations alone, and is the same for every article of a piece.

    Args:
        start: An article.
        related: Returns whom an article is related to, and how much.
        least: How alike clusters must be to be joined.
        giants: Articles known to be of too large a piece, by what was asked; an empty dictionary at first.
    """
    asked = least
    while True:
        giant = giants.setdefault(asked, set())
        found = {start}
        if start not in giant:
            if _spread(found, related, asked, giant) or asked > _MOST_ASKED:
                return found
            giant |= found
        asked += _ASKED_STEP


def _spread(
    found: set[int], related: Callable[[int], Mapping[int, int]], asked: int, giant: set[int]
) -> bool:
    """Add to `found` all that is connected with it; tell whether that was not too much."""
    front = list(found)
    while front:
        for other, how_much in related(front.pop()).items():
            if how_much >= asked and other not in found:
                if other in giant:
                    return False
                found.add(other)
                front.append(other)
        if len(found) > MOST_CONNECTED and asked <= _MOST_ASKED:
            return False
    return True


def agglomerate_pieces(graph: Graph, least: int, missing: int = 0) -> list[list[int]]:
    """Return clusters as `agglomerate` does, piece by piece; see `find_piece`."""
    giants: dict[int, set[int]] = {}
    left = set(range(len(graph)))
    clusters: list[list[int]] = []
    for start in range(len(graph)):
        if start in left:
            piece = sorted(find_piece(start, graph.__getitem__, least, giants))
            left.difference_update(piece)
            clusters += agglomerate_piece(piece, graph.__getitem__, least, missing)
    return sorted(clusters)


def agglomerate_piece(
    piece: Sequence[int], related: Callable[[int], Mapping[int, int]], least: int, missing: int
) -> list[list[int]]:
    """Return the clusters of one piece; of equals the one that comes first in `piece` does."""
    if len(piece) == 1:
        return [list(piece)]
    place = {number: index for index, number in enumerate(piece)}
    graph = [
        {place[other]: value for other, value in related(number).items() if other in place}
        for number in piece
    ]
    return [[piece[index] for index in cluster] for cluster in agglomerate(graph, least, missing)]


def _join(totals: dict[int, dict[int, int]], one: int, other: int) -> None:
    """Give the neighbours of `other` to `one`."""
    near = totals[one]
    near.pop(other, None)
    for neighbour, total in totals.pop(other).items():
        if neighbour == one:
            continue
        near[neighbour] = totals[neighbour][one] = near.get(neighbour, 0) + total
        del totals[neighbour][other]
