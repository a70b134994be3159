"""First paint of collections against a bare Textual app that shows one label.

All start in a real pseudo-terminal of 120x36, in turn, so that whatever else the machine does strikes all
alike. A run is timed from the start of the process until its text has arrived; then it is killed, and the
processor time that it had used by then is read from the system. A collection that is opened for the first
time is read; one that is opened again and has not changed is not.

Then each is run with marks, in processor time from the start of the process: the interpreter, Textual, our
own modules with the library, the app, and what it takes from there to the first frame; the sums below them
are parts of the last. `--library` opens a library that is there, which is brought up to date if it is older.

    python benchmarks/start.py [RUNS [ARTICLES]] [--library FILE]
"""

from __future__ import annotations

import argparse
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
from typing import Any, NamedTuple

from ptyprocess import PtyProcess

ASKED = 1.15

BARE = """
from textual.app import App
from textual.widgets import Label

class Bare(App):
    def compose(self):
        yield Label("one label")
"""
MARKED = """
import os, sys, time
marks, sums = [("the interpreter", time.process_time())], {}
out, kind = sys.argv[1:]
if kind == "ours":
    import gc
    gc.disable()
    from reader.commands.open import _spared
    with _spared("ssl"):
        import asyncio
sys.argv = sys.argv[:1]
from textual.app import App
from textual._compositor import Compositor
from textual.css.stylesheet import Stylesheet
from textual.screen import Screen

def mark(name):
    marks.append((name, time.process_time()))

def summed(kind, name, label):
    whole = getattr(kind, name)
    def wrapped(*given, **named):
        began = time.process_time()
        try:
            return whole(*given, **named)
        finally:
            sums[label] = sums.get(label, 0) + time.process_time() - began
    setattr(kind, name, wrapped)

summed(Stylesheet, "_parse_rules", "sheets parsed")
summed(Stylesheet, "apply", "rules applied")
summed(Compositor, "render_full_update", "rows drawn")
made, display = App.__init__, App._display

def init(self, *given, **named):
    mark("our modules and the library")
    made(self, *given, **named)
    mark("the app")

def shown(self, screen, frame):
    display(self, screen, frame)
    drawn = kind == "bare" or any(getattr(part, "rows_drawn", 0) for part in screen.walk_children())
    if type(frame).__name__ == "LayoutUpdate" and drawn:
        import json
        mark("to the first frame")
        said = {"steps": marks, "sums": sums, "modules": sorted(sys.modules)}
        with open(out + ".part", "w") as file:
            json.dump(said, file)
        os.rename(out + ".part", out)
        os.kill(os.getpid(), 9)

App.__init__, App._display = init, shown
mark("Textual")
"""
OURS = "from reader.cli import main\nmain([])"
OPEN = [sys.executable, "-m", "reader"]
FIRST, AGAIN = "the samples, first time", "the samples, again"

_ESCAPES = re.compile(rb"\x1b(?:\[[0-?]*[ -/]*[@-~]|[P_^\]][^\x07\x1b]*(?:\x07|\x1b\\)|[ -/]*[0-~])")


class Run(NamedTuple):
    """One start: seconds of wall clock and of processor until the text had arrived."""

    wall: float
    processor: float


def environment(home: Path) -> dict[str, str]:
    """Return the environment of a program whose files are in a home."""
    kept = {name: os.environ[name] for name in ("PATH", "VIRTUAL_ENV") if name in os.environ}
    terminal = {"LANG": "C.UTF-8", "TERM": "xterm-256color", "COLORTERM": "truecolor"}
    return {**kept, **terminal, "HOME": str(home)}


def start(command: list[str], marker: bytes, home: Path) -> Run:
    """Start a command in a terminal and stop it as soon as its output holds `marker`."""
    began = time.perf_counter()
    process = PtyProcess.spawn(command, dimensions=(36, 120), env=environment(home))
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


def marked(kind: str, code: str, home: Path) -> dict[str, Any]:
    """Run a program to its first frame, and return its steps, sums and modules."""
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "steps.json"
        process = PtyProcess.spawn(
            [sys.executable, "-c", MARKED + code, str(out), kind], dimensions=(36, 120), env=environment(home)
        )
        while select.select([process.fd], [], [], 30)[0]:
            try:
                os.read(process.fd, 65536)
            except OSError:
                break
        process.close(force=True)
        return dict(json.loads(out.read_text()))


def print_steps(kinds: dict[str, tuple[str, str, Path]], runs: int) -> None:
    """Print the median of each step, the kinds side by side, and what modules they have then."""
    taken: dict[str, list[dict[str, Any]]] = {name: [] for name in kinds}
    for _ in range(runs):
        for name, (kind, code, home) in kinds.items():
            taken[name].append(marked(kind, code, home))
    columns: list[dict[str, float]] = []
    for many in taken.values():
        column: dict[str, float] = {}
        for at, (name, _) in enumerate(many[0]["steps"]):
            each = [run["steps"][at][1] - (run["steps"][at - 1][1] if at else 0) for run in many]
            column[name] = statistics.median(each)
        for name in ("sheets parsed", "rules applied", "rows drawn"):
            column[f"  of it {name}"] = statistics.median(run["sums"].get(name, 0) for run in many)
        columns.append(column)
    # In the order in which they happen: the interpreter, Textual, and so on.
    print(f"\n{'processor ms of a step':<32}" + "".join(f"{name:>26}" for name in kinds))
    for step in columns[0]:
        print(f"{step:<32}" + "".join(f"{1000 * column.get(step, 0):26.1f}" for column in columns))
    counts = [len(many[0]["modules"]) for many in taken.values()]
    print(f"{'modules then':<32}" + "".join(f"{count:26}" for count in counts))


def fill(home: Path, articles: int) -> None:
    """Take invented articles into the library of a home."""
    sys.path.insert(0, str(Path(__file__).parent.parent / "tools" / "library"))
    from generate import records

    source = home / "news.jsonl"
    with source.open("w", encoding="utf-8") as file:
        file.writelines(json.dumps(record) + "\n" for record in records(articles))
    subprocess.run([*OPEN, "add", str(source)], env={**os.environ, "HOME": str(home)}, check=True)


def main() -> None:
    """Print medians, their ratios, and the steps with their module counts."""
    parser = argparse.ArgumentParser(description="First paint against a bare Textual app.")
    parser.add_argument("runs", nargs="?", type=int, default=15)
    parser.add_argument("articles", nargs="?", type=int, default=5000)
    parser.add_argument("--library", type=Path, metavar="FILE", help="a library instead of a new one")
    given = parser.parse_args()
    runs: int = given.runs
    with ExitStack() as stack:
        homes = [Path(stack.enter_context(tempfile.TemporaryDirectory())) for _ in range(3)]
        if given.library:
            link = homes[2] / ".local" / "share" / "crossread" / "library.db"
            link.parent.mkdir(parents=True)
            link.symlink_to(given.library.absolute())
        else:
            fill(homes[2], given.articles)
        named = given.library.name if given.library else f"{given.articles:,} articles"
        candidates = {
            "a bare Textual app": ([sys.executable, "-c", f"{BARE}\nBare().run()"], b"one label", homes[0]),
            FIRST: (OPEN, b"Russia signs", None),
            AGAIN: (OPEN, b"Russia signs", homes[1]),
            f"a library, {named}": (OPEN, b"All stories", homes[2]),
        }
        taken: dict[str, list[Run]] = {name: [] for name in candidates}
        for number in range(runs + 1):
            for name, (command, marker, home) in candidates.items():
                with tempfile.TemporaryDirectory() as fresh:
                    run = start(command, marker, home or Path(fresh))
                if number:  # The first one fills the caches.
                    taken[name].append(run)
        print_report(taken, runs)
        kinds = {
            "bare": ("bare", f"{BARE}\nBare().run()", homes[0]),
            "samples again": ("ours", OURS, homes[1]),
            "library": ("ours", OURS, homes[2]),
        }
        print_steps(kinds, runs)


def print_report(taken: dict[str, list[Run]], runs: int) -> None:
    """Print medians and their ratios."""
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


if __name__ == "__main__":
    main()
