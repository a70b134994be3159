"""Compare names: normal forms, parts of a person's name, spellings that sound alike, acronyms."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

from reader.entities.tokens import words_of
from reader.entities.vocabulary import PARTICLES, TITLES

_FAMILY_FIRST = words_of(
    "kim lee park choi jung kang cho yoon jang lim han oh seo shin kwon hwang ahn song hong moon xi "
    "li wang zhang liu chen yang huang zhao wu zhou xu sun ma zhu hu guo he lin luo gao mao deng "
    "jiang wen tsai nguyen tran pham hoang phan vu vo dang bui"
)
"""Family names that stand first in Korean, Chinese and Vietnamese names."""

_HONOURS = words_of("jr jr. sr sr. ii iii iv")
_LEGAL = words_of("inc inc. ltd ltd. llc plc corp corp. corporation co co. company gmbh ag sa group limited")


class Person(NamedTuple):
    """A person's name in parts, lower case: given names, and the family name with its particles."""

    given: tuple[str, ...]
    family: str


@lru_cache(maxsize=4096)
def normal(surface: str) -> str:
    """Return a surface in lower case, without "the", with straight apostrophes and spaces for hyphens."""
    text = unicodedata.normalize("NFKC", surface).replace("’", "'").replace("ʼ", "'").replace("`", "'")
    text = re.sub(r"'s?$", "", re.sub(r"[\s\-‐‑–]+", " ", text).strip()).lower()
    return text.removeprefix("the ")


def person(surface: str) -> Person:
    """Return the parts of a person's name; a single word is a family name."""
    words = [word.strip(",") for word in normal(surface).split()]
    while len(words) > 1 and words[0] in TITLES:
        words = words[1:]
    while len(words) > 1 and words[-1] in _HONOURS:
        words = words[:-1]
    if len(words) > 1 and words[0] in _FAMILY_FIRST and words[-1] not in _FAMILY_FIRST:
        return Person(tuple(words[1:]), words[0])
    first = len(words) - 1
    while first > 1 and words[first - 1] in PARTICLES:
        first -= 1
    if len(words) > 1 and first == 1 and words[0] in PARTICLES:
        first = 0
    return Person(tuple(words[:first]), " ".join(words[first:]))


def given_agree(left: tuple[str, ...], right: tuple[str, ...]) -> bool:
    """Tell whether given names can be one person's: equal, an initial of, sounding alike, or one missing."""
    for one, other in zip(left, right, strict=False):
        a, b = one.rstrip("."), other.rstrip(".")
        if len(a) == 1 or len(b) == 1:
            if a[0] != b[0]:
                return False
        elif a != b and skeleton(a) != skeleton(b):
            return False
    # "George W." and "George H. W.": all that both state must agree, and the middle ones be as many.
    return len(left) == len(right) or min(len(left), len(right)) <= 1


@lru_cache(maxsize=4096)
def skeleton(word: str) -> str:
    """Return what is left of a word when spellings of one sound are made one: Gaddafi, Qaddafi, Gadhafi."""
    text = (
        word.lower()
        .replace("ü", "ue")
        .replace("ö", "oe")
        .replace("ä", "ae")
        .replace("ø", "oe")
        .replace("ß", "ss")
    )
    text = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    text = re.sub(r"[^a-z]", "", text)
    for pattern, by in (("sch|sh", "s"), ("ph", "f"), ("kh", "k"), ("gh|q", "g"), ("w", "v"), ("[yj]", "i")):
        text = re.sub(pattern, by, text)
    text = re.sub(r"(?<=[bcdfgklmnprstvxz])h", "", text)
    text = re.sub(r"(.)\1+", r"\1", text)
    return text[:1] + re.sub(r"[aeiou]", "", text[1:])


def near(left: str, right: str) -> bool:
    """Tell whether two family names may be spellings of one: the same skeleton, or a letter or two apart."""
    if left == right:
        return True
    if left[:1] != right[:1] and skeleton(left)[:1] != skeleton(right)[:1]:
        return False
    # Two consonants are too little to go by: Bush, Busch.
    if len(skeleton(left)) >= 3 and skeleton(left) == skeleton(right):
        return True
    length = min(len(left), len(right))
    return length >= 6 and distance(left, right, 2) <= (2 if length >= 9 else 1)


def distance(left: str, right: str, limit: int) -> int:
    """Return how many letters must change between two words; any number above `limit` when it is more."""
    if abs(len(left) - len(right)) > limit:
        return limit + 1
    row = list(range(len(right) + 1))
    for i, a in enumerate(left, 1):
        last, row[0] = row[0], i
        for j, b in enumerate(right, 1):
            last, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, last + (a != b))
    return row[-1]


def company(name: str) -> str:
    """Return an organisation's normal form without its legal form, British and American spelling made one."""
    words = normal(name).replace("organisation", "organization").replace("centre", "center").split()
    words = [word.replace("programme", "program").replace("defence", "defense") for word in words]
    while len(words) > 1 and words[-1].strip(",") in _LEGAL:
        words = words[:-1]
    return " ".join(words)


_STYLE = re.compile(
    r"(?:(?:self-declared|people's) )?"
    r"(?:republic|kingdom|state|commonwealth|principality|emirate|sultanate"
    r"|province|region|city|town|village) of "
)


def place(name: str) -> str:
    """Return a place's normal form without what it is styled: the Republic of Sarvel is Sarvel."""
    return _STYLE.sub("", normal(name), count=1)


def acronyms(name: str) -> frozenset[str]:
    """Return the short forms that the initials of a name can make: with and without its small words."""
    words = [word for word in re.split(r"[\s\-]+", name.replace("’", "'")) if word and word[0].isalpha()]
    capitals = "".join(word[0] for word in words if word[0].isupper())
    every = "".join(word[0] for word in words).upper()
    return frozenset(short for short in (capitals, every) if len(short) > 1)
