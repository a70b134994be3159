"""Names of the files in which a reader says what holds of a source, without reading any of them."""

from __future__ import annotations

from pathlib import Path

DEFAULTS_NAME = "_outlet.toml"
"""The file with what holds of all sources in a folder and below."""

RULES_NAME = "outlets.toml"
"""The file of rules for outlets, in the folder of settings."""

FIXES_NAME = "fixes.toml"
"""The file of fixes for articles without a file, in the folder of settings."""


def sidecar_path(path: Path) -> Path:
    """Return where the sidecar of a source stands."""
    return path.with_name(path.name + ".toml")
