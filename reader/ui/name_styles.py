"""How names show, by their kind: the highlight layers, the style of a kind, its mark without colour."""

from __future__ import annotations

from collections.abc import Iterable

LAYERS: dict[str, frozenset[str]] = {
    "people": frozenset({"person"}),
    "organisations": frozenset({"organisation", "event", "work"}),
    "places": frozenset({"place", "nationality"}),
    "figures": frozenset({"date", "number"}),
}
"""Highlight layers, each on a key of its own, with the values of the `EntityType`s that they show."""

# Keyed by the types' values, which are strings: importing the types here would delay the first paint by 3 ms.
TYPE_STYLE: dict[str, str] = {
    "person": "person",
    "place": "place",
    "nationality": "nationality",
    "organisation": "organisation",
    "date": "figure",
    "number": "figure",
    "event": "work",
    "work": "work",
}

TYPE_MARK: dict[str, str] = {
    "person": "●",
    "place": "◆",
    "nationality": "○",
    "organisation": "■",
    "event": "▲",
    "work": "▲",
}
"""What stands before a name in lists: its kind without colour."""


def layer_types(layers: Iterable[str]) -> frozenset[str]:
    """Return the values of the entity types that these layers show."""
    return frozenset().union(*(LAYERS.get(layer, frozenset()) for layer in layers))
