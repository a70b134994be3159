"""Who the speakers of an article are: what "he", "she" and "it" mean where the text leaves one answer."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from reader.article import Span
from reader.comparison.acts import Act
from reader.comparison.clauses import Frame, Naming
from reader.comparison.speech_words import PERSONS
from reader.entities.model import EntityType, Names


class Speaker(NamedTuple):
    """Who speaks.

    Attributes:
        span: Where the name or description stands; None when unknown.
        referent: Index into `Names.referents`, or -1.
        verb: The verb of speech as it stands, or "".
    """

    span: Span | None = None
    referent: int = -1
    verb: str = ""


class Attribution:
    """The speakers of one article, asked frame by frame in reading order."""

    def __init__(self, naming: Naming, names: Names) -> None:
        self._naming = naming
        self._names = names
        self._spoken: list[list[tuple[Frame, Speaker | None]]] = []
        """For each block its frames read so far, each with who spoke there last."""
        self._institutions: list[Speaker | None] = []
        """For each block the body that spoke in its last frame, which "it" may mean."""

    def begin_block(self) -> None:
        """Begin a paragraph."""
        self._spoken.append([])
        self._institutions.append(None)

    def note(self, frame: Frame, acts: Sequence[Act]) -> None:
        """Remember who spoke in a frame that has been read."""
        self._institutions[-1] = self._last_institution(frame, acts)
        self._spoken[-1].append((frame, self._last_speaker(frame, acts)))

    def free(self, frame: Frame, at: int) -> Speaker:
        """Return who goes on speaking without a verb of speech: "She would fight it "in every court"."."""
        opens = frame.tokens[0].word
        if opens not in PERSONS or not self._spoken[-1] or self._spoken[-1][-1][1] is None:
            return Speaker()
        would = {token.word for token in frame.tokens[1:at]} & {"would", "had", "was", "were"}
        return self._antecedent(frame, 0) if would else Speaker()

    def speaker(self, frame: Frame, act: Act) -> Speaker:
        """Return who speaks in an act of a frame that follows those noted."""
        subject = act.subject
        if subject.span is None and frame.tokens[subject.first].word == "it" and act.at > subject.first:
            return self._institution(act)
        if subject.pronoun:
            found = self._antecedent(frame, subject.first)
            return found._replace(verb=act.verb)
        return Speaker(subject.span, subject.referent, act.verb)

    def _institution(self, act: Act) -> Speaker:
        """Return what "it" means: who spoke in the sentence before, where that is no person."""
        before = self._institutions[-1]
        return before._replace(verb=act.verb) if before is not None else Speaker(verb=act.verb)

    def _antecedent(self, frame: Frame, pronoun: int) -> Speaker:
        """Return whom "he" or "she" means where one person stands nearest; else nobody."""
        known = self._persons(frame, frame.tokens[pronoun].start)
        if known:
            return known[0] if len({k.referent for k in known}) == 1 else Speaker()
        block = self._spoken[-1]
        for earlier, speaker in reversed(block):
            if speaker is not None:
                return speaker
            known = self._persons(earlier, earlier.span.end)
            if known:
                return known[0] if len({k.referent for k in known}) == 1 else Speaker()
            described = self._described_person(earlier)
            if described is not None:
                return described
        if block or len(self._spoken) < 2:
            return Speaker()
        before = self._spoken[-2]
        speakers = [speaker for _, speaker in before if speaker is not None]
        if speakers:
            return speakers[-1]
        known = [k for earlier, _ in before for k in self._persons(earlier, earlier.span.end)]
        return known[0] if len({k.referent for k in known}) == 1 else Speaker()

    def _persons(self, frame: Frame, stop: int) -> list[Speaker]:
        return [
            Speaker(mention.span, mention.referent)
            for mention in self._naming.persons(frame.span.start, stop)
            if not any(quote.span.overlaps(mention.span) for quote in frame.quotes)
        ]

    def _described_person(self, frame: Frame) -> Speaker | None:
        """Return a person who is only described: "the sexton, who is 74"."""
        words = [token.word for token in frame.tokens]
        for at in range(len(words) - 1, 1, -1):
            if words[at] == "who" and words[at - 1] == "," and words[at - 3 : at - 2] in (["the"], ["a"]):
                return Speaker(Span(frame.tokens[at - 3].start, frame.tokens[at - 2].end))
        return None

    def _last_speaker(self, frame: Frame, acts: Sequence[Act]) -> Speaker | None:
        for act in reversed(acts):
            speaker = self.speaker(frame, act)
            if speaker.span is not None and (speaker.referent < 0 or self._is_person(speaker)):
                return speaker._replace(verb="")
        return None

    def _last_institution(self, frame: Frame, acts: Sequence[Act]) -> Speaker | None:
        for act in reversed(acts):
            speaker = self.speaker(frame, act)
            if speaker.span is not None and not self._is_person(speaker):
                return speaker
        return None

    def _is_person(self, speaker: Speaker) -> bool:
        return speaker.referent >= 0 and self._names.referents[speaker.referent].type is EntityType.PERSON
