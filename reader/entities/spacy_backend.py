"""Names by a spaCy model of the reader's own, instead of the built-in recogniser.

`[names] spacy = "MODEL"` in `config.toml` names a model that is installed, or a folder that holds one. What
it marks goes the same way as what the built-in one marks: dates, figures and referents are ours.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

from reader.article import Span
from reader.entities.model import EntityType
from reader.entities.rules import Found

_TYPES = {
    "PERSON": EntityType.PERSON,
    "PER": EntityType.PERSON,
    "GPE": EntityType.PLACE,
    "LOC": EntityType.PLACE,
    "FAC": EntityType.PLACE,
    "ORG": EntityType.ORGANISATION,
    "NORP": EntityType.NATIONALITY,
    "EVENT": EntityType.EVENT,
    "WORK_OF_ART": EntityType.WORK,
    "LAW": EntityType.WORK,
}
_EDGES = " \t\n\u00a0\"'“”‘’«»„,;:()[]"


class ModelError(Exception):
    """A model that cannot be used; the message is one line that says why, and the way on."""


class SpacyModel:
    """A loaded model.

    Attributes:
        language: ISO 639-1 code of the texts that it is for; "xx" for any.
    """

    def __init__(self, pipeline: Any) -> None:
        self._pipeline = pipeline
        self.language = str(pipeline.lang)

    def recognise(self, text: str, blocks: Sequence[Span]) -> list[Found]:
        """Return the names of a text, in order, without titles' and quotes' edges."""
        found: list[Found] = []
        docs = self._pipeline.pipe(block.of(text) for block in blocks)
        for block, doc in zip(blocks, docs, strict=True):
            for entity in doc.ents:
                kind = _TYPES.get(entity.label_)
                span = _trimmed(text, block.start + entity.start_char, block.start + entity.end_char)
                if kind is not None and span.length > 0:
                    found.append(Found(span, kind))
        return found


@cache
def load_model(name: str) -> SpacyModel:
    """Load a model once.

    Args:
        name: Of an installed model, or the path of a folder.

    Raises:
        ModelError: spaCy is not installed, or there is no such model, or it does not fit.
    """
    try:
        import spacy  # type: ignore[import-not-found,unused-ignore]
    except ImportError:
        raise ModelError("spaCy is not installed (pip install 'crossread[spacy]')") from None
    path = Path(name).expanduser()
    try:
        return SpacyModel(spacy.load(path if path.is_dir() else name))
    except OSError:
        raise ModelError(
            f"no spaCy model {name!r} (python -m spacy download NAME, or the path of one)"
        ) from None
    except Exception as error:
        # A model is made by others, for other versions too: whatever it raises, reading goes on.
        raise ModelError(f"the spaCy model {name!r} could not be loaded: {_line(error)}") from None


def _line(error: Exception) -> str:
    return next(iter(str(error).splitlines()), "") or type(error).__name__


def _trimmed(text: str, start: int, end: int) -> Span:
    """Return a span without white space, marks, the article and the possessive at its edges."""
    while start < end and text[start] in _EDGES:
        start += 1
    while end > start and text[end - 1] in _EDGES:
        end -= 1
    for ending in ("'s", "’s"):
        if text[start:end].endswith(ending):
            end -= 2
    if text[start:end].lower().startswith("the ") and end - start > 4:
        start += 4
    return Span(start, end)
