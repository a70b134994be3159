"""The app on the sample collection, headless."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from reader.library.config import Config
from reader.library.door import Library
from reader.ui.app import CrossreadApp
from reader.ui.keymap import DEFAULT_KEYMAP, Keymap
from reader.ui.session import Session

SEEDS = Path(__file__).parents[2] / "articles"


@pytest.fixture
def make_app() -> Iterator[Callable[..., CrossreadApp]]:
    """Return a maker of apps on the seeds, or on other paths; nothing is read from or written to the home."""

    sessions: list[Session] = []

    def make(
        *paths: Path, keymap: Keymap = DEFAULT_KEYMAP, theme: str | None = None, config: Config | None = None
    ) -> CrossreadApp:
        chosen = list(paths) or [SEEDS / "press-tv", SEEDS / "unknown-outlet"]
        config = config or Config()
        session = Session(chosen, Library.of_paths(chosen, coder=config.coder), keymap, config)
        sessions.append(session)
        return CrossreadApp(session, theme=theme)

    yield make
    assert not [notice for session in sessions for notice in session.notices if " failed: " in notice]
