"""What the outline of a single line tells: prose, label, address, date, credit, page furniture.

Each rule is a small function of one line (at most 4,000 characters). No regular expression here has
nested repetition, so each takes time in proportion to the line.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from reader.importers.furniture import announces_others, is_button, is_notice, opens_comments
from reader.text.language import function_words

_WORD = re.compile(r"\w+(?:['’.-]\w+)*")
_DENSE = re.compile("[\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7a3]")
_UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]")
_SENTENCE_END = re.compile(
    "[.!?…。！？؟।][\"'”’»“)\\]」』]*(?:\\s|$)|[.!?…。！？؟।][\"'”’»“)\\]」』]*\\d{0,2}$"
)
_ENDS_SENTENCE = re.compile("[.!?…:;。！？؟।][\"'”’»“)\\]」』]*$")
_INITIALS = re.compile(r"[A-Za-z]{2,4}(?:\s?[/|-]\s?[A-Za-z]{2,4}){1,4}")
_ADDRESS = re.compile(
    r"(?:https?://|www\.)\S+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+|[\w-]+(?:\.[\w-]+)*\.[a-z]{2,6}/?", re.I
)
_COPYRIGHT = re.compile(
    r"©|\(c\)\s|\bcopyright\b|\ball rights reserved\b|alle rechte vorbehalten|tous droits réservés"
    r"|todos los derechos reservados|todos os direitos reservados|все права защищены|版权所有",
    re.I,
)
_CRUMBS = re.compile(r"\s+[/>»›→|]\s+|\s*[»›>]\s*")


@dataclass(frozen=True, slots=True)
class Shape:
    """What one line looks like, whatever stands around it.

    Attributes:
        words: Number of words; scripts without spaces are counted by characters.
        prose: Reads as running text: enough words, and a sentence's end or great length.
        closed: Ends as a sentence does.
        common: Share of function words among its words, from 0 to 1.
        label: A short line that is no sentence: a title, a button, a name.
        kind: What it is beyond doubt by its form alone ("initials", "address", …), or "".
        end: Announces what follows an article: comments, related articles.
    """

    words: int
    prose: bool
    closed: bool
    common: float
    label: bool
    kind: str
    end: bool
    stop: bool = False


def shape_of(text: str) -> Shape:
    """Return the shape of one line."""
    found = _WORD.findall(text)
    words = count_words(text, len(found))
    known = function_words()
    common = sum(word.casefold() in known for word in found) / max(1, len(found))
    closed = _ENDS_SENTENCE.search(text) is not None
    sentence = _SENTENCE_END.search(text) is not None
    prose = (words >= 8 and sentence) or words >= 20
    kind = _kind(text, words, sentence and words >= 12)
    return Shape(words, prose and not kind, closed, common, not prose, kind, announces_others(text), opens_comments(text))


def count_words(text: str, spaced: int | None = None) -> int:
    """Count words: two characters of a dense script, or four of an unspaced one, make a word."""
    count = len(_WORD.findall(text)) if spaced is None else spaced
    dense, unspaced = len(_DENSE.findall(text)), len(_UNSPACED.findall(text))
    return max(count, dense // 2 + unspaced // 4)


def _kind(text: str, words: int, sentence: bool) -> str:
    """Name what a line is by its form alone, or return an empty string."""
    if not any(map(str.isalnum, text)):
        return "no words"
    if _INITIALS.fullmatch(text) and (text.isupper() or text.islower()):
        return "initials"
    if _ADDRESS.fullmatch(text):
        return "address"
    if words <= 40 and not sentence and _COPYRIGHT.search(text) and not caption_credit(text):
        return "copyright"
    if is_breadcrumb(text):
        return "breadcrumb"
    if not sentence and is_button(text, words):
        return "furniture"
    if is_notice(text, words):
        return "notice"
    return ""


def breadcrumb_parts(text: str) -> list[str]:
    """Return the parts of a line such as "News / Russia", or an empty list."""
    if len(text) > 200:
        return []
    parts = [part.strip() for part in _CRUMBS.split(text)]
    if 2 <= len(parts) <= 6 and all(0 < len(part.split()) <= 5 for part in parts):
        return parts
    return []


def is_breadcrumb(text: str) -> bool:
    """Tell whether a line is a path of section names."""
    return not _ENDS_SENTENCE.search(text) and len(breadcrumb_parts(text)) >= 2


_AGENCY_CREDIT = r"(?:AFP|AP|Reuters|REUTERS|EPA|dpa|DPA|APA|ANSA|EFE|TASS|Tass|Xinhua|Anadolu|Getty|UPI|PA|Imago|imago|ddp)"
_CREDIT_TAIL = re.compile(
    r"(?:©\s*[^.©]{2,60}|\((?:Photo|Foto|Image|Bild|Picture)?s?:?\s*"
    + _AGENCY_CREDIT
    + r"[^()]{0,40}\)|\b"
    + _AGENCY_CREDIT
    + r"(?: Photo)?\s*/\s*[^/.]{2,40}|/\s*"
    + _AGENCY_CREDIT
    + r"|\[(?:File )?photo\]|\((?:File )?photo\)"
    r"|\b(?:Photo|Foto|Image|Bild|Picture|Credit|Photograph|Fotos|Crédito|Crédit|Quelle)s?\s?(?:by|:)\s*[^.]{2,60})\.?$",
    re.I,
)
_CAPTION_OPENING = re.compile(
    r"(?:photo|foto|bild|image|picture|file|grafik|symbolbild|archivbild|imagen|caption)s?\s?(?:[:—–-]|©)\s?\S",
    re.I,
)
_BARE_COPYRIGHT = re.compile(r"©\s*(?:copyright\s*)?(?:\d{4}|by\b)", re.I)


def caption_credit(text: str) -> str:
    """Return the credit that closes a caption ("© AFP", "(Reuters)", "Photo: X / Getty"), or ""."""
    if _BARE_COPYRIGHT.match(text) or len(text) > 600:
        return ""
    found = _CREDIT_TAIL.search(text)
    return found.group() if found and found.start() >= 12 else ""


def opens_caption(text: str) -> bool:
    """Tell whether a line begins as captions do: "Photo: …", "FILE - …"."""
    return len(text) <= 400 and _CAPTION_OPENING.match(text) is not None
