"""Sentences with offsets, by rules of our own for news prose.

Every place where a sentence may end is found by one expression; a few questions, asked in order, then
tell an end from an abbreviation, an initial, an ellipsis or a quotation that goes on. Nothing is rewritten,
so offsets stay those of the original text.
"""

from __future__ import annotations

import re

from reader.article import Span

_CLOSERS = "\"'”’»›)\\]"
_OPENERS = "\"'“‘„‚«‹(\\[¿¡—–\\-"

# Either a Western stop with closers and white space behind it, or a full-width stop, which needs none.
_STOP = re.compile(
    rf"(?P<mark>[.!?…‽؟۔।]+)(?P<closers>[{_CLOSERS}]*(?:\s»)?)\s+"
    r"|[。！？｡]+[”’」』）》】\"')\]]*\s*"
)
_ANY_LETTER = re.compile(r"[^\W_]")
_LINE_BREAK = re.compile(r"\s*\n\s*")
_NEXT = re.compile(rf"(?P<openers>[{_OPENERS}\s]*)(?P<word>[^\W\d_]*)(?P<tail>\d|\.?)")
_LAST_WORD = re.compile(r"(?:(?<!\w)(?:[^\W\d_]\.)+[^\W\d_]?|[^\W_]+(?:['’][^\W_]+)?)$")
_LONGEST_ABBREVIATION = 12  # Characters to look back; longer words are no abbreviations.

_BEFORE_NAMES = (
    "mr mrs ms mx dr prof rev fr hon gen adm col maj capt cpt lt cmdr sgt cpl pvt gov sen sens rep reps "
    "pres supt det insp messrs mt ft st no nos vol fig art vs al approx ave blvd dept dist est ph "
    "mm mme mlle hr frau nr bzw bzgl ca usw evtl"
)
_ALWAYS_GO_ON = frozenset(_BEFORE_NAMES.split())
"""Abbreviations that stand before a name or number: the sentence goes on."""

_ANYWHERE = (
    "jr sr inc corp co ltd llc plc bros assn univ etc esq "
    "jan feb mar apr jun jul aug sept sep oct nov dec mon tue tues wed thu thur thurs fri sat sun "
    "ala ariz ark calif colo conn del fla ga ill ind kan ky la mass md mich minn miss mo mont neb nev "
    "okla ore pa tenn tex va vt wash wis wyo"
)
_MAY_GO_ON = frozenset(_ANYWHERE.split())
"""Abbreviations that may also end a sentence; then a word that opens sentences must follow."""

_OPENERS_OF_SENTENCES = (
    "a about after all also although among an and another any as at because before both but by did do does "
    "during each earlier even every few for from had has have he her here his how however i if in it its "
    "just last later many meanwhile more most moreover my neither never no none nor not nothing now of "
    "on once one only or other others our out over perhaps several she should since so some still such than "
    "that the their then there these they this those though through to today under until we what when where "
    "whether which while who why will with without yet you your"
)
_OPENING_WORDS = frozenset(_OPENERS_OF_SENTENCES.split())
"""Words whose capital says that a sentence begins, since they are written small inside one."""

_GERMAN_MONTHS = frozenset("Januar Februar März Mai Juni Juli Oktober Dezember".split(" "))
"""Months behind an ordinal, "5. Mai"; those spelt as in English would cut short English sentences."""
_OF_THE_CLOCK = re.compile(
    r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b|(?:Mon|Tues?|Wed|Thur?s?|Fri|Sat|Sun)\b|[A-Z]{2,5}\b"
    r"|(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sep|Oct|Nov|Dec)[a-z]*\b"
    r"|Eastern\b|Central\b|Mountain\b|Pacific\b|Greenwich\b|(?:\w+ ){1,2}[Tt]ime\b"
)
"""What goes on with an hour behind "p.m.": a day, a month, a time zone, "Moscow time"."""
_ENOUGH_WORDS = 6  # Before an hour, to be a sentence of its own.
_JAPANESE_QUOTING = "とっ"
"""What joins a quotation to the words that report it: 「行く。」と言った。"""

_ATTRIBUTION = re.compile(
    r"(?:[A-Z][\w.'’-]*\s+){1,4}(?:said|says|asked|asks|told|added|adds|wrote|writes|replied|tweeted"
    r"|shouted|demanded|wondered|continued)\b"
)


def sentences(text: str, start: int = 0, end: int | None = None, *, line_breaks: bool = True) -> list[Span]:
    """Return the spans of the sentences of `text[start:end]`, in order, as offsets into `text`.

    No span starts or ends with white space, none is empty, and every other character lies in one.

    Args:
        text: Any text.
        start: Where to begin, in characters.
        end: Where to stop; the end of the text when None.
        line_breaks: Whether a line break always ends a sentence. Pass False inside a block whose
            lines were cut by hard wrapping.
    """
    stop = len(text) if end is None else end
    spans: list[Span] = []
    if line_breaks:
        last = start
        for line_break in _LINE_BREAK.finditer(text, start, stop):
            _split_line(text, last, line_break.start(), spans)
            last = line_break.end()
        _split_line(text, last, stop, spans)
    else:
        _split_line(text, start, stop, spans)
    return spans


def _split_line(text: str, start: int, stop: int, spans: list[Span]) -> None:
    """Append the sentences of one stretch in which line breaks mean nothing."""
    last = start
    for match in _STOP.finditer(text, start, stop):
        if match.end() < stop and _ends_here(text, last, match, stop):
            _add_trimmed(text, last, match.end(), spans)
            last = match.end()
    _add_trimmed(text, last, stop, spans)


def _add_trimmed(text: str, start: int, stop: int, spans: list[Span]) -> None:
    while start < stop and text[start].isspace():
        start += 1
    while stop > start and text[stop - 1].isspace():
        stop -= 1
    if stop > start:
        spans.append(Span(start, stop))


def _ends_here(text: str, begun: int, stop_match: re.Match[str], limit: int) -> bool:
    """Tell whether the sentence that began at `begun` ends with this stop."""
    mark = stop_match["mark"]
    if mark is None:
        return text[stop_match.end()] not in _JAPANESE_QUOTING or stop_match[0][-1] not in "」』"
    if not _ANY_LETTER.search(text, begun, stop_match.start()):
        return False  # A stray ellipsis or bullet belongs to the sentence that follows it.
    following = _NEXT.match(text, stop_match.end(), limit)
    assert following is not None  # Every part of it may be empty.
    word, closers = following["word"], stop_match["closers"]
    if word[:1].islower() or (word in _GERMAN_MONTHS and text[stop_match.start() - 1].isdigit()):
        return False
    if mark != ".":
        return not (closers and _ATTRIBUTION.match(text, stop_match.end(), limit))
    before = _LAST_WORD.search(
        text[max(begun, stop_match.start() - _LONGEST_ABBREVIATION) : stop_match.start()]
    )
    if before is None:
        return True
    if (
        word
        and before[0].lower() in {"a.m", "p.m"}
        and text.count(" ", begun, stop_match.start()) >= _ENOUGH_WORDS
    ):
        # "At 5 p.m. Mr. Hill left" has only begun there.
        return not _OF_THE_CLOCK.match(text, following.start("word"))
    return _ends_after(before[0], word, following, closers)


def _ends_after(abbreviation: str, word: str, following: re.Match[str], closers: str) -> bool:
    """Tell whether a single full stop after what may be an abbreviation ends the sentence."""
    lowered = abbreviation.lower()
    dotted = "." in abbreviation or (len(abbreviation) == 1 and abbreviation.isalpha())
    if lowered in _ALWAYS_GO_ON and not closers:
        return lowered in {"no", "art", "est", "dist", "fig"} and not following["tail"].isdigit()
    if not dotted and (lowered not in _MAY_GO_ON or abbreviation.islower()):
        return True
    if ")" in closers or "]" in closers:
        return False  # "(D-N.Y.) Schumer"
    if following["tail"].isdigit() or (len(word) == 1 and following["tail"]):
        return False  # "Sept. 11", "C. A. Ruppersberger"
    opens_quote = any(mark in '"“„«' for mark in following["openers"])
    return bool(closers) or opens_quote or word.lower() in _OPENING_WORDS
