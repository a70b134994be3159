"""What a start costs is decided by what it imports: looked at in a fresh process, through `sys.modules`."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

HEAVY = ("textual", "rich", "numpy", "scipy", "yaml", "charset_normalizer", "rapidfuzz", "snowballstemmer")
SCREEN = ("textual", "rich")


def modules_after(code: str, stdin: str = "") -> set[str]:
    """Return the top-level names of all modules loaded once `code` has run in a new interpreter."""
    report = (
        "import json, sys; print(json.dumps(sorted({m.split('.')[0] for m in sys.modules})), file=sys.stderr)"
    )
    run = subprocess.run(
        [sys.executable, "-c", f"{code}\n{report}"], input=stdin, capture_output=True, text=True, check=True
    )
    return set(json.loads(run.stderr.splitlines()[-1]))


@pytest.mark.parametrize(
    "code",
    [
        "import reader",
        "from reader.cli import main; main(['--version'])",
        "from reader.cli import main; main(['--help'])",
        "from reader.cli import main; main(['paths'])",
    ],
)
def test_asking_for_little_imports_little(code: str) -> None:
    assert modules_after(code).isdisjoint(HEAVY)


@pytest.mark.parametrize(
    ("arguments", "stdin"),
    [
        (["keys"], ""),
        (["themes"], ""),
        (["pipe", "link"], '{"id": 1, "a": "Rain fell on Monday.", "b": "On Monday rain fell."}\n'),
        (["pipe", "entities"], '{"id": 1, "text": "Ada Renn spoke in Paris."}\n'),
    ],
)
def test_what_shows_no_screen_imports_none(arguments: list[str], stdin: str) -> None:
    loaded = modules_after(f"from reader.cli import main; assert main({arguments!r}) == 0", stdin)
    assert loaded.isdisjoint((*SCREEN, "numpy", "scipy"))


def test_the_linker_starts_without_importers_names_or_platform_folders() -> None:
    code = "from reader.cli import main; main(['pipe', 'link'])"
    assert modules_after(code).isdisjoint(("yaml", "charset_normalizer", "platformdirs", "asyncio"))


def test_no_library_is_loaded_by_what_asks_none(tmp_path: Path) -> None:
    files = [str(tmp_path / name) for name in ("a.txt", "b.txt")]
    for file in files:
        Path(file).write_text("Locks closed\n\nThe council closed both locks on Tuesday.\n")
    for arguments in (["pipe", "link"], ["compare", *files, "--plain"]):
        loaded = modules_after(f"from reader.cli import main; assert main({arguments!r}) == 0")
        assert "sqlite3" not in loaded, arguments


def test_plain_text_is_read_without_the_readers_of_other_formats(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Locks closed\n\nThe council closed both locks on Tuesday.\n")
    read = "from pathlib import Path; from reader.importers.registry import read_collection"
    code = f"{read}; assert read_collection([Path({str(tmp_path)!r})]).articles"
    others = ("lxml", "trafilatura", "feedparser", "httpx2", "publicsuffixlist", "csv", "zipfile", "sqlite3")
    assert modules_after(code).isdisjoint((*HEAVY, *others))


FIRST_FRAME = """
import asyncio, json, sys
from textual.app import App
from reader.ui.app import CrossreadApp, make_session

display, done = App._display, []

def shown(self, screen, frame):
    display(self, screen, frame)
    if not done and any(getattr(part, "rows_drawn", 0) for part in screen.walk_children()):
        done.append(sorted(name for name in sys.modules if name.startswith("reader")))

App._display = shown

async def start():
    async with CrossreadApp(make_session([])).run_test(size=(120, 36)):
        pass

asyncio.run(start())
print(json.dumps(done[0]))
"""
LATER = (
    "reader.importers.registry",
    "reader.library.prepare",
    "reader.library.journal",
    "reader.library.older",
    "reader.stories",
    "reader.text.safe",
    "reader.ui.background",
    "reader.ui.palette",
    "reader.ui.widgets.article_pane",
    "reader.ui.widgets.prompt",
)


def test_what_the_first_frame_does_not_show_is_imported_after_it(tmp_path: Path) -> None:
    kept = {"HOME": str(tmp_path), "PATH": os.environ["PATH"], "LANG": "C.UTF-8"}
    run = subprocess.run(
        [sys.executable, "-c", FIRST_FRAME], capture_output=True, text=True, check=True, env=kept
    )
    loaded = set(json.loads(run.stdout))
    assert loaded.isdisjoint(LATER)
    # Lower it when it is fewer; each module here is waited for at every start.
    assert len(loaded) <= 51, sorted(loaded)


def test_the_loop_is_loaded_without_encryption_which_may_be_loaded_later() -> None:
    code = "from reader.commands.open import _spared\nwith _spared('ssl'): import asyncio\n"
    assert "ssl" not in modules_after(f"{code}asyncio.run(asyncio.sleep(0))")
    assert "ssl" in modules_after(f"{code}import ssl; ssl.create_default_context()")
