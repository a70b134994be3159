"""What changed in a folder since it was last read: told by size and time, and by hash where those differ."""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from reader.importers.beside import DEFAULTS_NAME, sidecar_path
from reader.importers.folder import find_sources
from reader.importers.items import Refusal
from reader.importers.source import reason_of
from reader.text.safe import safe_line


class FileState(NamedTuple):
    """How a file was when it was read.

    Attributes:
        size: In bytes.
        mtime_ns: When it was written, in nanoseconds since 1970.
        sha256: Of its bytes, hexadecimal.
        beside: Hash of what the reader wrote beside it (sidecar, folder's defaults); "" when nothing.
    """

    size: int
    mtime_ns: int
    sha256: str
    beside: str = ""


@dataclass(frozen=True, slots=True)
class Changes:
    """What a scan found; paths as text, in the folder's order.

    Attributes:
        read: Files to read, new or changed, each with the state to remember once it is read.
        same: Files that hold what they held, each with the state to remember: a time may have changed.
        moved: Old path and new path of files that are where nothing was, and hold what a missing one held.
        missing: Known paths below the folder at which there is no file any more, but for the moved ones.
        refused: What could not be looked at.
        notices: What was left out.
    """

    read: dict[str, FileState] = field(default_factory=dict)
    same: dict[str, FileState] = field(default_factory=dict)
    moved: tuple[tuple[str, str], ...] = ()
    missing: tuple[str, ...] = ()
    refused: tuple[Refusal, ...] = ()
    notices: tuple[str, ...] = ()


def scan(
    folder: Path, known: Mapping[str, FileState], *, before_each: Callable[[], object] = lambda: None
) -> Changes:
    """Compare a folder, or one file, with what is known of it; no file is read that has not changed.

    A file that cannot be looked at is refused and not missing: a disk that is not there loses nothing.

    Args:
        folder: The folder or file.
        known: What is known of files by path, `str(path)`; also of others, which are not looked at.
        before_each: Called before each file is looked at; what it raises ends the scan.
    """
    found = find_sources(folder)
    refused = [Refusal(source, reason) for source, reason in found.refused]
    read: dict[str, FileState] = {}
    same: dict[str, FileState] = {}
    defaults: dict[Path, bytes] = {}
    for path in found.files:
        name = str(path)
        before_each()
        try:
            state = _state(path, known.get(name), _beside(path, found.root, defaults))
        except (OSError, ValueError) as error:
            if name not in known or not isinstance(error, FileNotFoundError):
                refused.append(Refusal(safe_line(name), reason_of(error)))
            continue
        before = known.get(name)
        unchanged = before is not None and (before.sha256, before.beside) == (state.sha256, state.beside)
        (same if unchanged else read)[name] = state
    reachable = os.path.exists(folder) and not found.refused
    gone = (
        [name for name in known if _is_below(name, folder) and not os.path.exists(name)] if reachable else []
    )
    moved = _moved(gone, read, known)
    for old, new in moved:
        same[new] = read.pop(new)
        gone.remove(old)
    return Changes(read, same, tuple(moved), tuple(gone), tuple(refused), tuple(found.notices))


def _state(path: Path, before: FileState | None, beside: str) -> FileState:
    """Return how a file is; its bytes are hashed only when its size or time is another than before."""
    status = path.stat()
    if not stat.S_ISREG(status.st_mode):
        return FileState(0, status.st_mtime_ns, "", beside)  # Who reads it will refuse it.
    if before is not None and (before.size, before.mtime_ns) == (status.st_size, status.st_mtime_ns):
        return before._replace(beside=beside)
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return FileState(status.st_size, status.st_mtime_ns, digest, beside)


def _beside(path: Path, root: Path, defaults: dict[Path, bytes]) -> str:
    """Return a hash of what stands beside and above a file that changes how it is read."""
    parts = [_bytes(sidecar_path(path))]
    for folder in path.parents:
        if folder not in defaults:
            defaults[folder] = _bytes(folder / DEFAULTS_NAME)
        parts.append(defaults[folder])
        if folder == root:
            break
    return hashlib.sha256(b"\0".join(parts)).hexdigest()[:16] if any(parts) else ""


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        return b""


def _moved(
    gone: list[str], read: Mapping[str, FileState], known: Mapping[str, FileState]
) -> list[tuple[str, str]]:
    """Pair missing files with new ones of the same content; where several fit, in the folder's order."""
    by_hash: dict[str, list[str]] = {}
    for name in gone:
        by_hash.setdefault(known[name].sha256, []).append(name)
    pairs: list[tuple[str, str]] = []
    for name, state in read.items():
        if name not in known and by_hash.get(state.sha256):
            pairs.append((by_hash[state.sha256].pop(0), name))
    return pairs


def _is_below(name: str, folder: Path) -> bool:
    path = Path(name)
    return path == folder or folder in path.parents
