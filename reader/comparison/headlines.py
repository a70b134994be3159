"""Headlines and leads set against each other: words, verb, who acts, who is not named. Shown, not judged."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from reader.article import Article, Span
from reader.comparison.places import one_line
from reader.comparison.terms import Term, key_of, terms
from reader.comparison.voice import is_participle, passives
from reader.entities.model import EntityType, Names
from reader.entities.story import merge_names
from reader.text.sentences import sentences
from reader.text.words import words

_VERBS = """
accept accuse admit agree aid allow announce appear approve arrest ask attack back ban beat become begin
blame blast block boost brand break bring build burn buy call cancel cave cheer claim clash clear climb
close collapse condemn confirm continue crash criticise crush cut defend delay demand deny destroy die
drop ease elect end enter escape expel face fail fall fear feel fight find fine fire flee force freeze
gain get give go grab grow hail halt have help hit hold hope hurt injure invade join jump keep kill
launch lead leave lift lose make mark meet miss move name need offer open oppose order oust overturn pass
pay pick plan pledge plunge praise press pressure probe promise protest prove pull push put quit raise
reach react recall recognise reject release reopen report resign restore resume return reveal rise rule
run rush save say scrap seal see seek seize sell send set shake shoot shut sign slam smash soar spark
split stand start stir stop storm strike suffer sue suspend take target tell test threaten tighten tout
treat turn unveil urge visit vow vote walk want warn welcome win withdraw work flood drown displace light
bless celebrate mourn pluck scream plough
"""
_AUXILIARY = frozenset("is are was were has had have will would can could may might must do does did".split())
_BETWEEN = _AUXILIARY | {"be", "been", "not", "never", "still"}
_PLURALS = frozenset("we they you i men women people fishermen police".split())
_DATELINE = re.compile(r"[A-Z][A-Z'’]{2,}[^\n]{0,50}?\s[-–—]{1,2}\s")
_CLAUSE = frozenset("as that where how why when while because if".split())
_LEAD = 4  # Words from which a sentence is one, and no dateline.
_PAST = frozenset(
    "began became bought broke brought built came caught cut drew fell fled flew fought found gave got "
    "grew held hit kept knew led left lost made met paid put quit ran rose said sang sank saw sent set "
    "shook shot shut sold spoke spread stole stood struck swept swore told took threw went withdrew won "
    "wrote".split()
)
_DETERMINERS = frozenset(
    "the a an this that its their his her our your my no every of in on for with".split()
)
_NAMED = frozenset({EntityType.PERSON, EntityType.PLACE, EntityType.ORGANISATION, EntityType.NATIONALITY})


@dataclass(frozen=True, slots=True)
class HeadlineReading:
    """What stands in one headline, or in one lead.

    Attributes:
        span: Where it stands in the text; None where the headline does not.
        text: As shown.
        verb: Its first finite verb by rule, with what helps it: "had failed"; "" when none is found.
        actor: The words that stand before the verb as one group: who acts, by rule; "" when none do.
        passive: The passive by rule, "was questioned"; "" when there is none. A question, no finding.
        names: The names in it, as it writes them.
        absent: Its words of meaning that the running text does not have.
    """

    span: Span | None
    text: str
    verb: str
    actor: str
    passive: str
    names: tuple[str, ...]
    absent: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class HeadlineContrast:
    """The headlines, or leads, of a story's articles set against each other.

    Attributes:
        readings: One for each article, in the order given.
        shared: Words of meaning that stand in more than one, each with how many have it, most first.
        own: For each article its words of meaning that no other has.
        missing: For each article whom at least half of the others name, and it does not.
        notice: One line on what was not examined, or "".
    """

    readings: tuple[HeadlineReading, ...]
    shared: tuple[tuple[str, int], ...]
    own: tuple[tuple[str, ...], ...]
    missing: tuple[tuple[str, ...], ...]
    notice: str = ""


def headline_reading(article: Article, names: Names) -> HeadlineReading:
    """Return what stands in an article's headline."""
    field = article.headline
    body = [block.span for block in article.prose()]
    if field is None:
        return HeadlineReading(None, "", "", "", "", (), ())
    # In the head of a file the line says more than the headline, and a covered one shows nothing of it.
    if field.span is not None and one_line(article.text, field.span) == " ".join(field.value.split()):
        return _reading(article.text, field.span, article, names, body)
    return _reading(field.value, Span(0, len(field.value)), article, Names(), body, placed=False)


def lead_reading(article: Article, names: Names) -> HeadlineReading:
    """Return what stands in the first sentence of an article's running text."""
    for block in article.prose():
        for span in sentences(article.text, block.span.start, block.span.end, line_breaks=False):
            dateline = _DATELINE.match(article.text, *span)
            lead = Span(dateline.end(), span.end) if dateline else span
            if len(words(article.text, *lead)) >= _LEAD:
                return _reading(article.text, lead, article, names, [lead])
    return HeadlineReading(None, "", "", "", "", (), ())


def headline_contrast(articles: Sequence[Article], names: Sequence[Names]) -> HeadlineContrast:
    """Return the headlines of a story's articles against each other."""
    return _contrast(articles, names, [headline_reading(a, n) for a, n in zip(articles, names, strict=True)])


def lead_contrast(articles: Sequence[Article], names: Sequence[Names]) -> HeadlineContrast:
    """Return the first sentences of a story's articles against each other."""
    return _contrast(articles, names, [lead_reading(a, n) for a, n in zip(articles, names, strict=True)])


def _contrast(
    articles: Sequence[Article], names: Sequence[Names], readings: Sequence[HeadlineReading]
) -> HeadlineContrast:
    found = [_content(reading.text) for reading in readings]
    counts = Counter(key for one in found for key in one)
    forms = {key: min(one[key] for one in found if key in one) for key in counts}
    shared = sorted(
        ((forms[key], count) for key, count in counts.items() if count > 1), key=lambda s: (-s[1], s[0])
    )
    named = [_named(one, reading.span) for one, reading in zip(names, readings, strict=True)]
    missing: list[list[str]] = [[] for _ in articles]
    for referent in merge_names(names):
        has = [any((i, r) in referent.members for r in named[i]) for i in range(len(articles))]
        for i, here in enumerate(has):
            if not here and sum(has) and 2 * sum(has) >= len(articles) - 1 and readings[i].text:
                missing[i].append(referent.usual or referent.name)
    foreign = sum(article.language not in ("", "en") for article in articles)
    return HeadlineContrast(
        tuple(readings),
        tuple(shared),
        tuple(tuple(form for key, form in one.items() if counts[key] == 1) for one in found),
        tuple(map(tuple, missing)),
        f"verbs and voice are found in English only; {foreign} of {len(articles)} are not" if foreign else "",
    )


def _reading(
    text: str, span: Span, article: Article, names: Names, body: Sequence[Span], *, placed: bool = True
) -> HeadlineReading:
    row = terms(text, span)
    english = article.language in ("", "en")
    at, verb = _verb(row) if english else (-1, "")
    mentions = [m for m in names.mentions if m.type in _NAMED and span.start <= m.span.start < span.end]
    actor = _actor(text, row[:at]) if at > 0 else ""
    known = {term.key for block in body for term in terms(article.text, block)}
    passive = next((text[slice(*p.span)] for p in passives(row)), "") if english else ""
    return HeadlineReading(
        span if placed else None,
        " ".join(text[slice(*span)].split()),
        verb,
        actor,
        passive or (_bare_passive(text, row) if english else ""),
        tuple(dict.fromkeys(text[slice(*m.span)] for m in mentions)),
        tuple(dict.fromkeys(text[t.start : t.end] for t in row if t.content and t.key not in known)),
    )


def _actor(text: str, row: Sequence[Term]) -> str:
    """Return the first group of words of meaning before the verb, of the clause that the verb is in."""
    groups: list[list[Term]] = [[]]
    for at, term in enumerate(row):
        between = text[row[at - 1].end : term.start] if at else ""
        if term.form in _CLAUSE or re.search("[–—:;]", between):
            groups = [[]]
        elif between.strip(" -\u00a0") or not term.content:
            groups.append([])
        if term.content and term.form not in _CLAUSE:
            groups[-1].append(term)
    group = next((group for group in groups if group), None)
    if group is None:  # "they are going to"
        return text[row[-1].start : row[-1].end] if row else ""
    return " ".join(text[group[0].start : group[-1].end].split())


def _verb(row: Sequence[Term]) -> tuple[int, str]:
    """Return the place of the first finite verb and its words; -1 and "" when none is found."""
    for at, term in enumerate(row):
        form, before = term.form, row[at - 1].form if at else ""
        if form in _AUXILIARY and at:
            last = at
            while last + 1 < len(row) and row[last + 1].form in _BETWEEN:
                last += 1
            following = row[last + 1] if last + 1 < len(row) else None
            if following is not None and _is_verb(following):
                last += 1
            return at, " ".join(helper.form for helper in row[at : last + 1])
        if at == 0 or before in _DETERMINERS or (term.key not in _verb_stems() and form not in _PAST):
            continue
        if before == "to":
            return at, f"to {form}"
        finite = form in _PAST or form.endswith("ed") or (form.endswith("s") and not form.endswith("ss"))
        plural = before in _PLURALS or (before.endswith("s") and not before.endswith(("'s", "ss")))
        joined = row[at - 1].capital and not term.capital and any(t.form == "and" for t in row[:at])
        if finite or plural or joined:
            return at, form
    return -1, ""


def _is_verb(term: Term) -> bool:
    return is_participle(term) or term.key in _verb_stems() or term.form.endswith("ing")


def _bare_passive(text: str, row: Sequence[Term]) -> str:
    """Return a passive without its "was", as headlines have it: "hit by" and the like."""
    for one, by in pairwise(row):
        if by.form == "by" and is_participle(one):
            return text[one.start : by.end]
    return ""


@cache
def _verb_stems() -> frozenset[str]:
    return frozenset(map(key_of, _VERBS.split()))


def _content(text: str) -> dict[str, str]:
    """Return the words of meaning by key, each as first written."""
    found: dict[str, str] = {}
    for term in terms(text, Span(0, len(text))):
        if term.content:
            found.setdefault(term.key, text[term.start : term.end])
    return found


def _named(names: Names, span: Span | None) -> set[int]:
    if span is None:
        return set()
    return {m.referent for m in names.mentions if m.type in _NAMED and span.start <= m.span.start < span.end}
