"""Captions of pictures: a line is one only when a credit or an opening says so.

A caption may stand in the place of the first paragraph and be as long as one; "(R)", "in this file
photo" or "pictured" stand in running text as well. Only a credit at its end, or an opening such as
"Photo:", decides.
"""

from __future__ import annotations

import re

_AGENCY = (
    r"(?:AFP|AP|Reuters|EPA|dpa|APA|ANSA|EFE|TASS|Xinhua|Anadolu|UPI|PA|ddp"
    r"|Getty|Imago|Keystone|Shutterstock|iStock)"
)
_PICTURE = r"(?:Photo|Foto|Image|Bild|Picture|Imagen|Crédito|Crédit|Credit|Photograph)"
_CREDIT_TAIL = re.compile(
    # A point may stand in a credit only after an initial: "© Valley Post / R. Lindt".
    r"(?:©\s*(?:[^.©]|(?<=\b[A-Z])\.(?=\s)){2,60}"
    rf"|\((?:{_PICTURE}s?:?\s*)?{_AGENCY}[^()]{{0,40}}\)"
    rf"|\b{_AGENCY}(?: Photo)?\s*/\s*[^/.]{{2,40}}"
    rf"|/\s*{_AGENCY}"
    r"|[\[(](?:File )?photo[\])]"
    rf"|\b{_PICTURE}(?:s|quelle|nachweis|rechte)?\s?(?:by|:)\s*[^.]{{2,60}})[.)\]]*$",
    re.I,
)
# No credit that the pattern knows is longer, so that nothing before needs to be looked at.
_LONGEST_TAIL = 130
# Every credit has one of these, and few paragraphs have.
_CREDIT_SIGN = re.compile(r"[©(\[/:]|\bby\b", re.I)
_DATED_COPYRIGHT = re.compile(r"©\s*(?:copyright\s*)?(?:\d{4}|by\b)", re.I)
_OPENING = re.compile(
    rf"(?:{_PICTURE}|file|caption|grafik|symbolbild|archivbild|archivfoto)s?\s?(?:[:—–-]|©)\s?\S", re.I
)


def caption_credit(text: str) -> str:
    """Return the credit that closes a caption ("© AFP", "(Reuters)", "Photo: X / Getty"), or ""."""
    if len(text) > 600 or _DATED_COPYRIGHT.match(text):
        return ""
    tail = max(0, len(text) - _LONGEST_TAIL)
    if not _CREDIT_SIGN.search(text, tail):
        return ""
    found = _CREDIT_TAIL.search(text, tail)
    # A credit alone closes no caption.
    return found.group() if found and found.start() >= 12 else ""


def opens_caption(text: str) -> bool:
    """Tell whether a line begins as captions do: "Photo: …", "FILE - …"."""
    return len(text) <= 400 and _OPENING.match(text) is not None
