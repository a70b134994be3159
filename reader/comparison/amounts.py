"""What an article states in figures, times and dates: value, unit, what it is about, and who says so.

Wider than `reader.text.figures`, which marks figures on a screen: here "two officers", "a handful of
activists" and "twenty to eight" count as well, and lengths of time have one unit. Every amount carries the
words around it, since they tell what it counts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from reader.article import Article, Span
from reader.comparison.speech import Manner, Quotation, quotations
from reader.comparison.terms import Term, terms
from reader.entities.model import Names
from reader.text.dates import DateKind, DateMention, find_dates, resolve
from reader.text.figures import CARDINALS, Figure, FigureKind, find_figures
from reader.text.sentences import sentences

_SP = r"[ \t\n\u00a0\u2009\u202f]"
_SMALL = "one|two|three|four|five|six|seven|eight|nine"
_ANY = rf"\d+(?:\.\d+)?|{'|'.join(sorted(CARDINALS, key=lambda word: (-len(word), word)))}"
_COUNTED = re.compile(rf"(?<![\w-])({_SMALL})(?={_SP}+[a-z]|{_SP}*[.,])", re.IGNORECASE)
_LENGTH = re.compile(
    rf"(?<![\w.,-])(?P<number>{_ANY})(?P<join>-|{_SP})(?P<unit>second|minute|hour|day|night|week|month|year|decade)s?"
    rf"\b(?!{_SP}+(?:ago|old)|-old)",
    re.IGNORECASE,
)
_SCALE = {"hundred": 300, "thousand": 3000, "million": 3_000_000, "dozen": 30, "busload": 40}
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
_AGE = re.compile(r"(?:\baged?\s+$|[\w’'-]+,\s+$|\ban?\s+[\w-]+\s+of\s+$|\bwho\s+is\s+$)")
_OLD = re.compile(r"[- ]years?[- ]old\b")
_AHEAD = re.compile(
    r"\b(?:will|shall|would|to be|is to|are to|due|expected|until|plan(?:s|ned)?|starts?|begins?)\b"
)
_PART_AFTER = re.compile(r"\s+of\s+(?:the|them|these|those|its|their|whom)\b")
_EARLIER = re.compile(r"\b(?:earlier|previous) version\b|^Correction\b")
_PART_BEFORE = re.compile(r"(?i)\b(?:among|including|of)\s+(?:them|these|those|whom)?,?\s*$|\bincluding\s+$")
_AND = re.compile(r"\s+[a-z]+\s+and\s+")
_CROWN = re.compile(r"(?i)crowns?$")
_NOT_NOUNS = frozenset(
    "of the a an and or in on at to for by with from as is was were are be in out more others".split()
)
_REACH = ((4, 1.0), (8, 0.6), (60, 0.3))
"""How much a word counts for what an amount is about, by its distance in words."""


@dataclass(frozen=True, slots=True)
class Amount:
    """A figure, a time of day or a date as one article states it.

    Attributes:
        span: The amount with its unit.
        words: With the words around it that say what it counts, for a table cell.
        value: Normalised, comparable as text: `>=20`, `1200000000`, `07:40`, `2015-03-18`; "" when unresolved.
        kind: "count", "money", "percent", "points", "measure", "length", "time" or "date".
        unit: The counted noun's stem, the currency, the measure; "" where none is said.
        number: The number for sorting and for "about"; None for times and dates.
        vague: Whether it is no count: "dozens".
        passage: Index of the sentence among the article's passages.
        about: Stems of the words around it with their nearness, 0 to 1.
        senses: What it counts, as far as a few classes tell: dead, injured, aboard …
        subject: In a few words what it is about.
        source: Who says so, or None.
        paragraph: Of the article's prose, from 1.
        part: Whether it is some of a number told elsewhere, "two of the dead", or one that was corrected.
        reason: Why a date has no value, else "".
    """

    span: Span
    words: str
    value: str
    kind: str
    unit: str
    number: Decimal | None
    vague: bool
    passage: Span
    about: dict[str, float]
    senses: frozenset[str]
    subject: str
    source: Quotation | None
    paragraph: int
    part: bool = False
    reason: str = ""

    @property
    def quoted(self) -> bool:
        """Whether it stands between quote marks."""
        return self.source is not None and self.source.manner is Manner.DIRECT


_SENSES = {
    sense: frozenset(words.split())
    for sense, words in {
        "dead": "kill killed dead died die dies deaths death perished toll lost lives",
        "injured": "injured hurt wounded maimed injuries medical treated hospitalised",
        "aboard": "board aboard carrying",
        "protesting": "protested protesters demonstrated demonstrators protest rally marched activists patriots "
        "organisers shouted",
        "living": "population home inhabitants citizens",
        "moving": "displace displaced households fled rehoused evacuated",
        "held": "detained arrested held custody",
        "working": "jobs",
        "rescued": "rescued saved dragged pluck plucked",
        "missing": "missing",
        "waiting": "waiting stranded",
        "cost": "cost costs investment amounts price",
        "loan": "loan lend lends credit grant grants",
        "loss": "loss losses",
        "pay": "pay rise wage wages",
    }.items()
}
_OF_MONEY = ("cost", "loan", "loss", "pay")
_SENSES_OF = {
    "count": tuple(sense for sense in _SENSES if sense not in _OF_MONEY),
    "money": _OF_MONEY,
    "percent": ("pay",),
}
_OLDEST = 115
_NEARNESS = 7  # words within which a class counts


@lru_cache(maxsize=64)
def amounts(article: Article, names: Names) -> tuple[Amount, ...]:
    """Return the figures, times and dates of an article's prose, in order."""
    said = quotations(article, names)
    published = article.published.value if article.published else None
    found: list[Amount] = []
    for paragraph, block in enumerate(article.prose(), 1):
        for passage in sentences(article.text, block.span.start, block.span.end, line_breaks=False):
            words = terms(article.text, passage)
            here = list(_stated(article.text, passage, published))
            for stated in (*here, *_sums(article.text, here)):
                amount = _amount(article.text, passage, paragraph, words, stated, said)
                # "Today" and "two countries" between quote marks: spoken on a day that nobody tells, and
                # the lens quotes shows the words.
                small = amount.kind == "count" and amount.number is not None and amount.number < 10
                if not amount.quoted or not (stated.relative or small):
                    found.append(amount)
    return tuple(found)


def _sums(text: str, stated: Sequence[_Stated]) -> Iterator[_Stated]:
    """Yield what two counts make together: "204 passengers and 8 crew members"."""
    for one, other in zip(stated, stated[1:], strict=False):
        between = text[one.span.end : other.span.start]
        exact = one.number and other.number and not one.vague and not other.vague
        if exact and one.kind == other.kind == "count" and one.unit and _AND.fullmatch(between):
            total = (one.number or 0) + (other.number or Decimal(0))
            span = Span(one.span.start, other.span.end)
            yield _Stated(span, _plain(total), "count", other.unit, total)


@dataclass(slots=True)
class _Stated:
    span: Span
    value: str
    kind: str
    unit: str = ""
    number: Decimal | None = None
    vague: bool = False
    reason: str = ""
    relative: bool = False


def _stated(text: str, passage: Span, published: str | None) -> Iterator[_Stated]:
    """Yield the amounts of a sentence, in order, none within another."""
    found: list[_Stated] = []

    def take(stated: _Stated) -> None:
        if not any(stated.span.overlaps(other.span) for other in found):
            found.append(stated)

    dates = find_dates(text, *passage)
    for match in _CLOCK.finditer(text, *passage):
        clock = _clock(text, passage, match)
        if clock and not any(date.span.overlaps(Span(*match.span())) for date in dates):
            take(_Stated(Span(*match.span()), clock, "time"))
    for mention in dates:
        near = max(passage.start, mention.span.start - (40 if mention.kind is DateKind.WEEKDAY else 200))
        ahead = _AHEAD.search(text, near, mention.span.start) is not None
        stated = _date(mention, published, ahead)
        if stated is not None:
            take(stated)
    for match in _LENGTH.finditer(text, *passage):
        if _OLD.match(text, match.end("number")):
            continue
        number = _number(match["number"])
        unit = match["unit"].lower()
        if match["join"] != "-" and number == 1:
            continue
        times, unit = _LENGTHS.get(unit, (1, unit))
        bound = _bound_before(text, Span(*match.span()), passage)
        if re.search(r"(?i)\b(?:over|under)\s+$", text[passage.start : match.start()]):
            bound = ""  # "Over two years" is how long, not longer than.
        value = f"{'' if bound == '~' else bound}{_plain(number * times)}"
        take(_Stated(Span(*match.span()), value, "length", unit, number * times))
    for match in _VAGUE.finditer(text, *passage):
        words = " ".join(match[0].lower().split()).removesuffix(" of")
        scale = _SCALE.get((match["scale"] or match["noun"]).lower(), 5)
        noun = _noun(text, match.end(), passage.end)
        take(_Stated(Span(*match.span()), words, "count", noun, Decimal(scale), True))
    figures = find_figures(text, *passage)
    for figure in figures:
        aged = figure.kind is FigureKind.COUNT and figure.value < _OLDEST and _is_age(text, figure.span)
        if figure.kind is FigureKind.ORDINAL or aged or _is_label(text, figure.span):
            continue
        take(_figure(text, figure, passage))
    for match in _COUNTED.finditer(text, *passage):
        if match[1].lower() == "one" or _is_age(text, Span(*match.span())):
            continue
        take(
            _Stated(
                Span(*match.span()), "", "count", _noun(text, match.end(), passage.end), _number(match[1])
            )
        )
    for stated in sorted(found, key=lambda s: s.span):
        if not stated.value and stated.number is not None:
            bound = next((f.bound for f in figures if f.span.overlaps(stated.span)), "")
            bound = bound or _bound_before(text, stated.span, passage)
            stated.value = f"{'' if bound == '~' else bound}{_plain(stated.number)}"
        yield stated


def _bound_before(text: str, span: Span, passage: Span) -> str:
    """Return the bound that the words before an amount set, by asking for a figure in its place."""
    begin = max(passage.start, span.start - 24)
    trial = find_figures(f"{text[begin : span.start]}99 ", 0)
    return trial[-1].bound if trial else ""


def _figure(text: str, figure: Figure, passage: Span) -> _Stated:
    kind, unit = figure.kind.value, figure.unit
    span = figure.span
    if unit == "percentage point":
        kind = "points"
    elif kind == "count":
        unit = _noun(text, span.end, passage.end)
        if _CROWN.match(unit):
            kind, unit = "money", "crown"
    value = str(figure).removesuffix(figure.unit).strip().removeprefix("~")
    if figure.vague:
        value = " ".join(span.of(text).lower().split())
    return _Stated(span, value, kind, unit, figure.value, figure.vague)


def _noun(text: str, end: int, stop: int) -> str:
    """Return the word that is counted: the first small one behind the figure, past its adjectives."""
    match = re.compile(
        r"[ \n\u00a0-]+(?:of[ ](?:the|its|their|them|these)[ ]|of[ ])?([a-z][a-z'-]*)(?:[ ]([a-z]+s)\b)?"
    ).match(text, end, stop)
    if match is None or match[1] in _NOT_NOUNS:
        return ""
    plural = match[2] if match[2] and not match[1].endswith("s") and match[1] not in _PLURALS else None
    return plural or match[1]


_PLURALS = frozenset("people men women children police persons troops families".split())


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
    if late and hour < 12:
        hour += 12
    return f"{hour % 24:02}:{minute:02}"


def _date(mention: DateMention, published: str | None, ahead: bool) -> _Stated | None:
    value = resolve(mention, published, ahead=ahead)
    if mention.kind is DateKind.PARTIAL and not mention.unit and len(value) == 7 and published:
        # News looks back, but a month that begins next is meant before the same month a year ago.
        months = (int(published[:4]) - int(value[:4])) * 12 + int(published[5:7] or 0) - int(value[5:])
        value = resolve(mention, published, ahead=True) if months >= 10 else value
    reason = ""
    if mention.kind is DateKind.FEAST or (mention.kind is DateKind.WEEKDAY and mention.weekday is None):
        return None
    if not value:
        reason = (
            "the article's own date is not known"
            if published is None or len(published) < 10
            else "not told by the calendar"
        )
    relative = mention.kind in (DateKind.RELATIVE, DateKind.WEEKDAY)
    return _Stated(mention.span, value, "date", reason=reason, relative=relative)


def _amount(
    text: str,
    passage: Span,
    paragraph: int,
    words: Sequence[Term],
    stated: _Stated,
    said: Sequence[Quotation],
) -> Amount:
    inside = [
        i for i, term in enumerate(words) if term.start < stated.span.end and term.end > stated.span.start
    ]
    first, last = (inside[0], inside[-1]) if inside else (0, 0)
    about: dict[str, float] = {}
    classes = _SENSES_OF.get(stated.kind, ())
    nearest: tuple[int, bool] | None = None
    by_them = first > 0 and words[first - 1].form == "by"  # "Saved by two fishermen": they were not saved.
    senses: set[str] = set()
    for i, term in enumerate(words):
        if first <= i <= last:
            continue
        away = first - i if i < first else i - last
        if term.content and not term.figure:
            near = next(weight for reach, weight in _REACH if away <= reach or reach == _REACH[-1][0])
            about[term.key] = max(near, about.get(term.key, 0.0))
        for sense in () if by_them else classes:
            if away <= _NEARNESS and term.form in _SENSES[sense]:
                # The nearest word tells, and of two as near the one behind: "five died and dozens were hurt".
                rank = away, i < first
                if nearest is None or rank <= nearest:
                    senses = {sense} if rank != nearest else {*senses, sense}
                    nearest = rank
    source = _source(stated.span, said)
    unit = stated.unit
    if stated.kind == "count":
        unit = "" if any(unit in forms for forms in _SENSES.values()) and not unit.endswith("s") else unit
        unit = next((t.key for t in words if t.start >= stated.span.end and t.form == unit), unit)
    return Amount(
        stated.span,
        _shown(text, words, first, last, passage),
        stated.value,
        stated.kind,
        unit,
        stated.number,
        stated.vague,
        passage,
        about,
        frozenset(senses),
        _subject(text, words, first, last, stated.kind),
        source,
        paragraph,
        _EARLIER.search(text, *passage) is not None
        or _PART_AFTER.match(text, stated.span.end) is not None
        or _PART_BEFORE.search(text[max(passage.start, stated.span.start - 16) : stated.span.start])
        is not None,
        stated.reason,
    )


def _shown(text: str, words: Sequence[Term], first: int, last: int, passage: Span) -> str:
    """Return the amount with the few words around it, cut at the signs that part clauses."""
    if not words:
        return ""
    begin, end = first, last
    while begin > 0 and first - begin < 4 and not _parts(text, words[begin - 1].end, words[begin].start):
        begin -= 1
    while end + 1 < len(words) and end - last < 6 and not _parts(text, words[end].end, words[end + 1].start):
        end += 1
    return " ".join(text[words[begin].start : words[end].end].split())


def _parts(text: str, start: int, end: int) -> bool:
    return any(sign in text[start:end] for sign in ',;:.()–—“”"')


def _subject(text: str, words: Sequence[Term], first: int, last: int, kind: str) -> str:
    """Return what an amount is about: the words behind it, else those before it, without loose ends."""
    if kind == "time":
        return "time"
    end = last
    while end + 1 < len(words) and end - last < 4 and not _parts(text, words[end].end, words[end + 1].start):
        end += 1
    while end > last and not words[end].content:
        end -= 1
    if end > last:
        return " ".join(text[words[last + 1].start : words[end].end].split())
    begin = first
    while begin > 0 and first - begin < 4 and not _parts(text, words[begin - 1].end, words[begin].start):
        begin -= 1
    stop = first
    while stop > begin and not words[stop - 1].content:
        stop -= 1
    return " ".join(text[words[begin].start : words[stop - 1].end].split()) if begin < stop else ""


def _source(span: Span, said: Sequence[Quotation]) -> Quotation | None:
    """Return in whose words an amount stands: the smallest statement that holds it."""
    holding = [q for q in said if q.span.start <= span.start and span.end <= q.span.end]
    return min(holding, key=lambda q: (q.span.length, q.span), default=None)
