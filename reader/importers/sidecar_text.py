"""A sidecar's new words once the reader has mended something. Writing them is the library's work.

Nothing in this room writes a file, so that no importer can ever harm a source.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from typing import Any

from reader.article import Role
from reader.importers.errors import Refused
from reader.importers.fields import KEYS
from reader.importers.toml_text import format_toml, set_value
from reader.text.safe import safe_line


def mended(
    current: str,
    fields: Mapping[str, str],
    *,
    key: str = "",
    roles: Mapping[int, Role] | None = None,
    sha256: str = "",
) -> str:
    """Return the text of a sidecar with more set in it.

    Comments and order stay as they are as long as whole fields of the file are set.

    Args:
        current: What the sidecar holds; "" when there is none.
        fields: Values by the names of `reader.importers.fields.KEYS`; an empty one takes the field away.
        key: The record that they are for, when the source holds many; "" for the whole source.
        roles: Roles of lines by their number from 1; only for a source of one article.
        sha256: Of the source's bytes, with `roles`: they hold for this version of it only.

    Raises:
        Refused: When the sidecar cannot be read as it is, or a name is none of a field.
    """
    try:
        values: dict[str, Any] = tomllib.loads(current)
    except (ValueError, RecursionError) as error:
        raise Refused(f"the sidecar cannot be read, mend it first: {safe_line(str(error))}") from error
    unknown = [name for name in fields if name not in KEYS]
    if unknown:
        raise Refused(f"'{safe_line(unknown[0])}' is not a field")
    shown = {name: safe_line(value) for name, value in fields.items()}
    if not key and not roles:
        for name, value in shown.items():
            current = set_value(current, name, value)
        return current
    if key:
        records = _inner(values, "records")
        records[key] = {**_inner(records, key), **shown}
        return format_toml({**values, "records": records})
    lines = _inner(values, "lines") if str(values.get("sha256", sha256)) == sha256 else {}
    for number, role in (roles or {}).items():
        name = "hide" if role is Role.BOILERPLATE else role.value
        lines = {other: [n for n in numbers if n != number] for other, numbers in lines.items()}
        lines[name] = sorted([*lines.get(name, []), number])
    kept = {name: numbers for name, numbers in lines.items() if numbers}
    return format_toml({**values, **shown, "sha256": sha256, "lines": kept})


def _inner(values: Mapping[str, Any], name: str) -> dict[str, Any]:
    found = values.get(name)
    return dict(found) if isinstance(found, Mapping) else {}
