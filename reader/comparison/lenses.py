"""The one door to the lenses: ask for one by name, and only that one is loaded."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Protocol, cast

from reader.article import Article
from reader.comparison.contrast import Lens, LensReport
from reader.comparison.model import Comparison
from reader.entities.model import Names

if TYPE_CHECKING:
    from reader.comparison.word_lists import WordLists


class _Report(Protocol):
    def __call__(
        self, comparison: Comparison, left: Article, right: Article, left_names: Names, right_names: Names
    ) -> LensReport: ...


_MODULES = {
    Lens.ONLY_HERE: ("ranking", "only_here_report"),
    Lens.QUOTES: ("quoting", "quotes_report"),
    Lens.FIGURES: ("figures_lens", "figures_report"),
    Lens.NAMES: ("naming", "naming_report"),
    Lens.ORDER: ("ordering", "ordering_report"),
    Lens.COPY: ("copy_lens", "copy_report"),
    Lens.TIME: ("timing", "timing_report"),
}
"""Where each lens is computed, but for wording, which takes word lists. The text lens has no findings: it is
the comparison itself."""


def lens_report(
    lens: Lens,
    comparison: Comparison,
    left: Article,
    right: Article,
    left_names: Names,
    right_names: Names,
    words: WordLists | None = None,
) -> LensReport:
    """Return what one lens finds between two articles.

    Args:
        lens: Which.
        comparison: Of the two, with the reader's judgements laid over it.
        left: The article that the comparison calls left.
        right: The other one.
        left_names: The names of the left article, corrections applied.
        right_names: Those of the right one.
        words: The reader's word lists, for the lens of wording; the program's own when None.
    """
    if lens is Lens.TEXT:
        links = len(comparison.links)
        notice = comparison.notice or ("" if links else "no passage of the one has a match in the other")
        return LensReport(lens, notice=notice)
    if lens is Lens.WORDING:
        from reader.comparison.wording import wording_report

        return wording_report(comparison, left, right, left_names, right_names, words)
    module, function = _MODULES[lens]
    report = cast(_Report, getattr(import_module(f"reader.comparison.{module}"), function))
    return report(comparison, left, right, left_names, right_names)
