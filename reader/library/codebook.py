"""The codebook: the codes that a reader puts on passages and links, `codebook.toml`.

[word-choice]
key = "w"
title = "Word choice"
description = "The same fact under another label."
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from reader.library.paths import may_be_there


@dataclass(frozen=True, slots=True)
class Code:
    """One code.

    Attributes:
        name: As it is kept and exported: small letters, digits, hyphens.
        key: The key that gives it in the code prompt: one character.
        title: As it is shown.
        description: When to use it.
    """

    name: str
    key: str
    title: str
    description: str = ""


@dataclass(frozen=True, slots=True)
class Codebook:
    """The codes in force.

    Attributes:
        codes: In the order of the file.
        problems: One line for each entry that was not taken, naming file and code.
    """

    codes: tuple[Code, ...]
    problems: tuple[str, ...] = ()

    def by_name(self, name: str) -> Code | None:
        """Return the code with this name, or None."""
        return next((code for code in self.codes if code.name == name), None)


DEFAULT = Codebook(
    (
        Code("word-choice", "w", "Word choice", "The same thing under another label or with other verbs."),
        Code("selection", "s", "Selection", "What is told here and has no match there."),
        Code("source", "q", "Source", "Another speaker, or one side's sources alone."),
        Code("figure", "n", "Figure", "Figures or dates that differ."),
        Code("order", "o", "Order", "The same fact at another place."),
        Code("context", "c", "Context", "Background that changes how the fact reads."),
    )
)
"""The codes of a reader who has written no codebook: the kinds of contrast that the lenses show."""


def load_codebook(path: Path) -> Codebook:
    """Read the codebook at `path`; a missing file means the default one, a broken entry is a problem line."""
    if not may_be_there(path):
        return DEFAULT
    import re
    import tomllib
    import unicodedata

    from reader.text.safe import safe_line

    try:
        table = tomllib.loads(path.read_bytes().decode("utf-8-sig"))
    except (OSError, ValueError, RecursionError) as error:
        why = error.strerror if isinstance(error, OSError) else str(error)
        return Codebook(DEFAULT.codes, (safe_line(f"{path.name}: not read, the default codes hold: {why}"),))
    codes: list[Code] = []
    problems: list[str] = []
    for name, entry in table.items():
        if not re.fullmatch(r"[a-z0-9][a-z0-9-]{0,31}", name):
            problems.append(f"{path.name}: {name}: a code's name is small letters, digits and hyphens")
            continue
        if not isinstance(entry, dict):
            problems.append(f'{path.name}: {name}: expected a table such as [{name}] with key = "w"')
            continue
        unknown = sorted(set(entry) - {"key", "title", "description"})
        if unknown:
            problems.append(f"{path.name}: {name}.{unknown[0]}: no such entry; key, title, description are")
        key, title, description = (entry.get(field, "") for field in ("key", "title", "description"))
        if not (
            isinstance(key, str)
            and len(key) == 1
            and key.isprintable()
            and not key.isspace()
            and not unicodedata.category(key).startswith("M")  # A combining mark is half a character.
        ):
            problems.append(f"{path.name}: {name}.key: expected one character")
            continue
        other = next((code.name for code in codes if code.key == key), None)
        if other:
            problems.append(f"{path.name}: {name}.key: {key} is taken by {other}")
            continue
        codes.append(Code(name, key, safe_line(str(title or name)), safe_line(str(description))))
    if not codes:
        codes.extend(DEFAULT.codes)
        problems.append(f"{path.name}: holds no code that can be used, the default codes hold")
    return Codebook(tuple(codes), tuple(safe_line(problem) for problem in problems))
