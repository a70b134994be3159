"""Sources in, articles out: files, folders and standard input.

Each format has a module with a function that makes drafts of a source; it is imported when the first
source of its kind is read. A source may hold one article or millions: `read_source` yields them one by one.
"""

from __future__ import annotations

import importlib
import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, NamedTuple, cast

from reader.article import Article
from reader.importers.beside import DEFAULTS_NAME
from reader.importers.draft import Draft
from reader.importers.errors import Refused
from reader.importers.folder import find_sources
from reader.importers.guard import guarded
from reader.importers.items import Item, Notice, Refusal, Subscription
from reader.importers.limits import NESTING
from reader.importers.place import Place
from reader.importers.sniff import sniff
from reader.importers.source import Source, open_file, reason_of
from reader.text.safe import safe_line

__all__ = [
    "Collection",
    "Refusal",
    "read_article",
    "read_collection",
    "read_source",
    "read_stream",
    "read_text",
]

Made = Draft | Source | Refusal | Notice | Subscription
"""What a format's module yields; a source in a source is read in its turn."""


class Format(NamedTuple):
    """Where the reader of a format is.

    Attributes:
        module: Its module in `reader.importers.formats`.
        what: The format in words, for a refusal.
        function: The function that makes drafts of a source.
        foreign: Whether a library reads it that may raise anything on a broken file. An error of our own
            readers is a mistake to be seen, not a refusal.
    """

    module: str
    what: str
    function: str = "drafts"
    foreign: bool = False


FORMATS = {
    "text": Format("text", "a text"),
    "markdown": Format("text", "Markdown", "markdown_drafts"),
    "html": Format("page", "a web page", foreign=True),
    "json": Format("json_records", "JSON"),
    "jsonl": Format("json_records", "JSON lines", "line_drafts"),
    "table": Format("table", "a table"),
    "feed": Format("feed", "a feed", foreign=True),
    "addresses": Format("addresses", "a list of feeds"),
    "opml": Format("opml", "a list of feeds (OPML)"),
    "mail": Format("mail", "a mailbox", foreign=True),
    "zip": Format("archive", "a zip archive", "zip_drafts", foreign=True),
    "gzip": Format("archive", "a gzip archive", "gzip_drafts", foreign=True),
    "tar": Format("archive", "a tar archive", "tar_drafts", foreign=True),
    "newsboat": Format("newsboat", "a database", foreign=True),
    "warc": Format("warc", "a web archive", foreign=True),
    "pdf": Format("pdf", "a PDF", foreign=True),
}
"""The formats by the names that `sniff` gives them."""


@dataclass(frozen=True, slots=True)
class Collection:
    """What was read from a number of sources.

    Attributes:
        articles: In the order of the sources; those of a folder sorted by path.
        refused: What was not taken.
        notices: One line for each thing that the reader should know, naming the source.
    """

    articles: tuple[Article, ...]
    refused: tuple[Refusal, ...] = ()
    notices: tuple[str, ...] = ()


def read_source(path: Path, *, root: Path | None = None) -> Iterator[Item]:
    """Yield what one file holds, lazily and without keeping it.

    Nothing is raised for what the file holds: what cannot be taken is a `Refusal`, and the rest goes on.

    Args:
        path: The file.
        root: The folder that it was found through: its path below that folder is part of the articles'
            identity, and a folder between the two may tell the outlet.
    """
    below = path.relative_to(root) if root is not None and path.is_relative_to(root) else Path(path.name)
    try:
        source = open_file(path, identity=below.as_posix())
    except Refused as error:
        yield Refusal(safe_line(str(path)), str(error))
        return
    place = Place(path, below)
    empty = True
    with source:
        for item in _read(source, lambda draft: place.apply(draft, source.sha256)):
            empty = False
            yield item
    if empty:
        yield Refusal(source.name, "holds no article")


def read_stream(file: IO[bytes], name: str = "-") -> Iterator[Item]:
    """Yield what a stream of bytes holds, for example standard input; the stream stays open."""
    yield from _read(Source(file, name), lambda draft: None)


def read_article(path: Path, *, root: Path | None = None) -> Article:
    """Read a file that holds one article.

    Args:
        path: The file.
        root: The folder that it was found through; see `read_source`.

    Raises:
        Refused: When the file cannot be read, holds no article or several; the message does not name it.
    """
    found: Article | None = None
    reason = "holds no article"
    for item in read_source(path, root=root):
        if isinstance(item, Article):
            if found is not None:
                raise Refused("holds several articles: add it with 'crossread add', or open it by itself")
            found = item
        elif isinstance(item, Subscription):
            reason = "a list of feeds, not an article: take it with 'crossread add'"
        elif isinstance(item, Refusal):
            reason = item.reason
    if found is None:
        raise Refused(reason)
    return found


def read_text(text: str, source: str = "-") -> Article:
    """Read a text that is already decoded, for example one that was pasted.

    Raises:
        Refused: When it is blank.
    """
    import hashlib

    from reader.importers.formats.text import text_draft

    sha256 = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    return text_draft(text, safe_line(source)).article(identity=source, sha256=sha256)


def read_collection(paths: Sequence[Path]) -> Collection:
    """Read files and folders whole; what cannot be read is listed with its reason, and the rest loads."""
    articles: list[Article] = []
    refused: list[Refusal] = []
    # A dictionary keeps the order and says everything once.
    notices: dict[str, None] = {}
    seen: set[str] = set()
    for path in paths:
        found = find_sources(path)
        notices.update(dict.fromkeys(found.notices))
        refused += [Refusal(source, reason) for source, reason in found.refused]
        for source in found.files:
            real = os.path.realpath(source)
            if real in seen:
                continue
            seen.add(real)
            feeds = 0
            ids: set[str] = set()
            for item in guarded(read_source(source, root=found.root), safe_line(str(source))):
                if isinstance(item, Refusal):
                    refused.append(item)
                elif isinstance(item, Notice):
                    notices[str(item)] = None
                elif isinstance(item, Subscription):
                    feeds += 1
                elif item.id not in ids:
                    # Two records of one file with the same words are one article.
                    ids.add(item.id)
                    articles.append(item)
                    notices.update(dict.fromkeys(_notices(item)))
            if feeds:
                what = (
                    "1 feed: 'crossread add' takes it"
                    if feeds == 1
                    else f"{feeds} feeds: 'crossread add' takes them"
                )
                notices[f"{safe_line(str(source))}: names {what}"] = None
    return Collection(tuple(articles), tuple(refused), tuple(notices))


def _notices(article: Article) -> list[str]:
    # What is wrong with a folder's defaults is said once, not for each of its files.
    return [
        notice if DEFAULTS_NAME in notice else f"{article.source}: {notice}" for notice in article.notices
    ]


def _read(source: Source, finish: Callable[[Draft], None]) -> Iterator[Item]:
    """Yield what a source holds, and what the sources in it hold."""
    if source.depth > NESTING:
        yield Refusal(source.name, f"archives nested more than {NESTING} deep")
        return
    if not source.head:
        yield Refusal(source.name, "empty")
        return
    kind = FORMATS[sniff(source.head, source.filename)]
    made = _made(source, kind)
    while True:
        try:
            item = next(made, None)
        except Refused as error:
            yield Refusal(source.name, str(error))
            return
        except OSError as error:
            yield Refusal(source.name, reason_of(error))
            return
        except Exception as error:
            if not kind.foreign:
                raise
            yield Refusal(source.name, f"not readable as {kind.what}: {_first_line(error)}")
            return
        if item is None:
            return
        if isinstance(item, Draft):
            finish(item)
            yield _article(item, source)
        elif isinstance(item, Source):
            with item:
                yield from _read(item, finish)
        else:
            yield item


def _made(source: Source, kind: Format) -> Iterator[Made]:
    module = importlib.import_module(f"reader.importers.formats.{kind.module}")
    return cast(Iterator[Made], getattr(module, kind.function)(source))


def _article(draft: Draft, source: Source) -> Article:
    if not draft.sha256:
        return draft.article(identity=source.identity, sha256=source.sha256)
    return draft.article(identity=f"{source.identity}#{draft.key}", sha256=draft.sha256)


def _first_line(error: Exception) -> str:
    """Return what a library says of a broken file, as one short safe line."""
    said = safe_line(str(error))
    return said[:120] or type(error).__name__
