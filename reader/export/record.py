"""A comparison as a record of plain values, ready for JSON. Offsets are characters, end exclusive."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from reader.article import Article, Field, Span
from reader.comparison.blind import shown_id
from reader.comparison.contrast import Finding, LensReport, Said
from reader.comparison.explain import explain
from reader.comparison.model import Comparison, Evidence, Link, OnlyHere, Passage
from reader.export.place import paragraph_of
from reader.export.report import Report

Record = dict[str, Any]

FIELDS = ("headline", "outlet", "section", "byline", "agency", "photo_agency", "published", "url")


def comparison_record(report: Report) -> Record:
    """Return the comparison with both articles' fields; every passage with its offsets and its text.

    `docs/compare.schema.json` says what each key means.
    """
    (left, right), comparison = report.articles, report.comparison
    return {
        "left": _article(left),
        "right": _article(right),
        "links": [
            {
                **_link(link, left, right, comparison),
                "verdict": report.verdict(number) or None,
                "notes": list(report.notes_on(number)),
            }
            for number, link in enumerate(comparison.links)
        ],
        "rejected": [_link(link, left, right, comparison) for link in report.rejected],
        "only_left": _only_here(comparison.only_left, left, right, comparison.right_passages),
        "only_right": _only_here(comparison.only_right, right, left, comparison.left_passages),
        "notice": comparison.notice,
        "lenses": [_lens(lens) for lens in report.lenses],
    }


def _lens(report: LensReport) -> Record:
    return {
        "lens": report.lens.value,
        "notice": report.notice,
        "counts": [{"label": c.label, "left": c.left, "right": c.right} for c in report.counts],
        "findings": [_finding(finding) for finding in report.findings],
    }


def _finding(finding: Finding) -> Record:
    return {
        "contrast": finding.contrast.value,
        "subject": finding.subject,
        "reason": finding.reason,
        "weak": finding.weak,
        "left": [_said(said) for said in finding.left],
        "right": [_said(said) for said in finding.right],
        "changes": {
            "left": [_span(span) for span in finding.changes[0]],
            "right": [_span(span) for span in finding.changes[1]],
        },
    }


def _said(said: Said) -> Record:
    return {
        **_span(said.span),
        "words": said.words,
        "by": said.by,
        "by_span": _span(said.by_span) if said.by_span is not None else None,
        "verb": said.verb,
        "paragraph": said.paragraph or None,
        "value": said.value or None,
    }


def _span(span: Span) -> Record:
    return {"start": span.start, "end": span.end}


def _article(article: Article) -> Record:
    return {
        "id": shown_id(article),
        "source": article.source,
        "sha256": article.sha256,
        "language": article.language,
        **{name: _field(getattr(article, name)) for name in FIELDS},
        "words": article.word_count(),
        "notices": list(article.notices),
        "text": article.text,
    }


def _field(field: Field | None) -> Record | None:
    if field is None:
        return None
    return {
        "value": field.value,
        "provenance": field.provenance.value,
        "reason": field.reason,
        "confidence": round(field.confidence, 4),
    }


def _passage(span: Span, article: Article, passages: Sequence[Passage]) -> Record:
    return {
        "start": span.start,
        "end": span.end,
        "paragraph": paragraph_of(span, passages),
        "text": span.of(article.text),
    }


def _link(link: Link, left: Article, right: Article, comparison: Comparison) -> Record:
    return {
        "kind": link.kind.value,
        "score": round(link.score, 4),
        "left": _passage(link.left, left, comparison.left_passages),
        "right": _passage(link.right, right, comparison.right_passages),
        "why": explain(link, left.text, right.text),
        "evidence": _evidence(link.evidence),
    }


def _evidence(evidence: Evidence) -> Record:
    return {
        "words": list(evidence.words),
        "names": list(evidence.names),
        "figures": list(evidence.figures),
        "quotes": list(evidence.quotes),
        "conflicts": list(evidence.conflicts),
        "parts": {name: round(value, 4) for name, value in evidence.parts},
    }


def _only_here(
    alone: Sequence[OnlyHere], article: Article, other: Article, other_passages: Sequence[Passage]
) -> list[Record]:
    return [
        {
            **_passage(only.passage.span, article, [only.passage]),
            "nearest": None
            if only.nearest is None
            else {
                **_passage(only.nearest.span, other, other_passages),
                "score": round(only.nearest.score, 4),
            },
        }
        for only in alone
    ]
