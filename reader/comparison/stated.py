"""The figures, times and dates that a sentence states, each as a value with its unit.

Wider than `reader.text.figures`, which marks figures on a screen: here "two officers", "a handful of
activists" and "twenty to eight" count as well, and lengths of time have one unit.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import chain, pairwise

from reader.article import Span
from reader.comparison.seasons import find_seasons
from reader.text.dates import DateKind, DateMention, find_dates, resolve
from reader.text.figures import CARDINALS, Figure, FigureKind, bound_before, find_figures

_SP = r"[ \t\n\u00a0\u2009\u202f]"
_SMALL = "two|three|four|five|six|seven|eight|nine"
_ANY = rf"\d+(?:\.\d+)?|{'|'.join(sorted(CARDINALS, key=lambda word: (-len(word), word)))}"
_COUNTED = re.compile(rf"(?<![\w-])({_SMALL})(?={_SP}+[a-z]|{_SP}*[.,])", re.IGNORECASE)
_LENGTH = re.compile(
    rf"(?<![\w.,-])(?P<number>{_ANY})(?P<join>-|{_SP})"
    rf"(?P<unit>second|minute|hour|day|night|week|month|year|decade)s?"
    rf"\b(?!{_SP}+(?:ago|old)|-old)",
    re.IGNORECASE,
)
_SCALE = {"hundred": 300, "thousand": 3000, "million": 3_000_000, "dozen": 30, "busload": 40, "handful": 5}
_LENGTHS = {"week": (7, "day"), "decade": (10, "year")}
_VAGUE = re.compile(
    rf"(?<!\w)(?:(?:a{_SP}few|several|some|many){_SP}(?P<scale>hundred|thousand|million|dozen)s?|"
    rf"an?{_SP}(?P<noun>handful|busload|dozen)(?:{_SP}of)?)\b",
    re.IGNORECASE,
)
_CLOCK = re.compile(
    rf"(?<![\w.,:-])(?P<hour>[01]?\d|2[0-4])(?:[:.](?P<minute>[0-5]\d)(?!\d|[.,]\d|{_SP}*(?:per|%|[mb]illion))"
    rf"(?:{_SP}?(?P<half>[ap]\.?m\b\.?))?|{_SP}?(?P<only>[ap]\.?m\b\.?))|"
    rf"\bat{_SP}(?P<bare>{'|'.join(w for w, v in CARDINALS.items() if 0 < v < 13)})"
    rf"(?={_SP}(?:on{_SP}\w+day{_SP}|in{_SP}the{_SP})(?:morning|afternoon|evening)|{_SP}o['’]clock)|"
    rf"\b(?P<side>quarter|twenty|ten|five|half){_SP}(?P<way>to|past){_SP}"
    rf"(?P<word>{'|'.join(w for w, v in CARDINALS.items() if 0 < v < 13)})\b",
    re.IGNORECASE,
)
_CLOCK_CUE = re.compile(rf"\b(?:at|by|until|from|to|till|before|after){_SP}$", re.IGNORECASE)
_MINUTES = {"quarter": 15, "twenty": 20, "ten": 10, "five": 5, "half": 30}
_MORNING = re.compile(r"\b(?:morning|dawn|a\.m)", re.IGNORECASE)
_EVENING = re.compile(r"\b(?:afternoon|evening|tonight|night|p\.m)", re.IGNORECASE)
_AGE = re.compile(r"(?:\baged?\s+$|[\w’'-]+,\s+$|\b[Aa]n?\s+[\w-]+\s+of\s+$|\bwho\s+is\s+$)")
_OLD = re.compile(r"[- ]years?[- ]old\b")
_AHEAD = re.compile(
    r"\b(?:will|shall|would|to be|is to|are to|due|expected|until|plans?|planned|starts?|begins?)\b"
)
_AND = re.compile(r"\s+[a-z]+\s+and\s+")
_CROWN = re.compile(r"(?i)crowns?$")
_NOT_NOUNS = frozenset(
    "of the a an and or in on at to for by with from as is was were are be in out more others".split()
)
_PLURALS = frozenset("people men women children police persons troops families".split())
_NOUN = re.compile(
    r"[ \n\u00a0-]+(?:of[ ](?:the|its|their|them|these)[ ]|of[ ])?([a-z][a-z'-]*)(?:[ ]([a-z]+s)\b)?"
)
_NUMBER = re.compile(
    r"\d|(?i:hundred|thousand|million|billion|trillion|lakh|crore|dozen|score|tens|handful|busload|"
    + "|".join(sorted(word for word, value in CARDINALS.items() if value != 1))
    + ")"
)
_HALF = re.compile(r"(?i)\bhalf\s+$")
_OVER = re.compile(r"(?i)\b(?:over|under)\s+$")
_NUMERIC_DATE = re.compile(r"\d\d?\.\d\d?\.\d")
_NO_DAY = "the article's own date is not known"
_OLDEST = 115  # years


@dataclass(frozen=True, slots=True)
class Stated:
    """An amount as it stands.

    Attributes:
        span: The amount with its unit.
        value: Normalised; "" for a date that stays open.
        kind: "count", "money", "percent", "points", "measure", "length", "time" or "date".
        unit: The counted noun as it stands, the currency, the measure; "" where none is said.
        number: For sorting and for "about"; None for times and dates.
        vague: Whether it is no count: "dozens".
        reason: Why a date stays open, else "".
        relative: Whether a date is told from the day on which it is said: "today", "Tuesday".
    """

    span: Span
    value: str
    kind: str
    unit: str = ""
    number: Decimal | None = None
    vague: bool = False
    reason: str = ""
    relative: bool = False


def stated_in(text: str, passage: Span, published: str | None) -> list[Stated]:
    """Return the amounts of a sentence, in order, none within another.

    Args:
        text: The text that all spans refer to.
        passage: The sentence.
        published: The day of publication, ISO 8601, as far as it is known.
    """
    found: list[Stated] = []
    numbers = _NUMBER.search(text, *passage) is not None  # Most sentences hold none: look no further.
    for stated in chain(
        _clocks(text, passage) if numbers else (),
        _dates(text, passage, published),
        _lengths(text, passage) if numbers else (),
        _vague_counts(text, passage) if numbers else (),
        _figures(text, passage) if numbers else (),
        _small_counts(text, passage) if numbers else (),
    ):
        if not any(stated.span.overlaps(other.span) for other in found):
            found.append(stated)
    return sorted(found, key=lambda stated: stated.span)


def sums(text: str, stated: Sequence[Stated]) -> Iterator[Stated]:
    """Yield what two counts make together: "204 passengers and 8 crew members"."""
    for one, other in pairwise(stated):
        between = text[one.span.end : other.span.start]
        exact = one.number and other.number and not one.vague and not other.vague
        if exact and one.kind == other.kind == "count" and one.unit and _AND.fullmatch(between):
            total = (one.number or Decimal(0)) + (other.number or Decimal(0))
            yield Stated(Span(one.span.start, other.span.end), _plain(total), "count", other.unit, total)


def _clocks(text: str, passage: Span) -> Iterator[Stated]:
    for match in _CLOCK.finditer(text, *passage):
        clock = _clock(text, passage, match)
        if clock and not _NUMERIC_DATE.match(text, match.start()):
            yield Stated(Span(*match.span()), clock, "time")


def _dates(text: str, passage: Span, published: str | None) -> Iterator[Stated]:
    for mention in find_dates(text, *passage):
        # What is to come is told near a weekday, and anywhere before a month.
        reach = 40 if mention.kind is DateKind.WEEKDAY else 200
        begin = max(passage.start, mention.span.start - reach)
        stated = _date(mention, published, _AHEAD.search(text, begin, mention.span.start) is not None)
        if stated is not None:
            yield stated
    for span, value in find_seasons(text, passage, published):
        yield Stated(span, value, "date", reason="" if value else _NO_DAY, relative=True)


def _lengths(text: str, passage: Span) -> Iterator[Stated]:
    for match in _LENGTH.finditer(text, *passage):
        number, unit = _number(match["number"]), match["unit"].lower()
        if _OLD.match(text, match.end("number")) or (match["join"] != "-" and number == 1):
            continue
        times, unit = _LENGTHS.get(unit, (1, unit))
        span = Span(*match.span())
        # "Over two years" is how long, not longer than.
        bound = "" if _OVER.search(text, passage.start, span.start) else _bound(text, span, passage)
        yield Stated(span, f"{bound}{_plain(number * times)}", "length", unit, number * times)


def _vague_counts(text: str, passage: Span) -> Iterator[Stated]:
    for match in _VAGUE.finditer(text, *passage):
        words = " ".join(match[0].lower().split()).removesuffix(" of")
        size = _SCALE[(match["scale"] or match["noun"]).lower()]
        noun = _noun(text, match.end(), passage.end)
        yield Stated(Span(*match.span()), words, "count", noun, Decimal(size), True)


def _figures(text: str, passage: Span) -> Iterator[Stated]:
    for figure in find_figures(text, *passage):
        aged = figure.kind is FigureKind.COUNT and figure.value < _OLDEST and _is_age(text, figure.span)
        if figure.kind is not FigureKind.ORDINAL and not aged and not _is_label(text, figure.span):
            yield _figure(text, figure, passage)


def _small_counts(text: str, passage: Span) -> Iterator[Stated]:
    for match in _COUNTED.finditer(text, *passage):
        span = Span(*match.span())
        if not _is_age(text, span):
            number, noun = _number(match[0]), _noun(text, span.end, passage.end)
            yield Stated(span, f"{_bound(text, span, passage)}{number}", "count", noun, number)


def _bound(text: str, span: Span, passage: Span) -> str:
    """Return the bound that the words before an amount set; "about" sets none."""
    return bound_before(text, span.start, passage.start).replace("<~", "<").strip("~")


def _figure(text: str, figure: Figure, passage: Span) -> Stated:
    kind, unit = figure.kind.value, figure.unit
    span = figure.span
    if unit == "percentage point":
        kind = "points"
    elif kind == "count":
        unit = _noun(text, span.end, passage.end)
        if _CROWN.match(unit):
            kind, unit = "money", "crown"
    value, number = str(figure).removesuffix(figure.unit).strip().removeprefix("~"), figure.value
    if figure.vague:
        value = " ".join(span.of(text).lower().split())
    elif _HALF.search(text, passage.start, span.start) and text[span.start : span.start + 2].lower() == "a ":
        number /= 2  # "half a billion"
        value = _plain(number)
    return Stated(span, value, kind, unit, number, figure.vague)


def _noun(text: str, end: int, stop: int) -> str:
    """Return the word that is counted: the first small one behind the figure, past its adjectives."""
    match = _NOUN.match(text, end, stop)
    if match is None or match[1] in _NOT_NOUNS:
        return ""
    plural = match[2] if match[2] and not match[1].endswith("s") and match[1] not in _PLURALS else None
    return plural or match[1]


def _number(words: str) -> Decimal:
    return Decimal(words) if words[0].isdigit() else CARDINALS[words.lower()]


def _plain(value: Decimal) -> str:
    shown = f"{value:f}"
    return shown.rstrip("0").rstrip(".") if "." in shown else shown


def _is_age(text: str, span: Span) -> bool:
    """Tell whether a figure is somebody's age: it counts nothing that two outlets could count differently."""
    after = text[span.end : span.end + 12]
    return bool(
        _OLD.match(after)
        or (
            _AGE.search(text[max(0, span.start - 32) : span.start])
            and re.match(r"[,.;]|$| (?:and|who)\b", after)
        )
    )


def _is_label(text: str, span: Span) -> bool:
    """Tell whether a number only numbers: "release 41/2015", "the 15th"."""
    return text[span.end : span.end + 1] == "/" or text[max(0, span.start - 1) : span.start] in ("/", "#")


def _clock(text: str, passage: Span, match: re.Match[str]) -> str:
    around = text[max(passage.start, match.start() - 40) : min(passage.end, match.end() + 40)]
    before = text[max(passage.start, match.start() - 8) : match.start()]
    if match["word"]:
        hour, minute = int(CARDINALS[match["word"].lower()]), _MINUTES[match["side"].lower()]
        if match["way"].lower() == "to":
            hour, minute = hour - 1, 60 - minute
        half = ""
    elif match["bare"]:
        hour, minute, half = int(CARDINALS[match["bare"].lower()]), 0, ""
    else:
        half = (match["half"] or match["only"] or "").lower()
        if not half and not (_CLOCK_CUE.search(before) and match["minute"]):
            return ""
        hour, minute = int(match["hour"]), int(match["minute"] or 0)
    late = half.startswith("p") or (not half and _EVENING.search(around) and not _MORNING.search(around))
    if hour == 12 and half.startswith("a"):
        hour = 0
    if late and hour < 12:
        hour += 12
    return f"{hour % 24:02}:{minute:02}"


def _date(mention: DateMention, published: str | None, ahead: bool) -> Stated | None:
    value = resolve(mention, published, ahead=ahead)
    if mention.kind is DateKind.PARTIAL and not mention.unit and len(value) == 7 and published:
        # News looks back, but a month that begins next is meant before the same month a year ago.
        months = (int(published[:4]) - int(value[:4])) * 12 + int(published[5:7] or 0) - int(value[5:])
        value = resolve(mention, published, ahead=True) if months >= 10 else value
    reason = ""
    if mention.kind is DateKind.FEAST or (mention.kind is DateKind.WEEKDAY and mention.weekday is None):
        return None
    if not value:
        reason = _NO_DAY if published is None or len(published) < 10 else "not told by the calendar"
    relative = mention.kind in (DateKind.RELATIVE, DateKind.WEEKDAY)
    return Stated(mention.span, value, "date", reason=reason, relative=relative)
