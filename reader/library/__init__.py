"""The collection in memory and the reader's state on disk."""
