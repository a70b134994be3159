"""How a query is answered, apart from how that is found out: an empty query needs nothing else."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from reader.library.query.model import Pattern

_OF_ARTICLE = re.compile(r"\ba\.")


@dataclass(slots=True)
class Plan:
    """How a query is answered.

    Attributes:
        match: What the index of words is asked, or "".
        where: Conditions on `a`, the article; `{key}` stands for its number.
        values: Their values, in order.
        patterns: Regular expressions that the text must hold (True) or not hold (False).
        trash: Whether the trash is asked, and not the library.
    """

    match: str = ""
    where: list[str] = field(default_factory=list)
    values: list[Any] = field(default_factory=list)
    patterns: list[tuple[Pattern, bool]] = field(default_factory=list)
    trash: bool = False

    def sql(self, columns: str, rest: str = "") -> tuple[str, list[Any]]:
        """Return a query for `columns` with its values.

        Args:
            columns: What to select, of `a`; `{key}` stands for the article's number.
            rest: What follows the conditions.
        """
        conditions = list(self.where)
        needs_article = any(_OF_ARTICLE.search(part) for part in (columns, rest, *conditions))
        values = list(self.values)
        if self.match:
            source = "fts JOIN article a ON a.number = fts.rowid" if needs_article else "fts"
            conditions.insert(0, "fts MATCH ?")
            values.insert(0, self.match)
            key = "fts.rowid"
        else:
            source, key = "article a", "a.number"
            state = "SELECT id FROM state WHERE trashed = 1"
            conditions.insert(0, f"a.live = 0 AND a.id IN ({state})" if self.trash else "a.live = 1")
        where = " AND ".join(f"({condition})" for condition in conditions)
        return f"SELECT {columns} FROM {source} WHERE {where} {rest}".replace("{key}", key), values
