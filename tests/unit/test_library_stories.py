"""Stories of a library that grows: one result, however it grew; and the reader's word is the last."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from invented import ALL, FERRY, QUAKE, library_of, linked, news, some_news, stories_in

from reader.article import Article, Field, Provenance
from reader.library.check import check
from reader.library.door import Library
from reader.library.grouping import link_all
from reader.library.marks import Marks
from reader.library.prepare import prepare
from reader.library.rows import Rows
from reader.library.store import Store
from reader.stories import cluster, similar
from reader.stories.group import group
from reader.stories.similar import Item, similar_within
from reader.stories.vectors import decode, decode_near, encode, encode_near, number_terms


def told(store: Store) -> list[tuple[object, ...]]:
    """Return all that stories are: ids, members, and the most central article."""
    return store.rows(
        "SELECT s.id, a.id, c.id, s.n, s.outlets FROM article a JOIN story s ON s.number = a.story"
        " JOIN article c ON c.number = s.centre ORDER BY s.id, a.id"
    )


def many_news() -> list[Article]:
    """Return 40 articles that are alike in all degrees, over six weeks."""
    return [
        news(
            f"{title} {turn}",
            " ".join(text.split()[turn * 2 :]) + f" On day {turn} all was calm.",
            outlet=f"Outlet {turn % 3}",
            date=f"2015-03-{1 + turn * 6:02d}" if turn else "",
        )
        for turn in range(5)
        for title, text in ALL
    ]


def test_a_library_and_an_opened_folder_tell_the_same_stories() -> None:
    articles = many_news()
    store = linked(articles)
    assert {(s.id, articles[at].id) for s in group(articles) for at in s.articles} == {
        (row[0], row[1]) for row in told(store)
    }
    assert check(store) == []


@settings(max_examples=12, deadline=None)
@given(st.permutations(range(40)), st.integers(1, 40), st.integers(1, 40))
def test_order_and_batches_change_nothing(order: list[int], batch: int, step: int) -> None:
    articles = many_news()
    assert told(linked([articles[at] for at in order], batch, step)) == told(linked(articles))


@settings(max_examples=6, deadline=None)
@given(st.permutations(range(40)), st.integers(1, 20))
def test_the_bound_on_links_does_not_make_order_matter(order: list[int], step: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("reader.library.grouping.MOST_NEAR", 3)
        articles = many_news()
        assert told(linked([articles[at] for at in order], step, step)) == told(linked(articles))


@settings(max_examples=10, deadline=None)
@given(st.permutations(range(40)), st.integers(1, 20), st.integers(2, 9))
def test_chains_are_cut_at_the_same_links_in_any_order(order: list[int], step: int, most: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(cluster, "MOST_CONNECTED", most)
        articles = many_news()
        whole = linked(articles)
        assert told(linked([articles[at] for at in order], step, step)) == told(whole)
        assert {(s.id, articles[at].id) for s in group(articles) for at in s.articles} == {
            (row[0], row[1]) for row in told(whole)
        }
        assert check(whole) == []


@settings(max_examples=8, deadline=None)
@given(st.sets(st.integers(0, 39), max_size=12))
def test_what_is_taken_out_leaves_no_trace(gone: set[int]) -> None:
    articles = many_news()
    store = linked(articles)
    with store.writing() as connection:
        for at in sorted(gone):
            Rows(store, connection).remove(store.find(articles[at].id) or 0)
    assert check(store) == []
    assert told(store) == told(linked([article for at, article in enumerate(articles) if at not in gone]))


@settings(deadline=None, max_examples=30)
@given(
    st.lists(
        st.tuples(
            st.none() | st.integers(1, 60), st.dictionaries(st.integers(0, 12).map(str), st.integers(1, 700))
        ),
        max_size=9,
    )
)
def test_numpy_and_plain_python_measure_alike(rows: list[tuple[int | None, dict[str, int]]]) -> None:
    pytest.importorskip("scipy")
    rows.sort(key=lambda row: (row[0] is not None, row[0] or 0))
    items = [Item(at, day, encode(number_terms(terms))) for at, (day, terms) in enumerate(rows)]
    by_hand = sorted(tuple(sorted(pair[:2])) + pair[2:] for pair in similar_within(items))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(similar, "MANY", 0)
        patch.setattr(similar, "_BLOCK", 2)
        by_matrix = sorted(tuple(sorted(pair[:2])) + pair[2:] for pair in similar_within(items))
    assert by_matrix == by_hand


def test_measuring_a_library_is_measuring_a_folder() -> None:
    vectors = [
        number_terms({"a": 600, "b": 800}),
        number_terms({"a": 800, "b": 600}),
        number_terms({"c": 1000}),
    ]
    (pair,) = similar_within([Item(at, 735_000 + at, encode(vector)) for at, vector in enumerate(vectors)])
    graph = cluster.link([{str(key): value for key, value in v.items()} for v in vectors], [1, 2, 3], 1_000)
    assert graph[0] == {1: pair.alike}


@given(st.dictionaries(st.integers(0, 2**32 - 1), st.integers(0, 2**16 - 1)))
def test_vectors_come_back(vector: dict[int, int]) -> None:
    assert decode(encode(vector)) == vector


def test_stories_joined_by_the_reader_stay_joined_as_the_library_grows() -> None:
    articles = some_news()
    library = library_of([articles[0], articles[3]])
    numbers = [library.find(articles[at].id) or 0 for at in (0, 3)]
    assert library.merge_stories(numbers) == "stories joined"
    assert stories_in(library.store) == {frozenset({FERRY[0][0], QUAKE[0][0]})}
    library.store.add([prepare(article) for article in articles])
    link_all(library.store)
    together = {FERRY[0][0], FERRY[1][0], FERRY[2][0], QUAKE[0][0], QUAKE[1][0]}
    assert frozenset(together) in stories_in(library.store)
    assert library.undo() == "undone: stories joined"
    assert told(library.store) == told(linked(articles))
    assert library.redo() == "done again: stories joined"
    assert frozenset(together) in stories_in(library.store)
    assert check(library.store) == []


def test_an_article_that_the_reader_took_out_stays_out() -> None:
    articles = some_news()
    library = library_of(articles[:2])
    number = library.find(articles[1].id) or 0
    assert library.split_from_story(number) == "taken out of its story"
    assert library.others(number) == []
    library.store.add([prepare(article) for article in articles])
    link_all(library.store)
    assert frozenset({FERRY[1][0]}) in stories_in(library.store)
    assert frozenset({FERRY[0][0], FERRY[2][0]}) in stories_in(library.store)
    assert library.split_from_story(number) == "", "it is alone already"
    library.undo()
    assert told(library.store) == told(linked(articles))


def test_taking_out_the_article_through_which_stories_were_joined_leaves_them_joined() -> None:
    library = library_of(some_news())
    find = {row.title: row.number for row in library.page("", "newest")}
    library.merge_stories([find[FERRY[0][0]], find[QUAKE[0][0]]])
    library.split_from_story(find[FERRY[0][0]])
    assert frozenset({FERRY[1][0], FERRY[2][0], QUAKE[0][0], QUAKE[1][0]}) in stories_in(library.store)
    library.undo()
    library.undo()
    assert told(library.store) == told(linked(some_news()))


def test_a_story_is_found_by_the_id_of_any_article_in_it_the_smallest_is_its_own() -> None:
    articles = some_news()
    library = library_of(articles)
    story = library.story_of(library.find(articles[0].id) or 0)
    for article in articles[:3]:
        number = library.find(article.id)
        assert number is not None and library.story_of(number) == story
    assert story.id == min(article.id for article in articles[:3])
    assert len(story.articles) == 3
    assert library.find("0" * 16) is None


def test_why_two_articles_are_together_is_said() -> None:
    library = library_of(some_news())
    find = {row.title: row.number for row in library.page("", "newest")}
    why = library.why(find[FERRY[0][0]], find[FERRY[2][0]])
    assert why.together and why.days == 1 and not why.by_reader
    assert "lady corrin" in {term for term in why.shared} or "corrin" in why.shared
    assert 0 < why.alike < why.related <= 1
    apart = library.why(find[FERRY[0][0]], find[QUAKE[0][0]])
    assert not apart.together and apart.related < why.related


def test_an_old_version_is_not_counted_among_its_story() -> None:
    articles = some_news()
    newer = replace(
        articles[0],
        id="9" * 16,
        text=f"{articles[0].text} More.",
        published=Field("2015-03-03", Provenance.STATED),
    )
    library = library_of([*articles, newer])
    story = library.story_of(library.find(newer.id) or 0)
    assert len(story.articles) == 3
    old = library.find(articles[0].id) or 0
    assert old not in story.articles
    assert library.story_of(old) == story
    assert set(library.others(old)) == set(story.articles)
    assert check(library.store) == []


def test_what_the_reader_joined_or_took_out_holds_for_new_versions_too() -> None:
    articles = some_news()
    library = library_of(articles)
    ferry, quake, other = (library.find(articles[at].id) or 0 for at in (0, 3, 1))
    library.merge_stories([ferry, quake])
    library.split_from_story(other)
    newer = [replace(articles[at], id=f"{at}" * 16, text=f"{articles[at].text} More.") for at in (0, 1)]
    linked(newer, store=library.store)
    assert frozenset({FERRY[0][0], FERRY[2][0], QUAKE[0][0], QUAKE[1][0]}) in stories_in(library.store)
    assert frozenset({FERRY[1][0]}) in stories_in(library.store)
    assert check(library.store) == []
    library.undo()
    library.undo()
    assert frozenset(title for title, _ in FERRY) in stories_in(library.store)
    assert check(library.store) == []


def test_new_versions_of_all_articles_leave_the_stories_as_they_would_be_without_the_old_ones() -> None:
    articles = many_news()
    newer = [
        replace(each, id=each.id[::-1], text=f"{each.text} More.", source=f"/{at}.txt")
        for at, each in enumerate(articles)
    ]
    older = [replace(each, source=f"/{at}.txt") for at, each in enumerate(articles)]
    store = linked([*older, *newer], 40)
    assert store.tallies()["articles"] == 40
    assert told(store) == told(linked(newer))
    assert check(store) == []


def test_a_mark_kept_elsewhere_is_kept_with_the_journal() -> None:
    own, shown = Store(), linked(some_news())
    marks = Marks(own, "", shown)
    marks.set_state("starred", [some_news()[0].id], True, "starred")
    assert own.value("SELECT count(*) FROM state WHERE starred = 1") == 1
    assert shown.value("SELECT count(*) FROM article WHERE starred = 1") == 1
    marks.undo()
    assert shown.value("SELECT count(*) FROM article WHERE starred = 1") == 0


def test_what_was_joined_in_a_chain_stays_together_when_one_link_is_added() -> None:
    store = Store()
    store.add([prepare(article) for article in some_news()])  # Not grouped yet: each is a story of its own.
    library = Library(store)
    numbers = [number for (number,) in store.rows("SELECT number FROM article ORDER BY id")]
    for one, other in ((4, 2), (7, 2), (7, 3)):
        assert library.merge_stories([numbers[one], numbers[other]])
        assert check(store) == []
    assert set(library.story_of(numbers[4]).articles) == {numbers[at] for at in (2, 3, 4, 7)}


@given(st.dictionaries(st.integers(1, 2**43 - 1), st.integers(0, 10_000)))
def test_neighbours_come_back_undated_ones_too(near: dict[int, int]) -> None:
    assert decode_near(encode_near(near)) == dict(sorted(near.items()))
