"""What the reader mends in an article goes beside its source or into a rule for its outlet, never into it.

A correction is a step from one value to another in a file. It is done, taken back and done again alike: only
where the file still holds the value that the step begins with, so that what somebody else wrote there
meanwhile is never written over. However many steps are taken in a file, it is read and written once.
"""

from __future__ import annotations

import errno
import tomllib
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from reader.importers.errors import Refused
from reader.importers.rules import OutletRule, format_rules, parse_rules
from reader.importers.toml_text import format_toml, set_value
from reader.library.atomic import write_atomically
from reader.text.safe import safe_line

LARGEST = 262_144
"""Bytes of the largest sidecar that is read; a larger one is not written."""

_LARGEST_RULES = 1_000_000
_NO_LEAVE = (errno.EACCES, errno.EPERM, errno.EROFS)

Value = str | Mapping[str, str] | None
"""What is written of a field: a text, "" where the field is taken away, None where nothing is written.

What somebody wrote otherwise (a list of names, a date) is kept as TOML, `{"toml": "value = …"}`, so that it
comes back as it was.
"""

Step = tuple[Value, Value]
"""The value before and after."""


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

    def write(self, path: Path, before: bytes | None, after: bytes | None, private: bool) -> None:
        """Write a file; None takes it away."""
        if after != before:
            _write(path, after, private)
            self._files.append((path, before, after, private))


def take_steps(steps: Iterable[tuple[Place, Mapping[str, Step]]]) -> Written:
    """Take steps where files hold what they begin with; all of them or none.

    A file in which no step is taken is not written.

    Raises:
        Refused: A file cannot be read as it is, or would be too large: nothing is written.
        OSError: One cannot be written: none is.
    """
    files: dict[Path, _File] = {}
    changed: dict[Path, Place] = {}
    written = Written()
    for place, fields in steps:
        file = _file(files, place)
        there = _held(file, place, fields)
        fitting = {name: after for name, (before, after) in fields.items() if there.get(name) == before}
        written.left += [(place, name) for name in fields if name not in fitting]
        if fitting:
            file.set(place, fitting)
            changed[place.path] = place
    # All that is to be written is worked out before the first file is.
    data = {path: files[path].new_data() for path in changed}
    try:
        for path, place in changed.items():
            written.write(path, files[path].data, data[path], place.private)
    except BaseException:
        written.put_back()
        raise
    return written


def fields_at(places: Iterable[Place], names: Iterable[str]) -> list[dict[str, Value]]:
    """Return what is written of fields at each of these places; nothing of those that are not there.

    Raises:
        Refused: A file cannot be read as it is.
        OSError: One cannot be opened.
    """
    files: dict[Path, _File] = {}
    wanted = tuple(names)
    return [_held(_file(files, place), place, wanted) for place in places]


def raw_of(value: Value) -> Any:
    """Return what stands in a file where the journal keeps this.

    Raises:
        ValueError, KeyError, TypeError: It is nothing that stands in a file.
    """
    return value if value is None or isinstance(value, str) else tomllib.loads(value["toml"])["value"]


def no_leave(error: OSError) -> bool:
    """Tell whether it was not to be written, whoever tries again: no leave, or a system that is read-only."""
    return error.errno in _NO_LEAVE


class _File:
    """A file as it stands, and as it is to stand; a subclass knows what is in it."""

    most = LARGEST

    def __init__(self, path: Path) -> None:
        self.name = safe_line(path.name)
        self.data = _data(path)
        try:
            self.before = (self.data or b"").decode("utf-8-sig").replace("\r\n", "\n")
        except UnicodeDecodeError as error:
            raise Refused(f"{self.name}: not UTF-8; mend it first") from error

    def at(self, place: Place) -> Mapping[str, Any]:
        """Return what is written at a place."""
        raise NotImplementedError

    def set(self, place: Place, fields: Mapping[str, Value]) -> None:
        """Have these fields at a place; None takes away what is written of one."""
        raise NotImplementedError

    def text(self) -> str:
        """Return the text as it is to be."""
        raise NotImplementedError

    def new_data(self) -> bytes | None:
        """Return what is to be written; None where nothing is left to say.

        Raises:
            Refused: It would be too large.
        """
        data = self.text().encode("utf-8", "replace")
        if len(data) > self.most:
            raise Refused(f"{self.name} would be larger than is read ({self.most:,} bytes)")
        return data if data.strip() else None


class _Fields(_File):
    """A sidecar, a folder's defaults, or the reader's own file of fixes."""

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        # As its writer laid it out, as long as that can be kept.
        self._text: str | None = self.before
        try:
            self._values = tomllib.loads(self.before)
        except (ValueError, RecursionError) as error:
            raise Refused(f"{self.name} cannot be read, mend it first: {safe_line(str(error))}") from error

    def at(self, place: Place) -> Mapping[str, Any]:
        table: dict[str, Any] = self._values
        for key in ("records", place.key) if place.key else ():
            inner = table.get(key)
            if not isinstance(inner, dict):
                return {}
            table = inner
        return table

    def set(self, place: Place, fields: Mapping[str, Value]) -> None:
        if place.key:
            records = _table(self._values, "records")
            _set(_table(records, place.key), fields)
            if not records[place.key]:
                del records[place.key]
            if not records:
                del self._values["records"]
            self._text = None
            return
        _set(self._values, fields)
        for name, value in fields.items():
            if self._text is not None:
                self._text = set_value(self._text, name, raw_of(value))

    def text(self) -> str:
        return format_toml(self._values) if self._text is None else self._text


class _Rules(_File):
    """The reader's rules for outlets."""

    most = _LARGEST_RULES

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        try:
            self._rules, problems = parse_rules(self.before, self.name)
        except (ValueError, RecursionError) as error:
            problems = [f"{self.name}: {safe_line(str(error))}"]
        if problems:
            raise Refused(f"{problems[0]}; mend it first")

    def at(self, place: Place) -> Mapping[str, Any]:
        return next((rule.set for rule in self._rules if _is(rule, place)), {})

    def set(self, place: Place, fields: Mapping[str, Value]) -> None:
        if not any(_is(rule, place) for rule in self._rules):
            self._rules += (OutletRule(*(place.rule or ())),)
        self._rules = tuple(
            replace(rule, set=_set(dict(rule.set), fields)) if _is(rule, place) else rule
            for rule in self._rules
        )

    def text(self) -> str:
        return format_rules([rule for rule in self._rules if rule.set or rule.hide])


def _file(files: dict[Path, _File], place: Place) -> _File:
    """Return a place's file, which is read when it is first asked for."""
    if place.path not in files:
        files[place.path] = (_Fields if place.rule is None else _Rules)(place.path)
    return files[place.path]


def _is(rule: OutletRule, place: Place) -> bool:
    outlet, host = place.rule or ("", "")
    return (rule.outlet.casefold(), rule.host) == (outlet.casefold(), host)


def _held(file: _File, place: Place, names: Iterable[str]) -> dict[str, Value]:
    """Return what is written of fields at a place, as the journal can keep it."""
    there = file.at(place)
    return {
        name: raw if isinstance(raw := there[name], str) else {"toml": format_toml({"value": raw})}
        for name in names
        if name in there
    }


def _set(values: dict[str, Any], changes: Mapping[str, Value]) -> dict[str, Any]:
    """Set values of a table, which is returned; None takes one away."""
    for name, value in changes.items():
        if value is None:
            values.pop(name, None)
        else:
            values[name] = raw_of(value)
    return values


def _table(values: dict[str, Any], name: str) -> dict[str, Any]:
    """Return a table that stands in another one; it is made where there is none."""
    if not isinstance(values.get(name), dict):
        values[name] = {}
    found: dict[str, Any] = values[name]
    return found


def _data(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None


def _write(path: Path, data: bytes | None, private: bool) -> None:
    if data is None:
        path.unlink(missing_ok=True)
    else:
        write_atomically(path, data.decode("utf-8", "replace"), private=private)
