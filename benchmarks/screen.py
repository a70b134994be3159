"""The compare screen with 2 × 50,000 words and 500 links against a bare Textual `Log` of the same text.

Both run in a real pseudo-terminal of 180x50, one after the other. Each key is sent when the frame of the one
before has come, and processor time is read within the process before and after a run of keys. `rows` are rows
of text built for a key; a row that was drawn before costs nothing.

    python benchmarks/screen.py [KEYS]
"""

from __future__ import annotations

import os
import pickle
import random
import re
import select
import signal
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import Any, ClassVar, NamedTuple

SIZE = (50, 180)
WIDTHS = (150, 180)
STARTS = 5
NOTE = b"\x1b[24~"
"""F12, on which a program under measurement writes down what it has used."""
FRAME_END = b"\x1b[?2026l"
ASKED = {"first paint": 450.0, "line": 6.0, "page": None, "link": 10.0, "resize": 50.0}
KEYS = {"line": b"j", "page": b" ", "link": b"]"}
"""What the compare screen is asked; the log has no links, and knows a line down and a page down."""
LOG_KEYS = {"line": b"\x1b[B", "page": b"\x1b[6~"}

ESCAPES = re.compile(rb"\x1b(?:\[[0-?]*[ -/]*[@-~]|[P_^\]][^\x07\x1b]*(?:\x07|\x1b\\)|[ -/]*[0-~])")
VOWELS, CONSONANTS = "aeiou", "bdfgklmnprstvz"
COMMON = "the of a to in and that on for was with as at by from it an be this which or were its had".split()


# What is compared


def invented_pair(words: int = 50_000, links: int = 500, *, seed: int = 5) -> tuple[Any, Any, Any]:
    """Return two articles about nothing, their comparison and the names of each.

    Some links are moved, every third is worded alike, and one word in twenty-five is a name.
    """
    from reader.article import Article, Field, Line, Provenance, Role, Span
    from reader.comparison.compare import passages
    from reader.comparison.model import Comparison, Kind, Link, OnlyHere
    from reader.entities.model import EntityType, Mention, Names, Referent

    chance = random.Random(seed)
    invented = [
        "".join(chance.choice(CONSONANTS) + chance.choice(VOWELS) for _ in range(n))
        for n in (2, 2, 3, 3, 4) * 800
    ]
    called = [word.capitalize() for word in invented[:60]]

    def sentence() -> list[str]:
        found = [
            chance.choice(called)
            if chance.random() < 0.04
            else chance.choice(COMMON if chance.random() < 0.45 else invented)
            for _ in range(chance.randint(8, 30))
        ]
        return [found[0].capitalize(), *found[1:], chance.choice(invented)]

    def told_anew(said: list[str], share: float) -> list[str]:
        return [
            said[0],
            *(word if chance.random() >= share else chance.choice(invented) for word in said[1:]),
        ]

    sides: list[list[list[str]]] = [[], []]
    for side in sides:
        while sum(map(len, side)) < words:
            side.append(sentence())
    ends = [sorted(chance.sample(range(len(side)), links)) for side in sides]
    order = list(range(links))
    for number in chance.sample(range(links), links // 10):
        other = chance.randrange(links)
        order[number], order[other] = order[other], order[number]
    pairs = sorted((ends[0][n], ends[1][order[n]]) for n in range(links))
    for number, (left, right) in enumerate(pairs):
        sides[1][right] = told_anew(sides[0][left], (0.0, 0.08, 0.4)[number % 3])

    articles: list[Article] = []
    names: list[Names] = []
    for number, side in enumerate(sides):
        text, lines = "Nothing is said here\n", [Line(Span(0, 20), Role.HEADLINE)]
        parts = [text]
        length = len(text)
        at = 0
        while at < len(side):
            count = chance.randint(1, 6)
            paragraph = " ".join(" ".join(said) + "." for said in side[at : at + count])
            at += count
            parts.append(f"\n{paragraph}\n")
            lines.append(Line(Span(length + 1, length + 1 + len(paragraph)), Role.PARAGRAPH))
            length += len(paragraph) + 2
        text = "".join(parts)
        articles.append(
            Article(
                id=f"{number:016x}",
                text=text,
                lines=tuple(lines),
                headline=Field("Nothing is said here", Provenance.STATED),
                outlet=Field(("First", "Second")[number], Provenance.STATED),
                language="en",
            )
        )
        mentions: list[Mention] = []
        here = 0
        for word in text.split(" "):
            bare = word.strip(".\n")
            if bare in called:
                start = text.index(bare, here)
                kind = (EntityType.PERSON, EntityType.PLACE, EntityType.ORGANISATION)[called.index(bare) % 3]
                mentions.append(Mention(Span(start, start + len(bare)), kind, called.index(bare)))
            here += len(word) + 1
        referents = tuple(Referent(name, EntityType.PERSON, (name,), 1) for name in called)
        names.append(Names(tuple(mentions), referents))
    here, there = (passages(article) for article in articles)
    if [len(here), len(there)] != [len(side) for side in sides]:
        raise SystemExit("a sentence was not taken for one passage")
    kinds = (Kind.VERBATIM, Kind.NEAR_VERBATIM, Kind.PARAPHRASE)
    linked = ({left for left, _ in pairs}, {right for _, right in pairs})
    comparison = Comparison(
        here,
        there,
        tuple(Link(here[a].span, there[b].span, kinds[n % 3], 0.9) for n, (a, b) in enumerate(pairs)),
        tuple(OnlyHere(passage) for n, passage in enumerate(here) if n not in linked[0]),
        tuple(OnlyHere(passage) for n, passage in enumerate(there) if n not in linked[1]),
    )
    return tuple(articles), comparison, tuple(names)


def known_library(articles: Any, comparison: Any, names: Any) -> Any:
    """Return a library in which nothing is left to find out."""
    from reader.library.door import Library

    class Known(Library):
        def comparison(self, left: int, right: int) -> Any:
            return comparison

        known_comparison = comparison

        def names(self, number: int) -> Any:
            return names[number != self.page("", "oldest")[0].number]

        known_names = names

    return Known.of(articles)


# What runs in the terminal


def run_ours(held: Path, notes: Path) -> None:
    """Open the compare screen on what was invented."""
    import gc

    gc.disable()
    from textual.binding import Binding

    from reader.ui.app import CrossreadApp
    from reader.ui.keymap import DEFAULT_KEYMAP
    from reader.ui.screens.compare import CompareScreen
    from reader.ui.session import Session

    session = Session([], known_library(*pickle.loads(held.read_bytes())), DEFAULT_KEYMAP)

    class Measured(CrossreadApp):
        CSS_PATH: ClassVar = [CrossreadApp.CSS_PATH[0], *CompareScreen.CSS_PATH]
        BINDINGS: ClassVar = [Binding("f12", "note", priority=True)]

        def get_default_screen(self) -> Any:
            return self._fitted(CompareScreen(self.session, 0, 1))

        def action_note(self) -> None:
            screen = self.screen
            assert isinstance(screen, CompareScreen)
            write_note(notes, screen.view.rows_drawn, len(self.workers))

    Measured(session).run()


def run_log(held: Path, notes: Path) -> None:
    """Show both texts in a bare `Log`, in rows as wide as a side."""
    import gc

    gc.disable()
    from textual.app import App
    from textual.binding import Binding
    from textual.widgets import Log

    rows: list[str] = pickle.loads(held.read_bytes())

    class Bare(App[None]):
        BINDINGS: ClassVar = [Binding("f12", "note", priority=True)]

        def compose(self) -> Any:
            yield Log()

        def on_mount(self) -> None:
            log = self.query_one(Log)
            log.auto_scroll = False
            log.write_lines(rows)
            log.focus()
            self.set_timer(1, self.settle)

        def settle(self) -> None:
            gc.freeze()
            gc.enable()

        def action_note(self) -> None:
            write_note(notes, 0, 0)

    Bare().run()


def write_note(notes: Path, rows: int, workers: int) -> None:
    """Write down what the process has used so far."""
    with notes.open("a") as file:
        file.write(f"{time.process_time()} {rows} {workers}\n")


# What measures


class Note(NamedTuple):
    """Seconds of processor, rows built, and work under way in the background."""

    processor: float
    rows: int
    workers: int


class Used(NamedTuple):
    """Milliseconds of processor and rows built for one key."""

    processor: float
    rows: float


class Measured:
    """A program in a terminal that says when its frames end."""

    def __init__(self, kind: str, held: Path, folder: Path) -> None:
        from ptyprocess import PtyProcess

        self.notes = folder / f"notes-{kind}"
        self.notes.write_text("")
        self.taken = 0
        self.output = b""
        self.process = PtyProcess.spawn(
            [sys.executable, str(Path(__file__)), "--run", kind, str(held), str(self.notes)],
            dimensions=SIZE,
            env={
                **{name: os.environ[name] for name in ("PATH", "VIRTUAL_ENV") if name in os.environ},
                "HOME": str(folder),
                "LANG": "C.UTF-8",
                "TERM": "xterm-256color",
                "COLORTERM": "truecolor",
                "TEXTUAL_ANIMATIONS": "none",
            },
        )

    def read(self, patience: float) -> bytes:
        """Return what comes within some seconds, b"" when nothing does."""
        if not select.select([self.process.fd], [], [], patience)[0]:
            return b""
        try:
            found = os.read(self.process.fd, 1 << 16)
        except OSError:
            raise SystemExit(self.output.decode(errors="replace")) from None
        if b"\x1b[?2026$p" in found:
            self.process.write(b"\x1b[?2026;2$y")
        self.output = (self.output + found)[-(1 << 20) :]
        return found

    def wait_for(self, text: bytes) -> None:
        """Wait until the frame with this text has ended."""
        until = time.monotonic() + 30
        while time.monotonic() < until:
            self.read(1)
            frames = self.output.rpartition(FRAME_END)[0]
            if text in ESCAPES.sub(b"", frames):
                return
        raise SystemExit(f"{text!r} never came:\n{ESCAPES.sub(b'', self.output).decode(errors='replace')}")

    def settle(self, *, frame: bool = True) -> None:
        """Wait for the end of a frame, and until nothing more comes."""
        ended = not frame
        until = time.monotonic() + 5
        while time.monotonic() < until:
            found = self.read(0.03 if ended else 0.5)
            ended = ended or FRAME_END in found
            if ended and not found:
                return

    def note(self) -> Note:
        """Return what the program has used so far."""
        self.process.write(NOTE)
        self.taken += 1
        until = time.monotonic() + 60
        while len(lines := self.notes.read_text().splitlines()) < self.taken:
            self.read(0.02)
            if time.monotonic() > until:
                raise SystemExit("the program under measurement answers no more")
        processor, rows, workers = lines[-1].split()
        return Note(float(processor), int(rows), int(workers))

    def used(self, keys: list[bytes]) -> Used:
        """Send keys, each after the frame of the one before, and return what one of them costs."""
        before = self.note()
        for key in keys:
            self.process.write(key)
            self.settle()
        after = self.note()
        return Used(
            (after.processor - before.processor) * 1000 / len(keys), (after.rows - before.rows) / len(keys)
        )

    def resized(self, times: int) -> Used:
        """Change the window's width and return what one change costs."""
        before = self.note()
        for number in range(times):
            self.process.setwinsize(SIZE[0], WIDTHS[number % 2])
            self.settle()
        after = self.note()
        return Used((after.processor - before.processor) * 1000 / times, (after.rows - before.rows) / times)

    def end(self) -> float:
        """End the program at once and return the seconds of processor that it has used."""
        os.kill(self.process.pid, signal.SIGKILL)
        _, _, used = os.wait4(self.process.pid, 0)
        os.close(self.process.fd)
        return used.ru_utime + used.ru_stime


def first_paint(kind: str, held: Path, folder: Path, marker: bytes) -> float:
    """Return the milliseconds of processor until the text has come."""
    program = Measured(kind, held, folder)
    program.wait_for(marker)
    return program.end() * 1000


def measure(kind: str, held: Path, folder: Path, marker: bytes, count: int) -> dict[str, Used]:
    """Return what first paint, keys and changes of width cost."""
    starts = [first_paint(kind, held, folder, marker) for _ in range(STARTS)]
    found = {"first paint": Used(statistics.median(starts), 0)}
    program = Measured(kind, held, folder)
    program.wait_for(marker)
    time.sleep(1.2)  # Both freeze what they have made a second after the start.
    while program.note().workers:
        time.sleep(0.2)
    program.settle(frame=False)
    for name, key in (KEYS if kind == "ours" else LOG_KEYS).items():
        found[name] = program.used([key] * count)
    found["resize"] = program.resized(20)
    program.end()
    return found


def main() -> None:
    """Print what each key costs either."""
    if sys.argv[1:2] == ["--run"]:
        {"ours": run_ours, "log": run_log}[sys.argv[2]](Path(sys.argv[3]), Path(sys.argv[4]))
        return
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 100
    from reader.layout.wrap import wrap

    articles, comparison, names = invented_pair()
    rows = [
        span.of(article.text)
        for article in articles
        for line in article.lines
        for span in wrap(article.text, *line.span, 76)
    ]
    with tempfile.TemporaryDirectory() as home:
        folder = Path(home)
        (folder / "ours").write_bytes(pickle.dumps((articles, comparison, names)))
        (folder / "log").write_bytes(pickle.dumps(rows))
        said = comparison.links[0].left.of(articles[0].text).split()[:4]
        log = measure("log", folder / "log", folder, b"Nothing is said here", count)
        ours = measure("ours", folder / "ours", folder, " ".join(said).encode(), count)
    words = [article.word_count() for article in articles]
    print(
        f"articles of {words[0]:,} and {words[1]:,} words, {len(comparison.links)} links, {SIZE[1]}x{SIZE[0]}"
    )
    print("processor ms    compare      asked   rows   bare Log   ratio")
    for name, asked in ASKED.items():
        mine, bare = ours[name], log.get(name)
        print(
            f"{name:<14}{mine.processor:>9.1f} {f'{asked:g}' if asked else '':>10} {mine.rows:>6.1f}"
            + (f" {bare.processor:>10.1f} {mine.processor / bare.processor:>7.2f}" if bare else "")
        )


if __name__ == "__main__":
    main()
