"""Layout: rows are spans of the text, never wider than asked, and lose nothing."""

from __future__ import annotations

import itertools
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from reader.article import Span
from reader.comparison.chain import chain
from reader.layout.cells import cell_width, fit, graphemes
from reader.layout.minimap import Overview
from reader.layout.page import PageBlock, lay_out_page
from reader.layout.ribbons import Connector, draw_gutter
from reader.layout.runs import LayeredSpans, StyleRuns
from reader.layout.sheet import Cell, Column, Note, Sheet, interleaved, level
from reader.layout.wrap import wrap

LATIN = "The treaty — signed on Wednesday — binds Russia’s neighbour; “another step”, he said. "
MIXED = "ab é 漢字かな。 한국 e\u0301 👍🏽 👩\u200d👩\u200d👧 ☎\ufe0f -x-y \u00a0 «q» עברית"
texts = st.one_of(
    st.text(alphabet=st.sampled_from(LATIN + MIXED + "\n")),
    st.text(alphabet=st.characters(blacklist_categories=("Cs", "Cc"))),
    st.text(alphabet="ab \n-", max_size=200),
)
widths = st.integers(1, 40)


def squeeze(text: str) -> str:
    return "".join(text.split())


# Cells


def test_every_code_point_is_as_wide_as_rich_draws_it() -> None:
    # Planes 4 to 13 are empty, 14 has a few marks at its beginning, and the last two are private.
    empty = range(0x40000, 0x110000, 61)
    wrong = [
        code
        for code in (*range(0x40000), *range(0xE0000, 0xE0400), *empty)
        if not 0xD800 <= code < 0xE000 and cell_width(chr(code)) != cell_len(chr(code))
    ]
    assert not wrong


@given(texts)
def test_texts_are_as_wide_as_rich_draws_them(text: str) -> None:
    assert cell_width(text) == cell_len(text)


@given(texts)
def test_graphemes_cover_the_text_and_its_width(text: str) -> None:
    parts = graphemes(text)
    assert "".join(text[part.start : part.end] for part in parts) == text
    if "\n" not in text and not text.startswith(("\u200d", "\ufe0f")):
        assert sum(part.width for part in parts) == cell_width(text)


@given(texts, st.integers(0, 30))
def test_fit_is_never_wider_and_changes_only_what_does_not_fit(text: str, width: int) -> None:
    shown = fit(text, width)
    assert cell_width(shown) <= width
    if cell_width(text) <= width:
        assert shown == text


# Wrap


@given(texts, widths)
def test_rows_joined_give_the_text_white_space_apart(text: str, width: int) -> None:
    rows = wrap(text, 0, len(text), width)
    assert squeeze("".join(row.of(text) for row in rows)) == squeeze(text)
    assert all(a.end <= b.start for a, b in itertools.pairwise(rows))


@given(texts, widths)
def test_no_row_is_wider_than_asked_unless_one_grapheme_is(text: str, width: int) -> None:
    for row in wrap(text, 0, len(text), width):
        shown = row.of(text).replace("\n", " ")
        assert cell_width(shown) <= width or len(graphemes(shown)) == 1


@given(texts, widths)
def test_rows_are_not_empty_and_end_without_white_space(text: str, width: int) -> None:
    for row in wrap(text, 0, len(text), width):
        assert row.length > 0
        first, last = graphemes(text, *row)[0], graphemes(text, *row)[-1]
        assert not text[first.start : first.end].isspace() and not text[last.start : last.end].isspace()


@given(texts, st.integers(0, 30), st.integers(0, 30), widths)
def test_a_part_of_a_text_is_wrapped_by_its_own_offsets(
    text: str, start: int, length: int, width: int
) -> None:
    end = min(len(text), start + length)
    start = min(start, end)
    rows = wrap(text, start, end, width)
    assert all(start <= row.start < row.end <= end for row in rows)


def test_words_stay_whole_where_they_fit() -> None:
    text = "Russia and South Ossetia sign"
    assert [row.of(text) for row in wrap(text, 0, len(text), 12)] == ["Russia and", "South", "Ossetia sign"]


def test_a_hyphen_inside_a_word_may_end_a_row_and_a_no_break_space_holds() -> None:
    text = "a wide-ranging plan of 12\u00a0May"
    assert [row.of(text) for row in wrap(text, 0, len(text), 9)] == [
        "a wide-",
        "ranging",
        "plan of",
        "12\u00a0May",
    ]


def test_a_line_break_inside_a_block_is_a_space() -> None:
    text = "one\ntwo three"
    assert [row.of(text) for row in wrap(text, 0, len(text), 20)] == [text]


def test_writing_without_spaces_breaks_between_characters_but_not_before_a_full_stop() -> None:
    text = "南奥塞梯条约。签署"
    assert [row.of(text) for row in wrap(text, 0, len(text), 12)] == ["南奥塞梯条", "约。签署"]


def test_a_wide_character_in_a_column_of_one_cell_gets_a_row() -> None:
    assert wrap("漢字", 0, 2, 1) == [Span(0, 1), Span(1, 2)]


# Runs


@given(
    st.lists(st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30), st.sampled_from("abc"))), max_size=3),
    st.integers(0, 30),
    st.integers(0, 30),
)
def test_runs_cover_what_is_asked_and_name_the_layers_from_below(
    layers: list[list[tuple[int, int, str]]], start: int, end: int
) -> None:
    runs = StyleRuns(layers).over(start, end)
    if end <= start:
        assert runs == []
        return
    assert runs[0][0] == start and runs[-1][1] == end
    assert all(a[1] == b[0] for a, b in itertools.pairwise(runs))
    for first, last, names in runs:
        for offset in range(first, last):
            expected = [name for layer in layers for a, b, name in layer if a <= offset < b]
            assert list(names) == expected


@given(
    st.lists(st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30), st.sampled_from("abc"))), max_size=3),
    st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30), st.sampled_from("xy"))),
    st.integers(0, 30),
    st.integers(0, 30),
)
def test_spans_flattened_where_they_are_looked_up_give_the_same_runs(
    layers: list[list[tuple[int, int, str]]], below: list[tuple[int, int, str]], start: int, end: int
) -> None:
    assert LayeredSpans(layers).over(start, end, below) == StyleRuns([below, *layers]).over(start, end)


# Page


@given(st.lists(st.tuples(texts, st.integers(0, 3), st.integers(0, 2)), max_size=5), widths)
def test_a_page_finds_rows_by_offset_and_offsets_by_row(
    parts: list[tuple[str, int, int]], width: int
) -> None:
    text = ""
    blocks: list[PageBlock] = []
    for part, indent, gap in parts:
        blocks.append(PageBlock(Span(len(text), len(text) + len(part)), "p", indent, gap))
        text += part + "\n"
    page = lay_out_page(text, blocks, width)
    for number, row in enumerate(page.rows):
        if row.span is None:
            continue
        assert page.row_of(row.span.start) == number
        assert page.row_of(row.span.end - 1) == number
        assert page.offset_of(number) == row.span.start
        assert number in page.block_rows(row.block)


# Sheet


@st.composite
def columns(draw: st.DrawFn) -> Column:
    sentences = draw(
        st.lists(
            st.sampled_from(["Aa bb cc.", "Dddd ee.", "漢字。", "Long words here, many of them."]), max_size=7
        )
    )
    text = ""
    spans: list[Span] = []
    for sentence in sentences:
        spans.append(Span(len(text), len(text) + len(sentence)))
        text += sentence + " "
    paragraphs: list[int] = []
    for _ in spans:
        paragraphs.append((paragraphs[-1] + draw(st.integers(0, 1))) if paragraphs else 0)
    return Column(text, spans, paragraphs)


@st.composite
def pairs(draw: st.DrawFn) -> tuple[Column, Column, list[tuple[int, int]]]:
    left, right = draw(columns()), draw(columns())
    possible = [(a, b) for a in range(len(left.passages)) for b in range(len(right.passages))]
    links = draw(st.lists(st.sampled_from(possible), unique=True, max_size=6)) if possible else []
    return left, right, links


def shown(sheet: Sheet, side: int) -> list[Cell]:
    return [row[side] for row in sheet.rows if isinstance(row[side], Cell)]


@given(pairs(), st.integers(1, 20))
def test_level_and_interleaved_show_every_passage_once(
    pair: tuple[Column, Column, list[tuple[int, int]]], width: int
) -> None:
    left, right, links = pair
    for sheet in (level(left, right, links, (width, width)), interleaved(left, right, links, width)):
        for side, column in ((0, left), (1, right)):
            cells = shown(sheet, side)
            assert [cell.passage for cell in cells if cell.first] == sorted(
                {cell.passage for cell in cells}, key=[cell.passage for cell in cells].index
            )
            assert sorted({cell.passage for cell in cells}) == list(range(len(column.passages)))
            for passage, span in enumerate(column.passages):
                joined = "".join(c.span.of(column.text) for c in cells if c.passage == passage)
                assert squeeze(joined) == squeeze(span.of(column.text))


@given(pairs(), st.integers(4, 20))
def test_level_keeps_both_orders_and_levels_the_chain(
    pair: tuple[Column, Column, list[tuple[int, int]]], width: int
) -> None:
    left, right, links = pair
    sheet = level(left, right, links, (width, width))
    for side in (0, 1):
        order = [cell.passage for cell in shown(sheet, side) if cell.first]
        assert order == sorted(order)
    lengths = [[span.length for span in column.passages] for column in (left, right)]
    for number in chain(links, *lengths):
        a, b = links[number]
        assert sheet.passage_rows(0, a).start == sheet.passage_rows(1, b).start


@given(pairs(), st.integers(4, 20), st.data())
def test_a_pinned_link_stands_level(
    pair: tuple[Column, Column, list[tuple[int, int]]], width: int, data: st.DataObject
) -> None:
    left, right, links = pair
    if not links:
        return
    pinned = data.draw(st.integers(0, len(links) - 1))
    sheet = level(left, right, links, (width, width), pinned=pinned)
    a, b = links[pinned]
    assert sheet.passage_rows(0, a).start == sheet.passage_rows(1, b).start


@given(pairs(), st.randoms())
def test_the_order_of_the_links_does_not_matter(
    pair: tuple[Column, Column, list[tuple[int, int]]], random: object
) -> None:
    left, right, links = pair
    mixed = list(links)
    random.shuffle(mixed)  # type: ignore[attr-defined]
    one, two = level(left, right, links, (12, 12)), level(left, right, mixed, (12, 12))
    for side in (0, 1):
        assert [cell for cell in shown(one, side)] == [cell for cell in shown(two, side)]
    for left_passage in range(len(left.passages)):
        assert one.passage_rows(0, left_passage) == two.passage_rows(0, left_passage)


@given(pairs(), st.integers(4, 20))
def test_rows_are_found_by_offset_in_both_layouts(
    pair: tuple[Column, Column, list[tuple[int, int]]], width: int
) -> None:
    left, right, links = pair
    for sheet in (level(left, right, links, (width, width)), interleaved(left, right, links, width)):
        for number, row in enumerate(sheet.rows):
            for side in (0, 1):
                cell = row[side]
                if isinstance(cell, Cell):
                    assert sheet.row_of(side, cell.span.start) == number
            if any(isinstance(cell, Cell) for cell in row[:2]):
                side, offset = sheet.anchor_of(number)
                assert sheet.row_of(side, offset) == number


def test_a_moved_passage_has_a_note_opposite_that_says_where_its_half_is() -> None:
    text = "One two. Three four. Five six."
    spans = [Span(0, 8), Span(9, 20), Span(21, 30)]
    column = Column(text, spans, [0, 1, 2])
    sheet = level(column, column, [(0, 2), (1, 0), (2, 1)], (20, 20))
    notes = [(row.right, row.link) for row in sheet.rows if isinstance(row.right, Note)]
    assert notes == [(Note(0, 3), 0)]
    notes_left = [row.left for row in sheet.rows if isinstance(row.left, Note)]
    assert notes_left == [Note(0, -3)]


def test_the_heaviest_chain_wins_over_the_longest() -> None:
    assert chain([(0, 2), (1, 0), (2, 1)], [100, 5, 5], [5, 5, 100]) == [0]
    assert chain([(0, 2), (1, 0), (2, 1)], [5, 5, 5], [5, 5, 5]) == [1, 2]


# Ribbons and minimap

rows = st.tuples(st.integers(-30, 60), st.integers(1, 8)).map(lambda pair: (pair[0], pair[0] + pair[1]))
connectors = st.lists(st.builds(Connector, rows, rows, st.integers(0, 9)), max_size=6)


@given(
    connectors, st.integers(0, 40), st.integers(1, 11), st.one_of(st.none(), st.integers(0, 9)), st.booleans()
)
def test_the_gutter_is_always_full_and_its_cells_one_wide(
    drawn: list[Connector], height: int, width: int, focused: int | None, ascii_only: bool
) -> None:
    grid = draw_gutter(drawn, height, width, focused=focused, ascii_only=ascii_only)
    assert len(grid) == height
    assert all(len(row) == width for row in grid)
    for cell in (cell for row in grid for cell in row):
        assert cell_width(cell.char) == 1
        assert (cell.link == -1) == (cell.char == " ")
        assert not ascii_only or cell.char.isascii()


def test_a_connector_out_of_sight_draws_nothing() -> None:
    grid = draw_gutter([Connector((-9, -5), (-8, -2), 1), Connector((50, 52), (40, 42), 2)], 20, 9)
    assert all(cell.link == -1 for row in grid for cell in row)


def test_the_focused_ribbon_is_drawn_over_the_others() -> None:
    crossing = [Connector((0, 2), (10, 12), 1), Connector((10, 12), (0, 2), 2)]
    for focused in (1, 2):
        grid = draw_gutter(crossing, 12, 9, focused=focused)
        middle = [cell.link for cell in grid[5] if cell.link >= 0] + [c.link for c in grid[6] if c.link >= 0]
        assert focused in middle


@pytest.mark.parametrize("total", [1, 10, 36, 1000])
def test_the_minimap_shows_the_strongest_mark_and_the_view(total: int) -> None:
    overview = Overview([(0, 1, 1), (0, 1, 3), (total - 1, total, 2)])
    cells = overview.cells(total, 10, (0, min(5, total)))
    assert len(cells) == 10
    assert cells[0] == (3, True)
    assert max(weight for weight, _ in cells) == 3
    last = max(number for number, (weight, _) in enumerate(cells) if weight)
    assert total == 1 or cells[last][0] == 2


@given(
    st.lists(st.tuples(st.integers(0, 200), st.integers(0, 12), st.integers(1, 3)), max_size=30),
    st.integers(0, 250),
    st.integers(1, 40),
    st.integers(0, 20),
)
def test_every_cell_of_the_minimap_shows_the_strongest_of_the_rows_that_fall_into_it(
    marks: list[tuple[int, int, int]], more: int, height: int, shift: int
) -> None:
    marks = [(first, first + rows, weight) for first, rows, weight in marks]
    total = max([end for _, end, _ in marks], default=0) + shift + more
    cells = Overview(marks).cells(total, height, (0, 0), shift=shift)
    scale = max(total, height)
    for cell, (weight, _) in enumerate(cells):
        falling = [
            of
            for first, end, of in marks
            for row in range(first + shift, end + shift)
            # A row falls into every cell that it shares a part with.
            if row * height < (cell + 1) * scale and (row + 1) * height > cell * scale
        ]
        assert weight == max(falling, default=0)


def test_names_of_the_unicode_table_are_the_installed_ones() -> None:
    assert unicodedata.east_asian_width("漢") == "W" and cell_width("漢") == 2
