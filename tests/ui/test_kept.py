"""However much is opened in one run, only what was used last is kept in memory."""

from __future__ import annotations

import gc
from pathlib import Path

from reader.article import Article
from reader.comparison.model import Comparison
from reader.library.config import Config
from reader.library.door import Library
from reader.ui.keymap import DEFAULT_KEYMAP
from reader.ui.session import MOST_COVERED, MOST_TABLES, Session
from reader.ui.story_table import known_table, table_of

STORIES = 220


def news(folder: Path) -> Session:
    """Return a session on many stories, each told by two outlets."""
    for number in range(STORIES):
        for outlet in ("Beacon", "Courier"):
            text = f"Harbour {number} of Tolma closed. Mayor Ada Renn spoke of ship {number}."
            head = f"---\ntitle: Harbour {number} closed\noutlet: {outlet}\n---\n\n"
            (folder / f"{outlet}-{number:03}.md").write_text(head + text + "\n")
    return Session([], Library.of_paths([folder]), DEFAULT_KEYMAP, Config())


def held(kind: type) -> int:
    """Return how many there are in memory; other tests of the process may have left some."""
    gc.collect()
    return sum(isinstance(each, kind) for each in gc.get_objects())


def test_what_was_opened_long_ago_is_let_go(tmp_path: Path) -> None:
    comparisons, articles = held(Comparison), held(Article)
    session = news(tmp_path)
    every = range(1, 2 * STORIES + 1)
    session.turn_blind()
    for number in every:
        session.names(number)
    pairs = [(number, number + 1) for number in every[:-1]]
    for pair in pairs:
        session.library.comparison(*pair)
    assert len(session._blind_names) == len(session.blinds._covered) == MOST_COVERED  # type: ignore[union-attr]
    assert held(Comparison) - comparisons <= 200
    assert held(Article) - articles < len(every) + MOST_COVERED


def test_of_the_matrices_that_were_looked_at_those_used_last_are_kept(tmp_path: Path) -> None:
    session = news(tmp_path)
    stories = {session.library.told_with(number): number for number in range(1, 2 * STORIES + 1)}
    assert len(stories) > MOST_TABLES
    for story in stories:
        table_of(session, story)
    assert len(session.tables) == MOST_TABLES
    first, *_, last = stories.values()
    assert known_table(session, first) is None and known_table(session, last) is not None
