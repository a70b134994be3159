"""What the reader wrote beside a source: `NAME.txt.toml` for one file, `_outlet.toml` for a folder.

A sidecar outranks everything that was found in the source, and the source itself is never written to.
A broken one is a notice, never a refusal: the article still loads.
"""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

from reader.article import Field, Provenance, Role, Span
from reader.importers.draft import Draft
from reader.importers.fields import apply_fields
from reader.text.safe import safe_line

DEFAULTS_NAME = "_outlet.toml"
_LARGEST = 262_144
_ROLE_NAMES = {
    **{role.value: role for role in Role},
    "subhead": Role.SUBHEADING,
    "hide": Role.BOILERPLATE,
}


def apply_sidecar(draft: Draft, path: Path, sha256: str) -> None:
    """Apply the sidecar of the file at `path`, if there is one.

    Args:
        draft: The draft to change.
        path: The source's path.
        sha256: Of the source's bytes: line roles written for another version are not applied.
    """
    sidecar = path.with_name(path.name + ".toml")
    name = safe_line(sidecar.name)
    values = _load(sidecar, draft, name)
    lines = values.pop("lines", {})
    written_for = str(values.pop("sha256", sha256)).casefold()
    for problem in apply_fields(draft, values, Provenance.USER, strict=True):
        draft.notices.append(f"{name}: {problem}")
    if not lines:
        return
    if written_for != sha256:
        draft.notices.append(f"{name}: line roles ignored: the file has changed since")
    elif isinstance(lines, dict):
        _apply_lines(draft, lines, name, stated="headline" in values)
    else:
        draft.notices.append(f"{name}: 'lines' is not a table")


def apply_defaults(draft: Draft, folders: list[Path]) -> None:
    """Apply the defaults of folders, nearest first, to fields that nothing else states."""
    for folder in folders:
        path = folder / DEFAULTS_NAME
        for problem in apply_fields(
            draft, _load(path, draft, safe_line(str(path))), Provenance.FILE, strict=True, override=False
        ):
            draft.notices.append(f"{safe_line(str(path))}: {problem}")


def _load(path: Path, draft: Draft, name: str) -> dict[str, Any]:
    """Return what a TOML file holds; empty, with a notice when it is there but cannot be read."""
    try:
        if not path.is_file():
            return {}
        data = path.read_bytes()
        if len(data) > _LARGEST:
            raise ValueError("too large")
        return tomllib.loads(data.decode("utf-8-sig"))
    except UnicodeDecodeError:
        reason = "not UTF-8"
    except (OSError, ValueError, RecursionError) as error:
        reason = getattr(error, "strerror", None) or str(error) or type(error).__name__
    draft.notices.append(f"{name}: {safe_line(reason)}")
    return {}


def _apply_lines(draft: Draft, lines: dict[str, Any], name: str, *, stated: bool) -> None:
    """Give lines the roles that a sidecar's `[lines]` table names; line numbers count from 1."""
    by_number = _numbered(draft)
    for key, numbers in lines.items():
        role = _ROLE_NAMES.get(key.casefold())
        if role is None or not isinstance(numbers, list):
            draft.notices.append(
                f"{name}: [lines] {safe_line(key)}: no role of that name with a list of lines"
            )
            continue
        for number in numbers:
            span = by_number.get(number) if isinstance(number, int) else None
            if span is None:
                draft.notices.append(
                    f"{name}: [lines] {key}: there is no text on line {safe_line(str(number))}"
                )
                continue
            draft.line_roles[span.start] = role
            if role is Role.HEADLINE and not stated:
                draft.fields["headline"] = Field(span.of(draft.text), Provenance.USER, span=span)


def _numbered(draft: Draft) -> dict[int, Span]:
    """Return the draft's lines by their number in the file, from 1."""
    found: dict[int, Span] = {}
    number, position = 1, 0
    for unit in draft.units:
        for span in unit.lines:
            number += draft.text.count("\n", position, span.start)
            position = span.start
            found[number] = span
    return found
