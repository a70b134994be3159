"""Clusters of a graph by average linkage."""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from reader.stories.cluster import ALIKE, Graph, agglomerate, link, relate

Pairs = dict[tuple[int, int], int]


def graph_of(count: int, pairs: Pairs) -> Graph:
    graph: Graph = [{} for _ in range(count)]
    for (one, other), alike in pairs.items():
        graph[one][other] = graph[other][one] = alike
    return graph


@st.composite
def graphs(draw: st.DrawFn, distinct: bool = False) -> tuple[int, Pairs]:
    count = draw(st.integers(0, 9))
    pairs = [pair for pair in combinations(range(count), 2) if draw(st.booleans())]
    values = draw(
        st.lists(
            st.integers(1, 10**9 if distinct else 6),
            min_size=len(pairs),
            max_size=len(pairs),
            unique=distinct,
        )
    )
    return count, dict(zip(pairs, values, strict=True))


def naive(count: int, pairs: Pairs, least: int) -> list[list[int]]:
    """Average linkage as the books have it: join the two clusters most alike, again and again."""
    clusters = [[number] for number in range(count)]

    def mean(one: list[int], other: list[int]) -> Fraction:
        total = sum(pairs.get((min(a, b), max(a, b)), 0) for a in one for b in other)
        return Fraction(total, len(one) * len(other))

    while len(clusters) > 1:
        one, other = max(combinations(clusters, 2), key=lambda two: mean(*two))
        if mean(one, other) < least:
            break
        clusters.remove(other)
        one += other
    return sorted(sorted(cluster) for cluster in clusters)


@settings(max_examples=200, deadline=None)
@given(graphs(distinct=True), st.integers(1, 10**9))
def test_clusters_are_those_of_average_linkage(graph: tuple[int, Pairs], least: int) -> None:
    assert agglomerate(graph_of(*graph), least) == naive(*graph, least)


@settings(max_examples=200, deadline=None)
@given(graphs(), st.integers(1, 6))
def test_every_number_is_in_one_cluster_even_when_all_are_equally_alike(
    graph: tuple[int, Pairs], least: int
) -> None:
    clusters = agglomerate(graph_of(*graph), least)
    assert sorted(number for cluster in clusters for number in cluster) == list(range(graph[0]))


@settings(max_examples=100, deadline=None)
@given(graphs(), st.integers(1, 6))
def test_the_order_of_neighbours_changes_nothing(graph: tuple[int, Pairs], least: int) -> None:
    count, pairs = graph
    turned = dict(reversed(pairs.items()))
    assert agglomerate(graph_of(count, pairs), least) == agglomerate(graph_of(count, turned), least)


def test_a_chain_of_neighbours_is_not_one_cluster() -> None:
    chain = {(number, number + 1): 70 for number in range(9)}
    assert max(len(cluster) for cluster in agglomerate(graph_of(10, chain), 50)) == 2


def test_the_graph_is_left_as_it_is() -> None:
    graph = graph_of(3, {(0, 1): 80, (1, 2): 80})
    agglomerate(graph, 10)
    assert graph == graph_of(3, {(0, 1): 80, (1, 2): 80})


def test_articles_with_the_same_terms_are_wholly_alike_and_days_take_from_it() -> None:
    vectors = [{"a": 600, "b": 800}] * 4 + [{"c": 1000}]
    graph = link(vectors, [100, 100, 110, 200, 100], 1000)
    assert graph[0][1] == ALIKE
    assert 0 < graph[0][2] < ALIKE
    assert 3 not in graph[0]
    assert graph[4] == {}


def test_an_article_without_a_day_is_compared_with_all() -> None:
    graph = link([{"a": 1000}] * 3, [100, None, 9000], 1000)
    assert graph == [{1: ALIKE}, {0: ALIKE, 2: ALIKE}, {1: ALIKE}]


@settings(max_examples=100, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.dictionaries(st.sampled_from("abcdef"), st.integers(100, 500), max_size=5),
            st.none() | st.integers(0, 60),
        ),
        max_size=8,
    ),
    st.data(),
)
def test_what_is_alike_does_not_depend_on_the_numbers(
    articles: list[tuple[dict[str, int], int | None]], data: st.DataObject
) -> None:
    order = data.draw(st.permutations(range(len(articles))))
    vectors, days = [item[0] for item in articles], [item[1] for item in articles]
    graph = link(vectors, days, 1000)
    turned = link([vectors[old] for old in order], [days[old] for old in order], 1000)
    for new, old in enumerate(order):
        assert {order[other]: alike for other, alike in turned[new].items()} == graph[old]


def test_alike_is_measured_by_the_nearest() -> None:
    """Two pairs far from each other: 3,500 is much for articles whose nearest are no nearer."""
    loose = relate(graph_of(2, {(0, 1): 3_500}))
    tight = relate(graph_of(4, {(0, 1): 6_000, (2, 3): 6_000, (1, 2): 3_500}))
    assert loose[0][1] == ALIKE
    assert tight[1][2] < 6_000 < tight[0][1]
