"""What somebody may want to go to who types a few letters: outlets, names, tags, saved queries, articles.

However large the library, so many rows are looked at and no more: headlines by the index of words, names by
the index of names, and near spellings among the newest and greatest alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

from reader.library.packing import spaced
from reader.library.prepare import folded

if TYPE_CHECKING:
    from reader.library.store import Store

MOST = 20
"""So many of each kind are offered."""

_OUTLETS = 2_000
_LISTED = 1_000
_NAMES = 20_000
_NEWEST = 500
_COMPARED = 5_000
_ALIKE = 80
_WHOLE = 3
"""Letters from which on a word may go on: with fewer the index would be read by the half."""


class Goal(NamedTuple):
    """Something to go to.

    Attributes:
        kind: "article", "outlet", "name", "tag" or "saved".
        name: The headline, or what it is called.
        number: Of an article, its number.
        outlet: Of an article, its outlet.
        outlets: Of an article, how many outlets tell its story.
        query: Of a saved query, the query.
    """

    kind: str
    name: str
    number: int = 0
    outlet: str = ""
    outlets: int = 1
    query: str = ""


def goals(store: Store, typed: str, *, outlets: bool = True) -> list[Goal]:
    """Return what goes by the words typed; else what is spelt nearly so; without words what is newest.

    Args:
        store: The library.
        typed: The beginnings of words, in any order.
        outlets: Whether outlets are offered, and an article is found by its outlet; not in blind mode.
    """
    words = re.findall(r"\w+", typed.casefold())
    lists = [*_listed(store, "saved"), *_listed(store, "tag")]
    papers = _outlets(store) if outlets else []
    if not words:
        return [*lists[:MOST], *papers[:MOST], *_articles(store, _newest(store, MOST))]
    found = [goal for kind in (lists, papers, _names(store, words)) for goal in _holding(kind, words)[:MOST]]
    found += _articles(store, _headlines(store, words, papers))
    return found or _alike(store, typed, [*lists, *papers[:_NEWEST]])


def _holding(found: Iterable[Goal], words: list[str]) -> list[Goal]:
    """Return those in whose name, or in what it is, every word begins one."""
    return [goal for goal in found if _begin(words, f"{goal.kind} {goal.name}")]


def _begin(words: list[str], name: str) -> bool:
    held = " " + " ".join(re.findall(r"\w+", name.casefold()))
    return all(f" {word}" in held for word in words)


def _outlets(store: Store) -> list[Goal]:
    rows = store.rows("SELECT name FROM outlet WHERE n > 0 ORDER BY n DESC, name LIMIT ?", (_OUTLETS,))
    return [Goal("outlet", name) for (name,) in rows]


def _listed(store: Store, kind: str) -> list[Goal]:
    if kind == "saved":
        rows = store.rows("SELECT name, query FROM saved ORDER BY name LIMIT ?", (_LISTED,))
        return [Goal("saved", name, query=query) for name, query in rows]
    # From tag to tag, past all articles that have it.
    rows = store.rows(
        "WITH RECURSIVE each(tag) AS (SELECT min(tag) FROM tag UNION ALL"
        " SELECT (SELECT min(tag) FROM tag WHERE tag > each.tag) FROM each WHERE each.tag IS NOT NULL)"
        " SELECT tag FROM each WHERE tag IS NOT NULL LIMIT ?",
        (_LISTED,),
    )
    return [Goal("tag", tag) for (tag,) in rows]


def _names(store: Store, words: list[str]) -> list[Goal]:
    """Return names that begin with all that was typed, then those of the first ones with these words."""
    begun = "".join(map(folded, words))
    rows = store.rows(
        "SELECT label FROM name WHERE folded >= ? AND folded < ? ORDER BY folded LIMIT ?",
        (begun, f"{begun}\U0010ffff", MOST),
    )
    rows += store.rows(
        "SELECT label FROM (SELECT label, folded FROM name ORDER BY id LIMIT ?)"
        " WHERE instr(folded, ?) ORDER BY length(label), label LIMIT ?",
        (_NAMES, folded(words[0]), _LISTED),
    )
    return [Goal("name", label) for label in dict.fromkeys(label for (label,) in rows)]


def _headlines(store: Store, words: list[str], papers: list[Goal]) -> list[int]:
    """Return the newest articles whose headlines, or outlets, hold words that begin so."""
    asked = []
    for word in words:
        beginning = "*" if len(word) >= _WHOLE else ""
        ways = [f'title : "{spaced(word)}"{beginning}']
        named = [goal.name for goal in papers if _begin([word], goal.name)][:MOST]
        ids = store.rows_of("SELECT id FROM outlet WHERE name IN (?)", named)
        ways += [f'facts : "0o{id}"' for (id,) in ids]
        asked.append(f"({' OR '.join(f'({way})' for way in ways)})")
    sql = "SELECT rowid FROM fts WHERE fts MATCH ? ORDER BY rowid DESC LIMIT ?"
    return [number for (number,) in store.rows(sql, (" AND ".join(asked), MOST))]


def _newest(store: Store, most: int) -> list[int]:
    sql = "SELECT number FROM article WHERE live = 1 ORDER BY number DESC LIMIT ?"
    return [number for (number,) in store.rows(sql, (most,))]


def _articles(store: Store, numbers: list[int]) -> list[Goal]:
    from reader.library.listing import fetch

    rows = fetch(store, [("article", number) for number in numbers])
    return [Goal("article", row.title, row.number, row.outlet, row.outlets) for row in rows]


def _alike(store: Store, typed: str, lists: list[Goal]) -> list[Goal]:
    """Return what is spelt nearly as typed, the nearest first, of the newest headlines and these."""
    from rapidfuzz import fuzz, process, utils

    names = store.rows("SELECT label FROM name ORDER BY id LIMIT ?", (_COMPARED,))
    newest = store.rows(
        "SELECT number, title FROM article WHERE live = 1 ORDER BY number DESC LIMIT ?", (_NEWEST,)
    )
    candidates = [*lists, *(Goal("name", label) for (label,) in names)]
    candidates += [Goal("article", title, number) for number, title in newest]
    # What is much shorter is found in anything.
    candidates = [goal for goal in candidates if len(goal.name) + 2 >= len(typed)]
    near = process.extract(
        typed,
        [goal.name for goal in candidates],
        scorer=fuzz.partial_ratio,
        processor=utils.default_process,
        score_cutoff=_ALIKE,
        limit=MOST,
    )
    found = [candidates[at] for _, _, at in near]
    articles = {
        goal.number: goal for goal in _articles(store, [goal.number for goal in found if goal.number])
    }
    return [articles.get(goal.number, goal) for goal in found]
