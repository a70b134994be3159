"""Articles grouped into stories."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.article import Article, Field, Line, Provenance, Role, Span
from reader.stories.background import UNKNOWN, rarity, stem
from reader.stories.group import StoryText, group, group_texts
from reader.stories.terms import LENGTH, MOST_TERMS, weigh

CHECKOUT = Path(__file__).resolve().parents[2]

FERRY = [
    (
        "Ferry runs aground off Port Alma",
        "The ferry Lady Corrin ran aground on Gull Rock off Port Alma on Tuesday with 212 people aboard. "
        "Captain Idris Maro said the engines failed in heavy fog. The lifeboats took all passengers ashore.",
    ),
    (
        "All 212 saved as Lady Corrin strikes rock",
        "Everyone aboard the Lady Corrin was brought ashore after the ferry struck Gull Rock near Port "
        "Alma. Its captain, Idris Maro, blamed a failure of the engines in fog.",
    ),
    (
        "Engine failure blamed for ferry accident",
        "An engine failure drove the Lady Corrin onto Gull Rock, the harbour office of Port Alma said. "
        "Lifeboats rescued the ferry's 212 passengers.",
    ),
]
QUAKE = [
    (
        "Quake of 6.1 shakes Tarsi valley",
        "An earthquake of magnitude 6.1 shook the Tarsi valley before dawn, killing four people in Menor. "
        "The Geological Institute of Varna said the epicentre lay beneath Mount Oriel.",
    ),
    (
        "Four dead in Menor earthquake",
        "Four people died in Menor when an earthquake of magnitude 6.1 hit the Tarsi valley. The epicentre "
        "was beneath Mount Oriel, the Geological Institute said.",
    ),
]
OTHER_QUAKE = [
    (
        "Earthquake damages homes in Quillan",
        "An earthquake of magnitude 5.4 damaged homes in Quillan, in the south of Besharra, late on Sunday. "
        "Nobody died, Governor Anselm Dray said.",
    ),
    (
        "Quillan counts damage after quake",
        "Governor Anselm Dray said that no one had died when an earthquake of magnitude 5.4 struck Quillan. "
        "Hundreds of homes across southern Besharra were damaged.",
    ),
]
BUDGET = (
    "Parliament passes budget",
    "Parliament passed a budget that raises the tax on tobacco and lowers the pension age to 63. The finance "
    "minister, Olga Prentice, called it balanced.",
)
ALL = [*FERRY, *QUAKE, *OTHER_QUAKE, BUDGET]
STORIES = [{0, 1, 2}, {3, 4}, {5, 6}, {7}]


def article(title: str, text: str, *, name: str = "", published: str = "") -> Article:
    whole = f"{title}\n\n{text}"
    head, body = Span(0, len(title)), Span(len(title) + 2, len(whole))
    return Article(
        id=name or group_texts([StoryText("", title, published, text)])[0],
        text=whole,
        lines=(Line(head, Role.HEADLINE), Line(body, Role.PARAGRAPH)),
        headline=Field(title, Provenance.STATED, span=head),
        published=Field(published, Provenance.STATED) if published else None,
    )


def as_text(item: tuple[str, str], date: str = "") -> StoryText:
    return StoryText("", item[0], date, item[1])


def partition(names: list[str]) -> list[set[int]]:
    found: dict[str, set[int]] = {}
    for index, name in enumerate(names):
        found.setdefault(name, set()).add(index)
    return list(found.values())


def seeds() -> list[StoryText]:
    paths = sorted((CHECKOUT / "articles").glob("*/*.txt"))
    return [StoryText(path.parent.name, "", "", path.read_text(encoding="utf-8")) for path in paths]


def test_reports_of_one_event_are_one_story_and_two_earthquakes_are_two() -> None:
    assert partition(group_texts([as_text(item) for item in ALL])) == STORIES


def test_the_two_sample_articles_are_one_story_among_others() -> None:
    names = group_texts([*seeds(), *(as_text(item) for item in ALL)])
    assert names[0] == names[1]
    assert names[0] not in names[2:]


def test_the_two_sample_articles_are_one_story_on_their_own() -> None:
    assert len(set(group_texts(seeds()))) == 1


@settings(max_examples=25, deadline=None)
@given(st.permutations(range(len(ALL))))
def test_order_changes_neither_stories_nor_their_names(order: list[int]) -> None:
    texts = [as_text(item) for item in ALL]
    names = group_texts(texts)
    assert group_texts([texts[index] for index in order]) == [names[index] for index in order]


def test_articles_about_something_else_change_nothing() -> None:
    few = [as_text(item) for item in FERRY]
    assert group_texts([*few, *(as_text(item) for item in ALL[3:])])[:3] == group_texts(few)


def test_the_same_text_twice_is_one_story() -> None:
    assert partition(group_texts([as_text(BUDGET), as_text(FERRY[0]), as_text(BUDGET)])) == [{0, 2}, {1}]


@pytest.mark.parametrize("text", ["", "\n\n", "the of and", "…", "日本語の記事です"])
def test_a_text_without_words_of_its_own_stands_alone(text: str) -> None:
    names = group_texts([StoryText("", "", "", text), as_text(BUDGET)])
    assert names[0] != names[1]


def test_no_texts_make_no_stories() -> None:
    assert group_texts([]) == []
    assert group([]) == ()


def test_the_same_words_months_apart_are_two_stories() -> None:
    dates = ["2014-03-02", "2014-03-03", "2015-03-02"]
    names = group_texts([as_text(item, date) for item, date in zip(FERRY, dates, strict=True)])
    assert names[0] == names[1] != names[2]


@pytest.mark.parametrize("date", ["", "2014", "2014-03", "2014-02-31", "yesterday"])
def test_an_article_without_a_whole_date_is_compared_with_all(date: str) -> None:
    names = group_texts([as_text(FERRY[0], "2014-03-02"), as_text(FERRY[1], date)])
    assert names[0] == names[1]


def test_every_article_is_in_one_story_whose_title_is_a_headline_of_its_own() -> None:
    articles = [article(*item) for item in ALL]
    stories = group(articles)
    assert sorted(index for story in stories for index in story.articles) == list(range(len(ALL)))
    for story in stories:
        assert story.title in {articles[index].title for index in story.articles}
        assert story.id == min(articles[index].id for index in story.articles)


def test_newest_stories_come_first_and_undated_ones_last() -> None:
    articles = [
        article(*BUDGET),
        article(*FERRY[0], published="2015-03-02"),
        article(*FERRY[1], published="2015-03-01"),
        article(*QUAKE[0], published="2015-04-02"),
    ]
    assert [story.articles for story in group(articles)] == [(3,), (2, 1), (0,)]


def test_articles_with_one_id_are_one_article_to_the_grouping() -> None:
    twice = article(*BUDGET, name="a" * 16)
    assert [story.articles for story in group([twice, replace(twice, source="copy.txt")])] == [(0, 1)]


def test_hash_seeds_change_nothing() -> None:
    program = (
        "import sys; sys.path.insert(0, 'tests/unit'); import test_stories as t;"
        "print(t.group_texts([t.as_text(item) for item in t.ALL]), t.weigh(*t.ALL[0]))"
    )
    answers = {
        subprocess.run(
            [sys.executable, "-c", program],
            cwd=CHECKOUT,
            env=os.environ | {"PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(answers) == 1


def test_grouping_loads_neither_numpy_nor_a_screen() -> None:
    program = (
        "import sys; from reader.stories.group import StoryText, group_texts;"
        "group_texts([StoryText('', 'a', '', 'b')]);"
        "print({'numpy', 'scipy', 'textual', 'rich', 'wordfreq'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True, text=True)
    assert done.stdout.strip() == "set()"


def test_terms_are_few_and_of_one_length() -> None:
    for item in ALL:
        weights = weigh(*item)
        assert 0 < len(weights) <= MOST_TERMS
        assert sum(weight * weight for weight in weights.values()) ** 0.5 == pytest.approx(LENGTH, rel=0.01)
        assert list(weights.values()) == sorted(weights.values(), reverse=True)


def test_names_weigh_more_than_other_words_and_days_nothing() -> None:
    weights = weigh("", "On Tuesday the minister met the envoy Idris Maro. The minister thanked Idris Maro.")
    assert weights["maro"] > weights["envoy"] > weights["minist"]
    assert "idri maro" in weights
    assert not {"tuesday", "the", "on"} & weights.keys()


@settings(max_examples=50, deadline=None)
@given(st.text(max_size=60), st.text(max_size=200))
def test_any_text_has_terms_with_whole_weights(title: str, text: str) -> None:
    weights = weigh(title, text)
    assert all(isinstance(weight, int) and 0 <= weight <= LENGTH for weight in weights.values())


def test_words_that_fill_sentences_weigh_nothing_and_rare_ones_most() -> None:
    words = ("the", "of", "and", "to", "in", "und", "nicht", "auf", "que", "für", "pas", "och")
    assert max(rarity(stem(word)) for word in words) < 0.5
    assert rarity(stem("minister")) < rarity(stem("earthquake")) < rarity(stem("ossetia")) < UNKNOWN
    assert rarity(stem("lomidzeq")) == UNKNOWN


def test_a_word_and_its_forms_are_one_term() -> None:
    assert stem("ferries") == stem("ferry's") == stem("ferry’s") == stem("ferry")
