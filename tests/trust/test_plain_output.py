"""What commands print of hostile articles, files and arguments: lines of text, and nothing else."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

COMMAND = Path(sys.executable).with_name("crossread")
SAID = "\x1b]0;PWNED\x07 \x1b[5mblink \x9b31m \u202eevil \u200b\U000e0041 [/b] \x08\x00 \x1bPq\x1b\\ \u2028"
NAMED = SAID.replace("\0", "").replace("/", "")
COMMANDING = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\u200b\u2028\u2029\ud800-\udfff\U000e0000-\U000e007f]"
)


def run(*arguments: str | Path, given: str = "") -> subprocess.CompletedProcess[bytes]:
    """Run the command."""
    return subprocess.run(
        [COMMAND, *map(str, arguments)], input=given.encode(), capture_output=True, check=False
    )


def clean(result: subprocess.CompletedProcess[bytes], *codes: int) -> str:
    """Assert that a command printed nothing but text, and return it."""
    assert result.returncode in (codes or (0, 1)), result
    text = (result.stdout + result.stderr).decode("utf-8")
    assert not COMMANDING.search(text), COMMANDING.findall(text)
    assert "Traceback" not in text and "unexpected " not in text, text
    return text


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Make a folder of articles that are hostile in every field."""
    folder = tmp_path / f"news {NAMED}"
    folder.mkdir()
    records = [
        {
            **{
                "title": f"Ferry runs aground {SAID}",
                "id": f"{number} {SAID}",
                "source": f"Outlet {number} {SAID}",
            },
            "text": f"The ferry {SAID} ran aground off Port Alma on Tuesday with 12 people.\n"
            f'Captain Ada Renn {SAID} said: "We hit {SAID} a rock."\nOnly {number} {SAID} is here.',
            **{"author": SAID, "section": SAID, "url": f"https://a{number}.example/{SAID}", SAID: SAID},
            "published": "2019-03-12",
        }
        for number in range(2)
    ]
    for number, record in enumerate(records):
        (folder / f"{number} {NAMED}.json").write_text(json.dumps(record), "utf-8")
    (folder / f"broken {NAMED}.json").write_text('{"a', "utf-8")
    (folder / f"side {NAMED}.txt").write_text(f"Ferry\n\nThe ferry {SAID} ran.\n", "utf-8")
    (folder / f"side {NAMED}.txt.toml").write_text(
        f'"{NAMED[20:24]}" = 1\nheadline = [1]\nx = "\\u001b[5m"\n', "utf-8"
    )
    return folder


def test_every_command_prints_text_and_nothing_else(folder: Path, tmp_path: Path) -> None:
    one, other = (str(folder / f"{number} {NAMED}.json") for number in range(2))
    assert "blink" in clean(run("compare", one, other), 0)
    for form in ("json", "html", "markdown", "csv", "tei"):
        assert "blink" in clean(run("compare", one, other, f"--{form}"), 0)
    for command in (
        ["compare", one, other, "--blind"],
        *(["story", folder, *form] for form in ([], ["--json"], ["--csv"])),
        ["names", folder],
        ["add", folder],
        ["search", "ferry"],
        ["search", "ferry", "--json"],
        *(["export", "-o", tmp_path / "out", form] for form in ("--jsonl", "--markdown")),
        *(["library", what] for what in ("check", "dump")),
        *(["judgements", "export"], ["evidence"], ["keys"], ["themes"], ["paths"], ["update"]),
    ):
        clean(run(*command), 0, 1, 2)


def test_what_commands_say_of_arguments_is_text(folder: Path, tmp_path: Path) -> None:
    assert clean(run("add", folder), 1).count("\n") >= 1
    for command in (
        *([NAMED], ["compare", NAMED, NAMED], ["story", NAMED], ["names", NAMED], ["add", NAMED]),
        *(["search", f"{NAMED}:x"], ["search", f'"{NAMED}'], ["search", f"/{NAMED}(/"], ["search", NAMED]),
        *(
            ["--theme", NAMED],
            ["compare", f"--{NAMED}"],
            ["export", NAMED],
            ["library", NAMED],
            [NAMED, NAMED],
        ),
        *(["judgements", "import", NAMED], ["judgements", "agreement", NAMED, NAMED], ["pipe", NAMED]),
    ):
        text = clean(run(*command), 0, 1, 2)
        assert text


def test_what_commands_say_of_files_of_the_readers_is_text(folder: Path, tmp_path: Path) -> None:
    judged = tmp_path / f"judged {NAMED}.jsonl"
    for line in (
        '{"kind": "' + json.dumps(SAID)[1:-1] + '"}',
        "{",
        json.dumps({"kind": "note", "anchors": SAID}),
    ):
        judged.write_text(line, "utf-8")
        assert clean(run("judgements", "import", judged), 1).count("\n") == 1
    from reader.library.paths import user_paths

    files = user_paths()
    files.config.parent.mkdir(parents=True, exist_ok=True)
    escaped = json.dumps(SAID)[1:-1].replace("\\ud", "?").replace("\\udb40\\udc41", "")
    for path in (files.config, files.keys, files.words / "x.toml", files.themes / f"{NAMED}.toml"):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(
            f'"{escaped}" = 1\nbase = "{escaped}"\ntheme = ["{escaped}"]\n[keys]\n"{escaped}" = "{escaped}"\n'
        )
    one = str(folder / f"0 {NAMED}.json")
    for command in (["keys"], ["themes"], ["compare", one, one], ["names", folder], ["search", "x"]):
        clean(run(*command), 0, 1, 2)


def test_the_pipe_answers_in_ascii(folder: Path) -> None:
    one = str(folder / f"0 {NAMED}.json")
    lines = {
        "clean": {"id": SAID, "path": one},
        "link": {"id": SAID, "a": SAID, "b": SAID},
        "entities": {"id": SAID, "text": SAID},
        "stories": {"id": SAID, "title": SAID, "text": SAID},
    }
    for engine, record in lines.items():
        result = run("pipe", engine, given=json.dumps(record) + "\nnonsense\n")
        assert result.stdout.isascii() and not COMMANDING.search(result.stdout.decode())
        clean(result, 1)
