"""`crossread keys`: the keys in force, from the same registry that binds them."""

from __future__ import annotations

from reader.commands.console import DONE, REFUSED, Parser, complain


def run(arguments: list[str]) -> int:
    """Print every command with its keys; entries of keys.toml that were not taken go to standard error."""
    from dataclasses import replace

    from reader.library.paths import user_paths
    from reader.ui.keymap import keymap_text, keys_markdown, load_keymap

    parser = Parser("keys", "Print the keys in force. keys.toml changes them (see: crossread paths).")
    parser.add_argument("--markdown", action="store_true", help="print the default keys as docs/keys.md")
    if parser.parse_args(arguments).markdown:
        print(keys_markdown(), end="")
        return DONE
    keymap = load_keymap(user_paths().keys)
    print(keymap_text(replace(keymap, problems=())), end="")
    for problem in keymap.problems:
        complain(problem)
    return REFUSED if keymap.problems else DONE
