"""The query language: what it understands, what it finds, and that nothing makes it hang or fail."""

from __future__ import annotations

import json
import re
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from invented import library_of, news, some_news

from reader.article import Span
from reader.library.door import Library
from reader.library.query import matcher
from reader.library.query.lexer import tokens
from reader.library.query.model import FIELDS, And, Fact, Not, Or, Pattern, QueryError, Words
from reader.library.query.parser import parse
from reader.library.query.search import Search
from reader.library.query.values import days

pieces = st.sampled_from(
    """ferry "gull rock" rock* and or not - ( ) " /fe.ry/ /( outlet:afp date: date:2015-03..2015-05 has:quote
    story:3+ is:unread name:"Maro" foo:bar words:9-3 : tag:x only:AFP lang:en src:1 * é 日本 \x00 '""".split()
)


@pytest.fixture(scope="module")
def library() -> Library:
    return library_of(some_news())


def titles(library: Library, query: str) -> set[str]:
    return {row.title for row in library.page(query, "newest")}


@settings(deadline=None)
@given(st.text() | st.lists(pieces).map(" ".join) | st.lists(pieces).map("".join))
def test_any_text_is_a_query_or_says_where_it_is_none(query: str) -> None:
    try:
        parse(query)
    except QueryError as error:
        assert 0 <= error.position <= len(query)
        assert "\n" not in str(error)


@settings(deadline=None, max_examples=150)
@given(st.lists(pieces, max_size=6).map(" ".join))
def test_what_is_understood_is_answered(query: str) -> None:
    library = answering()
    try:
        listing = library.listing(query, "newest")
        numbers = listing.search.numbers()
        assert library.count(query) == len(numbers) == len(set(numbers))
        assert numbers == sorted(numbers, reverse=True)
        assert listing.search.numbers("oldest") == numbers[::-1]
        assert sorted(listing.search.numbers("relevance")) == sorted(numbers)
    except QueryError as error:
        assert 0 <= error.position <= len(query)


_ANSWERING: list[Library] = []


def answering() -> Library:
    if not _ANSWERING:
        _ANSWERING.append(library_of(some_news()))
    return _ANSWERING[0]


def test_or_binds_less_than_and_which_binds_less_than_not() -> None:
    tree = parse("a b or not c and (d or -e)")
    assert isinstance(tree, Or)
    left, right = tree.parts
    assert isinstance(left, And) and [getattr(part, "text", "") for part in left.parts] == ["a", "b"]
    assert isinstance(right, And) and isinstance(right.parts[0], Not) and isinstance(right.parts[1], Or)


def test_parts_know_where_they_stand() -> None:
    query = 'ferry -"gull rock" outlet:"Daily Beacon" /x\\/y/ 10:30'
    assert [token.span.of(query) for token in tokens(query)] == [
        "ferry",
        "-",
        '"gull rock"',
        'outlet:"Daily Beacon"',
        "/x\\/y/",
        "10:30",
    ]
    assert parse(query) == And(
        (
            Words("ferry", Span(0, 5)),
            Not(Words("gull rock", Span(7, 18), exact=True)),
            Fact("outlet", "Daily Beacon", Span(19, 40)),
            Pattern("x/y", Span(41, 47)),
            Words("10:30", Span(48, 53)),
        )
    )


@pytest.mark.parametrize(
    ("query", "position", "said"),
    [
        ("ferry (rock", 6, "a bracket is not closed"),
        ("ferry)", 5, "closed that was not opened"),
        ("ferry and", 9, "missing after 'and'"),
        ("or ferry", 0, "missing before 'or'"),
        ('a "gull', 2, "quotation mark is not closed"),
        ("a /gull", 2, "not closed by /"),
        ("a /gu(ll/", 5, "regular expression"),
        ("outlt:AFP", 0, "did you mean outlet:"),
        ("a outlet:", 2, "needs a value"),
        ("a date:2015-13", 7, "there is no 2015-13"),
        ("date:2015..2014", 11, "the end lies before the beginning"),
        ("is:red", 3, "is one of unread"),
        ("story:many", 6, "a number is needed"),
        ("a or /b/", 5, "cannot stand in an 'or'"),
        ("a — b", 2, "no word here"),
        ("(" * 60 + "a", 50, "too many brackets"),
    ],
)
def test_an_error_names_its_place(library: Library, query: str, position: int, said: str) -> None:
    with pytest.raises(QueryError, match=f"(?s).*{re.escape(said)}") as error:
        library.count(query)
    assert error.value.position == position
    assert f"(at column {position + 1})" in str(error.value)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("ferry", {0, 1, 2}),
        ("FERRY -lifeboats", {1}),
        ('"gull rock" or earthquake', {0, 1, 2, 3, 4, 5, 6}),
        ("earthquake not Quillan", {3, 4}),
        ("lifeboat*", {0, 2}),
        ("title:earthquake", {4, 5}),
        ("title:quake*", {3, 6}),
        ("outlet:AFP", {2, 5}),
        ("outlet:daily", {1, 4, 7}),
        ("outlet:nobody", set()),
        ("date:2015-03", {0, 1, 2, 3, 4}),
        ("date:2015-03-03..2015-03", {2, 3, 4}),
        ("date:2015-04..", {5, 6}),
        ("date:..2015-03-02", {0, 1}),
        ("not date:2015-03", {5, 6, 7}),
        ("ferry or date:2015-04", {0, 1, 2, 5, 6}),
        ('name:"Idris Maro"', {0, 1}),
        ("story:3+", {0, 1, 2}),
        ("story:2-2", {3, 4, 5, 6}),
        ("story:1", {7}),
        ("only:Beacon", {7}),
        ("is:unread", set(range(8))),
        ("is:starred", set()),
        ("lang:en ferry", {0, 1, 2}),
        ("src:/news/4", {4}),
        ("words:30+", {0}),
        ("has:figure ferry", {0, 2}),
        ("/magnitude \\d\\.\\d/", {3, 4, 5, 6}),
        ("-/magnitude/ outlet:AFP", {2}),
        ("/GULL/ -aground", {1, 2}),
        ("", set(range(8))),
        ("ferry's", {2}),
    ],
)
def test_a_query_finds_what_it_says(library: Library, query: str, found: set[int]) -> None:
    everything = some_news()
    assert titles(library, query) == {everything[at].title for at in found}
    assert library.count(query) == len(found)


def test_words_are_found_without_regard_to_accents_and_in_scripts_without_spaces() -> None:
    library = library_of(
        [
            news("Café crème", "Un déjà-vu à Liège."),
            news("地震", "四川省で地震があり、三人が負傷した。", language="ja"),
        ]
    )
    assert titles(library, "cafe deja liege") == {"Café crème"}
    assert titles(library, "地震") == titles(library, "負傷") == {"地震"}
    assert titles(library, "震地") == set()


def test_relevance_puts_the_headline_first_and_ranks_the_newest_only(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert library.page("earthquake", "relevance")[0].title in titles(library, "title:earthquake")
    monkeypatch.setattr("reader.library.query.search.RANKED", 2)
    fresh = library_of(some_news())
    listing = fresh.listing("earthquake", "relevance")
    assert len(listing.rows(0, 10)) == 2
    assert listing.notice == "the newest 2 of 4 are ranked"


def test_a_pattern_that_would_take_for_ever_is_ended_and_says_so(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(matcher.match, "__defaults__", (0.5,))
    fresh = library_of([*some_news(), news("Trap", "a" * 60 + "!", date="2015-03-05")])
    listing = fresh.listing("/^Trap\\s(a+)+$/", "newest")
    assert len(listing) == 0
    assert "took too long" in listing.notice


def test_completion_knows_fields_values_and_words(library: Library) -> None:
    def offered(query: str) -> list[str]:
        return [item.text for item in library.complete(query, len(query))]

    assert offered("ou") == ["outlet:"]
    assert offered("ferry outlet:") == ["outlet:Courier", 'outlet:"Daily Beacon"', "outlet:AFP"]
    assert offered('outlet:"daily b') == ['outlet:"Daily Beacon"']
    assert offered("-has:q") == ["-has:quote"]
    assert offered("date:2015") == ["date:2015-04", "date:2015-03"]
    assert "earthquake" in offered("ferry earthq")
    assert offered("lang:") == ["lang:en"]
    assert offered("") == [] and offered("ferry ") == []
    (item, *_) = library.complete("ferry outl", 10)
    assert item.span == Span(6, 10)


@settings(deadline=None, max_examples=100)
@given(st.lists(pieces).map(" ".join), st.integers(0, 80))
def test_completion_takes_whatever_is_typed(query: str, cursor: int) -> None:
    for item in answering().complete(query, min(cursor, len(query))):
        assert item.span.end == min(cursor, len(query))


def test_near_words_are_offered_when_nothing_is_found(library: Library) -> None:
    assert library.did_you_mean("eartquake Quilan") == "earthquake quillan"
    assert library.did_you_mean("earthquake") == ""
    assert library.did_you_mean("xqzzy") == ""


def test_hits_are_spans_of_the_text_and_snippets_show_them(library: Library) -> None:
    number = next(row.number for row in library.page('"gull rock"', "oldest"))
    found = library.snippet(number, "GULL rock* -whale", 60)
    article = library.article(number)
    assert found.span.of(article.text).split() == found.text.split()
    assert [span.of(found.text) for span in found.marks] == ["Gull", "Rock"]
    assert len(found.text) <= 60
    assert library.snippet(number, "", 60).marks == ()


@pytest.mark.parametrize("width", [20, 40, 60, 200])
def test_a_snippet_shows_the_last_word_of_a_paragraph(width: int) -> None:
    text = "A crack was found in the northern end of the old stone pier.\nNothing else was."
    library = library_of([news("Bridge", text)])
    (row,) = library.page("pier", "newest")
    found = library.snippet(row.number, "pier", width)
    assert [span.of(found.text) for span in found.marks] == ["pier"]
    assert len(found.text) <= width


@pytest.mark.parametrize(
    ("value", "first", "after"),
    [
        ("2015", date(2015, 1, 1), date(2016, 1, 1)),
        ("2015-12", date(2015, 12, 1), date(2016, 1, 1)),
        ("2016-02-29", date(2016, 2, 29), date(2016, 3, 1)),
        ("2015-03..2015-05-02", date(2015, 3, 1), date(2015, 5, 3)),
        ("..2014", None, date(2015, 1, 1)),
        ("2014..", date(2014, 1, 1), None),
    ],
)
def test_days_are_read(value: str, first: date | None, after: date | None) -> None:
    assert days(value) == (first, after)


def test_every_field_is_explained_and_works(library: Library) -> None:
    values = {"date": "2015", "has": "quote", "is": "read", "story": "1", "words": "1+"}
    for name in FIELDS:
        assert library.count(f"{name}:{values.get(name, 'x')}") >= 0


def test_queries_are_kept_under_names(library: Library) -> None:
    library.save_query("Quakes", "earthquake or quake")
    assert library.sidebar().saved == (("Quakes", "earthquake or quake"),)
    with pytest.raises(QueryError):
        library.save_query("Quakes", "(")
    assert library.sidebar().saved == (("Quakes", "earthquake or quake"),)
    library.save_query("Quakes", "")
    assert library.sidebar().saved == ()


def test_the_matcher_is_a_program_that_reads_lines() -> None:
    texts = ["one\ntwo", "three", "", "日本"]
    result = matcher.match(Pattern("^$|two|本", Span(0, 0)), texts)
    assert result == matcher.Matched([True, False, True, True], True)
    assert json.dumps(texts)  # What is sent is JSON, so that a line break stays in its text.


@pytest.mark.parametrize(("query", "there"), [("", False), ("is:trashed", True), ("not is:trashed", False)])
def test_a_query_says_whether_it_looks_in_the_trash(query: str, there: bool) -> None:
    assert Search(library_of(some_news()).store, query).in_trash is there


def test_the_trash_is_joined_to_nothing_by_or() -> None:
    with pytest.raises(QueryError, match="is:trashed"):
        Search(library_of(some_news()).store, "is:trashed or is:unread")


def test_where_few_are_found_the_index_is_asked_once_for_their_number_and_their_pages() -> None:
    fresh = library_of(some_news())
    listing = fresh.listing("earthquake", "newest")
    asked: list[str] = []
    fresh.store.connection.set_trace_callback(lambda sql: asked.append(sql) if "MATCH" in sql else None)
    assert fresh.count("earthquake") == 4 == len(listing.search.numbers())
    assert listing.search.numbers("newest", 1, 2) == listing.search.numbers()[1:3]
    assert len(asked) == 1


@pytest.mark.parametrize("most", range(6))
def test_pages_and_numbers_are_the_same_wherever_the_head_of_the_matches_ends(
    monkeypatch: pytest.MonkeyPatch, most: int
) -> None:
    whole = library_of(some_news()).listing("earthquake", "newest").search.numbers()
    monkeypatch.setattr("reader.library.query.search.RANKED", most)
    for start in range(6):
        search = library_of(some_news()).listing("earthquake", "newest").search
        assert search.numbers("newest", start, 2) == whole[start : start + 2]
        assert search.numbers("newest", start + 2, 2) == whole[start + 2 : start + 4]
        assert search.count() == len(whole)


@pytest.mark.parametrize(
    ("query", "worded"),
    [
        *[("earthquake", True), ("title:quake has:quote", True), ("outlet:AFP or quake", True)],
        *[
            ("outlet:AFP has:quote date:2015", False),
            ("-quake", False),
            ("outlet:AFP -quake", False),
            ("", False),
        ],
    ],
)
def test_relevance_is_for_queries_that_ask_for_words(library: Library, query: str, worded: bool) -> None:
    assert Search(library.store, query).has_words is worded


@pytest.mark.parametrize(
    "query", ["", "is:unread", "is:read", "is:review", "is:unread is:review", "-is:read"]
)
def test_a_number_that_is_kept_is_that_of_the_articles_found(query: str) -> None:
    fresh = library_of(some_news())
    numbers = fresh.listing("", "newest").search.numbers()
    fresh.set_read(numbers[:2])
    fresh.trash(numbers[1:3])
    assert fresh.count(query) == len(fresh.listing(query, "newest").search.numbers())
