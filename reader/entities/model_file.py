"""The tagger's file: features in sorted order, each with one small whole number a label."""

from __future__ import annotations

import gzip
import io
from array import array
from collections.abc import Sequence
from pathlib import Path
from typing import Any

LABELS = 9
_SCALE = 127
# Half of the features weigh next to nothing: leaving them out costs 0.1 F1 and halves file and loading.
_LEAST = 14


def write(path: Path, names: Sequence[str], weights: Any, moves: Any) -> None:
    """Write a model; the same weights give the same bytes.

    Args:
        path: Where to write.
        names: The features.
        weights: A row of `LABELS` numbers a feature.
        moves: A row of `LABELS` numbers a label: from it, to each.
    """
    # One unit for all weights, so that sums of bytes are sums of weights.
    ceiling = max(1e-9, sorted(abs(float(value)) for row in weights for value in row)[-len(names) // 500])
    unit = ceiling / _SCALE
    rows: list[tuple[str, bytes]] = []
    for name, row in zip(names, weights, strict=True):
        cut = [max(-_SCALE, min(_SCALE, round(float(value) / unit))) for value in row]
        if max(map(abs, cut)) >= _LEAST:
            rows.append((name, array("b", cut).tobytes()))
    rows.sort()
    steps = [round(float(value) / unit) for row in moves for value in row]
    head = f"{len(rows)}\n{' '.join(map(str, steps))}\n" + "\n".join(name for name, _ in rows) + "\n"
    # Label by label: columns of like numbers pack better than rows.
    body = b"".join(row for _, row in rows)
    columns = b"".join(body[label::LABELS] for label in range(LABELS))
    buffer = io.BytesIO()
    with gzip.GzipFile(fileobj=buffer, mode="wb", compresslevel=9, mtime=0) as file:
        file.write(head.encode() + columns)
    path.write_bytes(buffer.getvalue())


def read(data: bytes) -> tuple[dict[str, int], array[int], list[list[int]]]:
    """Return the row of each feature, all columns one after the other, and the transitions."""
    raw = gzip.decompress(data)
    number, moves, rest = raw.split(b"\n", 2)
    count = int(number)
    columns = array("b")
    columns.frombytes(rest[-count * LABELS :])
    names = rest[: -count * LABELS - 1].decode().split("\n")
    steps = list(map(int, moves.split()))
    return (
        dict(zip(names, range(count), strict=True)),
        columns,
        [steps[at : at + LABELS] for at in range(0, len(steps), LABELS)],
    )
