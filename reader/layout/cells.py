"""How many terminal cells a text takes, as Rich and so Textual draw it."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache, lru_cache
from typing import NamedTuple

from reader.layout.width_table import EMOJI, WIDE, ZERO


def _character_class(table: str) -> str:
    parts: list[str] = []
    for item in table.split():
        first, _, last = item.partition("-")
        parts.append(re.escape(chr(int(first, 16))))
        if last:
            parts.append("-" + re.escape(chr(int(last, 16))))
    return "".join(parts)


class _Finders(NamedTuple):
    """Searches by width."""

    zero: Callable[[str], list[str]]
    wide: Callable[[str], list[str]]
    uneven: Callable[[str], object]


@cache
def _finders() -> _Finders:
    """Return the searches over the whole table; compiling it takes 15 ms, so it waits until it is needed."""
    zero = _character_class(ZERO) + "\x01-\x1f\x7f-\x9f"
    wide = _character_class(WIDE)
    return _Finders(
        re.compile(f"[{zero}]").findall,
        re.compile(f"[{wide}]").findall,
        re.compile(f"[{zero}{wide}\u200d\ufe0f]").search,
    )


# Western prose, box drawing and braille, known to take one cell each: a small class is searched ten times as
# fast as the whole table, which is asked only about texts that hold something else.
_beyond_prose = re.compile(
    "[^ -~\xa0-\xac\xae-\u02ff\u0370-\u0482\u2010-\u2027\u2030-\u205e\u207a\u2190-\u2193\u2248\u23ce"
    "\u2500-\u25fc\u2800-\u28ff]"
).search
_EMOJI = frozenset(chr(int(item, 16)) for item in EMOJI.split())


class Grapheme(NamedTuple):
    """Characters `[start, end)` that share their cells, and how many cells those are."""

    start: int
    end: int
    width: int


def even(text: str) -> bool:
    """Tell whether every character of `text` takes exactly one cell (true of most Western prose)."""
    return _beyond_prose(text) is None or _finders().uneven(text) is None


@lru_cache(8192)
def _character_width(character: str) -> int:
    find = _finders()
    return 2 if find.wide(character) else 0 if find.zero(character) else 1


def cell_width(text: str) -> int:
    """Return the number of terminal cells that `text` takes."""
    if even(text):
        return len(text)
    if "\u200d" not in text and "\ufe0f" not in text:
        find = _finders()
        return len(text) + len(find.wide(text)) - len(find.zero(text))
    width = 0
    last = ""
    index = 0
    while index < len(text):
        character = text[index]
        if character == "\u200d":
            index += 1  # What is joined is drawn in the cells of what it is joined to.
        elif character == "\ufe0f":
            width += last in _EMOJI
            last = ""
        elif cells := _character_width(character):
            width += cells
            last = character
        index += 1
    return width


def graphemes(text: str, start: int = 0, end: int | None = None) -> list[Grapheme]:
    """Return the graphemes of `text[start:end]` in order, without gaps; offsets are into `text`."""
    stop = len(text) if end is None else end
    found: list[Grapheme] = []
    index = start
    last = ""
    while index < stop:
        character = text[index]
        before = found[-1] if found else None
        if before is not None and character == "\u200d":
            index = min(index + 2, stop)
            found[-1] = Grapheme(before.start, index, before.width)
            continue
        index += 1
        if before is not None and character == "\ufe0f":
            found[-1] = Grapheme(before.start, index, before.width + (last in _EMOJI))
            last = ""
            continue
        width = 1 if character == "\n" else _character_width(character)
        if width or before is None:
            found.append(Grapheme(index - 1, index, width))
            last = character if width else last
        else:
            found[-1] = Grapheme(before.start, index, before.width)
    return found


def fit(text: str, width: int, ellipsis: str = "…") -> str:
    """Return `text` cut to `width` cells, never wider; what is cut ends with the ellipsis where it fits."""
    if cell_width(text) <= width:
        return text
    room = width - cell_width(ellipsis)
    if room < 0:
        return ""
    if even(text):
        return text[:room].rstrip() + ellipsis
    kept = 0
    for grapheme in graphemes(text):
        if grapheme.width > room:
            break
        room -= grapheme.width
        kept = grapheme.end
    return text[:kept].rstrip() + ellipsis
