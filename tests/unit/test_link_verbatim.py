"""Stretches copied word for word, and links of sentences that belong to them."""

from hypothesis import given
from hypothesis import strategies as st

from reader.comparison.link import link_texts
from reader.comparison.model import Kind
from reader.comparison.verbatim import Run, copied_runs, copied_stretches

PARAGRAPH = (
    "The lighthouse keeper counted eleven trawlers before dawn. None had reported to the coast guard. "
    "By noon the wind had turned and the radio mast lay across the cannery roof. Two crews walked home along "
    "the railway line, carrying their lamps."
)
MOVED = (
    "Parliament argued about school meals until midnight. Three ministers left, and a fourth fell asleep. "
    "The vote was put off to October because the printed ballots had gone missing in a taxi."
)
OTHER = "Quite other matters were discussed in Rome, where a museum returned a stolen bronze."


def test_a_copy_over_several_sentences_is_one_link() -> None:
    a, b = f"{OTHER}\n{PARAGRAPH}", f"{PARAGRAPH}\nNobody was hurt."
    (link,) = link_texts(a, b)
    assert (link.left.of(a), link.right.of(b)) == (PARAGRAPH, PARAGRAPH)
    assert link.kind is Kind.VERBATIM


def test_a_copy_that_begins_inside_a_sentence_begins_there() -> None:
    a = f"Witnesses told us that {PARAGRAPH[:1].lower()}{PARAGRAPH[1:]}"
    (link,) = link_texts(a, PARAGRAPH)
    assert link.left.of(a).startswith("the lighthouse keeper")
    assert link.right.of(PARAGRAPH) == PARAGRAPH


def test_a_slip_inside_a_copy_makes_it_near_verbatim() -> None:
    b = PARAGRAPH.replace("radio mast", "big old mast")
    (link,) = link_texts(PARAGRAPH, b)
    assert link.kind is Kind.NEAR_VERBATIM


def test_another_spelling_does_not_break_a_copy_in_two() -> None:
    a = f"The harbour was organised anew. {PARAGRAPH}".replace("their lamps", "their coloured lamps")
    b = a.replace("harbour", "harbor").replace("organised", "organized").replace("coloured", "colored")
    (link,) = link_texts(a, b)
    assert (link.left.of(a), link.right.of(b), link.kind) == (a, b, Kind.NEAR_VERBATIM)


def test_a_copy_in_a_script_without_spaces_runs_to_its_last_character() -> None:
    text = (
        "港务局星期一关闭了北渡轮码头。检查人员在两根桥柱上发现了裂缝。维修需要九个星期，费用约四百二十万元"
    )
    (link,) = link_texts(text, text)
    assert (link.left.of(text), link.kind) == (text, Kind.VERBATIM)


def test_moved_copies_are_links_of_their_own() -> None:
    links = link_texts(f"{PARAGRAPH}\n{MOVED}", f"{MOVED}\n{PARAGRAPH}")
    assert [link.left.start for link in links] == [0, len(PARAGRAPH) + 1]
    assert [link.right.start for link in links] == [len(MOVED) + 1, 0]


def test_gaps_join_runs_only_when_small_on_both_sides() -> None:
    near = [Run(0, 20, 100, 120), Run(22, 40, 125, 143)]
    far = [Run(0, 30, 100, 130), Run(32, 62, 300, 330)]
    assert copied_stretches(near) == [(Run(0, 40, 100, 143), False)]
    assert copied_stretches(far) == [(far[0], True), (far[1], True)]


@given(st.lists(st.integers(0, 4), max_size=40), st.lists(st.integers(0, 4), max_size=40))
def test_runs_are_equal_on_both_sides_maximal_to_the_right_and_apart(
    left: list[int], right: list[int]
) -> None:
    reached = 0
    for run in copied_runs(left, right):
        assert run.left >= reached
        assert left[run.left : run.left_end] == right[run.right : run.right_end]
        beyond = left[run.left_end : run.left_end + 1], right[run.right_end : run.right_end + 1]
        assert not beyond[0] or beyond[0] != beyond[1]
        reached = run.left_end
