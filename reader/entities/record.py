"""Names as records for `crossread pipe entities`."""

from __future__ import annotations

from reader.entities.names import find_names
from reader.text.language import detect_language


def entity_record(text: str) -> list[dict[str, int | str]]:
    """Return the names, dates and numbers of a text, in order.

    Each record holds `start` and `end` (characters of `text`, end exclusive), `type` (person, place,
    organisation, nationality, date, number, event or work) and `referent` (a number: the same for all
    mentions of one person, place or organisation).
    """
    names = find_names(text, language=detect_language(text) or "en")
    return [
        {
            "start": mention.span.start,
            "end": mention.span.end,
            "type": str(mention.type),
            "referent": mention.referent,
        }
        for mention in names.mentions
    ]
