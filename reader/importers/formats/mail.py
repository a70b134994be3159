"""Mailboxes and single messages: newsletters, articles sent by mail, pages saved with their parts."""

from __future__ import annotations

import email.message
import email.policy
import re
from collections.abc import Iterator
from email.parser import BytesParser
from email.utils import parseaddr

from reader.article import Field, Provenance
from reader.importers.draft import Draft
from reader.importers.entry import Entry, draft_of
from reader.importers.errors import Refused
from reader.importers.items import Refusal
from reader.importers.limits import PARTS, RECORD
from reader.importers.record_fields import record_day, web_address
from reader.importers.source import Source
from reader.text.safe import safe_line

_SEPARATOR = re.compile(rb"From \S+ .{0,80}\d{4}")
_SHORTEST = 20


def drafts(source: Source) -> Iterator[Draft | Refusal]:
    """Yield the messages of a mailbox, one at a time; a single message is a mailbox of one."""
    for number, message in _messages(source):
        where = f"{source.name}: line {number}"
        if message is None:
            yield Refusal(where, f"a message larger than {RECORD // 1_000_000} MB")
            continue
        try:
            yield _draft(message, source, f"line {number}")
        except Refused as error:
            yield Refusal(where, str(error))
        except (LookupError, ValueError, AttributeError, TypeError, IndexError, RecursionError) as error:
            # The standard parser of headers fails in many ways on those that nobody should write.
            yield Refusal(where, f"a message that cannot be parsed: {safe_line(str(error))[:80]}")


def _messages(source: Source) -> Iterator[tuple[int, bytes | None]]:
    """Yield each message with the line that it begins on; None for one that is too large."""
    waiting: list[bytes] = []
    size, first, blank = 0, 1, True
    for number, line in source.lines():
        if line is not None and blank and _SEPARATOR.match(line):
            if size:
                yield first, b"".join(waiting) if size <= RECORD else None
            waiting, size, first = [], 0, number
            continue
        size += RECORD + 1 if line is None else len(line)
        if size <= RECORD and line is not None:
            waiting.append(line[1:] if line.startswith(b">From ") else line)
        blank = line is not None and not line.strip()
    if size:
        yield first, b"".join(waiting) if size <= RECORD else None


def _draft(data: bytes, source: Source, place: str) -> Draft:
    # Parts within parts take the standard parser a time that grows with their square.
    lowered = data.lower()
    if lowered.count(b"multipart/") + lowered.count(b"message/") > PARTS:
        raise Refused(f"a message of more than {PARTS} parts")
    message = BytesParser(policy=email.policy.default).parsebytes(data)
    body, markup = _body(message)
    name, address = parseaddr(_header(message, "From"))
    fields: dict[str, Field] = {}
    day = record_day(_header(message, "Date"))
    url = web_address(_header(message, "Snapshot-Content-Location")) or web_address(
        _header(message, "Content-Location")
    )
    sender = safe_line(name or address)
    for field, value in (("published", day), ("url", url), ("byline", sender)):
        if value:
            fields[field] = Field(value, Provenance.FEED)
    if sender:
        fields["outlet"] = Field(sender, Provenance.INFERRED, "the sender's name", 0.4)
    extra = [(key, safe_line(_header(message, key))) for key in ("To", "List-Id", "Message-ID", "Date")]
    return draft_of(
        Entry(
            key=safe_line(_header(message, "Message-ID"))[:500],
            title=_header(message, "Subject"),
            body=body,
            markup=markup,
            fields=fields,
            extra=tuple((key, value) for key, value in extra if value),
        ),
        source,
        place,
    )


def _header(message: email.message.Message, name: str) -> str:
    """Return a header's words, or "" when it is missing or cannot be parsed."""
    try:
        return str(message[name] or "")
    except (LookupError, ValueError, AttributeError, TypeError, IndexError):
        return ""


def _body(message: email.message.Message) -> tuple[str, bool]:
    """Return a message's text and whether it is HTML: the plain one unless that is a stub."""
    found: dict[str, str] = {}
    for number, part in enumerate(message.walk()):
        if number >= PARTS:
            break
        kind = part.get_content_type()
        if kind in ("text/plain", "text/html") and kind not in found and not part.get_filename():
            found[kind] = _text(part)
    plain, page = found.get("text/plain", ""), found.get("text/html", "")
    if len(plain.split()) >= _SHORTEST or not page:
        return plain, False
    return page, True


def _text(part: email.message.Message) -> str:
    from reader.importers.decode import decode

    data = part.get_payload(decode=True)
    if not isinstance(data, bytes):
        return ""
    charset = part.get_content_charset()
    if charset:
        try:
            return data.decode(charset)
        except (LookupError, UnicodeDecodeError):
            pass
    return decode(data)[0]
