"""The wall clock may jump back: order and undo go by numbers, never by the time that was written."""

from __future__ import annotations

from datetime import UTC, datetime, tzinfo
from pathlib import Path

import pytest
from kill import source, work

import reader.library.journal as journal_module
from reader.library.check import check
from reader.library.door import Library
from reader.library.journal import Journal
from reader.library.store import Store


class Backwards(datetime):
    """A clock on which every look is a year before the one before."""

    year_now = 2030

    @classmethod
    def now(cls, tz: tzinfo | None = None) -> Backwards:
        cls.year_now -= 1
        return cls(cls.year_now, 1, 1, tzinfo=tz or UTC)


@pytest.fixture(autouse=True)
def backwards(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Backwards, "year_now", 2030)
    monkeypatch.setattr(journal_module, "datetime", Backwards)


def test_acts_stand_and_are_undone_in_the_order_they_were_made() -> None:
    journal = Journal.in_memory()
    for number in range(4):
        journal.add("note", ["a" * 16], {"text": str(number)}, f"noted {number}")
    acts = journal.acts()
    assert [act.body["text"] for act in acts] == ["0", "1", "2", "3"]
    assert [act.at for act in acts] == sorted((act.at for act in acts), reverse=True)
    undone = [journal.undo() for _ in range(2)]
    assert [act.body["text"] for act in undone if act] == ["3", "2"]
    redone = journal.redo()
    assert redone is not None and redone.body["text"] == "2"


def test_a_library_made_and_marked_while_the_clock_runs_back_is_sound(tmp_path: Path) -> None:
    path = tmp_path / "library.db"
    work(path, source(tmp_path), lambda what, number: None)
    library = Library.open(path)
    number = library.page(size=1, order="newest")[0].number
    library.star([number])
    library.tag([number], "later")
    library.undo()
    assert library.count("is:starred") >= 1 and library.count("tag:later") == 0
    library.redo()
    assert library.count("tag:later") == 1
    library.close()
    with Store(path) as store:
        assert check(store) == []
