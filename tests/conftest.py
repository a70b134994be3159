"""The one seam that shuts the developer's own machine out: its home, its settings, its terminal."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parent.parent

# Whatever else is set on a machine (a colour preference, a window size, an editor's terminal) would
# make a test pass here and fail there. Only what a process needs to run at all is kept.
_KEPT = ("PATH", "SYSTEMROOT", "TMPDIR", "TEMP", "TMP", "VIRTUAL_ENV", "COVERAGE_PROCESS_START")
_SET = {"LANG": "C.UTF-8", "TZ": "UTC", "TERM": "xterm-256color"}


def _is_kept(name: str) -> bool:
    return name in _KEPT or name.startswith(("PYTEST_", "HYPOTHESIS_", "PYTHON", "TEXTUAL_SNAPSHOT_"))


def clean_environment(home: Path) -> dict[str, str]:
    """Return the environment of a new user at `home` in an ordinary terminal, for child processes too."""
    kept = {name: value for name, value in os.environ.items() if _is_kept(name)}
    kept.pop("PYTHONPATH", None)
    return {**kept, **_SET, "HOME": str(home), "USERPROFILE": str(home)}


@pytest.fixture(autouse=True)
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Give every test an empty home of its own and nothing else of the machine's settings."""
    before = dict(os.environ)
    place = tmp_path_factory.mktemp("home")
    clean = clean_environment(place)
    os.environ.clear()
    os.environ.update(clean)
    yield place
    os.environ.clear()
    os.environ.update(before)


@pytest.fixture
def seeds() -> tuple[Path, Path]:
    """Return the two sample articles, the Press TV one first."""
    from reader.library.resources import samples_dir

    folder = samples_dir()
    return (
        folder / "press-tv" / "russia-signs-alliance-treaty-with-south-ossetia.txt",
        folder / "unknown-outlet" / "russia-stirs-anger-with-south-ossetia-annexation-deal.txt",
    )
