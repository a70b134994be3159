"""The lens only-here: what one side alone has, what it carries, and how near a match was."""

from __future__ import annotations

import subprocess
import sys

import pytest

from reader.article import READING_ROLES, Article, Line, Role, Span
from reader.comparison.compare import compare
from reader.comparison.contrast import Contrast, Lens, LensReport
from reader.comparison.lenses import lens_report
from reader.comparison.model import Candidate, Comparison, Evidence, OnlyHere, Passage
from reader.entities.model import Names
from reader.entities.names import find_names


def article(*paragraphs: str) -> tuple[Article, Names]:
    lines, at = [], 0
    for paragraph in paragraphs:
        lines.append(Line(Span(at, at + len(paragraph)), Role.PARAGRAPH))
        at += len(paragraph) + 1
    made = Article("0", "\n".join(paragraphs), tuple(lines), language="en")
    blocks = [block.span for block in made.blocks() if block.role in READING_ROLES]
    return made, find_names(made.text, blocks)


def report(
    left: tuple[Article, Names], right: tuple[Article, Names], lens: Lens = Lens.ONLY_HERE
) -> LensReport:
    return lens_report(lens, compare(left[0], right[0]), left[0], right[0], left[1], right[1])


SHARED = "The treaty between the two valleys was signed in the old town hall on Monday evening."


def test_a_passage_with_figures_names_and_a_quote_stands_before_one_without() -> None:
    found = report(
        article(SHARED, "Nobody had brought bread.", '"We found 12 launchers near Ilmet," Anna Keller said.'),
        article(SHARED),
    )
    assert [finding.left[0].words for finding in found.findings] == [
        '"We found 12 launchers near Ilmet," Anna Keller said.',
        "Nobody had brought bread.",
    ]
    first, last = found.findings
    assert first.contrast is Contrast.ONLY_LEFT
    assert first.subject.startswith("quotes Anna Keller · figure 12 · names ")
    assert last.subject == "no figure, name or quote"


def test_of_two_alike_the_earlier_stands_first() -> None:
    found = report(article("Nobody had brought bread.", SHARED, "Snow fell before dawn."), article(SHARED))
    assert [finding.left[0].paragraph for finding in found.findings] == [1, 3]


def test_every_passage_without_a_match_is_there_once_with_its_side() -> None:
    left, right = article(SHARED, "Nobody had brought bread."), article("Snow fell before dawn.", SHARED)
    comparison = compare(left[0], right[0])
    findings = report(left, right).findings
    alone = [only.passage.span for only in (*comparison.only_left, *comparison.only_right)]
    assert sorted(alone) == sorted((f.left or f.right)[0].span for f in findings)
    assert {f.contrast for f in findings} == {Contrast.ONLY_LEFT, Contrast.ONLY_RIGHT}


def test_the_reason_never_says_more_than_that_no_match_was_found() -> None:
    found = report(article(SHARED, "Nobody had brought any bread."), article(SHARED))
    assert all(finding.reason.startswith("no match found") for finding in found.findings)


def test_the_nearest_candidate_stands_with_what_both_have() -> None:
    (left, left_names), (right, right_names) = article("Snow fell in Ilmet."), article("It rained in Ilmet.")
    here, there = Passage(Span(0, len(left.text)), 0), Passage(Span(0, len(right.text)), 0)
    nearest = Candidate(there.span, 0.31, Evidence(names=("Ilmet",)))
    comparison = Comparison((here,), (there,), (), (OnlyHere(here, nearest),), (OnlyHere(there),))
    found = lens_report(Lens.ONLY_HERE, comparison, left, right, left_names, right_names)
    assert [finding.reason for finding in found.findings] == [
        "no match found; nearest, score 0.31, both have Ilmet: “It rained in Ilmet.”",
        "no match found, and nothing near one",
    ]


def test_two_articles_that_share_everything_are_told_as_such() -> None:
    assert report(article(SHARED), article(SHARED)).notice == "every passage of both has a match in the other"


@pytest.mark.parametrize("lens", list(Lens))
def test_every_lens_answers_for_two_articles_with_nothing_in_common(lens: Lens) -> None:
    found = report(article("Nobody had brought bread."), article("A ship sank."), lens)
    assert found.lens is lens
    assert found.findings or found.notice


def test_the_door_to_the_lenses_loads_none_of_them() -> None:
    code = (
        "import sys, reader.comparison.lenses as door; "
        "print([m for m, _ in door._MODULES.values() if f'reader.comparison.{m}' in sys.modules])"
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True).stdout == "[]\n"


def test_a_part_of_a_linked_passage_with_a_figure_of_its_own_is_told_apart() -> None:
    found = report(
        article(
            "Skerry Lines won the ferry route in 2011 with a bid that was 18 per cent below its rival's."
        ),
        article("Skerry Lines has run the ferry route since 2011."),
    )
    (part,) = found.findings
    assert part.weak and part.contrast is Contrast.ONLY_LEFT
    assert part.left[0].words.endswith("a bid that was 18 per cent below its rival's")
    assert part.reason == "part of a linked passage: no match found for this part"


def test_a_figure_that_both_sides_have_is_no_part_of_its_own() -> None:
    found = report(
        article("Three people were killed and 20 injured when a ferry struck the outer pier of Port Kessan."),
        article("Five people died when a ferry struck the outer pier of Port Kessan; 34 were injured."),
    )
    assert not [finding for finding in found.findings if finding.weak]


def test_a_passage_whose_quote_stands_on_the_other_side_says_so() -> None:
    left, right = (
        article('"Nobody won this strike by waiting," Anna Keller said.'),
        article('Bread was short. "Nobody won this strike by waiting," she repeated.'),
    )
    compared = compare(left[0], right[0])
    apart = Comparison(
        compared.left_passages,
        compared.right_passages,
        (),
        tuple(OnlyHere(passage) for passage in compared.left_passages),
        (),
    )
    (finding,) = lens_report(Lens.ONLY_HERE, apart, left[0], right[0], left[1], right[1]).findings
    assert finding.reason.startswith("no match found for the passage; its quote stands there: “Nobody won")
