"""The looks: four themes of our own, and the reader's from `themes/*.toml`. No Textual here.

A theme is a table of colour tokens. `styles/*.tcss` speaks of tokens alone (`$left`, `$person`), so a
theme changes every screen at once. The relations between tokens are the same in every theme: one ground,
three steps of less important text, two sides that are orange and blue (told apart by colour-blind
readers), and names as tinted text without a background.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

TOKENS: Mapping[str, str] = {
    "ground": "the page",
    "bar": "header, footer and panels",
    "text": "the text",
    "strong": "headlines and what is in focus",
    "soft": "labels and metadata",
    "faint": "what matters less: numbers of unfocused links, remarks; a step below soft, and still text",
    "sign": "signs that are no text: scrollbars, the map beside a text, threads",
    "hair": "hairlines, by which alone nothing is told",
    "cursor": "behind the row under the cursor",
    "left": "the left side, and the focused outlet",
    "right": "the right side",
    "link": "the link between them",
    "left-tint": "behind the focused passage on the left",
    "right-tint": "behind the focused passage on the right",
    "only": "the mark of a passage that only one side has",
    "person": "people",
    "place": "places",
    "nationality": "nationalities, which are many: a step quieter than places",
    "organisation": "organisations",
    "figure": "dates and figures",
    "work": "events and works",
    "hit": "text of a search hit",
    "hit-ground": "behind a search hit",
    "warn": "notices",
}


@dataclass(frozen=True, slots=True)
class Look:
    """A theme.

    Attributes:
        name: As the reader names it.
        dark: Whether the ground is dark.
        ansi: Whether it uses the terminal's own sixteen colours and background.
        colours: A colour for every token.
        problem: One line when a part of the reader's file was not taken, else "".
    """

    name: str
    dark: bool
    colours: Mapping[str, str] = field(default_factory=dict)
    ansi: bool = False
    problem: str = ""


_DARK = {
    "ground": "#14161c", "bar": "#1a1d26", "text": "#d6d9e0", "strong": "#f4f5f8", "soft": "#9ca2ae",
    "faint": "#7e8698", "sign": "#646c7f", "hair": "#2b303c", "cursor": "#242e40",
    "left": "#e8a65a", "right": "#6fb3ef",
    "link": "#c9b48f", "left-tint": "#3a2f22", "right-tint": "#20304a", "only": "#93b890",
    "person": "#f2c6a0", "place": "#a9d3a5", "nationality": "#bccfbd",
    "organisation": "#c7b3f0", "figure": "#9fb6c9",
    "work": "#e0b7c8",
    "hit": "#14161c", "hit-ground": "#e3c878", "warn": "#e8a65a",
}  # fmt: skip
_LIGHT = {
    "ground": "#fbfaf7", "bar": "#f0eee8", "text": "#2a2d34", "strong": "#0e1014", "soft": "#505562",
    "faint": "#666b77", "sign": "#818794", "hair": "#d9d6cd", "cursor": "#e4eaf3",
    "left": "#a1560b", "right": "#1762a5",
    "link": "#7a6333", "left-tint": "#f8e8d2", "right-tint": "#dcebfa", "only": "#356f33",
    "person": "#9a4a12", "place": "#2c6b2f", "nationality": "#3f5f45",
    "organisation": "#5f3fa8", "figure": "#3c5f7c",
    "work": "#8a3560",
    "hit": "#1a1a1a", "hit-ground": "#f5d76a", "warn": "#a1560b",
}  # fmt: skip
_CONTRAST = {
    "ground": "#000000", "bar": "#101010", "text": "#ffffff", "strong": "#ffffff", "soft": "#d0d0d0",
    "faint": "#a8a8a8", "sign": "#909090", "hair": "#707070", "cursor": "#003a70",
    "left": "#ffb454", "right": "#7cc7ff",
    "link": "#ffe7b0", "left-tint": "#4a3000", "right-tint": "#00325e", "only": "#8cff8c",
    "person": "#ffd2a8", "place": "#b4ffb0", "nationality": "#dcffdc",
    "organisation": "#dcc8ff", "figure": "#c4e4ff",
    "work": "#ffc4dc",
    "hit": "#000000", "hit-ground": "#ffff00", "warn": "#ffb454",
}  # fmt: skip
_ANSI = {
    "ground": "ansi_default", "bar": "ansi_default", "text": "ansi_default", "strong": "ansi_default",
    "soft": "ansi_default", "faint": "ansi_bright_black", "sign": "ansi_bright_black",
    "hair": "ansi_bright_black", "cursor": "ansi_blue",
    "left": "ansi_yellow", "right": "ansi_cyan", "link": "ansi_yellow", "left-tint": "ansi_default",
    "right-tint": "ansi_default", "only": "ansi_green", "person": "ansi_yellow", "place": "ansi_green",
    "nationality": "ansi_default",
    "organisation": "ansi_magenta", "figure": "ansi_cyan", "work": "ansi_magenta", "hit": "ansi_black",
    "hit-ground": "ansi_yellow", "warn": "ansi_yellow",
}  # fmt: skip

LOOKS: tuple[Look, ...] = (
    Look("dark", True, _DARK),
    Look("light", False, _LIGHT),
    Look("contrast", True, _CONTRAST),
    Look("ansi", True, _ANSI, ansi=True),
)
THEME_NAMES: tuple[str, ...] = tuple(look.name for look in LOOKS)
"""The themes that come with the program."""


_ANSI_NAMES = frozenset("black red green yellow blue magenta cyan white".split())


def _colour(value: object) -> bool:
    if not isinstance(value, str):
        return False
    if value.startswith("ansi_"):
        name = value.removeprefix("ansi_")
        return name == "default" or name.removeprefix("bright_") in _ANSI_NAMES
    return value.startswith("#") and len(value) == 7 and all(c in "0123456789abcdefABCDEF" for c in value[1:])


def load_look(path: Path) -> Look:
    """Read a theme of the reader's: `base`, `dark`, and colours for any of `TOKENS`.

        base = "light"
        [colours]
        left = "#aa5500"

    What cannot be taken keeps the base theme's value and is said in `problem`.
    """
    # Imported here: most starts find no theme of the reader's.
    import tomllib
    from difflib import get_close_matches

    from reader.text.safe import safe_line

    base = LOOKS[0]
    name = safe_line(path.stem)
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError) as error:
        return Look(name, base.dark, base.colours, problem=safe_line(f"{path.name}: not read: {error}"))
    problem = ""
    wanted = table.get("base", "dark")
    for look in LOOKS:
        if look.name == wanted:
            base = look
            break
    else:
        problem = safe_line(f"{path.name}: base: no theme {wanted!r}")
    colours = dict(base.colours)
    given = table.get("colours", {})
    for token, value in given.items() if isinstance(given, dict) else ():
        if token not in TOKENS:
            near = get_close_matches(token, TOKENS, 1)
            hint = f"; did you mean {near[0]}?" if near else ""
            problem = safe_line(f"{path.name}: colours.{token}: no such token{hint}")
        elif not _colour(value):
            problem = safe_line(f"{path.name}: colours.{token}: a colour like #aa5500 is expected")
        else:
            colours[token] = value
    dark = table.get("dark", base.dark)
    return Look(name, dark if isinstance(dark, bool) else base.dark, colours, base.ansi, problem)


def all_looks(folder: Path | None = None) -> list[Look]:
    """Return our themes, then the reader's from `folder` by name; a reader's theme may replace ours."""
    own = {look.name: look for look in LOOKS}
    if folder is not None and os.path.isdir(folder):
        for path in sorted(folder.glob("*.toml")):
            look = load_look(path)
            own[look.name] = look
    return list(own.values())
