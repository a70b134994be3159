"""Citations: a passage, who published it under which headline and when, and where it stands."""

from __future__ import annotations

from reader.article import Article, Span
from reader.ui.dates import shown_date


def citation(article: Article, span: Span) -> str:
    """Return the passage in quote marks with its source, paragraph and character offsets."""
    words = " ".join(span.of(article.text).split())
    paragraph = next(
        (number for number, block in enumerate(article.prose(), 1) if block.span.overlaps(span)), None
    )
    where = f"para {paragraph}, " if paragraph else ""
    parts = [
        article.outlet_name,
        f"“{article.title}”",
        shown_date(article.published, long=True),
        f"{where}characters {span.start}–{span.end}",
    ]
    if article.url is not None:
        parts.append(article.url.value)
    quoted = words.strip('“”"')
    return f"“{quoted}”\n— " + ", ".join(parts)
