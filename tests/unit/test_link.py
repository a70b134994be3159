"""Linking: which passages of two texts say the same thing, and why."""

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.article import Span
from reader.comparison.candidates import candidates
from reader.comparison.features import NAMES
from reader.comparison.link import link_passages, link_texts
from reader.comparison.model import Evidence, Kind, Link
from reader.comparison.points import GROUNDS, START_FEATURES
from reader.comparison.rows import rows, vocabulary
from reader.text.sentences import sentences

LEFT = """\
The harbour authority of Lindmouth closed its northern ferry dock on Monday after cracks showed in two pylons.
"We could not take the risk with winter storms coming," harbour master Ingrid Solheim said.
Repairs will cost about 4.2 million dollars and take nine weeks.
The dock was built in 1961.
A brass band from the island school had planned to play there on Saturday."""
RIGHT = """\
Lindmouth's northern ferry dock has been shut since Monday because inspectors saw cracks in two of its pylons.
"We could not take the risk with winter storms coming," said Ingrid Solheim, the harbor master.
The work is to take nine weeks and will cost some 4.2 million dollars.
Fishermen complained that nobody had asked them.
The southern dock, opened in 1987, stays in use all winter."""


def linked(links: tuple[Link, ...], a: str, b: str) -> list[tuple[int, int]]:
    """Return links as pairs of sentence numbers."""
    left, right = sentences(a), sentences(b)
    return [(left.index(link.left), right.index(link.right)) for link in links]


def test_passages_that_say_the_same_are_linked_and_look_alikes_are_not() -> None:
    assert linked(link_texts(LEFT, RIGHT), LEFT, RIGHT) == [(0, 0), (1, 1), (2, 2)]


def test_swapping_the_texts_swaps_the_links() -> None:
    there = {(link.right, link.left, link.score) for link in link_texts(RIGHT, LEFT)}
    assert {(link.left, link.right, link.score) for link in link_texts(LEFT, RIGHT)} == there


def test_two_passages_share_as_much_whichever_comes_first() -> None:
    # "accord" may stand for "treaty", which both have.
    a, b = "Putin described the accord as a landmark treaty.", "Putin hailed the landmark treaty."
    here, there = rows(a, sentences(a)), rows(b, sentences(b))
    assert candidates(here, there, vocabulary(here, there)) == candidates(
        there, here, vocabulary(there, here)
    )


def test_a_text_is_linked_with_itself_as_one_copy() -> None:
    (link,) = link_texts(LEFT, LEFT)
    assert (link.left, link.right, link.kind) == (Span(0, len(LEFT)), Span(0, len(LEFT)), Kind.VERBATIM)


@pytest.mark.parametrize(
    ("right", "kind"),
    [
        ("The minister labelled the defence programme a costly failure in parliament.", Kind.VERBATIM),
        ("The minister labeled the defense program a costly failure in parliament.", Kind.NEAR_VERBATIM),
        ("In parliament, the minister said that the costly defense program had failed.", Kind.PARAPHRASE),
    ],
)
def test_kinds_tell_how_closely_passages_are_worded(right: str, kind: Kind) -> None:
    left = "The minister labelled the defence programme a costly failure in parliament."
    (link,) = link_texts(left, right)
    assert link.kind is kind


def test_a_sentence_split_in_two_is_linked_with_both_parts() -> None:
    left = "The senator praised the highway bill on Tuesday, and the mayor vetoed the tunnel a day later."
    right = "The senator praised the highway bill on Tuesday.\nThe mayor vetoed the tunnel a day later."
    assert linked(link_texts(left, right), left, right) == [(0, 0), (0, 1)]


def test_evidence_names_what_carries_a_link_and_the_parts_of_its_score() -> None:
    quote = link_texts(LEFT, RIGHT)[1].evidence
    assert quote.names == ("Ingrid Solheim",)
    assert any("risk" in run for run in quote.quotes)
    assert link_texts(LEFT, RIGHT)[2].evidence.figures == ("4.2", "nine")
    assert dict(quote.parts)["the same words in quote marks"] > 0


def test_the_parts_of_a_score_are_whole_points_that_add_up_to_it() -> None:
    left, right = sentences(LEFT), sentences(RIGHT)
    found = link_passages(LEFT, left, RIGHT, right, cut=0.0)
    assert len(found.links) > 3
    shown = [(link.score, link.evidence) for link in found.links]
    shown += [(near.score, near.evidence) for near in (found.nearest_left | found.nearest_right).values()]
    for score, evidence in shown:
        values = [value for _, value in evidence.parts]
        assert sum(values) == round(100 * score)
        assert all(value == int(value) and abs(value) <= 100 for value in values)


def test_every_feature_is_part_of_what_is_told_about_a_score() -> None:
    told = [name for ground in GROUNDS for name in ground.features]
    assert sorted(told + list(START_FEATURES)) == sorted(NAMES)


def test_without_evidence_the_links_are_the_same() -> None:
    bare = link_texts(LEFT, RIGHT, evidence=False)
    assert bare == tuple(replace(link, evidence=Evidence()) for link in link_texts(LEFT, RIGHT))


def test_a_related_word_is_shown_beside_the_word_that_it_stands_for() -> None:
    left = "Putin described the accord as a landmark treaty."
    right = "Putin hailed the landmark agreement after the ceremony."
    (link,) = link_texts(left, right)
    assert "accord ~ agreement" in link.evidence.words


def test_differing_years_are_shown_as_a_conflict() -> None:
    left = "The southern dock in Lindmouth was built in 1961 by a state company."
    right = "The southern dock in Lindmouth was built in 1987 by a state company."
    found = link_passages(left, sentences(left), right, sentences(right))
    assert found.links == ()
    assert found.nearest_left[0].evidence.conflicts == ("1961 / 1987",)


def test_a_passage_without_a_link_shows_the_best_that_was_rejected() -> None:
    left, right = sentences(LEFT), sentences(RIGHT)
    found = link_passages(LEFT, left, RIGHT, right)
    assert found.nearest_left[3].span == right[4]
    assert found.nearest_right[4].span == left[3]
    assert 0 not in found.nearest_left


def test_nothing_to_link_gives_no_links() -> None:
    assert link_texts("", "") == ()
    assert link_texts("", RIGHT) == ()
    assert link_texts("...", "!!!") == ()
    assert link_texts("Alpha beta gamma delta.", "Quite other things happened elsewhere.") == ()


def test_links_do_not_depend_on_the_hash_seed() -> None:
    code = (
        "import sys\nfrom reader.comparison.link import link_texts\n"
        "left, right = sys.stdin.read().split('|')\nprint(repr(link_texts(left, right)))"
    )
    runs = {
        subprocess.run(
            [sys.executable, "-c", code],
            input=f"{LEFT}|{RIGHT}",
            capture_output=True,
            text=True,
            check=True,
            env={**os.environ, "PYTHONHASHSEED": seed},
            cwd=Path(__file__).parents[2],
        ).stdout
        for seed in ("0", "1", "77")
    }
    assert len(runs) == 1


WORDS = st.sampled_from(
    "the treaty Russia signed 2014 deal of West. said “step” a Putin and\n region! 8.2 not".split(" ")
)
TEXTS = st.lists(WORDS, max_size=40).map(" ".join) | st.text(max_size=60)


@settings(max_examples=60)
@given(TEXTS, TEXTS)
def test_any_two_texts_give_links_inside_them_in_order(a: str, b: str) -> None:
    links = link_texts(a, b)
    assert list(links) == sorted(links, key=lambda link: (link.left, link.right))
    for link in links:
        assert 0 <= link.left.start < link.left.end <= len(a)
        assert 0 <= link.right.start < link.right.end <= len(b)
        assert 0 <= link.score <= 1
