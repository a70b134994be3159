"""`crossread library dump|restore|check`: the library as JSON lines and back, and whether it is sound."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from itertools import chain, islice
from pathlib import Path

from reader.commands.console import DONE, REFUSED, CommandError, Parser, complain


def run(arguments: list[str]) -> int:
    """Carry out what is asked; exit code 1 when the library is not sound or something could not be read."""
    parser = Parser("library", "Save the library as JSON lines, make it anew from them, or check it.")
    parser.add_argument("action", choices=("dump", "restore", "check"))
    parser.add_argument(
        "file",
        nargs="?",
        default="-",
        metavar="FILE",
        help="of the dump; - or none: standard input or output",
    )
    options = parser.parse_args(arguments)
    return {"dump": _dump, "restore": _restore, "check": _check}[options.action](options.file)


def _dump(name: str) -> int:
    """Write a dump, whole or not at all; what is damaged is named, and the rest is written."""
    from reader.commands.shelf import opened
    from reader.library.dump import dump
    from reader.library.paths import user_paths
    from reader.library.salvage import salvage
    from reader.library.schema import Damaged, Older

    lost: list[str] = []
    try:
        with opened(read_only=True) as library:
            _write(name, dump(library.store, lost.append))
    except CommandError as error:
        if isinstance(error.__cause__, Older) and _brought_up_to_date():
            return _dump(name)
        if not isinstance(error.__cause__, Damaged | Older):
            raise
        lines = salvage(user_paths().library, lost.append)
        first = list(islice(lines, 2))  # A million articles need not be held.
        if not first[1:]:
            raise CommandError(f"{user_paths().library}: nothing of a library was found in it") from error
        _write(name, chain(first, lines))
        lost.append("the file as a whole; what was found on its pages is in the dump")
    for line in lost:
        complain(f"could not be read: {line}")
    return REFUSED if lost else DONE


def _brought_up_to_date() -> bool:
    """Bring an older library up to date; false when it is too damaged for that.

    Raises:
        CommandError: It may not be written to.
    """
    from reader.commands.shelf import opened
    from reader.library.schema import Damaged

    try:
        with opened():
            return True
    except CommandError as error:
        if isinstance(error.__cause__, Damaged):
            return False
        raise


def _write(name: str, lines: Iterable[str]) -> None:
    if name == "-":
        for line in lines:
            print(line)
        return
    unfinished = Path(f"{name}.unfinished")
    with unfinished.open("w", encoding="ascii") as file:
        os.chmod(unfinished, 0o600)
        for line in lines:
            file.write(line + "\n")
    unfinished.replace(name)


def _restore(name: str) -> int:
    """Make the library anew beside the old one, which is kept under another name."""
    from contextlib import ExitStack

    from reader.library.dump import restore
    from reader.library.grouping import link_all
    from reader.library.paths import user_paths
    from reader.library.schema import LibraryError
    from reader.library.store import Store

    path = user_paths().library
    new = path.with_name(f"{path.name}.restoring")
    _refuse_if_open(path)
    _remove(new)
    try:
        with ExitStack() as stack:
            file = sys.stdin if name == "-" else stack.enter_context(open(name, encoding="utf-8"))
            store = stack.enter_context(Store(new))
            count = restore(store, file)
            link_all(store)
            store.rows("PRAGMA wal_checkpoint(TRUNCATE)")
    except BaseException as error:
        _remove(new)  # Whatever went wrong, and also where somebody interrupts.
        if isinstance(error, LibraryError):
            raise CommandError(str(error)) from error
        if isinstance(error, UnicodeDecodeError):
            raise CommandError(f"{name}: not a dump: {error.reason}") from error
        raise
    _refuse_if_open(path)
    if path.exists():
        kept = _free(path)
        for ending in ("", "-wal", "-shm"):
            if Path(f"{path}{ending}").exists():
                os.replace(f"{path}{ending}", f"{kept}{ending}")
        print(f"the library that was there is kept as {kept}")
    os.replace(new, path)
    print(f"restored: {count:,} articles")
    return DONE


def _refuse_if_open(path: Path) -> None:
    """Refuse to put another file in the place of one that a program writes to: what it writes would be lost.

    What stands in the file's log goes into the file meanwhile, so that one file is all of the old library.
    """
    import sqlite3
    from contextlib import closing, suppress

    if not path.exists():
        return
    with suppress(sqlite3.DatabaseError), closing(sqlite3.connect(path, timeout=0.5)) as connection:
        try:
            # Only who is alone with a file may do without its log.
            connection.execute("PRAGMA journal_mode = DELETE")
        except sqlite3.OperationalError as error:
            if "locked" in str(error):
                raise CommandError(f"{path}: is open in another program; close that, then restore") from None


def _free(path: Path) -> Path:
    """Return a name beside `path` that is not taken."""
    number = 1
    while (kept := path.with_name(f"{path.name}.before-{number}")).exists():
        number += 1
    return kept


def _remove(path: Path) -> None:
    for ending in ("", "-wal", "-shm"):
        Path(f"{path}{ending}").unlink(missing_ok=True)


def _check(_: str) -> int:
    """Print what is wrong with the library, or that nothing is."""
    from reader.commands.shelf import opened
    from reader.library.check import check

    with opened() as library:
        wrong = check(library.store)
        for line in wrong:
            complain(line)
        if wrong:
            complain(
                "'crossread library dump FILE' saves what can be read; 'restore FILE' makes the library anew"
            )
            return REFUSED
        print(f"the library is sound: {library.sidebar().articles:,} articles")
    return DONE
