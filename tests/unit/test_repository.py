"""What must hold for the repository as a whole, whoever clones it wherever."""

from __future__ import annotations

import re
import subprocess
import tomllib
from functools import cache
from pathlib import Path

import pytest

from reader.commands import COMMANDS

CHECKOUT = Path(__file__).resolve().parents[2]

# The patterns are written so that this file does not match them.
HOSTS = re.compile(
    r"\bpypi[.]|pythonhosted[.]|\bcrates[.]io|registry[.]npmjs|proxy[.]golang|artifact[o]ry|/simple[/]"
)
MACHINE_PATHS = re.compile(r"(?<![\w.~])/(?:work|root|home|Users|mnt)/(?!\W)")


@cache
def tracked() -> tuple[Path, ...]:
    """Return the files that git tracks; in an unpacked archive all but what is built."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=CHECKOUT, capture_output=True, check=False)
    if listed.returncode == 0:
        names = listed.stdout.decode().split("\0")
        return tuple(CHECKOUT / name for name in names if name and (CHECKOUT / name).is_file())
    return tuple(
        path
        for path in sorted(CHECKOUT.rglob("*"))
        if path.is_file() and not any(part.startswith(".") for part in path.relative_to(CHECKOUT).parts)
    )


def texts() -> list[tuple[str, str]]:
    """Return the name and the text of every tracked file that is text."""
    found = []
    for path in tracked():
        data = path.read_bytes()
        if b"\0" not in data[:4096]:
            found.append((str(path.relative_to(CHECKOUT)), data.decode("utf-8", "replace")))
    return found


@pytest.mark.parametrize("pattern", [HOSTS, MACHINE_PATHS], ids=["registry hosts", "machine paths"])
def test_no_file_names_one_machines_ways(pattern: re.Pattern[str]) -> None:
    assert [
        f"{name}:{number}: {line.strip()[:100]}"
        for name, text in texts()
        for number, line in enumerate(text.splitlines(), 1)
        if pattern.search(line)
    ] == []


def test_no_lock_file_binds_a_newcomer_to_addresses() -> None:
    names = {path.name for path in tracked()}
    assert names.isdisjoint({"uv.lock", "poetry.lock", "pdm.lock", "pylock.toml", "Pipfile.lock", "pip.conf"})


def test_links_in_markdown_lead_somewhere() -> None:
    broken = []
    for name, text in texts():
        if not name.endswith(".md"):
            continue
        prose = re.sub(r"```.*?```|`[^`\n]*`", "", text, flags=re.DOTALL)
        for target in re.findall(r"\]\(\s*([^)\s]+)[^)]*\)", prose):
            if re.match(r"[a-z]+:|#", target):
                continue
            if not (CHECKOUT / name).parent.joinpath(target.split("#")[0]).exists():
                broken.append(f"{name}: {target}")
    assert broken == []


def test_the_top_level_is_what_the_design_fixed() -> None:
    allowed = {
        *("reader", "styles", "tests", "articles", "docs", "benchmarks", "tools", ".ci"),
        *("README.md", "ARCHITECTURE.md", "CHANGELOG.md", "CONTRIBUTING.md", "LICENSE", "SECURITY.md"),
        *("Makefile", "pyproject.toml", ".gitignore", ".gitattributes"),
    }
    top = {path.relative_to(CHECKOUT).parts[0] for path in tracked()}
    assert top - allowed == set()


def test_textual_is_bounded_to_a_minor_version() -> None:
    project = tomllib.loads((CHECKOUT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    (textual,) = (line for line in project["dependencies"] if line.startswith("textual"))
    lower, upper = re.findall(r"[\d.]+", textual)
    assert [int(part) for part in upper.split(".")] == [
        int(lower.split(".")[0]),
        int(lower.split(".")[1]) + 1,
    ]


def test_every_dependency_has_an_upper_bound_and_no_address() -> None:
    project = tomllib.loads((CHECKOUT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    lists = [project["dependencies"], *project["optional-dependencies"].values()]
    for line in (line for lines in lists for line in lines):
        assert "<" in line, line
        assert "@" not in line, line


def test_the_continuous_check_is_the_developers_own() -> None:
    commands = [
        line for line in (CHECKOUT / ".ci" / "run").read_text().splitlines() if not line.startswith("#")
    ]
    assert commands == ['cd "$(dirname "$0")/.." && exec make test']


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_is_documented(name: str) -> None:
    assert f"crossread {name}" in (CHECKOUT / "docs" / "cli.md").read_text(encoding="utf-8")


def test_the_changelog_names_the_version() -> None:
    import reader

    assert f"## [{reader.__version__}]" in (CHECKOUT / "CHANGELOG.md").read_text(encoding="utf-8")
