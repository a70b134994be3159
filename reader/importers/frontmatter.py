"""Front matter: fields written at the head of a text file, as YAML between `---` or TOML between `+++`."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from reader.article import Span

_LARGEST = 65_536
# An anchor or alias can make a small YAML text expand without bound; no field needs one.
_ANCHOR = re.compile(r"(?:^|[\s:,\[{-])[&*][^\s,\[\]{}]+", re.M)

_KEY_LINE = re.compile(r"^([\w-]{1,40})[ ]?[:=]([^\n]{1,1000})$", re.M)


@dataclass
class FrontMatter:
    """What stands at the head of a file.

    Attributes:
        end: Where the text proper begins, in characters.
        values: The fields as parsed; empty when they could not be.
        spans: Where each key's value stands, for those on one line.
        notices: Why fields were not taken.
    """

    end: int
    values: dict[str, Any] = field(default_factory=dict)
    spans: dict[str, Span] = field(default_factory=dict)
    notices: list[str] = field(default_factory=list)


def front_matter(text: str) -> FrontMatter | None:
    """Return the front matter of a safe text, or None when it has none or never closes it."""
    fence = text[: text.find("\n")].rstrip() if "\n" in text else ""
    if fence not in ("---", "+++"):
        return None
    start = text.index("\n") + 1
    closing = re.compile(r"^(?:---|\.\.\.)\s*$" if fence == "---" else r"^\+\+\+\s*$", re.M)
    match = closing.search(text, start, start + _LARGEST)
    if match is None:
        return None
    inner = text[start : match.start()]
    matter = FrontMatter(match.end())
    try:
        values = _yaml(inner) if fence == "---" else _toml(inner)
    except ValueError as error:
        matter.notices.append(f"front matter ignored: {error}")
        return matter
    # A text that merely begins with a rule between two paragraphs has no fields.
    if not isinstance(values, dict):
        return None
    matter.values = {str(key): value for key, value in values.items()}
    matter.spans = _spans(text, start, match.start())
    return matter


def _yaml(inner: str) -> Any:
    if _ANCHOR.search(inner):
        raise ValueError("anchors and aliases are not taken")
    import yaml

    try:
        return yaml.safe_load(inner)
    except yaml.MarkedYAMLError as error:
        where = f" (line {error.problem_mark.line + 2})" if error.problem_mark else ""
        raise ValueError(f"{error.problem or 'not YAML'}{where}") from error
    except (yaml.YAMLError, RecursionError, OverflowError) as error:
        raise ValueError("not YAML") from error


def _toml(inner: str) -> Any:
    import tomllib

    try:
        return tomllib.loads(inner)
    except RecursionError as error:
        raise ValueError("nested too deeply") from error


def _spans(text: str, start: int, end: int) -> dict[str, Span]:
    """Return where the values of keys at a line's beginning stand, quotes aside."""
    found: dict[str, Span] = {}
    for match in _KEY_LINE.finditer(text, start, end):
        value = match[2].strip()
        if len(value) >= 2 and value[0] == value[-1] and value[0] in "\"'":
            value = value[1:-1]
        if value:
            at = text.index(value, match.start(2))
            found[match[1]] = Span(at, at + len(value))
    return found
