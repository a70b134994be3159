"""The lens *time*: which article came first, and what changed between two versions of one article."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reader.article import Article, Span
from reader.comparison.changes import Changed, changes
from reader.comparison.contrast import Contrast, Count, Finding, Lens, LensReport, Said
from reader.comparison.model import Comparison
from reader.comparison.moments import Moment, Moments, earlier, moments
from reader.comparison.places import Places, one_line, opening
from reader.comparison.terms import terms
from reader.entities.model import Names

_SAME_HEADLINE = 0.5  # Share of headline words that two versions of one outlet's article have in common.
_CORRECTION = re.compile(
    r"\W*(?:correction|clarification|editor's note|this (?:article|story|report) (?:was|has been) "
    r"(?:amended|corrected|updated)|an earlier version)\b",
    re.IGNORECASE,
)


def timing_report(
    comparison: Comparison, left: Article, right: Article, left_names: Names, right_names: Names
) -> LensReport:
    """Return the order of publication, what appeared where first, and for versions what changed."""
    times = moments(left), moments(right)
    versions = are_versions(left, right)
    order = earlier(times[0].latest, times[1].latest) if versions else _order(times)
    findings = list(_published(left, right, times, order, versions=versions))
    counts: list[Count] = []
    if versions:
        findings += compare_versions(comparison, left, right, order)
        sizes = len(comparison.left_passages), len(comparison.right_passages)
        counts.append(Count("passages in this version", *map(str, sizes)))
    elif order and comparison.links:
        shared = len({link.left for link in comparison.links}), len({link.right for link in comparison.links})
        counts.append(
            Count(
                "shared passages that appeared here first",
                str(shared[0] if order < 0 else 0),
                str(shared[1] if order > 0 else 0),
            )
        )
        counts.append(
            Count(
                "passages with no match in the other",
                str(len(comparison.only_left)),
                str(len(comparison.only_right)),
            )
        )
        findings += _first_appearances(comparison, left, right, order)
    return LensReport(Lens.TIME, tuple(findings), tuple(counts), _notice(times, order, versions))


def _first_appearances(
    comparison: Comparison, left: Article, right: Article, order: int
) -> Iterator[Finding]:
    """Yield each passage that both have, with the side on which it appeared first."""
    places = Places(left, comparison.left_passages), Places(right, comparison.right_passages)
    where = f"appeared first on the {'left' if order < 0 else 'right'}"
    told: set[Span] = set()
    for link in comparison.links:
        if link.left not in told:
            told.add(link.left)
            ends = [other.right for other in comparison.links if other.left == link.left]
            entry = places[0].said(link.left)
            yield Finding(
                Contrast.SAME,
                opening(entry.words),
                (entry,),
                tuple(places[1].said(end) for end in ends),
                where,
            )


def are_versions(one: Article, other: Article) -> bool:
    """Tell whether two articles are versions of one: one address, or one outlet and nearly one headline."""
    if one.url is not None and other.url is not None:
        return one.url.value.rstrip("/") == other.url.value.rstrip("/")
    if one.outlet is None or other.outlet is None or one.outlet.value != other.outlet.value:
        return False
    mine, theirs = (
        {term.key for term in terms(a.title, Span(0, len(a.title))) if term.content} for a in (one, other)
    )
    return len(mine & theirs) > _SAME_HEADLINE * max(1, len(mine | theirs))


def compare_versions(
    comparison: Comparison, left: Article, right: Article, order: int = -1
) -> tuple[Finding, ...]:
    """Return what changed between two versions: corrections, figures, words, passages added or taken out.

    Args:
        comparison: Of the two.
        left: One version.
        right: The other.
        order: -1 when the left one is the earlier, 1 when the right one is, 0 when nobody knows.
    """
    places = Places(left, comparison.left_passages), Places(right, comparison.right_passages)
    found: list[Finding] = []
    found += [_changed(left, right, places, changed) for changed in changes(comparison, left, right)]
    come = {-1: 1, 1: 0}.get(order)  # The side of the later version.
    for side, alone in enumerate((comparison.only_left, comparison.only_right)):
        for only in alone:
            entry = (places[side].said(only.passage.span),)
            correction = bool(_CORRECTION.match((left, right)[side].text, *only.passage.span))
            added = ("left", "right")[side] + " version only"
            if come is not None:
                added = "only in the later version" if side == come else "not found in the later version"
            found.append(
                Finding(
                    Contrast.ADDED if side == come else (Contrast.ONLY_LEFT, Contrast.ONLY_RIGHT)[side],
                    opening(entry[0].words),
                    entry if side == 0 else (),
                    entry if side == 1 else (),
                    "a correction" if correction else added,
                    weight=4.0 if correction else 1.0,
                )
            )
    found.sort(key=lambda finding: (-finding.weight, _at(finding)))
    return tuple(found)


def _changed(left: Article, right: Article, places: tuple[Places, Places], changed: Changed) -> Finding:
    link = changed.link
    spans = (
        tuple(mark.left for mark in changed.marks if mark.left.length),
        tuple(mark.right for mark in changed.marks if mark.right.length),
    )
    figure = any(_has_figure(left.text, span) for span in spans[0]) or any(
        _has_figure(right.text, span) for span in spans[1]
    )
    before, after = (
        ", ".join(f'"{one_line(article.text, span)}"' for span in side) or "nothing"
        for article, side in ((left, spans[0]), (right, spans[1]))
    )
    return Finding(
        Contrast.DIFFERS if figure else Contrast.ALTERED,
        opening(one_line(right.text, link.right)),
        (places[0].said(link.left),),
        (places[1].said(link.right),),
        reason=f"{'figures differ' if figure else 'worded differently'}: {before} / {after}",
        weight=3.0 if figure else 2.0,
        changes=spans,
    )


def _has_figure(text: str, span: Span) -> bool:
    return any(term.figure for term in terms(text, span))


def _at(finding: Finding) -> tuple[int, bool]:
    entry = finding.right or finding.left
    return entry[0].span.start, not finding.right


def _order(times: tuple[Moments, Moments]) -> int:
    return earlier(times[0].published.value, times[1].published.value)


def _published(
    left: Article, right: Article, times: tuple[Moments, Moments], order: int, *, versions: bool
) -> Iterator[Finding]:
    for name, one, other in (
        ("published", times[0].published, times[1].published),
        ("updated", times[0].updated, times[1].updated),
    ):
        if not one.value and not other.value:
            continue
        if one.value and other.value:
            contrast = Contrast.SAME if one.value == other.value else Contrast.DIFFERS
        else:
            contrast = Contrast.ONLY_LEFT if one.value else Contrast.ONLY_RIGHT
        yield Finding(
            contrast,
            name,
            _when(left, one),
            _when(right, other),
            _order_told(name, one, other),
            weight=10.0 if name == "published" else 9.0,
        )
    if versions and order:
        yield Finding(
            Contrast.ALTERED,
            "two versions of one article",
            _when(left, times[0].updated) or _when(left, times[0].published),
            _when(right, times[1].updated) or _when(right, times[1].published),
            f"the {'left' if order < 0 else 'right'} one is the earlier",
            weight=8.0,
        )


def _order_told(name: str, one: Moment, other: Moment) -> str:
    told = earlier(one.value, other.value)
    if not one.value or not other.value:
        return "no time found in the other" if name == "published" else "no update found in the other"
    if told:
        return f"the {'left' if told < 0 else 'right'} one is earlier"
    return "" if one.value == other.value else "which came first is not said: one gives only the day"


def _when(article: Article, moment: Moment) -> tuple[Said, ...]:
    if not moment.value:
        return ()
    span = moment.span or (article.headline.span if article.headline else None) or Span(0, 0)
    return (Said(span, moment.value, by=moment.how, value=moment.value),)


def _notice(times: tuple[Moments, Moments], order: int, versions: bool) -> str:
    unknown = [side for side, time in zip(("left", "right"), times, strict=True) if not time.published.value]
    if len(unknown) == 2:
        return "neither article says when it was published"
    if unknown:
        return f"the {unknown[0]} article does not say when it was published"
    if versions:
        return "two versions of one article" + ("" if order else "; which is the earlier is not said")
    return "" if order else "which of the two came first is not said"
