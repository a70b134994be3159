"""What changed in a folder, and what tells that two articles are one."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.article import Article
from reader.importers.fingerprint import text_hash, version_key, version_keys
from reader.importers.registry import read_text
from reader.importers.scan import FileState, scan


def known_after(folder: Path) -> dict[str, FileState]:
    """Scan a folder that nothing is known of."""
    return dict(scan(folder, {}).read)


def write(path: Path, text: str) -> None:
    """Write a file and the folders above it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Make a folder of three files."""
    for name in ("a.txt", "b/c.txt", "d.jsonl"):
        write(tmp_path / "in" / name, f"words of {name}")
    return tmp_path / "in"


def names(paths: object) -> list[str]:
    """Return the last parts of paths."""
    return [Path(path).name for path in paths]  # type: ignore[attr-defined]


def test_what_is_known_and_unchanged_is_not_read_again(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    known = known_after(folder)
    assert names(known) == ["a.txt", "c.txt", "d.jsonl"]
    monkeypatch.setattr("reader.importers.scan.hashlib.file_digest", None)
    changes = scan(folder, known)
    assert (changes.read, changes.same, changes.missing) == ({}, known, ())


def test_a_new_time_alone_is_no_change_but_is_remembered(folder: Path) -> None:
    known = known_after(folder)
    os.utime(folder / "a.txt", ns=(1, 1))
    changes = scan(folder, known)
    assert changes.read == {}
    assert changes.same[str(folder / "a.txt")].mtime_ns == 1


def test_new_changed_missing_and_moved_files_are_told_apart(folder: Path) -> None:
    known = known_after(folder)
    write(folder / "a.txt", "other words")
    write(folder / "new.txt", "new words")
    (folder / "d.jsonl").unlink()
    (folder / "b" / "c.txt").rename(folder / "z.txt")
    changes = scan(folder, known)
    assert names(changes.read) == ["a.txt", "new.txt"]
    assert names(changes.missing) == ["d.jsonl"]
    assert changes.moved == ((str(folder / "b" / "c.txt"), str(folder / "z.txt")),)


@pytest.mark.parametrize("beside", ["a.txt.toml", "_outlet.toml"])
def test_what_the_reader_writes_beside_a_file_makes_it_worth_reading_again(folder: Path, beside: str) -> None:
    known = known_after(folder)
    write(folder / beside, 'outlet = "Herald"')
    changes = scan(folder, known)
    assert names(changes.read) == (["a.txt"] if beside == "a.txt.toml" else ["a.txt", "c.txt", "d.jsonl"])
    assert scan(folder, {**known, **changes.read}).read == {}


def test_a_folder_that_is_not_there_loses_nothing(folder: Path, tmp_path: Path) -> None:
    known = known_after(folder)
    folder.rename(tmp_path / "elsewhere")
    changes = scan(folder, known)
    assert (changes.missing, changes.read) == ((), {})


def test_files_elsewhere_are_no_business_of_a_scan(folder: Path) -> None:
    known = {"/somewhere/else.txt": FileState(1, 1, "00")}
    assert scan(folder, known).missing == ()


def article(text: str, **matter: str) -> Article:
    """Make an article of a text and front matter."""
    head = "".join(f"{key}: {value!r}\n" for key, value in matter.items())
    return read_text(f"---\n{head}---\n{text}" if matter else text)


def test_the_same_words_have_one_hash_however_they_are_set() -> None:
    one = article('He said: "It’s over."\n\nThe council met — at last.\n', title="x")
    other = article("# Another title\n\nHE SAID: “It's over.”\nThe  council\nmet at last!\n", outlet="y")
    assert text_hash(one) == text_hash(other)
    assert text_hash(one) != text_hash(article("He said: It is over.\n", title="x"))
    assert text_hash(article("", title="only a title")) == ""


def test_versions_of_one_article_share_its_address() -> None:
    first = article("Words.\n", url="https://www.harrow.example/locks/?utm_source=x&id=3#top")
    again = article("Other words.\n", url="http://m.harrow.example/locks?id=3&fbclid=9")
    assert version_key(first) == version_key(again) == "url harrow.example/locks?id=3"
    assert version_key(article("Words.\n", url="https://harrow.example/locks?id=4")) != version_key(first)
    assert version_key(article("Words.\n", url="https://harrow.example/")) == ""


def test_versions_of_one_article_share_outlet_and_headline() -> None:
    first = article("Words.\n", outlet="Harrow Herald", title="Council closes both locks")
    again = article("More.\n", outlet="HARROW HERALD", title="UPDATE 2-Council closes both ‘locks’")
    other = article("More.\n", outlet="Gazette", title="Council closes both locks")
    assert version_key(first) == version_key(again) != version_key(other)
    with_address = article(
        "x.\n", outlet="Harrow Herald", title="Council closes both locks", url="https://h.example/1"
    )
    assert set(version_keys(first)) < set(version_keys(with_address))


def test_a_headline_of_every_day_tells_nothing() -> None:
    assert version_keys(article("Words.\n", outlet="Herald", title="In brief")) == ()


@given(st.text(max_size=200))
def test_keys_are_found_for_any_words(text: str) -> None:
    shown = " ".join(text.split()).replace("'", "")
    found = article(
        "The council met.\n", outlet="Herald", title=shown or "x", url=f"https://h.example/{shown}"
    )
    assert all(isinstance(key, str) for key in version_keys(found))
