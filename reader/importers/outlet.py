"""Which outlet a page is of, where the page names itself; unknown rather than guessed."""

from __future__ import annotations

import re

from reader.article import Field, Provenance, Role, Span
from reader.importers.agencies import is_agency
from reader.importers.draft import Draft
from reader.importers.shapes import Kind

_WEBSITE = re.compile(r"(?:visit )?(?P<name>[^\W\d_].{1,39}?)['’]s (?:official )?web\s?site\b", re.I)
_DOMAIN = re.compile(
    r"(?:https?://)?(?:www\d?\.)?(?P<host>[\w-]+(?:\.[\w-]+)+)(?:/\S*)?|\S+@(?P<mail>[\w.-]+)", re.I
)
_RIGHTS = re.compile(
    r"(?:©|\(c\)|copyright)\s*(?:©\s*)?(?:by\s)?\d{4}(?:\s?[-–]\s?\d{4})?[\s,.:-]*(?:by\s)?"
    r"(?P<name>[^\W\d_][^.|©,;:/]{1,60})(?=[.|©,;:/]|$)",
    re.I,
)
# The other order, with nothing else on the line: "© Press TV 2009-2015".
_RIGHTS_BEFORE_YEAR = re.compile(
    r"(?:©|\(c\)|copyright)\s*(?:©\s*)?(?:by\s)?(?P<name>[^\W\d_][^.|©,;:/\d]{1,60}?),?"
    r"\s\d{4}(?:\s?[-–]\s?\d{4})?\.?",
    re.I,
)
_NOT_A_NAME = re.compile(
    r"all rights|alle rechte|tous droits|todos|tutti|reserved|powered|design|theme|impressum|creative commons"
    r"|wordpress|vimeo|facebook|google|twitter|instagram|youtube|tumblr|blogger|medium|linkedin|pinterest|github",
    re.I,
)
_OUTER = (Role.BOILERPLATE, Role.SECTION, Role.CREDIT, Role.DATELINE, Role.BYLINE)


def find_outlet(draft: Draft) -> None:
    """Find the outlet in the lines around the text: never in its prose, and never an agency."""
    for find in (_from_website_line, _from_domain, _from_rights_line):
        found = find(draft)
        if found is not None:
            draft.propose("outlet", found)
            return


def _outer_units(draft: Draft) -> list[int]:
    return [index for index in range(len(draft.units)) if draft.role(index) in _OUTER]


def _from_website_line(draft: Draft) -> Field | None:
    """Read "Press TV’s website can also be accessed …"."""
    for index in _outer_units(draft):
        match = _WEBSITE.match(draft.units[index].text)
        if match and _may_be_outlet(match["name"]):
            span = draft.span_in(index, Span(*match.span("name")))
            return Field(match["name"], Provenance.STATED, "from its website line", span=span)
    return None


def _from_domain(draft: Draft) -> Field | None:
    """Find a short line that begins with the name that an address of the page contracts."""
    outer = _outer_units(draft)
    hosts = [
        host
        for index in outer
        if draft.units[index].shape.kind is Kind.ADDRESS
        for match in [_DOMAIN.fullmatch(draft.units[index].text)]
        if match
        for host in (match["host"] or match["mail"]).casefold().split(".")
        if len(host) >= 4
    ]
    for index in outer:
        unit = draft.units[index]
        if unit.shape.kind is Kind.ADDRESS or unit.shape.words > 4:
            continue
        words = unit.text.split()
        for count in range(len(words), 0, -1):
            name = " ".join(words[:count]).rstrip(",;:|-–")
            if (
                name[:1].isupper()
                and "".join(filter(str.isalnum, name.casefold())) in hosts
                and _may_be_outlet(name)
            ):
                span = draft.span_in(index, Span(0, len(name)))
                return Field(name, Provenance.INFERRED, "matches an address on the page", 0.8, span)
    return None


def _from_rights_line(draft: Draft) -> Field | None:
    """Read "© 2015 Press TV. All rights reserved."."""
    for index in reversed(_outer_units(draft)):
        unit = draft.units[index]
        if unit.shape.kind is not Kind.COPYRIGHT:
            continue
        match = _RIGHTS.search(unit.text) or _RIGHTS_BEFORE_YEAR.fullmatch(unit.text)
        if match is None:
            continue
        # "Verband der Segler e.V." ends, for the pattern, in the middle of its legal form.
        name = re.sub(r"\s\w$", "", match["name"].strip(" -–©"))
        if len(name.split()) <= 5 and _may_be_outlet(name):
            span = draft.span_in(index, Span(match.start("name"), match.start("name") + len(name)))
            return Field(name, Provenance.INFERRED, "from its copyright line", 0.7, span)
    return None


def _may_be_outlet(name: str) -> bool:
    return not is_agency(name) and not _NOT_A_NAME.search(name)
