"""The command `crossread`: finds the command that is meant, and lets no traceback reach the reader.

Nothing is imported here but what every command needs, so that `--version` answers at once and
`crossread pipe` starts without paying for a screen.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from importlib import import_module
from io import TextIOWrapper
from typing import cast

import reader
from reader.commands import COMMANDS

HELP = """\
Read one story in every outlet's words, side by side, in the terminal.

usage: crossread [--theme NAME] [PATH ...]   open articles: files or folders;
                                             with no PATH the library, or the
                                             sample collection
       crossread COMMAND ...                 see crossread COMMAND --help

commands:
{commands}

options:
  --theme NAME   open with this theme
  --version      print the version
  --help         print this

A file or folder named like a command is opened by ./NAME, or after --.
In the app, ? shows the keys that work where you are, and q goes back.
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Carry out one command line and return its exit code.

    Args:
        arguments: What follows the command's name; the process's own arguments when None.
    """
    given = list(sys.argv[1:] if arguments is None else arguments)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")  # A terminal that lacks a character shows "?" instead.
    try:
        code = _dispatch(given)
        sys.stdout.flush()
        return code
    except BrokenPipeError:
        _abandon_output()
        return 0  # Whoever reads our output has enough, as `head` does.
    except KeyboardInterrupt:
        return 130
    except Exception as error:
        return _last_resort(error)


def _dispatch(given: list[str]) -> int:
    first = given[0] if given else ""
    if first == "--version":
        print(f"crossread {reader.__version__}")
        return 0
    if first in ("--help", "-h"):
        print(
            HELP.format(commands="\n".join(f"  {name:<10} {does}" for name, does in COMMANDS.items())), end=""
        )
        return 0
    name, rest = (first, given[1:]) if first in COMMANDS else ("open", given)
    run = cast(Callable[[list[str]], int], import_module(f"reader.commands.{name}").run)
    return run(rest)


def _abandon_output() -> None:
    """Send what is still buffered nowhere, so that it cannot fail once more when the process ends."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _last_resort(error: Exception) -> int:
    """Say in one line what went wrong; the traceback is for those who ask for it."""
    from reader.commands.console import REFUSED, CommandError, complain

    if os.environ.get("CROSSREAD_DEBUG"):
        import traceback

        traceback.print_exception(error)
    if isinstance(error, CommandError):
        complain(str(error))
        return error.code
    if isinstance(error, OSError) and error.strerror:
        where = f"{error.filename}: " if error.filename else ""
        try:
            sys.stdout.flush()
        except OSError:
            _abandon_output()
        complain(where + error.strerror)
        return REFUSED
    complain(f"unexpected {type(error).__name__}: {error} (CROSSREAD_DEBUG=1 shows where)")
    return REFUSED
