"""Contrast as drawn: what stands on each screen, in each theme, is read from its cells and measured by WCAG.

The theme of the terminal's own sixteen colours is not here: what those look like is the reader's choice, and
no program can compute it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from textual.color import Color
from textual.filter import dim_style
from waiting import settled

from reader.ui.app import CrossreadApp
from reader.ui.themes import LOOKS

ARTICLES = Path(__file__).parents[2] / "articles"
NEXT = "right_square_bracket"
SCREENS: dict[str, tuple[str, ...]] = {
    "library": (),
    "prompt": ("slash", *"treaty"),
    "search": ("slash", *"treaty", "enter"),
    "sidebar": ("tab",),
    "picked": ("x", "j", "x", "j"),
    "reading": ("enter", "j", "j"),
    "layers": ("enter", "1", "2", "3", "4", "5", "6"),
    "panel": ("enter", "5", "6", "l", "j"),
    "hits": ("enter", "slash", *"treaty", "enter"),
    "raw": ("enter", "r"),
    "peek": ("enter", "}", "}", "enter"),
    "compare": ("c", NEXT, NEXT),
    "ribbons": ("c", "p", NEXT, NEXT),
    "interleaved": ("c", "p", "p", NEXT),
    "why": ("c", "W"),
    "labels": ("c", "apostrophe"),
    "evidence": ("c", "f", "ctrl+e"),
    "save": ("c", "s"),
    "note": ("c", "a", *"odd"),
    **{f"lens {number}": ("c", str(number), "j") for number in range(2, 10)},
    "matrix": ("M", "j"),
    "names": ("enter", "E", "j", "j", "l"),
    "kind of a name": ("enter", "E", "x", "j", "t"),
    "import": ("I",),
    "review": ("V",),
    "help": ("question_mark",),
    "palette": ("ctrl+p", *"cou"),
}
TEXT, GLYPH = 4.5, 3.0
"""What WCAG AA asks of text and of signs that are not text."""
HAIRLINES = frozenset(" ·") | {chr(code) for code in range(0x2500, 0x25A0)}
"""Rules, frames and filler: nothing is told by them alone."""


def luminance(colour: Color) -> float:
    """Return the relative luminance of WCAG."""
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in colour.normalized]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def ratio(one: Color, other: Color) -> float:
    """Return the contrast of two colours."""
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def drawn(app: CrossreadApp) -> Iterator[tuple[str, str, float]]:
    """Yield who drew it, the letters, and their contrast, for all runs but a covered screen's."""
    screen = app.screen
    for y, strip in enumerate(screen._compositor.render_strips()):
        x = 0
        for text, style, _ in strip:
            begin, x = x, x + len(text)
            if not text.strip() or style is None or style.color is None or style.bgcolor is None:
                assert not text.strip() or style is not None
                continue
            owner, _region = screen.get_widget_at(begin, y)
            if owner is screen:  # A covered screen shows through; nobody reads or works there.
                continue
            if style.dim:
                style = dim_style(style, Color.from_rich_color(style.bgcolor), 0.5)
            colours = [Color.from_rich_color(style.color), Color.from_rich_color(style.bgcolor)]
            yield f"{type(owner).__name__}#{owner.id}", text, ratio(*colours)


@pytest.mark.parametrize("screen", SCREENS)
async def test_what_is_drawn_meets_wcag_aa_in_every_theme(
    make_app: Callable[..., CrossreadApp], screen: str
) -> None:
    app = make_app(ARTICLES)
    async with app.run_test(size=(120, 36)) as pilot:
        await settled(pilot)
        for key in SCREENS[screen]:
            await pilot.press(key)
            await settled(pilot)
        app.notify("Said in passing.")
        app.notify("A warning.", severity="warning")
        weak = set()
        for look in LOOKS:
            if look.ansi:
                continue
            app.theme = look.name
            if screen == "palette":  # Textual keeps what it listed in the colours of before.
                await pilot.press("escape", *SCREENS[screen])
            await settled(pilot)
            runs = list(drawn(app))
            assert runs
            for owner, text, found in runs:
                asked = TEXT if any(map(str.isalnum, text)) else 0 if set(text) <= HAIRLINES else GLYPH
                if found < asked:
                    weak.add((look.name, owner, text.strip(), round(found, 2)))
        assert not weak
