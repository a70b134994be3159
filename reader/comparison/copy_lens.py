"""The lens *copy*: what one article took from the other, and what was cut, changed and added on the way."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from reader.article import PROSE_ROLES, Article, Role, Span
from reader.comparison.contrast import Contrast, Count, Finding, Lens, LensReport, Said
from reader.comparison.copying import Copying, trace_copying
from reader.comparison.marks import word_marks
from reader.comparison.model import Change, Comparison, Kind, Mark
from reader.comparison.places import Places, one_line, opening
from reader.entities.model import Names
from reader.text.words import words

MUCH = 0.15
"""Share of an article's words taken over from which it is read as a copy: the rest was added, what it lacks
was left out. Below it both are articles of their own, with a few words in common."""

_RUN = 6  # Equal words in a row that are worth showing inside a passage told otherwise in other words.
_SIDES = ("left", "right")


def copy_report(
    comparison: Comparison, left: Article, right: Article, left_names: Names, right_names: Names
) -> LensReport:
    """Return what two articles share word for word: who took it where that is known, and what became of it.

    First the credit, then what was changed, cut and added, then what is the same.
    """
    copying = trace_copying(left, right, comparison)
    trace = _Trace(comparison, (left, right), copying)
    findings = [*trace.credits(), *trace.shared(), *trace.runs(), *trace.left_over()]
    findings.sort(key=lambda f: (-f.weight, _at(f)))
    counts = (
        Count("words shared word for word", f"{copying.left_share:.0%}", f"{copying.right_share:.0%}"),
        Count(
            "passages shared word for word",
            *(str(len({link[side] for link in trace.copied})) for side in (0, 1)),
        ),
    )
    return LensReport(Lens.COPY, tuple(findings), counts if comparison.links else (), trace.notice())


class _Trace:
    """What is said of one pair of articles."""

    def __init__(self, comparison: Comparison, articles: tuple[Article, Article], copying: Copying) -> None:
        self._comparison = comparison
        self._articles = articles
        self._copying = copying
        self._places = (
            Places(articles[0], comparison.left_passages),
            Places(articles[1], comparison.right_passages),
        )
        self.copied = [
            (link.left, link.right) for link in comparison.links if link.kind is not Kind.PARAPHRASE
        ]
        self._little = not copying.credited and max(copying.left_share, copying.right_share) < MUCH
        self._source = None if self._little else {"left": 0, "right": 1}.get(copying.source)
        """The side that the words come from, or None. A shared sentence or two may come from a third."""

    def notice(self) -> str:
        if self._comparison.notice:
            return self._comparison.notice
        if not self.copied:
            return "nothing is shared word for word"
        if self._little:
            return "little is shared word for word, and no credit tells where it comes from"
        if self._source is None:
            return "shared, origin unknown: neither a credit nor the times tell who took it from whom"
        return f"from the {self._copying.source}: {self._copying.reason}"

    def shared(self) -> Iterator[Finding]:
        """Yield passages that both have in these words, or nearly."""
        edits = {(edit.link.left, edit.link.right): edit.changes for edit in self._copying.edits}
        for pair in self.copied:
            changes = edits.get(pair, ())
            spans = _lengthy(mark.left for mark in changes), _lengthy(mark.right for mark in changes)
            contrast, reason = self._fate(changes, spans)
            entries = [(self._places[side].said(pair[side], value=_VALUE[contrast]),) for side in (0, 1)]
            yield Finding(
                contrast,
                opening(entries[0][0].words),
                entries[0],
                entries[1],
                reason,
                weight={Contrast.ALTERED: 4.0, Contrast.CUT: 3.0, Contrast.ADDED: 3.0}.get(contrast, 1.0),
                changes=spans,
            )

    def _fate(
        self, changes: Sequence[Mark], spans: tuple[tuple[Span, ...], tuple[Span, ...]]
    ) -> tuple[Contrast, str]:
        if not changes:
            return Contrast.SAME, "word for word"
        shown = [
            ", ".join(f'"{one_line(article.text, span)}"' for span in side)
            for article, side in zip(self._articles, spans, strict=True)
        ]
        if self._source is not None and not spans[1 - self._source]:
            return Contrast.CUT, f"words cut: {shown[self._source]}"
        if self._source is not None and not spans[self._source]:
            return Contrast.ADDED, f"words added: {shown[1 - self._source]}"
        return Contrast.ALTERED, f"{shown[0] or 'nothing'} / {shown[1] or 'nothing'}"

    def runs(self) -> Iterator[Finding]:
        """Yield long runs of equal words in passages that are told otherwise in other words."""
        left, right = self._articles
        for link in self._comparison.links:
            if link.kind is not Kind.PARAPHRASE:
                continue
            for here, there in _equal_runs(word_marks(left.text, link.left, right.text, link.right)):
                count = len(words(left.text, *here))
                if count >= _RUN:
                    entries = self._places[0].said(here), self._places[1].said(there)
                    yield Finding(
                        Contrast.SAME,
                        opening(entries[0].words),
                        (entries[0],),
                        (entries[1],),
                        f"{count} words in a row, the rest of the passage in other words",
                        weight=0.5,
                    )

    def left_over(self) -> Iterator[Finding]:
        """Yield what a copy added to its source and what of it it left out."""
        if self._source is None:
            return
        taker = 1 - self._source
        if (self._copying.left_share, self._copying.right_share)[taker] < MUCH:
            return
        alone = self._copying.left_alone, self._copying.right_alone
        retold = (
            {link.left for link in self._comparison.links},
            {link.right for link in self._comparison.links},
        )
        for side, contrast, reason in (
            (self._source, Contrast.CUT, f"no match found on the {_SIDES[taker]}"),
            (
                taker,
                Contrast.ADDED,
                f"no match found on the {_SIDES[self._source]}",
            ),
        ):
            for passage in alone[side]:
                if passage.span in retold[side]:
                    continue
                entry = (self._places[side].said(passage.span),)
                yield Finding(
                    contrast,
                    opening(entry[0].words),
                    entry if side == 0 else (),
                    entry if side == 1 else (),
                    reason,
                    weight=2.0 if side == taker else 1.5,
                )

    def credits(self) -> Iterator[Finding]:
        """Yield where one article names the other's outlet or agency: in a credit, or for single words."""
        for side, article in enumerate(self._articles):
            for name, pattern in _signatures(self._articles[1 - side]):
                if article.outlet is not None and article.outlet.value == name:
                    break
                entries = self._credit(side, article, pattern)
                if entries is not None:
                    yield Finding(
                        Contrast.SAME,
                        "credit",
                        *(entries if side == 0 else entries[::-1]),
                        f"names {name} for these words" if all(entries) else f"credits {name}",
                        weight=5.0,
                    )
                    break

    def _credit(
        self, side: int, article: Article, pattern: re.Pattern[str]
    ) -> tuple[tuple[Said, ...], tuple[Said, ...]] | None:
        """Return the line that credits the other, or a passage that does with what it is linked to."""
        for line in reversed(article.lines):
            aside = line.role not in (*PROSE_ROLES, Role.CAPTION)
            if aside and pattern.search(article.text, *line.span):
                return (self._places[side].said(line.span),), ()
        for link in self._comparison.links:
            here = link.left if side == 0 else link.right
            if pattern.search(article.text, *here):
                partners = [
                    pair.right if side == 0 else pair.left
                    for pair in self._comparison.links
                    if (pair.left if side == 0 else pair.right) == here
                ]
                return (self._places[side].said(here),), tuple(
                    self._places[1 - side].said(span) for span in partners
                )
        return None


_VALUE = {Contrast.SAME: "copied", Contrast.ALTERED: "changed", Contrast.CUT: "cut", Contrast.ADDED: "added"}


def _signatures(article: Article) -> Iterator[tuple[str, re.Pattern[str]]]:
    """Yield what the text's own house is called, with a pattern for the name and its initials."""
    for field in (article.agency, article.outlet):
        if field is None:
            continue
        name = field.value
        capitals = "".join(word[0] for word in name.split() if word[0].isupper())
        forms = [name.removeprefix("The "), *([capitals] if len(capitals) > 2 else [])]
        yield name, re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, forms))})(?!\w)")


def _equal_runs(marks: Iterable[Mark]) -> Iterator[tuple[Span, Span]]:
    """Yield runs of equal words, joined over mere spelling."""
    run: tuple[Span, Span] | None = None
    for mark in marks:
        if mark.change in (Change.SAME, Change.SPELLING):
            run = (
                (mark.left, mark.right)
                if run is None
                else (Span(run[0].start, mark.left.end), Span(run[1].start, mark.right.end))
            )
        elif run is not None:
            yield run
            run = None
    if run is not None:
        yield run


def _lengthy(spans: Iterable[Span]) -> tuple[Span, ...]:
    return tuple(span for span in spans if span.length)


def _at(finding: Finding) -> tuple[int, bool]:
    entry = finding.left or finding.right
    return entry[0].span.start, not finding.left
