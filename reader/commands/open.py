"""`crossread [PATH ...]`: open the app on files and folders, the library, or the sample collection."""

from __future__ import annotations

import gc
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from reader.commands.exits import REFUSED, USAGE, CommandError


def run(arguments: list[str]) -> int:
    """Open the app and return its exit code.

    A path that does not exist is named and the others open; when none is left, nothing opens.
    """
    from reader.library.entrance import begin
    from reader.library.paths import user_paths

    # Without arguments there is nothing to parse, and the parser's import is a part of the start.
    theme, paths, missing = _parsed(arguments) if arguments else (None, [], 0)
    if missing and not paths:
        return REFUSED
    if not all(stream.isatty() for stream in (sys.stdin, sys.stdout, sys.stderr)):
        raise CommandError("the app needs a terminal; crossread compare A B prints without one", USAGE)

    opened = begin(paths, user_paths())
    # Importing makes many objects and no garbage: without collections it takes a quarter less. The app
    # switches them on again once it has painted.
    gc.disable()
    with _spared("ssl"):
        import asyncio  # noqa: F401  # It works without, and loading it takes 6 ms.
    from reader.library.schema import LibraryError
    from reader.ui.app import run_app

    try:
        code = run_app(paths, theme=theme, opened=opened)
    except LibraryError as error:
        raise CommandError(str(error)) from error
    return code or (REFUSED if missing else code)


@contextmanager
def _spared(module: str) -> Iterator[None]:
    """Let what is imported meanwhile do without a module that it can do without; it may be imported later."""
    absent = module not in sys.modules
    if absent:
        sys.modules[module] = None  # type: ignore[assignment]  # How Python spells "there is none".
    try:
        yield
    finally:
        if absent:
            del sys.modules[module]


def _parsed(arguments: list[str]) -> tuple[str | None, list[Path], int]:
    """Return theme and paths, and how many paths do not exist, each named on standard error."""
    from reader.commands.console import Parser, complain
    from reader.library.paths import may_be_there

    parser = Parser("", "Open articles: files or folders.", usage="crossread [--theme NAME] [PATH ...]")
    parser.add_argument("--theme", metavar="NAME")
    parser.add_argument("paths", nargs="*", metavar="PATH")
    options = parser.parse_args(arguments)
    if options.theme is not None:
        _check_theme(options.theme)
    missing = [path for path in options.paths if not may_be_there(Path(path))]
    for path in missing:
        complain(f"{path}: no such file or folder{_suggestion(path)}")
    return options.theme, [Path(path) for path in options.paths if path not in missing], len(missing)


def _check_theme(name: str) -> None:
    """Refuse a theme that there is not."""
    from reader.library.paths import user_paths
    from reader.ui.themes import all_looks

    themes = [look.name for look in all_looks(user_paths().themes)]
    if name not in themes:
        raise CommandError(f"no theme {name!r}; there are {', '.join(themes)}", USAGE)


def _suggestion(word: str) -> str:
    """Return what may have been meant by a word that is neither a command nor a path."""
    from difflib import get_close_matches

    from reader.commands import COMMANDS

    near = get_close_matches(word, COMMANDS, 1)
    return f"; did you mean the command {near[0]}?" if near else ""
