"""What the reader mends in an article goes beside its source or into a rule for its outlet, never into it.

A correction is a step from one value to another in a file. It is done, taken back and done again alike: only
where the file still holds the value that the step begins with, so that what somebody else wrote there
meanwhile is never written over.
"""

from __future__ import annotations

import errno
import tomllib
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from reader.article import Role
from reader.importers.beside import RULES_NAME, sidecar_path
from reader.importers.errors import Refused
from reader.importers.fields import written_value
from reader.importers.rules import OutletRule, format_rules, parse_rules, read_rules, with_rule
from reader.importers.sidecar_text import mended
from reader.importers.toml_text import format_toml, set_value
from reader.library.atomic import write_atomically
from reader.library.paths import user_paths
from reader.text.safe import safe_line

LARGEST = 262_144
"""Bytes of the largest sidecar that is read; a larger one is not written."""

_LARGEST_RULES = 1_000_000
_NO_LEAVE = (errno.EACCES, errno.EPERM, errno.EROFS)

Step = tuple[str | None, str | None]
"""The value before and after; None where none is written, "" where the field is taken away."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where fields are written.

    Attributes:
        path: The file.
        key: The record or article that they are for; "" for all that the file is about.
        rule: Outlet and host of the rule that they are of, in a file of rules; else None.
        private: Whether only this user may read the file.
    """

    path: Path
    key: str = ""
    rule: tuple[str, str] | None = None
    private: bool = True

    def fields(self, text: str) -> dict[str, str]:
        """Return what a file's text says here.

        Raises:
            Refused: It cannot be read as it is.
        """
        if self.rule is not None:
            return dict(next((rule.set for rule in self._rules(text) if self._is(rule)), {}))
        values = self._table(text)
        if self.key:
            values = _inner(_inner(values, "records"), self.key)
        return {
            name: shown for name, value in values.items() if (shown := written_value(name, value)) is not None
        }

    def text_with(self, text: str, fields: Mapping[str, str | None]) -> str:
        """Return a file's text with these fields here; None takes away what is written of one.

        Raises:
            Refused: It cannot be read as it is.
        """
        shown = {name: value if value is None else safe_line(value) for name, value in fields.items()}
        if self.rule is not None:
            return self._with_rule(text, shown)
        values = self._table(text)
        if not self.key:
            for name, value in shown.items():
                text = set_value(text, name, value)
            return text
        records = _inner(values, "records")
        records[self.key] = _set(_inner(records, self.key), shown)
        return format_toml(_set(values, {"records": {key: of for key, of in records.items() if of} or None}))

    def _with_rule(self, text: str, fields: Mapping[str, str | None]) -> str:
        rules = self._rules(text)
        if not any(map(self._is, rules)):
            rules += (OutletRule(*(self.rule or ())),)
        changed = [replace(rule, set=_set(rule.set, fields)) if self._is(rule) else rule for rule in rules]
        return format_rules([rule for rule in changed if rule.set or rule.hide])

    def _is(self, rule: OutletRule) -> bool:
        outlet, host = self.rule or ("", "")
        return (rule.outlet.casefold(), rule.host) == (outlet.casefold(), host)

    def _rules(self, text: str) -> tuple[OutletRule, ...]:
        try:
            rules, problems = parse_rules(text, safe_line(self.path.name))
        except (ValueError, RecursionError) as error:
            rules, problems = (), [f"{safe_line(self.path.name)}: {safe_line(str(error))}"]
        if problems:
            raise Refused(f"{problems[0]}; mend it first")
        return rules

    def _table(self, text: str) -> dict[str, Any]:
        try:
            return tomllib.loads(text)
        except (ValueError, RecursionError) as error:
            name = safe_line(self.path.name)
            raise Refused(f"{name} cannot be read, mend it first: {safe_line(str(error))}") from error


class Written:
    """What was written, to be put back where it has to be.

    Attributes:
        left: Places and names of fields that hold another value than their step begins with.
    """

    def __init__(self) -> None:
        self.left: list[tuple[Place, str]] = []
        self._files: list[tuple[Path, bytes | None, bytes | None, bool]] = []

    def put_back(self) -> None:
        """Put back what the files held, unless somebody has written to them since."""
        for path, before, after, private in reversed(self._files):
            with suppress(OSError):
                if _data(path) == after:
                    _write(path, before, private)
        self._files.clear()

    def write(self, path: Path, before: bytes | None, text: str, private: bool) -> None:
        """Write a file's text; a blank one takes the file away."""
        after = text.encode("utf-8", "replace") if text.strip() else None
        if after != before:
            _write(path, after, private)
            self._files.append((path, before, after, private))


def take_steps(steps: Iterable[tuple[Place, Mapping[str, Step]]]) -> Written:
    """Take steps where files hold what they begin with; all of them or none.

    Raises:
        Refused: A file cannot be read as it is, or would be too large: nothing is written.
        OSError: One cannot be written: none is.
    """
    held: dict[Path, bytes | None] = {}
    texts: dict[Path, tuple[str, bool]] = {}
    written = Written()
    for place, fields in steps:
        if place.path not in texts:
            held[place.path] = data = _data(place.path)
            texts[place.path] = (_text(place.path, data), place.private)
        text, private = texts[place.path]
        there = place.fields(text)
        fitting = {name: after for name, (before, after) in fields.items() if there.get(name) == before}
        written.left += [(place, name) for name in fields if name not in fitting]
        if fitting:
            text = place.text_with(text, fitting)
        most = _LARGEST_RULES if place.rule is not None else LARGEST
        if len(text.encode("utf-8", "replace")) > most:
            raise Refused(f"{safe_line(place.path.name)} would be larger than is read ({most:,} bytes)")
        texts[place.path] = text, private
    try:
        for path, (text, private) in texts.items():
            written.write(path, held[path], text, private)
    except BaseException:
        written.put_back()
        raise
    return written


def fields_at(place: Place) -> dict[str, str]:
    """Return what is written at a place; nothing where there is no file.

    Raises:
        Refused: The file cannot be read as it is.
        OSError: It cannot be opened.
    """
    return place.fields(_text(place.path, _data(place.path)))


def no_leave(error: OSError) -> bool:
    """Tell whether it was not to be written, whoever tries again: no leave, or a system that is read-only."""
    return error.errno in _NO_LEAVE


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
    current = _text(path, _data(path))
    write_atomically(path, mended(current, fields, key=key, roles=roles, sha256=sha256), private=False)
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


def _set(values: Mapping[str, Any], changes: Mapping[str, Any]) -> dict[str, Any]:
    """Return a table with other values; None takes one away."""
    return {name: value for name, value in {**values, **changes}.items() if value is not None}


def _inner(values: Mapping[str, Any], name: str) -> dict[str, Any]:
    found = values.get(name)
    return dict(found) if isinstance(found, Mapping) else {}


def _data(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None


def _text(path: Path, data: bytes | None) -> str:
    try:
        return (data or b"").decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        raise Refused(f"{safe_line(path.name)}: not UTF-8; mend it first") from error


def _write(path: Path, data: bytes | None, private: bool) -> None:
    if data is None:
        path.unlink(missing_ok=True)
    else:
        write_atomically(path, data.decode("utf-8", "replace"), private=private)
