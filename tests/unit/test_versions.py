"""Versions of one article: found in whatever order they come, and whole after any correction."""

from __future__ import annotations

import json
from dataclasses import replace
from io import BytesIO
from itertools import permutations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.article import Article
from reader.importers.registry import read_stream
from reader.library.check import check
from reader.library.door import Library
from reader.library.grouping import link_all
from reader.library.prepare import prepare
from reader.library.standing import with_fields
from reader.library.store import Store

TEXT = """The council of the invented town of Sarvel voted on Wednesday to close its harbour bridge for now.
Engineers had found cracks in two of its piers, the town's surveyor told the meeting in the market hall.
Ferries will run every ten minutes, and shops on the island are promised a share of the lost takings."""
OUTLETS = "Sarvel Post", "Orrel Courier"
TITLE = "Sarvel closes its harbour bridge for a year"


def made(outlet: str, day: int, url: str, title: str = TITLE) -> Article:
    record = {
        "title": title,
        "outlet": outlet,
        "date": f"2015-03-{day:02}",
        "url": f"https://news.example/{url}",
        "text": f"{TEXT}\n\nRead more of {outlet} about the {day}th of March, of {url} and of the weather.",
    }
    (item,) = [
        item for item in read_stream(BytesIO(json.dumps(record).encode())) if isinstance(item, Article)
    ]
    return item


def add(store: Store, *articles: Article) -> None:
    store.add([prepare(article) for article in articles])


def number(store: Store, article: Article) -> int:
    found = store.find(article.id)
    assert found is not None
    return found


def listed(store: Store) -> set[str]:
    return {id for (id,) in store.rows("SELECT id FROM article WHERE live = 1")}


@pytest.mark.parametrize("order", permutations(range(3)))
def test_versions_are_known_in_whatever_order_they_came(order: tuple[int, ...]) -> None:
    versions = [made("Sarvel Post", day, "bridge") for day in (10, 11, 12)]
    store = Store(None)
    for place in order:
        add(store, versions[place])
    numbers = [number(store, version) for version in versions]
    for each in numbers:
        assert store.versions(each) == numbers
    assert listed(store) == {versions[2].id}
    assert check(store) == []


@pytest.mark.parametrize("corrected", range(3))
@pytest.mark.parametrize("days", [(10, 11, 12), (10, 10, 10)])
def test_a_corrected_version_stays_where_it_was_among_the_others(
    days: tuple[int, ...], corrected: int
) -> None:
    versions = [
        replace(made("Sarvel Post", day, "bridge"), id=f"{place:016x}") for place, day in enumerate(days)
    ]
    store = Store(None)
    for version in versions:
        add(store, version)
    numbers = [number(store, version) for version in versions]
    for section in ("World", ""):
        add(store, with_fields(versions[corrected], {"section": section}))
        assert [number(store, version) for version in versions] == numbers
        assert all(store.versions(each) == numbers for each in numbers)
        assert listed(store) == {versions[2].id}
        assert check(store) == []


def test_what_a_correction_made_an_older_version_is_back_when_it_is_undone() -> None:
    one, other, third = (
        made("Sarvel Post", 11, "a"),
        made("Orrel Courier", 12, "b"),
        made("Dremmen Daily", 12, "c"),
    )
    store = Store(None)
    add(store, one, other, third)
    link_all(store)
    assert store.value("SELECT count(DISTINCT story) FROM article") == 1
    add(store, with_fields(other, {"outlet": "Sarvel Post"}))
    assert listed(store) == {other.id, third.id}
    add(store, other)
    link_all(store)
    assert listed(store) == {one.id, other.id, third.id}
    assert store.versions(number(store, one)) == [number(store, one)]
    assert store.value("SELECT count(DISTINCT story) FROM article") == 1
    assert store.value("SELECT count(*) FROM fts WHERE fts MATCH 'surveyor'") == 3
    assert check(store) == []


def test_of_several_older_versions_the_latest_is_the_newest_again() -> None:
    older = [made("Sarvel Post", day, url) for day, url in ((10, "a"), (11, "b"))]
    newest = made("Sarvel Post", 12, "c")
    store = Store(None)
    add(store, *older, newest)
    assert listed(store) == {newest.id}
    add(store, with_fields(newest, {"outlet": "Orrel Courier"}))
    assert listed(store) == {older[1].id, newest.id}
    assert store.versions(number(store, older[0])) == [number(store, version) for version in older]
    assert check(store) == []


def test_a_star_that_was_taken_off_stays_off_when_a_field_is_corrected() -> None:
    older, newer = (made("Sarvel Post", day, "bridge") for day in (10, 11))
    store = Store(None)
    library = Library(store)
    add(store, older)
    library.star([number(store, older)])
    add(store, newer)
    assert store.value("SELECT starred FROM article WHERE id = ?", (newer.id,)) == 1
    library.star([number(store, newer)], False)
    add(store, with_fields(newer, {"section": "World"}))
    assert store.value("SELECT starred FROM article WHERE id = ?", (newer.id,)) == 0
    assert store.value("SELECT starred FROM state WHERE id = ?", (newer.id,)) == 0


def test_finding_what_copies_an_article_reads_no_more_of_a_large_library(tmp_path: Path) -> None:
    store = Store(tmp_path / "library.db")
    plan = store.rows(
        "EXPLAIN QUERY PLAN UPDATE article SET original = 0, share = 0 WHERE original = ? AND original > 0",
        (7,),
    )
    assert [row[3] for row in plan] == ["SEARCH article USING INDEX article_original (original=?)"]


@given(
    st.lists(
        st.tuples(
            st.integers(0, 3),
            st.sampled_from(["Sarvel Post", "Orrel Courier"]),
            st.sampled_from(["", "World"]),
        ),
        max_size=8,
    ),
    st.permutations(range(4)),
)
def test_any_corrections_leave_every_article_listed_or_a_version_of_one_that_is(
    corrections: list[tuple[int, str, str]], order: list[int]
) -> None:
    articles = [
        made(outlet, day, f"{place}")
        for place, (outlet, day) in enumerate(
            [("Sarvel Post", 11), ("Orrel Courier", 11), ("Sarvel Post", 12), ("Orrel Courier", 13)]
        )
    ]
    store = Store(None)
    for place in order:
        add(store, articles[place])
    for place, outlet, section in corrections:
        add(store, with_fields(articles[place], {"outlet": outlet, "section": section}))
        assert check(store) == []
    for article in articles:
        family = store.versions(number(store, article))
        assert number(store, article) in family
        live = [each for each in family if store.value("SELECT live FROM article WHERE number = ?", (each,))]
        assert live == family[-1:]
