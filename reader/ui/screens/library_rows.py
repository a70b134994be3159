"""The rows of the library's list and of its sidebar, as they are shown; nothing here asks or decides."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reader.layout.cells import cell_width, fit
from reader.ui.dates import day
from reader.ui.line_view import Run
from reader.ui.widgets.lists import ListRow

if TYPE_CHECKING:
    from reader.library.door import Row, Sidebar
    from reader.ui.session import Session

ORDER_NAMES = {
    "story": "by story",
    "newest": "newest first",
    "oldest": "oldest first",
    "relevance": "best first",
    "outlet": "by outlet",
    "title": "by headline",
    "longest": "longest first",
}
"""What the orders of `reader.library.listing` are called."""

OUTLETS_SHOWN = 10
"""Outlets that the sidebar shows before it is asked for all."""
_ALL_OUTLETS = 1_000
_WIDE = 70
"""Cells of a row in which marks are written out."""


def plural(number: int, noun: str) -> str:
    """Return "1 article", "2 articles", "12,000 stories"."""
    if number == 1:
        return f"1 {noun}"
    return f"{number:,} {noun[:-1]}ies" if noun.endswith("y") else f"{number:,} {noun}s"


def told_by(outlets: int) -> str:
    """Return how many outlets tell a story, in words."""
    return "one outlet" if outlets == 1 else f"{outlets} outlets"


def version_mark(older: int) -> str:
    """Return what is said of an article that replaced older versions: "2nd version"."""
    number = older + 1
    tens, ending = number // 10 % 10, {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{'th' if tens == 1 else ending} version"


def days_shown(first: str, last: str) -> str:
    """Return the days from the first article to the last: "12-15 Mar 2015", "28 Feb - 3 Mar 2015"."""
    if len(first) < 10 or len(last) < 10 or first[:10] == last[:10]:
        return day(last or first) if last or first else ""
    begin, end = day(first), day(last)
    if first[:7] == last[:7]:
        return f"{begin.split()[0]}-{end}"
    return f"{begin[:-5] if first[:4] == last[:4] else begin} - {end}"


@dataclass(frozen=True, slots=True)
class Listed:
    """The rows of a query in one order, as a paged list asks for them.

    Attributes:
        session: The run.
        query: What is listed.
        order: In which order.
        length: How many rows there are.
        picks: Articles that are picked; None for all of them.
    """

    session: Session
    query: str
    order: str
    length: int
    picks: Collection[int] | None

    def __len__(self) -> int:
        return self.length

    def page(self, start: int, size: int) -> Sequence[Row]:
        """Return some rows."""
        return self.session.library.page(self.query, self.order, start, size)

    def key(self, item: Row) -> int | None:
        """Return an article's number; the cursor passes over stories, as their articles stand below."""
        return item.number if item.kind == "article" else None

    def draw(self, item: Row, width: int) -> ListRow:
        """Return a row as it is shown in so many cells."""
        return self._story(item) if item.kind == "story" else self._article(item, width)

    def _story(self, row: Row) -> ListRow:
        if row.articles == 1:
            return ListRow()  # The one article says it all; a blank row parts it from the story above.
        right = "  ".join(
            part for part in (days_shown(row.first, row.published), told_by(row.outlets)) if part
        )
        return ListRow(((self._title(row), ("title",)),), ((f"{right} ", ("soft",)),))

    def _article(self, row: Row, width: int) -> ListRow:
        by_story, wide = self.order == "story", width >= _WIDE
        picked = self.picks is None or row.number in self.picks
        # In ASCII a dot would be the asterisk that a star is.
        unread = "o" if self.session.config.ascii else "●"
        state: Run = ("★", ("pick",)) if row.starred else (unread if row.unread else " ", ("faint",))
        mark: Run = ("x ", ("pick",)) if picked else ("? " if row.review else "  ", ("warn",))
        name = fit(self.session.outlet(row.outlet), 15)
        title: Run = (self._title(row), ("text",) if row.unread else ("soft",))
        right: list[Run] = [(f" {self.session.unnamed(tag)}", ("note",)) for tag in row.tags]
        if row.original:
            original = self.session.outlet(row.copied_from)
            if by_story:
                title = (f"copy of {original} {row.share}%", ("note",))
            elif wide:
                right.append((f" copy of {fit(original, 15)} {row.share}%", ("note",)))
            else:
                right.append((f" copy {row.share}%", ("note",)))
        if row.versions:
            said = version_mark(row.versions)
            right.append((f" {said if wide else said.split()[0]}", ("note",)))
        counted = wide or self.order == "longest"
        if (not by_story or row.articles == 1) and (wide or not counted):
            when = day(row.published) if row.published else "no date"
            right.append((f"  {when:>11}" if not by_story else f"  {when}", ("soft",)))
        if counted or (by_story and not (row.tags or row.versions or row.articles == 1)):
            right.append((f" {row.words:>5}", ("faint",)))
        right.append((" ", ()))
        left = (state, mark, (name + " " * (16 - cell_width(name)), ("outlet",)), title)
        return ListRow(left, tuple(right), key=row.number)

    def _title(self, row: Row) -> str:
        return row.title if self.session.blinds is None else self.session.article(row.number).title


@dataclass(frozen=True, slots=True)
class Scope:
    """A line of the sidebar that says what is listed.

    Attributes:
        kind: "all", "outlet", "saved", "tag" …
        name: The outlet, tag or saved query.
        query: What it lists.
    """

    kind: str
    name: str = ""
    query: str = ""

    def label(self, session: Session) -> str:
        """Return what it is called."""
        return session.outlet(self.name) if self.kind == "outlet" else session.unnamed(self.name)


ALL = Scope("all", "all stories")
SEVERAL = Scope("several", "3+ outlets", "story:3+")
SINGLE = Scope("single", "one outlet", "story:1")
UNREAD = Scope("unread", "unread", "is:unread")
STARRED = Scope("starred", "starred", "is:starred")
REVIEW = Scope("review", "to review", "is:review")
TRASH = Scope("trash", "trash", "is:trashed")
MORE = Scope("more")


def of_name(name: str) -> Scope:
    """Return the scope of somebody, or something, that is named."""
    return Scope("name", name, f"name:{in_quotes(name)}")


def in_quotes(value: str) -> str:
    """Return a value as a query's field takes it; a quotation mark inside cannot be asked for."""
    return '"' + value.replace('"', " ") + '"'


def of_outlet(name: str) -> Scope:
    """Return the scope of an outlet."""
    return Scope("outlet", name, f"outlet:{in_quotes(name)}")


def of_tag(tag: str) -> Scope:
    """Return the scope of a tag."""
    return Scope("tag", tag, f"tag:{in_quotes(tag)}")


def joined(*queries: str) -> str:
    """Return a query that finds what all of these find; empty ones find all."""
    wanted = [query for query in queries if query.strip()]
    return wanted[0] if len(wanted) == 1 else " ".join(f"({query})" for query in wanted)


def sidebar_rows(
    session: Session,
    sums: Sidebar,
    counts: dict[str, int],
    now: Scope,
    *,
    names: Sequence[str] = (),
    all_outlets: bool = False,
) -> list[ListRow]:
    """Return the rows of the sidebar.

    Args:
        session: The run.
        sums: What the library holds.
        counts: How many articles queries find that are not kept in the sums; missing ones are not known yet.
        now: What is listed.
        names: Those most often named.
        all_outlets: Whether all outlets are shown, or the first few.
    """

    def row(scope: Scope, count: int | None, indent: int = 1) -> ListRow:
        style = ("strong",) if scope == now else ("soft",)
        label = scope.label(session)
        label = label if indent > 1 else label[:1].upper() + label[1:]
        shown = f"{count:,} " if count is not None else "… "
        return ListRow(((" " * indent + label, style),), ((shown, ("faint",)),), key=scope)

    def head(title: str) -> list[ListRow]:
        return [ListRow(), ListRow(((f" {title}", ("title",)),))]

    rows = [row(ALL, sums.stories), row(SEVERAL, sums.several, 3), row(SINGLE, sums.single, 3), ListRow()]
    rows.append(row(UNREAD, sums.unread))
    if counts.get(STARRED.query) or now == STARRED:
        rows.append(row(STARRED, counts.get(STARRED.query, 0)))
    if sums.review or now == REVIEW:
        rows.append(row(REVIEW, sums.review))
    if counts.get(TRASH.query) or now == TRASH:
        rows.append(row(TRASH, counts.get(TRASH.query, 0)))
    if sums.saved:
        rows += head("Saved filters")
        rows += [row(Scope("saved", name, query), counts.get(query), 3) for name, query in sums.saved]
    if sums.tags:
        rows += head("Tags")
        rows += [row(of_tag(tag), count, 3) for tag, count in sums.tags]
    rows += head("Outlets")
    outlets = sums.outlets[: _ALL_OUTLETS if all_outlets else OUTLETS_SHOWN]
    if now.kind == "outlet" and now.name not in [name for name, _ in outlets]:
        outlets = (*outlets, *[one for one in sums.outlets if one[0] == now.name])
    rows += [row(of_outlet(name), count, 3) for name, count in outlets]
    more = len(sums.outlets) - len(outlets)
    if more > 0:
        rows.append(ListRow(((f"   … {more:,} more", ("faint",)),), key=MORE))
    names = [name for name in names if session.unnamed(name) == name]
    if now.kind == "name" and now.name not in names:
        names.append(now.name)
    if names:
        rows += head("Names")
        rows += [row(of_name(name), counts.get(of_name(name).query), 3) for name in names]
    return rows
