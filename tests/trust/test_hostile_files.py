"""No file fills the memory, holds the program, or says anything but one safe line.

The files that take seconds are read where CROSSREAD_ALL is set, as `make fuzz` does.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from hostile_files import FILES, make

from reader.importers import guard
from reader.importers.errors import Refused
from reader.importers.guard import guarded
from reader.importers.items import Item, Refusal
from reader.library.check import check
from reader.library.ingest import ingest
from reader.library.store import Store
from reader.text.safe import safe_line

SLOW = {
    *(
        "many-lines.txt",
        "one-line.txt",
        "numbers.json",
        "wide.json",
        "same.jsonl",
        "items.xml",
        "elements.xml",
    ),
    *("body.xml", "headers.eml", "encoded-words.eml", "links.html", "cell.csv", "bomb.zip", "deep.md"),
}
NAMES = [name for name in FILES if os.environ.get("CROSSREAD_ALL") or name not in SLOW]
MEGABYTES = 512
SECONDS = 2 * guard.SECONDS
"""The clock rings at ten seconds; a library written in C may not hear it before it is back in Python."""


@pytest.mark.skipif(sys.platform != "linux", reason="memory is measured as Linux tells it")
@pytest.mark.parametrize("name", NAMES)
def test_a_file_built_to_do_harm_costs_a_line(tmp_path: Path, name: str) -> None:
    path = make(name, tmp_path)
    command = [sys.executable, str(Path(__file__).with_name("read_one.py")), str(path)]
    if name == "wide.json":
        command = ["timeout", "40", *command]  # Two million records, each an article, come one by one.
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    if name == "wide.json" and run.returncode == 124:
        return
    assert run.stderr == "" and run.returncode == 0
    found = json.loads(run.stdout)
    assert found["megabytes"] <= MEGABYTES, found
    assert found["seconds"] <= SECONDS, found
    assert safe_line(found["said"]) == found["said"]
    assert found["taken"] or found["said"]


def test_a_file_that_ends_the_reading_process_is_reported_and_the_others_are_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("reader.library.reading._HERE", -1)
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).with_name("deadly")))
    for number in range(3):
        name = "deadly.txt" if number == 1 else f"{number}.txt"
        path = tmp_path / "news" / str(number) / name
        path.parent.mkdir(parents=True)
        path.write_text(f"Both locks closed {number}\n\nThe council closed both locks {number} times.\n")
    with Store(tmp_path / "library.db") as store:
        report = ingest(store, [str(tmp_path / "news")])
        assert (report.tally.taken, report.refusals, report.files) == (2, 1, 3)
        assert all(line.endswith("ended the process that read it, and was left") for line in report.refused)
        assert check(store) == []
        again = ingest(store, [str(tmp_path / "news")])
        assert again.passed == 3


def _endless() -> Item:
    while True:
        pass


def _hungry() -> Item:
    raise MemoryError


def _broken() -> Item:
    raise KeyError("\x1b[2J")


def _refusing() -> Item:
    raise Refused("never reached")


@pytest.mark.parametrize(
    ("make_item", "said"),
    [
        (_endless, "x: took more than 0.05 seconds, and was left"),
        (_hungry, "x: needs more memory than a source may take"),
        (_broken, "x: unexpected KeyError while it was read (CROSSREAD_DEBUG=1 shows where)"),
    ],
)
def test_what_goes_wrong_with_one_source_is_a_line(
    make_item: object, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(guard, "SECONDS", 0.05)
    first = Refusal("x", "a page without text")
    assert callable(make_item)
    items = (item() if callable(item) else item for item in (first, make_item, _refusing))
    assert [str(item) for item in guarded(items, "x")] == [str(first), said]


def test_whoever_looks_for_a_mistake_sees_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CROSSREAD_DEBUG", "1")
    with pytest.raises(KeyError):
        list(guarded((item() for item in (_broken,)), "x"))
