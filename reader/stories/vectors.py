"""Weighted terms as compact values: what a library keeps of an article to group it later.

A term is known by the CRC-32 of its letters. Two terms of one value are taken for one; that two articles
share such a pair by chance happens once in hundreds of thousands of pairs and then weighs one term of a
hundred.
"""

from __future__ import annotations

import sys
from array import array
from collections.abc import Iterable, Mapping
from zlib import crc32

Vector = dict[int, int]
"""The weight of each term, by the term's number."""

_BYTES_PER_TERM = 6


def number_terms(weights: Mapping[str, int]) -> Vector:
    """Return weighted terms by number, in rising order."""
    vector: Vector = {}
    for term, weight in weights.items():
        number = crc32(term.encode("utf-8", "surrogatepass"))
        vector[number] = min(0xFFFF, vector.get(number, 0) + weight)
    return dict(sorted(vector.items()))


def encode(vector: Vector) -> bytes:
    """Return a vector as bytes: all numbers, four bytes each, then all weights, two bytes each."""
    return pack_numbers("I", vector) + pack_numbers("H", vector.values())


def decode(packed: bytes) -> Vector:
    """Return the vector of `encode`."""
    cut = 4 * (len(packed) // _BYTES_PER_TERM)
    return dict(zip(unpack_numbers("I", packed[:cut]), unpack_numbers("H", packed[cut:]), strict=True))


def pack_numbers(code: str, values: Iterable[int]) -> bytes:
    """Return whole numbers as bytes, lowest byte first on every machine; `code` is `array`'s."""
    numbers = array(code, values)
    if sys.byteorder == "big":
        numbers.byteswap()
    return numbers.tobytes()


def unpack_numbers(code: str, packed: bytes) -> array[int]:
    """Return the numbers of `pack_numbers`."""
    numbers: array[int] = array(code)
    numbers.frombytes(packed)
    if sys.byteorder == "big":
        numbers.byteswap()
    return numbers
