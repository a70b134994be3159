"""What the tests of the network share: no network but this machine's own."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from web_server import Server, running_server


@pytest.fixture
def server() -> Iterator[Server]:
    """Run a web server for one test."""
    pytest.importorskip("httpx2")
    with running_server() as server:
        yield server
