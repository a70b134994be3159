"""What the reader says of speakers and figures decides anew how two sides stand to each other."""

from __future__ import annotations

from reader.article import Span
from reader.comparison.contrast import Contrast, Finding, Lens, LensReport, Said
from reader.comparison.corrected import corrected


def quote(start: int, by: str) -> Said:
    return Said(Span(start, start + 10), "“We will wait”", by, "said", 1)


def figure(start: int, value: str) -> Said:
    return Said(Span(start, start + 4), f"{value} came", value=value)


def quotes(*findings: Finding) -> LensReport:
    return LensReport(Lens.QUOTES, findings)


def figures(*findings: Finding) -> LensReport:
    return LensReport(Lens.FIGURES, findings)


SAME = Finding(Contrast.SAME, "wait", (quote(0, "Ann"),), (quote(50, ""),), "the same words")
OTHER = Finding(
    Contrast.OTHER_SPEAKER,
    "wait",
    (quote(0, "Ann"),),
    (quote(50, "Ben"),),
    "speakers differ: Ann / Ben · the same words",
)
PAIR = Finding(Contrast.DIFFERS, "people", (figure(0, "640"),), (figure(50, "2900"),), "differ: 640 / 2900")


def test_without_corrections_a_report_is_as_it_was() -> None:
    for report in (quotes(SAME, OTHER), figures(PAIR), LensReport(Lens.ORDER, (PAIR,))):
        assert corrected(report, {}, {}, {}, {}) is report
    report = LensReport(Lens.ORDER, (PAIR,))
    assert corrected(report, {Span(0, 9): "x"}, {}, {Span(0, 9): "x"}, {}) is report


def test_a_speaker_that_the_reader_names_makes_two_speakers_of_one_quote() -> None:
    (finding,) = corrected(quotes(SAME), {}, {Span(50, 60): "Ben Ott"}, {}, {}).findings
    assert finding.contrast is Contrast.OTHER_SPEAKER
    assert finding.right[0].by == "Ben Ott"
    assert finding.reason.startswith("speakers differ: Ann / Ben Ott")


def test_the_same_speaker_on_both_sides_leaves_what_became_of_the_words() -> None:
    (finding,) = corrected(quotes(OTHER), {}, {Span(50, 60): "Ann Hale"}, {}, {}).findings
    assert finding.contrast is Contrast.SAME
    assert "speakers differ" not in finding.reason
    cut = Finding(
        OTHER.contrast, "wait", OTHER.left, OTHER.right, OTHER.reason, changes=((), (Span(52, 55),))
    )
    assert corrected(quotes(cut), {}, {Span(50, 60): "Ann"}, {}, {}).findings[0].contrast is Contrast.CUT


def test_a_speaker_said_to_be_unknown_is_no_other_speaker() -> None:
    (finding,) = corrected(quotes(OTHER), {Span(0, 10): ""}, {}, {}, {}).findings
    assert finding.contrast is Contrast.SAME and finding.left[0].by == ""


def test_a_pair_whose_figures_count_two_things_is_parted() -> None:
    found = corrected(figures(PAIR), {}, {}, {Span(0, 4): "households"}, {}).findings
    assert [(f.contrast, f.subject) for f in found] == [
        (Contrast.ONLY_LEFT, "households"),
        (Contrast.ONLY_RIGHT, "people"),
    ]


def test_one_new_subject_for_both_sides_keeps_the_pair() -> None:
    (finding,) = corrected(
        figures(PAIR), {}, {}, {Span(0, 4): "to move"}, {Span(50, 54): "To  move"}
    ).findings
    assert (finding.contrast, finding.subject) == (Contrast.DIFFERS, "to move")


def test_figures_alone_on_both_sides_are_set_against_each_other_when_the_reader_names_one_thing() -> None:
    left = Finding(Contrast.ONLY_LEFT, "households", (figure(0, "640"),))
    right = Finding(Contrast.ONLY_RIGHT, "list", (), (figure(50, "811"),))
    other = Finding(Contrast.ONLY_RIGHT, "rolls", (), (figure(90, "11000"),))
    found = corrected(figures(left, right, other), {}, {}, {}, {Span(50, 54): "households"}).findings
    assert [(f.contrast, f.subject) for f in found] == [
        (Contrast.DIFFERS, "households"),
        (Contrast.ONLY_RIGHT, "rolls"),
    ]
    assert "640 / 811" in found[0].reason
