"""An article in the making: units with roles that rules may still change, and fields found so far."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field

from reader.article import Article, Field, Line, Role, Span
from reader.importers.units import Unit, cut_units
from reader.text.language import detect_language

FIELDS = ("headline", "outlet", "section", "byline", "agency", "photo_agency", "published", "url")
"""The names of an article's fields."""

# Enough to tell a language; for a whole text it would take longer than all else that is done with it.
_LANGUAGE_SAMPLE = 2000


@dataclass
class Draft:
    """What is known of one source so far.

    Attributes:
        text: The safe text that all offsets refer to.
        source: Where it came from, as shown.
        units: The text's units in order; cut at its paragraphs when none are given.
        roles: Role, confidence and rule of each unit.
        fields: The fields found, by name.
        line_roles: Roles that the reader gave single lines, by the offset where the line begins.
        notices: What the reader should know.
        language: ISO 639-1 code when stated, else "".
        key: What tells this article from the others of its source; "" when it is the only one.
        sha256: Of what the source says of this article, when it is not the only one; else "".
        extra: What else the source's record says, by its own names.
    """

    text: str
    source: str = "-"
    units: list[Unit] = field(default_factory=list)
    roles: list[tuple[Role, float, str]] = field(default_factory=list)
    fields: dict[str, Field] = field(default_factory=dict)
    line_roles: dict[int, Role] = field(default_factory=dict)
    notices: list[str] = field(default_factory=list)
    language: str = ""
    key: str = ""
    sha256: str = ""
    extra: list[tuple[str, str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.arrange(self.units or cut_units(self.text))

    def arrange(self, units: list[Unit]) -> None:
        """Take other units in place of those there are; all roles are open again."""
        self.units = units
        self.roles = [(Role.BOILERPLATE, 0.0, "not judged")] * len(units)

    def mark(self, index: int, role: Role, confidence: float, rule: str) -> None:
        """Give a unit its role."""
        self.roles[index] = (role, confidence, rule)

    def role(self, index: int) -> Role:
        """Return the role of a unit."""
        return self.roles[index][0]

    def propose(self, name: str, found: Field) -> None:
        """Set a field unless it is known already."""
        if found.value:
            self.fields.setdefault(name, found)

    def span_in(self, index: int, within: Span) -> Span:
        """Return where `within`, characters of a unit's squeezed text, stands in the whole text.

        Where white space was squeezed, the answer is the whole unit.
        """
        unit = self.units[index]
        if self.text[unit.span.start : unit.span.start + len(unit.text)] != unit.text:
            return unit.span
        return Span(unit.span.start + within.start, unit.span.start + within.end)

    def running_text(self) -> str:
        """Return the words of the paragraphs found so far."""
        return " ".join(
            unit.text
            for unit, (role, _, _) in zip(self.units, self.roles, strict=True)
            if role in (Role.PARAGRAPH, Role.STANDFIRST)
        )

    def body_language(self) -> str:
        """Return the language of the running text, or "" when not clear."""
        return self.language or detect_language((self.running_text() or self.text)[:_LANGUAGE_SAMPLE])

    def article(self, *, identity: str, sha256: str) -> Article:
        """Return the finished article.

        Args:
            identity: What tells this source from others with the same content: its path.
            sha256: Of the source's bytes, hexadecimal.
        """
        return Article(
            id=hashlib.sha256(f"{identity}\0{sha256}".encode("utf-8", "surrogatepass")).hexdigest()[:16],
            text=self.text,
            lines=tuple(self._lines()),
            source=self.source,
            sha256=sha256,
            language=self.body_language(),
            notices=tuple(self.notices),
            extra=tuple(self.extra),
            **{name: self.fields.get(name) for name in FIELDS},
        )

    def _lines(self) -> Iterator[Line]:
        for unit, (role, confidence, rule) in zip(self.units, self.roles, strict=True):
            before: Role | None = None
            for span in unit.lines:
                given = self.line_roles.get(span.start)
                now = role if given is None else given
                if given is None:
                    yield Line(span, role, confidence, rule, continues=before is role)
                else:
                    yield Line(span, given, 1.0, "set by the reader", continues=before is given)
                before = now
