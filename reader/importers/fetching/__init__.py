"""Feeds over HTTP: asked for politely, answered within limits, free of any database."""
