"""Sentences as a reader of attributions sees them: every quotation one token, every verb with a subject.

A *frame* is a sentence, or all sentences that one quotation runs through. Its quotations are masked, so that
the words around them can be read as one clause: `Q , the minister said on Tuesday .`
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from reader.article import Block, Span
from reader.comparison.speech_words import ADVERBS, BE, NOBODY, OPENERS, PERSONS, PREPOSITIONS
from reader.entities.model import EntityType, Mention, Names
from reader.text.quotes import Quote, find_quotes
from reader.text.sentences import sentences

QUOTED = "\ue000"
_TOKEN = re.compile(rf"{QUOTED}+|[^\W_]+(?:[’'.\-–][^\W_]+)*(?:\.(?=[^\s]|\s[a-z]))?|--|[^\w\s]")
_CAPITALS = re.compile(r"[a-z]\s+([A-Z][\w’'-]+\s+[A-Z][\w’'-]+)$")  # A name that the tagger did not see.
_DATELINE = re.compile(r"[^a-z\n]{3,40}(?:, [A-Z][\w. ]+)?(?: \([\w/ ]+\))? ?[-–—] ")
_LONGEST_SUBJECT = 9  # tokens
_NAMED = (EntityType.PERSON, EntityType.ORGANISATION, EntityType.PLACE)
_BOUNDS = frozenset(";:()—–-…") | {"--", QUOTED}


class Token(NamedTuple):
    """A word or sign of a frame; `word` is in small letters, and `QUOTED` for a whole quotation."""

    start: int
    end: int
    word: str


class Subject(NamedTuple):
    """Who does something, as far as the words tell.

    Attributes:
        span: The name, or the description; None when nobody is named.
        referent: Index into `Names.referents`, or -1.
        pronoun: "he" or "she" where only that stands, else "".
        first: Index of the token with which the whole subject begins.
        relative: Whether "who" stands for it.
    """

    span: Span | None
    referent: int = -1
    pronoun: str = ""
    first: int = 0
    relative: bool = False


@dataclass(frozen=True, slots=True)
class Frame:
    """A sentence, or the sentences that one quotation joins.

    Attributes:
        span: In characters of the article.
        tokens: Its words and signs, quotations as one.
        quotes: Its outermost quotations, in order.
    """

    span: Span
    tokens: tuple[Token, ...]
    quotes: tuple[Quote, ...]


def frames(text: str, block: Block) -> list[Frame]:
    """Return the frames of a block, in order."""
    begin, stop = block.span
    # A line break inside a block is white space, and must not end a quotation.
    flat = text[begin:stop].replace("\n", " ")
    quotes = [
        Quote(
            Span(q.span.start + begin, q.span.end + begin),
            Span(q.inner.start + begin, q.inner.end + begin),
            closed=q.closed,
        )
        for q in find_quotes(flat)
        if q.depth == 0
    ]
    masked = list(flat)
    for quote in quotes:
        first, last = quote.span.start - begin, quote.span.end - begin
        masked[first:last] = QUOTED * (last - first)
    line = "".join(masked)
    spans: list[Span] = []
    for span in sentences(text, begin, stop, line_breaks=False):
        joins = spans and any(q.span.start < spans[-1].end and q.span.end > span.start for q in quotes)
        spans[-1:] = [Span(spans[-1].start, span.end)] if joins else [*spans[-1:], span]
    found = []
    for number, span in enumerate(spans):
        dateline = _DATELINE.match(text, *span) if number == 0 else None
        if dateline is not None and dateline.end() < span.end:
            span = Span(dateline.end(), span.end)
        tokens = tuple(
            Token(
                match.start() + begin,
                match.end() + begin,
                QUOTED if match[0][0] == QUOTED else match[0].lower().replace("’", "'"),
            )
            for match in _TOKEN.finditer(line, span.start - begin, span.end - begin)
        )
        inside = tuple(q for q in quotes if span.start <= q.span.start < span.end)
        found.append(Frame(span, tokens, inside))
    return found


class Naming:
    """The names of an article, asked by place."""

    def __init__(self, text: str, names: Names) -> None:
        self.text = text
        self.names = names
        self._mentions = [m for m in names.mentions if m.type in _NAMED]
        self._starts = [m.span.start for m in self._mentions]
        self._ends = [m.span.end for m in self._mentions]
        self._roles: dict[str, set[int]] | None = None

    def ending(self, token: Token) -> Mention | None:
        """Return the name that ends with a token."""
        at = bisect_left(self._ends, token.end)
        for mention in self._mentions[at : at + 1]:
            if mention.span.end == token.end:
                return mention
        return None

    def within(self, start: int, end: int) -> Sequence[Mention]:
        """Return the names that lie in a stretch."""
        return [
            m
            for m in self._mentions[bisect_left(self._starts, start) : bisect_right(self._starts, end)]
            if m.span.end <= end
        ]

    def of_words(self, span: Span) -> int:
        """Return the referent that is named by these words elsewhere, or -1."""
        words = span.of(self.text)
        return next((i for i, r in enumerate(self.names.referents) if words in r.surfaces), -1)

    def persons(self, start: int, end: int) -> list[Mention]:
        """Return the persons named in a stretch."""
        return [m for m in self.within(start, end) if m.type is EntityType.PERSON]

    def bearer(self, description: str) -> int:
        """Return the one person whom the article calls by the office in a description, or -1.

        "The minister" is the one before whose name "Minister" stands, or behind whose name ", the minister".
        """
        words = description.lower().split()
        if len(words) < 2 or words[0] not in ("the", "a", "our"):
            return -1
        if self._roles is None:
            self._roles = {}
            for mention in self._mentions:
                if mention.type is EntityType.PERSON:
                    for role in self._roles_of(mention.span):
                        self._roles.setdefault(role, set()).add(mention.referent)
        found = self._roles.get(words[-1], set())
        return next(iter(found)) if len(found) == 1 else -1

    def _roles_of(self, span: Span) -> list[str]:
        before = re.search(r"([^\W\d_]+),?\s+$", self.text[max(0, span.start - 24) : span.start])
        after = re.match(
            r"(?:,\s+\d+)?,\s+(?:the|a|an)\s+(?:[^\W\d_]+\s+){0,2}?([^\W\d_]+)(?=,|\.|\s(?:of|for|at|in)\b)",
            self.text[span.end : span.end + 80],
        )
        return [match[1].lower() for match in (before, after) if match]


def subject_before(frame: Frame, verb: int, naming: Naming) -> Subject | None:
    """Return the subject that stands before the verb, which is token `verb`; None when there is none."""
    tokens = frame.tokens
    at = verb - 1
    while at >= 0 and (tokens[at].word in ADVERBS or (tokens[at].word.endswith("ly") and at)):
        at -= 1
    if at < 0 or tokens[at].word in _BOUNDS:
        return None
    relative = tokens[at].word == "who"
    if relative:
        at -= 1
        if at >= 0 and tokens[at].word == ",":
            at -= 1
    if at < 0:
        return None
    found = _before_comma(frame, at, naming) if tokens[at].word == "," else _ending_at(frame, at, naming)
    return found._replace(relative=True) if found and relative else found


def _before_comma(frame: Frame, comma: int, naming: Naming) -> Subject | None:
    """Return the subject before an apposition or an aside: "Brask, 58, a former teacher, gloated"."""
    tokens = frame.tokens
    cuts = [i for i in range(comma) if tokens[i].word in (",", QUOTED, ";", ":")] + [comma]
    begins = [0] + [cut + 1 for cut in cuts[:-1]]
    last = None
    for first, cut in zip(reversed(begins), reversed(cuts), strict=True):
        if tokens[cut].word != "," or first == cut:
            break
        named = naming.ending(tokens[cut - 1])
        aside = last is not None
        if named is not None and (aside or named.span.start <= tokens[max(first, cut - 4)].start):
            return Subject(named.span, named.referent, first=first)
        if tokens[cut - 1].word in PERSONS:
            return None
        last = first
    # No name stands before a comma: the description up to the first aside.
    if len(cuts) > 1 and tokens[cuts[0]].word == ",":
        return _described(frame, 0, cuts[0] - 1, naming)
    return None


def _ending_at(frame: Frame, at: int, naming: Naming) -> Subject | None:
    token = frame.tokens[at]
    if token.word in OPENERS or token.word in PREPOSITIONS:
        return None
    if token.word in PERSONS:
        return Subject(None, pronoun=token.word, first=at)
    if token.word in NOBODY:
        return Subject(None, first=at)
    named = naming.ending(token)
    if named is not None and named.type is EntityType.PERSON:
        return Subject(named.span, named.referent, first=at)
    first = at
    while first > 0 and at - first < _LONGEST_SUBJECT:
        word = frame.tokens[first - 1].word
        if word in _BOUNDS or word == "," or word in OPENERS:
            break
        first -= 1
    return _described(frame, first, at, naming)


def _described(frame: Frame, first: int, last: int, naming: Naming) -> Subject | None:
    """Return the subject that tokens `[first, last]` make up: a name with an article, or a description."""
    tokens = frame.tokens
    while first <= last and (tokens[first].word in OPENERS or tokens[first].word in PREPOSITIONS):
        if tokens[first].word in PREPOSITIONS:
            return None
        first += 1
    if first > last:
        return None
    if last == first and (tokens[last].word in NOBODY or tokens[last].word in PERSONS):
        return _ending_at(frame, last, naming)
    for cut in range(first + 1, last + 1):
        if tokens[cut].word in ("who", "which", "that"):
            last = cut - 1
            break
    if any(token.word in BE or token.word in ("what", "all") for token in tokens[first : last + 1]):
        return None
    span = Span(tokens[first].start, tokens[last].end)
    if not any(c.isalpha() for c in span.of(naming.text)):
        return None
    named = naming.ending(tokens[last])
    if named is not None:
        words = Span(span.start, named.span.start).of(naming.text).lower().split()
        if named.type is EntityType.PERSON or not set(words) - {"the", "a"}:
            return Subject(named.span, named.referent, first=first)
    untagged = _CAPITALS.search(span.of(naming.text))
    if untagged is not None:
        span = Span(span.start + untagged.start(1), span.end)
        return Subject(span, naming.of_words(span), first=first)
    return Subject(span, naming.bearer(span.of(naming.text)), first=first)


def subject_after(frame: Frame, verb: int, naming: Naming) -> Subject | None:
    """Return the subject that stands behind the verb: "…", said the minister."""
    tokens = frame.tokens
    at = verb + 1
    if at >= len(tokens) or not tokens[at].word[0].isalpha():
        return None
    word = tokens[at].word
    one_of = word == "one" and tokens[min(at + 1, len(tokens) - 1)].word == "of"
    if word in OPENERS or word in PREPOSITIONS or word == "of" or (word in NOBODY and not one_of):
        return None
    if word in PERSONS:
        return Subject(None, pronoun=word, first=at)
    last = at
    while last + 1 < len(tokens) and last - at < _LONGEST_SUBJECT:
        following = tokens[last + 1].word
        if (
            not following[0].isalnum()
            or following in OPENERS
            or following in PREPOSITIONS
            or (following in NOBODY and not one_of)
            or following.endswith("day")
        ):
            break
        last += 1
    persons = naming.persons(tokens[at].start, tokens[last].end)
    if persons:
        return Subject(persons[0].span, persons[0].referent, first=at)
    if last < len(tokens) - 3 and tokens[last + 1].word == ",":
        # "one of them, Jonas Reth"
        named = [m for m in naming.within(tokens[last + 2].start, tokens[-1].end)][:1]
        if (
            named
            and named[0].type is EntityType.PERSON
            and named[0].span.start == tokens[last + 2].start
            and "of" in [t.word for t in tokens[at : last + 1]]
        ):
            return Subject(named[0].span, named[0].referent, first=at)
    return _described(frame, at, last, naming)
