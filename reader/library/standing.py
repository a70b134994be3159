"""What the reader has said once and for all: rules for outlets, and fields of articles that have no file.

Both are applied to every article after it was read, by whatever way it comes. A fix for one article
outranks a rule; one for an article with a file stands in a sidecar beside that file, and the importers have
applied it already.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from reader.article import Article, Field, Provenance
from reader.importers.beside import FIXES_NAME, RULES_NAME
from reader.importers.rules import OutletRule, apply_rules, read_rules


@dataclass(frozen=True, slots=True)
class Standing:
    """Rules and fixes; it can be sent to another process.

    Attributes:
        rules: Rules for outlets.
        fixes: Fields by name, by the article's id.
        problems: One line for each that could not be taken.
    """

    rules: tuple[OutletRule, ...] = ()
    fixes: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    problems: tuple[str, ...] = ()

    def apply(self, article: Article) -> Article:
        """Return an article as the reader wants it."""
        article = apply_rules(article, self.rules) if self.rules else article
        fix = self.fixes.get(article.id)
        return with_fields(article, fix) if fix else article


NOTHING = Standing()


def read_standing(folder: Path | None = None) -> Standing:
    """Read the reader's rules and fixes; what cannot be read is among the problems.

    Args:
        folder: The folder of settings; the user's own by default.
    """
    from reader.importers.sidecar import load
    from reader.library.paths import user_paths

    folder = folder or user_paths().config.parent
    rules, problems = read_rules(folder / RULES_NAME)
    written = load(folder / FIXES_NAME, FIXES_NAME)
    if written.problem:
        problems = [*problems, f"{FIXES_NAME}: {written.problem}"]
    records = written.values.get("records", {})
    fixes = {
        str(id): {name: value for name, value in fields.items() if isinstance(value, str)}
        for id, fields in (records.items() if isinstance(records, dict) else ())
        if isinstance(fields, dict)
    }
    return Standing(rules, fixes, tuple(problems))


def with_fields(article: Article, fields: Mapping[str, str]) -> Article:
    """Return an article with fields that the reader set, as a sidecar would have set them.

    Args:
        article: The article.
        fields: Values by the names that a sidecar knows; an empty one takes the field away.
    """
    from reader.importers.fields import KEYS, written_value

    changes: dict[str, Any] = {}
    for key, written in fields.items():
        name, value = KEYS.get(key), written_value(key, written)
        if name is None or value is None:
            continue
        if name == "language":
            changes[name] = value
        else:
            changes[name] = Field(value, Provenance.USER) if value else None
    return replace(article, **changes)
