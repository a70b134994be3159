"""Random keys raise nothing, and the same keys end in the same state; `make fuzz` does much more of it."""

from __future__ import annotations

from pathlib import Path

import pytest
from long_use import grow, use


@pytest.mark.parametrize("seed", [1, 2])
async def test_random_keys_of_the_registry_raise_nothing_and_keep_what_was_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    monkeypatch.chdir(tmp_path)
    library = tmp_path / "library.db"
    grow(library, 40, tmp_path)
    found = await use(library, 60, seed)
    assert found.problems == []
    assert found.keys > 60


async def test_the_same_keys_end_in_the_same_state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    grow(tmp_path / "grown.db", 20, tmp_path)
    uses = []
    for name in ("use", "replay"):
        folder = tmp_path / name
        folder.mkdir()
        monkeypatch.chdir(folder)
        (folder / "library.db").write_bytes((tmp_path / "grown.db").read_bytes())
        uses.append(await use(folder / "library.db", 25, 3, calm=True))
    assert [each.problems for each in uses] == [[], []]
    assert uses[0].state == uses[1].state and uses[0].pressed == uses[1].pressed
