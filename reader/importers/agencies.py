"""Whose copy a text is, and apart from it whose pictures.

The two are never mixed: an outlet's own text with agency pictures, taken for agency copy, would make
every comparison with that agency false.
"""

from __future__ import annotations

import re
from collections import Counter

from reader.article import Field, Provenance, Role
from reader.importers.captions import caption_credit
from reader.importers.draft import Draft

_AGENCIES = {
    "afp": "AFP",
    "agence france-presse": "AFP",
    "ap": "AP",
    "associated press": "AP",
    "the associated press": "AP",
    "reuters": "Reuters",
    "thomson reuters": "Reuters",
    "dpa": "dpa",
    "deutsche presse-agentur": "dpa",
    "apa": "APA",
    "ansa": "ANSA",
    "efe": "EFE",
    "tass": "TASS",
    "itar-tass": "TASS",
    "ria novosti": "RIA Novosti",
    "interfax": "Interfax",
    "xinhua": "Xinhua",
    "新华社": "Xinhua",
    "kyodo": "Kyodo",
    "upi": "UPI",
    "epa": "EPA",
    "anadolu": "Anadolu",
    "anadolu agency": "Anadolu",
    "pti": "PTI",
    "ians": "IANS",
    "ani": "ANI",
    "yonhap": "Yonhap",
    "getty": "Getty",
    "getty images": "Getty",
    "bloomberg": "Bloomberg",
    "press association": "PA",
    "pa media": "PA",
    "the canadian press": "The Canadian Press",
}
_NAMES = "|".join(sorted(map(re.escape, _AGENCIES), key=lambda name: (-len(name), name)))
# Two agencies often sign together, with the office that put their copies together: "dpa/AFP/lni".
_ALONE = re.compile(
    rf"[(\[]?(?P<copyright>©|\(c\)|copyright)?\s*(?P<year>\d{{4}})?\s*(?:by |source: |quelle: |fuente: "
    rf"|from )?"
    rf"(?P<name>{_NAMES})(?:\s?[/,&-]\s?\w{{2,10}}){{0,3}}[)\].]?",
    re.I,
)
_DATELINE = re.compile(
    rf"[^\W\d_][^()—–]{{1,60}}\(\s?(?P<before>{_NAMES})\s?\)\s*[-—–]"
    rf"|[^\W\d_][^()]{{1,60}}[-—–]\s*\((?P<after>{_NAMES})\)",
    re.I,
)
_AUTHOR = re.compile(rf"(?:by|von|par|por)\s.{{2,60}}[,|(]\s?(?P<name>{_NAMES})\)?", re.I)
_REUTERS_CREDIT = re.compile(
    r"\(?(?:additional )?(?:reporting|writing) by [^;]{2,200};.{0,100}\bediting by\b", re.I
)
_IN_CREDIT = re.compile(rf"\b({_NAMES})\b", re.I)
# How many units below the text its agency may still be named.
_BELOW = 4


def is_agency(name: str) -> bool:
    """Tell whether a name is a news agency's: then it names whose copy a text is, never an outlet."""
    return name.strip().casefold() in _AGENCIES


def find_agencies(draft: Draft, first: int, last: int) -> None:
    """Find the agency of the text that stands in `[first, last)`, and the agency of its pictures."""
    for index in range(max(0, first - 3), min(len(draft.units), last + _BELOW)):
        found = _agency_at(draft, index, first, last)
        if found is not None:
            draft.propose("agency", found)
    _find_picture_agency(draft)


def _agency_at(draft: Draft, index: int, first: int, last: int) -> Field | None:
    unit, role = draft.units[index], draft.role(index)
    if role in (Role.PARAGRAPH, Role.STANDFIRST):
        match = _DATELINE.match(unit.text) if index < first + 12 else None
        if match:
            return Field(_name(match["before"] or match["after"]), Provenance.STATED, span=unit.span)
        if index >= last - 3 and _REUTERS_CREDIT.search(unit.text):
            return Field("Reuters", Provenance.INFERRED, "from its closing credit", 0.7, unit.span)
        return None
    if role in (Role.CAPTION, Role.HEADLINE) or unit.shape.words > 12:
        return None
    match = _AUTHOR.fullmatch(unit.text)
    if match:
        return Field(_name(match["name"]), Provenance.STATED, span=unit.span)
    match = _ALONE.fullmatch(unit.text)
    if match is None:
        return None
    # Inside the text, or with a bare copyright mark above its end, the credit is a picture's.
    text = [i for i in range(first, last) if draft.role(i) is Role.PARAGRAPH]
    inside = bool(text) and text[0] < index < text[-1]
    bare_mark = bool(match["copyright"]) and not match["year"] and bool(text) and index < text[-1]
    if inside or bare_mark:
        draft.mark(index, Role.CREDIT, 0.7, "picture credit")
        return None
    draft.mark(index, Role.CREDIT, 0.9, "agency alone on its line")
    return Field(_name(match["name"]), Provenance.STATED, span=unit.span)


def _find_picture_agency(draft: Draft) -> None:
    named: Counter[str] = Counter()
    for index, unit in enumerate(draft.units):
        if draft.role(index) is Role.CAPTION:
            named.update(_name(name) for name in _IN_CREDIT.findall(caption_credit(unit.text))[-1:])
    if named:
        most = min(named, key=lambda name: (-named[name], name))
        draft.propose("photo_agency", Field(most, Provenance.STATED, "from captions"))


def _name(found: str) -> str:
    return _AGENCIES[found.casefold()]
