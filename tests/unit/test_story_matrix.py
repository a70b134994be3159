"""The matrix of a story, the margin that is read off it, blind mode, and `crossread story`."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from dataclasses import replace
from io import StringIO
from itertools import pairwise as neighbours
from itertools import permutations
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from story_articles import article, lens, names

from reader.article import Article, Role, Span
from reader.cli import main
from reader.comparison import coverage, table
from reader.comparison.blind import covered, covered_matrix, mask, masked
from reader.comparison.compare import passages
from reader.comparison.contrast import Lens
from reader.comparison.corroboration import Mark, corroboration
from reader.comparison.coverage import pairwise
from reader.comparison.headlines import headline_contrast, headline_reading, lead_contrast
from reader.comparison.matrix import Cell, Matrix, MatrixRow
from reader.comparison.model import Evidence, Kind, Link
from reader.comparison.places import first_clause
from reader.comparison.table import story_matrix
from reader.entities.model import Names
from reader.importers.registry import read_article

CHECKOUT = Path(__file__).parents[2]

DOCK = "The harbour authority of Lindmouth closed its northern ferry dock on Monday after two pylons cracked."
HURT = "At least {} people were hurt when the second pylon of the ferry dock fell, the coastguard said."
QUOTE = '"We saw the crack in March, we measured it in April and nobody came to mend it," said Nora Falk.'
CUT = '"We saw the crack in March" and "nobody came to mend it", said Nora Falk.'
BAND = "A brass band had planned to play its summer concert under the glass roof of the old station."

WIRE = article(
    "Coast Agency", "\n".join([DOCK, HURT.format(14), QUOTE]), published="2015-02-06", agency="Coast Agency"
)
POST = article("Harnby Post", "\n".join([DOCK, HURT.format(40), CUT]), published="2015-02-07")
TIMES = article(
    "Mill Times", "\n".join([BAND, QUOTE, DOCK.replace("closed", "shut")]), published="2015-02-08"
)
STORY = [WIRE, POST, TIMES]


def matrix(story: list[Article]) -> Matrix:
    return story_matrix(story, [names(one) for one in story])


def row(found: Matrix, start: str) -> MatrixRow:
    (wanted,) = [one for one in found.rows if start in one.label]
    return wanted


def test_cells_say_how_each_outlet_has_a_passage() -> None:
    found = matrix(STORY)
    assert found.order == (0, 1, 2)
    assert [cell.cell for cell in row(found, "harbour authority").cells] == [
        Cell.FIRST,
        Cell.SAME,
        Cell.EDITED,
    ]
    assert [cell.cell for cell in row(found, "in March").cells] == [Cell.FIRST, Cell.QUOTE_CUT, Cell.SAME]
    assert [cell.cell for cell in row(found, "brass band").cells] == [Cell.NONE, Cell.NONE, Cell.FIRST]


def test_where_figures_differ_each_stands_with_who_says_so() -> None:
    hurt = row(matrix(STORY), "were hurt")
    assert hurt.differs
    assert [cell.cell for cell in hurt.cells] == [Cell.FIRST, Cell.FIGURE, Cell.NONE]
    assert [cell.figure for cell in hurt.cells] == ["14 coastguard", "40 coastguard", ""]


def test_totals_count_what_is_carried_copied_and_quoted() -> None:
    wire, post, times = matrix(STORY).totals
    assert (wire.share, post.share, times.share) == (1.0, 1.0, round(2 / 3, 4))
    assert wire.copied is None
    assert post.copied is not None and 0.5 < post.copied <= 1
    assert (wire.speakers, wire.quoted_words) == (1, 17)


@pytest.mark.parametrize("order", permutations(range(3)))
def test_the_order_of_the_articles_changes_nothing_but_indexes(order: tuple[int, ...]) -> None:
    first = matrix(STORY)
    again = matrix([STORY[i] for i in order])
    assert (again.rows, again.totals, again.headlines) == (first.rows, first.totals, first.headlines)
    assert [order[i] for i in again.order] == list(first.order)


def test_comparisons_already_made_are_not_made_again(monkeypatch: pytest.MonkeyPatch) -> None:
    known = pairwise(STORY)
    found = story_matrix(STORY, [names(one) for one in STORY], known)

    def fail(*_: object) -> None:
        raise AssertionError("compared again")

    monkeypatch.setattr(coverage, "compare", fail)
    turned = {(b, a): pair for (a, b), pair in known.items()}
    assert set(pairwise(STORY, known)) == set(known)
    assert set(pairwise(STORY, turned)) == set(turned)
    assert story_matrix(STORY, [names(one) for one in STORY], known) == found


def test_work_grows_with_the_cells_and_not_with_the_pairs(monkeypatch: pytest.MonkeyPatch) -> None:
    story = [
        article(f"Outlet {n}", "\n".join([DOCK.replace("Monday", f"day {n}"), HURT.format(n + 14), BAND]))
        for n in range(12)
    ]
    known = pairwise(story)
    counted = []
    for name in ("word_marks", "numbers"):
        real = getattr(table, name)

        def count(*given: object, real: Callable[..., object] = real) -> object:
            counted.append(real)
            return real(*given)

        monkeypatch.setattr(table, name, count)
    found = story_matrix(story, [names(one) for one in story], known)
    cells = sum(len(one.spans) for row in found.rows for one in row.cells)
    assert cells == 36
    assert len(counted) <= 2 * cells


def test_of_articles_without_a_date_the_one_that_the_others_are_closest_to_is_first() -> None:
    story = [article(one.outlet_name, one.text) for one in STORY]
    found = matrix(story)
    assert "3 of 3 articles do not say when they were published" in found.notice
    assert all(total.copied is None for total in found.totals)
    assert all(sum(cell.cell is Cell.FIRST for cell in one.cells) == 1 for one in found.rows)


def test_the_margin_says_how_many_carry_a_passage_and_what_differs() -> None:
    found = matrix(STORY)
    margin = corroboration(0, STORY, found)
    assert [(one.outlets, one.mark) for one in margin] == [
        (3, Mark.MOVED),
        (2, Mark.FIGURE),
        (3, Mark.WORDED),
    ]
    assert [one.article for one in margin[0].elsewhere] == [1, 2]
    alone = corroboration(2, STORY, found)[0]
    assert (alone.outlets, alone.mark, alone.elsewhere) == (1, Mark.ONLY, ())


def test_two_versions_of_one_outlet_are_one_outlet_in_the_margin() -> None:
    story = [WIRE, article("Coast Agency", f"{DOCK}\n{BAND}", published="2015-02-09")]
    first = corroboration(0, story, matrix(story))[0]
    assert (first.outlets, len(first.elsewhere)) == (1, 1)


def test_two_versions_of_one_outlet_are_one_outlet_in_the_matrix() -> None:
    newer = article("Coast Agency", f"{DOCK}\n{BAND}", published="2015-02-09")
    alone = matrix([WIRE, newer])
    assert row(alone, "harbour authority").carried == 1
    assert [total.share for total in alone.totals] == [0.0, 0.0]  # Nothing is told by several outlets.
    both = matrix([WIRE, newer, TIMES])
    assert row(both, "harbour authority").carried == 2
    assert row(both, "brass band").carried == 2


def test_articles_whose_outlet_is_unknown_are_each_one_of_its_own() -> None:
    found = matrix([article("", DOCK, published="2015-02-06"), article("", f"{DOCK}\n{BAND}")])
    assert row(found, "harbour authority").carried == 2


def test_a_row_is_called_by_its_first_wording_and_not_by_a_shorter_one() -> None:
    later = article("Mill Times", DOCK.replace("of Lindmouth ", ""), published="2015-02-08")
    (label,) = [one.label for one in matrix([later, WIRE]).rows if "harbour authority" in one.label]
    assert label == DOCK


def test_a_long_label_is_the_first_clause_and_no_half_quote() -> None:
    tail = ", and the divers who went down on Sunday found a third one bent at its foot in the mud."
    assert first_clause(DOCK[:-1] + tail) == f"{DOCK[:-1]} …"
    assert first_clause("On Monday, " + DOCK[:-1] + tail) == f"On Monday, {DOCK[:-1]} …"
    quote = QUOTE.replace("in April", "in April, as we do each spring before the boats go out again,")
    assert first_clause(quote) == quote
    assert first_clause(DOCK) == DOCK


@given(st.text(alphabet='ab ,;:–"“” ', max_size=300))
def test_a_label_says_nothing_that_the_wording_does_not(words: str) -> None:
    assert words.startswith(first_clause(words).removesuffix(" …"))


def test_what_hangs_on_by_few_ties_has_a_row_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    """Five tell of the dock; what is linked with the last of them alone is another thing that it tells."""
    story = [
        article(f"O{n}", DOCK.replace("Monday", f"day {n}"), published=f"2015-02-0{n}") for n in range(1, 6)
    ]
    odd = article("Odd", HURT.format(3), published="2015-02-09")
    known = dict(pairwise([*story, odd]))
    for (i, j), pair in known.items():
        if 5 in (i, j):
            left, right = passages([*story, odd][i])[0], passages([*story, odd][j])[0]
            link = Link(left.span, right.span, Kind.PARAPHRASE, 0.95, Evidence())
            known[i, j] = replace(pair, links=(link,) if 4 in (i, j) else ())
    monkeypatch.setattr(coverage, "COHESION", 0.1)
    found = story_matrix([*story, odd], [names(one) for one in [*story, odd]], known)
    assert [sum(bool(cell.spans) for cell in one.cells) for one in found.rows] == [5, 1]
    assert row(found, "were hurt").cells[5].cell is Cell.FIRST


def test_covered_rows_are_called_by_the_covered_first_wording() -> None:
    long = (
        "The Coast Agency was told on Monday that two pylons of the northern dock had cracked, and that "
        "divers who went down had found a third one bent at its foot."
    )
    story = [
        article("Coast Agency", long, published="2015-02-06"),
        article("Post", long, published="2015-02-07"),
    ]
    hidden = [covered(one, letter, {}) for one, letter in zip(story, "AB", strict=True)]
    (one,) = covered_matrix(matrix(story), story, hidden).rows
    assert "Coast Agency" not in one.label and one.label.endswith("had cracked …")


def test_a_covered_headline_in_the_head_of_a_file_is_read_by_its_value(folder: Path) -> None:
    one = read_article(folder / "0.md")
    reading = headline_reading(covered(one, "A", {}), Names())
    assert reading.text == "Ferry dock in Lindmouth closed"
    assert reading.verb == "closed"
    assert headline_reading(one, Names()).text == reading.text


def test_an_unsure_match_is_shown_apart_and_not_counted() -> None:
    found = matrix(STORY)
    unsure = [
        MatrixRow(
            one.label,
            tuple(
                cell
                if cell.cell in (Cell.FIRST, Cell.NONE)
                else type(cell)(Cell.UNSURE, cell.spans, cell.paragraph)
                for cell in one.cells
            ),
            1,
            unsure=True,
        )
        for one in found.rows
    ]
    margin = corroboration(0, STORY, Matrix(found.order, found.headlines, tuple(unsure), found.totals))
    assert {(one.outlets, one.mark) for one in margin} == {(1, Mark.UNSURE)}
    assert all(other.unsure for one in margin for other in one.elsewhere)


def test_blind_mode_masks_names_short_names_initials_lines_and_reporters() -> None:
    one = article(
        "The Kessan Harbour Gazette",
        "byline|By Rick Tanner, Chief Reporter\ndateline|6 February 2015\n"
        "PORT KESSAN (KHG) - The pylon fell, a witness told the Gazette. Rick Tanner saw it too.\n"
        "caption|The pylon on Friday. Photo: Bente Holm\nThe Kessan council met.\n"
        "boilerplate|post@kessanharbourgazette.example",
        byline="By Rick Tanner, Chief Reporter",
    )
    masks = mask(one, "B")
    shown = masked(one.text, masks)
    for told in ("Gazette", "KHG", "Tanner", "Holm", "kessanharbour", "6 February"):
        assert told not in shown
    assert "a witness told Outlet B. [reporter] saw it too." in shown
    assert "The Kessan council met." in shown


@given(
    st.lists(
        st.sampled_from(["The Beacon", "Daily Beacon", "DB", "beacon", "Rick Tanner", "rose", "."]),
        min_size=1,
    )
)
def test_masks_are_in_order_apart_and_inside_the_text(words: list[str]) -> None:
    one = article("The Daily Beacon", " ".join(words), byline="Rick Tanner")
    spans = [span for span, _ in mask(one, "A")]
    assert all(a.end <= b.start for a, b in neighbours(spans))
    assert all(0 <= span.start < span.end <= len(one.text) for span in spans)
    assert "Daily Beacon" not in masked(one.text, mask(one, "A"))


def test_no_sample_tells_its_outlet_when_it_is_masked() -> None:
    from reader.importers.registry import read_collection

    for one in read_collection([CHECKOUT / "articles"]).articles:
        masks = mask(one, "A")
        shown = " ".join(
            masked(one.text, masks, line.span) for line in one.lines if line.role not in (Role.BOILERPLATE,)
        )
        for field in (one.outlet, one.byline):
            assert field is None or field.value.removeprefix("The ").casefold() not in shown.casefold()


def test_a_masked_stretch_of_a_text_shows_a_mask_that_reaches_into_it() -> None:
    masks = ((Span(4, 10), "[x]"),)
    assert masked("0123456789abc", masks, Span(6, 12)) == "[x]ab"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for number, one in enumerate(STORY):
        head = f"title: Ferry dock in Lindmouth closed\noutlet: {one.outlet}\ndate: {one.published}"
        text = f"---\n{head}\n---\n\n"
        (tmp_path / f"{number}.md").write_text(text + one.text.replace("\n", "\n\n"), encoding="utf-8")
    return tmp_path


def test_the_command_prints_the_matrix(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["story", str(folder)]) == 0
    out = capsys.readouterr().out
    assert "Story 1 of 1: Ferry dock in Lindmouth closed" in out
    assert "1 A 2 (14 coastguard) · 2 # 2 (40 coastguard)" in out


def test_the_command_writes_json_with_offsets(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["story", str(folder), "--json"]) == 0
    (story,) = json.loads(capsys.readouterr().out)["stories"]
    for group in story["groups"]:
        for cell, one in zip(group["cells"], story["articles"], strict=True):
            for passage in cell["passages"]:
                assert " ".join(one["text"][passage["start"] : passage["end"]].split()) == passage["text"]


def test_no_cell_of_the_table_begins_a_formula(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    evil = folder / "3.md"
    evil.write_text(
        f"---\ntitle: =1+1\noutlet: =cmd\ndate: 2015-02-06\n---\n\n{DOCK}\n\n{HURT.format(14)}\n\n+{QUOTE}\n",
        encoding="utf-8",
    )
    assert main(["story", str(folder), "--csv"]) == 0
    lines = list(csv.reader(StringIO(capsys.readouterr().out)))
    assert "'=cmd" in {line[8] for line in lines}
    assert not any(cell.startswith(("=", "+", "@")) for line in lines for cell in line)


def test_what_cannot_be_read_is_named_and_the_rest_is_printed(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["story", str(folder), str(folder / "none")]) == 1
    said = capsys.readouterr()
    assert "no such file or folder" in said.err
    assert "Story 1 of 1" in said.out


def test_an_article_that_was_read_is_never_written_over(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = (folder / "0.md").read_text(encoding="utf-8")
    assert main(["story", str(folder), "-o", str(folder / "0.md")]) == 1
    assert (folder / "0.md").read_text(encoding="utf-8") == before
    assert "never written to" in capsys.readouterr().err


def test_one_article_is_no_story(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["story", str(folder / "0.md")]) == 1
    assert "no story that more than one of these articles tells" in capsys.readouterr().err


PIECES = st.sampled_from(
    [
        DOCK,
        HURT.format(14),
        HURT.format(3),
        QUOTE,
        CUT,
        BAND,
        'The so-called "dock" was shut by 14 per cent on 6 February 2015.',
        "“Unclosed words, said the mayor",
        "1.5",
        "—",
        "日本語の文です。",
        "He.",
    ]
)
ARTICLES = st.lists(
    st.builds(
        lambda outlet, pieces, published, headline: article(
            outlet, "\n".join(pieces), published=published, headline=headline
        ),
        st.sampled_from(["", "A", "The Mill Times"]),
        st.lists(PIECES, max_size=5),
        st.sampled_from(["", "2015", "2015-02", "2015-02-06"]),
        st.sampled_from(["", "Dock shut", "—", "They are"]),
    ),
    max_size=4,
    unique_by=lambda one: one.id,
)


@given(ARTICLES)
@settings(max_examples=60, deadline=None)
def test_whatever_articles_say_every_passage_has_one_row_and_spans_lie_in_their_text(
    story: list[Article],
) -> None:
    known = [names(one) for one in story]
    found = story_matrix(story, known)
    headline_contrast(story, known), lead_contrast(story, known)
    assert sorted(found.order) == list(range(len(story)))
    for column, index in enumerate(found.order):
        spans = sorted(span for one in found.rows for span in one.cells[column].spans)
        told = [p.span for p in passages(story[index])]
        assert [span for span in told if span in spans] == spans
        for one in corroboration(index, story, found):
            assert 1 <= one.outlets <= len(story)
            assert len({other.article for other in one.elsewhere}) == len(one.elsewhere)
    for left, right in neighbours(story):
        for which in (Lens.WORDING, Lens.ORDER, Lens.COPY, Lens.TIME):
            report = lens(which, left, right)
            assert report.findings or report.notice
            for finding in report.findings:
                assert all(0 <= said.span.start <= said.span.end <= len(left.text) for said in finding.left)
                assert all(0 <= said.span.start <= said.span.end <= len(right.text) for said in finding.right)


def test_a_figure_that_stands_for_something_in_the_other_passage_contradicts_nothing() -> None:
    whole = (
        "The harbour authority of Lindmouth lends the dock 45 million crowns, of which 40 million is a loan."
    )
    part = "The harbour authority of Lindmouth lends the northern dock 40 million crowns as a loan."
    story = [article("A", whole, published="2015-01-01"), article("B", part, published="2015-01-02")]
    assert not any(one.differs for one in matrix(story).rows)
    other = article("C", whole.split(",")[0] + ".", published="2015-01-03")
    (lends,) = [one for one in matrix([*story, other]).rows if one.carried == 3]
    assert lends.differs
    assert [cell.figure for cell in lends.cells] == ["45 million", "40 million", "45 million"]
