"""Coverage: which passages of several articles say the same thing."""

import re
from itertools import permutations

import pytest

from reader.article import Article, Line, Role, Span
from reader.comparison.coverage import COHESION, Coverage, cover


def article(name: str, text: str) -> Article:
    """Return an article of one paragraph a line."""
    lines = [Line(Span(*match.span()), Role.PARAGRAPH) for match in re.finditer("[^\n]+", text)]
    return Article(name, text, tuple(lines), language="en")


HERALD = article(
    "a-herald",
    "The harbour authority of Lindmouth closed its northern ferry dock on Monday: two pylons had cracks.\n"
    "Repairs will cost 4.2 million dollars and take nine weeks.\n"
    "A brass band had planned to play there.",
)
POST = article(
    "b-post",
    "Lindmouth's northern ferry dock has been shut since Monday because of cracks in two of its pylons.\n"
    "The repairs are to take nine weeks and will cost 4.2 million dollars.",
)
TIMES = article(
    "c-times",
    "Fishermen complained that nobody had asked them.\n"
    "Cracks in two pylons led the harbour authority to close Lindmouth's northern ferry dock on Monday.",
)


def told(coverage: Coverage, articles: list[Article]) -> set[frozenset[str]]:
    """Return every group as the texts of its passages."""
    return {
        frozenset(told.passage.span.of(articles[told.article].text) for told in group.told)
        for group in coverage.groups
    }


def test_a_passage_told_by_all_is_one_group_and_the_rest_stands_alone() -> None:
    coverage = cover([HERALD, POST, TIMES])
    assert [group.articles for group in coverage.groups] == [(0, 1, 2), (0, 1)]
    assert all(group.cohesion >= COHESION for group in coverage.groups)
    alone = [
        [p.span.of(a.text)[:9] for p in left]
        for a, left in zip([HERALD, POST, TIMES], coverage.alone, strict=True)
    ]
    assert alone == [["A brass b"], [], ["Fishermen"]]


@pytest.mark.parametrize("order", permutations([HERALD, POST, TIMES]))
def test_the_order_of_the_articles_changes_nothing(order: tuple[Article, ...]) -> None:
    assert told(cover(order), list(order)) == told(cover([HERALD, POST, TIMES]), [HERALD, POST, TIMES])


def test_every_passage_is_in_one_group_or_alone() -> None:
    coverage = cover([HERALD, POST, TIMES])
    grouped = [(t.article, t.passage) for group in coverage.groups for t in group.told]
    alone = [(i, passage) for i, left in enumerate(coverage.alone) for passage in left]
    assert len(set(grouped) | set(alone)) == len(grouped) + len(alone) == 7


def test_one_article_or_none_has_no_groups() -> None:
    assert cover([]) == Coverage((), ())
    assert cover([HERALD]).groups == ()
