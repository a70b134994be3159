"""What the tagger looks at: features of words by their place beside the token, and of the surroundings.

The same functions serve training and use. A feature is a short string; its first characters say what it is.
"""

from __future__ import annotations

from functools import cache

from reader.entities.gazetteer import gazetteer
from reader.entities.lexicon import lexicon
from reader.entities.sheet import Sheet, run_of
from reader.entities.vocabulary import (
    EVENT_HEADS,
    ORGANISATION_HEADS,
    PLACE_HEADS,
    PLACE_WORDS,
    REPORTING,
    TITLES,
    WORK_HEADS,
)

_CLASSES = (
    ("t", TITLES),
    ("o", ORGANISATION_HEADS),
    ("p", PLACE_HEADS),
    ("v", EVENT_HEADS),
    ("w", WORK_HEADS),
    ("i", PLACE_WORDS),
    ("r", REPORTING),
)
PLACES = ("a", "b", "0", "c", "d")
"""Two words before, one before, the word, one after, two after."""

_RUNNING = tuple((place, distance) for distance, place in enumerate(PLACES))
# Where case tells nothing words weigh differently: three places count once more, on their own.
_HEADLINE = (*_RUNNING, ("Mb", 1), ("M0", 2), ("Mc", 3))


@cache
def word_class(lower: str) -> str:
    """Return the letters of the vocabularies that hold a word."""
    return "".join(letter for letter, words in _CLASSES if lower in words)


def shape(word: str) -> str:
    """Return the outline of a word: X and x for letters, 9 for figures, others as they are, repeats once."""
    outline = ""
    for character in word:
        sign = (
            "X"
            if character.isupper()
            else "x"
            if character.isalpha()
            else "9"
            if character.isdigit()
            else character
        )
        if not outline.endswith(sign * (2 if sign == "X" else 1)):
            outline += sign
    return outline


def _case(lower: str) -> str:
    return str(lexicon().case.get(lower, 5))


def word_features(word: str, place: str) -> list[str]:
    """Return the features of a word at one of `PLACES`; "" stands for the edge of the sentence."""
    if not word:
        return [place + "edge"]
    lower = word.lower()
    cluster = lexicon().cluster(word)
    bits = gazetteer().bits.get(lower, 0)
    features = [f"{place}w{lower}"]
    if cluster:
        features += [f"{place}k{cluster}", f"{place}j{cluster & 255}", f"{place}i{cluster & 31}"]
    kind = word_class(lower)
    features += [f"{place}v{letter}" for letter in kind]
    if place in "ad":
        return features
    side = place[-1]
    features.append(f"{place}s{shape(word)}")
    features += [f"{place}g{bit}" for bit in range(9) if bits >> bit & 1]
    features.append(f"{place}G{bits}")
    if word[0].isalpha():
        features += [f"{place}z{lower[-3:]}", f"{place}u{_case(lower)}{word[0].isupper():d}"]
    if side == "0":
        features.append(f"{place}bias")
        if word[0].isalpha() and place == "0":
            features += [f"0y{lower[-2:]}", f"0x{lower[-4:]}", f"0p{lower[:3]}", f"0q{lower[:4]}"]
            if not bits and not cluster:
                features += [f"0n{lower[-2:]}", f"0N{lower[-3:]}", "0new"]
    return features


def places(headline: bool) -> tuple[tuple[str, int], ...]:
    """Return the places that count in a sentence, each with its distance from two words before."""
    return _HEADLINE if headline else _RUNNING


def context_features(sheet: Sheet, flags: dict[str, str]) -> list[tuple[int, list[list[str]]]]:
    """Return for each segment its first token and, token by token, the features of the surroundings."""
    words, tokens = sheet.words, sheet.tokens
    count = len(words)
    lex = lexicon()
    result: list[tuple[int, list[list[str]]]] = []
    for first, last in sheet.segments:
        rows: list[list[str]] = []
        runs = run_of(sheet, first, last)
        which = 0
        before_segment = tokens[first - 1].lower if first else "^"
        after_segment = tokens[last].lower if last < count else "$"
        for at in range(first, last):
            while which < len(runs) - 1 and at >= runs[which][1]:
                which += 1
            start, end = runs[which]
            low = tokens[at].lower
            left = tokens[at - 1].lower if at else "^"
            right = tokens[at + 1].lower if at + 1 < count else "$"
            row = [f"L{left}|{low}", f"R{low}|{right}", f"C{left}|{right}"]
            place, bits = sheet.known[at]
            if bits:
                row += [f"K{place}{bit}" for bit in range(9) if bits >> bit & 1]
            if start <= at < end:
                head = tokens[end - 1].lower
                lead = tokens[start].lower
                size, here = min(end - start, 4), min(at - start, 3)
                to_end = min(end - at, 4)
                before = tokens[start - 1].lower if start else "^"
                after = tokens[end].lower if end < count else "$"
                kind, opening = word_class(head), word_class(lead)
                row += [
                    f"Z{size}{here}",
                    f"H{head}",
                    f"h{to_end}{head}",
                    f"Y{kind}|{to_end}|{here}",
                    f"V{opening}|{kind}|{here}",
                    f"B{before}",
                    f"A{after}",
                    f"D{before}|{size}",
                    f"E{after}|{size}",
                    f"F{before}|{after}",
                    f"b{word_class(before)}|{word_class(after)}|{size}{here}",
                    f"J{lex.cluster(words[end - 1])}|{to_end}",
                ]
                if start == 0 or (start == 1 and not tokens[0].text[0].isalnum()):
                    row.append(f"S{here}{_case(low)}{size}")
                if size > 1:
                    row.append(f"W{' '.join(token.lower for token in tokens[start:end])}")
            else:
                row += [
                    f"Q{before_segment}|{after_segment}",
                    f"q{low}|{word_class(left)}|{word_class(right)}",
                ]
                if at > 1:
                    row.append(f"P{tokens[at - 2].lower}|{low}")
            own = flags.get(low)
            if own is not None and words[at][0].isupper():
                row += ["f" + flag for flag in own]
                row.append("F:" + own)
            if sheet.mode:
                row += ["M" + name for name in row if name[0] in "LRKZHYVBAb"]
                row.append(f"M{_case(left)}{_case(low)}{_case(right)}")
            rows.append(row)
        result.append((first, rows))
    return result
