"""A sentence laid out for the tagger: its words as they would be written in running text, and its runs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from reader.entities.gazetteer import COUNTRY, GIVEN, ORGANISATION, PLACE, gazetteer
from reader.entities.lexicon import lexicon
from reader.entities.tokens import Token
from reader.entities.vocabulary import (
    CONNECTORS,
    ORGANISATION_HEADS,
    PARTICLES,
    PLACE_WORDS,
    REPORTING,
    TITLES,
)


@dataclass(slots=True)
class Sheet:
    """One sentence.

    Attributes:
        tokens: Its tokens.
        words: The token's texts, in the case they would have in running text.
        mode: "" for running text, "U" for all capitals, "T" for a title with capitals throughout.
        segments: Stretches `[first, last)` where names can be: capitals and what joins them.
        known: For each token, its place (B, M, E) in the longest known phrase of several tokens over it, and
            the phrase's classes.
    """

    tokens: Sequence[Token]
    words: list[str]
    mode: str
    segments: list[tuple[int, int]] = field(default_factory=list)
    known: list[tuple[str, int]] = field(default_factory=list)


def capital(word: str) -> bool:
    """Tell whether a word is written with a capital, at its start or, as in iPhone, inside."""
    if word[0].isupper():
        return word != "I"
    return len(word) > 2 and word[0].isalpha() and not word.islower()


def lay_out(
    tokens: Sequence[Token], seen: frozenset[str] = frozenset(), plain: frozenset[str] = frozenset()
) -> Sheet:
    """Lay out a sentence.

    Args:
        tokens: Its tokens.
        seen: Words in lower case that the running text of the same article writes with a capital where it
            need not. In headlines they keep it.
        plain: Words that the running text writes small only. In headlines they lose their capital.
    """
    mode = mode_of(tokens)
    words = [token.text for token in tokens]
    if mode:
        words = _recased(tokens, mode, seen, plain)
    sheet = Sheet(tokens, words, mode)
    sheet.segments = list(_segments(sheet))
    sheet.known = _known(sheet)
    return sheet


def mode_of(tokens: Sequence[Token]) -> str:
    """Tell running text from text in capitals and from titles."""
    letters = [token.text for token in tokens if token.text[0].isalpha()]
    long = [word for word in letters if len(word) > 1]
    if len(long) < 3:
        return ""
    if sum(word.isupper() for word in long) > 0.7 * len(long):
        return "U"
    if len(long) >= 5:
        free = [word for word in long if word.lower() not in CONNECTORS]
        weighty = [word for word in free if len(word) > 3]
        small = lexicon().small
        raised = sum(word[0].isupper() and small(word.lower()) for word in free[1:])
        if raised >= 2 and sum(word[0].isupper() for word in weighty) > 0.9 * len(weighty):
            return "T"
    return ""


def _recased(tokens: Sequence[Token], mode: str, seen: frozenset[str], plain: frozenset[str]) -> list[str]:
    """Return the words with the case that running text would give them."""
    small = lexicon().small
    table = gazetteer()
    words: list[str] = []
    keep = 0
    for index, token in enumerate(tokens):
        if keep == 0:
            length, bits = table.match(tokens, index)
            if length > 1 and bits & (COUNTRY | PLACE | ORGANISATION):
                keep = length
        low = token.lower
        if low in CONNECTORS or low in plain or (small(low) and low not in seen and not keep):
            words.append(low)
        elif mode == "U" and len(low) > 1 and token.text.isupper() and token.text[0].isalpha():
            words.append(token.text.capitalize() if _is_word(low) or len(low) > 5 else token.text)
        else:
            words.append(token.text)
        keep = max(0, keep - 1)
    return words


def _is_word(lower: str) -> bool:
    """Tell whether a short word in capitals is a word or name rather than an acronym."""
    words, bits = lexicon(), gazetteer().bits.get(lower, 0)
    known = lower in words.case or lower.capitalize() in words.clusters
    return bool(bits & ~ORGANISATION) or (known and not bits & ORGANISATION)


def _segments(sheet: Sheet) -> Iterator[tuple[int, int]]:
    """Yield the stretches of capitals with what may join them: at most three joining tokens between two."""
    words = sheet.words
    at, count = 0, len(words)
    floor = 0
    case = lexicon().case

    def maybe(index: int) -> bool:
        # In a headline "health" may belong to a ministry; the tagger decides.
        return bool(sheet.mode) and case.get(words[index], 0) in (1, 2)

    while at < count:
        if not capital(words[at]):
            at += 1
            continue
        first = at
        while first > floor and (
            words[first - 1].lower() in PARTICLES or words[first - 1] == "-" or maybe(first - 1)
        ):
            first -= 1
        while words[first] == "-":
            first += 1
        last = at + 1
        while last < count:
            gap = last
            while gap < count and gap - last < 3 and words[gap].lower() in CONNECTORS:
                gap += 1
            if gap < count and (capital(words[gap]) or maybe(gap)):
                last = gap + 1
            elif _hyphenated(sheet, last):
                last += 2
            else:
                break
        if last < count and words[last][0].isdigit() and len(words[last]) < 5:
            last += 1
        yield first, last
        at = floor = last


def _hyphenated(sheet: Sheet, at: int) -> bool:
    """Tell whether a hyphen at token `at` joins a short word in small letters, as in Kim Jong-un."""
    if at + 1 >= len(sheet.words) or sheet.words[at] != "-":
        return False
    before, hyphen, after = sheet.tokens[at - 1 : at + 2]
    touching = before.end == hyphen.start and hyphen.end == after.start
    return touching and after.text.isalpha() and len(after.text) <= 5


def _known(sheet: Sheet) -> list[tuple[str, int]]:
    """Return the place in, and the classes of, the longest known phrase of several tokens over each token."""
    known = [("", 0)] * len(sheet.words)
    table = gazetteer()
    longest = table.longest
    for first, last in sheet.segments:
        at = first
        while at < last:
            if sheet.tokens[at].lower in longest:
                length, bits = table.match(sheet.tokens, at)
                if length > 1 and any(capital(word) for word in sheet.words[at : at + length]):
                    known[at] = ("B", bits)
                    for inner in range(at + 1, at + length - 1):
                        known[inner] = ("M", bits)
                    known[at + length - 1] = ("E", bits)
                    at += length
                    continue
            at += 1
    return known


def run_of(sheet: Sheet, first: int, last: int) -> list[tuple[int, int]]:
    """Return the runs of a segment: capitals that touch, hyphens included."""
    runs: list[tuple[int, int]] = []
    at = first
    while at < last:
        if not capital(sheet.words[at]):
            at += 1
            continue
        end = at + 1
        while end < last and (
            capital(sheet.words[end])
            or (sheet.words[end] == "-" and end + 1 < last and capital(sheet.words[end + 1]))
        ):
            end += 1
        runs.append((at, end))
        at = end
    return runs


def profile(sheets: Sequence[Sheet]) -> dict[str, str]:
    """Return for each capitalised word, in lower case, flags of the company it keeps in the article.

    t after a title, g after a given name at the end of a run, p alone after in or at, o in a run that an
    organisation's word ends, r beside said or told, b in brackets, h heads a longer run, m more than once
    inside sentences, a alone inside a sentence, l also written small.
    """
    flags: dict[str, set[str]] = {}
    often: dict[str, int] = {}
    small: set[str] = set()
    table = gazetteer().bits
    running = [sheet for sheet in sheets if not sheet.mode]
    # An article that is all capitals has no running text to go by: then the restored case must do.
    for sheet in running if 3 * len(running) >= len(sheets) else sheets:
        words = sheet.words
        for word in words:
            if word.islower():
                small.add(word)
        for segment in sheet.segments:
            for first, last in run_of(sheet, *segment):
                before = words[first - 1].lower() if first else ""
                after = words[last].lower() if last < len(words) else ""
                tail = words[last - 1].lower()
                titled = before in TITLES
                for index in range(last - 2, first - 1, -1):
                    if words[index].lower() in TITLES:
                        first, titled = index + 1, True
                        break
                lowered = [word.lower() for word in words[first:last]]
                for word in lowered:
                    own = flags.setdefault(word, set())
                    if before:
                        often[word] = often.get(word, 0) + 1
                    if titled:
                        own.add("t")
                    if len(lowered) > 1 and (tail in ORGANISATION_HEADS or lowered[0] in ORGANISATION_HEADS):
                        own.add("o")
                    if after in REPORTING or before in REPORTING:
                        own.add("r")
                    if before == "(" and after == ")":
                        own.add("b")
                if len(lowered) > 1:
                    flags[lowered[0]].add("h")
                    flags[tail].add("e")
                    if table.get(lowered[0], 0) & GIVEN and not table.get(lowered[0], 0) & PLACE:
                        flags[tail].add("g")
                elif before:
                    flags[tail].add("p" if before in PLACE_WORDS else "a")
    for word, own in flags.items():
        if word in small:
            own.add("l")
        if often.get(word, 0) > 1:
            own.add("m")
    return {word: "".join(sorted(own)) for word, own in flags.items() if own}
