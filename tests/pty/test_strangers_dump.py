"""A dump whose reader "wrote" commands for the terminal wherever there was something to write."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from terminal import Terminal, tour
from test_hostile_screens import BAD, ORDINARY, collection
from test_terminal_app import ESCAPES, HOSTILE, kinds

from reader.cli import main
from reader.entities.corrections import Name
from reader.library.door import Library
from reader.library.dump import OWN_TABLES
from reader.library.paths import user_paths

Start = Callable[..., Terminal]

WORD = "softly"
TURNS = 12
# Lists, both pages with what was said of them, the evidence, the names; then each act says what it was.
KEYS = (
    "i escape ctrl+e escape enter e e j j ctrl+e escape h c ] ] ctrl+e escape escape escape ctrl+p escape "
    f"{'u ' * TURNS}{'ctrl+r ' * TURNS}N escape u"
)


def dumped(folder: Path) -> list[dict[str, dict[str, object]]]:
    """Return the dump of a library whose reader used one word wherever there was something to write."""
    assert main(["add", str(collection(folder, "loudly"))]) == 1  # One file is broken.
    library = Library.open(user_paths().library, coder=WORD)
    library.settle()
    one, two = next(
        pair for row in library.page("", "oldest", 0, 9) if len(pair := pair_of(library, row.number)) == 2
    )
    left, right = library.article(one), library.article(two)
    link = library.comparison(one, two).links[0]
    judgements, names = library.book.desk.judgements, library.book.desk.names
    library.save_query(WORD, WORD)
    library.tag([one, two], WORD)
    for place in ([(left, link.left)], [(left, link.left), (right, link.right)]):
        judgements.note(place, WORD)
        judgements.code(place, WORD)
        judgements.star(place)
    judgements.correct_speaker(left, link.left, WORD)
    judgements.correct_subject(left, link.left, WORD)
    found = library.names(one).referents[0]
    names.rename([Name(found.name, found.type)], WORD, [left.id])
    with library.store.writing() as connection:
        connection.execute(
            "INSERT INTO feed(url, title, page, folders, outlet) VALUES (?, ?, ?, ?, ?)", (WORD,) * 5
        )
    library.close()
    path = folder.with_suffix(".jsonl")
    assert main(["library", "dump", str(path)]) == 0
    user_paths().library.unlink()
    return list(map(json.loads, path.read_text("ascii").splitlines()))


def pair_of(library: Library, number: int) -> list[int]:
    """Return an article and the first other one of its story."""
    return [number, *library.others(number)][:2]


def saying(records: list[dict[str, dict[str, object]]], said: str) -> str:
    """Return a dump in which the reader said something else than that word."""
    lines = []
    for record in records:
        ((table, row), *_) = record.items()
        if table in OWN_TABLES and table != "place":
            for name, value in row.items():
                if isinstance(value, str):
                    # These two are JSON in a text.
                    new = json.dumps(said)[1:-1] if name in ("articles", "body") else said
                    row = {**row, name: value.replace(WORD, new)}
            record = {table: row}
        lines.append(json.dumps(record) + "\n")
    return "".join(lines)


def test_nothing_that_a_dump_says_of_articles_speaks_to_the_terminal(
    crossread: Start, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    records, terminals = dumped(tmp_path / "news"), []
    for name, said in (("hostile", HOSTILE), ("clean", WORD)):
        (tmp_path / name).mkdir()
        monkeypatch.setenv("HOME", str(tmp_path / name))
        dump = tmp_path / f"{name}.jsonl"
        dump.write_text(saying(records, said), "ascii")
        assert main(["library", "restore", str(dump)]) == 0
        terminals.append(crossread(columns=140))
    hostile, clean = tour(terminals, "Saved filters", KEYS.split(" "), ("escape", "escape", "ctrl+q"))
    for bad in BAD:
        assert bad not in hostile, bad
    assert kinds(hostile) <= kinds(clean) | ORDINARY
    assert b"Traceback" not in hostile + clean
    assert ESCAPES.sub(b"", hostile).count(b"[TODO]") > TURNS
    assert ESCAPES.sub(b"", clean).count(WORD.encode()) > TURNS
