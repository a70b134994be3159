"""What is needed to cite a starred passage, even when its article is gone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from reader.article import Article, Span
from reader.text.safe import safe_line


@dataclass(frozen=True, slots=True)
class Cited:
    """What a citation says of a passage's article, as it was when the passage was starred.

    Attributes:
        outlet: As shown.
        title: The headline.
        published: ISO 8601, or "".
        url: Or "".
        sha256: Of the source's bytes, hexadecimal.
        paragraph: The number of the passage's paragraph, from 1; 0 when it is in none.
        context: The words of that paragraph.
    """

    outlet: str
    title: str
    published: str
    url: str
    sha256: str
    paragraph: int
    context: str

    @classmethod
    def of(cls, article: Article, span: Span) -> Cited:
        """Gather what is needed to cite a passage."""
        number, context = 0, span.of(article.text)
        for index, block in enumerate(article.prose(), 1):
            if block.span.overlaps(span):
                number, context = index, block.span.of(article.text)
                break
        published = article.published.value if article.published else ""
        url = article.url.value if article.url else ""
        return cls(
            article.outlet_name,
            article.title,
            published,
            url,
            article.sha256,
            number,
            " ".join(context.split()),
        )

    @classmethod
    def from_record(cls, record: Mapping[str, Any]) -> Cited:
        """Read it back, fit to be shown; what is missing is empty."""
        outlet, title, published, url, sha256, context = (
            safe_line(str(record.get(name, "")))
            for name in ("outlet", "title", "published", "url", "sha256", "context")
        )
        number = record.get("paragraph")
        return cls(outlet, title, published, url, sha256, number if type(number) is int else 0, context)
