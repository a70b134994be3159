"""The same text, or nearly, from another source: noted at the later one, with the share that was copied."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING

from reader.stories import copies

if TYPE_CHECKING:
    from reader.library.store import Store


def note_copies(
    store: Store,
    connection: sqlite3.Connection,
    hashes: Collection[int],
    samples: Mapping[int, Sequence[int]],
) -> tuple[int, int]:
    """Find what new articles copy, or what copies them; return how many are the same, and nearly so.

    Of several originals the one with the greatest share counts, then the earliest, in whatever order they
    came. Versions of one article are no copies of each other.

    Args:
        store: The library.
        connection: Its connection, in a transaction.
        hashes: Of the new articles' words.
        samples: The runs of words of each new article, by its number.
    """
    same = _note_same(store, connection, set(samples), hashes)
    postings = sorted(
        (value, number) for number, sample in samples.items() for value in sample[: copies.INDEXED]
    )
    connection.executemany("INSERT OR IGNORE INTO shingle(hash, number) VALUES (?, ?)", postings)
    sketches: dict[int, Sequence[int]] = dict(samples)
    pairs = _candidates(store, sketches)
    near = 0
    others = {number for pair in pairs for number in pair} - sketches.keys()
    for number, packed in store.rows_of("SELECT number, packed FROM sketch WHERE number IN (?)", others):
        sketches[number] = copies.decode(packed)
    versions = {
        number: (newer, origin)
        for number, newer, origin in store.rows_of(
            "SELECT number, newer, origin FROM article WHERE number IN (?)", sketches
        )
    }
    new = set(samples)
    counted: set[int] = set()
    for earlier, later in sorted(pairs):
        share = copies.share(sketches[earlier], sketches[later])
        if share < copies.LEAST or _one_article(versions, earlier, later):
            continue
        counted |= new & {earlier, later}
        connection.execute(
            "UPDATE article SET original = ?1, share = ?2 WHERE number = ?3"
            " AND (share < ?2 OR (share = ?2 AND original > ?1))",
            (earlier, min(share, 99), later),
        )
    near = len(counted)
    return same, max(0, near - same)


def _one_article(versions: Mapping[int, tuple[int, int]], one: int, other: int) -> bool:
    """Tell whether two are versions of one article."""
    (newer, origin), (other_newer, other_origin) = versions[one], versions[other]
    return newer == other or other_newer == one or bool(origin and origin == other_origin)


def _note_same(store: Store, connection: sqlite3.Connection, new: set[int], hashes: Collection[int]) -> int:
    """Note at every article its earliest one of the same words; return how many new ones have one."""
    found = store.rows_of(
        "SELECT same, number, newer, origin FROM article WHERE words > 0 AND same IN (?)", set(hashes)
    )
    versions = {number: (newer, origin) for _, number, newer, origin in found}
    groups: dict[int, list[int]] = defaultdict(list)
    for value, number, _, _ in found:
        groups[value].append(number)
    count = 0
    for members in groups.values():
        members.sort()
        first = members[0]
        for number in members[1:]:
            if _one_article(versions, first, number):
                continue
            connection.execute(
                "UPDATE article SET original = ?, share = 100 WHERE number = ?", (first, number)
            )
            count += bool(new & {first, number})
    return count


def _candidates(store: Store, sketches: Mapping[int, Sequence[int]]) -> set[tuple[int, int]]:
    """Return pairs, the earlier article first, of which one holds an indexed run of the other's."""
    wanted = sorted({value for sketch in sketches.values() for value in sketch})
    postings: dict[int, list[int]] = defaultdict(list)
    for value, number in store.rows_of("SELECT hash, number FROM shingle WHERE hash IN (?)", wanted):
        postings[value].append(number)
    pairs: set[tuple[int, int]] = set()
    for number, sketch in sketches.items():
        shared: set[int] = set()
        for value in sketch:
            if len(postings[value]) <= copies.CROWDED:
                shared.update(postings[value])
        pairs |= {(min(number, other), max(number, other)) for other in shared if other != number}
    return pairs
