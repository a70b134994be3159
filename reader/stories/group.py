"""Group articles into stories: the same articles give the same stories, in whatever order they come."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256

from reader.article import Article
from reader.text.words import words

_TOGETHER = 0.3
_LONG_WORD = 5


@dataclass(frozen=True, slots=True)
class Story:
    """Articles about one event.

    Attributes:
        id: The same for the same articles; 16 hexadecimal digits.
        title: The headline of the most central article.
        articles: Indexes into the sequence that was grouped, oldest article first.
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


def group(articles: Sequence[Article]) -> tuple[Story, ...]:
    """Return the stories of a collection; every article is in exactly one."""
    texts = [_as_text(article) for article in articles]
    keys = [article.id for article in articles]
    return tuple(
        Story(
            sha256(min(keys[index] for index in members).encode()).hexdigest()[:16],
            min((texts[index].title for index in members), key=lambda title: (len(title), title)),
            tuple(sorted(members, key=lambda index: (texts[index].date, keys[index]))),
        )
        for members in _groups(texts, keys)
    )


def group_texts(texts: Sequence[StoryText]) -> list[str]:
    """Return each text's story, as a name that texts of one story share."""
    keys = [sha256("\0".join((t.outlet, t.title, t.date, t.text)).encode()).hexdigest() for t in texts]
    answer = [""] * len(texts)
    for members in _groups(texts, keys):
        name = min(keys[index] for index in members)[:16]
        for index in members:
            answer[index] = name
    return answer


def _as_text(article: Article) -> StoryText:
    body = "\n".join(block.span.of(article.text) for block in article.prose())
    return StoryText(
        article.outlet_name, article.title, article.published.value if article.published else "", body
    )


def _groups(texts: Sequence[StoryText], keys: Sequence[str]) -> list[list[int]]:
    vectors = [_vector(f"{text.title}\n{text.text}") for text in texts]
    groups = [[index] for index in sorted(range(len(texts)), key=lambda index: keys[index])]
    while True:
        best = max(
            (
                (_average(vectors, groups[i], groups[j]), -i, -j)
                for i in range(len(groups))
                for j in range(i + 1, len(groups))
            ),
            default=(0.0, 0, 0),
        )
        if best[0] < _TOGETHER:
            return groups
        groups[-best[1]] += groups.pop(-best[2])


def _average(vectors: Sequence[dict[str, float]], left: list[int], right: list[int]) -> float:
    total = sum(
        sum(weight * vectors[j].get(term, 0.0) for term, weight in vectors[i].items())
        for i in left
        for j in right
    )
    return total / (len(left) * len(right))


def _vector(text: str) -> dict[str, float]:
    counts = Counter(text[start:end].lower() for start, end in words(text) if end - start >= _LONG_WORD)
    weights = {term: 1 + math.log(count) for term, count in counts.items()}
    length = math.sqrt(sum(weight * weight for weight in weights.values()))
    return {term: weight / length for term, weight in weights.items()}
