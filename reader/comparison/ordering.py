"""The lens *order*: where each shared fact stands in either article, as a share of its text.

What an outlet puts first it holds to be the news; the same fact may close another's report. Shares and not
paragraph numbers are compared, so that a short report and a long one can be.
"""

from __future__ import annotations

from collections.abc import Sequence

from reader.article import Article, Span
from reader.comparison.contrast import Contrast, Count, Finding, Lens, LensReport
from reader.comparison.echoes import echoes
from reader.comparison.model import Comparison
from reader.comparison.places import Places, one_line, opening
from reader.entities.model import Names

CLEARLY = 0.25
"""Least difference of the two shares from which a fact counts as placed elsewhere."""

_THIRDS = ("first third", "middle third", "last third")


def ordering_report(
    comparison: Comparison, left: Article, right: Article, left_names: Names, right_names: Names
) -> LensReport:
    """Return where the facts that both articles have stand in each; the widest moves first.

    Every entry's `value` is the share of the running text before it, from 0 to 1: with the paragraph, what
    is needed to draw a slope line. A fact that an article tells more than once stands where it is first told.
    """
    places = Places(left, comparison.left_passages), Places(right, comparison.right_passages)
    facts = [
        _finding(left, right, places, here, there, weak=False)
        for here, there in _facts([(link.left, link.right) for link in comparison.links])
    ]
    moved = [fact for fact in facts if fact.contrast is Contrast.MOVED]
    moved += [
        fact
        for here, there in echoes(comparison, left, right)
        if (fact := _finding(left, right, places, [here], [there], weak=True)).contrast is Contrast.MOVED
    ]
    moved.sort(key=lambda fact: (fact.weak, -fact.weight, fact.left[0].span))
    level = [fact for fact in facts if fact.contrast is Contrast.SAME]
    return LensReport(Lens.ORDER, (*moved, *level), _counts(facts), _notice(comparison, moved))


def _facts(links: Sequence[tuple[Span, Span]]) -> list[tuple[list[Span], list[Span]]]:
    """Return linked passages as facts: what splits and merges join is one fact."""
    root: dict[tuple[int, Span], tuple[int, Span]] = {}

    def find(node: tuple[int, Span]) -> tuple[int, Span]:
        while root.setdefault(node, node) != node:
            node = root[node]
        return node

    for here, there in links:
        a, b = sorted((find((0, here)), find((1, there))))
        root[b] = a
    facts: dict[tuple[int, Span], tuple[list[Span], list[Span]]] = {}
    for node in sorted(root):
        facts.setdefault(find(node), ([], []))[node[0]].append(node[1])
    return list(facts.values())


def _finding(
    left: Article,
    right: Article,
    places: tuple[Places, Places],
    here: Sequence[Span],
    there: Sequence[Span],
    *,
    weak: bool,
) -> Finding:
    shares = places[0].share(here[0].start), places[1].share(there[0].start)
    shift = round(abs(shares[0] - shares[1]), 4)
    wordings = [one_line(left.text, span) for span in here] + [one_line(right.text, span) for span in there]
    reason = " / ".join(_THIRDS[min(2, int(share * 3))] for share in shares) if shift >= CLEARLY else ""
    return Finding(
        Contrast.MOVED if shift >= CLEARLY else Contrast.SAME,
        opening(min(wordings, key=lambda words: (len(words), words))),
        tuple(places[0].said(span, value=f"{places[0].share(span.start):.3f}") for span in here),
        tuple(places[1].said(span, value=f"{places[1].share(span.start):.3f}") for span in there),
        reason + (", if both speak of one thing" if weak else ""),
        weak,
        shift,
    )


def _counts(facts: Sequence[Finding]) -> tuple[Count, ...]:
    if not facts:
        return ()
    firsts = [[float(side[0].value) for side in (fact.left, fact.right)] for fact in facts]
    rows = [
        Count(
            f"shared facts in the {name}",
            *(str(sum(min(2, int(first[side] * 3)) == third for first in firsts)) for side in (0, 1)),
        )
        for third, name in enumerate(_THIRDS)
    ]
    first = [f"{min(place[side] for place in firsts):.0%}" for side in (0, 1)]
    return (*rows, Count("text before the first shared fact", *first))


def _notice(comparison: Comparison, moved: Sequence[Finding]) -> str:
    if comparison.notice:
        return comparison.notice
    if not comparison.links:
        return "no linked passages, so there is no order to compare"
    return "" if moved else "what both tell stands at about the same place in both"
