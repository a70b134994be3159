"""Waiting for background work, by what it must bring about and never by the clock."""

from __future__ import annotations

from textual.worker import WorkerCancelled

from reader.ui.screens.compare import CompareScreen
from reader.ui.screens.library import LibraryScreen
from reader.ui.screens.matrix import MatrixScreen
from reader.ui.screens.naming import NamesScreen
from reader.ui.screens.reading import ReadingScreen


async def settled(pilot) -> None:  # type: ignore[no-untyped-def]
    """Wait until background work has reached the screen, however slow the machine is."""
    for _ in range(1000):
        await pilot.pause()
        try:
            await pilot.app.workers.wait_for_complete()
        except WorkerCancelled:
            continue  # Another one took its place.
        await pilot.pause()
        screen = pilot.app.screen
        if isinstance(screen, CompareScreen):
            done = bool(screen.reports)
        elif isinstance(screen, ReadingScreen):
            done = screen.article_pane.names is not None
        elif isinstance(screen, MatrixScreen):
            done = screen.matrix is not None
        elif isinstance(screen, NamesScreen):
            done = screen.known
        elif isinstance(screen, LibraryScreen):
            done = bool(screen.query("#facts")) and not screen.busy and screen.is_previewed()
        else:
            done = True
        if done:
            return
    raise AssertionError("background work never reached the screen")
