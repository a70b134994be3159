"""How the runs of a row look: style names, each a few tokens of the theme.

Rows could be styled by component classes in the style sheets, but Textual makes a virtual node for each class
of each pane and matches every rule against it at every restyle: 85 nodes in the library, a third of
the time to the first paint. So runs have this table, and the style sheets keep what is laid out.
"""

from __future__ import annotations

from collections.abc import Mapping

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
    "rule": "faint",
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
    "ribbon": "faint",
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

_ATTRIBUTES = frozenset({"bold", "italic", "underline", "reverse"})


def line_style(name: str, colours: Mapping[str, str]) -> Style:
    """Return the style of a name in a theme.

    Args:
        name: A key of `LINE_STYLES`.
        colours: The theme's colour of each token.
    """
    text, _, ground = LINE_STYLES[name].partition("on ")
    attributes: dict[str, bool] = {}
    colour = None
    for word in text.split():
        if word in _ATTRIBUTES:
            attributes[word] = True
        else:
            colour = Color.parse(colours[word]).rich_color
    behind = Color.parse(colours[ground]).rich_color if ground else None
    return Style(color=colour, bgcolor=behind, **attributes)  # type: ignore[arg-type]
