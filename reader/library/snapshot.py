"""A folder's library as it was read last, so that a folder that has not changed is not read again.

A snapshot is the library in memory as SQLite writes it to a file, with what there was to say of the reading.
It travels from the process that read a folder to the one that shows it, and stays in the cache, where it
holds as long as nothing of the folder, of the reader's rules or of the program has changed. Deleting it
loses nothing: all that the reader said is in the library's own file.
"""

from __future__ import annotations

import json
import os
import stat
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reader.library.door import Library

KEPT = 20
"""So many snapshots are kept; the one that was not opened for longest goes first."""

LARGEST = 256 * 1_048_576
"""Bytes of the largest snapshot that is kept: it is read into memory whole."""

_ENDING = ".snapshot"
_HASH = 32
# A file that is written twice within a tick of its clock may look the same: wait until it is older than that.
_TICK_NS = 2_000_000_000
_DEEPEST = 16  # As the importers look.


def pack(library: Library) -> bytes:
    """Return a library in memory as bytes."""
    said = {"refused": library.refused, "notices": library.notices}
    head = json.dumps(said).encode() + b"\n"
    with library.store.lock:
        body = library.store.connection.serialize()
    return _digest(head, body) + head + body


def unpack(packed: bytes, *, own: Path | None = None, coder: str = "") -> Library | None:
    """Return the library of these bytes; None when they are not what `pack` made.

    Args:
        packed: What `pack` returned.
        own: The file that the reader's acts are kept in.
        coder: Who acts.
    """
    end = packed.find(b"\n", _HASH) + 1
    head, body = packed[_HASH:end], packed[end:]
    if not end or packed[:_HASH] != _digest(head, body):
        return None
    from reader.library.door import Library
    from reader.library.store import Store

    said = json.loads(head)
    library = Library(Store.of_bytes(body), own=own, coder=coder)
    library.refused = tuple(said["refused"])
    library.notices += tuple(said["notices"])
    return library


def look_of(paths: Sequence[Path], settings: Iterable[Path] = ()) -> str:
    """Return a hash of how files and folders look, the program and the reader's rules among them.

    A file looks as its size and times say; it is not opened. The same hash twice means that reading the
    paths again would give what it gave; "" means that this cannot be told, for want of leave to look or
    because something was written a moment ago.

    Args:
        paths: Files and folders that are opened.
        settings: Files of settings that the reading heeds; they may be missing.
    """
    hashed = blake2b(repr((sys.version_info[:3], [os.path.abspath(path) for path in paths])).encode())
    newest = 0
    try:
        for line, changed in _looks(paths, settings):
            hashed.update(line.encode("utf-8", "surrogateescape"))
            newest = max(newest, changed)
    except OSError:
        return ""
    # A time that is still to come is no better than one just past.
    return "" if newest > time.time_ns() - _TICK_NS else hashed.hexdigest()


def recall(folder: Path, paths: Sequence[Path], look: str) -> bytes | None:
    """Return the snapshot that is kept of these paths if they still look so."""
    if not look:
        return None
    file = _file(folder, paths)
    try:
        with file.open("rb") as stream:
            if stream.readline().strip().decode("ascii", "replace") != look:
                return None
            packed = stream.read()
        os.utime(file)  # It was opened just now: others go first.
    except OSError:
        return None
    return packed


def keep(folder: Path, paths: Sequence[Path], look: str, packed: bytes) -> None:
    """Keep a snapshot, if that can be done, and let go of the oldest."""
    if not look or len(packed) > LARGEST:
        return
    from reader.library.atomic import open_atomically

    with suppress(OSError):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with open_atomically(_file(folder, paths)) as file:
            file.write(look.encode() + b"\n")
            file.write(packed)
        kept = sorted(folder.glob(f"*{_ENDING}"), key=lambda file: file.stat().st_mtime_ns)
        for old in kept[:-KEPT]:
            old.unlink(missing_ok=True)


def _digest(head: bytes, body: bytes) -> bytes:
    hashed = blake2b(head, digest_size=_HASH)
    hashed.update(body)
    return hashed.digest()


def _file(folder: Path, paths: Sequence[Path]) -> Path:
    name = "\0".join(os.path.abspath(path) for path in paths)
    return folder / (blake2b(os.fsencode(name), digest_size=12).hexdigest() + _ENDING)


def _looks(paths: Sequence[Path], settings: Iterable[Path]) -> Iterator[tuple[str, int]]:
    """Yield a line for each file, and when it was changed last."""
    from reader.importers.beside import DEFAULTS_NAME, sidecar_path

    for path in paths:
        if path.is_dir():
            yield from _inside(path, 0)
        else:
            yield from _looks_of([path, sidecar_path(path), path.parent / DEFAULTS_NAME])
    yield from _looks_of(settings)
    # The program: an older one may have read otherwise.
    program = Path(__file__).parents[1]
    for floor in ("text", "importers", "stories", "library"):
        for line, _ in _inside(program / floor, 0):
            yield line, 0


def _inside(folder: Path, depth: int) -> Iterator[tuple[str, int]]:
    with os.scandir(folder) as entries:
        listed = sorted(entries, key=lambda entry: entry.name)
    for entry in listed:
        if entry.name.startswith((".", "__pycache__")):
            continue
        if entry.is_dir(follow_symlinks=False):
            if depth < _DEEPEST:
                yield from _inside(Path(entry.path), depth + 1)
        else:
            yield from _look(entry.path)


def _looks_of(files: Iterable[Path]) -> Iterator[tuple[str, int]]:
    for file in files:
        yield from _look(str(file))


def _look(name: str) -> Iterator[tuple[str, int]]:
    try:
        found = os.stat(name)
    except FileNotFoundError:
        yield f"{name}\0-\n", 0
        return
    if stat.S_ISREG(found.st_mode):
        times = found.st_mtime_ns, found.st_ctime_ns
        yield f"{name}\0{found.st_size}\0{times}\0{found.st_ino}\n", max(times)
    else:
        yield f"{name}\0{stat.S_IFMT(found.st_mode)}\n", 0
