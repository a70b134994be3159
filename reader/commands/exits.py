"""Exit codes, and the error that carries one; apart from `console`, since opening needs no parser."""

from __future__ import annotations

DONE, REFUSED, USAGE = 0, 1, 2
"""Exit codes: all done; something was refused, each thing named on standard error; not understood."""


class CommandError(Exception):
    """A command cannot go on. The message is one line in the reader's terms.

    Attributes:
        code: The exit code.
    """

    def __init__(self, message: str, code: int = REFUSED) -> None:
        super().__init__(message)
        self.code = code
