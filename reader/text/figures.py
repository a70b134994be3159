"""Figures with offsets: amounts, percentages, counts and ordinals as numbers with their unit."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from reader.article import Span


def _words(text: str) -> list[str]:
    return text.split()


CARDINALS: dict[str, Decimal] = {
    word: Decimal(value)
    for value, word in enumerate(
        _words(
            "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
            "sixteen seventeen eighteen nineteen"
        )
    )
} | {
    word: Decimal(10 * value)
    for value, word in enumerate(_words("twenty thirty forty fifty sixty seventy eighty ninety"), 2)
}
"""Number words up to ninety; compounds and scales are read by rule."""

_SCALES = {
    "hundred": 2, "thousand": 3, "million": 6, "billion": 9, "trillion": 12, "lakh": 5, "crore": 7,
    "dozen": 0, "mln": 6, "mn": 6, "bn": 9, "tn": 12, "m": 6, "k": 3, "b": 9,
}  # fmt: skip
_ORDINALS = {
    word: value
    for value, word in enumerate(
        _words(
            "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth "
            "fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth"
        ),
        1,
    )
}
_CURRENCY = {
    "$": "USD", "€": "EUR", "£": "GBP", "¥": "¥", "₹": "INR", "₽": "RUB", "₩": "KRW", "₪": "ILS",
    "₦": "NGN", "₴": "UAH", "₺": "TRY", "₡": "CRC", "₱": "PHP", "฿": "THB", "US$": "USD", "A$": "AUD",
    "C$": "CAD", "HK$": "HKD", "NZ$": "NZD", "S$": "SGD", "R$": "BRL", "NT$": "TWD", "AU$": "AUD",
    "CA$": "CAD", "Rs": "Rs", "Rs.": "Rs", "Tk": "BDT", "RM": "MYR", "USD": "USD", "EUR": "EUR",
    "GBP": "GBP", "ZAR": "ZAR", "INR": "INR", "JPY": "JPY", "CNY": "CNY", "RUB": "RUB", "CHF": "CHF",
    "KES": "KES", "NGN": "NGN", "AUD": "AUD", "CAD": "CAD", "dollar": "USD", "euro": "EUR", "pound": "GBP",
    "rouble": "RUB", "ruble": "RUB", "yuan": "CNY", "renminbi": "CNY", "yen": "JPY", "rupee": "rupee",
    "rupiah": "IDR", "peso": "peso", "franc": "franc", "krona": "krona", "krone": "krone", "rand": "ZAR",
    "naira": "NGN", "shilling": "shilling", "won": "KRW", "baht": "THB", "ringgit": "MYR", "dinar": "dinar",
    "lira": "lira", "rial": "rial", "riyal": "riyal", "dirham": "dirham", "zloty": "PLN", "hryvnia": "UAH",
    "shekel": "ILS", "taka": "BDT", "real": "BRL", "cent": "cent",
}  # fmt: skip
_BOUNDS = {
    "at least": ">=", "no less than": ">=", "no fewer than": ">=", "minimum of": ">=", "or more": ">=",
    "more than": ">", "over": ">", "above": ">", "greater than": ">", "upwards of": ">",
    "in excess of": ">", "exceeding": ">", "as many as": "<=", "as much as": "<=", "up to": "<=",
    "at most": "<=", "no more than": "<=", "a maximum of": "<=", "less than": "<", "fewer than": "<",
    "under": "<", "below": "<", "almost": "<~", "nearly": "<~", "close to": "~", "about": "~",
    "around": "~", "roughly": "~", "some": "~", "approximately": "~", "an estimated": "~", "estimated": "~",
    "circa": "~", "just over": ">", "just under": "<", "well over": ">", "slightly more than": ">",
    "slightly less than": "<",
}  # fmt: skip


class FigureKind(StrEnum):
    """What a figure counts."""

    PERCENT = "percent"
    MONEY = "money"
    COUNT = "count"
    ORDINAL = "ordinal"
    MEASURE = "measure"


@dataclass(frozen=True, slots=True)
class Figure:
    """A number as a text states it.

    Attributes:
        span: The figure with its unit, in characters; the words of `bound` stand before it.
        value: The number; the lower one of a range.
        kind: What it counts.
        upper: The upper end of a range, else None.
        unit: `percent`, `percentage point`, a currency (ISO 4217 where the text fixes it), a measure
            (`km`), or for counts the noun that follows ("troops"); "" when nothing is said.
        bound: `>=` at least, `>` over, `<=` up to, `<` under, `<~` almost, `~` about; "" for exact.
        vague: True for "thousands": the value is a scale, not a count.
    """

    span: Span
    value: Decimal
    kind: FigureKind
    upper: Decimal | None = None
    unit: str = ""
    bound: str = ""
    vague: bool = False

    def __str__(self) -> str:
        number = (
            f"{_plain(self.value)}-{_plain(self.upper)}" if self.upper is not None else _plain(self.value)
        )
        return f"{self.bound}{number} {self.unit}".strip()


def _plain(value: Decimal) -> str:
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


_SP = r"[ \t\u00a0\u2009\u202f]"
_DIGITS = r"\d{1,3}(?:,\d{2,3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_ONES = "|".join(w for w, v in CARDINALS.items() if 0 < v < 10)
_SMALL = "|".join(sorted(CARDINALS, key=lambda word: (-len(word), word)))
_WORDS = rf"(?:(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)[-–](?:{_ONES})|{_SMALL})"
_SCALE = r"hundred|thousand|million|billion|trillion|lakh|crore|dozen"
_TAIL = r"(?:(?:mln|mn|bn|tn|[mkb])(?![\w]))"
_NUMBER = rf"(?:{_DIGITS}|(?<![\w]){_WORDS}(?![\w])|(?<![\w])a(?={_SP}(?:{_SCALE})\b))"
_AMOUNT = rf"{_NUMBER}(?:(?:{_SP}|-)?(?:(?:{_SCALE})\b|{_TAIL}))*"
_SIGN = (
    r"US\$|A\$|C\$|HK\$|NZ\$|S\$|R\$|NT\$|AU\$|CA\$|[$€£¥₹₽₩₪₦₴₺₡₱฿]"
    r"|(?:USD|EUR|GBP|ZAR|INR|JPY|CNY|RUB|CHF|KES|NGN|AUD|CAD|Rs\.?|Tk|RM)(?![A-Za-z])"
)
_MONEY_WORD = (
    rf"(?:(?:US|U\.S\.|American|Canadian|Australian|Hong{_SP}Kong|Colombian|Argentine|Mexican|Indian|"
    rf"Pakistani|Swiss|Kenyan){_SP})?"
    r"(?:dollar|euro|pound|rouble|ruble|yuan|renminbi|yen|rupee|rupiah|peso|franc|krona|krone|rand|naira|"
    r"shilling|won|baht|"
    r"ringgit|dinar|lira|rial|riyal|dirham|zloty|hryvnia|shekel|taka|cent)s?\b"
)
_MEASURE = (
    r"km2|km²|sq\.?[ \u00a0]?km|kms?|kilomet(?:er|re)s?|met(?:er|re)s?|cm|mm|miles?|feet|foot|"
    r"inch(?:es)?|hectares?|acres?|"
    r"kg|kilograms?|"
    r"kilos?|grams?|tons?|tonnes?|lit(?:er|re)s?|barrels?|megawatts?|MW|gigawatts?|GW|kilowatts?|kW|"
    r"degrees?|°C|°F|mph|km/h"
)
_PERCENT = r"%|percentage[ \u00a0-]points?|percent|per[ \u00a0]cent|pct"
_FIGURE = re.compile(
    rf"(?P<sign>(?<![\w])(?:{_SIGN}){_SP}?)?"
    rf"(?<![\w.,/:])(?P<low>{_AMOUNT})"
    rf"(?:(?P<join>{_SP}?[-–—]{_SP}?|{_SP}to{_SP})(?P<sign2>(?:{_SIGN}){_SP}?)?(?P<high>{_AMOUNT}))?"
    rf"(?:(?:{_SP}|-)?(?P<percent>{_PERCENT})(?![\w])|(?:{_SP}|-)(?:of{_SP})?(?P<money>{_MONEY_WORD})|"
    rf"(?:{_SP}|-)?(?P<measure>{_MEASURE})(?![\w]))?"
    r"(?![\w]|[.,:/]\d)",
    re.IGNORECASE,
)
_ORDINAL = re.compile(
    r"(?<![\w.,])(?:(?P<digits>\d{1,3}(?:,\d{3})*|\d+)(?:st|nd|rd|th)|(?P<word>"
    + "|".join(_ORDINALS)
    + r"))(?![\w])",
    re.IGNORECASE,
)
_VAGUE = re.compile(
    rf"(?<![\w])(?:(?P<few>tens|hundreds|dozens|scores){_SP}of{_SP})?(?P<scale>dozens|scores|hundreds|"
    rf"thousands|millions|billions|trillions)\b"
    rf"(?:{_SP}of{_SP}(?P<money>{_MONEY_WORD}))?",
    re.IGNORECASE,
)
_VAGUE_VALUE = {"tens": 10, "dozens": 12, "scores": 20, "hundreds": 100}
_BOUND = re.compile(
    r"(?<![\w])("
    + "|".join(sorted(map(re.escape, _BOUNDS), key=lambda b: (-len(b), b)))
    + rf"){_SP}(?:the{_SP}|a{_SP})?$",
    re.IGNORECASE,
)
_NOUN = re.compile(rf"{_SP}(?:(?:of{_SP}(?:the|its|their|them){_SP})|(?:of{_SP}))?([a-z][a-z-]+)")
_NOT_COUNTED = _words(
    "of the a an and or in on at to for by with from as is was were are be been had has have will "
    "would could after before since who which that this than but not out over under into per year "
    "years month months day days week weeks hour hours minute minutes second seconds am pm o'clock "
    "ago old"
)


def find_figures(text: str, start: int = 0, end: int | None = None) -> list[Figure]:
    """Return the figures of `text[start:end]`, in order and without overlap.

    Money, percentages and measures always; plain numbers when written in digits or as words above ten.
    Dates are not left out here: a caller that marks both lets the date win.

    Args:
        text: Any text.
        start: Where to begin, in characters.
        end: Where to stop; the end of the text when None.
    """
    stop = len(text) if end is None else end
    found: list[Figure] = []
    for finder, pattern in ((_amount, _FIGURE), (_vague, _VAGUE), (_ordinal, _ORDINAL)):
        for match in pattern.finditer(text, start, stop):
            figure = finder(match, start, stop)
            if figure is not None:
                found.append(figure)
    found.sort(key=lambda figure: (figure.span.start, -figure.span.end))
    kept: list[Figure] = []
    for figure in found:
        if not kept or figure.span.start >= kept[-1].span.end:
            kept.append(figure)
    return kept


def parse_number(words: str) -> Decimal:
    """Return the value of an amount such as `4.2 billion`, `1,300`, `twenty-five` or `three dozen`.

    Raises:
        ValueError: When `words` is no amount.
    """
    match = re.match(r"\s*([\d.,]*\d|[a-z]+(?:[-–][a-z]+)?)(.*)$", words.lower(), re.DOTALL)
    if match is None:
        raise ValueError(words)
    head, tail = match.groups()
    if head[0].isdigit():
        value = Decimal(head.replace(",", ""))
    else:
        parts = ["one" if part == "a" else part for part in re.split("[-–]", head)]
        tail = " ".join([*(part for part in parts if part in _SCALES), tail])
        small = [CARDINALS[part] for part in parts if part in CARDINALS]
        if not small:
            raise ValueError(words)
        value = sum(small, Decimal(0))
    for scale in re.findall(r"[a-z]+", tail):
        if scale not in _SCALES:
            raise ValueError(words)
        value *= 12 if scale == "dozen" else Decimal(10) ** _SCALES[scale]
    return value


def _amount(match: re.Match[str], start: int, stop: int) -> Figure | None:
    low, high = match["low"], match["high"]
    spelt = not low[0].isdigit()
    value, upper = parse_number(low), parse_number(high) if high else None
    if high:
        # "2-3 million": the scale stands once, for both.
        assert upper is not None
        scales = re.sub(r"^[\d.,\s]+", "", high)
        if low[-1].isdigit() and scales and high[0].isdigit():
            value = parse_number(low + " " + scales)
        if upper <= value:
            # "beat them 3-1", "from 5 to 2": two figures or a score, not a range.
            return None
    sign = (match["sign"] or match["sign2"] or "").strip()
    unit, kind = "", FigureKind.COUNT
    if match["percent"]:
        unit = "percentage point" if "point" in match["percent"].lower() else "percent"
        kind = FigureKind.PERCENT
    elif sign:
        unit, kind = _CURRENCY.get(sign, _CURRENCY.get(sign.upper(), sign)), FigureKind.MONEY
    elif match["money"]:
        words = match["money"].split()
        noun = words[-1].lower()
        unit = _CURRENCY.get(noun, _CURRENCY.get(noun.rstrip("s"), noun))
        # The text says whose dollars: the bare word's default would contradict it.
        if len(words) > 1 and words[0].upper() not in ("US", "U.S.", "AMERICAN"):
            unit = " ".join(words).lower()
        kind = FigureKind.MONEY
    elif match["measure"]:
        unit, kind = match["measure"], FigureKind.MEASURE
    elif spelt and value < 10 and "hundred" not in low.lower() and not re.search(_SCALE, low, re.IGNORECASE):
        return None
    else:
        noun_match = _NOUN.match(match.string, match.end(), stop)
        if noun_match and noun_match[1] not in _NOT_COUNTED:
            unit = noun_match[1]
    bound = bound_before(match.string, match.start(), start)
    return Figure(Span(*match.span()), value, kind, upper, unit, bound)


def _vague(match: re.Match[str], start: int, stop: int) -> Figure | None:
    scale = match["scale"].lower()
    value = Decimal(_VAGUE_VALUE.get(scale, 0)) or Decimal(10) ** _SCALES[scale.rstrip("s")]
    if match["few"]:
        value *= _VAGUE_VALUE[match["few"].lower()]
    unit, kind = "", FigureKind.COUNT
    if match["money"]:
        noun = match["money"].split()[-1].lower()
        unit, kind = _CURRENCY.get(noun, _CURRENCY.get(noun.rstrip("s"), noun)), FigureKind.MONEY
    else:
        noun_match = _NOUN.match(match.string, match.end(), stop)
        if noun_match and noun_match[1] not in _NOT_COUNTED:
            unit = noun_match[1]
    return Figure(
        Span(*match.span()), value, kind, None, unit, bound_before(match.string, match.start(), start), True
    )


def _ordinal(match: re.Match[str], start: int, stop: int) -> Figure | None:
    digits = match["digits"]
    if (
        digits is None
        and match["word"].lower() == "second"
        and match.string[match.end() : match.end() + 1] == "s"
    ):
        return None
    value = Decimal(digits.replace(",", "")) if digits else Decimal(_ORDINALS[match["word"].lower()])
    return Figure(Span(*match.span()), value, FigureKind.ORDINAL)


def bound_before(text: str, position: int, start: int = 0) -> str:
    """Return the bound that the words of `text[start:position]` set on the figure behind them, or ""."""
    found = _BOUND.search(text, max(start, position - 24), position)
    return _BOUNDS[found[1].lower()] if found else ""
