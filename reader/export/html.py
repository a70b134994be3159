"""A comparison as one HTML file that needs nothing else: no script to read it, no address to load from.

The texts stand side by side in aligned rows; a passage that stands elsewhere on the other side points to its
other half. A small script, not needed for reading, adds keys and draws where moved passages went.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from html import escape
from importlib.resources import files

from reader.article import Span
from reader.comparison.contrast import Lens, LensReport, Said
from reader.comparison.explain import explain
from reader.comparison.marks import shared_words, word_marks
from reader.comparison.model import Change, Kind
from reader.export.report import LEFT, RIGHT, Report
from reader.export.titles import CONTRAST_WORDS, LENS_TITLES

SIDES = ("left", "right")


def html_comparison(report: Report) -> str:
    """Return a comparison as an HTML5 document, the last line ended."""
    title = f"{report.both}: {report.title(LEFT)}"
    data = files("reader.export").joinpath("data")
    style, script = (data.joinpath(name).read_text("utf-8") for name in ("report.css", "report.js"))
    lenses = [lens for lens in report.lenses if lens.lens is not Lens.TEXT]
    parts = [
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">',
        # Nothing is fetched from anywhere, whatever the articles' texts say.
        '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; '
        "style-src 'unsafe-inline'; script-src 'unsafe-inline'\">",
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>{_flat(title)}</title>\n<style>\n{style}</style>\n</head>\n<body>",
        f"<h1>{report.subject.capitalize()} · {_linked(report)}</h1>",
        _contents(lenses),
        *_side_by_side(report),
        _rejected(report),
        *(_lens(report, lens) for lens in lenses),
        "<footer><p>“No match found” means that this program found none; it is no claim that something was "
        f"left out. Made by {_flat(report.made_by)}. Keys: ] and [ go from link to link.</p></footer>",
        f"<script>\n{script}</script>\n</body>\n</html>",
    ]
    return "\n".join(part for part in parts if part) + "\n"


def _flat(text: str) -> str:
    return escape(" ".join(text.split()))


def _lang(report: Report, side: int) -> str:
    """Return the attribute that says the language of an article's words; empty where nobody knows it."""
    return f' lang="{escape(report.articles[side].language)}"'


def _linked(report: Report) -> str:
    number = len(report.comparison.links)
    return f"{number} linked passage{'' if number == 1 else 's'}"


def _contents(lenses: Sequence[LensReport]) -> str:
    if not lenses:
        return ""
    items = [
        f'<li><a href="#{lens.lens.value}">{_flat(LENS_TITLES[lens.lens].split(":")[0])}</a>'
        f"{f' {len(lens.findings)}' if lens.findings else ''}</li>"
        for lens in lenses
    ]
    return '<nav aria-label="Contents"><ul>' + "".join(items) + "</ul></nav>"


def _side_by_side(report: Report) -> Iterator[str]:
    yield '<main class="pair">'
    heads = "".join(
        f'<div class="{name}"><span class="outlet">{_flat(report.outlet(side))}</span>'
        f"<strong{_lang(report, side)}>{_flat(report.title(side))}</strong></div>"
        + ('<div class="gutter"></div>' if side == LEFT else "")
        for side, name in enumerate(SIDES)
    )
    yield f'<div class="row head">{heads}</div>'
    facts = "".join(
        f'<div class="{name}"><ul class="facts">'
        + "".join(f"<li>{_flat(label)}: {_flat(value)}</li>" for label, value in report.facts(side))
        + "</ul></div>"
        + ('<div class="gutter"></div>' if side == LEFT else "")
        for side, name in enumerate(SIDES)
    )
    yield f'<div class="row">{facts}</div>'
    if report.comparison.notice:
        yield f'<p class="notice">{_flat(report.comparison.notice)}</p>'
    ends = report.ends()
    yield f'<div class="rows" data-links="{json.dumps(ends)}">'
    before: list[int] = [0, 0]
    said: set[int] = set()
    for row in report.rows():
        spans = [report.passages(side)[at].span if at is not None else None for side, at in enumerate(row)]
        paragraphs = [report.paragraph(side, span) if span else 0 for side, span in enumerate(spans)]
        starts = any(new and new != old for new, old in zip(paragraphs, before, strict=True))
        before = [new or old for new, old in zip(paragraphs, before, strict=True)]
        here = [n for n, pair in enumerate(ends) if row[LEFT] == pair[LEFT] or row[RIGHT] == pair[RIGHT]]
        yield _row(report, row, here, ends, starts, [n for n in here if n not in said])
        said.update(here)
    yield "</div></main>"


def _row(
    report: Report,
    row: tuple[int | None, int | None],
    here: Sequence[int],
    ends: Sequence[tuple[int, int]],
    starts: bool,
    new: Sequence[int],
) -> str:
    """Return one row of the two texts.

    Args:
        report: What is written out.
        row: The passages that stand in it.
        here: The links of these passages.
        ends: The passages of each link.
        starts: Whether a paragraph begins here.
        new: Those of `here` whose reasons were not given in an earlier row.
    """
    level = next((n for n in here if ends[n] == row), None)
    cells = []
    for side, at in enumerate(row):
        own = [n for n in here if ends[n][side] == at]
        marked = level if level is not None else own[0] if own else None
        span = report.passages(side)[at].span if at is not None else None
        text = _text(report, side, span, _marks(report, marked)[side]) if span else ""
        name = f' id="{"LR"[side]}{at}"{_lang(report, side)}' if at is not None else ""
        cells.append(f'<div class="{SIDES[side]}{"" if own or at is None else " alone"}"{name}>{text}</div>')
    gutter = (
        [f'<span class="level">{level + 1}</span><small>{_kind(report, level)}</small>']
        if level is not None
        else []
    )
    for n in here:
        if n == level:
            continue
        side = LEFT if ends[n][LEFT] == row[LEFT] else RIGHT
        where = report.paragraph(1 - side, report.passages(1 - side)[ends[n][1 - side]].span)
        arrow = f"{n + 1} → ¶ {where}" if side == LEFT else f"¶ {where} ← {n + 1}"
        gutter.append(f'<a href="#{"RL"[side]}{ends[n][1 - side]}">{arrow}</a>')
        gutter.append("<small>elsewhere</small>")
    if not here:
        gutter.append(f"<small>no match found {'there' if row[LEFT] is not None else 'here'}</small>")
    why = "".join(_why(report, n) for n in new)
    kind = " linked" if level is not None else ""
    return (
        f'<div class="row{kind}{" start" if starts else ""}">{cells[LEFT]}'
        f'<div class="gutter">{"".join(gutter)}</div>{cells[RIGHT]}{why}</div>'
    )


def _rejected(report: Report) -> str:
    if not report.rejected:
        return ""
    head = "".join(f'<th scope="col">{_flat(report.outlet(side))}</th>' for side in (LEFT, RIGHT))
    rows = "".join(
        f'<tr><td class="kind">{link.kind.value}</td>'
        + "".join(
            f"<td{_lang(report, side)}>{_flat(report.words(side, span))}</td>"
            for side, span in enumerate((link.left, link.right))
        )
        + "</tr>"
        for link in report.rejected
    )
    return (
        f'<section><h2>Links rejected by the reader</h2><div class="table"><table><thead><tr><td></td>{head}'
        f"</tr></thead><tbody>{rows}</tbody></table></div></section>"
    )


def _kind(report: Report, number: int) -> str:
    return report.comparison.links[number].kind.value


def _why(report: Report, number: int) -> str:
    link = report.comparison.links[number]
    parts = [explain(link, *(article.text for article in report.articles))]
    if report.verdict(number):
        parts.append(f"{report.verdict(number)} by the reader")
    parts += [f"note: {note}" for note in report.notes_on(number)]
    line = " · ".join(part for part in parts if part)
    return f'<div class="why">{number + 1}: {_flat(line)}</div>' if line else ""


Marked = list[tuple[Span, str]]


def _marks(report: Report, number: int | None) -> tuple[Marked, Marked]:
    """Return what is marked in both halves: shared words of a paraphrase, else the words that differ."""
    if number is None:
        return [], []
    link = report.comparison.links[number]
    texts = [article.text for article in report.articles]
    if link.kind is Kind.PARAPHRASE:
        shared = shared_words(texts[LEFT], link.left, texts[RIGHT], link.right)
        return [(span, "b") for span in shared[LEFT]], [(span, "b") for span in shared[RIGHT]]
    found: tuple[Marked, Marked] = ([], [])
    for mark in word_marks(texts[LEFT], link.left, texts[RIGHT], link.right):
        if mark.change is not Change.SAME:
            for side, span in enumerate((mark.left, mark.right)):
                if span.length:
                    found[side].append((span, "ins"))
    return found


def _text(report: Report, side: int, span: Span, marks: Iterable[tuple[Span, str]]) -> str:
    """Return the words of a passage with its marks as elements."""
    parts: list[str] = []
    at = span.start
    for marked, tag in sorted(marks):
        if marked.start < at or marked.end > span.end:
            continue
        parts.append(_spaced(report, side, Span(at, marked.start)))
        parts.append(f"<{tag}>{_spaced(report, side, marked)}</{tag}>")
        at = marked.end
    parts.append(_spaced(report, side, Span(at, span.end)))
    return "".join(parts)


def _spaced(report: Report, side: int, span: Span) -> str:
    """Return the words of a piece, white space at its ends kept as one space each."""
    text = span.of(report.articles[side].text)
    if not text:
        return ""
    if not text.strip():
        return " "
    before, after = " " * text[0].isspace(), " " * text[-1].isspace()
    return f"{before}{escape(report.words(side, span))}{after}"


def _lens(report: Report, lens: LensReport) -> str:
    parts = [f'<section id="{lens.lens.value}"><h2>{_flat(LENS_TITLES[lens.lens])}</h2>']
    if lens.notice:
        parts.append(f'<p class="notice">{_flat(lens.notice)}</p>')
    names = [_flat(report.outlet(side)) for side in (LEFT, RIGHT)]
    if lens.counts:
        rows = "".join(
            f'<tr><th scope="row">{_flat(c.label)}</th><td>{_flat(c.left)}</td><td>{_flat(c.right)}</td></tr>'
            for c in lens.counts
        )
        head = "".join(f'<th scope="col">{name}</th>' for name in names)
        parts.append(
            f'<div class="table"><table class="counts"><thead><tr><td></td>{head}</tr></thead>'
            f"<tbody>{rows}</tbody></table></div>"
        )
    if lens.findings:
        head = "".join(f'<th scope="col">{name}</th>' for name in ("How", "About", *names))
        rows = "".join(
            f"<tr{' class=weak' if f.weak else ''}>"
            f'<td class="kind">{_flat(CONTRAST_WORDS[f.contrast])}{" (unsure)" if f.weak else ""}</td>'
            f"<td>{_flat(f.subject)}"
            + (f'<br><span class="by">{_flat(f.reason)}</span>' if f.reason else "")
            + f"</td><td{_lang(report, LEFT)}>{_said(report, LEFT, f.left)}</td>"
            f"<td{_lang(report, RIGHT)}>{_said(report, RIGHT, f.right)}</td></tr>"
            for f in lens.findings
        )
        parts.append(
            f'<div class="table"><table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>'
        )
    return "\n".join(parts) + "</section>"


def _said(report: Report, side: int, said: Sequence[Said]) -> str:
    return "<br>".join(_one(report, side, one) for one in said) or "–"


def _one(report: Report, side: int, said: Said) -> str:
    by = " ".join(part for part in (said.verb, said.by) if part)
    where = f"¶ {said.paragraph}" if said.paragraph else ""
    about = " · ".join(part for part in (_flat(by), where) if part)
    words = _flat(said.words)
    return words + (f' <span class="by">{about}</span>' if about else "")
