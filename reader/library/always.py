"""For which articles "always so" holds: those of an outlet, of a host, of one file, of a folder."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reader.article import Article, Field, Provenance
from reader.importers.errors import Refused
from reader.importers.outlet_names import host_of
from reader.importers.rules import OutletRule, apply_rules
from reader.importers.sidecar import record_key
from reader.library.corrected import Kept, Spot, source_file
from reader.library.standing import with_fields

if TYPE_CHECKING:
    from reader.library.store import Store

FIELDS = ("outlet", "agency", "section", "byline")
"""Fields that can be the same in many articles."""


@dataclass(frozen=True, slots=True)
class Always:
    """Something that is to hold for many articles.

    Attributes:
        what: For which, in the reader's words.
        spot: Where it is written.
        change: Returns an article as it is with it.
        listed: Yields the ids of the articles that it may change.
    """

    what: str
    spot: Spot
    change: Callable[[Article], Article]
    listed: Callable[[Store], Iterator[str]]


def always(article: Article, field: str, value: str) -> Always:
    """Return how a field's value is made to hold for all articles like this one.

    Where neither an outlet nor an address tells which those are, they are the articles of its file, when that
    holds many, or else of its folder.

    Args:
        article: The article.
        field: The field's name.
        value: Its value.

    Raises:
        Refused: It cannot hold for others.
    """
    if field not in FIELDS:
        raise Refused(f"the {field} is each article's own; always so can be {', '.join(FIELDS)}")
    host = host_of(article.url.value) if article.url is not None else ""
    if article.outlet is not None:
        return _of_outlet(article, OutletRule(article.outlet.value, set={field: value}))
    if host:
        return _of_outlet(article, OutletRule(host=host, set={field: value}))
    source = source_file(article)
    if source is None:
        raise Refused("neither an outlet, an address nor a file tells which articles that would be")
    of = _of_file if record_key(article, source) else _of_folder
    return of(article, source, field, value)


def _of_outlet(article: Article, rule: OutletRule) -> Always:
    shown = article.outlet_name.casefold()

    def listed(store: Store) -> Iterator[str]:
        outlets = [id for id, name in store.rows("SELECT id, name FROM outlet") if name.casefold() == shown]
        for (id,) in store.rows_of("SELECT id FROM article WHERE outlet IN (?)", outlets):
            yield id

    return Always(
        rule.outlet or rule.host,
        Spot(Kept.RULES, article.id, rule.outlet, rule.host),
        lambda other: apply_rules(other, (rule,)),
        listed,
    )


def _of_file(article: Article, source: Path, field: str, value: str) -> Always:
    """What a file of many articles says of none of them, its sidecar says of all."""

    def change(other: Article) -> Article:
        before = getattr(other, field)
        set_before = before is not None and before.provenance is Provenance.USER
        return other if set_before else with_fields(other, {field: value})

    return Always(
        source.name,
        Spot(Kept.FILE, article.id),
        change,
        lambda store: _below(store, f"{source}#"),
    )


def _of_folder(article: Article, source: Path, field: str, value: str) -> Always:
    """What no article of a folder states, the folder's defaults say of all, in folders below too."""

    def change(other: Article) -> Article:
        if getattr(other, field) is not None:
            return other
        found: Any = {field: Field(value, Provenance.FILE) if value else None}
        return replace(other, **found)

    place = source.parent
    return Always(
        f"the folder {place.name or place}",
        Spot(Kept.FOLDER, article.id),
        change,
        lambda store: _below(store, "" if place == Path() else f"{place}/"),
    )


def _below(store: Store, start: str) -> Iterator[str]:
    for (id,) in store.rows(
        "SELECT id FROM article WHERE substr(source, 1, ?) = ? AND instr(source, '://') = 0",
        (len(start), start),
    ):
        yield id
