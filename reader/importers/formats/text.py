"""Plain text: a raw dump of a page, Markdown, or either with front matter."""

from __future__ import annotations

from collections.abc import Iterator

from reader.importers.decode import decode
from reader.importers.draft import Draft
from reader.importers.errors import Refused
from reader.importers.limits import LARGE, LINES
from reader.importers.source import Source
from reader.text.safe import safe_text


def drafts(source: Source) -> Iterator[Draft]:
    """Yield the one article of a raw dump."""
    yield _from_bytes(source, markdown=False)


def markdown_drafts(source: Source) -> Iterator[Draft]:
    """Yield the one article of a Markdown file."""
    yield _from_bytes(source, markdown=True)


def text_draft(raw: str, name: str, *, markdown: bool = False) -> Draft:
    """Return a draft of a decoded text, with roles and fields by the form that it shows.

    Raises:
        Refused: When it is blank.
    """
    safe = safe_text(raw)
    if not safe.text.strip():
        raise Refused("empty")
    if safe.text.count("\n") > LINES:
        raise Refused(f"more than {LINES} lines: no article")
    draft = Draft(safe.text, name)
    if safe.removed:
        draft.notices.append("control codes removed")
    matter = None
    if safe.text.startswith(("---\n", "+++\n")):
        from reader.importers.frontmatter import front_matter

        matter = front_matter(safe.text)
    if markdown or matter is not None:
        from reader.importers import markdown as written

        written.read(draft, matter)
    else:
        from reader.importers import dump

        dump.read(draft)
    return draft


def _from_bytes(source: Source, *, markdown: bool) -> Draft:
    data = source.read_all()
    raw, notice = decode(data)
    draft = text_draft(raw, source.name, markdown=markdown)
    if notice:
        draft.notices.append(notice)
    if len(data) > LARGE:
        draft.notices.append(f"large: {len(data) / 1_000_000:.0f} MB")
    return draft
