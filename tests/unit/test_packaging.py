"""The wheel, installed where no checkout is: does it hold all it needs?"""

from __future__ import annotations

import os
import site
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parents[2]


def run(*command: str | Path, cwd: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [str(part) for part in command],
        cwd=cwd,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the wheel with the tools that are installed; nothing is downloaded."""
    folder = tmp_path_factory.mktemp("wheel")
    options = ("--no-deps", "--no-build-isolation", "--no-index", "--disable-pip-version-check")
    built = run(sys.executable, "-m", "pip", "wheel", *options, "--wheel-dir", folder, CHECKOUT, cwd=folder)
    assert built.returncode == 0, built.stderr
    (path,) = folder.glob("*.whl")
    return path


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Install the wheel into a new environment, whose dependencies are lent by this one.

    Returns:
        The folder of the environment's commands.
    """
    folder = tmp_path_factory.mktemp("installed")
    venv.create(folder, with_pip=False, symlinks=os.name != "nt")
    scripts = folder / ("Scripts" if os.name == "nt" else "bin")
    options = ("--no-deps", "--no-index", "--disable-pip-version-check")
    done = run(
        sys.executable, "-m", "pip", "--python", scripts / "python", "install", *options, wheel, cwd=folder
    )
    assert done.returncode == 0, done.stderr
    target = Path(sysconfig.get_path("purelib", vars={"base": str(folder), "platbase": str(folder)}))
    # A path in a .pth file is searched after the environment's own packages, and the .pth files in it are
    # not read: this checkout's editable install stays out of sight.
    (target / "lent.pth").write_text("\n".join(site.getsitepackages()), encoding="utf-8")
    return scripts


def test_the_wheel_holds_styles_samples_and_tables_and_no_tests(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    expected = [
        path.relative_to(CHECKOUT)
        for folder in ("styles", "articles", "reader")
        for path in sorted((CHECKOUT / folder).rglob("*"))
        if path.is_file() and "__pycache__" not in path.parts
    ]
    assert expected
    for path in expected:
        inside = path if path.parts[0] == "reader" else Path("reader") / path
        assert inside.as_posix() in names
    assert {name.split("/")[0] for name in names} == {"reader", names[-1].split("/")[0]}


def test_the_installed_command_runs_outside_the_checkout(installed: Path, tmp_path: Path) -> None:
    code = (
        "import reader, pathlib; from reader.library.resources import *;"
        "print(reader.__file__, samples_dir(), styles_dir(), sep='\\n')"
    )
    where = run(installed / "python", "-c", code, cwd=tmp_path)
    assert where.returncode == 0, where.stderr
    environment = installed.parent.resolve()
    assert all(Path(line).resolve().is_relative_to(environment) for line in where.stdout.splitlines())
    assert run(installed / "crossread", "--version", cwd=tmp_path).stdout.startswith("crossread ")


def test_the_installed_command_compares_the_packed_samples(installed: Path, tmp_path: Path) -> None:
    code = (
        "from reader.library.resources import *;"
        "print(*sorted(samples_dir().rglob('russia-*.txt')), sep='\\n')"
    )
    samples = run(installed / "python", "-c", code, cwd=tmp_path).stdout.splitlines()
    assert len(samples) == 2
    shown = run(installed / "crossread", "compare", *samples, "--plain", cwd=tmp_path)
    assert shown.returncode == 0, shown.stderr
    assert "near-verbatim" in shown.stdout
