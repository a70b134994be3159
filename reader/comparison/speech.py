"""Who says what: the quotations of an article with speaker and speech verb, and what it reports in other words.

English only; in other languages quotations are found by their marks and nobody is named. A speaker is given
only where the words around the quotation tell: a pronoun is resolved where the text leaves one person, and
otherwise the speaker is unknown.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from reader.article import Article, Span
from reader.comparison.clauses import QUOTED, Frame, Naming, Subject, frames, subject_after, subject_before
from reader.comparison.speech_words import (
    ADVERBS,
    AMBIGUOUS,
    BE,
    COUNTING,
    DOCUMENTS,
    JUDGING,
    MANNER,
    NOT_FINITE,
    PARTICIPLES,
    PERSONS,
    PREPOSITIONS,
    REPORTING,
    TELLING,
    UNNAMED,
)
from reader.entities.model import EntityType, Names

_PLAIN = frozenset(("say", "think", "believe"))
_TAGS = frozenset("said says wrote writes explained explains warned recalled".split())
"""Verbs that may stand before their subject behind a statement without marks: "…, says the company"."""
_OPEN = frozenset(
    "said says say claimed claims insisted warned reckons reckoned thinks believes think believe saying adding "
    "claiming arguing insisting".split()
)
"""Verbs behind which a statement needs no "that"."""
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


class _Act(NamedTuple):
    """A verb of speech with its subject: tokens `[first, last]` of a frame."""

    first: int
    at: int
    last: int
    verb: str
    subject: Subject
    inverted: bool = False


class _Speaker(NamedTuple):
    span: Span | None = None
    referent: int = -1
    verb: str = ""


@lru_cache(maxsize=64)
def quotations(article: Article, names: Names) -> tuple[Quotation, ...]:
    """Return what is said in an article's prose, direct and indirect, in order of where it begins."""
    english = article.language in ("", "en") and not names.notice
    return tuple(_Reading(article, names, english).run())


class _Reading:
    """One pass over an article's prose."""

    def __init__(self, article: Article, names: Names, english: bool) -> None:
        self._text = article.text
        self._article = article
        self._english = english
        self._naming = Naming(article.text, names)
        self._names = names
        self._spoken: list[list[tuple[Frame, _Speaker | None]]] = []
        """For each block its frames read so far, each with who spoke there last."""
        self._institutions: list[_Speaker | None] = []
        """For each block the body that spoke in its last frame, which "it" may mean."""

    def run(self) -> list[Quotation]:
        found: list[Quotation] = []
        last: Quotation | None = None  # The direct quotation with which the block before ended.
        for number, block in enumerate(self._article.prose(), 1):
            self._spoken.append([])
            self._institutions.append(None)
            here: list[Quotation] = []
            indirect: list[Quotation] = []
            goes_on = True
            for frame in frames(self._text, block):
                acts = self._acts(frame) if self._english else []
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
                self._institutions[-1] = self._last_institution(frame, acts)
                self._spoken[-1].append((frame, self._last_speaker(frame, acts)))
            kept = [q for q in here if not self._is_scare(q)]
            last = kept[-1] if kept and goes_on else None
            found += sorted([*kept, *indirect], key=lambda q: (q.span, q.manner))
        return found

    # What is between marks.

    def _direct(self, frame: Frame, acts: Sequence[_Act], paragraph: int) -> Iterator[Quotation]:
        places = [i for i, token in enumerate(frame.tokens) if token.word == QUOTED]
        previous: tuple[_Act | None, Quotation] | None = None
        for at, quote in zip(places, frame.quotes, strict=False):
            act = self._act_for(frame, at, acts)
            if act is not None and frame.tokens[max(0, at - 1)].word == "so-called":
                act = None
            speaker = self._speaker(frame, act) if act else self._free(frame, at)
            made = self._made(quote.span, (quote.inner,), speaker, paragraph, Manner.DIRECT)
            if previous is not None and act is not None and previous[0] == act:
                previous = act, self._joined(previous[1], made)
                continue
            if previous is not None:
                yield previous[1]
            previous = act, made
        if previous is not None:
            yield previous[1]

    def _act_for(self, frame: Frame, at: int, acts: Sequence[_Act]) -> _Act | None:
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

    def _free(self, frame: Frame, at: int) -> _Speaker:
        """Return who goes on speaking without a verb of speech: "She would fight it "in every court"."."""
        opens = frame.tokens[0].word
        if not self._english or opens not in PERSONS or not self._spoken[-1] or self._spoken[-1][-1][1] is None:
            return _Speaker()
        would = {token.word for token in frame.tokens[1:at]} & {"would", "had", "was", "were"}
        return self._antecedent(frame, 0) if would else _Speaker()

    def _is_scare(self, quotation: Quotation) -> bool:
        if quotation.speaker or quotation.verb:
            return False
        words = quotation.words.split()
        title = all(word[0].isupper() or word in ("of", "the", "and", "in", "on", "for") for word in words)
        return len(words) <= _FEW or title

    # What is given in other words.

    def _indirect(self, frame: Frame, acts: Sequence[_Act], paragraph: int) -> Iterator[Quotation]:
        tokens = frame.tokens
        taken = -1
        for number, act in enumerate(acts):
            word = act.verb.lower()
            if word in MANNER or word in JUDGING or act.at <= taken:
                continue
            stop = len(tokens)
            first = _statement(frame, act, word)
            if first is None and self._closes(frame, act):
                first, stop = 0, act.first
                if any(t.word == QUOTED for t in tokens[:stop]) or number:
                    continue
                if act.last + 3 < len(tokens) and tokens[act.last + 1].word == ",":
                    stop = len(tokens)  # "She resigned, she said, when …"
            if first is None:
                continue
            ends = [i for i in range(first, stop) if tokens[i].word == ";"]
            stop = ends[0] if ends else stop
            while stop > first and not (tokens[stop - 1].word[0].isalnum() or tokens[stop - 1].word == QUOTED):
                stop -= 1
            if stop - first < 2:
                continue
            span = Span(tokens[first].start, tokens[stop - 1].end)
            quoted = sum(t.end - t.start for t in tokens[first:stop] if t.word == QUOTED)
            if 2 * quoted > span.length:
                continue
            taken = stop
            speaker = self._speaker(frame, act)
            if speaker.span is not None:  # That nobody in particular said so tells nothing.
                yield self._made(span, (span,), speaker, paragraph, Manner.INDIRECT)

    @staticmethod
    def _closes(frame: Frame, act: _Act) -> bool:
        """Tell whether an act hangs on a statement before it: "…, the coastguard said"."""
        before = frame.tokens[act.first - 1].word if act.first else ""
        rest = [t.word for t in frame.tokens[act.last + 1 :]]
        return before == "," and (not rest or rest[0] in (".", ",") or rest[0] in PREPOSITIONS)

    # Acts of speech.

    def _acts(self, frame: Frame) -> list[_Act]:
        acts: list[_Act] = []
        for at, token in enumerate(frame.tokens):
            act = self._act(frame, at, token.word, acts)
            if act is not None and (not acts or act.at > acts[-1].last or not acts[-1].inverted):
                acts.append(act)
        return acts

    def _act(self, frame: Frame, at: int, word: str, acts: Sequence[_Act]) -> _Act | None:
        tokens = frame.tokens
        verb = tokens[at].start, tokens[at].end
        written = self._text[verb[0] : verb[1]]
        following = tokens[at + 1].word if at + 1 < len(tokens) else ""
        if word == "according" and following == "to":
            subject = subject_after(frame, at + 1, self._naming)
            return _Act(at, at, subject.first, "according to", subject) if subject else None
        if word in PARTICIPLES:
            if at == 0 or tokens[at - 1].word in BE:
                return None
            return _Act(at, at, at, written, acts[-1].subject if acts else self._opening(frame, at))
        known = word in REPORTING or word in MANNER or word in JUDGING or word in COUNTING
        if not known and not (word.endswith("ed") and any(t.word == QUOTED for t in tokens)):
            return None
        back = at - 1
        while back >= 0 and (tokens[back].word in ADVERBS or tokens[back].word.endswith("ly")):
            back -= 1
        if back >= 0 and tokens[back].word in NOT_FINITE:
            return None
        before = tokens[back].word if back >= 0 else ""
        if known and word not in COUNTING and before in (QUOTED, ","):
            inverted = subject_after(frame, at, self._naming)
            if inverted is not None and self._is_inverted(frame, at, inverted, before):
                return _Act(at, at, self._last_of(frame, inverted, at), written, inverted, True)
        joined = before in ("and", "but") and back > 0 and tokens[back - 1].word not in (",", QUOTED)
        if joined and known and (acts or following in (QUOTED, ":", "that", "out")):
            subject: Subject | None = acts[-1].subject if acts else self._opening(frame, at)
            if subject is not None and subject.span is not None:
                return _Act(at, at, at, written, subject)
        subject = subject_before(frame, at, self._naming)
        if subject is None:
            return None
        adjoins = subject.first and tokens[subject.first - 1].word in (QUOTED, ",") and QUOTED in (
            tokens[subject.first - 1].word,
            tokens[max(0, subject.first - 2)].word,
        )
        if not known and not (adjoins and (subject.pronoun or subject.referent >= 0)) and following != ":":
            return None
        ahead = [token.word for token in tokens[at + 1 : at + 7]]
        if word in COUNTING and not (
            any(w[0].isdigit() for w in ahead) and (word not in ("put", "puts") or "at" in ahead)
        ):
            return None
        if word in AMBIGUOUS and word not in COUNTING and not (adjoins or following in (QUOTED, ":", "that")):
            named = subject.pronoun or subject.referent >= 0 or word in _PLAIN
            if not named or following in PREPOSITIONS or not following[:1].isalnum() or following == "of":
                return None
        if subject.relative and following not in (QUOTED, ":"):
            return None
        return _Act(subject.first, at, at, written, subject)

    def _is_inverted(self, frame: Frame, at: int, subject: Subject, before: str) -> bool:
        tokens = frame.tokens
        last = self._last_of(frame, subject, at)
        if any(t.word in NOT_FINITE for t in tokens[at + 1 : last + 1]):
            return False
        following = tokens[last + 1].word if last + 1 < len(tokens) else ""
        return before == QUOTED or (
            tokens[at].word in _TAGS
            and (subject.pronoun or subject.referent >= 0 or tokens[at + 1].word in ("the", "a", "an", "its", "their"))
            and following in ("", ".", ",", ";", QUOTED, "who", "in", "on", "at", "after")
        )

    def _last_of(self, frame: Frame, subject: Subject, at: int) -> int:
        end = subject.span.end if subject.span else frame.tokens[at + 1].end
        return max((i for i, t in enumerate(frame.tokens) if i > at and t.end <= end), default=at + 1)

    def _opening(self, frame: Frame, stop: int) -> Subject:
        """Return the subject of a sentence that no verb of speech tells: its first person, or who it opens with."""
        tokens = frame.tokens
        if tokens[0].word in PERSONS:
            return Subject(None, pronoun=tokens[0].word)
        named = [m for m in self._naming.within(frame.span.start, tokens[stop].start)]
        persons = [m for m in named if m.type is EntityType.PERSON]
        opens = [m for m in named if m.span.start <= tokens[min(2, len(tokens) - 1)].start]
        for mention in (*opens[:1], *persons[:1]):
            return Subject(mention.span, mention.referent)
        return Subject(None)

    # Speakers.

    def _speaker(self, frame: Frame, act: _Act) -> _Speaker:
        subject = act.subject
        if subject.span is None and frame.tokens[subject.first].word == "it" and act.at > subject.first:
            return self._institution(act)
        if subject.pronoun:
            found = self._antecedent(frame, subject.first)
            return found._replace(verb=act.verb)
        return _Speaker(subject.span, subject.referent, act.verb)

    def _institution(self, act: _Act) -> _Speaker:
        """Return what "it" means: who spoke in the sentence before, where that is no person."""
        before = self._institutions[-1]
        return before._replace(verb=act.verb) if before is not None else _Speaker(verb=act.verb)

    def _antecedent(self, frame: Frame, pronoun: int) -> _Speaker:
        """Return whom "he" or "she" means where one person stands nearest; else nobody."""
        known = self._persons(frame, frame.tokens[pronoun].start)
        if known:
            return known[0] if len({k.referent for k in known}) == 1 else _Speaker()
        block = self._spoken[-1]
        for earlier, speaker in reversed(block):
            if speaker is not None:
                return speaker
            known = self._persons(earlier, earlier.span.end)
            if known:
                return known[0] if len({k.referent for k in known}) == 1 else _Speaker()
            described = self._described_person(earlier)
            if described is not None:
                return described
        if block or len(self._spoken) < 2:
            return _Speaker()
        before = self._spoken[-2]
        speakers = [speaker for _, speaker in before if speaker is not None]
        if speakers:
            return speakers[-1]
        known = [k for earlier, _ in before for k in self._persons(earlier, earlier.span.end)]
        return known[0] if len({k.referent for k in known}) == 1 else _Speaker()

    def _persons(self, frame: Frame, stop: int) -> list[_Speaker]:
        return [
            _Speaker(mention.span, mention.referent)
            for mention in self._naming.persons(frame.span.start, stop)
            if not any(quote.span.overlaps(mention.span) for quote in frame.quotes)
        ]

    def _described_person(self, frame: Frame) -> _Speaker | None:
        """Return a person who is only described: "the sexton, who is 74"."""
        words = [token.word for token in frame.tokens]
        for at in range(len(words) - 1, 1, -1):
            if words[at] == "who" and words[at - 1] == "," and words[at - 3 : at - 2] in (["the"], ["a"]):
                return _Speaker(Span(frame.tokens[at - 3].start, frame.tokens[at - 2].end))
        return None

    def _last_speaker(self, frame: Frame, acts: Sequence[_Act]) -> _Speaker | None:
        for act in reversed(acts):
            speaker = self._speaker(frame, act)
            if speaker.span is not None and (speaker.referent < 0 or self._is_person(speaker)):
                return speaker._replace(verb="")
        return None

    def _last_institution(self, frame: Frame, acts: Sequence[_Act]) -> _Speaker | None:
        for act in reversed(acts):
            speaker = self._speaker(frame, act)
            if speaker.span is not None and not self._is_person(speaker):
                return speaker
        return None

    def _is_person(self, speaker: _Speaker) -> bool:
        return speaker.referent >= 0 and self._names.referents[speaker.referent].type is EntityType.PERSON

    # Making.

    def _made(
        self, span: Span, parts: tuple[Span, ...], speaker: _Speaker, paragraph: int, manner: Manner
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


def _statement(frame: Frame, act: _Act, word: str) -> int | None:
    """Return the token with which the statement behind an act begins, or None when none follows."""
    tokens = frame.tokens
    first = act.last + 1
    if act.verb == "according to" or act.inverted or first >= len(tokens):
        return None
    ahead = [token.word for token in tokens[first : first + 8]]
    if ahead[0] in (QUOTED, ":", "of", "about"):
        return None
    if "that" in ahead:
        cut = ahead.index("that")
        told = cut <= (6 if word in TELLING else 4)
        if told and not ({",", QUOTED, ".", ";"} | REPORTING) & set(ahead[:cut]):
            return first + cut + 1
    if word in COUNTING:
        return first
    opens = ahead[0][0].isalnum() and ahead[0] not in PREPOSITIONS
    return first if word in _OPEN and opens else None
