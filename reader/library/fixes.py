"""What the reader mends in an article goes beside its source or into a rule for its outlet, never into it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from reader.article import Role
from reader.importers.beside import DEFAULTS_NAME, FIXES_NAME, RULES_NAME, sidecar_path
from reader.importers.errors import Refused
from reader.importers.rules import OutletRule, format_rules, read_rules, with_rule
from reader.importers.sidecar_text import mended
from reader.library.atomic import write_atomically
from reader.library.paths import user_paths
from reader.text.safe import safe_line


def write_fix(
    source: Path,
    fields: Mapping[str, str],
    *,
    key: str = "",
    roles: Mapping[int, Role] | None = None,
    sha256: str = "",
) -> Path:
    """Write fields, or roles of lines, into the sidecar of a source; return the sidecar's path.

    Args:
        source: The source's path.
        fields: Values by name (`outlet`, `date` …); an empty one takes the field away.
        key: The record that they are for, when the source holds many articles.
        roles: Roles of lines by their number from 1.
        sha256: Of the source's bytes, with `roles`.

    Raises:
        Refused: When the sidecar that is there cannot be read: nothing is written over it.
        OSError: When it cannot be written.
    """
    path = sidecar_path(source)
    write_atomically(path, mended(_text(path), fields, key=key, roles=roles, sha256=sha256), private=False)
    return path


def write_own_fix(id: str, fields: Mapping[str, str], folder: Path | None = None) -> Path:
    """Write fields of an article that has no file at hand into the reader's own file; return its path.

    Args:
        id: The article's.
        fields: Values by name (`outlet`, `date` …); an empty one takes the field away.
        folder: The folder of settings; the user's own by default.

    Raises:
        Refused: When the fixes that are there cannot be read: nothing is written over them.
        OSError: When they cannot be written.
    """
    path = (folder or user_paths().config.parent) / FIXES_NAME
    write_atomically(path, mended(_text(path), fields, key=id))
    return path


def write_defaults(folder: Path, fields: Mapping[str, str]) -> Path:
    """Write fields into the defaults of a folder, for what its articles do not state; return their path.

    Raises:
        Refused: When the defaults that are there cannot be read: nothing is written over them.
        OSError: When they cannot be written.
    """
    path = folder / DEFAULTS_NAME
    write_atomically(path, mended(_text(path), fields), private=False)
    return path


def add_rule(rule: OutletRule, folder: Path | None = None) -> Path:
    """Make something hold for an outlet always; return the rules' path.

    Args:
        rule: The rule; it joins an earlier one for the same outlet.
        folder: The folder of settings; the user's own by default.

    Raises:
        Refused: When the rules that are there cannot be read: nothing is written over them.
        OSError: When they cannot be written.
    """
    path = (folder or user_paths().config.parent) / RULES_NAME
    rules, problems = read_rules(path)
    if problems:
        raise Refused(f"{problems[0]}; mend it first")
    write_atomically(path, format_rules(with_rule(rules, rule)))
    return path


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        return ""
    except UnicodeDecodeError as error:
        raise Refused(f"{safe_line(path.name)}: not UTF-8; mend it first") from error
