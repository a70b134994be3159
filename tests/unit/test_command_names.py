"""`crossread names`: the naming table on standard output."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from reader.cli import main
from reader.entities.corrections import Name
from reader.entities.model import EntityType
from reader.library.desk import Desk
from reader.library.paths import user_paths


def test_plain_says_who_is_called_what_by_which_outlet(
    seeds: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["names", *map(str, seeds)]) == 0
    shown = capsys.readouterr().out
    tibilov = shown.split("  Leonid Tibilov · person · 4 mentions\n")[1].split("\n\n")[0]
    assert tibilov.splitlines() == [
        "    Press TV: 3 · Leonid Tibilov · called South Ossetian counterpart",
        "    AFP copy: 1 · Leonid Tibilov · called South Ossetian leader",
    ]
    assert "omit" not in shown and max(map(len, shown.splitlines())) <= 80


def test_json_points_to_every_label(seeds: tuple[Path, Path], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["names", "--json", *map(str, seeds)]) == 0
    (story,) = json.loads(capsys.readouterr().out)["stories"]
    by_name = {one["name"]: one for one in story["names"]}
    ossetia = by_name["South Ossetia"]
    assert ossetia["type"] == "place" and ossetia["count"] == sum(a["count"] for a in ossetia["articles"])
    text = seeds[0].read_text(encoding="utf-8")
    (label,) = ossetia["articles"][0]["labels"]
    assert text[slice(*label["span"])] == label["words"] == "breakaway region"


def test_your_corrections_hold_unless_you_say_otherwise(
    seeds: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    Desk(user_paths().library).names.rename([Name("Kremlin", EntityType.PLACE)], "the Kremlin", [])
    main(["names", str(seeds[0])])
    assert "\n  the Kremlin · place" in capsys.readouterr().out
    main(["names", "--as-found", str(seeds[0])])
    assert "\n  Kremlin · place" in capsys.readouterr().out


def test_what_is_missing_is_named_and_the_rest_is_told(
    seeds: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["names", "nowhere.txt", str(seeds[0])]) == 1
    shown = capsys.readouterr()
    assert shown.err == "crossread: nowhere.txt: no such file or folder\n"
    assert "Vladimir Putin" in shown.out


def test_a_text_that_is_not_english_says_what_was_not_looked_at(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "a.txt"
    file.write_text(
        "Der Vertrag ist unterschrieben\n\nDer Präsident der Republik hat gestern in der Hauptstadt mit dem "
        "Minister über den Vertrag gesprochen, und es war nicht das erste Mal, dass sie sich sahen.\n",
        encoding="utf-8",
    )
    assert main(["names", str(file)]) == 0
    assert "not English" in capsys.readouterr().out


def test_an_empty_folder_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["names", str(tmp_path)])
    assert "No articles were found." in capsys.readouterr().out
