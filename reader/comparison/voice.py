"""The passive voice in English, by rule: a form of "be" or "get", adverbs, and a participle."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reader.article import Span
from reader.comparison.terms import Term

_BE = frozenset("is are was were be been being am gets got get getting".split())
_ADVERBS = frozenset("not also then now already still later never again being been had have all both".split())
_IRREGULAR = frozenset(
    "been begun bitten blown bought bound broken brought built burnt caught chosen cut dealt done drawn "
    "driven eaten fallen fed fired flown forced forbidden forgotten found frozen given gone held hidden "
    "hit hurt kept known laid led left lent lost made meant met overthrown paid put read run said seen "
    "sent set shaken shot shown shut sold spent split spoken spread stolen struck sung sunk swept sworn "
    "taken taught thrown told torn understood withdrawn won worn wounded written".split()
)
_NOT_ACTS = frozenset(
    "been tired interested concerned supposed expected located based related limited united aged gone used "
    "pleased ashamed married wounded".split()
)
"""What follows "be" in these forms is a state rather than something that somebody did."""


@dataclass(frozen=True, slots=True)
class Passive:
    """A verb in the passive voice.

    Attributes:
        span: From the form of "be" to the participle.
        key: What the participle is compared by.
        form: The participle in small letters.
        agent: Whether "by" follows within a few words.
    """

    span: Span
    key: str
    form: str
    agent: bool


def passives(row: Sequence[Term]) -> Iterator[Passive]:
    """Yield the passives of a passage, given its words in order."""
    for at, term in enumerate(row):
        if term.form not in _BE:
            continue
        next_ = at + 1
        while next_ < len(row) and (row[next_].form in _ADVERBS or row[next_].form.endswith("ly")):
            next_ += 1
        if next_ >= len(row):
            continue
        verb = row[next_]
        if is_participle(verb) and verb.form not in _NOT_ACTS and not verb.capital:
            agent = any(later.form == "by" for later in row[next_ + 1 : next_ + 5])
            yield Passive(Span(term.start, verb.end), verb.key, verb.form, agent)


def is_participle(term: Term) -> bool:
    """Tell whether a word has the form of a past participle."""
    return term.form.endswith("ed") or term.form in _IRREGULAR
