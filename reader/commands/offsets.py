"""Offsets of a cleaned text brought back to the string it was made of.

`safe_text` drops and composes characters but keeps every line, so the way back is sought line by line;
nearly all lines are equal.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable
from itertools import accumulate

from reader.article import Span
from reader.text.safe import safe_text, split_lines


def offsets_in(raw: str, text: str) -> Callable[[Span], list[int]]:
    """Return a function from a span of `text` to `[start, end]` in `raw`.

    Args:
        raw: A string as it was given.
        text: `safe_text(raw).text`.
    """
    if raw == text:
        return list
    lines = split_lines(raw)
    raw_starts = _line_starts(raw, lines)
    starts = [0, *accumulate(len(line) + 1 for line in text.split("\n"))]

    def to_raw(offset: int) -> int:
        row = bisect_right(starts, offset) - 1
        line, within = lines[row], offset - starts[row]
        if len(line) != starts[row + 1] - starts[row] - 1:
            # The shortest beginning of the raw line that still shows the character at `within`.
            cuts = range(len(line) + 1)
            within = bisect_right(cuts, within, key=lambda cut: len(safe_text(line[:cut]).text)) - 1
        return raw_starts[row] + within

    # The end is found by its last character, so that what was dropped after it stays outside.
    return lambda span: [to_raw(span.start), to_raw(span.end - 1) + 1]


def _line_starts(raw: str, lines: list[str]) -> list[int]:
    starts, at = [], 0
    for line in lines:
        starts.append(at)
        at += len(line)
        at += 2 if raw.startswith("\r\n", at) else 1
    return starts
