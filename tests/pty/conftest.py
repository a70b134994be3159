from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from terminal import Terminal

COMMAND = Path(sys.executable).with_name("crossread")


@pytest.fixture
def crossread(tmp_path: Path) -> Iterator[Callable[..., Terminal]]:
    """Return a function that starts the installed command in a terminal, and end them all afterwards."""
    running: list[Terminal] = []

    def start(*arguments: str | Path, columns: int = 120, rows: int = 36) -> Terminal:
        running.append(Terminal([COMMAND, *arguments], columns=columns, rows=rows, cwd=tmp_path))
        return running[-1]

    yield start
    for terminal in running:
        terminal.close()
