"""What all commands share: their errors, their parser, and the way to standard output and error.

Article text that reaches standard output has passed `reader.text.safe` when it was read. Whatever else is
foreign (a file's name, an argument, the system's message) passes `safe_line` here.
"""

from __future__ import annotations

import argparse
import sys
from typing import NoReturn

from reader.commands.exits import DONE, REFUSED, USAGE, CommandError

__all__ = ["DONE", "REFUSED", "USAGE", "CommandError", "Parser", "complain", "fold", "width"]

WIDTH_WITHOUT_TERMINAL = 80


class Parser(argparse.ArgumentParser):
    """An argument parser whose complaint is one line."""

    def __init__(self, command: str, description: str, *, usage: str | None = None) -> None:
        super().__init__(
            prog=f"crossread {command}".strip(), description=description, usage=usage, allow_abbrev=False
        )

    def error(self, message: str) -> NoReturn:
        """Raise what the command line reports as a mistake in usage."""
        raise CommandError(f"{message} (see: {self.prog} --help)", USAGE)


def complain(message: str) -> None:
    """Print one line on standard error."""
    from reader.text.safe import safe_line

    sys.stdout.flush()  # What was said before comes first, also when both go to one file.
    print(safe_line(f"crossread: {message}"), file=sys.stderr, flush=True)


def width() -> int:
    """Return the terminal's width in cells, or 80 when output goes elsewhere."""
    import shutil

    return max(20, shutil.get_terminal_size((WIDTH_WITHOUT_TERMINAL, 24)).columns)


def fold(text: str, cells: int) -> list[str]:
    """Return the lines of `text`, each wrapped to `cells`; a wrapped line keeps its indent.

    Args:
        text: Lines of any length.
        cells: The greatest width of a returned line.
    """
    from reader.layout.wrap import wrap

    rows: list[str] = []
    for line in text.split("\n"):
        body = line.lstrip(" ")
        indent = line[: len(line) - len(body)]
        spans = wrap(body, 0, len(body), max(10, cells - len(indent)))
        rows.extend(indent + span.of(body) for span in spans)
        if not spans:
            rows.append("")
    return rows
