"""Rows of the lenses 3–9: each finding with what either side says, side by side or one above the other.

No Textual here: a report of the engine becomes rows of text with style names.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import zip_longest

from reader.comparison.contrast import Contrast, Count, Finding, Lens, LensReport, Said
from reader.layout.cells import cell_width, fit
from reader.layout.ribbons import Connector, draw_gutter
from reader.layout.wrap import wrap
from reader.ui.line_view import Run
from reader.ui.pairing import LEFT, RIGHT, SIDES, SIGNS
from reader.ui.widgets.lists import ListRow

MARGIN = 5
"""Cells before a finding's text: room for its mark."""
GAP = 3
WIDEST = 62
"""Cells of a column of words; wider lines are hard to read."""

CONTRAST_MARK = {
    Contrast.SAME: "=",
    Contrast.CUT: "q",
    Contrast.ALTERED: "~",
    Contrast.OTHER_SPEAKER: "@",
    Contrast.DIFFERS: "#",
    Contrast.LABEL: "~",
    Contrast.MOVED: "⁺",
    Contrast.ADDED: "+",
    Contrast.ONLY_LEFT: "+",
    Contrast.ONLY_RIGHT: "+",
}
CONTRAST_NAME = {
    Contrast.SAME: "same",
    Contrast.CUT: "cut",
    Contrast.ALTERED: "altered",
    Contrast.OTHER_SPEAKER: "other speaker",
    Contrast.DIFFERS: "differs",
    Contrast.LABEL: "other label",
    Contrast.MOVED: "elsewhere",
    Contrast.ADDED: "added",
    Contrast.ONLY_LEFT: "only left",
    Contrast.ONLY_RIGHT: "only right",
}
LENS_NAMES = {
    Lens.TEXT: "Text",
    Lens.ONLY_HERE: "Only here",
    Lens.QUOTES: "Quotes",
    Lens.FIGURES: "Figures",
    Lens.NAMES: "Names",
    Lens.WORDING: "Words",
    Lens.ORDER: "Order",
    Lens.COPY: "Copy",
    Lens.TIME: "Time",
}
Piece = tuple[str, str]
_CONTRASTS = [contrast for contrast in Contrast if contrast is not Contrast.SAME]


def contrasts_in(report: LensReport) -> int:
    """Return how many findings of a lens are contrasts, not agreements, and not unsure."""
    return sum(finding.contrast in _CONTRASTS and not finding.weak for finding in report.findings)


def lens_tabs(now: int, counts: dict[int, str], room: int) -> list[Piece]:
    """Return the lenses with their keys and counts in at most `room` cells; the one in use stands out.

    Where the names of all do not fit, only the one in use is spelt out.
    """
    for spelt in (True, False):
        tabs: list[Piece] = []
        for number, lens in enumerate(Lens, 1):
            name = f" {LENS_NAMES[lens]}" if spelt or number == now else ""
            count = f" {counts[number]}" if number in counts and (spelt or number == now) else ""
            tabs += [("  ", ""), (f"{number}{name}{count}", "bold $strong" if number == now else "$soft")]
        if sum(len(text) for text, _ in tabs) - 2 <= room:
            break
    return tabs[1:]


def lens_rows(
    report: LensReport,
    texts: tuple[str, str],
    width: int,
    right_at: int | None = None,
    *,
    height: int = 30,
    ascii_only: bool = False,
) -> list[ListRow]:
    """Return the rows of a lens for a pane `width` cells wide; a finding's rows carry its index as key.

    Args:
        report: What the lens found.
        texts: The texts of both articles.
        width: Cells of the pane.
        right_at: The cell where the right column begins, below the head of the right article; None sets
            the sides one above the other.
        height: Rows of the pane; the slope chart leaves room for the finding under the cursor.
        ascii_only: Whether lines are drawn with ASCII characters.
    """
    columns = _columns(width, right_at)
    rows = [ListRow()]
    if report.counts:
        rows += [*_counts(report.counts, columns), ListRow()]
    if report.notice:
        rows += [*_wrapped(report.notice, ("notice",), width - MARGIN - 2), ListRow()]
    if report.lens is Lens.ORDER:
        rows += _slopes(report, columns, min(SLOPE_ROWS, height - len(rows) - 7), ascii_only)
    weak = False
    for number, finding in enumerate(report.findings):
        if finding.weak and not weak:
            weak = True
            rows += [ListRow(((" " * MARGIN + "less sure", ("faint",)),)), ListRow()]
        rows += _finding(number, finding, texts, columns)
    return rows


def _columns(width: int, right_at: int | None) -> tuple[int, int]:
    """Return the cells of the left and the right column; a right one of 0 stands below the left one."""
    if right_at is None:
        return min(max(12, width - MARGIN - 2), WIDEST), 0
    return max(8, right_at - MARGIN - GAP), max(8, width - right_at - 1)


def _counts(counts: Sequence[Count], columns: tuple[int, int]) -> list[ListRow]:
    if not columns[RIGHT]:
        lines = [f"{count.label}: {count.left} / {count.right}" for count in counts]
        return [row for line in lines for row in _wrapped(line, ("soft",), columns[LEFT])]
    sides = []
    for side in (LEFT, RIGHT):
        line = " · ".join(_counted(count.right if side else count.left, count.label) for count in counts)
        sides.append([[(line[a:b], ("soft",))] for a, b in wrap(line, 0, len(line), columns[side])])
    return [_pair_row(here, there, columns) for here, there in zip_longest(*sides, fillvalue=[])]


_MANY = re.compile(
    r"\b(quotation|speaker|statement|source|figure|date|fact|passage|label|organisation|place)s\b"
)


def _counted(value: str, label: str) -> str:
    """Return a count with what it counts: "1 quotation", "hedges: 2 in 394 words"."""
    if " " in value:
        return f"{label}: {value}"
    one = _MANY.sub(r"\1", label, count=1)
    return f"{value} {one if value == '1' else label}"


def _wrapped(text: str, style: tuple[str, ...], width: int) -> list[ListRow]:
    return [ListRow(((" " * MARGIN + text[a:b], style),)) for a, b in wrap(text, 0, len(text), width)]


def _pair_row(left: Sequence[Run], right: Sequence[Run], columns: tuple[int, int]) -> ListRow:
    used = sum(cell_width(run[0]) for run in left)
    gap = " " * max(1, columns[LEFT] + GAP - used)
    return ListRow(((" " * MARGIN, ()), *left, (gap, ()), *right))


def _finding(
    number: int, finding: Finding, texts: tuple[str, str], columns: tuple[int, int]
) -> list[ListRow]:
    mark = CONTRAST_MARK[finding.contrast]
    quiet = finding.weak or finding.contrast is Contrast.SAME
    tone = ("soft",) if quiet else ("strong",)
    room = columns[LEFT] + (GAP + columns[RIGHT] if columns[RIGHT] else 0)
    subject = "" if _says_itself(finding) else " ".join(finding.subject.split()) + "   "
    name = CONTRAST_NAME[finding.contrast]
    head: tuple[Run, ...] = (
        (f"{mark:>3}  ", ("only",) if not quiet else ("faint",)),
        (fit(subject, room), ("title",) if not quiet else ("soft",)),
    )
    left = room - cell_width(subject)
    if left > len(name):
        head += ((name, ("faint",)),)
    reason = finding.reason.removeprefix("differ: ")
    if reason.startswith(("no match found", "the same")) and "·" not in reason:
        reason = ""  # Said already, by the name of the contrast.
    if reason and left - len(name) - 3 > cell_width(reason):
        head += ((f" · {reason}", ("faint",)),)
    rows = [ListRow(head, key=number)]
    sides = [_side_lines(finding, side, texts, columns, tone) for side in (LEFT, RIGHT)]
    if columns[RIGHT]:
        for here, there in zip_longest(*sides, fillvalue=[]):
            rows.append(_pair_row(here, there, columns))
    else:
        for side in (LEFT, RIGHT):
            for at, line in enumerate(sides[side]):
                mark = f"{SIGNS[side]} " if at == 0 else "│ "
                rows.append(ListRow(((" " * (MARGIN - 2), ()), (mark, (f"rail-{SIDES[side]}",)), *line)))
    return [rows[0], *(ListRow(row.left, row.right, None, row.style, True) for row in rows[1:]), ListRow()]


def _says_itself(finding: Finding) -> bool:
    """Tell whether the subject is but the beginning of what the sides say."""
    start = " ".join(finding.subject.split()).removesuffix("…").strip("“” ")
    first = [said.words for said in (*finding.left[:1], *finding.right[:1])]
    return any(" ".join(words.split()).lstrip('“"').startswith(start) for words in first)


def _side_lines(
    finding: Finding, side: int, texts: tuple[str, str], columns: tuple[int, int], tone: tuple[str, ...]
) -> list[list[Run]]:
    said = finding.right if side else finding.left
    width = columns[side] or columns[LEFT]
    if not said:
        return [[("no match found", ("faint",))]]
    lines: list[list[Run]] = []
    for one in said:
        inside = [
            span
            for span in finding.changes[side]
            if one.span.start <= span.start and span.end <= one.span.end
        ]
        changed = [" ".join(span.of(texts[side]).split()) for span in sorted(inside)]
        lines += _said_lines(one, side, width, tone, [run for run in changed if run])
    return lines


def _said_lines(
    said: Said, side: int, width: int, tone: tuple[str, ...], changed: Sequence[str]
) -> Iterator[list[Run]]:
    words = " ".join(said.words.split())
    marked = _changed(words, changed)
    about = " ".join(part for part in (said.verb, said.by) if part and part != words)
    where = f"¶ {said.paragraph}" if said.paragraph else ""
    line = " · ".join(part for part in (about, where) if part)
    lines = wrap(words, 0, len(words), width)
    for number, (start, end) in enumerate(lines, 1):
        runs = list(_styled(words, start, end, marked, tone, f"swapped-{SIDES[side]}"))
        if number == len(lines) and cell_width(words[start:end]) + 2 + cell_width(line) <= width:
            runs.append((f"  {line}", ("faint",)))
            line = ""
        yield runs
    if line:
        yield [(fit(line, width), ("faint",))]


def _changed(words: str, changed: Sequence[str]) -> list[tuple[int, int]]:
    """Return where changed words stand in the words as shown, one after the other."""
    found: list[tuple[int, int]] = []
    at = 0
    for run in changed:
        start = words.find(run, at)
        if start >= 0:
            at = start + len(run)
            found.append((start, at))
    return found


def _styled(
    words: str, start: int, end: int, marked: Sequence[tuple[int, int]], tone: tuple[str, ...], style: str
) -> Iterator[Run]:
    at = start
    for first, last in marked:
        first, last = max(first, start), min(last, end)
        if first < last and first >= at:
            if first > at:
                yield (words[at:first], tone)
            yield (words[first:last], (*tone, style))
            at = last
    if at < end:
        yield (words[at:end], tone)


SLOPE_ROWS = 16
"""Rows of the slope chart where there is room for it."""
_CURVE = 24


def _slopes(report: LensReport, columns: tuple[int, int], rows: int, ascii_only: bool) -> list[ListRow]:
    """Return the slope chart of the lens "order": each shared fact where it stands in either text."""
    placed = [
        (number, _share(finding.left[0]), _share(finding.right[0]))
        for number, finding in enumerate(report.findings)
        if finding.left and finding.right
    ]
    if len(placed) < 2 or rows < 4:
        return []
    across = min(_CURVE, max(8, columns[LEFT] // 2))
    ends = [(number, round(here * (rows - 1)), round(there * (rows - 1))) for number, here, there in placed]
    moved = {n for n, finding in enumerate(report.findings) if finding.contrast is Contrast.MOVED}
    connectors = [Connector((here, here + 1), (there, there + 1), number) for number, here, there in ends]
    # The first of those that moved is drawn thick: the list below begins with it.
    first = next((number for number, _, _ in ends if number in moved), None)
    grid = draw_gutter(connectors, rows, across, focused=first, ascii_only=ascii_only)
    label = max(8, min(44, (sum(columns) - across) // 2 - 4))
    subjects = {n: " ".join(finding.subject.split()) for n, finding in enumerate(report.findings)}
    chart = []
    for row in range(rows):
        here = [n for n, at, _ in ends if at == row]
        there = [n for n, _, at in ends if at == row]
        left = _label(here, subjects, label)
        right = _label(there, subjects, label)
        share = "start" if row == 0 else "end" if row == rows - 1 else ""
        runs: list[Run] = [(f" {share:<5} ", ("faint",)), (left.rjust(label), _tone(here, moved)), (" ", ())]
        for cell in grid[row]:
            runs.append((cell.char, ("link-focus",) if cell.link == first else ("ribbon",)))
        runs += [(" ", ()), (right, _tone(there, moved))]
        chart.append(ListRow(tuple(runs)))
    return [*chart, ListRow()]


def _share(said: Said) -> float:
    try:
        return min(1.0, max(0.0, float(said.value)))
    except ValueError:
        return 0.0


def _label(numbers: Sequence[int], subjects: dict[int, str], width: int) -> str:
    if not numbers:
        return ""
    more = f" +{len(numbers) - 1}" if len(numbers) > 1 else ""
    return fit(subjects[numbers[0]], width - len(more)).rstrip() + more


def _tone(numbers: Sequence[int], moved: set[int]) -> tuple[str, ...]:
    return ("strong",) if any(number in moved for number in numbers) else ("soft",)
