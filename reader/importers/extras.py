"""Libraries that only some sources need and that are not installed with the program."""

from __future__ import annotations

import importlib
from types import ModuleType

from reader.importers.errors import Refused


def extra(module: str, name: str, purpose: str) -> ModuleType:
    """Import a module of an extra.

    Args:
        module: The module.
        name: The extra that brings it.
        purpose: What it is needed for, as in "to read a PDF".

    Raises:
        Refused: When it is not installed, saying how to get it.
    """
    try:
        return importlib.import_module(module)
    except ImportError as error:
        raise Refused(f"{purpose}, run: pip install 'crossread[{name}]'") from error
