"""Judgements as a file, one act in force a line of JSON: for a second reader, a back-up, statistics.

A line holds `kind`, `at`, `coder`, `text` and `anchors` (each with `article`, `source`, `span`, `quote`,
`before`, `after`). Reading a file adds what is not there yet; nothing that stands is changed.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from reader.library.anchors import Anchor
from reader.library.journal import Act, Journal
from reader.library.records import parse_record

KINDS = (
    "link.confirm",
    "link.reject",
    "link.add",
    "link.clear",
    "note",
    "code.add",
    "code.remove",
    "evidence.add",
    "evidence.remove",
    "speaker",
    "subject",
)
"""Kinds of acts that are judgements of passages; what changes names or the library is not exchanged so."""


def judgement_lines(journal: Journal) -> Iterator[str]:
    """Yield the judgements in force as JSON lines without line breaks, oldest first."""
    for act in journal.acts():
        if act.kind in KINDS:
            # All in ASCII: foreign text may hold what a terminal obeys, or what no file can be written with.
            yield json.dumps(_record(act), sort_keys=True)


def read_judgements(lines: Iterable[str], name: str) -> Iterator[dict[str, Any]]:
    """Yield the judgements of a file's lines, checked.

    Args:
        lines: JSON lines; blank ones are passed over.
        name: The file's name, for messages.

    Raises:
        ValueError: A line is no judgement; the message names file, line and what is wrong.
    """
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            record = parse_record(line)
            if record.get("kind") not in KINDS:
                raise ValueError(f"no such kind of judgement: {record.get('kind')!r:.40}")
            for key in ("at", "coder", "text"):
                if not isinstance(record.get(key, ""), str):
                    raise ValueError(f"{key!r} must be text")
            anchors = record.get("anchors")
            if not isinstance(anchors, list) or not 1 <= len(anchors) <= 2:
                raise ValueError("'anchors' must be a list of one or two")
            for anchor in anchors:
                if not isinstance(anchor, dict):
                    raise ValueError("an anchor must be an object")
                Anchor.from_record(anchor)
        except ValueError as error:
            raise ValueError(f"{name}: line {number}: {error}") from None
        yield record


def take_in(journal: Journal, records: Iterable[Mapping[str, Any]]) -> int:
    """Add judgements to the journal that it does not hold yet; return how many were added."""
    held = {_same(_record(act)) for act in journal.acts() if act.kind in KINDS}
    added = 0
    for record in records:
        if _same(record) in held:
            continue
        held.add(_same(record))
        anchors = [Anchor.from_record(item) for item in record["anchors"]]
        body = {"text": record.get("text", ""), "anchors": [anchor.record() for anchor in anchors]}
        if isinstance(record.get("cited"), list):
            body["cited"] = record["cited"]
        journal.add(
            record["kind"],
            [anchor.article for anchor in anchors],
            body,
            "judgement taken in",
            coder=record.get("coder", ""),
            at=record.get("at", ""),
        )
        added += 1
    return added


def codings(records: Iterable[Mapping[str, Any]]) -> dict[str, str]:
    """Return a coder's codes by unit, as `agreement` takes them.

    A unit is a passage or a pair of passages, told by file name and words, so that two coders' folders may
    stand at different places. Several codes on one unit are joined by "+".
    """
    codes: dict[str, set[str]] = {}
    for record in records:
        unit = _unit(record)
        if record["kind"] == "code.add":
            codes.setdefault(unit, set()).add(record.get("text", ""))
        elif record["kind"] == "code.remove":
            codes.get(unit, set()).discard(record.get("text", ""))
    return {unit: "+".join(sorted(found)) for unit, found in codes.items() if found}


def _record(act: Act) -> dict[str, Any]:
    record = {
        "kind": act.kind,
        "at": act.at,
        "coder": act.coder,
        "text": str(act.body.get("text", "")),
        "anchors": list(act.body.get("anchors", ())),
    }
    return {**record, "cited": act.body["cited"]} if "cited" in act.body else record


def _same(record: Mapping[str, Any]) -> str:
    return json.dumps(
        [record["kind"], record.get("coder", ""), record.get("at", ""), record.get("text", ""), _unit(record)]
    )


def _unit(record: Mapping[str, Any]) -> str:
    return "\n".join(
        sorted(
            f"{str(anchor.get('source', '')).replace(chr(92), '/').rsplit('/', 1)[-1]}: {anchor['quote']}"
            for anchor in record["anchors"]
        )
    )
