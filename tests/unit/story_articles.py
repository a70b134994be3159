"""Small articles for tests of what is said about pairs and stories."""

from __future__ import annotations

import re

from reader.article import READING_ROLES, Article, Field, Line, Provenance, Role, Span
from reader.comparison.compare import compare
from reader.comparison.contrast import LensReport
from reader.comparison.lenses import Lens, lens_report
from reader.entities.model import Names
from reader.entities.names import find_names


def article(outlet: str, text: str, *, published: str = "", headline: str = "", **fields: str) -> Article:
    """Return an article of one paragraph a line; lines that begin with a role and a bar have that role."""
    lines = []
    shown = f"{headline}\n{text}" if headline else text
    for match in re.finditer("[^\n]+", shown):
        role = Role.HEADLINE if headline and match.start() == 0 else Role.PARAGRAPH
        for other in Role:
            if match[0].startswith(f"{other.value}|"):
                role = other
        lines.append(Line(Span(*match.span()), role))
    made = {name: Field(value, Provenance.STATED) for name, value in fields.items()}
    return Article(
        f"id-{outlet}-{len(text)}",
        shown,
        tuple(lines),
        headline=Field(headline, Provenance.STATED, span=Span(0, len(headline))) if headline else None,
        outlet=Field(outlet, Provenance.STATED) if outlet else None,
        published=Field(published, Provenance.STATED) if published else None,
        language="en",
        **made,  # type: ignore[arg-type]
    )


def names(one: Article) -> Names:
    """Return an article's names."""
    blocks = [block.span for block in one.blocks() if block.role in READING_ROLES]
    return find_names(one.text, blocks, language="en")


def lens(which: Lens, left: Article, right: Article) -> LensReport:
    """Return what a lens finds between two articles."""
    return lens_report(which, compare(left, right), left, right, names(left), names(right))
