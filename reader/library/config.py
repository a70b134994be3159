"""The reader's settings, `config.toml`. What cannot be taken is a notice, and the default holds.

theme = "light"
measure = 72
layout = "ribbons"
coder = "Ann"

[names]
spacy = "en_core_web_sm"
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from reader.library.paths import may_be_there

LAYOUTS = ("level", "ribbons", "interleaved")


@dataclass(frozen=True, slots=True)
class Config:
    """The settings in force.

    Attributes:
        theme: Name of the theme to start with; "" for the one used last.
        measure: Width of the text column in the reading view, in terminal cells.
        layout: How a comparison opens, one of `LAYOUTS`.
        ascii: Whether to draw with ASCII characters alone.
        coder: Who judges: stands beside the reader's notes, codes and verdicts; "" for nobody named.
        names_spacy: Name or folder of a spaCy model that finds the names; "" for the built-in recogniser.
        problems: One line for each entry that was not taken, naming file and key.
    """

    theme: str = ""
    measure: int = 76
    layout: str = "level"
    ascii: bool = False
    coder: str = ""
    names_spacy: str = ""
    problems: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Setting:
    """What one key accepts, and how to say so."""

    accepts: Callable[[object], bool]
    expected: str


_SETTINGS: Mapping[str, _Setting] = MappingProxyType(
    {
        "theme": _Setting(lambda value: isinstance(value, str), "the name of a theme"),
        "measure": _Setting(
            lambda value: type(value) is int and 40 <= value <= 120, "a whole number from 40 to 120"
        ),
        "layout": _Setting(lambda value: value in LAYOUTS, "one of " + ", ".join(LAYOUTS)),
        "ascii": _Setting(lambda value: isinstance(value, bool), "true or false"),
        "coder": _Setting(
            lambda value: isinstance(value, str) and value.isprintable() and value == " ".join(value.split()),
            "a name on one line",
        ),
        "names.spacy": _Setting(lambda value: isinstance(value, str), "the name or folder of a spaCy model"),
    }
)


def load_config(path: Path) -> Config:
    """Read the settings at `path`; a missing file means the defaults."""
    if not may_be_there(path):
        return Config()  # Most readers have none: what follows is not even imported.
    import tomllib
    from difflib import get_close_matches

    from reader.text.safe import safe_line

    try:
        table = tomllib.loads(path.read_bytes().decode("utf-8-sig"))
    except (OSError, ValueError, RecursionError) as error:
        return Config(problems=(safe_line(f"{path.name}: not read: {_reason(error)}"),))
    taken: dict[str, object] = {}
    problems: list[str] = []
    for key, value in _flat(table):
        setting = _SETTINGS.get(key)
        if setting is None:
            near = get_close_matches(key, _SETTINGS, 1)
            problems.append(
                f"{path.name}: {key}: no such setting" + (f"; did you mean {near[0]}?" if near else "")
            )
        elif not setting.accepts(value):
            problems.append(f"{path.name}: {key}: expected {setting.expected}, not {value!r:.60}")
        else:
            taken[key.replace(".", "_")] = value
    return Config(**taken, problems=tuple(safe_line(problem) for problem in problems))  # type: ignore[arg-type]


def _flat(table: Mapping[str, object]) -> Iterator[tuple[str, object]]:
    """Yield settings; those of a table that there is under `table.key`."""
    tables = {key.split(".")[0] for key in _SETTINGS if "." in key}
    for key, value in table.items():
        if key in tables and isinstance(value, dict):
            yield from ((f"{key}.{inner}", own) for inner, own in value.items())
        else:
            yield key, value


def _reason(error: Exception) -> str:
    if isinstance(error, OSError):
        return error.strerror or type(error).__name__
    if isinstance(error, RecursionError):
        return "nested too deeply"
    return str(error)
