"""Use the app for long: `python tests/trust/long_use.py --commands 100000 --articles 5000`.

Random keys of the registry are pressed in the app, headless, on a library that is grown beforehand;
the same seed presses the same keys. No key may raise anything. In the end all acts are undone and done again,
which must give the same state. Memory is printed as it grows.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import json
import os
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT / "tools" / "library")]

# Each would end the app, and the last leaves it for a shell's job.
ENDING = {"everywhere.quit"}
ANSWERS = ("ferry", "is:unread", "a note", "2", "outlet:no", "x.md", "tag", "", "[b]", "-", "name OR")


@dataclass
class Use:
    """What came of it.

    Attributes:
        pressed: How often each command's key was pressed.
        screens: How many keys each screen got.
        memory: Megabytes that the process held, at even steps.
        seconds: Seconds of processor time.
        state: What the reader has said in the end.
        problems: What is not as it should be.
    """

    pressed: Counter[str] = field(default_factory=Counter)
    screens: Counter[str] = field(default_factory=Counter)
    memory: list[float] = field(default_factory=list)
    seconds: float = 0.0
    state: dict[str, list[Any]] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)


def grow(path: Path, count: int, folder: Path) -> None:
    """Make a library of so many invented articles."""
    from generate import records

    from reader.library.grouping import link_pending
    from reader.library.ingest import ingest
    from reader.library.store import Store

    source = folder / "news.jsonl"
    source.write_text("".join(json.dumps(record) + "\n" for record in records(count)), "utf-8")
    with Store(path) as store:
        ingest(store, [str(source)])
        while link_pending(store):
            pass


def said(path: Path) -> dict[str, list[Any]]:
    """Return what a library's file keeps of what the reader said of the articles."""
    from reader.library.store import Store

    with Store(path) as store:
        return {name: sorted(store.rows(f"SELECT * FROM {name}")) for name in ("tag", "joined", "alone")} | {
            "state": sorted(store.rows("SELECT id, read, starred, trashed FROM state")),
        }


def held() -> float:
    """Return the megabytes that this process holds; 0 where the system does not tell."""
    try:
        pages = int(Path("/proc/self/statm").read_text().split()[1])
    except OSError:
        return 0.0
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


async def use(path: Path, commands: int, seed: int) -> Use:
    """Press so many keys, and undo and redo what came of them."""
    from textual.events import Key
    from textual.screen import ModalScreen
    from textual.widgets import Input
    from textual.worker import WorkerCancelled

    from reader.library.config import Config
    from reader.library.door import Library
    from reader.ui.app import CrossreadApp
    from reader.ui.keymap import DEFAULT_KEYMAP, textual_key
    from reader.ui.registry import Mode, commands_for
    from reader.ui.screens.base import CrossreadScreen
    from reader.ui.screens.library import LibraryScreen
    from reader.ui.session import Session

    chance, result, began = Random(seed), Use(), time.process_time()
    library = Library.open(path)
    session = Session([], library, DEFAULT_KEYMAP, Config())
    app = CrossreadApp(session)
    async with app.run_test(size=(120, 36), notifications=True) as pilot:

        async def press(key: str) -> None:
            event = Key(textual_key(key), key if len(key) == 1 else None)
            event.set_sender(app)
            assert app._driver is not None
            app._driver.send_message(event)
            for _ in range(3):
                await asyncio.sleep(0)
            await pilot._wait_for_screen()

        async def type_in(words: str) -> None:
            for key in words:
                await press(key)

        async def idle() -> None:
            with contextlib.suppress(WorkerCancelled):  # Its screen went.
                await app.workers.wait_for_complete()

        for number in range(commands):
            screen = app.screen
            result.screens[type(screen).__name__] += 1
            mode = screen.MODE if isinstance(screen, CrossreadScreen) else Mode.EVERYWHERE
            command = chance.choice(commands_for(mode))
            while command.id in ENDING or (
                command.id == "everywhere.back" and isinstance(screen, LibraryScreen)
            ):
                command = chance.choice(commands_for(mode))
            if isinstance(app.focused, Input) and chance.random() < 0.8:
                await type_in(chance.choice(ANSWERS))
                await press(chance.choice(("enter", "enter", "escape", "tab")))
                if mode is Mode.IMPORT and chance.random() < 0.5:  # Its line takes most keys.
                    await press("escape")
            elif isinstance(screen, ModalScreen) and chance.random() < 0.3:
                await press("escape")
            else:
                result.pressed[command.id] += 1
                await press(chance.choice(command.keys))
            if chance.random() < 0.05:  # Mostly nobody waits for what is worked out behind the screen.
                await idle()
            if number % max(1, commands // 20) == 0:
                result.memory.append(held())
            if app._exception is not None:
                raise app._exception
        await idle()
        result.state = said(path)
        journal, count = session.library.journal, 0
        while journal.undo():
            count += 1
        while count and journal.redo():
            count -= 1
        if said(path) != result.state:
            result.problems.append("undone and done again, the acts end in another state")
    library.close()
    result.seconds = time.process_time() - began
    return result


def main() -> int:
    """Use the app, say what came of it, and return 1 when it is not as it should be."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--commands", type=int, default=100_000)
    parser.add_argument("--articles", type=int, default=5_000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    before = Path.cwd()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "library.db")
        grow(path, options.articles, Path(folder))
        os.environ["HOME"] = folder
        os.chdir(folder)  # Exports are saved here.
        try:
            found = asyncio.run(use(path, options.commands, options.seed))
        finally:
            os.chdir(before)
    acts = sum(map(len, found.state.values()))
    print(f"{options.commands:,} keys, {found.seconds:,.0f} s of processor, {acts:,} marks kept in the end")
    print("screens:", ", ".join(f"{name} {count:,}" for name, count in found.screens.most_common()))
    print(f"{len(found.pressed)} commands, each pressed at least {min(found.pressed.values())} times")
    print("memory, MB:", " ".join(f"{each:.0f}" for each in found.memory))
    for problem in found.problems:
        print(problem)
    return 1 if found.problems else 0


if __name__ == "__main__":
    sys.exit(main())
