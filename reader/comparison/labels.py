"""What one article calls a person, place or organisation besides its name.

"The breakaway region of Sarvel", "rebel chief Ioan Brask", "Ada Renn, a former teacher": labels stand beside
the name. "The occupied province" stands alone, and is taken for a place only where that place is spoken of as
a territory and was named last. Rules over words and lists; what they are not sure of they leave out.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from reader.article import Article, Span
from reader.comparison.label_reading import Description, reading_of
from reader.comparison.label_words import TERRITORIES
from reader.entities.model import EntityType, Names


class How(StrEnum):
    """How a label was found, in a reader's terms."""

    BESIDE = "beside the name"
    ALONE = "in place of the name"
    LINKED = "where the linked passage has the name"


@dataclass(frozen=True, slots=True)
class Label:
    """What a referent is called at one place.

    Attributes:
        span: Where, without article and name.
        words: The same as shown.
        how: How it was found; all but `BESIDE` are less sure.
    """

    span: Span
    words: str
    how: How = How.BESIDE

    @property
    def key(self) -> str:
        """What makes two labels the same: small letters, straight apostrophes."""
        return self.words.lower().replace("’", "'").replace("‑", "-").strip("\"“”'‘")


def labels(
    article: Article, names: Names, territories: Mapping[int, frozenset[str]] | None = None
) -> dict[int, tuple[Label, ...]]:
    """Return for each referent the labels that the article gives it, in order of the text.

    Args:
        article: The article.
        names: Its names.
        territories: Places of which another article speaks as of territories, each with the words that it
            uses ("region"); for what stands here without a name.
    """
    reading = reading_of(article, names)
    found: dict[int, dict[Span, Label]] = {}
    own_spans: dict[int, list[Span]] = {}
    for mention in names.mentions:
        own_spans.setdefault(mention.referent, []).append(mention.span)
    for mention in names.mentions:
        for span in reading.beside(mention):
            if any(span.overlaps(name) for name in own_spans[mention.referent]):
                continue
            label = Label(span, shown(span.of(article.text)))
            found.setdefault(mention.referent, {})[span] = label
    given = {number: set(words) for number, words in (territories or {}).items()}
    for number, words in territory_words(names, found).items():
        given.setdefault(number, set()).update(words)
    taken = [span for own in found.values() for span in own]
    for item in reading.descriptions():
        if item.type is EntityType.PLACE and not any(item.span.overlaps(span) for span in taken):
            meant = reading.place_meant(item, given)
            if meant is not None and not any(item.span.overlaps(name) for name in own_spans[meant]):
                label = Label(item.span, shown(item.span.of(article.text)), How.ALONE)
                found.setdefault(meant, {})[item.span] = label
    return {number: tuple(own[span] for span in sorted(own)) for number, own in sorted(found.items())}


def descriptions(article: Article, names: Names) -> list[Description]:
    """Return the labels of an article that stand without a name, in order."""
    return list(reading_of(article, names).descriptions())


def territory_words(
    names: Names, found: Mapping[int, Mapping[Span, Label]] | Mapping[int, Sequence[Label]]
) -> dict[int, frozenset[str]]:
    """Return the places that are called a region, a republic …, each with those words."""
    heads: dict[int, frozenset[str]] = {}
    for number, own in found.items():
        given = own.values() if isinstance(own, Mapping) else own
        words = {label.key.split()[-1] for label in given if label.how is How.BESIDE}
        if names.referents[number].type is EntityType.PLACE and words & TERRITORIES:
            heads[number] = frozenset(words & TERRITORIES)
    return heads


def shown(words: str) -> str:
    """Return words as they stand, white space squeezed."""
    return " ".join(words.split())
