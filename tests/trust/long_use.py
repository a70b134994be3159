"""Use the app for long: `python tests/trust/long_use.py --commands 100000 --articles 5000`.

Random keys of the registry are pressed in the app, headless, on a library that is grown beforehand. No key
may raise anything, in the app or in what works behind it; after a finding the app is opened anew and the use
goes on. In the end all acts are undone and done again, which must give the same state. What the process holds
is printed on the way. With `--calm` every key waits until nothing is at work any more: then the same seed
gives the same state, and the whole is done twice and compared.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import functools
import gc
import json
import os
import shutil
import sqlite3
import sys
import tempfile
import threading
import time
import traceback
from collections import Counter, deque
from collections.abc import AsyncIterator, Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any
from unittest.mock import patch

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT / "tools" / "library")]

if TYPE_CHECKING:
    from textual.pilot import Pilot

    from reader.ui.app import CrossreadApp
    from reader.ui.session import Session

# Each would end the app, and the last leaves it for a shell's job.
ENDING = {"everywhere.quit"}
ANSWERS = ("ferry", "is:unread", "a note", "2", "outlet:no", "x.md", "tag", "", "[b]", "-", "name OR")
WAITED = 0.05
"""How often one waits for what is worked out behind the screen: mostly nobody does."""
STUCK = 60.0
"""Seconds after which what does not end is a finding."""
os.environ.setdefault("TEXTUAL_FPS", "12")  # Keys come faster than on any terminal; not each needs a picture.


class Watched(sqlite3.Connection):
    """A connection that says when it is used outside its store's lock: two threads may then wait for ever."""

    lock: Any = None

    def _check(self) -> None:
        if self.lock is not None and not self.lock._is_owned():
            raise AssertionError("a connection that is shared was used outside the store's lock")

    def execute(self, *arguments: Any) -> sqlite3.Cursor:
        self._check()
        return super().execute(*arguments)

    def executemany(self, *arguments: Any) -> sqlite3.Cursor:
        self._check()
        return super().executemany(*arguments)


@contextlib.contextmanager
def watched_connections() -> Iterator[None]:
    """Let every store that is opened meanwhile have a connection that is watched."""
    from reader.library.store import Store

    begin, connect = Store.__init__, sqlite3.connect

    def begun(store: Store, *arguments: Any, **options: Any) -> None:
        begin(store, *arguments, **options)
        store.connection.lock = store.lock  # type: ignore[attr-defined]

    with (
        patch.object(Store, "__init__", begun),
        patch.object(sqlite3, "connect", functools.partial(connect, factory=Watched)),
    ):
        yield


class Ended(Exception):
    """The app was quit: a key that leads back came when another had already led to the library."""


@dataclass
class Use:
    """What came of it.

    Attributes:
        pressed: How often each command's key was pressed.
        screens: How many commands each screen got.
        memory: Megabytes that the process held, at even steps.
        keys: All keys pressed, also those that type an answer.
        seconds: Seconds of processor time.
        state: What the reader has said in the end.
        problems: What is not as it should be.
    """

    pressed: Counter[str] = field(default_factory=Counter)
    screens: Counter[str] = field(default_factory=Counter)
    memory: list[float] = field(default_factory=list)
    keys: int = 0
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
    """Return what a library's file keeps of what the reader said of the articles, but for the times."""
    from reader.library.store import Store

    with Store(path) as store:
        return {
            name: sorted(store.rows(f"SELECT * FROM {name}")) for name in ("tag", "joined", "alone", "saved")
        } | {
            "state": sorted(store.rows("SELECT id, read, starred, trashed FROM state")),
            "act": sorted(store.rows("SELECT id, kind, articles, body, said, state FROM act")),
        }


def held() -> float:
    """Return the megabytes that this process holds; 0 where the system does not tell."""
    try:
        pages = int(Path("/proc/self/statm").read_text().split()[1])
    except OSError:
        return 0.0
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


class Reader:
    """Somebody who presses keys at random.

    Args:
        session: What the app is opened on.
        chance: Chooses the keys.
        result: Takes what comes of them.
        calm: Whether to wait after every key until nothing is at work.
    """

    def __init__(self, session: Session, chance: Random, result: Use, *, calm: bool) -> None:
        from reader.ui.app import CrossreadApp

        self.session = session
        self.chance = chance
        self.result = result
        self.calm = calm
        self.app: CrossreadApp = CrossreadApp(session)
        self.last: deque[str] = deque(maxlen=16)
        self._failed: list[BaseException] = []

    async def read(self, begin: int, end: int, every: int, look: Callable[[int], None]) -> int:
        """Choose the commands of these numbers, with a look every so many; return the number after the last.

        Raises:
            Exception: What a key, or what it set going, has raised.
        """
        loop = asyncio.get_running_loop()
        loop.set_exception_handler(lambda _, context: self._note(context.get("exception")))
        number = begin
        try:
            async with self._open() as pilot:
                self._pilot = pilot
                for number in range(begin, end):
                    if number % every == 0:
                        await self._rest()
                        look(number)
                    await self._choose()
                    self._check()
                await self._rest()
                self._check()
                return end
        except Exception as error:
            error.add_note(f"command {number} of the seed, after {' '.join(self.last)}")
            raise

    @contextlib.asynccontextmanager
    async def _open(self) -> AsyncIterator[Pilot[int]]:
        with self._hearing_of_workers():
            async with self.app.run_test(size=(100, 30), notifications=True) as pilot:
                yield pilot

    def _note(self, error: BaseException | None) -> None:
        if error is not None:
            self._failed.append(error)

    @contextlib.contextmanager
    def _hearing_of_workers(self) -> Iterator[None]:
        """Note what fails behind the screens, also where the screen that would say so is gone."""
        from textual.worker import Worker

        run = Worker.run

        async def heard(worker: Worker[Any]) -> Any:
            try:
                return await run(worker)
            except Exception as error:
                self._note(error)
                raise

        with patch.object(Worker, "run", heard):
            yield

    def _check(self) -> None:
        if self.app._exception is not None:
            raise self.app._exception
        if self.app._exit:
            raise Ended
        if self._failed:
            raise self._failed.pop()

    async def _choose(self) -> None:
        from textual.screen import ModalScreen
        from textual.widgets import Input

        from reader.ui.registry import Mode, commands_for
        from reader.ui.screens.base import CrossreadScreen
        from reader.ui.screens.library import LibraryScreen

        chance, screen = self.chance, self.app.screen
        self.result.screens[type(screen).__name__] += 1
        mode = screen.MODE if isinstance(screen, CrossreadScreen) else Mode.EVERYWHERE
        command = chance.choice(commands_for(mode))
        while command.id in ENDING or (command.id == "everywhere.back" and isinstance(screen, LibraryScreen)):
            command = chance.choice(commands_for(mode))
        if isinstance(self.app.focused, Input) and chance.random() < 0.8:
            for key in chance.choice(ANSWERS):
                await self._press(key)
            await self._press(chance.choice(("enter", "enter", "escape", "tab")))
            if mode is Mode.IMPORT and chance.random() < 0.5:  # Its line takes most keys.
                await self._press("escape")
        elif isinstance(screen, ModalScreen) and chance.random() < 0.3:
            await self._press("escape")
        else:
            self.result.pressed[command.id] += 1
            await self._press(chance.choice(command.keys))
        if chance.random() < WAITED:
            await self._rest()

    async def _press(self, key: str) -> None:
        from textual.events import Key

        from reader.ui.keymap import textual_key

        self.result.keys += 1
        self.last.append(f"{type(self.app.screen).__name__}:{key}")
        event = Key(textual_key(key), key if len(key) == 1 else None)
        event.set_sender(self.app)
        assert self.app._driver is not None
        self.app._driver.send_message(event)
        for _ in range(3):  # It is handed over as from another thread.
            await asyncio.sleep(0)
        if self.calm:
            await self._rest()
        else:
            await self._taken()

    async def _taken(self) -> None:
        """Wait until the key has passed through the app, whatever it has set going."""
        for pump in (self.app, self.app.focused or self.app, self.app.screen, self.app):
            passed = asyncio.Event()
            if pump.call_later(passed.set):
                with contextlib.suppress(TimeoutError):  # It has gone meanwhile.
                    await asyncio.wait_for(passed.wait(), 0.5)

    async def _rest(self) -> None:
        """Wait until nothing is at work, nor on its way: a key rises from part to part of the screen."""
        until = time.monotonic() + STUCK
        quiet = 0
        while quiet < 6 and self.app._exception is None:
            if self.app._exit:
                raise Ended
            if time.monotonic() > until:
                raise TimeoutError(f"still at work: {self._what_is_at_work()}")
            quiet += 1
            await self._pilot._wait_for_screen()
            if self._is_to_draw():
                quiet = 0
                self.app.screen._on_timer_update()
            if self._is_at_work():
                quiet = 0
                await asyncio.sleep(0.005)

    def _what_is_at_work(self) -> str:
        screen = self.app.screen
        flags = ("_layout_required", "_repaint_required", "_dirty_widgets", "_callbacks", "is_current")
        kept = {name: getattr(screen, name) for name in flags}
        groups = [worker.group for worker in self.app.workers if not worker.is_finished]
        return f"{groups}, batches {self.app._batch_count}, {type(screen).__name__} {kept}"

    def _is_to_draw(self) -> bool:
        screen = self.app.screen
        return bool(
            screen._layout_required or screen._repaint_required or screen._dirty_widgets or screen._callbacks
        )

    def _is_at_work(self) -> bool:
        job = self.session.importing
        return (job is not None and not job.done) or any(
            not worker.is_finished for worker in self.app.workers
        )


def _nobody(line: str) -> None:
    """Take a line that nobody reads."""


async def use(
    path: Path, commands: int, seed: int, *, calm: bool = False, tell: Callable[[str], None] = _nobody
) -> Use:
    """Press the keys of so many commands, and undo and redo what came of them.

    Args:
        path: The library's file.
        commands: How many.
        seed: Of the choice.
        calm: Whether every key waits until nothing is at work.
        tell: Takes lines on how far it is, and on what was found.
    """
    with watched_connections():
        return await _use(path, commands, seed, calm=calm, tell=tell)


async def _use(path: Path, commands: int, seed: int, *, calm: bool, tell: Callable[[str], None]) -> Use:
    from textual.dom import DOMNode

    from reader.library.config import Config
    from reader.library.door import Library
    from reader.ui.keymap import DEFAULT_KEYMAP
    from reader.ui.session import Session

    chance, result, began = Random(seed), Use(), time.process_time()

    def look(number: int) -> None:
        result.memory.append(held())
        # Only while no thread is at work: a tuple that is being made must be nobody else's.
        nodes = sum(isinstance(each, DOMNode) for each in gc.get_objects())
        tell(
            f"{number:>7,} commands {result.keys:>8,} keys {time.process_time() - began:>7,.0f} s "
            f"{held():>6.1f} MB {nodes:>6,} nodes {threading.active_count():>3} threads"
        )

    number = 0
    while number < commands:
        library = Library.open(path)
        reader = Reader(Session([], library, DEFAULT_KEYMAP, Config()), chance, result, calm=calm)
        try:
            number = await reader.read(number, commands, max(1, commands // 20), look)
        except Ended:
            number = result.screens.total()
        except Exception as error:
            result.problems.append("".join(traceback.format_exception(error)))
            tell(f"seed {seed}: {result.problems[-1]}")
            number = result.screens.total()
        finally:
            reader.session.library.close()
            del reader
            gc.unfreeze()  # The app was, when it settled.
            gc.collect()
    with contextlib.closing(Library.open(path)) as library:
        result.state = said(path)
        journal, count = library.journal, 0
        while journal.undo():
            count += 1
        while count and journal.redo():
            count -= 1
        if said(path) != result.state:
            result.problems.append("undone and done again, the acts end in another state")
    result.seconds = time.process_time() - began
    return result


def use_in(folder: Path, grown: Path, commands: int, seed: int, *, calm: bool) -> Use:
    """Use a copy of a library in a folder of its own, which takes what is exported."""
    before = Path.cwd()
    folder.mkdir()
    for beside in grown.parent.iterdir():  # A use before this one corrected facts beside the source.
        if beside.is_file() and beside not in (grown, grown.with_name("news.jsonl")):
            beside.unlink()
    shutil.copy(grown, folder / "library.db")
    os.environ["HOME"] = str(folder)
    os.chdir(folder)
    try:
        return asyncio.run(
            use(folder / "library.db", commands, seed, calm=calm, tell=lambda line: print(line, flush=True))
        )
    finally:
        os.chdir(before)


def main() -> int:
    """Use the app, say what came of it, and return 1 when it is not as it should be."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--commands", type=int, default=100_000)
    parser.add_argument("--articles", type=int, default=5_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--calm", action="store_true", help="wait after every key; do all twice and compare")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        grown = Path(folder, "grown.db")
        with ProcessPoolExecutor(1) as elsewhere:  # So that its memory is not counted.
            elsewhere.submit(grow, grown, options.articles, Path(folder)).result()
        uses = [
            use_in(Path(folder, name), grown, options.commands, options.seed, calm=options.calm)
            for name in (("use", "replay") if options.calm else ("use",))
        ]
    found = uses[0]
    acts = sum(map(len, found.state.values()))
    print(f"{options.commands:,} commands, {found.keys:,} keys, {found.seconds:,.0f} s of processor")
    print("screens:", ", ".join(f"{name} {count:,}" for name, count in found.screens.most_common()))
    print(f"{len(found.pressed)} commands, each pressed at least {min(found.pressed.values())} times")
    print("memory, MB:", " ".join(f"{each:.0f}" for each in found.memory))
    print(f"{acts:,} marks and acts kept in the end")
    if options.calm:
        same = uses[1].state == found.state
        print("the replay ends in", "the same state" if same else "another state")
    print(f"{sum(len(each.problems) for each in uses)} findings")
    return 1 if any(each.problems or each.state != found.state for each in uses) else 0


if __name__ == "__main__":
    sys.exit(main())
