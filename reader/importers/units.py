"""A safe text cut into lines, and lines joined into units where hard wrapping had cut a paragraph."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from reader.article import Span
from reader.importers.shapes import Shape, shape_of

# No rule needs to see more of a line than this, and no rule's time may depend on a longer one.
_SEEN = 4000


@dataclass(frozen=True)
class Unit:
    """What the rules judge as one: a line, or the lines of a hard-wrapped paragraph.

    Attributes:
        lines: Spans of its non-blank lines in the text, without surrounding white space.
        text: Its words as one line, white space squeezed; the first 4,000 characters at most.
    """

    lines: tuple[Span, ...]
    text: str

    @property
    def span(self) -> Span:
        """From the first character of its first line to the last of its last."""
        return Span(self.lines[0].start, self.lines[-1].end)

    @cached_property
    def shape(self) -> Shape:
        """What its outline tells."""
        return shape_of(self.text)


def cut_units(text: str) -> list[Unit]:
    """Return the units of a text in order; every non-blank line stands in exactly one."""
    blocks = line_blocks(text)
    units: list[Unit] = []
    wrapped = _is_hard_wrapped(blocks)
    for block in blocks:
        if wrapped and len(block) > 1 and all(line.length > 30 for line in block[:-1]):
            units.append(join(text, tuple(block)))
        else:
            units.extend(join(text, (line,)) for line in block)
    return units


def join(text: str, lines: tuple[Span, ...]) -> Unit:
    """Return the given lines of `text` as one unit."""
    start, end = lines[0].start, lines[-1].end
    return Unit(lines, " ".join(text[start : min(end, start + _SEEN)].split()))


def line_blocks(text: str) -> list[list[Span]]:
    """Return the runs of non-blank lines, each line as a span without surrounding white space."""
    blocks: list[list[Span]] = []
    current: list[Span] = []
    start = 0
    for line in text.split("\n"):
        stripped = line.strip()
        if stripped:
            first = start + len(line) - len(line.lstrip())
            current.append(Span(first, first + len(stripped)))
        elif current:
            blocks.append(current)
            current = []
        start += len(line) + 1
    if current:
        blocks.append(current)
    return blocks


def _is_hard_wrapped(blocks: list[list[Span]]) -> bool:
    """Tell whether paragraphs of this text are cut into lines of about one length."""
    inner = sorted(line.length for block in blocks for line in block[:-1])
    if len(inner) < 4 or sum(len(block) > 1 for block in blocks) < 2:
        return False
    widest = inner[-1]
    # All lines but a paragraph's last come close to the margin, and the margin is a terminal's or a
    # mail's, not a screen's.
    return 45 <= widest <= 110 and inner[len(inner) // 10] >= widest * 0.7
