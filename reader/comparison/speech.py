"""Who says what: the quotations of an article with speaker and verb, and what it gives in its own words.

English only; in other languages quotations are found by their marks and nobody is named. A speaker is given
only where the words around the quotation tell: a pronoun is resolved where the text leaves one person, and
otherwise the speaker is unknown.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache

from reader.article import Article, Span
from reader.comparison.acts import Act, acts_of, closes, statement
from reader.comparison.attribution import Attribution, Speaker
from reader.comparison.clauses import QUOTED, Frame, Naming, frames
from reader.comparison.speech_words import DOCUMENTS, JUDGING, MANNER, PREPOSITIONS, UNNAMED
from reader.entities.model import Names

_FEW = 3  # Words between marks that, without a speaker, are no quotation: scare quotes, a title.


class Manner(StrEnum):
    """How an article gives what somebody said."""

    DIRECT = "direct"
    INDIRECT = "indirect"


@dataclass(frozen=True, slots=True)
class Quotation:
    """What somebody is said to have said, in one place of an article.

    Attributes:
        span: From its first mark to its last; of indirect speech, the statement.
        parts: The words themselves, without marks; several where the quotation is split.
        words: The parts in one line, trimmed, with " / " between them.
        speaker: A name in its fullest form, or the description that stands there; "" when unknown.
        verb: As it stands; "" when there is none.
        manner: Direct, or in the article's words.
        by_span: Where the speaker is named; None when unknown.
        paragraph: Of the article's prose, from 1.
        referent: Of the speaker, index into `Names.referents`; -1 for descriptions and unknown speakers.
        unnamed: Whether a speaker is described and nobody named: "a senior source".
    """

    span: Span
    parts: tuple[Span, ...]
    words: str
    speaker: str = ""
    verb: str = ""
    manner: Manner = Manner.DIRECT
    by_span: Span | None = None
    paragraph: int = 0
    referent: int = -1
    unnamed: bool = False


@lru_cache(maxsize=64)
def quotations(article: Article, names: Names) -> tuple[Quotation, ...]:
    """Return what is said in an article's prose, direct and indirect, in order of where it begins."""
    return tuple(_Reading(article, names, english(article, names)).run())


def english(article: Article, names: Names) -> bool:
    """Tell whether the rules for English apply to an article; names tell where its language is not known."""
    return article.language == "en" or (not article.language and not names.notice)


class _Reading:
    """One pass over an article's prose."""

    def __init__(self, article: Article, names: Names, english: bool) -> None:
        self._text = article.text
        self._article = article
        self._english = english
        self._naming = Naming(article.text, names)
        self._names = names
        self._speakers = Attribution(self._naming, names)

    def run(self) -> list[Quotation]:
        found: list[Quotation] = []
        last: Quotation | None = None  # The direct quotation with which the block before ended.
        for number, block in enumerate(self._article.prose(), 1):
            self._speakers.begin_block()
            here: list[Quotation] = []
            indirect: list[Quotation] = []
            goes_on = True
            for frame in frames(self._text, block):
                acts = acts_of(frame, self._naming) if self._english else []
                made = list(self._direct(frame, acts, number))
                if made and not made[0].speaker and _alone(frame):
                    before = here[-1] if here else last
                    if before is not None and goes_on:
                        made = [_same_speaker(quotation, before) for quotation in made]
                        if here:
                            made[:1] = [self._joined(here.pop(), made[0])]
                here += made
                goes_on = bool(made)
                indirect += self._indirect(frame, acts, number)
                self._speakers.note(frame, acts)
            kept = [q for q in here if not self._is_scare(q)]
            last = kept[-1] if kept and goes_on else None
            found += sorted([*kept, *indirect], key=lambda q: (q.span, q.manner))
        return found

    # What is between marks.

    def _direct(self, frame: Frame, acts: Sequence[Act], paragraph: int) -> Iterator[Quotation]:
        places = [i for i, token in enumerate(frame.tokens) if token.word == QUOTED]
        previous: tuple[Act | None, Quotation] | None = None
        for at, quote in zip(places, frame.quotes, strict=False):
            act = self._act_for(frame, at, acts)
            if act is not None and frame.tokens[max(0, at - 1)].word == "so-called":
                act = None
            speaker = self._speaker(frame, at, act)
            made = self._made(quote.span, (quote.inner,), speaker, paragraph, Manner.DIRECT)
            if previous is not None and act is not None and previous[0] == act:
                previous = act, self._joined(previous[1], made)
                continue
            if previous is not None:
                yield previous[1]
            previous = act, made
        if previous is not None:
            yield previous[1]

    def _speaker(self, frame: Frame, at: int, act: Act | None) -> Speaker:
        if act is not None:
            return self._speakers.speaker(frame, act)
        return self._speakers.free(frame, at) if self._english else Speaker()

    def _act_for(self, frame: Frame, at: int, acts: Sequence[Act]) -> Act | None:
        """Return the act of speech under which quotation token `at` stands."""
        tokens = frame.tokens
        after = next((act for act in acts if act.at > at), None)
        before = next((act for act in reversed(acts) if act.at < at), None)
        if before is not None and before.verb == "according to":
            before = next((act for act in reversed(acts) if act.at < before.at), before)
        inner = self._text[tokens[at].start : tokens[at].end].rstrip("\"'”’»“")
        expects = inner[-1:] in (",", "?", "!") or (at + 1 < len(tokens) and tokens[at + 1].word == ",")
        if after is not None and (expects or before is None):
            between = [token.word for token in tokens[at + 1 : after.at]]
            if QUOTED not in between or before is None:
                return after if expects or after.verb not in MANNER else before
        if before is not None and before.verb in MANNER and tokens[at - 1].word not in (":", ","):
            return None
        return before

    @staticmethod
    def _is_scare(quotation: Quotation) -> bool:
        if quotation.speaker or quotation.verb:
            return False
        words = quotation.words.split()
        title = all(word[0].isupper() or word in ("of", "the", "and", "in", "on", "for") for word in words)
        return len(words) <= _FEW or title

    # What is given in other words.

    def _indirect(self, frame: Frame, acts: Sequence[Act], paragraph: int) -> Iterator[Quotation]:
        tokens = frame.tokens
        taken = -1
        for number, act in enumerate(acts):
            word = act.verb.lower()
            if word in MANNER or word in JUDGING or act.at <= taken:
                continue
            stop = len(tokens)
            first = statement(frame, act, word)
            if first is None and closes(frame, act):
                first, stop = 0, act.first
                if any(t.word == QUOTED for t in tokens[:stop]) or number:
                    continue
                if act.last + 3 < len(tokens) and tokens[act.last + 1].word == ",":
                    stop = len(tokens)  # "She resigned, she said, when …"
            if first is None:
                continue
            ends = [i for i in range(first, stop) if tokens[i].word == ";"]
            stop = ends[0] if ends else stop
            while stop > first and not (
                tokens[stop - 1].word[0].isalnum() or tokens[stop - 1].word == QUOTED
            ):
                stop -= 1
            if stop - first < 2:
                continue
            span = Span(tokens[first].start, tokens[stop - 1].end)
            quoted = sum(t.end - t.start for t in tokens[first:stop] if t.word == QUOTED)
            if 2 * quoted > span.length:
                continue
            taken = stop
            speaker = self._speakers.speaker(frame, act)
            if speaker.span is not None:  # That nobody in particular said so tells nothing.
                yield self._made(span, (span,), speaker, paragraph, Manner.INDIRECT)

    # Making.

    def _made(
        self, span: Span, parts: tuple[Span, ...], speaker: Speaker, paragraph: int, manner: Manner
    ) -> Quotation:
        name, unnamed = "", False
        if speaker.span is not None:
            name = " ".join(speaker.span.of(self._text).split())
            if name.startswith("The "):
                name = f"the {name[4:]}"
            if speaker.referent >= 0:
                name = self._names.referents[speaker.referent].name
            else:
                unnamed = _is_unnamed(name)
        return Quotation(
            span,
            parts,
            self._words(parts),
            name,
            speaker.verb,
            manner,
            speaker.span,
            paragraph,
            speaker.referent,
            unnamed,
        )

    def _words(self, parts: Sequence[Span]) -> str:
        return " / ".join(" ".join(part.of(self._text).split()).rstrip(",").strip() for part in parts)

    def _joined(self, first: Quotation, second: Quotation) -> Quotation:
        parts = first.parts + second.parts
        return replace(
            first, span=Span(first.span.start, second.span.end), parts=parts, words=self._words(parts)
        )


def _alone(frame: Frame) -> bool:
    """Tell whether a frame holds a quotation and nothing else."""
    return all(token.word == QUOTED or not token.word[0].isalnum() for token in frame.tokens)


def _same_speaker(quotation: Quotation, before: Quotation) -> Quotation:
    return replace(
        quotation,
        speaker=before.speaker,
        by_span=before.by_span,
        referent=before.referent,
        unnamed=before.unnamed,
    )


def _is_unnamed(description: str) -> bool:
    words = description.lower().split()
    head = next((i for i, word in enumerate(words) if word in PREPOSITIONS or word == "of"), len(words))
    told = words[max(0, head - 1)]
    some = words[0] in ("a", "an", "one", "two", "three", "some", "several", "many")
    return told in UNNAMED or (some and told not in DOCUMENTS and not DOCUMENTS.intersection(words[:head]))
