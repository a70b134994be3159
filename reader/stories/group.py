"""Group articles into stories: the same articles give the same stories, in whatever order they come."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from reader.article import Article
from reader.stories.cluster import MISSING, Graph, agglomerate_pieces, keep_nearest, link, relate
from reader.stories.terms import LENGTH, weigh

TOGETHER = 5_700
"""How alike a story's articles are at least, on average, of 10,000: see `cluster.relate`.

Chosen high: a false story claims that outlets confirm each other, a missed one is only a longer list.
"""


@dataclass(frozen=True, slots=True)
class Story:
    """Articles about one event.

    Attributes:
        id: The same for the same articles: the smallest of their ids.
        title: The headline of the most central article.
        articles: Indexes into the sequence that was grouped, oldest article first, undated ones last.
    """

    id: str
    title: str
    articles: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class StoryText:
    """A text to be grouped, as the pipe protocol gives it; `date` is ISO 8601 or empty."""

    outlet: str
    title: str
    date: str
    text: str


@dataclass(frozen=True, slots=True)
class _Grouped:
    """The distinct keys in rising order, clusters of their numbers, and what is alike."""

    keys: list[str]
    clusters: list[list[int]]
    alike: Graph

    def centre(self, cluster: Sequence[int]) -> int:
        """Return the member that is most alike to the others."""
        inside = set(cluster)

        def closeness(number: int) -> int:
            return sum(alike for other, alike in self.alike[number].items() if other in inside)

        return max(cluster, key=lambda number: (closeness(number), -number))


def group(articles: Sequence[Article]) -> tuple[Story, ...]:
    """Return the stories of a collection: every article is in exactly one.

    Stories with the newest articles come first, those without a date last.
    """
    by_key: dict[str, list[int]] = {}
    for index, article in enumerate(articles):
        by_key.setdefault(article.id, []).append(index)
    dates = [article.published.value if article.published else "" for article in articles]
    grouped = _group({key: as_text(articles[indexes[0]]) for key, indexes in by_key.items()})
    stories: list[Story] = []
    for cluster in grouped.clusters:
        members = [index for number in cluster for index in by_key[grouped.keys[number]]]
        central = articles[by_key[grouped.keys[grouped.centre(cluster)]][0]]
        members.sort(key=lambda index: (not dates[index], dates[index], articles[index].id, index))
        stories.append(Story(grouped.keys[cluster[0]], central.title, tuple(members)))
    stories.sort(key=lambda story: story.id)
    stories.sort(key=lambda story: max(dates[index] for index in story.articles), reverse=True)
    return tuple(stories)


def group_texts(texts: Sequence[StoryText]) -> list[str]:
    """Return each text's story, as a name of 16 hexadecimal digits that texts of one story share."""
    keys = [_key(text) for text in texts]
    grouped = _group(dict(zip(keys, texts, strict=True)))
    names = {
        grouped.keys[number]: grouped.keys[cluster[0]] for cluster in grouped.clusters for number in cluster
    }
    return [names[key] for key in keys]


def _key(text: StoryText) -> str:
    # Texts come as JSON gives them, half characters and all.
    words = "\0".join((text.outlet, text.title, text.date, text.text)).encode("utf-8", "surrogatepass")
    return sha256(words).hexdigest()[:16]


def as_text(article: Article) -> StoryText:
    """Return what of an article tells its story: headline, date and running text."""
    text = "\n".join(block.span.of(article.text) for block in article.prose())
    title = article.headline.value if article.headline else ""
    return StoryText(article.outlet_name, title, article.published.value if article.published else "", text)


def _group(texts: dict[str, StoryText]) -> _Grouped:
    """Group texts that are known by keys; keys alone decide between equals."""
    keys = sorted(texts)
    vectors = [weigh(texts[key].title, texts[key].text) for key in keys]
    alike = keep_nearest(link(vectors, [_day(texts[key].date) for key in keys], LENGTH))
    return _Grouped(keys, agglomerate_pieces(relate(alike), TOGETHER, MISSING), alike)


def _day(iso: str) -> int | None:
    """Return a day's number, or None for anything but a whole date that exists."""
    try:
        return date.fromisoformat(iso[:10]).toordinal()
    except ValueError:
        return None
