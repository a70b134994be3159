"""`crossread paths`: where the reader's own files are, and what came with the program."""

from __future__ import annotations

from reader.commands.console import DONE, Parser


def run(arguments: list[str]) -> int:
    """Print a line a file: its name, where it is, and whether it is there yet."""
    from reader.library.paths import may_be_there, user_paths
    from reader.library.resources import samples_dir, styles_dir
    from reader.text.safe import safe_line

    Parser("paths", "Print where settings, state and library are.").parse_args(arguments)
    paths = [*user_paths().items(), ("samples", samples_dir()), ("styles", styles_dir())]
    for name, path in paths:
        print(f"{name:<9} {safe_line(str(path))}{'' if may_be_there(path) else '  (none yet)'}")
    return DONE
