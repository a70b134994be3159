"""Drawing with ASCII alone, for terminals and fonts that lack more; article texts are never changed."""

from __future__ import annotations

_ASCII = str.maketrans(
    {
        "│": "|",
        "┃": "#",
        "▌": "#",
        "╎": ":",
        "─": "-",
        "━": "#",
        "═": "=",
        "∎": "*",
        "●": "*",
        "◆": "+",
        "■": "#",
        "○": "o",
        "▲": "^",
        "◂": "<",
        "▸": ">",
        "‹": "<",
        "›": ">",
        "⁺": "&",
        "≈": "%",
        "⏎": "enter",
        "→": ">",
        "←": "<",
        "↑": "^",
        "↓": "v",
        "✓": "+",
        "★": "*",
        "¶": "p",
        "°": "?",
        "▂": "2",
        "█": "#",
    }
)
"""Our marks. Each keeps its width but the enter key's, which stands in running lines only."""


def ascii_marks(text: str) -> str:
    """Return our own marks in ASCII."""
    return text.translate(_ASCII)
