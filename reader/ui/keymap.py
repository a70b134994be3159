"""The effective keys: the registry's defaults, remapped by the reader's `keys.toml`, clashes reported.

    [keys]
    "compare.next-link" = ["]", "ctrl+n"]
    "everywhere.quit" = "ctrl+x"

No Textual here: `crossread keys` prints the same table that the app binds.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from reader.library.paths import may_be_there
from reader.ui.registry import BY_ID, COMMANDS, Command, Mode, commands_for

FORBIDDEN = frozenset({"ctrl+c", "ctrl+q", "ctrl+i", "ctrl+m", "ctrl+h", "ctrl+j", "ctrl+s", "ctrl+z"})
"""Keys that the terminal or Textual keeps for itself, or that send the same byte as another key."""

_NAMES = {
    ",": "comma",
    ".": "full_stop",
    "/": "slash",
    ":": "colon",
    ";": "semicolon",
    "?": "question_mark",
    "[": "left_square_bracket",
    "]": "right_square_bracket",
    "{": "left_curly_bracket",
    "}": "right_curly_bracket",
    "<": "less_than_sign",
    ">": "greater_than_sign",
    "|": "vertical_line",
    "+": "plus",
    "-": "minus",
    "=": "equals_sign",
    "`": "grave_accent",
    "'": "apostrophe",
    "!": "exclamation_mark",
    "*": "asterisk",
    "#": "number_sign",
    "@": "at",
    "&": "ampersand",
    "%": "percent_sign",
    "$": "dollar_sign",
    "^": "circumflex_accent",
    "~": "tilde",
    "(": "left_parenthesis",
    ")": "right_parenthesis",
    "_": "underscore",
    '"': "quotation_mark",
    "\\": "backslash",
}
_SHOWN = {
    "comma": ",",
    "enter": "⏎",
    "escape": "esc",
    "pagedown": "pgdn",
    "pageup": "pgup",
    "down": "↓",
    "up": "↑",
    "left": "←",
    "right": "→",
}


def textual_key(key: str) -> str:
    """Return Textual's name of a key written as a reader types it ("]" becomes "right_square_bracket")."""
    return _NAMES.get(key, key)


def shown_key(key: str) -> str:
    """Return a key as the footer and help show it."""
    return _SHOWN.get(key, key)


@dataclass(frozen=True, slots=True)
class Keymap:
    """The keys in force.

    Attributes:
        keys: Keys of each command by its id, as a reader types them, the first one shown.
        problems: One line for each entry of `keys.toml` that was not taken, naming file and entry.
    """

    keys: Mapping[str, tuple[str, ...]]
    problems: tuple[str, ...] = ()

    def of(self, command: Command | str) -> tuple[str, ...]:
        """Return the keys of a command."""
        return self.keys.get(command if isinstance(command, str) else command.id, ())

    def shown(self, command: Command | str) -> str:
        """Return a command's first key as footer and help show it, or "" when it has none."""
        return shown_key(self.of(command)[0]) if self.of(command) else ""

    def overrides(self) -> dict[str, str]:
        """Return what differs from the defaults in Textual's form: binding id to comma-joined keys."""
        return {
            command.id: ",".join(textual_key(key) for key in self.keys[command.id])
            for command in COMMANDS
            if self.keys[command.id] != command.keys
        }


DEFAULT_KEYMAP = Keymap({command.id: command.keys for command in COMMANDS})


def clashes(keys: Mapping[str, Iterable[str]]) -> list[tuple[str, str, str]]:
    """Return (key, command id, command id) for each key that two commands of one mode would share."""
    found: list[tuple[str, str, str]] = []
    for mode in Mode:
        taken: dict[str, str] = {}
        for command in commands_for(mode):
            for key in keys.get(command.id, ()):
                other = taken.setdefault(textual_key(key), command.id)
                if other != command.id and (key, other, command.id) not in found:
                    found.append((key, other, command.id))
    return found


def load_keymap(path: Path) -> Keymap:
    """Read the reader's `keys.toml`; what cannot be taken is left out and reported, never fatal.

    Args:
        path: The file; a missing one means the defaults.
    """
    if not may_be_there(path):
        return DEFAULT_KEYMAP
    # Imported here: most starts find no such file.
    import tomllib
    from difflib import get_close_matches

    from reader.text.safe import safe_line

    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError) as error:
        return Keymap(DEFAULT_KEYMAP.keys, (safe_line(f"{path.name}: not read: {error}"),))
    entries = table.get("keys", {})
    if not isinstance(entries, dict):
        return Keymap(DEFAULT_KEYMAP.keys, (f'{path.name}: "keys" must be a table',))
    keys = dict(DEFAULT_KEYMAP.keys)
    problems: list[str] = []
    for id_, wanted in entries.items():
        where = safe_line(f"{path.name}: {id_}")
        if id_ not in BY_ID:
            near = get_close_matches(id_, BY_ID, 1)
            problems.append(f"{where}: no such command" + (f"; did you mean {near[0]}?" if near else ""))
            continue
        chosen = [wanted] if isinstance(wanted, str) else wanted
        if not isinstance(chosen, list) or not all(isinstance(key, str) and key.strip() for key in chosen):
            problems.append(f"{where}: a key or a list of keys is expected")
            continue
        kept = tuple("comma" if key == "," else key for key in chosen if textual_key(key) not in FORBIDDEN)
        if len(kept) < len(chosen):
            problems.append(f"{where}: {', '.join(sorted(set(chosen) & FORBIDDEN))} cannot be used")
        if not kept and chosen:
            continue
        trial = {**keys, id_: kept}
        before = set(clashes(keys))
        new = [clash for clash in clashes(trial) if clash not in before]
        if new:
            key, first, second = new[0]
            other = first if second == id_ else second
            problems.append(safe_line(f"{where}: {key} is taken by {other}; free it first"))
            continue
        keys = trial
    return Keymap(keys, tuple(problems))


def keymap_text(keymap: Keymap = DEFAULT_KEYMAP) -> str:
    """Return the keys in force as plain text, a section a mode, a line a command."""
    sections: list[str] = []
    for mode in Mode:
        lines = [mode.value.upper() if mode is not Mode.LIST else "LIBRARY"]
        for command in COMMANDS:
            if command.mode is mode:
                keys = " ".join("," if key == "comma" else key for key in keymap.of(command)) or "(none)"
                lines.append(f"  {keys:<18} {command.title:<22} {command.help}  [{command.id}]")
        sections.append("\n".join(lines))
    sections.extend(f"! {problem}" for problem in keymap.problems)
    return "\n\n".join(sections) + "\n"


def keys_markdown() -> str:
    """Return `docs/keys.md`: the default keys, a table a mode."""
    parts = [
        "# Keys",
        "",
        "Printed by `crossread keys --markdown`. Every key can be changed in `keys.toml`",
        "(`crossread paths` says where it is):",
        "",
        "```toml",
        "[keys]",
        '"compare.next-link" = ["]", "ctrl+n"]',
        "```",
    ]
    for mode in Mode:
        title = "library" if mode is Mode.LIST else mode.value
        parts += [
            "",
            f"## {title.capitalize()}",
            "",
            "| keys | command | what it does | id |",
            "|---|---|---|---|",
        ]
        for command in COMMANDS:
            if command.mode is mode:
                keys = " ".join(f"`{',' if key == 'comma' else key}`" for key in command.keys)
                row = (keys, command.title, command.help, f"`{command.id}`")
                parts.append("| " + " | ".join(row) + " |")
    return "\n".join(parts) + "\n"
