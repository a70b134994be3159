from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.article import Span
from reader.commands.offsets import offsets_in
from reader.text.safe import safe_text

_PIECES = [
    "a",
    "b",
    " ",
    "\t",
    "\n",
    "\r\n",
    "\r",
    "\u2028",
    "é",
    "e\u0301",
    "\u00ad",
    "\u200b",
    "\x1b[31m",
    "\x1b]0;t\x07",
]


@given(st.lists(st.sampled_from(_PIECES), max_size=40).map("".join))
def test_every_letter_is_found_again_in_the_string_it_came_from(raw: str) -> None:
    text = safe_text(raw).text
    back = offsets_in(raw, text)
    last = -1
    for at, character in enumerate(text):
        start, end = back(Span(at, at + 1))
        assert start > last
        assert end == start + 1
        last = start
        if character in "ab":
            assert raw[start] == character


def test_a_text_that_was_not_changed_needs_no_map() -> None:
    assert offsets_in("one two", "one two")(Span(4, 7)) == [4, 7]


@pytest.mark.parametrize(
    ("raw", "part"),
    [
        ("\r\n\r\nA line.\r\nAnother.", "Another."),
        ("\x1b[1mBold\x1b[0m words here.", "words here."),
        ("soft\u00adhy\u00adphen end", "end"),
        ("cafe\u0301 crème", "crème"),
    ],
)
def test_what_was_dropped_before_a_span_does_not_shift_it(raw: str, part: str) -> None:
    text = safe_text(raw).text
    start = text.index(part)
    begin, end = offsets_in(raw, text)(Span(start, start + len(part)))
    assert raw[begin:end] == part
