"""The system's own clipboard tool. Over SSH the terminal's is the right one, so none is used there."""

from __future__ import annotations

import os
import shutil
import subprocess

_TOOLS: tuple[tuple[str, tuple[str, ...], str], ...] = (
    ("pbcopy", (), ""),
    ("wl-copy", (), "WAYLAND_DISPLAY"),
    ("xclip", ("-selection", "clipboard"), "DISPLAY"),
    ("xsel", ("--clipboard", "--input"), "DISPLAY"),
    ("clip.exe", (), ""),
)


def copy_natively(text: str) -> bool:
    """Copy with the system's tool; return whether one did it."""
    if os.environ.get("SSH_CONNECTION") or os.environ.get("SSH_TTY"):
        return False
    for name, options, needs in _TOOLS:
        path = shutil.which(name)
        if path is None or (needs and not os.environ.get(needs)):
            continue
        try:
            done = subprocess.run(
                [path, *options],
                input=text.encode(),
                timeout=2,
                check=False,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
        except (OSError, subprocess.TimeoutExpired):
            continue
        if done.returncode == 0:
            return True
    return False
