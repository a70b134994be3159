"""Whatever the bytes: what takes foreign input refuses it in one line or takes it safely, and never hangs.

20,000 inputs here; `make fuzz` tries a million. What once did harm stands in `kept/` and is tried each time.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from run import Task, attempt, shares, try_all
from targets import TARGETS

KEPT = Path(__file__).parent / "kept"
INPUTS = 20_100  # Shares are rounded.
TASKS = shares(INPUTS, seed=0)


@pytest.mark.parametrize("path", sorted(KEPT.glob("*/*")), ids=lambda path: f"{path.parent.name}-{path.name}")
def test_what_once_did_harm_does_none(path: Path) -> None:
    assert attempt(path.parent.name, path.read_bytes()) is None


@pytest.mark.parametrize("name", TARGETS)
def test_a_sound_input_is_taken(name: str) -> None:
    for seed in TARGETS[name].seeds:
        assert attempt(name, seed) is None


@pytest.mark.parametrize("task", TASKS, ids=lambda task: f"{task.target}-{task.seed}")
def test_no_spoiled_input_does_harm(task: Task) -> None:
    _, found, _ = try_all(task)
    assert found == []


def test_as_many_inputs_are_tried_as_promised() -> None:
    assert sum(task.count for task in TASKS) >= 20_000
