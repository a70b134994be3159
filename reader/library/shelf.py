"""What a library holds, as screens ask for it: pages of a list, counts, single articles, stories.

Never everything. What is done with it is `reader.library.door`'s.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reader.article import Article
from reader.library.engines import Kept
from reader.library.listing import BY_STORY, Listing, Row, fetch
from reader.library.store import Store

if TYPE_CHECKING:
    from reader.library.goals import Goal
    from reader.library.query.hits import Snippet
    from reader.library.query.suggest import Completion
    from reader.library.why import Why
    from reader.stories.group import Story


@dataclass(frozen=True, slots=True)
class Sidebar:
    """What a library holds, in numbers.

    Attributes:
        articles: Articles, without old versions and the trash.
        unread: Those not read yet.
        review: Those of which something was guessed, or that carry notices.
        stories: Stories.
        several: Stories told by three outlets or more.
        single: Stories told by one outlet only.
        outlets: Each outlet with its number of articles, most first.
        tags: Each tag with its number of articles.
        saved: Each saved query, name and query; `Library.count` counts it.
    """

    articles: int
    unread: int
    review: int
    stories: int
    several: int
    single: int
    outlets: tuple[tuple[str, int], ...]
    tags: tuple[tuple[str, int], ...]
    saved: tuple[tuple[str, str], ...]


class Shelf:
    """The articles of a library, looked at. Every method may be called from any thread.

    Args:
        store: Where they are.
    """

    def __init__(self, store: Store) -> None:
        self.store = store
        self._articles: Kept[int, Article] = Kept(200)
        self._listings: Kept[tuple[str, str], Listing] = Kept(20)
        self._days: Kept[str, list[tuple[str, int]]] = Kept(20)

    # Lists

    def count(self, query: str = "") -> int:
        """Return how many articles a query finds.

        Raises:
            QueryError: It cannot be understood.
        """
        return self.listing(query, "newest").search.count()

    def length(self, query: str = "", order: str = BY_STORY) -> int:
        """Return how many rows the list has."""
        return len(self.listing(query, order))

    def page(self, query: str = "", order: str = BY_STORY, start: int = 0, size: int = 100) -> list[Row]:
        """Return rows `start` to `start + size` of the list.

        Raises:
            QueryError: The query cannot be understood.
        """
        return self.listing(query, order).rows(start, size)

    def listing(self, query: str = "", order: str = BY_STORY) -> Listing:
        """Return the list itself, which knows its length, its pages and what to say of it."""
        key = (query.strip(), order)
        found = self._listings.get(key)  # An empty one is false, and found all the same.
        return found if found is not None else self._listings.keep(key, Listing(self.store, *key))

    def story_page(self, number: int, start: int = 0, size: int = 100) -> list[Row]:
        """Return rows of the articles of an article's story, oldest first."""
        found = self.store.rows(
            "SELECT number FROM article WHERE live = 1 AND story ="
            " (SELECT story FROM article WHERE number = ?) ORDER BY number LIMIT ? OFFSET ?",
            (number, size, start),
        )
        return self.rows([row[0] for row in found])

    def rows(self, numbers: Sequence[int]) -> list[Row]:
        """Return the rows of some articles."""
        return fetch(self.store, [("article", number) for number in numbers])

    def sidebar(self) -> Sidebar:
        """Return what the library holds, in numbers that are kept: nothing is counted."""
        sums = self.store.tallies()
        return Sidebar(
            articles=sums["articles"],
            unread=sums["articles"] - sums["read"],
            review=sums["review"],
            stories=sums["stories"],
            several=sums["three"],
            single=sums["one"],
            outlets=tuple(self.store.rows("SELECT name, n FROM outlet WHERE n > 0 ORDER BY n DESC, name")),
            tags=tuple(
                self.store.rows(
                    "SELECT tag, count(*) FROM tag JOIN article USING (id) WHERE live = 1"
                    " GROUP BY tag ORDER BY tag"
                )
            ),
            saved=tuple(self.store.rows("SELECT name, query FROM saved ORDER BY name")),
        )

    def days(self, query: str = "") -> list[tuple[str, int]]:
        """Return each day from which a query finds dated articles, ISO 8601, and how many."""
        from datetime import date

        key = query.strip()
        found = self._days.get(key)
        if found is None:
            counted = self.listing(key, "newest").search.days()
            found = [(date.fromordinal(day).isoformat(), count) for day, count in counted]
            self._days.keep(key, found)
        return found

    def snippet(self, number: int, query: str, width: int = 120) -> Snippet:
        """Return the line of an article with most that a query found."""
        from reader.library.query.hits import snippet

        return snippet(self.article(number), self.listing(query, "newest").search.tree, width)

    def complete(self, query: str, cursor: int) -> list[Completion]:
        """Return what the piece of a query before the cursor could become."""
        from reader.library.query.suggest import complete

        return complete(self.store, query, cursor)

    def goals(self, typed: str, *, outlets: bool = True) -> list[Goal]:
        """Return what somebody may want to go to who types this: articles, outlets, names, tags, queries."""
        from reader.library.goals import goals

        return goals(self.store, typed, outlets=outlets)

    def did_you_mean(self, query: str) -> str:
        """Return a query with words that this library holds, for one that found nothing, or ""."""
        from reader.library.query.suggest import did_you_mean

        return did_you_mean(self.store, query, self.listing(query, "newest").search.tree)

    # Articles and stories

    def article(self, number: int) -> Article:
        """Return an article by its number.

        Raises:
            KeyError: There is none.
        """
        found = self._articles.get(number)
        return found if found is not None else self._articles.keep(number, self.store.article(number))

    def find(self, id: str) -> int | None:
        """Return the number of the article with this id, or None."""
        return self.store.find(id)

    def versions(self, number: int) -> list[int]:
        """Return all versions of an article, oldest first, itself among them."""
        return self.store.versions(number)

    def older(self) -> int:
        """Return how many of the articles are older versions of others, which no list shows."""
        return int(self.store.value("SELECT count(*) FROM article WHERE newer > 0"))

    def story_of(self, number: int) -> Story:
        """Return the story that an article belongs to, with the numbers of its articles, oldest first.

        Raises:
            KeyError: The article is not there any more.
        """
        from reader.stories.group import Story

        number = self.store.newest(number)
        members = self._members(number)
        found = self.store.rows(
            "SELECT s.id, c.title FROM article a JOIN story s ON s.number = a.story"
            " JOIN article c ON c.number = s.centre WHERE a.number = ?",
            (number,),
        )
        if not found:
            raise KeyError(number)
        id, title = found[0]
        return Story(id, title, tuple(members))

    def stories(self) -> Iterator[Story]:
        """Yield every story, the one with the newest article first; for commands that print them all."""
        start, size = 0, 1000
        while rows := self.page("", BY_STORY, start, size):
            yield from (self.story_of(row.number) for row in rows if row.kind == "story")
            start += size

    def sources(self) -> list[str]:
        """Return where all articles came from; for commands that must not write over any of it."""
        return [self.article(number).source for (number,) in self.store.rows("SELECT number FROM article")]

    def reading_order(self, number: int, most: int = 1000) -> list[int]:
        """Return the articles to read on from one, when no list says: the newest, or those of its story."""
        rows = self.page("", BY_STORY, 0, most)
        order = [row.number for row in rows if row.kind == "article"]
        return order if number in order else list(self.told_with(number))

    def told_with(self, number: int) -> tuple[int, ...]:
        """Return the articles of an article's story, oldest first, always with the article itself.

        An old version stands in its newest's place; what is in the trash stands where it stood.
        """
        newest = self.store.newest(number)
        members = self._members(newest)
        if number in members:
            return tuple(members)
        return tuple(sorted({number, *members} - ({newest} if newest != number else set())))

    def others(self, number: int) -> list[int]:
        """Return the other articles of an article's story, oldest first."""
        return [other for other in self._members(self.store.newest(number)) if other != number]

    def outlet_count(self, story: Story) -> int:
        """Return how many outlets tell a story."""
        rows = self.store.rows_of("SELECT DISTINCT outlet FROM article WHERE number IN (?)", story.articles)
        return len(set(rows))

    def words(self, number: int) -> int:
        """Return the number of words of an article's running text."""
        return int(self.store.value("SELECT words FROM article WHERE number = ?", (number,)))

    def why(self, one: int, other: int) -> Why:
        """Return why two articles are in one story, or are not."""
        from reader.library.why import why

        return why(self.store, one, other)

    def _members(self, number: int) -> list[int]:
        found = self.store.rows(
            "SELECT number FROM article WHERE live = 1 AND story ="
            " (SELECT story FROM article WHERE number = ?) ORDER BY number",
            (number,),
        )
        return [row[0] for row in found]

    def changed(self) -> bool:
        """Tell whether another program changed the library since; lists are then made anew."""
        changed = self.store.changed()
        if changed:
            self.reload()
        return changed

    def reload(self) -> None:
        """Read articles and lists anew, after articles were added or read otherwise than before."""
        self._articles.clear()
        self.refresh()

    def refresh(self) -> None:
        """Make lists anew, after something was changed; listings that are held stay as they were."""
        self._listings.clear()
        self._days.clear()
