"""What every export of a comparison is made of, gathered once.

A blind report is one of covered articles (`reader.comparison.blind`): nothing here knows of it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import reader
from reader.article import Article, Field, Span
from reader.comparison.blind import BLIND
from reader.comparison.chain import chain
from reader.comparison.contrast import LensReport
from reader.comparison.model import Comparison, Link, Passage
from reader.export.place import one_line, paragraph_of
from reader.text.safe import safe_line

if TYPE_CHECKING:
    from reader.library.judgements import Judged

LEFT, RIGHT = 0, 1


def sourced(field: Field, label: str = "") -> str:
    """Return a field's value with how it was found; a label that the value begins with stands once."""
    value = re.sub(rf"^{label}\b[\s:]*", "", field.value, flags=re.IGNORECASE) if label else field.value
    return f"{value} ({', '.join(part for part in (field.provenance.value, field.reason) if part)})"


@dataclass(frozen=True, slots=True)
class Report:
    """Two articles compared, ready to be written out.

    Attributes:
        articles: Left and right.
        comparison: Of the two, with the reader's judgements laid over it.
        lenses: What each lens finds, in the order of their keys.
        verdicts: For each link what the reader said of it ("confirmed", "added"), or "".
        notes: For each link the reader's notes and codes, as lines.
        rejected: The links that the reader took out.
    """

    articles: tuple[Article, Article]
    comparison: Comparison
    lenses: tuple[LensReport, ...] = ()
    verdicts: tuple[str, ...] = ()
    notes: tuple[tuple[str, ...], ...] = ()
    rejected: tuple[Link, ...] = ()

    @classmethod
    def of_judged(
        cls, articles: tuple[Article, Article], judged: Judged, lenses: Sequence[LensReport]
    ) -> Report:
        """Return a comparison with what the reader has said of it."""
        verdicts = tuple(str(verdict or "") for verdict in judged.verdicts)
        notes = tuple(
            tuple(safe_line(remark.text) or "on the evidence list" for remark in remarks)
            for remarks in judged.remarks
        )
        return cls(articles, judged.comparison, tuple(lenses), verdicts, notes, judged.rejected)

    @property
    def made_by(self) -> str:
        """The program with its version, for the foot of a report."""
        return f"Crossread {reader.__version__}"

    @property
    def both(self) -> str:
        """What the two articles are of: "The Gazette and Harbour News", or one outlet."""
        names = self.outlet(LEFT), self.outlet(RIGHT)
        return " and ".join(names) if names[0] != names[1] else f"Two articles, {names[0]}"

    @property
    def subject(self) -> str:
        """What the report shows, in words that hold of two outlets or of one."""
        outlets = self.outlet(LEFT) != self.outlet(RIGHT)
        return "one story in two outlets’ words" if outlets else "one story in two articles’ words"

    def passages(self, side: int) -> tuple[Passage, ...]:
        """Return the passages of a side, in order."""
        return self.comparison.right_passages if side else self.comparison.left_passages

    def outlet(self, side: int) -> str:
        """Return the outlet's name as shown."""
        return self.articles[side].outlet_name

    def title(self, side: int) -> str:
        """Return the headline as shown."""
        return self.articles[side].title

    def facts(self, side: int) -> list[tuple[str, str]]:
        """Return what is known of an article: label, and value with its provenance."""
        article = self.articles[side]
        fields = [
            ("Date", article.published),
            ("Outlet", article.outlet),
            ("Text by agency", article.agency),
            ("By", article.byline),
            ("Address", article.url),
        ]
        found = [
            (label, sourced(field, "By" if field is article.byline else ""))
            for label, field in fields
            if field is not None and field.reason != BLIND
        ]
        if article.published is None:
            found.insert(0, ("Date", "not stated"))
        return [*found, ("Words", str(article.word_count()))]

    def words(self, side: int, span: Span) -> str:
        """Return the words of a span in one line."""
        return one_line(self.articles[side].text, span)

    def paragraph(self, side: int, span: Span) -> int:
        """Return the number, from 1, of the paragraph in which a span begins."""
        return paragraph_of(span, self.passages(side))

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
