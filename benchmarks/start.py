"""First paint of collections against a bare Textual app that shows one label.

All start in a real pseudo-terminal of 120x36, in turn, so that whatever else the machine does strikes all
alike. A run is timed from the start of the process until its text has arrived; then it is killed, and the
processor time that it had used by then is read from the system. A collection that is opened for the first
time is read; one that is opened again and has not changed is not.

    python benchmarks/start.py [RUNS [ARTICLES]]
"""

from __future__ import annotations

import json
import os
import re
import select
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path
from typing import NamedTuple

from ptyprocess import PtyProcess

ASKED = 1.15

BARE = """
from textual.app import App
from textual.widgets import Label

class Bare(App):
    def compose(self):
        yield Label("one label")
"""
OURS = "import reader.cli, reader.commands.open, reader.ui.app"
OPEN = [sys.executable, "-m", "reader"]
FIRST, AGAIN = "the samples, first time", "the samples, again"

_ESCAPES = re.compile(rb"\x1b(?:\[[0-?]*[ -/]*[@-~]|[P_^\]][^\x07\x1b]*(?:\x07|\x1b\\)|[ -/]*[0-~])")


class Run(NamedTuple):
    """One start: seconds of wall clock and of processor until the text had arrived."""

    wall: float
    processor: float


def start(command: list[str], marker: bytes, home: Path) -> Run:
    """Start a command in a terminal and stop it as soon as its output holds `marker`."""
    kept = {name: os.environ[name] for name in ("PATH", "VIRTUAL_ENV") if name in os.environ}
    environment = {
        **kept,
        "HOME": str(home),
        "LANG": "C.UTF-8",
        "TERM": "xterm-256color",
        "COLORTERM": "truecolor",
    }
    began = time.perf_counter()
    process = PtyProcess.spawn(command, dimensions=(36, 120), env=environment)
    output = b""
    while marker not in _ESCAPES.sub(b"", output):
        if not select.select([process.fd], [], [], 30)[0]:
            raise SystemExit(f"{command}: nothing came for 30 seconds")
        try:
            output += os.read(process.fd, 65536)
        except OSError:
            raise SystemExit(
                f"{command} ended:\n{_ESCAPES.sub(b'', output).decode(errors='replace')}"
            ) from None
    wall = time.perf_counter() - began
    os.kill(process.pid, signal.SIGKILL)
    _, _, used = os.wait4(process.pid, 0)
    os.close(process.fd)
    return Run(wall, used.ru_utime + used.ru_stime)


def modules(code: str) -> int:
    """Return how many modules a program has imported before it runs."""
    shown = subprocess.run(
        [sys.executable, "-c", f"{code}\nimport sys; print(len(sys.modules))"],
        capture_output=True,
        text=True,
        check=True,
    )
    return int(shown.stdout)


def fill(home: Path, articles: int) -> None:
    """Take invented articles into the library of a home."""
    sys.path.insert(0, str(Path(__file__).parent.parent / "tools" / "library"))
    from generate import records

    source = home / "news.jsonl"
    with source.open("w", encoding="utf-8") as file:
        file.writelines(json.dumps(record) + "\n" for record in records(articles))
    subprocess.run([*OPEN, "add", str(source)], env={**os.environ, "HOME": str(home)}, check=True)


def main() -> None:
    """Print medians, their ratios, and module counts."""
    runs, articles = ([int(given) for given in sys.argv[1:]] + [15, 5000][len(sys.argv) - 1 :])[:2]
    with ExitStack() as stack:
        homes = [Path(stack.enter_context(tempfile.TemporaryDirectory())) for _ in range(3)]
        fill(homes[2], articles)
        candidates = {
            "a bare Textual app": ([sys.executable, "-c", f"{BARE}\nBare().run()"], b"one label", homes[0]),
            FIRST: (OPEN, b"Russia signs", None),
            AGAIN: (OPEN, b"Russia signs", homes[1]),
            f"a library of {articles:,}": (OPEN, b"All stories", homes[2]),
        }
        taken: dict[str, list[Run]] = {name: [] for name in candidates}
        for number in range(runs + 1):
            for name, (command, marker, home) in candidates.items():
                with tempfile.TemporaryDirectory() as fresh:
                    run = start(command, marker, home or Path(fresh))
                if number:  # The first one fills the caches.
                    taken[name].append(run)
    print(f"first paint, median of {runs} runs in turn (asked: at most {ASKED} times a bare app's)")
    print(f"{'':<24} {'ms':>6} {'ratio':>6}   processor ms   ratio")
    bare: Run | None = None
    for name, many in taken.items():
        run = Run(*(statistics.median(column) for column in zip(*many, strict=True)))
        bare = bare or run
        print(
            f"{name:<24} {run.wall * 1000:6.0f} {run.wall / bare.wall:6.2f}"
            f" {run.processor * 1000:14.0f} {run.processor / bare.processor:7.2f}"
        )
    print(f"modules imported before it runs: {modules(BARE)}, ours {modules(OURS)}")


if __name__ == "__main__":
    main()
