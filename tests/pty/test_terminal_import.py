"""Importing in a real terminal: megabytes that are pasted are taken, and quitting in the midst is safe."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path

from terminal import Terminal

from reader.library.check import check
from reader.library.paths import user_paths
from reader.library.store import Store

Start = Callable[..., Terminal]
PASTED = 10_000_000 if os.environ.get("CROSSREAD_ALL") else 1_000_000


def paste(terminal: Terminal, text: str) -> None:
    """Paste as a terminal does, reading meanwhile what the program draws."""
    handle = terminal._process.child_fd
    data = b"\x1b[200~" + text.encode() + b"\x1b[201~"
    os.set_blocking(handle, False)
    sent = 0
    while sent < len(data):
        try:
            sent += os.write(handle, data[sent : sent + 65_536])
        except BlockingIOError:
            terminal.settle(0.01, 0.05)
    os.set_blocking(handle, True)


def test_megabytes_that_are_pasted_are_taken_as_one_text(crossread: Start) -> None:
    terminal = crossread()
    terminal.wait_for("Crossread")
    terminal.press("I")
    terminal.wait_for("from")
    sentence = "The council closed both locks at Harrow Bend for the winter, it said on Tuesday. "
    paste(terminal, f"Council closes both locks\n\n{sentence * (PASTED // len(sentence))}\n")
    terminal.wait_for("enter takes it", 60)
    terminal.press("enter")
    terminal.wait_for("taken", 120)
    terminal.press("Q")
    assert terminal.wait_for_end(60) == 0
    with Store(user_paths().library) as store:
        assert store.tallies()["articles"] == 1


def test_quitting_in_the_midst_of_an_import_keeps_what_is_done(crossread: Start, tmp_path: Path) -> None:
    sentence = "The council closed both locks at Harrow Bend, it said on day {n}. "
    lines = (
        json.dumps({"title": f"Council closes lock number {n}", "text": sentence.format(n=n) * 5})
        for n in range(20_000)
    )
    (tmp_path / "many.jsonl").write_text("\n".join(lines), encoding="utf-8")
    terminal = crossread()
    terminal.wait_for("Crossread")
    terminal.press("I")
    terminal.wait_for("from")
    terminal.press(*"many.jsonl", "enter")
    terminal.wait_for("a second", 60)
    terminal.press("Q")
    assert terminal.wait_for_end(60) == 0
    with Store(user_paths().library) as store:
        assert store.tallies()["articles"] < 20_000
        assert check(store) == []
