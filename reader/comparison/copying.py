"""How much of one article stands in another: what was taken over from agency copy, and what was done to it.

Only wording counts here: passages linked as verbatim or near-verbatim. Who took from whom is said only where
a credit or the dates tell; else the shared text's origin is unknown.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reader.article import Article, Span
from reader.comparison.marks import word_marks
from reader.comparison.model import Change, Comparison, Kind, Link, Mark, Passage
from reader.comparison.moments import earlier, moments
from reader.text.words import words


@dataclass(frozen=True, slots=True)
class Edit:
    """What was changed in passing in one copied passage.

    Attributes:
        link: The two forms of the passage.
        changes: Where they differ in more than spelling.
    """

    link: Link
    changes: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Copying:
    """What two articles have in common word for word.

    Attributes:
        left_share: Which part of the left article's words stands in passages that the right has too, 0 to 1.
        right_share: The same for the right article.
        source: "left" or "right", the article that the other took from, or "" when that is not known.
        reason: Why, in a reader's words; without a source, that its origin is unknown or nothing is shared.
        left_alone: Passages of the left article that are not in the right one in these words.
        right_alone: The same for the right article.
        edits: Copied passages that were changed in passing, in order of the left article.
        credited: Whether a credit tells the source, and not the times alone.
    """

    left_share: float
    right_share: float
    source: str
    reason: str
    left_alone: tuple[Passage, ...]
    right_alone: tuple[Passage, ...]
    edits: tuple[Edit, ...]
    credited: bool = False


def trace_copying(left: Article, right: Article, comparison: Comparison) -> Copying:
    """Return what the two articles of a comparison share word for word, and who took it from whom."""
    copied = [link for link in comparison.links if link.kind is not Kind.PARAPHRASE]
    from_left, from_right = {link.left for link in copied}, {link.right for link in copied}
    source, reason, credited = (
        _origin(left, right) if copied else ("", "nothing is shared word for word", False)
    )
    edits = []
    for link in copied:
        marks = word_marks(left.text, link.left, right.text, link.right)
        changes = tuple(mark for mark in marks if mark.change not in (Change.SAME, Change.SPELLING))
        if changes:
            edits.append(Edit(link, changes))
    return Copying(
        _share(left.text, comparison.left_passages, from_left),
        _share(right.text, comparison.right_passages, from_right),
        source,
        reason,
        tuple(passage for passage in comparison.left_passages if passage.span not in from_left),
        tuple(passage for passage in comparison.right_passages if passage.span not in from_right),
        tuple(edits),
        credited,
    )


def _share(text: str, all_passages: Sequence[Passage], copied: set[Span]) -> float:
    sizes = {passage.span: len(words(text, *passage.span)) for passage in all_passages}
    return round(sum(sizes[span] for span in copied) / max(1, sum(sizes.values())), 4)


def _origin(left: Article, right: Article) -> tuple[str, str, bool]:
    """Return which article the shared words come from, "left", "right" or "", why, and whether by credit."""
    for source, taker, name in ((left, right, "left"), (right, left, "right")):
        if taker.agency is None or source.agency is None or taker.agency.value != source.agency.value:
            continue
        # The agency's own text is the one that no outlet signs.
        if source.outlet is None and taker.outlet is not None:
            return name, f"{taker.outlet.value} credits {taker.agency.value}", True
    for source, taker, name in ((left, right, "left"), (right, left, "right")):
        if (
            taker.agency is not None
            and source.outlet is not None
            and source.outlet.value == taker.agency.value
        ):
            return name, f"{taker.outlet_name} credits {taker.agency.value}", True
    times = moments(left).published.value, moments(right).published.value
    order = earlier(*times)
    if order:
        early = "left" if order < 0 else "right"
        return early, f"published earlier, {min(times)} before {max(times)}", False
    return "", "shared, origin unknown", False
