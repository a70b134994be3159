"""The app on the sample collection, headless."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from reader.library.collection import Library
from reader.ui.app import CrossreadApp
from reader.ui.keymap import DEFAULT_KEYMAP, Keymap
from reader.ui.session import Session

SEEDS = Path(__file__).parents[2] / "articles"


@pytest.fixture
def make_app() -> Callable[..., CrossreadApp]:
    """Return a maker of apps on the seeds, or on other paths; nothing is read from or written to the home."""

    def make(*paths: Path, keymap: Keymap = DEFAULT_KEYMAP, theme: str | None = None) -> CrossreadApp:
        chosen = list(paths) or [SEEDS / "press-tv", SEEDS / "unknown-outlet"]
        return CrossreadApp(Session(chosen, Library.load(chosen), keymap), theme=theme)

    return make
