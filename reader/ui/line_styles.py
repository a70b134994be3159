"""How the runs of a row look: style names, each a few tokens of the theme.

Rows could be styled by component classes in the style sheets, but Textual makes a virtual node for each class
of each pane and matches every rule against it at every restyle: 85 nodes in the library, a third of
the time to the first paint. So runs have this table, and the style sheets keep what is laid out.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rich.style import Style
from textual.color import Color

LINE_STYLES: Mapping[str, str] = {
    # Lists and panels
    "cursor": "on cursor",
    "cursor-away": "on bar",
    "title": "bold strong",
    "strong": "strong",
    "text": "text",
    "soft": "soft",
    "faint": "faint",
    "left": "left",
    "right": "right",
    "warn": "warn",
    "pick": "bold left",
    "only": "only",
    # Names
    "person": "person",
    "place": "place",
    "nationality": "nationality",
    "organisation": "organisation",
    "figure": "figure",
    "work": "work",
    "named": "underline",
    "named-now": "bold reverse",
    "named-here": "bold",
    "outlet-name": "bold soft",
    "label": "italic text",
    "quote": "italic strong",
    "hedge": "underline",
    "loaded": "bold underline",
    # The page
    "outlet": "bold left",
    "meta": "soft",
    "notice": "italic soft",
    "headline": "bold strong",
    "standfirst": "strong",
    "subheading": "bold strong",
    "caption": "italic soft",
    "rule": "sign",
    "bar": "left",
    "raw-hidden": "faint",
    # Compare
    "id": "faint",
    "id-left": "bold left",
    "id-right": "bold right",
    "rail-left": "left",
    "rail-right": "right",
    "hair": "hair",
    "note": "italic faint",
    "ribbon": "sign",
    "link-focus": "bold link",
    "jump": "bold hit on hit-ground",
    "focus-left": "strong on left-tint",
    "focus-right": "strong on right-tint",
    "shared": "bold",
    "swapped-left": "underline left",
    "swapped-right": "underline right",
    "spelling": "bold underline",
    # Everywhere
    "hit": "underline strong on cursor",
    "hit-now": "bold hit on hit-ground",
    "selection": "strong on cursor",
}
"""Attributes, then a token of `reader.ui.themes.TOKENS` for the text, then "on" and one for the ground."""

WITHOUT_COLOUR: Mapping[str, str] = {
    "cursor": "reverse",
    "cursor-away": "underline",
    "jump": "bold reverse",
    "hit-now": "bold reverse",
    "selection": "reverse",
    "person": "underline",
    "place": "underline",
    "organisation": "underline",
}
"""What has nothing but its colour to be told by, where the reader wants none: NO_COLOR."""

_ATTRIBUTES = frozenset({"bold", "italic", "underline", "reverse"})


def line_style(name: str, colours: Mapping[str, str], *, raised: bool = False) -> Style:
    """Return the style of a name in a theme.

    Args:
        name: A key of `LINE_STYLES`.
        colours: The theme's colour of each token.
        raised: Whether it stands on another ground than the page's, where what is faint is a step clearer.
    """
    return _style(LINE_STYLES[name], colours, raised)


def layered(names: Sequence[str], colours: Mapping[str, str], *, no_colour: bool = False) -> Style:
    """Return the style of names that lie upon each other, bottom to top.

    Args:
        names: Keys of `LINE_STYLES`.
        colours: The theme's colour of each token.
        no_colour: Whether there are no colours; then a row under the cursor is reversed as one piece.
    """
    style, raised, reverse = Style.null(), False, False
    for name in names:
        told = WITHOUT_COLOUR.get(name) if no_colour else None
        style += line_style(name, colours, raised=raised) if told is None else _style(told, colours, False)
        reverse = reverse or (told is not None and "reverse" in told)
        raised = raised or "on " in LINE_STYLES[name]
    return style + _style("text", colours, False) if reverse else style


def _style(told: str, colours: Mapping[str, str], raised: bool) -> Style:
    text, _, ground = told.partition("on ")
    attributes: dict[str, bool] = {}
    colour = None
    for word in text.split():
        if word in _ATTRIBUTES:
            attributes[word] = True
        else:
            token = "soft" if raised and word == "faint" else word
            colour = Color.parse(colours[token]).rich_color
    behind = Color.parse(colours[ground]).rich_color if ground else None
    return Style(color=colour, bgcolor=behind, **attributes)  # type: ignore[arg-type]
