"""Level and interleaved sheets: passages that share a counterpart, and rows outside the sheet."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.article import Span
from reader.comparison.chain import chain
from reader.layout.sheet import Cell, Column, Note, Sheet, interleaved, level

WIDE = (60, 60)


def column(*sentences: str) -> Column:
    """Return a column with one paragraph a sentence."""
    text, spans = "", []
    for sentence in sentences:
        spans.append(Span(len(text), len(text) + len(sentence)))
        text += sentence + " "
    return Column(text, spans, range(len(spans)))


def passages(sheet: Sheet, side: int) -> list[int | None]:
    """Return the passage at each row of a side, None where it has none."""
    cells = [row[side] for row in sheet.rows]
    return [cell.passage if isinstance(cell, Cell) else None for cell in cells]


def notes(sheet: Sheet) -> list[Note]:
    return [cell for row in sheet.rows for cell in row[:2] if isinstance(cell, Note)]


ONE = column("One whole sentence.", "The next one.")
TWO = column("First half.", "The second half, which is far the longer one.", "The next one.")


def test_a_passage_split_in_two_stands_level_with_the_first_half_and_the_second_directly_beneath() -> None:
    sheet = level(ONE, TWO, [(0, 0), (0, 1), (1, 2)], WIDE)
    assert passages(sheet, 0) == [0, None, None, 1]
    assert passages(sheet, 1) == [0, 1, None, 2]
    assert [row.link for row in sheet.rows] == [0, 1, -1, 2]
    assert notes(sheet) == []


def test_two_passages_merged_into_one_stand_the_same_way_on_the_left() -> None:
    sheet = level(TWO, ONE, [(0, 0), (1, 0), (2, 1)], WIDE)
    assert passages(sheet, 0) == [0, 1, None, 2]
    assert passages(sheet, 1) == [0, None, None, 1]
    assert [row.link for row in sheet.rows] == [0, 1, -1, 2]
    assert notes(sheet) == []


def test_a_counterpart_further_away_is_not_of_the_group_and_has_a_note() -> None:
    apart = column("First half, the longer one.", "Something else.", "The second half.")
    sheet = level(ONE, apart, [(0, 0), (0, 2)], WIDE)
    assert sheet.passage_rows(0, 0).start == sheet.passage_rows(1, 0).start
    assert notes(sheet) == [Note(1, -2)]


def test_a_pinned_second_half_stands_level_and_the_first_half_stays_above_it() -> None:
    sheet = level(ONE, TWO, [(0, 0), (0, 1), (1, 2)], WIDE, pinned=1)
    assert sheet.passage_rows(0, 0).start == sheet.passage_rows(1, 1).start
    assert sheet.passage_rows(1, 0).stop <= sheet.passage_rows(1, 1).start
    assert notes(sheet) == [Note(0, 1)]


def test_the_chain_takes_the_first_link_of_a_group() -> None:
    assert chain([(0, 0), (0, 1), (1, 2)], [9, 9], [1, 50, 9]) == [0, 2]
    assert chain([(0, 0), (0, 1), (1, 2)], [9, 9], [1, 50, 9], pinned=1) == [1, 2]


def test_the_halves_of_a_split_stand_beneath_it_in_one_column() -> None:
    sheet = interleaved(ONE, TWO, [(0, 0), (0, 1), (1, 2)], 60)
    assert list(zip(passages(sheet, 0), passages(sheet, 1), strict=True)) == [
        (0, None),
        (None, 0),
        (None, 1),
        (None, None),
        (1, None),
        (None, 2),
    ]


@given(
    st.integers(0, 6).flatmap(
        lambda size: st.lists(st.tuples(st.integers(0, size), st.integers(0, size)), unique=True, max_size=20)
    ),
    st.integers(3, 30),
)
def test_a_row_with_both_sides_shows_two_passages_that_its_link_joins(
    links: list[tuple[int, int]], width: int
) -> None:
    text = column(*(f"Sentence {'x' * number} number {number}." for number in range(7)))
    sheet = level(text, text, links, (width, width))
    for row in sheet.rows:
        if isinstance(row.left, Cell) and isinstance(row.right, Cell):
            assert links[row.link] == (row.left.passage, row.right.passage)
        for note in row[:2]:
            if isinstance(note, Note):
                assert note.link == row.link


@pytest.mark.parametrize("row", [-5, 99])
def test_a_row_outside_the_sheet_has_the_nearest_passage_as_its_anchor(row: int) -> None:
    sheet = level(ONE, TWO, [(0, 0), (1, 2)], WIDE)
    side, offset = sheet.anchor_of(row)
    nearest = sheet.row_of(side, offset)
    assert nearest == (0 if row < 0 else len(sheet.rows) - 1)


def test_a_sheet_without_passages_is_empty_and_its_anchor_is_the_start() -> None:
    nothing = Column("", [], [])
    for sheet in (level(nothing, nothing, [], WIDE), interleaved(nothing, nothing, [], 60)):
        assert sheet.rows == []
        assert sheet.anchor_of(3) == (0, 0)
        assert sheet.row_of(1, 7) == 0
