"""What the reader mends: beside the source, shown at once, the same after the next reading, undone."""

from __future__ import annotations

import errno
import json
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from invented import ALL

from reader.article import Article
from reader.importers.errors import Refused
from reader.library import fixes as fixes_module
from reader.library import mending as mending_module
from reader.library.check import check
from reader.library.corrected import source_file
from reader.library.door import Library
from reader.library.dump import dump, restore
from reader.library.ingest import ingest, update
from reader.library.journal import Journal
from reader.library.mending import Mending
from reader.library.paths import user_paths
from reader.library.schema import LibraryError
from reader.library.store import Store


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder of three texts of an outlet, and a file of two records."""
    place = tmp_path / "news"
    place.mkdir()
    for at, (title, text) in enumerate(ALL[:3]):
        about = "© 2019 Harrow Herald. All rights reserved.\n"
        (place / f"{at}.txt").write_text(f"{title}\n\n{text}\n\n{about}", encoding="utf-8")
    records = [{"title": title, "text": text} for title, text in ALL[4:6]]
    (place / "more.jsonl").write_text("\n".join(map(json.dumps, records)), encoding="utf-8")
    return place


@pytest.fixture
def library(folder: Path, tmp_path: Path) -> Iterator[Library]:
    """Return a library of that folder."""
    library = Library.open(tmp_path / "library.db")
    ingest(library.store, [str(folder)])
    while library.work():
        pass
    yield library
    assert check(library.store) == []
    library.close()


@pytest.fixture
def read_only(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    """Make the folder one that cannot be written to, for root too."""
    makes = tempfile.mkstemp

    def refuse(*arguments: Any, **named: Any) -> tuple[int, str]:
        if Path(named["dir"]) == folder:
            raise OSError(errno.EROFS, "Read-only file system", str(folder))
        return makes(*arguments, **named)

    monkeypatch.setattr(tempfile, "mkstemp", refuse)


def at(library: Library, title: str) -> Article:
    (id,) = library.store.rows("SELECT id FROM article WHERE title = ? AND live = 1", (title,))[0]
    number = library.find(id)
    assert number is not None
    return library.article(number)


def test_a_fix_stands_beside_the_source_and_the_next_reading_changes_nothing(
    library: Library, folder: Path
) -> None:
    before = (folder / "0.txt").read_bytes()
    article = at(library, ALL[0][0])
    number = library.find(article.id)
    said = Mending(library).set(article.id, {"outlet": "The Herald"})
    assert said == "outlet: The Herald (kept in 0.txt.toml)"
    assert library.find(article.id) == number, "screens know it by its number"
    assert at(library, ALL[0][0]).outlet_name == "The Herald"
    assert (folder / "0.txt").read_bytes() == before
    report = update(library.store)
    assert (report.files, report.tally.unchanged, report.tally.corrected) == (1, 1, 0)


def test_a_record_of_many_is_fixed_by_its_key(library: Library, folder: Path) -> None:
    Mending(library).set(at(library, ALL[4][0]).id, {"outlet": "Courier", "date": "2015-03-02"})
    assert update(library.store).tally.corrected == 0
    assert str(at(library, ALL[4][0]).published) == "2015-03-02"
    assert at(library, ALL[5][0]).published is None


def test_an_article_without_a_file_is_fixed_in_the_readers_own_file(library: Library) -> None:
    title, text = ALL[6]
    pasted = [("pasted", json.dumps({"title": title, "text": text}).encode())]
    ingest(library.store, [], pasted=pasted)
    article = at(library, title)
    assert source_file(article) is None
    assert "fixes.toml" in Mending(library).set(article.id, {"outlet": "Courier"})
    assert ingest(library.store, [], pasted=pasted).tally.unchanged == 1
    assert at(library, title).outlet_name == "Courier"


def test_undo_puts_file_and_article_back(library: Library, folder: Path) -> None:
    mending, article = Mending(library), at(library, ALL[1][0])
    sidecar = folder / "1.txt.toml"
    mending.set(article.id, {"section": "Local"})
    first = sidecar.read_bytes()
    mending.set(article.id, {"date": "2019-03-12"})
    second = sidecar.read_bytes()
    assert library.undo() == "undone: date: 2019-03-12"
    assert sidecar.read_bytes() == first
    assert library.undo() == "undone: section: Local"
    assert not sidecar.exists()
    assert at(library, ALL[1][0]) == article
    assert library.undo() == ""
    assert library.redo() == "done again: section: Local"
    assert sidecar.read_bytes() == first
    library.redo()
    assert sidecar.read_bytes() == second
    assert str(at(library, ALL[1][0]).published) == "2019-03-12"


def test_always_so_holds_for_what_is_there_and_what_comes(library: Library, folder: Path) -> None:
    mending = Mending(library)
    article = at(library, ALL[0][0])
    assert mending.always(article.id, "outlet", "The Herald") == (
        "always outlet: The Herald for Harrow Herald (3 articles)"
    )
    assert library.store.rows("SELECT n FROM outlet WHERE name = 'The Herald'") == [(3,)]
    (folder / "new.txt").write_text(
        f"{ALL[3][0]}\n\n{ALL[3][1]}\n\n© 2019 Harrow Herald.\n", encoding="utf-8"
    )
    report = update(library.store)
    assert (report.tally.taken, report.tally.corrected) == (1, 0)
    assert at(library, ALL[3][0]).outlet_name == "The Herald"
    assert library.undo() == "undone: always outlet: The Herald for Harrow Herald"
    assert at(library, ALL[0][0]) == article
    assert not (user_paths().config.parent / "outlets.toml").exists()


def test_what_a_rule_cannot_say_is_said(library: Library) -> None:
    mending = Mending(library)
    with pytest.raises(Refused, match="each article's own"):
        mending.always(at(library, ALL[0][0]).id, "date", "2019-03-12")
    pasted = [("pasted", json.dumps({"title": ALL[6][0], "text": ALL[6][1]}).encode())]
    ingest(library.store, [], pasted=pasted)
    with pytest.raises(Refused, match="neither an outlet, an address nor a file"):
        mending.always(at(library, ALL[6][0]).id, "outlet", "Courier")


def test_where_no_outlet_tells_it_holds_for_the_file_of_many(library: Library, folder: Path) -> None:
    mending = Mending(library)
    article = at(library, ALL[4][0])
    assert mending.always_for(article.id, "outlet") == "more.jsonl"
    said = mending.always(article.id, "outlet", "Courier")
    assert said == "always outlet: Courier for more.jsonl (2 articles)"
    assert (folder / "more.jsonl.toml").read_text() == 'outlet = "Courier"\n'
    assert update(library.store).tally.corrected == 0
    assert at(library, ALL[5][0]).outlet_name == "Courier"
    assert library.undo()
    assert at(library, ALL[4][0]) == article
    assert update(library.store).tally.corrected == 0


def test_where_no_outlet_tells_it_holds_for_the_folder(library: Library, folder: Path) -> None:
    inner = folder / "archive" / "old"
    inner.mkdir(parents=True)
    for at_, (title, text) in enumerate(ALL[5:8]):
        (inner / f"{at_}.md").write_text(f"# {title} again\n\n{text} It was long ago.\n", encoding="utf-8")
    (inner / "2.md").write_text(f"---\noutlet: Beacon\n---\n# {ALL[7][0]} again\n\n{ALL[7][1]}\n")
    update(library.store)
    mending, title = Mending(library), f"{ALL[5][0]} again"
    assert mending.always_for(at(library, title).id, "outlet") == "the folder old"
    assert "(2 articles)" in mending.always(at(library, title).id, "outlet", "Courier")
    assert at(library, title).outlet_name == "Courier"
    assert at(library, f"{ALL[7][0]} again").outlet_name == "Beacon"
    report = update(library.store)
    assert (report.files, report.tally.corrected) == (3, 0)


def test_a_sidecar_that_cannot_be_read_is_left_and_nothing_is_changed(library: Library, folder: Path) -> None:
    (folder / "2.txt.toml").write_text("outlet = ")
    article = at(library, ALL[2][0])
    with pytest.raises(Refused, match="mend it first"):
        Mending(library).set(article.id, {"outlet": "The Herald"})
    assert at(library, ALL[2][0]) == article
    assert (folder / "2.txt.toml").read_text() == "outlet = "


def test_a_folder_that_was_opened_can_be_mended_too(folder: Path) -> None:
    library = Library.of_paths([folder])
    article = at(library, ALL[0][0])
    Mending(library).set(article.id, {"outlet": "The Herald"})
    assert at(library, ALL[0][0]).outlet_name == "The Herald"
    again = Library.of_paths([folder])
    assert at(again, ALL[0][0]) == at(library, ALL[0][0])


# Undo and redo, wherever they are asked for


def test_a_correction_is_undone_in_the_order_of_all_acts_and_in_another_run(
    library: Library, folder: Path, tmp_path: Path
) -> None:
    article = at(library, ALL[0][0])
    number = library.find(article.id)
    assert number is not None
    Mending(library).set(article.id, {"section": "Local"})
    library.star([number])
    other = Library.open(tmp_path / "library.db")
    assert [other.undo(), other.undo()] == ["undone: starred", "undone: section: Local"]
    assert not (folder / "0.txt.toml").exists()
    assert at(other, ALL[0][0]) == article
    assert other.redo() == "done again: section: Local"
    assert (folder / "0.txt.toml").read_text() == 'section = "Local"\n'
    other.close()


def test_undo_leaves_what_somebody_else_wrote_since_and_says_so(library: Library, folder: Path) -> None:
    sidecar = folder / "0.txt.toml"
    article = at(library, ALL[0][0])
    Mending(library).set(article.id, {"section": "Local", "outlet": "The Herald"})
    sidecar.write_text(sidecar.read_text().replace("Local", "Region") + 'byline = "J. Doe"  # mine\n')
    assert library.undo().endswith("; section in 0.txt.toml was changed since and is left")
    assert sidecar.read_text() == 'section = "Region"\nbyline = "J. Doe"  # mine\n'
    assert at(library, ALL[0][0]).outlet == article.outlet
    assert str(at(library, ALL[0][0]).section) == "Local", "until the file is read again"
    update(library.store)
    library.reload()
    assert str(at(library, ALL[0][0]).section) == "Region"
    assert library.redo().startswith("done again: ")
    assert 'section = "Region"' in sidecar.read_text()
    assert at(library, ALL[0][0]).outlet_name == "The Herald"


def test_undo_of_a_rule_that_was_changed_since_leaves_it_and_its_articles(library: Library) -> None:
    rules = user_paths().config.parent / "outlets.toml"
    Mending(library).always(at(library, ALL[0][0]).id, "agency", "AFP")
    rules.write_text(rules.read_text().replace("AFP", "Reuters"))
    assert library.undo().endswith("; agency in outlets.toml was changed since and is left")
    assert "Reuters" in rules.read_text()
    assert str(at(library, ALL[1][0]).agency) == "AFP", "until it is read again"


def test_a_sidecar_broken_since_is_left_and_the_act_stays(library: Library, folder: Path) -> None:
    sidecar = folder / "0.txt.toml"
    Mending(library).set(at(library, ALL[0][0]).id, {"section": "Local"})
    sidecar.write_text("section = ")
    with pytest.raises(LibraryError, match=r"0.txt.toml cannot be read, mend it first"):
        library.undo()
    assert sidecar.read_text() == "section = "
    assert str(at(library, ALL[0][0]).section) == "Local"
    sidecar.write_text('section = "Local"\n')
    assert library.undo() == "undone: section: Local"
    assert not sidecar.exists()


def test_a_source_that_is_gone_is_said_and_undo_goes_on_to_what_was_before(
    library: Library, folder: Path
) -> None:
    number = library.find(at(library, ALL[1][0]).id)
    assert number is not None
    library.star([number])
    Mending(library).set(at(library, ALL[0][0]).id, {"section": "Local"})
    (folder / "0.txt").unlink()
    assert library.undo() == "undone: section: Local; its source is not there any more, nothing was changed"
    assert library.undo() == "undone: starred"


def test_a_rule_that_failed_half_way_is_taken_back_whole(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = {article.id: article for article in library.store.articles()}
    number = library.find(at(library, ALL[4][0]).id)
    assert number is not None
    adds, fails = Journal.add_to, [False, True]

    def add_to(self: Journal, *arguments: Any) -> Any:
        if fails.pop(0):
            raise LibraryError("library.db: the disk is full")
        done = adds(self, *arguments)
        library.star([number])  # The reader goes on meanwhile.
        return done

    monkeypatch.setattr(mending_module, "_BATCH", 1)
    with monkeypatch.context() as broken:
        broken.setattr(Journal, "add_to", add_to)
        with pytest.raises(LibraryError, match="full; 1 articles were changed before, undo takes it back"):
            Mending(library).always(at(library, ALL[0][0]).id, "outlet", "The Herald")
    assert library.store.rows("SELECT n FROM outlet WHERE name = 'The Herald'") == [(1,)]
    assert library.undo() == "undone: starred"
    assert library.undo() == "undone: always outlet: The Herald for Harrow Herald"
    assert {article.id: article for article in library.store.articles()} == before
    assert not (user_paths().config.parent / "outlets.toml").exists()


def test_a_rule_is_one_act_whatever_the_reader_did_while_it_was_carried_out(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = {article.id: article for article in library.store.articles()}
    number = library.find(at(library, ALL[4][0]).id)
    assert number is not None
    monkeypatch.setattr(mending_module, "_BATCH", 1)

    def star() -> bool:
        library.tag([number], f"tag {len(library.journal.acts())}")
        return False

    Mending(library).always(at(library, ALL[0][0]).id, "outlet", "The Herald", star)
    after = {article.id: article for article in library.store.articles()}
    assert library.undo() == "undone: always outlet: The Herald for Harrow Herald"
    assert {article.id: article for article in library.store.articles()} == before
    assert library.redo() == "done again: always outlet: The Herald for Harrow Herald"
    assert {article.id: article for article in library.store.articles()} == after


def test_a_rule_that_is_undone_while_it_is_carried_out_goes_no_further(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mending_module, "_BATCH", 1)
    before = {article.id: article for article in library.store.articles()}
    looks: list[int] = []

    def stop() -> bool:
        looks.append(0)
        if len(looks) == 3:
            library.undo()
        return False

    said = Mending(library).always(at(library, ALL[0][0]).id, "outlet", "The Herald", stop)
    assert said.endswith("(2 articles; stopped before the last of them)")
    assert {article.id: article for article in library.store.articles()} == before


@pytest.mark.parametrize("how", ["commit", "file"])
def test_what_cannot_be_kept_leaves_file_library_and_journal_as_they_were(
    library: Library, folder: Path, monkeypatch: pytest.MonkeyPatch, how: str
) -> None:
    mending, article = Mending(library), at(library, ALL[0][0])
    mending.set(article.id, {"section": "Local"})
    mending.set(article.id, {"section": "District"})
    kept, shown = list(dump(library.store)), at(library, ALL[0][0])
    sidecar = (folder / "0.txt.toml").read_bytes()
    turns = library.marks._turn_fix

    def full(*arguments: Any) -> None:
        turns(*arguments)
        raise LibraryError("the disk is full")

    def no_room(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as broken:
        if how == "commit":
            broken.setitem(library.journal._handlers, "fix", full)
        else:
            broken.setattr(os, "replace", no_room)
        with pytest.raises((LibraryError, OSError)):
            mending.set(article.id, {"section": "Region"})
        with pytest.raises(LibraryError):
            library.undo()
    library.reload()
    assert list(dump(library.store)) == kept
    assert at(library, ALL[0][0]) == shown
    assert (folder / "0.txt.toml").read_bytes() == sidecar


def test_what_is_shown_beside_the_library_is_put_back_where_the_library_does_not_keep_it(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    library = Library.of_paths([folder], own=tmp_path / "own.db")
    article, number = at(library, ALL[0][0]), library.find(at(library, ALL[0][0]).id)
    assert number is not None
    library.star([number])
    inserts = Journal._insert

    def insert(self: Journal, *arguments: Any) -> Any:
        inserts(self, *arguments)
        raise LibraryError("the disk is full")

    with monkeypatch.context() as broken:
        broken.setattr(Journal, "_insert", insert)
        with pytest.raises(LibraryError):
            Mending(library).set(article.id, {"section": "Local"})
        with pytest.raises(LibraryError):
            library.trash([number])
        with pytest.raises(LibraryError):
            library.tag([number], "later")
        with pytest.raises(LibraryError):
            library.star([number], False)
    library.reload()
    assert at(library, ALL[0][0]) == article
    assert library.count("is:starred") == 1 and library.count("tag:later") == 0
    assert check(library.store) == []
    library.close()


def test_a_date_that_is_undone_is_undone_where_a_folder_is_shown(folder: Path, tmp_path: Path) -> None:
    library = Library.of_paths([folder], own=tmp_path / "own.db")
    article = at(library, ALL[0][0])
    Mending(library).set(article.id, {"date": "2019-05-01"})
    assert library.moves == 1
    library.undo()
    assert (at(library, ALL[0][0]), library.moves) == (article, 2)
    library.close()


# No leave to write


@pytest.mark.usefixtures("read_only")
def test_where_the_folder_is_read_only_the_readers_own_file_keeps_it_and_it_is_said(
    library: Library, folder: Path
) -> None:
    article = at(library, ALL[0][0])
    said = Mending(library).set(article.id, {"outlet": "The Herald"})
    assert said == "outlet: The Herald (kept in fixes.toml, as its folder cannot be written to)"
    assert ingest(library.store, [str(folder)], again=True).tally.corrected == 0, "a new reading heeds it"
    assert at(library, ALL[0][0]).outlet_name == "The Herald"
    assert library.undo() == "undone: outlet: The Herald"
    assert at(library, ALL[0][0]) == article
    assert not (user_paths().config.parent / "fixes.toml").exists()
    assert {path.name for path in folder.iterdir()} == {"0.txt", "1.txt", "2.txt", "more.jsonl"}


@pytest.mark.usefixtures("read_only")
def test_always_so_for_a_file_that_is_read_only_is_said_of_each_of_its_articles(
    library: Library, folder: Path
) -> None:
    article = at(library, ALL[4][0])
    said = Mending(library).always(article.id, "outlet", "Courier")
    assert said == (
        "always outlet: Courier for more.jsonl (2 articles;"
        " kept in fixes.toml for each, as the folder cannot be written to)"
    )
    assert ingest(library.store, [str(folder)], again=True).tally.corrected == 0
    assert at(library, ALL[5][0]).outlet_name == "Courier"
    library.undo()
    assert at(library, ALL[4][0]) == article
    assert not (user_paths().config.parent / "fixes.toml").exists()


def test_a_newer_correction_is_never_overruled_by_an_older_one(
    library: Library, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mending, id = Mending(library), at(library, ALL[0][0]).id

    def refuse(*_: object, **__: object) -> tuple[int, str]:
        raise OSError(errno.EROFS, "Read-only file system")

    with monkeypatch.context() as at_first:
        makes = tempfile.mkstemp
        at_first.setattr(
            tempfile, "mkstemp", lambda **named: (refuse if named["dir"] == folder else makes)(**named)
        )
        mending.set(id, {"outlet": "First"})
    said = mending.set(id, {"outlet": "Second", "section": "Local"})
    assert said == "outlet: Second, section: Local (kept in 0.txt.toml and fixes.toml)"
    assert (folder / "0.txt.toml").read_text() == 'section = "Local"\n'
    shown = at(library, ALL[0][0])
    assert (shown.outlet_name, str(shown.section)) == ("Second", "Local")
    assert ingest(library.store, [str(folder)], again=True).tally.corrected == 0
    library.reload()
    assert at(library, ALL[0][0]) == shown
    library.undo()
    assert at(library, ALL[0][0]).outlet_name == "First"
    assert ingest(library.store, [str(folder)], again=True).tally.corrected == 0


def test_a_correction_made_while_its_source_was_away_gives_way_to_a_newer_one(
    library: Library, folder: Path
) -> None:
    mending, id, source = Mending(library), at(library, ALL[0][0]).id, folder / "0.txt"
    source.rename(folder.parent / "away.txt")
    assert mending.set(id, {"outlet": "First"}).endswith("(kept in fixes.toml)")
    (folder.parent / "away.txt").rename(source)
    mending.set(id, {"outlet": "Second"})
    assert at(Library.of_paths([folder]), ALL[0][0]).outlet_name == "Second"


def test_what_another_window_wrote_meanwhile_is_left_and_the_correction_is_refused(
    library: Library, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mending, before = Mending(library), {article.id: article for article in library.store.articles()}
    adds = Journal._insert
    sidecar, defaults = folder / "0.txt.toml", folder / "more.jsonl.toml"

    def insert(self: Journal, *arguments: Any) -> Any:
        for path in (sidecar, defaults):
            path.write_text('outlet = "Other"\n')
        return adds(self, *arguments)

    monkeypatch.setattr(Journal, "_insert", insert)
    with pytest.raises(Refused, match=r"in 0.txt.toml was changed since and is left; nothing was kept"):
        mending.set(at(library, ALL[0][0]).id, {"outlet": "Mine"})
    defaults.unlink()
    with pytest.raises(Refused, match=r"outlet in more.jsonl.toml was changed since"):
        mending.always(at(library, ALL[4][0]).id, "outlet", "Mine")
    assert {article.id: article for article in library.store.articles()} == before
    assert library.journal.acts() == []
    assert sidecar.read_text() == defaults.read_text() == 'outlet = "Other"\n'


@pytest.mark.parametrize("there", [b'outlet = "Mine"\r\n', b'\xef\xbb\xbfoutlet = "Mine"\n', b" \n", b""])
def test_undo_does_not_touch_a_file_in_which_nothing_is_its_own(
    library: Library, folder: Path, there: bytes
) -> None:
    sidecar = folder / "0.txt.toml"
    Mending(library).set(at(library, ALL[0][0]).id, {"outlet": "The Herald"})
    sidecar.write_bytes(there)
    assert library.undo().endswith("outlet in 0.txt.toml was changed since and is left")
    assert sidecar.read_bytes() == there


@pytest.mark.parametrize(
    ("field", "line"),
    [
        ("byline", 'byline = ["A One", "B Two", "C Three", "D Four", "E Five", "F Six"]'),
        ("byline", f'byline = "{"x" * 1500}"'),
        ("byline", 'byline = "two\\nlines  and  blanks"'),
        ("section", "section = 7"),
        ("section", "section = {of = 2019-03-12}"),
        ("date", "date = 2019-03-12"),
        ("date", 'date = "March 12, 2019"'),
    ],
)
def test_what_stood_there_before_comes_back_as_it_was(
    library: Library, folder: Path, field: str, line: str
) -> None:
    sidecar = folder / "0.txt.toml"
    sidecar.write_text(f"{line}\n")
    value = "2019-05-01" if field == "date" else "Zed"
    Mending(library).set(at(library, ALL[0][0]).id, {field: value})
    assert sidecar.read_text() == f'{field} = "{value}"\n'
    assert library.undo() == f"undone: {field}: {value}"
    assert sidecar.read_text() == f"{line}\n"
    assert library.redo() == f"done again: {field}: {value}"
    assert sidecar.read_text() == f'{field} = "{value}"\n'


def test_a_value_as_long_as_one_may_be_is_undone(library: Library, folder: Path) -> None:
    Mending(library).set(at(library, ALL[0][0]).id, {"byline": "x" * 999 + " y"})
    assert library.undo() == f"undone: byline: {'x' * 999}"
    assert not (folder / "0.txt.toml").exists()


def test_a_language_is_kept_as_it_is_read_whatever_was_typed(library: Library, folder: Path) -> None:
    before = at(library, ALL[0][0])
    assert Mending(library).set(before.id, {"language": "DE_at"}) == "language: de (kept in 0.txt.toml)"
    shown = at(library, ALL[0][0])
    assert shown.language == "de"
    update(library.store)
    library.reload()
    assert at(library, ALL[0][0]) == shown
    assert library.undo() == "undone: language: de"
    assert at(library, ALL[0][0]) == before


def test_what_is_no_field_is_refused(library: Library, folder: Path) -> None:
    with pytest.raises(Refused, match="'outlit' is not a field"):
        Mending(library).set(at(library, ALL[0][0]).id, {"outlit": "x"})
    assert not (folder / "0.txt.toml").exists()


@pytest.mark.usefixtures("read_only")
def test_a_file_is_read_and_written_once_for_all_the_steps_of_an_act(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    reads, writes = fixes_module._data, fixes_module._write
    seen: list[str] = []
    monkeypatch.setattr(
        fixes_module, "_data", lambda path: (seen.append(f"read {path.name}"), reads(path))[1]
    )
    monkeypatch.setattr(
        fixes_module, "_write", lambda path, *of: (seen.append(f"write {path.name}"), writes(path, *of))[1]
    )
    Mending(library).always(at(library, ALL[4][0]).id, "outlet", "Courier")
    wanted = ["read fixes.toml", "read fixes.toml", "write fixes.toml"]
    assert seen[-3:] == wanted, "asked for once, and once while the steps are taken"
    seen.clear()
    library.undo()
    assert seen == wanted[1:]


def test_a_correction_made_in_another_collection_stays_until_it_is_undone_there(
    folder: Path, tmp_path: Path
) -> None:
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "b.txt").write_text(f"{ALL[7][0]}\n\n{ALL[7][1]}\n", encoding="utf-8")
    own, sidecar = tmp_path / "own.db", folder / "0.txt.toml"
    here = Library.of_paths([folder], own=own)
    Mending(here).set(at(here, ALL[0][0]).id, {"section": "Local"})
    here.close()
    elsewhere = Library.of_paths([tmp_path / "other"], own=own)
    with pytest.raises(LibraryError, match="section: Local was corrected in another collection; open that"):
        elsewhere.undo()
    elsewhere.close()
    assert sidecar.read_text() == 'section = "Local"\n'
    here = Library.of_paths([folder], own=own)
    assert here.undo() == "undone: section: Local"
    assert not sidecar.exists()
    here.close()


def test_a_sidecar_is_never_written_larger_than_it_is_read(library: Library, folder: Path) -> None:
    sidecar = folder / "0.txt.toml"
    sidecar.write_text("#" * 262_140 + "\n")
    with pytest.raises(Refused, match=r"0.txt.toml would be larger than is read"):
        Mending(library).set(at(library, ALL[0][0]).id, {"section": "Local"})
    assert sidecar.stat().st_size == 262_141


@pytest.mark.parametrize("broken", ["7", "[[[9], {}]]", '[[["own"], {"outlet": 7}]]', "{}"])
def test_acts_that_a_strangers_dump_brings_are_undone_without_harm(
    library: Library, tmp_path: Path, broken: str
) -> None:
    Mending(library).set(at(library, ALL[0][0]).id, {"section": "Local"})
    lines = []
    for line in dump(library.store):
        record = json.loads(line)
        if "act" in record:
            record["act"]["body"] = f'{{"files": {broken}, "were": 7, "are": []}}'
        lines.append(json.dumps(record))
    with Store(tmp_path / "other.db") as store:
        restore(store, lines)
    other = Library.open(tmp_path / "other.db")
    assert "cannot be understood, nothing was changed" in other.undo()
    other.close()
