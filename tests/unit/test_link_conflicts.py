"""Look-alikes: sentences that share all words but one, and tell of two different things."""

import pytest

from reader.article import Span
from reader.comparison.conflicts import conflicts
from reader.comparison.evidence import evidence_of
from reader.comparison.link import link_texts
from reader.comparison.model import Evidence
from reader.comparison.rows import rows, vocabulary

DOCK = "The southern dock in Lindmouth was built in {} by a state company."
QUOTE = '"We could not take the risk with winter storms coming," {}'


def score(left: str, right: str) -> tuple[float, Evidence]:
    """Return the score and the evidence of the link between two sentences; 0 without one."""
    links = link_texts(left, right)
    return (links[0].score, links[0].evidence) if links else (0.0, Evidence())


@pytest.mark.parametrize(
    ("left", "right"),
    [
        (DOCK.format("2014"), DOCK.format("2015")),
        (
            "Parliament in Fiji approved the fishing treaty.",
            "Parliament in Tonga approved the fishing treaty.",
        ),
        ("Okafor won the primary by a narrow margin.", "Lindqvist won the primary by a narrow margin."),
        ("The minister will resign over the contract.", "The minister will not resign over the contract."),
        ("The court had found evidence of fraud.", "The court hadn't found evidence of fraud."),
    ],
    ids=["year", "name", "name at the beginning", "negation", "contracted negation"],
)
def test_look_alikes_that_tell_another_thing_are_kept_apart(left: str, right: str) -> None:
    assert link_texts(left, right) == ()
    assert link_texts(left, left)[0].score > 0.9


@pytest.mark.parametrize(
    ("left", "right", "conflict"),
    [
        ("The blast killed 12 people.", "The blast killed 15 people.", "12 / 15"),
        ("The blast killed twelve people.", "The blast killed 15 people.", "twelve / 15"),
        ("The dock was shut on Monday.", "The dock was shut on Tuesday.", "Monday / Tuesday"),
        (
            QUOTE.format("said Ingrid Solheim."),
            QUOTE.format("said Peter Hansen."),
            "said by Ingrid Solheim / Peter Hansen",
        ),
        (
            QUOTE.format("Ingrid Solheim, a spokeswoman, said."),
            'According to Peter Hansen, "we could not take the risk with winter storms coming".',
            "said by Ingrid Solheim / Peter Hansen",
        ),
    ],
    ids=["figure", "number word", "day", "speaker", "speaker elsewhere"],
)
def test_what_may_be_the_same_thing_counted_or_credited_differently_is_lowered(
    left: str, right: str, conflict: str
) -> None:
    lowered, evidence = score(left, right)
    assert 0.4 < lowered <= 0.65
    assert conflict in evidence.conflicts
    assert ("held down: alike but for what differs") in dict(evidence.parts)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        (QUOTE.format("said Ingrid Solheim."), QUOTE.format("Solheim told reporters.")),
        (QUOTE.format("said Ingrid Solheim."), QUOTE.format("the harbour master said.")),
        ("President Lee opened the bridge on Monday.", "Ann Lee opened the bridge on Monday."),
        ("The U.S. signed the fishing treaty.", "The United States signed the fishing treaty."),
        ("The loss came to 14.96 million pounds.", "The loss came to 15 million pounds."),
        ("The blast killed twelve people.", "The blast killed 12 people."),
        ("Nobody said it was not true.", "Nobody said it wasn't true."),
        (
            "The party refused to budge from its offer of a fence along the northern border.",
            "The party from its offer of a fence along the northern border.",
        ),
    ],
)
def test_another_form_of_the_same_is_no_conflict(left: str, right: str) -> None:
    assert score(left, right)[0] > 0.8


def test_a_change_in_passing_inside_a_copy_is_lowered_and_not_kept_apart() -> None:
    around = "The harbour authority closed the ferry dock after cracks showed in two pylons.\n{}\n"
    left, right = around.format(DOCK.format("2014")), around.format(DOCK.format("2015"))
    assert [link.score <= 0.65 for link in link_texts(left, right)] == [False, True]


def test_of_two_look_alikes_the_one_without_a_conflict_is_linked() -> None:
    left = DOCK.format("2014")
    right = f"{DOCK.format('2015')}\n{DOCK.format('2014')}"
    (link,) = link_texts(left, right)
    assert link.right.of(right) == left


def test_a_sentence_in_german_may_have_another_noun_in_a_slot() -> None:
    left = "Die Hafenbehörde hat am Montag den nördlichen Anleger wegen der Risse in den Pfeilern gesperrt."
    right = "Die Hafenleitung hat am Montag den nördlichen Anleger wegen der Risse in den Pfeilern gesperrt."
    assert score(left, right)[0] > 0.8


@pytest.mark.parametrize("turned", [False, True])
def test_who_spoke_and_where_is_no_conflict_about_one_quote(turned: bool) -> None:
    pair = QUOTE.format("Solheim said in Lindmouth."), QUOTE.format("said Ingrid Solheim, the Port Minister.")
    found, evidence = score(*(pair[::-1] if turned else pair))
    assert found > 0.9
    assert evidence.conflicts == ()


def test_figures_that_count_different_things_are_not_set_against_each_other() -> None:
    left = "Two trawlermen pulled the passengers from the water after the ferry struck the outer pier."
    right = "Five dead lay on the quay after the ferry struck the outer pier on 3 February and sank."
    assert not [told for told in _told(left, right) if "two" in told.lower() or "five" in told.lower()]
    assert "34 / 20" in _told(
        "The crash left 34 injured and the harbour of Kessan was closed to ships on Friday.",
        "On Friday ships were kept out of the harbour of Kessan, and at least 20 injured were in hospital.",
    )


def test_one_figure_of_each_side_is_told_once() -> None:
    assert _told("The blast killed Twelve people.", "The blast killed 15 people.") == ("Twelve / 15",)


def _told(left: str, right: str) -> tuple[str, ...]:
    """Return what the evidence of two passages sets against each other, linked or not."""
    (one,), (other,) = (rows(text, [Span(0, len(text))]) for text in (left, right))
    words = vocabulary([one], [other])
    return evidence_of(left, one, other, words, conflicts(left, one, right, other, words)).conflicts
