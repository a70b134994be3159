"""`crossread compare`, `story` and `export` with what the reader judged, and where they may write."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from reader.article import Span
from reader.cli import main
from reader.commands.exits import CommandError
from reader.commands.output import library_sources, open_output, write_output
from reader.comparison.compare import compare
from reader.entities.corrections import Name
from reader.entities.model import EntityType
from reader.importers.registry import read_article
from reader.library.desk import Desk
from reader.library.paths import user_paths


def compared(capsys: pytest.CaptureFixture[str], *arguments: str) -> dict[str, Any]:
    assert main(["compare", "--json", *arguments]) == 0
    record: dict[str, Any] = json.loads(capsys.readouterr().out)
    return record


@pytest.fixture
def desk(seeds: tuple[Path, Path]) -> Desk:
    """Return a desk where the first link of the samples is rejected and the second confirmed, with a note."""
    left, right = map(read_article, seeds)
    first, second = compare(left, right).links[:2]
    desk = Desk(user_paths().library)
    desk.judgements.reject(left, right, first)
    desk.judgements.confirm(left, right, second)
    desk.judgements.note([(left, second.left), (right, second.right)], "look again")
    return desk


def test_compare_heeds_what_you_judged_unless_you_say_otherwise(
    seeds: tuple[Path, Path], desk: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    own = compared(capsys, *map(str, seeds))
    found = compared(capsys, "--as-found", *map(str, seeds))
    assert len(own["links"]) == len(found["links"]) - 1 and len(own["rejected"]) == 1
    assert own["rejected"][0]["left"] == found["links"][0]["left"]
    assert own["links"][0]["verdict"] == "confirmed" and own["links"][0]["notes"] == ["look again"]
    assert not found["rejected"] and not any(link["verdict"] or link["notes"] for link in found["links"])


def test_compare_heeds_corrected_names_and_speakers(
    seeds: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    desk = Desk(user_paths().library)
    before = compared(capsys, "--lens", "quotes", *map(str, seeds))["lenses"][0]["findings"]
    said = next(said for finding in before for said in finding["left"])
    left = read_article(seeds[0])
    desk.judgements.correct_speaker(left, Span(said["start"], said["end"]), "The Doorman")
    desk.names.remove([Name("South Ossetia", EntityType.PLACE)], [])
    assert "The Doorman" in json.dumps(compared(capsys, "--lens", "quotes", *map(str, seeds))["lenses"])
    assert (
        compared(capsys, "--lens", "quotes", "--as-found", *map(str, seeds))["lenses"][0]["findings"]
        == before
    )

    def places(*arguments: str) -> str:
        (lens,) = compared(capsys, "--lens", "names", *arguments, *map(str, seeds))["lenses"]
        found: str = next(count["left"] for count in lens["counts"] if count["label"] == "places")
        return found

    assert int(places()) == int(places("--as-found")) - 1


def test_a_command_that_only_reads_makes_no_library(
    seeds: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    compared(capsys, *map(str, seeds))
    assert main(["story", *map(str, seeds)]) == 0
    assert not user_paths().library.exists()


def test_the_matrix_heeds_rejected_links_unless_you_say_otherwise(
    seeds: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    def shared(*arguments: str) -> int:
        assert main(["story", "--json", *arguments, *map(str, seeds)]) == 0
        (story,) = json.loads(capsys.readouterr().out)["stories"]
        return sum(all(cell["passages"] for cell in group["cells"]) for group in story["groups"])

    assert shared() > 0
    left, right = map(read_article, seeds)
    desk = Desk(user_paths().library)
    for link in compare(left, right).links:
        desk.judgements.reject(left, right, link)
    assert shared() == 0
    assert shared("--as-found") > 0


def test_a_model_that_is_not_there_is_said_with_the_names(
    seeds: tuple[Path, Path], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from reader.entities import spacy_backend

    asked = []

    def load(name: str) -> object:
        asked.append(name)
        raise spacy_backend.ModelError("no such model")

    monkeypatch.setattr(spacy_backend, "load_model", load)
    config = user_paths().config
    config.parent.mkdir(parents=True, exist_ok=True)
    config.write_text('[names]\nspacy = "no_model"\n', "utf-8")
    compared(capsys, *map(str, seeds))
    assert asked == ["no_model"] * 2
    assert main(["story", *map(str, seeds)]) == 0
    assert asked == ["no_model"] * 4


def test_one_broken_word_list_is_named_and_the_programs_own_are_used(
    seeds: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    before = compared(capsys, *map(str, seeds))
    words = user_paths().words
    words.mkdir(parents=True)
    (words / "mine.toml").write_text("kind = ", "utf-8")
    assert main(["compare", "--json", *map(str, seeds)]) == 0
    shown = capsys.readouterr()
    assert "mine.toml" in shown.err and shown.err.count("\n") == 1
    assert json.loads(shown.out) == before


def test_a_blind_story_tells_nothing_of_the_files(
    seeds: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["story", "--json", "--blind", *map(str, seeds)]) == 0
    (story,) = json.loads(capsys.readouterr().out)["stories"]
    assert [(article["id"], article["source"]) for article in story["articles"]] == [("", "")] * 2


# Where commands write


def test_what_the_library_was_made_of_is_never_written_over(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "r.jsonl"
    file.write_text(json.dumps({"title": "A headline", "text": "Something happened on Monday."}) + "\n")
    assert main(["add", str(file)]) == 0
    before = file.read_bytes()
    (tmp_path / "link").symlink_to(file)
    library = user_paths().library
    for output in (file, tmp_path / "link", library):
        assert main(["export", "-o", str(output)]) == 1
        assert "never written to" in capsys.readouterr().err
        with pytest.raises(CommandError, match="never written to"):
            write_output("x", output, library_sources())
    assert file.read_bytes() == before
    assert main(["export", "-o", str(tmp_path / "out.jsonl")]) == 0
    assert json.loads((tmp_path / "out.jsonl").read_text())["title"] == "A headline"


def test_a_story_is_not_written_over_a_file_of_records(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = "The harbour council approved a new ferry terminal on Monday by nine votes to four."
    file = tmp_path / "r.jsonl"
    records = [{"title": "Ferry terminal approved", "text": words, "outlet": name} for name in "AB"]
    file.write_text("\n".join(map(json.dumps, records)))
    before = file.read_bytes()
    for path in (file, tmp_path):
        assert main(["story", str(path), "-o", str(file)]) == 1
        assert "never written to" in capsys.readouterr().err
    assert file.read_bytes() == before


def test_what_breaks_off_leaves_nothing_behind(tmp_path: Path) -> None:
    file = tmp_path / "out"
    file.write_text("before")
    with pytest.raises(KeyError), open_output(file) as out:
        out.write(b"half")
        raise KeyError
    assert file.read_text() == "before"
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


@pytest.mark.parametrize("query", ["(", "title:"])
def test_an_export_that_fails_leaves_nothing_behind(
    query: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source = tmp_path / "a.txt"
    source.write_text("Something happened on Monday.\n")
    assert main(["add", str(source)]) == 0
    assert main(["export", query, "-o", str(tmp_path / "out.jsonl")]) == 2
    assert [path.name for path in tmp_path.iterdir()] == ["a.txt"]
    assert main(["export", "-o", str(tmp_path / "none" / "out.jsonl")]) == 1
    assert "no such folder" in capsys.readouterr().err


@pytest.mark.parametrize("limit", ["-5", "0", "many"])
def test_a_limit_is_a_whole_number_from_1(limit: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["search", f"--limit={limit}", "ferry"]) == 2
    assert "--limit: must be a whole number from 1" in capsys.readouterr().err
