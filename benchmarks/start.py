"""First paint of the sample collection against a bare Textual app that shows one label.

Both start in a real pseudo-terminal of 120x36 with an empty home, in turn, so that whatever else the machine
does strikes both alike. A run is timed from the start of the process until its text has arrived; then it is
killed, and the processor time that it had used by then is read from the system.

    python benchmarks/start.py [RUNS]
"""

from __future__ import annotations

import os
import re
import select
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

from ptyprocess import PtyProcess

ASKED = 1.3

BARE = """
from textual.app import App
from textual.widgets import Label

class Bare(App):
    def compose(self):
        yield Label("one label")
"""
CANDIDATES = {
    "a bare Textual app": ([sys.executable, "-c", f"{BARE}\nBare().run()"], b"one label", BARE),
    "crossread, the samples": (
        [sys.executable, "-m", "reader"],
        b"Russia signs",
        "import reader.cli, reader.commands.open, reader.ui.app",
    ),
}

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


def main() -> None:
    """Print medians, their ratio, and module counts."""
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 15
    taken: dict[str, list[Run]] = {name: [] for name in CANDIDATES}
    for number in range(runs + 1):
        for name, (command, marker, _) in CANDIDATES.items():
            with tempfile.TemporaryDirectory() as home:
                run = start(command, marker, Path(home))
            if number:  # The first one fills the caches.
                taken[name].append(run)
    print(f"first paint, median of {runs} runs in turn")
    medians = []
    for name, (_, _, code) in CANDIDATES.items():
        wall, processor = (statistics.median(column) for column in zip(*taken[name], strict=True))
        medians.append((wall, processor))
        print(
            f"  {name:<24} {wall * 1000:5.0f} ms",
            f"{processor * 1000:5.0f} ms of processor",
            modules(code),
            "modules",
        )
    (bare_wall, bare_processor), (our_wall, our_processor) = medians
    print(f"  ratio {our_wall / bare_wall:.2f}, of processor time {our_processor / bare_processor:.2f}")
    print(f"  asked: at most {ASKED}")


if __name__ == "__main__":
    main()
