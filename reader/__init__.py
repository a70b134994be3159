"""Crossread: read one story in every outlet's words, side by side, in the terminal."""

# A literal, because asking importlib.metadata for it costs five times an empty start.
__version__ = "0.1.0"
