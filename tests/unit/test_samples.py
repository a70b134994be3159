"""The sample collection: read as it was written, and compared as keys made by hand say."""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from reader.article import Article, Role
from reader.comparison.compare import compare
from reader.comparison.model import Comparison
from reader.importers.registry import Collection, read_collection
from reader.stories.group import group

CHECKOUT = Path(__file__).parents[2]
ARTICLES = CHECKOUT / "articles"
INVENTED = ARTICLES / "invented"
KEYS = sorted((CHECKOUT / "tests" / "keys").glob("*.toml"))

CLASSES = {
    "quote": {"same", "cut", "altered", "other-speaker", "indirect", "only-here"},
    "figure": {"differs", "same"},
    "date": {"differs", "same"},
    "label": {"loaded"},
    "wording": {"speech-verb", "hedge", "scare-quotes", "voice", "loaded"},
    "order": {"moved"},
    "copy": {"verbatim", "cut", "credit", "left-out", "added"},
    "version": {"figure", "correction", "added", "removed", "worded"},
    "only": {"fact", "figure", "quote"},
    "link": {"verbatim", "near-verbatim", "paraphrase"},
    "apart": {"look-alike"},
}


@cache
def collection() -> Collection:
    """Return what stands in the folder that the program opens with no argument."""
    return read_collection([ARTICLES])


@cache
def by_path() -> dict[str, Article]:
    """Return its articles by their path below the folder."""
    return {
        Path(article.source).relative_to(ARTICLES).as_posix(): article for article in collection().articles
    }


@cache
def key(path: Path) -> dict[str, list[dict[str, Any]]]:
    """Return the tables of a key."""
    return tomllib.loads(path.read_text(encoding="utf-8"))


@cache
def named(path: Path) -> dict[str, Article]:
    """Return the articles that a key speaks of, by the names that it gives them."""
    return {
        told.get("name", Path(told["file"]).stem): by_path()[told["file"]] for told in key(path)["article"]
    }


def entries(path: Path, *tables: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield a key's contrasts, each with its table: those of the tables named, or all."""
    for table in tables or CLASSES:
        yield from ((table, entry) for entry in key(path).get(table, []))


TOLD = {told["file"]: told for path in KEYS for told in key(path)["article"]}

each_key = pytest.mark.parametrize("path", KEYS, ids=lambda path: path.stem)
each_file = pytest.mark.parametrize("file", sorted(TOLD))
each_invented = pytest.mark.parametrize("file", sorted(file for file in TOLD if file.startswith("invented/")))


def test_nothing_of_the_collection_is_refused_and_nothing_is_remarked_on() -> None:
    assert collection().refused == ()
    assert collection().notices == ()
    assert set(by_path()) == set(TOLD)


@each_file
def test_headline_outlet_date_and_paragraphs_are_those_that_a_reader_sees(file: str) -> None:
    article, told = by_path()[file], TOLD[file]
    assert str(article.headline) == told["headline"]
    assert (article.outlet and str(article.outlet)) == told.get("outlet")
    assert str(article.published) == told["date"]
    assert article.language == "en"
    if "paragraphs" in told:
        roles = Counter(block.role for block in article.blocks())
        assert len(article.prose()) == told["paragraphs"]
        assert roles[Role.CAPTION] == told["captions"]
        assert roles[Role.SUBHEADING] == 0


@each_invented
def test_every_invented_file_says_so_at_its_head(file: str) -> None:
    head = (ARTICLES / file).read_text(encoding="utf-8").splitlines()[:10]
    assert any("invented sample" in line.casefold() for line in head)
    # It says so to who opens the file, and does not stand between the reader and the story.
    article = by_path()[file]
    assert all("invented sample" not in block.span.of(article.text).casefold() for block in article.prose())


def test_files_beside_the_samples_say_so_too_and_so_does_the_page_about_them() -> None:
    for sidecar in INVENTED.rglob("*.toml"):
        assert "invented" in sidecar.read_text(encoding="utf-8").casefold()
    about = (ARTICLES / "README.md").read_text(encoding="utf-8")
    assert "`invented/` is made up" in about
    assert all(f"`{folder.name}/`" in about for folder in INVENTED.iterdir())


def test_agency_copy_is_told_from_the_papers_own_text() -> None:
    agencies = {name: str(article.agency) for name, article in by_path().items() if article.agency}
    assert {Path(name).stem for name in agencies} == {
        *("meridian-news", "meridian-news-1", "meridian-news-2", "harbour-gazette"),
        "russia-stirs-anger-with-south-ossetia-annexation-deal",
    }
    assert "invented/ferry-lady-orsina/harbour-gazette.txt" not in agencies


def test_every_folder_is_one_story_and_no_two_are_the_same() -> None:
    articles = collection().articles
    stories = [{Path(articles[index].source) for index in story.articles} for story in group(articles)]
    seeds = set(ARTICLES.glob("*/*.txt"))
    told = [{ARTICLES / each["file"] for each in key(path)["article"]} for path in KEYS]
    assert sorted(map(sorted, stories)) == sorted(map(sorted, told))
    # The newest story stands first: what a newcomer sees is the one that the screens are shown with.
    assert stories[0] == seeds


@each_key
def test_the_words_of_a_key_stand_once_in_the_article_it_names(path: Path) -> None:
    for table, entry in entries(path):
        assert entry["class"] in CLASSES[table]
        for name, words in entry["words"].items():
            assert named(path)[name].text.count(words) == 1, (name, words)
        for about in ("speaker", "verb", "value", "paragraph"):
            assert set(entry.get(about, {})) <= set(entry["words"])


@each_key
def test_what_a_key_calls_verbatim_copy_is_the_same_on_every_side(path: Path) -> None:
    for _, entry in entries(path, "copy"):
        assert entry["from"] in named(path)
        if entry["class"] == "verbatim":
            assert len(set(entry["words"].values())) == 1 < len(entry["words"])


@each_key
def test_a_key_counts_paragraphs_as_the_reading_view_does(path: Path) -> None:
    for _, entry in entries(path, "order"):
        for name, number in entry["paragraph"].items():
            article = named(path)[name]
            place = article.text.index(entry["words"][name])
            assert article.prose()[number - 1].span.contains(place), (name, entry["words"][name])


@each_key
def test_a_key_has_something_of_everything_that_a_story_needs(path: Path) -> None:
    tables = key(path)
    assert {"quote", "date", "label", "wording", "order", "only", "link"} <= set(tables)
    assert all(len(entry["words"]) == 2 for _, entry in entries(path, "link", "apart"))
    assert set(tables) <= {"article", *CLASSES}


@cache
def comparison(path: Path, left: str, right: str) -> Comparison:
    """Return the comparison of two articles of a key."""
    return compare(named(path)[left], named(path)[right])


def linked(path: Path, entry: dict[str, Any]) -> bool:
    """Tell whether the program links the two sentences that an entry names."""
    (left, here), (right, there) = entry["words"].items()
    first, second = named(path)[left].text.index(here), named(path)[right].text.index(there)
    return any(
        link.left.contains(first) and link.right.contains(second)
        for link in comparison(path, left, right).links
    )


def missed(*classes: str) -> tuple[list[str], int]:
    """Return what the program does not link of the keyed links of some classes, and how many there are."""
    asked = [
        (path, entry) for path in KEYS for _, entry in entries(path, "link") if entry["class"] in classes
    ]
    return [str(entry["words"]) for path, entry in asked if not linked(path, entry)], len(asked)


def test_sentences_that_are_the_same_or_nearly_so_are_all_linked() -> None:
    lost, asked = missed("verbatim", "near-verbatim")
    assert asked >= 30
    assert lost == []


def test_of_the_sentences_that_say_the_same_in_other_words_most_are_linked() -> None:
    lost, asked = missed("paraphrase")
    assert asked >= 40
    assert len(lost) <= asked * 0.2, lost


@each_key
def test_sentences_that_look_alike_and_say_something_else_are_not_linked(path: Path) -> None:
    assert [entry["note"] for _, entry in entries(path, "apart") if linked(path, entry)] == []
