"""Every screen and lens on articles that are hostile in every field: only text reaches the terminal."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from terminal import Terminal, tour
from test_terminal_app import ESCAPES, HOSTILE, kinds

Start = Callable[..., Terminal]

BAD = (
    *(b"PWNED\x07", b"]0;PWNED", b"UFdORUQ=\x07", b"\x9b31m", b"\xc2\x9b", b"\x00", b"\x1bPq#0", b"\x1b[5m"),
    *(character.encode() for character in "\u202e\u200b\U000e0041"),
)
# A colour, a weight or a cursor move that the clean tour happened not to need is none of the article's doing.
ORDINARY = {b"m", b"m0", b"m1", b"m2", b"m3", b"m4", b"m7", b"mc", b"C", b"H", b"K", b"J"}
TOURS = {
    "library": "i escape / ferry enter n N escape B B S S j l x X ? escape ctrl+p w h y escape ctrl+t ctrl+t",
    "matrix": "M W W F S i j l x s escape enter",
    "reading": "j j enter e 1 2 3 4 5 6 0 r r } l enter escape h y / ferry enter escape",
    "review": "V j j J o escape J o escape K j e escape B B q I escape",
    "names": "enter E j l x r x enter - t escape",
    "compare": "c ] ] } ' escape W w p p p d d d L L x f a x enter ctrl+e escape "
    "t escape r escape + u - u y Y > <",
    "lenses": "c 2 j 3 j 4 j 5 j 6 j 7 j 8 j 9 j 1 B s escape / ferry enter escape M",
}


def collection(folder: Path, said: str) -> Path:
    """Write three outlets' articles on one story, with `said` in every field of each record."""
    records = [
        {
            "id": f"{number} {said}",
            "title": f"Ferry runs aground {said} off Port Alma",
            "text": f"The ferry {said} ran aground off Port Alma on Tuesday with {number + 12} people.\n"
            f'Captain Ada Renn {said} said: "We hit {said} a rock."\n'
            f"The ferry company {said} paid {number + 2} million euros {said} for the repair.\n"
            f"Outlet {number} alone {said} reports that the choir sang.",
            "source": f"Outlet {number} {said}",
            "author": f"Ada {said} Renn",
            "published": "2019-03-12",
            "section": f"Local {said}",
            "url": f"https://outlet{number}.example/{said}",
            "agency": f"AFP {said}",
            f"extra {said}": said,
        }
        for number in range(3)
    ]
    folder.mkdir()
    (folder / "news [red].jsonl").write_text("\n".join(map(json.dumps, records)), "utf-8")
    (folder / "broken [b] \x1b[5m.json").write_bytes(b'{"\x1b]0;PWNED\x07')
    (folder / "one.txt").write_text(f"{said}\n\nThe ferry {said} ran aground.\n\n© 2019 {said}\n", "utf-8")
    return folder


@pytest.mark.parametrize("screen", TOURS)
def test_no_field_of_an_article_speaks_to_the_terminal(crossread: Start, tmp_path: Path, screen: str) -> None:
    both = [
        crossread(collection(tmp_path / name, said), columns=140)
        for name, said in (("hostile [b]", HOSTILE), ("clean", "loudly"))
    ]
    hostile, clean = tour(both, "In this story", TOURS[screen].split(" "), ("escape", "escape", "ctrl+q"))
    for bad in BAD:
        assert bad not in hostile, bad
    assert kinds(hostile) <= kinds(clean) | ORDINARY
    assert b"Traceback" not in hostile + clean
    assert b"[red]not red[/red]" in ESCAPES.sub(b"", hostile)
