"""What the library's preview says of a story: what all outlets have, what one alone has, what differs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reader.article import Role
from reader.ui.line_view import Run
from reader.ui.screens.library_rows import plural, told_by
from reader.ui.story_table import table_of
from reader.ui.widgets.lists import ListRow
from reader.ui.widgets.timeline import timeline_runs

if TYPE_CHECKING:
    from reader.comparison.matrix import Matrix
    from reader.library.query.hits import Snippet
    from reader.ui.session import Session

MOST = 8
"""Articles of a story that are compared unasked, while the cursor rests on one of them."""
_LISTED = 500


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of the article under the cursor and of its story.

    Attributes:
        articles: The story's articles.
        outlets: How many outlets tell it.
        days: Articles a day.
        match: The article to compare it with.
        shared: Passages that every outlet has.
        only_here: Passages that were found in this article alone.
        only_there: Passages that were found in the match alone, where the story has two articles.
        figures: Passages in which a figure or date differs.
        quotes: Quoted passages that are cut or worded otherwise.
        hidden: Lines of the source that the page does not show.
        compared: Whether passages were counted.
    """

    articles: tuple[int, ...]
    outlets: int
    days: tuple[tuple[str, int], ...] = ()
    match: int | None = None
    shared: int = 0
    only_here: int = 0
    only_there: int = 0
    figures: int = 0
    quotes: int = 0
    hidden: int = 0
    compared: bool = False


def facts_of(session: Session, number: int, stop: Callable[[], bool]) -> Facts | None:
    """Find out what there is to say; None when nobody waits for it any more."""
    library = session.library
    story = library.story_of(number)
    days: dict[str, int] = {}
    for row in library.story_page(number, 0, _LISTED):
        days[row.published] = days.get(row.published, 0) + 1
    hidden = sum(line.role is Role.BOILERPLATE for line in library.article(number).lines)
    outlets = library.outlet_count(story)
    # Asked once: the story may be another one when its table is done. What is in the trash is told with it.
    numbers = library.told_with(number)
    facts = Facts(numbers, outlets, tuple(sorted(days.items())), hidden=hidden)
    if not 1 < len(numbers) <= MOST:
        return facts
    matrix = table_of(session, numbers, stop)
    if matrix is None or stop():
        return None
    match = library.best_match(number, stop)
    return _counted(facts, matrix, number, match if match in numbers else None)


def _counted(facts: Facts, matrix: Matrix, number: int, match: int | None) -> Facts:
    from reader.comparison.matrix import Cell

    def alone(article: int) -> int:
        at = matrix.order.index(facts.articles.index(article))
        return sum(row.carried == 1 and row.cells[at].cell is not Cell.NONE for row in matrix.rows)

    differing = (Cell.EDITED, Cell.QUOTE_CUT)
    pair = len(facts.articles) == 2 and match is not None
    return Facts(
        articles=facts.articles,
        outlets=facts.outlets,
        days=facts.days,
        match=match,
        shared=sum(row.carried == facts.outlets for row in matrix.rows),
        only_here=alone(number),
        only_there=alone(match) if pair and match is not None else 0,
        figures=sum(row.differs for row in matrix.rows),
        quotes=sum(row.quote and any(cell.cell in differing for cell in row.cells) for row in matrix.rows),
        hidden=facts.hidden,
        compared=True,
    )


def fact_rows(session: Session, number: int, facts: Facts | None, width: int) -> list[ListRow]:
    """Return the rows below the preview.

    Args:
        session: The run.
        number: The article under the cursor.
        facts: What is known; None while it is being found out.
        width: Cells of a row.
    """
    head = ListRow((("In this story", ("title",)),))
    if facts is None:
        return [head, ListRow(), ListRow((("looking for links …", ("faint",)),))]
    rows = [head]
    others = [one for one in facts.articles if one != number]
    ascii_only = session.config.ascii
    strip = timeline_runs(facts.days, width, here=_day_of(session, number), ascii_only=ascii_only)
    rows.append(ListRow(tuple(strip)) if strip else ListRow())

    def row(label: str, count: int, style: str = "soft", unit: str = "") -> ListRow:
        return ListRow(((label, (style,)),), ((f"{count:>4}{unit}  ", ("strong",)),))

    if not others:
        rows.append(ListRow((("only this outlet so far", ("soft",)),)))
    elif not facts.compared:
        said = f"{plural(len(facts.articles), 'article')}, {told_by(facts.outlets)}"
        rows.append(ListRow(((said, ("soft",)),)))
        rows.append(ListRow((("M", ("strong",)), ("  compares them all", ("soft",)))))
    else:
        here = session.article(number).outlet_name
        both = "told by both" if facts.outlets == 2 else f"told by all {facts.outlets}"
        rows.append(row(both, facts.shared))
        rows.append(row(f"only {here}", facts.only_here, "left"))
        if len(others) == 1:
            rows.append(row(f"only {session.article(others[0]).outlet_name}", facts.only_there, "right"))
        if facts.figures:
            rows.append(row("figures that differ", facts.figures))
        if facts.quotes:
            rows.append(row("quotes that differ", facts.quotes))
    if facts.hidden:
        rows.append(row("lines hidden", facts.hidden, "faint"))
    if facts.compared and facts.match is not None:
        other = session.article(facts.match).outlet_name
        words = "  compare the two" if len(others) == 1 else f"  compare with {other}"
        rows += [ListRow(), ListRow((("c", ("strong",)), (words, ("soft",))))]
    return rows


def _day_of(session: Session, number: int) -> str:
    published = session.library.article(number).published
    return published.value if published is not None else ""


def snippet_runs(session: Session, number: int, found: Snippet) -> list[Run]:
    """Return a snippet with what was found brought out; in blind mode of the covered text."""
    text = found.text
    if session.blinds is not None:
        covered = found.span.of(session.article(number).text)
        text = "".join(" " if character.isspace() else character for character in covered)[: len(text)]
    runs: list[Run] = []
    at = 0
    for mark in found.marks:
        runs += [(text[at : mark.start], ("soft",)), (text[mark.start : mark.end], ("strong",))]
        at = mark.end
    runs.append((text[at:], ("soft",)))
    return [run for run in runs if run[0]]


def why_lines(session: Session, number: int, others: list[int]) -> list[str]:
    """Return in words why an article is in one story with others, or is not."""
    from reader.stories.cluster import ALIKE
    from reader.stories.group import TOGETHER

    library = session.library
    hidden = _outlet_words(session, [number, *others]) if session.blinds is not None else frozenset()
    lines: list[str] = []
    for other in others:
        why, article = library.why(number, other), session.article(other)
        lines += [f"{article.outlet_name}: {article.title}"]
        said = "in one story" if why.together else "not in one story"
        said += ", because you said so" if why.by_reader else ""
        days = {None: "a date is not known", 0: "the same day", 1: "a day apart"}.get(
            why.days, f"{why.days} days apart"
        )
        shared = [term for term in why.shared if term.casefold() not in hidden]
        lines.append(f"  {said}; {days}")
        lines.append(f"  weighty in both: {', '.join(shared) or 'no word'}")
        lines += [f"  likeness {why.alike:.2f}, against the nearest articles of each {why.related:.2f}", ""]
    lines.append(f"A story holds articles whose likeness, so measured, is {TOGETHER / ALIKE:.2f} on average.")
    lines.append("x picks articles, = joins their stories, - takes one out; u takes that back.")
    return lines


def _outlet_words(session: Session, numbers: list[int]) -> frozenset[str]:
    names = (session.library.article(number).outlet_name for number in numbers)
    return frozenset(word.casefold() for name in names for word in name.split())
