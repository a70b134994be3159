"""Why a source was not taken."""

from __future__ import annotations


class Refused(Exception):
    """A source cannot be read; the message is one line that says why, without the source's name."""
