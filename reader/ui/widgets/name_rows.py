"""The rows that show names: the list of a story's names, and the page of one of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

from reader.article import Article, Span
from reader.entities.keys import normal
from reader.layout.cells import cell_width, fit
from reader.layout.runs import StyleRuns
from reader.layout.wrap import wrap
from reader.ui.name_styles import TYPE_MARK, TYPE_STYLE
from reader.ui.widgets.lists import ListRow

if TYPE_CHECKING:
    from reader.comparison.naming import Called
    from reader.entities.model import EntityType, Names
    from reader.ui.line_view import Run

BESIDE = "beside the name"


def other_labels(one: Called, outlets: Sequence[str]) -> list[tuple[str, str]]:
    """Return what a referent is called besides its name, each with who says so; sure and frequent ones first.

    Nothing where all call it the same. Of "President" and "Russian President" one stands for both, of
    "breakaway" and "breakaway region" the longer.
    """
    words: dict[str, str] = {}
    by: dict[str, list[str]] = {}
    rank: dict[str, tuple[bool, int]] = {}
    for index, outlet in enumerate(outlets):
        for label, count in one.distinct(index):
            words.setdefault(label.key, label.words)
            by.setdefault(label.key, []).append(outlet)
            unsure, before = rank.get(label.key, (True, 0))
            rank[label.key] = (unsure and label.how != BESIDE, before - count)
    order = sorted(words, key=lambda key: rank[key])
    if one.referent.type == "person":
        kept = {key.split(" of ")[0].split()[-1]: key for key in reversed(order)}
        order = [key for key in order if key in kept.values()]
    else:
        order = [key for key in order if not any(set(key.split()) < set(other.split()) for other in order)]
    if len(order) < 2:
        return []
    # An outlet each, before any outlet's second label.
    first = list({by[key][0]: key for key in reversed(order)}.values())[::-1]
    order = [*first, *(key for key in order if key not in first)]
    said = {key: list(dict.fromkeys(by[key])) for key in order}
    return [(words[key], own[0] + (f" +{len(own) - 1}" if len(own) > 1 else "")) for key, own in said.items()]


def list_rows(called: Sequence[Called], picked: frozenset[tuple[int, int]]) -> list[ListRow]:
    """Return the list of a story's names, most mentioned first; the key of a row is its place in it.

    Args:
        called: The names.
        picked: Members of the referents that are picked.
    """
    rows = [ListRow((("Names", ("title",)),), (("mentions  ", ("soft",)),)), ListRow()]
    for number, one in enumerate(called):
        referent = one.referent
        mark: Run = (
            ("x ", ("pick",))
            if picked.intersection(referent.members)
            else (f"{TYPE_MARK[referent.type]} ", (TYPE_STYLE[referent.type],))
        )
        rows.append(
            ListRow((mark, (referent.usual, ("text",))), ((f"{referent.count}  ", ("soft",)),), key=number)
        )
    if not called:
        rows.append(ListRow((("no names found", ("soft",)),)))
    return rows


class NamePage:
    """The page of one name, as rows of a list.

    A row's key is `("form", surface)` or `("mention", article, span)`.

    Args:
        one: Who or what, with its labels.
        articles: The story's articles.
        names: The names of each.
        sentences: Gives the sentences of an article by its place among them.
        width: Of the rows.
    """

    def __init__(
        self,
        one: Called,
        articles: Sequence[Article],
        names: Sequence[Names],
        sentences: Callable[[int], Sequence[Span]],
        width: int,
    ) -> None:
        self._one = one
        self._articles = articles
        self._names = names
        self._sentences = sentences
        self._width = max(16, width - 2)  # The last column is the scroll bar's.

    def rows(self) -> list[ListRow]:
        """Return the rows."""
        return [*self._head(), *self._called(), *self._forms(), *self._mentions()]

    def _wrapped(self, text: str, styles: tuple[str, ...], indent: int = 0) -> Iterator[ListRow]:
        for start, end in wrap(text, 0, len(text), max(8, self._width - indent)):
            yield ListRow(((" " * indent, ()), (text[start:end], styles)))

    def _head(self) -> Iterator[ListRow]:
        referent = self._one.referent
        yield ListRow(
            ((f"{TYPE_MARK[referent.type]} ", (TYPE_STYLE[referent.type],)), (referent.usual, ("title",)))
        )
        told = sum(any(of == index for of, _ in referent.members) for index in range(len(self._articles)))
        facts = f"{referent.type} · {_many(referent.count, 'mention')} in {_many(told, 'article')}"
        yield from self._wrapped(facts, ("soft",))
        reasons = sorted({merge.reason for merge in referent.merges} - {"same name"})
        if reasons:
            yield from self._wrapped("taken for one: " + ", ".join(reasons), ("soft",))
        yield ListRow()

    def _called(self) -> Iterator[ListRow]:
        """Yield what each outlet calls it: names as they are, labels in italics."""
        yield ListRow((("What each outlet calls it", ("title",)),))
        yield ListRow()
        narrow = self._width < 44
        column = (
            0
            if narrow
            else min(24, self._width // 2 - 4, max(cell_width(a.outlet_name) for a in self._articles) + 2)
        )
        for index, article in enumerate(self._articles):
            surfaces = self._one.referent.surfaces[index]
            labels = self._one.distinct(index)
            if not surfaces and not labels:
                continue
            forms = {normal(surface): surface for surface in reversed(surfaces)}
            pieces: list[Run] = [(surface, ("text",)) for surface in reversed(forms.values())]
            pieces += [
                (label.words + ("" if label.how == BESIDE else " °"), ("label",)) for label, _ in labels
            ]
            lines = _flow(pieces, self._width - column - (2 if narrow else 0))
            outlet = fit(article.outlet_name, max(8, (column or self._width) - 2))
            if narrow:
                yield ListRow(((outlet, ("soft",)),))
            for number, line in enumerate(lines):
                lead = "  " if narrow else (outlet if number == 0 else "").ljust(column)
                yield ListRow(((_padded(lead, column or 2), ("soft",)), *line))
        silent = [
            article.outlet_name
            for index, article in enumerate(self._articles)
            if not self._one.referent.surfaces[index] and not self._one.labels[index]
        ]
        if silent:
            yield from self._wrapped(f"no mention found: {', '.join(dict.fromkeys(silent))}", ("faint",))
        yield ListRow()

    def _forms(self) -> Iterator[ListRow]:
        """Yield the forms of the name, where there are several: what can be set apart."""
        counted: dict[str, int] = {}
        forms: dict[str, str] = {}
        for surface, _, _ in self._places():
            form = forms.setdefault(normal(surface), surface)
            counted[form] = counted.get(form, 0) + 1
        if len(counted) < 2:
            return
        yield ListRow((("Written", ("title",)),))
        yield ListRow()
        for surface, count in sorted(counted.items(), key=lambda item: -item[1]):
            yield ListRow(
                (("  ", ()), (surface, ("text",))), ((f"{count}  ", ("soft",)),), key=("form", surface)
            )
        yield ListRow()

    def _places(self) -> Iterator[tuple[str, int, Span]]:
        """Yield each mention: its surface, its article and its span."""
        for index, (article, names) in enumerate(zip(self._articles, self._names, strict=True)):
            own = {number for of, number in self._one.referent.members if of == index}
            for mention in names.mentions:
                if mention.referent in own:
                    yield " ".join(mention.span.of(article.text).split()), index, mention.span

    def _mentions(self) -> Iterator[ListRow]:
        yield ListRow((("Mentions", ("title",)),))
        last = -1
        kind = TYPE_STYLE[self._one.referent.type]
        for _, index, span in self._places():
            article = self._articles[index]
            if index != last:
                last = index
                yield ListRow()
                yield ListRow(((article.outlet_name, ("outlet-name",)),))
            yield from self._sentence(article.text, self._sentence_of(index, span), span, kind, index)

    def _sentence_of(self, index: int, span: Span) -> Span:
        return next((s for s in self._sentences(index) if s.contains(span.start)), span)

    def _sentence(self, text: str, sentence: Span, span: Span, kind: str, index: int) -> Iterator[ListRow]:
        runs = StyleRuns([[(*span, kind), (*span, "named-here")]])
        for number, line in enumerate(wrap(text, *sentence, max(8, self._width - 2))):
            pieces: list[Run] = [("· " if number == 0 else "  ", ("faint",))]
            for start, end, styles in runs.over(*line):
                shown = text[start:end].replace("\n", " ").replace("\u00a0", " ")
                pieces.append((shown, styles or ("text",)))
            key = ("mention", index, span) if number == 0 else None
            yield ListRow(tuple(pieces), key=key, goes_on=number > 0)


def _flow(pieces: Sequence[Run], width: int) -> list[list[Run]]:
    """Lay out pieces with a dot between them in lines of a width."""
    lines: list[list[Run]] = [[]]
    room = width
    for text, styles in pieces:
        text = fit(text, max(4, width))
        need = cell_width(text) + (3 if lines[-1] else 0)
        if lines[-1] and need > room:
            lines.append([])
            room, need = width, cell_width(text)
        if lines[-1]:
            lines[-1].append((" · ", ("faint",)))
        lines[-1].append((text, styles))
        room -= need
    return lines


def _padded(text: str, width: int) -> str:
    return text + " " * max(0, width - cell_width(text))


def _many(count: int, word: str) -> str:
    return f"{count} {word}" + ("s" if count != 1 else "")


def type_words() -> list[tuple[EntityType, str]]:
    """Return the kinds of names that a reader can choose, as shown."""
    from reader.entities.model import EntityType as Kind

    return [
        (Kind.PERSON, "a person"),
        (Kind.PLACE, "a place"),
        (Kind.ORGANISATION, "an organisation"),
        (Kind.NATIONALITY, "a nationality, people or faith"),
        (Kind.EVENT, "an event"),
        (Kind.WORK, "a treaty, law, book or film"),
    ]
