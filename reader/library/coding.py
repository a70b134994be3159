"""Judgements as a file, one act in force a line of JSON: for a second reader, a back-up, statistics.

A line holds `kind`, `at`, `coder`, `text` and `anchors` (each with `article`, `source`, `span`, `quote`,
`before`, `after`, `occurrence`). Reading a file adds what is not there yet; nothing that stands is changed.
What another hand wrote is made safe to show on the way in and out; quoted words alone stay as they are, since
the passage is found by them, and are made safe where they are printed.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import asdict
from typing import Any

from reader.library.anchors import Anchor
from reader.library.cited import Cited
from reader.library.journal import Act, Draft, Journal
from reader.library.records import parse_record
from reader.text.safe import safe_line, safe_text

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
    for record in _held(journal):
        # All in ASCII: foreign text may hold what a terminal obeys, or what no file can be written with.
        yield json.dumps(record, sort_keys=True)


def read_judgements(lines: Iterable[str], name: str) -> Iterator[dict[str, Any]]:
    """Yield the judgements of a file's lines, checked and made safe to show.

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
            _check_anchors(record.get("anchors"))
        except ValueError as error:
            raise ValueError(f"{name}: line {number}: {error}") from None
        yield _clean(record)


def take_in(journal: Journal, records: Iterable[Mapping[str, Any]]) -> int:
    """Add judgements to the journal that it does not hold yet; return how many were added."""
    held = set(map(_same, _held(journal)))
    drafts: list[Draft] = []
    for record in records:
        same = _same(record)
        if same in held:
            continue
        held.add(same)
        anchors = [Anchor.from_record(item) for item in record["anchors"]]
        body = {"text": record.get("text", ""), "anchors": [anchor.record() for anchor in anchors]}
        if isinstance(record.get("cited"), list):
            body["cited"] = record["cited"]
        articles = [anchor.article for anchor in anchors]
        drafts.append(Draft(record["kind"], articles, body, record.get("coder", ""), record.get("at", "")))
    said = "judgement taken in" if len(drafts) == 1 else f"{len(drafts)} judgements taken in"
    return len(journal.add_many(drafts, said))


def codings(records: Iterable[Mapping[str, Any]], shared_names: Collection[str] = ()) -> dict[str, str]:
    """Return a coder's codes by unit, as `agreement` takes them.

    A unit is a passage or a pair of passages, told by file name, words, and which occurrence of the words
    it is, so that two coders' folders may stand at different places. Several codes on one unit are
    joined by "+".

    Args:
        records: The coder's judgements.
        shared_names: File names that several sources have; these are told by their folder's name as well.
    """
    codes: dict[str, set[str]] = {}
    for record in records:
        unit = _unit(record, shared_names)
        if record["kind"] == "code.add":
            codes.setdefault(unit, set()).add(record.get("text", ""))
        elif record["kind"] == "code.remove":
            codes.get(unit, set()).discard(record.get("text", ""))
    return {unit: "+".join(sorted(found)) for unit, found in codes.items() if found}


def names_shared(records: Iterable[Mapping[str, Any]]) -> frozenset[str]:
    """Return the file names that more than one source of a coder's judgements has, such as index.html."""
    sources = {_path(anchor) for record in records for anchor in record["anchors"]}
    times = Counter(path[-1] for path in sources)
    return frozenset(name for name, count in times.items() if count > 1)


def _held(journal: Journal) -> Iterator[dict[str, Any]]:
    """Yield the judgements in force; acts that another hand has written otherwise are passed over."""
    for act in journal.acts():
        if act.kind in KINDS:
            try:
                _check_anchors(act.body.get("anchors"))
            except ValueError:
                continue
            yield _record(act)


def _check_anchors(anchors: object) -> None:
    """Raise ValueError unless these are a judgement's anchors."""
    if not isinstance(anchors, list) or not 1 <= len(anchors) <= 2:
        raise ValueError("'anchors' must be a list of one or two")
    for anchor in anchors:
        if not isinstance(anchor, dict):
            raise ValueError("an anchor must be an object")
        Anchor.from_record(anchor)


def _record(act: Act) -> dict[str, Any]:
    record = {
        "kind": act.kind,
        "at": act.at,
        "coder": act.coder,
        "text": str(act.body.get("text", "")),
        "anchors": act.body["anchors"],
    }
    return _clean({**record, "cited": act.body["cited"]} if "cited" in act.body else record)


def _clean(record: Mapping[str, Any]) -> dict[str, Any]:
    """Return a judgement with all that is printed of it made safe, but for the quoted words."""
    clean = dict(record)
    for key in ("at", "coder", "text"):
        if key in clean:
            many = key == "text" and clean.get("kind") == "note"
            clean[key] = safe_text(clean[key]).text if many else safe_line(clean[key])
    if isinstance(clean.get("cited"), list):
        clean["cited"] = [asdict(Cited.from_record(one)) for one in clean["cited"] if isinstance(one, dict)]
    return clean


def _same(record: Mapping[str, Any]) -> str:
    where = sorted(
        [str(anchor.get("source", "")), anchor["article"], list(anchor["span"]), anchor["quote"]]
        for anchor in record["anchors"]
    )
    return json.dumps(
        [record["kind"], record.get("coder", ""), record.get("at", ""), record.get("text", ""), where]
    )


def _unit(record: Mapping[str, Any], shared_names: Collection[str]) -> str:
    return "\n".join(sorted(_place(anchor, shared_names) for anchor in record["anchors"]))


def _place(anchor: Mapping[str, Any], shared_names: Collection[str]) -> str:
    path = _path(anchor)
    name = "/".join(path[-2:] if path[-1] in shared_names else path[-1:])
    return f"{name} {Anchor.from_record(anchor).occurrence}: {anchor['quote']}"


def _path(anchor: Mapping[str, Any]) -> tuple[str, ...]:
    return tuple(str(anchor.get("source", "")).replace("\\", "/").split("/"))
