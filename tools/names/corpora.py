"""Read the training corpora: JSON lines of text and entities, one sentence a line of text."""

from __future__ import annotations

import gzip
import hashlib
import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from reader.entities.gazetteer import COUNTRY, DEMONYM, GIVEN, ORGANISATION, REGION, gazetteer
from reader.entities.tokens import Token, tokenise

CORPORA = {
    "wikigold": "c2dc1baebc6a8d7a5133fe5b567c7f3958f90ba2023ac6fef33d3f618b52cbf8",
    "uner_ewt": "0cc71f373ba68154d026db84a38120cf0523591f1d797cc9ce581de518a2ed0c",
    "gum_news": "aed88650b746b85953255ffe26ca3e3b13632540762d41f70da8411c33893f93",
    "crossner_wiki": "2478bd59ecff2a23e148625f1420cbc7bf87651a5be63c6ec7dae53b8d6dd7dd",
    "gmb_cleaned": "694ede0f88fb20d889792d14165dc78d5f62acbce6ceba946376026a73ce2f21",
    "gmb_cleaned2": "3ae7d85f2f825b30648633b7ab39a90076a077fdfbeab9f902550557f19bf702",
}
TYPES = ("person", "place", "organisation", "nationality")
NATIONALITY = 1 + 2 * TYPES.index("nationality")
LABELS = ("O", *(f"{prefix}-{kind}" for kind in TYPES for prefix in "BI"))


@dataclass(frozen=True, slots=True)
class Document:
    """One document: its sentences as tokens, with a label a token (indexes into `LABELS`)."""

    sentences: list[list[Token]]
    labels: list[list[int]]


def read(folder: Path, name: str) -> Iterator[Document]:
    """Yield the documents of a corpus in the order of the file."""
    with gzip.open(folder / f"{name}.jsonl.gz", "rt", encoding="utf-8") as file:
        for line in file:
            record = json.loads(line)
            yield document(record["text"], record["entities"])


def document(text: str, entities: list[dict[str, object]]) -> Document:
    """Return the document of a text whose entities are given as offsets and types."""
    begin: dict[int, tuple[int, int]] = {}
    other: set[int] = set()
    for entity in entities:
        kind, first, last = str(entity["type"]), int(str(entity["start"])), int(str(entity["end"]))
        if kind in TYPES:
            begin[first] = (last, 1 + 2 * TYPES.index(kind))
        elif gazetteer().bits.get(text[first:last].lower(), 0) & DEMONYM == 0:
            other.update(range(first, last))
    result = Document([], [])
    start = 0
    for line in text.split("\n"):
        tokens = tokenise(text, start, start + len(line))
        start += len(line) + 1
        if not tokens:
            continue
        labels: list[int] = []
        end = label = 0
        for token in tokens:
            if token.start in begin:
                end, label = begin[token.start]
                labels.append(label)
            elif token.start < end:
                labels.append(label + 1)
            elif token.text[0].isupper() and is_nationality(token.lower) and token.start not in other:
                # Some corpora leave nationalities out, or among their odds and ends.
                labels.append(NATIONALITY)
            else:
                labels.append(0)
        result.sentences.append(tokens)
        result.labels.append(labels)
    return result


def is_nationality(lower: str) -> bool:
    """Tell whether a word is a nationality and hardly anything else."""
    bits = gazetteer().bits.get(lower, 0)
    return bool(bits & DEMONYM) and not bits & (COUNTRY | REGION | ORGANISATION | GIVEN)


def digest(path: Path) -> str:
    """Return the SHA-256 of a file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()
