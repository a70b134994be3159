# ruff: noqa: E501
"""Names of the two seed articles, against a key made by careful reading."""

from pathlib import Path

import pytest

from reader.article import Span
from reader.entities.names import find_names

ARTICLES = Path(__file__).parents[2] / "articles"

# One line a block of the text, in reading order; offsets are found by search, so the key shows what it asks.
# "per", "pla", "org", "nat", "dat", "num", "wor", "eve"; a type in the form "org/pla" leaves either.
PRESS_TV = """
Russia pla | South Ossetia pla
Russian nat | Vladimir Putin per | South Ossetian nat | Leonid Tibilov per | Kremlin org/pla | Moscow pla | March 18, 2015 dat | AFP org
Russia pla | Georgia pla | South Ossetia pla | West pla | Ukraine pla
Russian nat | Vladimir Putin per | South Ossetian nat | Leonid Tibilov per | Russian nat | Moscow pla | Wednesday dat
Putin per
South Ossetia pla | Russia pla | South Ossetians nat | Russian nat
Russian nat | Vladimir Putin per | South Ossetian nat | Leonid Tibilov per | Kremlin org/pla | Moscow pla | March 18, 2015 dat | AFP org
Moscow pla | Abkhazia pla | last\u00a0December dat | Russian nat | January this year dat
Wednesday dat | Crimean Peninsula pla | Russian Federation pla
Simferopol pla | March 18, 2015 dat | Crimean Peninsula pla | Russian Federation pla | AFP org
Crimea pla | Ukraine pla | Russia pla | March 16, 2014 dat | 97 percent num | Russia pla | 83 percent num | Putin per | Black Sea pla | Russian Federation pla | West pla | Ukrainian nat
United States pla | European Union org | Russian nat | Crimea pla
Moscow pla | West pla | West pla | Moscow pla | Russia pla | Ukraine pla | Russian nat | Ukraine pla | Russia pla
"""
AFP = """
Russia pla | South Ossetia pla
Russia pla | Wednesday dat | Georgia pla | South Ossetia pla | West pla
Vladimir Putin per | Moscow pla | South Ossetian nat | Leonid Tibilov per | Russia pla | Kremlin org/pla | thousands num | Georgia pla | 2008 dat
Russia pla | Putin per | Ukraine pla | Black Sea pla | Crimea pla | Kiev pla | West pla
Putin per | Kremlin org/pla | Russia pla | South Ossetia pla
Putin per
Western nat | Georgia pla | Moscow pla | Abkhazia pla
Georgia pla | Giorgi Margvelashvili per
Russian Federation pla | Georgia pla
European Union org | Federica Mogherini per
Russian Federation pla | Treaty on Alliance and Integration wor | Georgia pla | South Ossetia pla
Abkhazia pla | South Ossetia pla | Georgia pla | 1990s dat | Soviet Union pla
Moscow pla | Georgia pla | 2008 dat | thousands num
Russia pla
Russia pla
"""
# Which line of the file each line of the key stands for is found by its first name: these lines hold none that count.
SKIPPED = ("News", "18th March", "SSM/", "Press TV", "www.", "SHARE", "©", "0 Comments")


def _key(text: str, key: str) -> tuple[list[Span], list[tuple[Span, str]]]:
    """Return the blocks of a seed and the key with offsets."""
    blocks: list[Span] = []
    start = 0
    for line in text.splitlines(keepends=True):
        if line.strip() and not line.startswith(SKIPPED):
            blocks.append(Span(start, start + len(line.rstrip())))
        start += len(line)
    wanted: list[tuple[Span, str]] = []
    rows = key.strip().split("\n")
    position = blocks[0].start
    for row in rows:
        for item in row.split(" | "):
            surface, kind = item.rsplit(" ", 1)
            found = text.index(surface, position)
            wanted.append((Span(found, found + len(surface)), kind))
            position = found + len(surface)
    return blocks, wanted


@pytest.mark.parametrize(
    ("folder", "key"), [("press-tv", PRESS_TV), ("unknown-outlet", AFP)], ids=["press-tv", "afp"]
)
def test_the_seeds_names_are_found_exactly(folder: str, key: str) -> None:
    path = next((ARTICLES / folder).glob("*.txt"))
    text = path.read_text(encoding="utf-8")
    blocks, wanted = _key(text, key)
    names = find_names(text, blocks)
    got = {mention.span: str(mention.type)[:3] for mention in names.mentions}
    missed = [
        (span.of(text), kind, got.get(span)) for span, kind in wanted if got.get(span) not in kind.split("/")
    ]
    extra = [(span.of(text), kind) for span, kind in got.items() if span not in dict(wanted)]
    assert (missed, extra) == ([], [])
