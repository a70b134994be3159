"""Two articles set against each other, as the compare screen speaks of them. No Textual here.

Passages are known by their index on their side (0 left, 1 right), links by their index in
`Comparison.links`. Links are numbered from 1 in the order of the left text; passages that one side alone
has carry letters, from "a" on each side.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from reader.article import Article, Span
from reader.comparison.model import Comparison, Kind, Link, OnlyHere, Passage

LEFT, RIGHT = 0, 1
SIDES = ("left", "right")
SIGNS = ("◂", "▸")
"""What stands before the words of each side where both share one column."""
KIND_MARK = {Kind.VERBATIM: "=", Kind.NEAR_VERBATIM: "≈", Kind.PARAPHRASE: "~"}
FOLDS = ("all", "differences", "matches")


class Focus(NamedTuple):
    """What the reader is at: a link, or a passage that one side alone has."""

    link: int = -1
    side: int = LEFT
    passage: int = -1

    @property
    def is_link(self) -> bool:
        """Whether a link is in focus."""
        return self.link >= 0


NO_FOCUS = Focus()


def letters(number: int) -> str:
    """Return "a" for 0 … "z" for 25, "aa" for 26, and so on."""
    text = ""
    number += 1
    while number:
        number, digit = divmod(number - 1, 26)
        text = chr(97 + digit) + text
    return text


@dataclass
class Pairing:
    """The two articles with their passages and links; without a comparison, whole paragraphs and no links."""

    left: Article
    right: Article
    comparison: Comparison | None = None
    passages: tuple[list[Passage], list[Passage]] = field(init=False)
    links: list[tuple[int, int]] = field(init=False)
    links_of: tuple[dict[int, list[int]], dict[int, list[int]]] = field(init=False)
    letter_of: tuple[dict[int, str], dict[int, str]] = field(init=False)
    only_by_span: tuple[dict[Span, OnlyHere], dict[Span, OnlyHere]] = field(init=False)

    def __post_init__(self) -> None:
        self.links_of = ({}, {})
        self.letter_of = ({}, {})
        self.links = []
        self.only_by_span = ({}, {})
        found = self.comparison
        if found is None:
            self.passages = (_paragraphs(self.left), _paragraphs(self.right))
            return
        self.passages = (list(found.left_passages), list(found.right_passages))
        self.only_by_span = (
            {item.passage.span: item for item in found.only_left},
            {item.passage.span: item for item in found.only_right},
        )
        index = tuple({passage.span: number for number, passage in enumerate(side)} for side in self.passages)
        for number, link in enumerate(found.links):
            ends = (index[LEFT][link.left], index[RIGHT][link.right])
            self.links.append(ends)
            for side in (LEFT, RIGHT):
                self.links_of[side].setdefault(ends[side], []).append(number)
        for side in (LEFT, RIGHT):
            alone = (
                number for number in range(len(self.passages[side])) if number not in self.links_of[side]
            )
            for count, number in enumerate(alone):
                self.letter_of[side][number] = letters(count)

    @property
    def articles(self) -> tuple[Article, Article]:
        """Both articles."""
        return self.left, self.right

    def link(self, number: int) -> Link:
        """Return a link by index."""
        assert self.comparison is not None
        return self.comparison.links[number]

    def only(self, side: int, passage: int) -> OnlyHere | None:
        """Return the record of a passage that one side alone has."""
        return self.only_by_span[side].get(self.passages[side][passage].span)

    def only_count(self, side: int) -> int:
        """Return how many passages this side alone has."""
        return len(self.letter_of[side])

    def passage_at(self, side: int, offset: int) -> int:
        """Return the index of the passage that holds `offset`, or the one before it; -1 before the first."""
        return bisect_right(self.passages[side], offset, key=lambda passage: passage.span.start) - 1

    @cached_property
    def paragraphs(self) -> tuple[int, int]:
        """How many paragraphs each side has."""
        return len(self.left.prose()), len(self.right.prose())

    @cached_property
    def linked_shares(self) -> tuple[float, float]:
        """The share of each side's passage characters that stand in links, 0 to 1."""
        return self._linked_share(LEFT), self._linked_share(RIGHT)

    def _linked_share(self, side: int) -> float:
        total = sum(passage.span.length for passage in self.passages[side])
        linked = sum(self.passages[side][number].span.length for number in self.links_of[side])
        return linked / total if total else 0.0

    def mark(self, side: int, passage: int) -> str:
        """Return a passage's mark, which works without colour: "3≈", "a+", "" before links are known."""
        numbers = self.links_of[side].get(passage)
        if numbers:
            first = numbers[0]
            kind = KIND_MARK[self.link(first).kind]
            return f"{first + 1}{kind}"
        letter = self.letter_of[side].get(passage)
        return f"{letter}+" if letter else ""

    def in_focus(self, focus: Focus, side: int, passage: int) -> bool:
        """Tell whether a passage is part of what is in focus."""
        if focus.is_link:
            return self.links[focus.link][side] == passage
        return focus.passage == passage and focus.side == side

    def folded(self, fold: str) -> tuple[list[int], list[int]]:
        """Return the passages of each side that a fold leaves visible.

        "all": every one; "differences": all but pairs with the same words; "matches": linked ones only.
        """
        kept: tuple[list[int], list[int]] = ([], [])
        for side in (LEFT, RIGHT):
            for number in range(len(self.passages[side])):
                numbers = self.links_of[side].get(number, [])
                same = bool(numbers) and all(self.link(n).kind is Kind.VERBATIM for n in numbers)
                if fold == "all" or (fold == "matches" and numbers) or (fold == "differences" and not same):
                    kept[side].append(number)
        return kept


def _paragraphs(article: Article) -> list[Passage]:
    return [Passage(block.span, number) for number, block in enumerate(article.prose())]


def spans_of(passages: Sequence[Passage], chosen: Sequence[int]) -> list[Span]:
    """Return the spans of the chosen passages."""
    return [passages[number].span for number in chosen]
