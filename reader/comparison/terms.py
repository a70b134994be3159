"""Words made comparable: one key for all spellings and inflections of a word, offsets kept."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from importlib.resources import files
from typing import NamedTuple

from reader.article import Span
from reader.text.words import WORD


class Term(NamedTuple):
    """One word of a text as the linker sees it.

    Attributes:
        start: Where the word begins, in characters of the text.
        end: Where it ends.
        form: The word in small letters with straight apostrophes.
        key: What it is compared by: the stem of its usual spelling, or a figure's digits.
        content: Whether it carries meaning of its own; False for "the", "of", "has"…
        capital: Whether it is written with a capital, other than as the passage's first word.
        figure: Whether it is a number.
    """

    start: int
    end: int
    form: str
    key: str
    content: bool
    capital: bool
    figure: bool


def data_lines(name: str) -> list[str]:
    """Return the lines of one of the linker's data files."""
    return files("reader.comparison").joinpath("data", name).read_text(encoding="utf-8").splitlines()


@cache
def stop_words() -> frozenset[str]:
    """Return the English words that carry no meaning of their own."""
    return frozenset(data_lines("stop_words.txt"))


@cache
def _irregular_spellings() -> dict[str, str]:
    return dict(line.split() for line in data_lines("spellings.txt"))


_UNITS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen"
)
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_NUMBER_WORDS = (
    {word: str(value) for value, word in enumerate(_UNITS.split()) if value > 1}  # "one" is mostly a pronoun.
    | {"seventeen": "17", "eighteen": "18", "nineteen": "19"}
    | {word: str(20 + 10 * place) for place, word in enumerate(_TENS.split())}
)

# British endings become American ones; the fewer letters a rule needs to see, the more words it may touch,
# so each asks for the letters that its words have in common. Both sides pass the same rules: a word that
# is bent wrongly is bent alike on both. Before each pattern stands what every such word contains, which is
# quicker to look for.
_ENDINGS = (
    ("is", re.compile(r"([bcdfghlmnprtvy])is(e|es|ed|ing|ation|ations|er|ers)$"), r"\1iz\2"),
    ("our", re.compile(r"([bdlmnprv])our(s|ed|ing|able|ite|ites|hood|hoods|)$"), r"\1or\2"),
    ("re", re.compile(r"^(cent|theat|met|lit|fib|calib|somb|spect|lust)re(s?)$"), r"\1er\2"),
    ("enc", re.compile(r"^(def|off|lic|pret)enc(e|es|eless|ed)$"), r"\1ens\2"),
    ("ll", re.compile(r"([aeiou])ll(ed|ing|er|ers)$"), r"\1l\2"),
    ("ogue", re.compile(r"(al|ol)ogue(s?)$"), r"\1og\2"),
)


@lru_cache(maxsize=100_000)
def usual_spelling(form: str) -> str:
    """Return a word in small letters in the spelling that all its variants share; no stemming."""
    form = form.replace(".", "")
    irregular = _irregular_spellings().get(form)
    if irregular is not None:
        return irregular
    for part, pattern, usual in _ENDINGS:
        if part not in form:
            continue
        form, changed = pattern.subn(usual, form)
        if changed:
            break
    return form


SNOWBALL = {
    "ar": "arabic",
    "da": "danish",
    "de": "german",
    "el": "greek",
    "en": "english",
    "es": "spanish",
    "fi": "finnish",
    "fr": "french",
    "hu": "hungarian",
    "it": "italian",
    "nl": "dutch",
    "no": "norwegian",
    "pt": "portuguese",
    "ro": "romanian",
    "ru": "russian",
    "sv": "swedish",
    "tr": "turkish",
}
"""The languages whose words are stemmed; words of others are compared as they are."""

_SHORT = 3
"""Letters up to which a word of another language than English counts as a small word. Longer ones that are
frequent lose their weight by being frequent in the two texts."""

# Scripts without spaces: their runs are compared by pairs of neighbouring characters.
_UNSPACED = re.compile("[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]")


@lru_cache(maxsize=100_000)
def key_of(form: str, language: str = "en") -> str:
    """Return what a word in small letters is compared by."""
    if form[0].isdigit():
        return form.replace(",", "")
    if language == "en":
        number = _NUMBER_WORDS.get(form)
        return number or _stemmer("en").stemWord(usual_spelling(form.removesuffix("'s"))) or form
    return _stemmer(language).stemWord(form) if language in SNOWBALL else form


class _Stemmer:
    """What is used of a Snowball stemmer; stands in for its missing types."""

    def stemWord(self, word: str) -> str:
        """Return the stem of one word."""
        raise NotImplementedError


@cache
def _stemmer(language: str) -> _Stemmer:
    # Imported here, as those who only read marks of the model need no stems. Both give the same ones; what is
    # written in C is a hundred times as fast, and has no wheel for rare machines.
    try:
        from Stemmer import Stemmer as stemmer
    except ImportError:
        from snowballstemmer import stemmer

    made: _Stemmer = stemmer(SNOWBALL[language])
    return made


@lru_cache(maxsize=100_000)
def _reading(written: str, language: str) -> tuple[str, str, bool, bool, bool]:
    """Return form, key, content, capital and figure of a word as it is written."""
    form = written.lower().replace("’", "'")
    if language == "en":
        figure = form[0].isdigit() or form in _NUMBER_WORDS
        content = figure or (form not in stop_words() and (len(form) > 1 or not form.isascii()))
    else:
        figure = form[0].isdigit()
        content = figure or len(form) > _SHORT
    return form, key_of(form, language), content, written[0].isupper(), figure


def terms(text: str, span: Span, language: str = "en") -> list[Term]:
    """Return the words of one passage of `text`, in order; `language` is an ISO 639-1 code."""
    make = Term._make  # Half the time of naming every field, and this is where most of the reading goes.
    if text.isascii() or _UNSPACED.search(text, *span) is None:
        found = [make(match.span() + _reading(match[0], language)) for match in WORD.finditer(text, *span)]
    else:
        found = []
        for match in WORD.finditer(text, *span):
            if _UNSPACED.match(match[0]):
                found += _character_pairs(match[0], match.start())
            else:
                found.append(make(match.span() + _reading(match[0], language)))
    if found and found[0].capital:
        found[0] = found[0]._replace(capital=False)
    return found


@lru_cache(maxsize=1024)
def kept_terms(text: str, span: Span) -> tuple[Term, ...]:
    """Return the words of an English passage, kept for the next lens that asks for the same passage."""
    return tuple(terms(text, span))


def _character_pairs(run: str, at: int) -> list[Term]:
    """Return one term a character, each compared by itself and the character behind it."""
    return [
        Term(at + k, at + k + 1, character, run[k : k + 2], k + 1 < len(run) or len(run) == 1, False, False)
        for k, character in enumerate(run)
    ]
