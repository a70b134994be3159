"""Weighted terms and neighbours as compact values: what a library keeps of an article to group it later.

A term is known by the CRC-32 of its letters. Two terms of one value are taken for one; that two articles
share such a pair by chance happens once in hundreds of thousands of pairs and then weighs one term of a
hundred.
"""

from __future__ import annotations

import sys
from array import array
from collections.abc import Iterable, Mapping
from itertools import accumulate, pairwise
from typing import NamedTuple
from zlib import crc32

Vector = dict[int, int]
"""The weight of each term, by the term's number."""

_FAR = 1 << 32


class Parts(NamedTuple):
    """A packed vector taken apart, as bytes.

    Attributes:
        numbers: The terms' numbers, four bytes each.
        lows: The lower byte of each weight.
        places: Which weights are larger than a byte, two bytes each; few are.
        highs: The upper byte of each of these.
    """

    numbers: bytes
    lows: bytes
    places: bytes
    highs: bytes


def number_terms(weights: Mapping[str, int]) -> Vector:
    """Return weighted terms by number, in rising order."""
    numbers = [crc32(term.encode("utf-8", "surrogatepass")) for term in weights]
    if len(set(numbers)) == len(numbers):
        return dict(sorted(zip(numbers, weights.values(), strict=True)))
    vector: Vector = {}
    for number, weight in zip(numbers, weights.values(), strict=True):
        vector[number] = min(0xFFFF, vector.get(number, 0) + weight)
    return dict(sorted(vector.items()))


def encode(vector: Vector) -> bytes:
    """Return a vector as bytes: how many terms, and what `Parts` holds."""
    weights = vector.values()
    large = [(place, weight >> 8) for place, weight in enumerate(weights) if weight > 0xFF]
    return b"".join(
        (
            len(vector).to_bytes(2, "little"),
            pack_numbers("I", vector),
            bytes([weight & 0xFF for weight in weights]),
            pack_numbers("H", [place for place, _ in large]),
            bytes([high for _, high in large]),
        )
    )


def take_apart(packed: bytes) -> Parts:
    """Return the parts of what `encode` returned."""
    count = int.from_bytes(packed[:2], "little")
    numbers, lows = 2 + 4 * count, 2 + 5 * count
    places = lows + (len(packed) - lows) // 3 * 2
    return Parts(packed[2:numbers], packed[numbers:lows], packed[lows:places], packed[places:])


def decode(packed: bytes) -> Vector:
    """Return the vector of `encode`."""
    parts = take_apart(packed)
    weights = list(parts.lows)
    for place, high in zip(unpack_numbers("H", parts.places), parts.highs, strict=True):
        weights[place] += high << 8
    return dict(zip(unpack_numbers("I", parts.numbers), weights, strict=True))


def encode_near(near: Mapping[int, int]) -> bytes:
    """Return articles' numbers and how alike each is as bytes: a number, steps to the next, figures."""
    if not near:
        return b""
    numbers = sorted(near)
    steps = [after - before for before, after in pairwise(numbers)]
    # An undated article's number is far from all others; then steps take eight bytes.
    code = "Q" if max(steps, default=0) >= _FAR else "I"
    alike = pack_numbers("H", [near[number] for number in numbers])
    return code.encode() + pack_numbers("q", numbers[:1]) + pack_numbers(code, steps) + alike


def decode_near(packed: bytes) -> dict[int, int]:
    """Return what `encode_near` was given, in rising order."""
    if not packed:
        return {}
    code, width = ("Q", 10) if packed[:1] == b"Q" else ("I", 6)
    cut = 9 + (width - 2) * ((len(packed) - 11) // width)
    first = int.from_bytes(packed[1:9], "little", signed=True)
    numbers = accumulate(unpack_numbers(code, packed[9:cut]), initial=first)
    return dict(zip(numbers, unpack_numbers("H", packed[cut:]), strict=True))


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
