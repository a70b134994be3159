"""The JSON of `crossread compare` against its published schema, with a validator that is not ours."""

from __future__ import annotations

import json
from itertools import combinations
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from reader.article import READING_ROLES, Article
from reader.cli import main
from reader.comparison.compare import compare
from reader.comparison.contrast import Contrast, Lens
from reader.comparison.lenses import lens_report
from reader.entities.names import find_names
from reader.export.record import comparison_record
from reader.export.report import Report
from reader.importers.registry import read_article, read_text

_ROOT = Path(__file__).parents[2]
_SCHEMA = json.loads((_ROOT / "docs" / "compare.schema.json").read_text(encoding="utf-8"))
_SEEDS = (
    _ROOT / "articles" / "press-tv" / "russia-signs-alliance-treaty-with-south-ossetia.txt",
    _ROOT / "articles" / "unknown-outlet" / "russia-stirs-anger-with-south-ossetia-annexation-deal.txt",
)


def _record(left: Article, right: Article) -> dict[str, Any]:
    comparison = compare(left, right)
    names = [
        find_names(
            a.text, [b.span for b in a.blocks() if b.role in READING_ROLES], language=a.language or "en"
        )
        for a in (left, right)
    ]
    reports = [lens_report(lens, comparison, left, right, *names) for lens in Lens if lens is not Lens.TEXT]
    return json.loads(json.dumps(comparison_record(Report((left, right), comparison, tuple(reports)))))


def _validate(record: dict[str, Any]) -> None:
    jsonschema.Draft202012Validator(_SCHEMA).validate(record)


def test_the_schema_is_one() -> None:
    jsonschema.Draft202012Validator.check_schema(_SCHEMA)


def test_the_schema_knows_every_contrast_and_lens() -> None:
    told = _SCHEMA["$defs"]
    assert told["finding"]["properties"]["contrast"]["enum"] == [contrast.value for contrast in Contrast]
    assert told["lens"]["properties"]["lens"]["enum"] == [
        lens.value for lens in Lens if lens is not Lens.TEXT
    ]


@pytest.mark.parametrize("story", ["dockers-pay-deal", "sarvel-recognition"])
def test_every_pair_of_a_story_validates(story: str) -> None:
    folder = _ROOT / "articles" / "invented" / story
    articles = [read_article(path) for path in sorted(folder.iterdir()) if path.suffix in (".txt", ".md")]
    for left, right in combinations(articles[:4], 2):
        _validate(_record(left, right))


@pytest.mark.parametrize(
    ("left", "right"),
    [
        (".", "?"),
        ("A headline", "Another"),
        ("Der Minister sagte am Montag, es gebe 12 Verletzte.", "The minister said so."),
    ],
)
def test_articles_with_little_in_them_validate(left: str, right: str) -> None:
    _validate(_record(read_text(left, "a"), read_text(right, "b")))


def test_every_span_of_a_finding_lies_in_its_text() -> None:
    record = _record(*map(read_article, _SEEDS))
    spans = 0
    for lens in record["lenses"]:
        for finding in lens["findings"]:
            for side in ("left", "right"):
                text = record[side]["text"]
                for said in finding[side]:
                    inside = [
                        said,
                        *finding["changes"][side],
                        *([said["by_span"]] if said["by_span"] else []),
                    ]
                    for span in inside:
                        assert 0 <= span["start"] <= span["end"] <= len(text)
                        spans += 1
    assert spans > 50


def test_the_command_prints_the_lenses_that_were_asked_for(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["compare", *map(str, _SEEDS), "--json", "--lens", "quotes", "--lens", "figures"]) == 0
    record = json.loads(capsys.readouterr().out)
    _validate(record)
    assert [lens["lens"] for lens in record["lenses"]] == ["quotes", "figures"]


def test_plain_text_shows_one_lens_alone(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["compare", *map(str, _SEEDS), "--lens", "quotes"]) == 0
    shown = capsys.readouterr().out
    assert "3 Quotes: " in shown
    assert "Linked passages" not in shown and "4 Figures" not in shown
    assert "= same: landmark" in shown
    assert "Left, paragraph 3, Vladimir Putin described: “landmark”" in shown
    assert "Why: the same words · verb: described / hailed" in shown


def test_plain_text_shows_all_lenses_by_default(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["compare", *map(str, _SEEDS)]) == 0
    shown = capsys.readouterr().out
    assert "Linked passages: " in shown
    for number in range(2, 10):
        assert f"\n{number} " in shown


def test_a_lens_that_there_is_not_is_named_with_those_there_are(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["compare", *map(str, _SEEDS), "--lens", "bias"]) == 2
    told = capsys.readouterr().err
    assert "bias" in told and "quotes" in told
