"""The open word lists of the lens *wording*: the program's, and files of the reader's own over them."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from reader.article import Span
from reader.comparison.terms import Term, key_of
from reader.text.safe import safe_line
from reader.text.words import WORD

KINDS = ("speech", "hedge", "loaded")
_PACKAGED = ("words_speech.toml", "words_hedges.toml", "words_loaded.toml")
_KEYS = frozenset({"kind", "language", "words", "remove"})


class WordListError(ValueError):
    """A word list that cannot be read; the message is one line that names file and key."""


@dataclass(frozen=True, slots=True)
class Listed:
    """A listed word or phrase as it stands in a text.

    Attributes:
        span: Where.
        group: The list's group, "distancing" for example.
        entry: The words of the list that it was found by.
    """

    span: Span
    group: str
    entry: tuple[str, ...]


_Entries = dict[tuple[str, ...], str]


@dataclass(frozen=True, slots=True, eq=False)
class WordLists:
    """Words and phrases by kind.

    A word is found in its longer forms too: "annex" in "annexed" and "annexes", but "reportedly" is not
    found in "reporters". Verbs of speech are looked up by their stem.

    Attributes:
        entries: For each kind the words of an entry, in small letters, with its group.
    """

    entries: Mapping[str, Mapping[tuple[str, ...], str]]

    @classmethod
    def load(cls, folder: Path | None = None) -> WordLists:
        """Return the program's lists with every `*.toml` of a folder over them, in order of their names.

        Raises:
            WordListError: When a file of the folder is not understood.
        """
        try:
            names = sorted(os.listdir(folder)) if folder is not None else []
        except (FileNotFoundError, NotADirectoryError):
            names = []
        except OSError as error:
            raise WordListError(f"{folder}: cannot be read: {error.strerror}") from error
        if folder is None or not names:
            return _packaged()
        entries: dict[str, _Entries] = {kind: dict(found) for kind, found in _packaged().entries.items()}
        for path in (folder / name for name in names if name.endswith(".toml")):
            try:
                text = path.read_text(encoding="utf-8")
            except (OSError, UnicodeDecodeError) as error:
                raise WordListError(f"{path}: cannot be read: {error}") from error
            _add(entries, text, str(path))
        return cls(entries)

    def group(self, kind: str, word: str) -> str:
        """Return the group of a verb or phrase in any form, or "" when it is in no list of this kind."""
        return _by_stem(self, kind).get(_stems(_entry(word)), "")

    def find(self, kind: str, row: Sequence[Term]) -> Iterator[Listed]:
        """Yield the listed words and phrases of a passage, the longest at every place."""
        entries = _by_first_stem(self, kind)
        at = 0
        while at < len(row):
            entry = next((e for e in entries.get(row[at].key, ()) if _stands(e, row, at)), None)
            if entry is not None:
                last = at + len(entry) - 1
                yield Listed(Span(row[at].start, row[last].end), self.entries[kind][entry], entry)
            at += len(entry) if entry else 1


def _stands(entry: tuple[str, ...], row: Sequence[Term], at: int) -> bool:
    return len(row) - at >= len(entry) and all(
        row[at + k].key == key_of(word) and row[at + k].form.startswith(_base(word))
        for k, word in enumerate(entry)
    )


def _base(word: str) -> str:
    return word[:-1] if word[-1] in "ey" and len(word) > 3 else word


def _stems(entry: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(map(key_of, entry))


@cache
def _by_stem(lists: WordLists, kind: str) -> dict[tuple[str, ...], str]:
    return {_stems(entry): group for entry, group in lists.entries[kind].items()}


@cache
def _by_first_stem(lists: WordLists, kind: str) -> dict[str, list[tuple[str, ...]]]:
    found: dict[str, list[tuple[str, ...]]] = {}
    for entry in sorted(lists.entries[kind], key=lambda e: (-len(e), e)):
        found.setdefault(key_of(entry[0]), []).append(entry)
    return found


@cache
def _packaged() -> WordLists:
    entries: dict[str, _Entries] = {kind: {} for kind in KINDS}
    folder = files("reader.comparison").joinpath("data")
    for name in _PACKAGED:
        _add(entries, folder.joinpath(name).read_text(encoding="utf-8"), name)
    return WordLists(entries)


def _add(entries: dict[str, _Entries], text: str, name: str) -> None:
    try:
        table = tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        raise WordListError(f"{name}: {error}") from error
    unknown = sorted(set(table) - _KEYS)
    if unknown:
        raise WordListError(f"{name}: {unknown[0]}: no such key; there are {', '.join(sorted(_KEYS))}")
    kind = table.get("kind")
    if kind not in KINDS:
        raise WordListError(f"{name}: kind: must be one of {', '.join(KINDS)}")
    if table.get("language", "en") != "en":
        raise WordListError(f'{name}: language: only "en" is examined')
    groups = table.get("words", {})
    if not isinstance(groups, dict):
        raise WordListError(f"{name}: words: must be a table of lists, such as [words]")
    for group, words in groups.items():
        for word in _words(words, name, f"words.{group}"):
            entries[kind][_entry(word)] = safe_line(group)
    for word in _words(table.get("remove", []), name, "remove"):
        entries[kind].pop(_entry(word), None)


def _words(value: Any, name: str, key: str) -> list[str]:
    if not isinstance(value, list) or not all(isinstance(word, str) and _entry(word) for word in value):
        raise WordListError(f"{name}: {key}: must be a list of words")
    return value


def _entry(words: str) -> tuple[str, ...]:
    return tuple(match[0].lower().replace("’", "'") for match in WORD.finditer(words))
