"""The matrix of a story, computed: which outlets tell what, and how each has it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from reader.article import Article, Span
from reader.comparison.coverage import Told, cover, pairwise
from reader.comparison.headlines import headline_reading
from reader.comparison.marks import word_marks
from reader.comparison.matrix import Cell, Matrix, MatrixCell, MatrixRow, Totals, house
from reader.comparison.model import Change, Comparison, Kind, Passage
from reader.comparison.moments import earlier, moments
from reader.comparison.numbers import Number, numbers, plain
from reader.comparison.places import first_clause, one_line
from reader.comparison.speech import Manner, quotations
from reader.comparison.terms import terms
from reader.entities.model import Names
from reader.text.quotes import Quote, find_quotes
from reader.text.words import words

SURE = 0.7
"""Link score from which an outlet counts as carrying a passage. Below it the link is shown, but as unsure:
a wrong link would claim that outlets confirm each other."""

CLOSE = 0.8
"""Link score from which days that differ are shown: two days in one passage are often of two things."""

_FIGURE_WIDTH = 24  # Characters of a figure with who says so.


def story_matrix(
    articles: Sequence[Article],
    names: Sequence[Names],
    comparisons: Mapping[tuple[int, int], Comparison] | None = None,
) -> Matrix:
    """Return the matrix of one story.

    The order of the articles changes nothing but the indexes in `Matrix.order`.

    Args:
        articles: The story's.
        names: Of each article.
        comparisons: Those already made, by indexes of left and right; missing ones are made.
    """
    return _Story(articles, names, pairwise(articles, comparisons)).matrix()


@dataclass(frozen=True, slots=True)
class _Tie:
    """A link between two passages, as either side sees it."""

    score: float
    kind: Kind

    @property
    def sure(self) -> bool:
        """Whether it counts: a sentence copied with another figure in it scores low and is the same one."""
        return self.kind is not Kind.PARAPHRASE or self.score >= SURE


class _Story:
    """What is looked up again and again while cells are filled."""

    def __init__(
        self,
        articles: Sequence[Article],
        names: Sequence[Names],
        comparisons: Mapping[tuple[int, int], Comparison],
    ) -> None:
        self._articles = articles
        self._names = names
        self._coverage = cover(articles, comparisons)
        self._times = [moments(article).latest for article in articles]
        self._order = sorted(
            range(len(articles)),
            key=lambda i: (
                not self._times[i],
                self._times[i][:10],
                not _is_wire(articles[i]),
                len(self._times[i]) == 10,  # Somewhen on that day: behind those whose hour is known.
                self._times[i],
                articles[i].id,
            ),
        )
        self._ties = _ties(articles, comparisons)
        self._taken: dict[int, list[tuple[Span, int]]] = {}
        """For each article its passages that another one has too, nearly word for word, with that one."""
        for (here, there), tie in self._ties.items():
            if tie.kind is not Kind.PARAPHRASE:
                self._taken.setdefault(here[0], []).append((here[1], there[0]))
        self._quotes = [find_quotes(article.text) for article in articles]

    def matrix(self) -> Matrix:
        rows = [self._row(told) for group in self._coverage.groups for told in self._together(group.told)]
        rows += [
            self._row([Told(i, passage)])
            for i in self._order
            for passage in self._coverage.alone[i]
            if words(self._articles[i].text, *passage.span)
        ]
        rows.sort(key=lambda row: (-row.carried, -_present(row), *_place(row)))
        unknown = sum(not time for time in self._times)
        foreign = len({article.language for article in self._articles if article.language}) > 1
        notices = [
            f"{unknown} of {len(self._times)} articles do not say when they were published"
            if unknown
            else "",
            "articles in different languages are not linked" if foreign else "",
        ]
        return Matrix(
            tuple(self._order),
            tuple(headline_reading(self._articles[i], self._names[i]).verb for i in self._order),
            tuple(rows),
            tuple(self._totals(i, rows) for i in self._order),
            "; ".join(notice for notice in notices if notice),
        )

    def _together(self, told: Sequence[Told]) -> Iterator[list[Told]]:
        """Yield a group as rows: what has a sure tie to the first wording, or ties to half of the others.

        The rest, which hangs on by a passage or two, is about something else that these tell too.
        """
        rest = list(told)
        while rest:
            first = self._first(_members(rest))
            start = [one for one in rest if one.article == first]
            kept = [
                one
                for one in rest
                if one.article == first
                or any((tie := self._tie(one, other)) and tie.sure for other in start)
                or 2 * sum(self._tie(one, other) is not None for other in rest)
                >= sum(other.article != one.article for other in rest)
            ]
            yield kept
            rest = [one for one in rest if one not in kept]

    def _tie(self, one: Told, other: Told) -> _Tie | None:
        return self._ties.get(((one.article, one.passage.span), (other.article, other.passage.span)))

    def _row(self, told: Sequence[Told]) -> MatrixRow:
        members = _members(told)
        first = self._first(members)
        figures, others = self._differing(first, members)
        cells = tuple(
            self._cell(i, first, members, figures.get(i), i in others)
            if i in members
            else MatrixCell(Cell.NONE)
            for i in self._order
        )
        quoted = sum(
            _quoted_words(self._articles[first].text, p.span, self._quotes[first]) for p in members[first]
        )
        size = sum(len(words(self._articles[first].text, *p.span)) for p in members[first])
        return MatrixRow(
            first_clause(one_line(self._articles[first].text, members[first][0].span)),
            cells,
            len(
                {
                    house(self._articles[i], i)
                    for i, cell in zip(self._order, cells, strict=True)
                    if cell.cell not in (Cell.NONE, Cell.UNSURE)
                }
            ),
            bool(figures),
            any(cell.cell is Cell.UNSURE for cell in cells),
            2 * quoted >= size,
        )

    def _first(self, members: Mapping[int, Sequence[Passage]]) -> int:
        """Return the earliest article of a group; among equals the agency's, then that closest to the others.

        Where one says only the day and another the hour too, neither is the earlier.
        """
        timed = [i for i in members if self._times[i]]
        early = [i for i in timed if all(earlier(self._times[j], self._times[i]) >= 0 for j in timed)]

        def closeness(i: int) -> float:
            return sum(tie.score for j in members if j != i for tie in self._between(i, j, members))

        return min(
            early or members,
            key=lambda i: (not _is_wire(self._articles[i]), -round(closeness(i), 6), self._articles[i].id),
        )

    def _between(self, i: int, j: int, members: Mapping[int, Sequence[Passage]]) -> list[_Tie]:
        ties = (self._ties.get(((i, a.span), (j, b.span))) for a in members[i] for b in members[j])
        return [tie for tie in ties if tie is not None]

    def _differing(
        self, first: int, members: Mapping[int, Sequence[Passage]]
    ) -> tuple[dict[int, Number], set[int]]:
        """Return the figure of each article that a group differs in, and whose is not the first one's."""
        figures = {
            i: numbers(self._articles[i], [p.span for p in members[i]]) for i in self._order if i in members
        }
        units: dict[str, dict[int, set[str]]] = {}
        for i, found in figures.items():
            for number in found:
                close = number.unit != "day" or i == first or self._closest(first, i, members) >= CLOSE
                if number.unit and close:
                    units.setdefault(number.unit, {}).setdefault(i, set()).add(plain(number))
        if any(len(days) > 1 for days in units.get("day", {}).values()):
            del units["day"]
        # The unit that most articles have counts, then the one that its first article names first: the order
        # in which they were filled.
        for unit, values in sorted(units.items(), key=lambda item: -len(item[1])):
            ahead = min(values, key=self._order.index)
            told = {i: {plain(number) for number in figures[i]} for i in values}
            # A value that stands for anything in the other passage contradicts nothing.
            if any(not values[i] & told[j] and not values[j] & told[i] for i in values for j in values):
                others = {i for i in values if not values[i] & values[ahead]}
                return {i: next(n for n in figures[i] if n.unit == unit) for i in values}, others
        return {}, set()

    def _closest(self, i: int, j: int, members: Mapping[int, Sequence[Passage]]) -> float:
        return max((tie.score for tie in self._between(i, j, members)), default=0.0)

    def _figure(self, i: int, number: Number) -> str:
        speaker = next(
            (
                q.speaker
                for q in quotations(self._articles[i], self._names[i])
                if q.span.overlaps(number.span)
            ),
            "",
        )
        return " ".join([one_line(self._articles[i].text, number.span), *speaker.split()[-1:]])[
            :_FIGURE_WIDTH
        ]

    def _cell(
        self,
        i: int,
        first: int,
        members: Mapping[int, Sequence[Passage]],
        number: Number | None,
        differs: bool,
    ) -> MatrixCell:
        spans = tuple(passage.span for passage in members[i])
        place = members[i][0].block + 1
        figure = self._figure(i, number) if number is not None else ""
        if i == first:
            kind = Cell.FIRST
        elif not any(tie.sure for j in members if j != i for tie in self._between(i, j, members)):
            kind = Cell.UNSURE
        elif differs:
            kind = Cell.FIGURE
        elif self._quote_cut(first, i, members):
            kind = Cell.QUOTE_CUT
        else:
            kind = Cell.SAME if self._same(first, i, members) else Cell.EDITED
        return MatrixCell(kind, spans, place, figure)

    def _same(self, first: int, i: int, members: Mapping[int, Sequence[Passage]]) -> bool:
        """Tell whether every passage stands in the first wording too, in other spelling at most."""
        for passage in members[i]:
            ties = [(p.span, self._ties.get(((first, p.span), (i, passage.span)))) for p in members[first]]
            if any(tie is not None and tie.kind is Kind.VERBATIM for _, tie in ties):
                continue
            near = [span for span, tie in ties if tie is not None and tie.kind is Kind.NEAR_VERBATIM]
            if not near:
                return False
            marks = word_marks(self._articles[first].text, near[0], self._articles[i].text, passage.span)
            if any(mark.change not in (Change.SAME, Change.SPELLING) for mark in marks):
                return False
        return True

    def _quote_cut(self, first: int, i: int, members: Mapping[int, Sequence[Passage]]) -> bool:
        full, here = self._quoted(first, members[first]), self._quoted(i, members[i])
        return bool(here) and here < full and len(full - here) >= 2

    def _quoted(self, i: int, passages: Sequence[Passage]) -> set[str]:
        """Return the keys of the words of meaning that stand in quote marks."""
        text = self._articles[i].text
        return {
            term.key
            for passage in passages
            for quote in self._quotes[i]
            if quote.span.overlaps(passage.span)
            for term in terms(text, _common(quote.inner, passage.span))
            if term.content
        }

    def _totals(self, i: int, rows: Sequence[MatrixRow]) -> Totals:
        column = self._order.index(i)
        shared = [row for row in rows if row.carried > 1]
        here = sum(row.cells[column].cell not in (Cell.NONE, Cell.UNSURE) for row in shared)
        said = [q for q in quotations(self._articles[i], self._names[i]) if q.manner is Manner.DIRECT]
        text = self._articles[i].text
        return Totals(
            round(here / max(1, len(shared)), 4),
            self._copied(i),
            len({q.speaker for q in said if q.speaker}),
            sum(len(words(text, *part)) for q in said for part in q.parts),
        )

    def _comes_before(self, j: int, i: int) -> bool:
        """Tell whether article `j` is the earlier, or the agency's whose copy `i` says it is."""
        one, other = self._articles[j], self._articles[i]
        credited = (
            other.agency is not None and one.agency is not None and other.agency.value == one.agency.value
        )
        if credited and _is_wire(one) and not _is_wire(other):
            return True
        return earlier(self._times[j], self._times[i]) < 0

    def _copied(self, i: int) -> float | None:
        before = {j for j in range(len(self._times)) if self._comes_before(j, i)}
        if not self._times[i] or not before:
            return None
        taken = {span for span, other in self._taken.get(i, ()) if other in before}
        text = self._articles[i].text
        copied = sum(len(words(text, *span)) for span in taken)
        return round(copied / max(1, sum(len(words(text, *b.span)) for b in self._articles[i].prose())), 4)


def _ties(
    articles: Sequence[Article], comparisons: Mapping[tuple[int, int], Comparison]
) -> dict[tuple[tuple[int, Span], tuple[int, Span]], _Tie]:
    """Return all links, both ways around."""
    ties = {}
    for (i, j), comparison in comparisons.items():
        for link in comparison.links:
            tie = _Tie(link.score, link.kind)
            ties[(i, link.left), (j, link.right)] = ties[(j, link.right), (i, link.left)] = tie
    return ties


def _members(told: Sequence[Told]) -> dict[int, list[Passage]]:
    """Return the passages of each article of a group."""
    members: dict[int, list[Passage]] = {}
    for one in told:
        members.setdefault(one.article, []).append(one.passage)
    return members


def _is_wire(article: Article) -> bool:
    """Tell whether an article is an agency's own: signed by it, or agency copy that no outlet signs."""
    agency, outlet = article.agency, article.outlet
    return agency is not None and (outlet is None or outlet.value == agency.value)


def _common(one: Span, other: Span) -> Span:
    return Span(max(one.start, other.start), min(one.end, other.end))


def _quoted_words(text: str, passage: Span, quotes: Sequence[Quote]) -> int:
    return sum(
        len(words(text, *_common(quote.inner, passage)))
        for quote in quotes
        if quote.depth == 0 and quote.span.overlaps(passage)
    )


def _present(row: MatrixRow) -> int:
    return sum(cell.cell is not Cell.NONE for cell in row.cells)


def _place(row: MatrixRow) -> tuple[int, Span]:
    """Return where the first article of the matrix's order that has the row tells it."""
    return next((at, cell.spans[0]) for at, cell in enumerate(row.cells) if cell.spans)
