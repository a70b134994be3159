"""Widgets that draw; screens decide."""
