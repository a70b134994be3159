"""A raw dump of a web page as text: every line gets one role, and the fields are read off the lines."""

from __future__ import annotations

from reader.article import Field, Provenance, Role
from reader.importers.body import body_range
from reader.importers.draft import Draft
from reader.importers.fields import find_agencies, find_outlet, find_published, find_section
from reader.importers.headline import find_headline
from reader.importers.shapes import caption_credit, opens_caption


def read_dump(draft: Draft) -> None:
    """Give every unit of a draft its role, and find the draft's fields."""
    units = draft.units
    first, last = body_range(units)
    captions = _captions(draft)
    headline, merit = find_headline(units, first, last)
    if headline >= 0:
        first = headline + 1
    asides = _asides(draft, first, last)
    for index, unit in enumerate(units):
        kind = unit.shape.kind
        if index in captions:
            draft.mark(index, Role.CAPTION, 0.9, captions[index])
        elif kind:
            draft.mark(index, Role.BOILERPLATE, 0.9, kind)
        elif not first <= index < last:
            draft.mark(index, Role.BOILERPLATE, 0.7, "outside the text")
        elif index in asides:
            draft.mark(index, Role.BOILERPLATE, 0.7, asides[index])
        elif unit.shape.prose or unit.shape.closed or unit.shape.words > 14:
            draft.mark(index, Role.PARAGRAPH, 0.9 if unit.shape.prose else 0.7, "inside the text")
        else:
            draft.mark(index, Role.SUBHEADING, 0.6, "short line inside the text")
    if headline >= 0:
        draft.mark(headline, Role.HEADLINE, 0.8, "title-like line above the text")
        draft.propose("headline", Field(units[headline].text, Provenance.STATED, span=units[headline].span))
    find_section(draft)
    find_agencies(draft, last)
    find_published(draft, first, last)
    find_outlet(draft)


def _captions(draft: Draft) -> dict[int, str]:
    """Return the units that are captions, each with the rule that tells."""
    found: dict[int, str] = {}
    for index, unit in enumerate(draft.units):
        if unit.shape.words < 4:
            continue
        if caption_credit(unit.text):
            found[index] = "credit tail"
        elif opens_caption(unit.text) and unit.shape.words <= 40:
            found[index] = "caption opening"
    texts = {draft.units[index].text for index in found}
    for index, unit in enumerate(draft.units):
        if index not in found and unit.text in texts:
            found[index] = "repeats a caption"
    return found


RUN = 10
STRONG = 40


def _asides(draft: Draft, first: int, last: int) -> dict[int, str]:
    """Return the units inside the text that belong to other things, each with the rule that tells."""
    found: dict[int, str] = {}
    units = draft.units
    aside = False
    run: list[int] = []
    for index in range(first, last):
        shape = units[index].shape
        strong = shape.prose and shape.words >= STRONG
        if shape.end or shape.stop:
            aside = True
        elif strong:
            aside = False
        if aside:
            found[index] = "announces other pages" if shape.end or shape.stop else "after an announcement"
        if shape.prose:
            if len(run) >= RUN:
                found.update(dict.fromkeys(run, "run of short lines"))
            run = []
        else:
            run.append(index)
    if len(run) >= RUN:
        found.update(dict.fromkeys(run, "run of short lines"))
    return found
