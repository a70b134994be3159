"""Sentences with offsets, by rules of our own for news prose."""

from __future__ import annotations

import re

from reader.article import Span

_END = re.compile(r"[.!?…]+[\"'”’»)\]]*\s+")


def sentences(text: str, start: int = 0, end: int | None = None, *, line_breaks: bool = True) -> list[Span]:
    """Return the spans of the sentences of `text[start:end]`, in order, as offsets into `text`.

    No span starts or ends with white space, none is empty, and every other character lies in one.

    Args:
        text: Any text.
        start: Where to begin, in characters.
        end: Where to stop; the end of the text when None.
        line_breaks: Whether a line break always ends a sentence. Pass False inside a block whose
            lines were cut by hard wrapping.
    """
    stop = len(text) if end is None else end
    spans: list[Span] = []

    def add(a: int, b: int) -> None:
        while a < b and text[a].isspace():
            a += 1
        while b > a and text[b - 1].isspace():
            b -= 1
        if b > a:
            spans.append(Span(a, b))

    cuts = [m.end() for m in _END.finditer(text, start, stop)]
    if line_breaks:
        cuts += [m.end() for m in re.compile(r"\n+").finditer(text, start, stop)]
    last = start
    for cut in sorted(set(cuts)):
        add(last, cut)
        last = cut
    add(last, stop)
    return spans
