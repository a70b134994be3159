"""The matrix of a story, computed once for all screens that show it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reader.comparison.matrix import Matrix
    from reader.ui.session import Session


def known_table(session: Session, index: int) -> Matrix | None:
    """Return the matrix of an article's story if it is known, with what the reader has judged till now."""
    kept = session.tables.get(session.library.told_with(index))
    return kept[1] if kept is not None and kept[0] == session.desk.version else None


def table_of(
    session: Session,
    numbers: tuple[int, ...],
    stop: Callable[[], bool] = lambda: False,
    progress: Callable[[int, int], object] = lambda done, total: None,
) -> Matrix | None:
    """Return the matrix of a story; its columns are those of `numbers`.

    Args:
        session: The run.
        numbers: The story's articles, asked for once: it may be joined or split while it is compared.
        stop: Says, between two comparisons, that nobody waits for the answer any more; then it is None.
        progress: Is told how many pairs of articles are done, and of how many.
    """
    from reader.comparison.table import story_matrix

    library, desk, version = session.library, session.desk, session.desk.version
    kept = session.tables.get(numbers)
    if kept is not None and kept[0] == version:
        return kept[1]
    articles = [library.article(number) for number in numbers]
    pairs = [(i, j) for j in range(len(articles)) for i in range(j)]
    comparisons = {}
    for done, (i, j) in enumerate(pairs):
        if stop():
            return None
        progress(done, len(pairs))
        found = library.comparison(numbers[i], numbers[j])
        if desk.begun:
            found = desk.judgements.judged(articles[i], articles[j], found).comparison
        comparisons[i, j] = found
    names = []
    for number in numbers:
        if stop():
            return None
        names.append(library.names(number))
    matrix = story_matrix(articles, names, comparisons)
    if library is session.library:
        session.tables.replace(numbers, (version, matrix))
    return matrix
