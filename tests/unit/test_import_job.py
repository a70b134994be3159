"""What an import makes of what was typed and pasted."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from reader.ui.import_job import Wanted, completions


@pytest.mark.parametrize(
    "text", ["~5 people died\nmore", "./" + "a" * 400 + "\nx", "/\0\n/x", "~\n~", "../" * 900 + "\n/"]
)
def test_a_paste_that_looks_like_paths_and_is_none_is_taken_for_a_text(text: str) -> None:
    wanted = Wanted.of_paste(text)
    assert wanted.text or wanted.sources


def test_a_name_that_would_speak_to_the_terminal_is_not_offered(tmp_path: Path) -> None:
    for name in (b"plain.txt", b"b\xff.txt", b"c\x1b]0;x\x07.txt"):
        (Path(os.fsdecode(os.path.join(os.fsencode(tmp_path), name)))).write_text("words")
    assert completions(f"{tmp_path}/") == [f"{tmp_path}/plain.txt"]
