"""A query as a tree. `or` binds least, then `and` (which may be left out), then `not` and `-`."""

from __future__ import annotations

from reader.article import Span
from reader.library.query.lexer import Kind, Token, tokens
from reader.library.query.model import And, Fact, Node, Not, Or, Pattern, QueryError, Words
from reader.library.query.values import check

_DEEPEST = 50


def parse(query: str) -> Node | None:
    """Return what a query says; None for an empty one, which finds everything.

    Raises:
        QueryError: It cannot be understood; nothing else is ever raised.
    """
    found = tokens(query)
    if not found:
        return None
    parser = _Parser(found, len(query))
    node = parser.either(0)
    if parser.token is not None:
        raise QueryError("a bracket is closed that was not opened", parser.token.span.start)
    return node


class _Parser:
    def __init__(self, found: list[Token], end: int) -> None:
        self._tokens = found
        self._place = 0
        self._end = end

    @property
    def token(self) -> Token | None:
        return self._tokens[self._place] if self._place < len(self._tokens) else None

    def _is(self, *kinds: Kind) -> bool:
        return self.token is not None and self.token.kind in kinds

    def either(self, depth: int) -> Node:
        parts = [self._all(depth)]
        while self._is(Kind.OR):
            self._place += 1
            parts.append(self._all(depth))
        return parts[0] if len(parts) == 1 else Or(tuple(parts))

    def _all(self, depth: int) -> Node:
        parts = [self._negated(depth)]
        while self.token is not None and not self._is(Kind.OR, Kind.CLOSE):
            if self._is(Kind.AND):
                self._place += 1
            parts.append(self._negated(depth))
        return parts[0] if len(parts) == 1 else And(tuple(parts))

    def _negated(self, depth: int) -> Node:
        turns = 0
        while self._is(Kind.NOT):
            self._place += 1
            turns += 1
        node = self._single(depth)
        return Not(node) if turns % 2 else node

    def _single(self, depth: int) -> Node:
        token = self.token
        if token is None:
            before = self._tokens[self._place - 1]
            raise QueryError(f"something is missing after {before.text!r}", self._end)
        self._place += 1
        if token.kind is Kind.OPEN:
            if depth == _DEEPEST:
                raise QueryError("too many brackets in brackets", token.span.start)
            node = self.either(depth + 1)
            if not self._is(Kind.CLOSE):
                raise QueryError("a bracket is not closed", token.span.start)
            self._place += 1
            return node
        if token.kind is Kind.PATTERN:
            return Pattern(token.text, token.span)
        if token.kind is Kind.FIELD:
            check(token.field, token.text, token.span.start + len(token.field) + 1)
            return Fact(token.field, token.text, token.span)
        if token.kind in (Kind.WORD, Kind.PHRASE):
            return _words(token.text, token.span, exact=token.kind is Kind.PHRASE)
        raise QueryError(f"a word or a field is missing before {token.text!r}", token.span.start)


def _words(text: str, span: Span, *, exact: bool) -> Words:
    beginning = text.endswith("*")
    text = text.rstrip("*")
    if not any(map(str.isalnum, text)):
        raise QueryError("there is no word here to search for", span.start)
    return Words(text, span, beginning, exact)
