"""Find where an article labels what it names: phrases beside a name, and phrases in its place."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from reader.article import READING_ROLES, Article, Span
from reader.comparison.label_words import (
    BODIES,
    DETERMINERS,
    HONORIFICS,
    MODIFIERS,
    RELATIONS,
    RELATIVES,
    ROLES,
    STOPPERS,
    TERRITORIES,
    TOWNS,
)
from reader.entities.model import EntityType, Mention, Names
from reader.text.sentences import sentences

_WORD = re.compile(r"[^\W_]+(?:[-'’‑][^\W_]+)*\.?(?=\s)|[^\W_]+(?:[-'’‑][^\W_]+)*")
_GAP = re.compile(r"[\s\u00a0]*[\"“”‘’']?[\s\u00a0]*")
_COMMA = re.compile(r"[\"“”]?,[\"“”]?[\s\u00a0]+")
_MOST = 8  # Words of a label; what is longer is a clause.


class Description(NamedTuple):
    """A label that stands without a name.

    Attributes:
        span: Where, without its article.
        head: Its last word, in small letters.
        type: What such a word is said of.
    """

    span: Span
    head: str
    type: EntityType


class _Word(NamedTuple):
    start: int
    end: int
    lower: str
    mention: Mention | None


class Reading:
    """One article laid out in sentences of words."""

    def __init__(self, article: Article, names: Names) -> None:
        self._text = article.text
        self._names = names
        self._mentions = names.mentions
        self._starts = [mention.span.start for mention in names.mentions]
        self._sentences = [
            span
            for block in article.blocks()
            if block.role in READING_ROLES
            for span in sentences(article.text, block.span.start, block.span.end, line_breaks=False)
        ]
        self._begins = [span.start for span in self._sentences]
        self._words: dict[int, list[_Word]] = {}
        self._described: tuple[Description, ...] | None = None

    def words(self, sentence: int) -> list[_Word]:
        """Return the words of a sentence; a name is one word."""
        found = self._words.get(sentence)
        if found is None:
            found = self._words[sentence] = list(self._read(self._sentences[sentence]))
        return found

    def _read(self, span: Span) -> Iterator[_Word]:
        at = span.start
        number = bisect_right(self._starts, span.start - 1)
        while at < span.end:
            mention = self._mentions[number] if number < len(self._mentions) else None
            if mention is not None and mention.span.start < at:
                number += 1
                continue
            stop = min(span.end, mention.span.start) if mention is not None else span.end
            for match in _WORD.finditer(self._text, at, stop):
                yield _Word(match.start(), match.end(), match[0].lower(), None)
            if mention is None or mention.span.start >= span.end:
                return
            yield _Word(*mention.span, mention.span.of(self._text).lower(), mention)
            at = mention.span.end
            number += 1

    def beside(self, mention: Mention) -> Iterator[Span]:
        """Yield the labels that stand beside a mention."""
        if mention.type not in _HEADS:
            return
        sentence = bisect_right(self._begins, mention.span.start) - 1
        if sentence < 0:
            return
        words = self.words(sentence)
        at = next((n for n, word in enumerate(words) if word.mention == mention), None)
        if at is None:
            return
        yield from self._before(words, at, mention.type)
        yield from self._behind(words, at, mention.type)

    def _touches(self, words: Sequence[_Word], at: int) -> bool:
        """Tell whether nothing but space, or a quote mark, stands between word `at` and the next."""
        return bool(_GAP.fullmatch(self._text, words[at].end, words[at + 1].start))

    def _owns(self, word: _Word) -> bool:
        return self._text[word.end : word.end + 2] in ("'s", "’s")

    def _before(self, words: Sequence[_Word], at: int, kind: EntityType) -> Iterator[Span]:
        last = at - 1
        while last >= 0 and words[last].lower in HONORIFICS and self._touches(words, last):
            last -= 1
        if last < 0:
            return
        follow = last + 1
        if kind is EntityType.PLACE and words[last].lower == "of" and self._touches(words, last):
            # "the breakaway region of Sarvel"
            if last and self._touches(words, last - 1) and words[last - 1].lower not in RELATIONS:
                yield from self._phrase(words, last - 1, kind)
        elif self._touches(words, last):
            yield from self._phrase(words, last, kind)
        elif _COMMA.fullmatch(self._text, words[last].end, words[follow].start):
            yield from self._phrase(words, last, kind, clause=True)

    def _phrase(
        self, words: Sequence[_Word], last: int, kind: EntityType, *, clause: bool = False
    ) -> Iterator[Span]:
        """Yield the label that ends with word `last`, if there is one.

        Args:
            words: Of the sentence.
            last: The word before the name (or before its comma).
            kind: What the name names.
            clause: Whether a comma follows: then the label must begin with an article or the like, and may
                hold an "of": "the president of the republic, Ioan Brask".
        """
        first = last + 1
        bounded = False
        while first > 0 and last - first < _MOST:
            word = words[first - 1]
            if first <= last and not self._touches(words, first - 1):
                break
            owner = word.mention is not None and self._owns(word)
            if word.lower in ("'s", "s") and word.mention is None:
                first -= 1  # What is left of a possessive, "Georgia's".
                continue
            joined = clause and word.lower in ("of", "for")
            inner = (
                word.lower in DETERMINERS
                and clause
                and first >= 2
                and words[first - 2].lower in ("of", "for")
            )
            if (
                (word.lower in DETERMINERS and not inner)
                or owner
                or word.lower.endswith(("'s", "’s", "s'", "s’"))
            ):
                bounded = True
                break
            if word.lower in STOPPERS and not joined:
                break
            if word.mention is not None and word.mention.type is EntityType.PERSON:
                break
            first -= 1
        if not bounded:
            begun, first = first, last + 1
            while first > begun and _modifies(words[first - 1], kind):
                first -= 1
        first = self._without_possessive(words, first, last)
        while first < last and _counts(words[first].lower):
            first += 1
        if first > last or (clause and not bounded):
            return
        head = self._head(words, first, last)
        adjective = kind is EntityType.PLACE and last - first < 2 and _qualifies(words[head])
        if words[head].mention is None and (_heads(words[head].lower, kind) or (adjective and not clause)):
            yield Span(words[first].start, words[last].end)

    def _without_possessive(self, words: Sequence[_Word], first: int, last: int) -> int:
        while first <= last and words[first].lower in ("s", "'s", "’s"):
            first += 1
        return first

    @staticmethod
    def _head(words: Sequence[_Word], first: int, last: int) -> int:
        """Return the word that a label turns on: the one before its first "of", else the last."""
        for at in range(first + 1, last):
            if words[at].lower in ("of", "for"):
                return at - 1
        return last

    def _behind(self, words: Sequence[_Word], at: int, kind: EntityType) -> Iterator[Span]:
        """Yield the label behind a name and a comma: "Ada Renn, a former teacher who …"."""
        if at + 1 >= len(words) or not _COMMA.fullmatch(self._text, words[at].end, words[at + 1].start):
            return
        first = at + 1
        if words[first].lower.isdigit() and first + 1 < len(words):
            # An age: "Ioan Brask, 58, a former teacher".
            if not _COMMA.fullmatch(self._text, words[first].end, words[first + 1].start):
                return
            first += 1
        opened = words[first].lower in DETERMINERS
        if opened:
            first += 1
        last = first - 1
        for number in range(first, min(len(words), first + _MOST)):
            word = words[number]
            if number > first and not self._touches(words, number - 1):
                break
            if word.lower in RELATIVES or (
                (word.lower in STOPPERS or word.lower in DETERMINERS)
                and not (word.lower == "of" and number > first)
                and not (words[number - 1].lower == "of" and word.lower in DETERMINERS)
            ):
                break
            if (
                not opened
                and not _modifies(word, kind)
                and words[number - 1].lower != "of"
                and word.lower != "of"
            ):
                return
            last = number
        while last >= first and words[last].lower in ("of", *DETERMINERS):
            last -= 1
        for number in range(first, last):
            if words[number].lower.endswith(("'s", "’s")) and words[number].mention is None:
                first = number + 1  # "The show's director" is the director.
        if last < first:
            return
        head = self._head(words, first, last)
        inner = words[last].mention
        if kind is EntityType.PLACE and head < last and inner is not None and words[head].lower != "capital":
            return  # "In Guangxi, the coastal city of Beihai" speaks of Beihai.
        if words[head].mention is None and _heads(words[head].lower, kind):
            yield Span(words[first].start, words[last].end)

    # Labels without a name

    def descriptions(self) -> tuple[Description, ...]:
        """Return phrases such as "the occupied province", which hold no name that they could belong to."""
        if self._described is None:
            self._described = tuple(self._descriptions())
        return self._described

    def _descriptions(self) -> Iterator[Description]:
        for sentence in range(len(self._sentences)):
            words = self.words(sentence)
            for at, word in enumerate(words):
                owner = word.mention is not None and self._owns(word)
                if word.lower not in ("the", "this", "that", "our") and not owner:
                    continue
                found = self._description(words, at)
                if found is not None:
                    yield found

    def _description(self, words: Sequence[_Word], at: int) -> Description | None:
        owner = words[at].mention is not None
        if owner and at + 1 < len(words) and words[at + 1].lower == "s":
            at += 1  # What is left of the possessive.
        last = at
        for number in range(at + 1, min(len(words), at + 5)):
            word = words[number]
            if not self._touches(words, number - 1):
                break
            if word.lower in STOPPERS or word.lower in DETERMINERS or word.lower.endswith(("'s", "’s")):
                break
            if word.mention is not None and word.mention.type is EntityType.PERSON:
                break
            last = number
            if (
                word.mention is None
                and _class_of(word.lower) is not None
                and not self._goes_on(words, number)
            ):
                break
        if last == at:
            return None
        head = words[last]
        kind = _class_of(head.lower)
        modified = last - at > 1 or words[at].lower == "our"
        if kind is None or head.mention is not None or not modified:
            return None
        if any(_counts(word.lower) for word in words[at + 1 : last]):
            return None
        follow = words[last + 1] if last + 1 < len(words) and self._touches(words, last) else None
        if follow is not None and (follow.mention is not None or follow.lower in ("of", "to")):
            # "The region of Sarvel" and "the president Ada Renn" stand beside a name.
            return None
        return Description(Span(words[at + 1].start, head.end), head.lower, kind)

    def _goes_on(self, words: Sequence[_Word], at: int) -> bool:
        """Tell whether another word that can be a label's last follows: "the state broadcaster"."""
        return (
            at + 1 < len(words)
            and self._touches(words, at)
            and words[at + 1].mention is None
            and _class_of(words[at + 1].lower) is not None
        )

    def place_meant(self, item: Description, given: Mapping[int, set[str]]) -> int | None:
        """Return the place that a description means, if one was named before it.

        Of the places that are called by its last word, or have it in their name, the one named last; else the
        last of those that are spoken of as territories at all.
        """
        before = [
            mention.referent
            for mention in self._mentions[: bisect_right(self._starts, item.span.start)]
            if self._names.referents[mention.referent].type is EntityType.PLACE
        ]
        same = [
            number
            for number in before
            if item.head in given.get(number, ())
            or any(item.head in form.lower().split() for form in self._names.referents[number].surfaces)
        ]
        spoken_of = [number for number in before if _alike(item.head, given.get(number, ()))]
        return same[-1] if same else spoken_of[-1] if spoken_of else None


_HEADS = {
    EntityType.PERSON: ROLES,
    EntityType.PLACE: TERRITORIES,
    EntityType.ORGANISATION: BODIES | TERRITORIES,
}


@lru_cache(maxsize=16)
def reading_of(article: Article, names: Names) -> Reading:
    """Return the reading of an article; it is asked several times for each pair."""
    return Reading(article, names)


def _heads(word: str, kind: EntityType) -> bool:
    """Tell whether a label can turn on a word."""
    plain = word.rsplit("-", 1)[-1]
    if kind is EntityType.PERSON and word.endswith(("ist", "man", "woman")) and len(word) > 5:
        return word not in ("human", "german", "roman")
    return word in _HEADS[kind] or plain in _HEADS[kind]


def _alike(word: str, given: Iterable[str]) -> bool:
    """Tell whether a word says the same kind of place as one of the others: a land, or a town."""
    return any((word in TOWNS) == (other in TOWNS) for other in given)


def _counts(word: str) -> bool:
    """Tell whether a word picks one out of many: "the fourth country", "the largest city" say whose rank."""
    return word in ("first", "second", "third", "last", "next", "only", "other", "same", "whole") or (
        word.endswith(("th", "est")) and len(word) > 4
    )


def _class_of(word: str) -> EntityType | None:
    """Return what a word is said of, where it is said of one kind alone."""
    if word in TERRITORIES and word not in BODIES:
        return EntityType.PLACE
    if _heads(word, EntityType.PERSON) and word not in BODIES:
        return EntityType.PERSON
    return None


def _qualifies(word: _Word) -> bool:
    """Tell whether a word alone is a label of the place behind it: "breakaway Sarvel", "war-torn Sarvel"."""
    if word.mention is not None:
        return False
    return word.lower in _QUALIFIERS or ("-" in word.lower and word.lower.endswith(_PARTICIPLES))


_PARTICIPLES = ("ed", "torn", "held", "run", "backed", "hit", "stricken", "rich", "locked", "led", "western")
_QUALIFIERS = frozenset(
    "breakaway rebel separatist secessionist restive occupied annexed disputed rogue troubled volatile "
    "impoverished landlocked besieged neighbouring neighboring so-called autonomous semi-autonomous isolated "
    "unrecognised unrecognized independent communist tiny oil-rich post-soviet war-torn renegade".split()
)


def _modifies(word: _Word, kind: EntityType) -> bool:
    """Tell whether a label may begin with a word though no article says that it begins there."""
    if word.mention is not None:
        return word.mention.type is not EntityType.PERSON
    lower = word.lower
    return (
        lower in MODIFIERS
        or lower in _QUALIFIERS
        or lower.startswith(("ex-", "vice-", "co-", "pro-", "anti-"))
        or _heads(lower, kind)
    )
