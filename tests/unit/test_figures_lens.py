"""The lens figures: what two articles count, time and date, side by side."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.article import READING_ROLES, Article, Field, Line, Provenance, Role, Span
from reader.comparison.amounts import Amount, amounts
from reader.comparison.compare import compare
from reader.comparison.contrast import Contrast, Finding, Lens, LensReport
from reader.comparison.lenses import lens_report
from reader.comparison.model import Comparison
from reader.comparison.topics import Likeness, Topic, topics
from reader.entities.model import Names
from reader.entities.names import find_names

UNLINKED = Comparison((), (), (), (), ())


def article(text: str, published: str | None = "2015-02-07") -> tuple[Article, Names]:
    lines, at = [], 0
    for paragraph in text.split("\n"):
        lines.append(Line(Span(at, at + len(paragraph)), Role.PARAGRAPH))
        at += len(paragraph) + 1
    field = Field(published, Provenance.STATED) if published else None
    made = Article("0", text, tuple(lines), language="en", published=field)
    blocks = [block.span for block in made.blocks() if block.role in READING_ROLES]
    return made, find_names(made.text, blocks)


def found(text: str, published: str | None = "2015-02-07") -> list[Amount]:
    return list(amounts(*article(text, published)))


def report(left: str, right: str, days: tuple[str, str] = ("2015-02-07", "2015-02-07")) -> LensReport:
    (one, one_names), (other, other_names) = article(left, days[0]), article(right, days[1])
    return lens_report(Lens.FIGURES, compare(one, other), one, other, one_names, other_names)


def both(left: str, right: str, days: tuple[str, str] = ("2015-02-07", "2015-02-07")) -> list[Finding]:
    """Return the findings that have something on both sides."""
    return [f for f in report(left, right, days).findings if f.left and f.right]


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("Three people were killed.", "count", "3"),
        ("At least 20 people were injured.", "count", ">=20"),
        ("Dozens were maimed.", "count", "dozens"),
        ("A handful of activists came.", "count", "a handful"),
        ("Several hundred persons came.", "count", "several hundred"),
        ("It costs 1.2 billion crowns.", "money", "1200000000"),
        ("It costs half a billion crowns.", "money", "500000000"),
        ("It costs $20 billion.", "money", "20000000000"),
        ("Pay rose by 6.4 per cent.", "percent", "6.4"),
        ("Support fell by two percentage points.", "points", "2"),
        ("The nine-day strike is over.", "length", "9"),
        ("It will take two weeks to clear.", "length", "14"),
        ("It hit the pier at 7:40 in the morning.", "time", "07:40"),
        ("It hit the pier at twenty to eight.", "time", "07:40"),
        ("Work resumes at 2 p.m. today.", "time", "14:00"),
        ("It was signed at four on Thursday morning.", "time", "04:00"),
        ("It failed on Tuesday.", "date", "2015-02-03"),
        ("It failed yesterday.", "date", "2015-02-06"),
        ("It failed this morning.", "date", "2015-02-07"),
        ("It was repaired last July.", "date", "2014-07"),
        ("It opens on All Fools' Day.", "date", "2015-04-01"),
    ],
)
def test_an_amount_is_read_with_kind_and_value(text: str, kind: str, value: str) -> None:
    assert (kind, value) in [(amount.kind, amount.value) for amount in found(text)]


@pytest.mark.parametrize(
    "text",
    [
        "Carol Venner, 34, wept.",
        "A 51-year-old man was questioned.",
        "A schoolboy of 14 and his father came.",
        "One of them laughed.",
        "It was the third time.",
        "Press release 41/2015.",
    ],
)
def test_ages_and_labels_are_no_amounts(text: str) -> None:
    assert not [amount for amount in found(text) if amount.kind == "count"]


def test_a_day_named_between_quote_marks_is_not_guessed() -> None:
    assert not found('"Today one door is open," Anna Keller said.')


def test_what_is_to_come_is_dated_ahead() -> None:
    assert [a.value for a in found("The boat is expected on Wednesday.")] == ["2015-02-11"]
    assert [a.value for a in found("Pay will rise in March.")] == ["2015-03"]


def test_a_date_that_stays_open_says_why() -> None:
    (amount,) = found("It failed on Tuesday.", None)
    assert (amount.value, amount.reason) == ("", "the article's own date is not known")


def test_two_counts_joined_make_a_sum() -> None:
    values = [amount.value for amount in found("There were 204 passengers and 8 crew members on board.")]
    assert "212" in values


def test_who_says_a_figure_is_told() -> None:
    (amount,) = [a for a in found("Some 4,000 people protested, police said.") if a.kind == "count"]
    assert amount.source is not None and amount.source.speaker == "police"


def test_figures_of_one_thing_differ() -> None:
    (finding,) = both("Three people were killed in the crash.", "Five people died when the ferry struck.")
    assert finding.contrast is Contrast.DIFFERS
    assert finding.reason == "differ: 3 / 5"
    assert "wrong" not in finding.reason


def test_equal_figures_in_other_words_are_the_same() -> None:
    (finding,) = both(
        "Eleven of them were detained for hours.", "Police held 11 people, who were arrested at noon."
    )
    assert finding.contrast is Contrast.SAME


def test_a_number_said_less_firmly_is_told_as_such() -> None:
    (finding,) = both("At least five people died.", "Five people died.")
    assert finding.contrast is Contrast.DIFFERS
    assert "not said as firmly" in finding.reason


def test_the_dead_are_not_set_against_the_injured() -> None:
    assert not both("Five people were killed on the bridge.", "Thirty people were injured in the hall.")


def test_equal_numbers_of_other_things_are_not_one() -> None:
    assert not both("It runs eleven power stations.", "The bakers brought 11 cakes.")


def test_money_in_two_currencies_is_not_compared() -> None:
    assert not both("The bridge will cost 5 million euros.", "The bridge will cost 7 million pounds.")


def test_two_sources_against_one_figure_are_one_finding() -> None:
    (finding,) = both(
        "Some 4,000 people protested outside the embassy, police said. Organisers put the number at 10,000.",
        "In the street outside the embassy 10,000 people protested.",
    )
    assert finding.contrast is Contrast.DIFFERS
    assert sorted(said.value for said in finding.left) == ["10000", "4000"]
    assert "police" in finding.reason


def test_one_day_told_in_four_ways_is_the_same_day() -> None:
    (finding,) = both(
        "The horn failed on Tuesday. It was reported on 3 February.",
        "The horn broke down yesterday.",
        ("2015-02-07", "2015-02-04"),
    )
    assert (finding.contrast, finding.subject) == (Contrast.SAME, "2015-02-03")
    assert len(finding.left) == 2


def test_a_month_and_a_year_are_one_date_less_exact() -> None:
    (finding,) = both(
        "Moscow signed a similar treaty with Abkhazia last December.",
        "The pact is similar to a treaty that Moscow signed with Abkhazia last year.",
        ("2015-03-18", "2015-03-18"),
    )
    assert finding.contrast is Contrast.SAME
    assert finding.reason == "one is less exact: 2014-12 / 2014"


def test_a_lens_that_finds_nothing_says_so() -> None:
    assert (
        report("The bridge was closed.", "The road was closed.").notice
        == "no figures or dates found on either side"
    )


_PIECES = st.sampled_from(
    [
        *("5 ", "12,000 ", "people ", "dead ", "$", "%", " per cent", "half a billion ", "a few hundred "),
        *("on Tuesday ", "at 7:40 ", "two weeks ", "1.2.2015 ", "last July ", "twenty to eight ", "noon"),
        *("-", ".", ", ", "and ", "\n"),
    ]
)


@given(st.lists(_PIECES, max_size=20).map("".join), st.lists(_PIECES, max_size=20).map("".join))
def test_any_two_texts_mirror_each_other(left: str, right: str) -> None:
    mirrored = {Contrast.ONLY_LEFT: Contrast.ONLY_RIGHT, Contrast.ONLY_RIGHT: Contrast.ONLY_LEFT}
    for amount in found(left):
        assert 0 <= amount.span.start < amount.span.end <= len(left)
    one = sorted((f.contrast, len(f.left), len(f.right)) for f in report(left, right).findings)
    other = sorted(
        (mirrored.get(f.contrast, f.contrast), len(f.right), len(f.left))
        for f in report(right, left).findings
    )
    assert one == other


def test_a_season_and_a_month_in_it_are_one_date_said_less_exactly() -> None:
    days = ("2014-11-25", "2014-11-26")
    (finding,) = both("Building will start in March next year.", "Building is to start next spring.", days)
    assert finding.contrast is Contrast.SAME
    assert finding.reason == "one is less exact: 2015-03 / spring 2015"


def test_days_of_two_events_are_not_set_against_each_other() -> None:
    left = "The operator said that the ship had passed its yearly inspection in October."
    right = "A complaint about the ship, lodged last July, was closed after it had passed the inspection."
    assert not [f for f in both(left, right) if f.contrast is Contrast.DIFFERS]


def test_lengths_of_one_thing_differ_and_of_two_things_are_not_compared() -> None:
    left = "It would take about ten days to clear the backlog in the port, after a nine-day strike."
    right = (
        "The walkout paralysed the port for ten days. It could take two weeks before all ships are unloaded."
    )
    reasons = sorted(f.reason for f in both(left, right))
    assert reasons == ["differ: 10 days / 14 days", "differ: 9 days / 10 days"]


def test_a_handful_is_set_beside_any_number_of_the_same_people() -> None:
    (finding,) = both("A handful of activists came.", "About 300 people demonstrated outside the ministry.")
    assert finding.contrast is Contrast.DIFFERS


def test_work_for_one_figure_does_not_grow_with_the_articles(monkeypatch: pytest.MonkeyPatch) -> None:
    """Words that stand around every figure tell none apart, and no pair is looked at for them alone."""
    looked = 0
    real = Likeness.score

    def count(self: Likeness, one: Topic, other: Topic) -> float:
        nonlocal looked
        looked += 1
        return real(self, one, other)

    monkeypatch.setattr(Likeness, "score", count)
    asked = []
    for size in (200, 400):
        sides = [
            "\n".join(
                f"The harbour board counted {size * 10 * side + n} ships in the port." for n in range(size)
            )
            for side in (1, 2)
        ]
        looked = 0
        (one, names), (other, other_names) = map(article, sides)
        lens_report(Lens.FIGURES, UNLINKED, one, other, names, other_names)
        asked.append(looked)
    assert asked == [0, 0]


def test_no_pair_that_could_stand_in_one_row_is_passed_over() -> None:
    left = "Five people died and 34 were injured. The dam cost 1.2 billion crowns. Pay rose by 3.4 per cent."
    right = (
        "Three were killed and 20 hurt. It costs 1.2 billion crowns. Wages rose by 3.4 percent, say 5,000."
    )
    sides = [topics(found(text), lambda a: (a.kind, a.value, a.unit, a.senses)) for text in (left, right)]
    likeness = Likeness(UNLINKED, found(left), found(right))
    scored = {
        (i, j)
        for i, one in enumerate(sides[0])
        for j, other in enumerate(sides[1])
        if likeness.score(one, other) > 0
    }
    assert scored and scored <= set(likeness.pairs(*sides))
