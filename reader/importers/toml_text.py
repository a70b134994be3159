"""TOML out: tables, texts, numbers and lists, which is all that our own files hold."""

from __future__ import annotations

import datetime
import json
import re
import tomllib
from collections.abc import Mapping
from typing import Any

_BARE = re.compile(r"[A-Za-z0-9_-]+", re.ASCII)


def format_toml(values: Mapping[str, Any]) -> str:
    """Return a TOML document with these values; tables come after what stands alone."""
    lines: list[str] = []
    _table(values, (), lines)
    return "\n".join(lines).strip("\n") + "\n" if lines else ""


def set_value(document: str, key: str, value: Any) -> str:
    """Return a document with one value of its top level set, all else as its writer laid it out.

    Args:
        document: TOML.
        key: The key.
        value: The value; None takes the key away.

    Raises:
        ValueError: When the document is no TOML.
    """
    wanted = tomllib.loads(document)
    if value is None:
        wanted.pop(key, None)
    else:
        wanted[key] = value
    line = "" if value is None else f"{_key(key)} = {_value(value)}\n"
    written = re.compile(rf"^[ \t]*{re.escape(_key(key))}[ \t]*=[^\n]*(?:\n|\Z)", re.M)
    edited = written.sub(lambda _: line, document, count=1)
    if not written.search(document):
        # Before the first table, or else it would belong to that.
        table = re.search(r"^[ \t]*\[", document, re.M)
        at = table.start() if table else len(document)
        head = document[:at]
        edited = head + ("\n" if head and not head.endswith("\n") else "") + line + document[at:]
    try:
        kept = tomllib.loads(edited) == wanted
    except tomllib.TOMLDecodeError:
        kept = False
    return edited if kept else format_toml(wanted)


def _table(values: Mapping[str, Any], path: tuple[str, ...], lines: list[str]) -> None:
    tables = {key: value for key, value in values.items() if isinstance(value, Mapping)}
    lists = {key: value for key, value in values.items() if _is_tables(value)}
    lines += [
        f"{_key(key)} = {_value(value)}"
        for key, value in values.items()
        if key not in tables and key not in lists
    ]
    for key, value in tables.items():
        inner = (*path, key)
        if not value or any(not (isinstance(item, Mapping) or _is_tables(item)) for item in value.values()):
            lines += ["", f"[{'.'.join(map(_key, inner))}]"]
        _table(value, inner, lines)
    for key, items in lists.items():
        inner = (*path, key)
        for item in items:
            lines += ["", f"[[{'.'.join(map(_key, inner))}]]"]
            _table(item, inner, lines)


def _is_tables(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(item, Mapping) for item in value)


def _key(key: str) -> str:
    return key if _BARE.fullmatch(key) else _text(key)


def _value(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return repr(value)
    if isinstance(value, datetime.date | datetime.time):
        return value.isoformat()
    if isinstance(value, list):
        return f"[{', '.join(map(_value, value))}]"
    if isinstance(value, Mapping):
        return f"{{{', '.join(f'{_key(key)} = {_value(item)}' for key, item in value.items())}}}"
    return _text(str(value))


def _text(text: str) -> str:
    # TOML's escapes are those of JSON, but for one character that JSON leaves as it is, and surrogates.
    clean = text.encode("utf-8", "replace").decode()
    return json.dumps(clean, ensure_ascii=False).replace("\x7f", "\\u007f")
