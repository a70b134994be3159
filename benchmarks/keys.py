"""Every key of every screen: what it costs in a headless app, beside a bare Textual `Log`.

    python benchmarks/keys.py [--presses N] [--articles COUNT] [--file LIBRARY.db] [SCREEN ...]

Reading and compare show 2 × 50,000 words, the matrix 30 outlets, the library 20,000 invented articles
(`--articles 100000`; `--file` keeps and reuses it; it is copied before, for keys write). Keys come from the
command registry, without those that leave; what a key has opened is closed again before the next. Time is of
the processor in the main thread, from the key to the escape sequences of its last frame; what a worker thread
does is not in it, what it hands to the screen is. The pilot waits for every widget, so each screen says what
a key that does nothing takes; `net` is the p95 without that: 16 ms are asked of it. Before each command the
screen is opened afresh at the top (the library goes to its first row). The bare log has the text that reading
has. stderr says how far it is.
"""

from __future__ import annotations

import argparse
import asyncio
import gc
import json
import shutil
import sqlite3
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

sys.path.insert(0, str(Path(__file__).parent))
sys.path.insert(0, str(Path(__file__).parent.parent / "tools" / "library"))

SIZE = (180, 50)
LIMIT = 16.0
OUTLETS = 30
IDLE = "f12"
LEFT_OUT = {"everywhere.back", "everywhere.quit", "everywhere.cancel", "list.rescan"}
"""What leaves the screen for good, or reads files anew."""

statements = 0


class Cost(NamedTuple):
    """What the presses of one key took."""

    screen: str
    key: str
    command: str
    middle: float
    most: float
    net: float
    rows: float
    statements: float
    blocks: float


def counting_connections() -> None:
    """Count the SQL statements of every connection from now on."""
    connect = sqlite3.connect

    def counted(*arguments: Any, **options: Any) -> sqlite3.Connection:
        connection = connect(*arguments, **options)
        connection.set_trace_callback(count)
        return connection

    def count(_: str) -> None:
        global statements
        statements += 1

    sqlite3.connect = counted  # type: ignore[assignment]


def told_by_many(folder: Path) -> Path:
    """Write a story that 30 outlets tell, and return its file."""
    from generate import FIRST_DAY, _names, _Story, _vocabulary

    random = Random(3)
    words, weights = _vocabulary()
    story = _Story(random, words, weights, _names(random, 50, 2), FIRST_DAY)
    path = folder / "many.jsonl"
    with path.open("w", encoding="utf-8") as file:
        for number in range(OUTLETS):
            title, text = story.tell(random, words, weights)
            record = {"id": number, "title": title, "text": text, "source": f"Outlet {number}"}
            file.write(json.dumps({**record, "published": "2015-01-01", "language": "en"}) + "\n")
    return path


def app_class() -> Any:
    """Return our app, made to write its frames out as for a terminal."""
    from reader.ui.app import CrossreadApp

    return written_out(CrossreadApp)


def written_out(base: Any) -> Any:
    """Return an app that makes escape sequences of its frames although no terminal takes them."""
    from textual._compositor import CompositorUpdate

    class Written(base):  # type: ignore[misc]
        def _display(self, screen: Any, renderable: Any) -> None:
            if isinstance(renderable, CompositorUpdate):
                renderable.render_segments(self.console)
            super()._display(screen, renderable)

    return Written


async def quiet(pilot: Any) -> None:
    """Wait until nothing is under way."""
    from textual.worker import WorkerCancelled

    for _ in range(3):
        await pilot.pause()
        try:
            await pilot.app.workers.wait_for_complete()
        except WorkerCancelled:
            continue
        await pilot.pause()


def rows_drawn(app: Any) -> int:
    from reader.ui.line_view import LineView

    return sum(view.rows_drawn for view in app.screen.query(LineView))


async def pressed(pilot: Any, key: str) -> tuple[float, int, int, int]:
    """Press a key; return its milliseconds, rows, statements and memory blocks."""
    before = rows_drawn(pilot.app), statements, sys.getallocatedblocks()
    began = time.thread_time()
    await pilot.press(key)
    await quiet(pilot)
    spent = 1000 * (time.thread_time() - began)
    return (
        spent,
        max(0, rows_drawn(pilot.app) - before[0]),
        statements - before[1],
        sys.getallocatedblocks() - before[2],
    )


async def back_to(pilot: Any, screen: Any, focused: Any) -> None:
    """Close what a key has opened, so that the next finds the same."""
    from textual.widgets import Input

    app = pilot.app
    for _ in range(5):
        if app.screen is screen and not isinstance(app.focused, Input) and not screen.query("Question"):
            break
        await pilot.press("escape")
        await quiet(pilot)
        if app.screen is not screen and len(app.screen_stack) > 1 and screen in app.screen_stack:
            app.pop_screen()
            await quiet(pilot)
    if focused is not None and focused.is_mounted and app.screen is screen:
        screen.set_focus(focused)
    app.clear_notifications()
    await quiet(pilot)


async def measured(name: str, session: Any, mode: Any, show: Any, presses: int) -> list[Cost]:
    """Press every key of a screen."""
    from reader.ui.keymap import textual_key
    from reader.ui.registry import commands_for

    found: list[Cost] = []
    idle = 0.0
    app = app_class()(session)
    async with app.run_test(size=SIZE) as pilot:
        await quiet(pilot)
        show(app)
        await quiet(pilot)
        screen, focused = app.screen, app.focused
        gc.collect()
        gc.freeze()
        ways = [(c.keys[0], c.id) for c in commands_for(mode) if c.keys and c.id not in LEFT_OUT]
        for key, command in [(IDLE, "no key of it"), *ways]:
            if command != "no key of it":
                screen, focused = await afresh(pilot, show, screen)
            costs = []
            for _ in range(presses):
                costs.append(await pressed(pilot, textual_key(key)))
                if app.screen is not screen or app.focused is not focused:
                    await back_to(pilot, screen, focused)
                if screen not in app.screen_stack:
                    show(app)
                    await quiet(pilot)
                    screen, focused = app.screen, app.focused
            found.append(summed(name, key, command, costs, idle))
            idle = idle or found[-1].middle
            print(f"{name} {command}: net p95 {found[-1].net:.1f} ms", file=sys.stderr, flush=True)
            await back_to(pilot, screen, focused)
    return found


async def afresh(pilot: Any, show: Any, screen: Any) -> tuple[Any, Any]:
    """Open a screen anew where the library is not it: no toggle or place of the key before is left."""
    app = pilot.app
    if not hasattr(screen, "listing"):
        if app.screen is screen and len(app.screen_stack) > 2:
            app.pop_screen()
        await quiet(pilot)
        app.session.state.places.clear()
        show(app)
        await quiet(pilot)
    else:
        await pilot.press("home")
        await quiet(pilot)
    await pilot.press(IDLE)  # What a worker still finds for a screen just opened is not the next key's.
    await quiet(pilot)
    return app.screen, app.focused


def summed(
    screen: str, key: str, command: str, costs: list[tuple[float, int, int, int]], idle: float = 0.0
) -> Cost:
    """Return the middle and the upper end of some presses, and the upper end less what no key takes."""
    times = sorted(cost[0] for cost in costs)
    means = [sum(cost[n] for cost in costs) / len(costs) for n in (1, 2, 3)]
    return Cost(
        screen,
        key,
        command,
        times[len(times) // 2],
        most := times[min(len(times) - 1, int(0.95 * len(times)))],
        max(0.0, most - idle),
        *means,
    )


async def bare(presses: int, text: str) -> list[Cost]:
    """Press keys in a bare Textual `Log` of a text."""
    from textual.app import App
    from textual.widgets import Log

    class Bare(App[None]):
        def compose(self) -> Iterator[Any]:
            yield Log()

        def on_mount(self) -> None:
            log = self.query_one(Log)
            self.animation_level = "none"  # As ours.
            log.auto_scroll = False
            log.write_lines(lines)
            log.focus()

    from textwrap import wrap

    lines = [line for paragraph in text.splitlines() for line in wrap(paragraph, 76) or [""]]
    found: list[Cost] = []
    idle = 0.0
    async with written_out(Bare)().run_test(size=SIZE) as pilot:
        await quiet(pilot)
        gc.collect()
        gc.freeze()
        for key in (IDLE, "down", "pagedown", "home"):
            costs = []
            for _ in range(presses):
                before, began = sys.getallocatedblocks(), time.thread_time()
                await pilot.press(key)
                await quiet(pilot)
                spent = 1000 * (time.thread_time() - began)
                costs.append((spent, 0, 0, sys.getallocatedblocks() - before))
            found.append(summed("bare log", key, "no key of it" if key == IDLE else "", costs, idle))
            idle = idle or found[-1].middle
    return found


def report(costs: list[Cost]) -> None:
    """Print the dearest first."""
    head = f"{'screen':<10} {'key':<8} {'command':<28} {'p50':>7} {'p95':>7} {'net':>7}"
    print(f"{head} {'rows':>6} {'SQL':>6} {'blocks':>8}")
    for cost in sorted(costs, key=lambda cost: -cost.net):
        mark = "  over 16 ms" if cost.net > LIMIT else ""
        print(
            f"{cost.screen:<10} {cost.key:<8} {cost.command:<28} {cost.middle:7.1f} {cost.most:7.1f} "
            f"{cost.net:7.1f} {cost.rows:6.1f} {cost.statements:6.1f} {cost.blocks:8.0f}{mark}"
        )
    over = sum(cost.net > LIMIT for cost in costs)
    print(f"{len(costs)} keys, {over} over {LIMIT:g} ms")


def main() -> None:
    """Print what every key costs."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--presses", type=int, default=10)
    parser.add_argument("--articles", type=int, default=20_000)
    parser.add_argument("--file", type=Path)
    parser.add_argument("screens", nargs="*", default=["compare", "reading", "matrix", "library"])
    options = parser.parse_args()
    counting_connections()
    from library import taken_in
    from screen import invented_pair, known_library

    from reader.library.door import Library
    from reader.ui.keymap import DEFAULT_KEYMAP
    from reader.ui.registry import Mode
    from reader.ui.session import Session

    articles = invented_pair()
    costs = asyncio.run(bare(options.presses, articles[0][0].text))
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        if {"compare", "reading"} & set(options.screens):
            known = known_library(*articles)
            first, second = (row.number for row in known.page("", "oldest")[:2])
        for name in options.screens:
            if name == "library":
                path = options.file or folder / "library.db"
                if not path.exists():
                    taken_in(options.articles, path, folder)
                used = folder / "used.db"
                shutil.copy(path, used)
                session, mode = Session([], Library.open(used), DEFAULT_KEYMAP), Mode.LIST
                show = lambda app: None  # noqa: E731
            elif name == "matrix":
                paths = [told_by_many(folder)]
                library = Library.of_paths(paths)
                number = library.page("", "oldest")[0].number
                session, mode = Session(paths, library, DEFAULT_KEYMAP), Mode.MATRIX
                show = lambda app, number=number: app.matrix(number)  # noqa: E731
            else:
                session = Session([], known, DEFAULT_KEYMAP)
                mode = Mode(name)
                show = (
                    (lambda app: app.compare(first, second))
                    if name == "compare"
                    else (lambda app: app.read(first))
                )
            # Screen by screen: a run that is cut short has said what it found.
            report(costs + asyncio.run(measured(name, session, mode, show, options.presses)))


if __name__ == "__main__":
    main()
