"""What every export of a comparison is made of, gathered once; blind reports mask what tells the outlet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import reader
from reader.article import Article, Span
from reader.comparison.chain import chain
from reader.comparison.contrast import LensReport
from reader.comparison.model import Comparison, Passage
from reader.export.place import one_line, paragraph_of

LEFT, RIGHT = 0, 1

Masks = Sequence[tuple[Span, str]]
"""Stretches of a text with what is shown in their place, in order, never overlapping."""


@dataclass(frozen=True, slots=True)
class Report:
    """Two articles compared, ready to be written out.

    Attributes:
        articles: Left and right.
        comparison: Of the two, with the reader's judgements laid over it.
        lenses: What each lens finds, in the order of their keys.
        verdicts: For each link what the reader said of it ("confirmed", "added"), or "".
        notes: For each link the reader's notes and codes, as lines.
        masks: For each side what is masked in its text; empty unless blind.
        letters: Names shown instead of the outlets', for example ("A", "B"); empty names show the outlet.
    """

    articles: tuple[Article, Article]
    comparison: Comparison
    lenses: tuple[LensReport, ...] = ()
    verdicts: tuple[str, ...] = ()
    notes: tuple[tuple[str, ...], ...] = ()
    masks: tuple[Masks, Masks] = ((), ())
    letters: tuple[str, str] = ("", "")

    def blinded(self, letters: tuple[str, str]) -> Report:
        """Return the report with letters for the outlets, and what tells them masked.

        Two articles of one outlet share its letter.
        """
        from reader.comparison.blind import mask

        names = [article.outlet_name for article in self.articles]
        if names[LEFT] == names[RIGHT]:
            letters = (letters[LEFT], letters[LEFT])
        masks = [
            mask(self.articles[side], letters[side], {names[1 - side]: letters[1 - side]})
            for side in (LEFT, RIGHT)
        ]
        return replace(self, masks=(masks[LEFT], masks[RIGHT]), letters=letters)

    @property
    def blind(self) -> bool:
        """Whether the outlets are hidden."""
        return any(self.letters)

    @property
    def made_by(self) -> str:
        """The program with its version, for the foot of a report."""
        return f"Crossread {reader.__version__}"

    def passages(self, side: int) -> tuple[Passage, ...]:
        """Return the passages of a side, in order."""
        return self.comparison.right_passages if side else self.comparison.left_passages

    def outlet(self, side: int) -> str:
        """Return the outlet's name as shown, or its letter."""
        return f"Outlet {self.letters[side]}" if self.letters[side] else self.articles[side].outlet_name

    def title(self, side: int) -> str:
        """Return the headline as shown."""
        article = self.articles[side]
        if self.blind and article.headline is None:
            return "(no headline)"  # The stand-in is the file's name, which tells the outlet.
        return self._masked_field(side, article.title)

    def facts(self, side: int) -> list[tuple[str, str]]:
        """Return what is known of an article: label, and value with its provenance."""
        article = self.articles[side]
        fields = [("Date", article.published)]
        if not self.blind:
            fields += [
                ("Outlet", article.outlet),
                ("Text by agency", article.agency),
                ("By", article.byline),
                ("Address", article.url),
            ]
        found = [
            (label, f"{field.value} ({', '.join(p for p in (field.provenance.value, field.reason) if p)})")
            for label, field in fields
            if field is not None
        ]
        if article.published is None:
            found.insert(0, ("Date", "not stated"))
        return [*found, ("Words", str(article.word_count()))]

    def words(self, side: int, span: Span) -> str:
        """Return the words of a span in one line, masked where the report is blind."""
        return one_line(*_cut(self.articles[side].text, span, self.masks[side]))

    def paragraph(self, side: int, span: Span) -> int:
        """Return the number, from 1, of the paragraph in which a span begins."""
        return paragraph_of(span, self.passages(side))

    def lens_words(self, side: int, words: str) -> str:
        """Return words that a lens took from a side's text, masked where the report is blind."""
        return self._masked_field(side, words)

    def verdict(self, number: int) -> str:
        """Return what the reader said of a link, or ""."""
        return self.verdicts[number] if number < len(self.verdicts) else ""

    def notes_on(self, number: int) -> tuple[str, ...]:
        """Return the reader's notes and codes on a link, as lines."""
        return self.notes[number] if number < len(self.notes) else ()

    def rows(self) -> list[tuple[int | None, int | None]]:
        """Return the rows of a side-by-side view: indexes of a left and a right passage, or of one alone.

        Every passage of both sides occurs exactly once, those of each side in order; the two halves of a
        link share a row wherever the order of both texts allows it.
        """
        rows: list[tuple[int | None, int | None]] = []
        right = 0
        for left, other in enumerate(self._level()):
            if other is not None:
                rows += [(None, alone) for alone in range(right, other)]
                right = other + 1
            rows.append((left, other))
        return rows + [(None, alone) for alone in range(right, len(self.passages(RIGHT)))]

    def ends(self) -> list[tuple[int, int]]:
        """Return for each link the indexes of its left and its right passage."""
        at = [{passage.span: index for index, passage in enumerate(self.passages(side))} for side in (0, 1)]
        return [(at[LEFT][link.left], at[RIGHT][link.right]) for link in self.comparison.links]

    def _level(self) -> list[int | None]:
        """Return for each left passage the right one that stands level with it, or None."""
        ends = self.ends()
        lengths = [[passage.span.length for passage in self.passages(side)] for side in (LEFT, RIGHT)]
        level = dict(ends[number] for number in chain(ends, lengths[LEFT], lengths[RIGHT]))
        return [level.get(left) for left in range(len(lengths[LEFT]))]

    def _masked_field(self, side: int, words: str) -> str:
        if not self.blind:
            return words
        from reader.comparison.blind import unnamed

        others = {self.articles[1 - side].outlet_name: self.letters[1 - side]}
        return unnamed(words, self.articles[side], self.letters[side], others)


def _cut(text: str, span: Span, masks: Masks) -> tuple[str, Span]:
    """Return a text of the span's words alone, with what is masked replaced."""
    parts: list[str] = []
    at = span.start
    for hidden, shown in masks:
        if hidden.end <= at or hidden.start >= span.end:
            continue
        parts += [text[at : max(at, hidden.start)], shown]
        at = min(hidden.end, span.end)
    parts.append(text[at : span.end])
    words = "".join(parts)
    return words, Span(0, len(words))
