"""Saving what is shown into a file: nothing is replaced unasked, no article is ever written over."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from pathlib import Path

from reader.ui.asking import AskingScreen


class SavingScreen(AskingScreen):
    """A screen that can write a file under a name that it asks for."""

    def save(self, name: str, write: Callable[[], str], sources: Sequence[str]) -> None:
        """Ask for a file's name and write there.

        Args:
            name: The name that is proposed.
            write: Makes the file's text.
            sources: Where the articles came from; these are never written to.
        """
        self.ask("name of the file", name, lambda answer: self._save(answer, write, sources))

    def _save(self, name: str, write: Callable[[], str], sources: Sequence[str]) -> None:
        from reader.export.writing import is_source
        from reader.ui.screens.choice import ChoiceScreen

        if not name.strip():
            self.say("Nothing was saved.")
            return
        path = Path(name.strip()).expanduser()
        if is_source(path, *sources):
            self.say(f"{path} is one of the articles, and those are never written to.", warn=True)
            return
        if not os.path.exists(path):
            self._write(path, write)
            return

        def take(choice: int | None) -> None:
            if choice == 1:
                self._write(path, write)
            elif choice == 0:
                self.save(name, write, sources)

        title = f"{path} is there already"
        self.app.push_screen(ChoiceScreen(title, ["Choose another name", "Replace it"]), take)

    def _write(self, path: Path, write: Callable[[], str]) -> None:
        from reader.library.atomic import write_atomically

        try:
            if not path.absolute().parent.is_dir():
                raise FileNotFoundError(2, "no such folder", str(path.parent))
            write_atomically(path, write(), private=False)
        except OSError as error:
            self.say(f"{path}: {error.strerror or type(error).__name__}", warn=True)
        else:
            self.say(f"Saved: {path}")
