"""Articles that were taken out of the library with `crossread export` and come back as they were.

An export names each article by its id in the library. A record with such an id that holds the words, the
headline, the outlet and the day that the library has is that article, and no new version of it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from reader.article import Article
from reader.library.packing import unpack

if TYPE_CHECKING:
    from reader.library.prepare import Prepared
    from reader.library.store import Store

_ID = re.compile("[0-9a-f]{16}")
_FIELDS = ("headline", "outlet", "published")


def taken_out(store: Store, batch: Sequence[Prepared]) -> set[str]:
    """Return the ids of those of a batch that stand in the library already, under the id that they name."""
    named = {item.id: key for item in batch if _ID.fullmatch(key := item.source.rpartition("#")[2])}
    if not named:
        return set()
    there = dict(
        store.rows_of(
            "SELECT article.id, packed FROM article JOIN body ON body.id = article.body"
            " WHERE article.id IN (?)",
            set(named.values()),
        )
    )
    return {
        item.id
        for item in batch
        if item.id in named
        and named[item.id] in there
        and _is_same(unpack(item.packed), unpack(there[named[item.id]]))
    }


def exported_text(article: Article) -> str:
    """Return the text that an export gives of an article."""
    return "\n\n".join(block.span.of(article.text) for block in article.prose())


def _is_same(record: Article, article: Article) -> bool:
    """Tell whether a record says what an export of the article says."""
    said = [article.headline.value if article.headline else "", exported_text(article)]
    return record.text.split() == " ".join(said).split() and all(
        str(getattr(record, name)) == str(getattr(article, name)) for name in _FIELDS
    )
