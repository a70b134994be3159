"""Draw the screens that README and docs show, as SVG.

    python tools/screens/screens.py FOLDER

Any browser turns them into PNG (for example chromium --headless --screenshot --window-size=W,H file.svg).
"""

from __future__ import annotations

import asyncio
import re
import sys
from contextlib import suppress
from pathlib import Path

from textual.worker import WorkerCancelled

from reader.library.door import Library
from reader.library.resources import samples_dir
from reader.ui.app import CrossreadApp
from reader.ui.keymap import DEFAULT_KEYMAP
from reader.ui.session import Session

FERRY = "invented/ferry-lady-orsina"
SCREENS = {
    "library": ("", ()),
    "reading": ("", ("enter",)),
    "compare-level": ("", ("c", "]", "]", "]")),
    "compare-ribbons": ("", ("c", "p", "]", "]")),
    "lens-quotes": (FERRY, ("c", "3")),
    "lens-order": ("", ("c", "7")),
    "matrix": (FERRY, ("M",)),
}
"""Each screen's folder in the sample collection, and the keys that lead to it."""


async def draw(folder: str, keys: tuple[str, ...]) -> str:
    """Return the screen of a folder after these keys as SVG, without fonts from elsewhere."""
    paths = [samples_dir() / folder]
    session = Session(paths, Library.of_paths(paths), DEFAULT_KEYMAP)
    app = CrossreadApp(session)
    async with app.run_test(size=(120, 36)) as pilot:
        for key in ("", *keys):
            if key:
                await pilot.press(key)
            for _ in range(20):
                await pilot.pause(0.05)
                with suppress(WorkerCancelled):  # What a key made needless.
                    await app.workers.wait_for_complete()
        app.clear_notifications()
        await pilot.pause(0.2)
        svg = app.export_screenshot(title="Crossread")
    svg = re.sub(r"@font-face\s*{.*?}", "", svg, flags=re.DOTALL)
    return svg.replace("Fira Code", "JetBrains Mono, DejaVu Sans Mono")


def main() -> None:
    """Write one file a screen."""
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    for name, (opened, keys) in SCREENS.items():
        (folder / f"{name}.svg").write_text(asyncio.run(draw(opened, keys)), encoding="utf-8")


if __name__ == "__main__":
    main()
