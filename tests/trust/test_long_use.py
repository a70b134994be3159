"""Random keys on every screen raise nothing; what was done is undone and done again to the same end."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from long_use import grow, use


@pytest.mark.skipif(
    not os.environ.get("CROSSREAD_ALL"), reason="only with CROSSREAD_ALL: keys meet half-made screens"
)
async def test_random_keys_of_the_registry_raise_nothing_and_keep_what_was_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    library = tmp_path / "library.db"
    grow(library, 40, tmp_path)
    found = await use(library, 300, seed=1)
    assert found.problems == []
    assert len(found.pressed) > 60
