"""Foreign text made safe to show: the one gate between a source's characters and the model.

A terminal obeys escape sequences and control characters wherever they come from, and a reader is misled
by direction overrides and invisible characters. `safe_text` takes all of them out, so that no other part
of the program needs to think of them. Offsets everywhere else refer to the text after this gate.

Two properties hold for any input: a second pass changes nothing, and the number of lines is that of the
source as `split_lines` cuts it, so that line N here is line N there.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

_NEWLINE = re.compile("\r\n|[\r\n\v\f\x85\u2028\u2029]")

_PAYLOAD = "[^\x07\x1b\x9c\n]"
_END = "(?:\x07|\x1b\\\\|\x9c)"
_SEQUENCE = re.compile(
    # OSC, DCS, SOS, PM, APC: strings with a terminator. One that lacks it may not eat the article, so it
    # ends with its line, and after 256 characters at the latest.
    rf"\x1b[\]PX^_](?:{_PAYLOAD}{{0,4096}}{_END}|{_PAYLOAD}{{0,256}})"
    # The same as single C1 characters, only with the parameters and the terminator that a real one has:
    # alone, U+0090 and U+009D are what is left of a quote mark or a Cyrillic letter decoded wrongly.
    rf"|[\x90\x9d]\d{{1,9}}[;$+q|!]{_PAYLOAD}{{0,4096}}{_END}"
    rf"|[\x98\x9e\x9f]{_PAYLOAD}{{0,4096}}{_END}"
    # CSI, with parameters, intermediates and final character.
    r"|(?:\x1b\[|\x9b)[0-?]{0,64}[ -/]{0,8}[@-~]?"
    # Any other escape: intermediates and a final character.
    r"|\x1b[ -/]{0,8}[0-~]?"
)

_COMMANDING = re.compile(
    "["
    "\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f"  # C0 and C1 but for tab and what breaks a line
    "\u202a-\u202e\u2066-\u2069"  # embeddings, overrides, isolates
    "\ud800-\udfff"  # lone surrogates, which no file can be written with
    "\U000e0000-\U000e007f"  # tag characters
    "]"
)
_INVISIBLE = re.compile("[\u00ad\u180e\u200b\u2060-\u2064\u206a-\u206f\ufeff\ufff9-\ufffb]")

_SYMBOL_RUN = re.compile(r"[^\w\s\x00-\x7f]{9,}")
_MARKS_PER_BASE = 8


@dataclass(frozen=True, slots=True)
class SafeText:
    """A text that may be shown, with what was taken out of it.

    Attributes:
        text: In Unicode's composed form (NFC); lines end in a line feed, tabs are spaces.
        removed: Number of control codes, counting a whole escape sequence as one.
        invisible: Number of other invisible characters: zero-width spaces, soft hyphens, byte order
            marks, and combining marks beyond the eighth on one character.
    """

    text: str
    removed: int = 0
    invisible: int = 0


def split_lines(raw: str) -> list[str]:
    """Cut a text into its lines, at the same places where `safe_text` puts line feeds."""
    return _NEWLINE.split(raw)


def safe_text(raw: str) -> SafeText:
    """Return `raw` without anything that a terminal would obey or a reader could not see.

    Zero-width joiners, which Persian, Indic scripts and emoji need, and no-break spaces stay.
    """
    text = _NEWLINE.sub("\n", raw).replace("\t", " ")
    removed = invisible = 0
    if not (text.isascii() and text.replace("\n", "").isprintable()):
        text, sequences = _SEQUENCE.subn("", text)
        text, controls = _COMMANDING.subn("", text)
        text, invisible = _INVISIBLE.subn("", text)
        removed = sequences + controls
        text = unicodedata.normalize("NFC", text)
        text, flooded = _cap_marks(text)
        invisible += flooded
    return SafeText(text, removed, invisible)


def is_safe(text: str, *, one_line: bool = True) -> bool:
    """Tell whether a text has passed this gate: for what was kept where others may write.

    Args:
        text: The text.
        one_line: Whether it must be a single line.
    """
    if text.isascii() and text.isprintable():
        return True  # As most are.
    return not (one_line and "\n" in text) and safe_text(text).text == text


def safe_line(raw: str) -> str:
    """Return `raw` as one safe line: for titles, file names and messages."""
    return " ".join(safe_text(raw).text.split())


def _cap_marks(text: str) -> tuple[str, int]:
    """Keep at most eight combining marks on one character; return the text and how many went."""
    dropped = 0

    def cap(match: re.Match[str]) -> str:
        nonlocal dropped
        kept: list[str] = []
        marks = 0
        for character in match.group():
            marks = marks + 1 if unicodedata.category(character) in {"Mn", "Me"} else 0
            if marks <= _MARKS_PER_BASE:
                kept.append(character)
            else:
                dropped += 1
        return "".join(kept)

    return _SYMBOL_RUN.sub(cap, text), dropped
