"""The journal of the reader's acts, and the anchors that find a passage again."""

import sqlite3
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.article import Article, Span
from reader.library.anchors import Anchor
from reader.library.journal import Act, Draft, Journal


def test_acts_are_read_back_in_order_and_by_kind() -> None:
    journal = Journal.in_memory()
    journal.add("link.confirm", ["a", "b"], {"n": 1}, "link confirmed")
    journal.add("linkage.other", ["a"], {}, "something else")
    journal.add("link.reject", ["b"], {"n": 2}, "link rejected")
    assert [act.body for act in journal.acts("link")] == [{"n": 1}, {"n": 2}]
    assert [act.kind for act in journal.acts(article="a")] == ["link.confirm", "linkage.other"]


def test_undo_and_redo_walk_back_and_forth_and_a_new_act_ends_redoing() -> None:
    journal = Journal.in_memory()
    for name in "abc":
        journal.add("note", [name], {}, f"note on {name}")
    assert [(journal.undo() or pytest.fail()).said for _ in range(2)] == ["note on c", "note on b"]
    assert (journal.redo() or pytest.fail()).said == "note on b"
    journal.add("note", ["d"], {}, "note on d")
    assert journal.redo() is None
    assert [act.articles[0] for act in journal.acts()] == ["a", "b", "d"]
    assert [(journal.undo() or pytest.fail()).articles[0] for _ in range(3)] == ["d", "b", "a"]
    assert journal.undo() is None


def test_a_handler_changes_columns_in_the_same_transaction() -> None:
    connection = sqlite3.connect(":memory:", isolation_level=None)
    connection.execute("CREATE TABLE star(article TEXT PRIMARY KEY)")
    journal = Journal(connection)

    def star(store: sqlite3.Connection, act: Act, forward: bool) -> None:
        if act.body.get("fail"):
            raise RuntimeError("no")
        for article in act.articles:
            sql = "INSERT INTO star VALUES (?)" if forward else "DELETE FROM star WHERE article = ?"
            store.execute(sql, (article,))

    journal.on("article", star)
    journal.add("article.star", ["a"], {}, "starred")
    assert connection.execute("SELECT article FROM star").fetchall() == [("a",)]
    journal.undo()
    assert connection.execute("SELECT article FROM star").fetchall() == []
    with pytest.raises(RuntimeError):
        journal.add("article.star", ["a"], {"fail": True}, "starred")
    assert journal.acts() == []
    assert journal.redo() is not None, "an act that failed leaves what was undone as it was"


def test_two_processes_see_each_others_acts(tmp_path: Path) -> None:
    path = tmp_path / "library.db"
    one, other = (Journal(sqlite3.connect(path, isolation_level=None)) for _ in range(2))
    before = other.version()
    one.add("note", ["a"], {"text": "see"}, "noted")
    assert other.version() != before
    assert [act.body for act in other.acts("note")] == [{"text": "see"}]


def test_an_anchor_is_found_again_after_text_was_added_before_it() -> None:
    text = "He said no. She said yes. He said no."
    anchor = Anchor.of(Article("id", text, ()), Span(26, 37))
    assert anchor.find(text) == Span(26, 37)
    longer = "New line.\n" + text
    assert anchor.find(longer) == Span(36, 47)
    assert anchor.find("Nothing of the kind.") is None


@given(st.text(), st.data())
def test_an_anchor_comes_back_from_its_record_and_finds_its_own_place(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    span = Span(start, data.draw(st.integers(start, len(text))))
    anchor = Anchor.of(Article("id", text, ()), span)
    assert Anchor.from_record(anchor.record()) == anchor
    assert anchor.find(text) == span


@pytest.mark.parametrize(
    "record", [{}, {"article": "a", "quote": 3}, {"article": "a", "quote": "b", "span": [1]}]
)
def test_a_broken_anchor_names_what_is_missing(record: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="anchor needs"):
        Anchor.from_record(record)


def test_an_anchor_belongs_to_every_version_of_its_source_and_to_no_other() -> None:
    anchor = Anchor.of(Article("one", "Some words.", (), source="a/page.txt"), Span(0, 4))
    assert anchor.is_of(Article("two", "Other words.", (), source="a/page.txt"))
    assert not anchor.is_of(Article("two", "Some words.", (), source="a/other.txt"))
    pasted = Anchor.of(Article("one", "Some words.", (), source="-"), Span(0, 4))
    assert not pasted.is_of(Article("two", "Some words.", (), source="-"))


def test_several_acts_are_done_undone_and_redone_as_one_or_not_at_all() -> None:
    journal = Journal.in_memory("ann")
    journal.add("note", ["a"], {}, "noted")
    drafts = [Draft("note", [name], {"n": name}, "bob", "") for name in "bcd"]
    acts = journal.add_many(drafts, "3 taken in")
    journal.add_many(drafts[:1], "1 taken in")
    assert [act.coder for act in acts] == ["bob"] * 3
    assert [(journal.undo() or pytest.fail()).said for _ in range(2)] == ["1 taken in", "3 taken in"]
    assert [act.articles for act in journal.acts()] == [("a",)]
    assert (journal.redo() or pytest.fail()).said == "3 taken in"
    assert [act.articles for act in journal.acts()] == [(name,) for name in "abcd"]

    def fail(connection: sqlite3.Connection, act: Act, forward: bool) -> None:
        raise RuntimeError("no")

    journal.on("bad", fail)
    with pytest.raises(RuntimeError):
        journal.add_many([drafts[0], Draft("bad", ["e"], {}, "", "")], "2 taken in")
    assert len(journal.acts()) == 4
    assert (journal.redo() or pytest.fail()).said == "1 taken in"


def test_redo_does_again_what_was_undone_last_also_where_an_act_came_between_parts_of_another() -> None:
    journal = Journal.in_memory()
    (first,) = journal.add_many([Draft("fix.always", ["a"], {}, "", "")], "rule")
    journal.add("article.star", ["b"], {}, "star")
    journal.add_to(first, Draft("fix.always", ["c"], {}, "", ""))
    journal.add("article.star", ["d"], {}, "other star")
    before = journal.acts()
    undone = []
    while (act := journal.next_undone()) is not None:
        undone.append(act.said)
        assert (journal.undo() or pytest.fail()).said == act.said
    assert undone == ["other star", "rule", "star"]
    redone = []
    while (act := journal.next_redone()) is not None:
        redone.append(act.said)
        assert (journal.redo() or pytest.fail()).said == act.said
    assert redone == undone[::-1]
    assert journal.acts() == before


def test_an_act_is_returned_with_who_did_it() -> None:
    journal = Journal.in_memory("ann")
    assert journal.add("note", [], {}, "noted").coder == "ann"
    assert journal.add("note", [], {}, "noted", coder="bob").coder == "bob"
    assert [act.coder for act in journal.acts()] == ["ann", "bob"]


def test_a_few_characters_are_found_elsewhere_only_with_their_surroundings() -> None:
    text = "The ferry carried people. On Monday 14 crew members were questioned by the police."
    anchor = Anchor.of(Article("id", text, ()), Span(36, 38))
    assert anchor.quote == "14"
    assert anchor.find("An hour earlier.\n\n" + text) == Span(54, 56)
    assert anchor.find("It was founded in 1914, and 14 ships are left of the old fleet there now.") is None


def test_an_anchor_knows_which_occurrence_of_its_words_it_is() -> None:
    article = Article("id", "No. Yes. No. No.", ())
    anchors = [Anchor.of(article, Span(start, start + 3)) for start in (0, 9, 13)]
    assert [anchor.occurrence for anchor in anchors] == [1, 2, 3]
    assert [Anchor.from_record(anchor.record()).occurrence for anchor in anchors] == [1, 2, 3]
    assert Anchor.from_record({"article": "a", "quote": "b", "span": [0, 1]}).occurrence == 1


def test_offsets_that_are_no_place_are_no_anchor() -> None:
    with pytest.raises(ValueError, match="'span'"):
        Anchor.from_record({"article": "a", "quote": "b", "span": [-1, 4]})
