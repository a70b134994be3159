"""The lenses held to what a careful reader wrote down of the sample stories (`tests/keys/`)."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from functools import cache
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest

from reader.article import READING_ROLES, Article, Span
from reader.comparison.compare import compare
from reader.comparison.contrast import Contrast, Finding, Lens, LensReport
from reader.comparison.lenses import lens_report
from reader.entities.model import Names
from reader.entities.names import find_names
from reader.importers.registry import read_article

_ROOT = Path(__file__).parents[2]
_KEYS = sorted((_ROOT / "tests" / "keys").glob("*.toml"))


@cache
def _story(name: str) -> dict[str, Any]:
    return tomllib.loads((_ROOT / "tests" / "keys" / f"{name}.toml").read_text(encoding="utf-8"))


@cache
def _article(story: str, name: str) -> tuple[Article, Names]:
    for entry in _story(story)["article"]:
        if name in (entry.get("name"), Path(entry["file"]).stem):
            article = read_article(_ROOT / "articles" / entry["file"])
            blocks = [block.span for block in article.blocks() if block.role in READING_ROLES]
            return article, find_names(article.text, blocks, language=article.language or "en")
    raise LookupError(name)


@cache
def _report(lens: Lens, story: str, one: str, other: str) -> LensReport:
    (left, left_names), (right, right_names) = _article(story, one), _article(story, other)
    return lens_report(lens, compare(left, right), left, right, left_names, right_names)


def _entries(table: str) -> Iterator[tuple[str, dict[str, Any]]]:
    for path in _KEYS:
        for entry in _story(path.stem).get(table, []):
            yield path.stem, entry


def _place(story: str, name: str, words: str) -> Span:
    text = _article(story, name)[0].text
    assert text.count(words) == 1, f"{words!r} in {name}"
    start = text.index(words)
    return Span(start, start + len(words))


def _pairs(entry: dict[str, Any]) -> Iterator[tuple[str, str]]:
    yield from combinations(entry["words"], 2)


def _holding(report: LensReport, left: Span | None, right: Span | None) -> list[Finding]:
    """Return the findings that point at both places."""
    return [
        finding
        for finding in report.findings
        if (left is None or any(said.span.overlaps(left) for said in finding.left))
        and (right is None or any(said.span.overlaps(right) for said in finding.right))
    ]


_QUOTE = {
    "same": (Contrast.SAME,),
    "other-speaker": (Contrast.OTHER_SPEAKER,),
    # Where one side has all the words of the other and more, only the times could tell cut from added.
    "cut": (Contrast.CUT, Contrast.ALTERED, Contrast.SAME),
    "altered": (Contrast.ALTERED, Contrast.CUT),
    "indirect": (Contrast.ALTERED, Contrast.SAME),
}


def quote_results() -> Iterator[tuple[str, bool]]:
    for story, entry in _entries("quote"):
        if entry["class"] == "only-here":
            ((name, words),) = entry["words"].items()
            others = [e.get("name", Path(e["file"]).stem) for e in _story(story)["article"]]
            for other in others:
                if other != name:
                    report = _report(Lens.QUOTES, story, name, other)
                    found = _holding(report, _place(story, name, words), None)
                    yield (
                        f"{story} {name}/{other} only {words}",
                        any(f.contrast is Contrast.ONLY_LEFT for f in found),
                    )
            continue
        for one, other in _pairs(entry):
            report = _report(Lens.QUOTES, story, one, other)
            found = _holding(
                report, _place(story, one, entry["words"][one]), _place(story, other, entry["words"][other])
            )
            right = any(f.contrast in _QUOTE[entry["class"]] for f in found)
            speakers = entry.get("speaker", {})
            for finding in found:
                for name, side in ((one, finding.left), (other, finding.right)):
                    if name in speakers and not any(speakers[name].lower() == s.by.lower() for s in side):
                        print("SPEAKER", story, name, speakers[name], [s.by for s in side])
            yield (
                f"{story} {one}/{other} {entry['class']} {entry['words'][one]} -> {[f.contrast.value for f in found]}",
                right,
            )


def amount_results(table: str) -> Iterator[tuple[str, bool]]:
    for story, entry in _entries(table):
        for one, other in _pairs(entry):
            values = entry.get("value", {})
            same = values.get(one) == values.get(other) or entry["class"] == "same"
            report = _report(Lens.FIGURES, story, one, other)
            found = _holding(
                report, _place(story, one, entry["words"][one]), _place(story, other, entry["words"][other])
            )
            wanted = Contrast.SAME if same else Contrast.DIFFERS
            yield (
                f"{story} {one}/{other} {entry['class']} {entry['words'][one]} / {entry['words'][other]} -> "
                f"{[f.contrast.value for f in found]}",
                any(f.contrast is wanted for f in found),
            )


def figure_results() -> Iterator[tuple[str, bool]]:
    yield from amount_results("figure")


def date_results() -> Iterator[tuple[str, bool]]:
    yield from amount_results("date")
