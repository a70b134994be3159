"""What the reader wrote beside a source: `NAME.txt.toml` for one file, `_outlet.toml` for a folder.

A sidecar outranks everything that was found in the source, and the source itself is never written to.
A broken one is a notice, never a refusal: the article still loads.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from reader.article import Article, Field, Provenance, Role, Span
from reader.importers.draft import Draft
from reader.importers.fields import apply_fields
from reader.text.safe import safe_line

_LARGEST = 262_144
# Records without a key are shown by their place, which is another one tomorrow.
_PLACE = re.compile(r"(?:line|item|record) \d+")
_HASH = 16
_ROLE_NAMES = {
    **{role.value: role for role in Role},
    "subhead": Role.SUBHEADING,
    "hide": Role.BOILERPLATE,
}


@dataclass(frozen=True)
class Written:
    """What such a file holds.

    Attributes:
        name: The file, as shown.
        values: Its table; empty when there is no file or it cannot be read.
        problem: Why it cannot be read, or "".
    """

    name: str
    values: dict[str, Any]
    problem: str = ""


def load(path: Path, name: str) -> Written:
    """Read a sidecar or a folder's defaults; there may be none."""
    shown = safe_line(name)
    try:
        if not path.is_file():
            return Written(shown, {})
        data = path.read_bytes()
        if len(data) > _LARGEST:
            raise ValueError("too large")
        return Written(shown, tomllib.loads(data.decode("utf-8-sig")))
    except UnicodeDecodeError:
        reason = "not UTF-8"
    except (OSError, ValueError, RecursionError) as error:
        reason = getattr(error, "strerror", None) or str(error) or type(error).__name__
    return Written(shown, {}, safe_line(reason))


def record_key(article: Article, path: Path) -> str:
    """Return the key in `[records]` of an article from the file at `path`; "" when it is the only one there.

    A record without a key of its own is known by the hash of its words.
    """
    prefix = f"{safe_line(str(path))}#"
    if not article.source.startswith(prefix):
        return ""
    key = article.source.removeprefix(prefix)
    return article.sha256[:_HASH] if _PLACE.fullmatch(key) else key


def apply_sidecar(draft: Draft, sidecar: Written, sha256: str) -> list[str]:
    """Apply a source's sidecar.

    Args:
        draft: The draft to change.
        sidecar: What the sidecar holds.
        sha256: Of the source's bytes: line roles written for another version are not applied. "" when the
            source holds many articles: then `[records."KEY"]` has the fields of one of them.

    Returns:
        What could not be applied, one line each.
    """
    values = dict(sidecar.values)
    problems = [sidecar.problem] if sidecar.problem else []
    lines = values.pop("lines", {})
    written_for = str(values.pop("sha256", sha256)).casefold()
    records = values.pop("records", {})
    for key in (draft.sha256[:_HASH], draft.key):
        if key and isinstance(records, dict) and isinstance(records.get(key), dict):
            values |= records[key]
    problems += apply_fields(draft, values, Provenance.USER, strict=True)
    if lines and not sha256:
        problems.append("line roles ignored: the file holds many articles")
    elif lines and written_for != sha256:
        problems.append("line roles ignored: the file has changed since")
    elif lines and isinstance(lines, dict):
        problems += _apply_lines(draft, lines, stated="headline" in values)
    elif lines:
        problems.append("'lines' is not a table")
    return [f"{sidecar.name}: {problem}" for problem in problems]


def apply_defaults(draft: Draft, defaults: Sequence[Written]) -> list[str]:
    """Apply the defaults of folders, nearest first, to fields that nothing else states.

    Returns:
        What could not be applied, one line each.
    """
    found: list[str] = []
    for written in defaults:
        problems = [written.problem] if written.problem else []
        problems += apply_fields(draft, written.values, Provenance.FILE, strict=True, override=False)
        found += [f"{written.name}: {problem}" for problem in problems]
    return found


def _apply_lines(draft: Draft, lines: dict[str, Any], *, stated: bool) -> list[str]:
    """Give lines the roles that a sidecar's `[lines]` table names; line numbers count from 1."""
    problems: list[str] = []
    by_number = _numbered(draft)
    for key, numbers in lines.items():
        role = _ROLE_NAMES.get(key.casefold())
        if role is None or not isinstance(numbers, list):
            problems.append(f"[lines] {safe_line(key)}: no role of that name with a list of lines")
            continue
        for number in numbers:
            span = by_number.get(number) if isinstance(number, int) else None
            if span is None:
                problems.append(f"[lines] {key}: there is no text on line {safe_line(str(number))}")
                continue
            draft.line_roles[span.start] = role
            if role is Role.HEADLINE and not stated:
                draft.fields["headline"] = Field(span.of(draft.text), Provenance.USER, span=span)
    return problems


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
