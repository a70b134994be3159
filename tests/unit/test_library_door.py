"""The one door to a library: pages, counts, and what the reader does."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule
from invented import library_of, linked, news, some_news

from reader.article import Article
from reader.library import listing
from reader.library.check import check
from reader.library.door import Library
from reader.library.entrance import open_for_reading
from reader.library.listing import ALL_ORDERS
from reader.library.paths import user_paths
from reader.library.prepare import prepare
from reader.library.schema import LibraryError
from reader.library.store import Store


def many() -> list[Article]:
    words = "harbour council treaty railway orchard glacier lantern museum ferry budget".split()
    return [
        news(
            f"{words[at % 10].title()} {at}",
            f"{words[at % 10]} {words[at * 7 % 10]} number {at} " * 3,
            outlet=f"Outlet {at % 4}",
            date=f"2015-{1 + at % 12:02d}-{1 + at % 28:02d}",
        )
        for at in range(120)
    ]


@pytest.mark.parametrize("query", ["", "harbour or council", "date:2015-03.."])
@pytest.mark.parametrize("order", ALL_ORDERS)
def test_pages_of_any_size_make_up_the_list(query: str, order: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(listing, "_FAR", 20)
    monkeypatch.setattr(listing, "_STEP", 7)
    library = library_of(many())
    length = library.length(query, order)
    whole = library.page(query, order, 0, length + 10)
    assert len(whole) == length
    for size in (1, 3, 50):
        library.refresh()
        for start in [*range(0, length, size), length - 1, 5, length // 2, 0]:
            assert library.page(query, order, start, size) == whole[start : start + size]


@pytest.mark.parametrize("query", ["", "harbour or council", "date:2015-03.."])
@pytest.mark.parametrize("order", ALL_ORDERS)
def test_the_place_of_an_article_is_its_row(query: str, order: str) -> None:
    library = library_of(many())
    rows = library.page(query, order, 0, 1_000)
    listed = library.listing(query, order)
    for at, row in enumerate(rows):
        if row.kind == "article":
            assert listed.place(row.number) == at
    everything = {row.number for row in library.page("", "newest", 0, 1_000)}
    assert {listed.place(number) for number in everything - {row.number for row in rows}} <= {None}
    assert listed.place(1) is None


def test_a_row_says_how_many_versions_came_before_and_whom_it_copies() -> None:
    body = "The harbour ferry was stopped by a storm and nobody was hurt, the harbour master said. " * 4
    versions = [
        news("Ferry stopped", body + more, outlet="Courier", date="2015-03-02", url="https://news.test/ferry")
        for more in ("One.", "One. Two.", "One. Two. Three.")
    ]
    copy = news("Storm", body + "One. Two. Three.", outlet="Beacon", date="2015-03-03")
    library = library_of([*versions, copy])
    rows = {row.outlet: row for row in library.page("", "newest")}
    assert rows["Courier"].versions == 2
    assert (rows["Beacon"].versions, rows["Beacon"].copied_from) == (0, "Courier")


def test_the_list_by_story_shows_each_story_and_below_it_its_articles() -> None:
    library = library_of(some_news())
    rows = library.page()
    stories = [row for row in rows if row.kind == "story"]
    assert [row.articles for row in stories] == [2, 2, 3, 1]
    assert [row.published for row in stories] == ["2015-04-02", "2015-03-10", "2015-03-03", ""]
    place = 0
    for story in stories:
        below = rows[place + 1 : place + 1 + story.articles]
        assert {row.story for row in below} == {story.story}
        assert {row.kind for row in below} == {"article"}
        assert story.title in {row.title for row in below}
        assert story.outlets == len({row.outlet for row in below})
        place += 1 + story.articles
    assert library.page("ferry")[0].kind == "story"
    assert library.story_page(rows[1].number) == rows[1:3]


def test_orders_of_single_articles() -> None:
    library = library_of(some_news())
    by_outlet = [row.outlet for row in library.page("", "outlet")]
    assert by_outlet == sorted(by_outlet)
    longest = [row.words for row in library.page("", "longest")]
    assert longest == sorted(longest, reverse=True)
    dates = [row.published for row in library.page("", "oldest")]
    assert dates == sorted(dates) and dates[0] == ""


def test_a_list_too_long_to_be_grouped_says_what_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(listing, "GROUPED", 3)
    found = library_of(some_news()).listing("ferry or earthquake", "story")
    assert sum(row.kind == "article" for row in found.rows(0, 99)) == 3
    assert found.notice == "the newest 3 of 7 articles are listed by story"


def test_the_sidebar_counts_and_the_days_add_up() -> None:
    library = library_of(some_news())
    sidebar = library.sidebar()
    assert (sidebar.articles, sidebar.stories, sidebar.several, sidebar.single) == (8, 4, 1, 1)
    assert sidebar.outlets == (("Courier", 3), ("Daily Beacon", 3), ("AFP", 2))
    assert (sidebar.unread, sidebar.review) == (8, 1)
    assert library.count("is:review") == 1
    assert library.days() == [
        ("2015-03-02", 2),
        ("2015-03-03", 1),
        ("2015-03-10", 2),
        ("2015-04-01", 1),
        ("2015-04-02", 1),
    ]
    assert library.days("ferry") == [("2015-03-02", 2), ("2015-03-03", 1)]
    assert library.days("/magnitude 5/") == [("2015-04-01", 1), ("2015-04-02", 1)]


def test_every_act_on_a_query_is_one_step_back() -> None:
    library = library_of(some_news())
    before = library.page("", "newest")
    assert library.set_read("ferry") == "marked read"
    assert library.count("is:unread") == library.sidebar().unread == 5
    assert library.tag("story:2", "quake  zone") == "tagged quake zone"
    assert library.count('tag:"quake zone"') == 4
    assert library.star([before[0].number]) == "starred"
    assert library.trash("outlet:AFP") == "put in the trash"
    assert library.count() == 6 and library.count("is:trashed") == 2
    assert library.page("is:trashed", "newest")[0].outlet == "AFP"
    assert dict(library.sidebar().outlets).get("AFP") is None
    assert check(library.store) == []
    said = [library.undo() for _ in range(5)]
    assert said == [
        "undone: put in the trash",
        "undone: starred",
        "undone: tagged quake zone",
        "undone: marked read",
        "",
    ]
    assert library.page("", "newest") == before
    assert [library.redo() for _ in range(5)][-2:] == ["done again: put in the trash", ""]
    assert library.count() == 6
    assert check(library.store) == []


def test_an_act_that_changes_nothing_is_none() -> None:
    library = library_of(some_news())
    assert library.set_read("ferry", False) == library.untag("ferry", "x") == library.trash("nothing") == ""
    assert library.undo() == ""


def test_what_was_said_of_an_article_of_an_opened_folder_is_there_the_next_time(tmp_path: Path) -> None:
    own = tmp_path / "library.db"
    folder = Library.of(some_news(), own=own)
    assert not own.exists(), "nothing is written before the reader acts"
    (row, *_) = folder.page("ferry", "newest")
    folder.star([row.number])
    folder.tag([row.number], "seen")
    folder.set_read("earthquake")
    folder.merge_stories([row.number, folder.page("outlet:AFP", "newest")[0].number])
    again = Library.of(some_news(), own=own)
    assert again.page("ferry", "newest") == folder.page("ferry", "newest")
    assert again.page() == folder.page()
    assert again.sidebar() == folder.sidebar()
    assert Library.open(own).count() == 0, "opening a folder imports nothing"
    again.undo()
    again.undo()
    assert again.count("is:unread") == 8
    assert Library.of(some_news(), own=own).count("is:unread") == 8


def test_marks_made_before_an_article_was_added_are_found_when_it_is(tmp_path: Path) -> None:
    own = tmp_path / "library.db"
    Library.of(some_news(), own=own).star("ferry")
    with Store(own) as store:
        linked(some_news(), store=store)
        assert store.value("SELECT count(*) FROM article WHERE starred = 1") == 3
        assert check(store) == []


def opened_from(own: Path) -> Library:
    """Open what is the reader's own, in a home of their own."""
    return open_for_reading([], replace(user_paths(), library=own, cache=own.parent / "cache"))


def test_without_paths_the_library_opens_once_it_holds_something_and_the_samples_before(
    tmp_path: Path,
) -> None:
    own = tmp_path / "library.db"
    samples = opened_from(own)
    assert samples.count() > 0 and samples.store.path is None
    Store(own).close()
    assert opened_from(own).store.path is None
    linked(some_news(), store=Store(own))
    opened = opened_from(own)
    assert opened.store.path == own and opened.count() == 8


def test_a_library_that_cannot_be_written_to_opens_for_reading_and_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = tmp_path / "library.db"
    linked(some_news(), store=Store(own)).close()
    opened = Library.open.__func__  # type: ignore[attr-defined]

    def fails(cls: type[Library], path: Path, *, read_only: bool = False, coder: str = "") -> Library:
        if not read_only:
            raise LibraryError(f"{path}: the library is damaged")
        return opened(cls, path, read_only=True, coder=coder)  # type: ignore[no-any-return]

    monkeypatch.setattr(Library, "open", classmethod(fails))
    library = opened_from(own)
    assert library.count() == 8
    assert library.notices == (f"opened for reading alone: {own}: the library is damaged",)


def test_names_and_comparisons_are_kept() -> None:
    library = library_of(some_news())
    first, second = (row.number for row in library.page("ferry", "oldest", 0, 2))
    assert library.known_comparison(first, second) is None
    assert library.comparison(first, second) is library.known_comparison(first, second)
    assert library.best_match(first) in library.others(first)
    assert library.best_match(first, lambda: True) is None
    assert library.story_counts(first) == []
    names = library.names(first)
    assert library.known_names(first) is names
    assert library.story_counts(first) == [referent.count for referent in names.referents]


def test_what_can_wait_is_done_little_by_little(tmp_path: Path) -> None:
    with Store(tmp_path / "library.db") as store:
        store.add([prepare(article) for article in some_news()])
        library = Library(store)
        assert library.length() == 16, "every article is listed, each a story of its own so far"
        assert library.count('name:"Idris Maro"') == 2
        assert library.work(lambda: True)
        while library.work():
            pass
        assert library.length() == 12
        assert library.count('name:"Idris Maro"') >= 2
        assert [item.text for item in library.complete("name:idris", 10)] == ['name:"Idris Maro"']
        assert not library.work()
        assert check(store) == []


class AgainstAModel(RuleBasedStateMachine):
    """A library must answer as a dictionary does."""

    def __init__(self) -> None:
        super().__init__()
        self.library = Library(Store())
        self.pool = some_news()
        self.model: dict[str, dict[str, object]] = {}
        self.past: list[dict[str, dict[str, object]]] = []
        self.future: list[dict[str, dict[str, object]]] = []

    def act(self) -> None:
        self.past.append({id: {**state, "tags": set(state["tags"])} for id, state in self.model.items()})  # type: ignore[call-overload]
        self.future.clear()

    def numbers(self, chosen: set[int]) -> list[int]:
        found = [self.library.find(self.pool[at].id) for at in sorted(chosen)]
        return [number for number in found if number is not None]

    def states(self, chosen: set[int]) -> list[dict[str, object]]:
        return [self.model[self.pool[at].id] for at in sorted(chosen) if self.pool[at].id in self.model]

    @rule(at=st.integers(0, 7))
    @precondition(lambda self: not self.past and not self.future)
    def add(self, at: int) -> None:
        linked([self.pool[at]], store=self.library.store)
        self.library.refresh()
        start: dict[str, object] = {"read": False, "starred": False, "trashed": False, "tags": set()}
        self.model.setdefault(self.pool[at].id, start)

    @rule(
        chosen=st.sets(st.integers(0, 7)),
        name=st.sampled_from(["read", "starred", "trashed"]),
        value=st.booleans(),
    )
    def set_state(self, chosen: set[int], name: str, value: bool) -> None:
        change = {"read": self.library.set_read, "starred": self.library.star, "trashed": self.library.trash}
        changes = any(state[name] is not value for state in self.states(chosen))
        if changes:
            self.act()
        assert bool(change[name](self.numbers(chosen), value)) is changes
        for state in self.states(chosen):
            state[name] = value

    @rule(chosen=st.sets(st.integers(0, 7)), tag=st.sampled_from(["a", "b"]), value=st.booleans())
    def tag(self, chosen: set[int], tag: str, value: bool) -> None:
        changes = any((tag in state["tags"]) is not value for state in self.states(chosen))  # type: ignore[operator]
        if changes:
            self.act()
        assert bool(self.library.tag(self.numbers(chosen), tag, value)) is changes
        for state in self.states(chosen):
            (state["tags"].add if value else state["tags"].discard)(tag)  # type: ignore[attr-defined]

    @rule()
    def undo(self) -> None:
        assert bool(self.library.undo()) is bool(self.past)
        if self.past:
            self.future.append(self.model)
            self.model = self.past.pop()

    @rule()
    def redo(self) -> None:
        assert bool(self.library.redo()) is bool(self.future)
        if self.future:
            self.past.append(self.model)
            self.model = self.future.pop()

    @invariant()
    def agrees(self) -> None:
        live = {id: state for id, state in self.model.items() if not state["trashed"]}
        rows = {row.id: row for row in self.library.page("", "newest")}
        assert rows.keys() == live.keys()
        for id, row in rows.items():
            state = live[id]
            assert (not row.unread, row.starred, set(row.tags)) == (
                state["read"],
                state["starred"],
                state["tags"],
            )
        assert self.library.count("is:starred") == sum(bool(state["starred"]) for state in live.values())
        assert self.library.count("tag:a") == sum("a" in state["tags"] for state in live.values())  # type: ignore[operator]
        assert self.library.count("is:trashed") == len(self.model) - len(live)
        assert check(self.library.store) == []


AgainstAModel.TestCase.settings = settings(max_examples=12, stateful_step_count=14, deadline=None)
TestAgainstAModel = AgainstAModel.TestCase
