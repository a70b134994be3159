"""A comparison as Markdown, JSON or plain text."""
