"""The evidence list as a pack that can be cited: both passages with their context, offsets and hashes."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from html import escape as html_escape
from typing import Any

import reader
from reader.export.cells import csv_text
from reader.export.markdown import escape
from reader.library.cited import Cited
from reader.library.judgements import Remark
from reader.text.safe import safe_line

HEADER = (
    "item",
    "starred",
    "coder",
    "outlet",
    "headline",
    "date",
    "address",
    "paragraph",
    "start",
    "end",
    "words",
    "context",
    "sha256",
    "source",
)


def evidence_record(stars: Sequence[Remark], notes: Sequence[Remark] = ()) -> dict[str, Any]:
    """Return the evidence list as a record of plain values, ready for JSON."""
    return {
        "program": f"Crossread {reader.__version__}",
        "items": [
            {
                "starred": star.at,
                "coder": star.coder,
                "notes": _notes(star, notes),
                "passages": [_passage(star, at) for at in range(len(star.anchors))],
            }
            for star in stars
        ],
    }


def evidence_json(stars: Sequence[Remark], notes: Sequence[Remark] = ()) -> str:
    """Return the evidence list as JSON."""
    return json.dumps(evidence_record(stars, notes), indent=2) + "\n"


def evidence_csv(stars: Sequence[Remark], notes: Sequence[Remark] = ()) -> str:
    """Return the evidence list as CSV: a line a passage, those of one link with one item number."""
    rows: list[Sequence[object]] = [HEADER]
    for number, star in enumerate(stars, 1):
        for at in range(len(star.anchors)):
            one = _passage(star, at)
            rows.append((number, star.at, star.coder, *(one[name] for name in HEADER[3:])))
    return csv_text(rows)


def evidence_markdown(stars: Sequence[Remark], notes: Sequence[Remark] = ()) -> str:
    """Return the evidence list as Markdown."""
    return "\n".join(_markdown(stars, notes)) + "\n"


def evidence_html(stars: Sequence[Remark], notes: Sequence[Remark] = ()) -> str:
    """Return the evidence list as one HTML file that loads nothing."""
    items = "\n".join(_html_item(number, star, notes) for number, star in enumerate(stars, 1))
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta http-equiv="Content-Security-Policy" '
        "content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n<title>Evidence</title>\n'
        f"<style>\n{_STYLE}</style>\n</head>\n<body>\n<h1>Evidence</h1>\n"
        f"{items or '<p>Nothing is on the evidence list.</p>'}\n"
        f"<footer>Made by Crossread {reader.__version__}.</footer>\n</body>\n</html>\n"
    )


def _passage(star: Remark, at: int) -> dict[str, Any]:
    anchor = star.anchors[at]
    cited = star.cited[at] if at < len(star.cited) else Cited("", "", "", "", "", 0, "")
    return {
        "outlet": cited.outlet,
        "headline": cited.title,
        "date": cited.published,
        "address": cited.url,
        "paragraph": cited.paragraph,
        "start": anchor.span.start,
        "end": anchor.span.end,
        "words": safe_line(anchor.quote),
        "context": cited.context or safe_line(anchor.before + anchor.quote + anchor.after),
        "sha256": cited.sha256,
        "source": safe_line(anchor.source),
    }


def _notes(star: Remark, notes: Sequence[Remark]) -> list[str]:
    return [note.text for note in notes if note.kind == "note" and note.anchors == star.anchors]


def _cite(passage: dict[str, Any]) -> list[str]:
    where = f"para {passage['paragraph']}, " if passage["paragraph"] else ""
    parts = [
        passage["outlet"] or "outlet unknown",
        f"“{passage['headline']}”" if passage["headline"] else "",
        passage["date"] or "date unknown",
        f"{where}characters {passage['start']}–{passage['end']}",
        passage["address"],
        f"sha256 {passage['sha256'][:16]}" if passage["sha256"] else "",
    ]
    return [part for part in parts if part]


def _markdown(stars: Sequence[Remark], notes: Sequence[Remark]) -> Iterator[str]:
    yield "# Evidence"
    yield ""
    if not stars:
        yield "Nothing is on the evidence list."
        yield ""
    for number, star in enumerate(stars, 1):
        yield f"## {number}"
        yield ""
        for at in range(len(star.anchors)):
            one = _passage(star, at)
            yield f"> {escape(one['words'])}"
            yield ">"
            yield f"> — {escape(', '.join(_cite(one)))}"
            yield ""
            if one["context"] != one["words"]:
                yield f"In context: {escape(one['context'])}"
                yield ""
        yield from (f"Note: {escape(note)}\n" for note in _notes(star, notes))
    yield "---"
    yield ""
    yield f"Made by Crossread {reader.__version__}."


def _html_item(number: int, star: Remark, notes: Sequence[Remark]) -> str:
    def flat(text: str) -> str:
        return html_escape(" ".join(text.split()))

    parts = [f"<section><h2>{number}</h2>"]
    for at in range(len(star.anchors)):
        one = _passage(star, at)
        parts.append(f"<figure><blockquote>{flat(one['words'])}</blockquote>")
        parts.append(f"<figcaption>{flat(', '.join(_cite(one)))}</figcaption>")
        if one["context"] != one["words"]:
            parts.append(f'<p class="context">In context: {flat(one["context"])}</p>')
        parts.append("</figure>")
    parts += [f"<p>Note: {flat(note)}</p>" for note in _notes(star, notes)]
    return "".join(parts) + "</section>"


_STYLE = """\
:root { color-scheme: light dark; }
body { max-width: 46rem; margin: 0 auto; padding: 2rem 1.25rem; font: 1.0625rem/1.6 Georgia, serif;
  background: Canvas; color: CanvasText; }
h1, h2, figcaption, .context, footer { font-family: system-ui, sans-serif; }
h2 { font-size: 1rem; opacity: .7; border-top: 1px solid; padding-top: .8rem; margin-top: 2rem; }
figure { margin: 1rem 0; }
blockquote { margin: 0; padding-left: 1rem; border-left: 3px solid; }
figcaption, .context, footer { font-size: .86rem; opacity: .8; }
@media print { section { break-inside: avoid; } }
"""
