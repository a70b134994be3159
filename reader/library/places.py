"""What is to be read: the files of what the reader named, but for those that hold what they held."""

from __future__ import annotations

import glob
import os
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path

from reader.importers.scan import FileState, scan
from reader.library.paths import may_be_there
from reader.library.reading import File
from reader.library.store import Store
from reader.text.safe import safe_line


@dataclass(slots=True)
class ToRead:
    """What a look at the sources gave.

    Attributes:
        files: Files to be read, each once.
        passed: How many files hold what they held.
        refused: One line for each source that is none.
        notices: One line for each thing that the reader should know.
    """

    files: list[File] = field(default_factory=list)
    passed: int = 0
    refused: list[str] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)


def is_address(source: str) -> bool:
    """Tell whether a source is an address of the web, and no file."""
    return source.strip().casefold().startswith(("http://", "https://"))


def look(
    store: Store,
    sources: Iterable[str],
    *,
    again: bool = False,
    before_each: Callable[[], object] = lambda: None,
) -> ToRead:
    """Find the files to be read, and remember the places for updates.

    A file that was moved is known under its new path from now on, with its articles.

    Args:
        store: The library.
        sources: Files, folders, patterns such as `*.txt`.
        again: Whether files are read that hold what they held.
        before_each: Called before each file is looked at; what it raises ends the search.
    """
    known = {
        path: FileState(*state)
        for path, *state in store.rows("SELECT path, size, changed, sha256, beside FROM source")
    }
    found, places = ToRead(), list[str]()
    files: dict[str, File] = {}
    for source in sources:
        named = _named(source)
        if not named:
            found.refused.append(f"{safe_line(source)}: no such file or folder")
        for path in map(os.path.abspath, named):
            places.append(path)
            changes = scan(Path(path), known, before_each=before_each)
            found.notices += changes.notices
            found.refused += map(str, changes.refused)
            root = path if os.path.isdir(path) else os.path.dirname(path)
            wanted = {**changes.read, **(changes.same if again else {})}
            for name, state in wanted.items():
                files.setdefault(name, _file(name, root, state))
            found.passed += 0 if again else len(changes.same)
            _settle(store, root, changes.same, changes.moved, changes.missing)
            if changes.missing:
                found.notices.append(_gone(path, changes.missing))
    if places:
        with store.writing() as connection:
            rows = [(place,) for place in places]
            connection.executemany("INSERT OR IGNORE INTO place(path) VALUES (?)", rows)
    found.files = list(files.values())
    return found


def remember(store: Store, files: Iterable[File]) -> None:
    """Note files as they were when they were read; inside a transaction of the store."""
    store.connection.executemany(
        "INSERT OR REPLACE INTO source(path, root, size, changed, sha256, beside) VALUES (?, ?, ?, ?, ?, ?)",
        files,
    )


def _named(source: str) -> list[str]:
    """Return the paths that an argument names: itself, or what its pattern matches."""
    if os.path.lexists(source) or may_be_there(Path(source)):
        return [source]
    return sorted(glob.glob(source, recursive=True)) if glob.has_magic(source) else []


def _file(name: str, root: str, state: FileState) -> File:
    return File(name, root, state.size, state.mtime_ns, state.sha256, state.beside)


def _gone(place: str, missing: tuple[str, ...]) -> str:
    what = "1 file is" if len(missing) == 1 else f"{len(missing):,} files are"
    return f"{safe_line(place)}: {what} not there any more ({safe_line(missing[0])}); the articles stay"


def _settle(
    store: Store,
    root: str,
    same: dict[str, FileState],
    moved: tuple[tuple[str, str], ...],
    missing: tuple[str, ...],
) -> None:
    """Remember what was seen of files that need not be read."""
    renamed = dict(moved)
    if not (same or renamed or missing):
        return
    known = {row[0]: row[1:] for row in store.rows("SELECT path, size, changed, sha256, beside FROM source")}
    changed = [_file(name, root, state) for name, state in same.items() if known.get(name) != tuple(state)]
    if not (changed or renamed or missing):
        return
    with store.writing() as connection:
        connection.executemany(
            "DELETE FROM source WHERE path = ?", [(path,) for path in (*missing, *renamed)]
        )
        remember(store, changed)
        for before, after in moved:
            _move(store, before, after)


def _move(store: Store, before: str, after: str) -> None:
    """Let articles say where their file is now; what they are known by stays."""
    from reader.library.packing import pack, unpack
    from reader.library.prepare import origin

    old, new = safe_line(before), safe_line(after)
    rows = store.rows(
        "SELECT number, body.id, packed FROM article JOIN body ON body.id = article.body"
        " WHERE source = ? OR substr(source, 1, ?) = ?",
        (old, len(old) + 1, f"{old}#"),
    )
    for number, body, packed in rows:
        article = unpack(packed)
        article = replace(article, source=new + article.source.removeprefix(old))
        store.connection.execute("UPDATE body SET packed = ? WHERE id = ?", (pack(article), body))
        store.connection.execute(
            "UPDATE article SET source = ?, origin = ? WHERE number = ?",
            (article.source, origin(article), number),
        )
