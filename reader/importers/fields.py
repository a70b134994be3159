"""Fields read off the lines around the text: section, byline, agency, date, outlet."""

from __future__ import annotations

import re
from collections import Counter

from reader.article import Field, Provenance, Role, Span
from reader.importers.datelines import day_comes_first, stated_dates
from reader.importers.draft import Draft
from reader.importers.shapes import breadcrumb_parts, caption_credit

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
    "kyodo": "Kyodo",
    "upi": "UPI",
    "epa": "EPA",
    "anadolu": "Anadolu",
    "pti": "PTI",
    "ians": "IANS",
    "getty": "Getty",
    "getty images": "Getty",
    "bloomberg": "Bloomberg",
    "press association": "PA",
    "the canadian press": "The Canadian Press",
}
_NAMES = "|".join(sorted(map(re.escape, _AGENCIES), key=lambda name: (-len(name), name)))
_ALONE = re.compile(
    rf"(?:©|\(c\))?\s*(?:copyright)?\s*(?:\d{{4}})?\s*(?:by |source: |quelle: )?({_NAMES})\.?", re.I
)
_DATELINE = re.compile(
    rf"[A-ZÀ-Þ][^()—–]{{1,60}}\(({_NAMES})\)\s*[-—–]|[^()]{{2,60}}[-—–]\s*\(({_NAMES})\)", re.I
)
_BY_AGENCY = re.compile(rf"by\s.{{2,60}},?\s(?:of )?({_NAMES})", re.I)
_REPORTING = re.compile(r"\(?(?:additional )?reporting by\b.{2,200}\bediting by\b", re.I)
_TAIL = re.compile(rf"\b({_NAMES})\b", re.I)


def find_section(draft: Draft) -> None:
    """Take the section from a path of section names above the text: its last part."""
    for index, unit in enumerate(draft.units):
        if draft.role(index) in (Role.PARAGRAPH, Role.HEADLINE):
            return
        parts = breadcrumb_parts(unit.text)
        if unit.shape.kind == "breadcrumb" and len(parts) >= 2:
            draft.mark(index, Role.SECTION, 0.8, "path of section names")
            span = draft.span_in(index)
            draft.propose("section", Field(parts[-1], Provenance.STATED, span=span))
            return


def find_agencies(draft: Draft, last: int) -> None:
    """Tell whose copy the text is, and apart from it whose pictures."""
    pictures: Counter[str] = Counter()
    for index, unit in enumerate(draft.units):
        role = draft.role(index)
        if role is Role.CAPTION:
            named = _TAIL.findall(caption_credit(unit.text))
            pictures.update(_AGENCIES[name.casefold()] for name in named[-1:])
            continue
        match = None
        if role is Role.PARAGRAPH:
            match = _DATELINE.match(unit.text)
        elif unit.shape.words <= 6:
            match = _ALONE.fullmatch(unit.text) or _BY_AGENCY.fullmatch(unit.text)
        if match:
            name = next(group for group in match.groups() if group)
            agency = _AGENCIES[name.casefold()]
            if role is not Role.PARAGRAPH:
                draft.mark(index, Role.CREDIT, 0.9, "agency alone on its line")
            draft.propose("agency", Field(agency, Provenance.STATED, span=unit.span))
    if pictures:
        top = min(pictures, key=lambda name: (-pictures[name], name))
        draft.propose("photo_agency", Field(top, Provenance.STATED, "from captions"))


_PUBLISHED = re.compile(
    r"publi(?:shed|é|cad[oa]|cato|ceerd)|posted|created|veröffentlicht|erstellt|verfasst|datum|date\b|stand\b|vom\b|uhr\b"
    r"|mis en ligne|fecha|data\b|geplaatst|opublikowan|опубликован|发布|日期",
    re.I,
)
_CHANGED = re.compile(
    r"updat|edit|revis|modif|aktualisiert|geändert|mis à jour|actualiz|atualiz|aggiornat|bijgewerkt|изменен|更新"
    r"|until|valid|\bbis\b|gültig|jusqu|hasta|erschein|release|expires",
    re.I,
)


def find_published(draft: Draft, first: int, last: int) -> None:
    """Find the day of publication: a date line by the headline, else what the captions agree on."""
    anchor = next((i for i, role in enumerate(draft.roles) if role[0] is Role.HEADLINE), first - 1)
    day_first = day_comes_first(unit.text for unit in draft.units if unit.shape.words <= 16)
    if day_first is None and draft.body_language() not in ("", "en"):
        day_first = True
    best: tuple[float, int, str, Span] | None = None
    for index in range(max(0, anchor - ABOVE), min(len(draft.units), last + BELOW)):
        unit = draft.units[index]
        if not _may_be_dateline(draft, index, first):
            continue
        for found in stated_dates(unit.text, day_first=day_first):
            cost = (index - anchor) if index > anchor else (anchor - index) * 1.5
            if index >= last:
                cost = 20.0 + index - last
            elif index > anchor + DOWN and index > first + 2:
                continue
            if _CHANGED.search(unit.text[: found.span.start]):
                cost += CHG
            elif _PUBLISHED.search(unit.text):
                cost -= CUE
            elif _is_listed(draft, index, found.value, day_first):
                cost += LISTED
            if cost <= MAXCOST and (best is None or cost < best[0]):
                best = (cost, index, found.value, found.span)
    if best:
        _, index, value, span = best
        draft.mark(index, Role.DATELINE, 0.8, "date near the headline")
        draft.propose("published", Field(value, Provenance.STATED, span=draft.span_in(index, span)))
        return
    dates = Counter(
        found.value
        for index, unit in enumerate(draft.units)
        if draft.role(index) is Role.CAPTION
        for found in stated_dates(unit.text, day_first=day_first)
    )
    if len(dates) == 1:
        (value,) = dates
        draft.propose("published", Field(value, Provenance.INFERRED, "from captions", 0.6))


ABOVE = 8
BELOW = 3
DOWN = 14
CUE = 6.0
CHG = 10.0
LISTED = 20.0
NEARBY = 3
MAXCOST = 17.0


def _is_listed(draft: Draft, index: int, value: str, day_first: bool | None) -> bool:
    """Tell whether lines near a date give other dates: a list of pages or of comments."""
    near = draft.units[max(0, index - NEARBY) : index + NEARBY + 1]
    others = {
        found.value
        for unit in near
        if unit.shape.words <= 20
        for found in stated_dates(unit.text, day_first=day_first)
    }
    return len(others - {value}) > 0


def _may_be_dateline(draft: Draft, index: int, first: int) -> bool:
    """Tell whether a unit can hold the date of publication: short, and no sentence of the text."""
    unit = draft.units[index]
    role = draft.role(index)
    if role in (Role.CAPTION, Role.HEADLINE) or unit.shape.words > 16:
        return False
    return role not in (Role.PARAGRAPH, Role.SUBHEADING) or (index <= first + 4 and not unit.shape.prose)


_WEBSITE = re.compile(r"(.{2,40}?)['’]s (?:official )?web\s?site\b", re.I)
_DOMAIN = re.compile(r"(?:https?://)?(?:www\.)?([\w-]+(?:\.[\w-]+)+)", re.I)


def find_outlet(draft: Draft) -> None:
    """Find the outlet where the page names itself: never from a place in its prose, never an agency."""
    hosts = [
        match.group(1).casefold()
        for unit in draft.units
        if unit.shape.kind == "address"
        for match in [_DOMAIN.fullmatch(unit.text)]
        if match
    ]
    for index, unit in enumerate(draft.units):
        if draft.role(index) in (Role.PARAGRAPH, Role.CAPTION, Role.HEADLINE):
            continue
        match = _WEBSITE.match(unit.text)
        if match and match.group(1).casefold() not in _AGENCIES:
            draft.propose(
                "outlet",
                Field(match.group(1), Provenance.STATED, span=draft.span_in(index, Span(*match.span(1)))),
            )
            return
    del hosts
