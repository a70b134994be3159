"""A library does what a dictionary would: any acts in any order, undone, redone, reopened."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass, field, replace
from pathlib import Path

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from invented import some_news

from reader.article import Article, Field, Provenance
from reader.library.check import check
from reader.library.door import Library
from reader.library.grouping import link_pending
from reader.library.prepare import prepare

NEWS = some_news()
TAGS = ("to do", "ferry", "Å [b]")


@dataclass
class Model:
    """What the library should hold, by ids."""

    articles: dict[str, Article] = field(default_factory=dict)
    read: frozenset[str] = frozenset()
    starred: frozenset[str] = frozenset()
    trashed: frozenset[str] = frozenset()
    tags: frozenset[tuple[str, str]] = frozenset()
    together: frozenset[frozenset[str]] = frozenset()
    alone: frozenset[str] = frozenset()


class Libraries(RuleBasedStateMachine):
    """One library in a file beside a model of it."""

    @initialize()
    def begin(self) -> None:
        self.folder = tempfile.TemporaryDirectory()
        self.path = Path(self.folder.name) / "library.db"
        self.library = Library.open(self.path)
        self.model = Model()
        self.before: list[Model] = []
        self.after: list[Model] = []

    def teardown(self) -> None:
        if hasattr(self, "library"):
            assert check(self.library.store) == []
            self.library.close()
            self.folder.cleanup()

    def number(self, which: int) -> tuple[str, int]:
        """Return the id and number of one of the articles that are there."""
        id = sorted(self.model.articles)[which % len(self.model.articles)]
        found = self.library.find(id)
        assert found is not None
        return id, found

    def acted(self, said: str, changed: Model) -> None:
        """Compare whether anything was to be done, and remember what undo brings back."""
        if said:
            self.before.append(self.model)
            self.after.clear()
            self.model = changed
        else:
            assert changed == self.model

    def has_articles(self) -> bool:
        return bool(self.model.articles)

    # What a reader does

    @rule(which=st.sets(st.integers(0, 7), min_size=1))
    def add(self, which: set[int]) -> None:
        batch = [self.model.articles.get(NEWS[n].id, NEWS[n]) for n in sorted(which)]
        self.library.store.add([prepare(article) for article in batch])
        self.library.reload()
        self.model.articles |= {article.id: article for article in batch}
        for past in (*self.before, *self.after):
            past.articles |= self.model.articles

    @precondition(has_articles)
    @rule(which=st.integers(0, 7), outlet=st.sampled_from(["Courier", "The Bee"]))
    def change(self, which: int, outlet: str) -> None:
        id, _ = self.number(which)
        changed = replace(self.model.articles[id], outlet=Field(outlet, Provenance.USER))
        self.library.store.add([prepare(changed)])
        self.library.reload()
        for model in (self.model, *self.before, *self.after):
            model.articles[id] = changed

    @rule()
    def group(self) -> None:
        while link_pending(self.library.store, 3):
            pass
        self.library.refresh()

    @precondition(has_articles)
    @rule(which=st.integers(0, 7), what=st.sampled_from(["read", "starred", "trashed"]), value=st.booleans())
    def mark(self, which: int, what: str, value: bool) -> None:
        id, number = self.number(which)
        act = {"read": self.library.set_read, "starred": self.library.star, "trashed": self.library.trash}[
            what
        ]
        held: frozenset[str] = getattr(self.model, what)
        self.acted(act([number], value), replace(self.model, **{what: held | {id} if value else held - {id}}))

    @precondition(has_articles)
    @rule(which=st.integers(0, 7), tag=st.sampled_from(TAGS), value=st.booleans())
    def tag(self, which: int, tag: str, value: bool) -> None:
        id, number = self.number(which)
        held = self.model.tags
        pair = {(tag, id)}
        self.acted(
            self.library.tag([number], tag, value),
            replace(self.model, tags=held | pair if value else held - pair),
        )

    @precondition(has_articles)
    @rule(one=st.integers(0, 7), other=st.integers(0, 7))
    def merge(self, one: int, other: int) -> None:
        (first, here), (second, there) = self.number(one), self.number(other)
        if self.library.merge_stories([here, there]):
            self.before.append(self.model)
            self.after.clear()
            self.model = replace(self.model)
        if first != second and not {first, second} & self.model.trashed:
            assert self.library.story_of(here).id == self.library.story_of(there).id

    @precondition(has_articles)
    @rule(which=st.integers(0, 7))
    def split(self, which: int) -> None:
        _, number = self.number(which)
        if self.library.split_from_story(number):
            self.before.append(self.model)
            self.after.clear()
            self.model = replace(self.model)
            assert self.library.others(number) == []

    @rule()
    def undo(self) -> None:
        stories = self.stories()
        said = self.library.undo()
        assert bool(said) is bool(self.before)
        if self.before:
            self.after.append(self.model)
            self.model = self.before.pop()
            assert self.library.redo() and self.stories() == stories, "redo brings back what undo took"
            assert self.library.undo() == said

    @rule()
    def redo(self) -> None:
        assert bool(self.library.redo()) is bool(self.after)
        if self.after:
            self.before.append(self.model)
            self.model = self.after.pop()

    @rule()
    def reopen(self) -> None:
        self.library.close()
        self.library = Library.open(self.path)

    # What holds at any time

    def stories(self) -> list[tuple[str, str]]:
        return sorted(
            self.library.store.rows("SELECT s.id, a.id FROM article a JOIN story s ON s.number = a.story")
        )

    @invariant()
    def holds_what_the_model_holds(self) -> None:
        if not hasattr(self, "library"):
            return
        model, store = self.model, self.library.store
        held = {id for (id,) in store.rows("SELECT id FROM article")}
        assert held == set(model.articles)
        for id, article in model.articles.items():
            assert self.library.article(self.library.find(id) or 0).outlet_name == article.outlet_name
        listed = set(held) - model.trashed
        assert self.library.count() == len(listed)
        assert self.library.sidebar().articles == len(listed)
        assert self.library.sidebar().unread == len(listed - model.read)
        for query, ids in (
            ("is:read", model.read - model.trashed),
            ("is:starred", model.starred - model.trashed),
            ("is:trashed", model.trashed),
            *(
                (f'tag:"{tag}"', {id for held_tag, id in model.tags if held_tag == tag} - model.trashed)
                for tag in TAGS
            ),
        ):
            rows = self.library.listing(query, "newest").search.numbers()
            assert {
                id for (id,) in store.rows_of("SELECT id FROM article WHERE number IN (?)", rows)
            } == ids, query
        shown = [row.number for row in self.library.page("", "newest", 0, 100)]
        assert len(shown) == len(set(shown)) == len(listed)


# The same steps each time, and no search for a shorter example: that would take minutes.
Libraries.TestCase.settings = settings(
    max_examples=25,
    stateful_step_count=25,
    deadline=None,
    derandomize=True,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)
TestALibraryIsADictionaryThatForgetsNothing = Libraries.TestCase
