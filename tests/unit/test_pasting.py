"""A paste is one message, in whatever pieces the terminal sends it; keys go the usual way."""

from __future__ import annotations

import itertools

from hypothesis import given
from hypothesis import strategies as st
from textual import events

from reader.ui.pasting import LARGEST, PasteParser

START, END = "\x1b[200~", "\x1b[201~"


def messages(data: str, cuts: list[int] | None = None) -> list[object]:
    """Feed data in pieces, and return what was made of it."""
    parser = PasteParser()
    found: list[object] = []
    edges = sorted({0, len(data), *(cut for cut in cuts or [] if 0 < cut < len(data))})
    for start, end in itertools.pairwise(edges):
        found += parser.feed(data[start:end])
    return found


def pasted(found: list[object]) -> list[str]:
    return [message.text for message in found if isinstance(message, events.Paste)]


def keys(found: list[object]) -> list[str]:
    return [message.key for message in found if isinstance(message, events.Key)]


def test_a_paste_between_keys() -> None:
    found = messages(f"a{START}two\nlines\x1b[A{END}b")
    assert (keys(found), pasted(found)) == (["a", "b"], ["two\nlines\x1b[A"])


@given(
    st.text(st.characters(exclude_characters="\x00", codec="utf-8"), max_size=40).filter(
        lambda text: END not in text and START not in text
    ),
    st.lists(st.integers(1, 70), max_size=6),
)
def test_in_whatever_pieces_it_comes_after_its_beginning(text: str, cuts: list[int]) -> None:
    data = f"x{START}{text}{END}y"
    found = messages(data, [cut for cut in cuts if cut >= len(START) + 1])
    if f"{text}{END}".find(END) == len(text):
        assert (pasted(found), keys(found)) == ([text], ["x", "y"])


def test_what_is_larger_than_a_source_may_be_is_cut() -> None:
    parser = PasteParser()
    found: list[object] = list(parser.feed(START))
    for _ in range(LARGEST // 1_000_000 + 3):
        found += parser.feed("x" * 1_000_000)
    found += parser.feed(END)
    assert [len(text) for text in pasted(found)] == [LARGEST]


def test_a_beginning_in_two_pieces_goes_the_usual_way() -> None:
    assert pasted(messages(f"{START}text{END}", [3])) == ["text"]
