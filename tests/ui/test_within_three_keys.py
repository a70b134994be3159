"""Every contrast of the sample stories' keys is on screen within three keys after its pair is opened.

The keys counted are the lens's own, which must show what either side says, and `enter`, which must lead to it
in the text; moving the cursor is free. What the engine does not find is counted in `test_lens_keys.py` and
`test_story_keys.py`, not here: this is about the way from the pair to the contrast.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator
from functools import cache
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from held import all_articles, numbers
from waiting import settled

from reader.article import Span
from reader.comparison.contrast import Finding, Lens
from reader.ui.app import CrossreadApp
from reader.ui.pairing import LEFT, RIGHT, Focus
from reader.ui.screens.compare import CompareScreen
from reader.ui.screens.pair_lenses import HEAD

MakeApp = Callable[..., CrossreadApp]
Entry = dict[str, Any]
ROOT = Path(__file__).parents[2]
KEYS = sorted((ROOT / "tests" / "keys").glob("*.toml"))
LENS_OF = {
    "quote": Lens.QUOTES,
    "figure": Lens.FIGURES,
    "date": Lens.FIGURES,
    "label": Lens.NAMES,
    "wording": Lens.WORDING,
    "order": Lens.ORDER,
    "copy": Lens.COPY,
    "version": Lens.TIME,
    "only": Lens.ONLY_HERE,
}
KEY_OF = {lens: str(number) for number, lens in enumerate(Lens, 1)}


@cache
def key(story: Path) -> dict[str, Any]:
    return tomllib.loads(story.read_text(encoding="utf-8"))


def file_of(story: Path, name: str) -> Path:
    entry = next(e for e in key(story)["article"] if name in (e.get("name"), Path(e["file"]).stem))
    return ROOT / "articles" / entry["file"]


def contrasts(story: Path) -> dict[tuple[str, str], list[tuple[Lens, Entry]]]:
    """Return the entries of a key by the pair of articles on which each is looked for."""
    names = [e.get("name", Path(e["file"]).stem) for e in key(story)["article"]]
    found: dict[tuple[str, str], list[tuple[Lens, Entry]]] = {}
    for table, lens in LENS_OF.items():
        for entry in key(story).get(table, []):
            for pair in pairs(entry, names):
                found.setdefault(pair, []).append((lens, entry))
    return found


def pairs(entry: Entry, names: list[str]) -> Iterator[tuple[str, str]]:
    """Yield the pairs of an entry: those of its articles, or its one article with its neighbour."""
    told = sorted({*entry["words"], *([entry["from"]] if "from" in entry else [])}, key=names.index)
    if len(told) > 1:
        yield from combinations(told, 2)
        return
    # Of two versions the other is the pair; else the first article that is another's.
    stem = told[0].rstrip("0123456789")
    versions = [name for name in names if name.rstrip("0123456789") == stem and name != told[0]]
    others = versions if entry.get("class") in ("added", "removed", "correction") and versions else names
    other = next(name for name in others if name != told[0])
    yield tuple(sorted((told[0], other), key=names.index))  # type: ignore[misc]


CASES = [(story, pair) for story in KEYS for pair in sorted(contrasts(story))]


def places(screen: CompareScreen, names: tuple[str, str], entry: Entry) -> list[Span | None]:
    found: list[Span | None] = []
    for article, name in zip(screen.real_articles(), names, strict=True):
        words = entry["words"].get(name, "")
        at = article.text.find(words) if words else -1
        found.append(Span(at, at + len(words)) if at >= 0 else None)
    return found


def holds(finding: Finding, spans: list[Span | None]) -> bool:
    sides = (finding.left, finding.right)
    return any(spans) and all(
        span is None or any(said.span.overlaps(span) for said in side)
        for span, side in zip(spans, sides, strict=True)
    )


def squeezed(text: str) -> str:
    return "".join(text.split())


def columns(screen: CompareScreen, row_key: object) -> tuple[str, str]:
    """Return what the list of a lens shows of one finding in either column, white space taken out."""
    cut = screen.view.geometry.right + HEAD
    sides = ["", ""]
    on = False
    for row in screen.lens_list._rows:
        on = row.key == row_key if row.key is not None else on
        if on:
            line = "".join(text for text, _ in row.left)
            sides[LEFT] += squeezed(line[:cut])
            sides[RIGHT] += squeezed(line[cut:])
    return sides[LEFT], sides[RIGHT]


def only_here_key(screen: CompareScreen, finding: Finding) -> Focus:
    """Return what a finding's rows stand for: its passage, or the link that it is part of."""
    side = LEFT if finding.left else RIGHT
    pairing = screen.view.pairing
    number = pairing.passage_at(side, (finding.left or finding.right)[0].span.start)
    links = pairing.links_of[side].get(number)
    return Focus(link=min(links)) if links else Focus(side=side, passage=number)


def shows(screen: CompareScreen, lens: Lens, index: int, spans: list[Span | None]) -> bool:
    """Tell whether the lens's rows hold what the finding says at these places, each in its own column."""
    finding = screen.reports[lens].findings[index]
    for side, (span, all_said) in enumerate(zip(spans, (finding.left, finding.right), strict=True)):
        if span is None:
            continue
        words = [squeezed(said.words) for said in all_said if said.span.overlaps(span)]
        if lens is Lens.ONLY_HERE:  # Its rows go over both columns.
            shown = "".join(columns(screen, only_here_key(screen, finding)))
        else:
            shown = columns(screen, index)[side]
        if not any(word in shown for word in words):
            return False
    return True


def passage(screen: CompareScreen, side: int, span: Span) -> int | None:
    """Return the passage of the running text that a place lies in; None for a headline or a caption."""
    pairing = screen.view.pairing
    number = pairing.passage_at(side, span.start)
    return number if number >= 0 and pairing.passages[side][number].span.overlaps(span) else None


@pytest.mark.parametrize(
    ("story", "names"), [pytest.param(*case, id=f"{case[0].stem} {'|'.join(case[1])}") for case in CASES]
)
async def test_each_contrast_that_is_found_is_on_screen_within_three_keys(
    make_app: MakeApp, story: Path, names: tuple[str, str]
) -> None:
    files = [file_of(story, name) for name in names]
    app = make_app(*files)
    async with app.run_test(size=(160, 50)) as pilot:
        held = dict(zip((Path(article.source) for article in all_articles(app)), numbers(app), strict=True))
        app.compare(*(held[file] for file in files))
        await settled(pilot)
        screen = app.screen
        assert isinstance(screen, CompareScreen)
        for lens, entry in contrasts(story)[names]:
            spans = places(screen, names, entry)
            found = [n for n, finding in enumerate(screen.reports[lens].findings) if holds(finding, spans)]
            if not found:
                continue  # Not found by the engine, and counted where its findings are.
            await pilot.press(KEY_OF[lens])
            await pilot.pause()
            shown = [number for number in found if shows(screen, lens, number, spans)]
            assert shown, f"{lens}: {entry['words']}"
            # One key more, and the words stand in the text.
            finding = screen.reports[lens].findings[shown[0]]
            said = [
                (side, one.span)
                for side, all_said in enumerate((finding.left, finding.right))
                for one in all_said
            ]
            inside = [place for place in said if passage(screen, *place) is not None]
            assert screen.lens_list.go_to(
                only_here_key(screen, finding) if lens is Lens.ONLY_HERE else shown[0]
            )
            await pilot.press("enter")
            await pilot.pause()
            assert screen.lens == 1
            in_view = [screen.view.row_in_view(side, passage(screen, side, span)) for side, span in inside]
            assert not inside or any(row is not None for row in in_view), f"{lens}: {entry['words']}"
