from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.library.config import Config, load_config


def config_of(folder: Path, text: str) -> Config:
    path = folder / "config.toml"
    path.write_text(text, encoding="utf-8")
    return load_config(path)


def test_a_missing_file_means_the_defaults(tmp_path: Path) -> None:
    assert load_config(tmp_path / "config.toml") == Config()


def test_every_setting_is_taken(tmp_path: Path) -> None:
    config = config_of(
        tmp_path, 'theme = "light"\nmeasure = 64\nlayout = "ribbons"\nascii = true\ncoder = "Ann"\n'
    )
    assert config == Config(theme="light", measure=64, layout="ribbons", ascii=True, coder="Ann")


def test_an_unknown_key_names_file_and_key_and_suggests_the_nearest(tmp_path: Path) -> None:
    config = config_of(tmp_path, 'mesure = 70\ntheme = "light"\n')
    assert config.problems == ("config.toml: mesure: no such setting; did you mean measure?",)
    assert config.theme == "light"


@pytest.mark.parametrize(
    ("line", "key"),
    [
        ('measure = "wide"', "measure"),
        ("measure = 4000", "measure"),
        ("measure = true", "measure"),
        ('layout = "diagonal"', "layout"),
        ("layout = [1]", "layout"),
        ("theme = 1", "theme"),
        ('ascii = "yes"', "ascii"),
        ("coder = 3", "coder"),
        ('coder = "two\\nlines"', "coder"),
    ],
)
def test_a_value_that_does_not_fit_is_named_and_the_default_holds(
    tmp_path: Path, line: str, key: str
) -> None:
    config = config_of(tmp_path, line)
    (problem,) = config.problems
    assert problem.startswith(f"config.toml: {key}: expected ")
    assert getattr(config, key) == getattr(Config(), key)


def test_a_broken_file_is_one_notice_with_the_line(tmp_path: Path) -> None:
    (problem,) = config_of(tmp_path, 'theme = "light"\nmeasure = = 3\n').problems
    assert problem.startswith("config.toml: not read: ")
    assert "line 2" in problem


def test_a_notice_carries_no_escape_sequence_of_the_file(tmp_path: Path) -> None:
    config = config_of(tmp_path, '"a\\u001b[2Jb" = "\\u001b]0;x\\u0007"\nlayout = "\\u202Ex"\n')
    assert config.problems
    assert all(problem.isprintable() for problem in config.problems)


@given(st.binary(max_size=200))
def test_no_content_is_an_error(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    path = tmp_path_factory.getbasetemp() / "config.toml"
    path.write_bytes(content)
    assert all(isinstance(problem, str) for problem in load_config(path).problems)
