"""Build the table of word weights that ships in `reader/stories/data/`, the same bytes every time.

Run it in an environment with wordfreq and snowballstemmer (versions in `reader/stories/data/README.md`):

    python tools/stories/background.py reader/stories/data/background.gz
"""

from __future__ import annotations

import gzip
import io
import math
import sys
from collections import Counter
from pathlib import Path

from wordfreq import get_frequency_dict

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from reader.stories.background import UNKNOWN, stem

ARTICLE_WORDS = 400
"""How long the article is that a word is, or is not, found in."""

RAREST = 1e-7
"""English words that are rarer than once in ten million are left to `UNKNOWN`."""

OTHER_LANGUAGES = (
    *("bg", "cs", "da", "de", "es", "fi", "fr", "hu", "id", "it"),
    *("nb", "nl", "pl", "pt", "ro", "ru", "sv", "tr", "uk", "vi"),
)
COMMON = 2e-4
"""Of other languages only the words that fill sentences: once in five thousand words or oftener."""
FOREIGN = 1e-5
"""A word that is rarer than this in English is no English word: "und", but not "die"."""


def weight(frequency: float) -> float:
    """Return the negative logarithm of the chance that an article holds a word."""
    return min(UNKNOWN, -math.log(-math.expm1(-frequency * ARTICLE_WORDS)))


def table() -> bytes:
    """Return the stems in order, a line each, a null byte, and a byte for each: its weight in tenths."""
    frequencies: Counter[str] = Counter()
    for word, frequency in sorted(get_frequency_dict("en", "large").items()):
        # Of figures wordfreq counts the shape alone ("00" for 27), all but those of one digit.
        if frequency >= RAREST and (word[0].isalpha() or len(word) == 1):
            frequencies[stem(word)] += frequency
    common: Counter[str] = Counter()
    for language in OTHER_LANGUAGES:
        for word, frequency in sorted(get_frequency_dict(language, "best").items()):
            if frequency >= COMMON and word[0].isalpha() and frequencies[stem(word)] < FOREIGN:
                common[stem(word)] = max(common[stem(word)], frequency)
    frequencies |= common
    stems = sorted(key for key in frequencies if frequencies[key])
    return "\n".join(stems).encode() + b"\0" + bytes(round(10 * weight(frequencies[key])) for key in stems)


def main() -> None:
    """Write the table to the path given."""
    buffer = io.BytesIO()
    with gzip.GzipFile(fileobj=buffer, mode="wb", compresslevel=9, mtime=0) as file:
        file.write(table())
    Path(sys.argv[1]).write_bytes(buffer.getvalue())


if __name__ == "__main__":
    main()
