"""A query as SQL: what the index of words answers goes there, the rest to columns, patterns come last.

Fields of an article stand in the index as tokens (`reader.library.prepare`), so `outlet:AFP word` is one
look-up of two lists. Every part of the tree is asked of the index if it can be, and of the columns if not.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from reader.library.packing import spaced
from reader.library.prepare import folded
from reader.library.query.model import And, Fact, Node, Not, Or, Pattern, QueryError, Words
from reader.library.query.planned import Plan
from reader.library.query.values import days, numbers

if TYPE_CHECKING:
    from datetime import date

    from reader.library.store import Store

_NOTHING = "0nothing"
_FIRST_DATED = 1 << 20


def make_plan(node: Node | None, store: Store) -> Plan:
    """Return how a query is answered in this library.

    Raises:
        QueryError: Its parts cannot be put together so.
    """
    plan = Plan()
    compiler = _Compiler(store)
    matches: list[str] = []
    excluded: list[str] = []
    for part in _conjuncts(node):
        if isinstance(part, Pattern):
            plan.patterns.append((part, True))
        elif isinstance(part, Not) and isinstance(part.part, Pattern):
            plan.patterns.append((part.part, False))
        elif _is_trashed(part):
            plan.trash = True
        elif isinstance(part, Not) and _is_trashed(part.part):
            pass  # What is listed is not in the trash anyway.
        elif (match := compiler.match(part)) is not None:
            matches.append(match)
        elif isinstance(part, Not) and (match := compiler.match(part.part)) is not None:
            excluded.append(match)
        else:
            sql, values = compiler.condition(part)
            plan.where.append(sql)
            plan.values += values
    if plan.trash and (matches or excluded):
        raise QueryError("is:trashed: the trash is not searched for words or outlets; use src: or date:", 0)
    if matches:
        plan.match = " AND ".join(matches)
        plan.match = "".join([plan.match, *(f" NOT {match}" for match in excluded)])
    else:
        for match in excluded:
            plan.where.append("{key} NOT IN (SELECT rowid FROM fts WHERE fts MATCH ?)")
            plan.values.append(match)
    return plan


def _is_trashed(node: Node) -> bool:
    return isinstance(node, Fact) and node.name == "is" and node.value.lower() == "trashed"


def _conjuncts(node: Node | None) -> Iterable[Node]:
    if isinstance(node, And):
        for part in node.parts:
            yield from _conjuncts(part)
    elif node is not None:
        yield node


class _Compiler:
    def __init__(self, store: Store) -> None:
        self._store = store

    def match(self, node: Node) -> str | None:
        """Return what the index is to be asked, or None when it cannot answer."""
        if isinstance(node, Words):
            return f"({{title body}} : {_quoted(node.text)}{'*' if node.beginning else ''})"
        if isinstance(node, Fact):
            return self._fact(node)
        if isinstance(node, And | Or):
            parts = [self.match(part) for part in node.parts]
            if None in parts:
                return None
            return f"({(' AND ' if isinstance(node, And) else ' OR ').join(map(str, parts))})"
        return None

    def _fact(self, node: Fact) -> str | None:
        value = node.value
        if node.name == "title":
            beginning = "*" if value.endswith("*") else ""
            return f"(title : {_quoted(value.rstrip('*'))}{beginning})"
        if node.name == "name" and not self._named(value):
            return _phrase(value)
        if node.name == "has":
            return f'(facts : "0h{value.lower()}")'
        if node.name == "lang":
            return f'(facts : "0l{folded(value)}")'
        if node.name == "agency":
            return f'(facts : "0a{folded(value)}"*)'
        if node.name == "outlet":
            tokens = [f'"0o{number}"' for number in self._outlets(value)] or [f'"{_NOTHING}"']
            return f"(facts : ({' OR '.join(tokens)}))"
        return None

    def condition(self, node: Node) -> tuple[str, list[Any]]:
        """Return a condition on the article's columns, with its values."""
        if isinstance(node, Pattern):
            raise QueryError("a regular expression cannot stand in an 'or' or in brackets", node.span.start)
        match = self.match(node)
        if match is not None:
            return "{key} IN (SELECT rowid FROM fts WHERE fts MATCH ?)", [match]
        if isinstance(node, Not):
            sql, values = self.condition(node.part)
            return f"NOT ({sql})", values
        if isinstance(node, And | Or):
            parts = [self.condition(part) for part in node.parts]
            joint = " AND " if isinstance(node, And) else " OR "
            return joint.join(f"({sql})" for sql, _ in parts), [v for _, values in parts for v in values]
        assert isinstance(node, Fact)
        return self._column(node)

    def _column(self, node: Fact) -> tuple[str, list[Any]]:
        name, value = node.name, node.value
        if name == "date":
            first, after = days(value)
            low = _number(first) if first else _FIRST_DATED
            # Several bounds narrow one search of the index; unequal ones are asked of its order.
            return ("{key} >= ? AND {key} < ?", [low, _number(after)]) if after else ("{key} >= ?", [low])
        if _is_trashed(node):
            raise QueryError("is:trashed: the trash is a list of its own; no or joins it to another", 0)
        if name == "is":
            return _STATES[value.lower()], []
        if name == "name":
            # Where names were looked for, an article counts too that first calls them otherwise.
            return (
                "{key} IN (SELECT rowid FROM fts WHERE fts MATCH ? UNION SELECT number FROM mention"
                " JOIN name ON name.id = mention.name WHERE folded = ?)",
                [_phrase(value), folded(value)],
            )
        if name == "tag":
            return "a.id IN (SELECT id FROM tag WHERE tag = ?)", [value]
        if name == "story":
            least, most = numbers(value)
            upper = "" if most is None else " AND outlets <= ?"
            upper += " AND outlets > 1" if least > 1 else ""  # These few stories have an index.
            return (
                f"a.story IN (SELECT number FROM story WHERE outlets >= ?{upper} AND n > 0)",
                [least, *([] if most is None else [most])],
            )
        if name == "words":
            least, most = numbers(value)
            return ("a.words >= ?", [least]) if most is None else ("a.words BETWEEN ? AND ?", [least, most])
        if name == "only":
            outlets = self._outlets(value)
            marks = ",".join("?" * len(outlets))
            return (
                f"a.outlet IN ({marks}) AND a.story IN (SELECT number FROM story WHERE outlets = 1)",
                list(outlets),
            )
        assert name == "src"
        return "instr(lower(a.source), ?)", [value.lower()]

    def _named(self, value: str) -> bool:
        return bool(self._store.rows("SELECT 1 FROM name WHERE folded = ? LIMIT 1", (folded(value),)))

    def _outlets(self, value: str) -> list[int]:
        """Return the outlets of this name; else those that begin so, or hold it as a word."""
        wanted = value.rstrip("*").casefold()
        names = self._store.rows("SELECT id, name FROM outlet ORDER BY id")
        exact = [id for id, name in names if name.casefold() == wanted and not value.endswith("*")]
        return exact or [id for id, name in names if f" {wanted}" in f" {name.casefold()}"]


_STATES = {
    "unread": "a.read = 0",
    "read": "a.read = 1",
    "starred": "a.starred = 1",
    "copy": "a.share > 0",
    "review": "a.review > 0",
}


def _number(day: date) -> int:
    return day.toordinal() << 20


def _phrase(text: str) -> str:
    return f"({{title body}} : {_quoted(text)})"


def _quoted(text: str) -> str:
    return '"' + spaced(text).replace('"', '""') + '"'
