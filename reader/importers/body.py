"""Where the article's own text stands on a page: the best contiguous run of prose."""

from __future__ import annotations

from collections.abc import Sequence

from reader.importers.units import Unit

CAP = 60
TEASER = 25
LONE = 0.25
LABEL = -3.0
FURN = -12.0
DATE = -5.0
GROW = 0.0
SEEN = 20
AFTER = 0.3
AFTEREND = 1.0
NOTICE = -15.0
END = -25.0
NEAR = 3
STOPWORDS = 100
SHARE = 0.5


def weigh(units: Sequence[Unit]) -> list[float]:
    """Return what each unit speaks for (above zero) or against (below) being in the text."""
    weights: list[float] = []
    run = 0
    for index, unit in enumerate(units):
        shape = unit.shape
        if shape.end or shape.stop:
            weights.append(END)
        elif shape.prose:
            near = [*units[max(0, index - NEAR) : index], *units[index + 1 : index + 1 + NEAR]]
            lone = shape.words < TEASER and not any(other.shape.prose for other in near)
            weights.append(min(shape.words, CAP) * (LONE if lone else 1.0))
        elif shape.kind == "notice":
            weights.append(NOTICE)
        elif shape.kind in ("furniture", "copyright"):
            weights.append(FURN)
        else:
            weights.append(LABEL - GROW * min(run, 20))
        run = 0 if shape.prose else run + 1
    return weights


def body_range(units: Sequence[Unit], start: int = 0) -> tuple[int, int]:
    """Return the range `[first, last)` of units that holds the article's text; empty when there is none."""
    weights = weigh(units)
    spans: list[tuple[float, int, int]] = []
    first, total, best, best_at = start, 0.0, 0.0, start
    words = 0

    def close() -> None:
        if best > 0:
            spans.append((best, first, best_at + 1))

    faith = 1.0
    seen = 0
    for index in range(start, len(units)):
        total += weights[index] * faith
        if units[index].shape.prose:
            words += units[index].shape.words
            seen += units[index].shape.words
        stop = units[index].shape.stop and words >= STOPWORDS
        if seen >= SEEN:
            if units[index].shape.stop:
                faith *= AFTER
            elif units[index].shape.end:
                faith *= AFTEREND
        if total > best:
            best, best_at = total, index
        if total <= 0 or stop:
            close()
            first, total, best, words = index + 1, 0.0, 0.0, 0
    close()
    if not spans:
        return (start, start)
    top = max(score for score, _, _ in spans)
    _, first, last = next(span for span in spans if span[0] >= top * SHARE)
    return first, last
