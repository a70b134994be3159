"""The panel beside an article: its names with their counts, what the outlets call them, the highlights."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from reader.entities.model import EntityType
from reader.layout.cells import cell_width, fit
from reader.layout.wrap import wrap
from reader.ui.name_styles import TYPE_MARK, TYPE_STYLE
from reader.ui.quiet_layers import QUOTES, WORDS
from reader.ui.widgets.lists import ListRow, RowList
from reader.ui.widgets.name_rows import other_labels

if TYPE_CHECKING:
    from reader.comparison.naming import Called
    from reader.entities.model import Names

NAMED_TYPES = (
    EntityType.PERSON,
    EntityType.ORGANISATION,
    EntityType.PLACE,
    EntityType.EVENT,
    EntityType.WORK,
)
MOST_LABELS = 3
"""Labels that the panel shows of one name; its page has all."""

_LEGEND = (
    ("people", "people", "person"),
    ("organisations", "organisations", "organisation"),
    ("places", "places", "place"),
    ("figures", "dates and figures", "figure"),
    (QUOTES, "quotes", "quote"),
    (WORDS, "hedges, loaded words", "loaded"),
)


class NamesPanel(RowList):
    """The names of one article. The key of a row is a referent."""

    _named: Sequence[ListRow] = ()

    def show(
        self,
        names: Names | None,
        called: Mapping[int, Called],
        outlets: Sequence[str],
        chosen: Container[str],
        layers: Container[str],
    ) -> None:
        """Show the names.

        Args:
            names: Of the article; None while they are looked for.
            called: What the story's articles call its referents, as far as it is known.
            outlets: Of the story's articles, in their order.
            chosen: Names that the reader chose to see.
            layers: The highlights that are on.
        """
        if names is None:
            self._named = ()
            self.set_rows(
                [ListRow((("Names", ("title",)),)), ListRow(), ListRow((("looking …", ("faint",)),))]
            )
            return
        several, width = len(outlets) > 1, self.size.width - 5
        head = "here  story  " if several else "here  "
        rows = [ListRow((("Names", ("title",)),), ((head, ("soft",)),)), ListRow()]
        listed = [n for n, referent in enumerate(names.referents) if referent.type in NAMED_TYPES]
        listed.sort(key=lambda n: (-names.referents[n].count, n))
        for number in listed:
            referent, one = names.referents[number], called.get(number)
            total = f"{one.referent.count if one else '…':>7}" if several else ""
            fullest = referent.type is EntityType.PERSON or referent.name in chosen
            shown = referent.name if fullest else referent.surfaces[0]
            rows.append(
                ListRow(
                    ((f"{TYPE_MARK[referent.type]} ", (TYPE_STYLE[referent.type],)), (shown, ("text",))),
                    ((f"{referent.count:>4}{total}  ", ("soft",)),),
                    key=number,
                )
            )
            if one is not None:
                rows += self._labels(one, outlets, width)
        if not listed:
            rows.append(ListRow((("no names found", ("soft",)),)))
        if names.notice:
            rows += [ListRow(), *self._wrapped(names.notice, ("warn",))]
        self._named = rows
        self.set_rows([*rows, *_legend(layers)])

    def show_layers(self, layers: Container[str]) -> None:
        """Say which highlights are on; the names stay as they are."""
        if self._named:
            self.set_rows([*self._named, *_legend(layers)])

    def _labels(self, one: Called, outlets: Sequence[str], width: int) -> Iterator[ListRow]:
        """Yield what the outlets call a name besides, each in a row that shares the name's cursor."""
        for words, outlet in other_labels(one, outlets)[:MOST_LABELS]:
            label = fit(words, max(8, width - min(9, cell_width(outlet) + 1)))
            by = fit(outlet, max(4, width - cell_width(label) - 1))
            yield ListRow(((f"  {label}", ("note",)),), ((f"{by}  ", ("faint",)),), goes_on=True)

    def _wrapped(self, text: str, styles: tuple[str, ...]) -> list[ListRow]:
        width = max(8, self.size.width - 2)
        return [ListRow(((span.of(text), styles),)) for span in wrap(text, 0, len(text), width)]


def _legend(layers: Container[str]) -> list[ListRow]:
    rows = [ListRow(), ListRow(), ListRow((("Highlights", ("title",)),)), ListRow()]
    for number, (layer, label, style) in enumerate(_LEGEND, 1):
        on = layer in layers
        rows.append(
            ListRow(
                (
                    (f"{number}  ", ("strong" if on else "faint",)),
                    (label, (style if on else "faint",)),
                    ("" if on else "  off", ("faint",)),
                )
            )
        )
    return rows
