"""Which files of a folder are sources."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path

from reader.text.safe import safe_line

_DEEPEST = 16


@dataclass
class Found:
    """What stands at a path.

    Attributes:
        root: The folder through which the files were found.
        files: The sources, sorted by path.
        refused: Safe path and reason of what cannot be taken.
        notices: What was left out.
    """

    root: Path
    files: list[Path] = field(default_factory=list)
    refused: list[tuple[str, str]] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)


def find_sources(path: Path) -> Found:
    """Return the file at `path`, or the sources in the folder there and below.

    Left out are hidden files, READMEs and everything that ends in `.toml`. Links to folders are not
    followed, so that no loop and no way out of the folder exists.
    """
    if not os.path.isdir(path):
        return Found(path.parent, [path])
    found = Found(path)
    _walk(path, 0, os.path.realpath(path), found)
    return found


def _walk(folder: Path, depth: int, root: str, found: Found) -> None:
    if depth > _DEEPEST:
        found.notices.append(f"{safe_line(str(folder))}: folders this deep are left out")
        return
    try:
        with os.scandir(folder) as entries:
            listed = sorted(entries, key=lambda entry: entry.name)
    except OSError as error:
        found.refused.append((safe_line(str(folder)), error.strerror or "not readable"))
        return
    for entry in listed:
        child = folder / entry.name
        if entry.name.startswith("."):
            continue
        if entry.is_dir(follow_symlinks=False):
            _walk(child, depth + 1, root, found)
        elif entry.is_file() and is_source(entry.name):
            if entry.is_symlink() and not _is_inside(child, root):
                found.refused.append((safe_line(str(child)), "links to a place outside the folder"))
            else:
                found.files.append(child)


def is_source(name: str) -> bool:
    """Tell by its name whether a file can be a source: no README, no sidecar, no editor's copy."""
    folded = name.casefold()
    return not (folded.startswith("readme") or folded.endswith((".toml", "~")))


def _is_inside(path: Path, root: str) -> bool:
    real = os.path.realpath(path)
    return os.path.commonpath([real, root]) == root
