"""Far rows of the library's list: the right ones, found without walking there, whatever was done before."""

from __future__ import annotations

from random import Random

import pytest
from collections_of import library_of_rows

from reader.library import listing
from reader.library.check import check
from reader.library.door import ALL_ORDERS, Library
from reader.library.query import search
from reader.library.stretches import days

STEPS = 100
"""So many steps of SQLite's machine are counted as one."""


def spread(count: int, seed: int) -> Library:
    """Return a library whose articles are in stories of one to four, over many days, some in the trash."""
    random, library = Random(seed), library_of_rows(count)
    with library.store.writing() as connection:
        connection.execute("DELETE FROM story")
        number, story = 5, 0
        for (old,) in connection.execute("SELECT number FROM article ORDER BY number").fetchall():
            if random.random() < 0.3:
                story += 1
            number += random.choice([1, 1, 1, 1 << 11, 1 << 20])
            live = random.random() < 0.9
            connection.execute(
                "UPDATE article SET number = ?, story = ?, live = ?, words = ?, title = ?, outlet = ?"
                " WHERE number = ?",
                (number, story, live, random.randrange(50), f"Ab{random.randrange(99)}", story % 3, old),
            )
        connection.execute(
            "INSERT INTO story(number, id, centre, first, last, n, outlets) SELECT story, 's' || story,"
            " min(number), min(number), max(number), count(*), count(DISTINCT outlet) FROM article"
            " WHERE live = 1 GROUP BY story"
        )
        connection.execute("UPDATE article SET live = 0 WHERE live = 1 AND number % 97 = 0")
        connection.execute("UPDATE story SET n = (SELECT count(*) FROM article WHERE live = 1"
                           " AND story = story.number)")  # fmt: skip
        connection.execute("DELETE FROM article WHERE live = 0 AND number % 5 = 0")
    return library


def wrong_sums(library: Library) -> list[str]:
    return [line for line in check(library.store, words=False) if "stretch" in line]


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("order", ALL_ORDERS)
def test_a_page_anywhere_holds_the_rows_of_the_list_read_from_its_top(
    order: str, seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    random, library = Random(seed), spread(1_500, seed)
    assert wrong_sums(library) == []
    whole: list[tuple[str, int, int]] = []
    size = library.length("", order)
    for start in range(0, size, 50):
        whole += [(row.kind, row.number, row.story) for row in library.page("", order, start, 50)]
    assert len(set(whole)) == len(whole)
    monkeypatch.setattr(listing, "_FAR", 20)
    monkeypatch.setattr(search, "_FAR", 20)
    for _ in range(40):
        library.refresh()
        start = random.randrange(size + 20)
        found = [(row.kind, row.number, row.story) for row in library.page("", order, start, 30)]
        assert found == whole[start : start + 30]
    for row in random.sample(range(size), 30):
        kind, number, _ = whole[row]
        if kind == "article":
            assert library.listing("", order).place(number) == row


def test_days_are_counted_from_the_stretches_and_are_those_of_the_articles() -> None:
    library = spread(900, 7)
    counted = dict(library.store.rows("SELECT number >> 20, count(*) FROM article WHERE live = 1 GROUP BY 1"))
    counted.pop(0, None)
    assert dict(days(library.store)) == counted


def steps_to_the_middle(count: int, order: str) -> int:
    """Return how many steps of SQLite's machine a jump into the middle of the list takes."""
    library, steps = library_of_rows(count), 0

    def step() -> int:
        nonlocal steps
        steps += 1
        return 0

    library.length("", order)
    library.store.connection.set_progress_handler(step, STEPS)
    library.page("", order, library.length("", order) // 2, 50)
    library.store.connection.set_progress_handler(None, STEPS)
    return steps


@pytest.mark.parametrize("order", ["story", "newest", "oldest"])
def test_a_jump_into_the_middle_does_not_walk_there(order: str) -> None:
    few, many = steps_to_the_middle(12_000, order), steps_to_the_middle(60_000, order)
    assert many < 1.5 * few


@pytest.mark.parametrize("order", ALL_ORDERS)
def test_the_first_page_of_every_order_is_read_and_not_sorted(order: str) -> None:
    statements: list[str] = []
    library = library_of_rows(900)
    connection = library.store.connection
    library.length("", order)
    connection.set_trace_callback(statements.append)
    library.page("", order, 0, 50)
    connection.set_trace_callback(None)
    for sql in statements:
        if "LIMIT" in sql:
            plan = " ".join(row[-1] for row in connection.execute(f"EXPLAIN QUERY PLAN {sql}"))
            assert "TEMP B-TREE" not in plan, sql
