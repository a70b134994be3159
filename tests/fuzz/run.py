"""Fuzz everything that takes foreign input: `python tests/fuzz/run.py --inputs 1000000`.

The same seed makes the same inputs. Each finding is printed once, by target, error and place, with its
input in `tests/fuzz/found/`; mend it and move the input to `tests/fuzz/kept/TARGET/`, where every run of the
tests tries it.
"""

from __future__ import annotations

import argparse
import faulthandler
import hashlib
import random
import signal
import sys
import time
import traceback
from collections import Counter
from collections.abc import Iterator
from multiprocessing import get_context
from pathlib import Path
from types import FrameType
from typing import NamedTuple

HERE = Path(__file__).parent
SECONDS = 10
"""Seconds of processor time that no input of these sizes may take."""


class Finding(NamedTuple):
    """An input that did harm.

    Attributes:
        target: Whose.
        place: Error and innermost line of the program or of the target, by which findings are told apart.
        said: The error.
        data: The input.
    """

    target: str
    place: str
    said: str
    data: bytes


class Task(NamedTuple):
    """Inputs to be tried in one go.

    Attributes:
        target: Whose.
        seed: What chance begins with.
        count: How many.
    """

    target: str
    seed: int
    count: int


def attempt(target: str, data: bytes) -> Finding | None:
    """Give an input to a target; return what went wrong."""
    from targets import check

    try:
        check(target, data)
    except Exception as error:
        frames = traceback.extract_tb(error.__traceback__)
        ours = [
            frame for frame in frames if "/reader/" in frame.filename or "/fuzz/targets" in frame.filename
        ]
        last = ours[-1]
        place = f"{type(error).__name__} at {Path(last.filename).name}:{last.lineno}"
        return Finding(target, place, str(error)[:300], data)
    return None


def inputs(task: Task) -> Iterator[bytes]:
    """Yield a task's inputs."""
    from targets import TARGETS

    chance = random.Random(f"{task.target} {task.seed}")
    for _ in range(task.count):
        yield TARGETS[task.target].input(chance)


def try_all(task: Task) -> tuple[Task, list[Finding], float]:
    """Try a task's inputs; return what was found, and the seconds of the slowest."""
    found: dict[str, Finding] = {}
    slowest = 0.0
    for data in inputs(task):
        signal.setitimer(signal.ITIMER_PROF, SECONDS)
        began = time.process_time()
        finding = attempt(task.target, data)
        slowest = max(slowest, time.process_time() - began)
        signal.setitimer(signal.ITIMER_PROF, 0)
        if finding is not None:
            found.setdefault(finding.place, finding)
    return task, list(found.values()), slowest


def shares(count: int, seed: int, only: str = "") -> list[Task]:
    """Return tasks of some hundred inputs for all targets by their weights, mixed."""
    from targets import TARGETS

    chosen = {name: each for name, each in TARGETS.items() if only in name}
    whole = sum(each.weight for each in chosen.values())
    tasks = []
    for name, each in chosen.items():
        left, number = round(count * each.weight / whole), 0
        while left > 0:
            tasks.append(Task(name, seed * 1_000_000 + number, min(left, 500)))
            left, number = left - 500, number + 1
    random.Random(seed).shuffle(tasks)
    return tasks


class Slow(Exception):
    """An input took longer than any may."""


def _too_slow(number: int, frame: FrameType | None) -> None:
    raise Slow(f"more than {SECONDS} s")


def _begin() -> None:
    sys.path.insert(0, str(HERE))
    faulthandler.enable()
    signal.signal(signal.SIGPROF, _too_slow)


def main() -> int:
    """Run, print what was found, and return 1 when anything was."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--inputs", type=int, default=1_000_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--only", default="", help="targets whose name holds this")
    options = parser.parse_args()
    _begin()
    tasks = shares(options.inputs, options.seed, options.only)
    tried: Counter[str] = Counter()
    spent: dict[str, float] = {}
    found: dict[tuple[str, str], Finding] = {}
    began = time.monotonic()
    with get_context("spawn").Pool(options.processes, _begin, maxtasksperchild=100) as pool:
        for task, findings, slowest in pool.imap_unordered(try_all, tasks):
            tried[task.target] += task.count
            spent[task.target] = max(spent.get(task.target, 0.0), slowest)
            for finding in findings:
                if (task.target, finding.place) not in found:
                    found[task.target, finding.place] = finding
                    folder = HERE / "found" / task.target
                    folder.mkdir(parents=True, exist_ok=True)
                    path = folder / hashlib.sha256(finding.data).hexdigest()[:12]
                    path.write_bytes(finding.data)
                    print(f"{task.target}: {finding.place}: {finding.said!r}\n    {path}", flush=True)
    for name, count in sorted(tried.items()):
        print(f"{name:<18}{count:>9,} inputs, the slowest {spent[name] * 1000:,.0f} ms")
    seconds = time.monotonic() - began
    print(f"{sum(tried.values()):,} inputs in {seconds:,.0f} s, {len(found)} findings")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
