"""What a file's place tells of the articles in it: defaults of its folders, a folder's name, a sidecar."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path

from reader.article import Field, Provenance
from reader.importers.beside import DEFAULTS_NAME, sidecar_path
from reader.importers.draft import Draft
from reader.importers.sidecar import Written, apply_defaults, apply_sidecar, load
from reader.text.safe import safe_line

# Folders that hold texts of nobody in particular.
_NO_OUTLET = frozenset(
    "unknown unknown-outlet misc other article articles story stories news text texts txt md html json csv "
    "feeds epub pdf dump dumps data raw sample samples archive inbox downloads documents desktop tmp temp "
    "test tests new old".split()
)


class Place:
    """Where a file stands; what is written there is read once, however many articles the file holds."""

    def __init__(self, path: Path, below: Path) -> None:
        """Take the file's path, and its path below the folder that the reader named."""
        self._path = path
        self._below = below
        self._told = False

    def apply(self, draft: Draft, sha256: str) -> None:
        """Give a draft what stands beside and above its file, whose bytes have the hash `sha256`."""
        many = bool(draft.sha256)
        problems = apply_defaults(draft, self._defaults)
        if len(self._below.parts) == 2:
            _outlet_from_folder(draft, self._below.parts[0])
        problems += apply_sidecar(draft, self._sidecar, "" if many else sha256)
        # What is wrong with a file is said with its first article, not with each of a million.
        if not (many and self._told):
            draft.notices += problems
        self._told = True

    @cached_property
    def _defaults(self) -> list[Written]:
        folders = list(self._path.parents)[: len(self._below.parts)]
        return [load(folder / DEFAULTS_NAME, str(folder / DEFAULTS_NAME)) for folder in folders]

    @cached_property
    def _sidecar(self) -> Written:
        path = sidecar_path(self._path)
        return load(path, path.name)


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
