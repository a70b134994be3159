"""Words made comparable: one key for every spelling and inflection of a word, with the way back to offsets."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from reader.article import Span
from reader.text.words import words


class Term(NamedTuple):
    """One word of a text as the linker sees it.

    Attributes:
        start: Where the word begins, in characters of the text.
        end: Where it ends.
        form: The word in small letters with straight apostrophes.
        key: What it is compared by: the stem of its usual spelling, or a figure's digits.
        content: Whether it carries meaning of its own; False for "the", "of", "has"…
        name: Whether it is written with a capital inside a sentence.
        figure: Whether it is a number.
    """

    start: int
    end: int
    form: str
    key: str
    content: bool
    name: bool
    figure: bool


STOP_WORDS = frozenset(
    "a about above after again against all also am an and any are aren't as at be because been before being "
    "below between both but by can can't could couldn't did didn't do does doesn't doing don't down during each "
    "few for from further had hadn't has hasn't have haven't having he he'd he'll he's her here hers herself him "
    "himself his how i i'd i'll i'm i've if in into is isn't it it's its itself just let's me more most my myself "
    "no nor not now of off on once only or other our ours ourselves out over own same she she'd she'll she's should "
    "shouldn't so some such than that that's the their theirs them themselves then there there's these they they'd "
    "they'll they're they've this those through to too under until up upon us very was wasn't we we'd we'll we're "
    "we've were weren't what what's when where which while who who's whom whose why will with won't would wouldn't "
    "you you'd you'll you're you've your yours yourself say says said saying told tell tells mr mrs ms".split()
)

_NUMBER_WORDS = {
    word: str(value)
    for value, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
        "seventeen eighteen nineteen twenty".split()
    )
    if value > 1  # "one" is more often a pronoun than a number.
} | {
    "thirty": "30",
    "forty": "40",
    "fifty": "50",
    "sixty": "60",
    "seventy": "70",
    "eighty": "80",
    "ninety": "90",
}

# British spellings become American ones before stemming; only the sense of a word counts here.
_SPELLINGS = (
    (re.compile(r"is(e|es|ed|ing|ation|ations)$"), r"iz\1"),
    (re.compile(r"our(s|ed|ing|able|ite|ites|hood|hoods|)$"), r"or\1"),
    (re.compile(r"^(cent|theat|met|lit|fib|calib|somb|manoeuv)re(s?)$"), r"\1er\2"),
    (re.compile(r"^(def|off|lic|pret)enc(e|es|eless|ed)$"), r"\1ens\2"),
    (re.compile(r"([aeiou])ll(ed|ing|er|ers)$"), r"\1l\2"),
    (re.compile(r"ogue(s?)$"), r"og\1"),
    (re.compile(r"^(.+)mme(s?)$"), r"\1m\2"),
    (re.compile(r"aes|oes(?=t)"), "es"),
)


@lru_cache(maxsize=50_000)
def key_of(form: str) -> str:
    """Return what a word in small letters is compared by."""
    if form[0].isdigit():
        return form.replace(",", "")
    number = _NUMBER_WORDS.get(form)
    if number is not None:
        return number
    return _stem(usual_spelling(form.removesuffix("'s")))


@lru_cache(maxsize=50_000)
def usual_spelling(form: str) -> str:
    """Return a word in small letters in the spelling that all its variants share; no stemming."""
    form = form.replace(".", "")
    for pattern, usual in _SPELLINGS:
        form = pattern.sub(usual, form)
    return form


def _stem(form: str) -> str:
    from snowballstemmer import stemmer

    return str(stemmer("english").stemWord(form))


def terms(text: str, span: Span) -> list[Term]:
    """Return the words of one passage of `text`, in order."""
    found: list[Term] = []
    for start, end in words(text, span.start, span.end):
        written = text[start:end]
        form = written.lower().replace("’", "'")
        figure = form[0].isdigit() or form in _NUMBER_WORDS
        found.append(
            Term(
                start,
                end,
                form,
                key_of(form),
                form not in STOP_WORDS,
                start > span.start + 1 and written[0].isupper() and written != "I",
                figure,
            )
        )
    return found
