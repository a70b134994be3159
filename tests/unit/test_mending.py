"""What the reader mends: beside the source, shown at once, the same after the next reading, undone."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from invented import ALL

from reader.article import Article
from reader.importers.errors import Refused
from reader.library.always import source_file
from reader.library.check import check
from reader.library.door import Library
from reader.library.ingest import ingest, update
from reader.library.mending import Mending
from reader.library.paths import user_paths


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
    assert mending.undo() == "undone: date: 2019-03-12"
    assert sidecar.read_bytes() == first
    assert mending.undo() == "undone: section: Local"
    assert not sidecar.exists()
    assert at(library, ALL[1][0]) == article
    assert (mending.undo(), mending.can_undo) == ("", False)


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
    assert mending.undo() == "undone: always outlet: The Herald for Harrow Herald"
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
    assert mending.undo()
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
