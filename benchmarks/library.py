"""A library of many articles: taking them in, grouping them, opening, paging and searching it.

    python benchmarks/library.py [COUNT] [--file LIBRARY.db]

COUNT (50,000) invented articles are written by `tools/library/generate.py`, taken in by two processes and
grouped. Opening and paging are measured against a library of 1,000 of the same kind in the same run. `--file`
keeps the library, and uses it when it is there already. Times are of the processor where they say so: the
machine may be doing something else.
"""

from __future__ import annotations

import argparse
import json
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

sys.path.insert(0, str(Path(__file__).parent.parent / "tools" / "library"))

from generate import records

from reader.library.door import Library
from reader.library.grouping import link_pending
from reader.library.ingest import ingest
from reader.library.store import Store


def taken_in(count: int, path: Path, folder: Path) -> None:
    source = folder / f"{count}.jsonl"
    with source.open("w", encoding="utf-8") as file:
        for record in records(count):
            file.write(json.dumps(record) + "\n")
    with Store(path) as store:
        before, began = time.process_time(), time.perf_counter()
        report = ingest(store, [str(source)])
        writing, wall = time.process_time() - before, time.perf_counter() - began
        used = resource.getrusage(resource.RUSAGE_CHILDREN)
        reading = used.ru_utime + used.ru_stime
        if count > 1_000:
            size = source.stat().st_size / count
            print(f"taking in {count:,} articles of {size:,.0f} bytes (asked: 1,000 a second)")
            print(f"  {report.tally.taken / wall:8,.0f} a second of the clock")
            each = f"{1e3 * reading / count:8.2f} ms of processor an article to read"
            print(f"  {each}, {1e3 * writing / count:.2f} to write")
        before = time.process_time()
        while link_pending(store):
            pass
        if count > 1_000:
            rate = count / (time.process_time() - before)
            print(f"  {rate:8,.0f} a second of processor grouped (asked: 5,000)")
            peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
            print(f"  {peak:8,.0f} MB of memory at most (asked: 1,500 at 1,000,000)")
        store.rows("PRAGMA wal_checkpoint(TRUNCATE)")
    if count > 1_000:
        said = sum(len(record["text"]) + len(record["title"]) for record in records(count))
        print(f"  {path.stat().st_size / said:8.2f} times the size of its text (asked: 2.2)")


def milliseconds(do: Callable[[], object], times: int = 1) -> float:
    before = time.process_time()
    for _ in range(times):
        do()
    return 1e3 * (time.process_time() - before) / times


def opened(path: Path) -> float:
    """Return the time until the first page and the sidebar are there."""

    def do() -> None:
        library = Library.open(path)
        library.sidebar()
        library.page("", "story", 0, 60)
        library.close()

    do()
    return statistics.median(milliseconds(do) for _ in range(7))


def walked(path: Path) -> tuple[float, float, float]:
    """Return SQL statements and time for each row on the way down the list, and the time of a far jump."""
    library = Library.open(path)
    statements = 0

    def count(_: str) -> None:
        nonlocal statements
        statements += 1

    library.page("", "story", 0, 50)
    library.store.connection.set_trace_callback(count)
    spent = milliseconds(lambda: [library.page("", "story", start, 50) for start in range(50, 950, 50)])
    library.store.connection.set_trace_callback(None)
    middle = library.length() // 2
    jump = milliseconds(lambda: library.page("", "story", middle, 50))
    library.close()
    return statements / 900, spent / 900, jump


def searched(path: Path) -> dict[str, list[float]]:
    """Return the times of queries: how many there are, the newest page, the best page."""
    library = Library.open(path)
    random = Random(5)
    numbers = [n for (n,) in library.store.rows("SELECT number FROM article WHERE live = 1")]
    texts = [library.article(random.choice(numbers)) for _ in range(60)]
    names = [name for name, _ in library.sidebar().outlets]
    queries: dict[str, list[str]] = {
        "a word": [],
        "two words": [],
        "a phrase": [],
        "fields": [],
        "all of it": [],
    }
    for article in texts:
        words = [word for word in article.text.split() if word.isalpha() and len(word) > 3]
        at = random.randrange(len(words) - 3)
        outlet, month = random.choice(names), str(article.published)[:7]
        queries["a word"].append(words[at])
        queries["two words"].append(f"{words[at]} {random.choice(words)}")
        queries["a phrase"].append(f'"{" ".join(words[at : at + 2])}"')
        queries["fields"].append(f'outlet:"{outlet}" date:{month} has:quote')
        queries["all of it"].append(f'{words[at]} outlet:"{outlet}" date:{month}.. -{random.choice(words)}')
    times: dict[str, list[float]] = {}
    for kind, asked in queries.items():
        for query in asked:

            def ask(query: str = query) -> None:
                library.count(query)
                library.page(query, "newest", 0, 50)
                library.page(query, "relevance", 0, 50)

            library.refresh()
            times.setdefault(kind, []).append(milliseconds(ask))
    library.close()
    return times


def main() -> None:
    """Print what was asked and what was reached."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("count", type=int, nargs="?", default=50_000)
    parser.add_argument("--file", type=Path)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        small, path = folder / "small.db", options.file or folder / "library.db"
        taken_in(1_000, small, folder)
        if not path.exists():
            taken_in(options.count, path, folder)
        report(small, path)


def report(small: Path, path: Path) -> None:
    with Store(path) as store:
        sums: dict[str, Any] = store.tallies()
    print(f"a library of {sums['articles']:,} articles in {sums['stories']:,} stories, processor time")
    little, much = opened(small), opened(path)
    print(
        f"  {much:8.1f} ms to open it with first page and sidebar, {much / little:.2f} times 1,000 articles'"
    )
    few, many = walked(small), walked(path)
    print(f"  {many[0]:8.2f} statements a row down the list (1,000 articles: {few[0]:.2f}; asked: the same)")
    print(f"  {many[1]:8.2f} ms a row down the list (1,000 articles: {few[1]:.2f}; asked: at most 5)")
    print(f"  {many[2]:8.1f} ms to jump into the middle")
    print("  searching: number, newest page and best page together, ms (asked: 95 of 100 within 50)")
    every: list[float] = []
    for kind, times in [*searched(path).items(), ("all", every)]:
        every += times if times is not every else []
        middle, most = statistics.median(times), sorted(times)[int(0.95 * len(times))]
        print(f"    {kind:<10} median {middle:6.1f}   95 of 100 within {most:6.1f}")


if __name__ == "__main__":
    main()
