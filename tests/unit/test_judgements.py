"""Judgements of links and passages: laid over the machine's results, found again, undone."""

from dataclasses import replace

import pytest

from reader.article import Article, Line, Role, Span
from reader.comparison.compare import compare
from reader.library.journal import Journal
from reader.library.judgements import Judgements, Verdict


def article(name: str, *paragraphs: str) -> Article:
    text = "\n\n".join(paragraphs)
    lines, start = [], 0
    for paragraph in paragraphs:
        lines.append(Line(Span(start, start + len(paragraph)), Role.PARAGRAPH))
        start += len(paragraph) + 2
    return Article(name, text, tuple(lines), source=f"{name}.txt", language="en")


LEFT = article(
    "left",
    "The harbour council approved a new ferry terminal on Monday by nine votes to four.",
    "Rents in the old town rose by seven percent.",
    "Fishermen blocked the quay with thirty boats in protest.",
)
RIGHT = article(
    "right",
    "By nine votes to four the harbour council on Monday approved a new ferry terminal.",
    "Thirty boats of fishermen blocked the quay in protest.",
    "The mayor was on holiday.",
)


@pytest.fixture
def judgements() -> Judgements:
    return Judgements(Journal.in_memory())


def pairs(comparison: object) -> list[tuple[str, str]]:
    return [
        (LEFT.text[link.left.start :][:8], RIGHT.text[link.right.start :][:8])
        for link in comparison.links  # type: ignore[attr-defined]
    ]


def test_without_judgements_a_comparison_stays_what_it_is(judgements: Judgements) -> None:
    comparison = compare(LEFT, RIGHT)
    judged = judgements.judged(LEFT, RIGHT, comparison)
    assert judged.comparison == comparison
    assert judged.verdicts == (None,) * len(comparison.links)


def test_a_rejected_link_is_gone_on_both_sides_and_comes_back_with_undo(judgements: Judgements) -> None:
    comparison = compare(LEFT, RIGHT)
    link = comparison.links[0]
    judgements.reject(LEFT, RIGHT, link)
    judged = judgements.judged(LEFT, RIGHT, comparison)
    assert judged.rejected == (link,)
    assert link not in judged.comparison.links
    alone = {item.passage.span: item for item in judged.comparison.only_left}
    assert alone[link.left].nearest is not None, "what was rejected is the nearest there is"
    assert link.right in {item.passage.span for item in judged.comparison.only_right}
    judgements.journal.undo()
    assert judgements.judged(LEFT, RIGHT, comparison).comparison == comparison
    judgements.journal.redo()
    assert judgements.judged(LEFT, RIGHT, comparison).rejected == (link,)


def test_a_link_put_in_by_hand_stands_among_the_others(judgements: Judgements) -> None:
    comparison = compare(LEFT, RIGHT)
    here, there = comparison.left_passages[1].span, comparison.right_passages[2].span
    judgements.add_link(LEFT, RIGHT, Span(here.start + 3, here.end - 3), there)
    judged = judgements.judged(LEFT, RIGHT, comparison)
    added = [link for link, v in zip(judged.comparison.links, judged.verdicts, strict=True) if v]
    assert [(link.left, link.right) for link in added] == [(here, there)]
    assert Verdict.ADDED in judged.verdicts
    assert here not in {item.passage.span for item in judged.comparison.only_left}


def test_a_confirmed_link_stays_when_another_linking_loses_it(judgements: Judgements) -> None:
    comparison = compare(LEFT, RIGHT)
    link = comparison.links[0]
    judgements.confirm(LEFT, RIGHT, link)
    judged = judgements.judged(LEFT, RIGHT, replace(comparison, links=comparison.links[1:]))
    assert (link.left, link.right) in {(kept.left, kept.right) for kept in judged.comparison.links}
    assert Verdict.CONFIRMED in judged.verdicts


def test_judgements_hold_when_the_sides_are_exchanged(judgements: Judgements) -> None:
    link = compare(LEFT, RIGHT).links[0]
    judgements.reject(LEFT, RIGHT, link)
    judged = judgements.judged(RIGHT, LEFT, compare(RIGHT, LEFT))
    assert [(gone.left, gone.right) for gone in judged.rejected] == [(link.right, link.left)]


def test_the_latest_verdict_counts_and_can_be_withdrawn(judgements: Judgements) -> None:
    comparison = compare(LEFT, RIGHT)
    link = comparison.links[0]
    judgements.reject(LEFT, RIGHT, link)
    judgements.confirm(LEFT, RIGHT, link)
    assert judgements.judged(LEFT, RIGHT, comparison).verdicts[0] is Verdict.CONFIRMED
    judgements.withdraw(LEFT, RIGHT, link)
    assert judgements.judged(LEFT, RIGHT, comparison).verdicts[0] is None


def test_a_judgement_finds_its_passage_in_a_later_version_and_says_when_it_does_not(
    judgements: Judgements,
) -> None:
    link = compare(LEFT, RIGHT).links[0]
    judgements.reject(LEFT, RIGHT, link)
    judgements.note([(LEFT, link.left)], "check the count of votes")
    paragraphs = LEFT.text.split("\n\n")
    newer = replace(article("left", "A new first paragraph stands here.", *paragraphs), id="newer")
    judged = judgements.judged(newer, RIGHT, compare(newer, RIGHT))
    assert [gone.left.of(newer.text) for gone in judged.rejected] == [paragraphs[0]]
    assert [span.of(newer.text) for span, _ in judgements.remarks(newer)] == [paragraphs[0]]
    without = replace(article("left", *paragraphs[1:]), id="shorter")
    judged = judgements.judged(without, RIGHT, compare(without, RIGHT))
    assert judged.lost == 1
    assert judgements.remarks(without) == []


def test_notes_codes_and_stars_are_kept_apart_and_taken_off_again(judgements: Judgements) -> None:
    link = compare(LEFT, RIGHT).links[0]
    both = [(LEFT, link.left), (RIGHT, link.right)]
    judgements.note(both, "first")
    judgements.note(both, "second thought")
    judgements.code(both, "order")
    judgements.code(both, "word-choice")
    judgements.star(both)
    kinds = [(remark.kind, remark.text) for remark in judgements.all_remarks()]
    assert kinds == [
        ("note", "second thought"),
        ("code", "order"),
        ("code", "word-choice"),
        ("evidence", ""),
    ]
    judged = judgements.judged(LEFT, RIGHT, compare(LEFT, RIGHT))
    assert [len(remarks) for remarks in judged.remarks] == [4, *[0] * (len(judged.remarks) - 1)]
    judgements.uncode(both, "order")
    judgements.note(both, "")
    judgements.star(both, starred=False)
    assert [remark.text for remark in judgements.all_remarks()] == ["word-choice"]


def test_speakers_and_subjects_are_corrected_where_they_stand(judgements: Judgements) -> None:
    quote = Span(10, 30)
    judgements.correct_speaker(LEFT, quote, "Ada Renn")
    judgements.correct_subject(LEFT, Span(40, 42), "votes")
    judgements.correct_speaker(LEFT, quote, "B. Ode")
    assert judgements.speakers(LEFT) == {quote: "B. Ode"}
    assert judgements.subjects(LEFT) == {Span(40, 42): "votes"}
    assert judgements.speakers(RIGHT) == {}


def test_a_row_that_makes_no_sense_hurts_nobody(judgements: Judgements) -> None:
    judgements.journal.add("link.reject", ["left"], {"anchors": [{"quote": 3}]}, "broken")
    judgements.journal.add("note", ["left"], {"anchors": "no list"}, "broken")
    assert judgements.all_remarks() == []
