"""Bytes to characters: a ladder of encodings, from the surest sign to the best guess."""

from __future__ import annotations

import codecs
import re

from reader.importers.errors import Refused

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SAMPLE = 65_536
_BINARY = (
    (b"%PDF-", "a PDF file"),
    (b"PK\x03\x04", "a zip archive or office document"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ", "an xz archive"),
    (b"\x28\xb5\x2f\xfd", "a zstd archive"),
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"RIFF", "a sound, video or picture file"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a program"),
    (b"SQLite format 3\x00", "a database"),
    (b"{\\rtf", "a rich-text document"),
    (b"\xd0\xcf\x11\xe0", "an office document"),
)
# Encodings that texts of the web came in. Macintosh ones are left out: they differ from these in the
# capitals alone, and a guess takes one for the other.
_LEGACY = [
    *("cp1250", "cp1251", "cp1252", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "cp1258", "cp874"),
    *("koi8_r", "koi8_u", "cp866", "iso8859_2", "iso8859_5", "iso8859_7"),
    *("gb18030", "big5", "shift_jis", "euc_jp", "iso2022_jp", "euc_kr"),
]
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_LATIN_LETTER = re.compile(rb"[A-Za-z]")


def decode(data: bytes) -> tuple[str, str]:
    """Decode a file's bytes.

    Returns:
        The text, and a notice for the reader when bytes could not be read or their encoding was
        guessed, else an empty string.

    Raises:
        Refused: For bytes that are no text, naming what they are as far as known.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _lenient(data[len(mark) :], encoding)
    for magic, what in _BINARY:
        if data.startswith(magic):
            raise Refused(f"not text: {what}")
    wide = _utf16_without_mark(data)
    if wide:
        return _lenient(data, wide)
    # Before UTF-8: control bytes are valid UTF-8, and a binary file can pass for it.
    sample = data[:_SAMPLE]
    if len(_CONTROL.findall(sample)) > len(sample) // 20:
        raise Refused("not text: too many control bytes")
    try:
        return data.decode("utf-8"), ""
    except UnicodeDecodeError as error:
        bad = error.start
    # A long text with a few broken places is still UTF-8: other encodings don't form its sequences.
    high = sum(byte >= 0x80 for byte in sample)
    broken = sample.decode("utf-8", "replace").count("�") - sample.count(b"\xef\xbf\xbd")
    if broken * 10 <= high or (bad >= _SAMPLE and high):
        return _lenient(data, "utf-8")
    return _legacy(data)


def _lenient(data: bytes, encoding: str) -> tuple[str, str]:
    """Decode with replacement characters, and say how many bytes they stand for."""
    try:
        return data.decode(encoding), ""
    except UnicodeDecodeError:
        text = data.decode(encoding, "replace")
        count = max(1, text.count("�") - (data.count(b"\xef\xbf\xbd") if encoding == "utf-8" else 0))
        return text, f"{count} {'byte' if count == 1 else 'bytes'} unreadable"


def _utf16_without_mark(data: bytes) -> str:
    """Name the UTF-16 order whose high bytes are NUL in Western text, or return an empty string."""
    sample = data[:4096]
    pairs = len(sample) // 2
    if pairs < 4:
        return ""
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if odd > pairs * 0.6 and even < pairs * 0.1:
        return "utf-16-le"
    if even > pairs * 0.6 and odd < pairs * 0.1:
        return "utf-16-be"
    return ""


def _legacy(data: bytes) -> tuple[str, str]:
    """Decode bytes of an older encoding: Western first where most letters are plain Latin ones."""
    sample = data[:_SAMPLE]
    high = sum(byte >= 0x80 for byte in sample)
    if high * 4 <= len(_LATIN_LETTER.findall(sample)):
        # Statistical guessing takes short Western texts for Baltic or Macintosh ones.
        text = data.decode("cp1252", "replace")
        return text, "read as Windows-1252"
    from charset_normalizer import from_bytes

    best = from_bytes(sample, cp_isolation=_LEGACY).best()
    encoding = best.encoding if best is not None else "cp1252"
    text, notice = _lenient(data, encoding)
    if text.count("�") * 100 > len(text):
        raise Refused("not text: too many unreadable bytes")
    return text, notice or f"read as {encoding.replace('_', '-')}"
