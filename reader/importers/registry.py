"""Sources in, articles out: files, folders and standard input.

Each format has a module with a function that gives a draft its roles and fields; it is imported when the
first source of its kind is read.
"""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from reader.article import Article, Field, Provenance
from reader.importers.decode import decode
from reader.importers.draft import Draft
from reader.importers.errors import Refused
from reader.importers.folder import find_sources
from reader.importers.sidecar import DEFAULTS_NAME, apply_defaults, apply_sidecar
from reader.text.safe import safe_line, safe_text

_MEGABYTE = 1_000_000
_LARGE = 5 * _MEGABYTE
_TOO_LARGE = 50 * _MEGABYTE

_MARKDOWN = {".md", ".markdown", ".mdown", ".mkd"}
# Formats whose text is wrapped in marks that a reader of plain text would take for words.
_MARKED_UP = {
    ".html": "a web page: save it as text",
    ".htm": "a web page: save it as text",
    ".xhtml": "a web page: save it as text",
    ".xml": "XML, not plain text",
    ".rss": "a feed, not plain text",
    ".json": "JSON, not plain text",
    ".jsonl": "JSON lines, not plain text",
    ".csv": "a table, not plain text",
    ".rtf": "a rich-text document",
}
# Folders that hold texts of nobody in particular.
_NO_OUTLET = {
    *(
        "unknown",
        "unknown-outlet",
        "misc",
        "other",
        "article",
        "articles",
        "story",
        "stories",
        "news",
        "text",
    ),
    *(
        "texts",
        "txt",
        "md",
        "dump",
        "dumps",
        "data",
        "raw",
        "sample",
        "samples",
        "archive",
        "inbox",
        "downloads",
    ),
    *("documents", "desktop", "tmp", "temp", "test", "tests", "new", "old"),
}


@dataclass(frozen=True, slots=True)
class Refusal:
    """A source that was not taken.

    Attributes:
        source: Its path, safe to show.
        reason: Why, in a few words.
    """

    source: str
    reason: str

    def __str__(self) -> str:
        return f"{self.source}: {self.reason}"


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


def read_article(path: Path, *, root: Path | None = None) -> Article:
    """Read one file.

    Args:
        path: The file.
        root: The folder that it was found through: its path below that folder is part of the article's
            identity, and a folder between the two may tell the outlet.

    Raises:
        Refused: When the file cannot be read, is no text or is empty; the message does not name it.
    """
    data = _read_bytes(path)
    suffix = path.suffix.casefold()
    if suffix in _MARKED_UP:
        raise Refused(_MARKED_UP[suffix])
    raw, notice = decode(data)
    below = path.relative_to(root) if root is not None and path.is_relative_to(root) else Path(path.name)
    draft = _draft(raw, safe_line(str(path)), markdown=suffix in _MARKDOWN)
    if notice:
        draft.notices.append(notice)
    if len(data) > _LARGE:
        draft.notices.append(f"large: {len(data) / _MEGABYTE:.0f} MB")
    sha256 = hashlib.sha256(data).hexdigest()
    levels = len(below.parts)
    apply_defaults(draft, list(path.parents)[:levels])
    if levels == 2:
        _outlet_from_folder(draft, below.parts[0])
    apply_sidecar(draft, path, sha256)
    return draft.article(identity=below.as_posix(), sha256=sha256)


def read_text(text: str, source: str = "-") -> Article:
    """Read a text that is already decoded, for example from standard input.

    Raises:
        Refused: When it is blank.
    """
    sha256 = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    return _draft(text, safe_line(source), markdown=False).article(identity=source, sha256=sha256)


def read_collection(paths: Sequence[Path]) -> Collection:
    """Read files and folders; what cannot be read is listed with its reason, and the rest loads."""
    articles: list[Article] = []
    refused: list[Refusal] = []
    notices: list[str] = []
    seen: set[str] = set()
    for path in paths:
        found = find_sources(path)
        notices += found.notices
        refused += [Refusal(source, reason) for source, reason in found.refused]
        for source in found.files:
            real = os.path.realpath(source)
            if real in seen:
                continue
            seen.add(real)
            name = safe_line(str(source))
            try:
                article = read_article(source, root=found.root)
            except Refused as error:
                refused.append(Refusal(name, safe_line(str(error))))
                continue
            articles.append(article)
            for notice in article.notices:
                # What is wrong with a folder's defaults is said once, not for each of its files.
                line = notice if DEFAULTS_NAME in notice else f"{name}: {notice}"
                if line not in notices:
                    notices.append(line)
    return Collection(tuple(articles), tuple(refused), tuple(notices))


def _draft(raw: str, source: str, *, markdown: bool) -> Draft:
    """Return a draft with roles and fields, by the format that the text shows."""
    safe = safe_text(raw)
    if not safe.text.strip():
        raise Refused("empty")
    draft = Draft(safe.text, source)
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


def _read_bytes(path: Path) -> bytes:
    """Return a regular file's bytes.

    Raises:
        Refused: When there is no such file, it is no regular file, too large, or not readable.
    """
    try:
        status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            raise Refused("is a folder")
        # A pipe or a device may never end.
        if not stat.S_ISREG(status.st_mode):
            raise Refused("not a regular file")
        if status.st_size > _TOO_LARGE:
            raise Refused(f"larger than {_TOO_LARGE // _MEGABYTE} MB")
        with path.open("rb") as file:
            return file.read(_TOO_LARGE + 1)
    except (OSError, ValueError) as error:
        raise Refused(_reason(error)) from error


def _reason(error: OSError | ValueError) -> str:
    if isinstance(error, FileNotFoundError):
        return "no such file or folder"
    return safe_line(getattr(error, "strerror", None) or "not a path")


def _outlet_from_folder(draft: Draft, folder: str) -> None:
    """Take a folder's name for the outlet's, as weak evidence: only when nothing else tells."""
    name = safe_line(folder)
    if name.casefold() in _NO_OUTLET or not any(map(str.isalpha, name)):
        return
    words = name.replace("_", "-").split("-") if name == name.casefold() else [name]
    shown = " ".join(_capitalised(word) for word in words if word)
    draft.propose("outlet", Field(shown, Provenance.FILE, "from the folder's name", 0.4))


def _capitalised(word: str) -> str:
    """Return a word of a folder's name as a name: BBC and TV are said letter by letter, News is not."""
    if word != word.casefold():
        return word
    spoken = any(letter in "aeiouyäöüáéíóúà" for letter in word)
    return word.capitalize() if spoken else word.upper()
