"""Kill the program in the midst of its work, look at what is left, and let it go on: `kill.py --points 200`.

The work: an older library is brought up to date, articles are added, a folder and a feed are updated, all are
grouped, the reader marks, tags, joins, takes out, judges. It is ended by SIGKILL at a point that chance
chooses, inside a statement of SQL as well as between two. Then the library has to be sound and hold all that
was acknowledged, and the same work, begun again, has to end as if nothing had happened.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import signal
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "unit"))

from invented import ALL, linked, news, pack_as_before_version_4

from reader.article import Span
from reader.importers.fetching import feeds
from reader.importers.fetching.state import FeedResult, FeedState, Outcome
from reader.library import ingest, schema
from reader.library.anchors import Anchor
from reader.library.check import check
from reader.library.door import Library
from reader.library.dump import dump
from reader.library.grouping import link_pending
from reader.library.store import Store

_EVERY = 300
"""Steps of SQLite's machine between two points."""
_ACTS = 24

Said = Callable[[str, int], None]


def old_library(path: Path) -> None:
    """Make a library of the first version, with a few articles."""
    newest, schema.VERSION = schema.VERSION, 1
    try:
        few = [news(*ALL[0], outlet="Courier", date="2015-03-01", source="/old/0.txt")]
        with linked(few, store=Store(path)) as store, store.writing() as connection:
            pack_as_before_version_4(connection)
    finally:
        schema.VERSION = newest


def source(folder: Path) -> Path:
    """Write the articles that are added."""
    records = [
        {
            "id": f"{n}-{at}",
            "title": f"{title} {n}",
            "text": f"{text} Number {n}.",
            "published": f"2015-03-{n + 2:02}",
        }
        for n in range(8)
        for at, (title, text) in enumerate(ALL)
    ]
    path = folder / "news.jsonl"
    path.write_text("\n".join(map(json.dumps, records)), encoding="utf-8")
    later = folder / "later"
    later.mkdir(exist_ok=True)
    for n, (title, text) in enumerate(ALL):
        words = f"# {title} once more\n\n{text} It was told once more.\n"
        (later / f"{n}.md").write_text(words, encoding="utf-8")
    return path


def update(store: Store, later: Path) -> None:
    """Take what a folder holds that was added before, and what a feed brings; no server is asked."""
    url = "https://courier.example/feed"

    def fetched(feeds: Iterable[FeedState], settings: object) -> Iterator[FeedResult]:
        for state in feeds:
            if state.etag:
                yield FeedResult(state, Outcome.UNCHANGED)
                continue
            items = [
                news(title, f"{text} So says the feed.", outlet="Feed", source=f"{url}#{n}")
                for n, (title, text) in enumerate(ALL)
            ]
            yield FeedResult(replace(state, etag="v1"), Outcome.FETCHED, tuple(items))

    with store.writing() as connection:
        connection.execute("INSERT OR IGNORE INTO place(path) VALUES (?)", (str(later),))
        feed = (url, "", "", "")
        connection.execute("INSERT OR IGNORE INTO feed(url, title, page, folders) VALUES (?, ?, ?, ?)", feed)
    fetches, feeds.fetch = feeds.fetch, fetched  # type: ignore[assignment]
    try:
        ingest.update(store)
    finally:
        feeds.fetch = fetches


def work(library: Path, articles: Path, said: Said) -> None:
    """Do all of the work that is not done yet; say what is done as a reader would be told."""
    ingest.BATCH = 16
    with Store(library) as store:
        said("version", store.value("PRAGMA user_version"))
        progress = lambda _: said("articles", store.tallies()["articles"])  # noqa: E731
        ingest.ingest(store, [str(articles)], progress=progress)
        update(store, articles.parent / "later")
        said("articles", store.tallies()["articles"])
        while link_pending(store, 16):
            said("linked", store.value("SELECT count(*) FROM vector WHERE linked = 1"))
    opened = Library.open(library)
    numbers = [n for (n,) in opened.store.rows("SELECT number FROM article ORDER BY number")]
    acts = _acts(opened, numbers)
    done = opened.store.value("SELECT count(*) FROM act")
    for act in acts[done:]:
        act()
        done += 1
        said("acts", opened.store.value("SELECT count(*) FROM act"))
    opened.close()


def _acts(library: Library, numbers: list[int]) -> list[Callable[[], object]]:
    """Return what the reader does; each is one act of the journal."""

    def judge(number: int) -> object:
        article = library.article(number)
        anchor = Anchor.of(article, Span(0, 5))
        return library.journal.add("note", [article.id], {"text": "x", "anchors": [anchor.record()]}, "noted")

    found: list[Callable[[], object]] = []
    for at in range(0, _ACTS, 6):
        one, other = numbers[at], numbers[-1 - at]
        found += [
            lambda one=one: library.set_read([one]),
            lambda one=one: library.tag([one], f"tag {one}"),
            lambda one=one, other=other: library.merge_stories([one, other]),
            lambda other=other: library.split_from_story(other),
            lambda one=one: judge(one),
            lambda other=other: library.trash([other]),
        ]
    return found


def what_is_kept(library: Path) -> tuple[list[str], list[str], list[tuple[object, ...]]]:
    """Return what a library holds, without the times at which it was done."""
    with Store(library) as store:
        stories = store.rows(
            "SELECT s.id, a.id, a.live FROM article a JOIN story s ON s.number = a.story ORDER BY 2"
        )
        lines = []
        for line in dump(store):
            record = json.loads(line)
            if "act" in record:
                record["act"].pop("at", None)
            lines.append(json.dumps(record, sort_keys=True))
        return sorted(lines), check(store), stories


def run(library: Path, articles: Path, points: int) -> tuple[int, dict[str, int], int]:
    """Do the work in a process of its own that ends after so many points, or never at 0.

    Returns:
        Its exit code, what it acknowledged, and how many points it passed.
    """
    receiver, sender = os.pipe()
    child = os.fork()
    if child == 0:
        code = 1
        try:
            os.close(receiver)
            passed = 0

            def point(_: object = None) -> int:
                nonlocal passed
                passed += 1
                if passed == points:
                    os.kill(os.getpid(), signal.SIGKILL)
                return 0

            opens = schema.open_database

            def watched(*arguments: object, **options: object) -> object:
                connection = opens(*arguments, **options)  # type: ignore[arg-type]
                connection.set_trace_callback(point)
                connection.set_progress_handler(point, _EVERY)
                return connection

            prepare = schema._prepare

            def prepared(connection: object, **options: object) -> None:
                connection.set_trace_callback(point)  # type: ignore[attr-defined]
                prepare(connection, **options)  # type: ignore[arg-type]

            schema._prepare = prepared  # type: ignore[assignment]
            import reader.library.store as stores

            stores.open_database = watched  # type: ignore[assignment]

            def say(what: str, number: int) -> None:
                os.write(sender, f"{what} {number}\n".encode())

            work(library, articles, say)
            say("points", passed)
            code = 0
        except BaseException:
            import traceback

            traceback.print_exc()
        os._exit(code)
    os.close(sender)
    with os.fdopen(receiver, "rb") as stream:
        lines = stream.read().decode().split("\n")
    _, status = os.waitpid(child, 0)
    said: dict[str, int] = {}
    for line in lines:
        if line:
            what, number = line.split()
            said[what] = int(number)
    return os.waitstatus_to_exitcode(status), said, said.pop("points", 0)


def acknowledged(library: Path, said: dict[str, int]) -> list[str]:
    """Return what was acknowledged and is not there."""
    with Store(library) as store:
        there = {
            "version": store.value("PRAGMA user_version"),
            "articles": store.value("SELECT count(*) FROM article"),
            "linked": store.value("SELECT count(*) FROM vector WHERE linked = 1"),
            "acts": store.value("SELECT count(*) FROM act"),
        }
    return [f"{what}: {there[what]} of {number}" for what, number in said.items() if there[what] < number]


def main() -> int:
    """Kill it so many times; print and return 1 when anything was lost."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--points", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    chance = random.Random(options.seed)
    began = time.monotonic()
    wrong = kills = 0
    stages: dict[str, int] = {}
    memory = Path("/dev/shm")
    with tempfile.TemporaryDirectory(dir=memory if memory.is_dir() else None) as name:
        folder = Path(name)
        articles, whole = source(folder), folder / "whole.db"
        old_library(whole)
        code, _, points = run(whole, articles, 0)
        assert code == 0, "the undisturbed run failed"
        right = what_is_kept(whole)
        assert right[1] == [], right[1]
        for number in range(options.points):
            library = folder / f"{number}.db"
            old_library(library)
            # Opening it is a small part of the work, and the one with the least second chances.
            at = chance.randint(1, 60) if chance.random() < 0.25 else chance.randint(1, points)
            code, said, _ = run(library, articles, at)
            kills += code == -signal.SIGKILL
            stage = next(
                (name for name in ("acts", "linked", "articles", "version") if name in said), "opening"
            )
            stages[stage] = stages.get(stage, 0) + 1
            problems = []
            with Store(library) as store:
                problems += check(store)
            problems += acknowledged(library, said)
            if run(library, articles, 0)[0] != 0:
                problems.append("the work does not go on")
            if what_is_kept(library) != right:
                problems.append("the end is another one")
            if problems:
                wrong += 1
                print(f"point {at} of {points}, after {said}: {'; '.join(problems)}", flush=True)
            for ending in ("", "-wal", "-shm"):
                Path(f"{library}{ending}").unlink(missing_ok=True)
    where = ", ".join(f"{count} after {stage}" for stage, count in sorted(stages.items()))
    seconds = time.monotonic() - began
    print(f"{kills} kills among {points} points ({where}), {wrong} lost something; {seconds:.0f} s")
    return 1 if wrong or kills < options.points * 0.9 else 0


if __name__ == "__main__":
    sys.exit(main())
