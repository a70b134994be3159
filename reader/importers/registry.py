"""Sources in, articles out: files, folders and standard input."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from reader.article import Article
from reader.importers.decode import decode
from reader.importers.draft import Draft
from reader.importers.errors import Refused
from reader.text.safe import safe_line, safe_text


@dataclass(frozen=True, slots=True)
class Refusal:
    """A source that could not be read, and why, in one line."""

    source: str
    reason: str

    def __str__(self) -> str:
        return f"{self.source}: {self.reason}"


@dataclass(frozen=True, slots=True)
class Collection:
    """What was read from a number of sources."""

    articles: tuple[Article, ...]
    refused: tuple[Refusal, ...] = ()
    notices: tuple[str, ...] = ()


def read_article(path: Path, *, root: Path | None = None) -> Article:
    """Read one file."""
    from reader.importers.dump import read_dump

    data = path.read_bytes()
    if not data.strip():
        raise Refused("empty")
    raw, notice = decode(data)
    safe = safe_text(raw)
    draft = Draft(safe.text, safe_line(str(path)))
    read_dump(draft)
    if notice:
        draft.notices.append(notice)
    if safe.removed:
        draft.notices.append("control codes removed")
    identity = path.relative_to(root).as_posix() if root else path.name
    return draft.article(identity=identity, sha256=hashlib.sha256(data).hexdigest())


def read_collection(paths: Sequence[Path]) -> Collection:
    """Read files and folders; what cannot be read is listed, the rest loads."""
    articles: list[Article] = []
    refused: list[Refusal] = []
    for path in paths:
        root = path if path.is_dir() else path.parent
        for file in _files(path):
            try:
                articles.append(read_article(file, root=root))
            except (Refused, OSError) as error:
                refused.append(Refusal(safe_line(str(file)), safe_line(str(error))))
    return Collection(tuple(articles), tuple(refused))


def _files(path: Path) -> Iterator[Path]:
    if not path.is_dir():
        yield path
        return
    for child in sorted(path.rglob("*")):
        if child.is_file() and not child.name.startswith((".", "README", "_")) and child.suffix != ".toml":
            yield child
