from __future__ import annotations

import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.article import Article, Field, Line, Provenance, Role, Span
from reader.comparison.model import Candidate, Comparison, Evidence, Kind, Link, OnlyHere, Passage
from reader.export.plain import plain_comparison
from reader.export.record import comparison_record
from reader.export.report import Report

LEFT = "A vote in the north\nThe union\nrecognised the region.\nEnvoys will follow."
RIGHT = "Outrage at the vote\nThe region was recognised by the union.\nProtesters gathered.\nA border closed."


def article(text: str, outlet: str | None, **fields: object) -> Article:
    """Return an article whose first line is the headline and whose other lines are paragraphs."""
    lines, at = [], 0
    for row in text.split("\n"):
        role = Role.HEADLINE if at == 0 else Role.PARAGRAPH
        lines.append(Line(Span(at, at + len(row)), role, continues=row.startswith("recognised")))
        at += len(row) + 1
    headline = Field(text.split("\n")[0], Provenance.STATED)
    named = Field(outlet, Provenance.FILE, "from the folder") if outlet else None
    return Article(outlet or "?", text, tuple(lines), headline=headline, outlet=named, **fields)  # type: ignore[arg-type]


def report(pair: tuple[Article, Article, Comparison]) -> Report:
    return Report(pair[:2], pair[2])


def span(text: str, part: str) -> Span:
    start = text.index(part)
    return Span(start, start + len(part))


@pytest.fixture
def pair() -> tuple[Article, Article, Comparison]:
    union, envoys = span(LEFT, "The union\nrecognised the region."), span(LEFT, "Envoys will follow.")
    region, crowd = (
        span(RIGHT, "The region was recognised by the union."),
        span(RIGHT, "Protesters gathered."),
    )
    border = span(RIGHT, "A border closed.")
    evidence = Evidence(words=("region", "recognised", "union"), parts=(("coverage", 0.75),))
    comparison = Comparison(
        left_passages=(Passage(union, 0), Passage(envoys, 1)),
        right_passages=(Passage(region, 0), Passage(crowd, 1), Passage(border, 2)),
        links=(Link(union, region, Kind.PARAPHRASE, 0.912345, evidence),),
        only_left=(OnlyHere(Passage(envoys, 1), Candidate(border, 0.1234)),),
        only_right=(OnlyHere(Passage(crowd, 1)), OnlyHere(Passage(border, 2))),
        notice="only a part was compared",
    )
    published = Field("2025-03-12", Provenance.INFERRED, "from captions")
    return article(LEFT, "WIR", published=published), article(RIGHT, None), comparison


def test_plain_text_tells_both_sides_with_where_each_field_is_from(
    pair: tuple[Article, Article, Comparison],
) -> None:
    shown = plain_comparison(report(pair))
    assert "Left: WIR\n  A vote in the north\n  Date: 2025-03-12 (inferred, from captions)" in shown
    assert "  Outlet: WIR (file, from the folder)" in shown
    assert "Right: outlet unknown\n" in shown
    assert "  Outlet: unknown\n" in shown
    assert "Date: not stated" in shown
    assert "Note: only a part was compared" in shown


def test_plain_text_numbers_every_passage_once(pair: tuple[Article, Article, Comparison]) -> None:
    shown = plain_comparison(report(pair))
    assert (
        "Link 1: paraphrase, score 0.91\n  Left, paragraph 1:\n    The union recognised the region.\n"
        in shown
    )
    assert "  Right, paragraph 1:\n    The region was recognised by the union." in shown
    assert "Only left, no match found on the right: 1\n\n1. Paragraph 2:\n    Envoys will follow." in shown
    assert "Nearest, not linked: paragraph 3 there, score 0.12" in shown
    assert "Only right, no match found on the left: 2\n\n1. Paragraph 2:" in shown
    for part in (
        "The union recognised the region.",
        "Envoys will follow.",
        "Protesters gathered.",
        "A border closed.",
    ):
        assert shown.count(part) == 1


def test_plain_text_says_so_when_nothing_was_found(pair: tuple[Article, Article, Comparison]) -> None:
    left, right, _ = pair
    shown = plain_comparison(Report((left, right), Comparison((), (), (), (), ())))
    assert "Linked passages: none" in shown
    assert "Only left, no match found on the right: none" in shown


def test_plain_text_passes_no_verdict(pair: tuple[Article, Article, Comparison]) -> None:
    assert not re.search(r"omit|missing|wrong|false|bias", plain_comparison(report(pair)), re.IGNORECASE)


def test_the_record_survives_json(pair: tuple[Article, Article, Comparison]) -> None:
    record = comparison_record(report(pair))
    assert json.loads(json.dumps(record)) == record


def test_every_passage_of_the_record_is_the_text_at_its_offsets(
    pair: tuple[Article, Article, Comparison],
) -> None:
    record = comparison_record(report(pair))
    left, right = record["left"]["text"], record["right"]["text"]
    parts = [(left, link["left"]) for link in record["links"]] + [
        (right, link["right"]) for link in record["links"]
    ]
    parts += [(left, only) for only in record["only_left"]] + [(right, only) for only in record["only_right"]]
    parts += [(right, only["nearest"]) for only in record["only_left"] if only["nearest"]]
    assert len(parts) == 6
    for text, part in parts:
        assert text[part["start"] : part["end"]] == part["text"]
    assert [only["paragraph"] for only in record["only_right"]] == [2, 3]


def test_the_record_keeps_why(pair: tuple[Article, Article, Comparison]) -> None:
    (link,) = comparison_record(report(pair))["links"]
    assert link["kind"] == "paraphrase"
    assert link["score"] == 0.9123
    assert link["evidence"]["words"] == ["region", "recognised", "union"]
    assert link["evidence"]["parts"] == {"coverage": 0.75}


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=80), st.integers(10, 60))
def test_folded_text_keeps_its_words_and_indents(body: str, cells: int) -> None:
    from reader.commands.console import fold

    text = "  " + " ".join(body.split())
    rows = fold(text, cells)
    assert "".join(rows).replace(" ", "") == text.replace(" ", "")
    assert all(row.startswith("  ") for row in rows if row)
