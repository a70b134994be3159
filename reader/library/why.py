"""Why two articles are in one story: the words they share, the days between them, how alike they are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reader.library.days import day_of
from reader.library.grouping import closeness

if TYPE_CHECKING:
    from reader.library.store import Store

_MOST = 8


@dataclass(frozen=True, slots=True)
class Why:
    """What two articles have in common.

    Attributes:
        together: Whether they are in one story.
        shared: The terms that count most for both, the heaviest first.
        days: Days between them; None when one has no date.
        alike: How alike their terms are, less with each day between them, 0 to 1.
        related: The same, measured by how alike each is to the nearest to it; stories hold articles of .57
            and more on average.
        by_reader: Whether the reader joined them or took one out.
    """

    together: bool
    shared: tuple[str, ...]
    days: int | None
    alike: float
    related: float
    by_reader: bool


def why(store: Store, one: int, other: int) -> Why:
    """Return what two articles have in common."""
    from reader.stories.group import as_text
    from reader.stories.terms import weigh

    texts = [as_text(store.article(number)) for number in (one, other)]
    here, there = (weigh(text.title, text.text) for text in texts)
    shared = sorted(here.keys() & there.keys(), key=lambda term: (-here[term] * there[term], term))
    first, second = day_of(one), day_of(other)
    (story, id), (other_story, other_id) = (
        store.rows("SELECT story, id FROM article WHERE number = ?", (number,))[0] for number in (one, other)
    )
    alike, related = closeness(store, one, other)
    by_reader = store.rows(
        "SELECT 1 FROM joined WHERE one IN (?1, ?2) OR other IN (?1, ?2)"
        " UNION ALL SELECT 1 FROM alone WHERE id IN (?1, ?2)",
        (id, other_id),
    )
    return Why(
        together=story == other_story,
        shared=tuple(shared[:_MOST]),
        days=abs(first - second) if first is not None and second is not None else None,
        alike=alike,
        related=related,
        by_reader=bool(by_reader),
    )
