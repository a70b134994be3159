"""The whole path in a real terminal: open, read, compare, walk links, come back to the same place."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from terminal import Terminal, tour

Start = Callable[..., Terminal]

ESCAPES = re.compile(
    rb"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)|[P_^X][^\x1b]*\x1b\\|[ -/]*[0-~])"
)
HOSTILE = (
    "[/b] [TODO] \x1b]0;PWNED\x07 \x1b[5mblink\x1b[0m \x9b31mred \x1b]52;c;UFdORUQ=\x07 "
    "[@click=app.bell]here[/] \u202eevil\u202c zero\u200bwidth \U000e0041tag \x1bPq#0\x1b\\ "
    "\x07\x08\x00 [red]not red[/red] "
    "[link=file:///etc]x[/link]"
)

EVERYWHERE = (
    "i q / bridge enter escape h l enter e e r r l j h ] } / renn enter escape y c "
    "] [ } p p p 2 1 W q y Y / bridge enter escape ? q ctrl+p escape q q"
)
"""Keys that visit every screen and panel."""


def hostile_article(name: str, folder: Path) -> Path:
    """Write an article with hostile text in every place that the app shows."""
    path = folder / name
    sentences = [
        f"The council of Port Alma {HOSTILE} voted on Monday to close the harbour bridge.",
        f"Mayor Ada Renn said {HOSTILE} the bridge was unsafe and would be closed for 12 days.",
        f'"We had no choice {HOSTILE} but to close it," Renn said on Tuesday.',
    ]
    head = f"{HOSTILE} Port Alma closes bridge\n\n12 June 2025\n\nBy {HOSTILE}\n\n"
    path.write_bytes((head + "\n\n".join(sentences) + "\n").encode("utf-8"))
    return path


def test_a_newcomer_reads_compares_walks_links_and_quits(crossread: Start) -> None:
    terminal = crossread()
    terminal.wait_for("AFP copy")
    terminal.wait_for("told by both")
    terminal.press("enter")
    terminal.wait_for("PRESS TV")
    terminal.wait_for("Vladimir Putin")
    terminal.wait_for("here  story")
    terminal.press("c")
    terminal.wait_for("Link 1 of")
    assert "Russia stirs anger" in terminal.text
    for number in (2, 3, 4):
        terminal.press("]")
        terminal.wait_for(f"Link {number} of")
    terminal.press("p")
    terminal.wait_for("p ribbons")
    terminal.press("q")
    terminal.wait_for("PRESS TV")
    terminal.press("q")
    terminal.wait_for("told by both")
    terminal.press("q")
    assert terminal.wait_for_end() == 0


def test_the_place_outlives_the_program(crossread: Start) -> None:
    for start, end in ((1, 3), (3, 3)):
        terminal = crossread()
        terminal.wait_for("told by both")
        terminal.press("c")
        terminal.wait_for(f"Link {start} of")
        for number in range(start + 1, end + 1):
            terminal.press("]")
            terminal.wait_for(f"Link {number} of")
        terminal.press("Q")
        assert terminal.wait_for_end() == 0


def test_the_window_may_change_at_any_time(crossread: Start) -> None:
    terminal = crossread()
    terminal.wait_for("told by both")
    terminal.press("c")
    terminal.wait_for("Link 1 of")
    for columns, rows in ((60, 20), (80, 24), (10, 4), (200, 60), (120, 36)):
        terminal.resize(columns, rows)
        terminal.settle()
    terminal.wait_for("Link 1 of")
    terminal.press("Q")
    assert terminal.wait_for_end() == 0


def kinds(raw: bytes) -> set[bytes]:
    """Return the kinds of escape sequences sent: colours, cursor moves, modes…, without their values."""
    found = set()
    for match in ESCAPES.findall(raw):
        if match.startswith(b"\x1b["):
            final, body = match[-1:], match[2:-1]
            if final == b"m":
                # Parameters other than colours count: blinking or hidden text would be an article's doing.
                plain = re.sub(rb"[34]8;(?:2;\d+;\d+;\d+|5;\d+)", b"c", body)
                found |= {b"m" + part for part in plain.split(b";")}
            elif final in b"hl":
                found.add(match)
            else:
                found.add(final)
        else:
            found.add(match[:2] + match.split(b";")[0][2:6])
    return found


def test_a_hostile_article_writes_nothing_but_text(crossread: Start, tmp_path: Path) -> None:
    folder = tmp_path / "collection"
    (folder / "evil outlet [b]").mkdir(parents=True)
    (folder / "good").mkdir()
    hostile_article("one [red].txt", folder / "evil outlet [b]")
    hostile_article("two.txt", folder / "good")
    clean_folder = tmp_path / "clean"
    for name in ("a", "b"):
        (clean_folder / name).mkdir(parents=True)
    for path, name in ((clean_folder / "a", "one.txt"), (clean_folder / "b", "two.txt")):
        text = (folder / "good" / "two.txt").read_text("utf-8").replace(HOSTILE, "loudly")
        (path / name).write_text(text, "utf-8")

    hostile, clean = tour(
        [crossread(folder), crossread(clean_folder)], "In this story", EVERYWHERE.split(" "), ["Q"]
    )

    sequences = [b"PWNED\x07", b"]0;PWNED", b"UFdORUQ=\x07", b"\x9b31m", b"\xc2\x9b", b"\x00", b"\x1bPq#0"]
    for bad in (*sequences, *(character.encode() for character in "\u202e\u200b\U000e0041")):
        assert bad not in hostile, bad
    assert kinds(hostile) <= kinds(clean) | {b"m", b"m1", b"m3", b"m4", b"m7", b"m0", b"mc", b"C"}
    assert b"Traceback" not in hostile
    shown = ESCAPES.sub(b"", hostile)
    assert b"[/b]" in shown and b"[TODO]" in shown and b"[red]not red[/red]" in shown


def test_without_colour_every_mark_is_still_there(crossread: Start, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    terminal = crossread()
    terminal.wait_for("told by both")
    terminal.press("c")
    terminal.wait_for("Link 1 of")
    terminal.press("]", "]")
    terminal.wait_for("Link 3 of")
    for red, green, blue in re.findall(rb"[34]8;2;(\d+);(\d+);(\d+)", terminal.raw):
        assert red == green == blue
    assert re.search(r" 3[⁺]?[=≈~] ", terminal.text) and "┃" in terminal.text
    terminal.press("}")
    terminal.wait_for("no match found in")
    assert re.search(r" [a-z]\+ ", terminal.text)
    terminal.press("Q")
    assert terminal.wait_for_end() == 0


def test_the_cursor_is_where_it_was_left(crossread: Start) -> None:
    terminal = crossread()
    terminal.wait_for("told by both")
    terminal.press("j", "enter")
    terminal.wait_for("AFP COPY")
    terminal.press("Q")
    assert terminal.wait_for_end() == 0
    terminal = crossread()
    terminal.wait_for("told by both")
    terminal.press("enter")
    terminal.wait_for("AFP COPY")
    terminal.press("ctrl+q")
    assert terminal.wait_for_end() == 0
