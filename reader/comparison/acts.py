"""The acts of speech in a clause: a verb by which somebody says something, and who does."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from reader.comparison.clauses import QUOTED, Frame, Naming, Subject, Token, subject_after, subject_before
from reader.comparison.speech_words import (
    ADVERBS,
    AMBIGUOUS,
    BE,
    COUNTING,
    JUDGING,
    MANNER,
    NOT_FINITE,
    PARTICIPLES,
    PERSONS,
    PREPOSITIONS,
    REPORTING,
    TELLING,
)
from reader.entities.model import EntityType

_VERBS = REPORTING | MANNER | JUDGING | COUNTING | PARTICIPLES | {"according"}
_PLAIN = frozenset(("say", "think", "believe"))
_TAGS = frozenset("said says wrote writes explained explains warned recalled".split())
"""Verbs that may stand before their subject behind a statement without marks: "…, says the company"."""
_OPEN = frozenset(
    "said says say claimed claims insisted warned reckons reckoned thinks believes think believe saying "
    "adding claiming arguing insisting".split()
)
"""Verbs behind which a statement needs no "that"."""


class Act(NamedTuple):
    """A verb of speech with its subject.

    Attributes:
        first: Index of the token with which the subject begins, or the verb where that stands first.
        at: Of the verb.
        last: Of the last token of both.
        verb: As it stands.
        subject: Who speaks.
        inverted: Whether the verb stands before its subject.
    """

    first: int
    at: int
    last: int
    verb: str
    subject: Subject
    inverted: bool = False


def acts_of(frame: Frame, naming: Naming) -> list[Act]:
    """Return the acts of speech of a frame, in order."""
    acts: list[Act] = []
    quotes = bool(frame.quotes)
    for at, token in enumerate(frame.tokens):
        if token.word not in _VERBS and not (quotes and token.word.endswith("ed")):
            continue
        act = _act(frame, at, token.word, acts, naming)
        if act is not None and (not acts or act.at > acts[-1].last or not acts[-1].inverted):
            acts.append(act)
    return acts


def _act(frame: Frame, at: int, word: str, acts: Sequence[Act], naming: Naming) -> Act | None:
    tokens = frame.tokens
    written = naming.text[tokens[at].start : tokens[at].end]
    following = tokens[at + 1].word if at + 1 < len(tokens) else ""
    if word == "according" and following == "to":
        subject = subject_after(frame, at + 1, naming)
        return Act(at, at, subject.first, "according to", subject) if subject else None
    if word in PARTICIPLES:
        if at == 0 or tokens[at - 1].word in BE:
            return None
        return Act(at, at, at, written, acts[-1].subject if acts else _opening(frame, at, naming))
    known = word in _VERBS
    back = at - 1
    while back >= 0 and (tokens[back].word in ADVERBS or tokens[back].word.endswith("ly")):
        back -= 1
    if back >= 0 and tokens[back].word in NOT_FINITE:
        return None
    before = tokens[back].word if back >= 0 else ""
    if known and word not in COUNTING and before in (QUOTED, ","):
        inverted = subject_after(frame, at, naming)
        if inverted is not None and _is_inverted(frame, at, inverted, before):
            return Act(at, at, _last_of(frame, inverted, at), written, inverted, True)
    joined = before in ("and", "but") and back > 0 and tokens[back - 1].word not in (",", QUOTED)
    if joined and known and (acts or following in (QUOTED, ":", "that", "out")):
        shared = acts[-1].subject if acts else _opening(frame, at, naming)
        if shared.span is not None:
            return Act(at, at, at, written, shared)
    subject = subject_before(frame, at, naming)
    if subject is None:
        return None
    adjoins = _adjoins(tokens, subject.first)
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
    return Act(subject.first, at, at, written, subject)


def _adjoins(tokens: Sequence[Token], first: int) -> bool:
    """Tell whether a subject follows a quotation, with a comma between or none."""
    before = [tokens[at].word for at in (first - 1, first - 2) if at >= 0]
    return before[:1] == [QUOTED] or before == [",", QUOTED]


def _is_inverted(frame: Frame, at: int, subject: Subject, before: str) -> bool:
    tokens = frame.tokens
    last = _last_of(frame, subject, at)
    if any(t.word in NOT_FINITE for t in tokens[at + 1 : last + 1]):
        return False
    following = tokens[last + 1].word if last + 1 < len(tokens) else ""
    return before == QUOTED or (
        tokens[at].word in _TAGS
        and (
            subject.pronoun
            or subject.referent >= 0
            or tokens[at + 1].word in ("the", "a", "an", "its", "their")
        )
        and following in ("", ".", ",", ";", QUOTED, "who", "in", "on", "at", "after")
    )


def _last_of(frame: Frame, subject: Subject, at: int) -> int:
    end = subject.span.end if subject.span else frame.tokens[at + 1].end
    return max((i for i, t in enumerate(frame.tokens) if i > at and t.end <= end), default=at + 1)


def _opening(frame: Frame, stop: int, naming: Naming) -> Subject:
    """Return who acts in a sentence up to a verb of speech: its first person, or who it opens with."""
    tokens = frame.tokens
    if tokens[0].word in PERSONS:
        return Subject(None, pronoun=tokens[0].word)
    named = naming.within(frame.span.start, tokens[stop].start)
    persons = [m for m in named if m.type is EntityType.PERSON]
    opens = [m for m in named if m.span.start <= tokens[min(2, len(tokens) - 1)].start]
    for mention in (*opens[:1], *persons[:1]):
        return Subject(mention.span, mention.referent)
    return Subject(None)


def closes(frame: Frame, act: Act) -> bool:
    """Tell whether an act hangs on a statement before it: "…, the coastguard said"."""
    before = frame.tokens[act.first - 1].word if act.first else ""
    rest = [t.word for t in frame.tokens[act.last + 1 :]]
    return before == "," and (not rest or rest[0] in (".", ",") or rest[0] in PREPOSITIONS)


def statement(frame: Frame, act: Act, word: str) -> int | None:
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
