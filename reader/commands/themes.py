"""`crossread themes`: the themes there are, the program's and the reader's own."""

from __future__ import annotations

from reader.commands.console import DONE, REFUSED, Parser, complain


def run(arguments: list[str]) -> int:
    """Print a line a theme; what was not taken of the reader's theme files goes to standard error."""
    from reader.library.paths import user_paths
    from reader.ui.themes import THEME_NAMES, all_looks

    Parser("themes", "Print the themes there are. NAME.toml in the themes folder adds one.").parse_args(
        arguments
    )
    looks = all_looks(user_paths().themes)
    for look in looks:
        ground = "terminal colours" if look.ansi else "dark" if look.dark else "light"
        print(f"{look.name:<12} {ground}{'' if look.name in THEME_NAMES else ', yours'}")
    problems = [look.problem for look in looks if look.problem]
    for problem in problems:
        complain(problem)
    return REFUSED if problems else DONE
