"""What the outline of a single line tells: prose, label, address, button, notice.

Each rule sees one line of at most 4,000 characters and knows nothing of its neighbours. No regular
expression here repeats a repetition, so each takes time in proportion to the line.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from reader.importers.captions import caption_credit
from reader.importers.furniture import (
    announces_others,
    is_button,
    is_notice,
    opens_comments,
    points_elsewhere,
)

_WORD = re.compile(r"\w+(?:['’.-]\w+)*")
_DENSE = re.compile("[\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7a3]")
_UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]")
_CLOSERS = "[\"'”’»“)\\]」』]*"
_SENTENCE_END = re.compile(rf"[.!?…]{_CLOSERS}\d{{0,2}}(?:\s|$)|[。！？؟।]")
_CLOSED = re.compile(rf"[.!?…:;。！？؟।]{_CLOSERS}$")
_INITIALS = re.compile(r"[A-Za-z]{2,4}(?:\s?[/|-]\s?[A-Za-z]{2,4}){1,4}")
_ADDRESS = re.compile(
    r"(?:https?://|www\.)\S+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+|[\w-]+(?:\.[\w-]+)*\.[a-z]{2,6}/?", re.I
)
_COPYRIGHT = re.compile(
    r"©|\(c\)\s|\bcopyright\b|\ball rights reserved\b|alle rechte vorbehalten|tous droits réservés"
    r"|todos los derechos reservados|todos os direitos reservados|tutti i diritti riservati"
    r"|все права защищены|版权所有",
    re.I,
)
_CRUMBS = re.compile(r"\s+[/>»›→|]\s+|\s*[»›>]\s*")


class Kind(StrEnum):
    """What a line is beyond doubt by its form alone."""

    NONE = ""
    NO_WORDS = "no words"
    INITIALS = "initials"
    ADDRESS = "address"
    COPYRIGHT = "copyright"
    BREADCRUMB = "path of section names"
    BUTTON = "button"
    NOTICE = "notice to the reader"
    POINTER = "points to another page"
    ANNOUNCEMENT = "announces other pages"
    COMMENTS = "opens readers' comments"


@dataclass(frozen=True, slots=True)
class Shape:
    """What one line looks like, whatever stands around it.

    Attributes:
        words: Number of words; scripts without spaces are counted by characters.
        prose: Reads as running text: enough words, and a sentence's end or great length.
        closed: Ends as a sentence does.
        kind: What it is beyond doubt by its form alone; never set on prose but for notices and pointers.
    """

    words: int
    prose: bool
    closed: bool
    kind: Kind


def shape_of(text: str) -> Shape:
    """Return the shape of one line."""
    words = count_words(text)
    sentence = _SENTENCE_END.search(text) is not None
    kind = _kind(text, words, sentence and words >= 12)
    prose = not kind and ((words >= 8 and sentence) or words >= 20)
    return Shape(words, prose, _CLOSED.search(text) is not None, kind)


def count_words(text: str) -> int:
    """Count words: two characters of a dense script, or four of an unspaced one, make a word."""
    count = len(_WORD.findall(text))
    if text.isascii():
        return count
    return max(count, len(_DENSE.findall(text)) // 2 + len(_UNSPACED.findall(text)) // 4)


def _kind(text: str, words: int, sentence: bool) -> Kind:
    if not any(map(str.isalnum, text)):
        return Kind.NO_WORDS
    if _INITIALS.fullmatch(text) and (text.isupper() or text.islower()):
        return Kind.INITIALS
    if _ADDRESS.fullmatch(text):
        return Kind.ADDRESS
    if words <= 40 and not sentence and _COPYRIGHT.search(text) and not caption_credit(text):
        return Kind.COPYRIGHT
    if opens_comments(text):
        return Kind.COMMENTS
    if announces_others(text):
        return Kind.ANNOUNCEMENT
    if breadcrumb_parts(text):
        return Kind.BREADCRUMB
    if not sentence and is_button(text, words):
        return Kind.BUTTON
    if points_elsewhere(text, words):
        return Kind.POINTER
    if is_notice(text, words):
        return Kind.NOTICE
    return Kind.NONE


def breadcrumb_parts(text: str) -> list[str]:
    """Return the parts of a path of section names such as "News / Russia", or an empty list."""
    if len(text) > 200 or _CLOSED.search(text):
        return []
    parts = [part.strip() for part in _CRUMBS.split(text)]
    if 2 <= len(parts) <= 6 and all(0 < len(part.split()) <= 5 for part in parts):
        return parts
    return []
