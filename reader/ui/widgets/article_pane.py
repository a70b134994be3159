"""The reading pane: one article as a calm page, or its raw lines."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual import events
from textual.message import Message

from reader.article import READING_ROLES, Article, Block, Role, Span
from reader.layout.cells import cell_width
from reader.layout.page import Page, PageBlock, lay_out_page
from reader.layout.runs import LayeredSpans, StyledSpan
from reader.ui.line_view import LineView, Run
from reader.ui.name_styles import LAYERS, TYPE_STYLE, layer_types
from reader.ui.page_head import FixedRow, page_head
from reader.ui.quiet_layers import quiet_spans

if TYPE_CHECKING:
    from reader.comparison.word_lists import WordLists
    from reader.entities.model import Names
    from reader.ui.gutter import Gutter

_TINTS = frozenset(TYPE_STYLE.values())
MEASURE = 76
_ROLE_LETTER = {
    Role.HEADLINE: "H",
    Role.SECTION: "s",
    Role.BYLINE: "b",
    Role.DATELINE: "d",
    Role.STANDFIRST: "S",
    Role.PARAGRAPH: "P",
    Role.SUBHEADING: "h",
    Role.CAPTION: "c",
    Role.CREDIT: "©",
    Role.BOILERPLATE: "x",
}


def _shown(text: str) -> str:
    """Return text as it is drawn in a row: line breaks and no-break spaces are spaces."""
    return text.replace("\n", " ").replace("\u00a0", " ")


class ArticlePane(LineView):
    """One article. The screen says what to show; the pane lays out, draws, and keeps the place."""

    @dataclass
    class ParagraphFocused(Message):
        """Another paragraph came into focus."""

        pane: ArticlePane
        index: int
        count: int

    @dataclass
    class MentionClicked(Message):
        """A name was clicked."""

        pane: ArticlePane
        referent: int

    def __init__(self, *, preview: bool = False, id: str | None = None) -> None:
        super().__init__(id=id)
        self._preview = preview
        self.article: Article | None = None
        self.names: Names | None = None
        self.beside: Gutter | None = None
        self.shown_layers: frozenset[str] = frozenset(LAYERS)
        self._lists: WordLists | None = None
        self.raw = False
        self.centred = False
        self.measure = MEASURE
        self.referent: int | None = None
        self.mention: Span | None = None
        self.hits: Sequence[Span] = ()
        self.hit: int | None = None
        self._blocks: list[Block] = []
        self._page: Page = lay_out_page("", [], 1)
        self._head: list[FixedRow] = []
        self._tail: list[FixedRow] = []
        self._laid: tuple[Article, bool, int] | None = None
        self._runs = LayeredSpans([])
        self._quiet: dict[int, list[StyledSpan]] = {}
        self._margin = 0
        self._width = 0
        self._focus = 0
        self._laying_out = False

    # What is shown

    def show(self, article: Article | None, names: Names | None = None, *, offset: int | None = None) -> None:
        """Show an article from the top, or from the text offset `offset`."""
        self.article, self.names, self.beside = article, names, None
        self.referent, self.mention, self.hits, self.hit = None, None, (), None
        self._focus = 0
        self._lay_out()
        if offset is None:
            self.jump(0)
        else:
            # What stood at the top stands there again; scrolling just far enough would drift at every visit.
            self._laying_out = True
            self.jump(self.row_of(offset))
            self._laying_out = False
            self._focus_at(offset)

    def set_names(self, names: Names | None) -> None:
        """Take the names once they are known."""
        self.names = names
        self._restyle()

    def set_gutter(self, gutter: Gutter | None) -> None:
        """Show beside each passage how many outlets carry it."""
        self.beside = gutter
        self.refresh_all()

    def set_layers(self, layers: frozenset[str], lists: WordLists | None = None) -> None:
        """Show these highlight layers; that of listed words needs the lists."""
        self.shown_layers, self._lists = layers, lists
        self._restyle()

    def set_raw(self, raw: bool) -> None:
        """Show the source's own lines, or the page; the place is kept."""
        if raw == self.raw:
            return
        focus = self.paragraph_span()

        def change() -> None:
            self.raw = raw
            self._lay_out()
            if focus is not None:
                self._focus = self._block_at(focus.start)

        self._relay(change)
        self._set_focus(self._focus)

    def set_centred(self, centred: bool) -> None:
        """Centre the text, or let it stand at the left; the place is kept."""
        self.centred = centred
        self._relay(self._lay_out)

    def set_referent(self, referent: int | None) -> None:
        """Bring the mentions of one name out."""
        self.referent, self.mention = referent, None
        self._restyle()

    def set_mention(self, mention: Span) -> None:
        """Bring one mention out among those of the name in focus."""
        self.mention = mention
        self._restyle()

    def shown_spans(self) -> list[Span]:
        """Return the spans of the text that are shown."""
        headline = [] if self.raw else [row.span for row in self._head if row.span is not None]
        head = [Span(headline[0].start, headline[-1].end)] if headline else []
        return head + [block.span for block in self._blocks]

    def shows(self, offset: int) -> bool:
        """Tell whether the character at `offset` is shown."""
        if self._blocks and self._blocks[self._block_at(offset)].span.contains(offset):
            return True
        return not self.raw and any(row.span is not None and row.span.contains(offset) for row in self._head)

    def set_hits(self, hits: Sequence[Span], hit: int | None) -> None:
        """Mark search hits, and the one the reader is at."""
        self.hits, self.hit = hits, hit
        self._restyle()

    # Layout

    def _visible_blocks(self, article: Article) -> list[Block]:
        if self.raw:
            return [Block(line.span, line.role, (i, i + 1)) for i, line in enumerate(article.lines)]
        return [
            block for block in article.blocks() if block.role in READING_ROLES and not self._is_head(block)
        ]

    def _is_head(self, block: Block) -> bool:
        return block.role is Role.HEADLINE

    def _lay_out(self) -> None:
        article, width = self.article, self.size.width
        self._width = width
        if article is None or width < 2:
            self._blocks, self._page, self._head, self._tail = [], lay_out_page("", [], 1), [], []
            self._laid = None
            self.set_row_count(0)
            return
        gutter = 0 if self._preview else (4 if width < 100 else 8)
        right = 0 if self._preview else 2
        measure = max(1, min(self.measure, width - gutter - right))
        self._margin = (width - measure) // 2 if self.centred else gutter
        if self._laid is None or self._laid[0] is not article or self._laid[1:] != (self.raw, measure):
            self._wrap(article, measure)
        self._head = page_head(article, measure, self._margin, preview=self._preview)
        self._tail = (
            []
            if self._preview
            else [FixedRow(), FixedRow(((" " * self._margin, ()), ("∎", ("faint",)))), FixedRow()]
        )
        self._compile_runs()
        self._focus = min(self._focus, max(0, len(self._blocks) - 1))
        self.set_row_count(len(self._head) + len(self._page.rows) + len(self._tail))

    def _wrap(self, article: Article, measure: int) -> None:
        """Wrap the whole text: only for another text, another width of it, or raw lines."""
        self._laid = article, self.raw, measure
        self._blocks = self._visible_blocks(article)
        indent = 4 if self.raw else 0
        blocks = [
            PageBlock(
                block.span,
                block.role.value,
                indent or (2 if block.role is Role.CAPTION else 0),
                0 if self.raw and self._touches(article, number) else 1,
            )
            for number, block in enumerate(self._blocks)
        ]
        self._page = lay_out_page(article.text, blocks, measure)

    def _relay(self, change: Callable[[], None]) -> None:
        """Lay out anew; the paragraph in focus keeps its row on screen, the very top stays the top."""
        top, span = self.scroll_offset.y, self.paragraph_span()
        if span is None or not top:
            change()
            return
        before = max(0, min(self.row_of(span.start) - top, self.size.height - 1))
        offset = span.start if self.row_of(span.start) >= top else self.top_offset()
        self._laying_out = True
        change()
        self.jump(self.row_of(offset) - before)
        self._laying_out = False

    def _touches(self, article: Article, number: int) -> bool:
        """Tell whether a raw line follows the one before it without a blank line between."""
        if number == 0:
            return False
        before, here = self._blocks[number - 1], self._blocks[number]
        return article.text.count("\n", before.span.end, here.span.start) < 2

    def on_resize(self, event: events.Resize) -> None:
        """Lay out for the new width; the paragraph at the top stays there."""
        if self.article is not None and (event.size.width != self._width or not self._preview):
            self._relay(self._lay_out)

    # Styles

    def _compile_runs(self) -> None:
        self._quiet.clear()
        names: list[StyledSpan] = []
        focus: list[StyledSpan] = []
        types = layer_types(self.shown_layers)
        if self.names is not None:
            for mention in self.names.mentions:
                if mention.type in types:
                    names.append((*mention.span, TYPE_STYLE[mention.type]))
                if mention.referent == self.referent:
                    focus.append((*mention.span, "named-now" if mention.span == self.mention else "named"))
        hits = [(*span, "hit-now" if number == self.hit else "hit") for number, span in enumerate(self.hits)]
        self._runs = LayeredSpans([names, focus, hits])

    def _quiet_in(self, article: Article, number: int) -> list[StyledSpan]:
        """Return what the quiet layers mark in a block: looked for when the block is drawn."""
        if number not in self._quiet:
            block = self._blocks[number].span
            self._quiet[number] = quiet_spans(article, [block], self.shown_layers, self._lists)
        return self._quiet[number]

    def _restyle(self) -> None:
        self._compile_runs()
        self.refresh_all()

    # Drawing

    def row_runs(self, row: int) -> Sequence[Run]:
        """Return the runs of a row."""
        if row < len(self._head):
            return self._head_runs(self._head[row])
        row -= len(self._head)
        if row >= len(self._page.rows):
            tail = row - len(self._page.rows)
            return self._tail[tail].runs if tail < len(self._tail) else ()
        here = self._page.rows[row]
        if here.span is None or self.article is None:
            return ()
        block = self._blocks[here.block]
        focused = here.block == self._focus and not self._preview and self.has_focus
        margin = self._margin
        quiet = block.role is Role.CAPTION
        lead: list[Run] = [(" " * margin, ())]
        if margin >= 2:
            lead = self._gutter_runs(here.span, margin - 2)
            lead += [("▌", ("bar",)), (" ", ())] if focused else [("  ", ())]
        base = self._base_style(block.role)
        if self.raw:
            letter = _ROLE_LETTER[block.role] if here.first else " "
            lead.append((f"{letter}   ", ("faint",)))
        elif block.role is Role.CAPTION:
            lead.append(("╎ ", ("rule",)))
        text = self.article.text
        below = self._quiet_in(self.article, here.block)
        for start, end, styles in self._runs.over(here.span.start, here.span.end, below):
            shown = _shown(text[start:end])
            if quiet:
                # Captions step back: no tints, but what the reader looks for still shows.
                styles = tuple(name for name in styles if name not in _TINTS)
            lead.append((shown, base + styles))
        return lead

    def _gutter_runs(self, row: Span, width: int) -> list[Run]:
        if self.beside is None or self.raw or self.centred:
            return [(" " * width, ())]
        from reader.ui.gutter import gutter_runs

        return gutter_runs(self.beside.beginning_in(row), width)

    def _head_runs(self, row: FixedRow) -> Sequence[Run]:
        if row.span is None or self.article is None:
            return row.runs
        runs = list(row.runs)
        for start, end, styles in self._runs.over(*row.span):
            kept = tuple(name for name in styles if name not in _TINTS)
            runs.append((_shown(self.article.text[start:end]), ("headline", *kept)))
        return runs

    def _base_style(self, role: Role) -> tuple[str, ...]:
        if self.raw and role not in READING_ROLES:
            return ("raw-hidden",)
        return {
            Role.HEADLINE: ("headline",),
            Role.STANDFIRST: ("standfirst",),
            Role.SUBHEADING: ("subheading",),
            Role.CAPTION: ("caption",),
        }.get(role, ())

    def row_copy(self, row: int, first: int, last: int | None, anchor: int) -> str:
        """Copy text alone: no margin, bar or role letter."""
        text = "".join(run for run, _ in self.row_runs(row))
        lead = self._margin + (4 if self.raw else 0)
        return text[max(first, lead) : last].strip(" ╎")

    def offset_at(self, row: int, column: int, anchor: int) -> tuple[int, int] | None:
        """Return (0, text offset) of a column of a row's text."""
        row -= len(self._head)
        if not 0 <= row < len(self._page.rows):
            return None
        here = self._page.rows[row]
        if here.span is None:
            return None
        caption = self._blocks[here.block].role is Role.CAPTION
        lead = self._margin + (4 if self.raw else 2 if caption else 0)
        return 0, min(here.span.end, here.span.start + max(0, column - lead))

    # Place

    def row_of(self, offset: int) -> int:
        """Return the row that shows the character at `offset` (or the nearest shown)."""
        if not self.raw:
            for number, row in enumerate(self._head):
                if row.span is not None and row.span.contains(offset):
                    return number
        if self._blocks and offset < self._blocks[0].span.start:
            return 0
        return len(self._head) + self._page.row_of(offset)

    def top_offset(self) -> int:
        """Return the text offset of the first visible row."""
        row = self.scroll_offset.y - len(self._head)
        if row < 0 or not self._page.rows:
            return 0
        return self._page.offset_of(min(row, len(self._page.rows) - 1))

    def go_to(self, offset: int, *, context: int = 3) -> None:
        """Show the character at `offset` and focus its paragraph."""
        row = self.row_of(offset)
        self._focus_at(offset)
        self.show_rows(row, row + 1, context=context)

    def _block_at(self, offset: int) -> int:
        """Return the index of the block that holds `offset`, or of the one before it."""
        return max(0, bisect_right(self._blocks, offset, key=lambda block: block.span.start) - 1)

    def _focus_at(self, offset: int) -> None:
        if self._blocks:
            self._set_focus(self._block_at(offset))

    # Paragraphs

    @property
    def paragraph(self) -> int:
        """Index of the paragraph in focus among the blocks shown."""
        return self._focus

    @property
    def paragraph_count(self) -> int:
        """How many blocks are shown, the headline not counted."""
        return len(self._blocks)

    def paragraph_span(self) -> Span | None:
        """Return the paragraph in focus."""
        return self._blocks[self._focus].span if self._blocks else None

    def focus_cell(self) -> tuple[int, int]:
        """Return (row, column) where the paragraph in focus begins."""
        if not self._blocks:
            return super().focus_cell()
        return self._page.block_rows(self._focus).start + len(self._head), self._margin

    def move_paragraph(self, step: int) -> None:
        """Focus the next or a previous paragraph and show it."""
        if not self._blocks:
            return
        self._set_focus(max(0, min(len(self._blocks) - 1, self._focus + step)))
        rows = self._page.block_rows(self._focus)
        head = len(self._head)
        top = 0 if self._focus == 0 else rows.start + head
        self.show_rows(top, rows.stop + head, context=2)

    def _set_focus(self, number: int) -> None:
        if number != self._focus or not self.row_count:
            before, self._focus = self._focus, number
            for block in (before, number):
                if block < len(self._blocks):
                    self.refresh_rows(row + len(self._head) for row in self._page.block_rows(block))
        self.post_message(self.ParagraphFocused(self, number, len(self._blocks)))

    def follow_scroll(self) -> None:
        """After a scroll, keep the focus among the paragraphs that are visible."""
        if not self._blocks:
            return
        head, top, height = len(self._head), self.scroll_offset.y, self.size.height
        rows = self._page.block_rows(self._focus)
        first, last = rows.start + head, rows.stop + head
        if last > top and first < top + height:
            return
        edge = top - head if last <= top else top + height - 1 - head
        edge = max(0, min(edge, len(self._page.rows) - 1))
        self._set_focus(self._page.rows[edge].block)

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Keep a visible paragraph in focus."""
        super().watch_scroll_y(old_value, new_value)
        if round(old_value) != round(new_value) and not self._laying_out:
            self.follow_scroll()

    def on_focus(self) -> None:
        """Show the focus bar."""
        self.refresh_all()

    def on_blur(self) -> None:
        """Hide the focus bar."""
        self.refresh_all()

    def on_click(self, event: events.Click) -> None:
        """Focus the paragraph under the pointer, and the name there."""
        row = event.y + self.scroll_offset.y - len(self._head)
        if not (0 <= row < len(self._page.rows)) or self._preview:
            return
        here = self._page.rows[row]
        self._set_focus(here.block)
        offset = self._offset_at(row, event.x)
        if offset is None or self.names is None:
            return
        for mention in self.names.mentions:
            if mention.span.contains(offset):
                self.post_message(self.MentionClicked(self, mention.referent))

    def _offset_at(self, row: int, x: int) -> int | None:
        span = self._page.rows[row].span
        if span is None or self.article is None:
            return None
        block = self._blocks[self._page.rows[row].block]
        cells = x - self._margin - (4 if self.raw else 2 if block.role is Role.CAPTION else 0)
        for offset in range(span.start, span.end):
            cells -= cell_width(self.article.text[offset])
            if cells < 0:
                return offset
        return None
