"""Where the files that come with the program are: the look and the sample collection.

In a checkout they stand beside the package, where people find and edit them; a wheel packs them into it.
"""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent.parent


def _find(name: str) -> Path:
    # Inside the package first: beside an installed one lies whatever else is installed.
    packed = _PACKAGE / name
    return packed if packed.is_dir() else _PACKAGE.parent / name


def styles_dir() -> Path:
    """Return the folder of `*.tcss` files that hold the app's look."""
    return _find("styles")


def samples_dir() -> Path:
    """Return the folder of the sample collection, which opens when no path is given."""
    return _find("articles")
