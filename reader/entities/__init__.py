"""Recognise names and resolve them to one referent."""
