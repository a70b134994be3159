"""Write `reader/layout/width_table.py` from the widths of the installed Rich, which is what Textual draws by.

python tools/layout/build_widths.py
"""

from __future__ import annotations

from pathlib import Path

from rich._unicode_data import load

TARGET = Path(__file__).resolve().parents[2] / "reader" / "layout" / "width_table.py"


def ranges(width: int) -> str:
    """Return the code points of a width as `first-last` in hexadecimal, joined by spaces."""
    found = [(first, last) for first, last, cells in load("auto").widths if cells == width]
    return " ".join(f"{first:x}" if first == last else f"{first:x}-{last:x}" for first, last in found)


def wrapped(text: str) -> str:
    """Return a string as lines of a parenthesised literal."""
    lines: list[str] = []
    line = ""
    for word in text.split():
        if len(line) + len(word) > 96:
            lines.append(line)
            line = ""
        line += word + " "
    lines.append(line.rstrip())
    return "(\n" + "".join(f'    "{line}"\n' for line in lines) + ")"


def main() -> None:
    """Write the table."""
    table = load("auto")
    emoji = " ".join(f"{ord(character):x}" for character in sorted(table.narrow_to_wide))
    TARGET.write_text(
        f'"""Code points by terminal width, Unicode {table.unicode_version}.\n\n'
        "Made by tools/layout/build_widths.py from Rich's table (MIT licence); not to be edited by hand.\n"
        '"""\n\n'
        f"ZERO = {wrapped(ranges(0))}\n"
        '"""Ranges of code points that take no cell."""\n\n'
        f"WIDE = {wrapped(ranges(2))}\n"
        '"""Ranges of code points that take two cells."""\n\n'
        f"EMOJI = {wrapped(emoji)}\n"
        '"""Code points of one cell that a following variation selector 16 makes two cells wide."""\n',
        encoding="utf-8",
    )


if __name__ == "__main__":
    main()
