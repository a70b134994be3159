"""A spaCy model of the reader's own: used when it can be, and a clear line when it cannot."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from reader.cli import main
from reader.entities.model import EntityType
from reader.entities.names import find_names
from reader.entities.spacy_backend import ModelError, load_model
from reader.importers.registry import read_text
from reader.library.config import load_config
from reader.library.door import Library
from reader.library.paths import user_paths

TEXT = "The Orbis’s chief met Ada Renn in Rome on 3 May 2015. Orbis has 40 members."


@pytest.fixture(autouse=True)
def nothing_loaded() -> Iterator[None]:
    load_model.cache_clear()
    yield
    load_model.cache_clear()


def fake(monkeypatch: pytest.MonkeyPatch, load: Any) -> None:
    """Stand in for spaCy, which is not always installed."""
    monkeypatch.setitem(sys.modules, "spacy", SimpleNamespace(load=load))


def fails(error: Exception) -> Any:
    def load(name: object) -> None:
        raise error

    return load


def test_without_spacy_the_message_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "spacy", None)
    with pytest.raises(ModelError, match=r"spaCy is not installed \(pip install 'crossread\[spacy\]'\)"):
        load_model("en_core_web_sm")


def test_a_missing_model_is_named_with_the_way_on(monkeypatch: pytest.MonkeyPatch) -> None:
    fake(monkeypatch, fails(OSError("[E050] Can't find model")))
    with pytest.raises(ModelError, match=r"no spaCy model 'nonesuch' \(python -m spacy download"):
        load_model("nonesuch")


def test_a_model_for_another_version_is_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    fake(monkeypatch, fails(ValueError("made for 2.0\nmore")))
    with pytest.raises(ModelError, match=r"could not be loaded: made for 2.0$"):
        load_model("old")


def test_where_the_model_fails_the_default_goes_on_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "spacy", None)
    library = Library.of([read_text(f"A headline of some words\n\n{TEXT}", "a.txt")])
    library.book.model = "en_core_web_sm"
    names = library.names(library.page("", "newest")[0].number)
    assert names.notice.startswith("names found by the built-in recogniser: spaCy is not installed")
    assert names.referents


def test_the_command_line_says_so_too(
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    seeds: tuple[Path, Path],
) -> None:
    monkeypatch.setitem(sys.modules, "spacy", None)
    config = user_paths().config
    config.parent.mkdir(parents=True)
    config.write_text('[names]\nspacy = "en_core_web_sm"\n', encoding="utf-8")
    assert main(["names", str(seeds[0])]) == 0
    shown = " ".join(capsys.readouterr().out.split())
    assert "Press TV: names found by the built-in recogniser: spaCy is not installed" in shown


def test_the_setting_is_read_and_checked(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_text('[names]\nspacy = "de_core_news_sm"\n')
    assert load_config(path).names_spacy == "de_core_news_sm"
    path.write_text("[names]\nspacy = 3\nspacey = 'x'\n")
    assert load_config(path).problems == (
        "config.toml: names.spacy: expected the name or folder of a spaCy model, not 3",
        "config.toml: names.spacey: no such setting; did you mean names.spacy?",
    )


# With spaCy itself: a pipeline made here, of rules, and saved as a model is


@pytest.fixture
def model(tmp_path: Path) -> Path:
    spacy = pytest.importorskip("spacy")
    pipeline = spacy.blank("en")
    ruler = pipeline.add_pipe("entity_ruler")
    ruler.add_patterns(
        [
            {"label": "ORG", "pattern": "The Orbis’s"},
            {"label": "ORG", "pattern": "Orbis"},
            {"label": "PERSON", "pattern": "Ada Renn"},
            {"label": "GPE", "pattern": "Rome"},
            {"label": "CARDINAL", "pattern": "40"},
        ]
    )
    pipeline.to_disk(tmp_path / "model")
    return tmp_path / "model"


def test_a_saved_pipeline_finds_the_names_and_we_resolve_them(model: Path) -> None:
    names = find_names(TEXT, recogniser=load_model(str(model)))
    found = [(m.span.of(TEXT), m.type, m.referent) for m in names.mentions]
    assert found == [
        ("Orbis", EntityType.ORGANISATION, 0),
        ("Ada Renn", EntityType.PERSON, 1),
        ("Rome", EntityType.PLACE, 2),
        ("3 May 2015", EntityType.DATE, 3),
        ("Orbis", EntityType.ORGANISATION, 0),
        ("40", EntityType.NUMBER, 4),
    ]


def test_offsets_hold_in_blocks_that_begin_anywhere(model: Path) -> None:
    text = f"😀 é\u0301 skip\n{TEXT}"
    from reader.article import Span

    names = find_names(text, [Span(text.index("The"), len(text))], recogniser=load_model(str(model)))
    assert [m.span.of(text) for m in names.mentions][:2] == ["Orbis", "Ada Renn"]


def test_a_text_in_another_language_than_the_models_is_left_to_the_default(model: Path) -> None:
    text = "Der Präsident der Republik hat gestern in Rome mit dem Minister über den Vertrag gesprochen."
    assert "not English" in find_names(text, language="de", recogniser=load_model(str(model))).notice
