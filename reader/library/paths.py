"""The one place that names the program's own files. Naming a file neither makes nor reads it."""

from __future__ import annotations

import os
from dataclasses import dataclass, fields
from pathlib import Path

from platformdirs import PlatformDirs

APP = "crossread"


@dataclass(frozen=True, slots=True)
class UserPaths:
    """Where the reader's own files are; any of them may be missing.

    Attributes:
        config: Settings; see `reader.library.config`.
        keys: Remapped keys.
        themes: Folder of the reader's themes, `NAME.toml` each.
        codebook: Codes for passages and links.
        words: Folder of the reader's word lists, `NAME.toml` each; see `reader.comparison.word_lists`.
        library: The store of articles and of the reader's judgements.
        state: The last place and theme; see `reader.library.state`.
        cache: Folder of what can be computed again; deleting it loses nothing.
    """

    config: Path
    keys: Path
    themes: Path
    codebook: Path
    words: Path
    library: Path
    state: Path
    cache: Path

    def items(self) -> list[tuple[str, Path]]:
        """Return each name with its path, in the order of the attributes."""
        return [(field.name, getattr(self, field.name)) for field in fields(self)]


def may_be_there(path: Path) -> bool:
    """Tell whether there is such a file; also when it cannot be told, so that who opens it says why.

    `Path.exists` raises an error where a folder may not be entered.
    """
    try:
        os.stat(path)
    except (FileNotFoundError, NotADirectoryError, ValueError):
        return False
    except OSError:
        return True
    return True


def user_paths() -> UserPaths:
    """Return the paths that this system's habits and the environment (for example XDG_*) prescribe."""
    dirs = PlatformDirs(APP, appauthor=False)
    config = Path(dirs.user_config_dir)
    return UserPaths(
        config=config / "config.toml",
        keys=config / "keys.toml",
        themes=config / "themes",
        codebook=config / "codebook.toml",
        words=config / "words",
        library=Path(dirs.user_data_dir) / "library.db",
        state=Path(dirs.user_state_dir) / "state.json",
        cache=Path(dirs.user_cache_dir),
    )
