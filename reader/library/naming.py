"""Who and what is named in which article: looked for in the background, the newest articles first."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING

from reader.article import READING_ROLES
from reader.library.prepare import folded

if TYPE_CHECKING:
    from reader.entities.model import Names
    from reader.library.store import Store

_NAMED = frozenset({"person", "place", "organisation"})
_COUNTED = 20_000
"""So many articles' names are counted at most, as it is done again and again."""


def name_pending(store: Store, most: int = 20, stop: Callable[[], bool] = lambda: False) -> int:
    """Find the names of the newest articles that were not looked through yet; return how many there were.

    Args:
        store: The library.
        most: How many articles, a transaction together.
        stop: Asked between two articles; what was found until then is written.
    """
    numbers = [
        number
        for (number,) in store.rows(
            "SELECT number FROM article WHERE live = 1 AND number NOT IN (SELECT number FROM named)"
            " ORDER BY number DESC LIMIT ?",
            (most,),
        )
    ]
    found: dict[int, Names] = {}
    for number in numbers:
        if stop():
            break
        with suppress(KeyError):  # Another program gave it another number meanwhile.
            found[number] = _names(store, number)
    with store.writing() as connection:
        for number, names in found.items():
            if connection.execute("SELECT 1 FROM named WHERE number = ?", (number,)).fetchone():
                continue  # Another program was faster.
            for referent in names.referents:
                if referent.type.value not in _NAMED:
                    continue
                (name,) = connection.execute(
                    "INSERT INTO name(label, kind, folded) VALUES (?, ?, ?)"
                    " ON CONFLICT(folded, kind) DO UPDATE SET label = label RETURNING id",
                    (referent.name, referent.type.value, folded(referent.name)),
                ).fetchone()
                connection.execute(
                    "INSERT INTO mention(name, number, times) VALUES (?, ?, ?)"
                    " ON CONFLICT DO UPDATE SET times = times + excluded.times",
                    (name, number, referent.count),
                )
            connection.execute("INSERT OR IGNORE INTO named(number) VALUES (?)", (number,))
    return len(found)


def most_named(store: Store, most: int = 8) -> list[str]:
    """Return the names that most articles hold, of those in several; none where counting would take long."""
    if store.value("SELECT 1 FROM named LIMIT 1 OFFSET ?", (_COUNTED,)):
        return []
    found = store.rows(
        "SELECT label FROM mention JOIN name ON name.id = mention.name JOIN article USING (number)"
        " WHERE live = 1 GROUP BY name.id HAVING count(*) > 1 ORDER BY count(*) DESC, label LIMIT ?",
        (most,),
    )
    return [label for (label,) in found]


def _names(store: Store, number: int) -> Names:
    from reader.entities.names import find_names

    article = store.article(number)
    blocks = [block.span for block in article.blocks() if block.role in READING_ROLES]
    return find_names(article.text, blocks, language=article.language or "en")
