"""What may have been meant: completion while a query is typed, and near words when nothing was found."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from reader.article import Span
from reader.library.prepare import folded
from reader.library.query.lexer import typed
from reader.library.query.model import CHOICES, FIELDS, And, Node, Or, Words

if TYPE_CHECKING:
    from reader.library.store import Store

_MOST = 20
_CANDIDATES = 50_000


class Completion(NamedTuple):
    """What could stand in place of a piece of a query.

    Attributes:
        text: What would stand there.
        span: The piece of the query that it replaces.
    """

    text: str
    span: Span


def complete(store: Store, query: str, cursor: int) -> list[Completion]:
    """Return what the piece of a query before the cursor could become: fields, values, words."""
    query = typed(query)
    start = _piece(query, cursor)
    piece = query[start:cursor]
    sign = piece[:1] if piece[:1] in "-(" else ""
    name, colon, value = piece[len(sign) :].partition(":")
    span = Span(start, cursor)
    if colon and name.lower() in FIELDS:
        return [
            Completion(f"{sign}{name.lower()}:{_quoted(found)}", span)
            for found in _values(store, name.lower(), value.strip('"'))
        ]
    if not name:
        return []
    fields = [Completion(f"{sign}{field}:", span) for field in FIELDS if field.startswith(name.lower())]
    words = [Completion(f"{sign}{word}", span) for word in _words_like(store, name) if word != name.lower()]
    return (fields + words)[:_MOST]


def _piece(query: str, cursor: int) -> int:
    """Return where the piece begins that ends at the cursor; a quoted value belongs to its field."""
    start, quoted = 0, False
    for place, character in enumerate(query[:cursor]):
        if character == '"':
            quoted = not quoted
        elif character.isspace() and not quoted:
            start = place + 1
    return start


def _values(store: Store, name: str, begun: str) -> list[str]:
    wanted = begun.casefold()
    if name in CHOICES:
        return [choice for choice in CHOICES[name] if choice.startswith(wanted)]
    if name in ("outlet", "only"):
        rows = store.rows("SELECT name FROM outlet WHERE n > 0 ORDER BY n DESC, name")
    elif name == "tag":
        rows = store.rows("SELECT tag FROM tag GROUP BY tag ORDER BY count(*) DESC, tag")
    elif name in ("agency", "lang"):
        token = f"0{name[0]}"
        terms = _terms(store, f"{token}{folded(begun)}")
        return [term[len(token) :] for term, _ in terms][:_MOST]
    elif name == "name":
        rows = store.rows(
            "SELECT label FROM name JOIN mention ON mention.name = name.id WHERE folded >= ? AND folded < ?"
            " GROUP BY name.id ORDER BY count(*) DESC, label LIMIT ?",
            (folded(begun), f"{folded(begun)}\U0010ffff", _MOST),
        )
    elif name == "date":
        return _dates(store, begun)
    else:
        return []
    names = [row[0] for row in rows]
    begins = [found for found in names if found.casefold().startswith(wanted)]
    holds = [found for found in names if f" {wanted}" in found.casefold()]
    return list(dict.fromkeys([*begins, *holds]))[:_MOST]


def _dates(store: Store, begun: str) -> list[str]:
    """Return the months, newest first, from which there are articles."""
    last = begun.rpartition("..")[2]
    before = begun[: len(begun) - len(last)]
    rows = store.rows(
        "SELECT DISTINCT substr(published, 1, 7) AS month FROM article WHERE live = 1 AND published LIKE ?"
        " ORDER BY month DESC LIMIT ?",
        (f"{last.replace('%', '').replace('_', '')}%", _MOST),
    )
    return [f"{before}{month}" for (month,) in rows]


def _words_like(store: Store, begun: str) -> list[str]:
    if len(begun) < 2 or not begun.isalpha():
        return []
    terms = _terms(store, begun.lower())
    return [term for term, _ in sorted(terms, key=lambda item: (-item[1], item[0]))][:_MOST]


def _terms(store: Store, beginning: str, most: int = 2_000) -> list[tuple[str, int]]:
    """Return the words of the index that begin so, with how many articles hold each."""
    with store.lock:
        store.connection.execute(
            "CREATE VIRTUAL TABLE IF NOT EXISTS temp.vocabulary USING fts5vocab(main, fts, row)"
        )
        return store.rows(
            "SELECT term, doc FROM vocabulary WHERE term >= ? AND term < ? LIMIT ?",
            (beginning, f"{beginning}\U0010ffff", most),
        )


def did_you_mean(store: Store, query: str, tree: Node | None) -> str:
    """Return the query with words that no article holds replaced by near ones; "" if none are."""
    changed = query
    for words in sorted(_plain(tree), key=lambda words: -words.span.start):
        if words.exact or not words.text.isalpha():
            continue
        better = _nearest(store, words.text)
        if better:
            changed = changed[: words.span.start] + better + changed[words.span.end :]
    return changed if changed != query else ""


def _plain(node: Node | None) -> list[Words]:
    if isinstance(node, Words):
        return [node]
    if isinstance(node, And | Or):
        return [words for part in node.parts for words in _plain(part)]
    return []


def _nearest(store: Store, word: str) -> str:
    """Return the word of the index that is most like an unknown one; "" when it is known, or none is."""
    from rapidfuzz import process
    from rapidfuzz.distance import OSA

    lower = word.lower()
    if any(term == lower for term, _ in _terms(store, lower, 1)):
        return ""
    # First letters are seldom mistaken, and so the whole vocabulary need not be read.
    most = 1 if len(lower) < 5 else 2
    known = {
        term: docs
        for term, docs in _terms(store, lower[:1], _CANDIDATES)
        if abs(len(term) - len(lower)) <= most
    }
    near = process.extract(lower, known.keys(), scorer=OSA.distance, score_cutoff=most, limit=20)
    best = min(near, key=lambda item: (item[1], -known[item[0]], item[0]), default=None)
    return str(best[0]) if best else ""


def _quoted(value: str) -> str:
    return f'"{value}"' if any(character.isspace() or character in '()"' for character in value) else value
