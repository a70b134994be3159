"""A list of feeds as plain lines, as newsboat and others keep it: an address a line, and what is no feed."""

from __future__ import annotations

from collections.abc import Iterator

from reader.importers.decode import decode
from reader.importers.errors import Refused
from reader.importers.items import Refusal, Subscription
from reader.importers.limits import OUTLINES
from reader.importers.record_fields import web_address
from reader.importers.source import Source
from reader.text.safe import safe_line


def drafts(source: Source) -> Iterator[Subscription | Refusal]:
    """Yield the feeds of a list, each once, and what in it is no feed.

    Raises:
        Refused: When it names too many.
    """
    found: set[str] = set()
    text, _ = decode(source.read_all())
    for number, line in enumerate(text.splitlines(), 1):
        # After the address stand its tags, and a name in quotes that begins with a tilde.
        address = line.split()[0].strip('"') if line.strip() and not line.lstrip().startswith("#") else ""
        url = web_address(address)
        if address and not url:
            said = f"{safe_line(address)[:80]}: not an address of the web: not taken"
            yield Refusal(f"{source.name}, line {number}", said)
        elif url and url not in found:
            if len(found) >= OUTLINES:
                raise Refused(f"names more than {OUTLINES} feeds")
            found.add(url)
            yield Subscription(url)
