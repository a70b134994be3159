"""What became of the words between two linked passages, and the line that says so."""

from hypothesis import given
from hypothesis import strategies as st

from reader.article import Span
from reader.comparison.explain import explain
from reader.comparison.link import link_texts
from reader.comparison.marks import shared_words, word_marks
from reader.comparison.model import Change


def marked(left: str, right: str) -> list[tuple[Change, str, str]]:
    """Return the marks of two whole texts as words."""
    marks = word_marks(left, Span(0, len(left)), right, Span(0, len(right)))
    return [(mark.change, mark.left.of(left), mark.right.of(right)) for mark in marks]


def test_spelling_is_never_a_difference_of_substance() -> None:
    left = "A joint defense and security zone, a breakaway program and Tom’s labor."
    right = "A joint defence and security zone, a break-away programme and Tom's labour."
    assert marked(left, right) == [
        (Change.SAME, "A joint", "A joint"),
        (Change.SPELLING, "defense", "defence"),
        (Change.SAME, "and security zone, a", "and security zone, a"),
        (Change.SPELLING, "breakaway", "break-away"),
        (Change.SPELLING, "program", "programme"),
        (Change.SAME, "and Tom’s", "and Tom's"),
        (Change.SPELLING, "labor", "labour"),
    ]


def test_swapped_added_and_dropped_words_are_told_apart() -> None:
    left = "The two countries signed a broad treaty in the capital on Wednesday."
    right = "The two countries inked a treaty in the capital on Wednesday evening."
    changes = marked(left, right)
    assert (Change.SWAPPED, "signed", "inked") in changes
    assert (Change.LEFT_ONLY, "broad", "") in changes
    assert (Change.RIGHT_ONLY, "", "evening") in changes


def test_scattered_small_words_of_a_paraphrase_are_not_marked_as_same() -> None:
    left = "The treaty of the two states was hailed by the president as a step to the future."
    right = "On the eve of a summit the opposition spoke of a day to forget, and of the costs."
    assert not [mark for mark in marked(left, right) if mark[0] is Change.SAME]


def test_a_run_with_names_is_marked_in_a_paraphrase() -> None:
    left = "President Vladimir Putin and his counterpart inked the agreement in Moscow."
    right = "A deal was struck on Monday evening by Vladimir Putin, officials said, after talks."
    assert (Change.SAME, "Vladimir Putin", "Vladimir Putin") in marked(left, right)


@given(
    *[
        st.lists(
            st.sampled_from("the a Treaty treaty signed Defence defense 3 of Putin".split(" ")), max_size=14
        )
    ]
    * 2
)
def test_every_word_is_in_exactly_one_mark(left_words: list[str], right_words: list[str]) -> None:
    left, right = " ".join(left_words), " ".join(right_words)
    marks = word_marks(left, Span(0, len(left)), right, Span(0, len(right)))
    for text, spans in ((left, [m.left for m in marks]), (right, [m.right for m in marks])):
        covered = " ".join(span.of(text) for span in spans if span.length)
        assert covered.split() == text.split()


def test_a_near_verbatim_link_is_explained_by_a_count_and_its_changes() -> None:
    left = '"A joint defense zone will be created between our two countries," he said.'
    right = '"A joint defence zone will be created between our two countries," Putin said.'
    (link,) = link_texts(left, right)
    assert (
        explain(link, left, right)
        == "11 of 13 words the same · spelling: defense = defence · swapped: he → Putin"
    )


def test_a_paraphrase_is_explained_by_what_both_say() -> None:
    left = "President Putin described the accord as a “landmark” treaty."
    right = 'In the Kremlin, Mr Putin hailed the "landmark" agreement after the ceremony.'
    (link,) = link_texts(left, right)
    assert explain(link, left, right).startswith('both: Putin, "landmark", accord ~ agreement')


def test_what_a_paraphrase_shares_is_found_in_any_order() -> None:
    left = "Putin described the accord as a “landmark” treaty with South Ossetia."
    right = 'The treaty with South Ossetia was hailed by Putin as a "landmark".'
    here, there = shared_words(left, Span(0, len(left)), right, Span(0, len(right)))
    assert [span.of(left) for span in here] == ["Putin", "landmark” treaty", "South Ossetia"]
    assert [span.of(right) for span in there] == ["treaty", "South Ossetia", "Putin", "landmark"]
