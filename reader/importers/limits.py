"""Every limit that foreign input meets, in one place.

They are far above what news needs and far below what would hurt: a refusal is one line, while a machine
that runs out of memory takes the reader's evening with it.
"""

from __future__ import annotations

_MEGABYTE = 1_000_000

LARGE = 5 * _MEGABYTE
"""Bytes of one text from which the reader is told that it is large."""

WHOLE = 50 * _MEGABYTE
"""Most bytes of a source that has to be read whole: a text, a page, a feed, a JSON document."""

RECORD = 10 * _MEGABYTE
"""Most bytes of one line of JSON lines, one row of a table, one message, one record of an archive."""

LINES = 100_000
"""Most lines of one text: each is an object, and no article comes near."""

PAGE = 10 * _MEGABYTE
"""Most bytes of a web page."""

TAGS = 300_000
"""Most tags of a page, or of all of a feed: each becomes an object, and no article comes near."""

ATTRIBUTES = 20_000
"""Most words of one tag: the parser compares each attribute of a tag with all others."""

PARTS = 200
"""Most parts of one message."""

EXTRACTED = 2 * _MEGABYTE
"""Most characters of a page given to the article extractor; longer ones are judged line by line."""

EXPANSION = 100
"""How many times its packed size something may grow when it is unpacked."""

EXPANSION_FLOOR = 10 * _MEGABYTE
"""Bytes below which nobody counts how many times it grew: short texts of one letter pack very well."""

UNPACKED = 1_000 * _MEGABYTE
"""Most bytes of all members of one archive together."""

MEMBERS = 20_000
"""Most members of an archive."""

NESTING = 3
"""How deep an archive in an archive is looked into."""

BOOK_UNPACKED = 64 * _MEGABYTE
"""Most bytes of all documents of one book together."""

BOOK_MEMBERS = 2_000
"""Most members of a book."""

PAGES = 1_000
"""Most pages of a PDF that are read."""

OUTLINES = 10_000
"""Most feeds of one OPML file."""

FIELDS = 200
"""Most fields of a record that are kept beside those the program knows."""

FIELD = 10_000
"""Most characters of such a field."""

DEPTH = 4
"""How deep a record's objects within objects are looked into."""
