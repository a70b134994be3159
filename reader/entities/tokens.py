"""Tokens for names: offsets into the original string, finer than words where names need it."""

from __future__ import annotations

import re
from typing import NamedTuple


def words_of(text: str) -> frozenset[str]:
    """Return the words of a list."""
    return frozenset(text.split())


ABBREVIATIONS = words_of(
    "mr mrs ms dr prof gen lt col sgt capt maj adm cmdr sen rep gov rev hon st ste mt ft jr sr fr inc "
    "ltd co corp bros no vs pres sec amb brig supt insp det pvt cpl msgr mme mlle sh smt dept univ "
    "assn"
)
"""Short forms that keep their full stop; lower case, without it."""

# Hyphens always split: "Moscow-West" is two names and "al-Qaida" one, which only the label can tell.
_TOKEN = re.compile(
    r"(?P<acronym>(?:[^\W\d_]\.){2,})"
    r"|(?P<initial>[A-Z]\.(?=[ \u00a0]?[A-Z]))"
    r"|(?P<short>(?:" + "|".join(sorted(ABBREVIATIONS)) + r")\.(?=\s))"
    r"|(?P<word>[^\W\d_][\w\u0300-\u036f]*(?:['’ʼ`´][^\W\d_][\w\u0300-\u036f]*)*)"
    r"|(?P<number>\d+(?:[.,:]\d+)*(?:st|nd|rd|th|s|bn|m|k)?\b|\d+)"
    r"|(?P<other>[^\s])",
    re.IGNORECASE,
)
_POSSESSIVE = re.compile(r"['’ʼ`´][sS]$")


class Token(NamedTuple):
    """One token of a text.

    Attributes:
        start: First character.
        end: One past the last character.
        text: The characters, with typographic apostrophes made straight (one for one).
        lower: `text` in lower case.
    """

    start: int
    end: int
    text: str
    lower: str


def tokenise(text: str, start: int = 0, end: int | None = None) -> list[Token]:
    """Return the tokens of `text[start:end]`: words, numbers and single signs.

    A possessive `'s` is a token of its own, O'Neill is one, al-Qaida is three, U.S. is one.
    """
    tokens: list[Token] = []
    for match in _TOKEN.finditer(text, start, len(text) if end is None else end):
        first, last = match.span()
        word = match[0]
        if "’" in word or "ʼ" in word or "`" in word or "´" in word:
            word = word.replace("’", "'").replace("ʼ", "'").replace("`", "'").replace("´", "'")
        if match.lastgroup == "word" and len(word) > 2 and _POSSESSIVE.search(word):
            tokens.append(Token(first, last - 2, word[:-2], word[:-2].lower()))
            tokens.append(Token(last - 2, last, word[-2:], "'s"))
            continue
        tokens.append(Token(first, last, word, word.lower()))
    return tokens
