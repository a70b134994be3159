"""The rows of the review: an article's fields with how sure they are, and the lines they came from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reader.article import Article, Field, Provenance, Span
from reader.importers.guesses import guesses
from reader.layout.cells import cell_width, fit
from reader.layout.wrap import wrap
from reader.text.safe import safe_line
from reader.ui.line_view import Run
from reader.ui.widgets.lists import ListRow

FIELDS = ("headline", "outlet", "date", "agency", "section", "byline")
"""Fields that are reviewed, by the names that a sidecar knows."""

_ALWAYS_SHOWN = ("headline", "outlet", "date")
_LEAD = 13
_AROUND = 3
_TALLEST = 12


@dataclass(frozen=True, slots=True)
class Line:
    """A field as the review shows it.

    Attributes:
        field: Its name.
        value: Its value; "" when none was found.
        sure: Whether nobody need look at it.
        confidence: From 0 to 1.
        reason: How it was found.
        line_number: Of the line that it came from, from 1; 0 when it stands on none.
        span: Where it stands in the text, as far as that is known.
    """

    field: str
    value: str
    sure: bool
    confidence: float
    reason: str
    line_number: int
    span: Span | None = None


def field_lines(article: Article) -> list[Line]:
    """Return the fields to show: what was guessed or is missing, and the three that comparisons need."""
    guessed = {guess.field: guess for guess in guesses(article)}
    found: list[Line] = []
    for name in FIELDS:
        field: Field | None = getattr(article, "published" if name == "date" else name)
        guess = guessed.get(name)
        if guess is not None:
            span = field.span if field is not None else None
            found.append(
                Line(name, guess.value, False, guess.confidence, guess.reason, guess.line_number, span)
            )
        elif name in _ALWAYS_SHOWN or (field is not None and field.provenance is Provenance.USER):
            found.append(_sure(article, name, field))
    return found


def _sure(article: Article, name: str, field: Field | None) -> Line:
    if field is None:
        return Line(name, "", True, 1.0, "", 0)
    number = article.text.count("\n", 0, field.span.start) + 1 if field.span is not None else 0
    by_reader = field.provenance is Provenance.USER
    reason = field.reason or ("set by you" if by_reader else "stated")
    return Line(name, field.value, True, 1.0, reason, number, field.span)


def field_rows(lines: Sequence[Line], width: int) -> list[ListRow]:
    """Return a row a field; where there is no room beside it, how it was found stands beneath."""
    rows: list[ListRow] = []
    for line in lines:
        mark = "✓" if line.sure else "?"
        sure = "" if line.sure else f"{line.confidence:.0%}".rjust(4) if line.value else "   –"
        where = f"line {line.line_number}" if line.line_number else ""
        how = " · ".join(filter(None, (safe_line(line.reason), where)))
        value = safe_line(line.value) or "none"
        lead = (f" {mark} ", ("soft",) if line.sure else ("warn",))
        label = (f"{line.field:<{_LEAD - 3}}", ("soft",))
        style = ("text",) if line.sure else ("strong",)
        right = f"{how}  {sure:>4} "
        beside = cell_width(right) + _LEAD + 20 <= width
        shown = (fit(value, max(8, width - _LEAD - (cell_width(right) + 2 if beside else 6))), style)
        tail = right if beside else f"{sure:>4} "
        rows.append(ListRow((lead, label, shown), ((tail, ("soft",)),), key=line.field))
        if not beside and how and not line.sure:
            rows.append(ListRow(((" " * _LEAD + how, ("faint",)),), goes_on=True))
    return rows


def context_rows(article: Article, line: Line, width: int) -> list[ListRow]:
    """Return the lines of the text around the one that a field came from."""
    if not line.line_number:
        said = (
            "It stands on no line of the text: it came with the source, or was set."
            if line.value
            else "The text does not tell."
        )
        return [ListRow(((said, ("faint",)),))]
    text = article.text.split("\n")
    at = line.line_number - 1
    rows: list[ListRow] = []
    before = [number for number in range(at) if text[number].strip()][-_AROUND:]
    after = [number for number in range(at + 1, min(len(text), at + 40)) if text[number].strip()][:_AROUND]
    for number in before:
        rows.append(_line_row(number, text[number].strip(), width))
    rows += _line_in_full(article, line, sum(len(above) + 1 for above in text[:at]), text[at], width)
    for number in after:
        rows.append(_line_row(number, text[number].strip(), width))
    return rows


def _line_row(number: int, text: str, width: int) -> ListRow:
    lead = f" {number + 1:>5}  "
    return ListRow(((lead, ("faint",)), (fit(text, max(8, width - len(lead))), ("soft",))))


def _line_in_full(article: Article, line: Line, start: int, text: str, width: int) -> list[ListRow]:
    """Return the rows of the line itself, what the field was read from marked in it."""
    rows: list[ListRow] = []
    found = line.span or Span(start, start)
    for number, (a, b) in enumerate(wrap(article.text, start, start + len(text), max(8, width - 8))):
        runs: list[Run] = [(f">{line.line_number:>5}  " if number == 0 else " " * 8, ("faint",))]
        for left, right, style in (
            (a, min(b, found.start), "strong"),
            (max(a, found.start), min(b, found.end), "pick"),
            (max(a, found.end), b, "strong"),
        ):
            if left < right:
                runs.append((article.text[left:right], (style,)))
        rows.append(ListRow(tuple(runs)))
    return rows[:_TALLEST]
