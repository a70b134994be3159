"""Judgements of links and passages: laid over the machine's results, found again, undone."""

from dataclasses import replace

import pytest

from reader.article import Article, Line, Role, Span
from reader.comparison.compare import compare
from reader.comparison.model import Link
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


PARAGRAPHS = LEFT.text.split("\n\n")
NEWER = replace(article("left", "A new first paragraph stands here.", *PARAGRAPHS), id="newer")


def same_link_in_newer() -> Link:
    return next(link for link in compare(NEWER, RIGHT).links if link.left.of(NEWER.text) == PARAGRAPHS[0])


def test_what_was_judged_in_one_version_is_changed_and_withdrawn_in_the_next(judgements: Judgements) -> None:
    old, new = compare(LEFT, RIGHT), compare(NEWER, RIGHT)
    was, now = old.links[0], same_link_in_newer()
    judgements.reject(LEFT, RIGHT, was)
    judgements.confirm(NEWER, RIGHT, now)
    assert Verdict.CONFIRMED in judgements.judged(NEWER, RIGHT, new).verdicts
    judgements.reject(LEFT, RIGHT, was)
    assert judgements.judged(LEFT, RIGHT, old).rejected == (was,), "the latest word counts"
    assert judgements.judged(NEWER, RIGHT, new).rejected == (now,)
    judgements.withdraw(NEWER, RIGHT, now)
    for left, comparison in ((LEFT, old), (NEWER, new)):
        judged = judgements.judged(left, RIGHT, comparison)
        assert judged.rejected == () and set(judged.verdicts) == {None}


@pytest.mark.parametrize("alone", [True, False])
def test_notes_codes_and_stars_of_one_version_are_taken_off_in_the_next(
    judgements: Judgements, alone: bool
) -> None:
    was, now = compare(LEFT, RIGHT).links[0], same_link_in_newer()
    before, after = [(LEFT, was.left)], [(NEWER, now.left)]
    if not alone:
        before, after = [*before, (RIGHT, was.right)], [*after, (RIGHT, now.right)]
    judgements.note(before, "first")
    judgements.code(before, "order")
    judgements.star(before)
    judgements.note(after, "second")
    assert [remark.text for remark in judgements.all_remarks("note")] == ["second"]
    judgements.journal.undo()
    assert [remark.text for remark in judgements.all_remarks("note")] == ["first"], "one undo for one act"
    judgements.note(after, "")
    judgements.uncode(after, "order")
    judgements.star(after, starred=False)
    assert judgements.all_remarks() == []


def said_by(coder: str, judgements: Judgements, kind: str, text: str = "", *spans: Span) -> None:
    """Put an act of another coder in the journal, as a file brings it."""
    from reader.library.anchors import Anchor

    anchors = [Anchor.of(of, span) for of, span in zip((LEFT, RIGHT), spans, strict=False)]
    body = {"text": text, "anchors": [anchor.record() for anchor in anchors]}
    judgements.journal.add(kind, ["left"], body, "taken in", coder=coder)


def test_what_another_coder_says_of_a_passage_stands_beside_the_readers_own() -> None:
    judgements = Judgements(Journal.in_memory("ann"))
    link = compare(LEFT, RIGHT).links[0]
    both = [(LEFT, link.left), (RIGHT, link.right)]
    judgements.note(both, "mine")
    judgements.code(both, "order")
    judgements.star(both)
    for kind, text in (("note", "theirs"), ("code.add", "order"), ("evidence.add", "")):
        said_by("bob", judgements, kind, text, link.left, link.right)
    assert [(remark.coder, remark.kind) for remark in judgements.all_remarks()] == [
        (coder, kind) for coder in ("ann", "bob") for kind in ("note", "code", "evidence")
    ]
    first = judgements.judged(LEFT, RIGHT, compare(LEFT, RIGHT)).remarks[0][0]
    assert first.text == "mine", "the reader's own come first"
    judgements.note(both, "")
    judgements.uncode(both, "order")
    judgements.star(both, starred=False)
    assert {remark.coder for remark in judgements.all_remarks()} == {"bob"}


def test_of_verdicts_and_corrections_the_readers_own_count_before_a_later_one_of_another() -> None:
    judgements = Judgements(Journal.in_memory("ann"))
    comparison = compare(LEFT, RIGHT)
    link, figure = comparison.links[0], Span(40, 42)
    said_by("bob", judgements, "link.reject", "", link.left, link.right)
    assert judgements.judged(LEFT, RIGHT, comparison).rejected == (link,)
    judgements.confirm(LEFT, RIGHT, link)
    judgements.correct_subject(LEFT, figure, "votes")
    said_by("bob", judgements, "link.reject", "", link.left, link.right)
    said_by("bob", judgements, "subject", "boats", figure)
    assert judgements.judged(LEFT, RIGHT, comparison).verdicts[0] is Verdict.CONFIRMED
    assert judgements.subjects(LEFT) == {figure: "votes"}
    judgements.withdraw(LEFT, RIGHT, link)
    judged = judgements.judged(LEFT, RIGHT, comparison)
    assert judged.verdicts[0] is None and judged.rejected == ()


def test_what_was_said_before_a_coder_was_named_stays_the_readers_own(judgements: Judgements) -> None:
    place = [(LEFT, Span(0, 20))]
    judgements.note(place, "first")
    judgements.journal._coder = "ann"
    judgements.note(place, "second")
    assert [remark.text for remark in judgements.all_remarks()] == ["second"]
