"""JSON, JSON lines and JSON Feed: one record an article."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from reader.importers.aliases import entry_of
from reader.importers.decode import decode
from reader.importers.draft import Draft
from reader.importers.entry import draft_of
from reader.importers.errors import Refused
from reader.importers.items import Refusal
from reader.importers.limits import RECORD
from reader.importers.source import Source

_MEGABYTE = 1_000_000
# Under which key programs write their list of articles.
_LISTS = ("articles", "posts", "items", "entries", "documents", "docs", "results", "hits", "data", "records")
_JSON_FEED = "https://jsonfeed.org/version/"


def drafts(source: Source) -> Iterator[Draft | Refusal]:
    """Yield the articles of a JSON document: one record, a list of them, or a JSON Feed."""
    text, _ = decode(source.read_all())
    try:
        value = _parse(text)
    except ValueError as error:
        if "Extra data" not in str(error):
            raise Refused(f"not JSON: {_said(error)}") from error
        yield from _lines(source, enumerate(text.split("\n"), 1))
        return
    feed = _feed_fields(value)
    for number, record in enumerate(_records(value), 1):
        yield from _draft(source, record, f"record {number}", feed)


def line_drafts(source: Source) -> Iterator[Draft | Refusal]:
    """Yield the articles of JSON lines, one line at a time."""
    if source.head.startswith((b"\xff\xfe", b"\xfe\xff")):
        # Lines of UTF-16 cannot be cut before they are decoded.
        text, _ = decode(source.read_all())
        yield from _lines(source, enumerate(text.split("\n"), 1))
        return
    yield from _lines(source, ((number, _decoded(line)) for number, line in source.lines()))


def _lines(source: Source, lines: Iterable[tuple[int, str | None]]) -> Iterator[Draft | Refusal]:
    for number, line in lines:
        place = f"line {number}"
        if line is None:
            yield Refusal(f"{source.name}: {place}", f"longer than {RECORD // _MEGABYTE} MB")
        elif line.strip():
            try:
                record = _parse(line.rstrip())
            except ValueError as error:
                yield Refusal(f"{source.name}: {place}", f"not JSON: {_said(error)}")
                continue
            yield from _draft(source, record, place)


def _draft(
    source: Source, record: Any, place: str, feed: Mapping[str, Any] | None = None
) -> Iterator[Draft | Refusal]:
    where = f"{source.name}: {place}"
    if not isinstance(record, dict):
        yield Refusal(where, "not an object with fields")
        return
    inner = record.get("_source")
    if isinstance(inner, dict):
        # As search engines export: the record is wrapped in what the engine says of it.
        record = {**inner, **{key: value for key, value in record.items() if key != "_source"}}
    try:
        yield draft_of(entry_of({**(feed or {}), **record}), source, place)
    except Refused as error:
        yield Refusal(where, str(error))
    except RecursionError:
        yield Refusal(where, "nested too deeply")


def _records(value: Any) -> list[Any]:
    """Return the records of a document: it may be their list, hold it, or be the only one."""
    if isinstance(value, list):
        return value
    if not isinstance(value, dict):
        raise Refused("JSON, but no object with fields")
    for holder in (value, value.get("response"), value.get("hits")):
        if isinstance(holder, dict):
            for key in _LISTS:
                found = holder.get(key)
                if isinstance(found, list) and (not found or isinstance(found[0], dict)):
                    return found
    return [value]


def _feed_fields(value: Any) -> dict[str, Any]:
    """Return what a JSON Feed says of all its items: who publishes, in which language."""
    if not isinstance(value, dict) or not str(value.get("version", "")).startswith(_JSON_FEED):
        return {}
    return {"outlet": value.get("title"), "lang": value.get("language")}


def _parse(text: str) -> Any:
    """Parse JSON; numbers with a fraction stay as they are written.

    Raises:
        ValueError: For what is no JSON, or nested too deeply.
    """
    try:
        return json.loads(text.removeprefix("\ufeff"), parse_float=str, parse_constant=str)
    except RecursionError as error:
        raise ValueError("nested too deeply") from error


def _decoded(line: bytes | None) -> str | None:
    if line is None:
        return None
    try:
        return line.decode()
    except UnicodeDecodeError:
        return line.decode("cp1252", "replace")


def _said(error: ValueError) -> str:
    if isinstance(error, json.JSONDecodeError):
        line = f"line {error.lineno}, " if error.lineno > 1 else ""
        return f"{error.msg.lower()} ({line}column {error.colno})"
    return str(error).partition(";")[0]
