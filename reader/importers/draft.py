"""An article in the making: units with roles that rules may still change, and fields found so far."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field

from reader.article import Article, Field, Line, Provenance, Role, Span
from reader.importers.units import Unit, cut_units
from reader.text.language import detect_language

# A later finding replaces an earlier one only when its source is at least as good.
_RANK = {
    Provenance.USER: 5,
    Provenance.STATED: 4,
    Provenance.FEED: 3,
    Provenance.URL: 2,
    Provenance.INFERRED: 1,
    Provenance.FILE: 0,
}
FIELDS = ("headline", "outlet", "section", "byline", "agency", "photo_agency", "published", "url")


@dataclass
class Draft:
    """What is known of one source so far.

    Attributes:
        text: The safe text that all offsets refer to.
        source: Where it came from, for messages and for the title of last resort.
        units: The text's units in order.
        roles: Role, confidence and rule of each unit.
        fields: The fields found, by name.
        notices: What the reader should know.
        language: ISO 639-1 code when stated, else "".
    """

    text: str
    source: str = "-"
    units: list[Unit] = field(default_factory=list)
    roles: list[tuple[Role, float, str]] = field(default_factory=list)
    fields: dict[str, Field] = field(default_factory=dict)
    notices: list[str] = field(default_factory=list)
    language: str = ""

    def __post_init__(self) -> None:
        if not self.units:
            self.units = cut_units(self.text)
        self.roles = [(Role.BOILERPLATE, 0.0, "")] * len(self.units)

    def mark(self, index: int, role: Role, confidence: float, rule: str) -> None:
        """Give a unit its role."""
        self.roles[index] = (role, confidence, rule)

    def role(self, index: int) -> Role:
        """Return the role of a unit."""
        return self.roles[index][0]

    def propose(self, name: str, found: Field) -> None:
        """Set a field unless it is known already from a better source."""
        known = self.fields.get(name)
        if found.value and (known is None or _RANK[found.provenance] > _RANK[known.provenance]):
            self.fields[name] = found

    def span_in(self, index: int, within: Span | None = None) -> Span:
        """Return where `within`, characters of a unit's squeezed text, stands in the whole text.

        Falls back to the whole unit where white space was squeezed.
        """
        unit = self.units[index]
        if within is None or self.text[unit.span.start : unit.span.end] != unit.text:
            return unit.span
        return Span(unit.span.start + within.start, unit.span.start + within.end)

    def body_language(self) -> str:
        """Return the language of the running text, or "" when not clear."""
        prose = " ".join(
            unit.text
            for unit, (role, _, _) in zip(self.units, self.roles, strict=True)
            if role in (Role.PARAGRAPH, Role.STANDFIRST)
        )
        return self.language or detect_language(prose or self.text)

    def article(self, *, identity: str, sha256: str) -> Article:
        """Return the finished article."""
        lines = tuple(
            Line(span, role, confidence, rule, continues=number > 0)
            for unit, (role, confidence, rule) in zip(self.units, self.roles, strict=True)
            for number, span in enumerate(unit.lines)
        )
        return Article(
            id=hashlib.sha256(f"{identity}\0{sha256}".encode("utf-8", "surrogatepass")).hexdigest()[:16],
            text=self.text,
            lines=lines,
            source=self.source,
            sha256=sha256,
            language=self.body_language(),
            notices=tuple(self.notices),
            **{name: self.fields.get(name) for name in FIELDS},
        )
