"""Comparing two articles; the seeds against links that a careful reader marked."""

from dataclasses import replace
from pathlib import Path

import pytest

from reader.article import Article
from reader.comparison.compare import compare, passages
from reader.comparison.explain import explain
from reader.comparison.model import Comparison, Kind
from reader.importers.registry import read_article, read_text

ARTICLES = Path(__file__).parents[2] / "articles"

# The seven links that a careful reader marks, by how the passages begin.
MARKED = {
    ("Russia has signed an alliance", "Russia on Wednesday signed"),
    ("Russian President Vladimir Putin and his", "President Vladimir Putin inked"),
    ("Putin described the accord", "Putin hailed the"),
    ('"A joint defense and security zone', '"A joint defence and security zone'),
    ("Moscow also signed a similar treaty", "Officials in pro-Western Georgia"),
    ("Wednesday’s signing ceremony coincided", "The signing of the controversial pact"),
    ("A few days later, Putin signed into law", "The signing of the controversial pact"),
}


@pytest.fixture(scope="module")
def seeds() -> tuple[Article, Article]:
    return (
        read_article(ARTICLES / "press-tv" / "russia-signs-alliance-treaty-with-south-ossetia.txt"),
        read_article(
            ARTICLES / "unknown-outlet" / "russia-stirs-anger-with-south-ossetia-annexation-deal.txt"
        ),
    )


@pytest.fixture(scope="module")
def comparison(seeds: tuple[Article, Article]) -> Comparison:
    return compare(*seeds)


def test_the_links_of_the_seeds_are_those_a_careful_reader_marks(
    seeds: tuple[Article, Article], comparison: Comparison
) -> None:
    left, right = seeds
    found = [(link.left.of(left.text), link.right.of(right.text)) for link in comparison.links]
    hits = {pair for pair in MARKED for a, b in found if a.startswith(pair[0]) and b.startswith(pair[1])}
    assert len(hits) >= 6
    assert len(found) - len(hits) <= 1


def test_the_defence_zone_quote_is_near_verbatim_and_the_landmark_sentences_a_paraphrase(
    seeds: tuple[Article, Article], comparison: Comparison
) -> None:
    left, right = seeds
    kinds = {
        link.left.of(left.text)[:19]: (link.kind, explain(link, left.text, right.text))
        for link in comparison.links
    }
    assert kinds['"A joint defense an'] == (
        Kind.NEAR_VERBATIM,
        "28 of 30 words the same · spelling: defense = defence · swapped: he → Putin",
    )
    kind, why = kinds["Putin described the"]
    assert kind is Kind.PARAPHRASE
    assert '"landmark"' in why


def test_every_passage_is_linked_or_only_here(seeds: tuple[Article, Article], comparison: Comparison) -> None:
    for all_passages, links, only in (
        (comparison.left_passages, {link.left for link in comparison.links}, comparison.only_left),
        (comparison.right_passages, {link.right for link in comparison.links}, comparison.only_right),
    ):
        alone = [here.passage for here in only]
        assert alone == [passage for passage in all_passages if passage.span not in links]


def test_passages_are_sentences_of_the_running_text_across_hard_wrapped_lines(
    seeds: tuple[Article, Article],
) -> None:
    left = seeds[0]
    blocks = left.prose()
    for passage in passages(left):
        block = blocks[passage.block].span
        assert block.start <= passage.span.start < passage.span.end <= block.end
        assert "© AFP" not in passage.span.of(left.text)


def test_a_rejected_look_alike_is_kept_as_the_nearest(comparison: Comparison) -> None:
    assert any(here.nearest is not None and here.nearest.evidence.words for here in comparison.only_left)
    assert all(here.nearest is None or here.nearest.score < 0.99 for here in comparison.only_left)


def test_articles_in_different_languages_are_not_linked_and_the_notice_says_so(
    seeds: tuple[Article, Article],
) -> None:
    left, right = replace(seeds[0], language="en"), replace(seeds[1], language="de")
    found = compare(left, right)
    assert found.links == ()
    assert "English" in found.notice and "German" in found.notice
    assert len(found.only_left) == len(found.left_passages)


def test_one_shared_name_is_no_link_but_the_nearest_miss() -> None:
    bridge = "The Old Harbour Bridge in Port Alma will close to all traffic for nine months, he said."
    boat = "The fishing boat Marisol sank off Port Alma on Monday. Two people were rescued by the coastguard."
    left, right = (read_text(f"A headline\n\n{text}\n", "a.txt") for text in (bridge, boat))
    found = compare(left, right)
    assert not found.links
    assert len(found.only_left) == len(found.left_passages)
