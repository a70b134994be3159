"""Which links can stand level: the heaviest chain that keeps the order of both texts."""

from __future__ import annotations

from collections.abc import Sequence


def chain(
    links: Sequence[tuple[int, int]],
    left_lengths: Sequence[int],
    right_lengths: Sequence[int],
    pinned: int | None = None,
) -> list[int]:
    """Return the links that can stand level: the heaviest chain that keeps the order of both texts.

    A link weighs as much as its passages are long. No two links of the chain share a passage; where one
    passage is linked to several in a row, the chain takes the first of them, so that the others follow it.

    Args:
        links: (left passage, right passage) each.
        left_lengths: Characters of each left passage.
        right_lengths: Characters of each right passage.
        pinned: A link that must be in the chain.

    Returns:
        Indexes into `links`, in the order of the text.
    """
    order = sorted(range(len(links)), key=lambda number: (links[number], number))
    if pinned is not None:
        at = links[pinned]
        order = [
            number
            for number in order
            if number == pinned or (links[number][0] - at[0]) * (links[number][1] - at[1]) > 0
        ]
    best = _heaviest(order, links, left_lengths, right_lengths)
    found: list[int] = []
    number = max(best, key=lambda n: best[n][0], default=-1)
    while number >= 0:
        found.append(number)
        number = best[number][1]
    found.reverse()
    numbers = number_of(links)
    last = (-1, -1)
    for place, number in enumerate(found):
        left, right = links[number]
        if number != pinned:
            while right - 1 > last[1] and (left, right - 1) in numbers:
                right -= 1
            while left - 1 > last[0] and (left - 1, right) in numbers:
                left -= 1
            found[place] = numbers[left, right]
        last = left, right
    return found


def number_of(links: Sequence[tuple[int, int]]) -> dict[tuple[int, int], int]:
    """Return for each pair of passages its index in `links`, the first one of equal pairs."""
    numbers: dict[tuple[int, int], int] = {}
    for number, ends in enumerate(links):
        numbers.setdefault(ends, number)
    return numbers


def _heaviest(
    order: Sequence[int],
    links: Sequence[tuple[int, int]],
    left_lengths: Sequence[int],
    right_lengths: Sequence[int],
) -> dict[int, tuple[int, int]]:
    """Return for each link the weight of the heaviest chain that it ends, and the link before it (-1: none).

    A Fenwick tree over right passages holds the best chain so far, so that this is n log n.
    """
    size = len(right_lengths) + 1
    tree: list[tuple[int, int]] = [(0, -1)] * (size + 1)
    best: dict[int, tuple[int, int]] = {}
    at = 0
    while at < len(order):
        # Links of one left passage cannot follow each other: look all up before any is put in.
        together = [order[at]]
        while at + len(together) < len(order) and links[order[at + len(together)]][0] == links[order[at]][0]:
            together.append(order[at + len(together)])
        for number in together:
            left, right = links[number]
            weight, before = 0, -1
            index = right
            while index > 0:
                if tree[index][0] > weight:
                    weight, before = tree[index]
                index -= index & -index
            best[number] = (weight + left_lengths[left] + right_lengths[right] + 1, before)
        for number in together:
            index = links[number][1] + 1
            while index <= size:
                if best[number][0] > tree[index][0]:
                    tree[index] = (best[number][0], number)
                index += index & -index
        at += len(together)
    return best
