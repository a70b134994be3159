from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from reader.library.atomic import write_atomically
from reader.library.paths import user_paths
from reader.library.resources import samples_dir, styles_dir


def test_every_file_of_the_user_lies_under_their_home(home: Path) -> None:
    for name, path in user_paths().items():
        assert path.is_relative_to(home), name


@pytest.mark.skipif(os.name != "posix" or os.uname().sysname != "Linux", reason="XDG is a habit of Linux")
def test_the_environment_can_move_each_kind_of_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for kind in ("CONFIG", "DATA", "STATE", "CACHE"):
        monkeypatch.setenv(f"XDG_{kind}_HOME", str(tmp_path / kind))
    paths = user_paths()
    assert paths.config == tmp_path / "CONFIG" / "crossread" / "config.toml"
    assert paths.library.is_relative_to(tmp_path / "DATA")
    assert paths.state.is_relative_to(tmp_path / "STATE")
    assert paths.cache.is_relative_to(tmp_path / "CACHE")


def test_naming_a_file_makes_nothing(home: Path) -> None:
    user_paths()
    assert list(home.iterdir()) == []


def test_styles_and_samples_are_found() -> None:
    assert styles_dir().is_dir()
    assert sorted(samples_dir().rglob("*.txt"))


def test_a_written_file_is_for_its_owner_alone_and_leaves_nothing_beside_it(tmp_path: Path) -> None:
    path = tmp_path / "new" / "state.json"
    write_atomically(path, "one")
    write_atomically(path, "two")
    assert path.read_text() == "two"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [entry.name for entry in path.parent.iterdir()] == ["state.json"]


def test_a_file_for_others_has_the_usual_mode(tmp_path: Path) -> None:
    usual = tmp_path / "usual"
    usual.write_text("")
    write_atomically(tmp_path / "ours", "", private=False)
    assert (tmp_path / "ours").stat().st_mode == usual.stat().st_mode


def test_a_failed_write_keeps_what_was_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "state.json"
    path.write_text("old")

    def full(source: str, target: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", full)
    with pytest.raises(OSError, match="No space"):
        write_atomically(path, "new")
    assert path.read_text() == "old"
    assert [entry.name for entry in tmp_path.iterdir()] == ["state.json"]


def test_a_link_to_a_file_stays_a_link(tmp_path: Path) -> None:
    real, link = tmp_path / "real", tmp_path / "link"
    real.write_text("old")
    link.symlink_to(real)
    write_atomically(link, "new")
    assert link.is_symlink()
    assert real.read_text() == "new"


def test_a_device_is_written_to_and_not_replaced() -> None:
    write_atomically(Path(os.devnull), "anything")
    assert not Path(os.devnull).is_file()
