"""Near-copies: how much of one text stands word for word in another.

A text is known by a sample of its runs of five words, every one whose hash is divisible by eight, whatever
text it stands in. The share of one text's sample that another's holds tells how much of it was copied, also
when a short text is contained in a long one.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Collection
from itertools import accumulate
from zlib import crc32

from reader.stories.vectors import pack_numbers, unpack_numbers

RUN = 5
"""Words of a run."""

ONE_OF = 8
"""One run of this many is in the sample."""

INDEXED = 16
"""Runs of an article, those with the smallest hashes, under which a library can find it."""

CROWDED = 200
"""A run that this many articles hold is a phrase of the trade and finds nothing."""

LEAST = 60
"""Per cent of the shorter text that must stand in the other for the two to be near-copies."""

LEAST_RUNS = 4
"""Runs of a sample below which nothing is said: a few words in common are no copy."""

_WORD = re.compile(r"[^\W_]+")


def sample(text: str) -> tuple[int, ...]:
    """Return the hashes of a text's sampled runs, in rising order."""
    words = _WORD.findall(text.lower())
    letters = " ".join(words).encode("utf-8", "surrogatepass")
    if len(letters) == sum(map(len, words)) + max(0, len(words) - 1):
        sizes = [len(word) + 1 for word in words]
    else:
        sizes = [len(word.encode("utf-8", "surrogatepass")) + 1 for word in words]
    starts = list(accumulate(sizes, initial=0))
    # Every word of a library comes by here: no step that the loop can do without.
    return tuple(
        sorted(
            {
                value
                for start, end in zip(starts, starts[RUN:], strict=False)
                if not (value := crc32(letters[start : end - 1])) % ONE_OF
            }
        )
    )


def share(one: Collection[int], other: Collection[int]) -> int:
    """Return how many per cent of the shorter sample stand in the other; 0 where there is too little."""
    shorter = min(len(one), len(other))
    if shorter < LEAST_RUNS:
        return 0
    return 100 * len(set(one).intersection(other)) // shorter


def encode(hashes: Collection[int]) -> bytes:
    """Return a sample as bytes."""
    return pack_numbers("I", hashes)


def decode(packed: bytes) -> array[int]:
    """Return the sample of `encode`."""
    return unpack_numbers("I", packed)
